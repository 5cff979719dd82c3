/*
 * Numbers in a Japanese text that count nothing: dates, years, fiscal years,
 * months, times of day, item labels, ordinals, telephone numbers, codes. They
 * are stepped over by those that look for figures.
 */
#ifndef KUSEI_TEXT_ASIDE_H
#define KUSEI_TEXT_ASIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/era.h"

/* The label of an item: "(1)", "（２）", "【1-1】" anywhere; where fresh (the line
 * has had nothing but blanks, bullets and labels) also "1)", "1.", "２．", "1、". */
size_t aside_scan_label(const char *s, bool fresh);

/* A bullet: "・", "◇", "※" ... */
size_t aside_scan_bullet(const char *s);

/* A date, a year or a list of them at text + at: "H29年度", "2017年3月末", "27.3.31",
 * "27・28年度", "4～6月", "10/1". *fiscal gets the fiscal year it lies in, 0 when the
 * text does not say. A four-digit number alone is none. eras may be NULL; near is
 * the fiscal year that the text is about (era_year_near), 0 where it is not known. */
size_t aside_scan_date(const struct era_table *eras, int near, const char *text, size_t at,
                       int *fiscal);

/* "までに" and the like behind a date of that length: whether the date is a deadline. */
bool aside_is_deadline(const char *behind);

/* Any other at text + at: "第3", "No.1", "レベル2", "10:30", "17時30分", "06-6313-9986",
 * "1-1-2", "2丁目". What it stands for does not matter. */
size_t aside_scan_code(const char *text, size_t at);

/* The character in front of offset; 0 at the start. */
uint32_t aside_char_before(const char *text, size_t offset);

/* Whether text[0..at) ends with word. */
bool aside_word_before(const char *text, size_t at, const char *word);

/* Latin letters of both widths. */
bool aside_is_letter(uint32_t cp);

#endif
