/* The editor: what keys do to a text. What libformw loses is in test_text_libformw.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor.h"
#include "text/width.h"
#include "unit.h"

#define KANJI_16 "大阪市北区役所総務課地域協働担当"
#define FAMILY   "👨\u200D👩\u200D👧"

static bool type(struct editor *e, const char *bytes)
{
    return editor_insert(e, bytes, strlen(bytes));
}

/* The text with the cursor in it as "^". */
static void assert_stands(const struct editor *e, const char *expected)
{
    char seen[2048];
    snprintf(seen, sizeof seen, "%.*s^%s", (int)editor_cursor(e), editor_text(e),
             editor_text(e) + editor_cursor(e));
    assert_string_equal(seen, expected);
    assert_int_equal(strlen(editor_text(e)), editor_size(e));
}

static void assert_at(const struct editor *e, size_t line, int column)
{
    size_t at_line = 99;
    int at_column = -1;
    editor_position(e, &at_line, &at_column);
    assert_int_equal(at_line, line);
    assert_int_equal(at_column, column);
}

/* An editor with the cursor where "^" is in the text. */
static struct editor *make(const char *text, int columns, bool single)
{
    char copy[2048];
    size_t cursor = strcspn(text, "^");
    snprintf(copy, sizeof copy, "%.*s%s", (int)cursor, text,
             text[cursor] == '^' ? text + cursor + 1 : "");
    struct editor *e = editor_new(copy, columns, single);
    assert_non_null(e);
    editor_set_cursor(e, cursor);
    return e;
}

static int as_narrow(void **state)
{
    (void)state;
    width_set_ambiguous(1);
    return 0;
}

/* ---- Keys ---- */

static void the_cursor_stands_behind_what_was_typed(void **state)
{
    (void)state;
    struct editor *e = make("北^区", 20, false);
    assert_true(type(e, "区役所"));
    assert_stands(e, "北区役所^区");
    assert_true(type(e, ""));
    assert_stands(e, "北区役所^区");
    editor_free(e);
}

static void marks_join_the_cluster_before_the_cursor(void **state)
{
    (void)state;
    struct editor *e = make("か^き", 20, false);
    assert_true(type(e, "\u3099"));
    assert_stands(e, "か\u3099^き");
    assert_true(editor_move(e, EDITOR_LEFT, 1));
    assert_stands(e, "^か\u3099き");
    assert_true(editor_delete(e));
    assert_stands(e, "^き");
    editor_free(e);
    /* A base in front of a mark: the mark joins it, and the cursor moves on. */
    e = make("^\u3099き", 20, false);
    assert_true(type(e, "か"));
    assert_stands(e, "か\u3099^き");
    editor_free(e);
    /* A deletion that joins what stood on its two sides. */
    e = make("か^x\u3099", 20, false);
    assert_true(editor_backspace(e));
    assert_stands(e, "^x\u3099");
    editor_free(e);
    e = make("👨\u200D^x👩", 20, false);
    assert_true(editor_delete(e));
    assert_stands(e, "👨\u200D👩^");
    editor_free(e);
}

static void deleting_takes_whole_clusters(void **state)
{
    (void)state;
    struct editor *e = make("葛\U000E0100" FAMILY "^か\u3099a", 20, false);
    assert_true(editor_backspace(e));
    assert_stands(e, "葛\U000E0100^か\u3099a");
    assert_true(editor_delete(e));
    assert_stands(e, "葛\U000E0100^a");
    assert_true(editor_backspace(e));
    assert_false(editor_backspace(e));
    assert_stands(e, "^a");
    assert_true(editor_delete(e));
    assert_false(editor_delete(e));
    assert_stands(e, "^");
    editor_free(e);
}

static void a_line_is_deleted_to_its_end(void **state)
{
    (void)state;
    struct editor *e = make("北区\n役^所の一覧\n総務", 4, false);
    assert_true(editor_delete_line(e));
    assert_stands(e, "北区\n役^\n総務");
    assert_true(editor_delete_line(e));
    assert_stands(e, "北区\n役^総務");
    assert_true(editor_delete_line(e));
    assert_false(editor_delete_line(e));
    assert_stands(e, "北区\n役^");
    editor_free(e);
}

static void line_breaks_become_line_feeds(void **state)
{
    (void)state;
    struct editor *e = make("^", 20, false);
    assert_true(type(e, "a\r\nb\rc\nd\r"));
    assert_stands(e, "a\nb\nc\nd\n^");
    editor_free(e);
    e = make("^", 20, true);
    assert_true(type(e, "a\r\nb\rc\nd"));
    assert_stands(e, "a b c d^");
    assert_true(editor_set_text(e, "x\ny"));
    assert_stands(e, "x y^");
    editor_free(e);
    /* A line feed that came from elsewhere is not thrown away. */
    e = make("a\nb^", 20, true);
    assert_string_equal(editor_text(e), "a\nb");
    editor_free(e);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    struct editor *e = make("北^区", 20, false);
    assert_false(type(e, "\xE5\x8C"));
    assert_false(editor_insert(e, "a\0b", 3));
    assert_false(editor_set_text(e, "\xFF"));
    assert_stands(e, "北^区");
    assert_false(editor_undo(e));
    editor_free(e);
}

static void change_is_seen_and_unseen(void **state)
{
    (void)state;
    struct editor *e = make("北^区", 20, false);
    assert_false(editor_is_changed(e));
    assert_true(type(e, "a"));
    assert_true(editor_is_changed(e));
    assert_true(editor_backspace(e));
    assert_false(editor_is_changed(e));
    assert_true(editor_delete(e));
    assert_true(type(e, "方"));
    assert_int_equal(editor_size(e), 6);
    assert_true(editor_is_changed(e));
    editor_free(e);
}

/* ---- Moves ---- */

static void left_and_right_go_by_clusters(void **state)
{
    (void)state;
    struct editor *e = make("^か\u3099\n" FAMILY, 20, false);
    assert_false(editor_move(e, EDITOR_LEFT, 1));
    assert_true(editor_move(e, EDITOR_RIGHT, 1));
    assert_stands(e, "か\u3099^\n" FAMILY);
    assert_true(editor_move(e, EDITOR_RIGHT, 1));
    assert_true(editor_move(e, EDITOR_RIGHT, 1));
    assert_stands(e, "か\u3099\n" FAMILY "^");
    assert_false(editor_move(e, EDITOR_RIGHT, 1));
    assert_true(editor_move(e, EDITOR_LEFT, 1));
    assert_stands(e, "か\u3099\n^" FAMILY);
    editor_free(e);
}

static void the_cursor_is_put_on_a_boundary(void **state)
{
    (void)state;
    struct editor *e = make("^か\u3099" FAMILY "a", 20, false);
    for (size_t offset = 0; offset < 6; offset++) {
        editor_set_cursor(e, offset);
        assert_int_equal(editor_cursor(e), 0);
    }
    editor_set_cursor(e, 6 + 5);
    assert_int_equal(editor_cursor(e), 6);
    editor_set_cursor(e, 1000);
    assert_int_equal(editor_cursor(e), editor_size(e));
    editor_free(e);
}

static void a_soft_end_belongs_to_the_next_line(void **state)
{
    (void)state;
    struct editor *e = make("北区^役所", 4, false);
    assert_at(e, 1, 0);
    assert_true(editor_move(e, EDITOR_LEFT, 1));
    assert_at(e, 0, 2);
    assert_true(editor_move(e, EDITOR_TEXT_END, 1));
    assert_at(e, 1, 4); /* a full line that ends hard */
    editor_free(e);
}

static void up_and_down_keep_the_column(void **state)
{
    (void)state;
    struct editor *e = make("北区役所総^務\na\n北区役所総務", 20, false);
    assert_false(editor_move(e, EDITOR_UP, 1));
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_at(e, 1, 1);
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_at(e, 2, 10);
    assert_false(editor_move(e, EDITOR_DOWN, 1));
    assert_true(editor_move(e, EDITOR_UP, 1));
    assert_true(editor_move(e, EDITOR_UP, 1));
    assert_at(e, 0, 10);
    /* another move forgets it */
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_true(editor_move(e, EDITOR_LEFT, 1));
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_at(e, 2, 0);
    editor_free(e);
}

static void a_column_in_the_middle_of_a_kanji_is_before_it(void **state)
{
    (void)state;
    struct editor *e = make("abc^\n北区", 20, false);
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_stands(e, "abc\n北^区");
    editor_free(e);
}

static void down_stays_on_the_next_line_of_a_soft_break(void **state)
{
    (void)state;
    /* |abcd|北区|役所: aiming for column 4 of a soft line of 4 columns */
    struct editor *e = make("abcd^\n北区役所", 4, false);
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_at(e, 1, 2);
    assert_true(editor_move(e, EDITOR_DOWN, 1));
    assert_at(e, 2, 4);
    assert_false(editor_move(e, EDITOR_DOWN, 1));
    editor_free(e);
}

static void start_and_end_go_to_the_line_then_to_the_paragraph(void **state)
{
    (void)state;
    struct editor *e = make("総務\n北^区役所一覧表\n課", 8, false); /* 総務/北区役所|一覧表/課 */
    assert_true(editor_move(e, EDITOR_LINE_END, 1));
    assert_true(editor_move(e, EDITOR_LINE_START, 1));
    assert_stands(e, "総務\n^北区役所一覧表\n課");
    assert_false(editor_move(e, EDITOR_LINE_START, 1));
    assert_true(editor_move(e, EDITOR_LINE_END, 1));
    assert_stands(e, "総務\n北区役^所一覧表\n課");
    assert_true(editor_move(e, EDITOR_LINE_END, 1));
    assert_stands(e, "総務\n北区役所一覧表^\n課");
    assert_false(editor_move(e, EDITOR_LINE_END, 1));
    assert_true(editor_move(e, EDITOR_LINE_START, 1));
    assert_stands(e, "総務\n北区役所^一覧表\n課");
    assert_true(editor_move(e, EDITOR_LINE_START, 1));
    assert_stands(e, "総務\n^北区役所一覧表\n課");
    editor_free(e);
}

static void pages_go_as_far_as_there_are_lines(void **state)
{
    (void)state;
    struct editor *e = make("^1\n2\n3\n4\n5\n6", 20, false);
    assert_false(editor_move(e, EDITOR_PAGE_UP, 3));
    assert_true(editor_move(e, EDITOR_PAGE_DOWN, 3));
    assert_at(e, 3, 0);
    assert_true(editor_move(e, EDITOR_PAGE_DOWN, 3));
    assert_at(e, 5, 0);
    assert_false(editor_move(e, EDITOR_PAGE_DOWN, 3));
    assert_true(editor_move(e, EDITOR_PAGE_UP, 4));
    assert_at(e, 1, 0);
    assert_true(editor_move(e, EDITOR_PAGE_UP, 0)); /* a page has a line at least */
    assert_at(e, 0, 0);
    assert_false(editor_move(e, EDITOR_TEXT_START, 1));
    assert_true(editor_move(e, EDITOR_TEXT_END, 1));
    assert_false(editor_move(e, EDITOR_TEXT_END, 1));
    assert_at(e, 5, 1);
    editor_free(e);
}

static void runs_are_phrases(void **state)
{
    static const char *const stops[] = {
        "^地域のホームページ、Web２.0　版\n次", "地域の^ホームページ、Web２.0　版\n次",
        "地域のホームページ^、Web２.0　版\n次", "地域のホームページ、^Web２.0　版\n次",
        "地域のホームページ、Web２.0　^版\n次", "地域のホームページ、Web２.0　版^\n次",
        "地域のホームページ、Web２.0　版\n^次", "地域のホームページ、Web２.0　版\n次^"};
    (void)state;
    struct editor *e = make(stops[0], 80, false);
    size_t last = sizeof stops / sizeof *stops - 1;
    for (size_t i = 1; i <= last; i++) {
        assert_true(editor_move(e, EDITOR_RUN_RIGHT, 1));
        assert_stands(e, stops[i]);
    }
    assert_false(editor_move(e, EDITOR_RUN_RIGHT, 1));
    for (size_t i = last; i > 0; i--) {
        assert_true(editor_move(e, EDITOR_RUN_LEFT, 1));
        assert_stands(e, stops[i - 1]);
    }
    assert_false(editor_move(e, EDITOR_RUN_LEFT, 1));
    editor_free(e);
}

static void another_width_lays_out_anew(void **state)
{
    (void)state;
    struct editor *e = make(KANJI_16 "^", 20, false);
    assert_int_equal(editor_layout(e)->count, 2);
    editor_set_columns(e, 8);
    assert_int_equal(editor_layout(e)->count, 4);
    assert_at(e, 3, 8);
    editor_set_columns(e, -5);
    assert_int_equal(editor_layout(e)->count, 16);
    editor_set_columns(e, 80);
    assert_int_equal(editor_layout(e)->count, 1);
    assert_at(e, 0, 32);
    editor_free(e);
}

/* ---- Undo ---- */

static void a_run_of_typing_undoes_together(void **state)
{
    (void)state;
    struct editor *e = make("^", 20, false);
    assert_false(editor_undo(e));
    type(e, "地域");
    type(e, "活動");
    type(e, "協議会。");
    type(e, "課題");
    type(e, "は");
    assert_true(editor_undo(e));
    assert_stands(e, "地域活動協議会。^");
    assert_true(editor_undo(e));
    assert_stands(e, "^");
    assert_false(editor_undo(e));
    assert_true(editor_redo(e));
    assert_stands(e, "地域活動協議会。^");
    assert_true(editor_redo(e));
    assert_stands(e, "地域活動協議会。課題は^");
    assert_false(editor_redo(e));
    editor_free(e);
}

static void a_move_ends_a_run(void **state)
{
    (void)state;
    struct editor *e = make("^", 20, false);
    type(e, "北区");
    editor_move(e, EDITOR_LEFT, 1);
    type(e, "東");
    assert_stands(e, "北東^区");
    assert_true(editor_undo(e));
    assert_stands(e, "北^区");
    assert_true(editor_undo(e));
    assert_stands(e, "^");
    editor_free(e);
}

static void deletions_undo_with_their_cursor(void **state)
{
    (void)state;
    struct editor *e = make("北区役^所一覧", 20, false);
    editor_delete(e);
    editor_delete(e);
    editor_backspace(e);
    editor_backspace(e);
    assert_stands(e, "北^覧");
    assert_true(editor_undo(e));
    assert_stands(e, "北区役^覧");
    assert_true(editor_undo(e));
    assert_stands(e, "北区役^所一覧");
    assert_false(editor_undo(e));
    assert_true(editor_redo(e));
    assert_true(editor_redo(e));
    assert_stands(e, "北^覧");
    editor_free(e);
}

static void a_whole_new_text_is_one_step(void **state)
{
    (void)state;
    struct editor *e = make("今年^の文", 20, false);
    assert_true(editor_set_text(e, "昨年の文を写す"));
    assert_stands(e, "昨年の文を写す^");
    assert_true(editor_set_text(e, "昨年の文を写す")); /* nothing changes, no step */
    assert_true(editor_undo(e));
    assert_stands(e, "今年^の文");
    assert_false(editor_is_changed(e));
    assert_true(editor_redo(e));
    assert_stands(e, "昨年の文を写す^");
    editor_free(e);
}

static void a_paste_is_a_step_of_its_own(void **state)
{
    char paste[301];
    (void)state;
    memset(paste, 'p', 300);
    paste[300] = '\0';
    struct editor *e = make("^", 20, false);
    type(e, "a");
    type(e, paste);
    type(e, "b");
    assert_true(editor_undo(e));
    assert_int_equal(editor_size(e), 301);
    assert_true(editor_undo(e));
    assert_stands(e, "a^");
    editor_free(e);
}

static void typing_after_undo_forgets_what_was_undone(void **state)
{
    (void)state;
    struct editor *e = make("^", 20, false);
    type(e, "北");
    editor_move(e, EDITOR_TEXT_START, 1);
    type(e, "大");
    editor_undo(e);
    type(e, "東");
    assert_false(editor_redo(e));
    assert_stands(e, "東^北");
    assert_true(editor_undo(e));
    assert_true(editor_undo(e));
    assert_stands(e, "^");
    editor_free(e);
}

static void the_oldest_steps_go_first(void **state)
{
    enum { SIZE = 1024 * 1024, STEPS = 40 };
    char *text = malloc(SIZE + 1);
    (void)state;
    assert_non_null(text);
    text[SIZE] = '\0';
    struct editor *e = make("first^", 20, false);
    for (int i = 0; i < STEPS; i++) {
        memset(text, 'A' + i % 26, SIZE);
        assert_true(editor_set_text(e, text));
    }
    /* A step holds what it took out and what it put in, 2 MB here. */
    int undone = 0;
    while (editor_undo(e))
        undone++;
    assert_in_range(undone, 6, 8);
    assert_int_equal(editor_text(e)[0], 'A' + (STEPS - 1 - undone) % 26);
    assert_int_equal(editor_size(e), SIZE);
    while (editor_redo(e))
        undone--;
    assert_int_equal(undone, 0);
    assert_int_equal(editor_text(e)[0], 'A' + (STEPS - 1) % 26);
    editor_free(e);
    free(text);
}

static void a_step_costs_what_it_changes(void **state)
{
    enum { SIZE = 1024 * 1024, STEPS = 40 };
    char *text = malloc(SIZE + 1);
    (void)state;
    assert_non_null(text);
    memset(text, 'a', SIZE);
    text[SIZE] = '\0';
    struct editor *e = make("first^", 20, false);
    for (int i = 0; i < STEPS; i++) {
        text[SIZE / 2] = (char)('A' + i % 26);
        assert_true(editor_set_text(e, text));
    }
    int undone = 0;
    while (editor_undo(e))
        undone++;
    assert_int_equal(undone, STEPS);
    assert_stands(e, "first^");
    editor_free(e);
    free(text);
}

/* ---- What is unchanged ---- */

static void what_stands_before_a_change_is_unchanged(void **state)
{
    (void)state;
    struct editor *e = make("大阪市^北区", 20, false);
    assert_int_equal(editor_unchanged(e), 0); /* nobody has looked yet */
    editor_mark(e);
    assert_int_equal(editor_unchanged(e), strlen("大阪市北区"));
    assert_true(type(e, "役"));
    assert_int_equal(editor_unchanged(e), strlen("大阪市"));
    editor_move(e, EDITOR_TEXT_END, 1);
    assert_true(type(e, "所"));
    assert_int_equal(editor_unchanged(e), strlen("大阪市")); /* the first of both counts */
    editor_mark(e);
    assert_int_equal(editor_unchanged(e), strlen("大阪市役北区所"));
    assert_true(editor_backspace(e));
    assert_int_equal(editor_unchanged(e), strlen("大阪市役北区"));
    editor_mark(e);
    assert_true(editor_undo(e));
    assert_stands(e, "大阪市役北区所^");
    assert_int_equal(editor_unchanged(e), strlen("大阪市役北区"));
    editor_mark(e);
    assert_true(editor_undo(e));
    assert_true(editor_undo(e));
    assert_stands(e, "大阪市^北区");
    assert_int_equal(editor_unchanged(e), strlen("大阪市"));
    editor_free(e);
}

static void columns_are_counted_in_a_line(void **state)
{
    (void)state;
    struct editor *e = make("大阪2015年度^", 20, false);
    assert_int_equal(editor_columns(e, 0, strlen("大阪")), 4);
    assert_int_equal(editor_columns(e, strlen("大阪"), strlen("大阪2015年")), 6);
    assert_int_equal(editor_columns(e, 3, 3), 0);
    editor_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_stands_behind_what_was_typed),
        cmocka_unit_test(marks_join_the_cluster_before_the_cursor),
        cmocka_unit_test(deleting_takes_whole_clusters),
        cmocka_unit_test(a_line_is_deleted_to_its_end),
        cmocka_unit_test(line_breaks_become_line_feeds),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(change_is_seen_and_unseen),
        cmocka_unit_test(left_and_right_go_by_clusters),
        cmocka_unit_test(the_cursor_is_put_on_a_boundary),
        cmocka_unit_test(a_soft_end_belongs_to_the_next_line),
        cmocka_unit_test(up_and_down_keep_the_column),
        cmocka_unit_test(a_column_in_the_middle_of_a_kanji_is_before_it),
        cmocka_unit_test(down_stays_on_the_next_line_of_a_soft_break),
        cmocka_unit_test(start_and_end_go_to_the_line_then_to_the_paragraph),
        cmocka_unit_test(pages_go_as_far_as_there_are_lines),
        cmocka_unit_test(runs_are_phrases),
        cmocka_unit_test(another_width_lays_out_anew),
        cmocka_unit_test(a_run_of_typing_undoes_together),
        cmocka_unit_test(a_move_ends_a_run),
        cmocka_unit_test(deletions_undo_with_their_cursor),
        cmocka_unit_test(a_whole_new_text_is_one_step),
        cmocka_unit_test(a_paste_is_a_step_of_its_own),
        cmocka_unit_test(typing_after_undo_forgets_what_was_undone),
        cmocka_unit_test(the_oldest_steps_go_first),
        cmocka_unit_test(a_step_costs_what_it_changes),
        cmocka_unit_test(what_stands_before_a_change_is_unchanged),
        cmocka_unit_test(columns_are_counted_in_a_line),
    };
    return cmocka_run_group_tests(tests, as_narrow, NULL);
}
