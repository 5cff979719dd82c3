/* The editor: what is selected, and what keys do to it. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor.h"
#include "text/grapheme.h"
#include "text_editing.h"
#include "unit.h"

static void extend(struct editor *e, enum editor_move move, const char *expected)
{
    assert_true(editor_extend(e, move, 1));
    text_editing_assert(e, expected);
}

/* ---- Selecting ---- */

static void moves_extend_from_where_they_began(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地域の^か\u3099活動\n次の行", false);
    extend(e, EDITOR_RIGHT, "地域の[か\u3099^活動\n次の行");
    extend(e, EDITOR_RUN_RIGHT, "地域の[か\u3099活動^\n次の行");
    extend(e, EDITOR_DOWN, "地域の[か\u3099活動\n次の行^");
    extend(e, EDITOR_TEXT_START, "^地域の[か\u3099活動\n次の行");
    assert_false(editor_extend(e, EDITOR_LEFT, 1));
    text_editing_assert(e, "^地域の[か\u3099活動\n次の行");
    extend(e, EDITOR_PARAGRAPH_END, "地域の[か\u3099活動^\n次の行");
    extend(e, EDITOR_PARAGRAPH_START, "^地域の[か\u3099活動\n次の行");
    editor_free(e);
}

static void a_move_ends_the_selection(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地[域の^活動", false);
    assert_true(editor_move(e, EDITOR_LEFT, 1));
    text_editing_assert(e, "地^域の活動");
    editor_free(e);
    e = text_editing_make("地^域の[活動", false);
    assert_true(editor_move(e, EDITOR_RIGHT, 1));
    text_editing_assert(e, "地域の^活動");
    editor_free(e);
    e = text_editing_make("地[域の活動^", false);
    assert_true(editor_move(e, EDITOR_DOWN, 1)); /* the first only lets go */
    text_editing_assert(e, "地域の活動^");
    assert_false(editor_move(e, EDITOR_DOWN, 1));
    editor_free(e);
    e = text_editing_make("地[域の^活動", false);
    assert_true(editor_move(e, EDITOR_TEXT_END, 1));
    text_editing_assert(e, "地域の活動^");
    editor_select(e, 0, 3);
    editor_set_cursor(e, 6);
    text_editing_assert(e, "地域^の活動");
    editor_select(e, 0, 3);
    editor_select_nothing(e);
    text_editing_assert(e, "地^域の活動");
    editor_free(e);
}

static void what_is_around_the_cursor_is_selected(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地域の^活動を行う\n\n次の行", false);
    assert_true(editor_select_run(e));
    text_editing_assert(e, "地域の[活動を^行う\n\n次の行");
    assert_true(editor_select_paragraph(e));
    text_editing_assert(e, "[地域の活動を行う^\n\n次の行");
    editor_select_all(e);
    text_editing_assert(e, "[地域の活動を行う\n\n次の行^");
    editor_set_cursor(e, 25);
    assert_false(editor_select_run(e));
    assert_false(editor_select_paragraph(e));
    text_editing_assert(e, "地域の活動を行う\n^\n次の行");
    /* Never inside of a cluster. */
    editor_select(e, 4, 7);
    text_editing_assert(e, "地[域^の活動を行う\n\n次の行");
    editor_free(e);
}

static void the_selected_bytes_are_given(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地^域の\nか\u3099[活動", false);
    size_t size = 99;
    const char *bytes = editor_selected(e, &size);
    assert_int_equal(size, strlen("域の\nか\u3099"));
    assert_memory_equal(bytes, "域の\nか\u3099", size);
    assert_int_equal(editor_count_selected(e), 3);
    assert_int_equal(editor_count(e), 6);
    editor_select_nothing(e);
    assert_null(editor_selected(e, &size));
    assert_int_equal(size, 0);
    assert_int_equal(editor_count_selected(e), 0);
    editor_free(e);
}

static void deleting_takes_what_is_selected(void **state)
{
    bool (*const keys[])(struct editor *) = {editor_delete, editor_backspace, editor_delete_line,
                                             editor_delete_selection};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct editor *e = text_editing_make("地[域の\n^活動", false);
        assert_true(keys[i](e));
        text_editing_assert(e, "地^活動");
        assert_true(editor_undo(e));
        text_editing_assert(e, "地域の\n^活動");
        assert_false(editor_undo(e));
        assert_true(editor_redo(e));
        text_editing_assert(e, "地^活動");
        assert_false(editor_delete_selection(e));
        editor_free(e);
    }
}

static void typing_takes_the_place_of_what_is_selected(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地^域の[活動", false);
    assert_true(editor_insert(e, "区", 3));
    assert_true(editor_insert(e, "内", 3));
    text_editing_assert(e, "地区内^活動");
    assert_true(editor_undo(e)); /* the run of typing and what it took out */
    assert_string_equal(editor_text(e), "地域の活動");
    assert_false(editor_undo(e));
    assert_true(editor_redo(e));
    text_editing_assert(e, "地区内^活動");
    editor_select(e, 3, 9);
    assert_true(editor_insert(e, "", 0));
    assert_false(editor_insert(e, "\xFF", 1));
    text_editing_assert(e, "地[区内^活動");
    /* With the same: nothing to undo. */
    assert_true(editor_paste(e, "区内", 6));
    text_editing_assert(e, "地区内^活動");
    assert_true(editor_undo(e));
    assert_string_equal(editor_text(e), "地域の活動");
    editor_free(e);
}

static void a_paste_is_one_step(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("^", false);
    assert_true(editor_insert(e, "a", 1));
    assert_true(editor_paste(e, "b\r\nc", 4));
    assert_true(editor_insert(e, "d", 1));
    assert_true(editor_undo(e));
    text_editing_assert(e, "ab\nc^");
    assert_true(editor_undo(e));
    text_editing_assert(e, "a^");
    assert_true(editor_undo(e));
    text_editing_assert(e, "^");
    editor_free(e);
    e = text_editing_make("x[y^z", true);
    assert_true(editor_paste(e, "b\r\nc", 4));
    text_editing_assert(e, "xb c^z");
    assert_true(editor_paste(e, "", 0));
    assert_false(editor_paste(e, "\xE5", 1));
    text_editing_assert(e, "xb c^z");
    editor_free(e);
}

/* What n keys cost in memory, in a text that they make ever longer. */
static size_t memory_of(size_t keys)
{
    struct editor *e = editor_new("", 40, false);
    assert_non_null(e);
    size_t before = mallinfo2().uordblks;
    for (size_t i = 0; i < keys; i++) {
        assert_true(editor_insert(e, "あ", 3));
        if (i % 7 == 0)
            editor_move(e, EDITOR_LEFT, 1);
        if (i % 50 == 0) {
            assert_true(editor_extend(e, EDITOR_LEFT, 1) || i == 0);
            assert_true(editor_insert(e, "い", 3));
        }
    }
    size_t after = mallinfo2().uordblks;
    editor_free(e);
    return after - before;
}

static void undo_costs_what_was_typed(void **state)
{
    (void)state;
    size_t few = memory_of(2000), many = memory_of(20000);
    if (few == 0)
        skip(); /* the sanitizers' allocator does not say */
    assert_true(many < 12 * few);
    assert_true(many / 20000 < 200);
}

/* ---- Random keys ---- */

static void check(const struct editor *e)
{
    size_t start, end, size = editor_size(e);
    char *breaks = malloc(size + 1);
    assert_non_null(breaks);
    grapheme_breaks(editor_text(e), size, breaks);
    bool any = editor_selection(e, &start, &end);
    assert_true(end <= size && start <= end && any == (start < end));
    assert_true(start == size || breaks[start]);
    assert_true(end == size || breaks[end]);
    free(breaks);
}

static void press(struct editor *e, uint32_t random)
{
    static const char *const words[] = {"地域", "\u3099", "か", "\u200D", "👨", "\n",
                                        "ﾞ",    "Web",    "🇯",  "。",     "①", "　"};
    const char *word = words[(random >> 8) % (sizeof words / sizeof *words)];
    const char *other = words[(random >> 16) % (sizeof words / sizeof *words)];
    enum editor_search_how how = random >> 24 & 1 ? EDITOR_SEARCH_FOLDED : EDITOR_SEARCH_EXACT;
    enum editor_move move = (enum editor_move)((random >> 8) % (EDITOR_PARAGRAPH_END + 1));
    size_t count, size = editor_size(e) + 1;
    switch (random % 16) {
    case 0:
    case 1:
    case 2:
    case 3:
        assert_true(editor_insert(e, word, strlen(word)));
        break;
    case 4:
        assert_true(editor_paste(e, word, strlen(word)));
        break;
    case 5:
    case 6:
        editor_extend(e, move, 2);
        break;
    case 7:
        editor_move(e, move, 2);
        break;
    case 8:
        editor_select(e, (random >> 8) % size, (random >> 16) % size);
        break;
    case 9:
        (random & 0x100 ? editor_select_run : editor_select_paragraph)(e);
        break;
    case 10:
        (random & 0x100 ? editor_delete : editor_backspace)(e);
        break;
    case 11:
        assert_true(editor_find_next(e, word, how) != EDITOR_FOUND_NO_MEMORY);
        break;
    case 12:
        editor_replace(e, word, how, other);
        break;
    case 13:
        if (editor_size(e) < 600)
            assert_true(editor_replace_all(e, word, how, other, &count));
        break;
    default:
        (random & 0x100 ? editor_undo : editor_redo)(e);
        break;
    }
}

static void random_keys_keep_every_promise(void **state)
{
    enum { ROUNDS = 40, KEYS = 500 };
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct editor *e = editor_new("北区\n役所", 10, false);
        uint32_t seed = 271276 + round * 7919;
        assert_non_null(e);
        for (int i = 0; i < KEYS; i++) {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            press(e, seed);
            check(e);
        }
        while (editor_redo(e))
            ;
        char *end = strdup(editor_text(e));
        assert_non_null(end);
        while (editor_undo(e))
            check(e);
        assert_string_equal(editor_text(e), "北区\n役所");
        while (editor_redo(e))
            check(e);
        assert_string_equal(editor_text(e), end);
        free(end);
        editor_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_extend_from_where_they_began),
        cmocka_unit_test(a_move_ends_the_selection),
        cmocka_unit_test(what_is_around_the_cursor_is_selected),
        cmocka_unit_test(the_selected_bytes_are_given),
        cmocka_unit_test(deleting_takes_what_is_selected),
        cmocka_unit_test(typing_takes_the_place_of_what_is_selected),
        cmocka_unit_test(a_paste_is_one_step),
        cmocka_unit_test(undo_costs_what_was_typed),
        cmocka_unit_test(random_keys_keep_every_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
