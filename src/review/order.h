/*
 * The order in which findings are told: causes before what comes from them. A
 * finding is the cause of another when the other turned on the value that it is
 * about: a figure without a unit comes before the mark that was given to it, the
 * mark before the overall mark.
 */
#ifndef KUSEI_REVIEW_ORDER_H
#define KUSEI_REVIEW_ORDER_H

#include <stdbool.h>
#include <stddef.h>

#include "review/judge.h"

/* Puts items[0..count), which are in document order, into the order of
 * judge.h and sets the cause of each. False when memory is short; they are then
 * as they were. */
bool order_findings(struct judged_finding *items, size_t count);

#endif
