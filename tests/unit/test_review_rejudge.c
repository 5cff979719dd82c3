/* Rules change: what was judged by the old ones is told from what the new ones
 * say. A real form, a real database, and rules that the test writes. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "failing_malloc.h"
#include "review/rejudge.h"

struct stage {
    struct fixture *files;
    char rules[FIXTURE_PATH]; /* rules.sch of the form */
    struct catalogue *catalogue;
    struct store *store;
    struct assessment *a;
};

/* A rule over the only row; it finds something always, at `subject`. */
#define RULE(id, role, subject, words)                                                             \
    "<report id='" id "' role='" role "' subject='" subject "' test='true()'>" words "</report>"

#define AIM     RULE("KS-1", "warning", "plan/aim", "目的が短い")
#define AIM_NEW RULE("KS-1", "warning", "plan/aim", "目的が短すぎる")
#define MARK    RULE("KS-2", "error", "mark", "判定がない")
#define COUNT   RULE("KS-3", "info", "count", "件数：0")
#define FIGURE  RULE("KS-4", "warning", "plan/figure", "数値がない")

static void write_rules(const struct stage *t, const char *version, const char *rules)
{
    char text[4096];
    int size = snprintf(text, sizeof text,
                        "<schema xmlns='http://purl.oclc.org/dsdl/schematron'%s>"
                        "<pattern><rule context='/assessment/row'>%s</rule></pattern></schema>",
                        version, rules);
    assert_in_range(size, 1, sizeof text - 1);
    fixture_write_file(t->rules, text, (size_t)size);
}

#define VERSION(number) " schemaVersion='" number "'"

/* What the rules of the folder say of the assessment. */
struct verdict {
    struct judge *judge;
    struct judgement judgement;
};

static void judge(const struct stage *t, struct verdict *out)
{
    struct error err = {""};
    *out = (struct verdict){.judge = judge_open(assessment_form(t->a), &err)};
    assert_done(out->judge != NULL);
    assert_done(judge_run(out->judge, t->a, NULL, &out->judgement, &err));
}

static void free_verdict(struct verdict *v)
{
    judgement_free(&v->judgement);
    judge_free(v->judge);
}

static void record(const struct stage *t)
{
    struct error err = {""};
    struct verdict v;
    judge(t, &v);
    assert_done(rejudge_record(v.judge, t->a, &v.judgement, t->store, &err));
    free_verdict(&v);
}

/* The differences, as lines: "- KS-2 error row-1 mark: 判定がない". NULL at the end;
 * no line at all where the rules are the same. */
static void assert_changes(const struct stage *t, const char *const *lines)
{
    struct error err = {""};
    struct verdict v;
    struct rejudged d;
    bool changed;
    size_t i = 0;
    judge(t, &v);
    assert_done(rejudge_compare(v.judge, t->a, &v.judgement, t->store, &changed, &d, &err));
    assert_int_equal(changed, lines != NULL);
    for (; lines != NULL && lines[i] != NULL; i++) {
        char line[512];
        assert_true(i < d.count);
        const struct rejudged_change *c = &d.changes[i];
        snprintf(line, sizeof line, "%s %s %s %s %s: %s", c->gone ? "-" : "+", c->rule, c->severity,
                 c->page, c->field, c->message);
        assert_string_equal(line, lines[i]);
        assert_int_equal(c->judged == NULL, c->gone);
        if (c->judged != NULL)
            assert_string_equal(c->judged->finding->id, c->rule);
    }
    assert_int_equal(d.count, i);
    rejudged_free(&d);
    free_verdict(&v);
}

#define LINES(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }
#define SAME NULL

/* --- the stage ----------------------------------------------------------------------- */

static void copy_file(const char *from, const struct fixture *f, const char *to)
{
    char source[4096], target[FIXTURE_PATH];
    long size;
    snprintf(source, sizeof source, "%s/%s", getenv("KUSEI_TEST_SRCDIR"), from);
    char *bytes = fixture_read_file(source, &size);
    assert_non_null(bytes);
    fixture_write_file(fixture_path(f, to, target), bytes, (size_t)size);
    free(bytes);
}

static void make_folder(const struct fixture *f, const char *name)
{
    char path[FIXTURE_PATH];
    assert_int_equal(mkdir(fixture_path(f, name, path), 0700), 0);
}

static void make_assessment(struct stage *t)
{
    struct error err = {""};
    const struct store_author author = {.name = "tanaka", .action = "new"};
    const struct reference *reference = catalogue_reference(t->catalogue);
    const struct form *form = catalogue_form(t->catalogue, "good", &err);
    assert_done(form != NULL);
    const struct ward *ward = reference_find_ward(reference, NULL, "271276", &err);
    assert_done(ward != NULL);
    t->a = assessment_new(form, reference, ward, 2015, &err);
    assert_done(t->a != NULL);
    assert_done(assessment_create(t->a, t->store, &author, &err));
}

static int make_stage(void **state)
{
    void *files = NULL;
    struct stage *t = calloc(1, sizeof *t);
    struct error err = {""};
    if (t == NULL || fixture_make(&files) != 0)
        return -1;
    t->files = files;
    make_folder(t->files, "forms");
    make_folder(t->files, "forms/good");
    make_folder(t->files, "data");
    copy_file("tests/unit/forms/good/form.xml", t->files, "forms/good/form.xml");
    copy_file("tests/unit/forms/good/blank.xml", t->files, "forms/good/blank.xml");
    copy_file("tests/unit/forms/good/policy.xml", t->files, "forms/good/policy.xml");
    copy_file("data/wards.tsv", t->files, "data/wards.tsv");
    copy_file("data/eras.tsv", t->files, "data/eras.tsv");
    fixture_path(t->files, "forms/good/rules.sch", t->rules);
    t->catalogue = catalogue_open(t->files->folder, &err);
    assert_done(t->catalogue != NULL);
    t->store = fixture_open(t->files->file);
    make_assessment(t);
    *state = t;
    return 0;
}

static int remove_stage(void **state)
{
    struct stage *t = *state;
    void *files = t->files;
    assessment_free(t->a);
    store_close(t->store);
    catalogue_free(t->catalogue);
    free(t);
    return fixture_remove(&files);
}

/* --- tests ------------------------------------------------------------------------------- */

/* One rule more, one less, one in other words: the first two are told. */
static void test_new_and_gone_are_listed(void **state)
{
    struct stage *t = *state;
    write_rules(t, VERSION("1"), AIM MARK COUNT);
    record(t);
    write_rules(t, VERSION("2"), AIM_NEW COUNT FIGURE);
    assert_changes(t, LINES("- KS-2 error row-1 mark: 判定がない",
                            "+ KS-4 warning row-1 plan/figure: 数値がない"));
    /* Told is not recorded: the next one is told the same, until it is. */
    assert_changes(t, LINES("- KS-2 error row-1 mark: 判定がない",
                            "+ KS-4 warning row-1 plan/figure: 数値がない"));
    record(t);
    assert_changes(t, SAME);
}

static void test_versions_are_named(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct verdict v;
    struct rejudged d;
    bool changed;
    write_rules(t, "", AIM);
    record(t);
    write_rules(t, VERSION("2015.2"), AIM);
    judge(t, &v);
    assert_done(rejudge_compare(v.judge, t->a, &v.judgement, t->store, &changed, &d, &err));
    assert_true(changed);
    assert_string_equal(d.before, "");
    assert_string_equal(d.now, "2015.2");
    assert_int_equal(d.count, 0);
    rejudged_free(&d);
    assert_null(d.before);
    free_verdict(&v);
}

/* Nobody is told of a change of the rules where the rules did not change. */
static void test_same_version_is_no_change(void **state)
{
    struct stage *t = *state;
    write_rules(t, VERSION("1"), AIM MARK);
    assert_changes(t, SAME); /* never judged */
    record(t);
    assert_changes(t, SAME);
    write_rules(t, VERSION("1"), AIM COUNT); /* other findings, as after typing */
    assert_changes(t, SAME);
}

static void test_all_gone_and_all_new(void **state)
{
    struct stage *t = *state;
    write_rules(t, VERSION("1"), COUNT MARK AIM);
    record(t);
    write_rules(t, VERSION("2"), "<assert id='KS-9' role='info' test='true()'>x</assert>");
    assert_changes(t, LINES("- KS-1 warning row-1 plan/aim: 目的が短い",
                            "- KS-2 error row-1 mark: 判定がない",
                            "- KS-3 info row-1 count: 件数：0"));
    record(t);
    write_rules(t, VERSION("3"), AIM MARK);
    assert_changes(t, LINES("+ KS-1 warning row-1 plan/aim: 目的が短い",
                            "+ KS-2 error row-1 mark: 判定がない"));
}

/* A rule that finds twice at one field finds one thing less. */
static void test_twice_at_one_field(void **state)
{
    struct stage *t = *state;
    static const char once[] = "</rule></pattern><pattern><rule context='/assessment/row/mark'>"
                               "<report id='KS-5' role='info' subject='..' test='true()'>行"
                               "</report>";
    static const char twice[] =
        "</rule></pattern><pattern><rule context='/assessment/row/mark | /assessment/row/count'>"
        "<report id='KS-5' role='info' subject='..' test='true()'>行</report>";
    write_rules(t, VERSION("1"), twice);
    record(t);
    write_rules(t, VERSION("2"), once);
    assert_changes(t, LINES("- KS-5 info row-1 : 行"));
    record(t);
    write_rules(t, VERSION("3"), twice);
    assert_changes(t, LINES("+ KS-5 info row-1 : 行"));
}

static void test_not_stored_has_no_record(void **state)
{
    struct stage *t = *state;
    struct error err = {""};
    struct verdict v;
    struct rejudged d;
    bool changed;
    const struct reference *reference = catalogue_reference(t->catalogue);
    struct assessment *stored = t->a;
    write_rules(t, VERSION("1"), AIM);
    record(t);
    const struct ward *ward = reference_find_ward(reference, NULL, "271276", &err);
    t->a = assessment_new(assessment_form(stored), reference, ward, 2016, &err);
    assert_done(t->a != NULL);
    write_rules(t, VERSION("2"), MARK);
    assert_changes(t, SAME);
    judge(t, &v);
    assert_false(rejudge_record(v.judge, t->a, &v.judgement, t->store, &err));
    assert_string_not_equal(err.text, "");
    free_verdict(&v);
    assessment_free(t->a);
    t->a = stored;
    /* And nothing of it has come to the one that is. */
    judge(t, &v);
    assert_done(rejudge_compare(v.judge, t->a, &v.judgement, t->store, &changed, &d, &err));
    assert_string_equal(d.before, "1");
    rejudged_free(&d);
    free_verdict(&v);
}

/* --- memory that runs out -------------------------------------------------------------- */

static bool compare_once(const struct stage *t, const struct verdict *v, struct error *err)
{
    struct rejudged d;
    bool changed;
    bool done = rejudge_compare(v->judge, t->a, &v->judgement, t->store, &changed, &d, err);
    assert_int_equal(d.count, done ? 2 : 0);
    assert_int_equal(changed, done);
    rejudged_free(&d);
    return done;
}

static bool record_once(const struct stage *t, const struct verdict *v, struct error *err)
{
    return rejudge_record(v->judge, t->a, &v->judgement, t->store, err);
}

static void starve(const struct stage *t, const struct verdict *v,
                   bool (*call)(const struct stage *, const struct verdict *, struct error *))
{
    struct error memory;
    error_set_memory(&memory);
    for (size_t n = 1;; n++) {
        struct error err = {""};
        failing_malloc_at(n);
        bool done = call(t, v, &err);
        if (!failing_malloc_off()) {
            assert_true(done);
            assert_in_range(n, 5, 1000);
            return;
        }
        assert_false(done);
        assert_string_equal(err.text, memory.text);
    }
}

static void test_every_allocation(void **state)
{
    struct stage *t = *state;
    struct verdict v;
    write_rules(t, VERSION("1"), AIM MARK);
    record(t);
    write_rules(t, VERSION("2"), AIM COUNT);
    judge(t, &v);
    starve(t, &v, compare_once);
    starve(t, &v, record_once);
    free_verdict(&v);
    assert_changes(t, SAME);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, make_stage, remove_stage)
    const struct CMUnitTest tests[] = {
        ROW(test_new_and_gone_are_listed),   ROW(test_versions_are_named),
        ROW(test_same_version_is_no_change), ROW(test_all_gone_and_all_new),
        ROW(test_twice_at_one_field),        ROW(test_not_stored_has_no_record),
        ROW(test_every_allocation),
    };
    return cmocka_run_group_tests_name("review: rules that change", tests, NULL, NULL);
}
