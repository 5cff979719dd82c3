/* A schema that breaks the subset is refused with file, line and reason. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "test_rules_support.h"

struct refused {
    const char *schema;
    const char *sentence; /* what the error has in it, from the line on */
};

static void assert_refused(const struct refused *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct error err = {""};
        struct rules *rules = schema_read(cases[i].schema, &err);
        rules_free(rules);
        if (rules)
            fail_msg("accepted: %s", cases[i].schema);
        if (!strstr(err.text, cases[i].sentence))
            fail_msg("\"%s\" is not in \"%s\"", cases[i].sentence, err.text);
        assert_non_null(strstr(err.text, "/tmp/kusei-rules-"));
    }
}

#define ASSERT_REFUSED(cases) assert_refused(cases, sizeof(cases) / sizeof *(cases))

static void test_no_file(void **state)
{
    (void)state;
    struct error err = {""};
    assert_null(rules_read("/nonexistent/rules.sch", &err));
    assert_non_null(strstr(err.text, "/nonexistent/rules.sch cannot be read: No such file"));
    assert_null(rules_read("/", &err));
    assert_non_null(strstr(err.text, "/ is not a file"));
}

static void test_no_schema(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {"<schema", ":1: not well-formed XML"},
        {"<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n<pattern>\n</schema>",
         ":3: not well-formed XML"},
        {"<schema/>", ":1: the root element is not <schema>"},
        {"\n<pattern xmlns='http://purl.oclc.org/dsdl/schematron'/>",
         ":2: the root element is not <schema>"},
        {"<!DOCTYPE schema>" RULE("a", "<assert id='A' role='error' test='b'>x</assert>"),
         ":1: a DOCTYPE may not stand"},
        {SCHEMA("<title>t</title>"), ":1: the schema has no <pattern>"},
        {"<schema xmlns='http://purl.oclc.org/dsdl/schematron' queryBinding='xslt2'>"
         "<pattern/></schema>",
         ":1: the query binding \"xslt2\""},
        {"", ":1: not well-formed XML"},
    };
    ASSERT_REFUSED(cases);
}

static void test_markup(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {SCHEMA("<phase id='p'/>"), ":2: <phase> in <schema> is outside"},
        {SCHEMA("<include href='x'/>"), ":2: <include> in <schema> is outside"},
        {SCHEMA("<pattern>\n<rule context='a'>\n<extends rule='r'/></rule></pattern>"),
         ":4: <extends> in <rule> is outside"},
        {SCHEMA("<pattern><key xmlns='urn:other'/></pattern>"),
         ":2: <key> in <pattern> is outside"},
        {SCHEMA("<pattern><rule xmlns='urn:other' context='a'/></pattern>"),
         ":2: <rule> in <pattern> is outside"},
        {SCHEMA("<pattern abstract='true' id='x'/>"),
         ":2: the attribute abstract of <pattern> is outside"},
        {SCHEMA("<pattern xmlns:o='urn:other' o:id='x'/>"),
         ":2: the attribute id of <pattern> is outside"},
        {RULE("a", "<assert id='A' role='error' test='b' flag='f'>x</assert>"),
         ":2: the attribute flag of <assert> is outside"},
        {SCHEMA("<pattern>\n<rule>\n</rule></pattern>"), ":3: <rule> needs the attribute context"},
        {SCHEMA("<ns prefix='p'/><pattern/>"), ":2: <ns> needs the attribute uri"},
        {SCHEMA("<ns uri='p'/><pattern/>"), ":2: <ns> needs the attribute prefix"},
        {SCHEMA("<let name='v'/><pattern/>"), ":2: <let> needs the attribute value"},
        {SCHEMA("<let value='1'/><pattern/>"), ":2: <let> needs the attribute name"},
        {SCHEMA("<pattern/><diagnostics><diagnostic>x</diagnostic></diagnostics>"),
         ":2: <diagnostic> needs the attribute id"},
        {RULE("a", "<report id='A' role='info' test='b'>x<value-of/></report>"),
         ":2: <value-of> needs the attribute select"},
        {RULE("a", "<![CDATA[stray]]>"), ":2: text may not stand in <rule>"},
        {RULE("a", "<assert id='A' role='error'>x</assert>"),
         ":2: <assert> needs the attribute test"},
        {RULE("a", "<assert role='error' test='b'>x</assert>"),
         ":2: <assert> needs the attribute id"},
        {RULE("a", "<report id='A' test='b'>x</report>"), ":2: <report> needs the attribute role"},
        {RULE("a", "<report id='A' role='' test='b'>x</report>"),
         ":2: <report> needs the attribute role"},
        {RULE("a", "<assert id='A' role='error' test='b'>x</assert><let name='v' value='1'/>"),
         ":2: <let> stands too late in <rule>"},
        {SCHEMA("<pattern/><ns prefix='p' uri='u'/>"), ":2: <ns> stands too late in <schema>"},
        {RULE("a", "stray"), ":2: text may not stand in <rule>"},
        {RULE("a", "<assert id='A' role='error' test='b'><emph><emph>x</emph></emph></assert>"),
         ":2: <emph> in <emph> is outside"},
    };
    ASSERT_REFUSED(cases);
}

static void test_tests(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {RULE("a", "\n<assert id='A' role='fatal' test='b'>x</assert>"),
         ":3: the role \"fatal\" is unknown"},
        {RULE("a", "<assert id='1 A' role='info' test='b'>x</assert>"), ":2: \"1 A\" is not an id"},
        {SCHEMA("<pattern>\n<rule context='a'><assert id='A' role='info' test='b'>x</assert></rule>"
                "</pattern>\n<pattern>\n<rule context='a'>"
                "<assert id='A' role='info' test='b'>x</assert></rule></pattern>"),
         ":5: the id A is given already, in line 3"},
        {RULE("a", "<assert id='A' role='info' test='b'> \n </assert>"),
         ":2: <assert> has no text"},
    };
    ASSERT_REFUSED(cases);
}

static void test_expressions(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {RULE("a", "\n\n<assert id='A' role='info' test='b['>x</assert>"),
         ":4: \"b[\" is not an expression of XPath 1.0"},
        {RULE("a", "<assert id='A' role='info' test='b = \"c'>x</assert>"),
         ":2: \"\"c\" is not XPath 1.0"},
        {RULE("a", "<assert id='A' role='info' test='current()/b'>x</assert>"),
         ":2: XPath 1.0 has no function current()"},
        {RULE("a", "<assert id='A' role='info' test='b' subject='matches(c, 1)'>x</assert>"),
         ":2: XPath 1.0 has no function matches()"},
        {RULE("a",
              "<assert id='A' role='info' test='b'>x\n<value-of select='upper (.)'/></assert>"),
         ":3: XPath 1.0 has no function upper()"},
        {RULE("a", "<assert id='A' role='info' test='b'>x<name path='('/></assert>"),
         ":2: \"name(()\" is not an expression"},
        {RULE("a", "<assert id='A' role='info' test='$v'>x</assert>"),
         ":2: no <let> before this place declares the variable $v"},
        {RULE("a", "<let name='v' value='$w'/><let name='w' value='1'/>"),
         ":2: no <let> before this place declares the variable $w"},
        {RULE("a", "<let name='v' value='$v'/>"),
         ":2: no <let> before this place declares the variable $v"},
        {SCHEMA("<pattern><let name='v' value='1'/></pattern>\n<pattern><rule context='a'>"
                "<assert id='A' role='info' test='$v'>x</assert></rule></pattern>"),
         ":3: no <let> before this place declares the variable $v"},
        {SCHEMA("<let name='v' value='1'/>\n<pattern><rule context='a'>"
                "<let name='v' value='2'/></rule></pattern>"),
         ":3: the variable $v is declared already, in line 2"},
        {RULE("a", "<let name='p:v' value='1'/>"), ":2: \"p:v\" is not a name for a variable"},
        {RULE("a", "<assert id='A' role='info' test='p:b'>x</assert>"),
         ":2: no <ns> declares the prefix of p:b"},
        {SCHEMA("<ns prefix='q' uri='u'/><pattern><rule context='a'>\n"
                "<assert id='A' role='info' test='p:b'>x</assert></rule></pattern>"),
         ":3: no <ns> declares the prefix of p:b"},
        {RULE("a", "<assert id='A' role='info' test='@p:*'>x</assert>"),
         ":2: no <ns> declares the prefix of p:*"},
    };
    ASSERT_REFUSED(cases);
}

static void test_contexts(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {RULE("..", ""), ":2: \"..\" may not stand in a context"},
        {RULE("a/.", ""), ":2: \".\" may not stand in a context"},
        {RULE("ancestor::a", ""), ":2: \"ancestor\" may not stand in a context"},
        {RULE("a/text()", ""), ":2: \"text\" may not stand in a context"},
        {RULE("(a | b)/c", ""), ":2: \"(\" may not stand in a context"},
        {RULE("a + b", ""), ":2: \"+\" may not stand in a context"},
        {RULE("5", ""), ":2: \"5\" may not stand in a context"},
        {RULE("a |", ""), ":2: \"a |\" has nothing on one side"},
        {SCHEMA("<let name='v' value='1'/><pattern><rule context='a[$v]'/></pattern>"),
         ":2: \"v\" may not stand in a context"},
    };
    ASSERT_REFUSED(cases);
}

#define WITH_DIAGNOSTICS(names, diagnostics)                                                       \
    SCHEMA("<pattern><rule context='a'><assert id='A' role='info' test='b' diagnostics='" names    \
           "'>x</assert></rule></pattern>\n<diagnostics>" diagnostics "</diagnostics>")

static void test_diagnostics(void **state)
{
    (void)state;
    static const struct refused cases[] = {
        {WITH_DIAGNOSTICS("A.en", ""), ":2: there is no <diagnostic> with the id A.en"},
        {WITH_DIAGNOSTICS("B.en", "<diagnostic id='B.en'>x</diagnostic>"),
         ":2: the diagnostic B.en does not belong here"},
        {WITH_DIAGNOSTICS("A.remedy", "<diagnostic id='A.remedy'>x</diagnostic>"),
         ":2: the diagnostic A.remedy does not belong here"},
        {WITH_DIAGNOSTICS("A.en A.en", "<diagnostic id='A.en'>x</diagnostic>"),
         ":2: the diagnostic A.en does not belong here"},
        {WITH_DIAGNOSTICS("A.en", "<diagnostic id='A.en'>x</diagnostic>\n"
                                  "<diagnostic id='A.en'>y</diagnostic>"),
         ":4: the id A.en is given already, in line 3"},
        {WITH_DIAGNOSTICS("A.en", "<diagnostic id='A.en'>x</diagnostic>\n"
                                  "<diagnostic id='A.remedy.en'>y</diagnostic>"),
         ":4: no assert or report has A.remedy.en among its diagnostics"},
        {WITH_DIAGNOSTICS("", "<diagnostic id='A.en'>x</diagnostic>"),
         ":3: no assert or report has A.en among its diagnostics"},
        {WITH_DIAGNOSTICS("", "<diagnostic id='A.remedy.ja'>x</diagnostic>"),
         ":3: no assert or report has A.remedy.ja among its diagnostics"},
        {WITH_DIAGNOSTICS("A.en", "<diagnostic id='A.en'> </diagnostic>"),
         ":3: <diagnostic> has no text"},
        {WITH_DIAGNOSTICS("A.en", "<diagnostic id='A.en'><name/></diagnostic>"),
         ":3: <name> in <diagnostic> is outside"},
    };
    ASSERT_REFUSED(cases);
}

/* What looks like something refused, and is XPath 1.0. */
static void test_accepted(void **state)
{
    (void)state;
    static const char *const tests[] = {
        "div div div",
        "b and (c or d)",
        "* * *",
        "@and = \"current()\"",
        "\"$v\" = \"x | y\"",
        "child::b[position() = last()]/following-sibling::node()",
        "processing-instruction(\"x\")",
        ".5 + 1. > -b",
        "b-c - b.c",
        "xml:lang",
        "項目/数値[. = \"①\"]",
        "_a | Z",
        "b &gt;= 1 or b != 2",
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        struct error err = {""};
        char schema[600];
        snprintf(schema, sizeof schema, RULE("a", "<let name='l' value='%s'/>"), tests[i]);
        struct rules *rules = schema_read(schema, &err);
        if (!rules)
            fail_msg("%s: %s", tests[i], err.text);
        rules_free(rules);
    }
}

static void test_query_binding(void **state)
{
    (void)state;
    static const char *const good[] = {"", " queryBinding='xpath'", " queryBinding='xslt'"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct error err = {""};
        char schema[600];
        snprintf(schema, sizeof schema,
                 "<schema xmlns='http://purl.oclc.org/dsdl/schematron'%s><pattern/></schema>",
                 good[i]);
        struct rules *rules = schema_read(schema, &err);
        if (!rules)
            fail_msg("%s: %s", good[i], err.text);
        assert_int_equal(rules_count(rules), 0);
        rules_free(rules);
    }
}

static const char *entry_id(const struct rules *rules, size_t index)
{
    struct rules_entry entry;
    return rules_entry(rules, index, &entry) ? entry.id : NULL;
}

static void test_ids(void **state)
{
    (void)state;
    struct error err;
    struct rules *rules = schema_read(
        SCHEMA("<pattern><rule context='a'><assert id='A-2' role='info' test='b'>x</assert>"
               "<report id='A-1' role='info' test='b'>x</report></rule>"
               "<rule context='b'><assert id='B' role='info' test='b'>x</assert></rule></pattern>"
               "<pattern/><pattern><rule context='a'/>"
               "<rule context='a'><assert id='C' role='info' test='b'>x</assert></rule></pattern>"),
        &err);
    assert_non_null(rules);
    assert_int_equal(rules_count(rules), 4);
    assert_string_equal(entry_id(rules, 0), "A-2");
    assert_string_equal(entry_id(rules, 1), "A-1");
    assert_string_equal(entry_id(rules, 2), "B");
    assert_string_equal(entry_id(rules, 3), "C");
    assert_null(entry_id(rules, 4));
    rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_file),       cmocka_unit_test(test_no_schema),
        cmocka_unit_test(test_markup),        cmocka_unit_test(test_tests),
        cmocka_unit_test(test_expressions),   cmocka_unit_test(test_contexts),
        cmocka_unit_test(test_diagnostics),   cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_query_binding), cmocka_unit_test(test_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
