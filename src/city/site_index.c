/* The start of the site: how many wards, every indicator, every ward. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "city/chart.h"
#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"

/* --- in short ------------------------------------------------------------------------------- */

static void write_tile(struct buffer *out, const char *label, size_t part, size_t whole)
{
    buffer_append_string(out, "<div><dt>");
    markup_text(out, label);
    buffer_append_format(out, "</dt><dd><b>%zu</b> / %zu</dd></div>\n", part, whole);
}

/* What the indicators have together. */
struct together {
    size_t measured, figures, reached, judged, differing;
};

static bool add_up(const struct site *site, struct together *out, struct error *err)
{
    const struct city_indicator *indicator;
    *out = (struct together){0};
    for (size_t i = 0; (indicator = city_indicator_at(site->what->policy, i)) != NULL; i++) {
        struct city_sum sum;
        if (!city_table_sum(&site->table, site->year, indicator, &sum, err))
            return false;
        out->measured += sum.figures > 0;
        out->figures += sum.figures;
        out->reached += sum.reached;
        out->judged += sum.judged;
        out->differing += sum.differing;
    }
    return true;
}

static size_t count_indicators(const struct site *site)
{
    size_t count = 0;
    while (city_indicator_at(site->what->policy, count) != NULL)
        count++;
    return count;
}

static bool write_short(const struct site *site, struct buffer *out, struct error *err)
{
    struct together t;
    if (!add_up(site, &t, err))
        return false;
    buffer_append_string(out, "<dl class=\"tiles\">\n");
    write_tile(out, _("Wards that handed in"), site_present(site), site->table.count);
    write_tile(out, _("Indicators with a figure"), t.measured, count_indicators(site));
    write_tile(out, _("Figures that reached the target"), t.reached, t.figures);
    write_tile(out, _("Marks that differ from the first yardstick"), t.differing, t.judged);
    buffer_append_string(out, "</dl>\n");
    return true;
}

static void write_missing(const struct site *site, struct buffer *out)
{
    bool said = false;
    for (size_t i = 0; i < site->table.count; i++) {
        if (city_table_entry(&site->table, i, site->year)->present)
            continue;
        buffer_append_string(out, said ? _(", ") : "<p class=\"missing\">");
        if (!said)
            markup_text(out, _("Not handed in: "));
        markup_text(out, site->table.wards[i].name);
        said = true;
    }
    if (said)
        buffer_append_string(out, "</p>\n");
}

/* --- the indicators -------------------------------------------------------------------------- */

static bool write_strip(const struct site *site, const struct city_indicator *indicator,
                        struct buffer *out, struct error *err)
{
    size_t count;
    double target;
    size_t *order = site_order(site, indicator, &count);
    double *values = calloc(count + 1, sizeof *values);
    if (order == NULL || values == NULL) {
        free(order);
        free(values);
        return error_set_memory(err);
    }
    for (size_t i = 0; i < count; i++)
        values[i] = site_figure(site, order[i], indicator)->value;
    bool has_target = site_target(indicator, &target);
    buffer_append_string(out, "<td class=\"strip\">");
    if (count > 0)
        chart_write_strip(out, values, count, has_target, target);
    buffer_append_string(out, "</td>\n");
    free(order);
    free(values);
    return true;
}

static bool write_row(const struct site *site, const struct city_indicator *indicator,
                      struct buffer *out, struct error *err)
{
    struct city_sum sum;
    const struct comparison *c = city_policy_comparison(site->what->policy);
    if (!city_table_sum(&site->table, site->year, indicator, &sum, err))
        return false;
    buffer_append_string(out, "<tr>\n<th scope=\"row\" class=\"wording\">");
    page_link_indicator(out, "", indicator);
    buffer_append_string(out, "</th>\n");
    page_ratio(out, sum.figures, sum.wards);
    page_number(out, sum.figures > 0, sum.median);
    page_cell(out, "target", indicator->target);
    if (!write_strip(site, indicator, out, err))
        return false;
    page_ratio(out, sum.reached, sum.figures);
    for (size_t i = 0; i < c->yardstick_count; i++)
        page_ratio(out, sum.good[i], sum.marked[i]);
    page_ratio(out, sum.judged_good, sum.judged);
    page_ratio(out, sum.differing, sum.judged);
    buffer_append_string(out, "</tr>\n");
    return true;
}

static void write_group(const struct city_indicator *indicator, bool first, size_t columns,
                        struct buffer *out)
{
    buffer_append_format(out,
                         "%s<tr class=\"group\"><th scope=\"rowgroup\" "
                         "colspan=\"%zu\"><span>",
                         first ? "" : "</tbody>\n<tbody>\n", columns);
    markup_text(out, indicator->heading[FORM_JA]);
    buffer_append_string(out, "</span></th></tr>\n");
}

/* The headings; those of the yardsticks are put together in texts. */
static size_t list_heads(const struct site *site, struct buffer texts[COMPARISON_YARDSTICKS + 1],
                         const char **heads)
{
    const struct comparison *c = city_policy_comparison(site->what->policy);
    size_t count = 0;
    const char *const first[] = {
        _("Indicator"), _("Wards with a figure"),      _("Median"),
        _("Target"),    _("All wards and the target"), _("Reached the target")};
    for (; count < sizeof first / sizeof *first; count++)
        heads[count] = first[count];
    for (size_t i = 0; i <= c->yardstick_count; i++) {
        if (i < c->yardstick_count)
            buffer_append_format(&texts[i], _("%s by %s"), c->good,
                                 city_policy_label(site->what->policy, i, FORM_JA));
        else
            buffer_append_format(&texts[i], _("%s by the wards themselves"), c->good);
        heads[count++] = texts[i].data == NULL ? "" : texts[i].data;
    }
    heads[count++] = _("Marks that differ");
    return count;
}

static bool write_rows(const struct site *site, size_t columns, struct buffer *out,
                       struct error *err)
{
    const struct city_indicator *indicator, *before = NULL;
    bool good = true;
    for (size_t i = 0; good && (indicator = city_indicator_at(site->what->policy, i)) != NULL;
         i++) {
        if (before == NULL || strcmp(before->heading[FORM_JA], indicator->heading[FORM_JA]) != 0)
            write_group(indicator, before == NULL, columns, out);
        good = write_row(site, indicator, out, err);
        before = indicator;
    }
    return good;
}

static bool write_indicators(const struct site *site, struct buffer *out, struct error *err)
{
    struct buffer texts[COMPARISON_YARDSTICKS + 1] = {BUFFER_INIT};
    const char *heads[8 + COMPARISON_YARDSTICKS];
    char sides[8 + COMPARISON_YARDSTICKS + 1] = "lnnll";
    size_t columns = list_heads(site, texts, heads);
    memset(sides + 5, 'n', columns - 5);
    buffer_append_string(out, "<h2 id=\"indicators\">");
    markup_text(out, _("Indicators"));
    buffer_append_string(out, "</h2>\n");
    page_table_begin(out, _("Every indicator over all wards"), sides, heads);
    bool good = write_rows(site, columns, out, err);
    page_table_end(out);
    page_paragraph(out, "note",
                   _("In the column with all wards each point is a ward, the line the target; all "
                     "begin at zero."));
    for (size_t i = 0; i <= COMPARISON_YARDSTICKS; i++) {
        out->failed = out->failed || texts[i].failed;
        buffer_free(&texts[i]);
    }
    return good;
}

/* --- the wards ---------------------------------------------------------------------------------
 */

static void write_wards(const struct site *site, struct buffer *out)
{
    buffer_append_string(out, "<h2 id=\"wards\">");
    markup_text(out, _("Wards"));
    buffer_append_string(out, "</h2>\n<ul class=\"wards\">\n");
    for (size_t i = 0; i < site->table.count; i++) {
        buffer_append_string(out, "<li>");
        page_link_ward(out, "", &site->table.wards[i]);
        if (!city_table_entry(&site->table, i, site->year)->present) {
            buffer_append_string(out, " <span class=\"aside\">");
            markup_text(out, site_missing(CITY_NOT_HANDED_IN));
            buffer_append_string(out, "</span>");
        }
        buffer_append_string(out, "</li>\n");
    }
    buffer_append_string(out, "</ul>\n");
}

bool site_write_index(const struct site *site, struct buffer *out, struct error *err)
{
    const struct page page = {"", "index.html", _("How the wards compare"), ""};
    page_begin(out, site, &page);
    page_paragraph(out, "lead",
                   _("Every ward's progress on the common indicators of the policy: its figure, "
                     "the mark that it gave itself, and the marks by yardsticks that are the same "
                     "for all."));
    if (!write_short(site, out, err))
        return false;
    write_missing(site, out);
    if (!write_indicators(site, out, err))
        return false;
    write_wards(site, out);
    page_end(out, site, &page);
    return true;
}
