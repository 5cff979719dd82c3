/* The table of keys, the words on the screen, and drawing, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <curses.h>
#include <locale.h>

#include "terminal/bars.h"
#include "terminal/draw.h"
#include "terminal/keymap.h"
#include "terminal/pick.h"
#include "terminal/probe.h"
#include "text/utf8.h"
#include "text/when.h"
#include "text/width.h"

/* --- keys ------------------------------------------------------------------- */

static void test_no_key_does_two_things_on_a_screen(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (unsigned place = 1; place < PLACE_ALL; place <<= 1) {
        for (size_t i = 0; i < count; i++) {
            for (size_t k = 0; k < KEYMAP_KEYS && entries[i].keys[k]; k++) {
                if (!(entries[i].places & place)) {
                    continue;
                }
                assert_int_equal(keymap_find(place, entries[i].keys[k]), entries[i].action);
                for (size_t j = i + 1; j < count; j++) {
                    for (size_t m = 0; m < KEYMAP_KEYS; m++) {
                        if ((entries[j].places & place) &&
                            entries[j].keys[m] == entries[i].keys[k]) {
                            fail_msg("%s: twice in place %u", entries[j].help, place);
                        }
                    }
                }
            }
        }
    }
}

static void test_every_entry_can_be_explained(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        char name[32];
        assert_true(entries[i].keys[0] != 0 && entries[i].places != 0);
        assert_non_null(entries[i].help);
        keymap_key_name(entries[i].keys[0], name, sizeof(name));
        assert_true(*name != '\0' && strchr(name, '?') == NULL);
    }
}

/* A key whose name one can read is said wherever a screen needs it. */
static void test_every_screen_says_how_to_leave_it(void **state)
{
    char name[32];

    (void)state;
    for (unsigned place = 1; place < PLACE_ALL; place <<= 1) {
        keymap_action_key(place, ACTION_LEAVE, name, sizeof(name));
        assert_string_equal(name, "F10");
    }
}

static void test_the_line_of_keys_fits_80_columns(void **state)
{
    (void)state;
    for (unsigned place = 1; place < PLACE_ALL; place <<= 1) {
        int whole = bars_keys(place, 10000, NULL);
        assert_true(whole > 0);
        if (whole > 79) {
            fail_msg("place %u: %d columns", place, whole);
        }
        assert_int_equal(bars_keys(place, 79, NULL), whole);
        assert_true(bars_keys(place, whole - 1, NULL) < whole);
    }
}

/* --- words --------------------------------------------------------------------- */

static const char *first_ambiguous(const char *text)
{
    size_t size = strlen(text);
    uint32_t cp;

    for (size_t step; size > 0 && (step = utf8_decode(text, size, &cp)) > 0;
         text += step, size -= step) {
        width_set_ambiguous(1);
        int narrow = width_of(cp);
        width_set_ambiguous(2);
        int wide = width_of(cp);
        width_set_ambiguous(1);
        if (narrow != wide) {
            return text;
        }
    }
    return NULL;
}

static void test_labels_have_no_glyph_of_doubtful_width(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    assert_non_null(first_ambiguous("→"));
    assert_null(first_ambiguous("保存（一覧）。"));
    for (size_t i = 0; i < count; i++) {
        assert_null(first_ambiguous(entries[i].help));
        assert_null(entries[i].label ? first_ambiguous(entries[i].label) : NULL);
    }
}

/* One string of a .po file from the line at hand on: its pieces joined. The line
 * behind it is then in `line`. */
static void read_po_string(FILE *f, char line[4096], char *out, size_t size)
{
    size_t used = 0;

    do {
        const char *from = strchr(line, '"') + 1;
        const char *to = strrchr(line, '"');
        for (; from < to && used + 1 < size; from++) {
            from += *from == '\\' ? 1 : 0;
            out[used++] = *from;
        }
        if (!fgets(line, 4096, f)) {
            *line = '\0';
        }
    } while (*line == '"');
    out[used] = '\0';
}

/* The Japanese of an English sentence, from po/ja.po; "" where there is none. */
static void translate(const char *msgid, char *out, size_t size)
{
    char path[4096];
    char line[4096] = "";
    char id[4096] = "";

    snprintf(path, sizeof(path), "%s/po/ja.po", getenv("KUSEI_TEST_SRCDIR"));
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    *out = '\0';
    bool more = fgets(line, sizeof(line), f) != NULL;
    while (more && *line) {
        if (strncmp(line, "msgid ", 6) == 0) {
            read_po_string(f, line, id, sizeof(id));
        } else if (strncmp(line, "msgstr ", 7) == 0 && strcmp(id, msgid) == 0) {
            read_po_string(f, line, out, size);
            break;
        } else {
            more = fgets(line, sizeof(line), f) != NULL;
        }
    }
    fclose(f);
}

static void test_every_key_is_explained_in_japanese(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    char text[4096];

    (void)state;
    for (size_t i = 0; i < count; i++) {
        translate(entries[i].help, text, sizeof(text));
        if (!*text || first_ambiguous(text)) {
            fail_msg("%s: \"%s\"", entries[i].help, text);
        }
    }
}

static void test_the_line_of_keys_fits_80_columns_in_japanese(void **state)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    (void)state;
    for (unsigned place = 1; place < PLACE_ALL; place <<= 1) {
        int columns = -1;
        for (size_t i = 0; i < count; i++) {
            char name[32];
            char label[256];
            if (!(entries[i].places & place) || !entries[i].label) {
                continue;
            }
            keymap_key_name(entries[i].keys[0], name, sizeof(name));
            translate(entries[i].label, label, sizeof(label));
            if (!*label || first_ambiguous(label)) {
                fail_msg("%s: \"%s\"", entries[i].label, label);
            }
            columns += 1 + width_of_text(name, strlen(name)) + width_of_text(label, strlen(label));
        }
        if (columns > 79) {
            fail_msg("place %u: %d columns", place, columns);
        }
    }
}

/* --- drawing ----------------------------------------------------------------- */

struct screen_fixture {
    FILE *nowhere;
    SCREEN *screen;
    struct canvas canvas;
};

static int start_screen(void **state)
{
    struct screen_fixture *f = calloc(1, sizeof(*f));

    setlocale(LC_ALL, "C.UTF-8");
    width_set_ambiguous(1);
    f->nowhere = fopen("/dev/null", "r+");
    setenv("LINES", "24", 1);
    setenv("COLUMNS", "80", 1);
    f->screen = newterm("xterm", f->nowhere, f->nowhere);
    if (!f->screen) {
        return -1;
    }
    draw_start(&f->canvas);
    *state = f;
    return 0;
}

static int end_screen(void **state)
{
    struct screen_fixture *f = *state;

    endwin();
    delscreen(f->screen);
    fclose(f->nowhere);
    free(f);
    return 0;
}

/* Row y as UTF-8, without the blanks at its end. */
static void read_row(int y, char *out, size_t size)
{
    wchar_t row[256] = {0};

    mvinnwstr(y, 0, row, 200);
    assert_true(wcstombs(out, row, size) != (size_t)-1);
    for (size_t n = strlen(out); n > 0 && out[n - 1] == ' '; n--) {
        out[n - 1] = '\0';
    }
}

static void test_nothing_is_drawn_past_the_end(void **state)
{
    struct screen_fixture *f = *state;
    struct pen pen = draw_pen(&f->canvas, 2, 0, 7);
    char row[1024];

    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "あいうえ"), 6); /* え would need two */
    draw_finish(&pen, DRAW_PLAIN);
    read_row(2, row, sizeof(row));
    assert_string_equal(row, "あいう");
    pen = draw_pen(&f->canvas, 23, 78, 1000); /* the last cells of the screen */
    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "あい"), 2);
    pen = draw_pen(&f->canvas, 99, 0, 80); /* a row that is not there */
    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "x"), 0);
}

static void test_controls_and_marks_keep_their_cells(void **state)
{
    struct screen_fixture *f = *state;
    struct pen pen = draw_pen(&f->canvas, 3, 0, 80);
    char row[1024];

    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "a\tb\nc\033[31m"), 10);
    read_row(3, row, sizeof(row));
    assert_string_equal(row, "a b c [31m");
    pen = draw_pen(&f->canvas, 4, 0, 80);
    /* A sound mark and a variation selector belong to the character before. */
    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "は\xE3\x82\x99葛\xF3\xA0\x84\x80x"), 5);
    read_row(4, row, sizeof(row));
    assert_string_equal(row, "は\xE3\x82\x99葛\xF3\xA0\x84\x80x");
}

/* Over a row of wide characters, whatever half of one is drawn over first. */
static void test_blanks_over_wide_characters_keep_their_style(void **state)
{
    struct screen_fixture *f = *state;

    for (int x = 1; x < 5; x++) {
        struct pen pen = draw_pen(&f->canvas, 9, 0, 20);
        draw_string(&pen, DRAW_PLAIN, "地域活動協議会");
        pen = draw_pen(&f->canvas, 9, x, 20);
        draw_blank(&pen, DRAW_REVERSE, x + 1);
        draw_string(&pen, DRAW_REVERSE, "1.1.a 区");
        draw_blank(&pen, DRAW_REVERSE, pen.x + 1);
        draw_string(&pen, DRAW_REVERSE, "会");
        for (int at = x; at < pen.x; at++) {
            cchar_t cell;
            wchar_t characters[CCHARW_MAX + 1];
            attr_t attributes;
            short pair;
            mvin_wch(9, at, &cell);
            getcchar(&cell, characters, &attributes, &pair, NULL);
            assert_true(attributes & A_REVERSE);
        }
    }
}

static void test_a_text_that_does_not_fit_says_so(void **state)
{
    struct screen_fixture *f = *state;
    struct pen pen = draw_pen(&f->canvas, 5, 0, 9);
    char row[1024];

    draw_clipped(&pen, DRAW_PLAIN, "地域活動協議会");
    draw_finish(&pen, DRAW_PLAIN);
    read_row(5, row, sizeof(row));
    assert_string_equal(row, "地域活..");
    pen = draw_pen(&f->canvas, 6, 0, 6);
    draw_clipped(&pen, DRAW_PLAIN, "地域活");
    read_row(6, row, sizeof(row));
    assert_string_equal(row, "地域活");
}

static void test_the_program_s_own_width_reaches_curses(void **state)
{
    struct screen_fixture *f = *state;
    struct pen pen;

    width_set_ambiguous(2);
    probe_confirm();
    assert_int_equal(width_ambiguous(), 2); /* else curses thinks otherwise */
    pen = draw_pen(&f->canvas, 7, 0, 80);
    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "○x"), 3);
    assert_int_equal(mvinch(7, 2) & A_CHARTEXT, 'x');
    width_set_ambiguous(1);
    pen = draw_pen(&f->canvas, 8, 0, 80);
    assert_int_equal(draw_string(&pen, DRAW_PLAIN, "○x"), 2);
    assert_int_equal(mvinch(8, 1) & A_CHARTEXT, 'x');
}

/* --- lists, times ------------------------------------------------------------------ */

static void test_moving_in_a_list(void **state)
{
    struct pick p = {.count = 30};

    (void)state;
    assert_true(pick_move(&p, ACTION_LAST, 10));
    pick_show(&p, 10);
    assert_int_equal(p.current, 29);
    assert_int_equal(p.first, 20);
    assert_true(pick_move(&p, ACTION_SCREEN_UP, 10));
    assert_int_equal(p.current, 20);
    assert_true(pick_move(&p, ACTION_UP, 10));
    pick_show(&p, 10);
    assert_int_equal(p.first, 19);
    pick_resize(&p, 3);
    pick_show(&p, 10);
    assert_int_equal(p.current, 2);
    assert_int_equal(p.first, 0);
    assert_false(pick_move(&p, ACTION_SAVE, 10));
    pick_resize(&p, 0);
    assert_true(pick_move(&p, ACTION_DOWN, 10));
    assert_int_equal(p.current, 0);
}

static void test_times_are_local(void **state)
{
    char out[WHEN_SIZE];

    (void)state;
    setenv("TZ", "JST-9", 1);
    tzset();
    when_local("2026-03-31T15:30:12Z", out);
    assert_string_equal(out, "2026-04-01 00:30");
    when_local("a word", out);
    assert_string_equal(out, "a word");
    when_local(NULL, out);
    assert_string_equal(out, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_key_does_two_things_on_a_screen),
        cmocka_unit_test(test_every_entry_can_be_explained),
        cmocka_unit_test(test_every_screen_says_how_to_leave_it),
        cmocka_unit_test(test_the_line_of_keys_fits_80_columns),
        cmocka_unit_test(test_labels_have_no_glyph_of_doubtful_width),
        cmocka_unit_test(test_every_key_is_explained_in_japanese),
        cmocka_unit_test(test_the_line_of_keys_fits_80_columns_in_japanese),
        cmocka_unit_test_setup_teardown(test_nothing_is_drawn_past_the_end, start_screen,
                                        end_screen),
        cmocka_unit_test_setup_teardown(test_controls_and_marks_keep_their_cells, start_screen,
                                        end_screen),
        cmocka_unit_test_setup_teardown(test_blanks_over_wide_characters_keep_their_style,
                                        start_screen, end_screen),
        cmocka_unit_test_setup_teardown(test_a_text_that_does_not_fit_says_so, start_screen,
                                        end_screen),
        cmocka_unit_test_setup_teardown(test_the_program_s_own_width_reaches_curses, start_screen,
                                        end_screen),
        cmocka_unit_test(test_moving_in_a_list),
        cmocka_unit_test(test_times_are_local),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
