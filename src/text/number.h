/*
 * Japanese numerals at one place of a text: digits of both widths with their
 * thousands commas and decimals, 百 千 万 億 behind them, and numerals in kanji.
 * This file knows numerals only; whether one is a quantity is for its callers.
 */
#ifndef KUSEI_TEXT_NUMBER_H
#define KUSEI_TEXT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_ROOM = 40 };

/* A decimal in ASCII, decimals as printed: "8.0", "1720". */
struct number {
    char amount[NUMBER_ROOM];
};

/* All three return how many bytes they read, 0 and *out untouched when the text
 * does not go on that way, or with a number too long to keep: one cut short
 * would be another number. */

/* "1,800", "３．５", ".5", "2万5千", "5百万". A bad thousands group or a second
 * point ends it. No sign. */
size_t number_scan(const char *s, struct number *out);

/* "三", "二千", "二〇", "百五十". Digits side by side without 〇 ("三四人", three or four)
 * and 万 or 億 without a digit before them are none. */
size_t number_scan_kanji(const char *s, struct number *out);

/* A sign: "-", "－", "−", "▲", "△", "+", "＋", with the blanks behind a triangle.
 * *negative says which. */
size_t number_scan_sign(const char *s, bool *negative);

/* A run of digits of both widths, and how many there are. */
size_t number_scan_digits(const char *s, size_t *count);

/* Digits and all that joins them ("1,234,56.7.8"): what is left of a number that
 * could not be read, to be stepped over at once. */
size_t number_scan_rest(const char *s);

/* A run of numerals in kanji, whether it is a number or not. */
size_t number_scan_kanji_rest(const char *s);

/* amount - base, decimals kept: "105" - 100 is "5", "98.5" - 100 is "-1.5". False
 * with amount untouched when it has more digits than can be reckoned with. */
bool number_subtract(struct number *amount, int base);

/* The other sign; zero has none. */
void number_negate(struct number *amount);

#endif
