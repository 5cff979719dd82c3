/* The root of a sheet, its spreads and pages, and the headings of a page. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/sheet_private.h"
#include "text/i18n.h"

/* --- headings ------------------------------------------------------------------- */

/* One text more at the end of an array, from the label of the element. */
static bool add_text(const struct sheet_reader *reader, const xmlNode *element,
                     struct form_text **texts, size_t *count)
{
    struct form_text *grown = sheet_grow(reader->form, *texts, *count, sizeof(**texts));

    if (!grown)
        return false;
    *texts = grown;
    return form_text_read(reader->form, element, "label", &grown[(*count)++]);
}

static bool read_legends(const struct sheet_reader *reader, const xmlNode *element,
                         struct sheet_head *head)
{
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, "legend") && !add_text(reader, n, &head->legends, &head->legend_count))
            return false;
    }
    return true;
}

static struct sheet_head *add_head(const struct sheet_reader *reader, struct sheet_head *parent,
                                   enum sheet_head_kind kind)
{
    struct sheet_head **end = &parent->first_child;
    struct sheet_head *head = calloc(1, sizeof(*head));

    if (!head) {
        error_set_memory(reader->form->err);
        return NULL;
    }
    while (*end)
        end = &(*end)->next;
    *end = head;
    head->kind = kind;
    head->parent = parent;
    return head;
}

static bool read_column(struct sheet_reader *reader, xmlNode *element, struct sheet_head *parent)
{
    struct sheet_page *page = reader->page;
    const char *heading = form_xml_attribute(element, "heading");
    struct sheet_head *head = add_head(reader, parent, SHEET_COLUMN);
    struct sheet_column **grown;

    if (!head || !read_legends(reader, element, head))
        return false;
    head->shown = !heading || strcmp(heading, "true") == 0;
    head->column = sheet_column_read(reader, element, head);
    if (!head->column)
        return false;
    grown = sheet_grow(reader->form, page->columns, page->column_count, sizeof(*grown));
    if (!grown)
        return false;
    page->columns = grown;
    grown[page->column_count++] = head->column;
    return true;
}

static bool read_heads(struct sheet_reader *reader, const xmlNode *element,
                       struct sheet_head *parent);

static bool read_group(struct sheet_reader *reader, const xmlNode *element,
                       struct sheet_head *parent)
{
    struct sheet_head *head = add_head(reader, parent, SHEET_GROUP);

    if (!head)
        return false;
    head->shown = true;
    return form_text_read(reader->form, element, "label", &head->label) &&
           read_legends(reader, element, head) && read_heads(reader, element, head) &&
           (head->first_child ||
            form_refuse(reader->form, element, _("<group> has no <column>; write one")));
}

static bool read_block(struct sheet_reader *reader, const xmlNode *element,
                       struct sheet_head *parent)
{
    struct sheet_head *head = add_head(reader, parent, SHEET_BLOCK);
    const char *path = form_xml_attribute(element, "nodeset");
    bool done;

    if (!head || !sheet_path_check(reader->form, element, "nodeset", path, false) ||
        !form_xpath_attribute(reader->form, element, "nodeset", FORM_AT_TIMES, &head->nodeset))
        return false;
    reader->block_path = path;
    reader->block = head;
    done = read_heads(reader, element, head) &&
           (head->first_child ||
            form_refuse(reader->form, element, _("<block> has no <column>; write one")));
    reader->block_path = NULL;
    reader->block = NULL;
    return done;
}

static bool read_heads(struct sheet_reader *reader, const xmlNode *element,
                       struct sheet_head *parent)
{
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (((form_xml_is(n, "group") && !read_group(reader, n, parent)) ||
             (form_xml_is(n, "block") && !read_block(reader, n, parent)) ||
             (form_xml_is(n, "column") && !read_column(reader, n, parent))) &&
            !form_go_on(reader->form))
            return false;
    }
    return true;
}

/* --- pages and spreads -------------------------------------------------------------- */

static bool read_approval(const struct sheet_reader *reader, const xmlNode *element,
                          struct sheet_approval *approval)
{
    if (approval->count > 0)
        return form_refuse(reader->form, element, _("<page> has a second <approval>"));
    if (!sheet_number(reader->form, element, "width", 1, SHEET_MOST_MM, 0, &approval->width) ||
        !sheet_number(reader->form, element, "height", 1, SHEET_MOST_MM, 0, &approval->height))
        return false;
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (!add_text(reader, n, &approval->labels, &approval->count))
            return false;
    }
    return true;
}

static bool name_page(const struct sheet_reader *reader, const xmlNode *element)
{
    const char *id = form_xml_attribute(element, "id");

    for (size_t i = 0; i < reader->sheet->spread_count; i++) {
        const struct sheet_spread *spread = &reader->sheet->spreads[i];

        for (size_t k = 0; k < spread->page_count; k++) {
            const char *other = spread->pages[k]->id;

            if (other && strcmp(other, id) == 0)
                return form_refuse(reader->form, element,
                                   _("<page> id=\"%s\": another page is called so"), id);
        }
    }
    reader->page->id = strdup(id);
    return reader->page->id || error_set_memory(reader->form->err);
}

/* Whether it all has room shows where all of it could be read. */
static bool read_page(struct sheet_reader *reader, const xmlNode *element)
{
    const struct mistakes *all = reader->form->mistakes;
    size_t before = all ? all->count : 0;
    struct sheet_spread *spread = reader->spread;
    struct sheet_page **grown =
        sheet_grow(reader->form, spread->pages, spread->page_count, sizeof(struct sheet_page *));

    if (!grown)
        return false;
    spread->pages = grown;
    reader->page = calloc(1, sizeof(*reader->page));
    if (!reader->page)
        return error_set_memory(reader->form->err);
    grown[spread->page_count++] = reader->page;
    if (!name_page(reader, element))
        return false;
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (((form_xml_is(n, "line") && !sheet_line_read(reader, n)) ||
             (form_xml_is(n, "approval") && !read_approval(reader, n, &reader->page->approval))) &&
            !form_go_on(reader->form))
            return false;
    }
    if (!read_heads(reader, element, &reader->page->top))
        return false;
    return (all && all->count > before) || sheet_page_fit(reader, element);
}

static bool read_spread(struct sheet_reader *reader, xmlNode *element)
{
    struct sheet *sheet = reader->sheet;
    struct sheet_spread *grown =
        sheet_grow(reader->form, sheet->spreads, sheet->spread_count, sizeof(*grown));
    const char *path = form_xml_attribute(element, "nodeset");
    double lines;

    if (!grown)
        return false;
    sheet->spreads = grown;
    reader->spread = &grown[sheet->spread_count++];
    reader->spread_path = path;
    if (!sheet_path_check(reader->form, element, "nodeset", path, false) ||
        !form_xpath_attribute(reader->form, element, "nodeset", FORM_AT_TIMES,
                              &reader->spread->nodeset) ||
        !sheet_number(reader->form, element, "lines", 1, SHEET_MOST_LINES, 0, &lines))
        return false;
    reader->spread->lines = (int)lines;
    const char *empty = form_xml_attribute(element, "empty");
    reader->spread->empty = !empty || strcmp(empty, "true") == 0;
    if (reader->spread->lines != lines)
        return form_refuse(reader->form, element, _("<spread> lines: is not a whole number"));
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (!read_page(reader, n) && !form_go_on(reader->form))
            return false;
    }
    return true;
}

/* --- the root -------------------------------------------------------------------------- */

static bool read_paper(const struct sheet_reader *reader, const xmlNode *root)
{
    struct sheet_paper *paper = &reader->sheet->paper;
    const struct form_reader *form = reader->form;

    return sheet_number(form, root, "width", 20, SHEET_MOST_MM, 0, &paper->width) &&
           sheet_number(form, root, "height", 20, SHEET_MOST_MM, 0, &paper->height) &&
           sheet_number(form, root, "margin", 0, 100, 0, &paper->margin) &&
           sheet_number(form, root, "padding", 0, 20, 0, &paper->padding) &&
           sheet_number(form, root, "size", 1, SHEET_MOST_POINTS, 0, &paper->size) &&
           sheet_number(form, root, "pitch", 1, SHEET_MOST_POINTS, 0, &paper->pitch) &&
           sheet_number(form, root, "legend-size", 1, SHEET_MOST_POINTS, 0, &paper->legend_size);
}

static bool read_unprinted(const struct sheet_reader *reader, const xmlNode *element)
{
    struct sheet *sheet = reader->sheet;
    const char *path = form_xml_attribute(element, "ref");
    struct sheet_unprinted *grown;

    if (!sheet_path_check(reader->form, element, "ref", path, true))
        return false;
    if (sheet_column_of(sheet, path) || sheet_leaves_out(sheet, path))
        return form_refuse(reader->form, element,
                           _("<unprinted> ref=\"%s\": stands further up; take one out"), path);
    grown = sheet_grow(reader->form, sheet->unprinted, sheet->unprinted_count, sizeof(*grown));
    if (!grown)
        return false;
    sheet->unprinted = grown;
    grown[sheet->unprinted_count] =
        (struct sheet_unprinted){strdup(path), (int)xmlGetLineNo(element)};
    return grown[sheet->unprinted_count++].path || error_set_memory(reader->form->err);
}

bool sheet_parts_read(struct sheet_reader *reader, xmlNode *root)
{
    if (!read_paper(reader, root))
        return false;
    for (xmlNode *n = form_xml_element(root->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, "spread") && !read_spread(reader, n) && !form_go_on(reader->form))
            return false;
    }
    for (xmlNode *n = form_xml_element(root->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, "unprinted") && !read_unprinted(reader, n) && !form_go_on(reader->form))
            return false;
    }
    return true;
}
