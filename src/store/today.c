#include "store/today.h"

#include <stdlib.h>

#include "store/connection.h"

/* A revision against the one before it, and a draft against its base. Fields with
 * "@" are measures and the like. In a page that follows another nothing was typed.
 * A field counts once, however often it was emptied and filled. */
static const char filled_sql[] =
    "WITH later(page, fields, former, draft) AS (\n"
    "  SELECT r.page, r.id,\n"
    "         (SELECT max(b.id) FROM revision b WHERE b.page = r.page AND b.id < r.id), 0\n"
    "  FROM revision r\n"
    "  WHERE r.author = ?1 AND r.at >= ?2 AND r.action NOT IN ('new', 'import')\n"
    "  UNION ALL\n"
    "  SELECT d.page, d.id, d.base, 1 FROM draft d WHERE d.author = ?1 AND d.at >= ?2\n"
    "), now(page, former, path, value) AS (\n"
    "  SELECT l.page, l.former, f.path, f.value FROM later l\n"
    "  JOIN field f ON l.draft = 0 AND f.revision = l.fields\n"
    "  WHERE NOT EXISTS (SELECT 1 FROM field x WHERE x.revision = l.fields\n"
    "                    AND x.path = '@follows' AND x.value <> '')\n"
    "  UNION ALL\n"
    "  SELECT l.page, l.former, f.path, f.value FROM later l\n"
    "  JOIN draft_field f ON l.draft = 1 AND f.draft = l.fields\n"
    "  WHERE NOT EXISTS (SELECT 1 FROM draft_field x WHERE x.draft = l.fields\n"
    "                    AND x.path = '@follows' AND x.value <> '')\n"
    ")\n"
    "SELECT p.assessment, p.id, count(DISTINCT n.path)\n"
    "FROM page p LEFT JOIN now n ON n.page = p.id AND n.value <> '' AND instr(n.path, '@') = 0\n"
    "  AND NOT EXISTS (SELECT 1 FROM field o WHERE o.revision = n.former\n"
    "                  AND o.path = n.path AND o.value <> '')\n"
    "WHERE p.id IN (SELECT page FROM later) AND p.removed IS NULL\n"
    "GROUP BY p.assessment, p.id ORDER BY p.assessment, p.id";

static const char seconds_sql[] =
    "SELECT coalesce(sum(gap), 0) FROM (\n"
    "  SELECT t - lag(t) OVER (ORDER BY t) AS gap FROM (\n"
    "    SELECT CAST(strftime('%s', at) AS INTEGER) AS t FROM revision\n"
    "    WHERE author = ?1 AND at >= ?2 AND action <> 'import'\n"
    "    UNION\n"
    "    SELECT CAST(strftime('%s', at) AS INTEGER) FROM draft WHERE author = ?1 AND at >= ?2\n"
    "  )\n"
    ") WHERE gap <= ?3";

static bool add_page(void *to, sqlite3_stmt *q)
{
    struct store_today *out = to;
    struct store_today_page *pages = store_grow(out->pages, out->count, sizeof *pages);
    if (pages == NULL) {
        return false;
    }
    out->pages = pages;
    pages[out->count++] = (struct store_today_page){
        sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), sqlite3_column_int(q, 2)};
    return true;
}

static bool read_filled(struct store *s, const char *author, const char *since,
                        struct store_today *out, struct error *err)
{
    return store_each(s, store_query(s, err, filled_sql, "tt", author, since), add_page, out, err);
}

bool store_read_today(struct store *s, const char *author, const char *since,
                      struct store_today *out, struct error *err)
{
    *out = (struct store_today){0};
    bool good = store_begin_reading(s, err);
    if (good) {
        good = read_filled(s, author, since, out, err) &&
               store_number(s, err, &out->seconds, seconds_sql, "tti", author, since,
                            (int)STORE_TODAY_PAUSE);
        store_rollback(s);
    }
    if (!good) {
        store_today_free(out);
    }
    return good;
}

void store_today_free(struct store_today *today)
{
    free(today->pages);
    *today = (struct store_today){0};
}
