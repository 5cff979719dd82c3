/* What other wards can learn from: what those do whose figure goes well. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/page.h"
#include "text/i18n.h"
#include "text/markup.h"
#include "text/width.h"

enum { MOST_COLUMNS = 280 };

/* --- an initiative ------------------------------------------------------------------------- */

static bool says_nothing(const char *text)
{
    return *text == '\0' || strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0;
}

/* As much of a text as shows what it is about. */
static void write_cut(const char *label, const char *text, struct buffer *out)
{
    size_t size = strlen(text);
    struct buffer part = BUFFER_INIT;
    if (says_nothing(text))
        return;
    size = width_fit(text, size, MOST_COLUMNS, NULL);
    buffer_append(&part, text, size);
    buffer_append_string(out, "<dt>");
    markup_text(out, label);
    buffer_append_string(out, "</dt><dd>");
    if (part.data != NULL)
        markup_lines(out, part.data);
    buffer_append_string(out, text[size] == '\0' ? "" : "…");
    buffer_append_string(out, "</dd>\n");
    out->failed = out->failed || part.failed;
    buffer_free(&part);
}

struct initiative {
    char *about, *content, *results, *title;
};

static bool read_initiative(const struct site *site, size_t ward, const xmlNode *node,
                            struct initiative *out, struct error *err)
{
    const struct assessment *a = site->wards[ward].a;
    const struct comparison *c = city_policy_comparison(site->what->policy);
    out->about = assessment_print(a, c->initiative_place, node, err);
    out->content = out->about == NULL ? NULL : assessment_print(a, c->content, node, err);
    out->results = out->content == NULL ? NULL : assessment_print(a, c->results, node, err);
    if (out->results == NULL)
        return false;
    out->title = assessment_page_title(a, assessment_page_of(a, node), FORM_JA);
    return out->title != NULL || error_set_memory(err);
}

static void clear_initiative(struct initiative *i)
{
    free(i->about);
    free(i->content);
    free(i->results);
    free(i->title);
}

static void write_initiative(const struct site *site, size_t ward, const struct city_figure *figure,
                             const struct initiative *i, struct buffer *out)
{
    buffer_append_string(out, "<li>\n<h3>");
    page_link_ward(out, "", &site->table.wards[ward]);
    buffer_append_string(out, " ");
    markup_text(out, i->title);
    buffer_append_string(out, "</h3>\n<p class=\"aside\">");
    markup_text(out, _("The ward's figure: "));
    markup_text(out, figure->is.printed);
    buffer_append_string(out, "</p>\n<dl>\n");
    write_cut(_("What it does"), i->content, out);
    write_cut(_("What came of it"), i->results, out);
    buffer_append_string(out, "</dl>\n<p><a href=\"wards/");
    site_file(out, site->table.wards[ward].code);
    buffer_append_string(out, "-sheet.html\">");
    buffer_append_format(out, _("Read on in the sheet of %s"), site->table.wards[ward].name);
    buffer_append_string(out, "</a></p>\n</li>\n");
}

/* --- a ward, an indicator ------------------------------------------------------------------ */

static bool write_ward(const struct site *site, size_t ward, const struct city_indicator *indicator,
                       size_t *count, struct buffer *out, struct error *err)
{
    const struct assessment *a = site->wards[ward].a;
    struct assessment_nodes nodes;
    bool good = true;
    if (!assessment_select(a, city_policy_comparison(site->what->policy)->initiatives,
                           xmlDocGetRootElement(assessment_document(a)), &nodes, err))
        return false;
    for (size_t i = 0; good && i < nodes.count; i++) {
        struct initiative found = {NULL, NULL, NULL, NULL};
        good = read_initiative(site, ward, nodes.items[i], &found, err);
        if (good && strcmp(found.about, indicator->about) == 0 && !says_nothing(found.content)) {
            write_initiative(site, ward, site_figure(site, ward, indicator), &found, out);
            ++*count;
        }
        clear_initiative(&found);
    }
    assessment_nodes_free(&nodes);
    return good;
}

/* Whether the first yardstick gives the good mark. */
static bool goes_well(const struct site *site, size_t ward, const struct city_indicator *indicator)
{
    const char *good = city_policy_comparison(site->what->policy)->good;
    const struct city_figure *f = site_figure(site, ward, indicator);
    return site->wards[ward].a != NULL && f != NULL && strcmp(f->mark[0], good) == 0;
}

static bool write_wards(const struct site *site, const struct city_indicator *indicator,
                        size_t *found, struct buffer *out, struct error *err)
{
    size_t count;
    size_t *order = site_order(site, indicator, &count);
    bool good = order != NULL || error_set_memory(err);
    for (size_t i = 0; good && i < count; i++) {
        if (goes_well(site, order[i], indicator))
            good = write_ward(site, order[i], indicator, found, out, err);
    }
    free(order);
    return good;
}

static bool write_indicator(const struct site *site, const struct city_indicator *indicator,
                            struct buffer *out, struct error *err)
{
    struct buffer items = BUFFER_INIT;
    size_t found = 0;
    bool good = write_wards(site, indicator, &found, &items, err);
    if (good && found > 0 && items.data != NULL) {
        buffer_append_string(out, "<section class=\"learn\">\n<h2>");
        page_link_indicator(out, "", indicator);
        buffer_append_string(out, "</h2>\n<details>\n<summary>");
        buffer_append_format(out, _("Show %zu initiatives"), found);
        buffer_append_string(out, "</summary>\n<ul class=\"initiatives\">\n");
        buffer_append(out, items.data, items.size);
        buffer_append_string(out, "</ul>\n</details>\n</section>\n");
    }
    out->failed = out->failed || items.failed;
    buffer_free(&items);
    return good;
}

bool site_write_learn(const struct site *site, struct buffer *out, struct error *err)
{
    const struct city_policy *p = site->what->policy;
    const struct page page = {"", "learn.html", _("Learn from each other"), ""};
    const struct city_indicator *indicator;
    bool good = true;
    page_begin(out, site, &page);
    page_paragraph(out, "lead",
                   _("What the wards do whose figure is on its path to the target or has reached "
                     "it, the best figure first. That the figure goes well does not prove that the "
                     "initiative is why."));
    if (city_policy_comparison(p)->initiatives == NULL)
        page_paragraph(out, "missing", _("The form does not say which pages are initiatives."));
    for (size_t i = 0; good && city_policy_comparison(p)->initiatives != NULL &&
                       (indicator = city_indicator_at(p, i)) != NULL;
         i++)
        good = write_indicator(site, indicator, out, err);
    page_end(out, site, &page);
    return good;
}
