/*
 * Tables of cells as one run of bytes: what a spreadsheet or a CSV file is made of, and what
 * goes from one program to another. A cell is a heading, a text or a number (a decimal); a
 * text that looks like a number stays a text.
 */
#ifndef KUSEI_TEXT_CELLS_H
#define KUSEI_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

enum cells_kind {
    CELLS_SHEET = 'S', /* a table begins; the text is its name */
    CELLS_HEADING = 'H',
    CELLS_TEXT = 'T',
    CELLS_NUMBER = 'N',
    CELLS_ROW = 'R', /* a row ends */
};

struct cell {
    enum cells_kind kind;
    const char *text;
};

/* Puts one at the end of out. A text with the byte 0x1F in it is cut there. */
void cells_put(struct buffer *out, enum cells_kind kind, const char *text);

/* The next one of bytes[0..size), which is changed and to which it then points; *at is where
 * to begin, 0 at first, and moves on. False at the end, and where it is no such run:
 * then *at is not size. */
bool cells_next(char *bytes, size_t size, size_t *at, struct cell *out);

/* Puts the first table at the end of out as CSV (RFC 4180). The cells are changed. */
void cells_write_csv(char *bytes, size_t size, struct buffer *out);
/* One field of such a record, quoted where it must be. */
void cells_write_field(struct buffer *out, const char *text);

#endif
