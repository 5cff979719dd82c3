/*
 * Steps on a page: to the next field or the one before, by a key or because a
 * field was completed, and to the next thing that is not done. A field that is
 * left is committed. It does not know what is typed.
 */
#ifndef KUSEI_TERMINAL_PAGE_STEP_H
#define KUSEI_TERMINAL_PAGE_STEP_H

#include "terminal/page_screen_private.h"

/* From the field in hand, which there must be, to the next one or the one before;
 * says so where there is none. from_below: the cursor goes to its end. */
struct reply page_step_field(struct app *app, struct page *p, bool forward, bool from_below,
                             int64_t now);

/* The same step forward, which nobody asked for: the key after it may lean on it. */
struct reply page_step_on(struct app *app, struct page *p, int64_t now);

/* Whether the key is about the step that the program has just taken by itself, and
 * what it does then. One that would have taken that step does nothing more; one that
 * takes back leads back to the field and makes it blank. */
bool page_step_answers(const struct page *p, enum action action);
struct reply page_step_answer(struct app *app, struct page *p, const struct event *event);

/* To the next field of the page that is still to be filled in; where there is none
 * behind the field in hand, to the next page that is not finished. */
struct reply page_step_open(struct app *app, struct page *p, int64_t now);

#endif
