/* What measuring and drawing a page share. */
#ifndef KUSEI_TERMINAL_PAGE_VIEW_PRIVATE_H
#define KUSEI_TERMINAL_PAGE_VIEW_PRIVATE_H

#include "terminal/page_model.h"
#include "terminal/page_view.h"

/* Columns the label is set in by. */
int page_item_indent(const struct page_item *item);
int page_item_text_rows(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item);
/* Of a choice in hand: the row of its list that the chosen one stands in. */
size_t page_item_chosen_row(const struct page_item *item);
int page_note_rows(const struct page_note *note, bool whole);
int page_view_body_rows(const struct page_view *v);

#endif
