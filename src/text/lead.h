/*
 * What stands in front of a number and belongs to it: 約, 延べ, 年間, 少なくとも, 増,
 * and the words that compare it with another time (前年度比, 前年度実績の).
 */
#ifndef KUSEI_TEXT_LEAD_H
#define KUSEI_TEXT_LEAD_H

#include <stdbool.h>
#include <stddef.h>

#include "text/figure.h"

struct lead {
    size_t start;            /* where it begins; the number's place when there is nothing */
    enum figure_operator op; /* of 最低, 最大 */
    int change;              /* 1 for 増 and プラス, -1 for 減 and マイナス, 0 */
    bool approximate;        /* 約, およそ */
    bool average;            /* 平均: an age behind it is a figure */
};

/* Reads back from text + number, not beyond text + floor. */
void lead_scan(const char *text, size_t floor, size_t number, struct lead *out);

/* How the words in text[from..to) make a share of the number behind them. */
enum lead_ratio {
    LEAD_NONE,
    LEAD_COMPARED, /* 前年度比: the number is the share, or the change */
    LEAD_SHARE_OF, /* 前年度実績の: the number is a share of it */
    LEAD_PERHAPS,  /* 前年度の: it is a share, or last year's number */
};
/* Words that stand farther apart than a phrase is long are LEAD_NONE. */
enum lead_ratio lead_ratio(const char *text, size_t from, size_t to);

/* Whether nothing but は, の, 実績 and the like stands in text[from..to): the number
 * behind it is the value of the time named before it. */
bool lead_is_value_of(const char *text, size_t from, size_t to);

#endif
