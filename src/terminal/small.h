/*
 * How lists and texts share a window that is small. A table whose columns do not
 * fit side by side becomes rows of one text each, cut with a sign; a list with a
 * text under it keeps at least a row of either. Nothing here knows what is shown.
 */
#ifndef KUSEI_TERMINAL_SMALL_H
#define KUSEI_TERMINAL_SMALL_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/draw.h"

/* Whether there are too few columns for a table. */
bool small_is_narrow(const struct canvas *canvas);
/* Columns left blank at either side of a text: `usual`, or fewer. */
int small_margin(const struct canvas *canvas, int usual);

/* Rows of a list, and of the text under it; what is left is blank between them. */
struct small_parts {
    int list, text;
};
/* rows: what both have; least: of the list, where there is room for everything. */
struct small_parts small_divide(int rows, int least);

/* Rows that headings may take of `rows`: all of them, or none where they are few. */
int small_heading(int rows, int wanted);

/* A line of a narrow list: the texts one behind the other, those that are "" left
 * out, and "..", where it does not fit. */
void small_draw_row(struct pen *pen, unsigned style, const char *const *texts, size_t count);
/* Whether all of such a row is seen. */
bool small_row_fits(const struct canvas *canvas, const char *const *texts, size_t count);

#endif
