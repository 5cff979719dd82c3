/* What changed between two texts, as a person is shown it: what is gone in [-
 * and -], what is new in {+ and +}. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failing_malloc.h"
#include "text/buffer.h"
#include "text/diff.h"
#include "text/diff_core.h"
#include "text_growth.h"
#include "unit.h"

enum { LONG = 100000 };

/* The parts must cover both texts, in order, and what is the same must be. */
static void assert_sound(const struct diff *d, const char *old, const char *new)
{
    size_t a = 0, b = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct diff_part *p = &d->parts[i];
        assert_int_equal(p->old_start, a);
        assert_int_equal(p->new_start, b);
        a = p->old_end;
        b = p->new_end;
        size_t gone = a - p->old_start, added = b - p->new_start;
        assert_int_equal(gone > 0, p->kind != DIFF_NEW);
        assert_int_equal(added > 0, p->kind != DIFF_GONE);
        if (p->kind == DIFF_SAME) {
            assert_int_equal(gone, added);
            assert_memory_equal(old + p->old_start, new + p->new_start, gone);
        }
        assert_true(i == 0 || p->kind != d->parts[i - 1].kind);
    }
    assert_int_equal(a, strlen(old));
    assert_int_equal(b, strlen(new));
}

static void assert_diff(const char *old, const char *new, const char *expected)
{
    struct diff d;
    struct buffer seen = BUFFER_INIT;
    assert_true(diff_make(&d, old, strlen(old), new, strlen(new)));
    assert_sound(&d, old, new);
    assert_false(d.coarse);
    for (size_t i = 0; i < d.count; i++) {
        const struct diff_part *p = &d.parts[i];
        if (p->kind == DIFF_NEW)
            buffer_append_format(&seen, "{+%.*s+}", (int)(p->new_end - p->new_start),
                                 new + p->new_start);
        else
            buffer_append_format(&seen, p->kind == DIFF_GONE ? "[-%.*s-]" : "%.*s",
                                 (int)(p->old_end - p->old_start), old + p->old_start);
    }
    diff_free(&d);
    char *text = buffer_take(&seen);
    assert_string_equal(text, expected);
    free(text);
}

static void nothing_and_everything(void **state)
{
    (void)state;
    assert_diff("", "", "");
    assert_diff("地域の活動", "地域の活動", "地域の活動");
    assert_diff("", "地域", "{+地域+}");
    assert_diff("地域", "", "[-地域-]");
    assert_diff("地域", "Web", "[-地域-]{+Web+}");
}

static void one_word(void **state)
{
    (void)state;
    assert_diff("地域活動協議会の認知度が低い。", "地域活動協議会の参加者が少ない。",
                "地域活動協議会の[-認知度が低い-]{+参加者が少ない+}。");
    assert_diff("地域活動協議会の活動を周知し、担い手を育てる。",
                "地域活動協議会の行事を周知し、担い手を育てる。",
                "地域活動協議会の[-活動-]{+行事+}を周知し、担い手を育てる。");
    assert_diff("広報紙により周知した。", "広報紙等により周知した。",
                "[-広報紙-]{+広報紙等+}により周知した。");
    assert_diff("地域の支援", "地域の活動の支援", "地域の{+活動の+}支援");
    assert_diff("北区は", "北区が", "北区[-は-]{+が+}");
}

static void a_figure_is_one_word(void **state)
{
    (void)state;
    assert_diff("目標は５０％以上", "目標は６０％以上", "目標は[-５０-]{+６０+}％以上");
    assert_diff("目標は5％", "目標は５％", "目標は[-5-]{+５+}％");
    assert_diff("1,800人（H28）", "1,900人（H29）", "[-1,800-]{+1,900+}人（[-H28-]{+H29+}）");
}

static void a_cluster_is_never_cut(void **state)
{
    (void)state;
    assert_diff("葛飾か", "葛\U000E0100飾か\u3099", "[-葛飾か-]{+葛\U000E0100飾か\u3099+}");
    assert_diff("👨", "👨\u200D👩", "[-👨-]{+👨\u200D👩+}");
}

static void a_moved_sentence(void **state)
{
    (void)state;
    assert_diff("防災訓練を行った。広報紙を配った。清掃活動を支援した。",
                "広報紙を配った。清掃活動を支援した。防災訓練を行った。",
                "[-防災訓練を行った。-]広報紙を配った。清掃活動を支援した。{+防災訓練を行った。+}");
    /* A sentence between others that end alike is taken out as a sentence. */
    assert_diff("訓練を行った。講座を行った。清掃を行った。", "訓練を行った。清掃を行った。",
                "訓練を行った。[-講座を行った。-]清掃を行った。");
    assert_diff("訓練を行った。清掃を行った。", "訓練を行った。講座を行った。清掃を行った。",
                "訓練を行った。{+講座を行った。+}清掃を行った。");
}

static void lines(void **state)
{
    (void)state;
    assert_diff("・訓練\n・講座\n・清掃", "・訓練\n・清掃", "・訓練\n[-・講座\n-]・清掃");
    assert_diff("訓練\n清掃", "訓練\n講座\n清掃", "訓練\n{+講座\n+}清掃");
    assert_diff("訓練\n清掃", "訓練清掃", "[-訓練\n清掃-]{+訓練清掃+}");
    assert_diff("訓練", "訓練\n", "訓練{+\n+}");
    /* A line break between two changes stays one, mark or not. */
    assert_diff("東\n南\n西", "北\n南\n中", "[-東-]{+北+}\n南\n[-西-]{+中+}");
    assert_diff("東\n西", "北\n中", "[-東-]{+北+}\n[-西-]{+中+}");
}

static void small_islands_are_no_help(void **state)
{
    (void)state;
    assert_diff("地域の活動", "校区の行事", "[-地域の活動-]{+校区の行事+}");
    assert_diff("訓練、講座、清掃", "祭り、展示、配布", "[-訓練、講座、清掃-]{+祭り、展示、配布+}");
    /* A word of some length is one, between short changes. */
    assert_diff("東の防災訓練と西", "北の防災訓練と南", "[-東-]{+北+}の防災訓練と[-西-]{+南+}");
    /* Two clusters are kept between short changes and not between long ones. */
    assert_diff("東は、西", "北は、南", "[-東-]{+北+}は、[-西-]{+南+}");
    assert_diff("地域活動協議会形成支援は、西", "広報紙全戸配布実施は、南",
                "[-地域活動協議会形成支援-]{+広報紙全戸配布実施+}は、[-西-]{+南+}");
    assert_diff("西は、地域活動協議会形成支援", "南は、広報紙全戸配布実施",
                "[-西-]{+南+}は、[-地域活動協議会形成支援-]{+広報紙全戸配布実施+}");
    assert_diff("地域活動協議会形成支援事業から防災訓練参加者増加対策事業",
                "広報紙全戸配布実施状況調査から小学校下校時間帯見守活動",
                "[-地域活動協議会形成支援事業から防災訓練参加者増加対策事業-]"
                "{+広報紙全戸配布実施状況調査から小学校下校時間帯見守活動+}");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

enum { ROW = 60, KINDS = 5 };

/* How long the longest common subsequence is, by the table. */
static size_t common(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
    size_t table[ROW + 1][ROW + 1] = {{0}};
    for (size_t i = 1; i <= n; i++)
        for (size_t j = 1; j <= m; j++) {
            size_t up = table[i - 1][j], left = table[i][j - 1];
            table[i][j] = up > left ? up : left;
            if (a[i - 1] == b[j - 1])
                table[i][j] = table[i - 1][j - 1] + 1;
        }
    return table[n][m];
}

/* What is not marked; its items must be the same in both rows. */
static size_t unmarked(const struct diff_row *row, uint32_t *kept)
{
    size_t count = 0;
    for (size_t i = 0; i < row->count; i++)
        if (!row->changed[i])
            kept[count++] = row->items[i];
    return count;
}

static void the_changes_are_the_fewest(void **state)
{
    uint32_t seed = 271276;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        uint32_t a[ROW], b[ROW], same_a[ROW], same_b[ROW];
        bool gone[ROW] = {false}, added[ROW] = {false};
        struct diff_row old = {a, next_random(&seed) % (ROW + 1), gone};
        struct diff_row new = {b, next_random(&seed) % (ROW + 1), added};
        for (size_t i = 0; i < ROW; i++) {
            a[i] = next_random(&seed) % KINDS;
            b[i] = next_random(&seed) % KINDS;
        }
        assert_true(diff_mark(&old, &new));
        size_t count = unmarked(&old, same_a);
        assert_int_equal(unmarked(&new, same_b), count);
        assert_memory_equal(same_a, same_b, count * sizeof *same_a);
        assert_int_equal(count, common(a, old.count, b, new.count));
    }
}

/* Whatever the texts, the parts cover them and the same is the same. */
static void the_parts_are_always_sound(void **state)
{
    static const char *const words[] = {"地域", "の",  "。", "\n",      "、",
                                        "Web",  "8.0", " ",  "か\u3099"};
    uint32_t seed = 7919;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        char texts[2][600] = {"", ""};
        struct diff d;
        for (size_t t = 0; t < 2; t++)
            for (size_t count = next_random(&seed) % 60; count > 0; count--)
                strcat(texts[t], words[next_random(&seed) % (sizeof words / sizeof *words)]);
        assert_true(diff_make(&d, texts[0], strlen(texts[0]), texts[1], strlen(texts[1])));
        assert_sound(&d, texts[0], texts[1]);
        diff_free(&d);
    }
}

/* Words that repeat and words that do not, size bytes of them and a few. */
static char *long_text(uint32_t seed, uint32_t variety, size_t size)
{
    struct buffer b = BUFFER_INIT;
    while (b.size < size) {
        char word[8];
        uint32_t n = 0x4E00 + next_random(&seed) % variety;
        snprintf(word, sizeof word, "%c%c%c", (char)(0xE0 | n >> 12),
                 (char)(0x80 | (n >> 6 & 0x3F)), (char)(0x80 | (n & 0x3F)));
        buffer_append_string(&b, word);
        buffer_append_string(&b, next_random(&seed) % 8 == 0 ? "。" : "の");
    }
    char *text = buffer_take(&b);
    assert_non_null(text);
    return text;
}

static void compare_unlike(const char *old, const char *new)
{
    struct diff d;
    assert_true(diff_make(&d, old, strlen(old), new, strlen(new)));
    assert_sound(&d, old, new);
    assert_true(d.coarse);
    diff_free(&d);
}

static void compare_random(size_t size, const void *context)
{
    const uint32_t *variety = context;
    char *a = long_text(1 + *variety, *variety, size),
         *b = long_text(77 + *variety, *variety, size);
    compare_unlike(a, b);
    free(a);
    free(b);
}

/* One byte a word, and two rows that repeat out of step. */
static void compare_marks(size_t size, const void *context)
{
    char *a = malloc(size + 1), *b = malloc(size + 1);
    (void)context;
    assert_true(a != NULL && b != NULL);
    for (size_t i = 0; i < size; i++) {
        a[i] = "+-*=!"[i * i % 5];
        b[i] = "=+!-*/"[i * 7 % 6];
    }
    a[size] = b[size] = '\0';
    compare_unlike(a, b);
    free(a);
    free(b);
}

static void unlike_texts_come_back_soon(void **state)
{
    (void)state;
    static const uint32_t varieties[] = {2, 30, 20000};
    for (size_t i = 0; i < sizeof varieties / sizeof *varieties; i++)
        text_growth_assert(compare_random, &varieties[i], LONG);
    text_growth_assert(compare_marks, NULL, LONG);
}

/* However long the rows, after so much work what is left is not looked at. */
static void the_work_has_an_end(void **state)
{
    enum { ITEMS = 300000 };
    uint32_t *items = malloc(2 * ITEMS * sizeof *items), seed = 3;
    bool *changed = calloc(2 * ITEMS, sizeof *changed);
    size_t kept = 0;
    (void)state;
    assert_true(items != NULL && changed != NULL);
    for (size_t i = 0; i < 2 * ITEMS; i++)
        items[i] = next_random(&seed) % KINDS;
    struct diff_row old = {items, ITEMS, changed};
    struct diff_row new = {items + ITEMS, ITEMS, changed + ITEMS};
    assert_false(diff_mark(&old, &new));
    for (size_t i = 0; i < ITEMS; i++)
        kept += !changed[i];
    assert_in_range(kept, 1, ITEMS / 4); /* half of them could be */
    free(changed);
    free(items);
}

/* The first half is another, the second differs in a word here and there: the
 * bound must not cost the second half its words. */
static void the_bound_keeps_what_is_alike(void **state)
{
    (void)state;
    char *a = long_text(5, 20000, LONG), *b = long_text(6, 20000, LONG);
    struct diff d;
    size_t same = 0;
    memcpy(b + 51000, a + 51000,
           strlen(a) - 51000 < strlen(b) - 51000 ? strlen(a) - 51000 : strlen(b) - 51000);
    for (size_t at = 60000; at < 99000; at += 6000)
        memcpy(b + at, "新", 3);
    assert_true(diff_make(&d, a, strlen(a), b, strlen(b)));
    assert_sound(&d, a, b);
    for (size_t i = 0; i < d.count; i++)
        if (d.parts[i].kind == DIFF_SAME && d.parts[i].old_end > 51000)
            same += d.parts[i].old_end - d.parts[i].old_start;
    assert_in_range(same, 48900, 49100);
    diff_free(&d);
    free(a);
    free(b);
}

static void without_memory_there_is_none(void **state)
{
    const char *old = "地域の活動を周知し、\n担い手を育てる。",
               *new = "地域の行事を周知し、\n人を育てる。";
    (void)state;
    for (size_t n = 1;; n++) {
        struct diff d;
        failing_malloc_at(n);
        bool done = diff_make(&d, old, strlen(old), new, strlen(new));
        bool failed = failing_malloc_off();
        assert_int_equal(done, !failed);
        if (failed) {
            assert_null(d.parts);
            assert_int_equal(d.count, 0);
        }
        diff_free(&d);
        if (!failed)
            break;
        assert_true(n < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_and_everything),
        cmocka_unit_test(one_word),
        cmocka_unit_test(a_figure_is_one_word),
        cmocka_unit_test(a_cluster_is_never_cut),
        cmocka_unit_test(a_moved_sentence),
        cmocka_unit_test(lines),
        cmocka_unit_test(small_islands_are_no_help),
        cmocka_unit_test(the_changes_are_the_fewest),
        cmocka_unit_test(the_parts_are_always_sound),
        cmocka_unit_test(unlike_texts_come_back_soon),
        cmocka_unit_test(the_work_has_an_end),
        cmocka_unit_test(the_bound_keeps_what_is_alike),
        cmocka_unit_test(without_memory_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
