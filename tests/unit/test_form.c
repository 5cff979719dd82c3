/* A form is read as it stands in form.xml: the tree, the texts, the binds. */
#include "unit.h"

#include <libxml/xpath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/form.h"
#include "test_form_files.h"

static struct form *read_source_form(const char *name)
{
    struct error err = {""};
    char *dir = files_source(name);
    struct form *form = form_read(dir, &err);

    if (!form)
        fail_msg("%s", err.text);
    free(dir);
    return form;
}

static int read_good(void **state)
{
    *state = read_source_form("tests/unit/forms/good");
    return 0;
}

static int free_form(void **state)
{
    form_free(*state);
    return 0;
}

static const struct form_item *child(const struct form_item *item, int number)
{
    item = item->first_child;
    while (item && --number > 0)
        item = item->next;
    assert_non_null(item);
    return item;
}

static void assert_literal(const struct form_part *part, const char *expected)
{
    assert_non_null(part->literal);
    assert_null(part->value);
    assert_string_equal(part->literal, expected);
}

static void test_root(void **state)
{
    const struct form *form = *state;
    const struct form_text *title = form_title(form);

    assert_string_equal(form_name(form), "good");
    assert_string_equal(form_version(form), "2");
    assert_string_equal(form_city_code(form), "271004");
    assert_int_equal(form_first_year(form), 2015);
    assert_int_equal(form_last_year(form), 2017);
    assert_int_equal(title->count[FORM_JA], 1);
    assert_int_equal(title->count[FORM_EN], 1);
    assert_literal(&title->parts[FORM_EN][0], "A sample policy");
}

/* U+3000 is a character of the text, not white space of the markup. */
static void test_ideographic_space_stays(void **state)
{
    assert_literal(&form_title(*state)->parts[FORM_JA][0], "見本の　方針");
}

static void test_folder_with_a_slash_at_its_end(void **state)
{
    struct form *form = read_source_form("tests/unit/forms/good//");

    (void)state;
    assert_string_equal(form_name(form), "good");
    form_free(form);
}

static void test_tree(void **state)
{
    const struct form_item *body = form_body(*state);
    const struct form_item *whole = child(body, 1);
    const struct form_item *pillar = child(body, 2);
    const struct form_item *row = child(pillar, 1);
    const struct form_item *figures = child(child(row, 2), 2);

    assert_int_equal(body->kind, FORM_GROUP);
    assert_null(body->parent);
    assert_true(whole->page);
    assert_string_equal(whole->id, "whole");
    assert_int_equal(whole->line, 16);
    assert_int_equal(child(whole, 1)->kind, FORM_INPUT);
    assert_ptr_equal(child(whole, 1)->parent, whole);
    assert_int_equal(pillar->kind, FORM_REPEAT);
    assert_false(pillar->page);
    assert_null(pillar->next);
    assert_true(row->page);
    assert_null(row->origin);
    assert_int_equal(child(row, 1)->kind, FORM_OUTPUT);
    assert_int_equal(child(row, 2)->kind, FORM_GROUP);
    assert_int_equal(child(child(row, 2), 1)->kind, FORM_TEXTAREA);
    assert_int_equal(figures->kind, FORM_REPEAT);
    assert_non_null(figures->origin);
    assert_int_equal(child(row, 3)->kind, FORM_SELECT1);
}

static void test_help_and_hint(void **state)
{
    const struct form_item *input = child(child(form_body(*state), 1), 1);

    assert_literal(&input->help.parts[FORM_JA][0], "上に 印刷する。");
    assert_int_equal(input->help.count[FORM_EN], 0);
    assert_literal(&input->hint.parts[FORM_EN][0], "One line");
}

/* White space between two values is one space; at the ends there is none. */
static void test_text_with_values(void **state)
{
    const struct form_text *label = &child(form_body(*state), 2)->label;

    assert_int_equal(label->count[FORM_JA], 4);
    assert_non_null(label->parts[FORM_JA][0].value);
    assert_null(label->parts[FORM_JA][0].literal);
    assert_literal(&label->parts[FORM_JA][1], " ");
    assert_non_null(label->parts[FORM_JA][2].value);
    assert_literal(&label->parts[FORM_JA][3], "　について");
}

static void test_text_around_values(void **state)
{
    const struct form_text *label = &child(child(form_body(*state), 2), 1)->label;

    assert_int_equal(label->count[FORM_JA], 2);
    assert_literal(&label->parts[FORM_JA][0], "行");
    assert_int_equal(label->count[FORM_EN], 4);
    assert_literal(&label->parts[FORM_EN][0], "Row ");
    assert_literal(&label->parts[FORM_EN][2], " of ");
}

static void test_choices(void **state)
{
    const struct form_item *mark = child(child(child(form_body(*state), 2), 1), 3);

    assert_int_equal(mark->choice_count, 2);
    assert_string_equal(mark->choices[0].value, "A");
    assert_string_equal(mark->choices[1].value, "B");
    assert_literal(&mark->choices[0].label.parts[FORM_EN][0], "on track");
    assert_int_equal(mark->choices[1].label.count[FORM_EN], 0);
}

static void test_binds(void **state)
{
    static const enum form_type types[] = {FORM_STRING, FORM_FIGURE, FORM_CODE, FORM_INTEGER,
                                           FORM_STRING};

    assert_int_equal(form_bind_count(*state), 5);
    for (size_t i = 0; i < 5; i++) {
        const struct form_bind *bind = form_bind(*state, i);

        assert_non_null(bind->nodeset);
        assert_int_equal(bind->type, types[i]);
        assert_int_equal(bind->required != NULL, i == 0);
        assert_int_equal(bind->not_applicable, i != 1);
        assert_int_equal(bind->readonly != NULL, i == 2);
        assert_int_equal(bind->relevant != NULL, i == 3);
        assert_int_equal(bind->calculate != NULL, i == 4);
        assert_int_equal(bind->carry != NULL, i == 3);
        assert_int_equal(bind->line, 10 + (int)i);
        assert_int_equal(bind->propose_count, i == 1 ? 3 : 0); /* a union is its alternatives */
    }
}

static void test_instances(void **state)
{
    const xmlDoc *words = form_instance(*state, "words");
    const xmlNode *root;
    const char *file = "";

    assert_null(form_instance(*state, "assessment")); /* that is form_blank */
    assert_ptr_equal(form_instance_at(*state, 0, &file), form_instance(*state, "policy"));
    assert_string_equal(file, "policy.xml");
    assert_ptr_equal(form_instance_at(*state, 1, &file), words);
    assert_null(file);
    assert_null(form_instance_at(*state, 2, &file));
    assert_non_null(form_instance(*state, "policy"));
    assert_null(form_instance(*state, "prototypes"));
    assert_non_null(words);
    root = xmlDocGetRootElement(words);
    assert_string_equal(root->name, "words");
    assert_null(root->ns);
    assert_null(root->nsDef);
}

/* Indentation is for whoever reads the file; a field's own space is content. */
static void test_instances_have_no_indentation(void **state)
{
    const xmlNode *root = xmlDocGetRootElement(form_instance(*state, "policy"));

    assert_string_equal(root->children->name, "title");
    assert_string_equal(root->children->children->content, "見本");
    assert_string_equal(root->children->next->name, "pillar");
    assert_null(root->children->next->next);
}

static void test_blank(void **state)
{
    xmlDoc *blank = form_blank(*state);
    const xmlNode *root = xmlDocGetRootElement(blank);
    const xmlNode *title = root->children;

    assert_string_equal(root->name, "assessment");
    assert_string_equal(title->name, "title");
    assert_string_equal(title->children->content, " ");
    assert_string_equal(title->next->name, "row");
    assert_string_equal(title->next->children->name, "code");
    assert_null(title->next->next);
    assert_int_equal(xmlGetLineNo(title->next), 4); /* of the file */
    assert_string_equal(form_blank_file(*state), "blank.xml");
    xmlFreeDoc(blank);
}

static void test_blank_in_the_form_itself(void **state)
{
    char *good = files_source("tests/unit/forms/good");
    char *text = files_read(good, "form.xml");
    char *changed = files_replace(text, "<instance id=\"assessment\" src=\"blank.xml\"/>",
                                  "<instance id=\"assessment\"><assessment xmlns=\"\"> \n"
                                  "<title> </title></assessment></instance>");
    struct error err = {""};

    files_copy(good, *state, "policy.xml");
    files_write(*state, "form.xml", changed);
    struct form *form = form_read(*state, &err);
    assert_string_equal(err.text, "");
    assert_null(form_blank_file(form));
    for (int again = 0; again < 2; again++) { /* what was made once is the caller's */
        xmlDoc *blank = form_blank(form);
        xmlNode *title = xmlDocGetRootElement(blank)->children;
        assert_string_equal(title->name, "title");
        assert_int_equal(xmlGetLineNo(title), 7);
        xmlNodeSetContent(title, BAD_CAST "題");
        xmlFreeDoc(blank);
    }
    form_free(form);
    free(changed);
    free(text);
    free(good);
}

static int make_folder(void **state)
{
    *state = files_make_folder();
    return 0;
}

/* What was compiled runs: over the blank assessment of the form. */
static void test_expressions_evaluate(void **state)
{
    xmlDoc *copy = form_blank(*state);
    xmlXPathContext *context = xmlXPathNewContext(copy);
    xmlXPathObject *nodes;

    context->node = xmlDocGetRootElement(copy);
    nodes = xmlXPathCompiledEval(expression_compiled(form_bind(*state, 0)->nodeset, true, context),
                                 context);
    assert_non_null(nodes);
    assert_int_equal(nodes->nodesetval->nodeNr, 2);
    xmlXPathFreeObject(nodes);
    xmlXPathFreeContext(context);
    xmlFreeDoc(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_root),
        cmocka_unit_test(test_ideographic_space_stays),
        cmocka_unit_test(test_folder_with_a_slash_at_its_end),
        cmocka_unit_test(test_tree),
        cmocka_unit_test(test_help_and_hint),
        cmocka_unit_test(test_text_with_values),
        cmocka_unit_test(test_text_around_values),
        cmocka_unit_test(test_choices),
        cmocka_unit_test(test_binds),
        cmocka_unit_test(test_instances),
        cmocka_unit_test(test_instances_have_no_indentation),
        cmocka_unit_test(test_blank),
        cmocka_unit_test_setup_teardown(test_blank_in_the_form_itself, make_folder,
                                        files_remove_state),
        cmocka_unit_test(test_expressions_evaluate),
    };

    return cmocka_run_group_tests(tests, read_good, free_form);
}
