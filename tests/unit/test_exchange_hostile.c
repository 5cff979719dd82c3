/*
 * exchange/reader against files that were made to do harm, or were damaged.
 * Each is refused in words of its own, leaves nothing behind, and costs the
 * program no memory: the child process pays.
 */
#include "test_exchange_support.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define DOCTYPE_SAYS "has a document type declaration"
#define LIMIT_SAYS   "takes too much time or memory"

/* --- entities and everything else that leads out of the file --------------------- */

static void a_doctype_is_refused_before_it_declares_anything(void **state)
{
    static const char *const prologs[] = {
        "<!DOCTYPE report>",
        "<!DOCTYPE report SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE report PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://127.0.0.1:9/x.dtd\">",
        "<!DOCTYPE report [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE report [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\"> %p;]>",
        "<!DOCTYPE report [<!ATTLIST page id CDATA \"default\">]>",
        "<!DOCTYPE report [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
        "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">"
        "<!ENTITY x \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>",
        "<!DOCTYPE report [",
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(prologs) / sizeof(*prologs); i++) {
        char *text = document(prologs[i], NULL, "<code/><note>&x;</note><mark/><goal/>");

        assert_text_refused(p, text, "Line 1 " DOCTYPE_SAYS);
        free(text);
    }
}

static void an_entity_that_nobody_declared_is_refused(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, NULL, "<code/>\n<note>a&nbsp;b</note><mark/><goal/>");

    assert_text_refused(p, text, "Line 4 is not well-formed XML: it uses an entity");
    free(text);
}

static void nothing_is_included_from_elsewhere(void **state)
{
    static const char *const inners[] = {
        "<code/><note><xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' "
        "href='file:///etc/passwd'/></note><mark/><goal/>",
        "<code/><note xml:base='file:///etc/'>x</note><mark/><goal/>",
        "<code/><note xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file:///etc/passwd'/>"
        "<mark/><goal/>",
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(inners) / sizeof(*inners); i++) {
        char *text = document(NULL, NULL, inners[i]);

        assert_text_fault(p, text, 3, i == 1 ? "has no such attribute" : "there is a namespace");
        free(text);
    }
}

static void a_file_cannot_bring_its_own_schema(void **state)
{
    const struct place *p = *state;
    char *path = place_file(p, "own.xsd",
                            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>"
                            "<xs:element name='extra'/></xs:schema>",
                            SIZE_MAX);
    char *attributes = NULL, *text;

    assert_true(asprintf(&attributes,
                         ATTRIBUTES " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                                    "xsi:noNamespaceSchemaLocation='%s'",
                         path) > 0);
    text = document(NULL, attributes, NULL);
    assert_text_fault(p, text, 1, "there is a namespace (xmlns xsi)");
    free(text);
    text = document(NULL, NULL,
                    "<code/><note xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
                    "xsi:nil='true'/><mark/><goal/>");
    assert_text_fault(p, text, 3, "there is a namespace (xmlns xsi)");
    free(text);
    free(attributes);
    free(path);
}

/* --- bytes ------------------------------------------------------------------------ */

static void another_encoding_is_named(void **state)
{
    const struct place *p = *state;

    assert_bytes_refused(p, "\xFF\xFE<\0r\0/\0>\0", 10, "This is in UTF-16");
    assert_bytes_refused(p, "\xFE\xFF\0<\0r\0/\0>", 10, "This is in UTF-16");
    assert_bytes_refused(p, "<\0r\0/\0>\0", 8, "This is in UTF-16");
    assert_bytes_refused(p, "\0<\0r\0/\0>", 8, "This is in UTF-16");
    assert_bytes_refused(p, "\0\0\xFE\xFF\0\0\0<", 8, "This is in UTF-16 or UTF-32");
    assert_text_refused(p, "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><r/>",
                        "written in Shift_JIS, and the official file is in UTF-8");
    assert_text_refused(p, "<?xml version='1.0' encoding = 'UTF-7'?><r/>", "written in UTF-7");
    assert_text_refused(p,
                        "<?xml version='1.0' encoding='\xC2\x9B"
                        "31m'?><r/>",
                        "written in \xEF\xBF\xBD"
                        "31m,");
    assert_text_refused(p, "<r>\n\x83\x65\x83\x58\x83\x67</r>",
                        "Line 2 has bytes that are not UTF-8");
    assert_text_refused(p, "<r>\xC0\xBC</r>", "Line 1 has bytes that are not UTF-8");
    assert_text_refused(p, "<r>\xED\xA0\x80</r>", "Line 1 has bytes that are not UTF-8");
}

static void damaged_files_are_refused(void **state)
{
    const struct place *p = *state;
    char *text = document(NULL, NULL, NULL);
    size_t whole = strlen(text);

    assert_bytes_refused(p, "", 0, "This is empty");
    assert_text_refused(p, "\xEF\xBB\xBF", "This is empty");
    assert_text_refused(p, " \n", "This is not XML");
    assert_text_refused(p, "PK\x03\x04", "This is not XML");
    assert_text_refused(p, "%PDF-1.7", "This is not XML");
    assert_text_refused(p, "<", "Line 1 is not well-formed XML");
    assert_bytes_refused(p, text, whole - 10, "it ends before its last element does");
    assert_bytes_refused(p, text, whole / 2, "is not well-formed XML");
    assert_bytes_refused(p, "<r>\n\0</r>", 9, "Line 2 has a NUL byte");
    assert_bytes_refused(p, "<r/>\0<r/>", 9, "Line 1 has a NUL byte");
    assert_text_refused(p, "<r/><r/>", "something follows after its end");
    assert_text_refused(p, "<a>\n<b></a>", "Line 2 is not well-formed XML: an end tag");
    assert_text_refused(p, "<a b='1' b='2'/>", "an element has one attribute twice");
    assert_text_refused(p, "<x:a/>", "it uses a namespace that it does not declare");
    assert_text_refused(p, "<?xml version='1.1'?><r/>", "says that this is XML 1.1");
    free(text);
}

static void characters_that_may_not_be_stored_are_named(void **state)
{
    static const struct {
        const char *note, *fragment;
    } cases[] = {
        {"<note>a\n\xC2\x9B"
         "31m</note>",
         "Line 4, element note: U+009B (control character)"},
        {"<note>&#x9B;31m</note>", "Line 3, element note: U+009B"},
        {"<note>a&#x202E;b</note>", "Line 3, element note: U+202E (bidi control)"},
        {"<note>\xE2\x81\xA6</note>", "Line 3, element note: U+2066 (bidi control)"},
        {"<note>&#xFDD0;</note>", "U+FDD0 (noncharacter)"},
        {"<note>&#x1FFFF;</note>", "U+1FFFF (noncharacter)"},
        {"<note>&#13;</note>", "Line 3, element note: U+000D"},
        {"<note>\x7F</note>", "U+007F"},
        {"<note><![CDATA[\xE2\x80\xAA]]></note>", "U+202A"},
        {"<note x='&#x202D;'/>", "Line 3, element note, attribute x: U+202D"},
        {"<note>&#1;</note>", "Line 3 is not well-formed XML: it has a character"},
        {"<note>\x1B[2J</note>", "Line 3 is not well-formed XML: it has a character"},
        {"<note>&#xFFFE;</note>", "Line 3 is not well-formed XML: it has a character"},
        {"<note>&#xD800;</note>", "Line 3 is not well-formed XML: it has a character"},
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char inner[256], *text;

        snprintf(inner, sizeof(inner), "<code/>%s<mark/><goal/>", cases[i].note);
        text = document(NULL, NULL, inner);
        assert_text_refused(p, text, cases[i].fragment);
        free(text);
    }
}

static void no_sentence_carries_what_a_terminal_would_obey(void **state)
{
    static const char *const texts[] = {
        "<\xC2\x9B"
        "31m policy='mini' form-version='1'/>",
        "<?\xE2\x80\xAE"
        "evil?><report " ATTRIBUTES "><!-- \xC2\x9B --></report>",
        "<?xml version='\xC2\x9B"
        "31m'?><r/>",
        "<report " ATTRIBUTES "><\xE2\x80\xAE"
        "ved/></report>",
        "<report policy='mini' form-version='1' \xC2\x9B"
        "x='1'/>",
        "<a></\xC2\x9B"
        "31m>",
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        char *path = place_file(p, "in\x1B[31m\xC2\x9B.xml", texts[i], SIZE_MAX);
        struct reader_result result;
        struct error err = {""};

        if (reader_read(p->catalogue, path, &result, &err))
            assert_true(result.count > 0);
        assert_null(strstr(err.text, "\xC2\x9B"));
        assert_null(strchr(err.text, '\x1B'));
        assert_null(strstr(err.text, "\xE2\x80\xAE"));
        for (size_t n = 0; n < result.count; n++) {
            assert_null(strstr(result.faults[n].message, "\xC2\x9B"));
            assert_null(strstr(result.faults[n].message, "\xE2\x80\xAE"));
        }
        reader_result_free(&result);
        free(path);
    }
}

/* --- things that are no files -------------------------------------------------------- */

static void what_is_no_regular_file_is_refused_at_once(void **state)
{
    const struct place *p = *state;
    char *fifo = place_path(p, "fifo"), *missing = place_path(p, "missing");
    char *below = place_path(p, "in.xml/below"), *name = place_path(p, "socket");
    char *file = place_file(p, "in.xml", "<r/>", SIZE_MAX);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_true(strlen(name) < sizeof(address.sun_path));
    strcpy(address.sun_path, name);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    assert_refused(p, p->folder, "This is a folder");
    assert_refused(p, fifo, "This is a pipe, which may never end");
    assert_refused(p, "/dev/zero", "This is a device or a socket");
    assert_refused(p, "/dev/null", "This is a device or a socket");
    assert_refused(p, name, "This cannot be opened");
    assert_refused(p, missing, "This cannot be opened: No such file");
    assert_refused(p, below, "This cannot be opened: Not a directory");
    assert_refused(p, "", "This cannot be opened");
    close(fd);
    free(file);
    free(name);
    free(below);
    free(missing);
    free(fifo);
}

static void assert_stdin_refused(const struct place *p, const char *path, const char *fragment)
{
    int saved = dup(STDIN_FILENO), fd = open(path, O_RDONLY);

    assert_true(fd >= 0);
    dup2(fd, STDIN_FILENO);
    close(fd);
    assert_refused(p, "-", fragment);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

static void standard_input_is_no_way_around(void **state)
{
    const struct place *p = *state;

    assert_stdin_refused(p, p->folder, "This is a folder");
    assert_stdin_refused(p, "/dev/zero", "This is larger than 16 MiB");
    assert_stdin_refused(p, "/dev/null", "This is empty");
}

/* --- size, depth, time, memory -------------------------------------------------------- */

/* A file of start, then so many times unit (a format with one %d), then end. */
static char *many(const struct place *p, const char *start, const char *unit, int count,
                  const char *end)
{
    char *path = place_path(p, "in.xml");
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    fputs(start, f);
    for (int i = 0; i < count; i++)
        fprintf(f, unit, i);
    fputs(end, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

#define ROOT "<report policy='mini' form-version='1'"

static void what_is_too_large_or_too_deep_is_refused(void **state)
{
    const struct place *p = *state;
    char *path = many(p, "<r>", "0123456789abcdef%08d", 17 * 1024 * 1024 / 24, "</r>");

    assert_refused(p, path, "This is larger than 16 MiB");
    assert_int_equal(truncate(path, (off_t)1 << 40), 0); /* that nobody has the memory for */
    assert_refused(p, path, "This is larger than 16 MiB");
    free(path);
    path = many(p, ROOT ">", "0123456789abcdef%08d", 15 * 1024 * 1024 / 24, "</report>");
    assert_refused(p, path, "it is larger, or nested deeper, than any");
    free(path);
    path = many(p, ROOT ">", "<a id='%d'>", 100000, "");
    assert_refused(p, path, "it is larger, or nested deeper, than any");
    free(path);
}

static void attributes_without_end_cost_no_more_than_the_limit(void **state)
{
    const struct place *p = *state;
    char *path = many(p, ROOT, " a%d='1'", 60000, "/>");
    struct reader_result result;
    struct error err = {""};

    /* A fast machine may get through within the limit; it is wrong all the same. */
    if (reader_read(p->catalogue, path, &result, &err)) {
        assert_null(result.doc);
        assert_int_equal(result.count, 201);
    } else {
        assert_non_null(strstr(err.text, LIMIT_SAYS));
    }
    reader_result_free(&result);
    free(path);
}

static void keys_without_end_cost_no_more_than_the_limit(void **state)
{
    const struct place *p = *state;
    char *path = many(p, ROOT "><title/>", "<page id='%d'/>", 300000, "</report>");
    struct reader_result result;
    struct error err = {""};

    if (reader_read(p->catalogue, path, &result, &err)) {
        assert_null(result.doc);
        assert_int_equal(result.count, 201);
    } else {
        assert_non_null(strstr(err.text, LIMIT_SAYS));
    }
    reader_result_free(&result);
    free(path);
}

static void elements_without_end_cost_the_program_nothing(void **state)
{
    const struct place *p = *state;
    char *path;
    struct rusage before, after;

    if (UNDER_SANITIZER) /* its allocator is outside of the limit, and keeps what was freed */
        skip();
    path = many(p, ROOT ">", "<a/>", 4000000, "</report>");
    getrusage(RUSAGE_SELF, &before);
    for (int i = 0; i < 3; i++)
        assert_refused(p, path, LIMIT_SAYS);
    getrusage(RUSAGE_SELF, &after);
    /* KiB: the file's bytes, and no document. */
    assert_true(after.ru_maxrss - before.ru_maxrss < 40 * 1024);
    free(path);
}

static int lowest_descriptor(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

static void nothing_is_left_behind(void **state)
{
    const struct place *p = *state;
    char *text = document("<!DOCTYPE report>", NULL, NULL), *path;
    size_t before;
    int status, descriptor;

    path = place_file(p, "in.xml", text, SIZE_MAX);
    before = place_count(p);
    descriptor = lowest_descriptor();
    assert_refused(p, path, DOCTYPE_SAYS);
    assert_int_equal(place_count(p), before);
    assert_int_equal(waitpid(-1, &status, WNOHANG), -1); /* no child either */
    assert_int_equal(lowest_descriptor(), descriptor);
    free(path);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_doctype_is_refused_before_it_declares_anything),
        cmocka_unit_test(an_entity_that_nobody_declared_is_refused),
        cmocka_unit_test(nothing_is_included_from_elsewhere),
        cmocka_unit_test(a_file_cannot_bring_its_own_schema),
        cmocka_unit_test(another_encoding_is_named),
        cmocka_unit_test(damaged_files_are_refused),
        cmocka_unit_test(characters_that_may_not_be_stored_are_named),
        cmocka_unit_test(no_sentence_carries_what_a_terminal_would_obey),
        cmocka_unit_test(what_is_no_regular_file_is_refused_at_once),
        cmocka_unit_test(standard_input_is_no_way_around),
        cmocka_unit_test(what_is_too_large_or_too_deep_is_refused),
        cmocka_unit_test(attributes_without_end_cost_no_more_than_the_limit),
        cmocka_unit_test(keys_without_end_cost_no_more_than_the_limit),
        cmocka_unit_test(elements_without_end_cost_the_program_nothing),
        cmocka_unit_test(nothing_is_left_behind),
    };

    return cmocka_run_group_tests(tests, place_setup, place_teardown);
}
