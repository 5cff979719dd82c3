#include "config.h"

#include "city/bar.h"

#include <stdlib.h>
#include <string.h>

#include "text/width.h"

static double larger(double a, double b)
{
    return a > b ? a : b;
}

double city_bar_most(const struct city_table *table, size_t ward,
                     const struct city_indicator *indicator)
{
    double most =
        larger(strtod(indicator->amount, NULL), strcmp(indicator->unit, "%") == 0 ? 100 : 0);
    for (int year = table->first; year <= table->last; year++) {
        const struct city_figure *f = city_table_figure(table, ward, year, indicator);
        if (f != NULL && f->number)
            most = larger(most, larger(f->value, strtod(f->line[0], NULL)));
    }
    return most > 0 ? most : 1;
}

/* The column that a value is in; -1: it is not there. */
static int column_of(const char *decimal, double most, int columns)
{
    double value = strtod(decimal, NULL);
    if (*decimal == '\0' || value < 0 || value > most)
        return -1;
    int column = (int)(value / most * columns);
    return column < columns ? column : columns - 1;
}

void city_bar_draw(struct buffer *out, const struct city_indicator *indicator,
                   const struct city_figure *f, double most, int columns)
{
    const char *block = width_ambiguous() == 1 ? "█" : "#"; /* ambiguous on purpose */
    int target = column_of(indicator->amount, most, columns);
    int line = f == NULL ? -1 : column_of(f->line[0], most, columns);
    /* Half a column and more is drawn; what is there at all is never nothing. */
    int filled = f == NULL || !f->number ? 0 : (int)(f->value / most * columns + 0.5);
    if (f != NULL && f->number && f->value > 0 && filled == 0)
        filled = 1;
    for (int i = 0; i < columns; i++) {
        if (i == target)
            buffer_append_string(out, ">");
        else if (i == line)
            buffer_append_string(out, "|");
        else
            buffer_append_string(out, i < filled ? block : " ");
    }
}
