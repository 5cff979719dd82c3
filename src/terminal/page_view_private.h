/* What measuring and drawing a page share. */
#ifndef KUSEI_TERMINAL_PAGE_VIEW_PRIVATE_H
#define KUSEI_TERMINAL_PAGE_VIEW_PRIVATE_H

#include "terminal/page_model.h"
#include "terminal/page_view.h"

/* Columns the label is set in by. */
int page_item_indent(const struct page_view *v, const struct page_item *item);
/* The column of the screen where its text begins. */
int page_item_text_x(const struct page_view *v, const struct page_model *m,
                     const struct page_item *item);
/* Rows of its label; with too few of them the last one ends in "..". */
int page_item_label_rows(const struct page_view *v, const struct page_item *item);
/* The row of an item, from its first, in which its text begins. */
int page_item_text_top(const struct page_view *v, const struct page_item *item);
/* Whether its label stays in the first row, because its own has gone from there. */
bool page_item_label_stays(const struct page_view *v, const struct page_model *m,
                           const struct page_item *item);
int page_item_text_rows(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item);
/* Of a choice in hand: the row of its list that the chosen one stands in. */
size_t page_item_chosen_row(const struct page_item *item);
int page_note_rows(const struct page_note *note, bool whole);
int page_view_body_rows(const struct page_view *v);

/* page_label.c: the label at the left of row k of the text, with the signs before it;
 * of these only the one in the column before the text; row k of a label above its
 * text; and, in the first row under the head, the label in hand where that stays. */
void page_label_draw_sign(const struct page_view *v, const struct page_model *m,
                          const struct page_item *item, int k, struct pen *pen);
void page_label_draw(const struct page_view *v, const struct page_model *m,
                     const struct page_item *item, int k, struct pen *pen);
void page_label_draw_above(const struct page_view *v, const struct page_model *m,
                           const struct page_item *item, int k, struct pen *pen);
void page_label_draw_staying(const struct page_view *v, const struct page_model *m);

/* Row k of an item, in row y of the screen. */
void page_draw_item_row(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int k, int y);
/* Right of the label: row k of the text from byte `from` of it on, and of what stands
 * under it. */
void page_draw_text_row(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int k, size_t from, struct pen *pen);
/* Whether row y of the screen is one of the page's, under its head. */
bool page_view_shows(const struct page_view *v, int y);

#endif
