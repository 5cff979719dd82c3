#include "text/grapheme.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>

#include "text/utf8.h"
#include "text/wide.h"

enum { ZWJ = 0x200D, WINDOW = 1024 };

static bool is_halfwidth_mark(uint32_t cp)
{
    return cp == 0xFF9E || cp == 0xFF9F;
}

static bool is_regional(uint32_t cp)
{
    return cp >= 0x1F1E6 && cp <= 0x1F1FF;
}

/* Characters that join with nothing on either side: most of what is typed. */
static bool is_plain(uint32_t cp)
{
    return wide_is_common(cp) || (cp >= 0x20 && cp < 0x7F) || cp == '\n' ||
           (cp >= 0xFF61 && cp <= 0xFF9D);
}

/* Whether a and b alone do not tell if there is a boundary between them: that
 * hangs on what stands before a (UAX #29, GB11 to GB13). */
static bool is_open(uint32_t a, uint32_t b)
{
    return !is_halfwidth_mark(b) && (a == ZWJ || (is_regional(a) && is_regional(b)));
}

/* Whether there is a boundary between a and b, whatever stands around them. */
static bool is_safe(uint32_t a, uint32_t b)
{
    if ((is_plain(a) && is_plain(b)) || is_halfwidth_mark(b))
        return true;
    return !is_open(a, b) && uc_is_grapheme_break(a, b);
}

/* The code point at offset and its length; a stray byte stands for itself. */
static size_t char_at(const char *s, size_t size, size_t offset, uint32_t *cp)
{
    size_t length = utf8_decode(s + offset, size - offset, cp);
    if (length > 0)
        return length;
    *cp = 0xFFFD;
    return 1;
}

/* Where the code point in front of offset (> 0) begins. */
static size_t char_before(const char *s, size_t offset)
{
    size_t least = offset > 4 ? offset - 4 : 0;
    do
        offset--;
    while (offset > least && ((unsigned char)s[offset] & 0xC0) == 0x80);
    return offset;
}

/* The first half-width sound mark behind s[0], which begins a cluster and so a
 * text of its own for libunistring; size when there is none. */
static size_t segment_end(const char *s, size_t size)
{
    for (size_t at = 1; at + 2 < size; at++) {
        const char *found = memchr(s + at, 0xEF, size - 2 - at);
        if (found == NULL)
            return size;
        at = (size_t)(found - s);
        if ((unsigned char)s[at + 1] == 0xBE &&
            ((unsigned char)s[at + 2] == 0x9E || (unsigned char)s[at + 2] == 0x9F))
            return at;
    }
    return size;
}

/* All of it looked at by libunistring. */
static void find_breaks(const char *s, size_t size, char *breaks)
{
    for (size_t at = 0; at < size;) {
        size_t length = segment_end(s + at, size - at);
        u8_grapheme_breaks((const uint8_t *)s + at, length, breaks + at);
        at += length;
    }
}

/* The end of what has to be looked at from offset on: the characters that are not
 * plain, and the plain one behind them. *last: where the last of all these begins. */
static size_t window_end(const char *s, size_t size, size_t offset, size_t *last)
{
    uint32_t cp = 0;
    while (offset < size && !is_plain(cp)) {
        *last = offset;
        offset += char_at(s, size, offset, &cp);
    }
    return offset;
}

/* Between two plain characters there always is a boundary: libunistring sees only
 * the others, with their plain neighbours. */
void grapheme_breaks(const char *s, size_t size, char *breaks)
{
    size_t plain = 0; /* the plain character in front of at */
    for (size_t at = 0; at < size;) {
        uint32_t cp = 0;
        if (wide_decode(s + at, size - at, &cp)) {
            breaks[at] = 1;
            breaks[at + 1] = breaks[at + 2] = 0;
            plain = at;
            at += WIDE_BYTES;
            continue;
        }
        size_t length = char_at(s, size, at, &cp);
        if (is_plain(cp)) {
            memset(breaks + at, 0, length);
            breaks[at] = 1;
            plain = at;
            at += length;
            continue;
        }
        size_t last = at, end = window_end(s, size, at, &last);
        char known = plain < at ? breaks[plain] : 1;
        find_breaks(s + plain, end - plain, breaks + plain);
        breaks[plain] = known;
        plain = last;
        at = end;
    }
}

/* The first (or last) boundary in s[start..end), start itself not counted as the
 * first. A window too large for the stack and for memory gives `otherwise`, a
 * boundary too, only not the nearest. */
static size_t find_break(const char *s, size_t start, size_t end, bool last, size_t otherwise)
{
    char room[WINDOW], *breaks = room;
    size_t size = end - start, found = otherwise;
    if (size > sizeof room && (breaks = malloc(size)) == NULL)
        return otherwise;
    grapheme_breaks(s + start, size, breaks);
    for (size_t i = 1; i < size; i++) {
        size_t at = last ? size - i : i;
        if (breaks[at]) {
            found = start + at;
            break;
        }
    }
    if (breaks != room)
        free(breaks);
    return found;
}

static bool is_printable_ascii(char c)
{
    return c >= ' ' && c <= '~';
}

size_t grapheme_next(const char *s, size_t size, size_t offset)
{
    if (offset >= size)
        return size;
    if (offset + 1 < size && is_printable_ascii(s[offset]) && is_printable_ascii(s[offset + 1]))
        return offset + 1;
    uint32_t a, b;
    bool open = false;
    size_t at = offset + char_at(s, size, offset, &a);
    while (at < size) {
        size_t length = char_at(s, size, at, &b);
        if (is_safe(a, b))
            break;
        open = open || is_open(a, b);
        a = b;
        at += length;
    }
    return open ? find_break(s, offset, at, false, at) : at;
}

size_t grapheme_previous(const char *s, size_t size, size_t offset)
{
    if (offset > size)
        offset = size;
    if (offset == 0)
        return 0;
    uint32_t a, b;
    bool open = false;
    size_t at = char_before(s, offset);
    char_at(s, size, at, &b);
    while (at > 0) {
        size_t before = char_before(s, at);
        char_at(s, size, before, &a);
        if (is_safe(a, b))
            break;
        open = open || is_open(a, b);
        b = a;
        at = before;
    }
    return open ? find_break(s, at, offset, true, at) : at;
}

size_t grapheme_back_in_line(const char *s, size_t size, size_t offset, int most)
{
    for (int i = 0; i < most && offset > 0 && s[offset - 1] != '\n'; i++)
        offset = grapheme_previous(s, size, offset);
    return offset;
}

size_t grapheme_on_in_line(const char *s, size_t size, size_t offset, int most)
{
    for (int i = 0; i < most && offset < size && s[offset] != '\n'; i++)
        offset = grapheme_next(s, size, offset);
    return offset;
}

size_t grapheme_floor(const char *s, size_t size, size_t offset)
{
    if (offset >= size)
        return size;
    uint32_t cp;
    size_t at = char_before(s, offset + 1);
    return grapheme_previous(s, size, at + char_at(s, size, at, &cp));
}

size_t grapheme_ceiling(const char *s, size_t size, size_t offset)
{
    size_t floor = grapheme_floor(s, size, offset);
    return floor >= offset ? floor : grapheme_next(s, size, floor);
}

size_t grapheme_count(const char *s, size_t size)
{
    size_t count = 0;
    for (size_t at = 0; at < size; at = grapheme_next(s, size, at))
        count++;
    return count;
}
