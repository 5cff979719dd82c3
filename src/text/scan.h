/*
 * Small steps through a NUL-terminated UTF-8 text, for those that read a
 * notation out of it (eras, figures, codes). Every step returns how many bytes
 * it read, 0 when the text does not go on that way; none of them runs past the
 * NUL, and bytes that are not UTF-8 match nothing.
 */
#ifndef KUSEI_TEXT_SCAN_H
#define KUSEI_TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One code point; 0 at the end and at bytes that are not UTF-8. */
size_t scan_char(const char *s, uint32_t *cp);

/* The word itself; and the longest of several (NULL-terminated), whose index
 * goes to *which (may be NULL). */
size_t scan_word(const char *s, const char *word);
size_t scan_words(const char *s, const char *const *words, size_t *which);

/* Whether nothing but such words stands in text[from..to). */
bool scan_only_words(const char *text, size_t from, size_t to, const char *const *words);

/* One digit, ASCII or full-width (U+FF10 to U+FF19). */
size_t scan_digit(const char *s, int *digit);

/* A run of blanks: space, tab, U+00A0, U+3000. */
size_t scan_blanks(const char *s);

/* Any of the characters that people write for a hyphen, a minus or a dash. The
 * prolonged sound mark (U+30FC) and box drawing's line (U+2500) are among them,
 * because a Japanese keyboard gives them. */
bool scan_is_dash(uint32_t cp);

/* Brackets around numbers and codes, full-width and half-width. */
bool scan_is_opening(uint32_t cp);
bool scan_is_closing(uint32_t cp);

#endif
