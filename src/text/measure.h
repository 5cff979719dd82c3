/*
 * One step through a Japanese text that holds figures: the next number with all
 * that makes it a measure (unit, operator, comparison with another time, full
 * marks), or what parts the text (a date, the end of a clause). text/figure.h
 * and text/prose.h put the steps together; nobody else needs them.
 *
 * A whole text costs a time in proportion to its length, and no memory.
 */
#ifndef KUSEI_TEXT_MEASURE_H
#define KUSEI_TEXT_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/era.h"
#include "text/figure.h"
#include "text/prose.h"

enum measure_kind {
    MEASURE_FIGURE,
    MEASURE_NAME,   /* a number that names or spans: 20歳代, 3階, 過去1年間 */
    MEASURE_SCALE,  /* 5点満点: the amount is the full marks */
    MEASURE_DATE,   /* by is its fiscal year where it is a deadline, else 0 */
    MEASURE_CLAUSE, /* a clause ends before it: a line, a sentence, an item label */
};

struct measure {
    enum measure_kind kind;
    struct figure figure;
    size_t start, end; /* the whole expression: 前年比増2％未満, 約3割, 年間2万株以上 */
    size_t trailing; /* how much of its end is full marks and nothing else */
    enum prose_doubt doubt;
    char scale[8];   /* full marks that stand beside it in brackets; "" for none */
    bool heads_line; /* a bare number before a blank at the head of a line: "1　訓練" */
    bool earlier;    /* the text calls it last year's value: 前年度45％ */
};

struct measure_reader {
    const struct era_table *eras; /* may be NULL */
    int near;                     /* the fiscal year the text is about; 0: not known */
    const char *text;
    size_t at;
    size_t floor;             /* the end of the last token: nothing before it is read again */
    size_t behind_figure;     /* the end of the last figure */
    bool fresh;               /* the line has had blanks, bullets and labels only */
    size_t last_year;         /* where the clause names the year before; (size_t)-1 */
    size_t other_year;        /* where it ends to name another time to compare with */
    size_t at_least;          /* where it ends to say 少なくとも */
    enum prose_doubt follows; /* the number before was the first of a range or list */
};

/* At the beginning of the text, which must outlive the reader. */
void measure_start(struct measure_reader *r, const struct era_table *eras, int near,
                   const char *text);

/* False at the end of the text. */
bool measure_next(struct measure_reader *r, struct measure *out);

#endif
