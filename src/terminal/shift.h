/*
 * The screen brought up to date. Curses alone sees in a row whose text moved sideways only
 * cells that differ, and sends all of them: a character typed in the middle of a long text
 * would cost every row below it anew. Where the terminal can insert and delete cells, such
 * rows are moved, and what came in is written. Mostly nothing is left to do then, and
 * curses need not even look; otherwise it finds all rows as they stand, and does the rest.
 */
#ifndef KUSEI_TERMINAL_SHIFT_H
#define KUSEI_TERMINAL_SHIFT_H

#include "terminal/draw.h"
#include "terminal/tty.h"

struct shift;

/* The memory it takes from paint to paint; NULL when memory is short. */
struct shift *shift_new(void);
void shift_free(struct shift *s);

/* In place of refresh(), always: it alone knows where the terminal's cursor is. All of it
 * goes out. No row is moved from canvas->moved_from on, where rows may have gone up or
 * down, and none where memory is short. */
void shift_refresh(struct shift *s, const struct canvas *canvas, const struct tty *tty);

#endif
