/*
 * Choices of a page's field: stepped through, or pointed at by typing their
 * code, with every look-alike of it.
 */
#ifndef KUSEI_TERMINAL_PAGE_CHOICE_H
#define KUSEI_TERMINAL_PAGE_CHOICE_H

#include "terminal/page_model.h"

/* Whether the field is one of choices. */
bool page_item_is_choice(const struct page_item *item);

/* The values that may be chosen, the mark for "not applicable" with them where
 * it may; *count of them, a NULL behind them. The caller frees the array only. */
const char **page_choice_values(const struct page_item *item, size_t *count);

/* The next or previous choice. */
bool page_choice_next(struct page_model *m, bool forward);

enum page_choice_typed {
    PAGE_CHOICE_NONE,  /* it is none of them */
    PAGE_CHOICE_BEGUN, /* no choice yet, or one that more of the code may make another */
    PAGE_CHOICE_MADE,  /* its code is complete; there was another one before */
    PAGE_CHOICE_DONE,  /* its code is complete, in a field that was blank */
};

/* What was typed of a choice's code: the choice as soon as it is clear which;
 * until then it is kept in `typed`. */
enum page_choice_typed page_choice_type(struct page_model *m, const char *text, size_t size);

/* The choice that a text names (a pasted cell): its value, or its value and its
 * meaning. False, and nothing changed, when it is none of them. */
bool page_choice_take(struct page_model *m, const char *text);

/* The choices with their meanings, one under the other, the chosen one marked
 * (chosen_at gets where it stands): what a choice in hand shows. The caller
 * frees; NULL when memory is short. */
char *page_choice_list(const struct page_model *m, struct page_item *item);

#endif
