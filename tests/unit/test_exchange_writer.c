/*
 * exchange/writer: the official XML out. What a person typed comes out as it
 * was typed, one document has one form, and a file is there whole or not at all.
 */
#include "test_exchange_support.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <libxml/parser.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exchange/writer.h"

#define X(text) ((const xmlChar *)(text))

static char *bytes_of(xmlDoc *doc)
{
    struct error err = {""};
    size_t size;
    char *bytes = writer_to_string(doc, &size, &err);

    if (bytes == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(strlen(bytes), size);
    return bytes;
}

/* <r a="text"><f>text</f></r>, written and read again by libxml2 alone. */
static void survives(const char *text)
{
    xmlDoc *doc = xmlNewDoc(X("1.0")), *again;
    xmlNode *root = xmlNewDocNode(doc, NULL, X("r"), NULL);
    xmlChar *content, *value;
    char *bytes;

    xmlDocSetRootElement(doc, root);
    xmlNewTextChild(root, NULL, X("f"), X(text));
    xmlNewProp(root, X("a"), X(text));
    bytes = bytes_of(doc);
    again = xmlReadMemory(bytes, (int)strlen(bytes), NULL, NULL, 0);
    assert_non_null(again);
    root = xmlDocGetRootElement(again);
    content = xmlNodeGetContent(xmlFirstElementChild(root));
    value = xmlGetProp(root, X("a"));
    assert_string_equal((const char *)content, text);
    assert_string_equal((const char *)value, text);
    xmlFree(value);
    xmlFree(content);
    xmlFreeDoc(again);
    free(bytes);
    xmlFreeDoc(doc);
}

/* --- bytes -------------------------------------------------------------------------- */

static void whatever_a_person_typed_survives(void **state)
{
    static const char *const texts[] = {
        "",
        " ",
        "\n",
        "  前後に空白  ",
        "\n・一行目\n\n\t字下げ\n",
        "a\rb\r\nc",
        "\"二重\" 'single' <b> &amp; ]]> -->",
        "①㋐ ②(ⅰ) ８０％ ― 〇○× ｶﾞ 神 ￥~\\",
        "か\u3099 e\u0301 葛\U000E0100 👨‍👩‍👧 🇯🇵 ☺\uFE0F",
        "line\u2028paragraph\u2029nbsp\u00A0zwsp\u200B\uFEFF",
        "\U00020BB7野家 𩸽 \U0010FFFD",
        "https://example.jp/?a=1&b=%20;",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        survives(texts[i]);
}

static xmlDoc *parsed(const char *text)
{
    xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, 0);

    assert_non_null(doc);
    return doc;
}

static void assert_written(const char *text, const char *expected)
{
    xmlDoc *doc = parsed(text);
    char *bytes = bytes_of(doc), *again = bytes_of(doc);

    assert_string_equal(bytes, expected);
    assert_string_equal(again, expected); /* writing left the document as it was */
    free(again);
    free(bytes);
    xmlFreeDoc(doc);
}

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void one_document_has_one_form(void **state)
{
    (void)state;
    assert_written("<r><a/><b><c> x </c></b>\n\n</r>",
                   HEAD "<r>\n  <a/>\n  <b>\n    <c> x </c>\n  </b>\n</r>\n");
    assert_written("<?xml version='1.0' encoding='Shift_JIS' standalone='yes'?><r>\t<a></a></r>",
                   HEAD "<r>\n  <a/>\n</r>\n");
    assert_written("<r><a>  </a><b>\n</b></r>", HEAD "<r>\n  <a>  </a>\n  <b>\n</b>\n</r>\n");
    assert_written("<r submission='s' ward-name='n' policy='p' ward-code='c' form-version='1' "
                   "fiscal-year-label='l' fiscal-year='y'/>",
                   HEAD "<r policy=\"p\" form-version=\"1\" ward-code=\"c\" ward-name=\"n\" "
                        "fiscal-year=\"y\" fiscal-year-label=\"l\" submission=\"s\"/>\n");
    assert_written("<p follows='f' id='i'><v printed='p' by='b' zeta='z' amount='a' alpha='q' "
                   "operator='o' unit='u'/></p>",
                   HEAD "<p id=\"i\" follows=\"f\">\n  <v zeta=\"z\" alpha=\"q\" amount=\"a\" "
                        "unit=\"u\" operator=\"o\" by=\"b\" printed=\"p\"/>\n</p>\n");
}

static void an_emptied_field_is_written_like_a_blank_one(void **state)
{
    xmlDoc *doc = parsed("<r><a>x</a></r>");
    xmlNode *a = xmlDocGetRootElement(doc)->children;
    char *bytes;

    (void)state;
    xmlNodeSetContent(a->children, X(""));
    bytes = bytes_of(doc);
    assert_string_equal(bytes, HEAD "<r>\n  <a/>\n</r>\n");
    free(bytes);
    xmlFreeDoc(doc);
}

static void what_would_not_be_xml_is_not_written(void **state)
{
    static const char *const texts[] = {"a\x01",        "\x1B[2J",      "\xC2\x9B",
                                        "\xE2\x80\xAE", "\xEF\xBF\xBF", "\x7F"};
    struct error err = {""};
    size_t size = 99;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        xmlDoc *doc = parsed("<r/>");

        xmlNodeAddContent(xmlDocGetRootElement(doc), X(texts[i]));
        assert_null(writer_to_string(doc, &size, &err));
        assert_non_null(strstr(err.text, "This cannot be exported: U+"));
        xmlFreeDoc(doc);
    }
}

/* --- files ------------------------------------------------------------------------- */

static void assert_wrote(const char *path, const char *bytes)
{
    struct error err = {""};
    char *found;
    size_t size;

    if (!writer_write_file(path, bytes, strlen(bytes), &err))
        fail_msg("%s", err.text);
    found = slurp(path, &size);
    assert_string_equal(found, bytes);
    free(found);
}

static void assert_not_written(const char *path, const char *fragment)
{
    struct error err = {""};

    assert_false(writer_write_file(path, "new", 3, &err));
    if (strstr(err.text, fragment) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", err.text, fragment);
    if (strlen(path) < 100)
        assert_ptr_equal(strstr(err.text, path), err.text);
}

static mode_t mode_of(const char *path)
{
    struct stat st;

    assert_int_equal(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void a_file_is_made_or_replaced_and_nothing_else_is(void **state)
{
    const struct place *p = *state;
    char *path = place_path(p, "北区.xml");
    mode_t mask = umask(027);

    assert_wrote(path, "one");
    assert_int_equal(mode_of(path), 0640);
    assert_int_equal(chmod(path, 0604), 0);
    assert_wrote(path, "another");
    assert_int_equal(mode_of(path), 0604);
    assert_wrote(path, "");
    assert_int_equal(place_count(p), 1);
    umask(mask);
    unlink(path);
    free(path);
}

static void a_path_without_a_folder_is_in_this_one(void **state)
{
    const struct place *p = *state;
    char before[PATH_MAX];

    assert_non_null(getcwd(before, sizeof(before)));
    assert_int_equal(chdir(p->folder), 0);
    assert_wrote("plain.xml", "here");
    assert_int_equal(place_count(p), 1);
    unlink("plain.xml");
    assert_int_equal(chdir(before), 0);
}

static void a_link_stays_and_leads_to_the_new_bytes(void **state)
{
    const struct place *p = *state;
    char *path = place_file(p, "real.xml", "old", SIZE_MAX), *link = place_path(p, "link.xml");
    char *loose = place_path(p, "loose.xml");
    struct stat st;

    assert_int_equal(symlink("real.xml", link), 0);
    assert_int_equal(symlink("nowhere/at/all", loose), 0);
    assert_wrote(link, "new");
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_wrote(path, "newer");
    assert_not_written(loose, "This is a link to a place that cannot be reached");
    assert_int_equal(place_count(p), 3);
    unlink(loose);
    unlink(link);
    unlink(path);
    free(loose);
    free(link);
    free(path);
}

static void a_place_that_cannot_be_has_its_own_sentence(void **state)
{
    const struct place *p = *state;
    char *missing = place_path(p, "missing/out.xml"), *slash = place_path(p, "out.xml/");
    char *file = place_file(p, "file", "", 0), *below = place_path(p, "file/out.xml");
    char longest[PATH_MAX + 10], name[400];

    memset(longest, 'a', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    memset(name, 'a', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    assert_not_written(p->folder, "This is a folder");
    assert_not_written(slash, "This is a folder");
    assert_not_written("/", "This is a folder");
    assert_not_written(missing, "There is no folder");
    assert_not_written(below, "There is no folder");
    assert_not_written("", "The path is empty");
    assert_not_written(longest, "The path is too long");
    assert_not_written(name, "The path is too long");
    assert_int_equal(place_count(p), 1);
    unlink(file);
    free(below);
    free(file);
    free(slash);
    free(missing);
}

/* Runs the check as somebody whom modes bind, which root is not. */
static void as_nobody(void (*check)(const struct place *), const struct place *p)
{
    pid_t child;
    int status;

    if (geteuid() != 0) {
        check(p);
        return;
    }
    assert_int_equal(chown(p->folder, 65534, 65534), 0);
    child = fork();
    if (child == 0) {
        if (setgroups(0, NULL) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
            _exit(9);
        check(p);
        _exit(0); /* a failed assertion jumps past this, and the test program ends with 1 */
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(chown(p->folder, 0, 0), 0);
}

static void try_protected(const struct place *p)
{
    char *path = place_file(p, "kept.xml", "old", SIZE_MAX), *new = place_path(p, "new.xml"),
         *found;
    size_t size;

    chmod(path, 0444);
    assert_not_written(path, "The file is write-protected");
    chmod(path, 0644);
    chmod(p->folder, 0555);
    assert_not_written(path, "may not be written to");
    assert_not_written(new, "may not be written to");
    chmod(p->folder, 0700);
    found = slurp(path, &size);
    assert_string_equal(found, "old");
    assert_int_equal(place_count(p), 1);
    chmod(p->folder, 0300); /* may be written, cannot be listed */
    assert_wrote(path, "new");
    chmod(p->folder, 0700);
    unlink(path);
    free(found);
    free(new);
    free(path);
}

static void what_is_protected_stays(void **state)
{
    as_nobody(try_protected, *state);
}

/* A limit on the size of files stands for a full disk: the write fails half way. */
static void a_failure_half_way_leaves_the_old_file_and_no_other(void **state)
{
    const struct place *p = *state;
    char *path = place_file(p, "kept.xml", "old", SIZE_MAX), *found;
    char *bytes = calloc(1, 100000);
    struct rlimit before, small;
    struct error err = {""};
    struct sigaction now;
    size_t size;
    bool ok;

    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 50000;
    setrlimit(RLIMIT_FSIZE, &small);
    ok = writer_write_file(path, bytes, 100000, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(ok);
    assert_non_null(strstr(err.text, "larger than is allowed here"));
    found = slurp(path, &size);
    assert_string_equal(found, "old");
    assert_int_equal(place_count(p), 1);
    sigaction(SIGXFSZ, NULL, &now);
    assert_true(now.sa_handler == SIG_DFL);
    unlink(path);
    free(found);
    free(bytes);
    free(path);
}

static void a_device_is_written_into_and_stays_one(void **state)
{
    struct error err = {""};
    struct stat st;

    (void)state;
    assert_true(writer_write_file("/dev/null", "x", 1, &err));
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
    assert_not_written("/dev/full", "There is no room left on the disk");
    assert_int_equal(stat("/dev/full", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

/* --- standard output ----------------------------------------------------------------- */

static bool write_stdout(const char *path, int fd, const char *bytes, size_t size,
                         struct error *err)
{
    int saved;
    bool ok;

    fflush(stdout);
    saved = dup(STDOUT_FILENO);
    assert_true(saved >= 0);
    dup2(fd, STDOUT_FILENO);
    close(fd);
    ok = writer_write_file(path, bytes, size, err);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    return ok;
}

static char pattern(long i)
{
    return (char)(i * 31 / 7 % 127);
}

static void standard_output_gets_all_of_it_through_a_slow_pipe(void **state)
{
    enum { SIZE = 1000000 };
    char *bytes = malloc(SIZE);
    struct error err = {""};
    int ends[2], status;
    pid_t child;

    (void)state;
    assert_non_null(bytes);
    for (long i = 0; i < SIZE; i++)
        bytes[i] = pattern(i);
    /* Non-blocking, as a program that ran before in this shell may have left it. */
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    child = fork();
    if (child == 0) {
        char some[4096];
        long total = 0, wrong = 0, got;

        close(ends[1]);
        fcntl(ends[0], F_SETFL, 0);
        while ((got = read(ends[0], some, sizeof(some))) > 0) {
            for (long i = 0; i < got; i++)
                wrong += some[i] != pattern(total + i);
            total += got;
        }
        _exit(total == SIZE && wrong == 0 ? 0 : 1);
    }
    close(ends[0]);
    assert_true(write_stdout(NULL, ends[1], bytes, SIZE, &err));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(bytes);
}

static void standard_output_that_fails_is_told(void **state)
{
    struct error err = {""};
    struct sigaction now;
    int ends[2];

    (void)state;
    assert_false(write_stdout("-", open("/dev/full", O_WRONLY), "x", 1, &err));
    assert_string_equal(err.text, "standard output: There is no room left on the disk. Make room "
                                  "and try again.");
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_false(write_stdout(NULL, ends[1], "x", 1, &err));
    assert_string_equal(err.text, "standard output: The program that was to read it has ended.");
    sigaction(SIGPIPE, NULL, &now);
    assert_true(now.sa_handler == SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_a_person_typed_survives),
        cmocka_unit_test(one_document_has_one_form),
        cmocka_unit_test(an_emptied_field_is_written_like_a_blank_one),
        cmocka_unit_test(what_would_not_be_xml_is_not_written),
        cmocka_unit_test(a_file_is_made_or_replaced_and_nothing_else_is),
        cmocka_unit_test(a_path_without_a_folder_is_in_this_one),
        cmocka_unit_test(a_link_stays_and_leads_to_the_new_bytes),
        cmocka_unit_test(a_place_that_cannot_be_has_its_own_sentence),
        cmocka_unit_test(what_is_protected_stays),
        cmocka_unit_test(a_failure_half_way_leaves_the_old_file_and_no_other),
        cmocka_unit_test(a_device_is_written_into_and_stays_one),
        cmocka_unit_test(standard_output_gets_all_of_it_through_a_slow_pipe),
        cmocka_unit_test(standard_output_that_fails_is_told),
    };

    return cmocka_run_group_tests(tests, place_setup, place_teardown);
}
