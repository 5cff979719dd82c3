/*
 * Values as the bytes that are hashed: the canonical form of trail.h. Inside the
 * room only.
 */
#ifndef KUSEI_STORE_CANONICAL_H
#define KUSEI_STORE_CANONICAL_H

#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/trail.h"
#include "text/buffer.h"

/* These append. */
void canonical_integer(struct buffer *b, int64_t value);
/* NULL for a key of 0. */
void canonical_key(struct buffer *b, int64_t key);
/* text may be NULL. */
void canonical_text(struct buffer *b, const char *text);
/* A column of the row a statement stands at, by the type it has there. A type
 * that has no canonical form (a BLOB, a real number) is written as the byte FF
 * and its bytes, which no honest row has: its hash fits nothing. */
void canonical_column(struct buffer *b, sqlite3_stmt *q, int column);

/* --- rows ------------------------------------------------------------------------- */

enum { CANONICAL_COLUMNS = 16 };

/* A row as one run of bytes: what "SELECT gather(?1, a, b, ...)" leaves in the row that
 * is bound as ?1, at each step, in one call for all of its columns. */
struct canonical_row {
    struct buffer bytes;
    size_t starts[CANONICAL_COLUMNS]; /* of each column, and of what would be behind the last */
};

/* Makes the function known to a connection; an SQLite result, as the next. */
int canonical_register(sqlite3 *db);
int canonical_bind(sqlite3_stmt *q, int parameter, struct canonical_row *row);

/* Hashes on with the columns from one on, up to another that is not read any more. */
void canonical_row_hash(const struct canonical_row *row, int from, int end,
                        crypto_hash_sha256_state *state);

/* A column: the number, 0 where it is none; the bytes of a text (or of what has no
 * canonical form), none where it is neither. */
int64_t canonical_row_integer(const struct canonical_row *row, int column);
const char *canonical_row_bytes(const struct canonical_row *row, int column, size_t *size);
bool canonical_row_is_blob(const struct canonical_row *row, int column);
/* Whether it is exactly that text. */
bool canonical_row_is(const struct canonical_row *row, int column, const char *text);
/* The bytes as a text; the caller frees. NULL when memory is short. */
char *canonical_row_copy(const struct canonical_row *row, int column);

/* Hashes what the buffer holds and empties it, keeping its room. False with a
 * sentence where memory was short. */
bool canonical_hash(struct buffer *b, unsigned char out[STORE_HASH_SIZE], struct error *err);

#endif
