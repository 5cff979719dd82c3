#include "store/trail_verify.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/canonical.h"
#include "store/connection.h"
#include "store/digest.h"
#include "store/failure.h"
#include "store/review_told.h"
#include "store/trail_things.h"
#include "text/i18n.h"

enum { SEQ, AT, WHO, ROLE, ACTION, ASSESSMENT, PAGE, REVISION, SUBJECT, OLD, NEW, WHY, HASH };

static const char rows_sql[] =
    "SELECT gather(?1, seq, at, who, role, action, assessment, page, revision, subject, old, new, "
    "why, hash) FROM trail ORDER BY seq";

struct walk {
    struct store *s;
    const struct store_trail_head *known;
    sqlite3_stmt *rows;
    struct canonical_row row;
    struct digest_walk revisions, assessments;
    struct trail_things things;
    struct review_told review;
    struct store_trail_verdict *out;
};

const char *store_trail_fault_word(enum store_trail_fault fault)
{
    static const char *const words[] = {"",      "gap",     "order",   "hash",    "cut",
                                        "head",  "other",   "altered", "missing", "untold",
                                        "loose", "account", "setting", "review"};
    return words[fault];
}

void store_trail_verdict_free(struct store_trail_verdict *v)
{
    free(v->at);
    free(v->who);
    free(v->action);
    *v = (struct store_trail_verdict){0};
}

/* --- what is wrong ---------------------------------------------------------------- */

/* A fault of the row the walk stands at. Returns whether it could be noted. */
static bool blame_row(struct walk *w, enum store_trail_fault fault, struct error *err)
{
    w->out->fault = fault;
    w->out->seq = canonical_row_integer(&w->row, SEQ);
    w->out->at = canonical_row_copy(&w->row, AT);
    w->out->who = canonical_row_copy(&w->row, WHO);
    w->out->action = canonical_row_copy(&w->row, ACTION);
    return (w->out->at != NULL && w->out->who != NULL && w->out->action != NULL) ||
           error_set_memory(err);
}

/* A fault where there is no row. */
static bool blame_place(struct walk *w, enum store_trail_fault fault, int64_t seq)
{
    w->out->fault = fault;
    w->out->seq = seq;
    return true;
}

/* --- the chain -------------------------------------------------------------------- */

static bool check_place(struct walk *w, struct error *err)
{
    int64_t seq = canonical_row_integer(&w->row, SEQ), expected = w->out->head.seq + 1;
    if (seq < expected) {
        error_set(&w->out->sentence, _("a row was put in before the first"));
        return blame_row(w, STORE_TRAIL_ORDER, err);
    }
    if (seq > expected) {
        error_set(&w->out->sentence, _("rows %lld to %lld are missing"), (long long)expected,
                  (long long)seq - 1);
        return blame_place(w, STORE_TRAIL_GAP, expected);
    }
    return true;
}

static bool check_hash(struct walk *w, struct error *err)
{
    unsigned char hash[STORE_HASH_SIZE];
    size_t size;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, w->out->head.hash, STORE_HASH_SIZE);
    canonical_row_hash(&w->row, SEQ, HASH, &state);
    crypto_hash_sha256_final(&state, hash);
    w->out->hashed += STORE_HASH_SIZE + (int64_t)w->row.starts[HASH];
    const char *kept = canonical_row_bytes(&w->row, HASH, &size);
    bool same = canonical_row_is_blob(&w->row, HASH) && size == STORE_HASH_SIZE &&
                memcmp(kept, hash, STORE_HASH_SIZE) == 0;
    if (!same) {
        error_set(&w->out->sentence, _("this row is not the one that was written"));
        return blame_row(w, STORE_TRAIL_HASH, err);
    }
    w->out->head.seq++;
    memcpy(w->out->head.hash, hash, STORE_HASH_SIZE);
    return true;
}

static bool check_known(struct walk *w, struct error *err)
{
    if (w->known == NULL || w->known->seq != w->out->head.seq ||
        memcmp(w->known->hash, w->out->head.hash, STORE_HASH_SIZE) == 0) {
        return true;
    }
    error_set(&w->out->sentence, _("this is not the row whose hash was given"));
    return blame_row(w, STORE_TRAIL_OTHER, err);
}

/* --- what the rows tell of ---------------------------------------------------------- */

static void name_thing(struct walk *w, const struct digest_walk *d, const char *revision,
                       const char *assessment, int64_t id)
{
    error_set(&w->out->sentence, d == &w->revisions ? revision : assessment, (long long)id);
}

static void name_untold(struct walk *w, const struct digest_walk *d)
{
    name_thing(w, d, _("revision %lld is in the file, and no row tells of it"),
               _("assessment %lld is in the file, and no row tells of it"), d->id);
}

/* Rows and what they tell of come in the same order: the walk goes on by one. */
static bool check_digest(struct walk *w, struct digest_walk *d, int64_t id, struct error *err)
{
    if (!digest_next(d, err)) {
        return false;
    }
    if (d->there && d->id < id) {
        name_untold(w, d);
        return blame_row(w, STORE_TRAIL_UNTOLD, err);
    }
    if (!d->there || d->id > id) {
        name_thing(w, d, _("revision %lld, of which it tells, is missing"),
                   _("assessment %lld, of which it tells, is missing"), id);
        return blame_row(w, STORE_TRAIL_MISSING, err);
    }
    if (!canonical_row_is(&w->row, NEW, d->hex)) {
        name_thing(w, d, _("revision %lld is not what was saved"),
                   _("assessment %lld is not what was saved"), id);
        return blame_row(w, STORE_TRAIL_ALTERED, err);
    }
    return true;
}

static bool blame_thing(struct walk *w, const struct trail_wrong *wrong)
{
    if (wrong->fault != STORE_TRAIL_WHOLE) {
        w->out->sentence = wrong->sentence;
        return blame_place(w, wrong->fault, wrong->seq == 0 ? w->out->head.seq + 1 : wrong->seq);
    }
    return true;
}

static bool check_review(struct walk *w, struct error *err)
{
    struct trail_wrong wrong = {.fault = STORE_TRAIL_WHOLE};
    char *old = canonical_row_copy(&w->row, OLD), *new = canonical_row_copy(&w->row, NEW);
    bool good = old != NULL &&
                new != NULL &&review_told_take(&w->review, old, new, w->out->head.seq, &wrong);
    free(old);
    free(new);
    return good ? blame_thing(w, &wrong) : error_set_memory(err);
}

static bool check_thing(struct walk *w, struct error *err)
{
    char *action = canonical_row_copy(&w->row, ACTION), *new = canonical_row_copy(&w->row, NEW);
    char *subject = canonical_row_copy(&w->row, SUBJECT);
    bool good = action != NULL && subject != NULL &&
                new != NULL &&trail_things_take(&w->things, action, subject, new, w->out->head.seq);
    free(action);
    free(subject);
    free(new);
    return good || error_set_memory(err);
}

/* Only accounts and settings are told of by their action: "account-role", "setting". */
static bool tells_of_thing(const struct walk *w)
{
    size_t size;
    const char *action = canonical_row_bytes(&w->row, ACTION, &size);
    return size > 0 && (*action == 'a' || *action == 's');
}

static bool check_told(struct walk *w, struct error *err)
{
    if (canonical_row_is(&w->row, SUBJECT, "revision")) {
        return check_digest(w, &w->revisions, canonical_row_integer(&w->row, REVISION), err);
    }
    if (canonical_row_is(&w->row, SUBJECT, "assessment")) {
        return check_digest(w, &w->assessments, canonical_row_integer(&w->row, ASSESSMENT), err);
    }
    if (canonical_row_is(&w->row, SUBJECT, REVIEW_ROWS_SUBJECT)) {
        return check_review(w, err);
    }
    return !tells_of_thing(w) || check_thing(w, err);
}

static bool sound(const struct walk *w)
{
    return w->out->fault == STORE_TRAIL_WHOLE;
}

static bool check_rows(struct walk *w, struct error *err)
{
    int rc = SQLITE_ROW;
    bool good = true;
    while (good && sound(w) && (rc = sqlite3_step(w->rows)) == SQLITE_ROW) {
        good = (!w->row.bytes.failed || error_set_memory(err)) && check_place(w, err) &&
               (!sound(w) || check_hash(w, err)) && (!sound(w) || check_known(w, err)) &&
               (!sound(w) || check_told(w, err));
    }
    sqlite3_stmt *rows = w->rows;
    w->rows = NULL;
    return store_finish(w->s, rows, rc, err) && good;
}

/* --- behind the last row ------------------------------------------------------------ */

static bool check_end(struct walk *w, int64_t seq)
{
    error_set(&w->out->sentence, _("rows %lld to %lld were cut off"),
              (long long)w->out->head.seq + 1, (long long)seq);
    return blame_place(w, STORE_TRAIL_CUT, w->out->head.seq + 1);
}

static bool check_head(struct walk *w, struct error *err)
{
    struct store_trail_head kept = {0};
    sqlite3_stmt *q = store_query(w->s, err, "SELECT seq, hash FROM trail_head", "");
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    bool there = rc == SQLITE_ROW && sqlite3_column_type(q, 0) == SQLITE_INTEGER &&
                 sqlite3_column_type(q, 1) == SQLITE_BLOB &&
                 sqlite3_column_bytes(q, 1) == STORE_HASH_SIZE;
    if (there) {
        kept.seq = sqlite3_column_int64(q, 0);
        memcpy(kept.hash, sqlite3_column_blob(q, 1), STORE_HASH_SIZE);
        rc = sqlite3_step(q); /* SQLITE_ROW where there is a second one */
        there = rc != SQLITE_ROW;
    }
    if (!store_finish(w->s, q, rc, err)) {
        return false;
    }
    if (there && kept.seq > w->out->head.seq) {
        return check_end(w, kept.seq);
    }
    if (!there || kept.seq != w->out->head.seq ||
        memcmp(kept.hash, w->out->head.hash, STORE_HASH_SIZE) != 0) {
        error_set(&w->out->sentence, _("the end that the file notes is not that of the rows"));
        return blame_place(w, STORE_TRAIL_HEAD, w->out->head.seq);
    }
    return w->known == NULL || w->known->seq <= w->out->head.seq || check_end(w, w->known->seq);
}

static bool check_walk_end(struct walk *w, struct digest_walk *d, struct error *err)
{
    if (!digest_next(d, err)) {
        return false;
    }
    if (d->there) {
        name_untold(w, d);
        return blame_place(w, STORE_TRAIL_UNTOLD, w->out->head.seq + 1);
    }
    return true;
}

/* What no walk came by: fields of no revision, pages of none, and pages that were
 * taken out by a revision that is not theirs. */
static bool check_loose(struct walk *w, struct error *err)
{
    int64_t fields, pages;
    if (!store_number(w->s, err, &fields, "SELECT count(*) FROM field", "") ||
        !store_number(w->s, err, &pages,
                      "SELECT count(*) FROM page p WHERE NOT EXISTS "
                      "(SELECT 1 FROM revision r WHERE r.page = p.id) OR (p.removed IS NOT NULL "
                      "AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.id = p.removed AND "
                      "r.page = p.id))",
                      "")) {
        return false;
    }
    if (fields == w->revisions.field_count && pages == 0) {
        return true;
    }
    error_set(&w->out->sentence, _("fields or pages are in the file that no row tells of"));
    return blame_place(w, STORE_TRAIL_LOOSE, w->out->head.seq + 1);
}

static bool check_things(struct walk *w, struct error *err)
{
    struct trail_wrong wrong;
    return trail_things_compare(&w->things, w->s, &wrong, err) && blame_thing(w, &wrong) &&
           (!sound(w) || review_told_compare(&w->review, w->s, &wrong, err)) &&
           (!sound(w) || blame_thing(w, &wrong));
}

static bool check_all(struct walk *w, struct error *err)
{
    return check_rows(w, err) && (!sound(w) || check_head(w, err)) &&
           (!sound(w) || check_walk_end(w, &w->revisions, err)) &&
           (!sound(w) || check_walk_end(w, &w->assessments, err)) &&
           (!sound(w) || check_loose(w, err)) && (!sound(w) || check_things(w, err));
}

static bool begin_walk(struct walk *w, struct error *err)
{
    w->rows = store_query(w->s, err, rows_sql, "");
    if (w->rows == NULL) {
        return false;
    }
    int rc = canonical_bind(w->rows, 1, &w->row);
    return (rc == SQLITE_OK || store_fail(w->s, rc, err)) &&
           digest_revisions(&w->revisions, w->s, err) &&
           digest_assessments(&w->assessments, w->s, err);
}

bool store_trail_verify(struct store *s, const struct store_trail_head *known,
                        struct store_trail_verdict *out, struct error *err)
{
    struct walk w = {.s = s, .known = known, .row.bytes = BUFFER_INIT, .out = out};
    *out = (struct store_trail_verdict){0};
    if (!store_begin_reading(s, err)) {
        return false;
    }
    bool good = begin_walk(&w, err) && check_all(&w, err);
    out->hashed += w.revisions.hashed + w.assessments.hashed;
    sqlite3_finalize(w.rows);
    digest_end(&w.revisions);
    digest_end(&w.assessments);
    trail_things_free(&w.things);
    review_told_free(&w.review);
    buffer_free(&w.row.bytes);
    store_rollback(s);
    if (!good) {
        store_trail_verdict_free(out);
    }
    return good;
}
