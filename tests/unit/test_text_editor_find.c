/* The editor: what is found and replaced. */
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "text/editor.h"
#include "text/fold.h"
#include "text_editing.h"
#include "text_growth.h"
#include "unit.h"

/* ---- Finding ---- */

static void finding_goes_on_and_around(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("地域の活動^、地域の行事", false);
    assert_int_equal(editor_find_next(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND);
    text_editing_assert(e, "地域の活動、[地域^の行事");
    assert_int_equal(editor_find_next(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND_AROUND);
    text_editing_assert(e, "[地域^の活動、地域の行事");
    assert_int_equal(editor_find_previous(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND_AROUND);
    text_editing_assert(e, "地域の活動、[地域^の行事");
    assert_int_equal(editor_find_previous(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND);
    text_editing_assert(e, "[地域^の活動、地域の行事");
    assert_int_equal(editor_find_next(e, "校区", EDITOR_SEARCH_EXACT), EDITOR_FOUND_NOTHING);
    assert_int_equal(editor_find_next(e, "", EDITOR_SEARCH_EXACT), EDITOR_FOUND_NOTHING);
    assert_int_equal(editor_find_next(e, "\xFF", EDITOR_SEARCH_EXACT), EDITOR_FOUND_NOTHING);
    text_editing_assert(e, "[地域^の活動、地域の行事");
    /* The only one is found again. */
    assert_int_equal(editor_find_next(e, "行事", EDITOR_SEARCH_EXACT), EDITOR_FOUND);
    assert_int_equal(editor_find_next(e, "行事", EDITOR_SEARCH_EXACT), EDITOR_FOUND_AROUND);
    text_editing_assert(e, "地域の活動、地域の[行事^");
    editor_free(e);
}

static void assert_found(const char *text, const char *what, enum editor_search_how how,
                         const char *expected)
{
    struct editor *e = editor_new(text, 40, false);
    assert_non_null(e);
    enum editor_found found = editor_find_next(e, what, how);
    assert_int_equal(found, expected == NULL ? EDITOR_FOUND_NOTHING : EDITOR_FOUND);
    if (expected != NULL)
        text_editing_assert(e, expected);
    editor_free(e);
}

static void whole_clusters_are_found(void **state)
{
    (void)state;
    assert_found("か\u3099か", "か", EDITOR_SEARCH_EXACT, "か\u3099[か^");
    assert_found("葛\U000E0100飾", "葛", EDITOR_SEARCH_EXACT, NULL);
    assert_found("👨\u200D👩", "👩", EDITOR_SEARCH_EXACT, NULL);
    assert_found("ああい", "あい", EDITOR_SEARCH_EXACT, "あ[あい^");
    assert_found("Web", "web", EDITOR_SEARCH_EXACT, NULL);
}

static void a_folded_search_finds_the_look_alikes(void **state)
{
    (void)state;
    assert_found("区のＷｅｂ２", "Web2", EDITOR_SEARCH_FOLDED, "区の[Ｗｅｂ２^");
    assert_found("葛\U000E0100飾", "葛", EDITOR_SEARCH_FOLDED, "[葛\U000E0100^飾");
    assert_found("㈱北区", "株", EDITOR_SEARCH_FOLDED, "[㈱^北区");
    assert_found("ﾎｰﾑﾍﾟｰｼﾞの", "ページ", EDITOR_SEARCH_FOLDED, "ﾎｰﾑ[ﾍﾟｰｼﾞ^の");
    assert_found("ﾎｰﾑﾍﾟｰｼﾞ", "ヘ", EDITOR_SEARCH_FOLDED, NULL);
    assert_found("地域　の 活動", "地域の活動", EDITOR_SEARCH_FOLDED, "[地域　の 活動^");
    assert_found("㎜", "m", EDITOR_SEARCH_FOLDED, NULL);
    assert_found("①～③", "1〜3", EDITOR_SEARCH_FOLDED, "[①～③^");
    /* A line break is never looked past. */
    assert_found("地域\n活動", "地域活動", EDITOR_SEARCH_FOLDED, NULL);
    assert_found("地域\n活動", "域\n活", EDITOR_SEARCH_FOLDED, "地[域\n活^動");
}

static void brackets_belong_to_what_was_searched_with_them(void **state)
{
    (void)state;
    assert_found("甲（注）乙", "注", EDITOR_SEARCH_FOLDED, "甲（[注^）乙");
    assert_found("甲（注）乙", "(注)", EDITOR_SEARCH_FOLDED, "甲[（注）^乙");
    assert_found("甲【（注）】乙", "(注)", EDITOR_SEARCH_FOLDED, "甲【[（注）^】乙");
    assert_found("甲注乙", "(注)", EDITOR_SEARCH_FOLDED, "甲[注^乙");
    assert_found("（注", " (注) ", EDITOR_SEARCH_FOLDED, "[（注^");
    assert_found("甲 注 乙", "(注)", EDITOR_SEARCH_FOLDED, "甲 [注^ 乙");
    assert_found("甲　（注）　乙", " 注", EDITOR_SEARCH_FOLDED, "甲　（[注^）　乙");
    assert_found("甲　注　乙", " 注", EDITOR_SEARCH_FOLDED, "甲[　注^　乙");
    /* What folds to nothing is searched for as it is. */
    assert_found("甲（注）乙", "（", EDITOR_SEARCH_FOLDED, "甲[（^注）乙");
    assert_found("甲（注）乙", "(", EDITOR_SEARCH_FOLDED, NULL);
}

/* The pieces of a text fold to what the whole folds to. */
static void the_key_is_the_search_key(void **state)
{
    static const char *const words[] = {
        "か", "\u3099",     "ｶ",  "ﾞ",  "葛\U000E0100", "㈱", "①(ⅰ)", "e",  "\u0301", "－",
        "ー", "１，８００", "　", "【", "\uFE0F",       "○",  "한",   "각", "ﾎﾟ"};
    uint32_t seed = 271276;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char text[256] = "";
        for (int i = 0; i < 6; i++) {
            seed = seed * 1664525U + 1013904223U;
            strcat(text, words[(seed >> 16) % (sizeof words / sizeof *words)]);
        }
        char *key = fold_key(text);
        struct editor_matches m;
        assert_non_null(key);
        /* Found in itself, and in its own key when that has folded for good. */
        assert_true(editor_search(text, strlen(text), text, EDITOR_SEARCH_FOLDED, &m));
        assert_true(m.count >= 1);
        editor_matches_free(&m);
        char *again = fold_key(key);
        assert_non_null(again);
        if (key[0] != '\0' && strcmp(key, again) == 0) {
            assert_true(editor_search(text, strlen(text), key, EDITOR_SEARCH_FOLDED, &m));
            assert_true(m.count >= 1);
            editor_matches_free(&m);
        }
        free(again);
        free(key);
    }
}

/* ---- Replacing ---- */

static void one_is_replaced_when_it_is_selected(void **state)
{
    (void)state;
    struct editor *e = text_editing_make("^地域の活動、地域の行事", false);
    assert_false(editor_replace(e, "地域", EDITOR_SEARCH_EXACT, "校区"));
    assert_int_equal(editor_find_next(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND);
    assert_true(editor_replace(e, "地域", EDITOR_SEARCH_EXACT, "小学校下"));
    text_editing_assert(e, "小学校下^の活動、地域の行事");
    assert_false(editor_replace(e, "地域", EDITOR_SEARCH_EXACT, "校区"));
    assert_int_equal(editor_find_next(e, "地域", EDITOR_SEARCH_EXACT), EDITOR_FOUND);
    assert_false(editor_replace(e, "地", EDITOR_SEARCH_EXACT, "校"));
    assert_false(editor_replace(e, "、地域", EDITOR_SEARCH_EXACT, "校"));
    assert_false(editor_replace(e, "地域", EDITOR_SEARCH_EXACT, "\xFF"));
    assert_true(editor_replace(e, "地域", EDITOR_SEARCH_EXACT, ""));
    text_editing_assert(e, "小学校下の活動、^の行事");
    assert_true(editor_undo(e));
    assert_string_equal(editor_text(e), "小学校下の活動、地域の行事");
    assert_true(editor_undo(e));
    assert_string_equal(editor_text(e), "地域の活動、地域の行事");
    editor_free(e);
}

static void assert_replaced(const char *text, const char *what, enum editor_search_how how,
                            const char *with, size_t count, const char *expected)
{
    struct editor *e = text_editing_make(text, false);
    char *before = strdup(editor_text(e));
    size_t counted = 99;
    assert_non_null(before);
    assert_true(editor_replace_all(e, what, how, with, &counted));
    assert_int_equal(counted, count);
    text_editing_assert(e, expected);
    assert_int_equal(editor_undo(e), count > 0 && strcmp(before, expected) != 0);
    assert_string_equal(editor_text(e), before);
    assert_false(editor_undo(e)); /* all of them were one step */
    editor_free(e);
    free(before);
}

static void all_are_replaced_in_one_step(void **state)
{
    (void)state;
    assert_replaced("地域の活動、^地域の行事。", "地域", EDITOR_SEARCH_EXACT, "校区", 2,
                    "校区の活動、校区^の行事。");
    assert_replaced("^ああああ", "ああ", EDITOR_SEARCH_EXACT, "い", 2, "いい^");
    assert_replaced("^ああ", "あ", EDITOR_SEARCH_EXACT, "ああ", 2, "ああああ^");
    assert_replaced("地域^", "校区", EDITOR_SEARCH_EXACT, "地域", 0, "地域^");
    assert_replaced("^x地域", "地域", EDITOR_SEARCH_EXACT, "", 1, "x^");
    assert_replaced("^１，８００人と1,800人", "1,800", EDITOR_SEARCH_FOLDED, "1,900", 2,
                    "1,900人と1,900^人");
    assert_replaced("^甲（注）乙 注", "（注）", EDITOR_SEARCH_FOLDED, "※", 2, "甲※乙 ※^");
    /* A mark behind the place joins what is put there. */
    assert_replaced("^x\u3099x", "x\u3099", EDITOR_SEARCH_EXACT, "か", 1, "か^x");
}

static void what_is_put_in_is_held_to_the_rules(void **state)
{
    size_t count = 99;
    (void)state;
    struct editor *e = text_editing_make("a\nb^a", true);
    assert_false(editor_replace_all(e, "a", EDITOR_SEARCH_EXACT, "\xFF", &count));
    assert_int_equal(count, 0);
    text_editing_assert(e, "a\nb^a");
    assert_true(editor_replace_all(e, "a", EDITOR_SEARCH_EXACT, "x\ny", &count));
    assert_int_equal(count, 2);
    text_editing_assert(e, "x y\nbx y^"); /* the line feed that was there stays */
    editor_free(e);
}

/* ---- Without memory, and with much text ---- */

static bool replace_first(struct editor *e)
{
    editor_select(e, 0, 6);
    return editor_replace(e, "地域", EDITOR_SEARCH_FOLDED, "校\r区");
}

static bool replace_every(struct editor *e)
{
    size_t count;
    return editor_replace_all(e, "地域（", EDITOR_SEARCH_FOLDED, "校\r区", &count);
}

static bool type_over(struct editor *e)
{
    editor_select(e, 0, 6);
    return editor_paste(e, "校\r区", 7);
}

static bool find_it(struct editor *e)
{
    enum editor_found found = editor_find_next(e, "ﾃﾞ地", EDITOR_SEARCH_FOLDED);
    assert_true(found == EDITOR_FOUND || found == EDITOR_FOUND_NO_MEMORY);
    return found == EDITOR_FOUND;
}

static void without_memory_nothing_changes(void **state)
{
    bool (*const keys[])(struct editor *) = {replace_first, replace_every, type_over, find_it};
    const char *text = "地域（Ｗ）と地域デ地域";
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t n = 1;
        for (;; n++) {
            struct editor *e = editor_new(text, 20, false);
            assert_non_null(e);
            failing_malloc_at(n);
            bool done = keys[i](e);
            bool failed = failing_malloc_off();
            assert_int_equal(done, !failed);
            if (failed) {
                assert_string_equal(editor_text(e), text);
                assert_false(editor_undo(e));
                assert_true(keys[i](e));
            }
            editor_free(e);
            if (!failed)
                break;
            assert_true(n < 1000);
        }
        assert_true(n > 1);
    }
}

/* size bytes or a few less. */
static char *repeated(const char *piece, size_t size)
{
    size_t length = strlen(piece);
    char *text = malloc(size + 1);
    assert_non_null(text);
    size -= size % length;
    for (size_t at = 0; at < size; at += length)
        memcpy(text + at, piece, length);
    text[size] = '\0';
    return text;
}

/* Hostile to a search that goes back: half matches at every place. */
static void paste_find_and_replace(size_t size, const void *context)
{
    const char *piece = context;
    char *text = repeated(piece, size), *half = repeated(piece, size / 2);
    size_t count;
    struct editor *e = editor_new("", 40, false);
    assert_non_null(e);
    assert_true(editor_paste(e, text, strlen(text)));
    assert_int_equal(editor_find_previous(e, half, EDITOR_SEARCH_FOLDED), EDITOR_FOUND);
    assert_true(editor_replace_all(e, piece, EDITOR_SEARCH_EXACT, "校区\r", &count));
    assert_int_equal(count, strlen(text) / strlen(piece));
    assert_true(editor_undo(e));
    assert_string_equal(editor_text(e), text);
    assert_true(editor_undo(e));
    assert_false(editor_undo(e));
    editor_free(e);
    free(half);
    free(text);
}

static void much_text_is_searched_soon(void **state)
{
    static const char *const pieces[] = {"あ", "地域の活動を行う。", "（", "ｶﾞ", "a"};
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        text_growth_assert(paste_find_and_replace, pieces[i], 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finding_goes_on_and_around),
        cmocka_unit_test(whole_clusters_are_found),
        cmocka_unit_test(a_folded_search_finds_the_look_alikes),
        cmocka_unit_test(brackets_belong_to_what_was_searched_with_them),
        cmocka_unit_test(the_key_is_the_search_key),
        cmocka_unit_test(one_is_replaced_when_it_is_selected),
        cmocka_unit_test(all_are_replaced_in_one_step),
        cmocka_unit_test(what_is_put_in_is_held_to_the_rules),
        cmocka_unit_test(without_memory_nothing_changes),
        cmocka_unit_test(much_text_is_searched_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
