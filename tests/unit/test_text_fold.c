/* Look-alikes: what a person types for a code, and what is searched for. */
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"
#include "unit.h"

static void look_alikes_fold_together(void **state)
{
    static const char *const pairs[][2] = {
        {"Ａ", "A"},
        {"ｂ", "b"},
        {"％", "%"},
        {"①(ⅰ)", "①(i)"},
        {"①(ⅰ)", "①ⅰ"},
        {"①(ⅰ)", "１（ｉ）"},
        {"○", "〇"},
        {"○", "◯"},
        {"○", "o"},
        {"×", "x"},
        {"×", "✕"},
        {"×", "ｘ"},
        {"―", "－"},
        {"―", "—"},
        {"―", "-"},
        {"―", "ー"},
        {"―", "─"},
        {"―", "−"},
        {"【4-１】", "4-1"},
        {"6‐2", "6-2"},
        {"ア", "ｱ"},
        {"〜", "～"},
        {"葛\U000E0100", "葛"},
        {"か\u3099", "が"},
        {" 北　区 ", "北区"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_true(fold_equal(pairs[i][0], pairs[i][1]));
}

static void different_things_stay_different(void **state)
{
    static const char *const pairs[][2] = {
        {"A", "a"},   {"A", "B"},   {"○", "×"}, {"○", "◎"},   {"○", "●"},    {"①", "②"},
        {"①ⅰ", "①ⅱ"}, {"ア", "イ"}, {"―", ""},  {"ア", "あ"}, {"1-1", "11"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_false(fold_equal(pairs[i][0], pairs[i][1]));
}

static void a_key_is_what_the_header_says(void **state)
{
    (void)state;
    char *key = fold_key("【１】 ①（ⅱ） ○×― Ab\u200D");
    assert_string_equal(key, "11iiox-Ab");
    free(key);
    key = fold_key("");
    assert_string_equal(key, "");
    free(key);
    key = fold_key("a\xFF（");
    assert_string_equal(key, "a\xFF");
    free(key);
}

static void the_value_that_was_meant_is_chosen(void **state)
{
    static const char *const judgement[] = {"A", "B", "―", NULL};
    static const char *const both[] = {"A", "B", "a", "b", NULL};
    static const char *const codes[] = {"①(ⅰ)", "①(ⅱ)", "②(ⅰ)", "②(ⅱ)", "③", "―", NULL};
    static const char *const marks[] = {"○", "×", "―", NULL};
    static const char *const effective[] = {"ア", "イ", NULL};
    static const struct {
        const char *text;
        const char *const *values;
        int index;
    } cases[] = {
        {"A", judgement, 0},   {"Ａ", judgement, 0}, {"a", judgement, 0},   {"ｂ", judgement, 1},
        {"-", judgement, 2},   {"ー", judgement, 2}, {"C", judgement, -1},  {"", judgement, -1},
        {"()", judgement, -1}, {"a", both, 2},       {"Ａ", both, 0},       {"ｂ", both, 3},
        {"1i", codes, 0},      {"①ⅱ", codes, 1},     {"２（ⅰ）", codes, 2}, {"3", codes, 4},
        {"1Ⅱ", codes, 1},      {"1", codes, -1},     {"〇", marks, 0},      {"O", marks, 0},
        {"X", marks, 1},       {"ｱ", effective, 0},  {"い", effective, -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(fold_choose(cases[i].text, cases[i].values), cases[i].index);
    static const char *const twins[] = {"○", "〇", NULL};
    assert_int_equal(fold_choose("〇", twins), 1);
    assert_int_equal(fold_choose("o", twins), -1);
}

static void a_page_code_becomes_canonical(void **state)
{
    static const char *const cases[][2] = {
        {"【6‐2】", "6-2"},
        {"4-１", "4-1"},
        {"４－１－１", "4-1-1"},
        {" 1 - 1 ", "1-1"},
        {"1ー1", "1-1"},
        {"1−1", "1-1"},
        {"1-1", "1-1"},
        {"（１-３）", "1-3"},
        {"【3】", "3"},
        /* no codes: as they are */
        {"①", "①"},
        {"【1-】", "【1-】"},
        {"1--1", "1--1"},
        {"", ""},
        {"１.１", "１.１"},
        {"北区 1-1", "北区 1-1"},
        {"【】", "【】"},
        {"-1", "-1"},
        {"1-1\xFF", "1-1\xFF"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *code = fold_code(cases[i][0]);
        assert_string_equal(code, cases[i][1]);
        free(code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(look_alikes_fold_together),
        cmocka_unit_test(different_things_stay_different),
        cmocka_unit_test(a_key_is_what_the_header_says),
        cmocka_unit_test(the_value_that_was_meant_is_chosen),
        cmocka_unit_test(a_page_code_becomes_canonical),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
