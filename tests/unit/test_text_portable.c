/* Which characters every Japanese system can read, and how one that it cannot is
 * named: against the C library's converter where that has one. */
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "text/portable.h"
#include "text/utf8.h"
#include "unit.h"

static bool is(const char *cluster)
{
    return portable_is(cluster, strlen(cluster));
}

static void what_offices_write_is_portable(void **state)
{
    static const char *const clusters[] = {
        "a",  "\\", "~",  "\n", "\t", "あ",     "ガ",     "ｱ",        "ﾞ",  "漢", "ー", "①", "㈱",
        "Ⅲ",  "ⅰ",  "㋐", "○",  "〇", "×",      "―",      "—",        "～", "〜", "－", "−", "％",
        "￥", "¥",  "￢", "神", "﨑", "\u00E9", "\u301D", "か\u309A", "俱", "𠮟", "塚"};
    (void)state;
    for (size_t i = 0; i < sizeof clusters / sizeof *clusters; i++)
        if (!is(clusters[i]))
            fail_msg("%s is said not to be portable", clusters[i]);
}

static void the_rest_is_not(void **state)
{
    static const char *const clusters[] = {
        "😀",        "髙",       "葛\U000E0100", "か\u3099", "\u3099",   "☀\uFE0F",   "👨\u200D👩",
        "🇯🇵",       "\u200B",   "\uFEFF",       "한",       "们",       "\u2028",    "\x80",
        "\xF0\x9F", "あ\u309A", "\r",           "\x7F",     "\xC2\x85", "\U000E0041"};
    (void)state;
    for (size_t i = 0; i < sizeof clusters / sizeof *clusters; i++)
        if (is(clusters[i]))
            fail_msg("%s (number %zu) is said to be portable", clusters[i], i);
}

/* What the converter makes of one code point: 1 a character, 0 none, -1 not sure. */
static int convert(iconv_t converter, uint32_t cp)
{
    char bytes[4], out[16], *from = bytes, *to = out;
    size_t left = utf8_encode(cp, bytes), room = sizeof out;
    iconv(converter, NULL, NULL, NULL, NULL);
    size_t lost = iconv(converter, &from, &left, &to, &room);
    iconv(converter, NULL, NULL, &to, &room);
    return lost == 0 && left == 0 && room < sizeof out;
}

static bool is_twin(uint32_t cp)
{
    return cp == 0xA5 || cp == 0x2015 || cp == 0x203E || (cp >= 0xFFE0 && cp <= 0xFFE2);
}

static void the_table_is_the_converters(void **state)
{
    size_t known = 0;
    (void)state;
    iconv_t converter = iconv_open("EUC-JISX0213", "UTF-8");
    if (converter == (iconv_t)-1)
        skip(); /* this C library has no such converter */
    for (uint32_t cp = 0x20; cp < 0x110000; cp++) {
        char bytes[4];
        size_t size = utf8_encode(cp, bytes);
        if (size == 0 || (cp >= 0x7F && cp <= 0x9F))
            continue;
        bool expected = is_twin(cp) || convert(converter, cp);
        if (portable_is(bytes, size) != expected)
            fail_msg("U+%04X", (unsigned)cp);
        known += expected;
    }
    iconv_close(converter);
    /* 11,233 of JIS X 0213 less 25 of two code points (none of which has a code
     * point of its own), ASCII, half-width kana, the twins. */
    assert_in_range(known, 11233 - 25 + 95 + 63, 11233 + 95 + 63 + 10);
}

static void each_has_its_place(void **state)
{
    const char *text = "地域か\u3099\n活動😀、葛\U000E0100飾\n\n髙";
    struct portable_place place = PORTABLE_START;
    size_t size = strlen(text);
    (void)state;
    assert_true(portable_next(text, size, &place));
    assert_int_equal(place.offset, 6);
    assert_int_equal(place.size, 6);
    assert_int_equal(place.line, 1);
    assert_int_equal(place.character, 3);
    assert_true(portable_next(text, size, &place));
    assert_memory_equal(text + place.offset, "😀", place.size);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.character, 3);
    assert_true(portable_next(text, size, &place));
    assert_memory_equal(text + place.offset, "葛\U000E0100", place.size);
    assert_int_equal(place.character, 5);
    assert_true(portable_next(text, size, &place));
    assert_memory_equal(text + place.offset, "髙", place.size);
    assert_int_equal(place.line, 4);
    assert_int_equal(place.character, 1);
    assert_false(portable_next(text, size, &place));
    assert_int_equal(place.offset, size);
    assert_false(portable_next(text, size, &place));
    place = (struct portable_place)PORTABLE_START;
    assert_false(portable_next("", 0, &place));
    place = (struct portable_place)PORTABLE_START;
    assert_false(portable_next("地域\n", 7, &place));
    assert_int_equal(place.line, 2);
}

static void assert_named(const char *cluster, const char *expected)
{
    char name[96];
    portable_describe(cluster, strlen(cluster), name, sizeof name);
    assert_string_equal(name, expected);
}

static void each_has_its_name(void **state)
{
    (void)state;
    assert_named("😀", "U+1F600");
    assert_named("髙", "U+9AD9");
    assert_named("か\u3099", "U+304B U+3099");
    assert_named("葛\U000E0100", "U+845B U+E0100 (variant kanji, 異体字)");
    assert_named("逸\uFE00", "U+9038 U+FE00 (variant kanji, 異体字)");
    assert_named("☀\uFE0F", "U+2600 U+FE0F"); /* a look, no variant */
    assert_named("👨\u200D👩\u200D👧", "U+1F468 U+200D U+1F469 U+200D …");
    assert_named("\x80", "U+FFFD");
    char small[8];
    portable_describe("😀", 4, small, sizeof small);
    assert_string_equal(small, "U+1F600");
    portable_describe("😀", 4, small, 4);
    assert_string_equal(small, "U+1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_offices_write_is_portable),
        cmocka_unit_test(the_rest_is_not),
        cmocka_unit_test(the_table_is_the_converters),
        cmocka_unit_test(each_has_its_place),
        cmocka_unit_test(each_has_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
