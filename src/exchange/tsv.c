#include "config.h"

#include "exchange/tsv.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/decode.h"
#include "exchange/intake.h"
#include "exchange/tsv_private.h"
#include "exchange/wording.h"
#include "text/i18n.h"

static bool check_cells(struct tsv *t)
{
    for (size_t line = 0; line < table_paste_rows(t->table); line++) {
        for (size_t c = 0; c < table_paste_row_columns(t->table, line); c++) {
            size_t size;
            table_paste_cell(t->table, line, c, &size);
            if (size > TSV_MAX_TEXT)
                return error_set(t->err,
                                 _("Line %zu has a cell of %zu bytes, and no spreadsheet has one "
                                   "that long. Look whether a quote does not close."),
                                 tsv_number(t, line), size);
        }
    }
    return true;
}

static bool check_size(struct tsv *t)
{
    size_t lines = table_paste_rows(t->table), cells = table_paste_columns(t->table);

    if (lines > TSV_MAX_LINES)
        return error_set(t->err,
                         _("This has %zu lines, and a sheet never has more than %d. Copy the "
                           "sheet's table alone."),
                         lines, TSV_MAX_LINES);
    if (cells > TSV_MAX_CELLS)
        return error_set(t->err,
                         _("This has a line of %zu cells, and a sheet never has more than %d. Copy "
                           "the sheet's table alone."),
                         cells, TSV_MAX_CELLS);
    if (cells < 2)
        return error_set(t->err, "%s",
                         _("This is no table: no line has a tab. Copy the cells of the spreadsheet "
                           "and put them into a file, or save it as text with tabs."));
    return check_cells(t);
}

/* Text in columns that are not the form's. */
static void doubt_others(struct tsv *t, size_t line)
{
    for (size_t c = 0; c < table_paste_row_columns(t->table, line); c++) {
        if (tsv_is_blank(tsv_cell(t, line, c)) ||
            (c < t->column_count && t->columns[c].place != TSV_NONE))
            continue;
        tsv_doubt(t, TSV_COLUMN, line, c, _("The column is not the form's; it was not taken."));
    }
}

static bool read_body(struct tsv *t, size_t line)
{
    bool begins, taken = false;

    if (t->columns == NULL && (!tsv_count_columns(t, line) || !tsv_take_aside(t, line, &taken)))
        return false;
    if (taken)
        return true;
    if (!tsv_find_row(t, line, &begins))
        return false;
    if (t->row == TSV_NONE)
        return true;
    doubt_others(t, line);
    return tsv_fill_line(t, line, begins);
}

static bool read_lines(struct tsv *t)
{
    enum { HEADING_LINES = 16 }; /* more than any table has one below the other */
    size_t count = table_paste_rows(t->table);

    t->last_heading = count - 1;
    while (t->last_heading > 0 && !tsv_is_heading(t, t->last_heading))
        t->last_heading--;
    for (size_t line = 0; line < count;) {
        bool taken;
        size_t end = line;
        if (!tsv_take_aside(t, line, &taken))
            return false;
        while (!taken && end < count && end - line < HEADING_LINES && tsv_is_heading(t, end))
            end++;
        bool good = taken || (end > line ? tsv_read_headings(t, line, end) : read_body(t, line));
        if (!good)
            return false;
        line = end > line ? end : line + 1;
    }
    return true;
}

static bool read_table(struct tsv *t)
{
    bool good = check_size(t) && tsv_prepare(t) && read_lines(t) && tsv_finish(t);

    if (good && t->out->doubts.failed)
        good = error_set_memory(t->err);
    tsv_drop_columns(t);
    tsv_prepare_free(t);
    assessment_entries_free(&t->entries);
    return good;
}

/* Around the table: the sheet, and the assessment that it becomes. */
static bool read_text(struct tsv *t, const struct form *form, const struct reference *reference,
                      const struct ward *ward, int year, const struct decoded *text)
{
    if (!sheet_exists(form))
        return error_set(t->err,
                         _("The form %s has no printed sheet, by which cells could be told "
                           "apart."),
                         form_name(form));
    struct sheet *sheet = sheet_read(form, t->err);
    if (sheet == NULL)
        return false;
    t->sheet = sheet;
    t->table = table_paste_read_rows(text->text, text->size);
    if (t->table == NULL)
        error_set_memory(t->err);
    else
        t->a = assessment_new(form, reference, ward, year, t->err);
    t->out->a = t->a;
    bool good = t->a != NULL && read_table(t);
    t->out->lines = t->table == NULL ? 0 : table_paste_rows(t->table);
    table_paste_free(t->table);
    sheet_free(sheet);
    return good;
}

static bool read_intake(const struct form *form, const struct reference *reference,
                        const struct ward *ward, int year, const struct intake *in,
                        enum form_lang lang, struct tsv_result *out, struct error *err)
{
    struct decoded text;
    struct tsv t = {
        .lang = lang, .out = out, .err = err, .row = TSV_NONE, .entries_page = TSV_NONE};

    if (!decode_text(in, &text, err))
        return false;
    out->encoding = text.encoding;
    out->converted = text.converted;
    bool good = read_text(&t, form, reference, ward, year, &text);
    free(text.text);
    if (good)
        tsv_doubts_sort(&out->doubts);
    else
        tsv_result_free(out);
    return good;
}

bool tsv_read(const struct form *form, const struct reference *reference, const struct ward *ward,
              int year, const char *path, enum form_lang lang, struct tsv_result *out,
              struct error *err)
{
    struct intake in = {NULL, 0};

    *out = (struct tsv_result){.a = NULL};
    bool good = intake_read(path, &in, err) &&
                read_intake(form, reference, ward, year, &in, lang, out, err);
    intake_free(&in);
    return good || wording_prefix(err, strcmp(path, "-") == 0 ? _("standard input") : path);
}

bool tsv_read_bytes(const struct form *form, const struct reference *reference,
                    const struct ward *ward, int year, const char *bytes, size_t size,
                    enum form_lang lang, struct tsv_result *out, struct error *err)
{
    const struct intake in = {(char *)(size_t)bytes, size};

    *out = (struct tsv_result){.a = NULL};
    return read_intake(form, reference, ward, year, &in, lang, out, err);
}

void tsv_result_free(struct tsv_result *r)
{
    tsv_doubts_free(&r->doubts);
    assessment_free(r->a);
    *r = (struct tsv_result){.a = NULL};
}
