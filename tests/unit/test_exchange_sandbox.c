/*
 * exchange/sandbox: whatever a job does, the caller gets an answer in bounded
 * time and goes on as before.
 */
#include "test_exchange_support.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange/sandbox.h"

static const struct sandbox_limits roomy = {
    .cpu_seconds = 5, .wall_seconds = 20, .memory = 64 * 1024 * 1024};

static void note_value(struct notices *out, int line, const char *value)
{
    struct notice n = notice_make(NOTICE_LAYOUT, line);

    notice_copy(n.value, sizeof(n.value), value);
    notices_add(out, &n);
}

static enum sandbox_end run(void (*job)(void *, struct notices *), struct notices *out)
{
    struct error err = {""};
    enum sandbox_end end = sandbox_run(job, NULL, &roomy, out, &err);
    int status;

    assert_int_equal(waitpid(-1, &status, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    return end;
}

/* --- jobs ----------------------------------------------------------------------- */

static void two_notices(void *context, struct notices *out)
{
    (void)context;
    note_value(out, 7, "second");
    note_value(out, 3, "first");
}

static void nothing(void *context, struct notices *out)
{
    (void)context;
    (void)out;
}

static void a_thousand(void *context, struct notices *out)
{
    (void)context;
    for (int i = 0; i < 1000; i++)
        note_value(out, i + 1, "x");
}

static void spin(void *context, struct notices *out)
{
    (void)context;
    (void)out;
    for (volatile unsigned i = 0;; i++)
        ;
}

static void sleep_on(void *context, struct notices *out)
{
    (void)context;
    (void)out;
    for (;;)
        pause();
}

static void eat_memory(void *context, struct notices *out)
{
    (void)context;
    for (int i = 0; i < 100; i++) {
        void *block = malloc(8 * 1024 * 1024);

        if (block == NULL) {
            note_value(out, 1, "no more");
            return;
        }
        memset(block, 1, 8 * 1024 * 1024);
    }
    note_value(out, 1, "all of it");
}

static void fail_memory(void *context, struct notices *out)
{
    (void)context;
    out->failed = true;
}

static void crash(void *context, struct notices *out)
{
    (void)context;
    (void)out;
    raise(SIGSEGV);
}

static void leave(void *context, struct notices *out)
{
    (void)context;
    (void)out;
    _exit(0);
}

static void try_files(void *context, struct notices *out)
{
    (void)context;
    note_value(out, 1, open("/etc/passwd", O_RDONLY) < 0 ? "cannot open" : "opened");
    note_value(out, 2, socket(AF_INET, SOCK_STREAM, 0) < 0 ? "cannot connect" : "connected");
}

/* --- tests ----------------------------------------------------------------------- */

static void notices_arrive_in_the_order_of_their_lines(void **state)
{
    struct notices out = NOTICES_INIT;

    (void)state;
    assert_int_equal(run(two_notices, &out), SANDBOX_DONE);
    assert_int_equal(out.count, 2);
    assert_string_equal(out.items[0].value, "first");
    assert_int_equal(out.items[1].line, 7);
    notices_free(&out);
    assert_int_equal(run(nothing, &out), SANDBOX_DONE);
    assert_int_equal(out.count, 0);
    assert_int_equal(run(a_thousand, &out), SANDBOX_DONE);
    assert_int_equal(out.count, NOTICES_MAX);
    assert_true(out.more);
    notices_free(&out);
}

static void a_job_without_end_is_ended(void **state)
{
    static const struct sandbox_limits short_cpu = {
        .cpu_seconds = 1, .wall_seconds = 60, .memory = 64 * 1024 * 1024};
    static const struct sandbox_limits short_wall = {
        .cpu_seconds = 60, .wall_seconds = 1, .memory = 64 * 1024 * 1024};
    struct notices out = NOTICES_INIT;
    struct error err = {""};
    int status;

    (void)state;
    assert_int_equal(sandbox_run(spin, NULL, &short_cpu, &out, &err), SANDBOX_TOO_MUCH);
    assert_int_equal(sandbox_run(spin, NULL, &short_wall, &out, &err), SANDBOX_TOO_MUCH);
    assert_int_equal(sandbox_run(sleep_on, NULL, &short_wall, &out, &err), SANDBOX_TOO_MUCH);
    assert_int_equal(waitpid(-1, &status, WNOHANG), -1);
    notices_free(&out);
}

static void a_job_gets_so_much_memory_and_no_more(void **state)
{
    struct notices out = NOTICES_INIT;

    (void)state;
    assert_int_equal(run(fail_memory, &out), SANDBOX_TOO_MUCH);
    if (UNDER_SANITIZER) /* its allocator has its address space already */
        skip();
    assert_int_equal(run(eat_memory, &out), SANDBOX_DONE);
    assert_string_equal(out.items[0].value, "no more");
    notices_free(&out);
}

static void a_job_that_dies_is_told_apart(void **state)
{
    struct notices out = NOTICES_INIT;

    (void)state;
    assert_int_equal(run(crash, &out), SANDBOX_BROKE);
    assert_int_equal(run(leave, &out), SANDBOX_BROKE);
    notices_free(&out);
}

static void a_job_opens_neither_files_nor_connections(void **state)
{
    struct notices out = NOTICES_INIT;

    (void)state;
    assert_int_equal(run(try_files, &out), SANDBOX_DONE);
    assert_string_equal(out.items[0].value, "cannot open");
    assert_string_equal(out.items[1].value, "cannot connect");
    notices_free(&out);
}

static void the_callers_signals_are_as_they_were(void **state)
{
    struct notices out = NOTICES_INIT;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, now;
    sigset_t before, after;

    (void)state;
    sigprocmask(SIG_SETMASK, NULL, &before);
    sigaction(SIGCHLD, &ignore, NULL);
    assert_int_equal(run(two_notices, &out), SANDBOX_DONE);
    assert_int_equal(run(fail_memory, &out), SANDBOX_TOO_MUCH);
    sigaction(SIGCHLD, NULL, &now);
    assert_true(now.sa_handler == SIG_IGN);
    sigprocmask(SIG_SETMASK, NULL, &after);
    for (int number = 1; number < NSIG; number++)
        assert_int_equal(sigismember(&before, number), sigismember(&after, number));
    signal(SIGCHLD, SIG_DFL);
    notices_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notices_arrive_in_the_order_of_their_lines),
        cmocka_unit_test(a_job_without_end_is_ended),
        cmocka_unit_test(a_job_gets_so_much_memory_and_no_more),
        cmocka_unit_test(a_job_that_dies_is_told_apart),
        cmocka_unit_test(a_job_opens_neither_files_nor_connections),
        cmocka_unit_test(the_callers_signals_are_as_they_were),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
