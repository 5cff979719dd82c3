#include "text/words.h"

#include <stdbool.h>
#include <stdint.h>

#include "text/grapheme.h"
#include "text/utf8.h"

enum {
    PROLONGED = 0x30FC,
    HALF_PROLONGED = 0xFF70,
    PROLONGED_MOST = 16 /* marks on end that may belong to one kana */
};

/* What a character is by itself. What the last five are hangs on their neighbours. */
enum character {
    BLANK,
    LINE_FEED,
    KANJI,
    HIRAGANA,
    KATAKANA,
    LETTER,
    DIGIT,
    MARK,
    PROLONGS,      /* ー */
    JOINS_LETTERS, /* MidLetter of UAX #29 */
    JOINS_DIGITS,  /* MidNum */
    JOINS_BOTH,    /* MidNumLet */
    COUNTS,        /* か ヶ ヵ ケ カ: between a digit and a kanji */
};

static enum character character_of_joiner(uint32_t cp)
{
    switch (cp) {
    case '\'':
    case '.':
    case 0x2019:
        return JOINS_BOTH;
    case ',':
        return JOINS_DIGITS;
    case 0xB7:
        return JOINS_LETTERS;
    default:
        return MARK;
    }
}

static bool is_kanji(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) || cp == 0x3005 ||
           cp == 0x3007 || (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD);
}

static bool is_letter(uint32_t cp)
{
    return ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') || cp == '_' ||
           (cp >= 0xC0 && cp < 0x2000 && cp != 0xD7 && cp != 0xF7);
}

static enum character character_of(uint32_t cp)
{
    if (cp == '\n')
        return LINE_FEED;
    if (cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000)
        return BLANK;
    if (cp == PROLONGED || cp == HALF_PROLONGED)
        return PROLONGS;
    if (cp == 0x304B || cp == 0x30AB || cp == 0x30B1 || cp == 0x30F5 || cp == 0x30F6)
        return COUNTS;
    if (cp >= 0x3041 && cp <= 0x309F)
        return HIRAGANA;
    if ((cp >= 0x30A1 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0x31F0 && cp <= 0x31FF) ||
        (cp >= 0xFF66 && cp <= 0xFF9F))
        return KATAKANA;
    if (is_kanji(cp))
        return KANJI;
    if (cp >= 0xFF01 && cp <= 0xFF5E) /* full-width ASCII goes with ASCII */
        cp -= 0xFEE0;
    if (cp >= '0' && cp <= '9')
        return DIGIT;
    return is_letter(cp) ? LETTER : character_of_joiner(cp);
}

/* The character that begins at offset; MARK outside of the text. */
static enum character read_at(const char *text, size_t size, size_t offset)
{
    uint32_t cp = 0;
    return offset < size && utf8_decode(text + offset, size - offset, &cp) > 0 ? character_of(cp)
                                                                               : MARK;
}

static enum words_kind kana_of(const char *text, size_t size, size_t offset)
{
    uint32_t cp = 0;
    utf8_decode(text + offset, size - offset, &cp);
    return cp >= 0x3041 && cp <= 0x309F ? WORDS_HIRAGANA : WORDS_KATAKANA;
}

/* A prolonged sound mark is of the kana that it prolongs; after anything else it
 * is the dash that the same key gives. */
static enum words_kind kind_of_prolonged(const char *text, size_t size, size_t offset)
{
    for (int i = 0; i < PROLONGED_MOST && offset > 0; i++) {
        offset = grapheme_previous(text, size, offset);
        switch (read_at(text, size, offset)) {
        case PROLONGS:
            continue;
        case HIRAGANA:
        case KATAKANA:
        case COUNTS:
            return kana_of(text, size, offset);
        default:
            return WORDS_MARK;
        }
    }
    return WORDS_MARK;
}

static enum words_kind kind_of_counter(const char *text, size_t size, size_t offset)
{
    size_t before = grapheme_previous(text, size, offset);
    size_t after = grapheme_next(text, size, offset);
    bool counts = before < offset && read_at(text, size, before) == DIGIT &&
                  read_at(text, size, after) == KANJI;
    return counts ? WORDS_KANJI : kana_of(text, size, offset);
}

/* Whether what stands on both sides of a joiner makes one word with it. */
static enum words_kind kind_of_joiner(const char *text, size_t size, size_t offset,
                                      enum character joiner)
{
    size_t before = grapheme_previous(text, size, offset);
    size_t after = grapheme_next(text, size, offset);
    if (before == offset || after >= size)
        return WORDS_MARK;
    enum character left = read_at(text, size, before), right = read_at(text, size, after);
    bool joins = (joiner != JOINS_LETTERS && left == DIGIT && right == DIGIT) ||
                 (joiner != JOINS_DIGITS && left == LETTER && right == LETTER);
    return joins ? WORDS_ALPHANUMERIC : WORDS_MARK;
}

/* What the cluster at offset (< size) is, with its neighbours considered. */
static enum words_kind kind_at(const char *text, size_t size, size_t offset)
{
    enum character c = read_at(text, size, offset);
    switch (c) {
    case BLANK:
        return WORDS_BLANK;
    case LINE_FEED:
        return WORDS_LINE_FEED;
    case KANJI:
        return WORDS_KANJI;
    case HIRAGANA:
        return WORDS_HIRAGANA;
    case KATAKANA:
        return WORDS_KATAKANA;
    case LETTER:
    case DIGIT:
        return WORDS_ALPHANUMERIC;
    case PROLONGS:
        return kind_of_prolonged(text, size, offset);
    case COUNTS:
        return kind_of_counter(text, size, offset);
    case JOINS_LETTERS:
    case JOINS_DIGITS:
    case JOINS_BOTH:
        return kind_of_joiner(text, size, offset, c);
    case MARK:
        break;
    }
    return WORDS_MARK;
}

/* The end, or the start, of the clusters of that kind next to offset. */
static size_t same_end(const char *text, size_t size, size_t offset, enum words_kind kind)
{
    while (offset < size && kind_at(text, size, offset) == kind)
        offset = grapheme_next(text, size, offset);
    return offset;
}

static size_t same_start(const char *text, size_t size, size_t offset, enum words_kind kind)
{
    while (offset > 0) {
        size_t before = grapheme_previous(text, size, offset);
        if (kind_at(text, size, before) != kind)
            break;
        offset = before;
    }
    return offset;
}

size_t words_run_end(const char *text, size_t size, size_t offset, enum words_kind *kind)
{
    enum words_kind found = kind_at(text, size, offset);
    if (kind != NULL)
        *kind = found;
    if (found == WORDS_MARK || found == WORDS_LINE_FEED)
        return grapheme_next(text, size, offset);
    return same_end(text, size, offset, found);
}

/* The end of the phrase that offset (< size) is in, without blanks behind it. */
static size_t phrase_end(const char *text, size_t size, size_t offset)
{
    enum words_kind kind = kind_at(text, size, offset);
    if (kind == WORDS_LINE_FEED)
        return offset + 1;
    size_t end = same_end(text, size, offset, kind);
    return kind == WORDS_KANJI ? same_end(text, size, end, WORDS_HIRAGANA) : end;
}

/* The start of the phrase that ends at offset (> 0) or goes on behind it. */
static size_t phrase_start(const char *text, size_t size, size_t offset)
{
    size_t before = grapheme_previous(text, size, offset);
    enum words_kind kind = kind_at(text, size, before);
    if (kind == WORDS_LINE_FEED)
        return before;
    size_t start = same_start(text, size, offset, kind);
    return kind == WORDS_HIRAGANA ? same_start(text, size, start, WORDS_KANJI) : start;
}

size_t words_next(const char *text, size_t size, size_t offset)
{
    if (offset >= size)
        return size;
    return same_end(text, size, phrase_end(text, size, offset), WORDS_BLANK);
}

size_t words_previous(const char *text, size_t size, size_t offset)
{
    size_t end = same_start(text, size, offset < size ? offset : size, WORDS_BLANK);
    return end == 0 ? 0 : phrase_start(text, size, end);
}

void words_phrase_at(const char *text, size_t size, size_t offset, size_t *start, size_t *end)
{
    if (offset > size)
        offset = size;
    *start = *end = offset;
    bool at_end = offset == size || text[offset] == '\n';
    if (at_end && (offset == 0 || text[offset - 1] == '\n'))
        return;
    size_t inside = at_end ? grapheme_previous(text, size, offset) : offset;
    *end = phrase_end(text, size, inside);
    *start = phrase_start(text, size, grapheme_next(text, size, inside));
}
