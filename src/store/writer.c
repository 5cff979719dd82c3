#include "store/writer.h"

#include <stdint.h>
#include <time.h>

#include "store/failure.h"
#include "text/i18n.h"

bool store_now(char out[STORE_TIME_SIZE], struct error *err)
{
    time_t now = time(NULL);
    struct tm tm;
    if (now == (time_t)-1 || gmtime_r(&now, &tm) == NULL ||
        strftime(out, STORE_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0) {
        return error_set(err, _("This machine's clock cannot be read. Nothing was saved; set the "
                                "clock and try again."));
    }
    return true;
}

static bool prepare(struct store_writer *w, struct error *err)
{
    w->page = store_prepare(w->s,
                            "INSERT INTO page (assessment, parent, element, position) "
                            "VALUES (?1, ?2, ?3, ?4)",
                            err);
    w->revision = w->page == NULL ? NULL
                                  : store_prepare(w->s,
                                                  "INSERT INTO revision (page, at, author, action) "
                                                  "VALUES (?1, ?2, ?3, ?4)",
                                                  err);
    w->field = w->revision == NULL ? NULL
                                   : store_prepare(w->s,
                                                   "INSERT INTO field (revision, ordinal, path, "
                                                   "value) VALUES (?1, ?2, ?3, ?4)",
                                                   err);
    return w->field != NULL;
}

static void finish(struct store_writer *w)
{
    sqlite3_finalize(w->page);
    sqlite3_finalize(w->revision);
    sqlite3_finalize(w->field);
}

bool store_writer_begin(struct store_writer *w, struct store *s, const struct store_author *author,
                        struct error *err)
{
    *w = (struct store_writer){.s = s, .author = author};
    if (!store_begin(s, err)) {
        return false;
    }
    if (store_now(w->at, err) && prepare(w, err)) {
        return true;
    }
    finish(w);
    store_rollback(s);
    return false;
}

bool store_writer_end(struct store_writer *w, bool good, struct error *err)
{
    finish(w);
    if (chain_end(&w->chain, good, err)) {
        return store_commit(w->s, err);
    }
    store_rollback(w->s);
    return false;
}

static bool run(struct store_writer *w, sqlite3_stmt *q, struct error *err)
{
    int rc = sqlite3_step(q);
    bool good = rc == SQLITE_DONE || store_fail(w->s, rc, err);
    sqlite3_reset(q);
    return good;
}

bool store_writer_page(struct store_writer *w, int64_t assessment, int64_t parent,
                       const char *element, int position, int64_t *id, struct error *err)
{
    if (!store_bind(w->s, w->page, err, "lkti", assessment, parent, element, position) ||
        !run(w, w->page, err)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(w->s->db);
    return true;
}

bool store_writer_revision(struct store_writer *w, int64_t page, const struct store_field *fields,
                           size_t count, int64_t *revision, struct error *err)
{
    if (!store_bind(w->s, w->revision, err, "lttt", page, w->at, w->author->name,
                    w->author->action) ||
        !run(w, w->revision, err)) {
        return false;
    }
    *revision = sqlite3_last_insert_rowid(w->s->db);
    for (size_t i = 0; i < count; i++) {
        if (!store_bind(w->s, w->field, err, "lltt", *revision, (int64_t)i, fields[i].path,
                        fields[i].value) ||
            !run(w, w->field, err)) {
            return false;
        }
    }
    return true;
}

static bool begin_chain(struct store_writer *w, struct error *err)
{
    return w->chain.insert != NULL || chain_begin(&w->chain, w->s, err);
}

bool store_writer_trail(struct store_writer *w, const char *action, int64_t revision,
                        struct error *err)
{
    struct store_trail_entry e = {
        .who = w->author->name, .role = w->author->role, .action = action};
    return begin_chain(w, err) && chain_add_revision(&w->chain, w->at, &e, revision, err);
}

bool store_writer_trail_new(struct store_writer *w, int64_t assessment, struct error *err)
{
    struct store_trail_entry e = {.who = w->author->name,
                                  .role = w->author->role,
                                  .action = w->author->action,
                                  .why = w->author->why};
    return begin_chain(w, err) && chain_add_assessment(&w->chain, w->at, &e, assessment, err);
}

bool store_writer_touch(struct store_writer *w, int64_t assessment, struct error *err)
{
    return store_run(w->s, err,
                     "UPDATE assessment SET changed_at = ?2, changed_by = ?3 WHERE id = ?1", "ltt",
                     assessment, w->at, w->author->name);
}
