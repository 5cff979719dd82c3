/* Who is at a page at this moment, and a revision read whole. */
#include "store_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/presence.h"
#include "store/revision.h"

static void expect_there(struct store *s, int64_t page, const char *author, int64_t process,
                         const char *wanted)
{
    struct error err = {""};
    struct store_present_list list;
    char names[256] = "";

    assert_done(store_read_presence(s, page, author, process, &list, &err));
    for (size_t i = 0; i < list.count; i++) {
        strcat(names, i > 0 ? " " : "");
        strcat(names, list.items[i].author);
        assert_int_equal(strlen(list.items[i].since), 20);
    }
    store_present_list_free(&list);
    assert_string_equal(names, wanted);
}

static void put(struct store *s, int64_t assessment, int64_t page, const char *author,
                int64_t process)
{
    struct error err = {""};

    assert_done(store_put_presence(s, assessment, page, author, process, &err));
}

static void test_the_others_are_seen_and_oneself_is_not(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    int64_t here = p.pages[1].id;
    int64_t there = p.pages[2].id;

    put(s, id, here, "tanaka", getpid());
    expect_there(s, here, "tanaka", getpid(), "");
    expect_there(s, here, "suzuki", getppid(), "tanaka");
    put(s, id, here, "suzuki", getppid());
    expect_there(s, here, "tanaka", getpid(), "suzuki");
    expect_there(s, here, "tanaka", getppid(), "suzuki tanaka"); /* another window of one's own */
    put(s, id, there, "suzuki", getppid());
    expect_there(s, here, "tanaka", getpid(), "");
    expect_there(s, there, "tanaka", getpid(), "suzuki");
    assert_done(store_drop_presence(s, "suzuki", getppid(), &err));
    assert_done(store_drop_presence(s, "suzuki", getppid(), &err));
    expect_there(s, there, "tanaka", getpid(), "");
    store_page_list_free(&p);
    store_close(s);
}

static void test_who_was_killed_is_not_there(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    int64_t id = sample_create(s, NULL, 2015, 0, &p);
    pid_t gone = fork();

    if (gone == 0) {
        _exit(0);
    }
    put(s, id, p.pages[0].id, "suzuki", gone);
    waitpid(gone, NULL, 0);
    expect_there(s, p.pages[0].id, "tanaka", getpid(), "");
    store_page_list_free(&p);
    store_close(s);
}

static void test_who_says_nothing_for_a_minute_is_not_there(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    int64_t id = sample_create(s, NULL, 2015, 0, &p);

    put(s, id, p.pages[0].id, "suzuki", getppid());
    plain_run(f->file,
              "UPDATE presence SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', "
              "'-40 seconds'), since = '2026-04-01T09:30:12Z'",
              NULL);
    expect_there(s, p.pages[0].id, "tanaka", getpid(), "suzuki");
    put(s, id, p.pages[0].id, "suzuki", getppid()); /* the moment it came stays */
    assert_int_equal(
        plain_number(f->file, "SELECT count(*) FROM presence WHERE since = '2026-04-01T09:30:12Z'"),
        1);
    plain_run(f->file,
              "UPDATE presence SET at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', "
              "'-70 seconds')",
              NULL);
    expect_there(s, p.pages[0].id, "tanaka", getpid(), "");
    put(s, id, p.pages[0].id, "tanaka", getpid());
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM presence"), 1);
    store_page_list_free(&p);
    store_close(s);
}

static void test_a_revision_is_read_whole(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct store_page old;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 3, &p);
    struct store_page *page = &p.pages[2];
    int64_t first = page->revision;
    char *before = strdup(page_get(page, "plan/field[1]"));

    page_set(page, "plan/field[1]", "つぎの文");
    assert_int_equal(store_save(s, id, page, 1, 0, 0, &sample_author, &err), STORE_SAVED);
    assert_done(store_read_revision(s, first, &old, &err));
    assert_int_equal(old.id, page->id);
    assert_int_equal(old.revision, first);
    assert_int_equal(old.count, page->count);
    assert_string_equal(page_get(&old, "plan/field[1]"), before);
    store_page_clear(&old);
    assert_done(store_read_revision(s, page->revision, &old, &err));
    assert_string_equal(page_get(&old, "plan/field[1]"), "つぎの文");
    store_page_clear(&old);
    assert_false(store_read_revision(s, 99999, &old, &err));
    assert_non_null(strstr(err.text, "missing"));
    assert_int_equal(old.count, 0);
    free(before);
    store_page_list_free(&p);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_others_are_seen_and_oneself_is_not, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_who_was_killed_is_not_there, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_who_says_nothing_for_a_minute_is_not_there,
                                        fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(test_a_revision_is_read_whole, fixture_make,
                                        fixture_remove),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
