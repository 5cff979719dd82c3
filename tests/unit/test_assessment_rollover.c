/* A new year from the last, over the real form and the real sheets. */
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "assessment/rollover.h"
#include "failing_malloc.h"
#include "test_assessment_support.h"

enum { STRIDE = 2 }; /* every allocation behind the n-th that is tried is n / STRIDE later */

static struct assessment *roll(const struct assessment *last, struct rollover_report *report)
{
    struct error err = {""};
    struct assessment *a = rollover_make(last, assessment_form(last), assessment_year(last) + 1,
                                         FORM_JA, report, &err);
    must(a != NULL, &err);
    return a;
}

/* Kita's sheet, and the year after it: what several tests look at, and none changes. */
static struct assessment *kita, *after_kita;
static struct rollover_report of_kita;

static int start_kita(void **state)
{
    if (start(state) != 0)
        return -1;
    kita = sample("kita-2015.xml");
    after_kita = roll(kita, &of_kita);
    return 0;
}

static int finish_kita(void **state)
{
    rollover_report_free(&of_kita);
    assessment_free(after_kita);
    assessment_free(kita);
    return finish(state);
}

static void attribute_on(const struct assessment *a, size_t page, const char *path,
                         const char *name, const char *expected)
{
    xmlChar *value = xmlGetNoNsProp(field_on(a, page, path).node, BAD_CAST name);
    assert_string_equal(value == NULL ? "" : (const char *)value, expected);
    xmlFree(value);
}

static void test_plan_stays_and_evaluation_is_blank(void **state)
{
    (void)state;
    struct assessment *a = after_kita;
    size_t page = page_named(a, "1.1.a/1-1-1");
    holds_on(a, page, "plan/goal", "・地域活動協議会主催行事の参加者を前年度同行事に比べ増やす。");
    holds_on(a, page, "evaluation/results", "");
    holds_on(a, page, "evaluation/achievement-code", "");
    holds_on(a, page, "plan/previous-results",
             "・自律的な地域運営を行うための勉強会の開催：10回\n"
             "・広報紙・ホームページ・フェイスブックを活用した地域活動の情報発信の実施\n"
             "防災訓練参加者数　26年度　1,720人→ 27年度　1,800人　対前年比で5％増加");
    assert_int_equal(assessment_year(a), 2016);
    /* Nothing is left behind. */
    assert_int_equal(of_kita.count, 0);
    assert_true(of_kita.fields > 200);
}

static void test_figures_become_those_of_the_year_before(void **state)
{
    (void)state;
    struct assessment *a = after_kita;
    size_t page = page_named(a, "1.1.a/1-1");
    holds_on(a, page, "evaluation/achievement/value", "");
    attribute_on(a, page, "evaluation/achievement/value", "amount", "");
    holds_on(a, page, "evaluation/achievement/previous", "8.0％");
    attribute_on(a, page, "evaluation/achievement/previous", "amount", "8.0");
    attribute_on(a, page, "evaluation/achievement/previous", "unit", "%");
    holds_on(a, page, "evaluation/achievement/target", "平成29年度までに50％以上");
    attribute_on(a, page, "evaluation/achievement/target", "by", "2017");
    holds_on(
        a, page, "evaluation/achievement[2]/text",
        "多様な活動主体が課題やニーズに応じて中間支援組織から支援を受けていると感じている活動主体の"
        "割合：");
    /* As it was printed goes with what is cleared. */
    attribute_on(a, page, "evaluation/overall", "printed", "");
}

static void test_page_that_does_not_apply_stays_so(void **state)
{
    (void)state;
    struct assessment *a = after_kita;
    struct assessment *last = kita;
    size_t count, none = 0;
    assessment_pages(last, &count);
    for (size_t i = 0; i < count; i++) {
        struct assessment_entries entries = entries_on(last, i);
        bool filled = false;
        for (size_t k = 0; k < entries.count; k++)
            filled = filled ||
                     (entries.items[k].kind == ASSESSMENT_FIELD &&
                      assessment_field_state(last, entries.items[k].node) == ASSESSMENT_FILLED);
        assessment_entries_free(&entries);
        int done, total;
        assessment_page_progress(a, i, &done, &total);
        if (!filled && total > 0) {
            assert_int_equal(done, total);
            none++;
        }
    }
    assert_true(none > 0);
}

static size_t count_rows_on(const struct assessment *a, const char *page)
{
    struct assessment_entries entries = entries_on(a, page_named(a, page));
    size_t rows = 0;
    for (size_t i = 0; i < entries.count; i++)
        rows += entries.items[i].kind == ASSESSMENT_ROW;
    assessment_entries_free(&entries);
    return rows;
}

/* The prototype of a page has one row of each kind. */
static void test_pages_and_rows_as_people_left_them(void **state)
{
    (void)state;
    struct error err = {""};
    struct assessment *last = sample("kita-2015.xml");
    size_t added;
    must(assessment_add_page(last, page_named(last, "1.1.a/1-1-1"), &added, &err), &err);
    set_on(last, added, "code", "1-1-7");
    set_on(last, added, "plan/content", "足した取組");
    add_row_on(last, page_named(last, "1.1.a/1-1"));
    struct rollover_report report;
    struct assessment *a = roll(last, &report);
    size_t before, now;
    assessment_pages(last, &before);
    assessment_pages(a, &now);
    assert_int_equal(now, before);
    for (size_t i = 0; i < now; i++) {
        char mine[256], theirs[256];
        assert_string_equal(assessment_page_name(a, i, mine, sizeof mine),
                            assessment_page_name(last, i, theirs, sizeof theirs));
    }
    holds_on(a, page_named(a, "1.1.a/1-1-7"), "plan/content", "足した取組");
    assert_int_equal(count_rows_on(a, "1.1.a/1-1"), 3);
    assert_int_equal(count_rows_on(a, "1.1.a/1-1-1"), 0);
    rollover_report_free(&report);
    assessment_free(last);
    assessment_free(a);
}

static void test_copies_follow_and_departed_ones_do_not(void **state)
{
    (void)state;
    struct error err = {""};
    struct assessment *last = sample("kita-2015.xml");
    size_t departed = page_named(last, "1.2.a/1-1-1");
    must(assessment_depart(last, departed, &err), &err);
    set_on(last, departed, "plan/content", "この行だけの取組");
    struct rollover_report report;
    struct assessment *a = roll(last, &report);
    size_t count;
    assessment_pages(last, &count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(assessment_follows(a, i), assessment_follows(last, i));
    assert_int_equal(assessment_follows(a, departed), (size_t)-1);
    holds_on(a, departed, "plan/content", "この行だけの取組");
    size_t copy = page_named(a, "1.2.a/1-1");
    assert_int_equal(assessment_follows(a, copy), page_named(a, "1.1.a/1-1"));
    set_on(a, page_named(a, "1.1.a/1-1"), "evaluation/issues", "新しい課題");
    holds_on(a, copy, "evaluation/issues", "新しい課題");
    holds_on(a, copy, "evaluation/achievement/previous", "8.0％");
    rollover_report_free(&report);
    assessment_free(last);
    assessment_free(a);
}

static void test_reasons_and_submission_stay_behind(void **state)
{
    (void)state;
    struct error err = {""};
    struct assessment *last = sample("kita-2015.xml");
    struct assessment_reason reason = {.rule = "KS-1",
                                       .version = "1",
                                       .field = "evaluation/overall",
                                       .operands = "",
                                       .by = "tanaka",
                                       .at = "2016-04-01T09:00:00Z",
                                       .text = "調査の対象が変わったため。"};
    must(assessment_put_reason(last, page_named(last, "1.1.a/1-1"), &reason, &err), &err);
    set_on(last, 0, "@submission", "再提出");
    struct rollover_report report;
    struct assessment *a = roll(last, &report);
    assert_false(assessment_reason_at(a, page_named(a, "1.1.a/1-1"), 0, &reason));
    holds_on(a, 0, "@submission", "新規");
    assert_int_equal(report.count, 0);
    rollover_report_free(&report);
    assessment_free(last);
    assessment_free(a);
}

static void test_year_outside_of_the_form(void **state)
{
    (void)state;
    struct error err = {""};
    struct rollover_report report;
    assert_null(rollover_make(kita, assessment_form(kita), 2018, FORM_JA, &report, &err));
    assert_non_null(strstr(err.text, "2015 to 2017"));
    assert_int_equal(report.count, 0);
}

static char *bytes_of(const struct assessment *a)
{
    xmlChar *bytes = NULL;
    int size;
    xmlDocDumpMemory(assessment_document(a), &bytes, &size);
    char *copy = strdup((const char *)bytes);
    xmlFree(bytes);
    return copy;
}

/* Either all of it, or nothing and a sentence; never an assessment with something missing. */
static void test_memory_short(void **state)
{
    (void)state;
    char *whole = bytes_of(after_kita);
    for (size_t n = 1;; n += 1 + n / STRIDE) {
        struct error err = {""};
        struct rollover_report report;
        failing_malloc_at(n);
        struct assessment *a =
            rollover_make(kita, assessment_form(kita), 2016, FORM_JA, &report, &err);
        bool failed = failing_malloc_off();
        if (a == NULL) {
            assert_true(failed);
            assert_string_not_equal(err.text, "");
            assert_int_equal(report.count, 0);
        } else {
            char *bytes = bytes_of(a);
            assert_string_equal(bytes, whole);
            free(bytes);
        }
        rollover_report_free(&report);
        assessment_free(a);
        if (!failed)
            break;
    }
    free(whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_stays_and_evaluation_is_blank),
        cmocka_unit_test(test_figures_become_those_of_the_year_before),
        cmocka_unit_test(test_page_that_does_not_apply_stays_so),
        cmocka_unit_test(test_pages_and_rows_as_people_left_them),
        cmocka_unit_test(test_copies_follow_and_departed_ones_do_not),
        cmocka_unit_test(test_reasons_and_submission_stay_behind),
        cmocka_unit_test(test_year_outside_of_the_form),
        cmocka_unit_test(test_memory_short),
    };
    return cmocka_run_group_tests(tests, start_kita, finish_kita);
}
