/* The trail: what goes into it, and that nothing of it, nor of what it tells of, can
 * be altered without being found, at the row where it was. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/accounts.h"
#include "store/trail.h"
#include "store/trail_verify.h"

static const struct store_author suzuki = {.name = "suzuki", .action = "save", .role = "staff"};

enum { ROWS = 18 };

/* Rows of every kind: a new assessment and its five pages, two saves, a page taken
 * out, what others add, accounts, a setting. */
static struct store *make_trail(const struct fixture *f)
{
    struct error err = {""};
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, NULL, 2015, 2, &pages);
    for (size_t i = 2; i < 4; i++) {
        page_set(&pages.pages[i], "plan/field[1]", "改めた文");
        assert_int_equal(store_save(s, id, &pages.pages[i], 1, 1, 4, &suzuki, &err), STORE_SAVED);
    }
    assert_done(store_remove_page(s, id, pages.pages[3].id, &suzuki, &err));
    store_page_list_free(&pages);
    const struct store_trail_entry entries[] = {
        {.who = "tanaka",
         .role = "chief",
         .action = "approve",
         .assessment = id,
         .page = 3,
         .revision = 6,
         .old = "submitted",
         .new = "approved"},
        {.who = "tanaka", .action = "remark", .subject = "plan/aim", .why = ""},
    };
    for (size_t i = 0; i < 2; i++) {
        assert_done(store_trail_add(s, &entries[i], &err));
    }
    char name[] = "yamada", display[] = "山田", role[] = "admin", password[] = "$argon2id$x";
    struct store_account account = {
        .name = name, .display = display, .role = role, .password = password};
    const struct store_account_change by = {"tanaka", "admin", "始め"};
    assert_done(store_add_account(s, &account, true, &by, &err));
    account.name = display;
    assert_done(store_add_account(s, &account, false, &by, &err));
    assert_done(store_change_account(s, "山田", STORE_ACCOUNT_ROLE, "chief", NULL, &by, &err));
    assert_done(store_change_account(s, "山田", STORE_ACCOUNT_DISABLE, NULL, NULL, &by, &err));
    assert_done(store_account_outcome(s, &account, true, &err));
    assert_done(store_put_setting(s, "short-passwords", "yes", &by, &err));
    assert_done(store_put_setting(s, "short-passwords", "no", &by, &err));
    return s;
}

static void verify(struct store *s, const struct store_trail_head *known,
                   struct store_trail_verdict *out)
{
    struct error err = {""};
    assert_done(store_trail_verify(s, known, out, &err));
}

static void assert_whole(struct store *s, const struct store_trail_head *known)
{
    struct store_trail_verdict v;
    verify(s, known, &v);
    if (v.fault != STORE_TRAIL_WHOLE) {
        fail_msg("row %lld: %s", (long long)v.seq, v.sentence.text);
    }
    store_trail_verdict_free(&v);
}

/* Fails the test unless that is the first fault, of that row. */
static void assert_fault(struct store *s, const struct store_trail_head *known, const char *word,
                         int64_t seq, const char *done)
{
    struct store_trail_verdict v;
    verify(s, known, &v);
    if (v.fault == STORE_TRAIL_WHOLE || v.seq != seq ||
        strcmp(store_trail_fault_word(v.fault), word) != 0) {
        fail_msg("%s: expected %s at %lld, found \"%s\" at %lld: %s", done, word, (long long)seq,
                 store_trail_fault_word(v.fault), (long long)v.seq, v.sentence.text);
    }
    assert_true(v.sentence.text[0] != '\0');
    store_trail_verdict_free(&v);
}

/* --- somebody with the file and SQLite ---------------------------------------------- */

static sqlite3 *attack(const struct fixture *f)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(f->file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    /* STRICT and the triggers are the schema's: who has the file takes them out. */
    assert_int_equal(
        sqlite3_exec(db,
                     "PRAGMA synchronous = OFF; PRAGMA writable_schema = ON;"
                     "DELETE FROM sqlite_schema WHERE type = 'trigger';"
                     "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ') STRICT', ')'),"
                     " 'NOT NULL', ''), 'CHECK (length(hash) = 32)', '')"
                     " WHERE name IN ('trail', 'trail_head', 'revision', 'field', 'page',"
                     " 'assessment', 'account', 'setting');"
                     "PRAGMA writable_schema = RESET",
                     NULL, NULL, NULL),
        SQLITE_OK);
    return db;
}

static void run(sqlite3 *db, const char *sql)
{
    char *text = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
        fail_msg("%s: %s", sql, text);
    }
}

/* --- every byte of every column -------------------------------------------------------- */

struct place {
    const char *table, *column;
    char where[64];
};

static sqlite3_value *read_value(sqlite3 *db, const struct place *p)
{
    char sql[256];
    sqlite3_stmt *q = NULL;
    snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" WHERE %s", p->column, p->table, p->where);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    sqlite3_value *value = sqlite3_value_dup(sqlite3_column_value(q, 0));
    sqlite3_finalize(q);
    return value;
}

/* Writes it; where: of the row as it is now. False where a key is taken. */
static bool write_bytes(sqlite3 *db, const struct place *p, const char *where, int type,
                        const void *bytes, int size, int64_t number)
{
    char sql[256];
    sqlite3_stmt *q = NULL;
    snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = ?1 WHERE %s", p->table, p->column, where);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    if (type == SQLITE_INTEGER) {
        sqlite3_bind_int64(q, 1, number);
    } else if (type == SQLITE_TEXT) {
        sqlite3_bind_text(q, 1, bytes, size, SQLITE_STATIC);
    } else if (type == SQLITE_BLOB) {
        sqlite3_bind_blob(q, 1, bytes, size, SQLITE_STATIC);
    }
    int rc = sqlite3_step(q);
    sqlite3_finalize(q);
    return rc == SQLITE_DONE && sqlite3_changes(db) == 1;
}

struct altering {
    struct store *s;
    sqlite3 *db;
    const struct store_trail_head *known;
    int count;
};

/* What a changed seq leads to: the row is missing where it was, or stands before
 * the first. */
static int64_t place_of_seq(int64_t seq, int64_t now, const char **word)
{
    *word = now < 1 ? "order" : "gap";
    return now < 1 ? now : seq;
}

static void flip_number(struct altering *a, const struct place *p, int64_t seq, int64_t number)
{
    bool is_key = strcmp(p->column, "seq") == 0;
    for (int bit = 0; bit < 64; bit += 4) {
        int64_t now = (int64_t)((uint64_t)number ^ (uint64_t)1 << bit);
        const char *word = "hash";
        if (!write_bytes(a->db, p, p->where, SQLITE_INTEGER, NULL, 0, now)) {
            continue; /* there is a row of that number: see the rows swapped */
        }
        char where[64];
        int64_t bad = is_key ? place_of_seq(seq, now, &word) : seq;
        snprintf(where, sizeof where, "%s", p->where);
        if (is_key) {
            snprintf(where, sizeof where, "seq = %lld", (long long)now);
        }
        assert_fault(a->s, a->known, word, bad, p->column);
        assert_true(write_bytes(a->db, p, where, SQLITE_INTEGER, NULL, 0, number));
        a->count++;
    }
}

static void flip_bytes(struct altering *a, const struct place *p, int64_t seq, int type,
                       const unsigned char *bytes, int size)
{
    unsigned char *copy = malloc((size_t)size + 1);
    assert_non_null(copy);
    memcpy(copy, bytes, (size_t)size);
    for (int i = 0; i < size; i++) {
        for (int mask = 1; mask < 256; mask += 127) {
            copy[i] ^= (unsigned char)mask;
            assert_true(write_bytes(a->db, p, p->where, type, copy, size, 0));
            assert_fault(a->s, a->known, "hash", seq, p->column);
            copy[i] ^= (unsigned char)mask;
            a->count++;
        }
    }
    /* One byte less, one more, and the same bytes in another type. */
    copy[size] = 'x';
    for (int now = size - 1; now <= size + 1; now += 2) {
        if (now >= 0) {
            assert_true(write_bytes(a->db, p, p->where, type, copy, now, 0));
            assert_fault(a->s, a->known, "hash", seq, p->column);
        }
    }
    int other = type == SQLITE_TEXT ? SQLITE_BLOB : SQLITE_TEXT;
    assert_true(write_bytes(a->db, p, p->where, other, copy, size, 0));
    assert_fault(a->s, a->known, "hash", seq, p->column);
    assert_true(write_bytes(a->db, p, p->where, SQLITE_NULL, NULL, 0, 0));
    assert_fault(a->s, a->known, "hash", seq, p->column);
    assert_true(write_bytes(a->db, p, p->where, type, bytes, size, 0));
    free(copy);
}

static void flip_nothing(struct altering *a, const struct place *p, int64_t seq)
{
    assert_true(write_bytes(a->db, p, p->where, SQLITE_TEXT, "", 0, 0));
    assert_fault(a->s, a->known, "hash", seq, p->column);
    assert_true(write_bytes(a->db, p, p->where, SQLITE_INTEGER, NULL, 0, 0));
    assert_fault(a->s, a->known, "hash", seq, p->column);
    assert_true(write_bytes(a->db, p, p->where, SQLITE_NULL, NULL, 0, 0));
    a->count += 2;
}

static void flip_column(struct altering *a, int64_t seq, const char *column)
{
    struct place p = {.table = "trail", .column = column};
    snprintf(p.where, sizeof p.where, "seq = %lld", (long long)seq);
    sqlite3_value *value = read_value(a->db, &p);
    int type = sqlite3_value_type(value);
    if (type == SQLITE_INTEGER) {
        flip_number(a, &p, seq, sqlite3_value_int64(value));
    } else if (type == SQLITE_NULL) {
        flip_nothing(a, &p, seq);
    } else {
        int size = sqlite3_value_bytes(value);
        flip_bytes(a, &p, seq, type, size == 0 ? (const void *)"" : sqlite3_value_blob(value),
                   size);
    }
    sqlite3_value_free(value);
}

static void test_every_byte_of_every_row(void **state)
{
    static const char *const columns[] = {"seq",  "at",       "who",       "role", "action",
                                          "page", "revision", "subject",   "old",  "new",
                                          "why",  "hash",     "assessment"};
    struct error err = {""};
    struct store *s = make_trail(*state);
    struct altering a = {.s = s, .db = attack(*state)};
    struct store_trail_head head;
    assert_done(store_trail_head(s, &head, &err));
    assert_int_equal(head.seq, ROWS);
    assert_whole(s, &head);
    for (int64_t seq = 1; seq <= ROWS; seq++) {
        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            flip_column(&a, seq, columns[i]);
        }
        assert_whole(s, &head);
    }
    print_message("%d alterations of %d rows\n", a.count, ROWS);
    assert_true(a.count > ROWS * 200);
    sqlite3_close(a.db);
    store_close(s);
}

/* --- rows removed, swapped, cut ----------------------------------------------------- */

static void runf(sqlite3 *db, const char *format, int64_t a, int64_t b)
{
    char sql[1024];
    snprintf(sql, sizeof sql, format, (long long)a, (long long)b);
    run(db, sql);
}

static void test_rows_removed_and_swapped(void **state)
{
    struct store *s = make_trail(*state);
    sqlite3 *db = attack(*state);
    for (int64_t i = 1; i <= ROWS; i++) {
        run(db, "SAVEPOINT before");
        run(db, "RELEASE before; CREATE TABLE kept AS SELECT * FROM trail");
        runf(db, "DELETE FROM trail WHERE seq = %lld", i, 0);
        assert_fault(s, NULL, i == ROWS ? "cut" : "gap", i, "row removed");
        /* The later ones moved up, so that there is no gap. */
        runf(db,
             "UPDATE trail SET seq = -seq WHERE seq > %lld; UPDATE trail SET seq = -seq - 1 "
             "WHERE seq < 0",
             i, 0);
        assert_fault(s, NULL, i == ROWS ? "cut" : "hash", i, "row removed, others moved up");
        run(db, "DELETE FROM trail; INSERT INTO trail SELECT * FROM kept; DROP TABLE kept");
        for (int64_t j = i + 1; j <= ROWS; j++) {
            static const char swap[] = "UPDATE trail SET seq = CASE seq WHEN -%1$lld THEN %2$lld "
                                       "ELSE %1$lld END WHERE seq < 0";
            runf(db, "UPDATE trail SET seq = -seq WHERE seq IN (%lld, %lld)", i, j);
            runf(db, swap, i, j);
            assert_fault(s, NULL, "hash", i, "rows swapped");
            runf(db, "UPDATE trail SET seq = -seq WHERE seq IN (%lld, %lld)", i, j);
            runf(db, swap, i, j);
        }
        assert_whole(s, NULL);
    }
    sqlite3_close(db);
    store_close(s);
}

static void test_tail_cut(void **state)
{
    struct error err = {""};
    struct store *s = make_trail(*state);
    sqlite3 *db = attack(*state);
    struct store_trail_head known;
    assert_done(store_trail_head(s, &known, &err));
    run(db, "CREATE TABLE kept AS SELECT * FROM trail; CREATE TABLE head AS SELECT * FROM "
            "trail_head");
    for (int64_t k = 1; k <= ROWS; k++) {
        runf(db, "DELETE FROM trail WHERE seq > %lld - %lld", ROWS, k);
        assert_fault(s, NULL, "cut", ROWS - k + 1, "tail cut");
        /* And what notes the end, so that the chain itself is whole. */
        runf(db, "UPDATE trail_head SET seq = %lld - %lld", ROWS, k);
        run(db, "UPDATE trail_head SET hash = ifnull((SELECT hash FROM trail ORDER BY seq DESC "
                "LIMIT 1), zeroblob(32))");
        assert_fault(s, &known, "cut", ROWS - k + 1, "tail and head cut");
        run(db, "DELETE FROM trail; INSERT INTO trail SELECT * FROM kept;"
                "DELETE FROM trail_head; INSERT INTO trail_head SELECT * FROM head");
    }
    assert_whole(s, &known);
    sqlite3_close(db);
    store_close(s);
}

/* Rows that were written anew behind a row that a receipt knows. */
static void test_known_head(void **state)
{
    struct error err = {""};
    struct store *s = make_trail(*state);
    struct store_trail_head known;
    char hex[STORE_HASH_HEX];
    unsigned char back[STORE_HASH_SIZE];
    assert_done(store_trail_head(s, &known, &err));
    const struct store_trail_entry e = {.who = "tanaka", .action = "remark"};
    assert_done(store_trail_add(s, &e, &err));
    assert_whole(s, &known);
    store_hash_hex(known.hash, hex);
    assert_true(store_hash_read(hex, back));
    assert_memory_equal(back, known.hash, sizeof back);
    hex[3] = 'g';
    assert_false(store_hash_read(hex, back));
    known.hash[31] ^= 1;
    assert_fault(s, &known, "other", ROWS, "another hash");
    store_close(s);
}

/* --- what the rows tell of ------------------------------------------------------------ */

static void test_what_rows_tell_of(void **state)
{
    static const struct {
        const char *sql, *word;
        int64_t seq;
    } cases[] = {
        {"UPDATE field SET value = value || 'x' WHERE revision = 3 AND ordinal = 1", "altered", 4},
        {"UPDATE field SET path = path || 'x' WHERE revision = 5 AND ordinal = 0", "altered", 6},
        {"UPDATE field SET ordinal = 9 WHERE revision = 5 AND ordinal = 1", "altered", 6},
        {"DELETE FROM field WHERE revision = 6 AND ordinal = 1", "altered", 7},
        {"INSERT INTO field VALUES (6, 7, 'plan', 'x')", "altered", 7},
        {"UPDATE revision SET author = 'yamada' WHERE id = 7", "altered", 8},
        {"UPDATE revision SET at = '2020-01-01T00:00:00Z' WHERE id = 1", "altered", 2},
        {"UPDATE revision SET action = 'import' WHERE id = 1", "altered", 2},
        {"UPDATE revision SET page = 2 WHERE id = 3", "altered", 4},
        {"UPDATE page SET element = 'x' WHERE id = 2", "altered", 3},
        {"UPDATE page SET parent = 1 WHERE id = 3", "altered", 4},
        {"UPDATE page SET removed = NULL WHERE id = 4", "altered", 9},
        {"UPDATE page SET removed = 3 WHERE id = 3", "altered", 4},
        {"UPDATE page SET removed = 4711 WHERE id = 3", "loose", ROWS + 1},
        {"UPDATE assessment SET ward_name = '南区'", "altered", 1},
        {"UPDATE assessment SET year = 2014", "altered", 1},
        {"DELETE FROM revision WHERE id = 4", "missing", 5},
        {"DELETE FROM revision WHERE id = 8", "missing", 9},
        {"UPDATE revision SET id = 99 WHERE id = 4", "missing", 5},
        {"DELETE FROM assessment", "missing", 1},
        {"INSERT INTO revision VALUES (0, 1, '2026-01-01T00:00:00Z', 'x', 'save')", "untold", 2},
        {"INSERT INTO revision VALUES (50, 1, '2026-01-01T00:00:00Z', 'x', 'save')", "untold",
         ROWS + 1},
        {"INSERT INTO assessment SELECT 7, '1', ward_name, year, policy, form_version, state, 1, 1,"
         " created_at, changed_at, changed_by FROM assessment",
         "untold", ROWS + 1},
        {"INSERT INTO field VALUES (70, 0, 'plan', 'x')", "loose", ROWS + 1},
        {"INSERT INTO page VALUES (70, 1, 1, 'sheet', 9, NULL)", "loose", ROWS + 1},
        {"UPDATE account SET role = 'admin' WHERE name = '山田'", "account", 15},
        {"UPDATE account SET disabled = NULL WHERE name = '山田'", "account", 15},
        {"UPDATE account SET password = '$argon2id$y' WHERE name = 'yamada'", "account", 12},
        {"UPDATE account SET display = '' WHERE name = 'yamada'", "account", 12},
        {"UPDATE account SET first_password = 1 WHERE name = 'yamada'", "account", 12},
        {"DELETE FROM account WHERE name = 'yamada'", "account", 12},
        {"INSERT INTO account SELECT 'z', 'z', '', role, password, created, NULL, 0, 0, 0 FROM "
         "account"
         " LIMIT 1",
         "account", ROWS + 1},
        {"UPDATE setting SET value = 'yes'", "setting", 18},
        {"DELETE FROM setting", "setting", 18},
        {"INSERT INTO setting VALUES ('other', '1')", "setting", ROWS + 1},
        {"UPDATE trail_head SET hash = zeroblob(32)", "head", ROWS},
        {"UPDATE trail_head SET seq = seq - 1", "head", ROWS},
        {"UPDATE trail_head SET seq = seq + 2", "cut", ROWS + 1},
        {"DELETE FROM trail_head", "head", ROWS},
        {"INSERT INTO trail_head VALUES (2, 1, zeroblob(32))", "head", ROWS},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct store *s = make_trail(f);
        sqlite3 *db = attack(f);
        run(db, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, "
                "'CHECK (id = 1)', ''); PRAGMA writable_schema = RESET");
        assert_whole(s, NULL);
        run(db, cases[i].sql);
        assert_fault(s, NULL, cases[i].word, cases[i].seq, cases[i].sql);
        sqlite3_close(db);
        store_close(s);
        remove(f->file);
    }
}

/* --- what is written -------------------------------------------------------------------- */

static void test_file_refuses_changes(void **state)
{
    static const char *const refused[] = {
        "UPDATE trail SET who = 'x' WHERE seq = 1",
        "DELETE FROM trail WHERE seq = 18",
        "REPLACE INTO trail SELECT * FROM trail WHERE seq = 3",
        ("INSERT INTO trail SELECT 3, at, who, role, action, NULL, NULL, NULL, subject, old, new, "
         "why, hash FROM trail WHERE seq = 2"),
        "DELETE FROM trail_head",
        "UPDATE trail_head SET seq = seq - 1",
        "REPLACE INTO trail_head VALUES (1, 0, zeroblob(32))",
        "DELETE FROM account",
    };
    struct fixture *f = *state;
    struct store *s = make_trail(f);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        char text[256];
        if (plain_run(f->file, refused[i], text) == SQLITE_OK) {
            fail_msg("not refused: %s", refused[i]);
        }
    }
    assert_whole(s, NULL);
    store_close(s);
}

static void test_what_is_told(void **state)
{
    char line[256];
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = make_trail(f);
    assert_string_equal(
        plain_ask(f->file,
                  "SELECT group_concat(action || ':' || who || ':' || ifnull(role, '-'), ' ') FROM "
                  "trail WHERE seq IN (1, 2, 7, 8, 9, 10, 11, 15, 16)",
                  line),
        "new:tanaka:- new:tanaka:- save:suzuki:staff save:suzuki:staff remove:suzuki:staff "
        "approve:tanaka:chief "
        "remark:tanaka:- account-disable:tanaka:admin sign-in:山田:admin");
    /* A conflict, and a save that changes nothing, leave no row. */
    struct store_page_list pages;
    sample_read(s, 1, &pages);
    assert_int_equal(store_save(s, 1, &pages.pages[1], 1, 1, 4, &suzuki, &err), STORE_SAME);
    page_set(&pages.pages[1], "plan/field[1]", "x");
    pages.pages[1].revision--;
    assert_int_equal(store_save(s, 1, &pages.pages[1], 1, 1, 4, &suzuki, &err), STORE_CONFLICT);
    store_page_list_free(&pages);
    assert_int_equal(plain_number(f->file, "SELECT max(seq) FROM trail"), ROWS);
    /* The store's own rows are its own. */
    struct store_trail_entry e = {.who = "x", .action = "save", .subject = "revision"};
    assert_false(store_trail_add(s, &e, &err));
    e.subject = NULL;
    e.action = "account-role";
    assert_false(store_trail_add(s, &e, &err));
    assert_whole(s, NULL);
    store_close(s);
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_every_byte_of_every_row),
        ROW(test_rows_removed_and_swapped),
        ROW(test_tail_cut),
        ROW(test_known_head),
        ROW(test_what_rows_tell_of),
        ROW(test_file_refuses_changes),
        ROW(test_what_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
