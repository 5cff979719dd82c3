#include "config.h"

#include "print/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "print/grid.h"
#include "print/lay.h"
#include "print/xlsx_file.h"
#include "text/i18n.h"

static const double PIXELS = 96 / 25.4; /* of a mm */
static const double INCH = 25.4;

/* Like the type of the printed sheet one with kanji twice as wide as digits; there wherever
 * Japanese is read in a spreadsheet. */
static const char FONT[] = "ＭＳ ゴシック";

enum {
    PAPER_A3 = 8,   /* of ECMA-376, 18.3.1.63 */
    NAME_MOST = 31, /* characters of a worksheet's name */
};

struct writing {
    struct content *content;
    const struct print_order *order;
    const char *foot;
    lxw_workbook *book;
    lxw_worksheet *sheet; /* in hand */
    struct grid grid;     /* its content */
    lxw_row_t first;      /* the row of the grid's first */
    lxw_error failed;     /* the first */
    struct error *err;
};

static void note(struct writing *w, lxw_error result)
{
    if (w->failed == LXW_NO_ERROR)
        w->failed = result;
}

/* --- formats ------------------------------------------------------------------------------ */

static lxw_format *make_format(struct writing *w, double size, enum sheet_align align,
                               enum sheet_valign valign, bool ruled)
{
    lxw_format *format = workbook_add_format(w->book);
    format_set_font_name(format, FONT);
    format_set_font_size(format, size);
    format_set_text_wrap(format);
    format_set_align(format, align == SHEET_CENTER  ? LXW_ALIGN_CENTER
                             : align == SHEET_RIGHT ? LXW_ALIGN_RIGHT
                                                    : LXW_ALIGN_LEFT);
    format_set_align(format,
                     valign == SHEET_MIDDLE ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    /* Text, also where it looks like a number or a formula. */
    format_set_num_format(format, "@");
    if (ruled)
        format_set_border(format, LXW_BORDER_THIN);
    return format;
}

/* --- cells --------------------------------------------------------------------------------- */

static void put_cell(struct writing *w, lxw_row_t row, size_t column, size_t rows, size_t columns,
                     const char *text, lxw_format *format)
{
    lxw_row_t last = row + (lxw_row_t)rows - 1;
    lxw_col_t left = (lxw_col_t)column, right = (lxw_col_t)(column + columns - 1);
    if (rows > 1 || columns > 1)
        note(w, worksheet_merge_range(w->sheet, row, left, last, right, text, format));
    else if (*text == '\0')
        note(w, worksheet_write_blank(w->sheet, row, left, format));
    else
        note(w, worksheet_write_string(w->sheet, row, left, text, format));
}

static void put_grid_cell(struct writing *w, const struct grid_cell *cell)
{
    const struct sheet_paper *paper = sheet_paper(w->content->sheet);
    lxw_format *format;
    if (cell->kind == GRID_HEADING)
        format = make_format(w, paper->size, SHEET_CENTER, SHEET_MIDDLE, true);
    else
        format =
            make_format(w, cell->layout->size, cell->layout->align, cell->layout->valign, true);
    if (cell->hidden)
        format_set_top(format, LXW_BORDER_NONE);
    put_cell(w, w->first + (lxw_row_t)cell->row, cell->column, cell->rows, cell->columns,
             cell->hidden ? "" : cell->text, format);
}

/* --- above the table ------------------------------------------------------------------------- */

/* The boxes to sign in, in the columns at the right. */
static void put_boxes(struct writing *w, const struct sheet_approval *approval)
{
    const struct sheet_paper *paper = sheet_paper(w->content->sheet);
    lxw_format *format = make_format(w, paper->size, SHEET_CENTER, SHEET_MIDDLE, true);
    size_t count = approval->count, columns = w->grid.column_count;
    for (size_t i = 0; i < count && count <= columns; i++) {
        const char *label = content_label(w->content, &approval->labels[i]);
        const struct print_box *box = i < w->order->box_count ? &w->order->boxes[i] : NULL;
        char text[256] = "";
        if (box != NULL && *box->name != '\0')
            snprintf(text, sizeof text, "%s\n%s", box->name, box->day);
        put_cell(w, 0, columns - count + i, 1, 1, label == NULL ? "" : label, format);
        put_cell(w, 1, columns - count + i, 1, 1, text, format);
    }
    note(w, worksheet_set_row(w->sheet, 0, paper->pitch * 1.3, NULL));
    note(w,
         worksheet_set_row(w->sheet, 1, approval->height / LAY_POINT - paper->pitch * 1.3, NULL));
    w->first = count > 0 ? 2 : 0;
}

static bool put_lines(struct writing *w)
{
    const struct sheet_page *page = w->grid.page;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct sheet_column *line = page->lines[i];
        const char *text = content_line(w->content, line, w->err);
        if (text == NULL)
            return false;
        if (line->beside && w->first > 0)
            w->first--;
        lxw_format *format = make_format(w, line->size, line->align, SHEET_MIDDLE, false);
        format->text_wrap = LXW_FALSE;
        size_t column = line->align == SHEET_LEFT     ? 0
                        : line->align == SHEET_CENTER ? w->grid.column_count / 2
                                                      : w->grid.column_count - 1;
        put_cell(w, w->first, column, 1, 1, text, format);
        note(w, worksheet_set_row(w->sheet, w->first, line->pitch, NULL));
        w->first++;
    }
    return true;
}

/* --- a worksheet ------------------------------------------------------------------------------ */

/* What a name may not have becomes "_", and a name that is taken gets a number. */
static void find_name(const struct writing *w, char *out, size_t size)
{
    size_t used = 0, characters = 0;
    const char *from = w->grid.name;
    for (; *from != '\0' && used + 8 < size; from++) {
        bool begins = (*from & 0xC0) != 0x80;
        if (begins && ++characters > NAME_MOST - 4)
            break;
        out[used++] = *from;
        if (strchr("[]:*?/\\'", *from) != NULL)
            out[used - 1] = '_';
    }
    out[used] = '\0';
    for (int i = 2; workbook_get_worksheet_by_name(w->book, out) != NULL && i < 100; i++)
        snprintf(out + used, size - used, " %d", i);
}

/* On paper as the form has it: as wide as the paper, headings on every sheet. */
static void set_paper(struct writing *w, lxw_row_t headings)
{
    const struct sheet_paper *paper = sheet_paper(w->content->sheet);
    double margin = paper->margin / INCH;
    lxw_row_t rows = w->first + (lxw_row_t)w->grid.row_count;
    bool lies = paper->width > paper->height;
    char foot[1024];
    worksheet_set_paper(w->sheet, (lies ? paper->width : paper->height) > 400 ? PAPER_A3 : 9);
    if (lies)
        worksheet_set_landscape(w->sheet);
    worksheet_set_margins(w->sheet, margin, margin, margin, margin);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    note(w, worksheet_print_area(w->sheet, 0, 0, rows - 1, (lxw_col_t)(w->grid.column_count - 1)));
    note(w,
         worksheet_repeat_rows(w->sheet, headings, w->first + (lxw_row_t)w->grid.heading_rows - 1));
    worksheet_freeze_panes(w->sheet, w->first + (lxw_row_t)w->grid.heading_rows, 0);
    snprintf(foot, sizeof foot, "&L&6%s&R&6&P/&N", w->foot == NULL ? "" : w->foot);
    note(w, worksheet_set_footer(w->sheet, foot));
}

static void set_sizes(struct writing *w)
{
    for (size_t i = 0; i < w->grid.column_count; i++)
        note(w, worksheet_set_column_pixels(
                    w->sheet, (lxw_col_t)i, (lxw_col_t)i,
                    (uint32_t)(w->grid.page->columns[i]->width * PIXELS + 0.5), NULL));
    for (size_t i = 0; i < w->grid.row_count; i++)
        note(w, worksheet_set_row(w->sheet, w->first + (lxw_row_t)i, w->grid.heights[i] / LAY_POINT,
                                  NULL));
}

static bool write_sheet(struct writing *w, const struct content_spread *spread, size_t page,
                        bool first)
{
    char name[4 * NAME_MOST + 16];
    bool good = grid_make(&w->grid, w->content, spread, page, w->err);
    w->first = 0;
    if (good) {
        find_name(w, name, sizeof name);
        w->sheet = workbook_add_worksheet(w->book, name);
        good = w->sheet != NULL || error_set_memory(w->err);
    }
    if (good && first)
        put_boxes(w, &w->grid.page->approval);
    lxw_row_t headings = w->first;
    good = good && put_lines(w);
    for (size_t i = 0; good && i < w->grid.cell_count; i++)
        put_grid_cell(w, &w->grid.cells[i]);
    if (good) {
        set_sizes(w);
        set_paper(w, headings);
    }
    grid_free(&w->grid);
    return good;
}

/* --- the file ----------------------------------------------------------------------------------
 */

/* The date is the sign-off's; that of the run would make another file each time. */
static void describe(struct writing *w)
{
    struct tm t = {0};
    const struct content_spread *spread = &w->content->spreads[0];
    const struct sheet_page *page = w->content->spread_count > 0 ? spread->layout->pages[0] : NULL;
    char title[1024] = "";
    lxw_doc_properties properties = {.title = title, .created = XLSX_NO_DATE};
    if (page != NULL && page->line_count > 0) {
        const char *text = content_line(w->content, page->lines[0], NULL);
        snprintf(title, 200, "%s", text == NULL ? "" : text);
    }
    if (w->order->signed_at != NULL &&
        sscanf(w->order->signed_at, "%4d-%2d-%2dT%2d:%2d:%2dZ", &t.tm_year, &t.tm_mon, &t.tm_mday,
               &t.tm_hour, &t.tm_min, &t.tm_sec) == 6) {
        t.tm_year -= 1900;
        t.tm_mon -= 1;
        properties.created = timegm(&t);
    }
    note(w, workbook_set_properties(w->book, &properties));
}

static bool write_book(void *with, const char *path)
{
    struct writing *w = with;
    bool good = true, first = true;
    w->book = workbook_new(path);
    if (w->book == NULL)
        return error_set_memory(w->err);
    for (size_t i = 0; good && i < w->content->spread_count; i++) {
        const struct content_spread *spread = &w->content->spreads[i];
        for (size_t k = 0; good && k < spread->layout->page_count; k++, first = false)
            good = write_sheet(w, spread, k, first);
    }
    describe(w);
    note(w, workbook_close(w->book));
    if (good && w->failed != LXW_NO_ERROR)
        return error_set(w->err, _("The spreadsheet cannot be made: %s."), lxw_strerror(w->failed));
    return good;
}

bool xlsx_write(struct content *content, const struct print_order *order, const char *foot,
                struct buffer *out, struct error *err)
{
    struct writing w = {.content = content, .order = order, .foot = foot, .err = err};
    return xlsx_file(write_book, &w, out, err);
}
