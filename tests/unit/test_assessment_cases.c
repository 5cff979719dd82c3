/* Other wards' cases: the words of a page, what of them is in common, and memory that runs
 * out while they are looked for. How it is as a whole, tests/terminal/test_cases.py tells. */
#include "store_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/ward_cases_private.h"
#include "failing_malloc.h"
#include "test_assessment_support.h"

/* The keys, with blanks between. */
static void assert_words(const char *text, const char *expected)
{
    struct case_words words = {0};
    char joined[1024] = "";
    assert_true(case_words_add(&words, text));
    for (size_t i = 0; i < words.count; i++) {
        strcat(joined, i > 0 ? " " : "");
        strcat(joined, words.items[i].key);
    }
    assert_string_equal(joined, expected);
    case_words_free(&words);
}

static void test_words_of_a_text(void **state)
{
    (void)state;
    assert_words("", "");
    /* Endings, marks, numbers and what is shorter than three say nothing. */
    assert_words("・区の行事を10回、年に1,800人へ", "");
    assert_words("防犯灯を増やす", "防犯灯");
    assert_words("青色防犯パトを走らせる", "青色防犯 色防犯パ 防犯パト");
    /* As people type it: wide, narrow, large and small are one. */
    assert_words("ＳＮＳとｽﾏﾎ", "sns スマホ");
    /* The mark that prolongs, a dash in the key, is of the word. */
    assert_words("パトロール隊", "パトロ- トロ-ル ロ-ル隊");
    assert_words("A-B-C", "");
    /* Each once. */
    assert_words("学校選択を学校選択で", "学校選択");
    assert_words("地域活動\n協議会", "地域活動 協議会");
}

static void test_words_are_not_without_end(void **state)
{
    struct case_words words = {0};
    char text[4096] = "";
    (void)state;
    for (int i = 0; i < 300; i++) {
        char word[] = "aaa ";
        word[0] = (char)('a' + i % 26);
        word[1] = (char)('a' + i / 26);
        strcat(text, word);
    }
    assert_true(case_words_add(&words, text));
    assert_int_equal(words.count, STORE_CASE_WORDS);
    case_words_free(&words);
}

/* Those in common are told as they stand in the text. */
static void test_words_in_common(void **state)
{
    struct case_words words = {0};
    struct store_case c = {0};
    (void)state;
    assert_true(case_words_add(&words, "青色防犯パトの広報紙"));
    c.words[0] = 1U << 1 | 1U << 2;
    char *joined = case_words_join(&words, &c);
    assert_string_equal(joined, "色防犯パト");
    assert_int_equal(case_words_count_apart(&words, &c), 1);
    free(joined);
    c.words[0] = 1U << 0 | 1U << 2 | 1U << 3;
    joined = case_words_join(&words, &c);
    assert_string_equal(joined, "青色防犯 防犯パト 広報紙");
    assert_int_equal(case_words_count_apart(&words, &c), 3);
    free(joined);
    /* What stands around them too, though it was not looked for; each part once. */
    char value[] = "今年も青色防犯パトが走る";
    struct store_field field = {.path = value, .value = value};
    c.page = (struct store_page){.fields = &field, .count = 1};
    c.words[0] = 1U << 1;
    joined = case_words_join(&words, &c);
    assert_string_equal(joined, "青色防犯パト");
    free(joined);
    c.words[0] = 1U << 0 | 1U << 2;
    joined = case_words_join(&words, &c);
    assert_string_equal(joined, "青色防犯パト");
    free(joined);
    case_words_free(&words);
    assert_true(case_words_add(&words, "サービス券"));
    c.words[0] = 1U << 0;
    joined = case_words_join(&words, &c);
    assert_string_equal(joined, "サービス");
    free(joined);
    case_words_free(&words);
}

static void put(struct store *s, const char *name)
{
    struct error err = {""};
    const struct store_author author = {.name = "tester", .action = "import"};
    struct assessment *a = sample(name);
    must(assessment_create(a, s, &author, &err), &err);
    assessment_free(a);
}

/* Nothing of it stays, the sentence says so, and it works afterwards. */
static void test_memory(void **state)
{
    struct store *s = fixture_open(((const struct fixture *)*state)->file);
    struct error err = {""};
    put(s, "kita-2015.xml");
    put(s, "tsurumi-2015.xml");
    struct assessment *a = assessment_open(s, catalogue, "271276", 2015, &err);
    must(a != NULL, &err);
    size_t page = page_named(a, "1.1.a/1-1-1");
    size_t tried = 0, refused = 0;
    for (size_t n = 1;; n += 1 + n / 12, tried++) {
        struct ward_cases cases;
        *err.text = '\0';
        failing_malloc_at(n);
        bool done = ward_cases_find(a, page, s, catalogue, FORM_JA, &cases, &err);
        if (!failing_malloc_off()) {
            must(done, &err);
            assert_int_equal(cases.at_place, 3);
            assert_true(cases.count > 3);
            ward_cases_free(&cases);
            break;
        }
        refused += !done;
        assert_int_equal(*err.text == '\0', done);
        assert_true(done || cases.count == 0);
        ward_cases_free(&cases);
    }
    /* A few allocations only serve a guess that is left out then. */
    assert_true(tried > 40 && refused > tried * 3 / 4);
    assessment_free(a);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_of_a_text),
        cmocka_unit_test(test_words_are_not_without_end),
        cmocka_unit_test(test_words_in_common),
        cmocka_unit_test_setup_teardown(test_memory, fixture_make, fixture_remove),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
