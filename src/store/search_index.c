#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "store/failure.h"
#include "store/pages.h"
#include "text/fold.h"
#include "text/utf8.h"

/* The keys are in small letters already, so the tokenizer need not fold. The
 * length of a text (columnsize) only serves rankings, which nobody asks for. Segments
 * are merged sixteen at a time (FTS5, 'automerge'; its default is four): what a new sheet
 * costs then does not grow with those that are there, and a search reads a few more. */
const char search_index_tables[] =
    "CREATE TABLE search_field (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  page INTEGER NOT NULL REFERENCES page,\n"
    "  path TEXT NOT NULL,\n"
    "  key TEXT NOT NULL\n"
    ") STRICT;\n"
    "CREATE INDEX search_field_of_page ON search_field (page);\n"

    "CREATE VIRTUAL TABLE search_word USING fts5 (\n"
    "  key, content = 'search_field', content_rowid = 'id', columnsize = 0,\n"
    "  tokenize = 'trigram case_sensitive 1'\n"
    ");\n"
    "INSERT INTO search_word (search_word, rank) VALUES ('automerge', 16);\n"

    "CREATE TABLE search_state (\n"
    "  whole INTEGER NOT NULL\n"
    ") STRICT;\n"
    "INSERT INTO search_state (whole) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM page);\n";

/* --- what is a text --------------------------------------------------------------- */

/* One character, or a number or code alone: a mark, a page's code. */
static bool is_code(const char *key)
{
    size_t size = strlen(key), digits = strspn(key, "0123456789");
    if (size <= utf8_length(*key) || strspn(key, "0123456789-") == size) {
        return true;
    }
    /* ①ⅰ, 1a: a digit and what tells its kinds apart. */
    return digits == 1 && size <= 3 && strspn(key, "0123456789abcdefghijklmnopqrstuvwxyz") == size;
}

/* The key of a field that is a text; NULL for others, and then *good says whether
 * memory was enough. */
static char *key_of(const struct store_field *field, bool *good)
{
    *good = true;
    if (field->value[0] == '\0' || strchr(field->path, '@') != NULL) {
        return NULL;
    }
    char *key = fold_search_key(field->value);
    *good = key != NULL;
    if (key != NULL && is_code(key)) {
        free(key);
        return NULL;
    }
    return key;
}

static bool is_copy(const struct store_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].path, "@follows") == 0) {
            return fields[i].value[0] != '\0';
        }
    }
    return false;
}

/* --- statements --------------------------------------------------------------------- */

bool search_index_is_fault(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_ERROR: /* a table is missing, or is not as FTS5 made it */
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return true;
    default:
        return false;
    }
}

static const char whole_sql[] = "SELECT count(*) FROM search_state";

bool search_index_is_whole(struct store *s)
{
    int64_t rows;
    return store_number(s, NULL, &rows, whole_sql, "") && rows > 0;
}

static bool prepare(struct search_index *x, struct error *err)
{
    static const char *const sql[] = {
        "SELECT id, path, key FROM search_field WHERE page = ?1 ORDER BY id",
        "INSERT INTO search_field (page, path, key) VALUES (?1, ?2, ?3)",
        "UPDATE search_field SET key = ?2 WHERE id = ?1",
        "DELETE FROM search_field WHERE id = ?1",
        "INSERT INTO search_word (rowid, key) VALUES (?1, ?2)",
        "INSERT INTO search_word (search_word, rowid, key) VALUES ('delete', ?1, ?2)",
    };
    sqlite3_stmt **const statements[] = {&x->read, &x->add,       &x->change,
                                         &x->drop, &x->add_words, &x->drop_words};
    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        *statements[i] = store_prepare(x->s, sql[i], err);
        if (*statements[i] == NULL) {
            x->rc = sqlite3_errcode(x->s->db);
            return false;
        }
    }
    return true;
}

static bool fail_for_memory(struct search_index *x, struct error *err)
{
    x->rc = SQLITE_NOMEM;
    return error_set_memory(err);
}

/* Runs a statement without rows to its end; it can then be run again. */
static bool run(struct search_index *x, sqlite3_stmt *q, struct error *err)
{
    x->rc = sqlite3_step(q);
    bool good = x->rc == SQLITE_DONE || store_fail(x->s, x->rc, err);
    sqlite3_reset(q);
    return good;
}

static bool exec(struct search_index *x, const char *sql, struct error *err)
{
    bool good = store_exec(x->s, sql, err);
    x->rc = good ? SQLITE_OK : sqlite3_errcode(x->s->db);
    return good;
}

static bool bind(struct search_index *x, bool bound)
{
    x->rc = bound ? SQLITE_OK : sqlite3_errcode(x->s->db);
    return bound;
}

/* --- one page ------------------------------------------------------------------------- */

/* What the index has of a page. */
struct row {
    int64_t id;
    char *path, *key;
    bool stays;
};

struct rows {
    struct row *items;
    size_t count;
};

static void free_rows(struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->items[i].path);
        free(rows->items[i].key);
    }
    free(rows->items);
}

static bool add_row(struct rows *rows, sqlite3_stmt *q)
{
    struct row *items = store_grow(rows->items, rows->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    rows->items = items;
    struct row *row = &items[rows->count++];
    *row = (struct row){sqlite3_column_int64(q, 0), store_text(q, 1), store_text(q, 2), false};
    return row->path != NULL && row->key != NULL;
}

static bool read_rows(struct search_index *x, int64_t page, struct rows *rows, struct error *err)
{
    if (!bind(x, store_bind(x->s, x->read, err, "l", page))) {
        return false;
    }
    bool good = true;
    while (good && (x->rc = sqlite3_step(x->read)) == SQLITE_ROW) {
        good = add_row(rows, x->read) || fail_for_memory(x, err);
    }
    good = good && (x->rc == SQLITE_DONE || store_fail(x->s, x->rc, err));
    sqlite3_reset(x->read);
    return good;
}

static bool add_field(struct search_index *x, int64_t page, const char *path, const char *key,
                      struct error *err)
{
    return bind(x, store_bind(x->s, x->add, err, "ltt", page, path, key)) && run(x, x->add, err) &&
           bind(x, store_bind(x->s, x->add_words, err, "lt", sqlite3_last_insert_rowid(x->s->db),
                              key)) &&
           run(x, x->add_words, err);
}

static bool drop_words(struct search_index *x, const struct row *row, struct error *err)
{
    return bind(x, store_bind(x->s, x->drop_words, err, "lt", row->id, row->key)) &&
           run(x, x->drop_words, err);
}

static bool change_field(struct search_index *x, const struct row *row, const char *key,
                         struct error *err)
{
    return drop_words(x, row, err) &&
           bind(x, store_bind(x->s, x->change, err, "lt", row->id, key)) &&
           run(x, x->change, err) &&
           bind(x, store_bind(x->s, x->add_words, err, "lt", row->id, key)) &&
           run(x, x->add_words, err);
}

static struct row *find_row(struct rows *rows, const char *path)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->items[i].stays && strcmp(rows->items[i].path, path) == 0) {
            return &rows->items[i];
        }
    }
    return NULL;
}

static bool put_field(struct search_index *x, int64_t page, struct rows *rows,
                      const struct store_field *field, struct error *err)
{
    bool good;
    char *key = key_of(field, &good);
    if (!good) {
        return fail_for_memory(x, err);
    }
    if (key == NULL) {
        return true;
    }
    struct row *row = find_row(rows, field->path);
    if (row == NULL) {
        good = add_field(x, page, field->path, key, err);
    } else {
        row->stays = true;
        good = strcmp(row->key, key) == 0 || change_field(x, row, key, err);
    }
    free(key);
    return good;
}

static bool drop_gone(struct search_index *x, const struct rows *rows, struct error *err)
{
    bool good = true;
    for (size_t i = 0; good && i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        good = row->stays ||
               (drop_words(x, row, err) && bind(x, store_bind(x->s, x->drop, err, "l", row->id)) &&
                run(x, x->drop, err));
    }
    return good;
}

static bool put_page(struct search_index *x, int64_t page, const struct store_field *fields,
                     size_t count, struct error *err)
{
    struct rows rows = {NULL, 0};
    bool good = (x->read != NULL || prepare(x, err)) && read_rows(x, page, &rows, err);
    if (is_copy(fields, count)) {
        count = 0;
    }
    for (size_t i = 0; good && i < count; i++) {
        good = put_field(x, page, &rows, &fields[i], err);
    }
    good = good && drop_gone(x, &rows, err);
    free_rows(&rows);
    return good;
}

static void finish(struct search_index *x)
{
    sqlite3_finalize(x->read);
    sqlite3_finalize(x->add);
    sqlite3_finalize(x->change);
    sqlite3_finalize(x->drop);
    sqlite3_finalize(x->add_words);
    sqlite3_finalize(x->drop_words);
    x->read = x->add = x->change = x->drop = x->add_words = x->drop_words = NULL;
}

/* After a failure: where only the index is at fault the transaction goes on
 * without it. */
static bool give_up(struct search_index *x, struct error *err)
{
    finish(x);
    if (!search_index_is_fault(x->rc)) {
        return false;
    }
    x->on = false;
    /* A table that is not there says the same. */
    return exec(x, "DELETE FROM search_state", err) || search_index_is_fault(x->rc);
}

bool search_index_begin(struct search_index *x, struct store *s, struct error *err)
{
    int64_t rows = 0;
    *x = (struct search_index){.s = s};
    bool good = store_number(s, err, &rows, whole_sql, "");
    x->on = good && rows > 0;
    return good || search_index_is_fault(sqlite3_errcode(s->db));
}

bool search_index_page(struct search_index *x, int64_t page, const struct store_field *fields,
                       size_t count, struct error *err)
{
    return !x->on || put_page(x, page, fields, count, err) || give_up(x, err);
}

/* FTS5 writes out what it has gathered at a savepoint. At the commit it would be
 * too late to do without the index. */
static bool write_out(struct search_index *x, struct error *err)
{
    return exec(x, "SAVEPOINT search_index; RELEASE search_index", err);
}

bool search_index_end(struct search_index *x, bool good, struct error *err)
{
    finish(x);
    if (!good || !x->on) {
        return good;
    }
    return write_out(x, err) || give_up(x, err);
}

/* --- all of it ------------------------------------------------------------------------ */

static const char newest_sql[] =
    "SELECT p.id, f.path, f.value FROM page p JOIN field f "
    "ON f.revision = (SELECT max(r.id) FROM revision r WHERE r.page = p.id) "
    "WHERE p.removed IS NULL ORDER BY p.id, f.ordinal";

/* The page that was read is whole. */
static bool fill_page(struct search_index *x, struct store_page *page, struct error *err)
{
    bool good = page->id == 0 || put_page(x, page->id, page->fields, page->count, err);
    store_page_clear(page);
    return good;
}

static bool fill_row(struct search_index *x, struct store_page *page, sqlite3_stmt *q,
                     struct error *err)
{
    int64_t id = sqlite3_column_int64(q, 0);
    if (page->id != id && !fill_page(x, page, err)) {
        return false;
    }
    page->id = id;
    return store_add_field(page, q, 1) || fail_for_memory(x, err);
}

static bool fill(struct search_index *x, struct error *err)
{
    struct store_page page = {0};
    sqlite3_stmt *q = store_prepare(x->s, newest_sql, err);
    int rc = SQLITE_OK;
    bool good = q != NULL;
    while (good && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        good = fill_row(x, &page, q, err);
    }
    good = good && fill_page(x, &page, err);
    store_page_clear(&page);
    finish(x);
    if (!good) {
        sqlite3_finalize(q);
        return false;
    }
    return store_finish(x->s, q, rc, err) &&
           exec(x, "DELETE FROM search_state; INSERT INTO search_state (whole) VALUES (1)", err);
}

/* SQLite drops a virtual table only after it has opened it, which FTS5 refuses
 * where its own tables are damaged. So it is struck from the list of tables. */
static bool drop_by_force(struct store *s, struct error *err)
{
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
    bool good = store_exec(s,
                           "DELETE FROM sqlite_schema WHERE name = 'search_word';"
                           "PRAGMA writable_schema = RESET",
                           err);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return good;
}

static bool drop_tables(struct search_index *x, struct error *err)
{
    if (!exec(x, "DROP TABLE IF EXISTS search_word", err) &&
        !(search_index_is_fault(x->rc) && drop_by_force(x->s, err))) {
        return false;
    }
    return exec(x,
                "DROP TABLE IF EXISTS search_word_data;"
                "DROP TABLE IF EXISTS search_word_idx;"
                "DROP TABLE IF EXISTS search_word_config;"
                "DROP TABLE IF EXISTS search_field;"
                "DROP TABLE IF EXISTS search_state",
                err);
}

/* The content anew, in the tables that are there or in new ones. */
static bool make(struct search_index *x, bool new_tables, struct error *err)
{
    if (!store_begin(x->s, err)) {
        return false;
    }
    bool good = new_tables ? drop_tables(x, err) && exec(x, search_index_tables, err)
                           : exec(x,
                                  "DELETE FROM search_field;"
                                  "INSERT INTO search_word (search_word) VALUES ('delete-all')",
                                  err);
    if (!good || !fill(x, err) || !write_out(x, err)) {
        store_rollback(x->s);
        return false;
    }
    return store_commit(x->s, err);
}

/* Tables that are there are kept where they can be: other programs need not read
 * the schema again, and a change of it cannot be given up without memory. */
bool search_index_make(struct store *s, struct error *err)
{
    struct search_index x = {.s = s};
    return make(&x, false, err) || (search_index_is_fault(x.rc) && make(&x, true, err));
}
