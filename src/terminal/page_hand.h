/*
 * What is shown of a text only while its field is in hand: what is selected, how
 * long it is, how much of its cell on the printed sheet it takes, and where print
 * would cut it.
 */
#ifndef KUSEI_TERMINAL_PAGE_HAND_H
#define KUSEI_TERMINAL_PAGE_HAND_H

#include <stdint.h>

#include "terminal/draw.h"
#include "terminal/page_model.h"

/* Measures the text in hand against its printed cell. columns: of its lines. A field
 * that is blank, or no long text, has no measure. */
void page_hand_measure(struct page_model *m, int columns);
/* The measure is not shown until the next page_hand_measure. */
void page_hand_put_off(struct page_model *m);
/* Finds the place of the measure as it is when the text has changed since: what it
 * says follows with page_hand_measure. */
void page_hand_place(struct page_model *m, int columns);

/* The characters of a text as people count them: line breaks are none. */
size_t page_hand_count(const char *text);

/* The rows that the measure takes under the text where there is no room for it at the
 * end of the last line; else 0. */
int page_hand_rows(const struct page_model *m, const struct page_item *item);
/* Draws row `row` of it so that it ends before column `end`; nothing where the item
 * has none. */
void page_hand_draw_use(const struct page_model *m, const struct page_item *item, int row, int end,
                        struct pen *pen);

/* The sign in the margin of the line of the layout that print would begin to
 * cut in; "" beside the others. */
const char *page_hand_sign(const struct page_model *m, const struct page_item *item, size_t line);
/* That line; SIZE_MAX: there is none. */
size_t page_hand_cut_line(const struct page_model *m, const struct page_item *item);

/* A line of the text from byte `from` of the text on, what is selected of it by a style of
 * its own. */
void page_hand_draw_line(const struct page_item *item, const struct layout_line *line, size_t from,
                         struct pen *pen);
/* Where in the line begins what may look different since editor_mark(), when its row showed
 * the text up to byte `shown`: a byte of the text, and the columns before it. */
size_t page_hand_find_change(const struct page_item *item, const struct layout_line *line,
                             size_t shown, int *columns);
/* A number for all that a row of the text shows, a line with its sign, or the measure
 * behind the last one or in rows of its own: where it is the same, the row looks the same. */
uint64_t page_hand_look(const struct page_model *m, const struct page_item *item, size_t row);

#endif
