#include "store/connection.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "store/failure.h"

bool store_exec(struct store *s, const char *sql, struct error *err)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || store_fail(s, rc, err);
}

bool store_begin(struct store *s, struct error *err)
{
    store_rollback(s);
    return store_exec(s, "BEGIN IMMEDIATE", err);
}

bool store_begin_reading(struct store *s, struct error *err)
{
    store_rollback(s);
    return store_exec(s, "BEGIN", err);
}

bool store_commit(struct store *s, struct error *err)
{
    if (store_exec(s, "COMMIT", err)) {
        return true;
    }
    store_rollback(s);
    return false;
}

void store_rollback(struct store *s)
{
    /* SQLite itself rolls back after some failures (disk full, no memory). */
    if (sqlite3_get_autocommit(s->db)) {
        return;
    }
    if (s->rollback == NULL) { /* still opening: closing would do as well */
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        return;
    }
    sqlite3_step(s->rollback);
    sqlite3_reset(s->rollback);
}

sqlite3_stmt *store_prepare(struct store *s, const char *sql, struct error *err)
{
    sqlite3_stmt *q = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &q, NULL);
    if (rc != SQLITE_OK) {
        store_fail(s, rc, err);
        return NULL;
    }
    return q;
}

static int bind_key(sqlite3_stmt *q, int i, int64_t key)
{
    return key == 0 ? sqlite3_bind_null(q, i) : sqlite3_bind_int64(q, i, key);
}

static int bind_all(sqlite3_stmt *q, const char *types, va_list args)
{
    int rc = SQLITE_OK;
    for (int i = 1; rc == SQLITE_OK && *types != '\0'; i++, types++) {
        switch (*types) {
        case 'i':
            rc = sqlite3_bind_int(q, i, va_arg(args, int));
            break;
        case 'l':
            rc = sqlite3_bind_int64(q, i, va_arg(args, int64_t));
            break;
        case 'k':
            rc = bind_key(q, i, va_arg(args, int64_t));
            break;
        default:
            rc = sqlite3_bind_text(q, i, va_arg(args, const char *), -1, SQLITE_STATIC);
            break;
        }
    }
    return rc;
}

bool store_bind(struct store *s, sqlite3_stmt *q, struct error *err, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    int rc = bind_all(q, types, args);
    va_end(args);
    return rc == SQLITE_OK || store_fail(s, rc, err);
}

static sqlite3_stmt *query(struct store *s, struct error *err, const char *sql, const char *types,
                           va_list args)
{
    sqlite3_stmt *q = store_prepare(s, sql, err);
    int rc = q == NULL ? SQLITE_OK : bind_all(q, types, args);
    if (rc != SQLITE_OK) {
        store_fail(s, rc, err);
        sqlite3_finalize(q);
        return NULL;
    }
    return q;
}

sqlite3_stmt *store_query(struct store *s, struct error *err, const char *sql, const char *types,
                          ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *q = query(s, err, sql, types, args);
    va_end(args);
    return q;
}

bool store_finish(struct store *s, sqlite3_stmt *q, int rc, struct error *err)
{
    if (q == NULL) {
        return false;
    }
    bool good = rc == SQLITE_DONE || rc == SQLITE_ROW || store_fail(s, rc, err);
    sqlite3_finalize(q);
    return good;
}

bool store_each(struct store *s, sqlite3_stmt *q, bool (*take)(void *out, sqlite3_stmt *q),
                void *out, struct error *err)
{
    int rc = SQLITE_OK;
    bool good = true;
    while (good && q != NULL && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = take(out, q) || error_set_memory(err);
    }
    return store_finish(s, q, rc, err) && good;
}

bool store_run(struct store *s, struct error *err, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *q = query(s, err, sql, types, args);
    va_end(args);
    return store_finish(s, q, q == NULL ? SQLITE_OK : sqlite3_step(q), err);
}

bool store_number(struct store *s, struct error *err, int64_t *out, const char *sql,
                  const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *q = query(s, err, sql, types, args);
    va_end(args);
    if (q == NULL) {
        return false;
    }
    int rc = sqlite3_step(q);
    bool there = rc == SQLITE_ROW && sqlite3_column_type(q, 0) != SQLITE_NULL;
    *out = there ? sqlite3_column_int64(q, 0) : 0;
    return store_finish(s, q, rc, err);
}

char *store_text(sqlite3_stmt *q, int column)
{
    if (sqlite3_column_type(q, column) == SQLITE_NULL) {
        return strdup("");
    }
    const char *text = (const char *)sqlite3_column_text(q, column);
    return text == NULL ? NULL : strdup(text);
}

void *store_grow(void *items, size_t count, size_t item_size)
{
    if ((count & (count - 1)) != 0) {
        return items;
    }
    return reallocarray(items, count == 0 ? 1 : count * 2, item_size);
}
