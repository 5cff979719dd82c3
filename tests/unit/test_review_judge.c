/* Findings, their order, and the reasons for keeping them: a small form with
 * rules of its own, in a folder made for the test, and a real database. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "review/judge.h"
#include "test_form_files.h"

static const char rules_text[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron' schemaVersion='7'>"
    "<let name='before' value=\"document('last-year.xml')/assessment/row/plan/figure\"/>"
    "<pattern><rule context='/assessment'>"
    "<report id='W-3' role='warning' subject='title' test=\"row/mark = 'A'\" "
    "diagnostics='W-3.operands'>W-3</report></rule></pattern>"
    "<pattern><rule context='row'>"
    "<report id='E-1' role='error' subject='plan/aim' test=\"plan/aim = ''\">E-1</report>"
    "<report id='E-2' role='error' subject='plan/aim' test=\"plan/aim = '×'\">E-2</report>"
    "<report id='I-1' role='info' subject='plan/aim' test='true()'>I-1</report>"
    "<report id='W-2' role='warning' subject='mark' "
    "test=\"mark = 'A' and plan/figure/@amount &lt; 50\" diagnostics='W-2.operands'>"
    "<value-of select='mark'/> at <value-of select='plan/figure'/></report>"
    "<report id='W-1' role='warning' subject='plan/figure' "
    "test='plan/figure/@amount and not(plan/figure/@unit)' diagnostics='W-1.operands'>W-1</report>"
    "<report id='W-5' role='warning' subject='plan/figure' "
    "test='$before and $before = plan/figure'>was <value-of select='$before'/></report>"
    "</rule></pattern>"
    "<diagnostics><diagnostic id='W-1.operands'><value-of select='plan/figure'/></diagnostic>"
    "<diagnostic id='W-2.operands'><value-of select='plan/figure'/><value-of select='mark'/>"
    "</diagnostic><diagnostic id='W-3.operands'><value-of select='row/mark'/></diagnostic>"
    "</diagnostics></schema>";

struct work {
    char *folder;
    struct catalogue *catalogue;
    const struct form *form;
    struct judge *judge;
    struct assessment *a;
    struct judgement judgement;
};

static void must(bool good, const struct error *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static void copy_sources(const char *to)
{
    static const char *const names[] = {"form.xml", "blank.xml", "policy.xml"};
    static const char *const tables[] = {"wards.tsv", "eras.tsv"};
    char *forms = files_source("tests/unit/forms/good"), *data = files_source("data");
    char *form = files_join(to, "forms/good"), *table = files_join(to, "data");
    char *folder = files_join(to, "forms");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(mkdir(form, 0700), 0);
    assert_int_equal(mkdir(table, 0700), 0);
    free(folder);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        files_copy(forms, form, names[i]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        files_copy(data, table, tables[i]);
    /* With a code the row would be named by it, and the policy names it. */
    char *whole = files_read(form, "blank.xml");
    char *named = files_replace(whole, "<code/>", "");
    files_write(form, "blank.xml", named);
    free(whole);
    free(named);
    files_write(form, "rules.sch", rules_text);
    files_write(form, "last-year.xml", "<assessment/>");
    free(forms);
    free(data);
    free(form);
    free(table);
}

static struct assessment *blank(const struct work *w, int year)
{
    struct error err;
    const struct reference *tables = catalogue_reference(w->catalogue);
    const struct ward *ward = reference_find_ward(tables, "271004", "北区", &err);
    must(ward != NULL, &err);
    struct assessment *a = assessment_new(w->form, tables, ward, year, &err);
    must(a != NULL, &err);
    return a;
}

static int start(void **state)
{
    struct error err = {""};
    struct work *w = calloc(1, sizeof *w);
    w->folder = files_make_folder();
    copy_sources(w->folder);
    w->catalogue = catalogue_open(w->folder, &err);
    must(w->catalogue != NULL, &err);
    w->form = catalogue_form(w->catalogue, "good", &err);
    must(w->form != NULL, &err);
    w->judge = judge_open(w->form, &err);
    must(w->judge != NULL, &err);
    w->a = blank(w, 2016);
    *state = w;
    return 0;
}

static int finish(void **state)
{
    struct work *w = *state;
    judgement_free(&w->judgement);
    assessment_free(w->a);
    judge_free(w->judge);
    catalogue_free(w->catalogue);
    files_remove(w->folder);
    free(w);
    return 0;
}

/* The field of that path on the row's page. */
static const struct assessment_entry *
find(const struct assessment *a, const struct assessment_entries *entries, const char *path)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (entries->items[i].kind != ASSESSMENT_FIELD)
            continue;
        char *found = assessment_field_path(a, entries->items[i].node);
        bool same = strcmp(found, path) == 0;
        free(found);
        if (same)
            return &entries->items[i];
    }
    fail_msg("no field %s", path);
    return NULL;
}

static void set_in(struct assessment *a, const char *path, const char *text)
{
    struct error err;
    struct assessment_entries entries = {0};
    must(assessment_page_entries(a, 1, &entries, &err), &err);
    const struct assessment_entry *field = find(a, &entries, path);
    must(assessment_set(a, field->item, field->node, text, &err), &err);
    assessment_entries_free(&entries);
}

static void set(struct work *w, const char *path, const char *text)
{
    set_in(w->a, path, text);
}

static void judge_with(struct work *w, const struct assessment *last_year)
{
    struct error err;
    judgement_free(&w->judgement);
    must(judge_run(w->judge, w->a, last_year, &w->judgement, &err), &err);
}

static void judge(struct work *w)
{
    judge_with(w, NULL);
}

static struct judged_finding *find_judged(struct work *w, const char *id)
{
    for (size_t i = 0; i < w->judgement.count; i++)
        if (strcmp(w->judgement.items[i].finding->id, id) == 0)
            return &w->judgement.items[i];
    fail_msg("%s is not among the findings", id);
    return NULL;
}

static void keep(struct work *w, const char *id, const char *text)
{
    struct error err;
    must(judge_keep(w->judge, w->a, find_judged(w, id), text, "田中", &err), &err);
}

static void assert_order(struct work *w, const char *expected)
{
    char found[200] = "";
    for (size_t i = 0; i < w->judgement.count; i++) {
        size_t length = strlen(found);
        snprintf(found + length, sizeof found - length, "%s ", w->judgement.items[i].finding->id);
    }
    assert_string_equal(found, expected);
}

/* W-3 is about the title, which stands first in the document, and turned on the
 * mark; W-2 is about the mark and turned on the figure; W-1 is about the figure. */
static void test_causes_first(void **state)
{
    struct work *w = *state;
    set(w, "plan/figure", "40");
    set(w, "mark", "A");
    judge(w);
    assert_order(w, "W-1 W-2 W-3 I-1 E-1 ");
    assert_int_equal(find_judged(w, "W-1")->cause, (size_t)-1);
    assert_int_equal(find_judged(w, "W-2")->cause, 0);
    assert_int_equal(find_judged(w, "W-3")->cause, 1);
    assert_int_equal(w->judgement.warnings, 3);
    assert_int_equal(w->judgement.infos, 1);
}

/* A blank field that is to be filled in is no error of the sheet's. */
static void test_open_and_errors(void **state)
{
    struct work *w = *state;
    judge(w);
    assert_int_equal(w->judgement.open, 1);
    assert_int_equal(w->judgement.errors, 0);
    assert_true(find_judged(w, "E-1")->open);
    set(w, "plan/aim", "×");
    judge(w);
    assert_order(w, "E-2 I-1 ");
    assert_int_equal(w->judgement.open, 0);
    assert_int_equal(w->judgement.errors, 1);
}

static void test_keep(void **state)
{
    struct work *w = *state;
    set(w, "plan/figure", "40%");
    set(w, "mark", "A");
    judge(w);
    assert_order(w, "W-2 W-3 I-1 E-1 ");
    keep(w, "W-2", "調査の時期が違うため。");
    judge(w);
    const struct judged_finding *kept = find_judged(w, "W-2");
    assert_int_equal(kept->kept, JUDGED_KEPT);
    assert_string_equal(kept->reason.text, "調査の時期が違うため。");
    assert_string_equal(kept->reason.by, "田中");
    assert_string_equal(kept->reason.version, "7");
    assert_string_equal(kept->reason.field, "mark");
    assert_string_equal(kept->reason.operands, "40% | A");
    assert_int_equal(strlen(kept->reason.at), strlen("2026-04-01T09:30:12Z"));
    assert_int_equal(w->judgement.kept, 1);
    assert_int_equal(w->judgement.warnings, 1);
}

/* What it was given for is no longer there: it has lapsed, and holds again when
 * the figure is as it was. */
static void test_lapse(void **state)
{
    struct work *w = *state;
    struct error err;
    set(w, "plan/figure", "40%");
    set(w, "mark", "A");
    judge(w);
    keep(w, "W-2", "理由");
    set(w, "plan/figure", "41%");
    judge(w);
    assert_int_equal(find_judged(w, "W-2")->kept, JUDGED_LAPSED);
    assert_int_equal(w->judgement.kept, 0);
    assert_false(find_judged(w, "W-2")->reason.lapsed);
    must(judge_settle(w->a, &w->judgement, &err), &err);
    judge(w);
    assert_true(find_judged(w, "W-2")->reason.lapsed);
    set(w, "plan/figure", "40%");
    judge(w);
    assert_int_equal(find_judged(w, "W-2")->kept, JUDGED_KEPT);
    must(judge_settle(w->a, &w->judgement, &err), &err);
    judge(w);
    assert_false(find_judged(w, "W-2")->reason.lapsed);
}

static void test_settle_drops(void **state)
{
    struct work *w = *state;
    struct error err;
    struct assessment_reason reason;
    set(w, "plan/figure", "40%");
    set(w, "mark", "A");
    judge(w);
    keep(w, "W-2", "理由");
    assert_true(assessment_find_reason(w->a, 1, "W-2", "mark", &reason));
    set(w, "mark", "B");
    judge(w);
    must(judge_settle(w->a, &w->judgement, &err), &err);
    assert_false(assessment_find_reason(w->a, 1, "W-2", "mark", &reason));
}

/* A reason given again stands in the place of the first; a blank one takes it away. */
static void test_keep_again(void **state)
{
    struct work *w = *state;
    struct assessment_reason reason;
    set(w, "plan/figure", "40");
    set(w, "mark", "A");
    judge(w);
    keep(w, "W-1", "一");
    keep(w, "W-2", "二");
    keep(w, "W-1", "三");
    assert_true(assessment_reason_at(w->a, 1, 0, &reason));
    assert_string_equal(reason.text, "三");
    assert_true(assessment_reason_at(w->a, 1, 1, &reason));
    assert_string_equal(reason.text, "二");
    assert_false(assessment_reason_at(w->a, 1, 2, &reason));
    judge(w);
    keep(w, "W-1", "　\n "); /* an ideographic space is a word of the person's */
    judge(w);
    assert_int_equal(find_judged(w, "W-1")->kept, JUDGED_KEPT);
    keep(w, "W-1", " \n");
    judge(w);
    assert_int_equal(find_judged(w, "W-1")->kept, JUDGED_NO_REASON);
}

static void test_keep_refused(void **state)
{
    struct work *w = *state;
    struct error err = {""};
    set(w, "plan/aim", "×");
    set(w, "mark", "A");
    judge(w);
    assert_false(judge_keep(w->judge, w->a, find_judged(w, "E-2"), "理由", "田中", &err));
    assert_non_null(strstr(err.text, "E-2 takes no reason"));
    assert_false(judge_keep(w->judge, w->a, find_judged(w, "I-1"), "理由", "田中", &err));
    assert_false(judge_keep(w->judge, w->a, find_judged(w, "W-3"), "a\x01", "田中", &err));
    assert_non_null(strstr(err.text, "U+0001"));
}

/* A long value is recorded by its beginning, and any change of it shows. */
static void test_long_operand(void **state)
{
    struct work *w = *state;
    char text[2001] = "40% ";
    memset(text + 4, 'x', sizeof text - 5);
    text[sizeof text - 1] = '\0';
    set(w, "plan/figure", text);
    set(w, "mark", "A");
    judge(w);
    keep(w, "W-2", "理由");
    judge(w);
    assert_int_equal(find_judged(w, "W-2")->kept, JUDGED_KEPT);
    assert_true(strlen(find_judged(w, "W-2")->reason.operands) < 120);
    text[sizeof text - 2] = 'y';
    set(w, "plan/figure", text);
    judge(w);
    assert_int_equal(find_judged(w, "W-2")->kept, JUDGED_LAPSED);
}

static struct store *open_store(const struct work *w)
{
    struct error err;
    char *path = files_join(w->folder, "kusei.db");
    struct store *s = store_open(path, true, &err);
    must(s != NULL, &err);
    free(path);
    return s;
}

/* Through the store and back: the reason is part of the page. */
static void test_stored(void **state)
{
    struct work *w = *state;
    struct error err;
    struct store *s = open_store(w);
    struct store_author author = {.name = "田中", .action = "save"};
    must(assessment_create(w->a, s, &author, &err), &err);
    set(w, "plan/figure", "40%");
    set(w, "mark", "A");
    judge(w);
    keep(w, "W-2", "調査の\n時期");
    must(assessment_save_draft(w->a, s, "田中", NULL, &err), &err);
    int restored, stale;
    struct assessment *again = assessment_open(s, w->catalogue, "271276", 2016, &err);
    must(again != NULL, &err);
    must(assessment_restore_draft(again, s, "田中", &restored, &stale, &err), &err);
    struct assessment_reason reason;
    assert_true(assessment_find_reason(again, 1, "W-2", "mark", &reason));
    assert_string_equal(reason.text, "調査の\n時期");
    assessment_free(again);
    assert_int_equal(assessment_save(w->a, s, &author, NULL, &err), STORE_SAVED);
    assessment_free(w->a);
    w->a = assessment_open(s, w->catalogue, "271276", 2016, &err);
    must(w->a != NULL, &err);
    judge(w);
    assert_int_equal(find_judged(w, "W-2")->kept, JUDGED_KEPT);
    store_close(s);
}

static void test_last_year(void **state)
{
    struct work *w = *state;
    struct error err;
    struct store *s = open_store(w);
    struct store_author author = {.name = "田中", .action = "save"};
    struct assessment *last = NULL;
    must(judge_open_last_year(w->a, s, w->catalogue, &last, &err), &err);
    assert_null(last);
    struct assessment *before = blank(w, 2015);
    set_in(before, "plan/figure", "39%");
    must(assessment_create(before, s, &author, &err), &err);
    assessment_free(before);
    must(judge_open_last_year(w->a, s, w->catalogue, &last, &err), &err);
    assert_non_null(last);
    assert_int_equal(assessment_year(last), 2015);
    set(w, "plan/figure", "39%");
    judge_with(w, last);
    assert_string_equal(find_judged(w, "W-5")->finding->message[FORM_JA], "was 39%");
    /* It names no operands: the sentence is what the reason was given for. */
    keep(w, "W-5", "理由");
    judge_with(w, last);
    assert_int_equal(find_judged(w, "W-5")->kept, JUDGED_KEPT);
    assert_string_equal(find_judged(w, "W-5")->reason.operands, "was 39%");
    judge(w);
    assert_order(w, "I-1 E-1 ");
    assessment_free(last);
    store_close(s);
}

static void assert_verdict(struct work *w, const char *expected)
{
    char *verdict = judge_verdict(&w->judgement);
    assert_string_equal(verdict, expected);
    free(verdict);
}

static void test_verdict(void **state)
{
    struct work *w = *state;
    set(w, "mark", "A");
    judge(w);
    assert_verdict(w, "Not ready to hand in. Errors: 0, still blank: 1, warnings: 1 (without a "
                      "reason: 1).");
    set(w, "plan/aim", "目的");
    judge(w);
    assert_verdict(w, "Ready but for warnings without a reason. Errors: 0, still blank: 0, "
                      "warnings: 1 (without a reason: 1).");
    keep(w, "W-3", "理由");
    judge(w);
    assert_verdict(w, "Ready to hand in. Errors: 0, still blank: 0, warnings: 1 (without a "
                      "reason: 0).");
}

static void test_no_rules(void **state)
{
    struct work *w = *state;
    struct error err = {""};
    char *path = files_join(w->folder, "forms/good/rules.sch");
    assert_int_equal(unlink(path), 0);
    free(path);
    assert_null(judge_open(w->form, &err));
    assert_non_null(strstr(err.text, "rules.sch cannot be read"));
}

int main(void)
{
#define WORK(test) cmocka_unit_test_setup_teardown(test, start, finish)
    const struct CMUnitTest tests[] = {
        WORK(test_causes_first), WORK(test_open_and_errors), WORK(test_keep),
        WORK(test_lapse),        WORK(test_settle_drops),    WORK(test_keep_again),
        WORK(test_keep_refused), WORK(test_long_operand),    WORK(test_stored),
        WORK(test_last_year),    WORK(test_verdict),         WORK(test_no_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
