/* People by the name that they write, and not by that of their account. */
#include "store_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "store/accounts.h"
#include "store/names.h"

static const struct store_account_change by = {.who = "yamada", .role = "admin", .why = "退職"};

static void add(struct store *s, const char *name, const char *display)
{
    struct error err = {""};
    char role[] = "staff", password[] = "x", copy[64], written[64];

    strcpy(copy, name);
    strcpy(written, display);
    const struct store_account a = {
        .name = copy, .display = written, .role = role, .password = password};
    assert_done(store_add_account(s, &a, false, &by, &err));
}

static void test_the_display_name_or_else_the_accounts(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = fixture_open(f->file);

    assert_string_equal(store_person(s, "tanaka"), "tanaka");
    assert_string_equal(store_person(s, NULL), "");
    assert_string_equal(store_person(NULL, "tanaka"), "tanaka");
    add(s, "tanaka", "田中 陽子");
    add(s, "sato", "");
    add(s, "Abe", "安倍 晴");
    assert_string_equal(store_person(s, "tanaka"), "田中 陽子");
    assert_string_equal(store_person(s, "Abe"), "安倍 晴");
    assert_string_equal(store_person(s, "sato"), "sato");
    assert_string_equal(store_person(s, "tester"), "tester"); /* from before the accounts */
    assert_done(store_change_account(s, "tanaka", STORE_ACCOUNT_DISABLE, NULL, NULL, &by, &err));
    assert_string_equal(store_person(s, "tanaka"), "田中 陽子");
    store_close(s);
}

static void test_accounts_that_somebody_else_makes_are_seen_when_renewed(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file), *other = fixture_open(f->file);

    add(s, "tanaka", "田中 陽子");
    const char *kept = store_person(s, "tanaka");
    add(other, "sato", "佐藤 健");
    store_persons_renew(s);
    assert_string_equal(store_person(s, "sato"), "佐藤 健");
    assert_ptr_equal(store_person(s, "tanaka"), kept); /* a screen may still have it */
    store_close(other);
    store_close(s);
}

/* Lists name a person a line, while the program paints. */
static void test_the_file_is_read_once_however_many_are_named(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);

    add(s, "tanaka", "田中 陽子");
    assert_string_equal(store_person(s, "tanaka"), "田中 陽子");
    assert_int_equal(plain_run(f->file, "UPDATE account SET display = 'x'", NULL), SQLITE_OK);
    for (int i = 0; i < 1000; i++) {
        assert_string_equal(store_person(s, "tanaka"), "田中 陽子");
        assert_string_equal(store_person(s, "nobody"), "nobody");
    }
    store_persons_renew(s);
    assert_string_equal(store_person(s, "tanaka"), "x");
    store_close(s);
}

static void test_short_of_memory_it_is_the_accounts_name(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    const char *told = "";

    add(s, "tanaka", "田中 陽子");
    add(s, "sato", "佐藤 健");
    for (size_t n = 1; strcmp(told, "田中 陽子") != 0; n++) {
        store_close(s);
        s = fixture_open(f->file);
        failing_malloc_from(n);
        told = store_person(s, "tanaka");
        failing_malloc_off();
        assert_true(n < 100);
        assert_true(strcmp(told, "田中 陽子") == 0 || strcmp(told, "tanaka") == 0);
    }
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_display_name_or_else_the_accounts, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(
            test_accounts_that_somebody_else_makes_are_seen_when_renewed, fixture_make,
            fixture_remove),
        cmocka_unit_test_setup_teardown(test_the_file_is_read_once_however_many_are_named,
                                        fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(test_short_of_memory_it_is_the_accounts_name, fixture_make,
                                        fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
