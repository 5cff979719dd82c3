/*
 * The sheets of the preview taken apart: which rows each has, and how wide it is. The
 * text is kept as it came.
 */
#ifndef KUSEI_TERMINAL_PREVIEW_TEXT_H
#define KUSEI_TERMINAL_PREVIEW_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

struct preview_row {
    size_t start, size; /* bytes of the text */
};

struct preview_sheet {
    size_t first, rows; /* of the rows of all sheets */
    int columns;        /* of its widest row */
};

struct preview_text {
    struct buffer bytes;
    struct preview_row *rows;
    struct preview_sheet *sheets;
    size_t row_count, sheet_count;
};

/* Takes the bytes over (terminal/printing.h says what is in them), whatever comes back, in
 * the place of what was there. False when memory is short: that stays. */
bool preview_text_take(struct preview_text *t, struct buffer *bytes);
/* Frees what it holds and empties it. */
void preview_text_free(struct preview_text *t);

/* A row of a sheet, not ended by a NUL; *size gets its bytes. Of one that is not there,
 * nothing. */
const char *preview_text_row(const struct preview_text *t, size_t sheet, size_t row, size_t *size);

#endif
