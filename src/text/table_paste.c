#include "text/table_paste.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

/* Where a row begins. */
struct row_start {
    size_t cell, line;
};

struct table_paste {
    char *text;              /* every cell with a NUL behind it */
    size_t *starts;          /* where each begins in text; count of them, and the end of text */
    unsigned char *quotes;   /* of each cell; NULL: of none */
    struct row_start *begin; /* of each row, and of what would be the next; NULL: a rectangle */
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
    unsigned char *quotes;
    size_t count, room;
    struct row_start *begin; /* only with keeps_rows */
    size_t begin_room;
    bool keeps_rows;
    size_t line;
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

static bool grow_cells(struct reader *r)
{
    size_t room = r->room == 0 ? 64 : r->room * 2;
    size_t *starts = realloc(r->starts, room * sizeof *starts);
    if (starts != NULL)
        r->starts = starts;
    unsigned char *quotes = starts == NULL ? NULL : realloc(r->quotes, room);
    if (quotes == NULL)
        return false;
    r->quotes = quotes;
    r->room = room;
    return true;
}

static void begin_cell(struct reader *r)
{
    if (r->count + 1 >= r->room && !grow_cells(r)) {
        r->failed = true;
        return;
    }
    r->quotes[r->count] = TABLE_QUOTES_NONE;
    r->starts[r->count++] = r->text.size;
    r->in_row++;
}

/* Notes where the next row begins. */
static void begin_row(struct reader *r)
{
    if (!r->keeps_rows || r->failed)
        return;
    if (r->rows >= r->begin_room) {
        size_t room = r->begin_room == 0 ? 64 : r->begin_room * 2;
        struct row_start *begin = realloc(r->begin, room * sizeof *begin);
        if (begin == NULL) {
            r->failed = true;
            return;
        }
        r->begin = begin;
        r->begin_room = room;
    }
    r->begin[r->rows] = (struct row_start){r->count, r->line};
}

/* The line breaks in bytes[from..to) count as lines. */
static void count_lines(struct reader *r, size_t from, size_t to)
{
    size_t length;
    for (size_t i = from; i<to; i += length> 0 ? length : 1) {
        length = break_at(r, i);
        r->line += length > 0 ? 1 : 0;
    }
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
    size_t start = r->at + 1;
    bool needed = false;
    r->quoted = true;
    for (size_t i = r->at + 1; i < end;) {
        const char *quote = memchr(r->bytes + i, '"', end - i);
        size_t length = quote == NULL ? end - i : (size_t)(quote - (r->bytes + i)) + 1;
        if (quote != NULL || memchr(r->bytes + i, '\n', length) != NULL ||
            memchr(r->bytes + i, '\r', length) != NULL ||
            memchr(r->bytes + i, '\t', length) != NULL)
            needed = true;
        buffer_append(&r->text, r->bytes + i, length);
        i += length + (quote != NULL ? 1 : 0);
    }
    if (r->keeps_rows)
        count_lines(r, start, end);
    r->needed = r->needed || needed;
    r->quotes[r->count - 1] = needed || memchr(r->bytes + start, ',', end - start) != NULL
                                  ? TABLE_QUOTES_NEEDED
                                  : TABLE_QUOTES_NEEDLESS;
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
    if (r->failed)
        return;
    bool opens = r->at < r->size && r->bytes[r->at] == '"';
    size_t end = opens ? closing_quote(r) : 0;
    if (end > 0) {
        read_quoted(r, end);
    } else {
        r->broken = r->broken || opens;
        if (opens)
            r->quotes[r->count - 1] = TABLE_QUOTES_OPEN;
        read_plain(r);
    }
    end_cell(r);
}

static void read_all(struct reader *r)
{
    r->line = 1;
    begin_row(r);
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
        r->line++;
        begin_row(r);
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
    free(r->quotes);
    free(r->begin);
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
    t->quotes = r->quotes;
    t->begin = r->begin;
    t->rows = r->rows;
    t->columns = r->most;
    r->starts = NULL;
    r->quotes = NULL;
    r->begin = NULL;
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

struct table_paste *table_paste_read_rows(const char *bytes, size_t size)
{
    struct table_paste *t = calloc(1, sizeof *t);
    struct reader r = {
        .bytes = bytes, .size = size, .separator = '\t', .text = BUFFER_INIT, .keeps_rows = true};
    if (t != NULL)
        read_all(&r);
    bool done = t != NULL && !r.failed;
    if (done) {
        t->cells = true;
        take(t, &r);
        done = t->text != NULL;
    }
    reader_free(&r);
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
    free(t->quotes);
    free(t->begin);
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

static size_t first_of(const struct table_paste *t, size_t row)
{
    return t->begin != NULL ? t->begin[row].cell : row * t->columns;
}

size_t table_paste_row_columns(const struct table_paste *t, size_t row)
{
    return first_of(t, row + 1) - first_of(t, row);
}

size_t table_paste_row_line(const struct table_paste *t, size_t row)
{
    return t->begin[row].line;
}

enum table_quotes table_paste_quotes(const struct table_paste *t, size_t row, size_t column)
{
    return t->quotes == NULL ? TABLE_QUOTES_NONE : t->quotes[first_of(t, row) + column];
}

const char *table_paste_cell(const struct table_paste *t, size_t row, size_t column, size_t *size)
{
    const size_t *start = &t->starts[first_of(t, row) + column];
    if (size != NULL)
        *size = start[1] - start[0] - 1;
    return t->text + start[0];
}
