/*
 * What the sheet beside says at the fields of a page: taken when the page is loaded,
 * and on a wide screen drawn at the right of it, in line with the fields. A field
 * that says what it said last year bears a mark.
 */
#ifndef KUSEI_TERMINAL_PAGE_BESIDE_H
#define KUSEI_TERMINAL_PAGE_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/difference.h"
#include "terminal/page_model.h"
#include "terminal/page_view.h"
#include "text/error.h"
#include "text/layout.h"

struct page_beside {
    char *text;              /* as printed */
    struct difference shown; /* the same, or with the differences to this page */
    struct layout lines;     /* of shown */
};

/* A field that stands there, and not here. */
struct page_alone {
    char *label;
    struct page_beside *beside;
};

/* page_beside.c. False with a sentence when memory is short. */
bool page_beside_take(struct page_model *m, struct error *err);
void page_beside_free(struct page_beside *b);
void page_beside_free_alone(struct page_model *m);

/* page_beside_view.c. Whether a screen has the columns for it. */
bool page_beside_fits(const struct canvas *canvas);
/* Where it fits, it takes some of the columns from the view and says in it where it stands;
 * `outline` is what the outline then may have. */
void page_beside_give_room(const struct session *s, struct page_view *v, int outline);
/* Lays out what stands beside an item, where there is room for it. */
bool page_beside_lay_out(const struct page_view *v, struct page_item *item);
/* The same of a page of another kind, which stands there by itself. */
bool page_beside_lay_out_alone(const struct page_view *v, struct page_model *m);
/* How many rows it takes to show it whole. */
int page_beside_rows(const struct page_view *v, const struct page_item *item);
/* Draws it at the right of the page; only at the field in hand. */
void page_beside_draw(const struct page_view *v, const struct page_model *m);
void page_beside_draw_current(const struct page_view *v, const struct page_model *m);

/* The mark of a field that has stayed as it was: a sign before its text at column x,
 * in its first row, and a word under its label, or, where it has one row (rows), behind
 * its text. */
void page_beside_draw_mark(const struct page_item *item, int row, int x, struct pen *pen);
void page_beside_draw_word(const struct page_item *item, int rows, struct pen *pen);

#endif
