/*
 * Values as the bytes that are hashed: the canonical form of trail.h. Inside the
 * room only.
 */
#ifndef KUSEI_STORE_CANONICAL_H
#define KUSEI_STORE_CANONICAL_H

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

/* Hashes what the buffer holds and empties it, keeping its room. False with a
 * sentence where memory was short. */
bool canonical_hash(struct buffer *b, unsigned char out[STORE_HASH_SIZE], struct error *err);

#endif
