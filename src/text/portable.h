/*
 * Characters that every Japanese system can be counted on to read and print:
 * JIS X 0213:2004 with JIS X 0201 and ASCII, and the numbers that Windows and
 * the Macintosh give the same characters. What is outside may be stored
 * (allowed.h says what may not); people are told where it stands. The table is
 * made from the C library's converter to EUC-JISX0213 by portable_table.py.
 */
#ifndef KUSEI_TEXT_PORTABLE_H
#define KUSEI_TEXT_PORTABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the cluster s[0..size) (text/grapheme.h) is portable: every code point
 * of it is a character of the sets, or it is one of their characters that take
 * two code points (か+U+309A). A line feed and a tab are; a selector, a joiner, a
 * dakuten apart from its kana and bytes that are not UTF-8 are not. */
bool portable_is(const char *s, size_t size);

/* Whether every code point of the text is a character of the sets by itself. Nearly
 * every text is, and it is quickly seen; of one that is not, portable_next tells. */
bool portable_is_plain(const char *text, size_t size);

/* A cluster that is not portable, and its place as people count. */
struct portable_place {
    size_t offset, size; /* bytes */
    size_t line;         /* from 1: line feeds before it, and one */
    size_t character;    /* from 1: clusters from the start of its line */
};

#define PORTABLE_START                                                                             \
    {                                                                                              \
        0, 0, 1, 1                                                                                 \
    }

/* Goes on from place (PORTABLE_START at first) to the next cluster of the text
 * that is not portable. False, and place at the end of the text, when there is
 * none left. All of a text costs a time in proportion to its length. */
bool portable_next(const char *text, size_t size, struct portable_place *place);

/* A name for the cluster that a person can act on: its code points, and for a kanji
 * with a variation selector what that is: "U+1F600", "U+845B U+E0100 (variant kanji,
 * 異体字)". Cut with "…" when there are many. Written to out; 96 bytes hold it. */
void portable_describe(const char *s, size_t size, char *out, size_t room);

#endif
