/* By what wards are compared is read as it stands in comparison.xml; what does not go
 * together is refused, with file and line. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "form/comparison.h"
#include "test_form_files.h"

static int make_folder(void **state)
{
    static const char *const names[] = {"form.xml", "blank.xml", "policy.xml"};
    char *good = files_source("tests/unit/forms/good");
    char *dir = files_make_folder();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        files_copy(good, dir, names[i]);
    free(good);
    *state = dir;
    return 0;
}

static struct form *read_form(const char *dir)
{
    struct error err = {""};
    struct form *form = form_read(dir, &err);
    if (form == NULL)
        fail_msg("%s", err.text);
    return form;
}

static void test_it_is_read_as_written(void **state)
{
    (void)state;
    char *dir = files_source("tests/unit/forms/good");
    struct form *form = read_form(dir);
    struct error err = {""};
    assert_true(comparison_exists(form));
    struct comparison *c = comparison_read(form, &err);
    if (c == NULL)
        fail_msg("%s", err.text);
    assert_string_equal(c->version, "7");
    assert_string_equal(c->good, "A");
    assert_string_equal(c->chance, "T-1");
    assert_int_equal(c->same_count, 1);
    assert_string_equal(c->same[0].indicator, "1");
    assert_string_equal(c->same[0].wording, "始めに");
    assert_int_equal(c->yardstick_count, 1);
    assert_string_equal(c->yardsticks[0].id, "path");
    assert_string_equal(c->yardsticks[0].mark, "path-mark");
    assert_string_equal(c->yardsticks[0].line, "path-line");
    assert_string_equal(c->yardsticks[0].label.parts[FORM_JA][0].literal, "道筋");
    assert_int_equal(c->label.count[FORM_EN], 1);
    assert_non_null(c->indicators);
    assert_non_null(c->judgement);
    assert_non_null(c->initiatives);
    assert_non_null(c->results);
    assert_string_equal(c->publisher.parts[FORM_JA][0].literal, "見本市");
    assert_string_equal(c->title.parts[FORM_JA][0].literal, "見本の方針");
    comparison_free(c);
    form_free(form);
    free(dir);
}

/* The good comparison with one thing changed. */
static const struct files_broken table[] = {
    {"<same indicator=\"1\" wording=\"始めに\"/>", "<same indicator=\"1\">", 12,
     "is not well-formed XML"},
    {"urn:kusei:comparison", "urn:kusei:sheet", 3, "is not in the vocabulary"},
    {" version=\"7\"", "", 3, "<comparison> has no version"},
    {"<same indicator=\"1\" wording=\"始めに\"/>", "<other/>", 11, "cannot stand in <figures>"},
    {" indicator=\"1\"", "", 11, "<same> has no indicator"},
    {" good=\"A\"", "", 10, "<figures> has no good"},
    {" good=\"A\"", " best=\"A\"", 10, "<figures> has no attribute best"},
    {" chance=\"T-1\"", "", 0, NULL},
    {"about=\"../@id\"", "about=\"../@id[\"", 10, "is not an XPath 1.0 expression"},
    {"instance('policy')", "instance('other')", 4, "no instance \"other\""},
    {"<label xml:lang=\"ja\">道筋</label>", "", 13, "<yardstick> has no <label>"},
    {"    <explanation xml:lang=\"ja\">道筋の上にあればA。</explanation>\n", "", 13,
     "<yardstick> has no <explanation>"},
    {"<label xml:lang=\"en\">Pillar</label>", "text", 4, "holds text"},
    {"</comparison>",
     "<indicators nodeset=\"a\" value=\"a\" target=\"a\" about=\"a\"><heading "
     "xml:lang=\"ja\">a</heading><label xml:lang=\"ja\">a</label></indicators></comparison>",
     22, "stands twice"},
    {"</comparison>",
     "<initiatives nodeset=\"a\" about=\"a\" content=\"a\" results=\"a\"/></comparison>", 22,
     "stands twice"},
    {"</comparison>",
     "<publication><publisher xml:lang=\"ja\">a</publisher><title "
     "xml:lang=\"ja\">a</title></publication></comparison>",
     22, "stands twice"},
    {" results=\"aim\"", "", 17, "<initiatives> has no results"},
    {"    <title xml:lang=\"ja\">見本の方針</title>\n", "", 18, "<publication> has no <title>"},
};

static void assert_refused(const char *dir, const struct files_broken *broken)
{
    struct error err = {""};
    struct form *form = read_form(dir);
    struct comparison *c = comparison_read(form, &err);
    if (broken->reason == NULL && c == NULL)
        fail_msg("%s: %s", broken->from, err.text);
    if (broken->reason != NULL &&
        (c != NULL || !files_refuses(&err, dir, "comparison.xml", broken)))
        fail_msg("%s -> %s: \"%s\", not in line %d \"%s\"", broken->from, broken->to, err.text,
                 broken->line, broken->reason);
    comparison_free(c);
    form_free(form);
}

static void test_each_is_refused_for_its_own_reason(void **state)
{
    files_try_each(*state, "comparison.xml", table, sizeof table / sizeof *table, assert_refused);
}

static void test_a_form_without_one(void **state)
{
    struct error err = {""};
    struct form *form = read_form(*state);
    assert_false(comparison_exists(form));
    assert_null(comparison_read(form, &err));
    assert_non_null(strstr(err.text, "comparison.xml"));
    form_free(form);
}

static void test_memory_may_be_short(void **state)
{
    (void)state;
    char *dir = files_source("tests/unit/forms/good");
    struct form *form = read_form(dir);
    for (size_t n = 1;; n++) {
        struct error err = {""};
        failing_malloc_at(n);
        struct comparison *c = comparison_read(form, &err);
        bool failed = failing_malloc_off();
        if (!failed) {
            assert_non_null(c);
            assert_in_range(n, 20, 2000);
            comparison_free(c);
            break;
        }
        assert_null(c);
        assert_true(err.text[0] != '\0');
    }
    form_free(form);
    free(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_is_read_as_written),
        cmocka_unit_test_setup_teardown(test_each_is_refused_for_its_own_reason, make_folder,
                                        files_remove_state),
        cmocka_unit_test_setup_teardown(test_a_form_without_one, make_folder, files_remove_state),
        cmocka_unit_test(test_memory_may_be_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
