/* Memory that runs out while rules are read or run is said, and nothing leaks. */
#include "unit.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing_malloc.h"
#include "rules/rules.h"

/* One of everything that takes memory. */
static const char schema[] =
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron' schemaVersion='1'><title>t</title>"
    "<ns prefix='p' uri='urn:p'/><let name='all' value='//b'/>"
    "<let name='other' value='document(\"%s\")/x'/>"
    "<pattern><title>p</title><let name='here' value='1'/><rule context='b | c/@x'><let name='v' "
    "value='string(.)'/>"
    "<report id='R' role='error' test='$here' subject='..' see='s' diagnostics='R.en R.remedy.ja "
    "R.operands'>"
    "<name path='..'/> <value-of select='$v'/>、<emph>e</emph></report>"
    "<assert id='S' role='info' test='p:none'>x</assert></rule></pattern>"
    "<diagnostics><diagnostic id='R.en'>x <value-of select='count($all)'/></diagnostic>"
    "<diagnostic id='R.remedy.ja'>y</diagnostic>"
    "<diagnostic id='R.operands'><value-of select='$other'/><value-of select='//b | //c'/>"
    "</diagnostic></diagnostics></schema>";

struct work {
    char path[64], other[64];
    xmlDoc *doc;
};

static bool read_and_run(const struct work *work, struct error *err)
{
    struct rules *rules = rules_read(work->path, err);
    if (!rules)
        return false;
    struct finding_list found = {0};
    bool done = rules_check(rules, work->doc, NULL, 0, &found, err);
    if (done) {
        assert_int_equal(found.count, 6);
        assert_string_equal(found.items[0].message[FORM_EN], "x 2");
        assert_int_equal(found.items[0].operand_count, 4);
    } else {
        assert_null(found.items);
    }
    finding_list_free(&found);
    rules_free(rules);
    return done;
}

static void test_every_allocation(void **state)
{
    struct work *work = *state;
    struct error memory;
    error_set_memory(&memory);
    for (int forever = 0; forever < 2; forever++) {
        for (size_t n = 1;; n++) {
            struct error err = {""};
            if (forever)
                failing_malloc_from(n);
            else
                failing_malloc_at(n);
            bool done = read_and_run(work, &err);
            if (!failing_malloc_off()) {
                assert_true(done);
                assert_in_range(n, 60, 5000);
                break;
            }
            assert_false(done);
            assert_non_null(strstr(err.text, memory.text));
        }
    }
}

/* Rules that memory was short for once judge as before: what was compiled for one check is
 * there for the next, or is made then. */
static void test_checked_again(void **state)
{
    const struct work *work = *state;
    struct error memory, err = {""};
    error_set_memory(&memory);
    struct rules *rules = rules_read(work->path, &err);
    assert_non_null(rules);
    bool failed = true;
    size_t n = 0;
    while (failed) {
        struct finding_list found = {0};
        failing_malloc_at(++n);
        bool done = rules_check(rules, work->doc, NULL, 0, &found, &err);
        failed = failing_malloc_off();
        assert_int_equal(done, !failed);
        if (failed)
            assert_string_equal(err.text, memory.text);
        finding_list_free(&found);
        assert_true(rules_check(rules, work->doc, NULL, 0, &found, &err));
        assert_int_equal(found.count, 6);
        assert_string_equal(found.items[0].message[FORM_EN], "x 2");
        finding_list_free(&found);
    }
    assert_in_range(n, 20, 500);
    rules_free(rules);
}

static int make_work(void **state)
{
    static struct work work = {"/tmp/kusei-rules-XXXXXX", "/tmp/kusei-other-XXXXXX", NULL};
    int fd = mkstemp(work.path), other = mkstemp(work.other);
    if (fd < 0 || other < 0 || dprintf(fd, schema, work.other + strlen("/tmp/")) < 0 ||
        dprintf(other, "<x/>") < 0)
        return -1;
    close(fd);
    close(other);
    work.doc = xmlReadMemory("<a><b>1</b><b>2</b><c x='3'/></a>", 33, NULL, NULL, 0);
    *state = &work;
    return work.doc ? 0 : -1;
}

static int remove_work(void **state)
{
    struct work *work = *state;
    xmlFreeDoc(work->doc);
    return unlink(work->path) | unlink(work->other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_allocation),
        cmocka_unit_test(test_checked_again),
    };
    return cmocka_run_group_tests(tests, make_work, remove_work);
}
