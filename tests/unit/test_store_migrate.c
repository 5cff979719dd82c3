/* Older versions of the tables become the current one, whole or not at all. */
#include "store_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/canonical.h"
#include "store/connection.h"
#include "store/migrate.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/trail_verify.h"

/* --- a database of version 1 -------------------------------------------------- */

static void make_version_1(const struct fixture *f)
{
    char path[4096], text[256];
    long size;
    const char *sources = getenv("KUSEI_TEST_SRCDIR");
    snprintf(path, sizeof path, "%s/tests/unit/store_v1.sql", sources != NULL ? sources : ".");
    char *sql = fixture_read_file(path, &size);
    assert_non_null(sql);
    sql[size] = '\0';
    if (plain_run(f->file, sql, text) != SQLITE_OK) {
        fail_msg("%s", text);
    }
    free(sql);
}

static void assert_version_1_pages(struct store *s)
{
    struct error err = {""};
    struct store_page_list pages;
    assert_done(store_read_pages(s, 1, &pages, &err));
    assert_int_equal(pages.count, 4);
    assert_string_equal(pages.pages[2].element, "sheet");
    assert_int_equal(pages.pages[2].revision, 11);
    assert_string_equal(page_get(&pages.pages[2], "plan/field[1]"), "改めた文");
    assert_string_equal(page_get(&pages.pages[3], "plan/field[2]"), "頁3の1番目 ①(ⅰ) ％");
    store_page_list_free(&pages);
    assert_done(store_read_drafts(s, 1, "tanaka", &pages, &err));
    assert_int_equal(pages.count, 1);
    assert_int_equal(pages.pages[0].revision, 4);
    assert_string_equal(page_get(&pages.pages[0], "plan/field[1]"), "書きかけ");
    store_page_list_free(&pages);
}

/* Every row of every table of version 1. */
static const char *sum_up_version_1(const struct fixture *f, char out[256])
{
    return plain_ask(f->file,
                     "SELECT (SELECT count(*) FROM assessment) || ' ' || (SELECT count(*) FROM "
                     "page) || ' ' || (SELECT count(*) FROM revision) || ' ' || (SELECT count(*) "
                     "|| ' ' || sum(length(path || value)) FROM field) || ' ' || (SELECT count(*) "
                     "FROM draft) || ' ' || (SELECT count(*) FROM draft_field) || ' ' || (SELECT "
                     "count(*) FROM place)",
                     out);
}

static void test_version_1_opens_with_all_its_data(void **state)
{
    struct fixture *f = *state;
    char before[256], after[256];
    make_version_1(f);
    sum_up_version_1(f, before);
    store_close(fixture_open(f->file));
    assert_string_equal(sum_up_version_1(f, after), before);
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    struct store_assessment_list list;
    assert_done(store_list(s, &list, &err));
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[1].ward_code, "271276");
    assert_string_equal(list.items[1].changed_by, "suzuki");
    assert_string_equal(list.items[1].changed_at, "2026-04-01T09:30:12Z");
    assert_int_equal(list.items[1].pages_done, 2);
    store_list_free(&list);
    assert_version_1_pages(s);
    char *place = NULL;
    assert_done(store_read_place(s, 1, "tanaka", &place, &err));
    assert_string_equal(place, "page 4 field 1");
    free(place);
    struct store_history h;
    assert_done(store_read_history(s, 1, 0, &h, &err));
    assert_int_equal(h.count, 7);
    assert_string_equal(h.revisions[0].action, "remove");
    assert_string_equal(h.revisions[1].changes[0].old_value, "頁2の0番目 ①(ⅰ) ％");
    store_history_free(&h);
    /* Nobody judged it before there was a table for that. */
    struct store_judgement judgement;
    assert_done(store_read_judgement(s, 1, &judgement, &err));
    assert_null(judgement.version);
    /* What was stored before there was an index is found: the newest text only, and
     * not what was taken out. */
    static const struct {
        const char *text;
        size_t count;
    } searches[] = {{"改めた文", 1}, {"頁2の0番目", 0}, {"頁3の1番目", 1}, {"番目", 7}};
    for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++) {
        struct store_hits hits;
        struct store_search what = {.text = searches[i].text, .ward_code = "271276"};
        assert_done(store_search(s, &what, &hits, &err));
        assert_int_equal(hits.count, searches[i].count);
        store_hits_free(&hits);
    }
    /* What was stored before there was a trail is in it. */
    struct store_trail_verdict verdict;
    assert_done(store_trail_verify(s, NULL, &verdict, &err));
    assert_string_equal(verdict.sentence.text, "");
    assert_int_equal(verdict.head.seq,
                     plain_number(f->file, "SELECT (SELECT count(*) FROM revision)"
                                           " + (SELECT count(*) FROM assessment)"));
    store_trail_verdict_free(&verdict);
    /* And it takes new data. */
    sample_create(s, "271276", 2016, 1, NULL);
    char version[] = "2015.1";
    judgement.version = version;
    assert_done(store_put_judgement(s, 1, &judgement, &err));
    store_close(s);
    int known;
    store_schema_steps(&known);
    assert_int_equal(plain_number(f->file, "PRAGMA user_version"), known);
    plain_assert_sound(f->file);
}

static const char schema_sql[] = "SELECT group_concat(line, char(10)) FROM (SELECT type || ' ' || "
                                 "name || ': ' || ifnull(sql, '') AS line FROM sqlite_schema "
                                 "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name)";

static char *read_schema(sqlite3 *db)
{
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, schema_sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    char *text = strdup((const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    return text;
}

/* A store around a plain connection, for steps of the test's own. */
static struct store open_plain(char *path)
{
    struct store s = {.path = path};
    assert_int_equal(sqlite3_open(path, &s.db), SQLITE_OK);
    assert_int_equal(canonical_register(s.db), SQLITE_OK);
    sqlite3_busy_timeout(s.db, 5000);
    return s;
}

static void close_plain(struct store *s)
{
    sqlite3_close(s->db);
}

/* The first step makes the tables of the frozen file, to the letter; and a new
 * file has the tables that an old one comes to. */
static void test_steps_lead_to_one_schema(void **state)
{
    struct fixture *f = *state;
    char fresh[FIXTURE_PATH];
    int known;
    const struct store_step *steps = store_schema_steps(&known);
    struct error err = {""};
    make_version_1(f);
    struct store old = open_plain(f->file);
    struct store new = open_plain((char *)(uintptr_t)fixture_path(f, "fresh.db", fresh));
    assert_done(store_migrate(&new, steps, 1, &err));
    char *a = read_schema(old.db), *b = read_schema(new.db);
    assert_string_equal(a, b);
    free(a);
    free(b);
    assert_done(store_migrate(&new, steps, known, &err));
    assert_done(store_migrate(&old, steps, known, &err));
    a = read_schema(old.db), b = read_schema(new.db);
    assert_string_equal(a, b);
    free(a);
    free(b);
    close_plain(&old);
    close_plain(&new);
}

/* --- how a step is taken -------------------------------------------------------- */

static const struct store_step good_steps[] = {
    {.sql = "CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)"},
    {.sql = "ALTER TABLE t ADD b TEXT; UPDATE t SET b = 'b' || a"},
    {.sql = "CREATE TABLE u (t INTEGER REFERENCES t); INSERT INTO u VALUES (2)"},
};

static int64_t ask(struct store *s, const char *sql)
{
    struct error err = {""};
    int64_t number = -1;
    assert_done(store_number(s, &err, &number, sql, ""));
    return number;
}

static void test_steps_are_taken_once_and_in_order(void **state)
{
    struct fixture *f = *state;
    struct store s = open_plain(f->file);
    struct error err = {""};
    assert_done(store_migrate(&s, good_steps, 1, &err));
    assert_int_equal(ask(&s, "PRAGMA user_version"), 1);
    assert_done(store_migrate(&s, good_steps, 1, &err));
    assert_int_equal(ask(&s, "SELECT count(*) FROM t"), 2);
    assert_done(store_migrate(&s, good_steps, 3, &err));
    assert_int_equal(ask(&s, "PRAGMA user_version"), 3);
    assert_int_equal(ask(&s, "SELECT count(*) FROM t WHERE b = 'b' || a"), 2);
    assert_int_equal(ask(&s, "SELECT t FROM u"), 2);
    assert_int_equal(ask(&s, "PRAGMA foreign_keys"), 1);
    assert_false(store_migrate(&s, good_steps, 2, &err));
    assert_non_null(strstr(err.text, "version 3"));
    assert_non_null(strstr(err.text, "up to version 2"));
    close_plain(&s);
}

static void test_failed_step_leaves_the_version_before(void **state)
{
    struct fixture *f = *state;
    struct store s = open_plain(f->file);
    struct error err = {""};
    const struct store_step bad_steps[] = {
        good_steps[0],
        {.sql = "ALTER TABLE t ADD b TEXT; DELETE FROM t; INSERT INTO no_such_table VALUES (1)"}};
    assert_false(store_migrate(&s, bad_steps, 2, &err));
    assert_non_null(strstr(err.text, "no_such_table"));
    assert_non_null(strstr(err.text, f->file));
    assert_int_equal(ask(&s, "PRAGMA user_version"), 1);
    assert_int_equal(ask(&s, "SELECT count(*) FROM t"), 2);
    assert_int_equal(ask(&s, "SELECT count(*) FROM pragma_table_info('t')"), 1);
    assert_true(sqlite3_get_autocommit(s.db));
    assert_done(store_migrate(&s, good_steps, 3, &err));
    close_plain(&s);
}

/* A step may rebuild a table others refer to, but not lose what they refer to. */
static void test_step_keeps_references(void **state)
{
    struct fixture *f = *state;
    struct store s = open_plain(f->file);
    struct error err = {""};
    const struct store_step steps[] = {good_steps[0],
                                       good_steps[1],
                                       good_steps[2],
                                       {.sql = "CREATE TABLE t2 (a INTEGER PRIMARY KEY, c TEXT);"
                                               "INSERT INTO t2 SELECT a, b FROM t;"
                                               "DROP TABLE t; ALTER TABLE t2 RENAME TO t"},
                                       {.sql = "DELETE FROM t WHERE a = 2"}};
    assert_false(store_migrate(&s, steps, 5, &err));
    assert_non_null(strstr(err.text, "do not fit together"));
    assert_int_equal(ask(&s, "PRAGMA user_version"), 4);
    assert_int_equal(ask(&s, "SELECT count(*) FROM u JOIN t ON t.a = u.t AND t.c = 'b2'"), 1);
    close_plain(&s);
}

static long size_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_size : 0;
}

/* The program is killed in the middle of a long step: as seen by its having
 * begun to write the step's rows. */
static void test_interrupted_step_leaves_the_version_before(void **state)
{
    struct fixture *f = *state;
    static const struct store_step long_steps[] = {
        {.sql = "CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2)"},
        {.sql = "DELETE FROM t; CREATE TABLE w (x);"
                "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)"
                "INSERT INTO w SELECT 'row ' || n FROM c"}};
    assert_int_equal(plain_run(f->file, "PRAGMA journal_mode = WAL", NULL), SQLITE_OK);
    pid_t child = fork();
    if (child == 0) {
        struct store s = open_plain(f->file);
        _exit(store_migrate(&s, long_steps, 2, NULL) ? 0 : 1);
    }
    char log[FIXTURE_PATH];
    fixture_path(f, "kusei.db-wal", log);
    while (size_of(log) < 1000000 && waitpid(child, NULL, WNOHANG) == 0) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    assert_true(size_of(log) >= 1000000);
    kill(child, SIGKILL);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    struct store s = open_plain(f->file);
    assert_int_equal(ask(&s, "PRAGMA user_version"), 1);
    assert_int_equal(ask(&s, "SELECT count(*) FROM t"), 2);
    assert_int_equal(ask(&s, "SELECT count(*) FROM sqlite_schema WHERE name = 'w'"), 0);
    close_plain(&s);
    plain_assert_sound(f->file);
}

/* Two programs bring the same file up to date: each step is taken once. */
static void test_two_at_once(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(plain_run(f->file, "PRAGMA journal_mode = WAL", NULL), SQLITE_OK);
    pid_t children[4];
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            struct store s = open_plain(f->file);
            struct error err = {""};
            bool good = store_migrate(&s, good_steps, 3, &err);
            if (!good) {
                fprintf(stderr, "%s\n", err.text);
            }
            close_plain(&s);
            _exit(good ? 0 : 1);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM u"), 1);
    assert_int_equal(plain_number(f->file, "PRAGMA user_version"), 3);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_version_1_opens_with_all_its_data),
        ROW(test_steps_lead_to_one_schema),
        ROW(test_steps_are_taken_once_and_in_order),
        ROW(test_failed_step_leaves_the_version_before),
        ROW(test_step_keeps_references),
        ROW(test_interrupted_step_leaves_the_version_before),
        ROW(test_two_at_once),
    };
    return cmocka_run_group_tests_name("store: versions", tests, NULL, NULL);
}
