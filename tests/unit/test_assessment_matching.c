/* Two sheets held against each other, over the real form and the real sheets. */
#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "test_assessment_support.h"

/* A blank sheet of the year after. */
static struct assessment *blank(const struct assessment *like)
{
    struct error err = {""};
    const struct reference *reference = catalogue_reference(catalogue);
    const struct ward *ward = reference_find_ward(reference, form_city_code(assessment_form(like)),
                                                  assessment_ward_code(like), &err);
    struct assessment *a =
        assessment_new(assessment_form(like), reference, ward, assessment_year(like) + 1, &err);
    must(a != NULL, &err);
    return a;
}

/* Path of what a field is paired with; "" for nothing. */
static void paired(const struct assessment *a, size_t page, const char *path,
                   const struct assessment *other, size_t other_page, const char *expected)
{
    struct error err = {""};
    struct matching m;
    must(matching_make(a, page, other, other_page, &m, &err), &err);
    const xmlNode *there = matching_of(&m, field_on(a, page, path).node);
    char *own = there == NULL ? strdup("") : assessment_field_path(other, there);
    assert_string_equal(own, expected);
    free(own);
    matching_free(&m);
}

static void test_page_by_its_name(void **state)
{
    (void)state;
    struct assessment *a = sample("kita-2015.xml");
    struct assessment *b = sample("kita-2015.xml");
    size_t count;
    assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(matching_page(a, i, b), i);
    assessment_free(a);
    assessment_free(b);
}

/* This year the number stands in a row where last year there was another. */
static void test_page_by_its_number_in_another_row(void **state)
{
    (void)state;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = blank(last);
    size_t page = page_named(a, "1.1.a/strategy-page-1");
    assert_int_equal(matching_page(a, page, last), page_named(last, "1.1.a/1-1"));
    set_on(a, page, "code", "1-3");
    assert_int_equal(page_named(last, "1.2.b/1-3"), matching_page(a, page, last));
    set_on(a, page, "code", "9-9");
    assert_int_equal(matching_page(a, page, last), page_named(last, "1.1.a/1-1"));
    assessment_free(a);
    assessment_free(last);
}

/* The one at the place is another page's: it is not taken for this one as well. */
static void test_page_that_is_new(void **state)
{
    (void)state;
    struct error err = {""};
    size_t added;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = sample("kita-2015.xml");
    size_t page = page_named(a, "1.1.a/1-1");
    must(assessment_add_page(a, page, &added, &err), &err);
    assert_int_equal(matching_page(a, added, last), (size_t)-1);
    assert_int_equal(matching_page(a, page, last), page);
    /* The number moves to the new page; what stands before it is new now. */
    set_on(a, page, "code", "9-9");
    set_on(a, added, "code", "1-1");
    assert_int_equal(matching_page(a, added, last), page);
    assert_int_equal(matching_page(a, page, last), (size_t)-1);
    assessment_free(a);
    assessment_free(last);
}

/* The rows have changed places, and their figures; they are known by what they say. */
static void test_rows_by_their_text(void **state)
{
    (void)state;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = blank(last);
    size_t page = page_named(a, "1.1.a/strategy-page-1");
    size_t old = page_named(last, "1.1.a/1-1");
    add_row_on(a, page);
    char *first = assessment_get(last, field_on(last, old, "evaluation/achievement/text").node);
    set_on(a, page, "evaluation/achievement[2]/text", first);
    free(first);
    paired(a, page, "evaluation/achievement[2]/value", last, old, "evaluation/achievement/value");
    /* Of the other one only the place is left. */
    paired(a, page, "evaluation/achievement/value", last, old, "");
    set_on(a, page, "evaluation/achievement[2]/text", "まったく別のこと");
    paired(a, page, "evaluation/achievement[2]/value", last, old,
           "evaluation/achievement[2]/value");
    assessment_free(a);
    assessment_free(last);
}

static void test_what_has_stayed(void **state)
{
    (void)state;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = sample("kita-2015.xml");
    size_t page = page_named(a, "1.1.a/1-1");
    size_t before = matching_count_stayed(a, page, last, page);
    assert_true(before > 5);
    set_on(a, page, "plan/aim", "変えた。");
    assert_int_equal(matching_count_stayed(a, page, last, page), before - 1);
    set_on(a, page, "plan/aim", "");
    assert_int_equal(matching_count_stayed(a, page, last, page), before - 1);
    /* A mark, and the page's number, say nothing by staying. */
    struct assessment_entry mark = field_on(a, page, "evaluation/overall");
    assert_false(matching_has_stayed(a, mark.item, mark.node,
                                     field_on(last, page, "evaluation/overall").node));
    struct assessment_entry code = field_on(a, page, "code");
    assert_false(matching_has_stayed(a, code.item, code.node, field_on(last, page, "code").node));
    assessment_free(a);
    assessment_free(last);
}

static const xmlNode *child(const struct assessment *a, size_t page, const char *name)
{
    size_t count;
    for (xmlNode *node = assessment_pages(a, &count)[page].node->children; node != NULL;
         node = node->next) {
        if (strcmp((const char *)node->name, name) == 0)
            return node;
    }
    fail_msg("no %s", name);
    return NULL;
}

static void test_take_over_a_part(void **state)
{
    (void)state;
    struct error err = {""};
    struct matching_taken taken;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = blank(last);
    size_t page = page_named(a, "1.1.a/strategy-page-1");
    size_t old = page_named(last, "1.1.a/1-1");
    char *aim = assessment_get(last, field_on(last, old, "plan/aim").node);
    set_on(a, page, "plan/strategy", "今年の戦略");
    must(matching_take(a, page, child(a, page, "plan"), last, old, false, &taken, &err), &err);
    assert_int_equal(taken.fields, 2);
    assert_int_equal(taken.kept, 1);
    holds_on(a, page, "plan/aim", aim);
    holds_on(a, page, "plan/strategy", "今年の戦略");
    holds_on(a, page, "evaluation/issues", "");
    must(matching_take(a, page, child(a, page, "plan"), last, old, true, &taken, &err), &err);
    assert_int_equal(taken.fields, 1);
    free(aim);
    assessment_free(a);
    assessment_free(last);
}

/* Last year had two rows, the blank sheet has one. */
static void test_take_over_adds_rows(void **state)
{
    (void)state;
    struct error err = {""};
    struct matching_taken taken;
    struct assessment *last = sample("kita-2015.xml");
    struct assessment *a = blank(last);
    size_t page = page_named(a, "1.1.a/strategy-page-1");
    size_t old = page_named(last, "1.1.a/1-1");
    size_t count;
    const xmlNode *all = assessment_pages(a, &count)[page].node;
    must(matching_take(a, page, all, last, old, false, &taken, &err), &err);
    char *value = assessment_get(last, field_on(last, old, "evaluation/achievement[2]/value").node);
    page = page_named(a, "1.1.a/1-1");
    holds_on(a, page, "evaluation/achievement[2]/value", value);
    assert_int_equal(taken.failed, 0);
    assert_true(matching_count_stayed(a, page, last, old) > 5);
    free(value);
    assessment_free(a);
    assessment_free(last);
}

static void test_copy_takes_nothing_over(void **state)
{
    (void)state;
    struct error err = {""};
    struct matching_taken taken;
    struct assessment *a = sample("kita-2015.xml");
    size_t count;
    size_t copy = 0;
    const struct assessment_page *pages = assessment_pages(a, &count);
    while (copy < count && assessment_follows(a, copy) == (size_t)-1)
        copy++;
    assert_true(copy < count);
    assert_false(matching_take(a, copy, pages[copy].node, a, copy, true, &taken, &err));
    assert_non_null(strstr(err.text, "copy"));
    assessment_free(a);
}

static void test_twins(void **state)
{
    (void)state;
    struct error err = {""};
    struct matching_twin *twins;
    size_t count;
    size_t pages;
    struct assessment *a = sample("kita-2015.xml");
    assessment_pages(a, &pages);
    size_t copy = 0;
    while (copy < pages && assessment_follows(a, copy) == (size_t)-1)
        copy++;
    size_t source = assessment_follows(a, copy);
    must(matching_find_twins(a, copy, &twins, &count, &err), &err);
    size_t before = count;
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(twins[i].page, source);
    free(twins);
    must(assessment_depart(a, copy, &err), &err);
    must(matching_find_twins(a, copy, &twins, &count, &err), &err);
    assert_int_equal(count, before + 1);
    for (size_t i = 0; i < count; i++)
        assert_true(twins[i].page != source || twins[i].differing == 0);
    free(twins);
    set_on(a, copy, "plan/aim", "離れた。");
    must(matching_find_twins(a, copy, &twins, &count, &err), &err);
    bool seen = false;
    for (size_t i = 0; i < count; i++)
        seen = seen || (twins[i].page == source && twins[i].differing == 1);
    assert_true(seen);
    free(twins);
    assessment_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page_by_its_name),
        cmocka_unit_test(test_page_by_its_number_in_another_row),
        cmocka_unit_test(test_page_that_is_new),
        cmocka_unit_test(test_rows_by_their_text),
        cmocka_unit_test(test_what_has_stayed),
        cmocka_unit_test(test_take_over_a_part),
        cmocka_unit_test(test_take_over_adds_rows),
        cmocka_unit_test(test_copy_takes_nothing_over),
        cmocka_unit_test(test_twins),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
