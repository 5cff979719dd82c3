/*
 * The key that takes what is offered: figures that were read in the texts of the
 * page, or the reason of before that has lapsed. It asks nothing, because only
 * blank figures are filled, and each can be taken back at its field.
 */
#ifndef KUSEI_TERMINAL_PAGE_TAKE_H
#define KUSEI_TERMINAL_PAGE_TAKE_H

#include "terminal/page_screen_private.h"

/* What the field in hand offers, and then says how many more the page offers; right
 * after that, or where the field offers nothing, everything that the page offers. */
struct reply page_take(struct app *app, struct page *p, int64_t now);

#endif
