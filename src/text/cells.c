#include "config.h"

#include "text/cells.h"

#include <string.h>

/* No text that may be stored has it (text/allowed.h). */
enum { END = 0x1F };

void cells_put(struct buffer *out, enum cells_kind kind, const char *text)
{
    const char mark = (char)kind, end = END;
    buffer_append(out, &mark, 1);
    buffer_append(out, text, strcspn(text, "\x1F"));
    buffer_append(out, &end, 1);
}

bool cells_next(char *bytes, size_t size, size_t *at, struct cell *out)
{
    char *end = *at >= size ? NULL : memchr(bytes + *at, END, size - *at);
    if (end == NULL || strchr("SHTNR", bytes[*at]) == NULL || bytes[*at] == '\0')
        return false;
    *end = '\0';
    *out = (struct cell){.kind = (enum cells_kind)bytes[*at], .text = bytes + *at + 1};
    *at = (size_t)(end - bytes) + 1;
    return true;
}

void cells_write_field(struct buffer *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        buffer_append_string(out, text);
        return;
    }
    buffer_append_string(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buffer_append_string(out, "\"");
        buffer_append(out, text, 1);
    }
    buffer_append_string(out, "\"");
}

void cells_write_csv(char *bytes, size_t size, struct buffer *out)
{
    struct cell cell;
    size_t at = 0, tables = 0;
    bool first = true;
    while (cells_next(bytes, size, &at, &cell)) {
        if (cell.kind == CELLS_SHEET) {
            if (tables++ > 0)
                return;
        } else if (cell.kind == CELLS_ROW) {
            buffer_append_string(out, "\r\n");
            first = true;
        } else {
            if (!first)
                buffer_append_string(out, ",");
            cells_write_field(out, cell.text);
            first = false;
        }
    }
}
