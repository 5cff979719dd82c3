#include "text/width.h"

#include <stdbool.h>

#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/wide.h"

struct width_range {
    uint32_t first, last;
};

#include "text/width_table.h"

enum { EMOJI_LOOK = 0xFE0F, MOST = 2 };

/* The one thing about the terminal that this room is told. */
static int ambiguous_columns = 1;

void width_set_ambiguous(int columns)
{
    ambiguous_columns = columns == 2 ? 2 : 1;
}

int width_ambiguous(void)
{
    return ambiguous_columns;
}

static bool is_in(uint32_t cp, const struct width_range *ranges, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cp < ranges[middle].first)
            high = middle;
        else if (cp > ranges[middle].last)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

#define IS_IN(cp, ranges) is_in(cp, ranges, sizeof(ranges) / sizeof *(ranges))

/* 0 to 2, WIDTH_AMBIGUOUS, or -1 for a control character. */
static int kind_of(uint32_t cp)
{
    /* Most of what is typed, without a search. */
    if (wide_is_common(cp))
        return 2;
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return -1;
    if (cp < 0x7F)
        return 1;
    if (IS_IN(cp, zero_ranges))
        return 0;
    if (IS_IN(cp, wide_ranges))
        return 2;
    return IS_IN(cp, ambiguous_ranges) ? WIDTH_AMBIGUOUS : 1;
}

int width_of(uint32_t cp)
{
    int kind = kind_of(cp);
    return kind == WIDTH_AMBIGUOUS ? ambiguous_columns : kind;
}

int width_kind(const char *s, size_t size)
{
    int columns = 0, ambiguous = 0;
    if (size == 1)
        return 1;
    for (size_t at = 0; at < size && columns < MOST;) {
        uint32_t cp = 0;
        size_t length = utf8_decode(s + at, size - at, &cp);
        if (length == 0)
            break;
        int kind = kind_of(cp);
        ambiguous += kind == WIDTH_AMBIGUOUS ? 1 : 0;
        columns += cp == EMOJI_LOOK ? MOST : kind == WIDTH_AMBIGUOUS ? 1 : kind > 0 ? kind : 0;
        at += length;
    }
    if (columns >= MOST)
        return MOST;
    return ambiguous > 0 ? WIDTH_AMBIGUOUS : 1;
}

int width_of_cluster(const char *s, size_t size)
{
    int kind = width_kind(s, size);
    return kind == WIDTH_AMBIGUOUS ? ambiguous_columns : kind;
}

int width_of_text(const char *s, size_t size)
{
    int columns = 0;
    for (size_t at = 0; at < size;) {
        size_t next = grapheme_next(s, size, at);
        columns += width_of_cluster(s + at, next - at);
        at = next;
    }
    return columns;
}

size_t width_fit(const char *s, size_t size, int columns, int *used)
{
    int taken = 0;
    size_t at = 0;
    while (at < size) {
        size_t next = grapheme_next(s, size, at);
        int width = width_of_cluster(s + at, next - at);
        if (width > columns - taken)
            break;
        taken += width;
        at = next;
    }
    if (used != NULL)
        *used = taken;
    return at;
}
