#include "store/chain.h"

#include <string.h>

#include "store/canonical.h"
#include "store/failure.h"
#include "store/writer.h"
#include "text/i18n.h"

static const char insert_sql[] =
    "INSERT INTO trail (seq, at, who, role, action, assessment, page, revision, subject, old, "
    "new, why, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

bool chain_begin(struct chain *c, struct store *s, struct error *err)
{
    *c = (struct chain){.s = s, .bytes = BUFFER_INIT};
    if (!store_trail_head(s, &c->head, err)) {
        return false;
    }
    c->insert = store_prepare(s, insert_sql, err);
    return c->insert != NULL;
}

static bool next_hash(struct chain *c, int64_t seq, const char *at,
                      const struct store_trail_entry *e, unsigned char out[STORE_HASH_SIZE],
                      struct error *err)
{
    struct buffer *b = &c->bytes;
    buffer_append(b, (const char *)c->head.hash, STORE_HASH_SIZE);
    canonical_integer(b, seq);
    canonical_text(b, at);
    canonical_text(b, e->who);
    canonical_text(b, e->role);
    canonical_text(b, e->action);
    canonical_key(b, e->assessment);
    canonical_key(b, e->page);
    canonical_key(b, e->revision);
    canonical_text(b, e->subject);
    canonical_text(b, e->old);
    canonical_text(b, e->new);
    canonical_text(b, e->why);
    return canonical_hash(b, out, err);
}

bool chain_add(struct chain *c, const char *at, const struct store_trail_entry *e,
               struct error *err)
{
    struct store_trail_head next = {.seq = c->head.seq + 1};
    if (!next_hash(c, next.seq, at, e, next.hash, err) ||
        !store_bind(c->s, c->insert, err, "lttttkkktttt", next.seq, at, e->who, e->role, e->action,
                    e->assessment, e->page, e->revision, e->subject, e->old, e->new, e->why)) {
        return false;
    }
    int rc = sqlite3_bind_blob(c->insert, 13, next.hash, STORE_HASH_SIZE, SQLITE_STATIC);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(c->insert);
    }
    bool good = rc == SQLITE_DONE || store_fail(c->s, rc, err);
    sqlite3_reset(c->insert);
    if (good) {
        c->head = next;
    }
    return good;
}

/* The row of what the walk stands at. */
static bool add_digest(struct chain *c, const char *at, const struct store_trail_entry *e,
                       const struct digest_walk *w, struct error *err)
{
    struct store_trail_entry row = {.who = e->who,
                                    .role = e->role,
                                    .action = e->action,
                                    .assessment = w->assessment,
                                    .page = w->page,
                                    .revision = w->page == 0 ? 0 : w->id,
                                    .subject = w->page == 0 ? "assessment" : "revision",
                                    .new = w->hex,
                                    .why = e->why};
    return chain_add(c, at, &row, err);
}

/* The rows of what the walk comes to; only as in digest_seek. */
static bool add_walk(struct chain *c, const char *at, const struct store_trail_entry *e,
                     struct digest_walk *w, int64_t only, struct error *err)
{
    bool good = digest_seek(w, only, err) && digest_next(w, err);
    while (good && w->there) {
        good = add_digest(c, at, e, w, err) && digest_next(w, err);
    }
    return good;
}

bool chain_add_revision(struct chain *c, const char *at, const struct store_trail_entry *e,
                        int64_t revision, struct error *err)
{
    return (c->revisions.fields != NULL || digest_revisions(&c->revisions, c->s, err)) &&
           add_walk(c, at, e, &c->revisions, revision, err);
}

bool chain_add_assessment(struct chain *c, const char *at, const struct store_trail_entry *e,
                          int64_t assessment, struct error *err)
{
    return (c->assessments.rows != NULL || digest_assessments(&c->assessments, c->s, err)) &&
           add_walk(c, at, e, &c->assessments, assessment, err);
}

static bool write_head(struct chain *c, struct error *err)
{
    sqlite3_stmt *q = store_prepare(c->s, "UPDATE trail_head SET seq = ?1, hash = ?2", err);
    int rc = q == NULL ? SQLITE_OK : sqlite3_bind_int64(q, 1, c->head.seq);
    if (q != NULL && rc == SQLITE_OK) {
        rc = sqlite3_bind_blob(q, 2, c->head.hash, STORE_HASH_SIZE, SQLITE_STATIC);
    }
    if (q != NULL && rc == SQLITE_OK) {
        rc = sqlite3_step(q);
    }
    return store_finish(c->s, q, rc, err) &&
           (sqlite3_changes(c->s->db) == 1 ||
            error_set(err,
                      _("%s: the end of the trail is missing. Nothing was changed; run \"kusei "
                        "trail verify\", and restore a backup."),
                      c->s->path));
}

bool chain_end(struct chain *c, bool good, struct error *err)
{
    if (c->insert != NULL) {
        good = good && write_head(c, err);
    }
    sqlite3_finalize(c->insert);
    digest_end(&c->revisions);
    digest_end(&c->assessments);
    buffer_free(&c->bytes);
    c->insert = NULL;
    return good;
}

bool chain_begin_file(struct store *s, struct error *err)
{
    static const struct store_trail_entry e = {.who = "kusei", .action = "migrate"};
    struct chain c;
    char at[STORE_TIME_SIZE];
    bool good = chain_begin(&c, s, err) && store_now(at, err) &&
                chain_add_assessment(&c, at, &e, 0, err) && chain_add_revision(&c, at, &e, 0, err);
    return chain_end(&c, good, err);
}

bool chain_refuse(struct store *s, const char *word, struct error *err)
{
    return error_set(err, _("%s: the trail refused a row about \"%s\". Nothing was changed."),
                     s->path, word);
}

bool chain_append(struct store *s, const char *at, const struct store_trail_entry *e,
                  struct error *err)
{
    struct chain c;
    const char *subject = e->subject == NULL ? "" : e->subject;
    if (strcmp(subject, "revision") == 0 || strcmp(subject, "assessment") == 0) {
        return chain_refuse(s, subject, err);
    }
    bool good = chain_begin(&c, s, err);
    return chain_end(&c, good && chain_add(&c, at, e, err), err);
}
