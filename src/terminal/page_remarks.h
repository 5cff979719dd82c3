/*
 * The remarks about a page's fields, and the line on which one is answered. Only for
 * the files page_*.c.
 */
#ifndef KUSEI_TERMINAL_PAGE_REMARKS_H
#define KUSEI_TERMINAL_PAGE_REMARKS_H

#include "terminal/page_screen_private.h"

/* The number of the item's first open remark; 0: none. item may be NULL. */
int64_t page_item_remark_open(const struct page_item *item);

/* What the message line says of that remark. False: there is none. */
bool page_say_remark(const struct page_model *m, const struct page_item *item, struct message *out);

/* Begins an answer to the open remark at the field in hand; where it has none, goes to
 * the next one that has, and at last to one about the page. */
struct reply page_answer_remark(struct app *app, struct page *p, int64_t now);
/* While an answer is typed, every key and text. */
struct reply page_answering_key(struct app *app, struct page *p, const struct event *event);
const struct prompt *page_answering_prompt(const struct page *p);
void page_drop_answering(struct page *p);

#endif
