/*
 * What is printed with an assessment: the form's sheet, and what the review knows of who
 * stands in its boxes and what was signed off.
 */
#ifndef KUSEI_COMMAND_SHEET_ORDER_H
#define KUSEI_COMMAND_SHEET_ORDER_H

#include <stdbool.h>

#include "command/context.h"
#include "form/sheet.h"
#include "print/order.h"
#include "review/signing.h"
#include "review/standing.h"
#include "store/trail.h"

enum { SHEET_ORDER_DAY = 64, SHEET_ORDER_TRAIL = STORE_HASH_HEX + 24 };

struct sheet_order {
    struct sheet *sheet;
    struct print_order order; /* points into what follows */
    struct review *review;
    struct review_standing standing;
    struct review_boxes boxes;
    char days[ORDER_BOXES][SHEET_ORDER_DAY];
    char trail[SHEET_ORDER_TRAIL];
};

/* Asks for it. False with a sentence, also where the form has no sheet; it is to be freed
 * either way. The assessment outlives it, and it stays where it is. */
bool sheet_order_make(const struct context *c, const struct assessment *a, struct sheet_order *out,
                      struct error *err);
/* Frees what it holds. */
void sheet_order_free(struct sheet_order *o);

#endif
