/* Columns and clusters: what a terminal shows, and what a person calls one
 * character. */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <uniwidth.h>

#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/wide.h"
#include "text/width.h"
#include "unit.h"

#define FAMILY "👨\u200D👩\u200D👧"
#define FLAG   "🇯🇵"

static int width_of_string(const char *s)
{
    return width_of_text(s, strlen(s));
}

static int as_narrow(void **state)
{
    (void)state;
    width_set_ambiguous(1);
    return 0;
}

static void every_character_has_the_columns_of_uax_11(void **state)
{
    static const struct {
        uint32_t cp;
        int columns;
    } cases[] = {
        {'a', 1},     {'~', 1},     {0xA0, 1},    {0xE5, 1},    {'\t', -1},   {'\n', -1},
        {0x1B, -1},   {0x7F, -1},   {0x9B, -1},   {0x300, 0},   {0x1160, 0},  {0x200B, 0},
        {0x200D, 0},  {0x20A9, 1},  {0x3000, 2},  {0x3001, 2},  {0x3042, 2},  {0x3099, 0},
        {0x309A, 0},  {0x309B, 2},  {0x30AB, 2},  {0x32D0, 2},  {0x4E00, 2},  {0x8FBB, 2},
        {0xAC00, 2},  {0xF900, 2},  {0xFA19, 2},  {0xFE00, 0},  {0xFE0F, 0},  {0xFF05, 2},
        {0xFF10, 2},  {0xFF71, 1},  {0xFF9E, 1},  {0xFF9F, 1},  {0xFFE5, 2},  {0x1F600, 2},
        {0x20BB7, 2}, {0x2A6DF, 2}, {0x3FFFD, 2}, {0xE0100, 0}, {0xE01EF, 0}, {0x202E, 0},
        {0x2028, 0},  {0xFEFF, 0},
    };
    (void)state;
    for (int ambiguous = 1; ambiguous <= 2; ambiguous++) {
        width_set_ambiguous(ambiguous);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
            if (width_of(cases[i].cp) != cases[i].columns)
                fail_msg("U+%04X: %d", (unsigned)cases[i].cp, width_of(cases[i].cp));
    }
}

static void ambiguous_characters_follow_the_terminal(void **state)
{
    static const uint32_t ambiguous[] = {0x2460 /* ① */, 0x2170 /* ⅰ */, 0x25CB /* ○ */,
                                         0x2015 /* ― */, 0xD7 /* × */,   0x2192 /* → */,
                                         0x203B /* ※ */, 0x25A0 /* ■ */, 0x2026 /* … */,
                                         0xB1 /* ± */,   0x2500 /* ─ */, 0xE000 /* private */};
    (void)state;
    for (size_t i = 0; i < sizeof ambiguous / sizeof *ambiguous; i++) {
        width_set_ambiguous(1);
        assert_int_equal(width_of(ambiguous[i]), 1);
        width_set_ambiguous(2);
        assert_int_equal(width_of(ambiguous[i]), 2);
    }
    assert_int_equal(width_ambiguous(), 2);
    assert_int_equal(width_of_string("①○―"), 6);
    width_set_ambiguous(1);
    assert_int_equal(width_ambiguous(), 1);
    assert_int_equal(width_of_string("①○―"), 3);
    width_set_ambiguous(7); /* no such terminal */
    assert_int_equal(width_ambiguous(), 1);
}

/* On a terminal with wide ambiguous characters, every character of JIS X 0208
 * but the few that the code charts call narrow takes two columns. */
static void those_known_at_a_glance_join_with_no_other(void **state)
{
    (void)state;
    size_t count = 0;
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        char bytes[4];
        uint32_t read = 0;
        if (!wide_is_common(cp))
            continue;
        count++;
        assert_int_equal(utf8_encode(cp, bytes), WIDE_BYTES);
        assert_true(wide_decode(bytes, WIDE_BYTES, &read) && read == cp);
        assert_false(wide_decode(bytes, WIDE_BYTES - 1, &read));
        assert_int_equal(uc_width(cp, "UTF-8"), 2);
        assert_true(uc_is_grapheme_break(cp, 0x4E00) && uc_is_grapheme_break(0x4E00, cp));
        assert_true(uc_is_grapheme_break(cp, 'a') && uc_is_grapheme_break('a', cp));
    }
    assert_int_equal(count, 20992 + 86 + 96 + 42 + 96 + 6592);
    uint32_t cp;
    assert_false(wide_decode("\xE3\x81\x2A", 3, &cp)); /* no UTF-8 */
    assert_false(wide_decode("\xE3\x82\x99", 3, &cp)); /* U+3099, a mark */
    assert_false(wide_decode("\xEF\xBD\xB1", 3, &cp)); /* half-width */
}

static void jis_characters_are_two_columns_wide(void **state)
{
    (void)state;
    iconv_t from_jis = iconv_open("UTF-8", "EUC-JP");
    if (from_jis == (iconv_t)-1)
        skip();
    width_set_ambiguous(2);
    size_t looked_at = 0, narrow = 0;
    for (int row = 0xA1; row <= 0xF4; row++)
        for (int cell = 0xA1; cell <= 0xFE; cell++) {
            char jis[2] = {(char)row, (char)cell}, out[8], *in_at = jis, *out_at = out;
            size_t in_left = 2, out_left = sizeof out;
            if (iconv(from_jis, &in_at, &in_left, &out_at, &out_left) == (size_t)-1)
                continue;
            uint32_t cp = 0;
            utf8_decode(out, (size_t)(out_at - out), &cp);
            looked_at++;
            if (width_of(cp) != 2)
                narrow++;
            assert_true(width_of(cp) == 2 || cp < 0x100 || cp == 0x2010 || cp == 0x2212);
        }
    iconv_close(from_jis);
    assert_true(looked_at > 6800);
    assert_true(narrow < 10);
}

static void a_cluster_is_as_wide_as_it_is_drawn(void **state)
{
    static const struct {
        const char *cluster;
        int columns;
    } cases[] = {
        {"a", 1},
        {"e\u0301", 1},
        {"か\u3099", 2},
        {"葛\U000E0100", 2},
        {FAMILY, 2},
        {FLAG, 2},
        {"☀", 1},
        {"☀\uFE0F", 2},
        {"1\uFE0F\u20E3", 2},
        {"👍🏽", 2},
        {"\t", 1},
        {"\n", 1},
        {"\u3099", 1},
        {"\u200B", 1},
        {"ﾞ", 1},
        {"\u1112\u1161\u11AB", 2},
        {"\xFF", 1},
        {"ｶ", 1},
        {"㋐", 2},
        {"％", 2},
        {"\u07BC", 1}, /* unassigned: one column, */
        {"\U0001F29E", 1},
        {"\U00020000", 2}, /* but for the blocks that are kept for kanji */
        {"\U0003FFFD", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (width_of_cluster(cases[i].cluster, strlen(cases[i].cluster)) != cases[i].columns)
            fail_msg("%s", cases[i].cluster);
    assert_int_equal(width_of_string("北区の取組 a1"), 13);
    assert_int_equal(width_of_string("か\u3099葛\U000E0100" FAMILY FLAG), 8);
    assert_int_equal(width_of_string("ﾊﾟｰﾄﾞ"), 5);
    assert_int_equal(width_of_string(""), 0);
}

static void what_fits_is_whole_clusters(void **state)
{
    static const struct {
        const char *text;
        int columns, used;
        const char *prefix;
    } cases[] = {
        {"北区政", 6, 6, "北区政"},
        {"北区政", 5, 4, "北区"},
        {"北区政", 1, 0, ""},
        {"北区政", 0, 0, ""},
        {"北区政", -1, 0, ""},
        {"a北", 2, 1, "a"},
        {"か\u3099き", 3, 2, "か\u3099"},
        {"か\u3099き", 2, 2, "か\u3099"},
        {FAMILY "a", 2, 2, FAMILY},
        {FAMILY "a", 1, 0, ""},
        {"", 5, 0, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int used = -1;
        size_t size = width_fit(cases[i].text, strlen(cases[i].text), cases[i].columns, &used);
        assert_int_equal(size, strlen(cases[i].prefix));
        assert_int_equal(used, cases[i].used);
        assert_int_equal(size,
                         width_fit(cases[i].text, strlen(cases[i].text), cases[i].columns, NULL));
    }
}

static void a_person_counts_clusters(void **state)
{
    static const struct {
        const char *text;
        size_t count;
    } cases[] = {
        {"", 0},
        {"北区", 2},
        {"か\u3099葛\U000E0100", 2},
        {FAMILY FAMILY, 2},
        {FLAG FLAG "🇯", 3},
        {"ｶﾞﾊﾟ", 4}, /* the half-width marks have keys of their own */
        {"か\uFF9E\u3099", 2},
        {"a\nb", 3},
        {"👍🏽", 1},
        {"\u3099か", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(grapheme_count(cases[i].text, strlen(cases[i].text)), cases[i].count);
}

/* The steps look only around the offset. They must agree with the look at the
 * whole text, for every offset of texts that are made to be awkward. */
static void check_steps(const char *text, size_t size)
{
    char *breaks = malloc(size + 1);
    assert_non_null(breaks);
    grapheme_breaks(text, size, breaks);
    size_t last = 0, count = 0;
    for (size_t at = 0; at <= size; at++) {
        bool is_break = at == size || breaks[at];
        if (is_break && at > 0) {
            assert_int_equal(grapheme_next(text, size, last), at);
            assert_int_equal(grapheme_previous(text, size, at), last);
            for (size_t inside = last + 1; inside < at; inside++) {
                assert_int_equal(grapheme_floor(text, size, inside), last);
                assert_int_equal(grapheme_ceiling(text, size, inside), at);
            }
            count++;
        }
        if (is_break) {
            assert_int_equal(grapheme_floor(text, size, at), at);
            assert_int_equal(grapheme_ceiling(text, size, at), at);
            last = at;
        }
    }
    assert_int_equal(grapheme_count(text, size), count);
    assert_int_equal(grapheme_next(text, size, size), size);
    assert_int_equal(grapheme_previous(text, size, 0), 0);
    assert_int_equal(grapheme_previous(text, size, size + 9), grapheme_previous(text, size, size));
    free(breaks);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void steps_agree_with_the_whole_text(void **state)
{
    static const char *const parts[] = {
        "か",     "漢",   "a",      " ", "\n", "\u3099", "ﾞ",      "\U000E0100", "👨",  "👍",
        "\u200D", "🏽", "\uFE0F", "🇯", "🇵",  "\u0301", "\u0600", "ᄒ",         "ᅡ", "ᆫ",
        "\u0E33", "ｶ",    "\t",     "☀", "。", "\u200B", "\u20E3", "각"};
    uint32_t seed = 20150401;
    (void)state;
    for (int round = 0; round < 4000; round++) {
        char text[256] = "";
        size_t pieces = next_random(&seed) % 24;
        for (size_t i = 0; i < pieces; i++)
            strcat(text, parts[next_random(&seed) % (sizeof parts / sizeof *parts)]);
        check_steps(text, strlen(text));
    }
}

static void a_cluster_of_any_length_is_one(void **state)
{
    /* Longer than the window on the stack: flags, joiners, marks without end. */
    static const char *const parts[] = {"🇯", "👨\u200D", "\u0301"};
    (void)state;
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        size_t length = strlen(parts[p]), size = 2000 * length;
        char *text = malloc(size);
        assert_non_null(text);
        for (size_t at = 0; at < size; at += length)
            memcpy(text + at, parts[p], length);
        size_t expected = p == 0 ? 1000 : 1;
        assert_int_equal(grapheme_count(text, p == 0 ? size / 4 : size),
                         p == 0 ? expected / 4 : expected);
        assert_int_equal(grapheme_previous(text, size, size), p == 0 ? size - 2 * length : 0);
        free(text);
    }
}

static void a_step_inside_a_long_text_looks_only_around(void **state)
{
    /* A million steps through 100 kB: a look at the whole text at each would
     * take minutes, and the test's time limit would end it. */
    enum { SIZE = 99999 };
    char *text = malloc(SIZE);
    (void)state;
    assert_non_null(text);
    for (size_t at = 0; at < SIZE; at += 3)
        memcpy(text + at, "漢", 3);
    size_t steps = 0;
    for (int round = 0; round < 15; round++) {
        for (size_t at = 0; at < SIZE; at = grapheme_next(text, SIZE, at))
            steps++;
        for (size_t at = SIZE; at > 0; at = grapheme_previous(text, SIZE, at))
            steps++;
    }
    assert_int_equal(steps, 30 * (SIZE / 3));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_character_has_the_columns_of_uax_11, as_narrow),
        cmocka_unit_test_setup(ambiguous_characters_follow_the_terminal, as_narrow),
        cmocka_unit_test(those_known_at_a_glance_join_with_no_other),
        cmocka_unit_test_setup(jis_characters_are_two_columns_wide, as_narrow),
        cmocka_unit_test_setup(a_cluster_is_as_wide_as_it_is_drawn, as_narrow),
        cmocka_unit_test_setup(what_fits_is_whole_clusters, as_narrow),
        cmocka_unit_test(a_person_counts_clusters),
        cmocka_unit_test(steps_agree_with_the_whole_text),
        cmocka_unit_test(a_cluster_of_any_length_is_one),
        cmocka_unit_test(a_step_inside_a_long_text_looks_only_around),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
