#include <stdlib.h>

#include "store/connection.h"
#include "store/store.h"
#include "store/writer.h"

void store_judgement_free(struct store_judgement *judgement)
{
    for (size_t i = 0; i < judgement->count; i++) {
        struct store_finding *f = &judgement->findings[i];
        free(f->rule);
        free(f->severity);
        free(f->page);
        free(f->field);
        free(f->message);
    }
    free(judgement->findings);
    free(judgement->version);
    free(judgement->at);
    *judgement = (struct store_judgement){0};
}

/* --- keeping ---------------------------------------------------------------- */

static bool replace_judgement(struct store *s, int64_t assessment, const char *version,
                              struct error *err)
{
    char at[STORE_TIME_SIZE];
    return store_now(at, err) &&
           store_run(s, err, "DELETE FROM judged WHERE assessment = ?1", "l", assessment) &&
           store_run(s, err, "INSERT INTO judged (assessment, version, at) VALUES (?1, ?2, ?3)",
                     "ltt", assessment, version, at);
}

static bool add_findings(struct store *s, int64_t assessment,
                         const struct store_judgement *judgement, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s,
                                    "INSERT INTO judged_finding "
                                    "(assessment, ordinal, rule, severity, page, field, message) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                    err);
    int rc = SQLITE_DONE;
    for (size_t i = 0; q != NULL && rc == SQLITE_DONE && i < judgement->count; i++) {
        const struct store_finding *f = &judgement->findings[i];
        sqlite3_reset(q);
        if (!store_bind(s, q, err, "llttttt", assessment, (int64_t)i, f->rule, f->severity, f->page,
                        f->field, f->message)) {
            sqlite3_finalize(q);
            return false;
        }
        rc = sqlite3_step(q);
    }
    return store_finish(s, q, rc, err);
}

bool store_put_judgement(struct store *s, int64_t assessment,
                         const struct store_judgement *judgement, struct error *err)
{
    if (!store_begin(s, err)) {
        return false;
    }
    if (!replace_judgement(s, assessment, judgement->version, err) ||
        !add_findings(s, assessment, judgement, err)) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

/* --- reading ---------------------------------------------------------------- */

/* A row for each finding, and one with NULL for a judgement that found nothing:
 * one statement, so that version and findings are of the same moment. */
static const char judged_sql[] =
    "SELECT j.version, j.at, f.rule, f.severity, f.page, f.field, f.message "
    "FROM judged j LEFT JOIN judged_finding f ON f.assessment = j.assessment "
    "WHERE j.assessment = ?1 ORDER BY f.ordinal";

static bool add_finding(struct store_judgement *out, sqlite3_stmt *q)
{
    struct store_finding *findings = store_grow(out->findings, out->count, sizeof *findings);
    if (findings == NULL) {
        return false;
    }
    out->findings = findings;
    struct store_finding *f = &findings[out->count++];
    *f = (struct store_finding){
        .rule = store_text(q, 2),
        .severity = store_text(q, 3),
        .page = store_text(q, 4),
        .field = store_text(q, 5),
        .message = store_text(q, 6),
    };
    return f->rule != NULL && f->severity != NULL && f->page != NULL && f->field != NULL &&
           f->message != NULL;
}

static bool read_row(void *to, sqlite3_stmt *q)
{
    struct store_judgement *out = to;
    if (out->version == NULL) {
        out->version = store_text(q, 0);
        out->at = store_text(q, 1);
    }
    if (out->version == NULL || out->at == NULL) {
        return false;
    }
    return sqlite3_column_type(q, 2) == SQLITE_NULL || add_finding(out, q);
}

bool store_read_judgement(struct store *s, int64_t assessment, struct store_judgement *out,
                          struct error *err)
{
    *out = (struct store_judgement){0};
    sqlite3_stmt *q = store_query(s, err, judged_sql, "l", assessment);
    bool good = store_each(s, q, read_row, out, err);
    if (!good) {
        store_judgement_free(out);
    }
    return good;
}
