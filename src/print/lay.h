/*
 * Texts broken into the lines that they take in their cells, as form/sheet.h has it:
 * on a grid of half ems, every ambiguous character full-width. Cells that stack the
 * same nodes are kept level: they share a strip of slots, one line of a text in each.
 *
 * What is longer than its cell is not cut: the strip goes on in further pieces of at
 * most so many slots, in which a text that fits into one piece is not torn apart.
 */
#ifndef KUSEI_PRINT_LAY_H
#define KUSEI_PRINT_LAY_H

#include <stdbool.h>
#include <stddef.h>

#include "print/arena.h"
#include "print/content.h"
#include "text/layout.h"

/* Points and what is left free above and below the text of a cell, in mm. */
#define LAY_POINT   (25.4 / 72)
#define LAY_PADDING 0.35

struct lay_line {
    const char *text; /* not ended by a NUL; blanks at the end of the line are left out */
    size_t size;
};

struct lay_text {
    struct lay_line *lines;
    size_t count; /* at least 1 */
};

struct lay_strip {
    double pitch; /* mm */
    bool above;   /* a line stands above the text of every piece */
    size_t most;  /* slots of a piece, without that line */
    size_t slots;
    size_t *starts; /* of each text of a cell; the end of the last one is slots */
    size_t count;
};

/* Both by the page's columns. A strip stands at the first column of its group. */
struct lay_level {
    const struct content_cell *cells;
    struct lay_text **texts;  /* of each cell; NULL where there is none */
    struct lay_strip *strips; /* count 0 where there is none */
    size_t column_count;
    size_t pieces; /* at least 1 */
};

/* Breaks a text at so many half ems. False when memory is short. */
bool lay_break(struct arena *arena, struct layout *scratch, const char *text, int columns,
               struct lay_text *out);

/* Lays the cells of a level out, in pieces of at most so many mm (0: in one piece). */
bool lay_level(struct arena *arena, struct layout *scratch, const struct content_cell *cells,
               size_t column_count, double most, struct lay_level *out);

/* How high a piece is, number from 0, in mm with the padding. */
double lay_piece_height(const struct lay_level *level, size_t number);
/* The slots of a strip that a piece shows: from *first to before *end. */
void lay_piece_slots(const struct lay_strip *strip, size_t number, size_t *first, size_t *end);

#endif
