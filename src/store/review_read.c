#include "store/review.h"

#include <stdlib.h>
#include <string.h>

#include "store/connection.h"

static void free_receipt(struct store_receipt *k)
{
    free(k->number);
    free(k->trail_hash);
    free(k->content);
    free(k->who);
    free(k->role);
    free(k->at);
}

void store_review_free(struct store_review *review)
{
    for (size_t i = 0; i < review->page_count; i++) {
        struct store_review_page *p = &review->pages[i];
        char *const texts[] = {p->state,        p->who,       p->role,
                               p->at,           p->submitter, p->submitter_role,
                               p->submitted_at, p->approver,  p->approver_role,
                               p->approved_at};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            free(texts[k]);
        }
    }
    for (size_t i = 0; i < review->editor_count; i++) {
        free(review->editors[i].name);
    }
    for (size_t i = 0; i < review->signature_count; i++) {
        struct store_signature *g = &review->signatures[i];
        char *const texts[] = {g->who,    g->role,    g->at,    g->meaning,
                               g->digest, g->content, g->ended, g->ended_at};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            free(texts[k]);
        }
    }
    for (size_t i = 0; i < review->stand_in_count; i++) {
        struct store_stand_in *t = &review->stand_ins[i];
        free(t->person);
        free(t->successor);
        free(t->who);
        free(t->at);
        free(t->why);
    }
    for (size_t i = 0; i < review->receipt_count; i++) {
        free_receipt(&review->receipts[i]);
    }
    free(review->receipts);
    free(review->state);
    free(review->pages);
    free(review->editors);
    free(review->signatures);
    free(review->stand_ins);
    *review = (struct store_review){0};
}

/* --- pages ------------------------------------------------------------------------ */

static const char pages_sql[] =
    "SELECT v.page, v.revision, (SELECT max(r.id) FROM revision r WHERE r.page = v.page),\n"
    "  v.approved_revision, v.state, v.who, v.role, v.at, v.submitter, v.submitter_role,\n"
    "  v.submitted_at, v.approver, v.approver_role, v.approved_at\n"
    "FROM page p JOIN review_page v ON v.page = p.id\n"
    "WHERE p.assessment = ?1 AND p.removed IS NULL ORDER BY v.page";

static bool add_page(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    struct store_review_page *pages = store_grow(out->pages, out->page_count, sizeof *pages);
    if (pages == NULL) {
        return false;
    }
    out->pages = pages;
    struct store_review_page *p = &pages[out->page_count++];
    *p = (struct store_review_page){
        .page = sqlite3_column_int64(q, 0),
        .revision = sqlite3_column_int64(q, 1),
        .newest = sqlite3_column_int64(q, 2),
        .approved_revision = sqlite3_column_int64(q, 3),
    };
    char **const texts[] = {&p->state,        &p->who,       &p->role,
                            &p->at,           &p->submitter, &p->submitter_role,
                            &p->submitted_at, &p->approver,  &p->approver_role,
                            &p->approved_at};
    bool good = true;
    for (int k = 0; k < (int)(sizeof texts / sizeof texts[0]); k++) {
        *texts[k] = store_text(q, 4 + k);
        good = good && *texts[k] != NULL;
    }
    return good;
}

/* A page's first revision is the form's blank one where it was made as "new": nobody
 * wrote that. */
#define EDITORS                                                                                    \
    "SELECT DISTINCT r.page AS page, r.author AS author\n"                                         \
    "FROM page p JOIN revision r ON r.page = p.id\n"                                               \
    "LEFT JOIN review_page v ON v.page = p.id\n"                                                   \
    "WHERE p.removed IS NULL AND r.action <> 'new' AND (r.id > coalesce(v.approved_revision, 0)\n" \
    "  OR r.id = (SELECT max(n.id) FROM revision n WHERE n.page = p.id))"

static const char editors_sql[] = EDITORS " AND p.assessment = ?1 ORDER BY 1, 2";

static bool add_editor(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    struct store_review_editor *editors =
        store_grow(out->editors, out->editor_count, sizeof *editors);
    if (editors == NULL) {
        return false;
    }
    out->editors = editors;
    struct store_review_editor *e = &editors[out->editor_count++];
    *e = (struct store_review_editor){sqlite3_column_int64(q, 0), store_text(q, 1)};
    return e->name != NULL;
}

/* --- signatures, stand-ins, receipts -------------------------------------------------- */

static const char signatures_sql[] =
    "SELECT id, who, role, at, meaning, digest, content, ended, ended_at\n"
    "FROM review_signature WHERE assessment = ?1 ORDER BY id";

static bool add_signature(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    struct store_signature *signatures =
        store_grow(out->signatures, out->signature_count, sizeof *signatures);
    if (signatures == NULL) {
        return false;
    }
    out->signatures = signatures;
    struct store_signature *g = &signatures[out->signature_count++];
    *g = (struct store_signature){.id = sqlite3_column_int64(q, 0)};
    char **const texts[] = {&g->who,    &g->role,    &g->at,    &g->meaning,
                            &g->digest, &g->content, &g->ended, &g->ended_at};
    bool good = true;
    for (int k = 0; k < (int)(sizeof texts / sizeof texts[0]); k++) {
        *texts[k] = store_text(q, 1 + k);
        good = good && *texts[k] != NULL;
    }
    return good;
}

static const char stand_ins_sql[] =
    "SELECT person, successor, who, at, why FROM review_stand_in WHERE assessment = ?1 ORDER BY id";

static bool add_stand_in(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    struct store_stand_in *items = store_grow(out->stand_ins, out->stand_in_count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->stand_ins = items;
    struct store_stand_in *t = &items[out->stand_in_count++];
    *t = (struct store_stand_in){store_text(q, 0), store_text(q, 1), store_text(q, 2),
                                 store_text(q, 3), store_text(q, 4)};
    return t->person != NULL && t->successor != NULL && t->who != NULL && t->at != NULL &&
           t->why != NULL;
}

static const char receipts_sql[] =
    "SELECT id, trail_seq, number, trail_hash, content, who, role, at\n"
    "FROM review_receipt WHERE assessment = ?1 ORDER BY id";

static bool add_receipt(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    struct store_receipt *items = store_grow(out->receipts, out->receipt_count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->receipts = items;
    struct store_receipt *k = &items[out->receipt_count++];
    *k = (struct store_receipt){.id = sqlite3_column_int64(q, 0),
                                .trail_seq = sqlite3_column_int64(q, 1),
                                .number = store_text(q, 2),
                                .trail_hash = store_text(q, 3),
                                .content = store_text(q, 4),
                                .who = store_text(q, 5),
                                .role = store_text(q, 6),
                                .at = store_text(q, 7)};
    return k->number != NULL && k->trail_hash != NULL && k->content != NULL && k->who != NULL &&
           k->role != NULL && k->at != NULL;
}

/* --- all of it ------------------------------------------------------------------------ */

static bool take_state(void *to, sqlite3_stmt *q)
{
    struct store_review *out = to;
    out->state = store_text(q, 0);
    out->moves = sqlite3_column_int64(q, 1);
    return out->state != NULL;
}

static bool read_all(struct store *s, int64_t assessment, struct store_review *out,
                     struct error *err)
{
    const struct {
        const char *sql;
        bool (*take)(void *out, sqlite3_stmt *q);
    } parts[] = {
        {"SELECT a.state, coalesce(v.moves, 0) FROM assessment a\n"
         "LEFT JOIN review v ON v.assessment = a.id WHERE a.id = ?1",
         take_state},
        {pages_sql, add_page},
        {editors_sql, add_editor},
        {signatures_sql, add_signature},
        {stand_ins_sql, add_stand_in},
        {receipts_sql, add_receipt},
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (!store_each(s, store_query(s, err, parts[i].sql, "l", assessment), parts[i].take, out,
                        err)) {
            return false;
        }
    }
    return store_number(s, err, &out->newest,
                        "SELECT max(r.id) FROM page p JOIN revision r ON r.page = p.id\n"
                        "WHERE p.assessment = ?1",
                        "l", assessment);
}

bool store_read_review(struct store *s, int64_t assessment, struct store_review *out,
                       struct error *err)
{
    *out = (struct store_review){.assessment = assessment};
    bool good = store_begin_reading(s, err);
    if (good) {
        good = read_all(s, assessment, out, err);
        store_rollback(s);
    }
    if (good && out->state == NULL) { /* no such assessment */
        out->state = strdup("");
        good = out->state != NULL || error_set_memory(err);
    }
    if (!good) {
        store_review_free(out);
    }
    return good;
}

/* --- who looked at what ----------------------------------------------------------------- */

static bool add_looked(void *to, sqlite3_stmt *q)
{
    struct store_looked_list *out = to;
    struct store_looked *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->items = items;
    items[out->count++] =
        (struct store_looked){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
                              sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3)};
    return true;
}

bool store_read_looked(struct store *s, int64_t assessment, const char *person,
                       struct store_looked_list *out, struct error *err)
{
    *out = (struct store_looked_list){0};
    sqlite3_stmt *q = store_query(s, err,
                                  "SELECT l.page, l.revision, l.remark, l.answer\n"
                                  "FROM page p JOIN review_looked l ON l.page = p.id\n"
                                  "WHERE p.assessment = ?1 AND l.person = ?2 ORDER BY l.page",
                                  "lt", assessment, person);
    bool good = store_each(s, q, add_looked, out, err);
    if (!good) {
        free(out->items);
        *out = (struct store_looked_list){0};
    }
    return good;
}

/* --- pages that are gone ------------------------------------------------------------------ */

static const char gone_sql[] =
    "SELECT p.id, coalesce(l.revision, v.approved_revision) AS known, p.removed, r.author, r.at\n"
    "FROM page p JOIN revision r ON r.id = p.removed\n"
    "LEFT JOIN review_looked l ON l.page = p.id AND l.person = ?2\n"
    "LEFT JOIN review_page v ON v.page = p.id\n"
    "WHERE p.assessment = ?1 AND known < p.removed ORDER BY p.id";

static bool add_gone(void *to, sqlite3_stmt *q)
{
    struct store_gone_list *out = to;
    struct store_gone_page *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->items = items;
    struct store_gone_page *g = &items[out->count++];
    *g = (struct store_gone_page){.page = sqlite3_column_int64(q, 0),
                                  .known = sqlite3_column_int64(q, 1),
                                  .revision = sqlite3_column_int64(q, 2),
                                  .who = store_text(q, 3),
                                  .at = store_text(q, 4)};
    return g->who != NULL && g->at != NULL;
}

bool store_read_gone(struct store *s, int64_t assessment, const char *person,
                     struct store_gone_list *out, struct error *err)
{
    *out = (struct store_gone_list){0};
    bool good =
        store_each(s, store_query(s, err, gone_sql, "lt", assessment, person), add_gone, out, err);
    if (!good) {
        store_gone_list_free(out);
    }
    return good;
}

void store_gone_list_free(struct store_gone_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].who);
        free(list->items[i].at);
    }
    free(list->items);
    *list = (struct store_gone_list){0};
}

/* --- over all assessments ----------------------------------------------------------------- */

static bool take_time(void *to, sqlite3_stmt *q)
{
    char **at = to;
    *at = store_text(q, 0);
    return *at != NULL;
}

bool store_read_moved_at(struct store *s, int64_t assessment, const char *state, char **at,
                         struct error *err)
{
    *at = NULL;
    sqlite3_stmt *q = store_query(s, err,
                                  "SELECT at FROM trail WHERE assessment = ?1 AND page IS NULL\n"
                                  "AND subject = 'state' AND new = ?2 ORDER BY seq DESC LIMIT 1",
                                  "lt", assessment, state);
    return store_each(s, q, take_time, at, err);
}

/* Only assessments that have a row in review: of the others there is nothing to count. */
#define TALLY(own)                                                                                 \
    "SELECT p.assessment, CASE WHEN v.open OR v.revision = (SELECT max(r.id) FROM revision r\n"    \
    "    WHERE r.page = p.id) THEN v.state ELSE '' END AS state, count(*), " own "\n"              \
    "FROM review a JOIN page p ON p.assessment = a.assessment\n"                                   \
    "LEFT JOIN review_page v ON v.page = p.id\n"                                                   \
    "WHERE p.removed IS NULL GROUP BY 1, 2 ORDER BY 1, 2"

static const char tally_sql[] = TALLY("0");

static const char own_tally_sql[] =
    "WITH editor AS (" EDITORS
    ")\n" TALLY("sum(EXISTS (SELECT 1 FROM editor e WHERE e.page = p.id AND e.author = ?1))");

static bool add_tally(void *to, sqlite3_stmt *q)
{
    struct store_tally_list *out = to;
    struct store_tally *items = store_grow(out->items, out->count, sizeof *items);
    if (items == NULL) {
        return false;
    }
    out->items = items;
    struct store_tally *t = &items[out->count++];
    *t = (struct store_tally){
        .assessment = sqlite3_column_int64(q, 0),
        .state = store_text(q, 1),
        .pages = (size_t)sqlite3_column_int64(q, 2),
        .own = (size_t)sqlite3_column_int64(q, 3),
    };
    return t->state != NULL;
}

bool store_read_tally(struct store *s, const char *person, struct store_tally_list *out,
                      struct error *err)
{
    *out = (struct store_tally_list){0};
    sqlite3_stmt *q = person == NULL ? store_query(s, err, tally_sql, "")
                                     : store_query(s, err, own_tally_sql, "t", person);
    bool good = store_each(s, q, add_tally, out, err);
    if (!good) {
        store_tally_free(out);
    }
    return good;
}

void store_tally_free(struct store_tally_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].state);
    }
    free(list->items);
    *list = (struct store_tally_list){0};
}
