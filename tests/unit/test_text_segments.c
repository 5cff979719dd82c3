/* Texts taken apart, whole and change by change, beside what the libraries and the
 * rest of the room say of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>

#include "text/grapheme.h"
#include "text/layout.h"
#include "text/segments.h"
#include "text/utf8.h"
#include "text/width.h"
#include "unit.h"

enum { ROOM = 4096, ROUNDS = 200, CHANGES = 60 };

/* What Japanese text is made of, and what makes clusters and line breaks hard. */
static const char *const pieces[] = {"漢",
                                     "字",
                                     "区",
                                     "政",
                                     "か",
                                     "ゃ",
                                     "ー",
                                     "カ",
                                     "ッ",
                                     "、",
                                     "。",
                                     "「",
                                     "」",
                                     "（",
                                     "）",
                                     "①",
                                     "②",
                                     "○",
                                     "―",
                                     "…",
                                     "０",
                                     "８",
                                     "％",
                                     "．",
                                     "a",
                                     "Z",
                                     "1",
                                     "2,",
                                     "-",
                                     " ",
                                     "\u3000",
                                     "\n",
                                     "\t",
                                     "が",
                                     "\u3099",
                                     "\u309A",
                                     "葛\U000E0100",
                                     "\uFE0F",
                                     "\u200D",
                                     "👨",
                                     "👩",
                                     "🇯",
                                     "🇵",
                                     "\uFF9E",
                                     "ｶ",
                                     "é",
                                     "e\u0301",
                                     "!",
                                     "?",
                                     "％",
                                     "\u2028",
                                     "〰",
                                     "㍿",
                                     "々",
                                     "神",
                                     "ヶ",
                                     "\"",
                                     "/",
                                     "\u00AD",
                                     "\u2060",
                                     "한",
                                     "\u1112\u1161",
                                     "\u0E01\u0E33",
                                     "\u0600",
                                     "円",
                                     "年",
                                     "%",
                                     "$",
                                     "¥"};

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static size_t random_text(uint32_t *seed, char *out, size_t most)
{
    size_t size = 0, count = next_random(seed) % most;
    for (size_t i = 0; i < count; i++) {
        /* Mostly from the front of the table, which is plain text. */
        size_t reach = next_random(seed) % 4 == 0 ? sizeof pieces / sizeof *pieces : 31;
        const char *piece = pieces[next_random(seed) % reach];
        memcpy(out + size, piece, strlen(piece));
        size += strlen(piece);
    }
    out[size] = '\0';
    return size;
}

static void check_same(const struct segments *s, const char *text, size_t size, uint32_t seed)
{
    struct segments fresh = SEGMENTS_INIT;
    assert_true(segments_make(&fresh, text, size));
    assert_int_equal(s->size, size);
    assert_int_equal(s->count, fresh.count);
    for (size_t i = 0; i < size; i++)
        if (s->marks[i] != fresh.marks[i])
            fail_msg("seed %u: byte %zu of \"%s\": %u, not %u", (unsigned)seed, i, text,
                     (unsigned)s->marks[i], (unsigned)fresh.marks[i]);
    segments_free(&fresh);
}

/* A place between two characters. */
static size_t random_place(const char *text, size_t size, uint32_t *seed)
{
    size_t place = size > 0 ? next_random(seed) % (size + 1) : 0;
    while (place > 0 && place < size && ((unsigned char)text[place] & 0xC0) == 0x80)
        place--;
    return place;
}

/* A text that changes at random, and what it was taken apart into. */
struct changing {
    char text[ROOM * 2];
    size_t size;
    uint32_t seed;
    struct segments segments;
};

/* Bytes in the place of others; false when the text is as long as it may be. */
static bool change(struct changing *c, const char *piece, size_t added)
{
    size_t a = random_place(c->text, c->size, &c->seed),
           b = random_place(c->text, c->size, &c->seed);
    size_t start = a < b ? a : b,
           removed = next_random(&c->seed) % 3 == 0 ? (a < b ? b : a) - start : 0;
    if (c->size - removed + added + 1 > ROOM)
        return false;
    memmove(c->text + start + added, c->text + start + removed, c->size - start - removed + 1);
    memcpy(c->text + start, piece, added);
    c->size = c->size - removed + added;
    assert_true(segments_change(&c->segments, c->text, c->size, start, removed, added));
    return true;
}

static void change_at_random(uint32_t seed)
{
    static struct changing c;
    static char piece[ROOM];
    c = (struct changing){.seed = seed, .segments = SEGMENTS_INIT};
    c.size = random_text(&c.seed, c.text, 40);
    assert_true(segments_make(&c.segments, c.text, c.size));
    for (int i = 0; i < CHANGES && change(&c, piece, random_text(&c.seed, piece, 6)); i++)
        check_same(&c.segments, c.text, c.size, seed);
    segments_free(&c.segments);
}

static void a_change_gives_what_a_whole_text_gives(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++)
        change_at_random(seed * 2654435761U);
}

/* The clusters are libunistring's, but for half-width sound marks. */
static void clusters_are_those_of_the_library(void **state)
{
    static char text[ROOM], ours[ROOM], theirs[ROOM];
    uint32_t seed = 20260701;
    (void)state;
    for (int round = 0; round < ROUNDS * 20; round++) {
        size_t size = random_text(&seed, text, 30);
        if (strstr(text, "\uFF9E") != NULL)
            continue;
        grapheme_breaks(text, size, ours);
        u8_grapheme_breaks((const uint8_t *)text, size, theirs);
        for (size_t i = 0; i < size; i++)
            if ((ours[i] != 0) != (theirs[i] != 0))
                fail_msg("byte %zu of \"%s\": %d", i, text, ours[i]);
    }
}

/* At both widths, a mark's columns are those that the cluster is drawn with. */
static void columns_are_those_of_the_clusters(void **state)
{
    static char text[ROOM];
    uint32_t seed = 4711;
    (void)state;
    for (int round = 0; round < ROUNDS * 10; round++) {
        struct segments s = SEGMENTS_INIT;
        size_t size = random_text(&seed, text, 30);
        assert_true(segments_make(&s, text, size));
        size_t feeds = 0;
        for (size_t at = 0, next; at < size; at = next) {
            next = grapheme_next(text, size, at);
            feeds += text[at] == '\n' ? 1 : 0;
            for (int ambiguous = 1; text[at] != '\n' && ambiguous <= 2; ambiguous++) {
                width_set_ambiguous(ambiguous);
                assert_int_equal(segments_columns(s.marks[at], ambiguous),
                                 width_of_cluster(text + at, next - at));
            }
        }
        assert_int_equal(s.count, grapheme_count(text, size) - feeds);
        segments_free(&s);
    }
    width_set_ambiguous(1);
}

/* One text, laid out from its segments as by itself, at any width. */
static void a_layout_of_segments_is_that_of_the_text(void **state)
{
    static char text[ROOM];
    uint32_t seed = 99;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct segments s = SEGMENTS_INIT;
        struct layout alone = LAYOUT_INIT, shared = LAYOUT_INIT;
        size_t size = random_text(&seed, text, 60);
        int columns = 2 + (int)(next_random(&seed) % 40);
        assert_true(segments_make(&s, text, size));
        assert_true(layout_make(&alone, text, size, columns));
        assert_true(layout_break(&shared, text, &s, columns, 1));
        assert_int_equal(alone.count, shared.count);
        for (size_t i = 0; i < alone.count; i++)
            assert_int_equal(alone.lines[i].start, shared.lines[i].start);
        layout_free(&alone);
        layout_free(&shared);
        segments_free(&s);
    }
}

static void check_same_lines(const struct layout *l, const struct layout *whole, const char *text,
                             int columns, uint32_t seed)
{
    for (size_t i = 0; i < l->count && i < whole->count; i++) {
        const struct layout_line *a = &l->lines[i], *b = &whole->lines[i];
        if (a->start != b->start || a->end != b->end || a->columns != b->columns ||
            a->hard != b->hard)
            fail_msg("seed %u: line %zu of \"%s\" at %d: [%zu, %zu), not [%zu, %zu)",
                     (unsigned)seed, i, text, columns, a->start, a->end, b->start, b->end);
    }
    assert_int_equal(l->count, whole->count);
}

/* Texts with few places to break at, long runs of full-width digits, blanks that hang,
 * beside those of all pieces. */
static size_t random_hard_text(uint32_t *seed, char *out, size_t most)
{
    static const char *const hard[] = {"０",     "８", "．", "，", " ",
                                       "\u3000", "漢", "。", "\n", "a"};
    size_t size = 0, reach = next_random(seed) % 2 == 0 ? 4 : sizeof hard / sizeof *hard;
    if (next_random(seed) % 2 == 0)
        return random_text(seed, out, most);
    for (size_t i = next_random(seed) % (most * 3); i > 0; i--) {
        const char *piece = hard[next_random(seed) % reach];
        memcpy(out + size, piece, strlen(piece));
        size += strlen(piece);
    }
    out[size] = '\0';
    return size;
}

static void lay_out_at_random(uint32_t seed)
{
    static struct changing c;
    static char piece[ROOM];
    struct layout l = LAYOUT_INIT, whole = LAYOUT_INIT;
    c = (struct changing){.seed = seed, .segments = SEGMENTS_INIT};
    int columns = 2 + (int)(next_random(&c.seed) % 40), ambiguous = 1 + (int)(seed % 2);
    c.size = random_text(&c.seed, c.text, 40);
    assert_true(segments_make(&c.segments, c.text, c.size));
    assert_true(layout_break(&l, c.text, &c.segments, columns, ambiguous));
    for (int i = 0; i < CHANGES && change(&c, piece, random_hard_text(&c.seed, piece, 8)); i++) {
        assert_true(layout_change(&l, c.text, &c.segments, columns, ambiguous));
        assert_true(layout_break(&whole, c.text, &c.segments, columns, ambiguous));
        check_same_lines(&l, &whole, c.text, columns, seed);
    }
    layout_free(&l);
    layout_free(&whole);
    segments_free(&c.segments);
}

static void a_layout_follows_a_change_as_if_made_anew(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= ROUNDS * 5; seed++)
        lay_out_at_random(seed * 2654435761U);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_gives_what_a_whole_text_gives),
        cmocka_unit_test(clusters_are_those_of_the_library),
        cmocka_unit_test(columns_are_those_of_the_clusters),
        cmocka_unit_test(a_layout_of_segments_is_that_of_the_text),
        cmocka_unit_test(a_layout_follows_a_change_as_if_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
