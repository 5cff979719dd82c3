/*
 * Grapheme clusters (UAX #29, extended), what a person calls one character: か+゙,
 * 葛󠄀 with its variation selector, an emoji family. One thing is tailored: the
 * half-width sound marks U+FF9E and U+FF9F always begin a cluster, because they
 * have a key and a cell of their own. All offsets are in bytes and stand on a
 * cluster boundary; the text is valid UTF-8.
 */
#ifndef KUSEI_TEXT_GRAPHEME_H
#define KUSEI_TEXT_GRAPHEME_H

#include <stdbool.h>
#include <stddef.h>

/* Marks in breaks[0..size) (one byte a byte of s) where a cluster begins: 1,
 * else 0. s must be valid UTF-8. */
void grapheme_breaks(const char *s, size_t size, char *breaks);

/* The boundary after, or before, offset; size, or 0, at the ends. They look at
 * the line around the offset, not at the whole text. */
size_t grapheme_next(const char *s, size_t size, size_t offset);
size_t grapheme_previous(const char *s, size_t size, size_t offset);

/* So many clusters before, or behind, offset, or fewer: not over the line's end. */
size_t grapheme_back_in_line(const char *s, size_t size, size_t offset, int most);
size_t grapheme_on_in_line(const char *s, size_t size, size_t offset, int most);

/* offset itself when it is a boundary, else the boundary before it (floor) or
 * after it (ceiling); size when offset is size or more. */
size_t grapheme_floor(const char *s, size_t size, size_t offset);
size_t grapheme_ceiling(const char *s, size_t size, size_t offset);

/* How many clusters there are: the count a person would give. */
size_t grapheme_count(const char *s, size_t size);

#endif
