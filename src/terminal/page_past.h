/*
 * The past of the field in hand: to its history, and a text brought back from
 * there.
 */
#ifndef KUSEI_TERMINAL_PAGE_PAST_H
#define KUSEI_TERMINAL_PAGE_PAST_H

#include "terminal/page_screen_private.h"

/* To the history of the field in hand. */
struct reply page_past_show(struct app *app, struct page *p, int64_t now);
/* When the page is shown: the text that was chosen there goes into the field in
 * hand, as one step that can be taken back; it is not saved by itself. */
void page_past_take(struct app *app, struct page *p);

#endif
