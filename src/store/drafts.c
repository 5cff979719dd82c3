#include <stdlib.h>

#include "store/connection.h"
#include "store/pages.h"
#include "store/store.h"
#include "store/writer.h"
#include "text/i18n.h"

static bool add_draft(struct store *s, const struct store_page *page, const char *author,
                      struct error *err)
{
    char at[STORE_TIME_SIZE];
    return store_now(at, err) &&
           store_run(s, err, "DELETE FROM draft WHERE page = ?1 AND author = ?2", "lt", page->id,
                     author) &&
           store_run(s, err, "INSERT INTO draft (page, author, base, at) VALUES (?1, ?2, ?3, ?4)",
                     "ltkt", page->id, author, page->revision, at);
}

static bool add_draft_fields(struct store *s, int64_t draft, const struct store_page *page,
                             struct error *err)
{
    sqlite3_stmt *q = store_prepare(s,
                                    "INSERT INTO draft_field (draft, ordinal, path, value) "
                                    "VALUES (?1, ?2, ?3, ?4)",
                                    err);
    int rc = SQLITE_OK;
    for (size_t i = 0; q != NULL && i < page->count; i++) {
        if (!store_bind(s, q, err, "lltt", draft, (int64_t)i, page->fields[i].path,
                        page->fields[i].value)) {
            sqlite3_finalize(q);
            return false;
        }
        if ((rc = sqlite3_step(q)) != SQLITE_DONE) {
            break;
        }
        sqlite3_reset(q);
    }
    return store_finish(s, q, rc == SQLITE_OK ? SQLITE_DONE : rc, err);
}

static bool put_draft(struct store *s, const struct store_page *page, const char *author,
                      struct error *err)
{
    return add_draft(s, page, author, err) &&
           add_draft_fields(s, sqlite3_last_insert_rowid(s->db), page, err);
}

bool store_write_place(struct store *s, int64_t assessment, const char *author, const char *place,
                       struct error *err)
{
    return store_run(s, err,
                     "INSERT INTO place (assessment, author, line) VALUES (?1, ?2, ?3) "
                     "ON CONFLICT DO UPDATE SET line = excluded.line",
                     "ltt", assessment, author, place);
}

static bool are_saved(const struct store *s, const struct store_page *pages, size_t count,
                      struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (pages[i].id == 0) {
            return error_set(err, _("%s: a new page has to be saved before a draft of it is kept."),
                             s->path);
        }
    }
    return true;
}

/* Ends what was written, in a transaction like every other. */
static bool end_write(struct store *s, bool good, struct error *err)
{
    if (!good) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

bool store_put_drafts(struct store *s, int64_t assessment, const struct store_page *pages,
                      size_t count, const char *author, const char *place, struct error *err)
{
    if (!are_saved(s, pages, count, err) || !store_begin(s, err)) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        good = put_draft(s, &pages[i], author, err);
    }
    good = good && (place == NULL || store_write_place(s, assessment, author, place, err));
    return end_write(s, good, err);
}

bool store_put_draft(struct store *s, const struct store_page *page, const char *author,
                     struct error *err)
{
    return store_put_drafts(s, 0, page, 1, author, NULL, err);
}

bool store_put_place(struct store *s, int64_t assessment, const char *author, const char *place,
                     struct error *err)
{
    return store_put_drafts(s, assessment, NULL, 0, author, place, err);
}

/* A row for each field, and one with NULL for a draft without fields. */
static const char drafts_sql[] =
    "SELECT p.id, p.parent, p.element, p.position, d.base, f.path, f.value "
    "FROM page p JOIN draft d ON d.page = p.id LEFT JOIN draft_field f ON f.draft = d.id "
    "WHERE p.assessment = ?1 AND p.removed IS NULL AND d.author = ?2 "
    "ORDER BY p.id, f.ordinal";

static bool read_draft_row(void *to, sqlite3_stmt *q)
{
    struct store_page_list *out = to;
    struct store_page *page = out->count == 0 ? NULL : &out->pages[out->count - 1];
    if (page == NULL || page->id != sqlite3_column_int64(q, 0)) {
        page = store_add_page(out, q);
    }
    if (page == NULL) {
        return false;
    }
    bool empty = sqlite3_column_type(q, 5) == SQLITE_NULL;
    return empty || store_add_field(page, q, 5);
}

bool store_read_drafts(struct store *s, int64_t assessment, const char *author,
                       struct store_page_list *out, struct error *err)
{
    *out = (struct store_page_list){0};
    sqlite3_stmt *q = store_query(s, err, drafts_sql, "lt", assessment, author);
    bool good = store_each(s, q, read_draft_row, out, err);
    if (!good) {
        store_page_list_free(out);
    }
    return good;
}

bool store_drop_draft(struct store *s, int64_t page, const char *author, struct error *err)
{
    return store_begin(s, err) &&
           end_write(s,
                     store_run(s, err, "DELETE FROM draft WHERE page = ?1 AND author = ?2", "lt",
                               page, author),
                     err);
}

bool store_read_place(struct store *s, int64_t assessment, const char *author, char **place,
                      struct error *err)
{
    *place = NULL;
    sqlite3_stmt *q =
        store_query(s, err, "SELECT line FROM place WHERE assessment = ?1 AND author = ?2", "lt",
                    assessment, author);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    bool good = true;
    if (rc == SQLITE_ROW) {
        *place = store_text(q, 0);
        good = *place != NULL || error_set_memory(err);
    }
    good = store_finish(s, q, rc, err) && good;
    if (!good) {
        free(*place);
        *place = NULL;
    }
    return good;
}
