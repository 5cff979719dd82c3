/*
 * A page of the sheet as a grid of cells that reach over rows and columns: what a
 * spreadsheet and a web page are made of. One grid for all rows of a spread; sheets of
 * paper are the reader's own affair there. Headings are its first rows.
 */
#ifndef KUSEI_PRINT_GRID_H
#define KUSEI_PRINT_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "print/arena.h"
#include "print/content.h"
#include "text/error.h"

enum grid_kind {
    GRID_HEADING, /* of columns */
    GRID_BAND,    /* of the rows below it */
    GRID_CELL,
};

struct grid_cell {
    enum grid_kind kind;
    size_t row, column, rows, columns; /* the first, and how many */
    const char *text;                  /* its lines with line feeds between */
    bool hidden; /* of a heading that the sheet does not print: for people who do not look at it */
    const struct sheet_column *layout; /* of a band and a cell; NULL: a heading */
    const struct sheet_head *head;     /* of a heading */
};

struct grid {
    const struct sheet_page *page;
    const char *name;        /* what tells this page from the others of its spread */
    struct grid_cell *cells; /* row by row, from left to right */
    size_t cell_count;
    double *heights; /* of the rows, in mm: as much as their texts take */
    size_t row_count, heading_rows, column_count;
    struct arena arena;
};

/* The page of that place in the spread. False with a sentence; it is to be freed either
 * way. The content outlives it. */
bool grid_make(struct grid *out, struct content *content, const struct content_spread *spread,
               size_t page, struct error *err);
/* Frees what it holds. */
void grid_free(struct grid *grid);

#endif
