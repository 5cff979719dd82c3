/* Sessions and pages over the real form and a real store: what a person typed
 * is there again, whatever happens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "session/merge.h"
#include "terminal/new_from.h"
#include "terminal/page_choice.h"
#include "test_terminal_support.h"

/* --- safety -------------------------------------------------------------------- */

static void test_a_draft_is_due_within_a_second_and_comes_back(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    struct session_place place = {
        .page = "1.1.a/strategy-page-1", .field = "plan/aim", .cursor = 6, .first = 3};

    assert_int_equal(session_draft_due(s), 0);
    load(&m, s, page_name);
    type(&m, "plan/aim", "下書きです");
    session_touch(s, 10000);
    session_touch(s, 10500); /* typing on does not put it off */
    assert_in_range(session_draft_due(s), 10001, 10999);
    session_set_place(s, &place);
    must(session_save_draft(s, 11000, &err), &err);
    assert_int_equal(session_draft_due(s), 0);
    page_model_free(&m);
    session_free(s); /* as if killed: nothing was saved but the draft */

    s = reopen(&f->tanaka, 1, 0);
    expect_stored(s, "plan/aim", "下書きです");
    assert_string_equal(session_get_place(s)->field, "plan/aim");
    assert_int_equal(session_get_place(s)->cursor, 6);
    assert_int_equal(session_get_place(s)->first, 3);
    session_free(s);
    s = reopen(&f->suzuki, 0, 0); /* a draft is its author's alone */
    expect_stored(s, "plan/aim", "");
    session_free(s);
}

static void begin_conflict(struct fixture *f, struct session **mine)
{
    struct error err = {""};
    struct session_conflict conflict;
    struct page_model m = {.current = PAGE_NONE};
    struct page_model n = {.current = PAGE_NONE};
    struct session *theirs;

    *mine = create(f);
    theirs = reopen(&f->suzuki, 0, 0);
    load(&m, *mine, page_name);
    type(&m, "plan/aim", "わたしの文");
    load(&n, theirs, page_name);
    type(&n, "plan/aim", "あなたの文");
    assert_int_equal(session_save(theirs, "save", &conflict, &err), STORE_SAVED);
    assert_int_equal(session_save(*mine, "save", &conflict, &err), STORE_CONFLICT);
    assert_string_equal(conflict.who, "suzuki");
    assert_string_equal(conflict.page, page_name);
    page_model_free(&m);
    page_model_free(&n);
    session_free(theirs);
}

/* Every conflict one way. */
static void resolve(struct session *s, enum merge_choice choice)
{
    struct error err = {""};
    struct session_merges merges;
    size_t count;

    must(session_read_merges(s, &merges, &err), &err);
    assert_int_equal(merges.count, 1);
    assert_int_equal(session_merges_open(&merges), 1);
    assert_string_equal(merges.pages[0].who, "suzuki");
    merge_parts(merges.pages[0].merge, &count);
    for (size_t i = 0; i < count; i++) {
        merge_choose(merges.pages[0].merge, i, choice);
    }
    assert_int_equal(session_merges_open(&merges), 0);
    must(session_resolve(s, &merges, &err), &err);
    session_merges_free(&merges);
}

static void test_theirs_taken(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session_conflict conflict;
    struct session *s;

    begin_conflict(f, &s);
    unsigned generation = session_generation(s);
    resolve(s, MERGE_TAKE_THEIRS);
    assert_int_not_equal(session_generation(s), generation);
    expect_stored(s, "plan/aim", "あなたの文");
    assert_int_equal(session_save(s, "save", &conflict, &err), STORE_SAME);
    session_free(s);
}

static void test_mine_saved_on_top_of_theirs(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session_conflict conflict;
    struct store_history history = {0};
    struct session *s;
    size_t count;

    begin_conflict(f, &s);
    resolve(s, MERGE_TAKE_MINE);
    expect_stored(s, "plan/aim", "わたしの文");
    assert_int_equal(session_save(s, "save", &conflict, &err), STORE_SAVED);
    size_t page = assessment_find_page(session_assessment(s), page_name);
    int64_t stored = assessment_pages(session_assessment(s), &count)[page].stored_id;
    must(store_read_history(f->store, session_id(s), stored, &history, &err), &err);
    assert_string_equal(history.revisions[0].author, "tanaka");
    assert_string_equal(history.revisions[1].author, "suzuki");
    assert_string_equal(history.revisions[0].changes[0].old_value, "あなたの文");
    store_history_free(&history);
    session_free(s);
}

static void test_a_conflict_left_open_is_asked_about_at_the_next_opening(void **state)
{
    struct fixture *f = *state;
    struct session_conflict conflict;
    struct session *s;

    begin_conflict(f, &s);
    session_free(s);
    s = reopen(&f->tanaka, 0, 1);
    expect_stored(s, "plan/aim", "あなたの文");
    assert_true(session_find_conflict(s, &conflict));
    assert_string_equal(conflict.page, page_name);
    resolve(s, MERGE_TAKE_MINE);
    expect_stored(s, "plan/aim", "わたしの文");
    session_free(s);
}

/* --- findings ------------------------------------------------------------------------ */

static void test_blank_fields_are_progress_and_no_errors(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    size_t errors;
    size_t warnings;
    size_t kept;
    size_t count;
    int done;
    int total;

    assert_true(session_check_due(s));
    must(session_check(s, &err), &err);
    assert_false(session_check_due(s));
    session_count_findings(s, &errors, &warnings, &kept);
    assert_int_equal(errors, 0);
    assert_int_equal(kept, 0);
    const struct session_finding *findings = session_findings(s, &count);
    assert_true(count > 100 && findings[count - 1].open);
    session_progress(s, &done, &total);
    assert_true(done < total);
    session_free(s);
}

static void test_a_finding_stands_at_its_field(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    size_t errors;
    size_t warnings;

    load(&m, s, page_name);
    type(&m, "plan/aim", "状態");
    enter(&m, "evaluation/overall");
    assert_true(page_choice_type(&m, "a", 1));
    assert_true(page_edit_commit(&m, true));
    enter(&m, "evaluation/progress");
    assert_true(page_choice_type(&m, "b", 1));
    assert_true(page_edit_commit(&m, true));
    session_changed(s, 1);
    must(session_check(s, &err), &err);
    load(&m, s, page_name);
    size_t at = page_model_find_path(&m, "evaluation/progress");
    const struct page_note *note = page_item_note(&m.items[at]);
    assert_non_null(note);
    assert_int_equal(note->severity, RULES_WARNING);
    assert_non_null(note->id);
    session_count_page_findings(s, m.page, &errors, &warnings);
    assert_true(warnings > 0);
    /* A field never visited is not scolded for being blank; one that was left is. */
    at = page_model_find_path(&m, "plan/outcome");
    assert_null(page_item_note(&m.items[at]));
    enter(&m, "plan/outcome");
    enter(&m, "plan/strategy");
    assert_non_null(page_item_note(&m.items[at]));
    page_model_free(&m);
    session_free(s);
}

/* --- typing ---------------------------------------------------------------------------- */

static void choose(struct page_model *m, const char *path, const char *typed, const char *printed)
{
    struct error err = {""};

    enter(m, path);
    for (const char *p = typed; *p;) { /* a character at a time, as keys come */
        size_t size = 1;
        while (((unsigned char)p[size] & 0xC0) == 0x80) {
            size++;
        }
        assert_true(page_choice_type(m, p, size));
        page_edit_commit(m, true);
        p += size;
    }
    must(page_model_load(m, m->session, m->page, &err), &err);
    expect(m, path, printed);
}

static void expect_content(const struct page_model *m, const char *path, const char *value)
{
    size_t at = page_model_find_path(m, path);
    char *text = assessment_get(session_assessment(m->session), m->items[at].entry.node);

    assert_string_equal(text, value);
    free(text);
}

static void test_choices_by_their_codes_and_look_alikes(void **state)
{
    struct fixture *f = *state;
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, "1.1.a/initiative-page-1");
    choose(&m, "evaluation/achievement-code", "1i", "①(ⅰ)");
    choose(&m, "evaluation/achievement-code", "1ii", "①(ⅱ)");
    choose(&m, "evaluation/achievement-code", "3", "③");
    choose(&m, "evaluation/achievement-code", "②(ⅰ)", "②(ⅰ)");
    choose(&m, "evaluation/achievement-code", "②(i)", "②(i)"); /* as the person writes it */
    expect_content(&m, "evaluation/achievement-code", "②(ⅰ)");
    choose(&m, "evaluation/achievement-code", "-", "―");
    enter(&m, "evaluation/achievement-code");
    assert_true(page_choice_type(&m, "1i", 2));
    assert_true(page_choice_type(&m, "3", 1)); /* no more of the same, but a new choice */
    assert_string_equal(editor_text(page_model_current(&m)->editor), "③");
    assert_true(page_choice_type(&m, "-", 1));
    assert_false(page_choice_type(&m, "z", 1));
    expect_content(&m, "evaluation/achievement-code", "―");
    load(&m, s, page_name);
    choose(&m, "evaluation/overall", "b", "B"); /* a plain letter points */
    choose(&m, "evaluation/overall", "Ａ", "Ａ");
    expect_content(&m, "evaluation/overall", "A");
    page_model_free(&m);
    session_free(s);
}

static void test_stepping_through_choices_goes_round(void **state)
{
    struct fixture *f = *state;
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, page_name);
    enter(&m, "evaluation/overall");
    static const char *const forward[] = {"A", "B", "―", "A"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(page_choice_next(&m, true));
        assert_true(page_edit_commit(&m, true));
        expect_content(&m, "evaluation/overall", forward[i]);
    }
    assert_true(page_choice_next(&m, false));
    assert_true(page_edit_commit(&m, true));
    expect_content(&m, "evaluation/overall", "―");
    assert_true(editor_undo(page_model_current(&m)->editor));
    assert_true(page_edit_commit(&m, true));
    expect_content(&m, "evaluation/overall", "A");
    page_model_free(&m);
    session_free(s);
}

static void test_not_applicable_is_not_blank_and_typing_replaces_it(void **state)
{
    struct fixture *f = *state;
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, page_name);
    enter(&m, "plan/aim");
    assert_true(page_edit_mark(&m));
    assert_true(page_edit_commit(&m, true));
    expect(&m, "plan/aim", "―");
    assert_true(page_edit_insert(&m, "やはり書く", strlen("やはり書く")));
    assert_true(page_edit_commit(&m, true));
    expect(&m, "plan/aim", "やはり書く");
    assert_true(page_edit_mark(&m));
    assert_true(page_edit_mark(&m)); /* twice: blank */
    assert_true(page_edit_commit(&m, true));
    expect(&m, "plan/aim", "");
    /* One that is typed, with more behind it, is text. */
    assert_true(page_edit_mark(&m));
    assert_true(page_edit_insert(&m, "―", strlen("―")));
    assert_true(page_edit_insert(&m, "続き", strlen("続き")));
    assert_true(page_edit_commit(&m, true));
    expect(&m, "plan/aim", "―続き");
    page_model_free(&m);
    session_free(s);
}

static void test_what_cannot_be_stored_stays_and_is_told(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    const char *path = "evaluation/achievement/answers";

    load(&m, s, page_name);
    if (page_model_find_path(&m, path) == PAGE_NONE) {
        path = "evaluation/achievement[1]/answers";
    }
    struct page_item *item = enter(&m, path);
    assert_true(page_edit_insert(&m, "たくさん", strlen("たくさん")));
    assert_false(page_edit_commit(&m, false)); /* half typed: not a word about it */
    assert_false(item->refused);
    assert_false(page_edit_commit(&m, true));
    assert_true(item->refused);
    assert_non_null(page_item_note(item));
    assert_int_not_equal(page_model_refused(&m), PAGE_NONE);
    must(page_model_load(&m, s, m.page, &err), &err);
    item = page_model_current(&m);
    assert_string_equal(editor_text(item->editor), "たくさん"); /* still there */
    assert_true(item->refused);
    page_model_drop_refused(&m);
    assert_int_equal(page_model_refused(&m), PAGE_NONE);
    expect(&m, path, "");
    page_model_free(&m);
    session_free(s);
}

static void test_a_copy_cannot_be_typed_into(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct session *s = create(f);
    struct assessment *a = session_assessment(s);
    struct page_model m = {.current = PAGE_NONE};

    load(&m, s, page_name);
    type(&m, "plan/aim", "元の文");
    size_t other = assessment_find_page(a, "1.2.a/strategy-page-1");
    must(assessment_follow(a, other, m.page, &err), &err);
    must(page_model_load(&m, s, m.page, &err), &err);
    assert_int_equal(m.followers, 1);
    must(page_model_load(&m, s, other, &err), &err);
    expect(&m, "plan/aim", "元の文");
    struct page_item *item = enter(&m, "plan/aim");
    assert_non_null(page_model_locked(&m, item));
    assert_true(page_edit_insert(&m, "x", 1));
    assert_false(page_edit_commit(&m, true));
    page_model_free(&m);
    session_free(s);
}

static void test_walking_passes_over_what_is_not_filled_in(void **state)
{
    struct fixture *f = *state;
    struct session *s = create(f);
    struct page_model m = {.current = PAGE_NONE};
    size_t fields = 0;

    load(&m, s, page_name);
    for (size_t i = page_model_step(&m, PAGE_NONE, true); i != PAGE_NONE;
         i = page_model_step(&m, i, true)) {
        assert_int_equal(m.items[i].entry.kind, ASSESSMENT_FIELD);
        fields++;
    }
    assert_true(fields >= 10);
    for (size_t i = page_model_step(&m, PAGE_NONE, false); i != PAGE_NONE;
         i = page_model_step(&m, i, false)) {
        fields--;
    }
    assert_int_equal(fields, 0);
    page_model_free(&m);
    session_free(s);
}

/* --- a new year ----------------------------------------------------------------- */

static void test_earlier_years_are_offered_the_newest_first(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct new_from from = {.count = 0};
    char line[128];

    session_free(create(f));
    must(new_from_find(&from, f->store, "271276", 2015, &err), &err);
    assert_int_equal(from.pick.count, 0);
    assert_int_equal(new_from_year(&from), 0);
    must(new_from_find(&from, f->store, "271276", 2017, &err), &err);
    assert_int_equal(from.pick.count, 2);
    assert_int_equal(new_from_year(&from), 2015);
    new_from_line(&from, catalogue_reference(f->catalogue), 0, line, sizeof(line));
    assert_non_null(strstr(line, "平成27年度"));
    from.pick.current = 1;
    assert_int_equal(new_from_year(&from), 0);
    must(new_from_find(&from, f->store, "271241", 2017, &err), &err);
    assert_int_equal(from.pick.count, 0);
    new_from_free(&from);
}

/* Every text that is left is said, and what there is no room for is cut at a character. */
static void test_what_has_no_place_is_said(void **state)
{
    struct fixture *f = *state;
    char texts[][24] = {"1.1.a/1-1-1", "撤退基準", "３０％", "2.2.a/4-1", "有効性", "イ\nロ"};
    struct rollover_left left[] = {{texts[0], texts[1], texts[2]}, {texts[3], texts[4], texts[5]}};
    struct rollover_report report = {left, 2, 300};
    char said[512];
    char little[80];

    new_from_tell(&report, catalogue_reference(f->catalogue), 2017, 12, said, sizeof(said));
    assert_non_null(strstr(said, "300 fields"));
    assert_non_null(strstr(said, "Pages to fill in: 12."));
    assert_non_null(strstr(said, "1.1.a/1-1-1 撤退基準: ３０％; 2.2.a/4-1 有効性: イ ロ"));
    new_from_tell(&report, catalogue_reference(f->catalogue), 2017, 12, little, sizeof(little));
    assert_true(strlen(little) < sizeof(little));
    assert_memory_equal(little, said, strlen(little));
    for (size_t at = 0, next; at < strlen(little); at = next) {
        next = at + 1;
        while (((unsigned char)little[next] & 0xC0) == 0x80)
            next++;
        assert_true(((unsigned char)said[next] & 0xC0) != 0x80);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_draft_is_due_within_a_second_and_comes_back),
        TEST(test_theirs_taken),
        TEST(test_mine_saved_on_top_of_theirs),
        TEST(test_a_conflict_left_open_is_asked_about_at_the_next_opening),
        TEST(test_blank_fields_are_progress_and_no_errors),
        TEST(test_a_finding_stands_at_its_field),
        TEST(test_choices_by_their_codes_and_look_alikes),
        TEST(test_stepping_through_choices_goes_round),
        TEST(test_not_applicable_is_not_blank_and_typing_replaces_it),
        TEST(test_what_cannot_be_stored_stays_and_is_told),
        TEST(test_a_copy_cannot_be_typed_into),
        TEST(test_walking_passes_over_what_is_not_filled_in),
        TEST(test_earlier_years_are_offered_the_newest_first),
        TEST(test_what_has_no_place_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
