/*
 * What goes to the terminal beside curses: cells of a row inserted, deleted, cleared and
 * written, gathered so that they go out in one piece. Curses knows nothing of it, and is
 * told elsewhere; why a row is changed, and whether it is worth it, is asked there, too.
 *
 * The sequences are those of terminfo(5). Where the terminal has none for what is asked,
 * or there is no room, a function returns false, and the row stays as it was.
 */
#ifndef KUSEI_TERMINAL_MOVES_H
#define KUSEI_TERMINAL_MOVES_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

enum { MOVES_ROOM = 2048 }; /* bytes */

struct moves {
    char bytes[MOVES_ROOM];
    size_t size;
    size_t most; /* the rest is for the last way of the cursor */
    int y, x;    /* where the terminal's cursor is, or will be; y is -1 where nobody knows */
};

/* Whether the terminal can insert and delete cells. */
bool moves_possible(void);
/* None yet; the terminal's cursor is there. */
void moves_begin(struct moves *m, int y, int x);
/* The cursor to that place. */
bool moves_go(struct moves *m, int y, int x);
/* The same behind all others, for which there is always room. */
bool moves_go_last(struct moves *m, int y, int x);
/* Opens a gap of so many columns at x; what is pushed over the edge is gone. Insert mode
 * would take fewer bytes, but libvterm then makes room for one column under a character
 * of two. */
bool moves_insert(struct moves *m, int y, int x, int count);
/* Takes so many columns out at x; blanks come in at the edge. */
bool moves_delete(struct moves *m, int y, int x, int count);
/* Blanks from x to the edge. */
bool moves_clear(struct moves *m, int y, int x);
/* Whether the character is drawn plain, which is how the terminal is left in between
 * two paints. Only those can be written. */
bool moves_is_plain(const cchar_t *cell);
/* Writes plain characters with their marks at x. Not into the last column, behind which
 * nobody knows where the cursor is. */
bool moves_write(struct moves *m, int y, int x, const cchar_t *cells, int count);
#endif
