/* An indicator over the years: small charts of one scale, and the same as a table. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/chart.h"
#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"

struct years {
    const struct site *site;
    const struct city_indicator *indicator;
    struct chart_small chart;   /* points and description are of the ward in hand */
    struct chart_point *points; /* of every ward, one after another */
    size_t years;
    size_t seen; /* years in which anybody has a figure */
};

/* --- gathering ---------------------------------------------------------------------------------
 */

static void gather_point(struct years *y, size_t ward, int year, struct chart_point *out)
{
    const struct city_figure *f = city_table_figure(&y->site->table, ward, year, y->indicator);
    char *end;
    *out = (struct chart_point){.year = year};
    if (f == NULL || !f->number)
        return;
    out->there = true;
    out->value = f->value;
    out->line = strtod(f->line[0], &end);
    out->has_line = f->line[0][0] != '\0' && *end == '\0';
}

/* Takes a value into the range; the first one is all of it. */
static void widen(bool *any, double *least, double *most, double value)
{
    *least = !*any || value < *least ? value : *least;
    *most = !*any || value > *most ? value : *most;
    *any = true;
}

static void gather_scale(struct years *y)
{
    double least = 0, most = 0;
    bool any = false;
    y->chart.has_target = site_target(y->indicator, &y->chart.target);
    if (y->chart.has_target)
        widen(&any, &least, &most, y->chart.target);
    for (size_t i = 0; i < y->site->table.count * y->years; i++) {
        const struct chart_point *p = &y->points[i];
        if (p->there)
            widen(&any, &least, &most, p->value);
        if (p->has_line)
            widen(&any, &least, &most, p->line);
    }
    y->chart.scale = chart_scale_of(least, most, false);
}

static bool gather(struct years *y, struct error *err)
{
    const struct city_table *t = &y->site->table;
    y->years = (size_t)(t->last - t->first + 1);
    y->points = calloc(t->count * y->years + 1, sizeof *y->points);
    if (y->points == NULL)
        return error_set_memory(err);
    for (size_t year = 0; year < y->years; year++) {
        bool seen = false;
        for (size_t ward = 0; ward < t->count; ward++) {
            struct chart_point *p = &y->points[ward * y->years + year];
            gather_point(y, ward, t->first + (int)year, p);
            seen = seen || p->there;
        }
        y->seen += seen;
    }
    gather_scale(y);
    return true;
}

/* --- charts --------------------------------------------------------------------------------------
 */

static void describe(const struct years *y, const struct chart_point *points, struct buffer *out)
{
    for (size_t i = 0; i < y->years; i++) {
        if (i > 0)
            buffer_append_string(out, _(", "));
        if (!points[i].there)
            buffer_append_format(out, _("%d no figure"), points[i].year);
        else if (points[i].has_line)
            buffer_append_format(out, _("%d %.6g (path %.6g)"), points[i].year, points[i].value,
                                 points[i].line);
        else
            buffer_append_format(out, _("%d %.6g"), points[i].year, points[i].value);
    }
}

static bool write_small(struct years *y, size_t ward, struct buffer *out)
{
    struct buffer description = BUFFER_INIT;
    y->chart.points = &y->points[ward * y->years];
    y->chart.count = y->years;
    describe(y, y->chart.points, &description);
    bool good = !description.failed && description.data != NULL;
    y->chart.description = good ? description.data : "";
    buffer_append_string(out, "<li><h3>");
    page_link_ward(out, "../", &y->site->table.wards[ward]);
    buffer_append_string(out, "</h3>\n");
    chart_write_small(out, &y->chart);
    buffer_append_string(out, "</li>\n");
    buffer_free(&description);
    return good;
}

static bool has_figure(const struct years *y, size_t ward)
{
    for (size_t i = 0; i < y->years; i++) {
        if (y->points[ward * y->years + i].there)
            return true;
    }
    return false;
}

static bool write_charts(struct years *y, struct buffer *out)
{
    char text[512];
    bool good = true;
    snprintf(text, sizeof text,
             _("Points and full lines: the figure. Squares and broken lines: where equal steps to "
               "the target would have led. The vertical scale is the same for all wards, from "
               "%.6g to %.6g."),
             y->chart.scale.low, y->chart.scale.high);
    page_paragraph(out, "note", text);
    buffer_append_string(out, "<ul class=\"multiples\">\n");
    for (size_t i = 0; good && i < y->site->table.count; i++) {
        if (has_figure(y, i))
            good = write_small(y, i, out);
    }
    buffer_append_string(out, "</ul>\n");
    return good;
}

/* --- the table ----------------------------------------------------------------------------- */

static void write_rows(const struct years *y, struct buffer *out)
{
    const struct city_table *t = &y->site->table;
    for (size_t ward = 0; ward < t->count; ward++) {
        buffer_append_string(out, "<tr>\n<th scope=\"row\">");
        markup_text(out, t->wards[ward].name);
        buffer_append_string(out, "</th>\n");
        for (size_t i = 0; i < y->years; i++) {
            const struct chart_point *p = &y->points[ward * y->years + i];
            page_number(out, p->there, p->value);
            page_number(out, p->has_line, p->line);
        }
        buffer_append_string(out, "</tr>\n");
    }
}

static void write_table(const struct years *y, struct buffer *out)
{
    size_t columns = 2 * y->years + 1;
    const char **heads = calloc(columns, sizeof *heads);
    char *sides = calloc(columns + 1, 1), (*texts)[48] = calloc(columns, sizeof *texts);
    bool good = heads != NULL && sides != NULL && texts != NULL;
    for (size_t i = 1; good && i < columns; i++) {
        int year = y->site->table.first + (int)(i - 1) / 2;
        snprintf(texts[i], sizeof *texts, i % 2 == 1 ? _("%d") : _("%d path"), year);
        heads[i] = texts[i];
    }
    if (good) {
        heads[0] = _("Ward");
        memset(sides, 'n', columns);
        sides[0] = 'l';
        page_table_begin(out, _("The figure over the years"), sides, heads);
        write_rows(y, out);
        page_table_end(out);
    }
    out->failed = out->failed || !good;
    free(heads);
    free(sides);
    free(texts);
}

bool site_write_years(const struct site *site, const struct city_indicator *indicator,
                      struct buffer *out, struct error *err)
{
    struct years y = {.site = site, .indicator = indicator};
    bool good = gather(&y, err);
    if (good && y.seen > 1) {
        buffer_append_string(out, "<h2 id=\"years\">");
        markup_text(out, _("Over the years"));
        buffer_append_string(out, "</h2>\n");
        good = write_charts(&y, out) || error_set_memory(err);
        buffer_append_string(out, "<details>\n<summary>");
        markup_text(out, _("The same as a table"));
        buffer_append_string(out, "</summary>\n");
        write_table(&y, out);
        buffer_append_string(out, "</details>\n");
    }
    free(y.points);
    return good;
}
