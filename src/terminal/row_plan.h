/*
 * How a row of the screen becomes another with few bytes: most of the time its text only
 * moved sideways, because something was typed in front of it. Nothing is done here.
 */
#ifndef KUSEI_TERMINAL_ROW_PLAN_H
#define KUSEI_TERMINAL_ROW_PLAN_H

#include <curses.h>
#include <stdbool.h>

enum { ROW_PLAN_CLEAR = -1, ROW_PLAN_ROOM = 4 };

/* First columns go out at one place, or the rest of the row does, then blank ones come in
 * at another, then what is not as it is to be is written. */
struct row_plan {
    int y;               /* the row, for those who keep many */
    int from;            /* the first column that changes; that of the edge: none does */
    int out, out_at;     /* columns; ROW_PLAN_CLEAR: all from there on; 0: none */
    int in, in_at;       /* columns */
    int fresh_at, fresh; /* where columns are written then, and how many */
    int fresh_count;     /* the characters in them */
    bool clear;          /* from there on all is blank, and is cleared */
    bool left;           /* what is to be written is left to curses */
};

/* A row as win_wchnstr() gives it: one cell for each character, and one without any behind
 * them. */
struct row_cells {
    cchar_t *cells;
    int count;
};

/* Counts the cells. */
void row_plan_count(struct row_cells *row);

/* What makes of the row `old` the row `new`, both counted and cols columns wide; nothing
 * where they are the same. then: memory that is written over, for ROW_PLAN_ROOM rows: one
 * is enough, but for characters that are not as wide as curses takes them to be. */
struct row_plan row_plan_make(const struct row_cells *old, const struct row_cells *new, int cols,
                              cchar_t *then);

#endif
