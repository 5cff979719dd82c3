/*
 * A number of a text with its unit, and whether the two make a count or a name:
 * what text/measure.c has before it looks at the words around them.
 */
#ifndef KUSEI_TEXT_READING_H
#define KUSEI_TEXT_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "text/lead.h"
#include "text/number.h"
#include "text/prose.h"
#include "text/tail.h"

/* A number on the way to be a measure; offsets are of the text. */
struct reading {
    struct number number;
    bool negative, positive;   /* a sign stands before it */
    bool kanji;                /* written in kanji */
    bool glued;                /* Latin letters stand right before it */
    size_t start, end;         /* the number */
    size_t unit, unit_end;     /* its unit, which another number may lend it */
    size_t behind;             /* where the text goes on behind the number and its own unit */
    bool half, more_than_half; /* 半数, 過半数 */
    enum prose_doubt doubt;
};

/* The number at text + at, with its sign and unit: in digits, in kanji before a
 * counter, or a word that stands for one. False when there is none. */
bool reading_scan(const char *text, size_t at, struct reading *out);

/* A number without a unit takes that of the number it is joined to: 10～15回,
 * 19・20地域. Returns the doubt that the next number shares. */
enum prose_doubt reading_join(const char *text, struct reading *n);

/* Whether number and unit name something or say when: 3階, 20歳代, 過去1年間, A4判. */
bool reading_is_name(const char *text, const struct reading *n, const struct lead *lead,
                     const struct tail *tail);

/* Behind the unit: 満点 of 5点満点, and what else makes the number the full marks.
 * 0 when it is not, else how many bytes, at least 1. */
size_t reading_full_marks(const char *text, const struct reading *n);

#endif
