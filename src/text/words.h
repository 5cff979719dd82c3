/*
 * Words of a Japanese text, told by script alone, with no dictionary. Two sizes:
 *
 * A run is clusters of one script: kanji, hiragana, katakana, letters and digits,
 * one mark, or blanks. Letters and digits follow UAX #29, so that "1,800", "8.0"
 * and "it's" are one (WB6, WB7, WB11, WB12), and H29 and Web2.0 too (WB9, WB10),
 * in either width. A prolonged sound mark goes with the kana before it, an
 * iteration mark with the kanji, and the ヶ of 3ヶ所 and 3か所 with what is counted.
 *
 * A phrase is what keys move by, about the 文節 of school grammar: a run of kanji
 * with the hiragana behind it (endings and particles), any other run by itself,
 * marks that stand together as one; and the blanks behind it.
 *
 * A line feed is a run and a phrase by itself. Offsets are in bytes, on cluster
 * boundaries; the text is valid UTF-8. Only the neighbourhood of an offset is
 * looked at.
 */
#ifndef KUSEI_TEXT_WORDS_H
#define KUSEI_TEXT_WORDS_H

#include <stddef.h>

enum words_kind {
    WORDS_BLANK,
    WORDS_LINE_FEED,
    WORDS_KANJI,
    WORDS_HIRAGANA,
    WORDS_KATAKANA,
    WORDS_ALPHANUMERIC,
    WORDS_MARK,
};

/* The end of the run that begins at offset (< size); *kind (may be NULL) is what it is
 * of. From 0 on, run after run covers the text. */
size_t words_run_end(const char *text, size_t size, size_t offset, enum words_kind *kind);

/* Where the next phrase begins, or size; where the one before offset begins, or
 * 0. A line feed is stopped at on both sides. */
size_t words_next(const char *text, size_t size, size_t offset);
size_t words_previous(const char *text, size_t size, size_t offset);

/* The phrase that offset stands in or at the start of, without the blanks behind
 * it; at the end of a line the one before. Blanks are a phrase where offset is
 * in them. *start == *end on an empty line. */
void words_phrase_at(const char *text, size_t size, size_t offset, size_t *start, size_t *end);

#endif
