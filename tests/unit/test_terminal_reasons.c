/* Places for reasons, and figures that are offered, over the real form, rules and
 * store: what a person is asked, what is kept, what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "terminal/page_choice.h"
#include "test_terminal_support.h"

static const char mark_path[] = "evaluation/progress";
static const char reason_text[] = "数値は伸びている。";

static void reload(struct page_model *m)
{
    struct error err = {""};
    struct session *s = m->session;

    session_changed(s, 1);
    must(session_check(s, &err), &err);
    must(page_model_load(m, s, m->page, &err), &err);
}

static void choose(struct page_model *m, const char *path, const char *value)
{
    enter(m, path);
    assert_true(page_choice_type(m, value, strlen(value)));
    assert_true(page_edit_commit(m, true));
}

/* Marks that contradict each other: the place for the reason, under the second. */
static struct page_item *contradict(struct page_model *m, struct session *s)
{
    load(m, s, page_name);
    choose(m, "evaluation/overall", "A");
    choose(m, mark_path, "b");
    reload(m);
    size_t at = page_model_find_path(m, mark_path);
    assert_true(at + 1 < m->count);
    assert_non_null(m->items[at + 1].reason);
    return &m->items[at + 1];
}

static char *path_of(const struct page_model *m, const struct page_item *item)
{
    char *path = page_model_path(m, item);

    assert_non_null(path);
    return path;
}

static size_t count_reasons(const struct page_model *m)
{
    size_t count = 0;

    for (size_t i = 0; i < m->count; i++) {
        count += m->items[i].reason ? 1 : 0;
    }
    return count;
}

/* --- the place ------------------------------------------------------------------- */

static void test_a_warning_has_a_place_for_its_reason_behind_its_field(void **state)
{
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, page_name);
    assert_int_equal(count_reasons(&m), 0);
    struct page_item *item = contradict(&m, s);
    size_t field = page_model_find_path(&m, mark_path);
    assert_int_equal(count_reasons(&m), 1);
    assert_ptr_equal(&m.items[page_model_step(&m, field, true)], item);
    assert_int_equal(page_model_find(&m, item->entry.node), field);
    assert_non_null(strstr(item->label, item->reason->rule));
    assert_non_null(item->offered); /* it is asked for */
    assert_string_equal(item->sent, "");
    assert_null(page_model_locked(&m, item));
    choose(&m, mark_path, "a");
    reload(&m);
    assert_int_equal(count_reasons(&m), 0);
    page_model_free(&m);
    session_free(s);
}

static void test_the_place_has_a_path_of_its_own(void **state)
{
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};
    struct page_item *item = contradict(&m, s);
    char *path = path_of(&m, item);

    assert_memory_equal(path, mark_path, strlen(mark_path));
    assert_int_equal(path[strlen(mark_path)], '#');
    assert_ptr_equal(&m.items[page_model_find_path(&m, path)], item);
    free(path);
    page_model_free(&m);
    session_free(s);
}

static void test_what_is_typed_in_it_outlives_a_reload(void **state)
{
    struct error err = {""};
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};
    char *path = path_of(&m, contradict(&m, s));

    enter(&m, path);
    assert_true(page_edit_insert(&m, "途中", strlen("途中")));
    must(page_model_load(&m, s, m.page, &err), &err);
    assert_non_null(page_model_current(&m)->reason);
    assert_string_equal(editor_text(page_model_current(&m)->editor), "途中");
    free(path);
    page_model_free(&m);
    session_free(s);
}

static void test_a_copy_has_no_place(void **state)
{
    struct error err = {""};
    struct session *s = create(*state);
    struct assessment *a = session_assessment(s);
    struct page_model m = {.current = PAGE_NONE};

    contradict(&m, s);
    size_t other = assessment_find_page(a, "1.2.a/strategy-page-1");
    must(assessment_follow(a, other, m.page, &err), &err);
    session_changed(s, 1);
    must(session_check(s, &err), &err);
    must(page_model_load(&m, s, other, &err), &err);
    assert_int_equal(count_reasons(&m), 0);
    page_model_free(&m);
    session_free(s);
}

/* --- what is kept ----------------------------------------------------------------- */

static void expect_counts(struct session *s, size_t warnings, size_t kept)
{
    size_t errors;
    size_t warnings_now;
    size_t kept_now;

    session_count_findings(s, &errors, &warnings_now, &kept_now);
    assert_int_equal(warnings_now, warnings);
    assert_int_equal(kept_now, kept);
}

static void test_a_reason_counts_and_goes_again(void **state)
{
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};
    char *path = path_of(&m, contradict(&m, s));
    size_t errors;
    size_t warnings;

    expect_counts(s, 1, 0);
    type(&m, path, reason_text);
    expect_counts(s, 0, 1);
    session_count_page_findings(s, m.page, &errors, &warnings);
    assert_int_equal(warnings, 0);
    reload(&m);
    struct page_item *item = enter(&m, path);
    assert_string_equal(item->sent, reason_text);
    assert_int_equal(item->reason->kept, JUDGED_KEPT);
    assert_non_null(strstr(item->reason->standing, "tanaka"));
    assert_true(page_edit_clear(&m));
    assert_true(page_edit_commit(&m, true));
    expect_counts(s, 1, 0);
    free(path);
    page_model_free(&m);
    session_free(s);
}

static void test_a_reason_half_typed_is_in_the_draft(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    char *path = path_of(&m, contradict(&m, s));

    enter(&m, path);
    assert_true(page_edit_insert(&m, reason_text, strlen(reason_text)));
    assert_true(page_edit_commit(&m, false));
    must(session_save_draft(s, 1, &err), &err);
    page_model_free(&m);
    session_free(s); /* as if killed */

    s = reopen(&f->tanaka, 1, 0);
    must(session_check(s, &err), &err);
    expect_stored(s, path, reason_text);
    free(path);
    session_free(s);
}

static void test_a_saved_reason_is_there_for_others(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session_conflict conflict;
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    char *path = path_of(&m, contradict(&m, s));

    type(&m, path, reason_text);
    assert_int_equal(session_save(s, "save", &conflict, &err), STORE_SAVED);
    page_model_free(&m);
    session_free(s);
    s = reopen(&f->suzuki, 0, 0);
    must(session_check(s, &err), &err);
    expect_counts(s, 0, 1);
    expect_stored(s, path, reason_text);
    free(path);
    session_free(s);
}

/* All is on track, with one outcome that is not: the place for the reason. */
static char *contradict_outcome(struct page_model *m, struct session *s)
{
    load(m, s, page_name);
    choose(m,
           page_model_find_path(m, "evaluation/achievement/judgement") == PAGE_NONE
               ? "evaluation/achievement[1]/judgement"
               : "evaluation/achievement/judgement",
           "B");
    choose(m, "evaluation/overall", "A");
    reload(m);
    size_t at = page_model_find_path(m, "evaluation/overall");
    assert_true(at + 1 < m->count);
    assert_non_null(m->items[at + 1].reason);
    return path_of(m, &m->items[at + 1]);
}

/* A second outcome that is not on track: the rule says the same, of other values. */
static void add_outcome(struct page_model *m)
{
    struct error err = {""};
    xmlNode *row = NULL;
    size_t add = page_edit_find_add(m);

    assert_int_not_equal(add, PAGE_NONE);
    must(assessment_add_row(session_assessment(m->session), m->items[add].entry.item,
                            m->items[add].entry.node, &row, &err),
         &err);
    reload(m);
    choose(m, "evaluation/achievement[2]/judgement", "B");
    reload(m);
}

static void test_another_value_lapses_a_reason_until_it_is_renewed(void **state)
{
    struct error err = {""};
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};
    char *path = contradict_outcome(&m, s);
    size_t errors;
    size_t warnings;
    size_t kept;

    type(&m, path, reason_text);
    session_count_findings(s, &errors, &warnings, &kept);
    assert_int_equal(kept, 1);
    add_outcome(&m);
    size_t at = page_model_find_path(&m, path);
    assert_int_not_equal(at, PAGE_NONE);
    assert_int_equal(m.items[at].reason->kept, JUDGED_LAPSED);
    assert_string_equal(m.items[at].sent, reason_text); /* still there to read */
    assert_true(m.items[at].note_count > 0);            /* and it is said */
    assert_false(page_reason_renew(&m, &err));          /* another field is in hand */
    enter(&m, path);
    assert_false(page_edit_commit(&m, true)); /* passing by does not renew it */
    session_count_findings(s, &errors, &warnings, &kept);
    assert_int_equal(kept, 0);
    must(page_reason_renew(&m, &err), &err);
    session_count_findings(s, &errors, &warnings, &kept);
    assert_int_equal(kept, 1);
    reload(&m);
    enter(&m, path);
    assert_false(page_reason_renew(&m, &err)); /* it holds: nothing to renew */
    free(path);
    page_model_free(&m);
    session_free(s);
}

static void test_what_is_found_no_more_takes_no_reason(void **state)
{
    struct error err = {""};
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};
    struct page_item *item = contradict(&m, s);
    char *rule = strdup(item->reason->rule);
    const xmlNode *node = item->reason->about;

    choose(&m, mark_path, "a");
    session_changed(s, 1);
    assert_false(session_keep(s, rule, node, reason_text, &err));
    assert_non_null(strstr(err.text, rule));
    assert_null(session_find_finding(s, rule, node));
    free(rule);
    page_model_free(&m);
    session_free(s);
}

/* --- figures that are offered --------------------------------------------------------- */

static const char initiative[] = "1.1.a/initiative-page-1";

static size_t find_figure(const struct page_model *m, const char *part)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct page_item *item = &m->items[i];
        if (item->entry.kind == ASSESSMENT_FIELD && item->properties.type == FORM_FIGURE &&
            strcmp((const char *)item->entry.node->name, part) == 0) {
            return i;
        }
    }
    fail_msg("no figure %s", part);
    return PAGE_NONE;
}

static void test_a_figure_is_offered_and_not_put_in(void **state)
{
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, initiative);
    assert_null(m.items[find_figure(&m, "goal")].proposal);
    type(&m, "plan/goal", "満足度８０％以上をめざす。");
    reload(&m);
    size_t at = find_figure(&m, "goal");
    assert_non_null(m.items[at].proposal);
    assert_string_equal(m.items[at].proposal->text, "８０％以上");
    assert_non_null(strstr(m.items[at].offered, "８０％以上"));
    assert_string_equal(m.items[at].sent, "");
    assert_true(page_edit_enter(&m, at, PAGE_ENTER_FROM_ABOVE));
    assert_false(page_edit_commit(&m, true)); /* passing by puts nothing in */
    assert_true(page_proposal_take(&m));
    assert_true(page_edit_commit(&m, true));
    xmlChar *amount = xmlGetNoNsProp(m.items[at].entry.node, BAD_CAST "amount");
    assert_string_equal((const char *)amount, "80");
    xmlFree(amount);
    assert_false(page_proposal_take(&m)); /* no more: it is filled */
    reload(&m);
    assert_null(m.items[find_figure(&m, "goal")].proposal);
    page_model_free(&m);
    session_free(s);
}

static void test_what_was_offered_stays_while_no_text_changes(void **state)
{
    struct error err = {""};
    struct session *s = create(*state);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, initiative);
    type(&m, "plan/goal", "満足度８０％以上をめざす。");
    reload(&m);
    unsigned edits = session_edits(s);
    must(page_model_load(&m, s, m.page, &err), &err);
    assert_int_equal(session_edits(s), edits);
    assert_string_equal(m.items[find_figure(&m, "goal")].proposal->text, "８０％以上");
    enter(&m, "plan/goal");
    assert_true(page_edit_set_text(&m, "満足度をたずねる。"));
    assert_true(page_edit_commit(&m, true));
    reload(&m);
    assert_null(m.items[find_figure(&m, "goal")].proposal);
    page_model_free(&m);
    session_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_warning_has_a_place_for_its_reason_behind_its_field),
        TEST(test_the_place_has_a_path_of_its_own),
        TEST(test_what_is_typed_in_it_outlives_a_reload),
        TEST(test_a_copy_has_no_place),
        TEST(test_a_reason_counts_and_goes_again),
        TEST(test_a_reason_half_typed_is_in_the_draft),
        TEST(test_a_saved_reason_is_there_for_others),
        TEST(test_another_value_lapses_a_reason_until_it_is_renewed),
        TEST(test_what_is_found_no_more_takes_no_reason),
        TEST(test_a_figure_is_offered_and_not_put_in),
        TEST(test_what_was_offered_stays_while_no_text_changes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
