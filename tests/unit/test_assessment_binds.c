/* What several binds say of one node, and one bind of nodes that others have met. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "assessment/assessment.h"
#include "form/catalogue.h"
#include "test_form_files.h"

static void must(bool good, const struct error *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

static void make_folder_in(const char *folder, const char *name)
{
    char *inner = files_join(folder, name);
    assert_int_equal(mkdir(inner, 0700), 0);
    free(inner);
}

/* The good form with a bind behind its others. */
static void write_form(const char *folder, const char *bind)
{
    static const char *const names[] = {"blank.xml", "policy.xml"};
    char *source = files_source("tests/unit/forms/good"), *data = files_source("data");
    char *form = files_join(folder, "forms/good"), *tables = files_join(folder, "data");
    make_folder_in(folder, "forms");
    make_folder_in(folder, "forms/good");
    make_folder_in(folder, "data");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        files_copy(source, form, names[i]);
    files_copy(data, tables, "wards.tsv");
    files_copy(data, tables, "eras.tsv");
    char *whole = files_read(source, "form.xml");
    char *more = files_replace(whole, "  </model>", bind);
    files_write(form, "form.xml", more);
    free(more);
    free(whole);
    free(tables);
    free(form);
    free(data);
    free(source);
}

static struct assessment *make_blank(struct catalogue *catalogue)
{
    struct error err = {""};
    const struct form *form = catalogue_form(catalogue, "good", &err);
    must(form != NULL, &err);
    const struct reference *reference = catalogue_reference(catalogue);
    const struct ward *ward = reference_find_ward(reference, form_city_code(form), "北区", &err);
    must(ward != NULL, &err);
    struct assessment *a = assessment_new(form, reference, ward, 2016, &err);
    must(a != NULL, &err);
    return a;
}

/* The first element of that name. */
static const xmlNode *find_node(const xmlNode *node, const char *name)
{
    for (; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        const xmlNode *inside = find_node(node->children, name);
        if (inside != NULL || strcmp((const char *)node->name, name) == 0)
            return inside != NULL ? inside : node;
    }
    return NULL;
}

/* "string required readonly applies" */
static void says(const struct assessment *a, const char *name, const char *expected)
{
    static const char *const types[] = {[FORM_STRING] = "string",
                                        [FORM_INTEGER] = "integer",
                                        [FORM_FIGURE] = "figure",
                                        [FORM_CODE] = "code"};
    struct assessment_properties p;
    char said[64];
    const xmlNode *node = find_node(assessment_document(a)->children, name);
    assert_non_null(node);
    assessment_properties(a, node, &p);
    snprintf(said, sizeof said, "%s%s%s%s", types[p.type], p.required ? " required" : "",
             p.readonly ? " readonly" : "", p.not_applicable ? "" : " applies");
    assert_string_equal(said, expected);
}

/* In the blank of a form with that in the place of the end of its model. */
static void with_binds(const char *folder, const char *binds,
                       void (*look)(const struct assessment *a))
{
    struct error err = {""};
    write_form(folder, binds);
    struct catalogue *catalogue = catalogue_open(folder, &err);
    must(catalogue != NULL, &err);
    struct assessment *a = make_blank(catalogue);
    look(a);
    assessment_free(a);
    catalogue_free(catalogue);
}

static void look_alone(const struct assessment *a)
{
    says(a, "aim", "string required");
    says(a, "figure", "figure required applies");
    says(a, "code", "code");
    says(a, "count", "integer");
    says(a, "mark", "string");
}

static void test_each_has_its_own(void **state)
{
    with_binds(*state, "  </model>", look_alone);
}

static void look_met_again(const struct assessment *a)
{
    says(a, "aim", "string required readonly");
    says(a, "figure", "figure required readonly applies");
    says(a, "code", "code readonly");
    says(a, "count", "integer readonly");
    says(a, "mark", "string readonly");
}

/* What the bind does not speak of stays, of each as it was. */
static void test_one_bind_meets_all(void **state)
{
    with_binds(*state, "<bind nodeset='row//*[not(*)]' readonly='true()'/></model>",
               look_met_again);
}

static void look_overruled(const struct assessment *a)
{
    says(a, "aim", "string");
    says(a, "figure", "figure applies");
    says(a, "code", "integer required");
    says(a, "count", "integer required");
    says(a, "mark", "string");
}

static void test_the_later_bind_counts(void **state)
{
    with_binds(*state,
               "<bind nodeset='row/plan/*' required='false()'/>"
               "<bind nodeset='row/code | row/count' required='true()' type='xs:integer'/></model>",
               look_overruled);
}

static int make(void **state)
{
    *state = files_make_folder();
    return 0;
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, make, files_remove_state)
    const struct CMUnitTest tests[] = {
        ROW(test_each_has_its_own),
        ROW(test_one_bind_meets_all),
        ROW(test_the_later_bind_counts),
    };
    return cmocka_run_group_tests_name("assessment: binds", tests, NULL, NULL);
}
