#include "store/remark_drafts.h"

#include <stdlib.h>

#include "store/connection.h"

bool store_put_remark_draft(struct store *s, const char *author,
                            const struct store_remark_place *place, const char *text,
                            struct error *err)
{
    static const char drop[] =
        "DELETE FROM remark_draft WHERE author = ?1 AND page = ?2 AND field = ?3 AND remark = ?4";
    static const char put[] =
        "INSERT INTO remark_draft (author, page, field, remark, text) "
        "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET text = excluded.text";
    bool none = *text == '\0';
    if (!store_begin(s, err)) {
        return false;
    }
    if (!store_run(s, err, none ? drop : put, none ? "tltl" : "tltlt", author, place->page,
                   place->field, place->remark, text)) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

static bool take_text(void *to, sqlite3_stmt *q)
{
    char **text = to;
    free(*text);
    *text = store_text(q, 0);
    return *text != NULL;
}

bool store_read_remark_draft(struct store *s, const char *author,
                             const struct store_remark_place *place, char **text, struct error *err)
{
    *text = NULL;
    /* One row always. */
    sqlite3_stmt *q =
        store_query(s, err,
                    "SELECT ifnull((SELECT text FROM remark_draft WHERE author = ?1 AND page = ?2 "
                    "AND field = ?3 AND remark = ?4), '')",
                    "tltl", author, place->page, place->field, place->remark);
    bool good = store_each(s, q, take_text, text, err);
    if (!good) {
        free(*text);
        *text = NULL;
    }
    return good;
}
