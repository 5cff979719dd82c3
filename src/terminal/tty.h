/*
 * The terminal itself: started, asked what it does, put back as it was. The
 * screens never speak to it but through curses; here are the few things curses
 * does not do: finding out how wide ambiguous characters are drawn, bracketed
 * paste, the clipboard, waiting for keys together with signals and a time.
 */
#ifndef KUSEI_TERMINAL_TTY_H
#define KUSEI_TERMINAL_TTY_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/input.h"
#include "text/error.h"

struct tty;

/* Whether there is a terminal that can be used, in a UTF-8 locale; a sentence
 * otherwise. Touches nothing on it; what was read of its description is kept for
 * tty_start. */
bool tty_check(struct error *err);

/* Starts curses on standard input and output. ambiguous: 1, 2, or 0 to ask the
 * terminal. What was typed while it was asked goes to `input`. NULL with a
 * sentence, the screen untouched, where there is no terminal, it is unknown or
 * cannot move its cursor, or the locale is not UTF-8. */
struct tty *tty_start(int ambiguous, struct input *input, struct error *err);

/* Has the terminal report the mouse, in SGR form (xterm's modes 1000 and 1006),
 * where its description says that it has one. With Shift held it stays the
 * terminal's own. */
void tty_use_mouse(struct tty *tty);

enum { TTY_COPY_MOST = 100 * 1000 }; /* bytes that a terminal is given at once */

/* Puts a text on the clipboard of the terminal (xterm's OSC 52), where its
 * description says how ("Ms"); elsewhere nothing happens. It goes out as base64,
 * so that nothing in it can be a control sequence. False with a sentence where it
 * is too long. */
bool tty_copy(const struct tty *tty, const char *text, size_t size, struct error *err);

/* Puts the terminal back as it was. NULL is passed over. */
void tty_stop(struct tty *tty);

/* What curses and others have written to standard output goes to the terminal, in
 * one piece; until then it waits (terminal/frame.h). After whatever writes there. */
void tty_send(const struct tty *tty);
/* These bytes go to the terminal, and nothing before them may be waiting. */
void tty_write(const struct tty *tty, const char *bytes, size_t size);

enum tty_news {
    TTY_INPUT = 1 << 0,   /* bytes were fed to the input */
    TTY_RESIZED = 1 << 1, /* curses knows the new size, the screen is to be painted whole */
    TTY_RESUMED = 1 << 2, /* back from being stopped; painted whole too */
    TTY_ENDED = 1 << 3,   /* SIGHUP, SIGTERM, or the terminal is gone */
};

/* Waits for at most so many milliseconds (-1: without end) and takes in all
 * that is there. Returns what happened, 0 when the time is over. */
unsigned tty_wait(struct tty *tty, int milliseconds, struct input *input);

/* A clock that only goes forward, in milliseconds. */
int64_t tty_now(void);

#endif
