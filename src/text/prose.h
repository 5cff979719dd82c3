/*
 * Figures out of prose: every figure in a Japanese text of a sentence or of a
 * whole cell, with where it stands and how sure the reading is. The text is
 * never changed, and what is read is a proposal for a person to confirm.
 *
 * Read: digits of both widths with commas and decimals, 千 万 億, kanji numerals
 * before a counter (三割, 二千人); units, % and 割; 以上 以下 未満 超 以内 を超える を上回る
 * を下回る 少なくとも; 前年比増2％, 前年度比105％, 5ポイント上昇, 32％削減; 16.9％→26.7％ and
 * 2校から5校に; 10～15回; 1/3 and 2分の1; 7.2点（10点満点）; 令和8年度までに.
 *
 * Passed over: dates and years, months, times of day, item labels and ordinals,
 * telephone numbers, codes, addresses, ages of a group (20歳未満), classes (3階,
 * 4年生) and spans that only say when (過去1年間, 3年に1回).
 */
#ifndef KUSEI_TEXT_PROSE_H
#define KUSEI_TEXT_PROSE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/era.h"
#include "text/figure.h"

/* Of two values in a movement ("1,720人→1,800人"), or of one that the text calls
 * last year's (前年度45％). */
enum prose_role { PROSE_SINGLE, PROSE_EARLIER, PROSE_LATER };

enum prose_doubt {
    PROSE_SURE,
    PROSE_APPROXIMATE, /* 約, 程度, 弱 */
    PROSE_RANGE,       /* one end of 10～15回 */
    PROSE_LIST,        /* one of 19・20地域 */
    PROSE_FRACTION,    /* 3分の1 as a decimal */
    PROSE_WORD,        /* 半数, ゼロ, 一人: may be a word */
    PROSE_OPERATORS,   /* more than one operator in reach */
    PROSE_RATIO,       /* 前年度比10％: of the year before, or on top of it */
    PROSE_BASE,        /* an increase or decrease on what the text does not say */
    PROSE_UNIT,        /* no unit */
    PROSE_NOTATION,    /* 1,80人: not a well-formed number */
};

struct prose_figure {
    struct figure figure;
    size_t start, end;               /* the expression, bytes of the text: "約32％削減" */
    size_t clause_start, clause_end; /* the sentence or item it stands in */
    size_t label_start, label_end;   /* what it is a figure of; equal when that is not clear */
    enum prose_role role;
    char scale[8]; /* "5" of 3.5点（5点満点）; "" when not said */
    bool sure;     /* doubt is PROSE_SURE */
    enum prose_doubt doubt;
};

struct prose_list {
    struct prose_figure *items;
    size_t count, room;
};

/* Every figure of the text, in order. eras may be NULL, near 0 (see figure_read). False,
 * with an empty list, when memory is short; the caller frees the list. */
bool prose_read(const struct era_table *eras, int near, const char *text, struct prose_list *out);
void prose_list_free(struct prose_list *list);

/* What a person is told of the doubt, a translated sentence; NULL for PROSE_SURE. */
const char *prose_doubt_sentence(enum prose_doubt doubt);

#endif
