#include "config.h"

#include "city/page.h"

#include <stdio.h>
#include <string.h>

#include "text/i18n.h"
#include "text/markup.h"

/* --- the head --------------------------------------------------------------------------- */

static const struct place {
    const char *file, *label;
} places[] = {
    {"index.html", N_("Overview")},           {"index.html#indicators", N_("Indicators")},
    {"index.html#wards", N_("Wards")},        {"learn.html", N_("Learn from each other")},
    {"rules.html", N_("How it is reckoned")},
};

static void write_navigation(struct buffer *out, const struct page *page)
{
    buffer_append_string(out, "<nav class=\"places\" aria-label=\"");
    markup_text(out, _("Pages of this site"));
    buffer_append_string(out, "\">\n<ul>\n");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        bool here = strcmp(places[i].file, page->name) == 0;
        buffer_append_format(out, "<li><a href=\"%s%s\"%s>", page->root, places[i].file,
                             here ? " aria-current=\"page\"" : "");
        markup_text(out, _(places[i].label));
        buffer_append_string(out, "</a></li>\n");
    }
    buffer_append_string(out, "</ul>\n</nav>\n");
}

static void write_head(struct buffer *out, const struct site *site, const struct page *page)
{
    buffer_append_string(out, "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n"
                              "<meta charset=\"UTF-8\">\n"
                              "<meta name=\"viewport\" content=\"width=device-width, "
                              "initial-scale=1\">\n"
                              "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    markup_text(out, page->title);
    buffer_append_string(out, " | ");
    markup_text(out, site->year_label);
    buffer_append_string(out, " ");
    markup_text(out, site->title);
    buffer_append_format(out,
                         "</title>\n<link rel=\"stylesheet\" href=\"%sstyle.css\">\n</head>\n"
                         "<body>\n<a class=\"skip\" href=\"#content\">",
                         page->root);
    markup_text(out, _("To the content"));
    buffer_append_string(out, "</a>\n");
}

void page_begin(struct buffer *out, const struct site *site, const struct page *page)
{
    write_head(out, site, page);
    buffer_append_string(out, "<header class=\"site\">\n<div class=\"inner\">\n"
                              "<p class=\"publisher\">");
    markup_text(out, site->publisher);
    buffer_append_format(out, "</p>\n<p class=\"policy\"><a href=\"%sindex.html\">", page->root);
    markup_text(out, site->title);
    buffer_append_string(out, "</a></p>\n<p class=\"year\">");
    buffer_append_format(out, _("%s (%d)"), site->year_label, site->year);
    buffer_append_string(out, "</p>\n");
    write_navigation(out, page);
    buffer_append_string(out, "</div>\n</header>\n<main id=\"content\">\n");
    if (*page->above != '\0')
        page_paragraph(out, "above", page->above);
    markup_element(out, "h1", page->title);
}

/* --- the foot ----------------------------------------------------------------------------- */

static void write_download(struct buffer *out, const char *root, const char *file,
                           const char *label)
{
    buffer_append_format(out, "<li><a href=\"%sdata/%s\">", root, file);
    markup_text(out, label);
    buffer_append_string(out, "</a></li>\n");
}

void page_end(struct buffer *out, const struct site *site, const struct page *page)
{
    buffer_append_string(out, "</main>\n<footer class=\"site\">\n<div class=\"inner\">\n"
                              "<section aria-labelledby=\"reading\">\n<h2 id=\"reading\">");
    markup_text(out, _("How to read this"));
    buffer_append_string(out, "</h2>\n");
    page_paragraph(out, "",
                   _("The figures are what each ward handed in. A figure is compared only where "
                     "its wording is the policy's; what a ward measures by itself is listed apart. "
                     "What is missing is said to be missing and is never counted as zero."));
    page_paragraph(out, "",
                   _("Marks by a yardstick are reckoned in the same way for every ward. They stand "
                     "beside the mark that the ward gave itself and do not replace it."));
    buffer_append_string(out, "</section>\n<section aria-labelledby=\"data\">\n<h2 id=\"data\">");
    markup_text(out, _("Data"));
    buffer_append_string(out, "</h2>\n<ul>\n");
    write_download(out, page->root, "figures.csv", _("All figures (CSV, UTF-8)"));
    write_download(out, page->root, "figures.xlsx", _("All figures (Excel)"));
    write_download(out, page->root, "codebook.csv", _("What the columns mean (CSV)"));
    buffer_append_string(out, "</ul>\n<p>");
    buffer_append_format(out, _("Reckoned by the rules and the comparison %s."),
                         city_policy_version(site->what->policy));
    buffer_append_string(out, "</p>\n</section>\n</div>\n</footer>\n</body>\n</html>\n");
}

/* --- tables -------------------------------------------------------------------------------------
 */

void page_table_begin(struct buffer *out, const char *caption, const char *sides,
                      const char *const *heads)
{
    buffer_append_string(out, "<section class=\"wide\" tabindex=\"0\" aria-label=\"");
    markup_text(out, caption);
    buffer_append_string(out, "\">\n<table>\n");
    markup_element(out, "caption", caption);
    buffer_append_string(out, "<thead>\n<tr>\n");
    for (; *sides != '\0'; sides++, heads++) {
        buffer_append_format(out, "<th scope=\"col\"%s>", *sides == 'n' ? " class=\"n\"" : "");
        markup_text(out, *heads);
        buffer_append_string(out, "</th>\n");
    }
    buffer_append_string(out, "</tr>\n</thead>\n<tbody>\n");
}

void page_table_end(struct buffer *out)
{
    buffer_append_string(out, "</tbody>\n</table>\n</section>\n");
}

static void begin_cell(struct buffer *out, const char *class_name)
{
    if (*class_name == '\0')
        buffer_append_string(out, "<td>");
    else
        buffer_append_format(out, "<td class=\"%s\">", class_name);
}

void page_cell(struct buffer *out, const char *class_name, const char *text)
{
    begin_cell(out, class_name);
    markup_lines(out, *text == '\0' ? "―" : text);
    buffer_append_string(out, "</td>\n");
}

void page_number(struct buffer *out, bool known, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", value);
    page_cell(out, "n", known ? text : "");
}

void page_ratio(struct buffer *out, size_t part, size_t whole)
{
    char text[64];
    snprintf(text, sizeof text, "%zu / %zu", part, whole);
    page_cell(out, "n", whole == 0 ? "" : text);
}

void page_change(struct buffer *out, const struct city_figure *f)
{
    double change;
    if (!city_change(f, &change)) {
        page_cell(out, "n", "");
        return;
    }
    buffer_append_format(out, "<td class=\"n\">%s%.6g",
                         change > 0   ? "+"
                         : change < 0 ? "−"
                                      : "±",
                         change < 0 ? -change : change);
    if (f->is.chance) {
        buffer_append_string(out, " <span class=\"aside\">");
        markup_text(out, _("within the sampling error"));
        buffer_append_string(out, "</span>");
    }
    buffer_append_string(out, "</td>\n");
}

void page_mark(struct buffer *out, const struct city_figure *f, size_t yardstick)
{
    if (f->mark[yardstick][0] == '\0') {
        page_cell(out, "mark", "");
        return;
    }
    begin_cell(out, "mark");
    markup_text(out, f->mark[yardstick]);
    if (f->line[yardstick][0] != '\0') {
        buffer_append_string(out, " <span class=\"aside\">");
        markup_text(out, f->line[yardstick]);
        buffer_append_string(out, "</span>");
    }
    buffer_append_string(out, "</td>\n");
}

void page_differs(struct buffer *out, const struct city_figure *f)
{
    buffer_append_string(out, "<td>");
    if (f->differs) {
        buffer_append_string(out, "<span class=\"differs\">");
        markup_text(out, _("differs"));
        buffer_append_string(out, "</span>");
    }
    buffer_append_string(out, "</td>\n");
}

/* --- the rest ------------------------------------------------------------------------------ */

void page_paragraph(struct buffer *out, const char *class_name, const char *text)
{
    if (*class_name == '\0')
        buffer_append_string(out, "<p>");
    else
        buffer_append_format(out, "<p class=\"%s\">", class_name);
    markup_lines(out, text);
    buffer_append_string(out, "</p>\n");
}

void page_link_ward(struct buffer *out, const char *root, const struct city_ward *ward)
{
    buffer_append_format(out, "<a href=\"%swards/", root);
    site_file(out, ward->code);
    buffer_append_string(out, ".html\">");
    markup_text(out, ward->name);
    buffer_append_string(out, "</a>");
}

void page_link_indicator(struct buffer *out, const char *root,
                         const struct city_indicator *indicator)
{
    buffer_append_format(out, "<a href=\"%sindicators/", root);
    site_file(out, indicator->id);
    buffer_append_string(out, ".html\">");
    markup_text(out, indicator->label[FORM_JA]);
    buffer_append_string(out, "</a>");
}
