/* The installed forms: which there are, and which one a ward and a year have. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/catalogue.h"
#include "test_form_files.h"

static const char wards[] = "271276\t271004\t北区\tKita-ku\n"
                            "271241\t271004\t鶴見区\tTsurumi-ku\n"
                            "231037\t231002\t北区\tKita-ku\n"
                            "231169\t231002\t天白区\tTempaku-ku\n"
                            "401307\t401307\t博多区\tHakata-ku\n";

/* A smallest form for a city and years. */
static void write_form(const char *share, const char *name, const char *city, int first, int last)
{
    char path[100];
    char text[1000];

    snprintf(path, sizeof(path), "forms/%s/form.xml", name);
    snprintf(text, sizeof(text),
             "<kusei:form xmlns=\"http://www.w3.org/2002/xforms\" xmlns:kusei=\"urn:kusei:form\" "
             "version=\"1\" city=\"%s\" first-year=\"%d\" last-year=\"%d\">"
             "<label xml:lang=\"ja\">見本</label>"
             "<model><instance id=\"assessment\"><assessment xmlns=\"\"/></instance></model>"
             "<group ref=\".\" appearance=\"full\"><label xml:lang=\"ja\">表紙</label></group>"
             "</kusei:form>",
             city, first, last);
    files_write(share, path, text);
}

static int make_share(void **state)
{
    char *share = files_make_folder();

    files_write(share, "data/eras.tsv", "1989-01-08\t平成\tH\n");
    files_write(share, "data/wards.tsv", wards);
    files_write(share, "forms/README", "what is here\n");
    files_write(share, "forms/drafts/notes.txt", "no form yet\n");
    files_write(share, "forms/.hidden/form.xml", "not looked at\n");
    write_form(share, "west-2018", "271004", 2018, 2020);
    write_form(share, "east-2015", "231002", 2015, 2017);
    write_form(share, "west-2015", "271004", 2015, 2017);
    *state = share;
    return 0;
}

static int remove_share(void **state)
{
    files_remove(*state);
    return 0;
}

static struct catalogue *open_catalogue(const char *share)
{
    struct error err = {""};
    struct catalogue *c = catalogue_open(share, &err);

    if (!c)
        fail_msg("%s", err.text);
    return c;
}

static void test_lists_sorted(void **state)
{
    struct catalogue *c = open_catalogue(*state);

    assert_int_equal(catalogue_count(c), 3);
    assert_string_equal(catalogue_name(c, 0), "east-2015");
    assert_string_equal(catalogue_name(c, 1), "west-2015");
    assert_string_equal(catalogue_name(c, 2), "west-2018");
    assert_int_equal(reference_ward_count(catalogue_reference(c)), 5);
    catalogue_free(c);
}

static void test_reads_a_form_once(void **state)
{
    struct catalogue *c = open_catalogue(*state);
    struct error err = {""};
    const struct form *form = catalogue_form(c, "west-2018", &err);

    assert_non_null(form);
    assert_string_equal(form_name(form), "west-2018");
    assert_ptr_equal(catalogue_form(c, "west-2018", &err), form);
    catalogue_free(c);
}

static void test_unknown_name(void **state)
{
    struct catalogue *c = open_catalogue(*state);
    struct error err = {""};

    assert_null(catalogue_form(c, "../forms/west-2018", &err));
    assert_string_equal(err.text, "there is no policy \"../forms/west-2018\"; those installed are: "
                                  "east-2015, west-2015, west-2018");
    catalogue_free(c);
}

/* A person's own forms stand beside the installed ones; a name that both have is nobody's. */
static void test_own_forms(void **state)
{
    char *own = files_make_folder();
    char *forms = files_join(own, "forms");
    char *nowhere = files_join(own, "nowhere");
    struct error err = {""};
    struct catalogue *c;

    write_form(own, "mine-2030", "271004", 2030, 2031);
    write_form(own, "west-2018", "271004", 2018, 2020);
    c = catalogue_open_with(*state, forms, &err);
    assert_non_null(c);
    assert_int_equal(catalogue_count(c), 4);
    assert_string_equal(catalogue_name(c, 1), "mine-2030");
    assert_non_null(catalogue_form(c, "mine-2030", &err));
    assert_non_null(strstr(form_dir(catalogue_form(c, "mine-2030", &err)), own));
    assert_non_null(catalogue_form(c, "west-2015", &err));
    assert_null(catalogue_form(c, "west-2018", &err));
    assert_non_null(strstr(err.text, "the policy \"west-2018\" is both in "));
    assert_non_null(strstr(err.text, forms));
    catalogue_free(c);
    c = catalogue_open_with(*state, nowhere, &err);
    assert_non_null(c);
    assert_int_equal(catalogue_count(c), 3);
    catalogue_free(c);
    free(nowhere);
    free(forms);
    files_remove(own);
}

static void test_chooses_by_ward_and_year(void **state)
{
    static const struct {
        const char *name;
        const char *ward;
        int year;
        const char *form;
        const char *code;
    } table[] = {
        {NULL, "鶴見区", 2015, "west-2015", "271241"},
        {NULL, "鶴見区", 2020, "west-2018", "271241"},
        {NULL, "天白区", 2017, "east-2015", "231169"},
        {NULL, "231037", 2016, "east-2015", "231037"},
        {NULL, "北区", 2018, "west-2018", "271276"}, /* only one policy has the year */
        {"west-2015", "北区", 2016, "west-2015", "271276"},
        {"east-2015", "北区", 2016, "east-2015", "231037"},
    };
    struct catalogue *c = open_catalogue(*state);

    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct error err = {""};
        const struct ward *ward = NULL;
        const struct form *form =
            catalogue_choose(c, table[i].name, table[i].ward, table[i].year, &ward, &err);

        assert_string_equal(err.text, "");
        assert_string_equal(form_name(form), table[i].form);
        assert_string_equal(ward->code, table[i].code);
    }
    catalogue_free(c);
}

static void assert_no_choice(const char *share, const char *name, const char *ward_text, int year,
                             const char *sentence)
{
    struct catalogue *c = open_catalogue(share);
    const struct ward *ward = NULL;
    struct error err = {""};

    assert_null(catalogue_choose(c, name, ward_text, year, &ward, &err));
    assert_string_equal(err.text, sentence);
    catalogue_free(c);
}

static void test_says_why_there_is_no_choice(void **state)
{
    assert_no_choice(*state, NULL, "北区", 2015,
                     "北区 is a ward of more than one city; give its code, or --policy with one of "
                     "these: east-2015, west-2015");
    assert_no_choice(*state, NULL, "鶴見区", 2021,
                     "no policy covers 鶴見区 in fiscal year 2021: west-2015 has 2015 to 2017, "
                     "west-2018 has 2018 to 2020");
    assert_no_choice(*state, NULL, "博多区", 2015,
                     "no policy is installed for the city of 博多区 (401307)");
    assert_no_choice(*state, NULL, "中区", 2015,
                     "\"中区\" is not a ward here; give one of these, or its six-digit code: 北区, "
                     "鶴見区, 北区, 天白区, 博多区");
    assert_no_choice(*state, "west-2015", "天白区", 2015,
                     "\"天白区\" is not a ward here; give one of these, or its six-digit code: "
                     "北区, 鶴見区");
    assert_no_choice(*state, "west-2015", "北区", 2018,
                     "west-2015 does not cover fiscal year 2018; it covers 2015 to 2017");
    assert_no_choice(*state, "west", "北区", 2018,
                     "there is no policy \"west\"; those installed are: east-2015, west-2015, "
                     "west-2018");
}

static void assert_choice(const char *share, const char *ward_text, int year, const char *name,
                          const char *code)
{
    struct catalogue *c = open_catalogue(share);
    const struct ward *ward = NULL;
    struct error err = {""};
    const struct form *form = catalogue_choose(c, NULL, ward_text, year, &ward, &err);

    assert_string_equal(err.text, "");
    assert_string_equal(form_name(form), name);
    assert_string_equal(ward->code, code);
    catalogue_free(c);
}

/* A name that wards of several cities have is that of the home city's; a code and a name that
 * only one has are what they are; and where another city alone has the year it is that one's. */
static void test_home_city(void **state)
{
    files_write(*state, "data/home-city", "# here\n271004\n");
    assert_choice(*state, "北区", 2015, "west-2015", "271276");
    assert_choice(*state, "231037", 2015, "east-2015", "231037");
    assert_choice(*state, "天白区", 2015, "east-2015", "231169");
    files_write(*state, "data/home-city", "231002\n");
    assert_choice(*state, "北区", 2015, "east-2015", "231037");
    assert_choice(*state, "北区", 2018, "west-2018", "271276");
    write_form(*state, "east-2016", "231002", 2016, 2016);
    assert_no_choice(*state, NULL, "北区", 2016,
                     "北区 is a ward of more than one city; give its code, or --policy with one of "
                     "these: east-2015, east-2016, west-2015");
}

static void test_two_policies_for_one_year(void **state)
{
    write_form(*state, "west-2016", "271004", 2016, 2016);
    assert_no_choice(*state, NULL, "鶴見区", 2016,
                     "more than one policy covers 鶴見区 in fiscal year 2016; give --policy with "
                     "one of these: west-2015, west-2016");
}

/* It may be the one that was meant; naming another leaves it aside. */
static void test_a_broken_form(void **state)
{
    static const char reason[] = "/forms/a-2030/form.xml:1: <form> is not the root of a form";
    const struct ward *ward = NULL;
    struct error err = {""};
    struct catalogue *c;

    files_write(*state, "forms/a-2030/form.xml", "<form/>");
    c = open_catalogue(*state);
    assert_null(catalogue_choose(c, NULL, "鶴見区", 2018, &ward, &err));
    assert_non_null(strstr(err.text, "correct it, or name another with --policy"));
    assert_non_null(strstr(err.text, reason));
    assert_non_null(catalogue_choose(c, "west-2018", "鶴見区", 2018, &ward, &err));
    assert_null(catalogue_form(c, "a-2030", &err));
    assert_non_null(strstr(err.text, reason));
    catalogue_free(c);
}

static void test_nothing_installed(void **state)
{
    char *dir = files_make_folder();
    struct error err = {""};

    (void)state;
    assert_null(catalogue_open(dir, &err));
    assert_non_null(strstr(err.text, "/data/wards.tsv: cannot be opened"));
    files_write(dir, "data/eras.tsv", "1989-01-08\t平成\tH\n");
    files_write(dir, "data/wards.tsv", wards);
    assert_null(catalogue_open(dir, &err));
    assert_non_null(strstr(err.text, "/forms: cannot be opened"));
    files_write(dir, "forms/README", "");
    assert_null(catalogue_open(dir, &err));
    assert_non_null(strstr(err.text, "/forms: has no form"));
    files_remove(dir);
}

static size_t count_children(const xmlDoc *doc, const char *name)
{
    size_t count = 0;

    assert_non_null(doc);
    for (const xmlNode *n = xmlDocGetRootElement(doc)->children; n; n = n->next)
        count += n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
    return count;
}

/* Every form that is installed can be read. */
static void test_installed_forms(void **state)
{
    char *share = files_source("");
    struct catalogue *c = open_catalogue(share);

    (void)state;
    for (size_t i = 0; i < catalogue_count(c); i++) {
        struct error err = {""};

        if (!catalogue_form(c, catalogue_name(c, i), &err))
            fail_msg("%s", err.text);
    }
    catalogue_free(c);
    free(share);
}

static void test_osaka(void **state)
{
    char *share = files_source("");
    struct catalogue *c = open_catalogue(share);
    struct error err = {""};
    const struct form *form = catalogue_form(c, "osaka-2015", &err);

    (void)state;
    assert_string_equal(err.text, "");
    assert_int_equal(count_children(form_instance(form, "policy"), "pillar"), 2);
    xmlDoc *blank = form_blank(form);
    assert_int_equal(count_children(blank, "row"), 16);
    xmlFreeDoc(blank);
    assert_non_null(form_instance(form, "prototypes"));
    assert_true(form_body(form)->first_child->page);
    assert_int_equal(form_first_year(form), 2015);
    assert_int_equal(form_last_year(form), 2017);
    catalogue_free(c);
    free(share);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lists_sorted, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_reads_a_form_once, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_unknown_name, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_own_forms, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_chooses_by_ward_and_year, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_says_why_there_is_no_choice, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_two_policies_for_one_year, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_home_city, make_share, remove_share),
        cmocka_unit_test_setup_teardown(test_a_broken_form, make_share, remove_share),
        cmocka_unit_test(test_nothing_installed),
        cmocka_unit_test(test_installed_forms),
        cmocka_unit_test(test_osaka),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
