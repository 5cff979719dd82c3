/*
 * One text for two: what an old and a new one have in common once, and in their places
 * what is gone and what is new. It is laid out as any text, and drawn with what is gone
 * underlined and what is new bold; colour only comes on top of that.
 */
#ifndef KUSEI_TERMINAL_DIFFERENCE_H
#define KUSEI_TERMINAL_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/draw.h"
#include "text/diff.h"

struct difference_part {
    size_t end; /* bytes of the text; it begins where the one before ends */
    enum diff_kind kind;
};

struct difference {
    char *text; /* owned, as the parts */
    struct difference_part *parts;
    size_t count;
};

/* By words. False when memory is short: d is then empty. The caller frees. */
bool difference_make(struct difference *d, const char *old, const char *new);
/* The text alone, without marks. */
bool difference_plain(struct difference *d, const char *text);
void difference_free(struct difference *d);

/* Draws bytes [start, end) of the text. */
void difference_draw(const struct difference *d, size_t start, size_t end, unsigned style,
                     struct pen *pen);
/* For the margin beside them: "-" where something is gone in them, "+" where something
 * is new, or both; two columns. */
const char *difference_signs(const struct difference *d, size_t start, size_t end);

#endif
