/* The editor against every text that ncurses' form library loses, byte for byte: what
 * is set is read back, what is typed stands where it was typed, and the lines are those
 * of the columns. Each kind stands with what is near it: a column more or less, the
 * start and the end of a row, other characters of that kind. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor.h"
#include "text/utf8.h"
#include "text/width.h"
#include "unit.h"

#define KANJI_9  "大阪市北区役所総務"
#define KANJI_10 KANJI_9 "課"
#define KANJI_16 KANJI_10 "地域協働担当"
#define FAMILY   "👨\u200D👩\u200D👧"
#define FLAG     "🇯🇵"
#define IVS      "\U000E0100"

/* Keys that are no text, as control characters in `keys`. */
#define LEFT      "\x02"
#define RIGHT     "\x06"
#define HOME      "\x01"
#define UP        "\x10"
#define DELETE    "\x04"
#define BACKSPACE "\x08"

enum { LINES = 6 };

struct text {
    const char *what;
    const char *set; /* the text it begins with; "^" is the cursor, else it is at the start */
    int columns;
    const char *keys;         /* typed, code point by code point */
    const char *stands;       /* then, with the cursor */
    const char *lines[LINES]; /* each as it is drawn */
};

static const struct text texts[] = {
    /* set_field_buffer says that all is well, and keeps ten of sixteen. */
    {"16 kanji are set and read back", KANJI_16, 20, "", "^" KANJI_16, {KANJI_10, "地域協働担当"}},
    {"16 kanji in a row that is wide enough", KANJI_16, 32, "", "^" KANJI_16, {KANJI_16}},
    {"16 kanji in a row that is a column too narrow",
     KANJI_16,
     31,
     "",
     "^" KANJI_16,
     {"大阪市北区役所総務課地域協働担", "当"}},
    {"16 kanji two at a time",
     KANJI_16,
     5,
     "",
     "^" KANJI_16,
     {"大阪", "市北", "区役", "所総", "務課", "地域"}},
    {"10 kanji fill a row", KANJI_10, 20, "", "^" KANJI_10, {KANJI_10}},
    {"16 kanji are typed", "", 20, KANJI_16, KANJI_16 "^", {KANJI_10, "地域協働担当"}},
    {"16 kanji are typed into a row of odd columns",
     "",
     21,
     KANJI_16,
     KANJI_16 "^",
     {KANJI_10, "地域協働担当"}},
    {"half-width kana", "ｵｵｻｶｼｷﾀｸ^", 5, "ﾔｸｼｮ", "ｵｵｻｶｼｷﾀｸﾔｸｼｮ^", {"ｵｵｻｶｼ", "ｷﾀｸﾔｸ", "ｼｮ"}},

    /* REQ_NEW_LINE puts NULs over the rest of the row. */
    {"Enter in mid-line", "地域活動^協議会", 40, "\n", "地域活動\n^協議会", {"地域活動", "協議会"}},
    {"Enter at the start of a line",
     "^地域活動協議会",
     40,
     "\n",
     "\n^地域活動協議会",
     {"", "地域活動協議会"}},
    {"Enter at the end of a line",
     "地域活動協議会^",
     40,
     "\n",
     "地域活動協議会\n^",
     {"地域活動協議会", ""}},
    {"Enter in the middle of a full row",
     "大阪市北区^役所総務課",
     20,
     "\n",
     "大阪市北区\n^役所総務課",
     {"大阪市北区", "役所総務課"}},
    {"Enter where a row is full",
     KANJI_10 "^地域",
     20,
     "\n",
     KANJI_10 "\n^地域",
     {KANJI_10, "地域"}},
    {"Enter twice, and one taken back",
     "地域^活動",
     20,
     "\n\n" BACKSPACE,
     "地域\n^活動",
     {"地域", "活動"}},
    {"Enter between two rows that are full",
     KANJI_10 "\n^" KANJI_10,
     20,
     "\n",
     KANJI_10 "\n\n^" KANJI_10,
     {KANJI_10, "", KANJI_10}},
    {"Enter behind a letter, before kanji",
     "a^" KANJI_10,
     20,
     "\n",
     "a\n^" KANJI_10,
     {"a", KANJI_10}},

    /* Behind a letter no kanji fits into the row's last column: six of sixteen are refused. */
    {"a and kanji go on in the second row",
     "",
     20,
     "a" KANJI_16,
     "a" KANJI_16 "^",
     {"a" KANJI_9, "課地域協働担当"}},
    {"a in front of a full row", "^" KANJI_10, 20, "a", "a^" KANJI_10, {"a" KANJI_9, "課"}},
    {"a in front of 16 kanji",
     "^" KANJI_16,
     20,
     "a",
     "a^" KANJI_16,
     {"a" KANJI_9, "課地域協働担当"}},
    {"a and kanji that are set",
     "a" KANJI_16,
     20,
     "",
     "^a" KANJI_16,
     {"a" KANJI_9, "課地域協働担当"}},
    {"a behind nine kanji, and one more",
     KANJI_9 "^",
     20,
     "a課",
     KANJI_9 "a課^",
     {KANJI_9 "a", "課"}},
    {"letters and kanji by turns", "", 4, "a大b阪c", "a大b阪c^", {"a大b", "阪c"}},

    /* A full row takes nothing at its start. */
    {"inserted at the start of a full row",
     "^" KANJI_10,
     20,
     "新",
     "新^" KANJI_10,
     {"新" KANJI_9, "課"}},
    {"inserted in the middle of a full row",
     "大阪市^北区役所総務課",
     20,
     "新",
     "大阪市新^北区役所総務課",
     {"大阪市新北区役所総務", "課"}},
    {"inserted before the last of a full row",
     KANJI_9 "^課",
     20,
     "新",
     KANJI_9 "新^課",
     {KANJI_9 "新", "課"}},
    {"inserted behind a full row", KANJI_10 "^", 20, "新", KANJI_10 "新^", {KANJI_10, "新"}},
    {"inserted at the start of a full row with another under it",
     "^" KANJI_10 KANJI_10,
     20,
     "新",
     "新^" KANJI_10 KANJI_10,
     {"新" KANJI_9, "課" KANJI_9, "課"}},
    {"inserted and taken out again", "^" KANJI_10, 20, "新" BACKSPACE, "^" KANJI_10, {KANJI_10}},
    {"out of a full row, so that the next moves up",
     "^" KANJI_10 "地",
     20,
     DELETE,
     "^阪市北区役所総務課地",
     {"阪市北区役所総務課地"}},

    /* Typed marks go to other characters, or to none; joiners vanish. */
    {"a sound mark of its own",
     "",
     20,
     "か\u3099き\u3099は\u309A",
     "か\u3099き\u3099は\u309A^",
     {"か\u3099き\u3099は\u309A"}},
    {"a sound mark between two kana", "か^き", 20, "\u3099", "か\u3099^き", {"か\u3099き"}},
    {"a sound mark at the end of a full row",
     "大阪市北区役所総務か^",
     20,
     "\u3099",
     "大阪市北区役所総務か\u3099^",
     {"大阪市北区役所総務か\u3099"}},
    {"a sound mark at the start of a row",
     KANJI_10 "か^く",
     20,
     "\u3099",
     KANJI_10 "か\u3099^く",
     {KANJI_10, "か\u3099く"}},
    {"the form of a kanji", "", 20, "葛" IVS "城", "葛" IVS "城^", {"葛" IVS "城"}},
    {"the form of a kanji that is set",
     "葛" IVS "城と辻\U000E0101",
     20,
     "",
     "^葛" IVS "城と辻\U000E0101",
     {"葛" IVS "城と辻\U000E0101"}},
    {"the form of the last kanji of a full row",
     KANJI_9 "葛^",
     20,
     IVS "城",
     KANJI_9 "葛" IVS "城^",
     {KANJI_9 "葛" IVS, "城"}},
    {"an accent", "", 20, "e\u0301e\u0301", "e\u0301e\u0301^", {"e\u0301e\u0301"}},
    {"three marks on one letter",
     "a\u0302\u0323^b",
     20,
     "\u0304",
     "a\u0302\u0323\u0304^b",
     {"a\u0302\u0323\u0304b"}},
    {"a mark with nothing under it", "", 20, "\u3099あ", "\u3099あ^", {"\u3099あ"}},
    {"a family", "", 20, FAMILY "と" FAMILY, FAMILY "と" FAMILY "^", {FAMILY "と" FAMILY}},
    {"a family at the edge", "大阪^", 5, FAMILY, "大阪" FAMILY "^", {"大阪", FAMILY}},
    {"flags", "", 4, FLAG FLAG FLAG, FLAG FLAG FLAG "^", {FLAG FLAG, FLAG}},
    {"a family goes whole", "大" FAMILY "^阪", 20, BACKSPACE, "大^阪", {"大阪"}},
    {"a kanji goes with its form", "^葛" IVS "城", 20, DELETE, "^城", {"城"}},
    {"a kana goes with its mark", "が^か\u3099き", 20, RIGHT BACKSPACE, "が^き", {"がき"}},
    {"kanji of compatibility stay what they are",
     "",
     20,
     "\uFA19\uFA17神",
     "\uFA19\uFA17神^",
     {"\uFA19\uFA17神"}},
    {"Hangul of three letters",
     "",
     20,
     "\u1100\u1161\u11A8",
     "\u1100\u1161\u11A8^",
     {"\u1100\u1161\u11A8"}},
    {"through all of them and back",
     "^葛" IVS FAMILY "か\u3099",
     20,
     RIGHT RIGHT RIGHT LEFT LEFT LEFT "一",
     "一^葛" IVS FAMILY "か\u3099",
     {"一葛" IVS FAMILY "か\u3099"}},
    {"up and home in what was broken",
     "a" KANJI_16 "^",
     20,
     UP HOME "新",
     "新^a" KANJI_16,
     {"新a大阪市北区役所総", "務課地域協働担当"}},
};

static bool press(struct editor *e, char key)
{
    static const struct {
        const char *key;
        enum editor_move move;
    } moves[] = {
        {LEFT, EDITOR_LEFT}, {RIGHT, EDITOR_RIGHT}, {UP, EDITOR_UP}, {HOME, EDITOR_LINE_START}};

    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        if (*moves[i].key == key) {
            return editor_move(e, moves[i].move, 1);
        }
    }
    return key == *DELETE      ? editor_delete(e)
           : key == *BACKSPACE ? editor_backspace(e)
                               : editor_insert(e, &key, 1);
}

static void type(struct editor *e, const char *keys)
{
    for (size_t at = 0, size = strlen(keys), step; at < size; at += step) {
        uint32_t cp;
        step = utf8_decode(keys + at, size - at, &cp);
        assert_int_not_equal(step, 0);
        assert_true(step == 1 ? press(e, keys[at]) : editor_insert(e, keys + at, step));
    }
}

static struct editor *begin(const struct text *t)
{
    char copy[512];
    size_t cursor = strcspn(t->set, "^");
    bool marked = t->set[cursor] == '^';

    snprintf(copy, sizeof copy, "%.*s%s", (int)cursor, t->set, marked ? t->set + cursor + 1 : "");
    struct editor *e = editor_new(copy, t->columns, false);
    assert_non_null(e);
    editor_set_cursor(e, marked ? cursor : 0);
    return e;
}

static void assert_stands(const struct editor *e, const char *expected)
{
    char seen[512];

    snprintf(seen, sizeof seen, "%.*s^%s", (int)editor_cursor(e), editor_text(e),
             editor_text(e) + editor_cursor(e));
    assert_string_equal(seen, expected);
    assert_int_equal(editor_size(e), strlen(editor_text(e)));
}

/* The lines are these, and none is wider than the columns. */
static void assert_lines(const struct editor *e, const struct text *t)
{
    const struct layout *l = editor_layout(e);

    for (size_t i = 0; i < l->count && i < LINES; i++) {
        char seen[256];
        const struct layout_line *line = &l->lines[i];
        snprintf(seen, sizeof seen, "%.*s", (int)(line->end - line->start),
                 editor_text(e) + line->start);
        assert_non_null(t->lines[i]);
        assert_string_equal(seen, t->lines[i]);
        assert_in_range(line->columns, 0, t->columns);
        assert_int_equal(line->columns, width_of_text(seen, strlen(seen)));
    }
    assert_true(l->count >= LINES || t->lines[l->count] == NULL);
}

static void every_text_stands_as_it_was_typed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct text *t = &texts[i];
        print_message("    %s\n", t->what);
        struct editor *e = begin(t);
        type(e, t->keys);
        assert_stands(e, t->stands);
        assert_lines(e, t);
        editor_free(e);
    }
}

/* Laid out at any other width the bytes are the same. */
static void no_width_changes_a_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct editor *e = begin(&texts[i]);
        type(e, texts[i].keys);
        for (int columns = 2; columns <= 44; columns++) {
            const struct layout *l;
            size_t end = 0;
            editor_set_columns(e, columns);
            l = editor_layout(e);
            for (size_t k = 0; k < l->count; k++) {
                assert_int_equal(l->lines[k].start, end);
                end = l->lines[k].end + (l->lines[k].hard && k + 1 < l->count ? 1 : 0);
            }
            assert_int_equal(end, editor_size(e));
        }
        assert_stands(e, texts[i].stands);
        editor_free(e);
    }
}

/* And every step can be taken back and done again. */
static void every_text_is_undone_to_what_was_set(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct editor *e = begin(&texts[i]);
        char *set = strdup(editor_text(e));
        type(e, texts[i].keys);
        char *typed = strdup(editor_text(e));
        while (editor_undo(e)) {
        }
        assert_string_equal(editor_text(e), set);
        while (editor_redo(e)) {
        }
        assert_string_equal(editor_text(e), typed);
        free(set);
        free(typed);
        editor_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_stands_as_it_was_typed),
        cmocka_unit_test(no_width_changes_a_byte),
        cmocka_unit_test(every_text_is_undone_to_what_was_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
