/* An indicator ward by ward, and what wards measure in its place. */
#include "config.h"

#include <string.h>

#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"

/* --- ward by ward ---------------------------------------------------------------------------- */

/* To the place on the ward's page that has the figure. */
static void write_place(const struct city_ward *ward, const struct city_entry *entry,
                        const struct city_figure *f, struct buffer *out)
{
    buffer_append_string(out, "<td class=\"place\"><a href=\"../wards/");
    site_file(out, ward->code);
    buffer_append_format(out, ".html#figure-%td\">", f - entry->figures + 1);
    markup_text(out, f->is.page);
    buffer_append_string(out, "</a> <code>");
    markup_text(out, f->is.field);
    buffer_append_string(out, "</code></td>\n");
}

/* Who stands for it, and under which number the city received it. */
static void write_signer(const struct city_entry *entry, struct buffer *out)
{
    buffer_append_string(out, "<td class=\"place\">");
    if (entry->signer == NULL) {
        markup_text(out, "―");
    } else {
        markup_text(out, entry->signer);
        buffer_append_string(out, " <code>");
        markup_text(out, entry->receipt);
        buffer_append_string(out, "</code>");
    }
    buffer_append_string(out, "</td>\n");
}

static void write_figure(const struct site *site, const struct city_indicator *indicator,
                         size_t ward, struct buffer *out)
{
    const struct city_figure *f = site_figure(site, ward, indicator);
    size_t yardsticks = city_policy_comparison(site->what->policy)->yardstick_count;
    const struct city_entry *entry = city_table_entry(&site->table, ward, site->year);
    double target;
    page_cell(out, "n strong", f->is.printed);
    page_cell(out, "n", f->is.previous);
    page_change(out, f);
    page_cell(out, "mark",
              !site_target(indicator, &target) ? ""
              : city_reaches(indicator, f)     ? _("reached")
                                               : _("not yet"));
    page_cell(out, "mark", f->is.judgement);
    for (size_t i = 0; i < yardsticks; i++)
        page_mark(out, f, i);
    page_differs(out, f);
    write_place(&site->table.wards[ward], entry, f, out);
    write_signer(entry, out);
}

static void write_row(const struct site *site, const struct city_indicator *indicator, size_t ward,
                      size_t columns, struct buffer *out)
{
    const char *missing = site_missing(site_standing(site, ward, indicator));
    buffer_append_string(out, "<tr>\n<th scope=\"row\">");
    page_link_ward(out, "../", &site->table.wards[ward]);
    buffer_append_string(out, "</th>\n");
    if (missing == NULL) {
        write_figure(site, indicator, ward, out);
    } else {
        buffer_append_format(out, "<td class=\"missing\" colspan=\"%zu\">", columns - 1);
        markup_text(out, missing);
        buffer_append_string(out, "</td>\n");
    }
    buffer_append_string(out, "</tr>\n");
}

/* --- the wards' own ----------------------------------------------------------------------------
 */

static void write_own(const struct site *site, size_t ward, const struct city_figure *f,
                      struct buffer *out)
{
    const struct city_entry *entry = city_table_entry(&site->table, ward, site->year);
    buffer_append_string(out, "<tr>\n<th scope=\"row\">");
    page_link_ward(out, "../", &site->table.wards[ward]);
    buffer_append_string(out, "</th>\n");
    page_cell(out, "wording", f->is.wording);
    page_cell(out, "mark", f->is.judgement);
    write_place(&site->table.wards[ward], entry, f, out);
    write_signer(entry, out);
    buffer_append_string(out, "</tr>\n");
}

static void write_all_own(const struct site *site, const struct city_indicator *indicator,
                          struct buffer *out)
{
    const char *const heads[] = {_("Ward"), _("What it measures"), _("Ward's mark"),
                                 _("Page and field"), _("Signed off by")};
    const struct city_figure *f;
    bool said = false;
    for (size_t ward = 0; ward < site->table.count; ward++) {
        for (size_t i = 0;
             (f = city_table_own(&site->table, ward, site->year, indicator, i)) != NULL; i++) {
            if (!said) {
                buffer_append_string(out, "<h2 id=\"own\">");
                markup_text(out, _("Measures of the wards' own"));
                buffer_append_string(out, "</h2>\n");
                page_table_begin(out, _("Measures of the wards' own, which cannot be compared"),
                                 "lllll", heads);
            }
            said = true;
            write_own(site, ward, f, out);
        }
    }
    if (said)
        page_table_end(out);
}

void site_write_figures(const struct site *site, const struct city_indicator *indicator,
                        struct buffer *out)
{
    const struct city_policy *p = site->what->policy;
    size_t yardsticks = city_policy_comparison(p)->yardstick_count, count = 0;
    const char *heads[9 + COMPARISON_YARDSTICKS];
    char sides[9 + COMPARISON_YARDSTICKS + 1] = "";
    const char *const first[] = {_("Ward"),   _("Figure"), _("Figure of last year"),
                                 _("Change"), _("Target"), _("Ward's mark")};
    for (; count < sizeof first / sizeof *first; count++)
        heads[count] = first[count];
    for (size_t i = 0; i < yardsticks; i++)
        heads[count++] = city_policy_label(p, i, FORM_JA);
    heads[count++] = _("Marks");
    heads[count++] = _("Page and field");
    heads[count++] = _("Signed off by");
    memset(sides, 'l', count);
    memcpy(sides + 1, "nnn", 3);
    buffer_append_string(out, "<h2 id=\"figures\">");
    markup_text(out, _("Ward by ward"));
    buffer_append_string(out, "</h2>\n");
    page_table_begin(out, _("The figure of every ward"), sides, heads);
    for (size_t i = 0; i < site->table.count; i++)
        write_row(site, indicator, i, count, out);
    page_table_end(out);
    page_paragraph(
        out, "note",
        _("Beside a mark by a yardstick stands the figure that it turns on. \"differs\": "
          "the ward's own mark is another one than that of the first yardstick."));
    write_all_own(site, indicator, out);
}
