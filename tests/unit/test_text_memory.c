/* Every allocation fails once: what was there stays, and nothing leaks (which
 * the sanitizers' build sees). */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing_malloc.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/editor.h"
#include "text/era.h"
#include "text/figure.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/layout.h"
#include "text_eras.h"
#include "unit.h"

static void a_buffer_keeps_what_it_had(void **state)
{
    (void)state;
    for (size_t n = 1;; n++) {
        struct buffer b = BUFFER_INIT;
        failing_malloc_at(n);
        for (int i = 0; i < 300; i++) {
            buffer_append_string(&b, "北区");
            buffer_append_format(&b, "%02d", i % 100);
        }
        bool failed = failing_malloc_off();
        assert_int_equal(b.failed, failed);
        for (size_t i = 0; i + 6 <= b.size; i += 8)
            assert_memory_equal(b.data + i, "北区", 6);
        if (!failed) {
            assert_int_equal(b.size, 2400);
            buffer_free(&b);
            break;
        }
        assert_null(buffer_take(&b));
        assert_null(b.data);
    }
    struct buffer empty = BUFFER_INIT;
    failing_malloc_at(1);
    assert_null(buffer_take(&empty));
    assert_true(failing_malloc_off());
}

static void an_editor_is_made_whole_or_not_at_all(void **state)
{
    (void)state;
    for (size_t n = 1;; n++) {
        failing_malloc_at(n);
        struct editor *e = editor_new("北区役所", 20, false);
        bool failed = failing_malloc_off();
        assert_int_equal(e == NULL, failed);
        editor_free(e);
        if (!failed)
            break;
        assert_true(n < 100);
    }
}

enum key { TYPE, TYPE_MUCH, TYPE_CR, DELETE, BACKSPACE, DELETE_LINE, SET_TEXT, KEY_COUNT };

static bool press(struct editor *e, enum key key)
{
    static char much[5000];
    switch (key) {
    case TYPE:
        return editor_insert(e, "総", 3);
    case TYPE_MUCH:
        memset(much, 'm', sizeof much);
        return editor_insert(e, much, sizeof much);
    case TYPE_CR:
        return editor_insert(e, "\r\n総\r", 6);
    case DELETE:
        return editor_delete(e);
    case BACKSPACE:
        return editor_backspace(e);
    case DELETE_LINE:
        return editor_delete_line(e);
    case SET_TEXT:
        return editor_set_text(e, "昨年の文");
    case KEY_COUNT:
        break;
    }
    return false;
}

static void a_key_without_memory_changes_nothing(void **state)
{
    const char *text = "北区役所\n総務課";
    (void)state;
    for (int key = TYPE; key < KEY_COUNT; key++) {
        size_t n = 1;
        for (;; n++) {
            struct editor *e = editor_new(text, 6, false);
            assert_non_null(e);
            editor_set_cursor(e, 6);
            failing_malloc_at(n);
            bool done = press(e, (enum key)key);
            bool failed = failing_malloc_off();
            assert_int_equal(done, !failed);
            if (failed) {
                assert_string_equal(editor_text(e), text);
                assert_int_equal(editor_size(e), strlen(text));
                assert_int_equal(editor_cursor(e), 6);
                assert_false(editor_undo(e));
                /* and the next key works */
                assert_true(press(e, (enum key)key));
            }
            assert_true(editor_is_changed(e));
            assert_true(editor_undo(e));
            assert_string_equal(editor_text(e), text);
            editor_free(e);
            if (!failed)
                break;
        }
        assert_true(n > 1);
    }
}

static void undo_needs_no_memory(void **state)
{
    (void)state;
    struct editor *e = editor_new("北区", 20, false);
    assert_non_null(e);
    assert_true(press(e, TYPE_MUCH) && press(e, SET_TEXT) && press(e, TYPE));
    failing_malloc_from(1);
    assert_true(editor_undo(e) && editor_undo(e) && editor_undo(e));
    assert_string_equal(editor_text(e), "北区");
    assert_true(editor_redo(e) && editor_redo(e) && editor_redo(e));
    assert_false(failing_malloc_off());
    assert_string_equal(editor_text(e), "昨年の文総");
    editor_free(e);
}

static void without_memory_the_paragraph_is_shown(void **state)
{
    (void)state;
    struct editor *e = editor_new("北区\n役所総務課\n地域", 4, false);
    size_t line;
    int column;
    assert_non_null(e);
    editor_set_cursor(e, strlen("北区\n役"));
    failing_malloc_from(1);
    const struct layout *l = editor_layout(e);
    assert_int_equal(l->count, 1);
    assert_int_equal(l->lines[0].start, 7);
    assert_int_equal(l->lines[0].end, 7 + 15);
    assert_true(l->lines[0].hard);
    editor_position(e, &line, &column);
    assert_int_equal(line, 0);
    assert_int_equal(column, 2);
    assert_false(editor_move(e, EDITOR_UP, 1));
    assert_true(editor_move(e, EDITOR_LINE_END, 1));
    assert_int_equal(editor_cursor(e), 7 + 15);
    assert_true(failing_malloc_off());
    /* and comes back with the memory */
    assert_int_equal(editor_layout(e)->count, 5);
    editor_free(e);
}

static void a_layout_stays_as_it_was(void **state)
{
    char text[4000];
    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t n = 1;; n++) {
        struct layout l = LAYOUT_INIT;
        assert_true(layout_make(&l, "北\n区", 7, 10));
        failing_malloc_at(n);
        bool done = layout_make(&l, text, sizeof text, 2);
        bool failed = failing_malloc_off();
        assert_int_equal(done, !failed);
        if (failed) {
            assert_int_equal(l.count, 2);
            assert_int_equal(l.lines[0].end, 3);
            assert_int_equal(l.lines[1].start, 4);
            assert_true(layout_make(&l, text, sizeof text, 2));
        }
        assert_int_equal(l.count, 2000);
        layout_free(&l);
        if (!failed)
            break;
    }
}

static void clusters_longer_than_the_stack_window_still_end(void **state)
{
    enum { FLAGS = 1000 };
    static char text[FLAGS * 4];
    (void)state;
    for (size_t i = 0; i < FLAGS; i++)
        memcpy(text + i * 4, "🇯", 4);
    failing_malloc_from(1);
    size_t next = grapheme_next(text, sizeof text, 0);
    size_t previous = grapheme_previous(text, sizeof text, sizeof text);
    assert_true(failing_malloc_off());
    assert_int_equal(next, sizeof text);
    assert_int_equal(previous, 0);
}

static void folding_says_that_memory_is_short(void **state)
{
    static const char *const values[] = {"○", "×", NULL};
    (void)state;
    failing_malloc_from(1);
    assert_null(fold_key("①(ⅰ)"));
    assert_null(fold_code("【1-1】"));
    assert_null(fold_code("①"));
    assert_false(fold_equal("○", "〇"));
    assert_int_equal(fold_choose("〇", values), -1);
    assert_int_equal(fold_choose("○", values), 0);
    assert_null(allowed_filter("北区", 6, NULL, NULL));
    assert_true(failing_malloc_off());
    failing_malloc_at(2);
    assert_int_equal(fold_choose("〇", values), -1);
    assert_true(failing_malloc_off());
    failing_malloc_at(2);
    assert_null(fold_code("①")); /* the copy of what is no code */
    assert_true(failing_malloc_off());
}

static void an_era_table_is_read_whole_or_not_at_all(void **state)
{
    char path[256];
    (void)state;
    text_eras_write("1989-01-08\t平成\tH\n2019-05-01\t令和\tR\n", path, sizeof path);
    for (size_t n = 1;; n++) {
        struct error err = {""};
        failing_malloc_at(n);
        struct era_table *eras = era_table_read(path, &err);
        bool failed = failing_malloc_off();
        assert_int_equal(eras == NULL, failed);
        assert_int_equal(err.text[0] != '\0', failed);
        era_table_free(eras);
        if (!failed)
            break;
    }
    unlink(path);
}

static void a_figure_needs_no_memory(void **state)
{
    struct figure f;
    (void)state;
    failing_malloc_from(1);
    bool done = figure_read(NULL, 0, "2017年度までに３．５点以上", &f);
    assert_false(failing_malloc_off());
    assert_true(done);
    assert_string_equal(f.unit, "点");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_keeps_what_it_had),
        cmocka_unit_test(an_editor_is_made_whole_or_not_at_all),
        cmocka_unit_test(a_key_without_memory_changes_nothing),
        cmocka_unit_test(undo_needs_no_memory),
        cmocka_unit_test(without_memory_the_paragraph_is_shown),
        cmocka_unit_test(a_layout_stays_as_it_was),
        cmocka_unit_test(clusters_longer_than_the_stack_window_still_end),
        cmocka_unit_test(folding_says_that_memory_is_short),
        cmocka_unit_test(an_era_table_is_read_whole_or_not_at_all),
        cmocka_unit_test(a_figure_needs_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
