/*
 * Columns of the terminal (UAX #11, East Asian Width). Ambiguous characters
 * (①, ○, ―, ×) are as wide as this terminal draws them: the caller finds out
 * and says so once.
 */
#ifndef KUSEI_TEXT_WIDTH_H
#define KUSEI_TEXT_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/* 1 or 2 columns for ambiguous characters from now on; 1 at start. */
void width_set_ambiguous(int columns);
int width_ambiguous(void);

/* Columns of one code point: 0 for marks (general category Mn, Me), selectors
 * and format characters, 1 or 2 otherwise (2: East Asian Width W or F); -1 for a
 * control character, which has none. */
int width_of(uint32_t cp);

/* Columns of one grapheme cluster s[0..size), 1 or 2: the sum of its parts but
 * never more than 2 (a family joined by ZWJ), and 2 where U+FE0F asks for the
 * emoji look. What has no width by itself (a mark with nothing under it, a lone
 * joiner, a tab, a control) counts 1, so that it can be seen and stood on: draw
 * it on a blank. */
int width_of_cluster(const char *s, size_t size);

enum { WIDTH_AMBIGUOUS = 3 };
/* The same of any terminal: 1, 2, or WIDTH_AMBIGUOUS where it is 1 or 2 as ambiguous
 * characters are. */
int width_kind(const char *s, size_t size);

/* Columns of a text without line breaks. */
int width_of_text(const char *s, size_t size);

/* The longest prefix of whole clusters that fits into columns; its length in
 * bytes. used (may be NULL) gets the columns it takes. */
size_t width_fit(const char *s, size_t size, int columns, int *used);

#endif
