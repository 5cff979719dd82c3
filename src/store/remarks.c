#include "store/remarks.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/chain.h"
#include "store/connection.h"
#include "store/review_lock.h"
#include "store/writer.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- adding ------------------------------------------------------------------------- */

/* Ends the transaction of a write. */
static bool end_write(struct store *s, bool good, struct error *err)
{
    if (good) {
        return store_commit(s, err);
    }
    store_rollback(s);
    return false;
}

static bool insert_remark(struct store *s, const struct store_remark *remark,
                          const struct store_actor *actor, const char *at, int64_t *id,
                          struct error *err)
{
    if (!store_run(s, err,
                   "INSERT INTO review_remark (page, revision, field, quote, who, role, at, text)\n"
                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   "lltttttt", remark->page, remark->revision, remark->field, remark->quote,
                   actor->name, actor->role, at, remark->text)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(s->db);
    return true;
}

/* What the trail calls it: the words of its own rows are no names of fields. */
static char *name_subject(const struct store_remark *remark)
{
    struct buffer subject = BUFFER_INIT;
    buffer_append_string(&subject, *remark->field == '\0' ? "page" : "field ");
    buffer_append_string(&subject, remark->field);
    return buffer_take(&subject);
}

static bool tell_remark(struct store *s, int64_t assessment, const struct store_remark *remark,
                        const struct store_actor *actor, const char *at, struct error *err)
{
    char *subject = name_subject(remark);
    const struct store_trail_entry entry = {
        .who = actor->name,
        .role = actor->role,
        .action = "remark",
        .assessment = assessment,
        .page = remark->page,
        .revision = remark->revision,
        .subject = subject,
        .old = remark->quote,
        .new = remark->text,
    };
    bool good = subject != NULL ? chain_append(s, at, &entry, err) : error_set_memory(err);
    free(subject);
    return good;
}

static bool write_remark(struct store *s, struct review_rows *rows, int64_t assessment,
                         const struct store_remark *remark, const struct store_actor *actor,
                         int64_t *id, struct error *err)
{
    char at[STORE_TIME_SIZE];
    const struct store_trail_entry entry = {
        .who = actor->name, .role = actor->role, .action = "remark", .assessment = assessment};
    return store_now(at, err) && review_count_move(s, rows, assessment, err) &&
           insert_remark(s, remark, actor, at, id, err) &&
           review_rows_added(rows, REVIEW_REMARK, err) &&
           tell_remark(s, assessment, remark, actor, at, err) &&
           review_rows_tell(rows, at, &entry, err);
}

bool store_add_remark(struct store *s, int64_t assessment, const struct store_remark *remark,
                      const struct store_actor *actor, int64_t *id, struct error *err)
{
    struct review_rows rows;
    if (!store_begin(s, err)) {
        return false;
    }
    review_rows_begin(&rows, s);
    bool good = write_remark(s, &rows, assessment, remark, actor, id, err);
    review_rows_end(&rows);
    return end_write(s, good, err);
}

static bool insert_answer(struct store *s, int64_t remark, const char *text,
                          const struct store_actor *actor, const char *at, struct error *err)
{
    return store_run(s, err,
                     "INSERT INTO review_answer (remark, who, role, at, text)\n"
                     "VALUES (?1, ?2, ?3, ?4, ?5)",
                     "ltttt", remark, actor->name, actor->role, at, text);
}

/* The page that the remark is about. */
static bool find_page(struct store *s, int64_t assessment, int64_t remark, int64_t *page,
                      struct error *err)
{
    return store_number(s, err, page,
                        "SELECT p.id FROM review_remark k JOIN page p ON p.id = k.page\n"
                        "WHERE k.id = ?2 AND p.assessment = ?1",
                        "ll", assessment, remark) &&
           (*page != 0 ||
            error_set(err,
                      _("There is no remark %lld about this assessment. \"kusei review list\" "
                        "shows those there are."),
                      (long long)remark));
}

static bool tell_answer(struct store *s, int64_t assessment, int64_t page, int64_t remark,
                        const char *text, const struct store_actor *actor, const char *at,
                        struct error *err)
{
    char subject[40];
    snprintf(subject, sizeof subject, "remark %lld", (long long)remark);
    const struct store_trail_entry entry = {
        .who = actor->name,
        .role = actor->role,
        .action = "answer",
        .assessment = assessment,
        .page = page,
        .subject = subject,
        .new = text,
    };
    return chain_append(s, at, &entry, err);
}

static bool write_answer(struct store *s, struct review_rows *rows, int64_t assessment,
                         int64_t remark, const char *text, const struct store_actor *actor,
                         struct error *err)
{
    char at[STORE_TIME_SIZE];
    int64_t page = 0;
    const struct store_trail_entry entry = {
        .who = actor->name, .role = actor->role, .action = "answer", .assessment = assessment};
    return store_now(at, err) && find_page(s, assessment, remark, &page, err) &&
           review_count_move(s, rows, assessment, err) &&
           insert_answer(s, remark, text, actor, at, err) &&
           review_rows_added(rows, REVIEW_ANSWER, err) &&
           tell_answer(s, assessment, page, remark, text, actor, at, err) &&
           review_rows_tell(rows, at, &entry, err);
}

bool store_add_answer(struct store *s, int64_t assessment, int64_t remark, const char *text,
                      const struct store_actor *actor, struct error *err)
{
    struct review_rows rows;
    if (!store_begin(s, err)) {
        return false;
    }
    review_rows_begin(&rows, s);
    bool good = write_answer(s, &rows, assessment, remark, text, actor, err);
    review_rows_end(&rows);
    return end_write(s, good, err);
}

/* --- reading -------------------------------------------------------------------------- */

void store_remarks_free(struct store_remark_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct store_remark *k = &list->items[i];
        for (size_t n = 0; n < k->answer_count; n++) {
            free(k->answers[n].who);
            free(k->answers[n].role);
            free(k->answers[n].at);
            free(k->answers[n].text);
        }
        free(k->answers);
        free(k->field);
        free(k->quote);
        free(k->who);
        free(k->role);
        free(k->at);
        free(k->text);
    }
    free(list->items);
    *list = (struct store_remark_list){0};
}

/* A row for each answer, and one with NULL for a remark without. */
static const char remarks_sql[] =
    "SELECT k.id, k.page, k.revision, k.field, k.quote, k.who, k.role, k.at, k.text,\n"
    "  n.id, n.who, n.role, n.at, n.text\n"
    "FROM page p JOIN review_remark k ON k.page = p.id\n"
    "LEFT JOIN review_answer n ON n.remark = k.id\n"
    "WHERE p.assessment = ?1 AND (?2 IS NULL OR p.id = ?2) ORDER BY k.id, n.id";

static bool add_remark(struct store_remark_list *out, sqlite3_stmt *q)
{
    struct store_remark *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->items = items;
    struct store_remark *k = &items[out->count++];
    bool quotes = sqlite3_column_type(q, 4) != SQLITE_NULL;
    *k = (struct store_remark){
        .id = sqlite3_column_int64(q, 0),
        .page = sqlite3_column_int64(q, 1),
        .revision = sqlite3_column_int64(q, 2),
        .field = store_text(q, 3),
        .quote = quotes ? store_text(q, 4) : NULL,
        .who = store_text(q, 5),
        .role = store_text(q, 6),
        .at = store_text(q, 7),
        .text = store_text(q, 8),
    };
    return k->field != NULL && (k->quote != NULL || !quotes) && k->who != NULL && k->role != NULL &&
           k->at != NULL && k->text != NULL;
}

static bool add_answer(struct store_remark *k, sqlite3_stmt *q)
{
    struct store_answer *answers = store_grow(k->answers, k->answer_count, sizeof *answers);
    if (answers == NULL) {
        return false;
    }
    k->answers = answers;
    struct store_answer *n = &answers[k->answer_count++];
    *n = (struct store_answer){
        .id = sqlite3_column_int64(q, 9),
        .who = store_text(q, 10),
        .role = store_text(q, 11),
        .at = store_text(q, 12),
        .text = store_text(q, 13),
    };
    return n->who != NULL && n->role != NULL && n->at != NULL && n->text != NULL;
}

static bool take_row(void *to, sqlite3_stmt *q)
{
    struct store_remark_list *out = to;
    bool next = out->count == 0 || out->items[out->count - 1].id != sqlite3_column_int64(q, 0);
    if (next && !add_remark(out, q)) {
        return false;
    }
    return sqlite3_column_type(q, 9) == SQLITE_NULL || add_answer(&out->items[out->count - 1], q);
}

bool store_read_remarks(struct store *s, int64_t assessment, int64_t page,
                        struct store_remark_list *out, struct error *err)
{
    *out = (struct store_remark_list){0};
    bool good =
        store_each(s, store_query(s, err, remarks_sql, "lk", assessment, page), take_row, out, err);
    if (!good) {
        store_remarks_free(out);
    }
    return good;
}
