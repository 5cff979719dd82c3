/* Wards and their codes: what is read, what is refused, and what is found. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "test_form_files.h"

static const char eras[] = "1989-01-08\t平成\tH\n2019-05-01\t令和\tR\n";

static const char wards[] = "# code\tcity\tname\tromanised\n"
                            "\n"
                            "271276\t271004\t北区\tKita-ku\n"
                            "271241\t271004\t鶴見区\tTsurumi-ku\r\n"
                            "231037\t231002\t北区\tKita-ku\n"
                            "231169\t231002\t天白区\tTempaku-ku";

static int make_folder(void **state)
{
    *state = files_make_folder();
    files_write(*state, "eras.tsv", eras);
    return 0;
}

static struct reference *read_wards(const char *dir, const char *text)
{
    struct error err = {""};
    struct reference *reference;

    files_write(dir, "wards.tsv", text);
    reference = reference_read(dir, &err);
    if (!reference)
        fail_msg("%s", err.text);
    return reference;
}

static void test_reads_wards_and_eras(void **state)
{
    struct reference *r = read_wards(*state, wards);
    char label[40];

    assert_int_equal(reference_ward_count(r), 4);
    assert_string_equal(reference_ward(r, 0)->code, "271276");
    assert_string_equal(reference_ward(r, 0)->city_code, "271004");
    assert_string_equal(reference_ward(r, 0)->name, "北区");
    assert_string_equal(reference_ward(r, 1)->name_en, "Tsurumi-ku");
    assert_string_equal(reference_ward(r, 3)->name_en, "Tempaku-ku");
    era_fiscal_year_label(reference_eras(r), 2015, label, sizeof(label));
    assert_string_equal(label, "平成27年度");
    reference_free(r);
}

static void assert_finds(const struct reference *r, const char *city, const char *text,
                         const char *code)
{
    struct error err = {""};
    const struct ward *ward = reference_find_ward(r, city, text, &err);

    if (!ward)
        fail_msg("%s: %s", text, err.text);
    assert_string_equal(ward->code, code);
}

static void test_finds_what_a_person_means(void **state)
{
    struct reference *r = read_wards(*state, wards);

    assert_finds(r, NULL, "271276", "271276");
    assert_finds(r, NULL, "２７１２７６", "271276");
    assert_finds(r, "231002", "北区", "231037");
    assert_finds(r, "271004", " 北区 ", "271276");
    assert_finds(r, "271004", "kita-ku", "271276");
    assert_finds(r, NULL, "鶴見区", "271241");
    assert_finds(r, NULL, "Tempaku-ku", "231169");
    reference_free(r);
}

static void assert_not_found(const struct reference *r, const char *city, const char *text,
                             const char *sentence)
{
    struct error err = {""};

    assert_null(reference_find_ward(r, city, text, &err));
    assert_string_equal(err.text, sentence);
}

static void test_says_why_a_ward_is_not_found(void **state)
{
    struct reference *r = read_wards(*state, wards);

    assert_not_found(r, NULL, "北区",
                     "北区 is a ward of more than one city; give its code: 271276 (city 271004), "
                     "231037 (city 231002)");
    assert_not_found(
        r, "271004", "天白区",
        "\"天白区\" is not a ward here; give one of these, or its six-digit code: 北区, "
        "鶴見区");
    assert_not_found(
        r, "271004", "",
        "\"\" is not a ward here; give one of these, or its six-digit code: 北区, 鶴見区");
    assert_not_found(r, "401307", "北区",
                     "no ward of the city 401307 is known; add its wards to data/wards.tsv");
    reference_free(r);
}

/* A sentence does not grow with the table. */
static void test_a_long_table_is_not_listed(void **state)
{
    char text[8192] = "";
    struct error err = {""};
    struct reference *r;
    size_t size = 0;

    for (int i = 10000; i < 10099; i++) {
        char code[24] = "";

        for (int digit = 0; digit < 10 && !reference_code_is_valid(code); digit++)
            snprintf(code, sizeof(code), "%d%d", i, digit);
        size += (size_t)snprintf(text + size, sizeof(text) - size, "%s\t100005\t第%d区\tW%d\n",
                                 code, i, i);
    }
    r = read_wards(*state, text);
    assert_null(reference_find_ward(r, NULL, "北区", &err));
    assert_string_equal(err.text, "\"北区\" is not a ward; give its name or its six-digit code");
    reference_free(r);
}

static void test_check_digit(void **state)
{
    (void)state;
    assert_true(reference_code_is_valid("271004"));
    assert_true(reference_code_is_valid("231002"));
    assert_true(reference_code_is_valid("011002"));
    assert_true(reference_code_is_valid("271021"));
    assert_true(reference_code_is_valid("271241"));
    assert_true(reference_code_is_valid("271250")); /* remainder 1 */
    assert_false(reference_code_is_valid("271275"));
    assert_false(reference_code_is_valid("271267"));
    assert_false(reference_code_is_valid("27127"));
    assert_false(reference_code_is_valid("2712764"));
    assert_false(reference_code_is_valid("27127x"));
    assert_false(reference_code_is_valid(""));
}

struct broken {
    const char *line; /* stands third in the file */
    const char *reason;
};

static void test_refuses_with_the_line(void **state)
{
    static const struct broken table[] = {
        {"271277\t271004\t北区\tKita-ku", "271277 is not a local government code"},
        {"271276\t271003\t北区\tKita-ku", "271003 is not a local government code"},
        {"271276\t271004\t北区", "is not a ward; write code, city code"},
        {"271276\t271004\t北区\t", "is not a ward; write code, city code"},
        {"271276\t271004\t\tKita-ku", "is not a ward; write code, city code"},
        {"271276\t271004\t北区\tKita-ku\t", "is not a ward; write code, city code"},
        {"271276 271004 北区 Kita-ku", "is not a ward; write code, city code"},
        {" 271276\t271004\t北区\tKita-ku", " 271276 is not a local government code"},
        {"271241\t231002\t北区\tKita-ku", "the code 271241 is there twice"},
        {"271276\t271004\t鶴見区\tKita-ku", "has 鶴見区 (Kita-ku) twice"},
        {"271276\t271004\t北区\ttsurumi-ku", "has 北区 (tsurumi-ku) twice"},
        {"271276\t271004\t北\x85\tKita-ku", "which may not be stored"},
        {"271276\t271004\t北\xE2\x80\xAE区\tKita-ku", "which may not be stored"},
    };

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct error err = {""};
        char text[300];
        char place[300];

        snprintf(text, sizeof(text), "# wards\n271241\t271004\t鶴見区\tTsurumi-ku\n%s\n",
                 table[i].line);
        snprintf(place, sizeof(place), "%s/wards.tsv:3: ", (const char *)*state);
        files_write(*state, "wards.tsv", text);
        assert_null(reference_read(*state, &err));
        if (strncmp(err.text, place, strlen(place)) != 0 || !strstr(err.text, table[i].reason))
            fail_msg("should say \"%s\", but the sentence is: %s", table[i].reason, err.text);
    }
}

static void assert_unreadable(const char *dir, const char *reason)
{
    struct error err = {""};

    assert_null(reference_read(dir, &err));
    if (!strstr(err.text, reason))
        fail_msg("should say \"%s\", but the sentence is: %s", reason, err.text);
}

static void test_missing_files(void **state)
{
    char *dir = files_make_folder();

    (void)state;
    assert_unreadable(dir, "/wards.tsv: cannot be opened");
    files_write(dir, "wards.tsv", "# none\n");
    assert_unreadable(dir, "/wards.tsv: has no ward");
    files_write(dir, "wards.tsv", wards);
    assert_unreadable(dir, "/eras.tsv");
    files_remove(dir);
}

static void test_home_city(void **state)
{
    static const char *const wrong[] = {"999999", "27100", "271004 大阪市", "271004\n271004"};
    char *dir = files_make_folder();
    struct error err = {""};

    (void)state;
    files_write(dir, "wards.tsv", wards);
    files_write(dir, "eras.tsv", "1989-01-08\t平成\tH\n");
    files_write(dir, "home-city", "# none\n");
    struct reference *r = reference_read(dir, &err);
    assert_string_equal(err.text, "");
    assert_null(reference_home_city(r));
    reference_free(r);
    files_write(dir, "home-city", "# here\n\n271004\r\n");
    r = reference_read(dir, &err);
    assert_string_equal(reference_home_city(r), "271004");
    reference_free(r);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        files_write(dir, "home-city", wrong[i]);
        assert_unreadable(dir, i == 3 ? "home-city:2: is not the one city" : "home-city:1: is not");
    }
    files_remove(dir);
}

/* The tables that are installed. */
static void test_installed_tables(void **state)
{
    struct error err = {""};
    char *dir = files_source("data");
    struct reference *r = reference_read(dir, &err);

    (void)state;
    assert_string_equal(err.text, "");
    assert_int_equal(reference_ward_count(r), 40);
    assert_finds(r, "271004", "北区", "271276");
    reference_free(r);
    free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_wards_and_eras),
        cmocka_unit_test(test_finds_what_a_person_means),
        cmocka_unit_test(test_says_why_a_ward_is_not_found),
        cmocka_unit_test(test_a_long_table_is_not_listed),
        cmocka_unit_test(test_check_digit),
        cmocka_unit_test(test_refuses_with_the_line),
        cmocka_unit_test(test_missing_files),
        cmocka_unit_test(test_home_city),
        cmocka_unit_test(test_installed_tables),
    };

    return cmocka_run_group_tests(tests, make_folder, files_remove_state);
}
