/*
 * Telling what others saved: the store is looked into when the outline or a page
 * comes up, and from time to time while one is shown. The sheet is brought up to
 * date where nothing typed could be touched, and who comes to a page that somebody
 * else saved is told in one line.
 */
#ifndef KUSEI_TERMINAL_NEWS_H
#define KUSEI_TERMINAL_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/screen.h"

enum { NEWS_MS = 20000 }; /* until it is looked again */

/* Of one program; all zero at the start. */
struct news {
    int64_t shown; /* the page, by its id in the store; NEWS_OUTLINE; 0: something else */
    int64_t at;    /* when it was last looked */
};

enum { NEWS_OUTLINE = -1 };

/* Milliseconds until something is to be done, 0 when it is, -1 when there is
 * nothing. top: the screen on top. */
int news_patience(const struct news *n, const struct app *app, const struct screen *top,
                  int64_t now);
/* Does it. Returns what must be painted; *anew: the screen on top has to take
 * everything from the session anew. Trouble with the store is passed over: the save
 * will speak of it. */
unsigned news_tend(struct news *n, struct app *app, const struct screen *top, int64_t now,
                   bool *anew);

#endif
