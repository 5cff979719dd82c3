/*
 * What a pasted block is: one text, or a piece of a spreadsheet. Spreadsheets put
 * cells on the clipboard with a tab between them and a line break behind each
 * row, and quote a cell that has a tab or a line break in it, as RFC 4180 quotes;
 * CSV files have a comma for the tab. Rows may end with CR LF, LF or CR (which
 * is what terminals make of both).
 *
 * In doubt it is one text, because a text cut into cells surprises more than cells
 * left in one text. Cells it is, when all rows have as many, at least two, and
 *  - tabs: two rows or more with a tab behind the start of some row (tabs only at the
 *    starts are indents); or one row with no full stop (。) in it that has three
 *    cells, or two and a line break at its end;
 *  - commas: a cell in quotes; or two rows or more with no full stop, no blank
 *    behind a comma, and no comma that could group digits (1,800);
 * and also when a cell in quotes needed them (for a tab, a line break or a quote
 * in it), in one row of two or in a column of at least two. A single cell that
 * needed its quotes is one text without them; quotes that were not needed
 * ("重点") are the person's own.
 *
 * Who knows that it is cells, as of a file that says so, reads its rows instead: by
 * tabs, each with as many cells as it has.
 */
#ifndef KUSEI_TEXT_TABLE_PASTE_H
#define KUSEI_TEXT_TABLE_PASTE_H

#include <stdbool.h>
#include <stddef.h>

struct table_paste;

/* Reads bytes[0..size), whatever they are. NULL when memory is short; the caller
 * frees. It costs a time in proportion to size, and some 10 bytes of memory for each. */
struct table_paste *table_paste_read(const char *bytes, size_t size);
void table_paste_free(struct table_paste *t);

/* The same bytes as rows of cells with a tab between, whatever they look like. Rows may
 * differ in their cells: table_paste_columns is then that of the longest. */
struct table_paste *table_paste_read_rows(const char *bytes, size_t size);

/* Whether it is cells; else it is one text, in one row of one. */
bool table_paste_is_cells(const struct table_paste *t);
size_t table_paste_rows(const struct table_paste *t);
size_t table_paste_columns(const struct table_paste *t);

/* A cell, row and column counted from 0 and in range: without its quotes, line
 * breaks in it as they came, *size bytes (size may be NULL) with a NUL behind
 * them. It has not passed allowed_filter. Owned by t. */
const char *table_paste_cell(const struct table_paste *t, size_t row, size_t column, size_t *size);

/* How many cells the row has, at least one. */
size_t table_paste_row_columns(const struct table_paste *t, size_t row);
/* The line of the text in which the row begins, from 1. Only of table_paste_read_rows. */
size_t table_paste_row_line(const struct table_paste *t, size_t row);

enum table_quotes {
    TABLE_QUOTES_NONE,
    TABLE_QUOTES_NEEDED,   /* taken off; the cell has a tab, a line break, a quote or a comma */
    TABLE_QUOTES_NEEDLESS, /* taken off, though nothing in the cell asked for them */
    TABLE_QUOTES_OPEN,     /* one opens and does not close: it stands in the cell */
};
/* What the cell had around it. */
enum table_quotes table_paste_quotes(const struct table_paste *t, size_t row, size_t column);

#endif
