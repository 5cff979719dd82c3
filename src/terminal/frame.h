/*
 * One write for one picture. Curses sends what it has at every move of its cursor,
 * so that a key in the middle of a text would go over the line in many pieces, each
 * of them a packet, and the screen could be seen half painted. Here its output is
 * gathered in memory, and goes to the terminal when it is told to.
 */
#ifndef KUSEI_TERMINAL_FRAME_H
#define KUSEI_TERMINAL_FRAME_H

#include <stddef.h>

struct frame;

/* From now on what is written to standard output is gathered. Curses, started after
 * this, takes standard error for the terminal when standard output is none
 * (setupterm(3X)), and so standard error is made the terminal's, too. NULL, and all
 * as it was, where the system cannot do that: then everything goes out at once. */
struct frame *frame_start(void);
/* The terminal itself, for what is asked of it. */
int frame_terminal(const struct frame *f);
/* What was gathered goes to the terminal, in one piece. NULL is passed over, here
 * and below. */
void frame_send(struct frame *f);
/* These bytes go to the terminal, which nothing gathered may be waiting for. */
void frame_write(const struct frame *f, const char *bytes, size_t size);
/* The same, and standard output and standard error are as they were. */
void frame_stop(struct frame *f);

#endif
