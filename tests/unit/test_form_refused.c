/* What is not in the vocabulary is refused, with the line and the reason. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/form.h"
#include "test_form_files.h"

#define ROOT                                                                                       \
    "<kusei:form xmlns=\"http://www.w3.org/2002/xforms\" xmlns:kusei=\"urn:kusei:form\" "          \
    "version=\"2\" city=\"271004\" first-year=\"2015\" last-year=\"2017\">"

static const struct files_broken table[] = {
    /* XML */
    {"<label xml:lang=\"ja\">計画</label>", "<label xml:lang=\"ja\">計画</labl>", 34,
     "is not well-formed XML"},
    {"encoding=\"UTF-8\"?>\n", "encoding=\"UTF-8\"?>\n<!DOCTYPE form [<!ENTITY a \"b\">]>\n", 2,
     "take <!DOCTYPE out"},
    {"encoding=\"UTF-8\"?>\n",
     "encoding=\"UTF-8\"?><!DOCTYPE form SYSTEM \"file:///etc/passwd\">\n", 1,
     "take <!DOCTYPE out"},
    {">表紙<", ">&cover;<", 17, "is not well-formed XML"},
    {"<group ref=\"plan\">", "<x:group ref=\"plan\">", 33, "is not well-formed XML"},

    /* the root */
    {"urn:kusei:form", "urn:another:form", 2, "<form> is not the root of a form"},
    {" version=\"2\"", "", 2, "has no version; number this version"},
    {"version=\"2\"", "version=\"\"", 2, "version=\"\": is empty"},
    {" city=\"271004\"", "", 2, "has no city; write the six-digit code"},
    {"city=\"271004\"", "city=\"271005\"", 2, "city=\"271005\": is not a local government code"},
    {"city=\"271004\"", "city=\"27100\"", 2, "city=\"27100\": is not a local government code"},
    {" first-year=\"2015\"", "", 2, "has no first-year; write the first fiscal year"},
    {" last-year=\"2017\"", "", 2, "has no last-year; write the last fiscal year"},
    {"\"2015\"", "\"平成27\"", 2, "first-year=\"平成27\": is not a fiscal year"},
    {"\"2017\"", "\"20170\"", 2, "last-year=\"20170\": is not a fiscal year"},
    {"\"2017\"", "\"-017\"", 2, "last-year=\"-017\": is not a fiscal year"},
    {"\"2017\"", "\"0999\"", 2, "last-year=\"0999\": is not a fiscal year"},
    {"\"2017\"", "\"2014\"", 2, "first-year 2015 is after last-year 2014"},
    {" version=\"2\"", " version=\"2\" state=\"x\"", 2,
     "has no attribute state; it may have version"},
    {"<model>", "<input ref=\"title\"/><model>", 5, "<input> cannot stand in <kusei:form>"},

    /* the model */
    {"</model>", "</model><model><instance id=\"z\" src=\"blank.xml\"/></model>", 15,
     "has a second <model>"},
    {"id=\"assessment\"", "id=\"blank\"", 6, "the first must be the blank assessment"},
    {" id=\"policy\"", "", 7, "<instance> has no id; name it"},
    {"id=\"policy\"", "id=\"assessment\"", 7, "line 6 has the same id"},
    {"id=\"policy\"", "id=\"1st\"", 7, "id=\"1st\": is not a name"},
    {" src=\"policy.xml\"", "", 7, "either a src or one element"},
    {"<instance id=\"words\">", "<instance id=\"words\" src=\"policy.xml\">", 8,
     "either a src or one element"},
    {"</words>", "</words><more xmlns=\"\"/>", 8, "either a src or one element"},
    {" xmlns=\"\"", "", 8, "root element in a namespace"},
    {"policy.xml", "missing.xml", 7, "missing.xml: cannot be opened"},
    {"policy.xml", "notes.txt", 7, "notes.txt:1: is not well-formed XML"},
    {"policy.xml", "hostile.xml", 7, "hostile.xml:2: a document type declaration"},
    {"policy.xml", "empty.xml", 7, "empty.xml:1: is not well-formed XML"},
    {"policy.xml", "folder", 7, "folder: is not a file"},
    {"policy.xml", "../policy.xml", 7, "must be the name of a file in the form's own folder"},
    {"policy.xml", "folder/policy.xml", 7, "must be the name of a file in the form's own folder"},
    {"policy.xml", ".policy.xml", 7, "must be the name of a file in the form's own folder"},
    {"policy.xml", "..", 7, "must be the name of a file in the form's own folder"},
    {"policy.xml", "", 7, "must be the name of a file in the form's own folder"},
    {"<model>", "<model><submission/>", 5, "<submission> cannot stand in <model>"},
    {"nodeset=\"row/code\" ", "", 12, "<bind> has no nodeset; say which nodes"},
    {"xs:integer", "xs:date", 13, "type=\"xs:date\": is not one of: xs:string xs:integer"},
    {"not-applicable=\"false()\"", "not-applicable=\"no\"", 11, "is not one of: true() false()"},
    {"../aim | ", "../aim | | ", 11, "kusei:propose=\" \": is not an XPath"},
    {"../aim | ", "../aim | $x | ", 11, "has a variable"},
    {"../aim | ", "concat(1) | ", 11, "concat() does not take 1 argum"},
    {"|../text\"", "|\"", 11, "is not an XPath"},
    {"type=\"kusei:figure\" kusei:not", "kusei:not", 11, "kusei:propose is for figures only"},
    {"kusei:carry=\"current()", "kusei:carry=\"current(", 13, "is not an XPath"},
    {"kusei:carry=\"current()", "kusei:carry=\"last-year()", 13,
     "there is no function last-year()"},
    {"kusei:carry", "carry", 13, "<bind> has no attribute carry"},
    {"kusei:not-applicable", "not-applicable", 11, "<bind> has no attribute not-applicable"},
    {"kusei:not-applicable", "xml:not-applicable", 11, "no attribute xml:not-applicable"},
    {"required=\"true()\"", "constraint=\"true()\"", 10, "<bind> has no attribute constraint"},
    {"required=\"true()\"/>", "required=\"true()\"><bind nodeset=\"a\"/></bind>", 10,
     "<bind>, which holds no elements"},

    /* expressions */
    {"required=\"true()\"", "required=\"\"", 10, "required=\"\": is not an XPath"},
    {"required=\"true()\"", "required=\"true(\"", 10, "the fault is at character 6"},
    {"not(../mark)", "not(../mark, ", 13, "not(../mark, \": is not an XPath"},
    {"nodeset=\"row/plan/*\"", "nodeset=\"row/plan|\"", 10, "the fault is at character 10"},
    {"nodeset=\"row/code\"", "nodeset=\"row/code code\"", 12, "is not an XPath 1.0 expression"},
    {"not(../mark)", "'判' 定", 13, "the fault is at character 22"},
    {"nodeset=\"row/plan/*\"", "nodeset=\"row[plan\"", 10, "nodeset=\"row[plan\": is not an XPath"},
    {"ref=\"aim\"", "ref=\"aim/\"", 35, "ref=\"aim/\": is not an XPath"},
    {"value=\"title\"", "value=\"title)\"", 28, "value=\"title)\": is not an XPath"},
    {"origin=\"instance", "origin=\"]instance", 38, "is not an XPath 1.0 expression"},
    {"not(../mark)", "x:mark", 13, "has the prefix x"},
    {"not(../mark)", "kusei:not(../mark)", 13, "has the prefix kusei"},
    {"not(../mark)", "$mark", 13, "has a variable"},
    {"not(../mark)", "matches(../mark, 'A')", 13, "there is no function matches()"},
    {"not(../mark)", "not(../mark, 'A')", 13, "not() does not take 2 arguments"},
    {"not(../mark)", "not()", 13, "not() does not take 0 arguments"},
    {"not(../mark)", "contains(../mark[1, 2], ')')", 13, "is not an XPath"},
    {"not(../mark)", "not(contains(concat(a, ',', b)))", 13, "contains() does not take 1 argum"},
    {"instance('policy')/title", "instance('polcy')/title", 14, "there is no instance \"polcy\""},
    {"instance('policy')/pillar", "instance( &quot;p&quot; )/pillar", 26, "no instance \"p\""},
    {"instance('words')", "instance('prototypes')", 38, "there is no instance \"prototypes\""},

    /* the body */
    {"<textarea ref=\"aim\">", "<textarea>", 35, "<textarea> has no ref; say which node it edits"},
    {"<input ref=\"title\" id=\"title\">", "<input>", 18, "<input> has no ref; say which node"},
    {"<select1 ref=\"mark\">", "<select1>", 42, "<select1> has no ref; say which node"},
    {" nodeset=\"figure\"", "", 36, "<repeat> has no nodeset; say which nodes"},
    {" nodeset=\"figure\"", " ref=\"figure\"", 36, "<repeat> has no attribute ref"},
    {" origin=\"instance('words')/word[1]\"", "", 38, "<insert> has no origin; say what a new"},
    {"<insert ", "<insert origin=\"figure\"/><insert ", 38, "has a second <insert>"},
    {"<output value=\"indicator\">", "<output>", 32, "either a ref or a value"},
    {"<output value=\"indicator\">", "<output value=\"a\" ref=\"b\">", 32,
     "either a ref or a value"},
    {"<group ref=\"plan\">", "<group ref=\"plan\" appearance=\"minimal\">", 33,
     "appearance=\"minimal\": is not one of: full"},
    {"<group ref=\"plan\">", "<group ref=\"plan\" id=\"title\">", 33, "line 18 has the same id"},
    {"<group ref=\"plan\">", "<group ref=\"plan\" class=\"x\">", 33,
     "<group> has no attribute class"},
    {"<group ref=\"plan\">", "<group appearance=\"full\">", 33, "appearance=\"full\"> has no ref"},
    {"<group ref=\"plan\">", "<group ref=\"plan\" appearance=\"full\"><switch/>", 33,
     "<switch> cannot stand in <group>, which may hold <label>"},
    {"<group ref=\"plan\">", "<group ref=\"plan\"><input xmlns=\"\" ref=\"a\"/>", 33,
     "<input> is not in its namespace"},
    {"<group ref=\"plan\">", "<group ref=\"plan\">計", 33, "<group> holds text"},
    {"<group ref=\"plan\">", "<group ref=\"plan\"><?page break?>", 33, "neither element, text nor"},
    {"ref=\".\" appearance=\"full\"", "ref=\"row\" appearance=\"full\"", 16,
     "the first page must be"},
    {"<group ref=\"plan\">", "<group ref=\"/\" appearance=\"full\">", 33, "line 16 has the first"},
    {"<repeat nodeset=\"instance('policy')/pillar\">",
     "<repeat nodeset=\"instance('policy')/pillar\"><textarea ref=\".\"><label "
     "xml:lang=\"ja\">外</label></textarea>",
     26, "<textarea> stands outside of every page"},

    /* texts */
    {"<label xml:lang=\"ja\">表紙</label>", "", 16, "<group> has no <label>; write the text"},
    {"<label xml:lang=\"ja\">見本の　方針</label>", "", 2, "no <label xml:lang=\"ja\">"},
    {"<label xml:lang=\"ja\">順調</label>", "", 44, "<item> has no <label xml:lang=\"ja\">"},
    {"<hint xml:lang=\"ja\">一行</hint>", "", 18, "<input> has no <hint xml:lang=\"ja\">"},
    {"<hint xml:lang=\"en\">", "<hint xml:lang=\"ja\">", 23, "second <hint xml:lang=\"ja\">"},
    {"<label xml:lang=\"en\">on track", "<label xml:lang=\"de\">gut", 46,
     "xml:lang=\"de\": is not one of: ja en"},
    {"<label xml:lang=\"ja\">表紙", "<label>表紙", 17, "<label> has no xml:lang; say which"},
    {"<label xml:lang=\"ja\">表紙", "<label lang=\"ja\">表紙", 17, "<label> has no attribute lang"},
    {">表紙<", ">  <", 17, "<label> is empty; write its text"},
    {">表紙<", ">表<b>紙</b><", 17, "<b> cannot stand in <label>, which may hold <output>"},
    {">表紙<", ">表\xE2\x80\xAE紙<", 17, "which may not be shown"},
    {">表紙<", "><output ref=\"title\"/><", 17, "<output> has no attribute ref"},

    /* choices */
    {"<item><label xml:lang=\"ja\">順調でない</label><value>B</value></item>",
     "<item><label xml:lang=\"ja\">順調でない</label><value>A</value></item>", 49,
     "\"A\" is there twice"},
    {"<value>B</value>", "", 49, "<item> has no <value>; write what is stored"},
    {"<value>B</value>", "<value> </value>", 49, "<value> is empty"},
    {"<value>B</value>", "<value>B</value><value>C</value>", 49, "has a second <value>"},
    {"<value>B</value>", "<value><output value=\"a\"/></value>", 49, "which holds no elements"},
    {"<textarea ref=\"aim\"><label xml:lang=\"ja\">目的</label></textarea>",
     "<select1 ref=\"aim\"><label xml:lang=\"ja\">目的</label></select1>", 35,
     "<select1> has no <item>; write its choices"},
};

static int make_folder(void **state)
{
    char *good = files_source("tests/unit/forms/good");
    char *dir = files_make_folder();

    files_copy(good, dir, "blank.xml");
    files_copy(good, dir, "policy.xml");
    files_write(dir, "notes.txt", "not XML\n");
    files_write(dir, "empty.xml", "");
    files_write(dir, "hostile.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"b\"><a/>");
    files_write(dir, "folder/policy.xml", "<policy/>");
    free(good);
    *state = dir;
    return 0;
}

static void assert_broken(const char *dir, const struct files_broken *broken)
{
    struct error err = {""};
    struct form *form = form_read(dir, &err);

    if (form)
        fail_msg("was read, and should be refused: %s", broken->reason);
    if (!files_refuses(&err, dir, "form.xml", broken))
        fail_msg("should be refused at line %d with \"%s\", but the sentence is: %s", broken->line,
                 broken->reason, err.text);
}

static void assert_refused(const char *dir, int line, const char *reason)
{
    assert_broken(dir, &(struct files_broken){.line = line, .reason = reason});
}

static void test_each_is_refused_for_its_own_reason(void **state)
{
    files_try_each(*state, "form.xml", table, sizeof(table) / sizeof(table[0]), assert_broken);
}

/* Without the one change, the form of that folder is read. */
static void test_the_unchanged_form_is_read(void **state)
{
    struct error err = {""};
    char *good = files_source("tests/unit/forms/good");
    struct form *form;

    files_copy(good, *state, "form.xml");
    form = form_read(*state, &err);
    assert_string_equal(err.text, "");
    assert_non_null(form);
    form_free(form);
    free(good);
}

/* What looks like a function, a prefix or a bracket and is none. */
static void test_expressions_that_are_right(void **state)
{
    static const char *const expressions[] = {
        "a and (b)",
        "a or (b) and (c) div (d) mod (e)",
        "and and (mod)",
        "div * (mod)",
        "@* = (1)",
        "not(contains(a, ')'))",
        "concat('(', &quot;a,b&quot;, ']')",
        "concat(a[1], b[c[concat(d, 'x')]])",
        "'matches(a)' = '$b'",
        "'x:y' = &quot;z:w&quot;",
        "child::a/descendant-or-self :: b",
        "a/text() | a/node() | a/comment() | processing-instruction('p')",
        "-1.5 + .5 - 2. &lt; a-b - c",
        "..//a | ./. | /",
        " true ( ) ",
        "string() = name() and count(*) > last()",
        "判定 = 'Ａ'",
        "instance(&quot;policy&quot;)/a = instance(concat('pol', 'icy'))/a",
        "current()/@id = substring(a, 2) and substring(a, 2, 3)",
    };
    char *good_dir = files_source("tests/unit/forms/good");
    char *good = files_read(good_dir, "form.xml");

    for (size_t i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++) {
        char attribute[200];
        struct error err = {""};
        struct form *read;
        char *form;

        snprintf(attribute, sizeof(attribute), "required=\"%s\"", expressions[i]);
        form = files_replace(good, "required=\"true()\"", attribute);
        files_write(*state, "form.xml", form);
        free(form);
        read = form_read(*state, &err);
        assert_string_equal(err.text, "");
        form_free(read);
    }
    free(good);
    free(good_dir);
}

static void test_forms_without_a_part(void **state)
{
    files_write(*state, "form.xml", ROOT "\n<label xml:lang=\"ja\">題</label>\n</kusei:form>");
    assert_refused(*state, 1, "<kusei:form> has no <model>");
    files_write(*state, "form.xml",
                ROOT "\n<label xml:lang=\"ja\">題</label>\n<model/>\n</kusei:form>");
    assert_refused(*state, 3, "<model> has no <instance>; the first one is the blank assessment");
    files_write(*state, "form.xml",
                ROOT "\n<label xml:lang=\"ja\">題</label>\n<model><instance id=\"assessment\" "
                     "src=\"blank.xml\"/></model>\n</kusei:form>");
    assert_refused(*state, 1, "there is no page");
}

/* What looks like a page in an instance is data. */
static void test_an_instance_holds_anything(void **state)
{
    char *good_dir = files_source("tests/unit/forms/good");
    char *good = files_read(good_dir, "form.xml");
    char *form = files_replace(good, "<word n=\"1\">あ</word>",
                               "<word n=\"1\">あ</word><group appearance=\"full\" ref=\"x\"/>");
    struct error err = {""};
    struct form *read;

    files_write(*state, "form.xml", form);
    read = form_read(*state, &err);
    assert_string_equal(err.text, "");
    form_free(read);
    free(form);
    free(good);
    free(good_dir);
}

static void test_no_folder(void **state)
{
    struct error err = {""};

    (void)state;
    assert_null(form_read("/nowhere/sample", &err));
    assert_non_null(strstr(err.text, "/nowhere/sample/form.xml: cannot be opened"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_is_refused_for_its_own_reason),
        cmocka_unit_test(test_the_unchanged_form_is_read),
        cmocka_unit_test(test_expressions_that_are_right),
        cmocka_unit_test(test_forms_without_a_part),
        cmocka_unit_test(test_an_instance_holds_anything),
        cmocka_unit_test(test_no_folder),
    };

    return cmocka_run_group_tests(tests, make_folder, files_remove_state);
}
