#include "store/trail.h"

#include <string.h>

#include "store/chain.h"
#include "store/connection.h"
#include "store/review_rows.h"
#include "store/writer.h"
#include "text/i18n.h"

void store_hash_hex(const unsigned char hash[STORE_HASH_SIZE], char out[STORE_HASH_HEX])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < STORE_HASH_SIZE; i++) {
        *out++ = digits[hash[i] >> 4];
        *out++ = digits[hash[i] & 15];
    }
    *out = '\0';
}

/* 0 to 15, or -1. */
static int digit_of(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    int small = c | 0x20;
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool store_hash_read(const char *hex, unsigned char out[STORE_HASH_SIZE])
{
    if (strlen(hex) != STORE_HASH_HEX - 1) {
        return false;
    }
    for (int i = 0; i < STORE_HASH_SIZE; i++) {
        int high = digit_of(hex[2 * i]), low = digit_of(hex[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}

bool store_trail_head(struct store *s, struct store_trail_head *out, struct error *err)
{
    *out = (struct store_trail_head){0};
    sqlite3_stmt *q = store_query(s, err, "SELECT seq, hash FROM trail_head", "");
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    bool whole = rc == SQLITE_ROW && sqlite3_column_bytes(q, 1) == STORE_HASH_SIZE;
    if (whole) {
        out->seq = sqlite3_column_int64(q, 0);
        memcpy(out->hash, sqlite3_column_blob(q, 1), STORE_HASH_SIZE);
    }
    return store_finish(s, q, rc, err) &&
           (whole || error_set(err,
                               _("%s: the end of the trail is missing. Nothing was changed; run "
                                 "\"kusei trail verify\", and restore a backup."),
                               s->path));
}

bool store_trail_has(struct store *s, const struct store_trail_head *head, bool *has,
                     struct error *err)
{
    sqlite3_stmt *q = store_query(s, err, "SELECT hash FROM trail WHERE seq = ?1", "l", head->seq);
    int rc = q == NULL ? SQLITE_OK : sqlite3_step(q);
    *has = rc == SQLITE_ROW && sqlite3_column_bytes(q, 0) == STORE_HASH_SIZE &&
           memcmp(sqlite3_column_blob(q, 0), head->hash, STORE_HASH_SIZE) == 0;
    return store_finish(s, q, rc, err);
}

/* Not the store's own rows, which are held against what they tell of; chain_append
 * looks at the other subjects. */
static bool check_own(struct store *s, const struct store_trail_entry *e, struct error *err)
{
    if (strcmp(e->action, "setting") == 0 || strncmp(e->action, "account-", 8) == 0) {
        return chain_refuse(s, e->action, err);
    }
    return e->subject == NULL || strcmp(e->subject, REVIEW_ROWS_SUBJECT) != 0 ||
           chain_refuse(s, e->subject, err);
}

bool store_trail_add(struct store *s, const struct store_trail_entry *e, struct error *err)
{
    char at[STORE_TIME_SIZE];
    if (!check_own(s, e, err) || !store_begin(s, err)) {
        return false;
    }
    if (!store_now(at, err) || !chain_append(s, at, e, err)) {
        store_rollback(s);
        return false;
    }
    return store_commit(s, err);
}

static const char *text_at(sqlite3_stmt *q, int column)
{
    return (const char *)sqlite3_column_text(q, column);
}

static void read_row(sqlite3_stmt *q, struct store_trail_row *row)
{
    *row = (struct store_trail_row){.seq = sqlite3_column_int64(q, 0),
                                    .at = text_at(q, 1),
                                    .entry = {.who = text_at(q, 2),
                                              .role = text_at(q, 3),
                                              .action = text_at(q, 4),
                                              .assessment = sqlite3_column_int64(q, 5),
                                              .page = sqlite3_column_int64(q, 6),
                                              .revision = sqlite3_column_int64(q, 7),
                                              .subject = text_at(q, 8),
                                              .old = text_at(q, 9),
                                              .new = text_at(q, 10),
                                              .why = text_at(q, 11)},
                                    .hash = text_at(q, 12)};
}

/* What SQLite gives as NULL may be for want of memory. */
static bool is_complete(struct store *s)
{
    return sqlite3_errcode(s->db) != SQLITE_NOMEM;
}

bool store_trail_read(struct store *s,
                      bool (*take)(void *to, const struct store_trail_row *row, struct error *err),
                      void *to, struct error *err)
{
    sqlite3_stmt *q = store_query(s, err,
                                  "SELECT seq, at, who, role, action, assessment, page, revision, "
                                  "subject, old, new, why, lower(hex(hash)) FROM trail ORDER BY "
                                  "seq",
                                  "");
    int rc = SQLITE_OK;
    bool good = true;
    while (good && q != NULL && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct store_trail_row row;
        read_row(q, &row);
        good = is_complete(s) ? take(to, &row, err) : error_set_memory(err);
    }
    return store_finish(s, q, rc, err) && good;
}
