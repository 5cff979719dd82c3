/*
 * The two halves of a comparison: diff_core.c finds the fewest changes between
 * two rows of numbers, diff.c makes numbers of words and words of the changes.
 * For nobody else.
 */
#ifndef KUSEI_TEXT_DIFF_CORE_H
#define KUSEI_TEXT_DIFF_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diff_row {
    const uint32_t *items;
    size_t count;
    bool *changed; /* count of them, all false: true where the item has no counterpart */
};

/* Marks in both rows what is not in the other. What stays unmarked is the same, in the
 * same order. Needs no memory but the stack. Returns false when it gave up on
 * finding the fewest. */
bool diff_mark(struct diff_row *old, struct diff_row *new);

#endif
