/*
 * What keys do to the field in hand of a page: text, the mark for "not
 * applicable", rows (choices are in page_choice.h). A field's text is set in the assessment when it
 * is committed; a choice is committed as soon as it is made.
 */
#ifndef KUSEI_TERMINAL_PAGE_EDIT_H
#define KUSEI_TERMINAL_PAGE_EDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "terminal/page_model.h"

enum page_enter {
    PAGE_ENTER_AS_IT_WAS, /* the cursor where it was, at first as from above */
    PAGE_ENTER_FROM_ABOVE,
    PAGE_ENTER_FROM_BELOW,
};

/* Takes the field into hand. False when memory is short: nothing is in hand. */
bool page_edit_enter(struct page_model *m, size_t item, enum page_enter from);

/* Makes the field ready to be changed, without taking it into hand. False when
 * memory is short. */
bool page_edit_open(struct page_model *m, size_t item);

/* Text typed into a field that is no choice. */
bool page_edit_insert(struct page_model *m, const char *text, size_t size);

/* The same, as a step of its own however short it is. */
bool page_edit_paste(struct page_model *m, const char *text, size_t size);

/* Another text, as one step that can be taken back. */
bool page_edit_set_text(struct page_model *m, const char *text);

/* The mark for "not applicable"; where it is there already, blank. */
bool page_edit_mark(struct page_model *m);
/* Blank. */
bool page_edit_clear(struct page_model *m);

/* Puts the text of the field in hand into the assessment, where it differs.
 * whole: the field is left, and a text that cannot be stored is told at the
 * field; otherwise it may be half-typed, and is tried. True when the assessment
 * changed: the model is then to be loaded again. */
bool page_edit_commit(struct page_model *m, bool whole);

/* The place where a row can be added, for the field in hand, and the row the
 * field stands in; PAGE_NONE when there is none. */
size_t page_edit_find_add(const struct page_model *m);
size_t page_edit_find_row(const struct page_model *m);
/* Whether it is of the row, or of one in it. */
bool page_item_stands_in(const struct page_item *item, const xmlNode *row);

#endif
