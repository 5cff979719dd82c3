/*
 * The flow drawn with characters, for a terminal and for a file of text: what stands in
 * a box on paper stands in it here, in the same lines. Half an em of the paper's type is
 * a column and a line is a row; a box that needs more of them for its rules and its
 * smaller type gets more, so nothing is cut.
 *
 * Rules are box-drawing characters; where these would take two columns, as all
 * ambiguous characters do, they are "|", "-" and "+".
 */
#ifndef KUSEI_PRINT_ROWS_H
#define KUSEI_PRINT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "print/flow.h"
#include "text/buffer.h"
#include "text/error.h"

/* Where a box stands among the sheets, all from 0. */
struct rows_place {
    size_t sheet, row;
    int column;
};

/* Puts the sheets at the end of out: each row ends with a line feed and has no blanks at
 * its end, a form feed stands between two sheets. ambiguous: columns of an ambiguous
 * character, 1 or 2. *place gets where box stands, a box of the flow; the beginning, where it
 * is NULL. False with a sentence. */
bool rows_write(const struct flow *flow, int ambiguous, const struct flow_box *box,
                struct rows_place *place, struct buffer *out, struct error *err);

#endif
