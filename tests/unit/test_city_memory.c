/* Memory that runs out while wards are compared, or a site is made of it: the sentence says so,
 * nothing of it stays, and it works afterwards. */
#include "store_fixture.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "city/comparing.h"
#include "city/publish.h"
#include "failing_malloc.h"
#include "form/catalogue.h"

struct scene {
    struct catalogue *catalogue;
    const struct form *form;
    struct store *store;
};

static const char *share(void)
{
    const char *folder = getenv("KUSEI_SHARE");
    return folder == NULL ? "." : folder;
}

/* A database with a real sheet in it. */
static void set_scene(struct scene *c, const struct fixture *f)
{
    struct error err = {""};
    char path[4096];
    const struct store_author author = {.name = "tester", .action = "import"};
    c->store = fixture_open(f->file);
    c->catalogue = catalogue_open(share(), &err);
    c->form = c->catalogue == NULL ? NULL : catalogue_form(c->catalogue, "osaka-2015", &err);
    if (c->form == NULL)
        fail_msg("%s", err.text);
    snprintf(path, sizeof path, "%s/data/kita-2015.xml", share());
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
    assert_non_null(doc);
    struct assessment *a =
        assessment_from_document(c->form, catalogue_reference(c->catalogue), doc, &err);
    assert_non_null(a);
    assert_done(assessment_create(a, c->store, &author, &err));
    assessment_free(a);
}

static void clear_scene(struct scene *c)
{
    store_close(c->store);
    catalogue_free(c->catalogue);
}

/* Allocations are many and differ little from one to the next. */
static size_t next(size_t n)
{
    return n + 1 + n / 12;
}

static void test_opening_a_policy(void **state)
{
    struct scene c;
    set_scene(&c, *state);
    /* Without the first, whether there is a comparison.xml, the file is simply read. */
    for (size_t n = 2;; n = next(n)) {
        struct error err = {""};
        failing_malloc_at(n);
        struct city_policy *p = city_policy_open(c.form, catalogue_reference(c.catalogue), &err);
        if (!failing_malloc_off()) {
            assert_non_null(p);
            assert_non_null(city_indicator_find(p, "1.2.a.1"));
            assert_in_range(n, 1000, 1000000);
            city_policy_free(p);
            break;
        }
        if (p != NULL)
            fail_msg("opened in spite of allocation %zu", n);
        assert_true(err.text[0] != '\0');
    }
    clear_scene(&c);
}

static void compare_once(struct scene *c, const struct city_policy *p, bool good)
{
    struct error err = {""};
    struct city_table table;
    bool done = city_compare(p, c->store, c->catalogue, 2015, 2015, NULL, &table, &err);
    if (!done && good)
        fail_msg("%s", err.text);
    assert_true(done || err.text[0] != '\0');
    if (done && good) {
        struct city_sum sum;
        assert_done(city_table_sum(&table, 2015, city_indicator_find(p, "1.2.a.1"), &sum, &err));
        assert_int_equal(sum.figures, 1);
        assert_int_equal(sum.present, 1);
        assert_int_equal(sum.wards, 24);
    }
    city_table_free(&table);
}

/* Each time without stored figures, so that they are taken from the pages. */
static void test_comparing(void **state)
{
    const struct fixture *f = *state;
    struct scene c;
    struct error err = {""};
    set_scene(&c, f);
    struct city_policy *p = city_policy_open(c.form, catalogue_reference(c.catalogue), &err);
    assert_non_null(p);
    bool failed = true;
    for (size_t n = 1; failed; n = next(n)) {
        assert_int_equal(plain_run(f->file, "DELETE FROM figure; DELETE FROM figures", NULL),
                         SQLITE_OK);
        failing_malloc_at(n);
        compare_once(&c, p, false);
        failed = failing_malloc_off();
        compare_once(&c, p, true);
    }
    city_policy_free(p);
    clear_scene(&c);
    plain_assert_sound(f->file);
}

/* --- the site ------------------------------------------------------------------------------ */

static bool make_anything(void *with, const struct assessment *a, struct buffer *out,
                          struct error *err)
{
    (void)with;
    (void)a;
    buffer_append_string(out, "made");
    return !out->failed || error_set_memory(err);
}

static bool make_book(void *with, const struct buffer *cells, struct buffer *out, struct error *err)
{
    (void)with;
    buffer_append(out, cells->data, cells->size);
    return !out->failed || error_set_memory(err);
}

static void remove_site(const char *path)
{
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s'", path);
    assert_int_equal(system(command), 0);
}

/* Either the site is there, or a sentence, and then no folder. */
static void test_publishing(void **state)
{
    const struct fixture *f = *state;
    struct scene c;
    struct error err = {""};
    char path[512], page[600];
    set_scene(&c, f);
    snprintf(path, sizeof path, "%s-site", f->file);
    snprintf(page, sizeof page, "%s/data/codebook.csv", path);
    struct city_policy *p = city_policy_open(c.form, catalogue_reference(c.catalogue), &err);
    assert_non_null(p);
    const struct city_publication what = {
        .policy = p,
        .store = c.store,
        .catalogue = c.catalogue,
        .share = share(),
        .year = 2015,
        .path = path,
        .makers = {NULL, make_anything, make_anything, make_book}};
    bool failed = true;
    for (size_t n = 1; failed; n += 1 + n / 6) {
        err.text[0] = '\0';
        failing_malloc_at(n);
        bool done = city_publish(&what, &err);
        failed = failing_malloc_off();
        assert_true(done || err.text[0] != '\0');
        assert_int_equal(access(done ? page : path, F_OK), done ? 0 : -1);
        assert_true(done || failed);
        remove_site(path);
    }
    city_policy_free(p);
    clear_scene(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_opening_a_policy, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(test_comparing, fixture_make, fixture_remove),
        cmocka_unit_test_setup_teardown(test_publishing, fixture_make, fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
