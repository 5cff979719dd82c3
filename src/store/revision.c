#include "store/revision.h"

#include "store/connection.h"
#include "store/pages.h"
#include "text/i18n.h"

/* A row for each field, and one with NULL for a revision without fields. */
static const char revision_sql[] =
    "SELECT p.id, p.parent, p.element, p.position, r.id, f.path, f.value "
    "FROM revision r JOIN page p ON p.id = r.page LEFT JOIN field f ON f.revision = r.id "
    "WHERE r.id = ?1 ORDER BY f.ordinal";

static bool read_row(void *to, sqlite3_stmt *q)
{
    struct store_page_list *list = to;
    if (list->count == 0 && store_add_page(list, q) == NULL) {
        return false;
    }
    return sqlite3_column_type(q, 5) == SQLITE_NULL || store_add_field(&list->pages[0], q, 5);
}

static bool read_rows(struct store *s, int64_t revision, struct store_page_list *list,
                      struct error *err)
{
    return store_each(s, store_query(s, err, revision_sql, "l", revision), read_row, list, err);
}

bool store_read_revision(struct store *s, int64_t revision, struct store_page *out,
                         struct error *err)
{
    struct store_page_list list = {0};
    *out = (struct store_page){0};
    bool good =
        read_rows(s, revision, &list, err) &&
        (list.count > 0 || error_set(err,
                                     _("%s: the revision that a draft was begun from is missing. "
                                       "Nothing was changed; restore a backup."),
                                     s->path));
    if (good) {
        *out = list.pages[0];
        list.count = 0;
    }
    store_page_list_free(&list);
    return good;
}
