/*
 * A figure as a bar of characters, for terminals and plain text.
 */
#ifndef KUSEI_CITY_BAR_H
#define KUSEI_CITY_BAR_H

#include "city/comparing.h"
#include "text/buffer.h"

/* What the bars of an indicator reach to: a hundred for percentages, else the most of what
 * the ward's figures, lines and the target are. */
double city_bar_most(const struct city_table *table, size_t ward,
                     const struct city_indicator *indicator);

/* Puts a bar of so many columns at the end of out: blocks up to the figure, "|" where the
 * first yardstick's line is and ">" where the target is. f may be NULL: no bar. Where the
 * terminal draws blocks as wide as two columns, they are "#". */
void city_bar_draw(struct buffer *out, const struct city_indicator *indicator,
                   const struct city_figure *f, double most, int columns);

#endif
