/*
 * The forms line by line, on standard input and output: for screen readers,
 * Braille lines, and terminals that move no cursor. The same sessions, pages and
 * rules as on the screen, and the same sentences; no curses, no escape sequence,
 * nothing is ever written over. Every answer is a draft in the store before the
 * next question is asked.
 */
#ifndef KUSEI_TERMINAL_PLAIN_H
#define KUSEI_TERMINAL_PLAIN_H

#include <stdbool.h>

#include "terminal/terminal.h"

/* Whether a person sits at a terminal that says of itself that it can do no more
 * than lines (TERM=dumb). */
bool plain_is_called_for(void);

/* Whether the locale is UTF-8; a sentence otherwise. Input and output may be
 * anything: a terminal, a pipe, a file. */
bool plain_check(struct error *err);

/* Asks until the person leaves or the input ends. False with a sentence when the
 * store cannot be read, or libxml2 is not to be had. */
bool plain_run(struct store *store, struct catalogue *catalogue,
               const struct terminal_options *options, struct error *err);

#endif
