/*
 * A list of which one line is in hand: which lines are shown, and what the
 * moves do. It draws nothing.
 */
#ifndef KUSEI_TERMINAL_PICK_H
#define KUSEI_TERMINAL_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/keymap.h"

struct pick {
    size_t count;
    size_t current; /* the line in hand, < count unless count is 0 */
    size_t first;   /* the first line shown */
};

/* Makes the action's move, where it is one, with so many rows on the screen.
 * Returns whether it was one. */
bool pick_move(struct pick *p, enum action action, int rows);

/* Brings the line in hand into view, and no more blank rows than need be. */
void pick_show(struct pick *p, int rows);

/* A new number of lines, of which the one in hand stays so if it can. */
void pick_resize(struct pick *p, size_t count);

#endif
