#include <stdlib.h>

#include "store/connection.h"
#include "store/review_lock.h"
#include "store/search_index.h"
#include "store/store.h"
#include "store/writer.h"
#include "text/i18n.h"

struct ids {
    int64_t *items;
    size_t count;
};

static bool add_id(void *to, sqlite3_stmt *q)
{
    struct ids *ids = to;
    int64_t *items = store_grow(ids->items, ids->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    ids->items = items;
    ids->items[ids->count++] = sqlite3_column_int64(q, 0);
    return true;
}

/* The page and the pages in it. */
static bool find_pages(struct store *s, int64_t assessment, int64_t page, struct ids *ids,
                       struct error *err)
{
    sqlite3_stmt *q = store_query(
        s, err,
        "WITH RECURSIVE tree (id) AS ("
        "  SELECT id FROM page"
        "    WHERE id = ?2 AND assessment = ?1 AND parent IS NOT NULL AND removed IS NULL"
        "  UNION"
        "  SELECT p.id FROM tree JOIN page p"
        "    ON p.assessment = ?1 AND p.parent = tree.id AND p.removed IS NULL) "
        "SELECT id FROM tree",
        "ll", assessment, page);
    return store_each(s, q, add_id, ids, err);
}

/* Taking out is a revision without fields: the history says who and when, and
 * what the page held. */
static bool remove_one(struct store_writer *w, int64_t page, struct error *err)
{
    int64_t revision;
    return review_check_page(w->s, page, err) &&
           store_writer_revision(w, page, NULL, 0, &revision, err) &&
           store_run(w->s, err, "UPDATE page SET removed = ?2 WHERE id = ?1", "ll", page,
                     revision) &&
           store_writer_trail(w, "remove", revision, err) &&
           store_run(w->s, err, "DELETE FROM draft WHERE page = ?1 AND author = ?2", "lt", page,
                     w->author->name);
}

/* They are not found any more. */
static bool forget_pages(struct store *s, const struct ids *ids, struct error *err)
{
    struct search_index index;
    bool good = search_index_begin(&index, s, err);
    for (size_t i = 0; good && i < ids->count; i++) {
        good = search_index_page(&index, ids->items[i], NULL, 0, err);
    }
    return search_index_end(&index, good, err);
}

static bool close_gap(struct store_writer *w, int64_t page, struct error *err)
{
    return store_run(w->s, err,
                     "UPDATE page SET position = page.position - 1 FROM page AS gone "
                     "WHERE gone.id = ?1 AND page.assessment = gone.assessment "
                     "AND page.parent = gone.parent AND page.removed IS NULL "
                     "AND page.position > gone.position",
                     "l", page);
}

bool store_writer_remove(struct store_writer *w, int64_t assessment, int64_t page,
                         struct error *err)
{
    struct ids ids = {NULL, 0};
    bool good = find_pages(w->s, assessment, page, &ids, err);
    if (good && ids.count == 0) {
        good = error_set(err,
                         _("%s: the page to be taken out is not in this assessment, or is its "
                           "first. Nothing was changed; open the assessment again."),
                         w->s->path);
    }
    for (size_t i = 0; good && i < ids.count; i++) {
        good = remove_one(w, ids.items[i], err);
    }
    good = good && forget_pages(w->s, &ids, err);
    free(ids.items);
    return good && close_gap(w, page, err) && store_writer_touch(w, assessment, err);
}

bool store_remove_page(struct store *s, int64_t assessment, int64_t page,
                       const struct store_author *author, struct error *err)
{
    struct store_writer w;
    return store_writer_begin(&w, s, author, err) &&
           store_writer_end(&w, store_writer_remove(&w, assessment, page, err), err);
}
