/*
 * How wide this terminal draws the characters that Unicode calls ambiguous
 * (East Asian Width A: circled numbers, circles, dashes). Nobody can know it
 * but the terminal, so it is asked, and curses is made to agree: curses takes
 * its widths from wcwidth(), and the program brings its own.
 */
#ifndef KUSEI_TERMINAL_PROBE_H
#define KUSEI_TERMINAL_PROBE_H

#include "terminal/input.h"

/* Before curses starts: asks (ambiguous 0) or takes 1 or 2 as given, and tells
 * text/width. A terminal that does not answer counts as 1. Bytes that are no
 * answer were typed by the person and go to `input`. */
void probe_width(int ambiguous, struct input *input);

/* After curses has started: where curses does not agree, because the own
 * wcwidth() did not reach it, text/width is told what curses thinks. */
void probe_confirm(void);

#endif
