/*
 * Japanese figures: "８０％以上", "1,720人", "約32％削減", "(2)97.96％",
 * "平成29年度までに3.5点以上". A figure is read beside its text; the text is
 * never changed.
 */
#ifndef KUSEI_TEXT_FIGURE_H
#define KUSEI_TEXT_FIGURE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/era.h"

enum figure_operator { FIGURE_NONE, FIGURE_GE, FIGURE_GT, FIGURE_LE, FIGURE_LT };

struct figure {
    char amount[40]; /* decimal in ASCII, decimals as printed: "8.0", "1720" */
    char unit[32];   /* UTF-8, folded: "%", "件", "点", "人", "円"; "" when none is printed */
    enum figure_operator op; /* 以上 GE, 超 GT, 以下 LE, 未満 LT */
    int by; /* fiscal year of 平成29年度まで, H29年度まで, 2017年度まで; 0 when none */
    size_t start; /* where in the text the number stands, bytes */
    size_t end;
};

/* Reads the first figure of a short text (a cell that holds one).
 *
 * The number: ASCII or full-width digits, thousands commas, a decimal point, and
 * 千, 万, 億 behind it ("2万" is 20000). A bad thousands group or a second point
 * ends it: it is read as far as it is a number. Passed over: item labels and
 * bullets in front ("(1)", "【1-1】", "・"), dates and years (平成27年3月, 27年度,
 * 4月), ordinals (第3回).
 *
 * The unit: what stands directly behind the number (behind a blank only when the
 * figure ends with it, "3.5 点以上"); % or a run of letters, kanji and katakana, which ends at an
 * operator, a particle, a blank, punctuation, or a word that says what happens to the quantity
 * (削減, 増加, 開催). A run that does not fit is no unit.
 *
 * The operator: directly behind, or after a blank: 以上; 超, を超え, を上回; 以下,
 * 以内; 未満, を下回. The deadline: the first year or date of the text that has
 * まで behind it; a date in January to March lies in the fiscal year before.
 *
 * eras may be NULL: then only years such as 2017年度 are known. False, with
 * *out untouched, when there is no figure. */
bool figure_read(const struct era_table *eras, const char *text, struct figure *out);

/* "ge", "gt", "le", "lt", "" and back; FIGURE_NONE for anything else. */
const char *figure_operator_name(enum figure_operator op);
enum figure_operator figure_operator_from(const char *name);

#endif
