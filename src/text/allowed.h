/*
 * The characters that may be stored: everything that XML 1.0 (5th ed., section
 * 2.2) can carry, less C1 controls, bidi controls (U+202A-202E, U+2066-2069),
 * DEL and noncharacters. Line feed and tab are the only controls. Text is
 * otherwise kept byte for byte; only kana followed by U+3099 or U+309A is
 * composed, when it comes in from the keyboard.
 */
#ifndef KUSEI_TEXT_ALLOWED_H
#define KUSEI_TEXT_ALLOWED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether this code point may be stored. */
bool allowed_is(uint32_t cp);

/* Looks through text[0..size). True when all of it may be stored. Otherwise
 * *offset is the first byte that may not, *cp its code point (0xFFFD where the
 * bytes are not UTF-8). */
bool allowed_check(const char *text, size_t size, size_t *offset, uint32_t *cp);

/* A name for a refused character that a person can act on, like
 * "U+202E (bidi control)". Written to out. */
void allowed_describe(uint32_t cp, char *out, size_t size);

/* A copy of text without what may not be stored, line breaks of every kind (CR LF,
 * CR, VT, FF, NEL, U+2028, U+2029) made LF, kana composed with a following sound
 * mark. dropped (may be NULL) gets the count of characters left out, first (may
 * be NULL) the first of them, 0xFFFD for bytes that are not UTF-8. NULL when
 * memory is short; the caller frees. */
char *allowed_filter(const char *text, size_t size, size_t *dropped, uint32_t *first);

#endif
