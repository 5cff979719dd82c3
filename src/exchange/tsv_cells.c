/* The cells of the table: what stands there, and what of it can be stored. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/allowed.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/utf8.h"

const char *tsv_cell(const struct tsv *t, size_t line, size_t column)
{
    if (column >= table_paste_row_columns(t->table, line))
        return "";
    return table_paste_cell(t->table, line, column, NULL);
}

bool tsv_is_blank(const char *text)
{
    static const char *const blanks[] = {" ", "\t", "\n", "\r", "\u3000", "\u00A0"};

    while (*text != '\0') {
        size_t size = 0;
        for (size_t i = 0; size == 0 && i < sizeof blanks / sizeof *blanks; i++) {
            if (strncmp(text, blanks[i], strlen(blanks[i])) == 0)
                size = strlen(blanks[i]);
        }
        if (size == 0)
            return false;
        text += size;
    }
    return true;
}

size_t tsv_number(const struct tsv *t, size_t line)
{
    return table_paste_row_line(t->table, line);
}

const char *tsv_name(const struct tsv *t, size_t column)
{
    return t->columns != NULL && column < t->column_count ? t->columns[column].name : NULL;
}

void tsv_doubt(struct tsv *t, enum tsv_kind kind, size_t line, size_t column, const char *message)
{
    tsv_doubts_add(&t->out->doubts, kind, tsv_number(t, line), tsv_name(t, column),
                   tsv_cell(t, line, column), "%s", message);
}

static void doubt_quotes(struct tsv *t, size_t line, size_t column)
{
    enum table_quotes quotes = table_paste_quotes(t->table, line, column);

    if (quotes == TABLE_QUOTES_OPEN)
        tsv_doubt(t, TSV_QUOTES, line, column,
                  _("A quote opens here and does not close; it was taken as part of the text."));
    if (quotes == TABLE_QUOTES_NEEDLESS)
        tsv_doubt(t, TSV_QUOTES, line, column,
                  _("The quotes around the text were taken for the spreadsheet's; put them back "
                    "where they are the ward's own."));
}

static void doubt_dropped(struct tsv *t, size_t line, size_t column, size_t dropped, uint32_t first)
{
    const char *cell = tsv_cell(t, line, column);
    char name[64], bytes[5] = "";

    allowed_describe(first, name, sizeof name);
    bytes[utf8_encode(first, bytes)] = '\0';
    const char *found = strstr(cell, bytes);
    size_t place = found == NULL ? 1 : grapheme_count(cell, (size_t)(found - cell)) + 1;
    tsv_doubts_add(&t->out->doubts, TSV_CHARACTER, tsv_number(t, line), tsv_name(t, column), cell,
                   ngettext("%zu character that may not be stored was left out: %s at place %zu.",
                            "%zu characters that may not be stored were left out; the first is %s "
                            "at place %zu.",
                            dropped),
                   dropped, name, place);
}

char *tsv_take_text(struct tsv *t, size_t line, size_t column)
{
    const char *cell = tsv_cell(t, line, column);
    size_t dropped = 0;
    uint32_t first = 0;
    char *text = allowed_filter(cell, strlen(cell), &dropped, &first);

    doubt_quotes(t, line, column);
    if (text != NULL && dropped > 0)
        doubt_dropped(t, line, column, dropped, first);
    if (text == NULL)
        error_set_memory(t->err);
    return text;
}
