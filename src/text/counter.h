/*
 * What stands behind a number: its unit as printed ("件", "か所", "ポイント"), and
 * whether the unit makes a count of it or a name (3階, 2年生, 4回目, 20歳代).
 */
#ifndef KUSEI_TEXT_COUNTER_H
#define KUSEI_TEXT_COUNTER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/figure.h"

/* How long the unit at s is: % alone, or a run of letters, kanji and katakana up
 * to an operator, a particle, a blank, punctuation or a word that says what
 * happens to the quantity (開催, 削減). 0 when there is none. */
size_t counter_scan(const char *s);

/* The same behind a numeral in kanji, which may be the beginning of a word: only
 * the counters that are certain there. *doubtful where it may be a word all the
 * same (一人, 一つ). */
size_t counter_scan_strict(const char *s, bool *doubtful);

/* Folds the unit into out[0..size): NFKC, パーセント and pt by their sign and name. One that does
 * not fit was a sentence without punctuation and is left out whole: half a
 * unit would compare wrongly. */
void counter_fold(const char *unit, size_t size, char *out, size_t room);

/* Whether the unit makes a name of the number before it: 階, 年生, 回目, 歳代, 丁目. */
bool counter_is_name(const char *unit, size_t size);

/* Whether the unit is one that people and things are counted with, so that
 * letters before the number (HP3回) are no code (A4判). */
bool counter_is_common(const char *unit, size_t size);

/* Whether the unit is a span of time (年間, か月, 日). */
bool counter_is_time(const char *unit, size_t size);

/* The words that compare: 以上, を超える, 未満, を下回った. Returns how many bytes they
 * and the ending of their verb have; 0 with *op untouched when there are none. */
size_t counter_scan_operator(const char *s, enum figure_operator *op);

#endif
