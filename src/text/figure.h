/*
 * Japanese figures: "８０％以上", "1,720人", "約32％削減", "(2)97.96％",
 * "令和8年度までに7.2点以上". A figure is read beside its text; the text is
 * never changed.
 */
#ifndef KUSEI_TEXT_FIGURE_H
#define KUSEI_TEXT_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/era.h"

enum figure_operator { FIGURE_NONE, FIGURE_GE, FIGURE_GT, FIGURE_LE, FIGURE_LT };

/* Whether the figure compares with another time. Then the amount is the change,
 * less than zero for a decrease: 前年比105％ and 前年度より5％増 are 5, 32％削減 is -32,
 * and 10％以上削減 is -10 with LE, as a larger decrease is a smaller number. */
enum figure_relative {
    FIGURE_ABSOLUTE,
    FIGURE_PREVIOUS_YEAR, /* the text names the year before: 前年度比, 昨年より, 対前年 */
    FIGURE_UNSTATED,      /* it does not: 32％削減, 平成22年度比で10％減 */
};

struct figure {
    char amount[40]; /* decimal in ASCII, decimals as printed: "8.0", "1720" */
    char unit[32];   /* UTF-8, folded: "%", "件", "点", "人", "円"; "" when none is printed */
    enum figure_operator op; /* 以上 GE, 超 GT, 以下 LE, 未満 LT */
    enum figure_relative relative;
    int by; /* fiscal year of 令和8年度まで, R8年度まで, 2026年度まで; 0 when none */
    size_t start; /* where in the text the number stands, bytes */
    size_t end;
};

/* Reads the first figure of a short text (a cell that holds one). Everything is
 * read as in prose (text/prose.h has the notations), but for two things: a number
 * that in prose would be a name or a span (20歳未満, 10年) is the figure where there
 * is no other, and the deadline is the first of the whole text.
 *
 * near is the fiscal year that the text is about, 0 where that is not known: it
 * tells the era of "29年度までに". eras may be NULL: then only years such as 2017年度
 * are known. False, with
 * *out untouched, when there is no figure. Takes no memory. */
bool figure_read(const struct era_table *eras, int near, const char *text, struct figure *out);

/* "ge", "gt", "le", "lt", "" and back; FIGURE_NONE for anything else. */
const char *figure_operator_name(enum figure_operator op);
enum figure_operator figure_operator_from(const char *name);

/* "previous-year", "unstated", "" and back; FIGURE_ABSOLUTE for anything else. */
const char *figure_relative_name(enum figure_relative relative);
enum figure_relative figure_relative_from(const char *name);

#endif
