#include "store/canonical.h"

#include <endian.h>
#include <sodium.h>
#include <string.h>

enum { TAG_NULL = 0x00, TAG_INTEGER = 0x01, TAG_TEXT = 0x02, TAG_OTHER = 0xFF };

enum { TAG_SIZE = 9 }; /* with the number behind it */

/* A tag and a number, with room for `more` bytes behind them; NULL without room. */
static char *append_tagged(struct buffer *b, unsigned char tag, uint64_t value, size_t more)
{
    char *place = buffer_extend(b, TAG_SIZE + more);
    if (place == NULL) {
        return NULL;
    }
    uint64_t big = htobe64(value);
    *place = (char)tag;
    memcpy(place + 1, &big, sizeof big);
    return place + TAG_SIZE;
}

static void append_null(struct buffer *b)
{
    buffer_append(b, "\0", 1);
}

static void append_bytes(struct buffer *b, unsigned char tag, const void *bytes, size_t size)
{
    char *place = append_tagged(b, tag, size, size);
    if (place != NULL && size > 0) {
        memcpy(place, bytes, size);
    }
}

void canonical_integer(struct buffer *b, int64_t value)
{
    append_tagged(b, TAG_INTEGER, (uint64_t)value, 0);
}

void canonical_key(struct buffer *b, int64_t key)
{
    if (key == 0) {
        append_null(b);
    } else {
        canonical_integer(b, key);
    }
}

void canonical_text(struct buffer *b, const char *text)
{
    if (text == NULL) {
        append_null(b);
    } else {
        append_bytes(b, TAG_TEXT, text, strlen(text));
    }
}

static void append_value(struct buffer *b, sqlite3_value *value)
{
    int type = sqlite3_value_type(value);
    if (type == SQLITE_NULL) {
        append_null(b);
    } else if (type == SQLITE_INTEGER) {
        canonical_integer(b, sqlite3_value_int64(value));
    } else {
        /* The pointer first: asking for it may change how many bytes there are. */
        const void *bytes = type == SQLITE_TEXT ? (const void *)sqlite3_value_text(value)
                                                : sqlite3_value_blob(value);
        int size = sqlite3_value_bytes(value);
        b->failed = b->failed || (bytes == NULL && size > 0);
        append_bytes(b, type == SQLITE_TEXT ? TAG_TEXT : TAG_OTHER, bytes,
                     bytes == NULL ? 0 : (size_t)size);
    }
}

void canonical_column(struct buffer *b, sqlite3_stmt *q, int column)
{
    /* It is read at once, as one of a statement may be. */
    append_value(b, sqlite3_column_value(q, column));
}

/* --- rows ------------------------------------------------------------------------- */

static const char row_type[] = "kusei row";

static void gather(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct canonical_row *row = sqlite3_value_pointer(values[0], row_type);
    (void)context;
    if (row == NULL || count > CANONICAL_COLUMNS) {
        sqlite3_result_error(context, "gather", -1);
        return;
    }
    row->bytes.size = 0;
    for (int i = 1; i < count; i++) {
        row->starts[i - 1] = row->bytes.size;
        append_value(&row->bytes, values[i]);
    }
    row->starts[count - 1] = row->bytes.size;
}

int canonical_register(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "gather", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                      gather, NULL, NULL, NULL);
}

int canonical_bind(sqlite3_stmt *q, int parameter, struct canonical_row *row)
{
    return sqlite3_bind_pointer(q, parameter, row, row_type, NULL);
}

static const char *place_of(const struct canonical_row *row, int column)
{
    return row->bytes.data + row->starts[column];
}

void canonical_row_hash(const struct canonical_row *row, int from, int end,
                        crypto_hash_sha256_state *state)
{
    crypto_hash_sha256_update(state, (const unsigned char *)place_of(row, from),
                              row->starts[end] - row->starts[from]);
}

int64_t canonical_row_integer(const struct canonical_row *row, int column)
{
    const char *place = place_of(row, column);
    uint64_t big;
    if (*place != TAG_INTEGER) {
        return 0;
    }
    memcpy(&big, place + 1, sizeof big);
    return (int64_t)be64toh(big);
}

const char *canonical_row_bytes(const struct canonical_row *row, int column, size_t *size)
{
    size_t all = row->starts[column + 1] - row->starts[column];
    bool has = all >= TAG_SIZE && *place_of(row, column) != TAG_INTEGER;
    *size = has ? all - TAG_SIZE : 0;
    return has ? place_of(row, column) + TAG_SIZE : "";
}

bool canonical_row_is_blob(const struct canonical_row *row, int column)
{
    return (unsigned char)*place_of(row, column) == TAG_OTHER;
}

bool canonical_row_is(const struct canonical_row *row, int column, const char *text)
{
    size_t size, length = strlen(text);
    const char *bytes = canonical_row_bytes(row, column, &size);
    return size == length && memcmp(bytes, text, length) == 0;
}

char *canonical_row_copy(const struct canonical_row *row, int column)
{
    size_t size;
    const char *bytes = canonical_row_bytes(row, column, &size);
    return strndup(bytes, size);
}

bool canonical_hash(struct buffer *b, unsigned char out[STORE_HASH_SIZE], struct error *err)
{
    _Static_assert(STORE_HASH_SIZE == crypto_hash_sha256_BYTES, "SHA-256");
    if (b->failed) {
        buffer_free(b);
        return error_set_memory(err);
    }
    crypto_hash_sha256(out, (const unsigned char *)b->data, b->size);
    b->size = 0;
    return true;
}
