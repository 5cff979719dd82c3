/*
 * The content on sheets of paper: where every heading, cell, line and rule of it
 * stands. A spread's pages come one behind the other and show the same rows, as many
 * as fit; what has no room goes on in the next row or on the next sheet. Nothing is cut.
 *
 * Lengths are in mm from the upper left corner of the paper. Nothing here knows a font:
 * lines break on the grid of form/sheet.h. Whoever draws presses a line together that
 * comes out wider than its room.
 */
#ifndef KUSEI_PRINT_FLOW_H
#define KUSEI_PRINT_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "print/content.h"
#include "print/order.h"
#include "text/error.h"

enum flow_kind {
    FLOW_TITLE,   /* a line above the table */
    FLOW_BOX,     /* a box to sign in */
    FLOW_HEADING, /* of columns */
    FLOW_CELL,    /* and bands */
    FLOW_FOOT,    /* below the table: which sheet it is, what was signed off */
};

enum flow_side { FLOW_LEFT = 1, FLOW_TOP = 2, FLOW_RIGHT = 4, FLOW_BOTTOM = 8, FLOW_ALL = 15 };

struct flow_line {
    const char *text; /* not ended by a NUL */
    size_t length;
    double x, width; /* the room that it has */
    double top, height;
    double size; /* pt */
    enum sheet_align align;
};

struct flow_box {
    enum flow_kind kind;
    size_t row; /* of the table: boxes with the same stand beside each other */
    double x, y, width, height;
    unsigned sides;                    /* that have a rule */
    const struct sheet_column *column; /* of a cell; else NULL */
    const xmlNode *node;               /* what a cell's text is printed for; else NULL */
    struct flow_line *lines;
    size_t line_count;
};

/* One sheet of paper. */
struct flow_sheet {
    const struct sheet_page *page;
    struct flow_box *boxes; /* in the order they are read in */
    size_t box_count;
};

struct flow {
    const struct sheet_paper *paper;
    const char *title; /* the first line above the table */
    struct flow_sheet *sheets;
    size_t sheet_count;
    struct arena arena;
};

/* What the foot of a sheet says of the sign-off, in the arena: "" where there is none; NULL
 * when memory is short. */
const char *flow_signature(struct arena *arena, const struct print_order *order);

/* Puts it on paper. order says what else there is to print (order.h). False with a
 * sentence; it is to be freed either way. The content outlives it, and gets the texts
 * of the headings. */
bool flow_make(struct flow *out, struct content *content, const struct print_order *order,
               struct error *err);
/* The first box that prints the node: a field, or a page of which something is printed;
 * NULL: none does. */
const struct flow_box *flow_find(const struct flow *flow, const struct sheet *sheet,
                                 const xmlNode *node);
/* Frees what it holds. */
void flow_free(struct flow *flow);

#endif
