#include "store/presence.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>

#include "store/connection.h"
#include "store/writer.h"

/* Moments are compared as texts: they all have the one form that writer.h says. */
#define LONG_AGO "strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-' || ?1 || ' seconds')"

static bool forget_stale(struct store *s, struct error *err)
{
    return store_run(s, err, "DELETE FROM presence WHERE at < " LONG_AGO, "i",
                     STORE_PRESENCE_SECONDS);
}

/* The moment it came to the page stays as long as it stays there. */
static bool put(struct store *s, int64_t assessment, int64_t page, const char *author,
                int64_t process, struct error *err)
{
    char at[STORE_TIME_SIZE];
    return store_now(at, err) && forget_stale(s, err) &&
           store_run(s, err,
                     "INSERT INTO presence (author, process, assessment, page, since, at) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?5) "
                     "ON CONFLICT (author, process) DO UPDATE SET "
                     "since = iif(page = excluded.page, since, excluded.since), "
                     "assessment = excluded.assessment, page = excluded.page, at = excluded.at",
                     "tlllt", author, process, assessment, page, at);
}

bool store_put_presence(struct store *s, int64_t assessment, int64_t page, const char *author,
                        int64_t process, struct error *err)
{
    if (!store_begin(s, err)) {
        return false;
    }
    if (!put(s, assessment, page, author, process, err)) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

bool store_drop_presence(struct store *s, const char *author, int64_t process, struct error *err)
{
    return store_run(s, err, "DELETE FROM presence WHERE author = ?1 AND process = ?2", "tl",
                     author, process);
}

/* --- who is there ----------------------------------------------------------------- */

/* A process that was killed said no farewell. One of another account is there
 * too: only its signal is refused. */
static bool is_alive(int64_t process)
{
    return kill((pid_t)process, 0) == 0 || errno != ESRCH;
}

static bool add_row(void *to, sqlite3_stmt *q)
{
    struct store_present_list *list = to;
    if (!is_alive(sqlite3_column_int64(q, 1))) {
        return true;
    }
    struct store_present *items = store_grow(list->items, list->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    struct store_present *p = &items[list->count++];
    *p = (struct store_present){
        .author = store_text(q, 0),
        .process = sqlite3_column_int64(q, 1),
        .since = store_text(q, 2),
    };
    return p->author != NULL && p->since != NULL;
}

bool store_read_presence(struct store *s, int64_t page, const char *author, int64_t process,
                         struct store_present_list *out, struct error *err)
{
    *out = (struct store_present_list){0};
    sqlite3_stmt *q = store_query(s, err,
                                  "SELECT author, process, since FROM presence "
                                  "WHERE page = ?2 AND at >= " LONG_AGO
                                  " AND NOT (author = ?3 AND process = ?4) ORDER BY since, author",
                                  "iltl", STORE_PRESENCE_SECONDS, page, author, process);
    bool good = store_each(s, q, add_row, out, err);
    if (!good) {
        store_present_list_free(out);
    }
    return good;
}

void store_present_list_free(struct store_present_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].author);
        free(list->items[i].since);
    }
    free(list->items);
    *list = (struct store_present_list){0};
}
