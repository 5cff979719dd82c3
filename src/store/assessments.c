#include <limits.h>
#include <stdlib.h>

#include "store/connection.h"
#include "store/search_index.h"
#include "store/store.h"
#include "store/writer.h"
#include "text/i18n.h"

/* The order of read_row. */
#define COLUMNS                                                                                    \
    "id, ward_code, ward_name, year, policy, form_version, state, pages_done, pages_total, "       \
    "changed_at, changed_by"

void store_assessment_free(struct store_assessment *a)
{
    free(a->ward_code);
    free(a->ward_name);
    free(a->policy);
    free(a->form_version);
    free(a->state);
    free(a->changed_at);
    free(a->changed_by);
    *a = (struct store_assessment){0};
}

void store_list_free(struct store_assessment_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        store_assessment_free(&list->items[i]);
    }
    free(list->items);
    *list = (struct store_assessment_list){0};
}

static bool read_row(sqlite3_stmt *q, struct store_assessment *a)
{
    *a = (struct store_assessment){
        .id = sqlite3_column_int64(q, 0),
        .ward_code = store_text(q, 1),
        .ward_name = store_text(q, 2),
        .year = sqlite3_column_int(q, 3),
        .policy = store_text(q, 4),
        .form_version = store_text(q, 5),
        .state = store_text(q, 6),
        .pages_done = sqlite3_column_int(q, 7),
        .pages_total = sqlite3_column_int(q, 8),
        .changed_at = store_text(q, 9),
        .changed_by = store_text(q, 10),
    };
    return a->ward_code != NULL && a->ward_name != NULL && a->policy != NULL &&
           a->form_version != NULL && a->state != NULL && a->changed_at != NULL &&
           a->changed_by != NULL;
}

static bool add_row(void *to, sqlite3_stmt *q)
{
    struct store_assessment_list *list = to;
    struct store_assessment *items = store_grow(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    return read_row(q, &items[list->count++]);
}

bool store_list(struct store *s, struct store_assessment_list *out, struct error *err)
{
    return store_list_part(s, 0, INT_MAX, out, err);
}

static bool read_number(struct store *s, sqlite3_stmt *q, size_t *number, struct error *err)
{
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    *number = rc == SQLITE_ROW ? (size_t)sqlite3_column_int64(q, 0) : 0;
    return store_finish(s, q, rc, err);
}

bool store_count(struct store *s, size_t *count, struct error *err)
{
    return read_number(s, store_query(s, err, "SELECT count(*) FROM assessment", ""), count, err);
}

bool store_place(struct store *s, const char *ward_code, int year, size_t *place, struct error *err)
{
    sqlite3_stmt *q =
        store_query(s, err,
                    "SELECT (SELECT count(*) FROM assessment WHERE year > ?2)"
                    " + (SELECT count(*) FROM assessment WHERE year = ?2 AND ward_code < ?1)",
                    "ti", ward_code, year);
    return read_number(s, q, place, err);
}

bool store_list_part(struct store *s, size_t first, size_t most, struct store_assessment_list *out,
                     struct error *err)
{
    *out = (struct store_assessment_list){0};
    sqlite3_stmt *q = store_query(s, err,
                                  "SELECT " COLUMNS " FROM assessment ORDER BY year DESC, ward_code"
                                  " LIMIT ?2 OFFSET ?1",
                                  "ll", (int64_t)first, (int64_t)most);
    bool good = store_each(s, q, add_row, out, err);
    if (!good) {
        store_list_free(out);
    }
    return good;
}

bool store_find(struct store *s, const char *ward_code, int year, bool *found,
                struct store_assessment *out, struct error *err)
{
    *out = (struct store_assessment){0};
    *found = false;
    sqlite3_stmt *q =
        store_query(s, err, "SELECT " COLUMNS " FROM assessment WHERE ward_code = ?1 AND year = ?2",
                    "ti", ward_code, year);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    *found = rc == SQLITE_ROW;
    bool good = !*found || read_row(q, out) || error_set_memory(err);
    good = store_finish(s, q, rc, err) && good;
    if (!good) {
        *found = false;
        store_assessment_free(out);
    }
    return good;
}

/* --- a new one ------------------------------------------------------------------ */

/* Where the pages of a new assessment come to stand; copied to the caller's
 * list when all is on disk. */
struct placed {
    int64_t id, revision;
    int position;
    int children; /* pages that stand in it so far */
};

static bool refuse_twice(struct store *s, const struct store_assessment *a, struct error *err)
{
    int64_t id;
    if (!store_number(s, err, &id, "SELECT id FROM assessment WHERE ward_code = ?1 AND year = ?2",
                      "ti", a->ward_code, a->year)) {
        return false;
    }
    return id == 0 || error_set(err,
                                _("%s %d is in %s already. Nothing was changed; open it, or choose "
                                  "another ward or year."),
                                a->ward_name, a->year, s->path);
}

bool store_writer_assessment(struct store_writer *w, const struct store_assessment *a, int64_t *id,
                             struct error *err)
{
    if (!store_run(w->s, err,
                   "INSERT INTO assessment (ward_code, ward_name, year, policy, form_version, "
                   "state, pages_done, pages_total, created_at, changed_at, changed_by) "
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10)",
                   "ttitttiitt", a->ward_code, a->ward_name, a->year, a->policy, a->form_version,
                   a->state, a->pages_done, a->pages_total, w->at, w->author->name)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(w->s->db);
    return store_writer_trail_new(w, *id, err);
}

/* The first page is the root, every other one stands in a page before it. */
static bool is_tree(const struct store_page_list *list)
{
    if (list->count == 0 || list->pages[0].parent != 0) {
        return false;
    }
    for (size_t i = 1; i < list->count; i++) {
        int64_t parent = list->pages[i].parent;
        if (parent < 1 || parent > (int64_t)i) {
            return false;
        }
    }
    return true;
}

static bool add_pages(struct store_writer *w, int64_t assessment,
                      const struct store_page_list *list, struct placed *placed, struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct store_page *page = &list->pages[i];
        struct placed *parent = page->parent == 0 ? NULL : &placed[page->parent - 1];
        placed[i].position = parent == NULL ? 1 : ++parent->children;
        if (!store_writer_page(w, assessment, parent == NULL ? 0 : parent->id, page->element,
                               placed[i].position, &placed[i].id, err) ||
            !store_writer_revision(w, placed[i].id, page->fields, page->count, &placed[i].revision,
                                   err) ||
            !store_writer_trail(w, w->author->action, placed[i].revision, err)) {
            return false;
        }
    }
    return true;
}

/* Behind all that is added: see search_index.h. */
static bool index_pages(struct store *s, const struct store_page_list *list,
                        const struct placed *placed, struct error *err)
{
    struct search_index index;
    bool good = search_index_begin(&index, s, err);
    for (size_t i = 0; good && i < list->count; i++) {
        good = search_index_page(&index, placed[i].id, list->pages[i].fields, list->pages[i].count,
                                 err);
    }
    return search_index_end(&index, good, err);
}

static void hand_over(struct store_page_list *list, const struct placed *placed)
{
    for (size_t i = 0; i < list->count; i++) {
        struct store_page *page = &list->pages[i];
        page->id = placed[i].id;
        page->parent = page->parent == 0 ? 0 : placed[page->parent - 1].id;
        page->position = placed[i].position;
        page->revision = placed[i].revision;
    }
}

bool store_create(struct store *s, const struct store_assessment *a, struct store_page_list *pages,
                  const struct store_author *author, int64_t *assessment, struct error *err)
{
    if (!is_tree(pages)) {
        return error_set(err,
                         _("%s: the pages of %s %d do not hang together. Nothing was changed."),
                         s->path, a->ward_name, a->year);
    }
    struct placed *placed = calloc(pages->count, sizeof *placed);
    struct store_writer w;
    if (placed == NULL) {
        return error_set_memory(err);
    }
    bool good = store_writer_begin(&w, s, author, err);
    if (good) {
        int64_t id = 0;
        good = refuse_twice(s, a, err) && store_writer_assessment(&w, a, &id, err) &&
               add_pages(&w, id, pages, placed, err) && index_pages(s, pages, placed, err);
        good = store_writer_end(&w, good, err);
        if (good) {
            *assessment = id;
            hand_over(pages, placed);
        }
    }
    free(placed);
    return good;
}
