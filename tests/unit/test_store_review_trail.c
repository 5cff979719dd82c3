/* The review's tables and the trail: no row of them is altered, removed or added without
 * being found, at the row of the trail that told of it last. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/accounts.h"
#include "store/canonical.h"
#include "store/city.h"
#include "store/connection.h"
#include "store/migrate.h"
#include "store/remarks.h"
#include "store/review.h"
#include "store/schema.h"
#include "store/trail_verify.h"

static const struct store_actor staff = {"suzuki", "staff"}, chief = {"sato", "chief"},
                                head = {"kimura", "head"}, admin = {"ueda", "admin"};

/* --- a review with everything in it ---------------------------------------------------- */

static void change(struct store *s, struct store_review_change c)
{
    struct error err = {""};
    struct store_review read;
    assert_done(store_read_review(s, c.assessment, &read, &err));
    c.moves = read.moves;
    c.newest = read.newest;
    if (store_change_review(s, &c, &err) != STORE_SAVED) {
        fail_msg("%s: %s", c.action, err.text);
    }
    store_review_free(&read);
}

static void move(struct store *s, const struct store_actor *actor, const char *action,
                 const struct store_review_move *move)
{
    change(s,
           (struct store_review_change){
               .assessment = 1, .actor = *actor, .action = action, .pages = move, .page_count = 1});
}

static struct store_review_move submission(const struct store_page *page)
{
    return (struct store_review_move){.page = page->id,
                                      .revision = page->revision,
                                      .from = "entry",
                                      .state = "submitted",
                                      .submitted = true};
}

static struct store_review_move approval(const struct store_page *page)
{
    return (struct store_review_move){.page = page->id,
                                      .revision = page->revision,
                                      .from = "submitted",
                                      .state = "approved",
                                      .approved = true};
}

static void say(struct store *s, const struct store_page *page)
{
    struct error err = {""};
    char field[] = "plan/field[1]", whole[] = "", text[] = "具体的に";
    struct store_remark remark = {
        .page = page->id, .revision = page->revision, .field = field, .quote = text, .text = text};
    int64_t number;
    assert_done(store_add_remark(s, 1, &remark, &chief, &number, &err));
    assert_done(store_add_answer(s, 1, number, "直しました", &staff, &err));
    remark.field = whole;
    remark.quote = NULL;
    assert_done(store_add_remark(s, 1, &remark, &chief, &number, &err));
    const struct store_looked looked = {page->id, page->revision, number, 1};
    assert_done(store_put_looked(s, &chief, &looked, &err));
    assert_done(store_put_looked(s, &head, &looked, &err));
}

static void sign(struct store *s)
{
    char meaning[] = "決裁します", digest[] = "d1", content[] = "c1";
    const struct store_signature signature = {
        .meaning = meaning, .digest = digest, .content = content};
    const struct store_review_change signing = {.assessment = 1,
                                                .actor = head,
                                                .action = "sign-off",
                                                .from = "approved",
                                                .to = "signed",
                                                .state = "signed",
                                                .sign = &signature};
    change(s, signing);
    change(s, (struct store_review_change){.assessment = 1,
                                           .actor = head,
                                           .action = "withdraw",
                                           .from = "signed",
                                           .to = "approved",
                                           .state = "entry",
                                           .open = true,
                                           .ended = "withdraw"});
    change(s, signing);
    change(s, (struct store_review_change){.assessment = 1,
                                           .actor = admin,
                                           .action = "reassign",
                                           .why = "異動",
                                           .person = "suzuki",
                                           .successor = "sato"});
    char number[] = "H27-0001", hash[] = "00ff";
    const struct store_receipt receipt = {
        .number = number, .trail_seq = 12, .trail_hash = hash, .content = content};
    change(s, (struct store_review_change){
                  .assessment = 1, .actor = head, .action = "accept", .receipt = &receipt});
}

static void receive(struct store *s)
{
    struct error err = {""};
    char name[] = "kita.xml", digest[] = "f1", ward[] = "271276", text[] = "a", none[] = "";
    struct store_city_signer signers[] = {{text, text, text, digest, text},
                                          {name, text, text, digest, text}};
    const struct store_city_submission is = {.name = name,
                                             .digest = digest,
                                             .ward = ward,
                                             .year = 2015,
                                             .policy = text,
                                             .form_version = text,
                                             .kind = text,
                                             .first = none,
                                             .trail_seq = 12,
                                             .trail_hash = text,
                                             .content = text,
                                             .signed_at = text,
                                             .certificate = text,
                                             .rules = text,
                                             .refusal = none,
                                             .detail = none,
                                             .number = text,
                                             .received = text};
    const struct store_city_taking taking = {.actor = head,
                                             .is = &is,
                                             .signers = signers,
                                             .signer_count = 2,
                                             .bytes = "\0<x/>",
                                             .size = 5};
    assert_int_equal(store_city_take(s, &taking, &err), STORE_SAVED);
    assert_done(store_city_put_due(s, 2015, "2016-05-31", &head, &err));
}

/* Of two assessments the first is reviewed. */
static struct store *make_review(const struct fixture *f)
{
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    assert_int_equal(sample_create(s, NULL, 2015, 1, &pages), 1);
    assert_int_equal(sample_create(s, NULL, 2016, 1, NULL), 2);
    for (size_t i = 2; i < 4; i++) {
        const struct store_review_move first = submission(&pages.pages[i]);
        move(s, &staff, "submit", &first);
    }
    const struct store_review_move second = approval(&pages.pages[2]);
    move(s, &chief, "approve", &second);
    say(s, &pages.pages[3]);
    sign(s);
    receive(s);
    store_page_list_free(&pages);
    return s;
}

/* --- looking --------------------------------------------------------------------------- */

static void assert_whole(struct store *s)
{
    struct error err = {""};
    struct store_trail_verdict v;
    assert_done(store_trail_verify(s, NULL, &v, &err));
    if (v.fault != STORE_TRAIL_WHOLE) {
        fail_msg("row %lld: %s", (long long)v.seq, v.sentence.text);
    }
    store_trail_verdict_free(&v);
}

static void assert_found(struct store *s, int64_t seq, const char *what)
{
    struct error err = {""};
    struct store_trail_verdict v;
    assert_done(store_trail_verify(s, NULL, &v, &err));
    if (v.fault != STORE_TRAIL_REVIEW || v.seq != seq) {
        fail_msg("%s: expected review at %lld, found \"%s\" at %lld: %s", what, (long long)seq,
                 store_trail_fault_word(v.fault), (long long)v.seq, v.sentence.text);
    }
    store_trail_verdict_free(&v);
}

/* The last row of the trail that tells of it; behind the last where none does. */
static int64_t told_at(const struct fixture *f, const char *word, const char *key)
{
    char sql[700];
    snprintf(sql, sizeof sql,
             "SELECT coalesce((SELECT max(seq) FROM trail WHERE subject = 'review' AND\n"
             "  instr(char(10) || new, char(10) || '%s %s ') > 0),\n"
             "  (SELECT max(seq) + 1 FROM trail))",
             word, key);
    return plain_number(f->file, sql);
}

/* --- somebody with the file and SQLite ------------------------------------------------- */

static const struct {
    const char *name, *word, *key;
    const char *second; /* of the key, where that has two; text: it is a name */
    bool text;
    const char *other; /* what else makes a row another one, for UPDATE */
} tables[] = {
    {"review", "whole", "assessment", NULL, false, NULL},
    {"review_page", "page", "page", NULL, false, NULL},
    {"review_remark", "remark", "id", NULL, false, NULL},
    {"review_answer", "answer", "id", NULL, false, NULL},
    {"review_signature", "signature", "id", NULL, false, NULL},
    {"review_stand_in", "stand-in", "id", NULL, false, NULL},
    {"review_looked", "looked", "page", "person", true, NULL},
    {"review_receipt", "receipt", "id", NULL, false, NULL},
    {"city_file", "file", "id", NULL, false, ", digest = 'other'"},
    {"city_submission", "received", "id", NULL, false, ", number = 'other'"},
    {"city_signer", "signer", "submission", "ordinal", false, NULL},
    {"city_due", "due", "id", NULL, false, NULL},
};

static sqlite3 *attack(const struct fixture *f)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(f->file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "PRAGMA synchronous = OFF; PRAGMA writable_schema = ON;"
                     "DELETE FROM sqlite_schema WHERE type = 'trigger';"
                     "UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT', ')'),"
                     " ' NOT NULL', '') WHERE name GLOB 'review*' OR name GLOB 'city*'"
                     " OR name = 'assessment';"
                     "PRAGMA writable_schema = RESET",
                     NULL, NULL, NULL),
        SQLITE_OK);
    return db;
}

static void runf(sqlite3 *db, const char *format, ...)
{
    char sql[600], *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sql, sizeof sql, format, arguments);
    va_end(arguments);
    if (sqlite3_exec(db, sql, NULL, NULL, &text) != SQLITE_OK) {
        fail_msg("%s: %s", sql, text);
    }
    if (sqlite3_changes(db) == 0) {
        fail_msg("%s: nothing was changed", sql);
    }
}

static void restore(sqlite3 *db, const char *table)
{
    char sql[300];
    snprintf(sql, sizeof sql, "DELETE FROM %s; INSERT INTO %s SELECT * FROM kept_%s", table, table,
             table);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* A column of a text query, of each of its rows; NULL at the end. */
static size_t list(const struct fixture *f, const char *sql, char out[64][64])
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    size_t count = 0;
    assert_int_equal(sqlite3_open_v2(f->file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        assert_true(count < 64);
        snprintf(out[count++], 64, "%s", (const char *)sqlite3_column_text(q, 0));
    }
    sqlite3_finalize(q);
    sqlite3_close(db);
    return count;
}

struct altering {
    struct fixture *f;
    struct store *s;
    sqlite3 *db;
    int count;
};

/* What a row is found by takes no other type, or nothing but none. */
static bool takes_any(size_t table, const char *column, bool none)
{
    const char *second = tables[table].second;
    bool key = strcmp(column, tables[table].key) == 0;
    bool blob = strcmp(column, "bytes") == 0;
    return second != NULL ? !none || (!key && strcmp(column, second) != 0) : !key && !blob;
}

/* One column of one row: another value, none (or an empty one), the same of another type. */
static void alter_column(struct altering *a, size_t table, const char *row, const char *column)
{
    static const char *const values[] = {
        ("CASE typeof(%1$s) WHEN 'integer' THEN %1$s + 1000 WHEN 'text' THEN %1$s || 'x' ELSE 'x' "
         "END"),
        "CASE WHEN %1$s IS NULL THEN '' END", "CAST(coalesce(%1$s, '') AS BLOB)"};
    const char *name = tables[table].name;
    char key[256], sql[300];
    snprintf(sql, sizeof sql, "SELECT %s FROM kept_%s WHERE %s", tables[table].key, name, row);
    plain_ask(a->f->file, sql, key);
    int64_t seq = told_at(a->f, tables[table].word, key);
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char value[300], what[400];
        if (i > 0 && !takes_any(table, column, i == 1)) {
            continue;
        }
        snprintf(value, sizeof value, values[i], column);
        snprintf(what, sizeof what, "UPDATE %s SET %s = %s WHERE %s", name, column, value, row);
        runf(a->db, "%s", what);
        assert_found(a->s, seq, what);
        restore(a->db, name);
        a->count++;
    }
}

/* What finds each row of the table. */
static void list_rows_query(size_t table, char *sql, size_t size)
{
    const char *key = tables[table].key, *second = tables[table].second;
    if (second == NULL)
        snprintf(sql, size, "SELECT printf('%s = %%d', %s) FROM %s", key, key, tables[table].name);
    else
        snprintf(sql, size, "SELECT printf('%s = %%d AND %s = %s', %s, %s) FROM %s", key, second,
                 tables[table].text ? "''%s''" : "%d", key, second, tables[table].name);
}

static void test_every_column_of_every_row(void **state)
{
    struct fixture *f = *state;
    struct altering a = {.f = f, .s = make_review(f), .db = attack(f)};
    assert_whole(a.s);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        char columns[64][64], rows[64][64], sql[200];
        const char *name = tables[i].name;
        runf(a.db, "CREATE TABLE kept_%s AS SELECT * FROM %s", name, name);
        snprintf(sql, sizeof sql, "SELECT name FROM pragma_table_info('%s')", name);
        size_t column_count = list(f, sql, columns);
        list_rows_query(i, sql, sizeof sql);
        size_t row_count = list(f, sql, rows);
        assert_true(column_count >= 3 && row_count >= 1);
        for (size_t r = 0; r < row_count; r++) {
            for (size_t c = 0; c < column_count; c++) {
                alter_column(&a, i, rows[r], columns[c]);
            }
        }
        assert_whole(a.s);
    }
    print_message("%d alterations\n", a.count);
    assert_true(a.count > 200);
    sqlite3_close(a.db);
    store_close(a.s);
}

static void test_rows_removed_and_added(void **state)
{
    struct fixture *f = *state;
    struct store *s = make_review(f);
    sqlite3 *db = attack(f);
    int64_t end = plain_number(f->file, "SELECT max(seq) + 1 FROM trail");
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        const char *name = tables[i].name, *key = tables[i].key;
        char keys[64][64], sql[200];
        runf(db, "CREATE TABLE kept_%s AS SELECT * FROM %s", name, name);
        snprintf(sql, sizeof sql, "SELECT DISTINCT %s FROM %s", key, name);
        size_t count = list(f, sql, keys);
        for (size_t k = 0; k < count; k++) {
            runf(db, "DELETE FROM %s WHERE %s = %s", name, key, keys[k]);
            assert_found(s, told_at(f, tables[i].word, keys[k]), name);
            restore(db, name);
        }
        runf(db,
             "CREATE TEMP TABLE more AS SELECT * FROM %1$s LIMIT 1;"
             "UPDATE more SET %2$s = 1000%3$s; INSERT INTO %1$s SELECT * FROM more;"
             "DROP TABLE more",
             name, key, tables[i].other == NULL ? "" : tables[i].other);
        assert_found(s, end, name);
        restore(db, name);
        assert_whole(s);
    }
    sqlite3_close(db);
    store_close(s);
}

static void test_states_of_assessments(void **state)
{
    static const struct {
        const char *sql;
        bool told;
    } cases[] = {
        {"UPDATE assessment SET state = 'accepted' WHERE id = 1", true},
        {"UPDATE assessment SET state = 'signed' WHERE id = 2", false},
        {"INSERT INTO review VALUES (2, 0, 1)", false},
        {"INSERT INTO review VALUES (77, 0, 1)", false},
        {"INSERT INTO review_looked SELECT page, 'kato', revision, remark, answer"
         " FROM review_looked WHERE person = 'sato'",
         true},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct store *s = make_review(f);
        sqlite3 *db = attack(f);
        int64_t whole = told_at(f, "whole", "1"), looked = told_at(f, "looked", "4");
        int64_t end = plain_number(f->file, "SELECT max(seq) + 1 FROM trail");
        runf(db, "%s", cases[i].sql);
        assert_found(s, !cases[i].told ? end : i == 0 ? whole : looked, cases[i].sql);
        sqlite3_close(db);
        store_close(s);
        remove(f->file);
    }
}

/* What was altered is not made good by an honest change behind it. */
static void test_altered_and_then_changed(void **state)
{
    static const char *const sql[] = {
        "UPDATE review_page SET submitter = 'kato' WHERE page = 3",
        "DELETE FROM review_page WHERE page = 3",
        "UPDATE assessment SET state = 'accepted' WHERE id = 1",
        "UPDATE review SET moves = moves - 1",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++) {
        struct store *s = make_review(f);
        sqlite3 *db = attack(f);
        struct store_page_list pages;
        int64_t seq = i < 2 ? told_at(f, "page", "3") : told_at(f, "whole", "1");
        runf(db, "%s", sql[i]);
        sample_read(s, 1, &pages);
        const struct store_review_move again = submission(&pages.pages[2]);
        move(s, &staff, "submit", &again);
        assert_found(s, seq, sql[i]);
        store_page_list_free(&pages);
        sqlite3_close(db);
        store_close(s);
        remove(f->file);
    }
}

/* A page that was looked at again, with nothing new, leaves no row. */
static void test_looking_again(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = make_review(f);
    struct store_page_list pages;
    sample_read(s, 1, &pages);
    int64_t before = plain_number(f->file, "SELECT max(seq) FROM trail");
    const struct store_looked looked = {
        4, pages.pages[3].revision, plain_number(f->file, "SELECT max(id) FROM review_remark"), 1};
    assert_done(store_put_looked(s, &head, &looked, &err));
    assert_int_equal(plain_number(f->file, "SELECT max(seq) FROM trail"), before);
    assert_done(store_put_looked(s, &admin, &looked, &err));
    assert_int_equal(plain_number(f->file, "SELECT max(seq) FROM trail WHERE action = 'seen' AND "
                                           "who = 'ueda' AND role = 'admin'"),
                     before + 1);
    assert_whole(s);
    store_page_list_free(&pages);
    store_close(s);
}

/* The store's own rows are its own. */
static void test_nobody_else_tells(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = make_review(f);
    const struct store_trail_entry e = {.who = "x", .action = "save", .subject = "review"};
    assert_false(store_trail_add(s, &e, &err));
    assert_non_null(strstr(err.text, "review"));
    assert_whole(s);
    store_close(s);
}

/* A file of an older version: what its review has is told of when it is opened, and the
 * accounts of it stay as the trail tells of them, with passwords that are people's own. */
static void test_file_of_version_7(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    int known;
    const struct store_step *steps = store_schema_steps(&known);
    struct store old = {.path = f->file};
    assert_int_equal(sqlite3_open(f->file, &old.db), SQLITE_OK);
    assert_int_equal(canonical_register(old.db), SQLITE_OK);
    assert_done(store_migrate(&old, steps, 7, &err));
    sqlite3_close(old.db);
    assert_int_equal(plain_run(f->file, "PRAGMA application_id = 0x4B555345", NULL), SQLITE_OK);
    struct store *s = fixture_open(f->file);
    sample_create(s, NULL, 2015, 1, NULL);
    char name[] = "tanaka", word[] = "staff";
    const struct store_account account = {
        .name = name, .display = name, .role = word, .password = word};
    const struct store_account_change by = {.who = "yamada", .role = "admin"};
    assert_done(store_add_account(s, &account, true, &by, &err));
    store_close(s);
    /* Back to what it was before, with a review. */
    assert_int_equal(
        plain_run(f->file,
                  "PRAGMA user_version = 7; DROP TABLE review_receipt;"
                  "DROP TABLE city_due; DROP TABLE city_signer; DROP TABLE city_submission;"
                  "DROP TABLE city_file; DROP TRIGGER figures_outdated; DROP TABLE figure;"
                  "DROP TABLE figures; ALTER TABLE account DROP COLUMN first_password;"
                  "DROP TABLE remark_draft;"
                  "UPDATE assessment SET state = 'signed';"
                  "INSERT INTO review VALUES (1, 3, 0);"
                  "INSERT INTO review_remark VALUES (1, 3, 3, '', NULL, 'a', 'b', 'c', 'd')",
                  NULL),
        SQLITE_OK);
    s = fixture_open(f->file);
    assert_whole(s);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM account WHERE first_password = 0"),
                     1);
    int64_t last = plain_number(f->file, "SELECT max(seq) FROM trail WHERE action = 'migrate'");
    sqlite3 *db = attack(f);
    runf(db, "UPDATE review_remark SET who = 'x'");
    assert_found(s, last, "a remark of the version before");
    sqlite3_close(db);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_every_column_of_every_row),
        ROW(test_rows_removed_and_added),
        ROW(test_states_of_assessments),
        ROW(test_altered_and_then_changed),
        ROW(test_looking_again),
        ROW(test_nobody_else_tells),
        ROW(test_file_of_version_7),
    };
    return cmocka_run_group_tests_name("store: review and trail", tests, NULL, NULL);
}
