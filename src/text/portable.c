#include "text/portable.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/utf8.h"

struct portable_sequence {
    uint16_t first, second;
};

#include "text/portable_table.h"

enum { REPLACEMENT = 0xFFFD, NAMED_MOST = 4 };

static bool is_known_beyond(uint32_t cp)
{
    size_t low = 0, high = sizeof beyond / sizeof *beyond;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (beyond[middle] == cp)
            return true;
        if (beyond[middle] < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool is_known(uint32_t cp)
{
    if (cp == '\n' || cp == '\t')
        return true;
    if (cp > 0xFFFF)
        return is_known_beyond(cp);
    return pages[page_of[cp >> 8] * 8U + (cp >> 5 & 7)] >> (cp & 31) & 1;
}

static bool is_sequence(uint32_t first, uint32_t second)
{
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (sequences[i].first == first && sequences[i].second == second)
            return true;
    return false;
}

/* The code point at s and its length; a byte that is not UTF-8 stands for itself. */
static size_t char_at(const char *s, size_t size, uint32_t *cp)
{
    size_t length = utf8_decode(s, size, cp);
    if (length > 0)
        return length;
    *cp = REPLACEMENT;
    return 1;
}

bool portable_is(const char *s, size_t size)
{
    uint32_t before = 0;
    for (size_t at = 0; at < size;) {
        uint32_t cp;
        at += char_at(s + at, size - at, &cp);
        if (!is_known(cp) && !is_sequence(before, cp))
            return false;
        before = cp;
    }
    return true;
}

/* The code point of the three bytes at s, kana, kanji and the like; 0: it is another. */
static uint32_t common_at(const char *s, size_t size)
{
    const unsigned char *u = (const unsigned char *)s;
    if (size < 3 || (u[0] & 0xF0) != 0xE0)
        return 0;
    return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
}

/* The text is valid UTF-8 or nearly: it is looked at at every key. */
bool portable_is_plain(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        uint32_t cp = common_at(text + at, size - at);
        at += cp ? 3 : char_at(text + at, size - at, &cp);
        if (!is_known(cp))
            return false;
    }
    return true;
}

/* On by the cluster that place is at. */
static void step_over(const char *text, struct portable_place *place)
{
    bool feed = place->size > 0 && text[place->offset] == '\n';
    if (feed)
        place->line++;
    if (feed)
        place->character = 1;
    else if (place->size > 0)
        place->character++;
    place->offset += place->size;
    place->size = 0;
}

bool portable_next(const char *text, size_t size, struct portable_place *place)
{
    for (;;) {
        step_over(text, place);
        if (place->offset >= size)
            return false;
        place->size = grapheme_next(text, size, place->offset) - place->offset;
        if (!portable_is(text + place->offset, place->size))
            return true;
    }
}

static bool is_kanji(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
}

static bool is_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

void portable_describe(const char *s, size_t size, char *out, size_t room)
{
    char points[NAMED_MOST * sizeof " U+10FFFF" + sizeof " …"] = "";
    size_t length = 0, count = 0, at = 0;
    uint32_t before = 0;
    bool variant = false;
    while (at < size && count < NAMED_MOST) {
        uint32_t cp;
        at += char_at(s + at, size - at, &cp);
        variant = variant || (is_kanji(before) && is_selector(cp));
        length += (size_t)snprintf(points + length, sizeof points - length, "%sU+%04X",
                                   count++ > 0 ? " " : "", (unsigned)cp);
        before = cp;
    }
    if (at < size)
        snprintf(points + length, sizeof points - length, " …");
    if (variant)
        snprintf(out, room, _("%s (variant kanji, 異体字)"), points);
    else
        snprintf(out, room, "%s", points);
}
