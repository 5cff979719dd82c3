/* The cells of a spreadsheet: the encodings they come in, and what is left behind when
 * memory runs out on the way. What is read out of them is judged by
 * tests/corpus/test_tsv.py. */
#include "exchange/tsv.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/decode.h"
#include "failing_malloc.h"
#include "unit.h"

/* --- encodings ----------------------------------------------------------------------- */

static bool decode(const char *bytes, size_t size, struct decoded *out, struct error *err)
{
    const struct intake in = {(char *)(size_t)bytes, size};
    return decode_text(&in, out, err);
}

#define assert_decoded(bytes, name, expected)                                                      \
    assert_decoded_size(bytes, sizeof(bytes) - 1, name, expected)

static void assert_decoded_size(const char *bytes, size_t size, const char *name,
                                const char *expected)
{
    struct decoded d;
    struct error err = {""};
    if (!decode(bytes, size, &d, &err))
        fail_msg("%s: %s", name, err.text);
    assert_string_equal(d.encoding, name);
    assert_string_equal(d.text, expected);
    assert_int_equal(d.size, strlen(expected));
    free(d.text);
}

static void every_encoding_of_a_spreadsheet_is_known(void **state)
{
    (void)state;
    assert_decoded("a\tあ\n", "UTF-8", "a\tあ\n");
    assert_decoded("\xEF\xBB\xBF"
                   "a\t①",
                   "UTF-8", "a\t①");
    assert_decoded("\xFF\xFE"
                   "B0\t\0\x60\x24",
                   "UTF-16LE", "あ\t①");
    assert_decoded("\xFE\xFF"
                   "0B\0\t",
                   "UTF-16BE", "あ\t");
    assert_decoded("B0\t\0\x00\x30\n\0", "UTF-16LE", "あ\t　\n");
    assert_decoded("0B\0\t\x30\x00\0\n", "UTF-16BE", "あ\t　\n");
    assert_decoded("\x96\x6B\x8B\xE6\t\x81\x5C", "CP932", "北区\t―");
}

static void what_is_no_text_has_a_sentence(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *fragment;
    } bad[] = {
        {"", 0, "empty"},
        {"\xEF\xBB\xBF", 3, "empty"},
        {"a\tb\nc\0d\n", 8, "Line 2 has a NUL"},
        {"a\n\xFC\xFD\xFE", 5, "Line 2 has bytes that are neither"},
        {"\xFF\xFE"
         "B0\x42",
         5, "not UTF-16LE"},
        {"\xFF\xFE\x00\xD8\t\0", 6, "not UTF-16LE"},
        {"\xEF\xBB\xBF"
         "a\n\xE3\x81",
         7, "Line 2 has bytes that are not UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct decoded d;
        struct error err = {""};
        assert_false(decode(bad[i].bytes, bad[i].size, &d, &err));
        assert_null(d.text);
        if (strstr(err.text, bad[i].fragment) == NULL)
            fail_msg("%zu: %s", i, err.text);
    }
}

/* --- memory ------------------------------------------------------------------------------ */

/* Headings, a band, a row in other words, a code that is none, an unknown row. */
static const char cells[] = "項目\t\t\t\t成果指標と目標値\t\tめざす状態\tアウトカム\t備考\r\n"
                            "1\t「大きな公共を担う活力ある地域社会づくり」に向けて\r\n"
                            "\t（１）\t㋐\t人と人とのつながりづくりの促進\t身近な地域\t\t"
                            "\"【一】\nあ\x07い\"\tう\tえ\r\n"
                            "\t\t\t火星\t火星の区\t\tお\r\n";

static bool read_cells(struct catalogue *c, struct error *err, size_t *doubts)
{
    const struct reference *reference = catalogue_reference(c);
    const struct ward *ward = NULL;
    struct tsv_result read;
    const struct form *form = catalogue_choose(c, NULL, "271276", 2015, &ward, err);
    bool good = form != NULL && tsv_read_bytes(form, reference, ward, 2015, cells, sizeof cells - 1,
                                               FORM_JA, &read, err);
    if (good) {
        *doubts = read.doubts.count;
        tsv_result_free(&read);
    }
    return good;
}

/* Every allocation would be too many for each run of the tests: they are tried in growing
 * steps. */
static void without_memory_nothing_is_read(void **state)
{
    struct error err = {""};
    struct catalogue *c = catalogue_open(getenv("KUSEI_SHARE"), &err);
    size_t doubts = 0, now = 0;
    (void)state;
    assert_non_null(c);
    if (!read_cells(c, &err, &doubts))
        fail_msg("%s", err.text);
    assert_true(doubts > 5);
    for (size_t n = 1;; n += 1 + n / 50) {
        err = (struct error){""};
        failing_malloc_at(n);
        bool good = read_cells(c, &err, &now);
        if (!failing_malloc_off())
            break;
        /* A library that had none may have said so as "no such thing"; what came out is
         * whole all the same. */
        if (good)
            assert_int_equal(now, doubts);
        else
            assert_true(err.text[0] != '\0');
    }
    catalogue_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_encoding_of_a_spreadsheet_is_known),
        cmocka_unit_test(what_is_no_text_has_a_sentence),
        cmocka_unit_test(without_memory_nothing_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
