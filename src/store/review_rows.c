#include "store/review_rows.h"

#include <stdlib.h>
#include <string.h>

#include "store/canonical.h"
#include "store/chain.h"
#include "store/writer.h"

/* Each table's columns, the key first, by rising key; parameters: the least key and the
 * greatest. Several rows of one key are one digest. */
static const struct {
    const char *word;
    int columns;
    const char *sql;
} tables[REVIEW_TABLES] = {
    /* With what belongs to no assessment, which no honest change leaves. */
    [REVIEW_WHOLE] = {"whole", 4,
                      "SELECT a.id, v.moves, v.open, a.state FROM assessment a\n"
                      "LEFT JOIN review v ON v.assessment = a.id WHERE a.id BETWEEN ?1 AND ?2\n"
                      "UNION ALL SELECT assessment, moves, open, NULL FROM review\n"
                      "WHERE assessment BETWEEN ?1 AND ?2\n"
                      "  AND assessment NOT IN (SELECT id FROM assessment) ORDER BY 1"},
    [REVIEW_PAGE] = {"page", 14,
                     "SELECT page, revision, state, open, who, role, at, submitter,\n"
                     "  submitter_role, submitted_at, approver, approver_role, approved_at,\n"
                     "  approved_revision FROM review_page\n"
                     "WHERE page BETWEEN ?1 AND ?2 ORDER BY page"},
    [REVIEW_REMARK] = {"remark", 9,
                       "SELECT id, page, revision, field, quote, who, role, at, text\n"
                       "FROM review_remark WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_ANSWER] = {"answer", 6,
                       "SELECT id, remark, who, role, at, text FROM review_answer\n"
                       "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_SIGNATURE] = {"signature", 10,
                          "SELECT id, assessment, who, role, at, meaning, digest, content, ended,\n"
                          "  ended_at FROM review_signature\n"
                          "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_STAND_IN] = {"stand-in", 7,
                         "SELECT id, assessment, person, successor, who, at, why\n"
                         "FROM review_stand_in WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_LOOKED] = {"looked", 5,
                       "SELECT page, person, revision, remark, answer FROM review_looked\n"
                       "WHERE page BETWEEN ?1 AND ?2 ORDER BY page, person"},
    [REVIEW_RECEIPT] =
        {"receipt", 9,
         "SELECT id, assessment, number, trail_seq, trail_hash, content, who, role,\n"
         "  at FROM review_receipt WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_CITY_FILE] = {"file", 3,
                          "SELECT id, digest, bytes FROM city_file\n"
                          "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_CITY_SUBMISSION] =
        {"received", 24,
         "SELECT id, file, name, ward, year, policy, form_version, kind, first, trail_seq,\n"
         "  trail_hash, content, certificate, rules, warnings, refusal, detail, number,\n"
         "  received, assessment, who, role, at, signed_at FROM city_submission\n"
         "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
    [REVIEW_CITY_SIGNER] = {"signer", 7,
                            "SELECT submission, ordinal, name, role, meaning, digest, at\n"
                            "FROM city_signer WHERE submission BETWEEN ?1 AND ?2\n"
                            "ORDER BY submission, ordinal"},
    [REVIEW_CITY_DUE] = {"due", 6,
                         "SELECT id, year, day, who, role, at FROM city_due\n"
                         "WHERE id BETWEEN ?1 AND ?2 ORDER BY id"},
};

const char *review_table_word(enum review_table table)
{
    return tables[table].word;
}

int review_table_find(const char *word, size_t size)
{
    for (int i = 0; i < REVIEW_TABLES; i++) {
        if (strlen(tables[i].word) == size && memcmp(tables[i].word, word, size) == 0) {
            return i;
        }
    }
    return -1;
}

/* --- a table as it stands -------------------------------------------------------------- */

struct walk {
    enum review_table table;
    struct buffer bytes;
    int64_t key;
    bool begun, pristine;
    bool (*take)(void *to, int64_t key, const char *hex, bool pristine);
    void *to;
};

/* Behind the digest: reading a column as a text may make it one. */
static bool is_pristine(enum review_table table, sqlite3_stmt *q)
{
    if (table != REVIEW_WHOLE || sqlite3_column_type(q, 1) != SQLITE_NULL) {
        return false;
    }
    const char *state = (const char *)sqlite3_column_text(q, 3);
    return state != NULL && strcmp(state, REVIEW_ROWS_FIRST_STATE) == 0;
}

/* Gives what was gathered of one key. */
static bool give(struct walk *w)
{
    unsigned char hash[STORE_HASH_SIZE];
    char hex[STORE_HASH_HEX];
    if (!w->begun) {
        return true;
    }
    if (!canonical_hash(&w->bytes, hash, NULL)) {
        return false;
    }
    store_hash_hex(hash, hex);
    return w->take(w->to, w->key, hex, w->pristine);
}

static bool take_row(void *to, sqlite3_stmt *q)
{
    struct walk *w = to;
    int64_t key = sqlite3_column_int64(q, 0);
    if ((!w->begun || key != w->key) && !give(w)) {
        return false;
    }
    w->begun = true;
    w->key = key;
    for (int i = 0; i < tables[w->table].columns; i++) {
        canonical_column(&w->bytes, q, i);
    }
    w->pristine = is_pristine(w->table, q);
    return true;
}

bool review_rows_walk(struct store *s, enum review_table table, int64_t only,
                      bool (*take)(void *to, int64_t key, const char *hex, bool pristine), void *to,
                      struct error *err)
{
    struct walk w = {.table = table, .bytes = BUFFER_INIT, .take = take, .to = to};
    sqlite3_stmt *q = store_query(s, err, tables[table].sql, "ll", only == 0 ? INT64_MIN : only,
                                  only == 0 ? INT64_MAX : only);
    bool good = store_each(s, q, take_row, &w, err) && (give(&w) || error_set_memory(err));
    buffer_free(&w.bytes);
    return good;
}

/* --- a change ----------------------------------------------------------------------------- */

void review_rows_begin(struct review_rows *r, struct store *s)
{
    *r = (struct review_rows){.s = s, .old = BUFFER_INIT};
}

void review_rows_end(struct review_rows *r)
{
    free(r->keys);
    buffer_free(&r->old);
    *r = (struct review_rows){.old = BUFFER_INIT};
}

/* A line of the trail; what nothing was ever done to has none. */
struct lines {
    enum review_table table;
    struct buffer *to;
};

static bool add_line(void *to, int64_t key, const char *hex, bool pristine)
{
    const struct lines *lines = to;
    if (!pristine) {
        buffer_append_format(lines->to, "%s%s %lld %s", lines->to->size == 0 ? "" : "\n",
                             tables[lines->table].word, (long long)key, hex);
    }
    return !lines->to->failed;
}

static bool add_lines(struct store *s, enum review_table table, int64_t key, struct buffer *to,
                      struct error *err)
{
    struct lines lines = {table, to};
    return review_rows_walk(s, table, key, add_line, &lines, err);
}

static bool add_key(struct review_rows *r, enum review_table table, int64_t key, struct error *err)
{
    struct review_rows_key *keys = store_grow(r->keys, r->count, sizeof *keys);
    if (keys == NULL) {
        return error_set_memory(err);
    }
    r->keys = keys;
    keys[r->count++] = (struct review_rows_key){table, key};
    return true;
}

bool review_rows_write(struct review_rows *r, enum review_table table, int64_t key,
                       struct error *err)
{
    return add_key(r, table, key, err) && add_lines(r->s, table, key, &r->old, err);
}

bool review_rows_added(struct review_rows *r, enum review_table table, struct error *err)
{
    return add_key(r, table, sqlite3_last_insert_rowid(r->s->db), err);
}

static bool append(struct store *s, const char *at, const struct store_trail_entry *e,
                   const struct buffer *old, const struct buffer *new, struct error *err)
{
    const struct store_trail_entry row = {.who = e->who,
                                          .role = e->role,
                                          .action = e->action,
                                          .assessment = e->assessment,
                                          .subject = REVIEW_ROWS_SUBJECT,
                                          .old = old->size == 0 ? NULL : old->data,
                                          .new = new->data};
    return chain_append(s, at, &row, err);
}

bool review_rows_tell(struct review_rows *r, const char *at, const struct store_trail_entry *e,
                      struct error *err)
{
    struct buffer new = BUFFER_INIT;
    bool good = true;
    for (size_t i = 0; good && i < r->count; i++) {
        good = add_lines(r->s, r->keys[i].table, r->keys[i].key, &new, err);
    }
    good = good && append(r->s, at, e, &r->old, &new, err);
    buffer_free(&new);
    return good;
}

bool review_rows_begin_file(struct store *s, struct error *err)
{
    static const struct store_trail_entry e = {.who = "kusei", .action = "migrate"};
    const struct buffer none = BUFFER_INIT;
    struct buffer new = BUFFER_INIT;
    char at[STORE_TIME_SIZE];
    bool good = store_now(at, err);
    /* The later tables are made behind this, and have no rows before it. */
    for (int i = 0; good && i < REVIEW_RECEIPT; i++) {
        good = add_lines(s, (enum review_table)i, 0, &new, err);
    }
    good = good && (new.size == 0 || append(s, at, &e, &none, &new, err));
    buffer_free(&new);
    return good;
}
