#include "text/segments.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "text/grapheme.h"
#include "text/width.h"

static bool reserve(struct segments *s, size_t size)
{
    if (size > SIZE_MAX / 8)
        return false;
    if (size > s->room || s->marks == NULL) {
        unsigned char *marks = realloc(s->marks, size + size / 4 + 1);
        if (marks == NULL)
            return false;
        s->marks = marks;
        s->room = size + size / 4 + 1;
    }
    if (size > s->scratch_room / 2) {
        char *scratch = realloc(s->scratch, size * 2 + size / 2);
        if (scratch == NULL)
            return false;
        s->scratch = scratch;
        s->scratch_room = size * 2 + size / 2;
    }
    return true;
}

static unsigned char break_mark(char possible)
{
    return possible == UC_BREAK_POSSIBLE    ? SEGMENTS_MAY_BREAK
           : possible == UC_BREAK_MANDATORY ? SEGMENTS_MUST_BREAK
                                            : 0;
}

/* text[0..size) is a part of a paragraph without its line feed. */
static void take_part(struct segments *s, const char *text, size_t size, unsigned char *marks)
{
    char *possible = s->scratch, *clusters = s->scratch + size;
    /* The encoding steers kinsoku: with EUC-JP ambiguous characters count as
     * ideographs, and ①②③ may break. */
    u8_possible_linebreaks((const uint8_t *)text, size, "EUC-JP", possible);
    grapheme_breaks(text, size, clusters);
    for (size_t at = 0, next; at < size; at = next) {
        for (next = at + 1; next < size && !clusters[next];)
            marks[next++] = 0;
        marks[at] = (unsigned char)width_kind(text + at, next - at) | break_mark(possible[at]);
        s->count++;
    }
}

/* text[start..end), which begins and ends where paragraphs do. */
static void take_paragraphs(struct segments *s, const char *text, size_t start, size_t end)
{
    while (start < end) {
        const char *feed = memchr(text + start, '\n', end - start);
        size_t stop = feed == NULL ? end : (size_t)(feed - text);
        if (stop > start)
            take_part(s, text + start, stop - start, s->marks + start);
        if (stop < end)
            s->marks[stop] = 0;
        start = stop + 1;
    }
}

bool segments_make(struct segments *s, const char *text, size_t size)
{
    s->size = s->count = 0;
    if (!reserve(s, size))
        return false;
    take_paragraphs(s, text, 0, size);
    s->size = size;
    return true;
}

static size_t count_marks(const unsigned char *marks, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += marks[i] & SEGMENTS_WIDTH ? 1 : 0;
    return count;
}

/* A kanji: what stands before it says nothing about what comes behind it. */
static bool is_kanji(const char *text, size_t size)
{
    const unsigned char *u = (const unsigned char *)text;
    return size >= 3 && ((u[0] == 0xE4 && u[1] >= 0xB8) || (u[0] > 0xE4 && u[0] < 0xEA));
}

/* From where on the text may be looked at when it changed at offset: a kanji before
 * that, or the start of the paragraph. */
static size_t window_start(const char *text, size_t offset)
{
    while (offset > 0 && text[offset - 1] != '\n') {
        offset--;
        if (is_kanji(text + offset, 3))
            break;
    }
    return offset;
}

/* Up to where: behind a kanji that is a cluster by itself, or the end of the paragraph. */
static size_t window_end(const char *text, size_t size, size_t offset)
{
    while (offset < size && text[offset] != '\n') {
        if (is_kanji(text + offset, size - offset) &&
            grapheme_next(text, size, offset) == offset + 3)
            return offset + 3;
        offset++;
    }
    return offset;
}

bool segments_change(struct segments *s, const char *text, size_t size, size_t offset,
                     size_t removed, size_t added)
{
    size_t start = window_start(text, offset), end = window_end(text, size, offset + added);
    size_t former_end = end - added + removed;
    if (!reserve(s, size)) {
        s->size = s->count = 0;
        return false;
    }
    unsigned char first = start < s->size ? s->marks[start] : 0;
    s->count -= count_marks(s->marks + start, former_end - start);
    memmove(s->marks + end, s->marks + former_end, s->size - former_end);
    take_paragraphs(s, text, start, end);
    if (start > 0 && start < offset && text[start - 1] != '\n') {
        s->count -= first & SEGMENTS_WIDTH ? 0 : 1; /* what stands before it takes it in */
        s->marks[start] = first;
    }
    s->size = size;
    s->changed = (struct segments_part){start, end, former_end};
    return true;
}

int segments_width(const struct segments *s, size_t start, size_t end, int ambiguous)
{
    int columns = 0;
    for (size_t at = start; at < end; at++)
        columns += segments_columns(s->marks[at], ambiguous);
    return columns;
}

void segments_free(struct segments *s)
{
    free(s->marks);
    free(s->scratch);
    *s = (struct segments)SEGMENTS_INIT;
}
