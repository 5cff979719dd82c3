/* A figure over the years. */
#include "config.h"

#include <stdio.h>

#include "city/chart.h"
#include "text/markup.h"

enum { WIDTH = 168, HEIGHT = 124, SIDE = 22, TOP = 20, BOTTOM = 102, YEARS = 118 };

static double x_of(const struct chart_small *c, size_t point)
{
    if (c->count < 2)
        return WIDTH / 2.0;
    return SIDE + (double)(WIDTH - 2 * SIDE) * (double)point / (double)(c->count - 1);
}

static double y_of(const struct chart_small *c, double value)
{
    double place = (value - c->scale.low) / (c->scale.high - c->scale.low);
    return BOTTOM - (BOTTOM - TOP) * place;
}

/* Points that stand beside each other are joined; over a year without one goes no line. */
static void write_line(struct buffer *out, const struct chart_small *c, bool path)
{
    for (size_t i = 1; i < c->count; i++) {
        const struct chart_point *from = &c->points[i - 1], *to = &c->points[i];
        if (path ? !from->has_line || !to->has_line : !from->there || !to->there)
            continue;
        buffer_append_format(out,
                             "<line class=\"%s\" x1=\"%.5g\" y1=\"%.5g\" x2=\"%.5g\" "
                             "y2=\"%.5g\"/>\n",
                             path ? "path" : "course", x_of(c, i - 1),
                             y_of(c, path ? from->line : from->value), x_of(c, i),
                             y_of(c, path ? to->line : to->value));
    }
}

static void write_point(struct buffer *out, const struct chart_small *c, size_t i)
{
    const struct chart_point *p = &c->points[i];
    double x = x_of(c, i), y = y_of(c, p->line);
    if (p->has_line)
        buffer_append_format(out, "<path class=\"path\" d=\"M%.5g %.5gl4 4l-4 4l-4 -4z\"/>\n", x,
                             y - 4);
    if (p->there) {
        y = y_of(c, p->value);
        bool below = p->has_line && p->line > p->value && y + 15 < BOTTOM;
        buffer_append_format(out, "<circle class=\"course\" cx=\"%.5g\" cy=\"%.5g\" r=\"3.5\"/>\n",
                             x, y);
        buffer_append_format(out,
                             "<text class=\"figure\" x=\"%.5g\" y=\"%.5g\" "
                             "text-anchor=\"middle\">%.6g</text>\n",
                             x, below ? y + 15 : y - 7, p->value);
    }
    buffer_append_format(out,
                         "<text class=\"axis\" x=\"%.5g\" y=\"%d\" text-anchor=\"middle\">%d"
                         "</text>\n",
                         x, YEARS, p->year);
}

void chart_write_small(struct buffer *out, const struct chart_small *chart)
{
    buffer_append_format(out,
                         "<svg class=\"small\" role=\"img\" viewBox=\"0 0 %d %d\" "
                         "aria-label=\"",
                         WIDTH, HEIGHT);
    markup_text(out, chart->description);
    buffer_append_string(out, "\">\n");
    buffer_append_format(out, "<line class=\"grid\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
                         WIDTH, BOTTOM, BOTTOM);
    if (chart->has_target)
        buffer_append_format(out,
                             "<line class=\"target\" x1=\"0\" x2=\"%d\" y1=\"%.5g\" "
                             "y2=\"%.5g\"/>\n",
                             WIDTH, y_of(chart, chart->target), y_of(chart, chart->target));
    write_line(out, chart, true);
    write_line(out, chart, false);
    for (size_t i = 0; i < chart->count; i++)
        write_point(out, chart, i);
    buffer_append_string(out, "</svg>\n");
}
