/* The page of an indicator. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "city/chart.h"
#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"

/* --- in words ------------------------------------------------------------------------------ */

static void write_fact(struct buffer *out, const char *label, const char *text)
{
    buffer_append_string(out, "<div><dt>");
    markup_text(out, label);
    buffer_append_string(out, "</dt><dd>");
    markup_text(out, *text == '\0' ? "―" : text);
    buffer_append_string(out, "</dd></div>\n");
}

static void write_count(struct buffer *out, const char *label, size_t part, size_t whole)
{
    char text[64];
    snprintf(text, sizeof text, "%zu / %zu", part, whole);
    write_fact(out, label, whole == 0 ? "" : text);
}

static void write_facts(const struct site *site, const struct city_indicator *indicator,
                        const struct city_sum *sum, struct buffer *out)
{
    const struct comparison *c = city_policy_comparison(site->what->policy);
    char text[96] = "";
    buffer_append_string(out, "<dl class=\"facts\">\n");
    write_fact(out, _("Target"), indicator->target);
    write_count(out, _("Wards with a figure"), sum->figures, sum->wards);
    if (sum->figures > 0)
        snprintf(text, sizeof text, "%.6g (%.6g - %.6g)", sum->median, sum->least, sum->most);
    write_fact(out, _("Median (least - most)"), text);
    write_count(out, _("Reached the target"), sum->reached, sum->figures);
    for (size_t i = 0; i < c->yardstick_count; i++) {
        snprintf(text, sizeof text, _("%s by %s"), c->good,
                 city_policy_label(site->what->policy, i, FORM_JA));
        write_count(out, text, sum->good[i], sum->marked[i]);
    }
    snprintf(text, sizeof text, _("%s by the wards themselves"), c->good);
    write_count(out, text, sum->judged_good, sum->judged);
    write_count(out, _("Marks that differ"), sum->differing, sum->judged);
    buffer_append_string(out, "</dl>\n");
}

/* --- the chart ------------------------------------------------------------------------------- */

/* Wards with a figure, best first, and then those without. */
static void list_bars(const struct site *site, const struct city_indicator *indicator,
                      const size_t *order, size_t count, struct chart_bar *bars)
{
    size_t at = 0;
    for (; at < count; at++) {
        const struct city_figure *f = site_figure(site, order[at], indicator);
        bars[at] = (struct chart_bar){.label = site->table.wards[order[at]].name,
                                      .printed = f->is.printed,
                                      .there = true,
                                      .value = f->value,
                                      .reached = city_reaches(indicator, f)};
    }
    for (size_t i = 0; i < site->table.count; i++) {
        const char *missing = site_missing(site_standing(site, i, indicator));
        if (missing != NULL)
            bars[at++] = (struct chart_bar){.label = site->table.wards[i].name, .printed = missing};
    }
}

static void write_key(struct buffer *out, bool has_target)
{
    buffer_append_string(out, "<p class=\"key\" aria-hidden=\"true\"><span class=\"swatch "
                              "reached\"></span>");
    markup_text(out, _("reached the target"));
    buffer_append_string(out, " <span class=\"swatch short\"></span>");
    markup_text(out, _("not yet reached"));
    if (has_target) {
        buffer_append_string(out, " <span class=\"swatch target\"></span>");
        markup_text(out, _("target"));
    }
    buffer_append_string(out, "</p>\n");
}

static void write_chart(const struct site *site, const struct city_indicator *indicator,
                        const struct city_sum *sum, const struct chart_bar *bars,
                        struct buffer *out)
{
    char name[2048], description[512];
    struct chart chart = {.name = name,
                          .description = description,
                          .bars = bars,
                          .count = site->table.count,
                          .target_label = indicator->target};
    chart.has_target = site_target(indicator, &chart.target);
    snprintf(name, sizeof name, "%s: %s", site->year_label, indicator->label[FORM_JA]);
    snprintf(description, sizeof description,
             _("Bars of %zu wards, from %.6g to %.6g; %zu reached the target; %zu wards have no "
               "figure. The table below has the same figures."),
             sum->figures, sum->least, sum->most, sum->reached, sum->wards - sum->figures);
    buffer_append_string(out, "<section aria-labelledby=\"chart\">\n<h2 id=\"chart\">");
    markup_text(out, _("All wards and the target"));
    buffer_append_string(out, "</h2>\n");
    write_key(out, chart.has_target);
    chart_write_bars(out, &chart);
    buffer_append_string(out, "</section>\n");
}

static bool write_all_bars(const struct site *site, const struct city_indicator *indicator,
                           const struct city_sum *sum, struct buffer *out, struct error *err)
{
    size_t count;
    size_t *order = site_order(site, indicator, &count);
    struct chart_bar *bars = calloc(site->table.count + 1, sizeof *bars);
    bool good = order != NULL && bars != NULL;
    if (good) {
        list_bars(site, indicator, order, count, bars);
        write_chart(site, indicator, sum, bars, out);
    }
    free(order);
    free(bars);
    return good || error_set_memory(err);
}

/* --- the page ----------------------------------------------------------------------------------
 */

static void write_neighbour(const char *name, const struct city_indicator *indicator,
                            struct buffer *out)
{
    if (indicator == NULL)
        return;
    buffer_append_string(out, "<li>");
    markup_text(out, name);
    page_link_indicator(out, "../", indicator);
    buffer_append_string(out, "</li>\n");
}

static void write_neighbours(const struct site *site, size_t index, struct buffer *out)
{
    const struct city_policy *p = site->what->policy;
    buffer_append_string(out, "<nav class=\"neighbours\" aria-label=\"");
    markup_text(out, _("Indicators beside this one"));
    buffer_append_string(out, "\">\n<ul>\n");
    if (index > 0)
        write_neighbour(_("Before: "), city_indicator_at(p, index - 1), out);
    write_neighbour(_("Next: "), city_indicator_at(p, index + 1), out);
    buffer_append_string(out, "</ul>\n</nav>\n");
}

bool site_write_indicator(const struct site *site, size_t index, struct buffer *out,
                          struct error *err)
{
    const struct city_indicator *indicator = city_indicator_at(site->what->policy, index);
    const struct page page = {"../", "", indicator->label[FORM_JA], indicator->heading[FORM_JA]};
    struct city_sum sum;
    if (!city_table_sum(&site->table, site->year, indicator, &sum, err))
        return false;
    page_begin(out, site, &page);
    write_facts(site, indicator, &sum, out);
    if (sum.figures == 0)
        page_paragraph(out, "missing", _("No ward has a figure for this indicator."));
    else if (!write_all_bars(site, indicator, &sum, out, err))
        return false;
    site_write_figures(site, indicator, out);
    if (!site_write_years(site, indicator, out, err))
        return false;
    write_neighbours(site, index, out);
    page_end(out, site, &page);
    return true;
}
