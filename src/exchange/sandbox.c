#include "exchange/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "text/i18n.h"

/* What goes through the pipe: one of these, then so many notices. */
struct report {
    size_t count;
    bool more;
};

enum { EXIT_MEMORY = 3, EXIT_PIPE = 4 };

/* --- in the child --------------------------------------------------------- */

/* The program's handlers only set flags, which nobody looks at here. */
static void default_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL); /* those that cannot be set stay as they are */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void set_limit(unsigned resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit;

    if (getrlimit(resource, &limit) != 0)
        return;
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > hard)
        limit.rlim_max = hard;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    setrlimit(resource, &limit);
}

/* What the program has mapped already: a sanitizer alone reserves terabytes, so
 * a limit counted from nothing would mean something else in every build. */
static rlim_t mapped_now(void)
{
    FILE *f = fopen("/proc/self/statm", "re");
    unsigned long pages = 0;

    if (f == NULL)
        return 0;
    if (fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    fclose(f);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void set_limits(const struct sandbox_limits *limits)
{
    rlim_t memory = mapped_now() + limits->memory;
    rlim_t seconds = (rlim_t)limits->cpu_seconds;

    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_FSIZE, 0, 0);
    set_limit(RLIMIT_AS, memory, memory);
    /* SIGXCPU at the first, SIGKILL at the second. */
    set_limit(RLIMIT_CPU, seconds, seconds + 1);
    set_limit(RLIMIT_NOFILE, 0, 0);
}

static bool write_whole(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t put = write(fd, at, size);

        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0) {
            at += put;
            size -= (size_t)put;
        }
    }
    return true;
}

static _Noreturn void run_child(void (*job)(void *, struct notices *), void *context,
                                const struct sandbox_limits *limits, int fd)
{
    struct notices found = NOTICES_INIT;
    struct report report;
    bool sent;

#ifdef __linux__
    /* Nobody would be left to stop it, or to hear it. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    default_signals();
    set_limits(limits);
    job(context, &found);
    if (found.failed)
        _exit(EXIT_MEMORY);
    memset(&report, 0, sizeof(report));
    report.count = found.count;
    report.more = found.more;
    sent = write_whole(fd, &report, sizeof(report)) &&
           write_whole(fd, found.items, found.count * sizeof(*found.items));
    _exit(sent ? EXIT_SUCCESS : EXIT_PIPE);
}

/* --- in the parent -------------------------------------------------------- */

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum got { GOT_ALL, GOT_END, GOT_TIMEOUT };

static enum got read_whole(int fd, void *bytes, size_t size, long long deadline)
{
    char *at = bytes;

    while (size > 0) {
        struct pollfd wait = {.fd = fd, .events = POLLIN};
        long long left = deadline - now_ms();
        ssize_t got;

        if (left <= 0)
            return GOT_TIMEOUT;
        if (poll(&wait, 1, (int)left) <= 0)
            continue;
        got = read(fd, at, size);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return GOT_END;
        if (got > 0) {
            at += got;
            size -= (size_t)got;
        }
    }
    return GOT_ALL;
}

/* A child that was taken over could send anything: every field is brought back
 * to what it may be. */
static bool is_sound(struct notice *n)
{
    n->element[sizeof(n->element) - 1] = '\0';
    n->attribute[sizeof(n->attribute) - 1] = '\0';
    n->title[sizeof(n->title) - 1] = '\0';
    n->page[sizeof(n->page) - 1] = '\0';
    n->value[sizeof(n->value) - 1] = '\0';
    n->detail[sizeof(n->detail) - 1] = '\0';
    return n->kind < NOTICE_KINDS && n->line >= 0;
}

static enum got read_report(int fd, struct notices *out, long long deadline)
{
    struct report report;
    enum got got = read_whole(fd, &report, sizeof(report), deadline);

    if (got == GOT_ALL && report.count > NOTICES_MAX)
        return GOT_END;
    for (size_t i = 0; got == GOT_ALL && i < report.count; i++) {
        struct notice n;

        got = read_whole(fd, &n, sizeof(n), deadline);
        if (got == GOT_ALL && !is_sound(&n))
            return GOT_END;
        if (got == GOT_ALL)
            notices_add(out, &n);
    }
    if (got == GOT_ALL)
        out->more = report.more;
    return got;
}

/* How the child ended, where it did not send its report whole. */
static enum sandbox_end judge_death(pid_t child)
{
    int status = 0;
    pid_t got;

    while ((got = waitpid(child, &status, 0)) < 0 && errno == EINTR)
        ;
    if (got == child && WIFSIGNALED(status) &&
        (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
        return SANDBOX_TOO_MUCH;
    if (got == child && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY)
        return SANDBOX_TOO_MUCH;
    return SANDBOX_BROKE;
}

static enum sandbox_end hear(pid_t child, int fd, const struct sandbox_limits *limits,
                             struct notices *out, struct error *err)
{
    enum got got = read_report(fd, out, now_ms() + limits->wall_seconds * 1000LL);
    enum sandbox_end end;

    /* Nothing more is wanted of it. One that has ended keeps the end it had. */
    kill(child, SIGKILL);
    end = judge_death(child);
    if (out->failed) {
        error_set_memory(err);
        return SANDBOX_NOT_RUN;
    }
    if (got == GOT_ALL)
        return SANDBOX_DONE;
    return got == GOT_TIMEOUT ? SANDBOX_TOO_MUCH : end;
}

static enum sandbox_end not_run(struct error *err)
{
    error_set(
        err,
        _("No process can be started to read this safely: %s. Close other programs and try again."),
        strerror(errno));
    return SANDBOX_NOT_RUN;
}

static enum sandbox_end start(void (*job)(void *, struct notices *), void *context,
                              const struct sandbox_limits *limits, struct notices *out,
                              struct error *err)
{
    enum sandbox_end end;
    int ends[2];
    pid_t child;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return not_run(err);
    child = fork();
    if (child == 0) {
        close(ends[0]);
        run_child(job, context, limits, ends[1]);
    }
    if (child < 0)
        end = not_run(err);
    close(ends[1]);
    if (child > 0)
        end = hear(child, ends[0], limits, out, err);
    close(ends[0]);
    return end;
}

enum sandbox_end sandbox_run(void (*job)(void *context, struct notices *out), void *context,
                             const struct sandbox_limits *limits, struct notices *out,
                             struct error *err)
{
    struct sigaction plain, before;
    enum sandbox_end end;

    /* Where SIGCHLD is ignored the child's number is free at once, and the one
     * that is killed could be another's. */
    memset(&plain, 0, sizeof(plain));
    plain.sa_handler = SIG_DFL;
    sigemptyset(&plain.sa_mask);
    sigaction(SIGCHLD, &plain, &before);
    end = start(job, context, limits, out, err);
    sigaction(SIGCHLD, &before, NULL);
    return end;
}
