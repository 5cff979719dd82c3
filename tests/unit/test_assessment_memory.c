/* Memory that runs out while the form's blank assessment is asked for: it is said, and taken
 * for nothing else. */
#include <string.h>

#include "failing_malloc.h"
#include "test_assessment_support.h"

static struct assessment *blank_of(const char *name, const char *city, const char *ward, int year)
{
    struct error err;
    const struct form *form = catalogue_form(catalogue, name, &err);
    must(form != NULL, &err);
    const struct reference *reference = catalogue_reference(catalogue);
    const struct ward *found = reference_find_ward(reference, city, ward, &err);
    must(found != NULL, &err);
    struct assessment *a = assessment_new(form, reference, found, year, &err);
    must(a != NULL, &err);
    return a;
}

static struct assessment *osaka(void)
{
    return blank_of("osaka-2015", "271004", "北区", 2015);
}

static struct assessment *nagoya(void)
{
    return blank_of("nagoya-2013", "231002", "中村区", 2014);
}

/* Every allocation in turn, each on an assessment of its own, until one goes through. The
 * form's expressions were compiled before. */
static void starve(struct assessment *(*make)(void),
                   bool (*change)(struct assessment *a, struct error *err), const char *refusal)
{
    struct error memory;
    error_set_memory(&memory);
    for (size_t n = 0;; n++) {
        struct error err = {""};
        struct assessment *a = make();
        if (n > 0)
            failing_malloc_at(n);
        bool done = change(a, &err);
        bool failed = failing_malloc_off();
        assessment_free(a);
        if (failed) {
            assert_false(done);
            assert_string_equal(err.text, memory.text);
            continue;
        }
        if (refusal == NULL)
            must(done, &err);
        else
            assert_non_null(strstr(err.text, refusal));
        if (n > 0) {
            assert_in_range(n, 2, 2000);
            return;
        }
    }
}

static bool remove_last(struct assessment *a, struct error *err)
{
    size_t page = page_named(a, "1.1.a/initiative-page-1");
    bool done = assessment_remove_page(a, page, err);
    assert_int_equal(page_named(a, "1.1.a/initiative-page-1"), page);
    return done;
}

static void the_last_page_of_a_kind(void **state)
{
    (void)state;
    starve(osaka, remove_last, "needs one of its kind");
}

static bool add_first(struct assessment *a, struct error *err)
{
    size_t added;
    return assessment_add_page(a, page_named(a, "1.1"), &added, err);
}

static void the_first_page_of_a_kind(void **state)
{
    (void)state;
    starve(nagoya, add_first, NULL);
}

static bool raise(struct assessment *a, struct error *err)
{
    xmlSetProp(xmlDocGetRootElement(assessment_document(a)), BAD_CAST "form-version", BAD_CAST "0");
    assert_true(assessment_is_older(a));
    return assessment_raise(a, err);
}

static void another_version_of_the_form(void **state)
{
    (void)state;
    starve(osaka, raise, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_page_of_a_kind),
        cmocka_unit_test(the_first_page_of_a_kind),
        cmocka_unit_test(another_version_of_the_form),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
