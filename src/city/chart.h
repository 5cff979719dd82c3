/*
 * Charts as SVG inside a page: each has a name and a description, and tells nothing by
 * colour alone. They are as wide as there is room, with letters of the page's size: across,
 * everything is in percent. Nobody outside src/city includes this header.
 */
#ifndef KUSEI_CITY_CHART_H
#define KUSEI_CITY_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

/* A scale with round steps from low to high. */
struct chart_scale {
    double low, high, step;
};

/* The one for values from least to most; from zero where zero is true. */
struct chart_scale chart_scale_of(double least, double most, bool zero);

struct chart_bar {
    const char *label;
    const char *printed; /* the figure; or, where there is no bar, why */
    bool there;
    double value;
    bool reached;
};

struct chart {
    const char *name, *description;
    const struct chart_bar *bars;
    size_t count;
    bool has_target;
    double target;
    const char *target_label;
};

/* Bars from zero, one below the other, in the order given; without a bar, a text. A bar
 * that reached the target is full, another one hatched. */
void chart_write_bars(struct buffer *out, const struct chart *chart);

/* All values on a line, and the target: how far they lie apart. The text beside it has to
 * say the same. */
void chart_write_strip(struct buffer *out, const double *values, size_t count, bool has_target,
                       double target);

struct chart_point {
    int year;
    bool there, has_line;
    double value, line; /* the figure, and where its path has it */
};

/* A figure over the years with its path. */
struct chart_small {
    const char *description;
    const struct chart_point *points;
    size_t count;
    struct chart_scale scale;
    bool has_target;
    double target;
};

/* A small one, to stand beside others of the same scale. */
void chart_write_small(struct buffer *out, const struct chart_small *chart);

#endif
