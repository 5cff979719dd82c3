/*
 * One connection to the file: statements and transactions, with every SQLite
 * result turned into a value and a sentence. It knows no table. Inside the room
 * only.
 */
#ifndef KUSEI_STORE_CONNECTION_H
#define KUSEI_STORE_CONNECTION_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/error.h"

struct store {
    sqlite3 *db;
    char *path;                    /* as the caller gave it, for the sentences */
    sqlite3_stmt *rollback;        /* prepared beforehand: giving up must not need memory */
    struct store_persons *persons; /* of names.h; NULL until it is first asked for one */
};

/* A transaction that will write. BEGIN IMMEDIATE, always: a plain BEGIN takes
 * the lock at the first write, too late to wait for it (SQLITE_BUSY at once).
 * One that could not be given up before, for want of memory, is given up now. */
bool store_begin(struct store *s, struct error *err);
/* One that only reads, so that several queries see the same moment. */
bool store_begin_reading(struct store *s, struct error *err);
/* On disk when it returns true; rolled back when it returns false. */
bool store_commit(struct store *s, struct error *err);
/* Gives up the transaction, if one is open. Does not touch the sentence of
 * what went wrong. */
void store_rollback(struct store *s);

/* Runs statements without parameters. */
bool store_exec(struct store *s, const char *sql, struct error *err);

/* A prepared statement, NULL with a sentence. Finished with store_finish. */
sqlite3_stmt *store_prepare(struct store *s, const char *sql, struct error *err);

/* Binds the parameters from ?1 on: 'i' an int, 'l' an int64_t, 'k' an int64_t
 * key where 0 is NULL, 't' a const char * (NULL is NULL) that must live until
 * the statement was run. */
bool store_bind(struct store *s, sqlite3_stmt *q, struct error *err, const char *types, ...);

/* store_prepare and store_bind in one. */
sqlite3_stmt *store_query(struct store *s, struct error *err, const char *sql, const char *types,
                          ...);

/* Ends a statement whose last step gave rc. True when that was SQLITE_DONE or
 * SQLITE_ROW. q may be NULL (it could not be prepared: false, the sentence is
 * there already). */
bool store_finish(struct store *s, sqlite3_stmt *q, int rc, struct error *err);

/* Runs a query to its end and finishes it: each row is given to `take`, which says
 * false where memory is short. q as in store_finish. */
bool store_each(struct store *s, sqlite3_stmt *q, bool (*take)(void *out, sqlite3_stmt *q),
                void *out, struct error *err);

/* Prepares, binds, runs to its end and finishes a statement without rows. */
bool store_run(struct store *s, struct error *err, const char *sql, const char *types, ...);

/* The first column of the first row as a number; 0 when there is no row or it
 * is NULL. */
bool store_number(struct store *s, struct error *err, int64_t *out, const char *sql,
                  const char *types, ...);

/* A copy of a column's text, "" for NULL. NULL when memory is short. */
char *store_text(sqlite3_stmt *q, int column);

/* Room for one more item behind count items: the array, moved or not; NULL when
 * memory is short (the old one is still there then). Grows at powers of two, so
 * that a list needs no count of its room. */
void *store_grow(void *items, size_t count, size_t item_size);

#endif
