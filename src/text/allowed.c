#include "text/allowed.h"

#include <stdio.h>

#include "text/buffer.h"
#include "text/i18n.h"
#include "text/utf8.h"

enum { REPLACEMENT = 0xFFFD };

static bool is_noncharacter(uint32_t cp)
{
    return (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
}

static bool is_bidi_control(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F);
}

bool allowed_is(uint32_t cp)
{
    if (cp == '\n' || cp == '\t')
        return true;
    return !is_control(cp) && !is_bidi_control(cp) && !is_noncharacter(cp) && cp <= 0x10FFFF &&
           (cp < 0xD800 || cp > 0xDFFF);
}

bool allowed_check(const char *text, size_t size, size_t *offset, uint32_t *cp)
{
    for (size_t at = 0; at < size;) {
        if (text[at] >= ' ' && text[at] < 0x7F) { /* most of every table and path */
            at++;
            continue;
        }
        uint32_t found = REPLACEMENT;
        size_t length = utf8_decode(text + at, size - at, &found);
        if (length == 0 || !allowed_is(found)) {
            *offset = at;
            *cp = length == 0 ? REPLACEMENT : found;
            return false;
        }
        at += length;
    }
    return true;
}

void allowed_describe(uint32_t cp, char *out, size_t size)
{
    const char *kind = _("not a character of this text");
    if (cp == REPLACEMENT)
        kind = _("bytes that are not UTF-8");
    else if (is_bidi_control(cp))
        kind = _("bidi control");
    else if (is_control(cp))
        kind = _("control character");
    else if (is_noncharacter(cp))
        kind = _("noncharacter");
    snprintf(out, size, "U+%04X (%s)", (unsigned)cp, kind);
}

/* The kana with its sound mark in one character; 0 where there is none. Only
 * kana: a composed form elsewhere may be another character to a name's owner. */
static uint32_t compose_kana(uint32_t kana, uint32_t mark)
{
    bool katakana = kana >= 0x30A1;
    uint32_t hiragana = katakana ? kana - 0x60 : kana;
    if (mark == 0x309A)
        return hiragana >= 0x306F && hiragana <= 0x307B && (hiragana - 0x306F) % 3 == 0 ? kana + 2
                                                                                        : 0;
    if (mark != 0x3099)
        return 0;
    if (hiragana == 0x3046) /* う */
        return katakana ? 0x30F4 : 0x3094;
    if (kana >= 0x30EF && kana <= 0x30F2) /* ワ ヰ ヱ ヲ */
        return kana + 8;
    if (kana == 0x309D || kana == 0x30FD) /* iteration marks */
        return kana + 1;
    bool to_chi = hiragana >= 0x304B && hiragana <= 0x3061 && (hiragana - 0x304B) % 2 == 0;
    bool to_to = hiragana >= 0x3064 && hiragana <= 0x3068 && (hiragana - 0x3064) % 2 == 0;
    bool to_ho = hiragana >= 0x306F && hiragana <= 0x307B && (hiragana - 0x306F) % 3 == 0;
    return to_chi || to_to || to_ho ? kana + 1 : 0;
}

/* Line breaks as other programs put them on the clipboard: word processors use
 * VT, FF and U+2028 for a break inside a paragraph. */
static bool is_line_break(uint32_t cp)
{
    return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* What is being built, and the last kana in it, not yet written because a
 * sound mark may follow (0: none). */
struct filter {
    struct buffer out;
    uint32_t held;
    size_t dropped;
    uint32_t first;
};

static void put(struct filter *f, uint32_t cp)
{
    char bytes[4];
    buffer_append(&f->out, bytes, utf8_encode(cp, bytes));
}

static void hold(struct filter *f, uint32_t cp)
{
    if (f->held != 0)
        put(f, f->held);
    f->held = cp;
}

static void drop(struct filter *f, uint32_t cp)
{
    if (f->dropped++ == 0)
        f->first = cp;
}

static void take(struct filter *f, uint32_t cp)
{
    uint32_t composed = f->held == 0 ? 0 : compose_kana(f->held, cp);
    if (composed != 0)
        f->held = composed;
    else
        hold(f, cp);
}

char *allowed_filter(const char *text, size_t size, size_t *dropped, uint32_t *first)
{
    struct filter f = {.out = BUFFER_INIT};
    for (size_t at = 0; at < size;) {
        uint32_t cp = REPLACEMENT;
        size_t length = utf8_decode(text + at, size - at, &cp);
        if (cp == '\r' && at + 1 < size && text[at + 1] == '\n')
            length = 2;
        if (length == 0) {
            drop(&f, REPLACEMENT);
            length = 1;
        } else if (is_line_break(cp)) {
            take(&f, '\n');
        } else if (allowed_is(cp)) {
            take(&f, cp);
        } else {
            drop(&f, cp);
        }
        at += length;
    }
    if (f.held != 0)
        put(&f, f.held);
    if (dropped != NULL)
        *dropped = f.dropped;
    if (first != NULL)
        *first = f.first;
    return buffer_take(&f.out);
}
