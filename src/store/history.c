#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/pages.h"
#include "store/store.h"

/* Whole revisions, a page at a time, oldest first; a row for each field, and
 * one with NULL for a revision without fields. */
static const char history_sql[] =
    "SELECT r.id, r.page, r.at, r.author, r.action, f.path, f.value "
    "FROM page p JOIN revision r ON r.page = p.id LEFT JOIN field f ON f.revision = r.id "
    "WHERE p.assessment = ?1 AND (?2 IS NULL OR p.id = ?2) "
    "ORDER BY r.page, r.id, f.ordinal";

/* The revision being read and the one before it, as the rows come. Only the
 * fields of the two are used. */
struct reading {
    struct store_history *history;
    struct store_page older, newer;
};

static void free_change(struct store_change *c)
{
    free(c->path);
    free(c->old_value);
    free(c->new_value);
}

void store_history_free(struct store_history *h)
{
    for (size_t i = 0; i < h->count; i++) {
        struct store_revision *r = &h->revisions[i];
        for (size_t k = 0; k < r->count; k++) {
            free_change(&r->changes[k]);
        }
        free(r->changes);
        free(r->at);
        free(r->author);
        free(r->action);
    }
    free(h->revisions);
    *h = (struct store_history){0};
}

/* --- what changed from one revision to the next --------------------------------- */

static char *copy(const char *text)
{
    return text == NULL ? NULL : strdup(text);
}

static bool add_change(struct store_revision *r, const char *path, const char *old_value,
                       const char *new_value)
{
    struct store_change *changes = store_grow(r->changes, r->count, sizeof *changes);
    if (changes == NULL) {
        return false;
    }
    r->changes = changes;
    struct store_change *c = &changes[r->count++];
    *c = (struct store_change){strdup(path), copy(old_value), copy(new_value)};
    return c->path != NULL && (old_value == NULL || c->old_value != NULL) &&
           (new_value == NULL || c->new_value != NULL);
}

static int compare_paths(const void *a, const void *b)
{
    const struct store_field *const *x = a;
    const struct store_field *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

/* The fields of a page by path. NULL when memory is short. */
static const struct store_field **sort_fields(const struct store_page *page)
{
    const struct store_field **sorted = calloc(page->count + 1, sizeof(struct store_field *));
    if (sorted == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < page->count; i++) {
        sorted[i] = &page->fields[i];
    }
    qsort(sorted, page->count, sizeof(struct store_field *), compare_paths);
    return sorted;
}

/* The value at the path of field; NULL when there is none. */
static const char *find_value(const struct store_field **sorted, size_t count,
                              const struct store_field *field)
{
    const struct store_field **found =
        bsearch(&field, sorted, count, sizeof(struct store_field *), compare_paths);
    return found == NULL ? NULL : (*found)->value;
}

/* In the page's own order; what is no longer there comes last. */
static bool add_changes(struct store_revision *r, const struct store_page *older,
                        const struct store_page *newer)
{
    const struct store_field **before = sort_fields(older);
    const struct store_field **after = sort_fields(newer);
    bool good = before != NULL && after != NULL;
    for (size_t i = 0; good && i < newer->count; i++) {
        const struct store_field *f = &newer->fields[i];
        const char *old_value = find_value(before, older->count, f);
        if (old_value == NULL || strcmp(old_value, f->value) != 0) {
            good = add_change(r, f->path, old_value, f->value);
        }
    }
    for (size_t i = 0; good && i < older->count; i++) {
        const struct store_field *f = &older->fields[i];
        if (find_value(after, newer->count, f) == NULL) {
            good = add_change(r, f->path, f->value, NULL);
        }
    }
    free(before);
    free(after);
    return good;
}

/* --- reading ---------------------------------------------------------------------- */

/* The revision being read is whole: its changes are found, and it becomes the
 * one before the next. */
static bool close_revision(struct reading *v)
{
    struct store_history *h = v->history;
    if (h->count == 0) {
        return true;
    }
    bool good = add_changes(&h->revisions[h->count - 1], &v->older, &v->newer);
    store_page_clear(&v->older);
    v->older = v->newer;
    v->newer = (struct store_page){0};
    return good;
}

static bool open_revision(struct reading *v, sqlite3_stmt *q)
{
    struct store_history *h = v->history;
    struct store_revision *revisions = store_grow(h->revisions, h->count, sizeof *revisions);
    if (revisions == NULL) {
        return false;
    }
    h->revisions = revisions;
    struct store_revision *r = &revisions[h->count++];
    *r = (struct store_revision){
        .id = sqlite3_column_int64(q, 0),
        .page = sqlite3_column_int64(q, 1),
        .at = store_text(q, 2),
        .author = store_text(q, 3),
        .action = store_text(q, 4),
    };
    if (h->count > 1 && revisions[h->count - 2].page != r->page) {
        store_page_clear(&v->older);
    }
    return r->at != NULL && r->author != NULL && r->action != NULL;
}

static bool read_row(void *to, sqlite3_stmt *q)
{
    struct reading *v = to;
    struct store_history *h = v->history;
    bool next = h->count == 0 || h->revisions[h->count - 1].id != sqlite3_column_int64(q, 0);
    if (next && !(close_revision(v) && open_revision(v, q))) {
        return false;
    }
    return sqlite3_column_type(q, 5) == SQLITE_NULL || store_add_field(&v->newer, q, 5);
}

static int compare_newest_first(const void *a, const void *b)
{
    int64_t x = ((const struct store_revision *)a)->id;
    int64_t y = ((const struct store_revision *)b)->id;
    return (x < y) - (x > y);
}

static bool read_rows(struct store *s, sqlite3_stmt *q, struct reading *v, struct error *err)
{
    return store_each(s, q, read_row, v, err) && (close_revision(v) || error_set_memory(err));
}

bool store_read_history(struct store *s, int64_t assessment, int64_t page,
                        struct store_history *out, struct error *err)
{
    *out = (struct store_history){0};
    struct reading v = {.history = out};
    sqlite3_stmt *q = store_query(s, err, history_sql, "lk", assessment, page);
    bool good = read_rows(s, q, &v, err);
    store_page_clear(&v.older);
    store_page_clear(&v.newer);
    if (good && out->count > 1) {
        qsort(out->revisions, out->count, sizeof *out->revisions, compare_newest_first);
    }
    if (!good) {
        store_history_free(out);
    }
    return good;
}
