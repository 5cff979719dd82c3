/* What a schema finds in a document, where, in which order and in which words. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test_rules_support.h"
#include "text/buffer.h"

static void test_assert_and_report(void **state)
{
    (void)state;
    const char *schema = RULE("b", "<assert id='A' role='error' test='@x'>no x</assert>"
                                   "<report id='R' role='error' test='@x'>an x</report>");
    assert_found(schema, "<a><b x='1'/><b/><c/></a>", "R /a/b[1]|A /a/b[2]|");
}

static void test_first_rule_of_a_pattern(void **state)
{
    (void)state;
    const char *schema = SCHEMA(
        "<pattern><rule context='b[@x]'><report id='X' role='info' test='true()'>x</report></rule>"
        "<rule context='a/b'><report id='B' role='info' test='true()'>x</report></rule>"
        "<rule context='*'><report id='S' role='info' test='true()'>x</report></rule></pattern>"
        "<pattern><rule context='b'><report id='P' role='info' test='true()'>x</report></rule>"
        "</pattern>");
    assert_found(schema, "<a><b x='1'/><b/></a>", "S /a|X /a/b[1]|P /a/b[1]|B /a/b[2]|P /a/b[2]|");
}

/* A rule without a finding for a node keeps the rules behind it away all the same. */
static void test_silent_rule_wins(void **state)
{
    (void)state;
    const char *schema = SCHEMA(
        "<pattern><rule context='b[@x]'><assert id='X' role='info' test='true()'>x</assert></rule>"
        "<rule context='b'><report id='B' role='info' test='true()'>x</report></rule></pattern>");
    assert_found(schema, "<a><b x='1'/><b/></a>", "B /a/b[2]|");
}

static void test_contexts(void **state)
{
    (void)state;
    static const struct {
        const char *context, *expected;
    } cases[] = {
        {"c", "R /a/b/c|R /a/c|"},
        {"/a/c", "R /a/c|"},
        {"b//c", "R /a/b/c|"},
        {"b/c | b | *[self::c][parent::a]", "R /a/b|R /a/b/c|R /a/c|"},
        {"c | a/c", "R /a/b/c|R /a/c|"},
        {"@x", "R /a/@x|R /a/b/c/@x|"},
        {"c/@x", "R /a/b/c/@x|"},
        {"attribute::x[. = 2]", "R /a/b/c/@x|"},
        {"child::b", "R /a/b|"},
        {"*[not(@x)][2]", "R /a/c|"},
        {"a/*[2]", "R /a/c|"},
        {"c[. = \"] | b\"]", "R /a/c|"},
        {"/", "R /a|"},
        {"/ | b", "R /a|R /a/b|"},
        {"d", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char schema[600];
        snprintf(schema, sizeof schema,
                 RULE("%s", "<report id='R' role='info' test='true()'>x</report>"),
                 cases[i].context);
        assert_found(schema, "<a x='1'><b><c x='2'/></b><c>] | b</c></a>", cases[i].expected);
    }
}

static void test_lets(void **state)
{
    (void)state;
    const char *schema = SCHEMA(
        "<let name='limit' value='/a/@limit'/><let name='twice' value='$limit * 2'/>"
        "<pattern><let name='bs' value='//b'/>"
        "<rule context='b'><let name='mine' value='@n'/><let name='over' value='$mine &gt; "
        "$twice'/>"
        "<report id='R' role='info' test='$over'>"
        "<value-of select='$mine'/> of <value-of select='count($bs)'/></report></rule></pattern>"
        "<pattern><let name='bs' value='\"other\"'/><rule context='a'>"
        "<report id='S' role='info' test='$bs = \"other\"'>x</report></rule></pattern>");
    assert_found(schema, "<a limit='3'><b n='7'/><b n='6'/><b n='6.5'/></a>",
                 "S /a|R /a/b[1]|R /a/b[3]|");
    assert_message(schema, "<z><a><b n='1'/></a></z>", "x");
}

static void test_message(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"  two\n   words\t", "two words"},
        {"<value-of select='@amount'/>", "8.0"},
        {"<value-of select='@amount + 0.25'/>", "8.25"},
        {"<value-of select='count(c)'/>件", "2件"},
        {"「<value-of select='c'/>」", "「 one line 」"},
        {" <value-of select='none'/> x <value-of select='none'/> ", "x"},
        {"a <value-of select='none'/> b", "a b"},
        {"<name/> in <name path='..'/>", "b in a"},
        {"<emph>e</emph><span class='s'>s</span><dir value='rtl'>d</dir>", "esd"},
        {"<!-- no --><![CDATA[<c>]]>", "<c>"},
        {"<value-of select='true()'/> <value-of select='0 div 0'/>", "true NaN"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char schema[600];
        snprintf(schema, sizeof schema,
                 RULE("b", "<report id='R' role='info' test='true()'>%s</report>"), cases[i].text);
        assert_message(schema, "<a><b amount='8.0'><c>\n one\n line </c><c>two</c></b></a>",
                       cases[i].expected);
    }
}

static void test_languages(void **state)
{
    (void)state;
    struct run_result run;
    run_schema(
        &run,
        SCHEMA("<pattern><rule context='b'><let name='v' value='@x'/>"
               "<report id='R' role='warning' test='@x' see='様式凡例'"
               " diagnostics=' R.en\n R.remedy.en R.remedy.ja'>値は<value-of select='$v'/>"
               "です。</report>"
               "<assert id='S' role='error' test='@x' diagnostics='S.remedy.ja'>値なし</assert>"
               "<assert id='T' role='info' test='@x'>なし</assert></rule></pattern>"
               "<diagnostics><diagnostic id='R.en'>The value is <value-of select='$v'/>."
               "</diagnostic><diagnostic id='R.remedy.ja'>直す</diagnostic>"
               "<diagnostic id='R.remedy.en'>Mend it</diagnostic>"
               "<diagnostic id='S.remedy.ja'>書く</diagnostic></diagnostics>"),
        "<a><b x='5'/><b/></a>");
    assert_int_equal(run.found.count, 3);
    assert_int_equal(run.found.errors, 1);
    assert_int_equal(run.found.warnings, 1);
    assert_int_equal(run.found.infos, 1);

    const struct finding *f = run.found.items;
    assert_string_equal(f->id, "R");
    assert_int_equal(f->severity, RULES_WARNING);
    assert_string_equal(f->message[FORM_JA], "値は5です。");
    assert_string_equal(f->message[FORM_EN], "The value is 5.");
    assert_string_equal(f->remedy[FORM_JA], "直す");
    assert_string_equal(f->remedy[FORM_EN], "Mend it");
    assert_string_equal(f->source, "様式凡例");

    /* What there is no English for is said in Japanese. */
    f++;
    assert_int_equal(f->severity, RULES_ERROR);
    assert_string_equal(f->message[FORM_EN], "値なし");
    assert_string_equal(f->remedy[FORM_EN], "書く");
    assert_null(f->source);

    f++;
    assert_int_equal(f->severity, RULES_INFO);
    assert_null(f->remedy[FORM_JA]);
    assert_null(f->remedy[FORM_EN]);
    run_free(&run);
}

static void test_subject(void **state)
{
    (void)state;
    static const struct {
        const char *subject, *expected;
    } cases[] = {
        {"c", "R /a/b/c[1]|"},
        {"c[2]", "R /a/b/c[2]|"},
        {"@x", "R /a/b/@x|"},
        {"..", "R /a|"},
        {"/", "R /a|"},
        {"$second", "R /a/b/c[2]|"},
        {"c[2] | c[1]", "R /a/b/c[1]|"},
        {"none", "R /a/b|"},
        {"c[1]/text()", "R /a/b/c[1]|"},
        {"c[2]/comment()", "R /a/b|"},
        {"namespace::*", "R /a/b|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char schema[600];
        snprintf(schema, sizeof schema,
                 RULE("b", "<let name='second' value='c[2]'/><report id='R' role='info' "
                           "test='true()' subject='%s'>x</report>"),
                 cases[i].subject);
        assert_found(schema, "<a><b x='1'><c>t</c><c><!-- no --></c></b></a>", cases[i].expected);
    }
}

/* In the order of the document, at one node in the order of the schema, and of
 * one rule in the order of the nodes that were judged. */
static void test_order(void **state)
{
    (void)state;
    const char *schema = SCHEMA(
        "<pattern><rule context='d'><report id='D' role='info' test='true()' subject='/a/c'>"
        "<value-of select='.'/></report></rule></pattern>"
        "<pattern><rule context='c | b'><report id='Z' role='info' test='true()'>x</report>"
        "<report id='Y' role='error' test='true()'>x</report>"
        "<report id='X' role='info' test='@x' subject='@x'>x</report></rule></pattern>"
        "<pattern><rule context='a'><report id='A' role='info' test='true()' subject='c'>x</report>"
        "</rule></pattern>");
    const char *document = "<a><b x='1'/><c><d>1</d></c><d>2</d></a>";
    assert_found(schema, document, "Z /a/b|Y /a/b|X /a/b/@x|D /a/c|D /a/c|Z /a/c|Y /a/c|A /a/c|");
    struct run_result run;
    run_schema(&run, schema, document);
    assert_string_equal(run.found.items[3].message[FORM_JA], "1");
    assert_string_equal(run.found.items[4].message[FORM_JA], "2");
    run_free(&run);
}

static void test_namespaces(void **state)
{
    (void)state;
    const char *schema =
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron'><ns prefix='p' uri='urn:p'/>"
        "<pattern><rule context='p:b'><assert id='R' role='info' test='@p:x'><name/></assert>"
        "</rule></pattern></schema>";
    assert_message(schema, "<a xmlns:q='urn:p'><b/><q:b/><q:b q:x='1'/></a>", "q:b");
}

static void assert_private_unset(const xmlNode *node)
{
    for (; node; node = node->next) {
        assert_null(node->_private);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        for (const xmlAttr *a = node->properties; a; a = a->next)
            assert_null(a->_private);
        assert_private_unset(node->children);
    }
}

/* Nothing is put into the document, and one schema serves many, again and again. */
static void test_document_unchanged(void **state)
{
    (void)state;
    struct run_result run;
    run_schema(&run,
               RULE("b | @x",
                    "<let name='v' value='//c | .'/>"
                    "<report id='R' role='info' test='$v'><value-of select='$v'/></report>"),
               "<a>\n <b x='1'>t</b><!-- c --><?p i?><b>u<c/></b>\n</a>");
    xmlChar *before = NULL, *after = NULL;
    xmlDocDumpMemory(run.doc, &before, NULL);
    for (int i = 0; i < 3; i++) {
        struct finding_list again = {0};
        struct error err;
        assert_true(rules_check(run.rules, run.doc, NULL, 0, &again, &err));
        assert_int_equal(again.count, 3);
        assert_string_equal(again.items[0].message[FORM_JA], run.found.items[0].message[FORM_JA]);
        finding_list_free(&again);
        assert_int_equal(again.count, 0);
    }
    xmlDocDumpMemory(run.doc, &after, NULL);
    assert_string_equal((const char *)after, (const char *)before);
    assert_private_unset(run.doc->children);
    xmlFree(before);
    xmlFree(after);
    run_free(&run);
}

/* A deep chain of d with so many children b at its end, and so many attributes
 * at each of them. */
static xmlDoc *large_document(int depth, int width, int attributes)
{
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *node = xmlNewDocNode(doc, NULL, (const xmlChar *)"a", NULL);
    xmlDocSetRootElement(doc, node);
    for (int i = 0; i < depth; i++)
        node = xmlNewChild(node, NULL, (const xmlChar *)"d", NULL);
    for (int i = 0; i < width; i++) {
        xmlNode *child = xmlNewChild(node, NULL, (const xmlChar *)"b", NULL);
        for (int n = 0; n < attributes; n++) {
            char name[16];
            snprintf(name, sizeof name, "n%d", n);
            xmlNewProp(child, (const xmlChar *)name, (const xmlChar *)(i % 2 ? "odd" : "even"));
        }
    }
    return doc;
}

/* More nodes of either kind than any table starts with, and a depth that a
 * recursion would feel. */
static void test_large_document(void **state)
{
    (void)state;
    enum { DEPTH = 200, WIDTH = 5000 };
    for (int attributes = 0; attributes <= 6; attributes += 3) {
        struct error err;
        struct finding_list found = {0};
        xmlDoc *doc = large_document(DEPTH, WIDTH, attributes);
        struct rules *rules =
            schema_read(RULE("b/@n2 | d",
                             "<report id='R' role='info' test='. = \"odd\" or self::d'>x</report>"),
                        &err);
        assert_true(rules_check(rules, doc, NULL, 0, &found, &err));
        assert_int_equal(found.count, DEPTH + (attributes ? WIDTH / 2 : 0));
        for (size_t i = DEPTH + 1; i < found.count; i++)
            assert_ptr_equal(found.items[i].node->parent,
                             found.items[i - 1].node->parent->next->next);
        finding_list_free(&found);
        rules_free(rules);
        xmlFreeDoc(doc);
    }
}

/* Three loops over all nodes in one another would take hours. */
static void test_too_large_document(void **state)
{
    (void)state;
    struct error err = {""};
    struct finding_list found = {0};
    xmlDoc *doc = large_document(0, 5000, 0);
    struct rules *rules = schema_read(
        RULE("a", "\n<report id='R' role='info' test='//*[//*[count(//*) = 0]]'>x</report>"), &err);
    assert_false(rules_check(rules, doc, NULL, 0, &found, &err));
    assert_non_null(strstr(err.text, ":3: R could not be evaluated: the document is too large"));
    assert_null(found.items);
    rules_free(rules);
    xmlFreeDoc(doc);
}

#define USED "\n<report id='R' role='info' test='$v'>x</report>"

static void test_failing_expression(void **state)
{
    (void)state;
    static const struct refused {
        const char *schema, *sentence;
    } cases[] = {
        {RULE("b", "\n<report id='R' role='info' test='count(\"x\")'>x</report>"),
         ":3: R could not be"},
        {RULE("b", "\n<report id='R' role='info' test='1' subject='\"x\"'>x</report>"),
         ":3: R could not be evaluated: its value is not a node"},
        {RULE("b", "<report id='R' role='info' test='1'>x\n<value-of select='sum(1)'/></report>"),
         ":2: R could not be"},
        {RULE("b", "\n\n<let name='v' value='sum(1)'/>" USED), ":4: <let> could not be"},
        {RULE("b", "\n<let name='u' value='sum(1)'/><let name='v' value='$u'/>" USED),
         ":3: <let> could not be evaluated: a function"},
        {SCHEMA("\n<let name='v' value='sum(1)'/><pattern><rule context='b'>" USED
                "</rule></pattern>"),
         ":3: <let> could not be"},
        {SCHEMA("<pattern>\n<let name='v' value='sum(1)'/><rule context='b'>" USED
                "</rule></pattern>"),
         ":3: <let> could not be"},
        {RULE("b[sum(1)]", ""), ":2: <rule> could not be"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error err = {""};
        struct rules *rules = schema_read(cases[i].schema, &err);
        assert_non_null(rules);
        xmlDoc *doc = xmlReadMemory("<a><b/></a>", 11, NULL, NULL, 0);
        struct finding_list found = {0};
        assert_false(rules_check(rules, doc, NULL, 0, &found, &err));
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("\"%s\" is not in \"%s\"", cases[i].sentence, err.text);
        assert_null(found.items);
        rules_free(rules);
        xmlFreeDoc(doc);
    }
}

/* --- what variables are ------------------------------------------------------------------ */

static bool add_values(void *to, const struct rules_values *values, struct error *err)
{
    (void)err;
    struct buffer *out = to;
    buffer_append_format(out, "%s %s %s|", (const char *)values->node->name, values->values[0],
                         values->values[1]);
    return true;
}

static bool refuse_values(void *to, const struct rules_values *values, struct error *err)
{
    (void)to;
    (void)values;
    return error_set(err, "enough");
}

static const char telling[] =
    SCHEMA("<let name='top' value='10'/><pattern><rule context='b[@x]'><let name='mark' "
           "value='\"first\"'/><report id='X' role='info' test='true()'>x</report></rule>"
           "<rule context='*'><let name='sum' value='$top + @n'/><let name='mark' "
           "value='string(@n)'/><report id='S' role='info' test='true()'>x</report></rule>"
           "</pattern>");

/* A node that an earlier rule judges has not the variables of a later one. */
static void test_variables_are_told(void **state)
{
    (void)state;
    static const char *const names[] = {"sum", "mark", NULL};
    static const char *const unknown[] = {"sum", "none", NULL};
    struct run_result run;
    struct buffer out = BUFFER_INIT;
    struct error err = {""};
    run_schema(&run, telling, "<a n='1'><b x='1' n='2'/><b n='3'/><c/></a>");
    assert_true(rules_tell(run.rules, run.doc, NULL, 0, names, add_values, &out, &err));
    assert_string_equal(out.data, "a 11 1|b 13 3|c NaN |");
    buffer_free(&out);
    assert_true(rules_tell(run.rules, run.doc, NULL, 0, unknown, refuse_values, NULL, &err));
    assert_false(rules_tell(run.rules, run.doc, NULL, 0, names, refuse_values, NULL, &err));
    assert_string_equal(err.text, "enough");
    run_free(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variables_are_told),
        cmocka_unit_test(test_assert_and_report),
        cmocka_unit_test(test_first_rule_of_a_pattern),
        cmocka_unit_test(test_silent_rule_wins),
        cmocka_unit_test(test_contexts),
        cmocka_unit_test(test_lets),
        cmocka_unit_test(test_message),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_subject),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_namespaces),
        cmocka_unit_test(test_document_unchanged),
        cmocka_unit_test(test_large_document),
        cmocka_unit_test(test_too_large_document),
        cmocka_unit_test(test_failing_expression),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
