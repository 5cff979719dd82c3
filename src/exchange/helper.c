#include "exchange/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "text/i18n.h"

enum { EXIT_NOT_FOUND = 127 };

struct pipes {
    int in[2], out[2], secret[2], started[2]; /* [0] is read, [1] written */
};

/* --- in the child --------------------------------------------------------- */

static void default_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL); /* those that cannot be set stay as they are */
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Puts a descriptor at its place, away from where another one has to go. */
static bool place(int fd, int at)
{
    if (fd != at)
        return dup2(fd, at) == at;
    return fcntl(fd, F_SETFD, 0) == 0;
}

static _Noreturn void run_child(const struct helper *h, const struct pipes *p)
{
    /* The pipes may have numbers that are wanted: out of their way first. */
    int in = fcntl(p->in[0], F_DUPFD_CLOEXEC, 16);
    int out = fcntl(p->out[1], F_DUPFD_CLOEXEC, 16);
    int secret = fcntl(p->secret[0], F_DUPFD_CLOEXEC, 16);
    int started = fcntl(p->started[1], F_DUPFD_CLOEXEC, 16);
    bool ok = in >= 0 && out >= 0 && secret >= 0 && started >= 0;

    default_signals();
    ok = ok && place(in, STDIN_FILENO) && place(out, STDOUT_FILENO);
    if (ok && h->secret != NULL)
        ok = place(secret, HELPER_SECRET_FD);
    else
        close(HELPER_SECRET_FD);
    if (ok)
        execvp(h->argv[0], h->argv);
    /* Whoever waits learns why by this pipe, which a program that starts closes. */
    int number = errno;
    if (write(started, &number, sizeof(number)) != (ssize_t)sizeof(number))
        _exit(EXIT_NOT_FOUND);
    _exit(EXIT_NOT_FOUND);
}

/* --- in the parent -------------------------------------------------------- */

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_pipes(struct pipes *p)
{
    int *all[] = {p->in, p->out, p->secret, p->started};

    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        close_end(&all[i][0]);
        close_end(&all[i][1]);
    }
}

static bool open_pipes(struct pipes *p)
{
    int *all[] = {p->in, p->out, p->secret, p->started};

    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        all[i][0] = all[i][1] = -1;
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        if (pipe2(all[i], O_CLOEXEC) != 0)
            return false;
    }
    return true;
}

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What of the input is still to go. A program that does not want it all is no fault. */
static void give(struct pipes *p, const struct helper *h, size_t *given)
{
    ssize_t put = write(p->in[1], h->input + *given, h->input_size - *given);

    if (put > 0)
        *given += (size_t)put;
    if (*given == h->input_size || (put < 0 && errno != EINTR && errno != EAGAIN))
        close_end(&p->in[1]);
}

static void take(struct pipes *p, struct buffer *out)
{
    char bytes[65536];
    ssize_t got = read(p->out[0], bytes, sizeof(bytes));

    if (got > 0)
        buffer_append(out, bytes, (size_t)got);
    if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
        close_end(&p->out[0]);
}

/* Until it has closed its output. False when it met a limit. */
static bool converse(struct pipes *p, const struct helper *h, struct buffer *out)
{
    long long deadline = now_ms() + h->seconds * 1000LL;
    size_t given = 0;

    fcntl(p->in[1], F_SETFL, O_NONBLOCK);
    if (h->input_size == 0)
        close_end(&p->in[1]);
    while (p->out[0] >= 0) {
        struct pollfd wait[] = {{.fd = p->out[0], .events = POLLIN},
                                {.fd = p->in[1], .events = POLLOUT}};
        long long left = h->seconds == 0 ? 1000 : deadline - now_ms();

        if (left <= 0 || out->size > HELPER_MAX_ANSWER || out->failed)
            return false;
        if (poll(wait, 2, (int)left) <= 0)
            continue;
        if (wait[1].revents != 0)
            give(p, h, &given);
        if (wait[0].revents != 0)
            take(p, out);
    }
    return true;
}

static bool refuse(const struct helper *h, int number, struct error *err)
{
    return error_set(err, _("The program %s cannot be run: %s. Install it, or give its path."),
                     h->argv[0], strerror(number));
}

static enum helper_end reap(pid_t child, bool over, int *status)
{
    int word = 0;
    pid_t got;

    if (over)
        kill(child, SIGKILL);
    while ((got = waitpid(child, &word, 0)) < 0 && errno == EINTR)
        ;
    if (over || (got == child && WIFSIGNALED(word) &&
                 (WTERMSIG(word) == SIGXCPU || WTERMSIG(word) == SIGKILL)))
        return HELPER_TOO_MUCH;
    if (got != child || !WIFEXITED(word))
        return HELPER_BROKE;
    *status = WEXITSTATUS(word);
    return HELPER_DONE;
}

/* Whether the program itself has started: then nothing comes by that pipe. */
static bool has_started(struct pipes *p, int *number)
{
    ssize_t got;

    while ((got = read(p->started[0], number, sizeof(*number))) < 0 && errno == EINTR)
        ;
    return got != (ssize_t)sizeof(*number);
}

static enum helper_end attend(const struct helper *h, struct pipes *p, pid_t child,
                              struct buffer *out, int *status, struct error *err)
{
    int number = 0;
    bool over;

    close_end(&p->in[0]);
    close_end(&p->out[1]);
    close_end(&p->secret[0]);
    close_end(&p->secret[1]);
    close_end(&p->started[1]);
    if (!has_started(p, &number)) {
        reap(child, false, status);
        refuse(h, number, err);
        return HELPER_NOT_RUN;
    }
    over = !converse(p, h, out);
    return reap(child, over, status);
}

static enum helper_end start(const struct helper *h, struct buffer *out, int *status,
                             struct error *err)
{
    struct pipes p;
    enum helper_end end = HELPER_NOT_RUN;
    pid_t child = -1;
    bool ok = open_pipes(&p);

    /* Before the child is there, so that it never waits for it. */
    if (ok && h->secret != NULL)
        ok = h->secret_size <= HELPER_MAX_SECRET &&
             write(p.secret[1], h->secret, h->secret_size) == (ssize_t)h->secret_size;
    if (ok)
        child = fork();
    if (child == 0)
        run_child(h, &p);
    if (child > 0)
        end = attend(h, &p, child, out, status, err);
    else
        refuse(h, errno, err);
    close_pipes(&p);
    return end;
}

enum helper_end helper_run(const struct helper *h, struct buffer *out, int *status,
                           struct error *err)
{
    struct sigaction set, child, pipe;
    enum helper_end end;

    memset(&set, 0, sizeof(set));
    sigemptyset(&set.sa_mask);
    /* Where SIGCHLD is ignored nobody could wait for it; and a program that does
     * not read its input to the end is no reason to end this one. */
    set.sa_handler = SIG_DFL;
    sigaction(SIGCHLD, &set, &child);
    set.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &set, &pipe);
    end = start(h, out, status, err);
    sigaction(SIGCHLD, &child, NULL);
    sigaction(SIGPIPE, &pipe, NULL);
    return end;
}
