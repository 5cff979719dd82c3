/* Accounts: which passwords may be taken, who may change what, and that guessing is
 * slow, whichever process guesses. */
#include "store_fixture.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/accounts.h"
#include "review/password.h"
#include "store/trail_verify.h"

#define ADMIN_PASSWORD "庁舎の銀杏が散る頃に会いましょう"
#define STAFF_PASSWORD "a long enough sentence"

static const struct accounts_person nobody = {.name = "login", .role = "staff"};

static const char *block_list(void)
{
    static char path[4096];
    const char *sources = getenv("KUSEI_TEST_SRCDIR");
    snprintf(path, sizeof path, "%s/data/passwords.txt", sources != NULL ? sources : ".");
    return path;
}

static void add(struct store *s, const struct accounts_person *by, const char *name,
                const char *role, const char *password)
{
    struct error err = {""};
    char copy[64], role_copy[16], display[] = "";
    snprintf(copy, sizeof copy, "%s", name);
    snprintf(role_copy, sizeof role_copy, "%s", role);
    struct store_account a = {.name = copy, .display = display, .role = role_copy};
    assert_done(accounts_add(s, by, &a, password, block_list(), &err));
}

static void assert_add_refused(struct store *s, const struct accounts_person *by, const char *name,
                               const char *role, const char *password, const char *says)
{
    struct error err = {""};
    char copy[128], role_copy[16], display[] = "";
    snprintf(copy, sizeof copy, "%s", name);
    snprintf(role_copy, sizeof role_copy, "%s", role);
    struct store_account a = {.name = copy, .display = display, .role = role_copy};
    assert_false(accounts_add(s, by, &a, password, block_list(), &err));
    if (strstr(err.text, says) == NULL) {
        fail_msg("%s: %s", says, err.text);
    }
}

static void assert_display_refused(struct store *s, const struct accounts_person *by,
                                   const char *display)
{
    struct error err = {""};
    char name[] = "honda", role[] = "staff", written[128];
    snprintf(written, sizeof written, "%s", display);
    struct store_account a = {.name = name, .display = written, .role = role};
    assert_false(accounts_add(s, by, &a, STAFF_PASSWORD, block_list(), &err));
    if (strstr(err.text, "that people read") == NULL) {
        fail_msg("%s", err.text);
    }
}

static struct accounts_person sign_in(struct store *s, const char *name, const char *password)
{
    struct error err = {""};
    struct accounts_person person;
    assert_done(accounts_sign_in(s, name, password, &person, &err));
    assert_true(person.signed_in);
    return person;
}

static void assert_sign_in_refused(struct store *s, const char *name, const char *password,
                                   const char *says)
{
    struct error err = {""};
    struct accounts_person person;
    assert_false(accounts_sign_in(s, name, password, &person, &err));
    assert_false(person.signed_in);
    if (strstr(err.text, says) == NULL) {
        fail_msg("%s: %s", says, err.text);
    }
}

static void assert_whole(struct store *s)
{
    struct error err = {""};
    struct store_trail_verdict v;
    assert_done(store_trail_verify(s, NULL, &v, &err));
    assert_string_equal(v.sentence.text, "");
    store_trail_verdict_free(&v);
}

/* --- passwords ------------------------------------------------------------------------- */

static void test_which_passwords_are_taken(void **state)
{
    static const struct {
        const char *password;
        bool shorter;
        const char *says; /* NULL: it is taken */
    } cases[] = {
        {"fourteen chars", false, "15 characters"},
        {"fifteen chars..", false, NULL},
        /* Characters as people count them, not bytes or code points. */
        {"あいうえおかきくけこさしすせ", false, "15 characters"},
        {"かきくけこかきくけこかきくけこ", false, NULL},
        {"か\xE3\x82\x99き\xE3\x82\x99く\xE3\x82\x99け\xE3\x82\x99こ\xE3\x82\x99"
         "か\xE3\x82\x99き\xE3\x82\x99く\xE3\x82\x99",
         false, "15 characters"},
        {"kj3-qq9", true, "8 characters"},
        {"kj3-qq9x", true, NULL},
        {"x-Tanaka9", true, "account's name"},
        {"x-ＴＡＮＡＫＡ9", true, "account's name"},
        {"tanaka has a dog", true, NULL},
        {"password1", true, "many people"},
        {"ＰａｓｓＷｏｒｄ１", true, "many people"},
        {"大阪市北区役所の", true, NULL},
        {"よろしくお願いします", true, "many people"},
        {"PasswordPassword", false, "many people"},
        {"with\ta tab in the text", false, "cannot be typed"},
        {"with \x01 control characters", false, "cannot be typed"},
        {"not \xFF UTF-8 at all, this", false, "cannot be typed"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct error err = {""};
        bool taken =
            password_check(cases[i].password, "tanaka", cases[i].shorter, block_list(), &err);
        if (taken != (cases[i].says == NULL) ||
            (!taken && strstr(err.text, cases[i].says) == NULL)) {
            fail_msg("%s: %s", cases[i].password, err.text);
        }
    }
    char *too_long = malloc(PASSWORD_MOST + 2);
    assert_non_null(too_long);
    memset(too_long, 'q', PASSWORD_MOST + 1);
    too_long[PASSWORD_MOST + 1] = '\0';
    assert_false(password_check(too_long, "tanaka", false, block_list(), NULL));
    too_long[PASSWORD_MOST] = '\0';
    assert_true(password_check(too_long, "tanaka", false, block_list(), NULL));
    free(too_long);
    /* Without the list nothing is taken. */
    assert_false(password_check("a long enough sentence", "x", false, "/no/such/list", NULL));
}

static void test_what_is_kept(void **state)
{
    struct error err = {""};
    char one[PASSWORD_STRING], two[PASSWORD_STRING];
    bool right;
    (void)state;
    assert_done(password_keep(STAFF_PASSWORD, one, &err));
    assert_done(password_keep(STAFF_PASSWORD, two, &err));
    assert_memory_equal(one, "$argon2id$v=19$m=65536,t=3,p=1$", 31);
    assert_string_not_equal(one, two);
    assert_false(password_is_old(one));
    assert_done(password_compare(STAFF_PASSWORD, one, &right, &err));
    assert_true(right);
    assert_done(password_compare("A long enough sentence", one, &right, &err));
    assert_false(right);
    assert_done(password_compare(STAFF_PASSWORD, NULL, &right, &err));
    assert_false(right);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A name that is not there costs what a wrong password costs. */
static void test_unknown_names_cost_the_same(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    double start = seconds();
    assert_sign_in_refused(s, "admin", "wrong", "wrong. Try again");
    double known = seconds() - start;
    start = seconds();
    assert_sign_in_refused(s, "nobody", "wrong", "wrong. Try again");
    double unknown = seconds() - start;
    print_message("wrong password %.3f s, unknown name %.3f s\n", known, unknown);
    assert_true(unknown > known * 0.6 && unknown < known * 1.6);
    store_close(s);
}

/* --- guessing --------------------------------------------------------------------------- */

static void test_waits(void **state)
{
    (void)state;
    static const int waits[] = {0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300};
    for (int i = 0; i < (int)(sizeof waits / sizeof waits[0]); i++) {
        assert_int_equal(accounts_wait(i, 1000, 1000), waits[i]);
        assert_int_equal(accounts_wait(i, 1000, 1000 + waits[i]), 0);
        /* The clock was set back. */
        assert_int_equal(accounts_wait(i, 1000, 10), waits[i]);
    }
    assert_int_equal(accounts_wait(1000000, 1000, 1001), 299);
}

static void test_guessing_is_slow(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    for (int i = 0; i < 4; i++) {
        assert_sign_in_refused(s, "admin", "wrong", "wrong. Try again");
    }
    sign_in(s, "admin", ADMIN_PASSWORD); /* and the count begins anew */
    for (int i = 0; i < 5; i++) {
        /* Another process each time: what counts is in the file. */
        store_close(s);
        s = fixture_open(f->file);
        assert_sign_in_refused(s, "admin", "wrong", "wrong. Try again");
    }
    /* However long the five took here. */
    assert_int_equal(plain_run(f->file, "UPDATE account SET failed_at = failed_at + 1000", NULL),
                     SQLITE_OK);
    assert_sign_in_refused(s, "admin", ADMIN_PASSWORD, "Wait 2 ");
    assert_int_equal(plain_number(f->file, "SELECT failures FROM account"), 5);
    /* Time passes. */
    assert_int_equal(plain_run(f->file, "UPDATE account SET failed_at = failed_at - 1002", NULL),
                     SQLITE_OK);
    sign_in(s, "ＡＤＭＩＮ", ADMIN_PASSWORD);
    assert_int_equal(plain_number(f->file, "SELECT failures FROM account"), 0);
    assert_int_equal(
        plain_number(f->file, "SELECT count(*) FROM trail WHERE action = 'sign-in-failed'"), 9);
    assert_whole(s);
    store_close(s);
}

/* Two at once: the second counts too, before either password was looked at. */
static void test_attempts_at_once(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    struct store_account a;
    bool found, taken;
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    assert_done(store_find_account(s, "admin", &found, &a, &err));
    assert_done(store_account_attempt(s, &a, 1000, &taken, &err));
    assert_true(taken);
    assert_done(store_account_attempt(s, &a, 1000, &taken, &err));
    assert_false(taken);
    assert_int_equal(plain_number(f->file, "SELECT failures FROM account"), 1);
    store_account_free(&a);
    store_close(s);
}

static void test_strings_of_older_settings_are_made_anew(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    char string[crypto_pwhash_STRBYTES], kept[256], name[] = "admin", role[] = "admin",
                                                    display[] = "";
    assert_true(sodium_init() >= 0);
    assert_int_equal(crypto_pwhash_str_alg(string, ADMIN_PASSWORD, strlen(ADMIN_PASSWORD), 1,
                                           8 << 20, crypto_pwhash_ALG_ARGON2ID13),
                     0);
    struct store_account a = {.name = name, .display = display, .role = role, .password = string};
    const struct store_account_change by = {.who = "x", .role = "staff"};
    assert_done(store_add_account(s, &a, true, &by, &err));
    assert_sign_in_refused(s, "admin", "wrong", "wrong");
    assert_int_equal(plain_number(f->file, "SELECT password LIKE '%t=1,%' FROM account"), 1);
    sign_in(s, "admin", ADMIN_PASSWORD);
    plain_ask(f->file, "SELECT password FROM account", kept);
    assert_memory_equal(kept, "$argon2id$v=19$m=65536,t=3,p=1$", 31);
    sign_in(s, "admin", ADMIN_PASSWORD);
    assert_int_equal(
        plain_number(f->file, "SELECT count(*) FROM trail WHERE action = 'account-rehash'"), 1);
    assert_whole(s);
    store_close(s);
}

/* --- who may change what ------------------------------------------------------------------- */

/* Nobody but the person knows what things are signed with. */
static void test_a_first_password_is_changed(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    struct accounts_person admin = sign_in(s, "admin", ADMIN_PASSWORD);
    assert_false(admin.first_password); /* who makes the first account chose it */
    add(s, &admin, "tanaka", "staff", STAFF_PASSWORD);
    struct accounts_person tanaka = sign_in(s, "tanaka", STAFF_PASSWORD);
    assert_true(tanaka.first_password);
    assert_false(accounts_has_own_password(&tanaka, &err));
    assert_non_null(strstr(err.text, "kusei user passwd tanaka"));
    assert_false(accounts_set_password(s, &tanaka, "tanaka", STAFF_PASSWORD, block_list(), &err));
    assert_non_null(strstr(err.text, "administrator set"));
    assert_done(
        accounts_set_password(s, &tanaka, "tanaka", STAFF_PASSWORD "!", block_list(), &err));
    assert_done(accounts_has_own_password(&tanaka, &err));
    assert_false(sign_in(s, "tanaka", STAFF_PASSWORD "!").first_password);
    assert_done(accounts_set_password(s, &admin, "tanaka", STAFF_PASSWORD, block_list(), &err));
    assert_true(sign_in(s, "tanaka", STAFF_PASSWORD).first_password);
    assert_whole(s);
    store_close(s);
}

static void test_accounts_are_an_administrators(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    assert_add_refused(s, &nobody, "tanaka", "staff", STAFF_PASSWORD, "--role admin");
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    assert_add_refused(s, &nobody, "tanaka", "staff", STAFF_PASSWORD, "Only an administrator");
    struct accounts_person admin = sign_in(s, "admin", ADMIN_PASSWORD);
    add(s, &admin, "tanaka", "staff", STAFF_PASSWORD);
    static const char *const names[] = {"", "-x", "a b", "a\tb", "a　b", "()", "x\xFFy"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_add_refused(s, &admin, names[i], "staff", STAFF_PASSWORD, "cannot be the name");
    }
    assert_display_refused(s, &admin, "田中\t陽子");
    assert_display_refused(s, &admin, "田中\xE2\x80\xAE陽子"); /* it would be read backwards */
    assert_display_refused(s, &admin,
                           "長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い名前長い");
    assert_add_refused(s, &admin, "ＴＡＮＡＫＡ", "staff", STAFF_PASSWORD, "already");
    assert_add_refused(s, &admin, "suzuki", "boss", STAFF_PASSWORD, "no role");
    struct accounts_person tanaka = sign_in(s, "tanaka", STAFF_PASSWORD);
    assert_add_refused(s, &tanaka, "suzuki", "staff", STAFF_PASSWORD, "Only an administrator");
    assert_false(accounts_set_role(s, &tanaka, "tanaka", "admin", "x", &err));
    assert_false(accounts_disable(s, &tanaka, "admin", "x", &err));
    assert_false(accounts_allow_shorter(s, &tanaka, true, "x", &err));
    assert_false(
        accounts_set_password(s, &tanaka, "admin", STAFF_PASSWORD "!", block_list(), &err));
    assert_done(
        accounts_set_password(s, &tanaka, "tanaka", STAFF_PASSWORD "!", block_list(), &err));
    assert_false(accounts_set_role(s, &admin, "tanaka", "chief", "", &err));
    assert_false(accounts_set_role(s, &admin, "tanaka", "chief", NULL, &err));
    assert_done(accounts_set_role(s, &admin, "tanaka", "chief", "異動", &err));
    assert_false(accounts_disable(s, &admin, "nobody", "x", &err));
    assert_non_null(strstr(err.text, "nobody"));
    /* The last administrator stays one. */
    assert_false(accounts_disable(s, &admin, "admin", "x", &err));
    assert_false(accounts_set_role(s, &admin, "admin", "head", "x", &err));
    assert_done(accounts_disable(s, &admin, "tanaka", "退職", &err));
    assert_sign_in_refused(s, "tanaka", STAFF_PASSWORD "!", "not in use");
    assert_sign_in_refused(s, "tanaka", "wrong", "wrong");
    assert_done(accounts_enable(s, &admin, "tanaka", NULL, &err));
    assert_string_equal(sign_in(s, "tanaka", STAFF_PASSWORD "!").role, "chief");
    /* Passwords of eight characters, once the administrator says so. */
    assert_add_refused(s, &admin, "suzuki", "staff", "kj3-qq9x", "15 characters");
    assert_done(accounts_allow_shorter(s, &admin, true, "試行", &err));
    add(s, &admin, "suzuki", "staff", "kj3-qq9x");
    assert_whole(s);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM trail WHERE who = 'admin' AND "
                                           "why IN ('異動', '退職', '試行')"),
                     3);
    store_close(s);
}

/* The time until a screen is locked: ten minutes, until an administrator says why not. */
static void test_when_screens_lock(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    int ms = -1;
    add(s, &nobody, "admin", "admin", ADMIN_PASSWORD);
    struct accounts_person admin = sign_in(s, "admin", ADMIN_PASSWORD);
    assert_done(accounts_lock_after(s, &ms, &err));
    assert_int_equal(ms, 10 * 60 * 1000);
    static const char *const wrong[] = {"", "-1", "soon", "1440.5", "1 ", "nan", "0x1", "1.2.3"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(accounts_set_lock_after(s, &admin, wrong[i], "x", &err));
        assert_non_null(strstr(err.text, "is no time"));
    }
    assert_false(accounts_set_lock_after(s, &admin, "5", "", &err));
    add(s, &admin, "tanaka", "staff", STAFF_PASSWORD);
    struct accounts_person tanaka = sign_in(s, "tanaka", STAFF_PASSWORD);
    assert_false(accounts_set_lock_after(s, &tanaka, "0", "x", &err));
    assert_done(accounts_lock_after(s, &ms, &err));
    assert_int_equal(ms, 10 * 60 * 1000);
    static const struct {
        const char *text;
        int ms;
    } right[] = {{"1440", 1440 * 60 * 1000}, {"0", 0}, {"0.5", 30 * 1000}, {"0.000001", 1}};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        assert_done(accounts_set_lock_after(s, &admin, right[i].text, "窓口", &err));
        assert_done(accounts_lock_after(s, &ms, &err));
        assert_int_equal(ms, right[i].ms);
    }
    assert_whole(s);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM trail WHERE action = 'setting' "
                                           "AND why = '窓口'"),
                     4);
    store_close(s);
}

int main(void)
{
#define ROW(test) cmocka_unit_test_setup_teardown(test, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_which_passwords_are_taken),
        ROW(test_what_is_kept),
        ROW(test_unknown_names_cost_the_same),
        ROW(test_waits),
        ROW(test_guessing_is_slow),
        ROW(test_attempts_at_once),
        ROW(test_strings_of_older_settings_are_made_anew),
        ROW(test_a_first_password_is_changed),
        ROW(test_accounts_are_an_administrators),
        ROW(test_when_screens_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
