/* Bars and strips. */
#include "config.h"

#include "city/chart.h"

#include <stdio.h>

#include "text/markup.h"

enum { TOP = 30, PITCH = 26, BAR = 16, FOOT = 24, STEPS = 5 };

/* Across, in percent: names stand left of the bars, figures right of their ends. */
static const double LEFT = 20, SPAN = 64;

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* --- scales ------------------------------------------------------------------------------- */

/* The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below the step. */
static double round_step(double step)
{
    static const double steps[] = {1, 2, 2.5, 5};
    double power = 1;
    while (power * 10 <= step)
        power *= 10;
    while (power > step)
        power /= 10;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (step <= steps[i] * power * (1 + 1e-9))
            return steps[i] * power;
    }
    return 10 * power;
}

/* The step at or below a value, and the one at or above it. */
static double step_below(double value, double step)
{
    double at = (double)(long long)(value / step) * step;
    return at > value + step * 1e-9 ? at - step : at;
}

static double step_above(double value, double step)
{
    double at = (double)(long long)(value / step) * step;
    return at < value - step * 1e-9 ? at + step : at;
}

struct chart_scale chart_scale_of(double least, double most, bool zero)
{
    struct chart_scale s;
    if (zero && least > 0)
        least = 0;
    if (zero && most < 0)
        most = 0;
    if (!(most > least))
        most = least + 1;
    s.step = round_step((most - least) / STEPS);
    s.low = step_below(least, s.step);
    s.high = step_above(most, s.step);
    return s;
}

static double place(const struct chart_scale *s, double value)
{
    return (value - s->low) / (s->high - s->low);
}

/* --- bars ---------------------------------------------------------------------------------------
 */

static double across(const struct chart_scale *s, double value)
{
    return LEFT + SPAN * place(s, value);
}

static struct chart_scale scale_of_bars(const struct chart *c)
{
    double least = 0, most = c->has_target ? c->target : 0;
    for (size_t i = 0; i < c->count; i++) {
        if (!c->bars[i].there)
            continue;
        least = smaller(least, c->bars[i].value);
        most = larger(most, c->bars[i].value);
    }
    return chart_scale_of(least, most, true);
}

static void write_text(struct buffer *out, double x, int y, const char *more, const char *text)
{
    buffer_append_format(out, "<text x=\"%.5g%%\" y=\"%d\"%s>", x, y, more);
    markup_text(out, text);
    buffer_append_string(out, "</text>\n");
}

static void write_grid(struct buffer *out, const struct chart_scale *s, int bottom)
{
    int count = (int)((s->high - s->low) / s->step + 0.5);
    for (int i = 0; i <= count; i++) {
        double value = s->low + i * s->step, x = across(s, value);
        char text[32];
        snprintf(text, sizeof text, "%.6g",
                 value < s->step / 2 && value > -s->step / 2 ? 0 : value);
        buffer_append_format(out,
                             "<line class=\"grid\" x1=\"%.5g%%\" x2=\"%.5g%%\" y1=\"%d\" "
                             "y2=\"%d\"/>\n",
                             x, x, TOP - 4, bottom);
        write_text(out, x, bottom + 16, " class=\"axis\" text-anchor=\"middle\"", text);
    }
}

static int row_of(size_t bar)
{
    return TOP + (int)bar * PITCH + (PITCH - BAR) / 2;
}

static void write_bar(struct buffer *out, const struct chart_scale *s, const struct chart_bar *bar,
                      int y)
{
    double zero = across(s, 0), end = across(s, bar->value);
    if (bar->there)
        buffer_append_format(out,
                             "<rect class=\"%s\" x=\"%.5g%%\" width=\"%.5g%%\" y=\"%d\" "
                             "height=\"%d\"/>\n",
                             bar->reached ? "reached" : "short", smaller(zero, end),
                             larger(zero, end) - smaller(zero, end), y, BAR);
}

/* The name, and behind the bar the figure; above the line of the target, so that it can be read. */
static void write_label(struct buffer *out, const struct chart_scale *s,
                        const struct chart_bar *bar, int y)
{
    double zero = across(s, 0), end = across(s, bar->value);
    write_text(out, LEFT - 1, y + 13, " class=\"name\" text-anchor=\"end\"", bar->label);
    if (bar->there)
        write_text(out, larger(zero, end), y + 13, " class=\"figure\" dx=\"6\"", bar->printed);
    else
        write_text(out, zero, y + 13, " class=\"missing\" dx=\"6\"", bar->printed);
}

static void write_target(struct buffer *out, const struct chart *c, const struct chart_scale *s,
                         int bottom)
{
    double x = across(s, c->target);
    buffer_append_format(out,
                         "<line class=\"target\" x1=\"%.5g%%\" x2=\"%.5g%%\" y1=\"%d\" "
                         "y2=\"%d\"/>\n",
                         x, x, TOP - 10, bottom);
    write_text(out, x, 14,
               x > 60 ? " class=\"target\" text-anchor=\"end\" dx=\"4\""
                      : " class=\"target\" dx=\"-4\"",
               c->target_label);
}

static void write_names(struct buffer *out, const struct chart *c)
{
    buffer_append_string(out, "<title id=\"chart-name\">");
    markup_text(out, c->name);
    buffer_append_string(out, "</title>\n<desc id=\"chart-description\">");
    markup_text(out, c->description);
    buffer_append_string(out, "</desc>\n"
                              "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
                              "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                              "<rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
                              "<rect class=\"hatch-line\" width=\"2.5\" height=\"6\"/>"
                              "</pattern></defs>\n");
}

void chart_write_bars(struct buffer *out, const struct chart *chart)
{
    struct chart_scale scale = scale_of_bars(chart);
    int bottom = TOP + (int)chart->count * PITCH;
    buffer_append_format(out,
                         "<svg class=\"bars\" role=\"img\" aria-labelledby=\"chart-name "
                         "chart-description\" width=\"100%%\" height=\"%d\">\n",
                         bottom + FOOT);
    write_names(out, chart);
    write_grid(out, &scale, bottom);
    for (size_t i = 0; i < chart->count; i++)
        write_bar(out, &scale, &chart->bars[i], row_of(i));
    if (chart->has_target)
        write_target(out, chart, &scale, bottom);
    for (size_t i = 0; i < chart->count; i++)
        write_label(out, &scale, &chart->bars[i], row_of(i));
    buffer_append_string(out, "</svg>\n");
}

/* --- strips -------------------------------------------------------------------------------- */

void chart_write_strip(struct buffer *out, const double *values, size_t count, bool has_target,
                       double target)
{
    double least = has_target ? target : values[0], most = least;
    for (size_t i = 0; i < count; i++) {
        least = smaller(least, values[i]);
        most = larger(most, values[i]);
    }
    struct chart_scale scale = chart_scale_of(least, most, true);
    buffer_append_string(out, "<svg class=\"strip\" aria-hidden=\"true\" width=\"100%\" "
                              "height=\"20\">\n<line class=\"grid\" x1=\"2%\" x2=\"98%\" "
                              "y1=\"10\" y2=\"10\"/>\n");
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "<circle class=\"dot\" cx=\"%.4g%%\" cy=\"10\" r=\"3.5\"/>\n",
                             3 + 94 * place(&scale, values[i]));
    if (has_target) {
        double x = 3 + 94 * place(&scale, target);
        buffer_append_format(out,
                             "<line class=\"target\" x1=\"%.4g%%\" x2=\"%.4g%%\" y1=\"1\" "
                             "y2=\"19\"/>\n",
                             x, x);
    }
    buffer_append_string(out, "</svg>\n");
}
