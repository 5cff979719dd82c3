/* What goes wrong around the store: other programs in the file, a program that
 * is killed, a disk without room. */
#include "store_fixture.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_for(long microseconds)
{
    nanosleep(&(struct timespec){microseconds / 1000000, microseconds % 1000000 * 1000}, NULL);
}

/* --- several at once ------------------------------------------------------------ */

/* Saves the page `times` times; the exit status of a child. */
static int save_many(const char *path, int64_t id, size_t page, int times)
{
    struct error err = {""};
    struct store *s = store_open(path, false, &err);
    struct store_page_list pages;
    struct store_author author = {.name = page == 2 ? "two" : "three", .action = "save"};
    bool good = s != NULL && store_read_pages(s, id, &pages, &err);
    for (int i = 1; good && i <= times; i++) {
        char value[20];
        snprintf(value, sizeof value, "%d", i);
        page_set(&pages.pages[page], "plan/field[1]", value);
        good = store_save(s, id, &pages.pages[page], 1, i, 5, &author, &err) == STORE_SAVED;
    }
    if (!good) {
        fprintf(stderr, "%s\n", err.text);
    }
    if (s != NULL) {
        store_page_list_free(&pages);
    }
    store_close(s);
    return good ? 0 : 1;
}

static void test_two_programs_lose_no_revision(void **state)
{
    struct fixture *f = *state;
    enum { TIMES = 200 };
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    int64_t ids[] = {pages.pages[2].id, pages.pages[3].id};
    store_page_list_free(&pages);
    store_close(s);
    pid_t children[2];
    for (size_t i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            _exit(save_many(f->file, id, i + 2, TIMES));
        }
    }
    for (size_t i = 0; i < 2; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    s = fixture_open(f->file);
    for (size_t i = 0; i < 2; i++) {
        struct store_history h;
        struct error err = {""};
        assert_done(store_read_history(s, id, ids[i], &h, &err));
        assert_int_equal(h.count, TIMES + 1);
        for (int k = 0; k < TIMES; k++) {
            char value[20];
            snprintf(value, sizeof value, "%d", TIMES - k);
            assert_int_equal(h.revisions[k].count, 1);
            assert_string_equal(h.revisions[k].changes[0].new_value, value);
            assert_string_equal(h.revisions[k].author, i == 0 ? "two" : "three");
        }
        store_history_free(&h);
    }
    store_close(s);
    plain_assert_sound(f->file);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void assert_says(const struct error *err, const char *words)
{
    if (strstr(err->text, words) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err->text, words);
    }
}

/* Another program keeps the file: reading goes on, a save waits and then says
 * so. The wait is real. */
static void test_file_in_use_is_said(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages, read;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    page_set(&pages.pages[2], "plan/field[1]", "待つ");
    int64_t revision = pages.pages[2].revision;
    double start = seconds();
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_FAILED);
    double waited = seconds() - start;
    assert_true(waited > 4.5 && waited < 10);
    assert_says(&err, "in use");
    assert_says(&err, f->file);
    assert_int_equal(pages.pages[2].revision, revision);
    assert_done(store_read_pages(s, id, &read, &err));
    store_page_list_free(&read);
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
}

/* Another program that lets go in time is only waited for. */
static void test_short_use_is_waited_for(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    int ready[2];
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        sqlite3 *db = NULL;
        sqlite3_open(f->file, &db);
        int rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        rc = rc != SQLITE_OK || write(ready[1], "x", 1) != 1;
        pause_for(300000);
        sqlite3_close(db);
        _exit(rc);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_done(store_put_place(s, id, "tanaka", "page 1", &err));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(ready[0]);
    close(ready[1]);
    store_close(s);
}

/* --- a program that is killed ------------------------------------------------------ */

struct acknowledged {
    int64_t revision;
    int number;
};

/* Saves for ever, and tells what it was told to be saved. */
static void save_until_killed(const char *path, int64_t id, int number, int out)
{
    struct error err = {""};
    struct store *s = store_open(path, false, &err);
    struct store_page_list pages;
    if (s == NULL || !store_read_pages(s, id, &pages, &err)) {
        fprintf(stderr, "%s\n", err.text);
        _exit(1);
    }
    for (;;) {
        struct store_page *page = &pages.pages[2];
        char value[20];
        snprintf(value, sizeof value, "%d", ++number);
        for (size_t i = 0; i < page->count; i++) {
            page_set(page, page->fields[i].path, value);
        }
        if (!store_put_draft(s, page, "tanaka", &err) ||
            store_save(s, id, page, 1, 0, 5, &sample_author, &err) != STORE_SAVED) {
            fprintf(stderr, "%s\n", err.text);
            _exit(1);
        }
        struct acknowledged a = {page->revision, number};
        if (write(out, &a, sizeof a) != (ssize_t)sizeof a) {
            _exit(1);
        }
    }
}

/* What was last told before the end; *last stays when nothing was. */
static void read_to_end(int in, struct acknowledged *last)
{
    struct acknowledged a;
    while (read(in, &a, sizeof a) == (ssize_t)sizeof a) {
        *last = a;
    }
    close(in);
}

/* The last that was acknowledged is there, or the one that was under way; and
 * what is there is whole. */
static void assert_kept(const char *path, int64_t id, const struct acknowledged *last, int *number)
{
    plain_assert_sound(path);
    struct store *s = fixture_open(path);
    struct store_page_list pages;
    struct error err = {""};
    assert_done(store_read_pages(s, id, &pages, &err));
    const struct store_page *page = &pages.pages[2];
    *number = atoi(page_get(page, "plan/field[1]"));
    assert_true(page->revision >= last->revision);
    assert_in_range(*number, last->number, last->number + 1);
    assert_int_equal(page->count, 10);
    for (size_t i = 0; i < page->count; i++) {
        assert_string_equal(page->fields[i].value, page->fields[0].value);
    }
    store_page_list_free(&pages);
    store_close(s);
}

static void test_kill_loses_nothing_acknowledged(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, NULL, 2015, 10, &pages);
    struct acknowledged last = {pages.pages[2].revision, 0};
    struct error err = {""};
    for (size_t i = 0; i < 10; i++) {
        page_set(&pages.pages[2], pages.pages[2].fields[i].path, "0");
    }
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    for (int round = 0, number = 0; round < 20; round++) {
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            save_until_killed(f->file, id, number, ends[1]);
        }
        close(ends[1]);
        /* Every other time not before something was acknowledged, however slow
         * the machine is. */
        struct pollfd first = {.fd = ends[0], .events = POLLIN};
        assert_true(round % 2 == 0 || poll(&first, 1, -1) == 1);
        pause_for(rand_r(&seed) % 40000);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        read_to_end(ends[0], &last);
        assert_kept(f->file, id, &last, &number);
        last.number = number;
    }
    assert_true(last.number > 0);
}

/* Killed while the file is being made: the next one makes it. */
static void test_kill_while_the_file_is_made(void **state)
{
    struct fixture *f = *state;
    unsigned seed = (unsigned)time(NULL);
    print_message("seed %u\n", seed);
    for (int round = 0; round < 40; round++) {
        char name[20], path[FIXTURE_PATH];
        snprintf(name, sizeof name, "%d.db", round);
        fixture_path(f, name, path);
        pid_t child = fork();
        if (child == 0) {
            store_close(store_open(path, true, NULL));
            pause();
        }
        pause_for(rand_r(&seed) % 15000);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        struct store *s = fixture_open(path);
        sample_create(s, NULL, 2015, 1, NULL);
        store_close(s);
        plain_assert_sound(path);
    }
}

/* --- a disk without room --------------------------------------------------------------- */

/* In a child, where cmocka cannot speak: says what is wrong and ends it. */
#define CHILD_CHECK(condition)                                                                     \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s; %s\n", __FILE__, __LINE__, #condition, err.text);          \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

/* Saves larger and larger texts until that fails, for want of room; then
 * everything is as it was after the last that went well. Returns that text's
 * number. */
static int save_until_full(struct store *s, int64_t id, struct store_page_list *pages)
{
    struct error err = {""};
    struct store_page *page = &pages->pages[2];
    static char text[100001];
    memset(text, 'x', sizeof text - 1);
    int number = 0;
    enum store_saved result = STORE_SAVED;
    while (result == STORE_SAVED && number < 1000) {
        char head[16];
        int length = snprintf(head, sizeof head, "%d ", ++number);
        memcpy(text, head, (size_t)length);
        page_set(page, "plan/field[1]", text);
        result = store_save(s, id, page, 1, number, 5, &sample_author, &err);
    }
    CHILD_CHECK(result == STORE_FAILED);
    CHILD_CHECK(strstr(err.text, "no room") != NULL);
    CHILD_CHECK(strstr(err.text, store_path(s)) != NULL);
    number--;
    struct store_page_list read;
    CHILD_CHECK(store_read_pages(s, id, &read, &err));
    CHILD_CHECK(read.pages[2].revision == page->revision);
    CHILD_CHECK(number == 0 || atoi(page_get(&read.pages[2], "plan/field[1]")) == number);
    store_page_list_free(&read);
    return number;
}

static void assert_child_good(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        skip();
    }
    assert_int_equal(status, 0);
}

/* A limit on the size of files, as a quota is. */
static void fill_up_to_limit(const char *path, int64_t id)
{
    struct error err = {""};
    struct store_page_list pages;
    signal(SIGXFSZ, SIG_IGN);
    CHILD_CHECK(setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000000, RLIM_INFINITY}) == 0);
    struct store *s = store_open(path, false, &err);
    CHILD_CHECK(s != NULL);
    CHILD_CHECK(store_read_pages(s, id, &pages, &err));
    int number = save_until_full(s, id, &pages);
    CHILD_CHECK(number > 0);
    /* With room again, the same text is saved on the same connection. */
    CHILD_CHECK(setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY}) == 0);
    CHILD_CHECK(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err) == STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
    _exit(0);
}

static void test_size_limit_is_no_room(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 3, NULL);
    store_close(s);
    pid_t child = fork();
    if (child == 0) {
        fill_up_to_limit(f->file, id);
    }
    assert_child_good(child);
    plain_assert_sound(f->file);
}

/* A real file system of 900 kB in the folder, room for the empty tables in the file
 * and in its log and for a text or two; only this process sees it, and it goes with
 * it. */
static bool mount_small_disk(const char *folder)
{
    return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("small", folder, "tmpfs", 0, "size=900k") == 0;
}

static void fill_up_disk(const struct fixture *f)
{
    struct error err = {""};
    struct store_page_list pages;
    char filler[FIXTURE_PATH], other[FIXTURE_PATH];
    if (!mount_small_disk(f->folder)) {
        _exit(77);
    }
    static char bytes[150000];
    fixture_write_file(fixture_path(f, "filler", filler), bytes, sizeof bytes);
    struct store *s = store_open(f->file, true, &err);
    CHILD_CHECK(s != NULL);
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    save_until_full(s, id, &pages);
    /* To the last page: neither a draft nor a new database finds room. */
    FILE *out = fopen(fixture_path(f, "rest", other), "wb");
    while (out != NULL && fwrite(bytes, 1, 4096, out) == 4096 && fflush(out) == 0) {
    }
    static char long_text[600001];
    memset(long_text, 'y', sizeof long_text - 1);
    page_set(&pages.pages[3], "plan/field[1]", long_text);
    CHILD_CHECK(!store_put_draft(s, &pages.pages[3], "tanaka", &err));
    CHILD_CHECK(strstr(err.text, "no room") != NULL);
    fixture_path(f, "new.db", other);
    CHILD_CHECK(store_open(other, true, &err) == NULL);
    CHILD_CHECK(strstr(err.text, "no room") != NULL);
    CHILD_CHECK(unlink(filler) == 0);
    CHILD_CHECK(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err) == STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
    if (out != NULL) {
        fclose(out);
    }
    plain_assert_sound(f->file);
    _exit(0);
}

static void test_full_disk(void **state)
{
    struct fixture *f = *state;
    pid_t child = fork();
    if (child == 0) {
        fill_up_disk(f);
    }
    assert_child_good(child);
}

/* --- a disk that fails ------------------------------------------------------------------- */

/* SQLite's own file system, but for one thing: while it is broken, nothing of the
 * log can be brought onto the disk. */
static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    int (*sync)(sqlite3_file *, int);
    bool broken;
} disk;

static int sync_unless_broken(sqlite3_file *file, int flags)
{
    return disk.broken ? SQLITE_IOERR_FSYNC : disk.sync(file, flags);
}

static int open_on_disk(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                        int *out_flags)
{
    (void)vfs;
    int rc = disk.real->xOpen(disk.real, name, file, flags, out_flags);
    if (rc == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0) {
        disk.methods = *file->pMethods;
        disk.sync = disk.methods.xSync;
        disk.methods.xSync = sync_unless_broken;
        file->pMethods = &disk.methods;
    }
    return rc;
}

static int disk_make(void **state)
{
    disk.real = sqlite3_vfs_find(NULL);
    disk.vfs = *disk.real;
    disk.vfs.zName = "failing";
    disk.vfs.xOpen = open_on_disk;
    disk.broken = false;
    return sqlite3_vfs_register(&disk.vfs, 1) == SQLITE_OK ? fixture_make(state) : -1;
}

static int disk_remove(void **state)
{
    sqlite3_vfs_unregister(&disk.vfs);
    sqlite3_vfs_register(disk.real, 1);
    return fixture_remove(state);
}

static void test_failing_disk_is_said(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages, read;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &pages);
    int64_t revision = pages.pages[2].revision;
    page_set(&pages.pages[2], "plan/field[1]", "改めた文");
    disk.broken = true;
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_FAILED);
    assert_says(&err, "the disk did not");
    assert_says(&err, f->file);
    disk.broken = false;
    assert_done(store_read_pages(s, id, &read, &err));
    assert_int_equal(read.pages[2].revision, revision);
    store_page_list_free(&read);
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 5, &sample_author, &err),
                     STORE_SAVED);
    store_page_list_free(&pages);
    store_close(s);
    plain_assert_sound(f->file);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_two_programs_lose_no_revision),
        ROW(test_file_in_use_is_said),
        ROW(test_short_use_is_waited_for),
        ROW(test_kill_loses_nothing_acknowledged),
        ROW(test_kill_while_the_file_is_made),
        ROW(test_size_limit_is_no_room),
        ROW(test_full_disk),
        cmocka_unit_test_setup_teardown(test_failing_disk_is_said, disk_make, disk_remove),
    };
    return cmocka_run_group_tests_name("store: trouble", tests, NULL, NULL);
}
