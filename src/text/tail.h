/*
 * What stands behind a number and its unit and belongs to them: operators, words
 * of increase and decrease, full marks in brackets, words of approximation.
 */
#ifndef KUSEI_TEXT_TAIL_H
#define KUSEI_TEXT_TAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "text/figure.h"

struct tail {
    enum figure_operator op;
    int change;       /* 1: an increase by the number, -1: a decrease, 0: neither */
    bool approximate; /* 程度, 前後, 弱 */
    bool several;     /* operators that contradict each other */
    char scale[8];    /* full marks in brackets; "" for none */
    size_t trailing;  /* how much of it is the full marks, when nothing stands behind them */
    bool negated;     /* the comparison is denied: 10％以上にならなかった */
    size_t bracket;   /* behind all this: a closing bracket and the operator behind it */
};

/* Reads on from behind the unit. share: the unit is one of shares and marks (％,
 * ポイント, 点, 割, 倍), which rise and fall; people and events do not. Returns how
 * many bytes belong to the figure. */
size_t tail_scan(const char *s, bool share, struct tail *out);

#endif
