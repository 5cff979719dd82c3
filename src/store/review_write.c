#include "store/review.h"

#include "store/chain.h"
#include "store/connection.h"
#include "store/review_lock.h"
#include "store/review_rows.h"
#include "store/writer.h"
#include "text/i18n.h"

struct moving {
    struct store *s;
    const struct store_review_change *change;
    char at[STORE_TIME_SIZE];
    struct review_rows rows;
};

/* --- still as it was read ------------------------------------------------------------ */

static enum store_saved check_unchanged(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    int64_t moves, newest;
    if (!store_number(m->s, err, &moves, "SELECT moves FROM review WHERE assessment = ?1", "l",
                      c->assessment) ||
        !store_number(m->s, err, &newest,
                      "SELECT max(r.id) FROM page p JOIN revision r ON r.page = p.id\n"
                      "WHERE p.assessment = ?1",
                      "l", c->assessment)) {
        return STORE_FAILED;
    }
    if (moves == c->moves && newest == c->newest) {
        return STORE_SAVED;
    }
    error_set(err, _("Somebody else changed this assessment at the same moment. Nothing was done; "
                     "look at it again."));
    return STORE_CONFLICT;
}

/* --- what is written ------------------------------------------------------------------- */

static bool tell(struct moving *m, const struct store_review_move *move, const char *subject,
                 const char *old, const char *new, struct error *err)
{
    const struct store_review_change *c = m->change;
    const struct store_trail_entry entry = {
        .who = c->actor.name,
        .role = c->actor.role,
        .action = c->action,
        .assessment = c->assessment,
        .page = move == NULL ? 0 : move->page,
        .revision = move == NULL ? 0 : move->revision,
        .subject = subject,
        .old = old,
        .new = new,
        .why = c->why,
    };
    return chain_append(m->s, m->at, &entry, err);
}

/* Who submitted stays known until the next submission, who approved as long as the
 * approval holds, and what was approved last for good. */
static const char move_sql[] =
    "INSERT INTO review_page (page, revision, state, open, who, role, at, submitter,\n"
    "  submitter_role, submitted_at, approver, approver_role, approved_at, approved_revision)\n"
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(?8, ?5, NULL), iif(?8, ?6, NULL), iif(?8, ?7, NULL),\n"
    "  iif(?9, ?5, NULL), iif(?9, ?6, NULL), iif(?9, ?7, NULL), iif(?9, ?2, NULL))\n"
    "ON CONFLICT (page) DO UPDATE SET revision = ?2, state = ?3, open = ?4, who = ?5, role = ?6,\n"
    "  at = ?7, submitter = iif(?8, ?5, submitter),\n"
    "  submitter_role = iif(?8, ?6, submitter_role), submitted_at = iif(?8, ?7, submitted_at),\n"
    "  approver = iif(?9, ?5, iif(?10, NULL, approver)),\n"
    "  approver_role = iif(?9, ?6, iif(?10, NULL, approver_role)),\n"
    "  approved_at = iif(?9, ?7, iif(?10, NULL, approved_at)),\n"
    "  approved_revision = iif(?9, ?2, approved_revision)";

static bool move_page(struct moving *m, const struct store_review_move *move, struct error *err)
{
    const struct store_actor *actor = &m->change->actor;
    return review_rows_write(&m->rows, REVIEW_PAGE, move->page, err) &&
           store_run(m->s, err, move_sql, "lltitttiii", move->page, move->revision, move->state,
                     (int)move->open, actor->name, actor->role, m->at, (int)move->submitted,
                     (int)move->approved, (int)move->unapproved) &&
           (move->silent || tell(m, move, "state", move->from, move->state, err));
}

static bool move_assessment(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    if (c->state == NULL) {
        return true;
    }
    return store_run(m->s, err, "UPDATE assessment SET state = ?2 WHERE id = ?1", "lt",
                     c->assessment, c->state) &&
           store_run(m->s, err, "UPDATE review SET open = ?2 WHERE assessment = ?1", "li",
                     c->assessment, (int)c->open);
}

/* The one that stands; 0: there is none. */
static bool find_signature(struct moving *m, int64_t *id, struct error *err)
{
    return store_number(m->s, err, id,
                        "SELECT id FROM review_signature WHERE assessment = ?1 AND ended IS NULL",
                        "l", m->change->assessment);
}

static bool end_signature(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    int64_t id = 0;
    if (c->ended == NULL) {
        return true;
    }
    return find_signature(m, &id, err) &&
           (id == 0 || (review_rows_write(&m->rows, REVIEW_SIGNATURE, id, err) &&
                        store_run(m->s, err,
                                  "UPDATE review_signature SET ended = ?2, ended_at = ?3\n"
                                  "WHERE id = ?1",
                                  "ltt", id, c->ended, m->at)));
}

static bool sign(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    const struct store_signature *g = c->sign;
    return g == NULL || (store_run(m->s, err,
                                   "INSERT INTO review_signature\n"
                                   "  (assessment, who, role, at, meaning, digest, content)\n"
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                   "ltttttt", c->assessment, c->actor.name, c->actor.role, m->at,
                                   g->meaning, g->digest, g->content) &&
                         review_rows_added(&m->rows, REVIEW_SIGNATURE, err) &&
                         tell(m, NULL, "signature", g->meaning, g->digest, err));
}

static bool stand_in(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    return c->person == NULL ||
           (store_run(m->s, err,
                      "INSERT INTO review_stand_in (assessment, person, successor, who, at, why)\n"
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                      "lttttt", c->assessment, c->person, c->successor, c->actor.name, m->at,
                      c->why == NULL ? "" : c->why) &&
            review_rows_added(&m->rows, REVIEW_STAND_IN, err) &&
            tell(m, NULL, "person", c->person, c->successor, err));
}

static bool add_receipt(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    const struct store_receipt *k = c->receipt;
    return k == NULL ||
           (store_run(m->s, err,
                      "INSERT INTO review_receipt (assessment, number, trail_seq,\n"
                      "  trail_hash, content, who, role, at)\n"
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                      "ltlttttt", c->assessment, k->number, k->trail_seq, k->trail_hash, k->content,
                      c->actor.name, c->actor.role, m->at) &&
            review_rows_added(&m->rows, REVIEW_RECEIPT, err) &&
            tell(m, NULL, "receipt", NULL, k->number, err));
}

static bool write_all(struct moving *m, struct error *err)
{
    const struct store_review_change *c = m->change;
    const struct store_trail_entry entry = {.who = c->actor.name,
                                            .role = c->actor.role,
                                            .action = c->action,
                                            .assessment = c->assessment};
    bool good = store_now(m->at, err) && review_count_move(m->s, &m->rows, c->assessment, err);
    for (size_t i = 0; good && i < c->page_count; i++) {
        good = move_page(m, &c->pages[i], err);
    }
    return good && move_assessment(m, err) && end_signature(m, err) &&
           (c->from == NULL || tell(m, NULL, "state", c->from, c->to, err)) && sign(m, err) &&
           stand_in(m, err) && add_receipt(m, err) &&
           review_rows_tell(&m->rows, m->at, &entry, err);
}

enum store_saved store_change_review(struct store *s, const struct store_review_change *change,
                                     struct error *err)
{
    struct moving m = {.s = s, .change = change};
    if (!store_begin(s, err)) {
        return STORE_FAILED;
    }
    review_rows_begin(&m.rows, s);
    enum store_saved result = check_unchanged(&m, err);
    if (result == STORE_SAVED && !write_all(&m, err)) {
        result = STORE_FAILED;
    }
    review_rows_end(&m.rows);
    if (result == STORE_SAVED) {
        return store_commit(s, err) ? STORE_SAVED : STORE_FAILED;
    }
    store_rollback(s);
    return result;
}

/* --- who looked at what ------------------------------------------------------------------- */

/* Whether that is known already. */
static bool has_looked(struct store *s, const char *person, const struct store_looked *looked,
                       bool *known, struct error *err)
{
    int64_t one;
    bool good = store_number(s, err, &one,
                             "SELECT 1 FROM review_looked WHERE page = ?1 AND person = ?2\n"
                             "  AND revision = ?3 AND remark = ?4 AND answer = ?5",
                             "ltlll", looked->page, person, looked->revision, looked->remark,
                             looked->answer);
    *known = good && one != 0;
    return good;
}

static bool put_looked(struct store *s, struct review_rows *rows, const struct store_actor *actor,
                       const struct store_looked *looked, struct error *err)
{
    char at[STORE_TIME_SIZE];
    const struct store_trail_entry entry = {
        .who = actor->name, .role = actor->role, .action = "seen"};
    return store_now(at, err) && review_rows_write(rows, REVIEW_LOOKED, looked->page, err) &&
           store_run(s, err,
                     "REPLACE INTO review_looked (page, person, revision, remark, answer)\n"
                     "VALUES (?1, ?2, ?3, ?4, ?5)",
                     "ltlll", looked->page, actor->name, looked->revision, looked->remark,
                     looked->answer) &&
           review_rows_tell(rows, at, &entry, err);
}

bool store_put_looked(struct store *s, const struct store_actor *actor,
                      const struct store_looked *looked, struct error *err)
{
    struct review_rows rows;
    bool known;
    if (!store_begin(s, err)) {
        return false;
    }
    review_rows_begin(&rows, s);
    bool good = has_looked(s, actor->name, looked, &known, err) &&
                (known || put_looked(s, &rows, actor, looked, err));
    review_rows_end(&rows);
    if (!good || known) {
        store_rollback(s);
        return good;
    }
    return store_commit(s, err);
}
