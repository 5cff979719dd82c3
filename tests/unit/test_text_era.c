/* Fiscal years and eras. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "text/era.h"
#include "text_eras.h"
#include "unit.h"

static int setup(void **state)
{
    *state = text_eras_read();
    return 0;
}

static int teardown(void **state)
{
    era_table_free(*state);
    return 0;
}

static void a_fiscal_year_is_called_by_its_first_of_april(void **state)
{
    static const struct {
        int year;
        const char *label;
    } cases[] = {
        {2015, "平成27年度"}, {2018, "平成30年度"}, {2019, "平成31年度"}, {2020, "令和2年度"},
        {1989, "平成元年度"}, {1988, "昭和63年度"}, {1926, "大正15年度"}, {1927, "昭和2年度"},
        {1868, "明治元年度"}, {1912, "明治45年度"}, {1700, "1700年度"},   {2100, "令和82年度"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[64];
        int back = 0;
        era_fiscal_year_label(*state, cases[i].year, out, sizeof out);
        assert_string_equal(out, cases[i].label);
        if (cases[i].year >= 1868) {
            assert_true(era_parse_year(*state, out, &back));
            assert_int_equal(back, cases[i].year);
        }
    }
    char out[64];
    era_fiscal_year_label(NULL, 2015, out, sizeof out);
    assert_string_equal(out, "2015年度");
}

static void a_day_is_of_the_era_that_it_is_in(void **state)
{
    static const struct {
        int year, month, day;
        const char *label;
    } cases[] = {
        {2016, 4, 1, "平成28年4月1日"}, {2019, 4, 30, "平成31年4月30日"},
        {2019, 5, 1, "令和元年5月1日"}, {2020, 1, 1, "令和2年1月1日"},
        {1989, 1, 7, "昭和64年1月7日"}, {1989, 1, 8, "平成元年1月8日"},
        {1700, 1, 1, "1700年1月1日"},
    };
    char out[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        era_day_label(*state, cases[i].year, cases[i].month, cases[i].day, out, sizeof out);
        assert_string_equal(out, cases[i].label);
    }
    era_day_label(NULL, 2016, 4, 1, out, sizeof out);
    assert_string_equal(out, "2016年4月1日");
}

static void a_year_is_read_in_every_notation(void **state)
{
    static const struct {
        const char *text;
        int year;
    } cases[] = {
        {"2015", 2015},           {"２０１５", 2015},     {"2015年", 2015},
        {"2015 年度", 2015},      {"平成27", 2015},       {"平成27年度", 2015},
        {"平成元年", 1989},       {"平成２７年度", 2015}, {"平成 27 年度", 2015},
        {"　平成　27　年", 2015}, {"H27", 2015},          {"h27", 2015},
        {"Ｈ２７", 2015},         {"ｈ27年度", 2015},     {"R2", 2020},
        {"令和元年度", 2019},     {"S63", 1988},          {"M1", 1868},
        {"2015年度 ", 2015},      {"平成32年度", 2020},   {"1868", 1868},
        {"9999", 9999},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year = 0;
        assert_true(era_parse_year(*state, cases[i].text, &year));
        assert_int_equal(year, cases[i].year);
    }
}

static void what_is_no_year_is_none(void **state)
{
    static const char *const cases[] = {"",
                                        "北区",
                                        "27",
                                        "27年度",
                                        "15",
                                        "20155",
                                        "1867",
                                        "H",
                                        "H0",
                                        "平成",
                                        "平成0年",
                                        "X27",
                                        "平成2015",
                                        "2015x",
                                        "H27-1",
                                        "２０１",
                                        "2015年度の",
                                        "27H",
                                        "9999999999999999999",
                                        "平成99999999999999999999"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year = -1;
        assert_false(era_parse_year(*state, cases[i], &year));
        assert_int_equal(year, -1);
    }
    int year = -1;
    assert_false(era_parse_year(NULL, "H27", &year));
    assert_true(era_parse_year(NULL, "2015年", &year));
}

static void scanning_says_how_far_it_read(void **state)
{
    int year = 0;
    assert_int_equal(era_scan_year(*state, "H29年度までに", &year), strlen("H29年度"));
    assert_int_equal(year, 2017);
    assert_int_equal(era_scan_year(*state, "平成 29 年 3月", &year), strlen("平成 29 年"));
    assert_int_equal(era_scan_year(*state, "2015 までに", &year), strlen("2015"));
    assert_int_equal(era_scan_year(*state, "までに", &year), 0);
}

static void check_label(const char *content, int year, const char *label)
{
    char path[256], out[64];
    struct error err = {""};
    text_eras_write(content, path, sizeof path);
    struct era_table *eras = era_table_read(path, &err);
    unlink(path);
    assert_string_equal(err.text, "");
    assert_non_null(eras);
    era_fiscal_year_label(eras, year, out, sizeof out);
    assert_string_equal(out, label);
    era_table_free(eras);
}

static void an_era_counts_from_its_first_day(void **state)
{
    (void)state;
    check_label("1990-01-01\t前\tA\n2000-04-01\t後\tB\n", 2000, "後元年度");
    check_label("1990-01-01\t前\tA\n2000-04-02\t後\tB\n", 2000, "前11年度");
    check_label("1990-01-01\t前\tA\n2000-03-31\t後\tB\n", 2000, "後元年度");
    /* two in one year and month; a leap day; no line feed at the end */
    check_label("2000-02-28\t前\tA\n2000-02-29\t後\tB", 2001, "後2年度");
    check_label("1900-01-31\t前\tA \t# note\n\n#\n", 1900, "前元年度");
}

static void check_refused(const char *content, const char *reason)
{
    char path[256];
    struct error err = {""};
    text_eras_write(content, path, sizeof path);
    assert_null(era_table_read(path, &err));
    assert_non_null(strstr(err.text, path));
    assert_non_null(strstr(err.text, reason));
    assert_null(era_table_read(path, NULL));
    unlink(path);
}

static void a_broken_table_is_refused_with_its_line(void **state)
{
    (void)state;
    check_refused("1989-01-08\t平成\tH\n1926-12-25\t昭和\tS\n", ":2: ");
    check_refused("1989-01-08\t平成\tH\n1989-01-08\t昭和\tS\n", ":2: ");
    check_refused("# eras\n\n1989-01-08 平成 H\n", ":3: ");
    check_refused("1989-02-29\t平成\tH\n", ":1: ");
    check_refused("1988-04-31\t平成\tH\n", ":1: ");
    check_refused("1900-02-29\t平成\tH\n", ":1: ");
    check_refused("1989-01-00\t平成\tH\n", ":1: ");
    check_refused("1989-00-01\t平成\tH\n", ":1: ");
    check_refused("1989-13-01\t平成\tH\n", ":1: ");
    check_refused("1989-1-8\t平成\tH\n", ":1: ");
    check_refused("1989-01-08\t\tH\n", ":1: ");
    check_refused("1989-01-08\t平成\n", ":1: ");
    check_refused("1989-01-08\t平成\th\n", ":1: ");
    check_refused("1989-01-08\t平成\tHH\n", ":1: ");
    check_refused("1989-01-08\t\xFF\tH\n", ":1: ");
    check_refused("1989-01-08\t平成平成平成平成平成平成平成\tH\n", ":1: ");
    check_refused("", "no era");
    char line[700];
    memset(line, 'x', sizeof line);
    memcpy(line + sizeof line - 2, "\n", 2);
    check_refused(line, ":1: ");
}

static void a_missing_table_or_a_folder_is_refused(void **state)
{
    struct error err = {""};
    (void)state;
    assert_null(era_table_read("/nonexistent/eras.tsv", &err));
    assert_non_null(strstr(err.text, "/nonexistent/eras.tsv"));
    assert_null(era_table_read("/", &err));
    assert_non_null(strstr(err.text, "/: "));
}

/* A number alone is of the era that brings it nearest to what the text is about. */
static void a_number_alone_is_of_the_nearest_era(void **state)
{
    (void)state;
    struct era_table *eras = text_eras_read();
    assert_int_equal(era_year_near(eras, 29, 2015), 2017);
    assert_int_equal(era_year_near(eras, 2, 2019), 2020);
    assert_int_equal(era_year_near(eras, 31, 2018), 2019);
    assert_int_equal(era_year_near(eras, 5, 2022), 2023);
    assert_int_equal(era_year_near(eras, 29, 0), 0);
    assert_int_equal(era_year_near(eras, 99, 2015), 0);
    assert_int_equal(era_year_near(eras, 0, 2015), 0);
    assert_int_equal(era_year_near(NULL, 29, 2015), 0);
    era_table_free(eras);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fiscal_year_is_called_by_its_first_of_april),
        cmocka_unit_test(a_day_is_of_the_era_that_it_is_in),
        cmocka_unit_test(a_year_is_read_in_every_notation),
        cmocka_unit_test(what_is_no_year_is_none),
        cmocka_unit_test(scanning_says_how_far_it_read),
        cmocka_unit_test(an_era_counts_from_its_first_day),
        cmocka_unit_test(a_number_alone_is_of_the_nearest_era),
        cmocka_unit_test(a_broken_table_is_refused_with_its_line),
        cmocka_unit_test(a_missing_table_or_a_folder_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
