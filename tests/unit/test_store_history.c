/* Who changed what and when; and that nobody can change that. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct store_author suzuki = {.name = "suzuki", .action = "save"};

static void assert_change(const struct store_change *c, const char *path, const char *old_value,
                          const char *new_value)
{
    assert_string_equal(c->path, path);
    if (old_value == NULL) {
        assert_null(c->old_value);
    } else {
        assert_string_equal(c->old_value, old_value);
    }
    if (new_value == NULL) {
        assert_null(c->new_value);
    } else {
        assert_string_equal(c->new_value, new_value);
    }
}

static void save(struct store *s, int64_t id, struct store_page *page,
                 const struct store_author *author)
{
    struct error err = {""};
    if (store_save(s, id, page, 1, 0, 5, author, &err) != STORE_SAVED) {
        fail_msg("%s", err.text);
    }
}

static void test_history_of_a_page(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 0, &p);
    struct store_page *page = &p.pages[2];
    page_set(page, "b", "1");
    page_set(page, "a", "2");
    page_set(page, "c", "");
    save(s, id, page, &suzuki);
    page_set(page, "c", "三");
    page_set(page, "b", "1'");
    save(s, id, page, &sample_author);
    free(page->fields[1].path);
    page->fields[1].path = strdup("d");
    save(s, id, page, &suzuki);
    assert_done(store_remove_page(s, id, page->id, &suzuki, &err));

    struct store_history h;
    assert_done(store_read_history(s, id, page->id, &h, &err));
    assert_int_equal(h.count, 5);
    for (size_t i = 0; i < h.count; i++) {
        assert_int_equal(h.revisions[i].page, page->id);
        assert_moment(h.revisions[i].at);
        assert_true(i == 0 || h.revisions[i].id < h.revisions[i - 1].id);
    }
    const struct store_revision *r = h.revisions;
    assert_int_equal(r[0].count, 3); /* taken out */
    assert_change(&r[0].changes[0], "b", "1'", NULL);
    assert_int_equal(r[1].count, 2); /* a is d now */
    assert_int_equal(r[1].id, page->revision);
    assert_string_equal(r[1].author, "suzuki");
    assert_change(&r[1].changes[0], "d", NULL, "2");
    assert_change(&r[1].changes[1], "a", "2", NULL);
    assert_int_equal(r[2].count, 2);
    assert_string_equal(r[2].author, "tanaka");
    assert_string_equal(r[2].action, "save");
    assert_change(&r[2].changes[0], "b", "1", "1'");
    assert_change(&r[2].changes[1], "c", "", "三");
    assert_int_equal(r[3].count, 3);
    assert_change(&r[3].changes[0], "b", NULL, "1");
    assert_change(&r[3].changes[2], "c", NULL, "");
    assert_int_equal(r[4].count, 0);
    assert_string_equal(r[4].action, "new");
    store_history_free(&h);
    store_page_list_free(&p);
    store_close(s);
}

static void test_history_of_all_pages(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list p;
    struct error err = {""};
    int64_t id = sample_create(s, "271276", 2015, 2, &p);
    sample_create(s, "271241", 2015, 2, NULL);
    page_set(&p.pages[3], "plan/field[2]", "甲");
    save(s, id, &p.pages[3], &suzuki);
    page_set(&p.pages[1], "plan/field[2]", "乙");
    save(s, id, &p.pages[1], &suzuki);
    assert_done(store_remove_page(s, id, p.pages[4].id, &suzuki, &err));
    struct store_history h;
    assert_done(store_read_history(s, id, 0, &h, &err));
    assert_int_equal(h.count, 8);
    assert_int_equal(h.revisions[0].page, p.pages[4].id);
    assert_int_equal(h.revisions[0].count, 2);
    assert_int_equal(h.revisions[1].page, p.pages[1].id);
    assert_int_equal(h.revisions[1].count, 1);
    assert_string_equal(h.revisions[1].changes[0].new_value, "乙");
    assert_int_equal(h.revisions[2].page, p.pages[3].id);
    assert_int_equal(h.revisions[2].count, 1);
    for (size_t i = 3; i < h.count; i++) {
        assert_string_equal(h.revisions[i].action, "new");
        assert_int_equal(h.revisions[i].count, 2);
        assert_null(h.revisions[i].changes[0].old_value);
    }
    store_history_free(&h);
    assert_done(store_read_history(s, 4711, 0, &h, &err));
    assert_int_equal(h.count, 0);
    store_history_free(&h);
    store_page_list_free(&p);
    store_close(s);
}

/* --- nothing is overwritten, not even by another program ----------------------------- */

static void test_file_refuses_to_change_what_was_saved(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    sample_create(s, NULL, 2015, 2, NULL);
    store_close(s);
    static const char *const refused[] = {
        "UPDATE revision SET author = 'x'",
        "UPDATE field SET value = 'x' WHERE revision = 1",
        "DELETE FROM revision WHERE id = 2",
        "DELETE FROM field",
        "INSERT OR REPLACE INTO revision SELECT id, page, at, 'x', action FROM revision",
        "REPLACE INTO field SELECT revision, ordinal, path, 'x' FROM field",
        "INSERT INTO field SELECT revision, ordinal, path, 'x' FROM field WHERE 1 "
        "ON CONFLICT DO UPDATE SET value = excluded.value",
        "UPDATE OR REPLACE revision SET id = 1 WHERE id = 2",
        "DELETE FROM page WHERE id = 5",
        "UPDATE page SET parent = 1 WHERE id = 3",
        "UPDATE page SET assessment = 2",
        "REPLACE INTO page SELECT id, assessment, parent, 'x', position, removed FROM page",
        "DELETE FROM assessment",
        "UPDATE assessment SET year = 2016",
        "REPLACE INTO assessment SELECT NULL, ward_code, 'x', year, policy, form_version, state, "
        "0, 0, created_at, changed_at, changed_by FROM assessment",
    };
    char all[] = "SELECT (SELECT group_concat(quote(id)||page||at||author||action) FROM revision)"
                 "||(SELECT count(*)||sum(length(value)) FROM field)"
                 "||(SELECT group_concat(id||assessment||ifnull(parent,'')||element) FROM page)"
                 "||(SELECT group_concat(id||ward_name||year) FROM assessment)";
    char before[256], after[256], message[256];
    plain_ask(f->file, all, before);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (plain_run(f->file, refused[i], message) != SQLITE_CONSTRAINT) {
            fail_msg("not refused: %s", refused[i]);
        }
    }
    assert_string_equal(plain_ask(f->file, all, after), before);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_history_of_a_page),
        ROW(test_history_of_all_pages),
        ROW(test_file_refuses_to_change_what_was_saved),
    };
    return cmocka_run_group_tests_name("store: history", tests, NULL, NULL);
}
