#include "store/city.h"

#include <stdlib.h>

#include "store/chain.h"
#include "store/city_pages.h"
#include "store/connection.h"
#include "store/pages.h"
#include "store/review_lock.h"
#include "store/review_rows.h"
#include "store/writer.h"
#include "text/i18n.h"

struct taking {
    struct store_writer w;
    const struct store_city_taking *is;
    struct review_rows rows;
    struct store_page_list there; /* the pages before */
    int64_t assessment;
    int64_t file, submission;
};

/* What is not there is NULL. */
static const char *or_null(const char *text)
{
    return text == NULL || *text == '\0' ? NULL : text;
}

/* --- still as it was read ------------------------------------------------------------ */

static enum store_saved check_newest(struct taking *t, struct error *err)
{
    int64_t newest;
    if (!store_number(t->w.s, err, &newest, "SELECT max(id) FROM city_submission", "")) {
        return STORE_FAILED;
    }
    if (newest == t->is->newest) {
        return STORE_SAVED;
    }
    error_set(err, _("Something else was received at the same moment. Nothing was done; try "
                     "again."));
    return STORE_CONFLICT;
}

/* --- the assessment ------------------------------------------------------------------ */

static bool find_assessment(struct taking *t, struct error *err)
{
    const struct store_assessment *a = t->is->assessment;
    return store_number(t->w.s, err, &t->assessment,
                        "SELECT id FROM assessment WHERE ward_code = ?1 AND year = ?2", "ti",
                        a->ward_code, a->year);
}

/* What is handed on is not written to (review_lock.h): it is taken back within this
 * transaction, and its rows are told of as the whole leaves them. */
static bool open_pages(struct taking *t, struct error *err)
{
    for (size_t i = 0; i < t->there.count; i++) {
        if (!review_rows_write(&t->rows, REVIEW_PAGE, t->there.pages[i].id, err)) {
            return false;
        }
    }
    return store_run(t->w.s, err,
                     "UPDATE review_page SET open = 1 WHERE page IN\n"
                     "  (SELECT id FROM page WHERE assessment = ?1 AND removed IS NULL)",
                     "l", t->assessment);
}

static bool was_there(const struct taking *t, int64_t page)
{
    for (size_t i = 0; i < t->there.count; i++) {
        if (t->there.pages[i].id == page) {
            return true;
        }
    }
    return false;
}

static bool close_page(struct taking *t, const struct store_page *page, struct error *err)
{
    const struct store_actor *actor = &t->is->actor;
    return (was_there(t, page->id) || review_rows_write(&t->rows, REVIEW_PAGE, page->id, err)) &&
           store_run(t->w.s, err,
                     "INSERT INTO review_page (page, revision, state, open, who, role, at)\n"
                     "VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6) ON CONFLICT (page) DO UPDATE SET\n"
                     "  revision = ?2, state = ?3, open = 0, who = ?4, role = ?5, at = ?6",
                     "lltttt", page->id, page->revision, t->is->page_state, actor->name,
                     actor->role, t->w.at);
}

static bool close_pages(struct taking *t, struct error *err)
{
    struct store_page_list now;
    if (!store_read_pages_here(t->w.s, t->assessment, &now, err)) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; good && i < now.count; i++) {
        good = close_page(t, &now.pages[i], err);
    }
    store_page_list_free(&now);
    return good;
}

static bool write_progress(struct taking *t, struct error *err)
{
    const struct store_assessment *a = t->is->assessment;
    return store_run(t->w.s, err,
                     "UPDATE assessment SET pages_done = ?2, pages_total = ?3 WHERE id = ?1", "lii",
                     t->assessment, a->pages_done, a->pages_total);
}

static bool put_pages(struct taking *t, struct error *err)
{
    const struct store_city_taking *is = t->is;
    if (t->assessment == 0 &&
        !store_writer_assessment(&t->w, is->assessment, &t->assessment, err)) {
        return false;
    }
    return store_read_pages_here(t->w.s, t->assessment, &t->there, err) && open_pages(t, err) &&
           city_pages_put(&t->w, t->assessment, &t->there, is->pages, err) && close_pages(t, err) &&
           write_progress(t, err);
}

/* Behind the last row of the writer's own. */
static bool end_chain(struct taking *t, struct error *err)
{
    bool good = chain_end(&t->w.chain, true, err);
    t->w.chain = (struct chain){0};
    return good;
}

static bool tell(struct taking *t, const char *subject, const char *old, const char *new,
                 struct error *err)
{
    const struct store_trail_entry entry = {.who = t->is->actor.name,
                                            .role = t->is->actor.role,
                                            .action = "receive",
                                            .assessment = t->assessment,
                                            .subject = subject,
                                            .old = old,
                                            .new = new};
    return chain_append(t->w.s, t->w.at, &entry, err);
}

static bool move_assessment(struct taking *t, struct error *err)
{
    struct store *s = t->w.s;
    const char *state = t->is->state;
    char *from = NULL;
    sqlite3_stmt *q =
        store_query(s, err, "SELECT state FROM assessment WHERE id = ?1", "l", t->assessment);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    if (rc == SQLITE_ROW) {
        from = store_text(q, 0);
    }
    bool good =
        store_finish(s, q, rc, err) && (from != NULL || error_set_memory(err)) &&
        review_count_move(s, &t->rows, t->assessment, err) &&
        store_run(s, err, "UPDATE assessment SET state = ?2 WHERE id = ?1", "lt", t->assessment,
                  state) &&
        store_run(s, err, "UPDATE review SET open = 0 WHERE assessment = ?1", "l", t->assessment) &&
        tell(t, "state", from, state, err);
    free(from);
    return good;
}

static bool change_assessment(struct taking *t, struct error *err)
{
    if (t->is->assessment == NULL) {
        return true;
    }
    return find_assessment(t, err) && (t->is->pages == NULL || put_pages(t, err)) &&
           end_chain(t, err) && move_assessment(t, err);
}

/* --- what was received ----------------------------------------------------------------- */

static bool put_file(struct taking *t, struct error *err)
{
    const struct store_city_taking *is = t->is;
    struct store *s = t->w.s;
    if (!store_number(s, err, &t->file, "SELECT id FROM city_file WHERE digest = ?1", "t",
                      is->is->digest)) {
        return false;
    }
    if (t->file != 0) {
        return true;
    }
    sqlite3_stmt *q = store_query(s, err, "INSERT INTO city_file (digest, bytes) VALUES (?1, ?2)",
                                  "t", is->is->digest);
    int rc = q == NULL ? SQLITE_OK : sqlite3_bind_blob64(q, 2, is->bytes, is->size, SQLITE_STATIC);
    if (q != NULL && rc == SQLITE_OK) {
        rc = sqlite3_step(q);
    }
    if (!store_finish(s, q, rc, err)) {
        return false;
    }
    t->file = sqlite3_last_insert_rowid(s->db);
    return review_rows_added(&t->rows, REVIEW_CITY_FILE, err);
}

static bool put_submission(struct taking *t, struct error *err)
{
    const struct store_city_submission *c = t->is->is;
    const struct store_actor *actor = &t->is->actor;
    if (!store_run(t->w.s, err,
                   "INSERT INTO city_submission (file, name, ward, year, policy, form_version,\n"
                   "  kind, first, trail_seq, trail_hash, content, certificate, rules, warnings,\n"
                   "  refusal, detail, number, received, assessment, who, role, at, signed_at)\n"
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,\n"
                   "  ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
                   "lttkttttkttttittttktttt", t->file, c->name, or_null(c->ward), (int64_t)c->year,
                   or_null(c->policy), or_null(c->form_version), or_null(c->kind),
                   or_null(c->first), c->trail_seq, or_null(c->trail_hash), or_null(c->content),
                   or_null(c->certificate), or_null(c->rules), c->warnings, or_null(c->refusal),
                   or_null(c->detail), c->number, c->received, t->assessment, actor->name,
                   actor->role, t->w.at, or_null(c->signed_at))) {
        return false;
    }
    t->submission = sqlite3_last_insert_rowid(t->w.s->db);
    return review_rows_added(&t->rows, REVIEW_CITY_SUBMISSION, err);
}

static bool put_signers(struct taking *t, struct error *err)
{
    const struct store_city_taking *is = t->is;
    if (is->signer_count == 0) {
        return true;
    }
    if (!review_rows_write(&t->rows, REVIEW_CITY_SIGNER, t->submission, err)) {
        return false;
    }
    for (size_t i = 0; i < is->signer_count; i++) {
        const struct store_city_signer *signer = &is->signers[i];
        if (!store_run(t->w.s, err,
                       "INSERT INTO city_signer (submission, ordinal, name, role, meaning,\n"
                       "  digest, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       "littttt", t->submission, (int)i, signer->name, signer->role,
                       signer->meaning, signer->digest, signer->at)) {
            return false;
        }
    }
    return true;
}

/* The row with the number is the last: the trail up to it has all of the others. */
static bool tell_all(struct taking *t, struct error *err)
{
    const struct store_trail_entry entry = {.who = t->is->actor.name,
                                            .role = t->is->actor.role,
                                            .action = "receive",
                                            .assessment = t->assessment};
    return review_rows_tell(&t->rows, t->w.at, &entry, err) &&
           tell(t, "number", or_null(t->is->is->refusal), t->is->is->number, err);
}

static enum store_saved take(struct taking *t, struct error *err)
{
    enum store_saved result = check_newest(t, err);
    if (result != STORE_SAVED) {
        return result;
    }
    return change_assessment(t, err) && put_file(t, err) && put_submission(t, err) &&
                   put_signers(t, err) && tell_all(t, err)
               ? STORE_SAVED
               : STORE_FAILED;
}

enum store_saved store_city_take(struct store *s, const struct store_city_taking *taking,
                                 struct error *err)
{
    struct taking t = {.is = taking};
    const struct store_author author = {
        .name = taking->actor.name, .role = taking->actor.role, .action = "import"};
    if (!store_writer_begin(&t.w, s, &author, err)) {
        return STORE_FAILED;
    }
    review_rows_begin(&t.rows, s);
    enum store_saved result = take(&t, err);
    review_rows_end(&t.rows);
    store_page_list_free(&t.there);
    if (!store_writer_end(&t.w, result == STORE_SAVED, err) && result == STORE_SAVED) {
        result = STORE_FAILED;
    }
    return result;
}

/* --- the day ----------------------------------------------------------------------- */

static bool put_due(struct store *s, struct review_rows *rows, int year, const char *day,
                    const struct store_actor *actor, struct error *err)
{
    char at[STORE_TIME_SIZE];
    const struct store_trail_entry entry = {
        .who = actor->name, .role = actor->role, .action = "due"};
    return store_now(at, err) &&
           store_run(s, err,
                     "INSERT INTO city_due (year, day, who, role, at)\n"
                     "VALUES (?1, ?2, ?3, ?4, ?5)",
                     "itttt", year, day, actor->name, actor->role, at) &&
           review_rows_added(rows, REVIEW_CITY_DUE, err) && review_rows_tell(rows, at, &entry, err);
}

bool store_city_put_due(struct store *s, int year, const char *day, const struct store_actor *actor,
                        struct error *err)
{
    struct review_rows rows;
    if (!store_begin(s, err)) {
        return false;
    }
    review_rows_begin(&rows, s);
    bool good = put_due(s, &rows, year, day, actor, err);
    review_rows_end(&rows);
    if (!good) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}
