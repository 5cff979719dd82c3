/*
 * exchange/reader: files that people really have. What is in the layout comes
 * in whole; what is not is told with its line, its page and its column.
 */
#include "test_exchange_support.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/conform.h"
#include "exchange/writer.h"

static char *content_of(xmlDoc *doc, const char *name)
{
    const xmlNode *page = xmlDocGetRootElement(doc)->children->next;

    for (xmlNode *n = page->children; n != NULL; n = n->next) {
        if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0)
            return (char *)xmlNodeGetContent(n);
    }
    return NULL;
}

static void assert_note(const struct place *p, const char *markup, const char *expected)
{
    char inner[1024], *text, *note;
    xmlDoc *doc;

    snprintf(inner, sizeof(inner), "<code/>%s<mark/><goal/>", markup);
    text = document(NULL, NULL, inner);
    doc = assert_text_good(p, text);
    note = content_of(doc, "note");
    assert_string_equal(note, expected);
    xmlFree(note);
    xmlFreeDoc(doc);
    free(text);
}

static void assert_written(const struct place *p, const char *text, const char *expected)
{
    xmlDoc *doc = assert_text_good(p, text);
    struct error err = {""};
    size_t size;
    char *bytes = writer_to_string(doc, &size, &err);

    assert_string_equal(bytes, expected);
    free(bytes);
    xmlFreeDoc(doc);
}

/* --- what comes in ------------------------------------------------------------ */

static void an_official_file_comes_in_and_goes_out_as_it_was(void **state)
{
    const struct place *p = *state;
    char *path = NULL, *before, *after;
    size_t size, written;
    struct error err = {""};
    xmlDoc *doc;

    assert_true(asprintf(&path, "%s/mini-2015.xml", p->share) > 0);
    before = slurp(path, &size);
    doc = assert_good(p, path);
    after = writer_to_string(doc, &written, &err);
    assert_non_null(after);
    assert_int_equal(written, size);
    assert_string_equal(after, before);
    free(after);
    free(before);
    free(path);
    xmlFreeDoc(doc);
}

static void indentation_order_and_line_ends_of_another_tool_do_not_matter(void **state)
{
    const struct place *p = *state;
    char *plain = document(NULL, NULL, NULL), *expected, *text;
    xmlDoc *doc = assert_text_good(p, plain);
    struct error err = {""};
    size_t size;

    expected = writer_to_string(doc, &size, &err);
    text = document("\xEF\xBB\xBF<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>\r\n",
                    "submission='新規' ward-name='北区' fiscal-year-label='平成27年度'\r\n"
                    "policy='mini' ward-code='271276' form-version='1' fiscal-year='2015'",
                    "\r\n\t" PAGE_FIELDS "\r\n\r\n");
    assert_written(p, text, expected);
    assert_written(p, expected, expected);
    free(text);
    free(expected);
    free(plain);
    xmlFreeDoc(doc);
}

static void the_text_of_a_field_is_kept_byte_for_byte(void **state)
{
    const struct place *p = *state;

    assert_note(p, "<note>  前後に空白  </note>", "  前後に空白  ");
    assert_note(p, "<note>  </note>", "  ");
    assert_note(p, "<note>\n・一\n\n\t・二\n</note>", "\n・一\n\n\t・二\n");
    assert_note(p, "<note>①㋐ ８０％ 神\u2028葛󠄀 か\u3099 👨‍👩‍👧</note>",
                "①㋐ ８０％ 神\u2028葛󠄀 か\u3099 👨‍👩‍👧");
    assert_note(p, "<note/>", "");
}

static void a_cdata_section_is_text_like_any_other(void **state)
{
    const struct place *p = *state;
    char *text, *plain;

    assert_note(p, "<note>一<![CDATA[<&]]>二<![CDATA[]]></note>", "一<&二");
    text = document(NULL, NULL, "<code/><note>a<![CDATA[<b>]]>c</note><mark/><goal/>");
    plain = document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", NULL,
                     "\n    <code/>\n    <note>a&lt;b&gt;c</note>\n    <mark/>\n    <goal/>\n  ");
    assert_written(p, text, plain);
    free(plain);
    free(text);
}

static void standard_input_is_read_to_its_end(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, NULL, NULL);
    char *path = place_file(p, "in.xml", text, SIZE_MAX);
    int saved = dup(STDIN_FILENO);

    assert_non_null(freopen(path, "rb", stdin));
    xmlFreeDoc(assert_good(p, "-"));
    assert_refused(p, "-", "This is empty");
    dup2(saved, STDIN_FILENO);
    close(saved);
    free(path);
    free(text);
}

/* --- what is wrong with it ----------------------------------------------------- */

static void a_fault_names_line_page_and_column(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, NULL, "\n<code/>\n<note/>\n<mark>C</mark><goal/>");
    char *path = place_file(p, "in.xml", text, SIZE_MAX);
    struct reader_result result;
    struct error err = {""};

    assert_true(reader_read(p->catalogue, path, &result, &err));
    assert_null(result.doc);
    assert_int_equal(result.count, 1);
    assert_int_equal(result.faults[0].line, 6);
    assert_string_equal(result.faults[0].page, "1");
    assert_string_equal(result.faults[0].message, "Judgement <mark> on page 1: \"C\" is none of "
                                                  "its values, which are: '', 'A', 'B'");
    reader_result_free(&result);
    free(path);
    free(text);
}

static void every_kind_of_fault_has_its_words(void **state)
{
    static const struct {
        const char *inner, *fragment;
    } cases[] = {
        {"<code/><mark/><goal/>", "<mark> on page 1: it does not belong here; expected: note"},
        {"<code/><note/><mark/>", "<page> on page 1: something is missing in it; expected: goal"},
        {"<code/><note/><mark/><goal/><goal/>", "<goal> on page 1: it does not belong here"},
        {"<code/><note><b/></note><mark/><goal/>", "it may hold only text"},
        {"<code/>x<note/><mark/><goal/>", "there is text between its elements"},
        {"<code/><note/><mark/><goal amount='８0'/>",
         "<goal amount> on page 1: \"８0\" is not written as the layout has it "
         "([0-9]+(\\.[0-9]+)?)"},
        {"<code/><note/><mark/><goal by='H29'/>",
         "\"H29\" is not allowed; its values are of the type xs:gYear"},
        {"<code/><note/><mark/><goal unti='%'/>",
         "<goal unti> on page 1: the layout has no such attribute"},
        {PAGE_FIELDS "</page><page id='1'>" PAGE_FIELDS, "\"1\" is there twice"},
        {PAGE_FIELDS "</page><page>" PAGE_FIELDS, "<page>: the attribute id is missing"},
        {PAGE_FIELDS "</page><page id='2' follows='7'>" PAGE_FIELDS,
         "it refers to \"7\", which is not there"},
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char *text = document(NULL, NULL, cases[i].inner);

        assert_text_fault(p, text, 3, cases[i].fragment);
        free(text);
    }
}

static void what_would_be_lost_is_a_fault(void **state)
{
    const struct place *p = *state;
    char *text = document("<!-- hello -->\n<?xml-stylesheet href='x'?>\n", NULL,
                          "<code/>\n<note>a<!-- in it -->b</note><?go on?><mark/><goal/>");

    assert_text_fault(p, text, 1, "there is a comment, which would be lost");
    assert_text_fault(p, text, 2, "there is a processing instruction (xml-stylesheet)");
    assert_text_fault(p, text, 6, "<note> on page 1: there is a comment");
    assert_text_fault(p, text, 6, "<page> on page 1: there is a processing instruction (go)");
    free(text);
}

static void faults_come_by_line_and_not_without_end(void **state)
{
    const struct place *p = *state;
    char *inner = calloc(1, 64 * 1024), *text, *path;
    struct reader_result result;
    struct error err = {""};

    assert_non_null(inner);
    strcpy(inner, PAGE_FIELDS);
    for (int i = 2; i < 400; i++)
        sprintf(inner + strlen(inner), "</page>\n<page id='%d' follows='x'>" PAGE_FIELDS "<zz/>",
                i);
    text = document(NULL, NULL, inner);
    path = place_file(p, "in.xml", text, SIZE_MAX);
    assert_true(reader_read(p->catalogue, path, &result, &err));
    assert_int_equal(result.count, 201);
    for (size_t i = 1; i < result.count; i++)
        assert_true(result.faults[i - 1].line <= result.faults[i].line);
    assert_non_null(strstr(result.faults[200].message, "there are more faults"));
    reader_result_free(&result);
    free(path);
    free(text);
    free(inner);
}

static void a_line_beyond_65535_is_named_right(void **state)
{
    const struct place *p = *state;
    char *many = malloc(70001), *prolog = NULL, *text;

    memset(many, '\n', 70000);
    many[70000] = '\0';
    assert_true(asprintf(&prolog, "<?xml version=\"1.0\"?>%s", many) > 0);
    text = document(prolog, NULL, "<code/><note>\x7F</note><mark/><goal/>");
    assert_text_refused(p, text, "Line 70003, element note: U+007F");
    free(text);
    text = document(prolog, NULL, "<code/><note>x</note><mark>C</mark><goal/>");
    assert_text_fault(p, text, 70003, "\"C\" is none of its values");
    free(text);
    free(prolog);
    free(many);
}

/* --- which form ----------------------------------------------------------------- */

static void the_policy_is_a_name_and_never_a_path(void **state)
{
    static const char *const names[] = {"../../etc", "mini/../mini", "./mini", "mini/",    "MINI",
                                        "/etc",      "mini ",        "mini.",  "mini&#10;"};
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        char attributes[128], *text;

        snprintf(attributes, sizeof(attributes), "policy='%s' form-version='1'", names[i]);
        text = document(NULL, attributes, NULL);
        assert_text_refused(p, text, "which is not installed here");
        free(text);
    }
}

static void another_version_of_the_form_is_named(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, "policy='mini' form-version='2'", NULL);

    assert_text_refused(p, text,
                        "in version \"2\" of the form of mini, and version 1 is installed");
    free(text);
    text = document(NULL, "policy='mini'", NULL);
    assert_text_refused(p, text, "in version \"\" of the form of mini");
    free(text);
}

static void xml_that_is_no_official_file_is_told_apart(void **state)
{
    const struct place *p = *state;
    char *text;

    assert_text_refused(p, "<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
                        "not an official file: its first element, <html>, has no attribute policy");
    assert_text_refused(p, "<r policy=''/>", "has no attribute policy");
    assert_text_refused(p, "<r xmlns:k='urn:k' k:policy='mini' form-version='1'/>",
                        "has no attribute policy");
    assert_text_fault(p, "<other policy='mini' form-version='1'/>", 1,
                      "<other>: an official file does not begin with this element");
    text = document(NULL, "xmlns='urn:other' " ATTRIBUTES, NULL);
    assert_text_fault(p, text, 1, "there is a namespace");
    free(text);
}

/* --- a document in memory --------------------------------------------------------- */

static void a_document_in_memory_is_checked_the_same_way(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, NULL, NULL);
    xmlDoc *doc = assert_text_good(p, text);
    struct error err = {""};
    const struct form *form = catalogue_form(p->catalogue, "mini", &err);
    struct reader_result result;
    xmlNode *note = xmlDocGetRootElement(doc)->children->next->children->next;

    assert_true(reader_check_layout(form, doc, &result, &err));
    assert_int_equal(result.count, 0);
    xmlSetProp(note, (const xmlChar *)"colour", (const xmlChar *)"red");
    assert_true(reader_check_layout(form, doc, &result, &err));
    assert_int_equal(result.count, 1);
    assert_non_null(strstr(result.faults[0].message, "the layout has no such attribute"));
    reader_result_free(&result);
    xmlNodeSetContent(note, (const xmlChar *)"a\u202Eb");
    assert_false(reader_check_layout(form, doc, &result, &err));
    assert_non_null(strstr(err.text, "U+202E"));
    assert_int_equal(result.count, 0);
    xmlFreeDoc(doc);
    free(text);
}

/* --- the layout itself -------------------------------------------------------------- */

static void assert_no_layout(const struct place *p, const char *schema, const char *fragment)
{
    char *path = place_file(p, "layout.xsd", schema, SIZE_MAX);
    struct error err = {""};

    assert_null(conform_open(p->folder, &err));
    if (strstr(err.text, fragment) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, fragment);
    assert_ptr_equal(strstr(err.text, path), err.text);
    unlink(path);
    free(path);
}

#define XSD "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"

static void a_layout_that_cannot_be_used_is_named(void **state)
{
    const struct place *p = *state;
    char *other = place_file(p, "other.xsd", XSD "<xs:element name='r'/></xs:schema>", SIZE_MAX);
    struct error err = {""};

    assert_null(conform_open("/nowhere", &err));
    assert_non_null(strstr(err.text, "/nowhere/layout.xsd: This cannot be opened"));
    assert_no_layout(p, "<r/>", "This is no XML Schema that can be used");
    assert_no_layout(p, XSD "\n<xs:element name='r' type='none'/></xs:schema>",
                     "Line 2: this is no XML Schema that can be used");
    assert_no_layout(p, XSD "\n<xs:include schemaLocation='other.xsd'/></xs:schema>",
                     "Line 2: this is no XML Schema that can be used");
    assert_no_layout(p, "<!DOCTYPE a>" XSD "</xs:schema>", "document type declaration");
    unlink(other);
    free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_official_file_comes_in_and_goes_out_as_it_was),
        cmocka_unit_test(indentation_order_and_line_ends_of_another_tool_do_not_matter),
        cmocka_unit_test(the_text_of_a_field_is_kept_byte_for_byte),
        cmocka_unit_test(a_cdata_section_is_text_like_any_other),
        cmocka_unit_test(standard_input_is_read_to_its_end),
        cmocka_unit_test(a_fault_names_line_page_and_column),
        cmocka_unit_test(every_kind_of_fault_has_its_words),
        cmocka_unit_test(what_would_be_lost_is_a_fault),
        cmocka_unit_test(faults_come_by_line_and_not_without_end),
        cmocka_unit_test(a_line_beyond_65535_is_named_right),
        cmocka_unit_test(the_policy_is_a_name_and_never_a_path),
        cmocka_unit_test(another_version_of_the_form_is_named),
        cmocka_unit_test(xml_that_is_no_official_file_is_told_apart),
        cmocka_unit_test(a_document_in_memory_is_checked_the_same_way),
        cmocka_unit_test(a_layout_that_cannot_be_used_is_named),
    };

    return cmocka_run_group_tests(tests, place_setup, place_teardown);
}
