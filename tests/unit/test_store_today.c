/* What an author did since a moment: fields that were blank before, nothing twice. */
#include "store_fixture.h"

#include <stdio.h>
#include <string.h>

#include "store/today.h"

static const char long_ago[] = "2000-01-01T00:00:00Z";
static const struct store_author tanaka = {.name = "tanaka", .action = "save"};

static void save(struct store *s, int64_t id, struct store_page *page,
                 const struct store_author *author)
{
    struct error err = {""};
    assert_int_equal(store_save(s, id, page, 1, 0, 3, author, &err), STORE_SAVED);
}

/* What the author filled in on the page; -1 where they did nothing on it. */
static int filled(struct store *s, const char *author, int64_t page)
{
    struct error err = {""};
    struct store_today today;
    int count = -1;
    assert_done(store_read_today(s, author, long_ago, &today, &err));
    for (size_t i = 0; i < today.count; i++) {
        count = today.pages[i].page == page ? today.pages[i].filled : count;
    }
    store_today_free(&today);
    return count;
}

static void test_counts_what_was_blank(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, NULL, 2015, 1, &pages);
    struct store_page *page = &pages.pages[1];
    assert_int_equal(filled(s, "tanaka", page->id), -1);
    page_set(page, "plan/aim", "");
    page_set(page, "plan/strategy", "甲");
    page_set(page, "plan/value", "80%");
    page_set(page, "plan/value/@amount", "80");
    save(s, id, page, &tanaka);
    assert_int_equal(filled(s, "tanaka", page->id), 2);
    page_set(page, "plan/strategy", "乙"); /* changed, emptied and filled: still one */
    save(s, id, page, &tanaka);
    page_set(page, "plan/strategy", "");
    save(s, id, page, &tanaka);
    page_set(page, "plan/strategy", "丙");
    save(s, id, page, &tanaka);
    assert_int_equal(filled(s, "tanaka", page->id), 2);
    assert_int_equal(filled(s, "suzuki", page->id), -1);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_drafts_count_and_copies_do_not(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, &pages);
    struct store_page *draft = &pages.pages[1];
    struct store_page *copy = &pages.pages[2];
    page_set(draft, "plan/aim", "甲");
    assert_done(store_put_draft(s, draft, "tanaka", &err));
    assert_int_equal(filled(s, "tanaka", draft->id), 1);
    page_set(copy, "@follows", "1.1.a/1-1");
    page_set(copy, "plan/aim", "甲");
    save(s, id, copy, &tanaka);
    assert_int_equal(filled(s, "tanaka", copy->id), 0);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_imported_and_earlier_ones_are_nobodys_day(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct store_today today;
    struct error err = {""};
    int64_t id = sample_create(s, NULL, 2015, 1, &pages);
    const struct store_author import = {.name = "tanaka", .action = "import"};
    page_set(&pages.pages[1], "plan/aim", "甲");
    save(s, id, &pages.pages[1], &import);
    assert_int_equal(filled(s, "tanaka", pages.pages[1].id), -1);
    page_set(&pages.pages[1], "plan/strategy", "甲");
    save(s, id, &pages.pages[1], &tanaka);
    assert_done(store_read_today(s, "tanaka", "2999-01-01T00:00:00Z", &today, &err));
    assert_int_equal(today.count, 0);
    assert_int_equal(today.seconds, 0);
    store_today_free(&today);
    store_page_list_free(&pages);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_counts_what_was_blank, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(test_drafts_count_and_copies_do_not, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_imported_and_earlier_ones_are_nobodys_day,
                                        fixture_make, fixture_remove),
    };
    return cmocka_run_group_tests_name("today", tests, NULL, NULL);
}
