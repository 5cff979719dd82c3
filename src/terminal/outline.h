/*
 * The outline of the sheet as it is drawn, in the outline screen and at the
 * left of a page: headings and pages, each page with signs for what is done and
 * what has findings.
 *
 *   [ ] nothing filled in   [-] some   [x] all that is required
 *   !   errors              ?   warnings            =  a copy of another page
 *   <x> handed on: not to be written to               #  an open remark
 *   *   somebody else saved it, and the person does not know yet
 */
#ifndef KUSEI_TERMINAL_OUTLINE_H
#define KUSEI_TERMINAL_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/pick.h"
#include "terminal/screen.h"

struct outline;

/* The outline as the assessment now is; NULL with a sentence. The functions
 * below take NULL for an outline without lines. */
struct outline *outline_new(struct session *session, struct error *err);
void outline_free(struct outline *o);

/* How many lines it has, headings included. */
size_t outline_count(const struct outline *o);
/* Whether somebody else saved a page of it, and the person does not know yet. */
bool outline_has_news(const struct outline *o);
/* Whether a page of it was handed on, or has an open remark. */
bool outline_is_in_review(const struct outline *o);
/* The page of that line; (size_t)-1 for a heading. */
size_t outline_page(const struct outline *o, size_t line);
/* The line of a page; 0 when it has none. */
size_t outline_line(const struct outline *o, size_t page);
/* The first line from `from` on, and round to it, with the text in its label or
 * name (look-alikes count); (size_t)-1 when none. */
size_t outline_find(const struct outline *o, const char *text, size_t from);

/* Draws lines from pick->first on into rows [y, end) of columns [x, x_end). */
void outline_draw(const struct outline *o, struct app *app, const struct pick *pick, int y, int end,
                  int x, int x_end);

#endif
