/* Cases: documents made by edits, and files that are refused with file, line and
 * reason. */
#include "unit.h"

#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failing_malloc.h"
#include "rules/cases.h"
#include "text/buffer.h"

/* What base.xml has; indented, as files are. */
static const char base[] = "<?xml version='1.0' encoding='UTF-8'?>\n"
                           "<!-- a sheet -->\n"
                           "<s y='1'>\n"
                           "  <p id='a'>\n    <v amount='5' unit='%' by='2017'>5</v>\n    <w/>\n"
                           "  </p>\n"
                           "  <p id='b'>\n    <v>7</v>\n  </p>\n"
                           "</s>\n";

static char folder[] = "/tmp/kusei-cases-XXXXXX";

static void path_of(const char *name, char *out, size_t size)
{
    snprintf(out, size, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *text, size_t size)
{
    char path[80];
    path_of(name, path, sizeof path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, size), (ssize_t)size);
    close(fd);
}

static struct cases *read_text(const char *text, struct error *err)
{
    char path[80];
    write_file("cases.xml", text, strlen(text));
    path_of("cases.xml", path, sizeof path);
    return cases_read(path, err);
}

static struct cases *read_good(const char *text)
{
    struct error err = {""};
    struct cases *c = read_text(text, &err);
    if (!c)
        fail_msg("refused: %s", err.text);
    return c;
}

/* The document as text without the XML declaration; to be freed. */
static char *dump(xmlDoc *doc)
{
    xmlBuffer *out = xmlBufferCreate();
    struct buffer text = BUFFER_INIT;
    for (xmlNode *node = doc->children; node; node = node->next)
        xmlNodeDump(out, doc, node, 0, 0);
    buffer_append_string(&text, (const char *)xmlBufferContent(out));
    xmlBufferFree(out);
    return buffer_take(&text);
}

#define CASES(text)    "<cases>\n<document id='d' from='base.xml'/>\n" text "</cases>\n"
#define PASSING(edits) CASES("<case rule='R' is='passing' document='d' finds=''>" edits "</case>\n")

/* --- reading --------------------------------------------------------------------- */

static void test_entries(void **state)
{
    (void)state;
    struct cases *c =
        read_good("<!-- the cases --><cases><document id='d' from='base.xml'/>\n"
                  "<case rule='R' is='failing' document='d' at='/s/p[1]/v' finds='  A\n R  R'/>\n"
                  "<!-- none --><case rule='R' is='passing' document='d' finds='RR'/>\n"
                  "<case rule='R' is='boundary' document='d' finds='R' at='(//v)[1]'/>"
                  "<case rule='R' is='boundary' document='d' finds=''/></cases>");
    struct case_entry entry;
    assert_true(cases_entry(c, 0, &entry));
    assert_string_equal(entry.rule, "R");
    assert_int_equal(entry.kind, CASE_FAILING);
    assert_string_equal(entry.at, "/s/p[1]/v");
    assert_string_equal(entry.finds, "A R R");
    assert_int_equal(entry.line, 3); /* where the tag ends */
    assert_true(cases_entry(c, 1, &entry));
    assert_int_equal(entry.kind, CASE_PASSING);
    assert_null(entry.at);
    assert_string_equal(entry.finds, "RR");
    assert_true(cases_entry(c, 2, &entry));
    assert_int_equal(entry.kind, CASE_BOUNDARY);
    assert_string_equal(entry.at, "(//v)[1]");
    assert_true(cases_entry(c, 3, &entry));
    assert_string_equal(entry.finds, "");
    assert_false(cases_entry(c, 4, &entry));
    cases_free(c);
    cases_free(NULL);
}

/* --- the edits --------------------------------------------------------------------- */

static void assert_made(const char *text, const char *expected)
{
    struct error err = {""};
    struct cases *c = read_good(text);
    xmlDoc *doc, *last_year;
    if (!cases_make(c, 0, &doc, &last_year, &err))
        fail_msg("not made: %s", err.text);
    assert_null(last_year);
    char *made = dump(doc);
    assert_string_equal(made, expected);
    free(made);
    xmlFreeDoc(doc);
    cases_free(c);
}

#define P_A "<p id=\"a\"><v amount=\"5\" unit=\"%\" by=\"2017\">5</v><w/></p>"
#define P_B "<p id=\"b\"><v>7</v></p>"

static void test_edits(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } edits[] = {
        {PASSING(""), "<s y=\"1\">" P_A P_B "</s>"},
        {PASSING("<put ref='/s/p[1]/v' unit='件' printed='６'>6 &lt;\n</put>"),
         "<s y=\"1\"><p id=\"a\"><v unit=\"件\" printed=\"６\">6 &lt;\n</v><w/></p>" P_B "</s>"},
        {PASSING("<put ref='//v'><!-- nothing --></put>"),
         "<s y=\"1\"><p id=\"a\"><v/><w/></p><p id=\"b\"><v/></p></s>"},
        {PASSING("<put ref='/s/p/w'> 　</put>"),
         "<s y=\"1\"><p id=\"a\"><v amount=\"5\" unit=\"%\" by=\"2017\">5</v><w> 　</w></p>" P_B
         "</s>"},
        {PASSING(
             "<put ref='/s/p/w' relative='unstated' amount='1' operator='ge' by='2016'>a</put>"),
         "<s y=\"1\"><p id=\"a\"><v amount=\"5\" unit=\"%\" by=\"2017\">5</v>"
         "<w amount=\"1\" operator=\"ge\" by=\"2016\" relative=\"unstated\">a</w></p>" P_B "</s>"},
        {PASSING("<attribute ref='/s/p' name='follows'>c &amp; d</attribute>"
                 "<attribute ref='/s' name='y'>2</attribute>"
                 "<attribute ref='//v[@by]' name='by' remove='true'/>"),
         "<s y=\"2\"><p id=\"a\" follows=\"c &amp; d\"><v amount=\"5\" unit=\"%\">5</v><w/></p>"
         "<p id=\"b\" follows=\"c &amp; d\"><v>7</v></p></s>"},
        {PASSING("<copy ref='/s/p[2]'/>"), "<s y=\"1\">" P_A P_B P_B "</s>"},
        {PASSING("<copy ref='//p[2] | //p[2]/v'/>"),
         "<s y=\"1\">" P_A "<p id=\"b\"><v>7</v><v>7</v></p>" P_B "</s>"},
        {PASSING("<insert ref='/s/p'>\n  <q z='1'>\n <r>x</r>\n</q>\n</insert>"),
         "<s y=\"1\">" P_A "<q z=\"1\"><r>x</r></q>" P_B "<q z=\"1\"><r>x</r></q></s>"},
        {PASSING("<remove ref='/s/p[2]'/><remove ref='//v/@amount'/>"),
         "<s y=\"1\"><p id=\"a\"><v unit=\"%\" by=\"2017\">5</v><w/></p></s>"},
        {PASSING("<remove ref='//p | //p/* | //@*'/>"), "<s/>"},
        {PASSING("<move ref='/s/p[2]' before='/s/p[1]'/>"), "<s y=\"1\">" P_B P_A "</s>"},
        {PASSING("<move ref='//v' before='/s/p[1]/w'/>"),
         "<s y=\"1\"><p id=\"a\"><v amount=\"5\" unit=\"%\" by=\"2017\">5</v><v>7</v><w/></p>"
         "<p id=\"b\"/></s>"},
        {PASSING("<remove ref='/s/p[1]'/><put ref='/s/p[1]/v'>8</put>"),
         "<s y=\"1\"><p id=\"b\"><v>8</v></p></s>"},
    };
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        assert_made(edits[i].text, edits[i].expected);
}

static void test_chain_and_last_year(void **state)
{
    (void)state;
    struct error err = {""};
    struct cases *c = read_good(
        "<cases><document id='one' from='base.xml'><put ref='/s/p[1]/v'>1</put>"
        "<remove ref='/s/p[2]'/></document>\n"
        "<document id='two' from='one'><copy ref='//w'/></document>\n"
        "<case rule='R' is='passing' document='two' finds=''><put ref='//w[2]'>w</put>\n"
        "<last-year document='one'><attribute ref='/s' name='y'>0</attribute></last-year></case>\n"
        "<case rule='R' is='passing' document='one' finds=''/></cases>");
    xmlDoc *doc, *last_year;
    /* Twice: nothing of the first making is left behind. */
    for (int round = 0; round < 2; round++) {
        assert_true(cases_make(c, 0, &doc, &last_year, &err));
        char *made = dump(doc), *made_last = dump(last_year);
        assert_string_equal(made, "<s y=\"1\"><p id=\"a\"><v>1</v><w/><w>w</w></p></s>");
        assert_string_equal(made_last, "<s y=\"0\"><p id=\"a\"><v>1</v><w/></p></s>");
        free(made);
        free(made_last);
        xmlFreeDoc(doc);
        xmlFreeDoc(last_year);
    }
    assert_true(cases_make(c, 1, &doc, &last_year, &err));
    assert_null(last_year);
    xmlFreeDoc(doc);
    cases_free(c);
}

/* --- refused ------------------------------------------------------------------------- */

struct refused {
    const char *text, *sentence;
};

static void test_refused_on_reading(void **state)
{
    (void)state;
    static const struct refused files[] = {
        {"", ":1: not well-formed XML"},
        {"<cases>\n<case>\n</cases>", ":3: not well-formed XML"},
        {"<!DOCTYPE cases [<!ENTITY e 'x'>]>\n<cases/>", ":1: a DOCTYPE may not stand"},
        {"<rules/>", ":1: the root element is not <cases>"},
        {"<cases xmlns='urn:x'/>", ":1: the root element is not <cases>"},
        {"<cases lang='ja'/>", ":1: <cases> has no attribute lang"},
        {CASES("words"), "text may not stand in <cases>"},
        {CASES("<sheet/>"), ":3: <sheet> may not stand here"},
        {CASES("<case xmlns='urn:x'/>"), ":3: <case> may not stand here"},
        {CASES("<document from='base.xml'/>"), ":3: <document> needs the attribute id"},
        {CASES("<document id='e'/>"), ":3: <document> needs the attribute from"},
        {CASES("<document id='e' from='base.xml' is='x'/>"), ":3: <document> has no attribute is"},
        {CASES("<document id='d' from='base.xml'/>"), ":3: there is a document \"d\" already"},
        {CASES("<document id='e' from='e'/>"), ":3: \"e\" is neither a document above"},
        {CASES("<document id='e' from='f'/>\n<document id='f' from='e'/>"),
         ":3: \"f\" is neither a document above"},
        {CASES("<document id='e' from='../base.xml'/>"), ":3: \"../base.xml\" is neither"},
        {CASES("<document id='e' from='/etc/x.xml'/>"), ":3: \"/etc/x.xml\" is neither"},
        {CASES("<document id='e' from='d'>words</document>"), "text may not stand in <document>"},
        {CASES("<document id='e' from='d'><last-year document='d'/></document>"),
         ":3: <last-year> may not stand here"},
        {CASES("<case is='passing' document='d' finds=''/>"),
         ":3: <case> needs the attribute rule"},
        {CASES("<case rule='R' document='d' finds=''/>"), ":3: <case> needs the attribute is"},
        {CASES("<case rule='R' is='passing' finds=''/>"),
         ":3: <case> needs the attribute document"},
        {CASES("<case rule='R' is='passing' document='d'/>"),
         ":3: <case> needs the attribute finds"},
        {CASES("<case rule='R' is='good' document='d' finds=''/>"), ":3: a case is \"failing\""},
        {CASES("<case rule='R' is='passing' document='e' finds=''/>"),
         ":3: there is no document \"e\" above"},
        {CASES("<case rule='R' is='failing' document='d' finds='A'/>"),
         ":3: a failing case has to find its own rule, R"},
        {CASES("<case rule='R' is='passing' document='d' finds='A R' at='/s'/>"),
         ":3: a passing case may not find its own rule, R"},
        {CASES("<case rule='R' is='failing' document='d' finds='R'/>"), ":3: at says where"},
        {CASES("<case rule='R' is='boundary' document='d' finds='RR' at='/s'/>"),
         ":3: at says where"},
        {CASES("<case rule='R' is='failing' document='d' finds='R' at='s/p'/>"),
         ":3: \"s/p\" does not lead from the root on"},
        {PASSING("<last-year/>"), ":3: <last-year> needs the attribute document"},
        {PASSING("<last-year document='e'/>"), ":3: there is no document \"e\" above"},
        {PASSING("<last-year document='d'/>\n<copy ref='//v'/>"), ":4: <copy> stands behind"},
        {PASSING("<last-year document='d'/><last-year document='d'/>"),
         "<last-year> stands behind"},
        {PASSING("<last-year document='d'><sheet/></last-year>"), ":3: <sheet> may not stand here"},
        {PASSING("\n<drop ref='/s'/>"), ":4: <drop> may not stand here"},
        {PASSING("<x:put xmlns:x='urn:x' ref='/s'/>"), ":3: <put> may not stand here"},
        {PASSING("<put>5</put>"), ":3: <put> needs the attribute ref"},
        {PASSING("<put ref='/s' name='x'>5</put>"), ":3: <put> has no attribute name"},
        {PASSING("<put xmlns:x='urn:x' ref='/s' x:unit='x'>5</put>"),
         ":3: <put> has no attribute unit"},
        {PASSING("<put ref='/s' xml:lang='x'>5</put>"), ":3: <put> has no attribute lang"},
        {PASSING("<put ref='/s['>5</put>"), ":3: \"/s[\" is no"},
        {PASSING("<put ref='/s/p[none()]'>5</put>"), ":3: XPath 1.0 has no function none()"},
        {PASSING("<put ref='/s/p[$x]'>5</put>"), "declares the variable $x"},
        {PASSING("<put ref='/x:s'>5</put>"), "declares the prefix of x"},
        {PASSING("<put ref='/s[document(\"base.xml\")]'>5</put>"), ":3: document() may not"},
        {PASSING("<put ref='/s'><b/></put>"), ":3: what stands in <put> may not"},
        {PASSING("<put ref='/s'><?b?></put>"), ":3: what stands in <put> may not"},
        {PASSING("<attribute ref='/s'>x</attribute>"), ":3: <attribute> needs the attribute name"},
        {PASSING("<attribute ref='/s' name='a:b'>x</attribute>"), ":3: \"a:b\" is not a name"},
        {PASSING("<attribute ref='/s' name='xmlns'>x</attribute>"), ":3: \"xmlns\" is not a name"},
        {PASSING("<attribute ref='/s' name='a' remove='yes'/>"), ":3: remove may only be"},
        {PASSING("<attribute ref='/s' name='a' remove='true'>x</attribute>"),
         ":3: remove may only be"},
        {PASSING("<copy ref='/s'>x</copy>"), ":3: what stands in <copy> may not"},
        {PASSING("<insert ref='/s'/>"), ":3: what stands in <insert> may not"},
        {PASSING("<insert ref='/s'>x</insert>"), ":3: what stands in <insert> may not"},
        {PASSING("<insert ref='/s'><a/><b/></insert>"), ":3: what stands in <insert> may not"},
        {PASSING("<insert ref='/s'><a><b xmlns='urn:x'/></a></insert>"),
         ":3: what stands in <insert> may not"},
        {PASSING("<insert ref='/s'><a><b xml:lang='x'/></a></insert>"),
         ":3: what stands in <insert> may not"},
        {PASSING("<insert ref='/s'><a><?b?></a></insert>"), ":3: what stands in <insert> may not"},
        {PASSING("<move ref='/s'/>"), ":3: <move> needs the attribute before"},
        {PASSING("<move ref='/s' before='x'/>"), ":3: \"x\" does not lead from the root on"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct error err = {""};
        struct cases *c = read_text(files[i].text, &err);
        if (c)
            fail_msg("accepted: %s", files[i].text);
        if (!strstr(err.text, files[i].sentence))
            fail_msg("\"%s\" is not in \"%s\"", files[i].sentence, err.text);
        assert_non_null(strstr(err.text, "/cases.xml"));
    }
}

static void assert_not_made(const char *text, const char *sentence)
{
    struct error err = {""};
    struct cases *c = read_good(text);
    xmlDoc *doc, *last_year;
    if (cases_make(c, 0, &doc, &last_year, &err))
        fail_msg("made: %s", text);
    assert_null(doc);
    assert_null(last_year);
    if (!strstr(err.text, sentence))
        fail_msg("\"%s\" is not in \"%s\"", sentence, err.text);
    cases_free(c);
}

static void test_refused_on_making(void **state)
{
    (void)state;
    static const struct refused edits[] = {
        {PASSING("\n<put ref='/s/x'>5</put>"), "cases.xml:4: nothing is at /s/x"},
        {PASSING("<put ref='/s/p'>5</put>"), ":3: a text can only be put into"},
        {PASSING("<put ref='//v/@unit'>5</put>"), ":3: a text can only be put into"},
        {PASSING("<put ref='/s/p/v/text()'>5</put>"), ":3: only elements and attributes"},
        {PASSING("<put ref='/s/namespace::*'>5</put>"), ":3: only elements and attributes"},
        {PASSING("<remove ref='/'/>"), ":3: only elements and attributes"},
        {PASSING("<put ref='/s = 1'>5</put>"), ":3: \"/s = 1\" does not lead to nodes"},
        {PASSING("<put ref='//*[//*[//*[//*[//*[//*[//*[//*[count(//*) = 0]]]]]]]]'"
                 "/>"),
         "does not lead to nodes"},
        {PASSING("<attribute ref='//@unit' name='a'>5</attribute>"), ":3: an attribute can only"},
        {PASSING("<attribute ref='//v' name='unit' remove='true'/>"), ":3: there is no such"},
        {PASSING("<copy ref='/s'/>"), ":3: this needs an element below the root"},
        {PASSING("<copy ref='/s/@y'/>"), ":3: this needs an element below the root"},
        {PASSING("<insert ref='/s'><a/></insert>"), ":3: this needs an element below the root"},
        {PASSING("<remove ref='/s'/>"), ":3: this needs an element below the root"},
        {PASSING("<move ref='/s' before='/s/p[1]'/>"), ":3: this needs an element below the root"},
        {PASSING("<move ref='/s/p[1]' before='/s'/>"), ":3: /s is not the place of one element"},
        {PASSING("<move ref='/s/p[1]' before='/s/p'/>"), ":3: /s/p is not the place of one"},
        {PASSING("<move ref='/s/p[1]' before='/s/x'/>"), ":3: nothing is at /s/x"},
        {PASSING("<move ref='/s/p[1]' before='/s/p[1]/v'/>"), ":3: what is moved cannot go"},
        {PASSING("<move ref='/s/p[1]' before='/s/p[1]'/>"), ":3: what is moved cannot go"},
        {PASSING("<last-year document='d'>\n<copy ref='/s/x'/></last-year>"),
         ":4: nothing is at /s/x"},
        {"<cases><document id='d' from='none.xml'/><case rule='R' is='passing' document='d' "
         "finds=''/></cases>",
         "/none.xml cannot be read: No such file"},
        {"<cases><document id='d' from='entity.xml'/><case rule='R' is='passing' document='d' "
         "finds=''/></cases>",
         "/entity.xml:2: a DOCTYPE may not stand"},
        {"<cases><document id='d' from='pipe.xml'/><case rule='R' is='passing' document='d' "
         "finds=''/></cases>",
         "/pipe.xml is not a file"},
        {"<cases><document id='d' from='large.xml'/><case rule='R' is='passing' document='d' "
         "finds=''/></cases>",
         "/large.xml is larger than 16 MiB"},
    };
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        assert_not_made(edits[i].text, edits[i].sentence);
}

/* --- files made to keep the program busy ------------------------------------------- */

static void test_growth(void **state)
{
    (void)state;
    struct buffer text = BUFFER_INIT;
    buffer_append_string(&text, "<cases><document id='d0' from='base.xml'/>");
    for (int i = 1; i < 32; i++)
        buffer_append_format(&text, "<document id='d%d' from='d%d'><copy ref='/s//*'/></document>",
                             i, i - 1);
    buffer_append_string(&text, "<case rule='R' is='passing' document='d31' finds=''/></cases>");
    assert_not_made(text.data, "the document becomes too large at /s//*");
    buffer_free(&text);
}

static void test_chain_too_long(void **state)
{
    (void)state;
    struct error err = {""};
    struct buffer text = BUFFER_INIT;
    buffer_append_string(&text, "<cases><document id='d0' from='base.xml'/>");
    for (int i = 1; i < 33; i++)
        buffer_append_format(&text, "<document id='d%d' from='d%d'/>", i, i - 1);
    buffer_append_string(&text, "</cases>");
    assert_null(read_text(text.data, &err));
    assert_non_null(strstr(err.text, "more than 32 documents"));
    buffer_free(&text);
}

static void append_times(struct buffer *text, const char *what, int times)
{
    for (int i = 0; i < times; i++)
        buffer_append_string(text, what);
}

static void test_depth(void **state)
{
    (void)state;
    struct error err = {""};
    struct buffer text = BUFFER_INIT;
    buffer_append_string(&text, "<cases><document id='d' from='base.xml'/>"
                                "<case rule='R' is='passing' document='d' finds=''>");
    for (int i = 0; i < 2; i++) {
        buffer_append_string(&text, "<insert ref='(//w)[last()]'>");
        append_times(&text, "<x>", 200);
        buffer_append_string(&text, "<w/>");
        append_times(&text, "</x>", 200);
        buffer_append_string(&text, "</insert>");
    }
    buffer_append_string(&text, "</case></cases>");
    assert_not_made(text.data, "the document becomes too deep at (//w)[last()]");
    text.size = 0;
    buffer_append_string(&text, "<cases>");
    append_times(&text, "<x>", 300);
    assert_null(read_text(text.data, &err));
    assert_non_null(strstr(err.text, "not well-formed XML"));
    buffer_free(&text);
}

/* --- memory --------------------------------------------------------------------------- */

static const char everything[] =
    "<cases><document id='a' from='base.xml'/><document id='b' from='a'/>"
    "<document id='c' from='b'/><document id='e' from='c'/><document id='d' from='e'>"
    "<put ref='//v' unit='x'>5</put><attribute ref='/s' name='y'>2</attribute></document>"
    "<case rule='R' is='failing' document='d' at='/s' finds='R S T'>"
    "<copy ref='//v'/><insert ref='//w'><x/></insert><move ref='//x' before='/s/p[1]'/>"
    "<remove ref='//w'/><last-year document='a'><remove ref='//w'/></last-year></case></cases>";

static bool read_and_make(struct error *err)
{
    char path[80];
    path_of("cases.xml", path, sizeof path);
    struct cases *c = cases_read(path, err);
    xmlDoc *doc = NULL, *last_year = NULL;
    bool made = c && cases_make(c, 0, &doc, &last_year, err);
    assert_true(made ? doc && last_year : !doc && !last_year);
    xmlFreeDoc(doc);
    xmlFreeDoc(last_year);
    cases_free(c);
    return made;
}

static void test_every_allocation(void **state)
{
    (void)state;
    struct error memory;
    error_set_memory(&memory);
    write_file("cases.xml", everything, sizeof everything - 1);
    for (int forever = 0; forever < 2; forever++) {
        for (size_t n = 1;; n++) {
            struct error err = {""};
            if (forever)
                failing_malloc_from(n);
            else
                failing_malloc_at(n);
            bool done = read_and_make(&err);
            if (!failing_malloc_off()) {
                assert_true(done);
                assert_in_range(n, 15, 5000);
                break;
            }
            assert_false(done);
            assert_non_null(strstr(err.text, memory.text));
        }
    }
}

/* --- the folder --------------------------------------------------------------------- */

static int make_folder(void **state)
{
    (void)state;
    static const char entity[] =
        "<?xml version='1.0'?>\n<!DOCTYPE s [<!ENTITY e 'x'>]>\n<s>&e;</s>";
    size_t size = 16 * 1024 * 1024 + 1;
    char *large = calloc(1, size);
    char pipe[80];
    if (!mkdtemp(folder) || !large)
        return -1;
    write_file("base.xml", base, sizeof base - 1);
    write_file("entity.xml", entity, sizeof entity - 1);
    write_file("large.xml", large, size);
    free(large);
    path_of("pipe.xml", pipe, sizeof pipe);
    return mkfifo(pipe, 0600);
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"base.xml", "entity.xml", "large.xml", "pipe.xml",
                                        "cases.xml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[80];
        path_of(names[i], path, sizeof path);
        unlink(path);
    }
    return rmdir(folder);
}

static void keep_silent(void *data, xmlErrorPtr problem)
{
    (void)data;
    (void)problem;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_chain_and_last_year),
        cmocka_unit_test(test_refused_on_reading),
        cmocka_unit_test(test_refused_on_making),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_chain_too_long),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_every_allocation),
    };
    xmlSetStructuredErrorFunc(NULL, keep_silent);
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
