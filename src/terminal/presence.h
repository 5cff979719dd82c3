/*
 * Who else is at the page: kept in the store while a page is shown, and said in
 * one line to whoever comes second, before anything is typed, and to the first
 * when somebody comes.
 */
#ifndef KUSEI_TERMINAL_PRESENCE_H
#define KUSEI_TERMINAL_PRESENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/screen.h"

enum { PRESENCE_MS = 20000 }; /* until it is said again that one is there */

/* Of one program; all zero at the start. */
struct presence {
    int64_t page;   /* in the store; 0: at none */
    int64_t at;     /* when it was last said */
    char seen[256]; /* who was there then */
    bool untold;
    char since[32]; /* of the first of them, local time */
};

/* Milliseconds until something is to be done, 0 when it is, -1 when there is
 * nothing. top: the screen on top. */
int presence_patience(const struct presence *p, const struct app *app, const struct screen *top,
                      int64_t now);
/* Does it. Trouble with the store is passed over: it is a courtesy. True where a
 * sentence was said. */
bool presence_tend(struct presence *p, struct app *app, const struct screen *top, int64_t now);
/* At no page any more. */
void presence_leave(struct presence *p, struct app *app);

#endif
