/*
 * The reviewer's walk and what is decided on it; only for review_screen.c (what is shown
 * and seen) and review_deciding.c (what is done).
 */
#ifndef KUSEI_TERMINAL_REVIEW_SCREEN_PRIVATE_H
#define KUSEI_TERMINAL_REVIEW_SCREEN_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "terminal/list_over_paper.h"
#include "terminal/review_view.h"

#define NO_FIELD ((size_t)-1)

struct reviewing {
    struct screen screen;
    struct review_view view;
    struct list_over_paper list;
    size_t field;          /* in hand, of the view's fields; NO_FIELD: the page as a whole */
    struct prompt *prompt; /* a remark that is typed; NULL: none is */
    int64_t about;         /* the page that it, or what was asked last, is about */
    char path[256];        /* the field that it is about; "": the page */
};

/* --- review_screen.c ---------------------------------------------------------- */

/* The line in hand; NULL: there is none. */
struct review_line *reviewing_line(const struct reviewing *v);
/* Whether its page was shown to the end. */
bool reviewing_seen_whole(const struct reviewing *v, const struct review_line *l);
/* Everything is read anew: something was done, or somebody else was quicker. */
struct reply reviewing_show_anew(struct app *app, struct reviewing *v);
/* The page in hand was looked at, as it was shown. */
bool reviewing_mark_looked(struct app *app, const struct reviewing *v, struct error *err);
void reviewing_say_nothing_left(struct app *app, const struct reviewing *v);

/* --- review_deciding.c -------------------------------------------------------- */

/* The page in hand is approved, where it was shown to its end; then on to the next. */
struct reply reviewing_approve(struct app *app, struct reviewing *v);
/* Asks first; then the page goes back. */
struct reply reviewing_ask_send_back(struct app *app, struct reviewing *v);
struct reply reviewing_send_back(struct app *app, struct reviewing *v);
/* Opens the line for a remark about the field or page in hand; then takes its keys. */
struct reply reviewing_begin_remark(struct app *app, struct reviewing *v);
struct reply reviewing_type_remark(struct app *app, struct reviewing *v, const struct event *event);

#endif
