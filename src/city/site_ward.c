/* What a ward handed in. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"

/* --- figures -----------------------------------------------------------------------------------
 */

/* The field as people call it, and its path. */
static bool write_field(const struct assessment *a, const struct city_figure *f, struct buffer *out,
                        struct error *err)
{
    size_t page = assessment_find_page(a, f->is.page);
    char *label =
        page == (size_t)-1 ? strdup("") : assessment_field_label(a, page, f->is.field, FORM_JA);
    if (label == NULL)
        return error_set_memory(err);
    buffer_append_string(out, "<td class=\"place\">");
    markup_text(out, f->is.page);
    buffer_append_string(out, " ");
    markup_text(out, label);
    buffer_append_string(out, "</td>\n");
    free(label);
    return true;
}

static bool write_figure(const struct site *site, size_t ward, const struct city_figure *f,
                         struct buffer *out, struct error *err)
{
    size_t yardsticks = city_policy_comparison(site->what->policy)->yardstick_count;
    const struct city_entry *entry = city_table_entry(&site->table, ward, site->year);
    buffer_append_format(out, "<tr id=\"figure-%td\">\n<th scope=\"row\" class=\"wording\">",
                         f - entry->figures + 1);
    if (f->indicator != NULL)
        page_link_indicator(out, "../", f->indicator);
    else
        markup_text(out, f->is.wording);
    buffer_append_string(out, "</th>\n");
    page_cell(out, "n strong", f->is.printed);
    page_cell(out, "n", f->is.previous);
    page_change(out, f);
    page_cell(out, "mark", f->is.judgement);
    for (size_t i = 0; i < yardsticks; i++)
        page_mark(out, f, i);
    page_differs(out, f);
    bool good = write_field(site->wards[ward].a, f, out, err);
    buffer_append_string(out, "</tr>\n");
    return good;
}

static void list_heads(const struct site *site, const char *first, const char **heads, char *sides)
{
    const struct city_policy *p = site->what->policy;
    size_t count = 0;
    heads[count++] = first;
    heads[count++] = _("Figure");
    heads[count++] = _("Figure of last year");
    heads[count++] = _("Change");
    heads[count++] = _("Ward's mark");
    for (size_t i = 0; i < city_policy_comparison(p)->yardstick_count; i++)
        heads[count++] = city_policy_label(p, i, FORM_JA);
    heads[count++] = _("Marks");
    heads[count++] = _("Page and field");
    memset(sides, 'l', count);
    memcpy(sides + 1, "nnn", 3);
}

/* Those of the indicators, or the ward's own. */
static bool write_figures(const struct site *site, size_t ward, bool own, struct buffer *out,
                          struct error *err)
{
    const char *heads[8 + COMPARISON_YARDSTICKS];
    char sides[8 + COMPARISON_YARDSTICKS + 1] = "";
    const struct city_entry *entry = city_table_entry(&site->table, ward, site->year);
    bool good = true, said = false;
    list_heads(site, own ? _("What it measures") : _("Indicator"), heads, sides);
    for (size_t i = 0; good && i < entry->count; i++) {
        const struct city_figure *f = &entry->figures[i];
        if ((f->indicator == NULL) != own)
            continue;
        if (!said) {
            markup_element(out, "h2",
                           own ? _("Measures of the ward's own") : _("Figures of the indicators"));
            page_table_begin(out,
                             own ? _("Measures of the ward's own, which cannot be compared")
                                 : _("The ward's figures of the indicators"),
                             sides, heads);
        }
        said = true;
        good = write_figure(site, ward, f, out, err);
    }
    if (said)
        page_table_end(out);
    return good;
}

/* --- findings that were kept --------------------------------------------------------------------
 */

static bool write_finding(const struct assessment *a, const struct judged_finding *j,
                          struct buffer *out, struct error *err)
{
    char *title = assessment_page_title(a, j->page, FORM_JA);
    if (title == NULL)
        return error_set_memory(err);
    buffer_append_string(out, "<tr>\n<th scope=\"row\"><a href=\"../rules.html#");
    site_file(out, j->finding->id);
    buffer_append_string(out, "\">");
    markup_text(out, j->finding->id);
    buffer_append_string(out, "</a></th>\n");
    page_cell(out, "place", title);
    page_cell(out, "prose", j->finding->message[FORM_JA]);
    page_cell(out, "prose", j->reason.text);
    buffer_append_string(out, "</tr>\n");
    free(title);
    return true;
}

static bool write_kept(const struct site *site, size_t ward, struct buffer *out, struct error *err)
{
    const char *const heads[] = {_("Rule"), _("Page"), _("What was found"),
                                 _("Why the ward keeps it")};
    const struct judgement *judgement = &site->wards[ward].judgement;
    bool good = true;
    markup_element(out, "h2", _("What was found and kept with a reason"));
    if (judgement->kept == 0) {
        page_paragraph(out, "", _("Nothing was kept with a reason."));
        return true;
    }
    page_table_begin(out, _("Findings that the ward keeps, with its reasons"), "llll", heads);
    for (size_t i = 0; good && i < judgement->count; i++) {
        if (judgement->items[i].kept == JUDGED_KEPT)
            good = write_finding(site->wards[ward].a, &judgement->items[i], out, err);
    }
    page_table_end(out);
    return good;
}

/* --- the page ------------------------------------------------------------------------------ */

static void write_files(const struct site *site, size_t ward, struct buffer *out)
{
    const char *code = site->table.wards[ward].code;
    buffer_append_string(out, "<ul class=\"files\">\n<li><a href=\"");
    site_file(out, code);
    buffer_append_string(out, "-sheet.html\">");
    markup_text(out, _("The official sheet"));
    buffer_append_string(out, "</a></li>\n<li><a href=\"");
    site_file(out, code);
    buffer_append_string(out, ".xml\">");
    markup_text(out, _("The official file (XML)"));
    buffer_append_string(out, "</a></li>\n</ul>\n");
}

static void write_counts(const struct site *site, size_t ward, struct buffer *out)
{
    const struct judgement *j = &site->wards[ward].judgement;
    char text[512];
    snprintf(text, sizeof text,
             _("Area code %s. Version %s of the form. Findings of the rules: %zu errors, %zu "
               "warnings, %zu kept with a reason, %zu hints."),
             site->table.wards[ward].code,
             city_table_entry(&site->table, ward, site->year)->form_version, j->errors, j->warnings,
             j->kept, j->infos);
    page_paragraph(out, "note", text);
}

bool site_write_ward(const struct site *site, size_t ward, struct buffer *out, struct error *err)
{
    const struct page page = {"../", "", site->table.wards[ward].name, _("What the ward reports")};
    bool good = true;
    page_begin(out, site, &page);
    if (site->wards[ward].a == NULL) {
        page_paragraph(out, "missing", _("This ward has not handed in for this year."));
    } else {
        write_counts(site, ward, out);
        write_files(site, ward, out);
        good = write_figures(site, ward, false, out, err) &&
               write_figures(site, ward, true, out, err) && write_kept(site, ward, out, err);
    }
    page_end(out, site, &page);
    return good;
}
