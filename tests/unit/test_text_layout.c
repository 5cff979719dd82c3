/* Lines: kinsoku, clusters, digits, blanks. A case is a text, a width, and the
 * lines as a person would see them, with | between them; "/" marks a hard end. */
#include <stdlib.h>
#include <string.h>

#include "text/layout.h"
#include "text/width.h"
#include "unit.h"

#define FAMILY "👨\u200D👩\u200D👧"

struct example {
    const char *text;
    int columns;
    const char *lines;
};

static void show(const struct layout *l, const char *text, char *out)
{
    *out = '\0';
    for (size_t i = 0; i < l->count; i++) {
        const struct layout_line *line = &l->lines[i];
        strncat(out, text + line->start, line->end - line->start);
        if (i + 1 < l->count)
            strcat(out, line->hard ? "/" : "|");
        else
            assert_true(line->hard);
    }
}

static void check(const struct example *e)
{
    struct layout l = LAYOUT_INIT;
    char seen[1024];
    assert_true(layout_make(&l, e->text, strlen(e->text), e->columns));
    show(&l, e->text, seen);
    if (strcmp(seen, e->lines) != 0)
        fail_msg("at %d: %s, not %s", e->columns, seen, e->lines);
    for (size_t i = 0; i < l.count; i++)
        assert_in_range(l.lines[i].columns, 0, e->columns < 2 ? 2 : e->columns);
    layout_free(&l);
}

#define CHECK_ALL(cases)                                                                           \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                   \
    check(&(cases)[i])

static int as_narrow(void **state)
{
    (void)state;
    width_set_ambiguous(1);
    return 0;
}

static void text_reaches_the_next_rows(void **state)
{
    static const struct example cases[] = {
        {"", 10, ""},
        {"北区", 10, "北区"},
        {"大阪市北区役所総務課地域協働担当", 32, "大阪市北区役所総務課地域協働担当"},
        {"大阪市北区役所総務課地域協働担当", 20, "大阪市北区役所総務課|地域協働担当"},
        {"a大阪市北区役所総務課地域協働担当", 20, "a大阪市北区役所総務|課地域協働担当"},
        {"大阪市北区役所", 5, "大阪|市北|区役|所"},
        {"大阪市北区役所", 2, "大|阪|市|北|区|役|所"},
        {"大阪", 1, "大|阪"}, /* less than 2 is taken for 2 */
        {"the ward office", 8, "the ward |office"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void line_feeds_are_hard(void **state)
{
    static const struct example cases[] = {
        {"北\n区", 10, "北/区"},    {"\n", 10, "/"},
        {"北\n", 10, "北/"},        {"\n\n北", 10, "//北"},
        {"北区\n政", 4, "北区/政"}, {"北区政\n", 4, "北区|政/"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void kinsoku_is_kept(void **state)
{
    static const struct example cases[] = {
        /* no line begins with a closing sign or a small kana */
        {"取組状況、課題", 8, "取組状|況、課題"},
        {"取組状況。課題", 8, "取組状|況。課題"},
        {"（取組状況）", 10, "（取組状|況）"},
        {"ホームページ", 4, "ホー|ム|ペー|ジ"},
        {"キャッチ", 2, "キ|ャ|ッ|チ"}, /* nothing else fits */
        {"さまざまなキャッチ", 12, "さまざまな|キャッチ"},
        {"約５０％以上", 6, "約|５０％|以上"},
        /* no line ends with an opening sign */
        {"取組「状況」", 6, "取組|「状|況」"},
        {"地域（区）", 6, "地域|（区）"},
        /* a run of circled digits may break */
        {"①②③④⑤⑥", 3, "①②③|④⑤⑥"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void clusters_stay_whole(void **state)
{
    static const struct example cases[] = {
        {"か\u3099き\u3099く\u3099", 4, "か\u3099き\u3099|く\u3099"},
        {"葛\U000E0100飾", 2, "葛\U000E0100|飾"},
        {FAMILY FAMILY, 3, FAMILY "|" FAMILY},
        {"aaaa\u0301aa", 4, "aaaa\u0301|aa"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void full_width_digits_stay_together(void **state)
{
    static const struct example cases[] = {
        {"参加者１２３４人", 10, "参加者|１２３４人"},
        {"約１，８００人", 12, "約１，８００|人"},
        {"約１，８００人", 10, "約|１，８００|人"},
        {"満足度３．５点", 10, "満足度|３．５点"},
        /* what does not fit on any line breaks where it must */
        {"１２３４５６", 8, "１２３４|５６"},
        {"「１２３４５６", 8, "「１２３|４５６"},
        {"割合８９．９％", 12, "割合|８９．９％"},
        /* brackets would have to stay with the digits, but the digits go first */
        {"「１２３４」", 8, "「|１２３４|」"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void a_long_word_breaks_at_a_character(void **state)
{
    static const struct example cases[] = {
        {"http://www.city.osaka.lg.jp/", 10, "http://|www.city.|osaka.lg.|jp/"},
        {"aaaaaaaaaaaa", 5, "aaaaa|aaaaa|aa"},
        {"a 1234567890", 5, "a |12345|67890"},
    };
    (void)state;
    CHECK_ALL(cases);
}

static void blanks_hang_at_a_soft_end(void **state)
{
    static const struct example cases[] = {
        {"ward   office", 4, "ward   |offi|ce"},
        {"北区　政", 4, "北区　|政"},
        {"　財政的支援", 6, "　財政|的支援"},
        {"ward   ", 4, "ward   "},
    };
    struct layout l = LAYOUT_INIT;
    (void)state;
    CHECK_ALL(cases);
    assert_true(layout_make(&l, "ward   office", 13, 4));
    assert_int_equal(l.lines[0].columns, 4);
    layout_free(&l);
}

static void columns_follow_the_terminal(void **state)
{
    struct layout l = LAYOUT_INIT;
    const char *text = "①②③④⑤";
    (void)state;
    width_set_ambiguous(2);
    assert_true(layout_make(&l, text, strlen(text), 5));
    assert_int_equal(l.count, 3);
    assert_int_equal(l.lines[0].columns, 4);
    width_set_ambiguous(1);
    assert_true(layout_make(&l, text, strlen(text), 5));
    assert_int_equal(l.count, 1);
    assert_int_equal(l.lines[0].columns, 5);
    layout_free(&l);
}

static void an_offset_finds_its_line(void **state)
{
    struct layout l = LAYOUT_INIT;
    const char *text = "北区役所\n\n総務"; /* 北区|役所//総務 */
    static const size_t lines[] = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3};
    (void)state;
    assert_true(layout_make(&l, text, strlen(text), 4));
    assert_int_equal(l.count, 4);
    for (size_t offset = 0; offset <= strlen(text); offset++)
        assert_int_equal(layout_line_of(&l, offset), lines[offset]);
    assert_int_equal(layout_line_of(&l, 1000), 3);
    layout_free(&l);
}

static void a_layout_can_be_made_again(void **state)
{
    struct layout l = LAYOUT_INIT;
    char text[3001], seen[64];
    (void)state;
    for (int round = 0; round < 3; round++) {
        memset(text, 'a', sizeof text - 1);
        text[sizeof text - 1] = '\0';
        assert_true(layout_make(&l, text, sizeof text - 1, 2));
        assert_int_equal(l.count, 1500);
        assert_int_equal(l.lines[1499].end, 3000);
        assert_true(layout_make(&l, "北\n区", 7, 2));
        show(&l, "北\n区", seen);
        assert_string_equal(seen, "北/区");
    }
    layout_free(&l);
    assert_null(l.lines);
    layout_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_reaches_the_next_rows),
        cmocka_unit_test(line_feeds_are_hard),
        cmocka_unit_test(kinsoku_is_kept),
        cmocka_unit_test(clusters_stay_whole),
        cmocka_unit_test(full_width_digits_stay_together),
        cmocka_unit_test(a_long_word_breaks_at_a_character),
        cmocka_unit_test(blanks_hang_at_a_soft_end),
        cmocka_unit_test(columns_follow_the_terminal),
        cmocka_unit_test(an_offset_finds_its_line),
        cmocka_unit_test(a_layout_can_be_made_again),
    };
    return cmocka_run_group_tests(tests, as_narrow, NULL);
}
