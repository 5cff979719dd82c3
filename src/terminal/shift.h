/*
 * Rows whose text moved sideways. Curses sees there only cells that differ, and
 * sends all of them: a character typed in the middle of a long text would cost
 * every row below it anew. Where the terminal can insert and delete cells, the
 * rows are moved first, and curses, which is told so, sends only what came in.
 */
#ifndef KUSEI_TERMINAL_SHIFT_H
#define KUSEI_TERMINAL_SHIFT_H

#include "terminal/draw.h"

struct shift;

/* The memory it takes from paint to paint; NULL when memory is short. */
struct shift *shift_new(void);
void shift_free(struct shift *s);

/* Before refresh(): moves the touched rows in which much of the text stands a few
 * columns beside where it stood; none where rows may have gone up or down, or where
 * memory is short. */
void shift_rows(struct shift *s, const struct canvas *canvas);

#endif
