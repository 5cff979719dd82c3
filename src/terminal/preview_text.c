#include "config.h"

#include "terminal/preview_text.h"

#include <stdlib.h>
#include <string.h>

#include "text/width.h"

void preview_text_free(struct preview_text *t)
{
    buffer_free(&t->bytes);
    free(t->rows);
    free(t->sheets);
    *t = (struct preview_text){.bytes = BUFFER_INIT};
}

static size_t count_of(const struct buffer *bytes, char wanted)
{
    size_t count = 0;

    for (size_t i = 0; i < bytes->size; i++) {
        count += bytes->data[i] == wanted ? 1 : 0;
    }
    return count;
}

static void add_row(struct preview_text *t, size_t start, size_t end)
{
    struct preview_sheet *sheet = &t->sheets[t->sheet_count - 1];
    int columns = width_of_text(t->bytes.data + start, end - start);

    t->rows[t->row_count++] = (struct preview_row){start, end - start};
    sheet->rows++;
    sheet->columns = columns > sheet->columns ? columns : sheet->columns;
}

static void take_apart(struct preview_text *t)
{
    size_t start = 0;

    t->sheets[t->sheet_count++] = (struct preview_sheet){.first = 0};
    for (size_t i = 0; i < t->bytes.size; i++) {
        if (t->bytes.data[i] == '\f') {
            t->sheets[t->sheet_count++] = (struct preview_sheet){.first = t->row_count};
            start = i + 1;
        } else if (t->bytes.data[i] == '\n') {
            add_row(t, start, i);
            start = i + 1;
        }
    }
}

bool preview_text_take(struct preview_text *t, struct buffer *bytes)
{
    struct preview_text fresh = {.bytes = *bytes};

    *bytes = (struct buffer)BUFFER_INIT;
    fresh.rows = calloc(count_of(&fresh.bytes, '\n') + 1, sizeof(*fresh.rows));
    fresh.sheets = calloc(count_of(&fresh.bytes, '\f') + 1, sizeof(*fresh.sheets));
    if (!fresh.rows || !fresh.sheets || fresh.bytes.failed) {
        preview_text_free(&fresh);
        return false;
    }
    take_apart(&fresh);
    preview_text_free(t);
    *t = fresh;
    return true;
}

const char *preview_text_row(const struct preview_text *t, size_t sheet, size_t row, size_t *size)
{
    *size = 0;
    if (sheet >= t->sheet_count || row >= t->sheets[sheet].rows) {
        return "";
    }
    const struct preview_row *r = &t->rows[t->sheets[sheet].first + row];
    *size = r->size;
    return t->bytes.data + r->start;
}
