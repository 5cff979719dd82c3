#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/names.h"
#include "store/review_lock.h"
#include "store/search_index.h"
#include "store/store.h"
#include "store/writer.h"
#include "text/i18n.h"

/* Where a page of the call has come to stand; copied to the caller's page when
 * all is on disk. */
struct placed {
    int64_t id, parent, revision;
    int position;
};

struct saving {
    struct store_writer w;
    int64_t assessment;
    const struct store_page *pages;
    size_t count;
    const int64_t *removed;
    size_t removed_count;
    struct placed *placed;
};

/* The revision of page i and its row of the trail. */
static bool add_revision(struct saving *v, size_t i, struct error *err)
{
    const struct store_page *page = &v->pages[i];
    struct placed *placed = &v->placed[i];
    return store_writer_revision(&v->w, placed->id, page->fields, page->count, &placed->revision,
                                 err) &&
           store_writer_trail(&v->w, v->w.author->action, placed->revision, err);
}

/* --- a page that is there -------------------------------------------------------- */

/* Whether the page's fields are those of the revision, in the same order. */
static bool compare_fields(struct store *s, const struct store_page *page, bool *same,
                           struct error *err)
{
    sqlite3_stmt *q =
        store_query(s, err, "SELECT path, value FROM field WHERE revision = ?1 ORDER BY ordinal",
                    "l", page->revision);
    int rc = SQLITE_OK;
    size_t n = 0;
    *same = true;
    while (*same && q != NULL && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        const char *path = (const char *)sqlite3_column_text(q, 0);
        const char *value = (const char *)sqlite3_column_text(q, 1);
        if (path == NULL || value == NULL) {
            sqlite3_finalize(q);
            return error_set_memory(err);
        }
        *same = n < page->count && strcmp(path, page->fields[n].path) == 0 &&
                strcmp(value, page->fields[n].value) == 0;
        n++;
    }
    *same = *same && n == page->count;
    return store_finish(s, q, rc, err);
}

static bool refuse_unknown(struct store *s, struct error *err)
{
    return error_set(err,
                     _("%s: a page to be saved is not in this assessment. Nothing was saved; open "
                       "the assessment again."),
                     s->path);
}

/* One row of a page with its newest revision. */
static enum store_saved judge_newest(struct saving *v, const struct store_page *page,
                                     sqlite3_stmt *q, struct error *err)
{
    if (sqlite3_column_int64(q, 0) != v->assessment) {
        refuse_unknown(v->w.s, err);
        return STORE_FAILED;
    }
    bool removed = sqlite3_column_type(q, 1) != SQLITE_NULL;
    if (!removed && sqlite3_column_int64(q, 2) == page->revision) {
        return STORE_SAVED;
    }
    const char *author = (const char *)sqlite3_column_text(q, 3);
    const char *at = (const char *)sqlite3_column_text(q, 4);
    if (author == NULL || at == NULL) {
        error_set_memory(err);
        return STORE_FAILED;
    }
    error_set(err,
              removed ? _("%s took this page out at %s. Nothing was saved; open the assessment "
                          "again.")
                      : _("%s saved this page at %s, after it was opened here. Nothing was saved; "
                          "compare the two texts first."),
              store_person(v->w.s, author), at);
    return STORE_CONFLICT;
}

/* STORE_SAVED when the page is still as the caller read it. */
static enum store_saved check_newest(struct saving *v, const struct store_page *page,
                                     struct error *err)
{
    sqlite3_stmt *q = store_query(v->w.s, err,
                                  "SELECT p.assessment, p.removed, r.id, r.author, r.at "
                                  "FROM page p JOIN revision r ON r.page = p.id "
                                  "WHERE p.id = ?1 ORDER BY r.id DESC LIMIT 1",
                                  "l", page->id);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    enum store_saved result = STORE_FAILED;
    if (rc == SQLITE_ROW) {
        result = judge_newest(v, page, q, err);
    } else if (rc == SQLITE_DONE) {
        refuse_unknown(v->w.s, err);
    }
    return store_finish(v->w.s, q, rc, err) ? result : STORE_FAILED;
}

static enum store_saved save_known(struct saving *v, size_t i, struct error *err)
{
    const struct store_page *page = &v->pages[i];
    struct placed *placed = &v->placed[i];
    *placed = (struct placed){page->id, page->parent, page->revision, page->position};
    enum store_saved result = check_newest(v, page, err);
    bool same = false;
    if (result != STORE_SAVED) {
        return result;
    }
    if (!compare_fields(v->w.s, page, &same, err)) {
        return STORE_FAILED;
    }
    if (same) {
        return STORE_SAME;
    }
    bool good = review_check_page(v->w.s, page->id, err) && add_revision(v, i, err);
    return good ? STORE_SAVED : STORE_FAILED;
}

/* --- a page that is new ------------------------------------------------------------ */

/* The id of the page that page i is to stand in. */
static bool find_parent(struct saving *v, size_t i, int64_t *parent, struct error *err)
{
    int64_t given = v->pages[i].parent;
    if (given < 0) {
        *parent = given >= -(int64_t)i ? v->placed[-1 - given].id : 0;
    } else if (!store_number(v->w.s, err, parent,
                             "SELECT id FROM page "
                             "WHERE id = ?1 AND assessment = ?2 AND removed IS NULL",
                             "ll", given, v->assessment)) {
        return false;
    }
    return *parent != 0 || error_set(err,
                                     _("%s: the page that a new page is to stand in is no longer "
                                       "in this assessment. Nothing was saved; open the "
                                       "assessment again."),
                                     v->w.s->path);
}

/* Makes room at the position, which is brought into what there is. */
static bool make_room(struct saving *v, int64_t parent, int *position, struct error *err)
{
    int64_t last;
    if (!store_number(v->w.s, err, &last,
                      "SELECT max(position) FROM page "
                      "WHERE assessment = ?1 AND parent = ?2 AND removed IS NULL",
                      "ll", v->assessment, parent)) {
        return false;
    }
    if (*position < 1) {
        *position = 1;
    } else if (*position > last) {
        *position = (int)last + 1;
        return true;
    }
    return store_run(v->w.s, err,
                     "UPDATE page SET position = position + 1 "
                     "WHERE assessment = ?1 AND parent = ?2 AND removed IS NULL AND position >= ?3",
                     "lli", v->assessment, parent, *position);
}

static enum store_saved save_new(struct saving *v, size_t i, struct error *err)
{
    const struct store_page *page = &v->pages[i];
    struct placed *placed = &v->placed[i];
    placed->position = page->position;
    bool good = review_check_assessment(v->w.s, v->assessment, err) &&
                find_parent(v, i, &placed->parent, err) &&
                make_room(v, placed->parent, &placed->position, err) &&
                store_writer_page(&v->w, v->assessment, placed->parent, page->element,
                                  placed->position, &placed->id, err) &&
                add_revision(v, i, err);
    return good ? STORE_SAVED : STORE_FAILED;
}

/* --- all of them --------------------------------------------------------------------- */

static enum store_saved save_pages(struct saving *v, struct error *err)
{
    enum store_saved all = v->removed_count == 0 ? STORE_SAME : STORE_SAVED;
    /* First, as the positions of new pages are those without them. */
    for (size_t i = 0; i < v->removed_count; i++) {
        if (!store_writer_remove(&v->w, v->assessment, v->removed[i], err)) {
            return STORE_FAILED;
        }
    }
    for (size_t i = 0; i < v->count; i++) {
        enum store_saved one = v->pages[i].id == 0 ? save_new(v, i, err) : save_known(v, i, err);
        if (one == STORE_FAILED || one == STORE_CONFLICT) {
            return one;
        }
        if (one == STORE_SAVED) {
            all = STORE_SAVED;
        }
    }
    return all;
}

/* Of the pages that got a revision, behind all of these: see search_index.h. */
static bool index_pages(struct saving *v, struct error *err)
{
    struct search_index index;
    bool good = search_index_begin(&index, v->w.s, err);
    for (size_t i = 0; good && i < v->count; i++) {
        const struct store_page *page = &v->pages[i];
        good = v->placed[i].revision == page->revision ||
               search_index_page(&index, v->placed[i].id, page->fields, page->count, err);
    }
    return search_index_end(&index, good, err);
}

/* A draft goes also where nothing differed: the author may have typed something
 * and taken it back. */
static bool drop_drafts(struct saving *v, struct error *err)
{
    for (size_t i = 0; i < v->count; i++) {
        if (!store_run(v->w.s, err, "DELETE FROM draft WHERE page = ?1 AND author = ?2", "lt",
                       v->placed[i].id, v->w.author->name)) {
            return false;
        }
    }
    return true;
}

/* Not written where it is so already: a save that changes nothing costs no
 * wait for the disk. */
static bool write_progress(struct saving *v, int done, int total, struct error *err)
{
    return store_run(v->w.s, err,
                     "UPDATE assessment SET pages_done = ?2, pages_total = ?3 "
                     "WHERE id = ?1 AND (pages_done <> ?2 OR pages_total <> ?3)",
                     "lii", v->assessment, done, total);
}

/* Where the author is goes with what was typed: always of the same moment. */
static bool write_place(struct saving *v, struct error *err)
{
    const struct store_author *author = v->w.author;

    return author->place == NULL ||
           store_write_place(v->w.s, v->assessment, author->name, author->place, err);
}

static enum store_saved save_all(struct saving *v, int done, int total, struct error *err)
{
    enum store_saved result = save_pages(v, err);
    bool good = result == STORE_SAVED || result == STORE_SAME;
    if (good &&
        !(drop_drafts(v, err) && write_progress(v, done, total, err) && write_place(v, err) &&
          (result == STORE_SAME ||
           (store_writer_touch(&v->w, v->assessment, err) && index_pages(v, err))))) {
        good = false;
        result = STORE_FAILED;
    }
    if (!store_writer_end(&v->w, good, err) && good) {
        result = STORE_FAILED;
    }
    return result;
}

enum store_saved store_save(struct store *s, int64_t assessment, struct store_page *pages,
                            size_t count, int done, int total, const struct store_author *author,
                            struct error *err)
{
    return store_save_removing(s, assessment, NULL, 0, pages, count, done, total, author, err);
}

enum store_saved store_save_removing(struct store *s, int64_t assessment, const int64_t *removed,
                                     size_t removed_count, struct store_page *pages, size_t count,
                                     int done, int total, const struct store_author *author,
                                     struct error *err)
{
    struct saving v = {.assessment = assessment,
                       .pages = pages,
                       .count = count,
                       .removed = removed,
                       .removed_count = removed_count};
    v.placed = calloc(count + 1, sizeof *v.placed);
    if (v.placed == NULL) {
        error_set_memory(err);
        return STORE_FAILED;
    }
    enum store_saved result = STORE_FAILED;
    if (store_writer_begin(&v.w, s, author, err)) {
        result = save_all(&v, done, total, err);
    }
    for (size_t i = 0; result == STORE_SAVED && i < count; i++) {
        pages[i].id = v.placed[i].id;
        pages[i].parent = v.placed[i].parent;
        pages[i].position = v.placed[i].position;
        pages[i].revision = v.placed[i].revision;
    }
    free(v.placed);
    return result;
}
