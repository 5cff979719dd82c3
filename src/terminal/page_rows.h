/*
 * Rows of a repeat on a page: one is added behind the others, one is removed. A row
 * with something in it is removed only after a question.
 */
#ifndef KUSEI_TERMINAL_PAGE_ROWS_H
#define KUSEI_TERMINAL_PAGE_ROWS_H

#include "terminal/page_screen_private.h"

/* A row more, its first field in hand. */
struct reply page_rows_add(struct app *app, struct page *p, int64_t now);

/* The row of the field in hand: removes it where it is blank, else asks. Then the
 * field that takes its place is in hand. */
struct reply page_rows_ask_remove(struct app *app, struct page *p, int64_t now);
struct reply page_rows_remove(struct app *app, struct page *p, int64_t now);

#endif
