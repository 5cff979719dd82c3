#include "text/table_paste.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

struct table_paste {
    char *text;     /* every cell with a NUL behind it */
    size_t *starts; /* where each begins in text; count of them, and the end of text */
    size_t rows, columns;
    bool cells;
};

/* One reading of the block, with a separator, and what it tells of the block. */
struct reader {
    const char *bytes;
    size_t size, at;
    char separator;
    struct buffer text;
    size_t *starts;
    size_t count, room;
    size_t rows, least, most; /* cells of a row */
    size_t in_row;
    bool failed; /* memory */
    bool broken; /* a quote that opens and does not close as it should */
    bool quoted; /* a cell in quotes, */
    bool needed; /* one that needed them */
    bool inner;  /* a separator with something before it in its row */
    bool ends;   /* the last row ends with a line break */
    bool blank;  /* a blank behind a separator */
    bool full_stop;
    bool groups; /* a separator that could group digits */
};

/* The length of a line break at offset; 0 for none. */
static size_t break_at(const struct reader *r, size_t offset)
{
    if (offset >= r->size)
        return 0;
    if (r->bytes[offset] == '\r')
        return offset + 1 < r->size && r->bytes[offset + 1] == '\n' ? 2 : 1;
    return r->bytes[offset] == '\n' ? 1 : 0;
}

static bool ends_cell(const struct reader *r, size_t offset)
{
    return offset >= r->size || r->bytes[offset] == r->separator || break_at(r, offset) > 0;
}

static void begin_cell(struct reader *r)
{
    if (r->count + 1 >= r->room) {
        size_t room = r->room == 0 ? 64 : r->room * 2;
        size_t *starts = realloc(r->starts, room * sizeof *starts);
        if (starts == NULL) {
            r->failed = true;
            return;
        }
        r->starts = starts;
        r->room = room;
    }
    r->starts[r->count++] = r->text.size;
    r->in_row++;
}

static void end_cell(struct reader *r)
{
    buffer_append(&r->text, "", 1);
    r->failed = r->failed || r->text.failed;
}

/* Where the quote that opens at r->at closes, when a cell ends there; else 0. No
 * byte is looked at in vain more than twice: what one search passes over are
 * doubled quotes, and a cell that begins with such ends its own search at once. */
static size_t closing_quote(const struct reader *r)
{
    for (size_t i = r->at + 1; i < r->size; i++) {
        const char *quote = memchr(r->bytes + i, '"', r->size - i);
        if (quote == NULL)
            break;
        i = (size_t)(quote - r->bytes);
        if (i + 1 < r->size && r->bytes[i + 1] == '"')
            i++;
        else
            return ends_cell(r, i + 1) ? i : 0;
    }
    return 0;
}

static void read_quoted(struct reader *r, size_t end)
{
    r->quoted = true;
    for (size_t i = r->at + 1; i < end;) {
        const char *quote = memchr(r->bytes + i, '"', end - i);
        size_t length = quote == NULL ? end - i : (size_t)(quote - (r->bytes + i)) + 1;
        if (quote != NULL || memchr(r->bytes + i, '\n', length) != NULL ||
            memchr(r->bytes + i, '\r', length) != NULL ||
            memchr(r->bytes + i, '\t', length) != NULL)
            r->needed = true;
        buffer_append(&r->text, r->bytes + i, length);
        i += length + (quote != NULL ? 1 : 0);
    }
    r->at = end + 1;
}

static void read_plain(struct reader *r)
{
    static const char full_stop[] = "。";
    size_t start = r->at;
    while (!ends_cell(r, r->at)) {
        if (r->size - r->at >= 3 && memcmp(r->bytes + r->at, full_stop, 3) == 0)
            r->full_stop = true;
        r->at++;
    }
    buffer_append(&r->text, r->bytes + start, r->at - start);
}

static bool is_digit_at(const struct reader *r, size_t offset)
{
    return offset < r->size && r->bytes[offset] >= '0' && r->bytes[offset] <= '9';
}

/* The separator at r->at: what it looks like with its neighbours. */
static void read_separator(struct reader *r)
{
    size_t at = r->at++;
    bool first = at == 0 || r->bytes[at - 1] == '\n' || r->bytes[at - 1] == '\r' ||
                 r->bytes[at - 1] == r->separator;
    r->inner = r->inner || !first;
    if (r->at < r->size && (r->bytes[r->at] == ' ' || r->bytes[r->at] == '\t'))
        r->blank = true;
    if (at > 0 && is_digit_at(r, at - 1) && is_digit_at(r, at + 1) && is_digit_at(r, at + 2) &&
        is_digit_at(r, at + 3) && !is_digit_at(r, at + 4))
        r->groups = true;
}

static void end_row(struct reader *r)
{
    r->least = r->rows == 0 || r->in_row < r->least ? r->in_row : r->least;
    r->most = r->in_row > r->most ? r->in_row : r->most;
    r->rows++;
    r->in_row = 0;
}

static void read_cell(struct reader *r)
{
    begin_cell(r);
    size_t end = r->at < r->size && r->bytes[r->at] == '"' ? closing_quote(r) : 0;
    if (end > 0) {
        read_quoted(r, end);
    } else {
        r->broken = r->broken || (r->at < r->size && r->bytes[r->at] == '"');
        read_plain(r);
    }
    end_cell(r);
}

static void read_all(struct reader *r)
{
    while (!r->failed) {
        read_cell(r);
        if (r->at < r->size && r->bytes[r->at] == r->separator) {
            read_separator(r);
            continue;
        }
        end_row(r);
        size_t length = break_at(r, r->at);
        r->at += length;
        r->ends = length > 0;
        if (r->at >= r->size)
            break;
    }
    if (!r->failed)
        r->starts[r->count] = r->text.size;
}

static void reader_free(struct reader *r)
{
    buffer_free(&r->text);
    free(r->starts);
}

static bool is_rectangle(const struct reader *r)
{
    return r->least == r->most && r->most >= 2;
}

static bool is_by_tabs(const struct reader *r)
{
    if (r->needed)
        return r->least == r->most && r->count >= 2;
    if (!is_rectangle(r) || !r->inner)
        return false;
    return r->rows >= 2 || (!r->full_stop && (r->most >= 3 || r->ends));
}

static bool is_by_commas(const struct reader *r)
{
    if (r->broken || r->blank || !is_rectangle(r))
        return false;
    return r->quoted || (r->rows >= 2 && !r->groups && !r->full_stop);
}

/* Hands what was read over. */
static void take(struct table_paste *t, struct reader *r)
{
    t->starts = r->starts;
    t->rows = r->rows;
    t->columns = r->most;
    r->starts = NULL;
    t->text = buffer_take(&r->text);
}

static bool take_whole(struct table_paste *t, const char *bytes, size_t size)
{
    struct buffer text = BUFFER_INIT;
    buffer_append(&text, bytes, size);
    buffer_append(&text, "", 1);
    t->text = buffer_take(&text);
    t->starts = calloc(2, sizeof *t->starts);
    if (t->text == NULL || t->starts == NULL)
        return false;
    t->starts[1] = size + 1;
    t->rows = t->columns = 1;
    return true;
}

/* Reads the block with one separator; takes it over when it is cells, or the one
 * cell that needed quotes. False when memory is short. */
static bool try(struct table_paste *t, const char *bytes, size_t size, char separator)
{
    struct reader r = {.bytes = bytes, .size = size, .separator = separator, .text = BUFFER_INIT};
    read_all(&r);
    bool done = !r.failed;
    if (done) {
        t->cells = separator == '\t' ? is_by_tabs(&r) : is_by_commas(&r);
        if (t->cells || (separator == '\t' && r.needed && r.count == 1))
            take(t, &r);
    }
    reader_free(&r);
    return done && (t->starts == NULL || t->text != NULL);
}

struct table_paste *table_paste_read(const char *bytes, size_t size)
{
    struct table_paste *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    bool done = try(t, bytes, size, '\t');
    if (done && t->starts == NULL)
        done = try(t, bytes, size, ',');
    if (done && t->starts == NULL)
        done = take_whole(t, bytes, size);
    if (done)
        return t;
    table_paste_free(t);
    return NULL;
}

void table_paste_free(struct table_paste *t)
{
    if (t == NULL)
        return;
    free(t->text);
    free(t->starts);
    free(t);
}

bool table_paste_is_cells(const struct table_paste *t)
{
    return t->cells;
}

size_t table_paste_rows(const struct table_paste *t)
{
    return t->rows;
}

size_t table_paste_columns(const struct table_paste *t)
{
    return t->columns;
}

const char *table_paste_cell(const struct table_paste *t, size_t row, size_t column, size_t *size)
{
    const size_t *start = &t->starts[row * t->columns + column];
    if (size != NULL)
        *size = start[1] - start[0] - 1;
    return t->text + start[0];
}
