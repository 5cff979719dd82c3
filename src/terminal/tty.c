/* Starting and stopping the terminal; signals; waiting. */
#include "config.h"

#include "terminal/tty.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <time.h>
#include <unistd.h>

#include "terminal/codeset.h"
#include "terminal/frame.h"
#include "terminal/probe.h"
#include "text/base64.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum { READ_SIZE = 4096, READS_MAX = 512 };

/* What the handlers leave behind. A handler cannot be given a pointer, so this
 * is the one thing that has to live outside of every struct. */
static volatile sig_atomic_t signal_ended, signal_resized, signal_stopped;

static const int handled_signals[] = {SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGTSTP};

enum { SIGNALS = sizeof(handled_signals) / sizeof(handled_signals[0]) };

struct tty {
    SCREEN *screen;
    struct frame *frame; /* what is written to standard output until it is sent */
    struct sigaction former[SIGNALS];
    sigset_t former_mask; /* what may come in while waiting */
    bool mouse;
};

static void handle_signal(int number)
{
    switch (number) {
    case SIGWINCH:
        signal_resized = 1;
        break;
    case SIGTSTP:
        signal_stopped = 1;
        break;
    case SIGINT: /* the key arrives as a key; from outside it is nobody's wish */
        break;
    default:
        signal_ended = 1;
        break;
    }
}

int64_t tty_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The signals come in only inside tty_wait, so that nothing is interrupted in
 * the middle of a save, and none is missed between looking and waiting. */
static void take_signals(struct tty *tty)
{
    struct sigaction action;
    sigset_t mask;

    memset(&action, 0, sizeof(action));
    action.sa_handler = handle_signal;
    sigemptyset(&action.sa_mask);
    sigemptyset(&mask);
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaddset(&mask, handled_signals[i]);
        sigaction(handled_signals[i], &action, &tty->former[i]);
    }
    sigprocmask(SIG_BLOCK, &mask, &tty->former_mask);
}

static void give_signals_back(struct tty *tty)
{
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaction(handled_signals[i], &tty->former[i], NULL);
    }
    sigprocmask(SIG_SETMASK, &tty->former_mask, NULL);
}

static void write_string(const char *s)
{
    size_t size = strlen(s);

    while (size > 0) {
        ssize_t n = write(STDOUT_FILENO, s, size);
        if (n < 0 && errno != EINTR) {
            return;
        }
        s += n > 0 ? n : 0;
        size -= n > 0 ? (size_t)n : 0;
    }
}

static void set_bracketed_paste(bool on)
{
    write_string(on ? "\033[?2004h" : "\033[?2004l");
}

static void set_mouse(bool on)
{
    write_string(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
}

/* Leaves the description of the terminal in cur_term. */
bool tty_check(struct error *err)
{
    int result = 0;
    const char *name = getenv("TERM");

    if (!codeset_check(err)) {
        return false;
    }
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        return error_set(err, _("standard input and output are no terminal: start the program in a "
                                "terminal, or use a subcommand (see --help)"));
    }
    if (!name || !*name) {
        return error_set(err, _("TERM is not set: set it to the name of the terminal, for example "
                                "TERM=xterm-256color"));
    }
    if (setupterm(NULL, STDOUT_FILENO, &result) == ERR) {
        return error_set(err,
                         _("the terminal \"%s\" is unknown here: set TERM to a known name, for "
                           "example TERM=xterm-256color"),
                         name);
    }
    if (!cursor_address || !clear_screen) {
        return error_set(err,
                         _("the terminal \"%s\" cannot move its cursor: use another terminal, "
                           "or set TERM to its right name"),
                         name);
    }
    return true;
}

static void learn_keys(struct input *input)
{
    static const struct {
        const char *capability;
        int key;
    } keys[] = {
        {"kcuu1", INPUT_UP},      {"kcud1", INPUT_DOWN},   {"kcub1", INPUT_LEFT},
        {"kcuf1", INPUT_RIGHT},   {"khome", INPUT_HOME},   {"kend", INPUT_END},
        {"kich1", INPUT_INSERT},  {"kdch1", INPUT_DELETE}, {"kpp", INPUT_PAGE_UP},
        {"knp", INPUT_PAGE_DOWN}, {"kcbt", INPUT_BACKTAB}, {"kent", INPUT_ENTER},
        {"kf1", INPUT_F1},        {"kf2", INPUT_F1 + 1},   {"kf3", INPUT_F1 + 2},
        {"kf4", INPUT_F1 + 3},    {"kf5", INPUT_F1 + 4},   {"kf6", INPUT_F1 + 5},
        {"kf7", INPUT_F1 + 6},    {"kf8", INPUT_F1 + 7},   {"kf9", INPUT_F1 + 8},
        {"kf10", INPUT_F1 + 9},   {"kf11", INPUT_F1 + 10}, {"kf12", INPUT_F1 + 11},
    };

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        const char *sequence = tigetstr(keys[i].capability);
        if (sequence && sequence != (const char *)-1) {
            input_learn(input, sequence, keys[i].key);
        }
    }
}

static void set_modes(void)
{
    raw(); /* Ctrl-Z, Ctrl-S and Ctrl-Q are keys like others */
    noecho();
    nonl();
    meta(stdscr, TRUE);
    typeahead(-1); /* all input is taken before anything is painted */
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    scrollok(stdscr, FALSE);
}

struct tty *tty_start(int ambiguous, struct input *input, struct error *err)
{
    struct tty *tty;

    if (!cur_term && !tty_check(err)) {
        return NULL;
    }
    tty = calloc(1, sizeof(*tty));
    if (!tty) {
        error_set_memory(err);
        return NULL;
    }
    /* Before curses, which then leaves the signals that are taken alone. */
    take_signals(tty);
    learn_keys(input);
    del_curterm(cur_term); /* curses reads its own */
    probe_width(ambiguous, input);
    tty->frame = frame_start();
    tty->screen = newterm(NULL, stdout, stdin);
    if (!tty->screen) {
        frame_stop(tty->frame);
        give_signals_back(tty);
        free(tty);
        error_set(err,
                  _("the terminal \"%s\" could not be started: use another terminal, or set "
                    "TERM to its right name"),
                  getenv("TERM"));
        return NULL;
    }
    set_modes();
    set_bracketed_paste(true);
    probe_confirm();
    return tty;
}

void tty_use_mouse(struct tty *tty)
{
    const char *report = tigetstr("kmous");

    tty->mouse = report && report != (const char *)-1 && *report;
    if (tty->mouse) {
        set_mouse(true);
    }
}

bool tty_copy(const struct tty *tty, const char *text, size_t size, struct error *err)
{
    char *form = tigetstr("Ms");
    struct buffer letters = BUFFER_INIT;

    if (!form || form == (char *)-1 || !*form) {
        return true;
    }
    if (size > TTY_COPY_MOST) {
        return error_set(err, _("Copied for this program alone: other windows take at most %d kB."),
                         TTY_COPY_MOST / 1000);
    }
    base64_append(&letters, text, size);
    char *copy = letters.failed ? NULL : tparm(form, "c", letters.data ? letters.data : "");
    if (copy) {
        write_string(copy);
        tty_send(tty);
    }
    buffer_free(&letters);
    return copy || error_set_memory(err);
}

void tty_stop(struct tty *tty)
{
    if (tty) {
        if (tty->mouse) {
            set_mouse(false);
        }
        set_bracketed_paste(false);
        endwin();
        frame_stop(tty->frame);
        delscreen(tty->screen);
        give_signals_back(tty);
        free(tty);
    }
}

static void take_size(const struct tty *tty)
{
    struct winsize size;

    if (ioctl(frame_terminal(tty->frame), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
        size.ws_col > 0) {
        resize_term(size.ws_row, size.ws_col);
    }
    clearok(curscr, TRUE);
}

void tty_send(const struct tty *tty)
{
    frame_send(tty->frame);
}

void tty_write(const struct tty *tty, const char *bytes, size_t size)
{
    frame_write(tty->frame, bytes, size);
}

static void stop_for_a_while(const struct tty *tty)
{
    if (tty->mouse) {
        set_mouse(false);
    }
    set_bracketed_paste(false);
    endwin();
    tty_send(tty);
    raise(SIGSTOP);
    /* From here on somebody has brought the program back to the foreground. */
    doupdate();
    set_bracketed_paste(true);
    if (tty->mouse) {
        set_mouse(true);
    }
    take_size(tty);
}

static unsigned take_flags(const struct tty *tty)
{
    unsigned news = 0;

    if (signal_ended) {
        return TTY_ENDED;
    }
    if (signal_stopped) {
        signal_stopped = 0;
        stop_for_a_while(tty);
        news |= TTY_RESUMED;
    }
    if (signal_resized) {
        signal_resized = 0;
        take_size(tty);
        news |= TTY_RESIZED;
    }
    return news;
}

static bool more_waits(void)
{
    struct pollfd fd = {STDIN_FILENO, POLLIN, 0};

    return poll(&fd, 1, 0) > 0;
}

static unsigned read_all(struct input *input)
{
    char bytes[READ_SIZE];
    unsigned news = 0;

    bool full = true; /* one that is not was all that there is */

    for (int i = 0; i < READS_MAX && full && (i == 0 || more_waits()); i++) {
        ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        full = n == (ssize_t)sizeof(bytes);
        if (n <= 0) {
            return news | TTY_ENDED;
        }
        input_feed(input, bytes, (size_t)n, tty_now());
        news |= TTY_INPUT;
    }
    return news;
}

unsigned tty_wait(struct tty *tty, int milliseconds, struct input *input)
{
    struct pollfd fd = {STDIN_FILENO, POLLIN, 0};
    struct timespec limit = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    int ready = ppoll(&fd, 1, milliseconds < 0 ? NULL : &limit, &tty->former_mask);
    unsigned news = take_flags(tty);

    /* A signal hides what waits to be read; at the end it is read all the same. */
    if (ready > 0 || ((news & TTY_ENDED) && more_waits())) {
        news |= read_all(input);
    }
    return news;
}
