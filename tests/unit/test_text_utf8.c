/* UTF-8 by RFC 3629, and which characters may be stored. */
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "text/allowed.h"
#include "text/utf8.h"
#include "unit.h"

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        char bytes[4];
        uint32_t back = 0;
        size_t length = utf8_encode(cp, bytes);
        if (cp >= 0xD800 && cp <= 0xDFFF) {
            assert_int_equal(length, 0);
            continue;
        }
        assert_int_equal(utf8_decode(bytes, length, &back), length);
        assert_int_equal(back, cp);
        /* Cut short, it is nothing. */
        assert_int_equal(utf8_decode(bytes, length - 1, &back), 0);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 0);
}

static void what_is_no_utf8_is_refused_at_its_place(void **state)
{
    static const char *const bad[] = {"\x80",     /* a stray continuation byte */
                                      "\xC0\xAF", /* overlong in two, three and four bytes */
                                      "\xC1\xBF",
                                      "\xE0\x80\xAF",
                                      "\xE0\x9F\xBF",
                                      "\xF0\x80\x80\xAF",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xED\xA0\x80",
                                      "\xED\xBF\xBF",     /* surrogates */
                                      "\xF4\x90\x80\x80", /* over U+10FFFF */
                                      "\xF5\x80\x80\x80",
                                      "\xFE",
                                      "\xFF",
                                      "\xE5\x8C",
                                      "\xE5\x8C\x41",
                                      "\xF0\x9F\x98"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[32] = "区a";
        size_t at = 99;
        strcat(text, bad[i]);
        strcat(text, "z");
        assert_false(utf8_is_valid(text, strlen(text), &at));
        assert_int_equal(at, 4);
        assert_false(utf8_is_valid(text, strlen(text), NULL));
    }
    assert_true(utf8_is_valid("", 0, NULL));
    assert_true(utf8_is_valid("a\0区", 5, NULL));
}

static void text_of_the_sheets_may_be_stored(void **state)
{
    const char *text = "①(ⅰ)　㋐ ％ ― ○×→※ 葛\U000E0100 か\u3099 "
                       "神\uFA19\n\tＡＢ👨‍👩‍👧 "
                       "\uFEFF";
    size_t offset = 0;
    uint32_t cp = 0;
    (void)state;
    assert_true(allowed_check(text, strlen(text), &offset, &cp));
}

static void controls_and_bidi_are_refused_with_their_place(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
        uint32_t cp;
        const char *description;
    } cases[] = {
        {"北区\x1B[31m", 6, 0x1B, "U+001B (control character)"},
        {"a\r\n", 1, '\r', "U+000D (control character)"},
        {"\x7F", 0, 0x7F, "U+007F (control character)"},
        {"\xC2\x85", 0, 0x85, "U+0085 (control character)"},
        {"区\u202Etxt", 3, 0x202E, "U+202E (bidi control)"},
        {"\u2066", 0, 0x2066, "U+2066 (bidi control)"},
        {"\uFFFE", 0, 0xFFFE, "U+FFFE (noncharacter)"},
        {"\uFDD0", 0, 0xFDD0, "U+FDD0 (noncharacter)"},
        {"\U0010FFFF", 0, 0x10FFFF, "U+10FFFF (noncharacter)"},
        {"ab\xFF", 2, 0xFFFD, "U+FFFD (bytes that are not UTF-8)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t offset = 99;
        uint32_t cp = 0;
        char out[64];
        assert_false(allowed_check(cases[i].text, strlen(cases[i].text), &offset, &cp));
        assert_int_equal(offset, cases[i].offset);
        assert_int_equal(cp, cases[i].cp);
        allowed_describe(cp, out, sizeof out);
        assert_string_equal(out, cases[i].description);
    }
    static const uint32_t yes[] = {'\t',   '\n',   ' ',    '~',    0xA0,   0x2029, 0x202F,
                                   0x2065, 0x206A, 0xFDCF, 0xFDF0, 0xFFFD, 0xE000, 0x10FFFD};
    static const uint32_t no[] = {0,      0x1F,   0x7F,   0x80,   0x9F,    0x202A,  0x2069,
                                  0xD800, 0xDFFF, 0xFDEF, 0xFFFF, 0x1FFFE, 0x1FFFF, 0x110000};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(allowed_is(yes[i]));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(allowed_is(no[i]));
    assert_false(allowed_is(0xD800));
    assert_false(allowed_is(0x110000));
    assert_false(allowed_is(0));
    assert_true(allowed_is('\n') && allowed_is('\t') && allowed_is(0x200D));
}

static void check_filter(const char *text, const char *expected, size_t dropped, uint32_t first)
{
    size_t count = 99;
    uint32_t cp = 0;
    char *out = allowed_filter(text, strlen(text), &count, &cp);
    assert_non_null(out);
    assert_string_equal(out, expected);
    assert_int_equal(count, dropped);
    assert_int_equal(cp, first);
    free(out);
    out = allowed_filter(text, strlen(text), NULL, NULL);
    assert_string_equal(out, expected);
    free(out);
}

static void a_paste_is_cleaned(void **state)
{
    (void)state;
    check_filter("", "", 0, 0);
    check_filter("北区\x1B[31m赤", "北区[31m赤", 1, 0x1B);
    check_filter("a\x01\u202E\xFFz", "az", 3, 1);
    check_filter("1\r\n2\r3\n4\v5\f6\xC2\x85"
                 "7\u20288\u20299",
                 "1\n2\n3\n4\n5\n6\n7\n8\n9", 0, 0);
    check_filter("\xE5\x8C", "", 2, 0xFFFD);
    check_filter("\r\r\n", "\n\n", 0, 0);
}

static void only_kana_are_composed(void **state)
{
    (void)state;
    check_filter("か\u3099は\u309Aハ\u309Aウ\u3099ワ\u3099ヲ\u3099ゝ\u3099ド",
                 "がぱパヴ\u30F7\u30FAゞド", 0, 0);
    check_filter("と\u3099ほ\u3099ち\u3099つ\u3099う\u3099", "どぼぢづゔ", 0, 0);
    /* No such letter: the mark stays a mark. */
    check_filter("あ\u3099か\u309Aん\u3099が\u3099漢\u3099",
                 "あ\u3099か\u309Aん\u3099が\u3099漢\u3099", 0, 0);
    check_filter("\u3099か", "\u3099か", 0, 0);
    /* Kanji of names, full-width and Latin letters are nobody's to change. */
    check_filter("神\uFA19 e\u0301 Å ① ㋐ ｶﾞ", "神\uFA19 e\u0301 Å ① ㋐ ｶﾞ", 0, 0);
}

/* Every kana with either mark gives what Unicode's composition gives. */
static void kana_compose_as_unicode_has_it(void **state)
{
    (void)state;
    for (uint32_t kana = 0x3041; kana <= 0x30FE; kana++)
        for (uint32_t mark = 0x3099; mark <= 0x309A; mark++) {
            char text[8], expected[32];
            size_t size = utf8_encode(kana, text), length = sizeof expected;
            size += utf8_encode(mark, text + size);
            uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)text, size,
                                        (uint8_t *)expected, &length);
            assert_ptr_equal(nfc, expected);
            char *out = allowed_filter(text, size, NULL, NULL);
            assert_non_null(out);
            assert_int_equal(strlen(out), length);
            assert_memory_equal(out, expected, length);
            free(out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(what_is_no_utf8_is_refused_at_its_place),
        cmocka_unit_test(text_of_the_sheets_may_be_stored),
        cmocka_unit_test(controls_and_bidi_are_refused_with_their_place),
        cmocka_unit_test(a_paste_is_cleaned),
        cmocka_unit_test(only_kana_are_composed),
        cmocka_unit_test(kana_compose_as_unicode_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
