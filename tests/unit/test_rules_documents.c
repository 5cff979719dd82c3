/* What rules may look into besides the document: files of their folder and
 * documents of the program; what a finding turned on; what an entry says. */
#include "unit.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules/rules.h"
#include "text/buffer.h"

static char folder[] = "/tmp/kusei-documents-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int start(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    write_file("policy.xml", "<policy><limit>50</limit></policy>");
    write_file("last-year.xml", "<sheet/>");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    static const char *const names[] = {"policy.xml", "last-year.xml", "rules.sch"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static struct rules *read_schema(const char *body, struct error *err)
{
    char text[4000], path[128];
    snprintf(text, sizeof text,
             "<schema xmlns='http://purl.oclc.org/dsdl/schematron' schemaVersion='2015.2'>%s"
             "</schema>",
             body);
    write_file("rules.sch", text);
    snprintf(path, sizeof path, "%s/rules.sch", folder);
    return rules_read(path, err);
}

static struct rules *must_read(const char *body)
{
    struct error err = {""};
    struct rules *rules = read_schema(body, &err);
    if (!rules)
        fail_msg("the schema is refused: %s", err.text);
    return rules;
}

static xmlDoc *parse(const char *text)
{
    xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    return doc;
}

/* The messages of all findings, joined. */
static char *messages(const struct rules *rules, xmlDoc *doc, const struct rules_document *other)
{
    struct error err = {""};
    struct finding_list found = {0};
    if (!rules_check(rules, doc, other, other ? 1 : 0, &found, &err))
        fail_msg("%s", err.text);
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < found.count; i++)
        buffer_append_format(&out, "%s;", found.items[i].message[FORM_JA]);
    finding_list_free(&found);
    return buffer_take(&out);
}

static void assert_messages(const struct rules *rules, xmlDoc *doc,
                            const struct rules_document *other, const char *expected)
{
    char *said = messages(rules, doc, other);
    assert_string_equal(said, expected);
    free(said);
}

/* A file of the folder, by its name; the document of the program in its place. */
static void test_document(void **state)
{
    (void)state;
    struct rules *rules = must_read(
        "<let name='limit' value=\"document('policy.xml')/policy/limit\"/>"
        "<let name='before' value=\"document('last-year.xml')/sheet/value\"/>"
        "<pattern><rule context='value'>"
        "<report id='A' role='info' test='. &lt; $limit'>under <value-of select='$limit'/></report>"
        "<report id='B' role='info' test='$before'>was <value-of select='$before'/></report>"
        "</rule></pattern>");
    xmlDoc *doc = parse("<sheet><value>40</value></sheet>");
    xmlDoc *last = parse("<sheet><value>39</value></sheet>");
    struct rules_document other = {"last-year.xml", last};
    assert_messages(rules, doc, NULL, "under 50;");
    assert_messages(rules, doc, &other, "under 50;was 39;");
    assert_messages(rules, doc, NULL, "under 50;");
    xmlFreeDoc(doc);
    xmlFreeDoc(last);
    rules_free(rules);
}

/* In the predicates of another document's steps "/" is that document's root
 * (XSLT 1.0, section 12.1 with XPath 1.0, section 2). */
static void test_document_root(void **state)
{
    (void)state;
    struct rules *rules =
        must_read("<pattern><rule context='value'><let name='other' "
                  "value=\"document('last-year.xml')/sheet/value[/sheet/@year = 2014]\"/>"
                  "<report id='A' role='info' test='$other and /sheet/@year = 2015'>"
                  "<value-of select='$other'/>→<value-of select='.'/></report></rule></pattern>");
    xmlDoc *doc = parse("<sheet year='2015'><value>40</value></sheet>");
    xmlDoc *last = parse("<sheet year='2014'><value>39</value></sheet>");
    struct rules_document other = {"last-year.xml", last};
    assert_messages(rules, doc, &other, "39→40;");
    xmlFreeDoc(doc);
    xmlFreeDoc(last);
    rules_free(rules);
}

static void test_document_refused(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *reason;
    } tests[] = {
        {"document(\"nothing.xml\")", "nothing.xml cannot be read"},
        {"document(\"../policy.xml\")", "document() takes the name of a file"},
        {"document(\".hidden\")", "document() takes the name of a file"},
        {"document(\"/etc/passwd\")", "document() takes the name of a file"},
        {"document(@name)", "document() takes the name of a file"},
        {"document(\"policy.xml\", /)", "document() takes the name of a file"},
        {"document(\"\")", "document() takes the name of a file"},
        {"document(", "document() takes the name of a file"},
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        char schema[400];
        struct error err = {""};
        snprintf(schema, sizeof schema, "<let name='x' value='%s'/><pattern/>",
                 tests[i].expression);
        assert_null(read_schema(schema, &err));
        if (!strstr(err.text, tests[i].reason) || !strstr(err.text, "rules.sch:1"))
            fail_msg("%s: %s", tests[i].expression, err.text);
    }
}

/* The operands come in the rule's order, each once, those of one value in the
 * document's; a text node is the element it stands in. */
static void test_operands(void **state)
{
    (void)state;
    struct error err = {""};
    struct rules *rules = must_read(
        "<pattern><rule context='sheet'>"
        "<report id='A' role='warning' test='true()' subject='b' "
        "diagnostics='A.operands'>x</report>"
        "<report id='B' role='warning' test='true()'>x</report></rule></pattern>"
        "<diagnostics><diagnostic id='A.operands'>\n<value-of select='b/@n'/>\n"
        "<value-of select='c | a | b/text()'/> <value-of select='b'/></diagnostic></diagnostics>");
    xmlDoc *doc = parse("<sheet><a>1</a><b n='5'>2</b><c>3</c></sheet>");
    struct finding_list found = {0};
    assert_true(rules_check(rules, doc, NULL, 0, &found, &err));
    assert_int_equal(found.count, 2);
    /* B is about the sheet itself, which stands before A's subject. */
    assert_int_equal(found.items[0].operand_count, 0);
    const struct finding *a = &found.items[1];
    assert_int_equal(a->operand_count, 4);
    static const char *const values[] = {"5", "1", "2", "3"};
    for (size_t i = 0; i < a->operand_count; i++) {
        xmlChar *value = xmlNodeGetContent(a->operands[i]);
        assert_string_equal((const char *)value, values[i]);
        xmlFree(value);
    }
    assert_int_equal(a->operands[0]->type, XML_ATTRIBUTE_NODE);
    assert_int_equal(a->operands[2]->type, XML_ELEMENT_NODE);
    finding_list_free(&found);
    xmlFreeDoc(doc);
    rules_free(rules);
}

static void test_operands_refused(void **state)
{
    (void)state;
    struct error err = {""};
    assert_null(read_schema("<pattern><rule context='a'><report id='A' role='info' test='b' "
                            "diagnostics='A.operands'>x</report></rule></pattern><diagnostics>"
                            "<diagnostic id='A.operands'>of <value-of select='b'/></diagnostic>"
                            "</diagnostics>",
                            &err));
    assert_non_null(strstr(err.text, "operands are <value-of> elements"));
}

/* What is no node has no place to go to. */
static void test_operand_that_is_no_node(void **state)
{
    (void)state;
    struct error err = {""};
    struct rules *rules = must_read(
        "<pattern><rule context='a'><report id='A' role='info' test='true()' "
        "diagnostics='A.operands'>x</report></rule></pattern><diagnostics>"
        "<diagnostic id='A.operands'><value-of select='count(b)'/></diagnostic></diagnostics>");
    xmlDoc *doc = parse("<a/>");
    struct finding_list found = {0};
    assert_false(rules_check(rules, doc, NULL, 0, &found, &err));
    assert_non_null(strstr(err.text, "its value is not a node"));
    assert_int_equal(found.count, 0);
    xmlFreeDoc(doc);
    rules_free(rules);
}

static void test_entry(void **state)
{
    (void)state;
    struct rules_entry entry;
    struct rules *rules = must_read(
        "<pattern><title>評価 / Marks</title><rule context='sheet/\n   mark'>"
        "<assert id='A' role='error' see='clause 3' test='. != \"\"\n and b' "
        "diagnostics='A.en A.remedy.ja'>「<value-of select='.'/>」は  "
        "誤り</assert></rule></pattern>"
        "<diagnostics><diagnostic id='A.en'>“<value-of select='.'/>” is wrong</diagnostic>"
        "<diagnostic id='A.remedy.ja'>直す</diagnostic></diagnostics>");
    assert_string_equal(rules_version(rules), "2015.2");
    assert_int_equal(rules_count(rules), 1);
    assert_true(rules_entry(rules, 0, &entry));
    assert_string_equal(entry.id, "A");
    assert_int_equal(entry.severity, RULES_ERROR);
    assert_string_equal(entry.title[FORM_JA], "評価");
    assert_string_equal(entry.title[FORM_EN], "Marks");
    assert_string_equal(entry.context, "sheet/ mark");
    assert_string_equal(entry.test, ". != \"\" and b");
    assert_false(entry.fires_on);
    assert_string_equal(entry.source, "clause 3");
    assert_string_equal(entry.message[FORM_JA], "「〔.〕」は 誤り");
    assert_string_equal(entry.message[FORM_EN], "“〔.〕” is wrong");
    assert_string_equal(entry.remedy[FORM_JA], "直す");
    assert_string_equal(entry.remedy[FORM_EN], "直す");
    assert_false(rules_entry(rules, 1, &entry));
    rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_document_root),
        cmocka_unit_test(test_document_refused),
        cmocka_unit_test(test_operands),
        cmocka_unit_test(test_operands_refused),
        cmocka_unit_test(test_operand_that_is_no_node),
        cmocka_unit_test(test_entry),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
