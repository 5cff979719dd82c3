/*
 * What changed between two texts, for people: by words (the runs of words.h), the
 * fewest of them (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * Algorithmica 1, 1986), then tidied: a change that could stand in several places
 * begins behind a line or a sentence, and a single mark that stayed the same
 * between two changes counts as changed with them.
 *
 * The work is bounded: texts that differ in hundreds of words are compared with
 * less care, and at some length what is left is given as gone and new in one
 * piece. What is called the same always is.
 */
#ifndef KUSEI_TEXT_DIFF_H
#define KUSEI_TEXT_DIFF_H

#include <stdbool.h>
#include <stddef.h>

enum diff_kind {
    DIFF_SAME,
    DIFF_GONE, /* in the old text alone: new_start == new_end */
    DIFF_NEW,  /* in the new text alone: old_start == old_end */
};

/* Bytes; the parts cover both texts from end to end, and none is empty. Of a
 * piece that was replaced, the gone part comes first. */
struct diff_part {
    enum diff_kind kind;
    size_t old_start, old_end;
    size_t new_start, new_end;
};

struct diff {
    struct diff_part *parts; /* owned; count of them, 0 for two empty texts */
    size_t count;
    bool coarse; /* the bound was met: what is gone and new may be more than it needs be */
};

/* Compares two texts (valid UTF-8). False when memory is short: d is then empty.
 * The caller frees d, which owns nothing of the texts. */
bool diff_make(struct diff *d, const char *old, size_t old_size, const char *new, size_t new_size);
void diff_free(struct diff *d);

#endif
