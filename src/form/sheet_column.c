/* One column of the sheet: what it prints, how wide and how high it is. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/sheet_private.h"
#include "text/buffer.h"
#include "text/i18n.h"

static const double MM_PER_POINT = 25.4 / 72;

/* --- what it prints ------------------------------------------------------------ */

/* "row", "page", "plan/outcome", "text" as one path; "." is the node itself. */
static char *join_path(const struct sheet_reader *reader, const char *first, const char *second,
                       const char *each, const char *ref)
{
    const char *parts[] = {first, second, each, ref};
    struct buffer path = BUFFER_INIT;
    char *joined;

    for (size_t i = 0; i < 4; i++) {
        if (parts[i] && strcmp(parts[i], ".") != 0)
            buffer_append_format(&path, "%s%s", path.size > 0 ? "/" : "", parts[i]);
    }
    joined = buffer_take(&path);
    if (!joined)
        error_set_memory(reader->form->err);
    return joined;
}

/* Two places on one page would be two places to correct. */
static bool check_once(const struct sheet_reader *reader, const xmlNode *element,
                       const struct sheet_column *column)
{
    for (size_t i = 0; i < reader->sheet->column_count; i++) {
        const struct sheet_column *other = reader->sheet->columns[i];

        if (other != column && other->page == column->page && other->path &&
            strcmp(other->path, column->path) == 0)
            return form_refuse(reader->form, element,
                               _("<%s>: %s is on this page in line %d already; take one out"),
                               (const char *)element->name, column->path, other->line);
    }
    return true;
}

static bool read_source(const struct sheet_reader *reader, const xmlNode *element,
                        struct sheet_column *column)
{
    const char *ref = form_xml_attribute(element, "ref");
    const char *each = form_xml_attribute(element, "each");
    bool line = column->place == SHEET_LINE;

    if (!ref == !form_xml_attribute(element, "value"))
        return form_refuse(reader->form, element,
                           _("<%s> must have either a ref or a value, to say what it prints"),
                           (const char *)element->name);
    if (!form_xpath_attribute(reader->form, element, ref ? "ref" : "value", FORM_AT_TIMES,
                              &column->value))
        return false;
    if (each &&
        (!sheet_path_check(reader->form, element, "each", each, false) ||
         !form_xpath_attribute(reader->form, element, "each", FORM_AT_TIMES, &column->each)))
        return false;
    if (!ref)
        return true;
    if ((line || strcmp(ref, ".") != 0) &&
        !sheet_path_check(reader->form, element, "ref", ref, true))
        return false;
    column->path = join_path(reader, line ? NULL : reader->spread_path,
                             line ? NULL : reader->block_path, each, ref);
    return column->path && check_once(reader, element, column);
}

static bool copy_attribute(const struct sheet_reader *reader, const xmlNode *element,
                           const char *name, char **out)
{
    const char *value = form_xml_attribute(element, name);

    *out = strdup(value ? value : "");
    return *out || error_set_memory(reader->form->err);
}

static bool is_true(const xmlNode *element, const char *name)
{
    const char *value = form_xml_attribute(element, name);

    return value && strcmp(value, "true") == 0;
}

static enum sheet_align read_align(const xmlNode *element)
{
    const char *value = form_xml_attribute(element, "align");

    if (value && strcmp(value, "center") == 0)
        return SHEET_CENTER;
    return value && strcmp(value, "right") == 0 ? SHEET_RIGHT : SHEET_LEFT;
}

/* --- a place of any kind --------------------------------------------------------- */

static struct sheet_column *add_column(const struct sheet_reader *reader)
{
    struct sheet *sheet = reader->sheet;
    struct sheet_column **grown = sheet_grow(reader->form, sheet->columns, sheet->column_count,
                                             sizeof(struct sheet_column *));
    struct sheet_column *column;

    if (!grown)
        return NULL;
    sheet->columns = grown;
    column = calloc(1, sizeof(*column));
    if (!column) {
        error_set_memory(reader->form->err);
        return NULL;
    }
    grown[sheet->column_count++] = column;
    return column;
}

static bool read_type(const struct sheet_reader *reader, const xmlNode *element,
                      struct sheet_column *column)
{
    const struct sheet_paper *paper = &reader->sheet->paper;
    double pitch;

    if (!sheet_number(reader->form, element, "size", 1, SHEET_MOST_POINTS, paper->size,
                      &column->size))
        return false;
    /* Larger type without a pitch of its own has its lines apart in proportion. */
    pitch = paper->pitch * column->size / paper->size;
    return sheet_number(reader->form, element, "pitch", 1, SHEET_MOST_POINTS, pitch,
                        &column->pitch);
}

/* NULL with a sentence; the sheet owns it from the first moment on. */
static struct sheet_column *read_place(const struct sheet_reader *reader, xmlNode *element,
                                       enum sheet_place place, const struct sheet_head *head)
{
    const char *valign = form_xml_attribute(element, "valign");
    struct sheet_column *column = add_column(reader);

    if (!column)
        return NULL;
    column->place = place;
    column->page = reader->page;
    column->head = head;
    column->block = place == SHEET_LINE ? NULL : reader->block;
    column->align = read_align(element);
    column->valign = valign && strcmp(valign, "middle") == 0 ? SHEET_MIDDLE : SHEET_TOP;
    column->merge = is_true(element, "merge");
    column->beside = is_true(element, "beside");
    column->lines = 1;
    column->line = (int)xmlGetLineNo(element);
    return read_source(reader, element, column) && read_type(reader, element, column) &&
                   copy_attribute(reader, element, "open", &column->open) &&
                   copy_attribute(reader, element, "close", &column->close) &&
                   form_text_read(reader->form, element, "label", &column->label)
               ? column
               : NULL;
}

void sheet_column_free(struct sheet_column *column)
{
    free(column->path);
    free(column->open);
    free(column->close);
    form_text_clear(&column->label);
    free(column);
}

/* --- a cell, and what goes with it ------------------------------------------------ */

/* characters is written, not reckoned from the width: it is what the originals
 * were counted by, and the width has to keep it. */
static bool read_room(const struct sheet_reader *reader, const xmlNode *element,
                      struct sheet_column *column)
{
    const struct sheet_paper *paper = &reader->sheet->paper;
    double characters;
    double lines;
    double needed;

    if (!sheet_number(reader->form, element, "width", 0.1, SHEET_MOST_MM, 0, &column->width) ||
        !sheet_number(reader->form, element, "characters", 1, SHEET_MOST_CHARACTERS, 0,
                      &characters) ||
        !sheet_number(reader->form, element, "lines", 1, SHEET_MOST_LINES, reader->spread->lines,
                      &lines))
        return false;
    column->columns = (int)(characters * 2);
    column->lines = (int)lines;
    if (column->columns != characters * 2 || column->lines != lines)
        return form_refuse(reader->form, element,
                           _("<column>: characters are counted in halves, lines in whole numbers"));
    needed = characters * column->size * MM_PER_POINT + 2 * paper->padding;
    if (needed > column->width + 0.005)
        return form_refuse(reader->form, element,
                           _("<column> width=\"%s\": %s characters of %g points and the padding "
                             "take %.2f mm; make it wider"),
                           form_xml_attribute(element, "width"),
                           form_xml_attribute(element, "characters"), column->size, needed);
    return true;
}

/* What stands above the text takes the cell's first line. */
static bool read_above(const struct sheet_reader *reader, xmlNode *element,
                       struct sheet_column *column)
{
    struct sheet_column *above;

    if (column->above || column->lines < 2 || column->each)
        return form_refuse(reader->form, element,
                           _("<above> can stand once in a <column> of two lines or more without "
                             "each"));
    above = read_place(reader, element, SHEET_ABOVE, column->head);
    if (!above)
        return false;
    above->width = column->width;
    above->columns = column->columns;
    above->size = column->size;
    above->pitch = column->pitch;
    column->above = above;
    column->lines--;
    return true;
}

static bool read_band(const struct sheet_reader *reader, xmlNode *element,
                      struct sheet_column *column)
{
    if (column->band || column->block)
        return form_refuse(reader->form, element,
                           _("<band> can stand once in a <column> of the row itself"));
    column->band = read_place(reader, element, SHEET_BAND, column->head);
    return column->band != NULL;
}

struct sheet_column *sheet_column_read(struct sheet_reader *reader, xmlNode *element,
                                       const struct sheet_head *head)
{
    struct sheet_column *column = read_place(reader, element, SHEET_CELL, head);

    if (!column || !read_room(reader, element, column))
        return NULL;
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, "above") && !read_above(reader, n, column))
            return NULL;
        if (form_xml_is(n, "band") && !read_band(reader, n, column))
            return NULL;
    }
    return column;
}

bool sheet_line_read(struct sheet_reader *reader, xmlNode *element)
{
    struct sheet_page *page = reader->page;
    struct sheet_column **grown =
        sheet_grow(reader->form, page->lines, page->line_count, sizeof(struct sheet_column *));

    if (!grown)
        return false;
    page->lines = grown;
    grown[page->line_count] = read_place(reader, element, SHEET_LINE, NULL);
    return grown[page->line_count] && ++page->line_count;
}

/* --- the page as a whole ------------------------------------------------------------ */

/* How many half ems a width holds; the little more keeps what comes out even. */
static int count_columns(const struct sheet_paper *paper, const struct sheet_column *column)
{
    double em = column->size * MM_PER_POINT;
    double room = column->width - 2 * paper->padding;
    int columns = (int)(room / em * 2 + 0.001);

    return columns < 2 ? 2 : columns;
}

static double sum_widths(struct sheet_head *head)
{
    head->width = head->column ? head->column->width : 0;
    for (struct sheet_head *child = head->first_child; child; child = child->next)
        head->width += sum_widths(child);
    return head->width;
}

/* A band reaches from behind its column to the edge of the table. */
static void fit_band(const struct sheet_paper *paper, const struct sheet_page *page,
                     struct sheet_column *band)
{
    const struct sheet_column *owner = band->head->column;

    band->width = page->top.width;
    for (size_t i = 0; i < page->column_count; i++) {
        band->width -= page->columns[i]->width;
        if (page->columns[i] == owner)
            break;
    }
    band->columns = count_columns(paper, band);
}

static void fit_line(const struct sheet_paper *paper, struct sheet_column *line)
{
    line->width = paper->width - 2 * paper->margin;
    line->columns = count_columns(paper, line);
}

bool sheet_page_fit(struct sheet_reader *reader, const xmlNode *element)
{
    const struct sheet_paper *paper = &reader->sheet->paper;
    struct sheet_page *page = reader->page;
    double room = paper->width - 2 * paper->margin;

    if (page->column_count == 0)
        return form_refuse(reader->form, element, _("<page> has no <column>; write one"));
    if (sum_widths(&page->top) > room + 0.005)
        return form_refuse(reader->form, element,
                           _("<page>: its columns are %.1f mm wide together, and there are %.1f mm "
                             "between the margins"),
                           page->top.width, room);
    if (page->approval.width * (double)page->approval.count > room)
        return form_refuse(reader->form, element, _("<approval> is wider than the paper"));
    for (size_t i = 0; i < page->column_count; i++) {
        const struct sheet_column *column = page->columns[i];

        if (column->lines * column->pitch * MM_PER_POINT > paper->height - 2 * paper->margin)
            return form_refuse(reader->form, element,
                               _("<page>: the cell of line %d is higher than the paper"),
                               column->line);
    }
    for (size_t i = 0; i < reader->sheet->column_count; i++) {
        struct sheet_column *column = reader->sheet->columns[i];

        if (column->page == page && column->place == SHEET_BAND)
            fit_band(paper, page, column);
        if (column->page == page && column->place == SHEET_LINE)
            fit_line(paper, column);
    }
    return true;
}
