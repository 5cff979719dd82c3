#include "config.h"

#include "print/xlsx_cells.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "print/xlsx_file.h"
#include "text/cells.h"
#include "text/i18n.h"

enum { COLUMN_WIDTH = 16, MOST_COLUMNS = 256 };

struct writing {
    char *bytes;
    size_t size;
    lxw_workbook *book;
    lxw_worksheet *sheet; /* in hand */
    lxw_format *heading, *text;
    lxw_row_t row;
    lxw_col_t column, columns; /* of this row; of the widest one */
    lxw_error failed;          /* the first */
    struct error *err;
};

static void note(struct writing *w, lxw_error result)
{
    if (w->failed == LXW_NO_ERROR)
        w->failed = result;
}

/* What there is to do when all rows of a worksheet are in it. */
static void finish_sheet(struct writing *w)
{
    if (w->sheet == NULL || w->row == 0 || w->columns == 0)
        return;
    note(w, worksheet_set_column(w->sheet, 0, (lxw_col_t)(w->columns - 1), COLUMN_WIDTH, NULL));
    worksheet_freeze_panes(w->sheet, 1, 0);
    note(w, worksheet_autofilter(w->sheet, 0, 0, w->row - 1, (lxw_col_t)(w->columns - 1)));
    note(w, worksheet_repeat_rows(w->sheet, 0, 0));
    worksheet_set_landscape(w->sheet);
}

static void begin_sheet(struct writing *w, const char *name)
{
    finish_sheet(w);
    w->sheet = workbook_add_worksheet(w->book, name);
    w->row = 0;
    w->column = w->columns = 0;
}

static void put_number(struct writing *w, const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (*text == '\0')
        return;
    if (*end == '\0')
        note(w, worksheet_write_number(w->sheet, w->row, w->column, value, NULL));
    else
        note(w, worksheet_write_string(w->sheet, w->row, w->column, text, w->text));
}

static void put_cell(struct writing *w, const struct cell *cell)
{
    if (cell->kind == CELLS_ROW) {
        w->row++;
        w->column = 0;
        return;
    }
    if (cell->kind == CELLS_NUMBER)
        put_number(w, cell->text);
    else if (*cell->text != '\0')
        note(w, worksheet_write_string(w->sheet, w->row, w->column, cell->text,
                                       cell->kind == CELLS_HEADING ? w->heading : w->text));
    w->column++;
    if (w->column > w->columns)
        w->columns = w->column;
}

static bool put_cells(struct writing *w)
{
    struct cell cell;
    size_t at = 0;
    while (cells_next(w->bytes, w->size, &at, &cell)) {
        if (cell.kind == CELLS_SHEET)
            begin_sheet(w, cell.text);
        if (w->sheet == NULL || w->column >= MOST_COLUMNS)
            return false;
        if (cell.kind != CELLS_SHEET)
            put_cell(w, &cell);
    }
    finish_sheet(w);
    return at == w->size && w->sheet != NULL;
}

static void make_formats(struct writing *w)
{
    w->heading = workbook_add_format(w->book);
    format_set_bold(w->heading);
    format_set_text_wrap(w->heading);
    format_set_align(w->heading, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(w->heading, LXW_BORDER_THIN);
    /* Text, also where it looks like a number or a formula. */
    w->text = workbook_add_format(w->book);
    format_set_num_format(w->text, "@");
}

static bool write_book(void *with, const char *path)
{
    struct writing *w = with;
    lxw_doc_properties properties = {.created = XLSX_NO_DATE};
    w->book = workbook_new(path);
    if (w->book == NULL)
        return error_set_memory(w->err);
    make_formats(w);
    bool good = put_cells(w);
    note(w, workbook_set_properties(w->book, &properties));
    note(w, workbook_close(w->book));
    if (!good)
        return error_set(w->err, _("What is to be printed is no table. Install kusei again."));
    if (w->failed != LXW_NO_ERROR)
        return error_set(w->err, _("The spreadsheet cannot be made: %s."), lxw_strerror(w->failed));
    return true;
}

bool xlsx_write_cells(char *bytes, size_t size, struct buffer *out, struct error *err)
{
    struct writing w = {.bytes = bytes, .size = size, .err = err};
    return xlsx_file(write_book, &w, out, err);
}
