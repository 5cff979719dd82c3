#include "store/canonical.h"

#include <sodium.h>
#include <string.h>

enum { TAG_NULL = 0x00, TAG_INTEGER = 0x01, TAG_TEXT = 0x02, TAG_OTHER = 0xFF };

static void append_tagged(struct buffer *b, unsigned char tag, uint64_t value)
{
    unsigned char bytes[9] = {tag};
    for (int i = 8; i > 0; i--, value >>= 8) {
        bytes[i] = (unsigned char)value;
    }
    buffer_append(b, (const char *)bytes, sizeof bytes);
}

static void append_null(struct buffer *b)
{
    buffer_append(b, "\0", 1);
}

static void append_bytes(struct buffer *b, unsigned char tag, const void *bytes, size_t size)
{
    append_tagged(b, tag, size);
    if (size > 0) {
        buffer_append(b, bytes, size);
    }
}

void canonical_integer(struct buffer *b, int64_t value)
{
    append_tagged(b, TAG_INTEGER, (uint64_t)value);
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

void canonical_column(struct buffer *b, sqlite3_stmt *q, int column)
{
    /* The value once, and not the column each time: this is done for every column of
     * every row. It is read at once, as one of a statement may be. */
    sqlite3_value *value = sqlite3_column_value(q, column);
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
