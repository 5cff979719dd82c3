/* Which files the store opens, which it refuses, and in which state it leaves
 * them. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/connection.h"
#include "store/schema.h"

/* Tries to open the file, which has to be refused with these words. */
static void assert_refused(const char *path, bool create, const char *words)
{
    struct error err = {""};
    struct store *s = store_open(path, create, &err);
    if (s != NULL) {
        store_close(s);
        fail_msg("%s was opened", path);
    }
    if (strstr(err.text, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.text, words);
    }
    if (strstr(err.text, path) == NULL) {
        fail_msg("\"%s\" does not name the file", err.text);
    }
}

/* The same, and afterwards the file is what it was, to the byte, with nothing
 * new beside it. */
static void assert_refused_untouched(const struct fixture *f, const char *words,
                                     const char *const *files)
{
    long before_size, after_size;
    struct stat before_stat, after_stat;
    char *before = fixture_read_file(f->file, &before_size);
    assert_int_equal(stat(f->file, &before_stat), 0);
    assert_refused(f->file, true, words);
    assert_int_equal(stat(f->file, &after_stat), 0);
    char *after = fixture_read_file(f->file, &after_size);
    assert_int_equal(before_size, after_size);
    assert_memory_equal(before, after, (size_t)before_size);
    assert_int_equal(before_stat.st_mtim.tv_sec, after_stat.st_mtim.tv_sec);
    assert_int_equal(before_stat.st_mtim.tv_nsec, after_stat.st_mtim.tv_nsec);
    fixture_assert_files(f->folder, files);
    free(before);
    free(after);
}

static const char *const only_file[] = {"kusei.db", NULL};

static mode_t mode_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

/* --- new files -------------------------------------------------------------- */

static void test_new_file_is_the_owners_alone(void **state)
{
    struct fixture *f = *state;
    char path[FIXTURE_PATH], log[FIXTURE_PATH], folder[FIXTURE_PATH];
    mode_t mask = umask(0);
    struct store *s = fixture_open(fixture_path(f, "a/b/kusei.db", path));
    assert_string_equal(store_path(s), path);
    sample_create(s, NULL, 2015, 1, NULL);
    assert_int_equal(mode_of(path), 0600);
    assert_int_equal(mode_of(fixture_path(f, "a/b/kusei.db-wal", log)), 0600);
    assert_int_equal(mode_of(fixture_path(f, "a", folder)), 0700);
    assert_int_equal(mode_of(fixture_path(f, "a/b", folder)), 0700);
    store_close(s);
    umask(mask);
    fixture_assert_files(folder, only_file);
}

static void test_file_is_marked_as_ours(void **state)
{
    struct fixture *f = *state;
    store_close(fixture_open(f->file));
    char text[256];
    assert_int_equal(plain_number(f->file, "PRAGMA application_id"), 0x4B555345);
    assert_true(plain_number(f->file, "PRAGMA user_version") >= 1);
    assert_string_equal(plain_ask(f->file, "PRAGMA journal_mode", text), "wal");
    plain_assert_sound(f->file);
}

static void test_missing_file_is_not_made_unasked(void **state)
{
    struct fixture *f = *state;
    assert_refused(f->file, false, "There is no file");
    assert_false(fixture_exists(f->file));
    char path[FIXTURE_PATH];
    assert_refused(fixture_path(f, "a/kusei.db", path), false, "There is no file");
    fixture_assert_files(f->folder, (const char *const[]){NULL});
}

static void test_empty_file_is_new(void **state)
{
    struct fixture *f = *state;
    fixture_write_file(f->file, "", 0);
    struct store *s = fixture_open(f->file);
    sample_create(s, NULL, 2015, 1, NULL);
    store_close(s);
    assert_int_equal(plain_number(f->file, "PRAGMA application_id"), 0x4B555345);
    /* So is a database somebody made and put nothing in. */
    char path[FIXTURE_PATH];
    fixture_path(f, "blank.db", path);
    assert_int_equal(plain_run(path, "PRAGMA journal_mode = WAL; VACUUM", NULL), SQLITE_OK);
    store_close(fixture_open(path));
}

static void test_names_are_names(void **state)
{
    struct fixture *f = *state;
    static const char *const names[] = {":memory:", "file:x.db?mode=memory", "北区 %41#?.db",
                                        "-rf"};
    char here[FIXTURE_PATH], path[FIXTURE_PATH];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(f->folder), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct store *s = fixture_open(names[i]);
        sample_create(s, NULL, 2015, 1, NULL);
        store_close(s);
        assert_true(fixture_exists(fixture_path(f, names[i], path)));
    }
    assert_int_equal(chdir(here), 0);
    struct error err = {""};
    assert_null(store_open("", true, &err));
    assert_string_not_equal(err.text, "");
}

static void test_links_are_followed(void **state)
{
    struct fixture *f = *state;
    char real[FIXTURE_PATH], link[FIXTURE_PATH], path[FIXTURE_PATH];
    assert_int_equal(mkdir(fixture_path(f, "disk", real), 0700), 0);
    assert_int_equal(symlink(real, fixture_path(f, "data", link)), 0);
    struct store *s = fixture_open(fixture_path(f, "data/kusei.db", path));
    sample_create(s, NULL, 2015, 1, NULL);
    /* The log is beside the real file, where every process finds it. */
    assert_true(fixture_exists(fixture_path(f, "disk/kusei.db-wal", path)));
    store_close(s);
    assert_int_equal(symlink(fixture_path(f, "disk/kusei.db", path), f->file), 0);
    s = fixture_open(f->file);
    struct store_assessment_list list;
    struct error err = {""};
    assert_done(store_list(s, &list, &err));
    assert_int_equal(list.count, 1);
    store_list_free(&list);
    store_close(s);
    assert_int_equal(symlink("nowhere", fixture_path(f, "broken", link)), 0);
    assert_refused(link, true, "cannot be opened");
}

/* Opens the file as soon as the gate closes; its exit status says how it went. */
static void open_at_the_gate(const char *path, const int gate[2])
{
    char byte;
    struct error err = {""};
    close(gate[1]);
    if (read(gate[0], &byte, 1) != 0) {
        _exit(2);
    }
    struct store *s = store_open(path, true, &err);
    if (s == NULL) {
        fprintf(stderr, "%s\n", err.text);
    }
    store_close(s);
    _exit(s == NULL);
}

/* Programs that come first at the same moment; many times, as it is a race. */
static void test_many_make_the_file_at_once(void **state)
{
    struct fixture *f = *state;
    enum { ROUNDS = 50, COUNT = 6 };
    for (int round = 0; round < ROUNDS; round++) {
        char name[20], path[FIXTURE_PATH];
        pid_t children[COUNT];
        int gate[2], status;
        snprintf(name, sizeof name, "%d.db", round);
        fixture_path(f, name, path);
        assert_int_equal(pipe(gate), 0);
        for (int i = 0; i < COUNT; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                open_at_the_gate(path, gate);
            }
        }
        close(gate[0]);
        close(gate[1]);
        for (int i = 0; i < COUNT; i++) {
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_int_equal(status, 0);
        }
        plain_assert_sound(path);
    }
}

/* --- what is refused ----------------------------------------------------------- */

static void test_foreign_database_is_left_alone(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(plain_run(f->file, "CREATE TABLE t (a); INSERT INTO t VALUES (1)", NULL),
                     SQLITE_OK);
    assert_refused_untouched(f, "another program", only_file);
    assert_int_equal(plain_run(f->file, "PRAGMA journal_mode = WAL", NULL), SQLITE_OK);
    assert_refused_untouched(f, "another program", only_file);
    assert_int_equal(plain_run(f->file, "PRAGMA application_id = 252006673", NULL), SQLITE_OK);
    assert_refused_untouched(f, "another program", only_file);
    assert_int_equal(plain_run(f->file, "DROP TABLE t", NULL), SQLITE_OK);
    assert_refused_untouched(f, "another program", only_file);
}

/* Runs SQL in a program that then dies, so that its log stays. */
static void run_and_die(const char *path, const char *sql)
{
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        int rc = sqlite3_open(path, &db);
        _exit(rc == SQLITE_OK && sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* Refused untouched, and so is its log. */
static void assert_log_untouched(const struct fixture *f, const char *words,
                                 const char *const *files)
{
    char path[FIXTURE_PATH];
    long before_size, after_size;
    char *before = fixture_read_file(fixture_path(f, "kusei.db-wal", path), &before_size);
    assert_true(before_size > 0);
    assert_refused_untouched(f, words, files);
    char *after = fixture_read_file(path, &after_size);
    assert_int_equal(before_size, after_size);
    assert_memory_equal(before, after, (size_t)before_size);
    free(before);
    free(after);
}

/* One whose tables are still all in its log. */
static void test_foreign_log_is_left_alone(void **state)
{
    struct fixture *f = *state;
    char path[FIXTURE_PATH];
    run_and_die(f->file, "PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
    assert_int_equal(unlink(fixture_path(f, "kusei.db-shm", path)), 0);
    assert_log_untouched(f, "another program",
                         (const char *const[]){"kusei.db", "kusei.db-wal", NULL});
}

static void test_newer_version_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    sample_create(s, NULL, 2015, 1, NULL);
    store_close(s);
    assert_int_equal(plain_run(f->file, "PRAGMA user_version = 4711", NULL), SQLITE_OK);
    assert_refused_untouched(f, "4711", only_file);
    struct error err = {""};
    char known[60];
    int count;
    store_schema_steps(&count);
    snprintf(known, sizeof known, "up to version %d.", count);
    assert_null(store_open(f->file, false, &err));
    assert_non_null(strstr(err.text, known));
    assert_int_equal(plain_run(f->file, "PRAGMA user_version = -2", NULL), SQLITE_OK);
    assert_refused_untouched(f, "-2", only_file);
}

/* The newer version is only in the log: of a program that died, or that runs. */
static void test_newer_version_in_the_log(void **state)
{
    struct fixture *f = *state;
    static const char *const files[] = {"kusei.db", "kusei.db-wal", "kusei.db-shm", NULL};
    store_close(fixture_open(f->file));
    run_and_die(f->file, "PRAGMA user_version = 4711");
    assert_log_untouched(f, "4711", files);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 4712", NULL, NULL, NULL), SQLITE_OK);
    assert_log_untouched(f, "4712", files);
    sqlite3_close(db);
}

static void test_no_database_is_left_alone(void **state)
{
    struct fixture *f = *state;
    fixture_write_file(f->file, "<?xml version='1.0'?>", 21);
    assert_refused_untouched(f, "no database", only_file);
    char bytes[8192];
    memset(bytes, 0, sizeof bytes);
    fixture_write_file(f->file, bytes, sizeof bytes);
    assert_refused_untouched(f, "no database", only_file);
    memset(bytes, 'x', sizeof bytes);
    fixture_write_file(f->file, bytes, sizeof bytes);
    assert_refused_untouched(f, "no database", only_file);
    fixture_write_file(f->file, "SQLite format 3", 16);
    assert_refused_untouched(f, "no database", only_file);
}

static void test_folder_and_pipe_are_no_files(void **state)
{
    struct fixture *f = *state;
    assert_refused(f->folder, true, "not a file");
    assert_int_equal(mkfifo(f->file, 0600), 0);
    assert_refused(f->file, true, "not a file");
    char path[FIXTURE_PATH];
    fixture_write_file(fixture_path(f, "plain", path), "x", 1);
    fixture_path(f, "plain/kusei.db", path);
    assert_refused(path, true, "Not a directory");
}

/* The sentence comes out of the damaged part's first use, the file stays. */
static void test_damage_is_said(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 200, NULL);
    store_close(s);
    long size;
    char *bytes = fixture_read_file(f->file, &size);
    memset(bytes + 4096, 0xA5, (size_t)size - 4096);
    fixture_write_file(f->file, bytes, (size_t)size);
    free(bytes);
    struct error err = {""};
    s = store_open(f->file, false, &err);
    struct store_page_list pages;
    if (s != NULL) {
        assert_false(store_read_pages(s, id, &pages, &err));
        assert_int_equal(pages.count, 0);
    }
    assert_non_null(strstr(err.text, "damaged"));
    assert_non_null(strstr(err.text, f->file));
    store_close(s);
}

/* --- what may not be written ----------------------------------------------------- */

/* Opens the path as somebody else than root, who may write anywhere; what it
 * says ("" when it opened) in text. */
static void open_as_nobody(const char *path, char text[sizeof((struct error *)0)->text])
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct error err = {""};
        if (getuid() == 0 && setresuid(65534, 65534, 65534) != 0) {
            _exit(2);
        }
        store_close(store_open(path, true, &err));
        _exit(write(ends[1], err.text, sizeof err.text) != (ssize_t)sizeof err.text);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], text, sizeof((struct error *)0)->text),
                     sizeof((struct error *)0)->text);
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", text, words);
    }
}

static void give_to_nobody(const char *path, mode_t mode)
{
    if (getuid() == 0) {
        assert_int_equal(chown(path, 65534, (gid_t)-1), 0);
    }
    assert_int_equal(chmod(path, mode), 0);
}

static void test_what_may_not_be_written(void **state)
{
    struct fixture *f = *state;
    char text[sizeof((struct error *)0)->text], path[FIXTURE_PATH];
    store_close(fixture_open(f->file));
    give_to_nobody(f->folder, 0700);

    give_to_nobody(f->file, 0400); /* the file may only be read */
    open_as_nobody(f->file, text);
    assert_says(text, "may only be read");
    give_to_nobody(f->file, 0000);
    open_as_nobody(f->file, text);
    assert_says(text, "Permission denied");

    give_to_nobody(f->file, 0600); /* the folder may not be written */
    give_to_nobody(f->folder, 0500);
    open_as_nobody(f->file, text);
    assert_says(text, "folder");
    assert_says(text, f->file);
    open_as_nobody(fixture_path(f, "new.db", path), text);
    assert_says(text, "cannot be made");
    assert_says(text, path);
    open_as_nobody(fixture_path(f, "a/b/new.db", path), text);
    assert_says(text, "folder");
    give_to_nobody(f->folder, 0000);
    open_as_nobody(f->file, text);
    assert_says(text, "cannot be reached");

    give_to_nobody(f->folder, 0700); /* and now all may */
    open_as_nobody(f->file, text);
    assert_string_equal(text, "");
    fixture_assert_files(f->folder, only_file);
}

/* --- how the file is used ----------------------------------------------------------- */

/* The settings that keep a file, checked on the connection itself. */
static void test_settings(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    static const struct {
        const char *sql;
        int64_t value;
    } pragmas[] = {
        {"PRAGMA synchronous", 2},    {"PRAGMA foreign_keys", 1},    {"PRAGMA cell_size_check", 1},
        {"PRAGMA trusted_schema", 0}, {"PRAGMA busy_timeout", 5000},
    };
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
        int64_t value = -1;
        assert_done(store_number(s, &err, &value, pragmas[i].sql, ""));
        assert_int_equal(value, pragmas[i].value);
    }
    int on;
    assert_int_equal(sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &on), SQLITE_OK);
    assert_int_equal(on, 1);
    assert_false(store_exec(s, "SELECT \"no such column\"", &err));
    assert_false(store_exec(s, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", &err));
    assert_false(store_exec(s, "ATTACH ':memory:' AS x", &err));
    store_close(s);
}

/* Closing one connection must not take away the locks of another in the same
 * process, as a plain open() and close() of the file would. */
/* How much of the file lies in memory after a sheet was read. */
static int kept_after_reading(struct store *s, int64_t id)
{
    int now, most;
    struct store_page_list pages;
    sample_read(s, id, &pages);
    assert_int_equal(pages.count, 5);
    store_page_list_free(&pages);
    assert_int_equal(sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_USED, &now, &most, false),
                     SQLITE_OK);
    return now;
}

/* And what is written is more than is kept. */
static void test_keeps_little(void **state)
{
    enum { FIELDS = 2000, LITTLE = 128 * 1024 };
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, "271276", 2015, FIELDS, NULL);
    assert_true(kept_after_reading(s, id) > 4 * LITTLE);
    store_close(s);
    s = fixture_open(f->file);
    assert_done(store_keep_little(s, &err));
    assert_true(kept_after_reading(s, id) < LITTLE);
    int64_t other = sample_create(s, "271276", 2016, FIELDS, NULL);
    assert_true(kept_after_reading(s, other) < LITTLE);
    store_close(s);
    plain_assert_sound(f->file);
}

static void test_second_connection_keeps_the_locks_of_the_first(void **state)
{
    struct fixture *f = *state;
    struct store *first = fixture_open(f->file);
    struct error err = {""};
    assert_done(store_begin(first, &err));
    struct store *second = fixture_open(f->file);
    store_close(second);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(f->file, &db);
        _exit(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_BUSY ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    store_rollback(first);
    store_close(first);
}

/* A file somebody took out of the log mode, and is reading or writing: opening
 * waits until it can be put back. */
static void test_change_to_the_log_is_waited_for(void **state)
{
    struct fixture *f = *state;
    static const char *const uses[] = {"BEGIN; SELECT * FROM page", "BEGIN IMMEDIATE",
                                       "BEGIN EXCLUSIVE"};
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        store_close(fixture_open(f->file));
        assert_int_equal(plain_run(f->file, "PRAGMA journal_mode = DELETE", NULL), SQLITE_OK);
        int ready[2], status;
        char byte, text[256];
        assert_int_equal(pipe(ready), 0);
        pid_t child = fork();
        if (child == 0) {
            sqlite3 *db = NULL;
            int rc = sqlite3_open(f->file, &db);
            rc = rc != SQLITE_OK || sqlite3_exec(db, uses[i], NULL, NULL, NULL) != SQLITE_OK ||
                 write(ready[1], "x", 1) != 1;
            nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
            sqlite3_close(db);
            _exit(rc);
        }
        assert_int_equal(read(ready[0], &byte, 1), 1);
        store_close(fixture_open(f->file));
        assert_string_equal(plain_ask(f->file, "PRAGMA journal_mode", text), "wal");
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
        close(ready[0]);
        close(ready[1]);
    }
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_new_file_is_the_owners_alone),
        ROW(test_file_is_marked_as_ours),
        ROW(test_missing_file_is_not_made_unasked),
        ROW(test_empty_file_is_new),
        ROW(test_names_are_names),
        ROW(test_links_are_followed),
        ROW(test_many_make_the_file_at_once),
        ROW(test_foreign_database_is_left_alone),
        ROW(test_foreign_log_is_left_alone),
        ROW(test_newer_version_is_left_alone),
        ROW(test_newer_version_in_the_log),
        ROW(test_no_database_is_left_alone),
        ROW(test_folder_and_pipe_are_no_files),
        ROW(test_damage_is_said),
        ROW(test_what_may_not_be_written),
        ROW(test_settings),
        ROW(test_keeps_little),
        ROW(test_second_connection_keeps_the_locks_of_the_first),
        ROW(test_change_to_the_log_is_waited_for),
    };
    return cmocka_run_group_tests_name("store: the file", tests, NULL, NULL);
}
