/* Memory that runs out anywhere is said, and nothing is lost or leaked. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "form/catalogue.h"
#include "test_form_files.h"

/* Does something with the folder; false with a sentence when it failed. */
typedef bool operation(const char *dir, struct error *err);

static bool read_form(const char *dir, struct error *err)
{
    struct form *form = form_read(dir, err);
    xmlDoc *blank = form ? form_blank(form) : NULL;

    if (form && !blank)
        error_set_memory(err);
    xmlFreeDoc(blank);
    form_free(form);
    return blank != NULL;
}

/* Down to the sentence for a ward that several cities have. */
static bool ask_reference(const char *dir, struct error *err)
{
    struct reference *r = reference_read(dir, err);
    bool asked;

    if (!r)
        return false;
    asked = !reference_find_ward(r, NULL, "北区", err) && strstr(err->text, "271276") &&
            !reference_find_ward(r, "271004", "南区", err) && strstr(err->text, "鶴見区");
    reference_free(r);
    return asked;
}

static bool ask_catalogue(const char *dir, struct error *err)
{
    const struct ward *ward = NULL;
    struct catalogue *c = catalogue_open(dir, err);
    bool asked;

    if (!c)
        return false;
    asked = catalogue_choose(c, NULL, "北区", 2016, &ward, err) != NULL &&
            !catalogue_choose(c, NULL, "北区", 2020, &ward, err) && strstr(err->text, "2015") &&
            !catalogue_form(c, "none", err) && strstr(err->text, "good");
    catalogue_free(c);
    return asked;
}

/* Every allocation fails once; and from every one on, all do. */
static void assert_survives(operation *operate, const char *dir)
{
    struct error memory;

    error_set_memory(&memory);
    for (int forever = 0; forever < 2; forever++) {
        for (size_t n = 1;; n++) {
            struct error err = {""};
            bool done;

            if (forever)
                failing_malloc_from(n);
            else
                failing_malloc_at(n);
            done = operate(dir, &err);
            if (!failing_malloc_off()) {
                assert_true(done);
                assert_in_range(n, 20, 5000);
                break;
            }
            assert_false(done);
            assert_non_null(strstr(err.text, memory.text));
        }
    }
}

static void test_form(void **state)
{
    char *dir = files_source("tests/unit/forms/good");

    (void)state;
    assert_survives(read_form, dir);
    free(dir);
}

static int make_share(void **state)
{
    char *good = files_source("tests/unit/forms/good");
    char *share = files_make_folder();
    char *form;

    files_write(share, "data/eras.tsv", "1989-01-08\t平成\tH\n");
    files_write(share, "data/wards.tsv",
                "271276\t271004\t北区\tKita-ku\n"
                "271241\t271004\t鶴見区\tTsurumi-ku\n"
                "231037\t231002\t北区\tKita-ku\n");
    files_write(share, "forms/good/blank.xml", "<assessment/>");
    files_write(share, "forms/good/policy.xml", "<policy/>");
    form = files_read(good, "form.xml");
    files_write(share, "forms/good/form.xml", form);
    free(form);
    free(good);
    *state = share;
    return 0;
}

static int remove_share(void **state)
{
    files_remove(*state);
    return 0;
}

static void test_reference(void **state)
{
    char *dir = files_join(*state, "data");

    assert_survives(ask_reference, dir);
    free(dir);
}

static void test_catalogue(void **state)
{
    assert_survives(ask_catalogue, *state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form),
        cmocka_unit_test_setup_teardown(test_reference, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_catalogue, make_share, remove_share),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
