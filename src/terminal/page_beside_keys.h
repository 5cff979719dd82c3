/* What the keys do on a page with the sheet that stands beside it. */
#ifndef KUSEI_TERMINAL_PAGE_BESIDE_KEYS_H
#define KUSEI_TERMINAL_PAGE_BESIDE_KEYS_H

#include "terminal/page_screen_private.h"

/* Shows the other sheet, chooses it, marks the differences, takes over: one of the
 * actions that keymap.h has for it. */
struct reply page_beside_action(struct app *app, struct page *p, const struct event *event);
/* To PAGE_ASKED_TAKE_PART. */
struct reply page_beside_answer(struct app *app, struct page *p, const struct event *event);
/* Does what was wished on the screen that shows the other sheet. */
void page_beside_grant(struct app *app, struct page *p);

#endif
