/*
 * The mouse: a click puts what is under it in hand, a second one opens it, the
 * wheel goes up and down, and the key line can be pressed. It does nothing that
 * a key does not, and says it in the same actions.
 */
#ifndef KUSEI_TERMINAL_MOUSE_H
#define KUSEI_TERMINAL_MOUSE_H

#include "terminal/input.h"
#include "terminal/screen.h"

/* The last click, to tell a second one. */
struct mouse {
    int64_t at; /* 0: none */
    int row, col;
};

enum {
    MOUSE_DOUBLE_MS = 500,
    MOUSE_WHEEL_LINES = 3,
};

/* Takes a report of the mouse over the topmost screen. What keys would do goes to
 * act, with its context; what is left to do is the reply. */
struct reply mouse_take(struct mouse *m, struct app *app, struct screen *s,
                        const struct input_event *in, int64_t now,
                        void (*act)(void *context, enum action action), void *context);

#endif
