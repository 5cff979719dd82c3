/*
 * What the files of the grid share. Nobody outside of them includes this header.
 */
#ifndef KUSEI_PRINT_GRID_PRIVATE_H
#define KUSEI_PRINT_GRID_PRIVATE_H

#include "print/grid.h"
#include "print/lay.h"

/* One making of a grid. */
struct gridding {
    struct grid *grid;
    struct content *content;
    const struct content_spread *spread;
    size_t index; /* of the page in the spread */
    const struct sheet_paper *paper;
    struct layout scratch;
};

/* A cell at the end; NULL when memory is short. It is good until the next. */
struct grid_cell *grid_add(struct gridding *g, enum grid_kind kind, size_t row, size_t column,
                           size_t rows, size_t columns);
/* One more row, at least so high (mm). */
bool grid_add_row(struct gridding *g, double height);
/* How high a text is at so many half ems and that pitch (pt), with the padding; 0 when
 * memory is short, and the grid's arena says so. */
double grid_text_height(struct gridding *g, const char *text, int columns, double pitch);
/* Makes the rows from first on, so many, at least that high together. */
void grid_stretch(struct gridding *g, size_t first, size_t rows, double height);

/* The headings, and the page's name. */
bool grid_headings(struct gridding *g);

#endif
