/*
 * Two people changed one page: what is to become of it, field by field. Of the
 * page as both began from it, as the other one saved it (theirs) and as it is
 * here (mine), what only one side changed is taken over, and what both changed
 * differently is left to a person. It works on pages as the store has them and
 * knows of the layout only what forms/README (1) says of every layout.
 *
 * A part is what is decided about in one piece: a field with its attributes; all
 * the rows of a repeat together, where rows came or went; a reason, known by its
 * rule and field; and the page as a whole, where it became a copy or ceased to
 * be one. No part is in the merged page by halves.
 */
#ifndef KUSEI_ASSESSMENT_MERGE_H
#define KUSEI_ASSESSMENT_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/store.h"
#include "text/error.h"

enum merge_state {
    MERGE_SAME,        /* nobody changed it, or both into the same */
    MERGE_ONLY_THEIRS, /* changed */
    MERGE_ONLY_MINE,
    MERGE_CONFLICT,
};

enum merge_choice {
    MERGE_OPEN, /* a conflict that nobody has decided */
    MERGE_TAKE_THEIRS,
    MERGE_TAKE_MINE,
    MERGE_TAKE_BOTH, /* theirs, and mine behind it */
};

enum merge_kind {
    MERGE_FIELD,
    MERGE_ROWS,
    MERGE_REASON,
    MERGE_PAGE,
};

struct merge_part {
    enum merge_kind kind;
    enum merge_state state;
    enum merge_choice choice;
    char *path; /* of the field, the repeat ("plan/outcome") or mine's reason; "" for the page */
    /* For people: what is printed of it, a line for each of several fields. NULL:
     * it is not there. */
    char *base, *theirs, *mine;
};

struct merge;

/* Compares three states of a page; they must outlive the merge. NULL when memory
 * is short. */
struct merge *merge_new(const struct store_page *base, const struct store_page *theirs,
                        const struct store_page *mine);
void merge_free(struct merge *m);

/* Every part, in the page's order. Valid while the merge is. */
const struct merge_part *merge_parts(const struct merge *m, size_t *count);
/* How many conflicts are still open. */
size_t merge_open(const struct merge *m);

/* Whether both could be taken: a text (that is the caller's to know; text: it is
 * one) or rows, which stand on both sides. */
bool merge_can_join(const struct merge *m, size_t part, bool text);
/* Decides about a conflict; MERGE_OPEN undoes it. */
void merge_choose(struct merge *m, size_t part, enum merge_choice choice);

/* The merged page's fields, in the place of out->fields, which are freed; the
 * rest of *out stays. What is still open is taken as mine. False when memory is
 * short: *out is as it was. */
bool merge_apply(const struct merge *m, struct store_page *out, struct error *err);

#endif
