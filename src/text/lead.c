#include "text/lead.h"

#include <string.h>

#include "text/aside.h"
#include "text/scan.h"

static bool is_kanji(uint32_t cp)
{
    return cp >= 0x4E00 && cp <= 0x9FFF;
}

/* The longest of the words that text[floor..at) ends with. One of a single kanji
 * counts only where no kanji is in front of it: 年 in 少年10人 is no word. */
static size_t word_before(const char *text, size_t floor, size_t at, const char *const *words,
                          size_t *which)
{
    size_t longest = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        size_t size = strlen(words[i]);
        if (size <= longest || at - floor < size || !aside_word_before(text, at, words[i]))
            continue;
        bool single = size == strlen("年") && is_kanji(aside_char_before(words[i], size));
        if (single && at - size > floor && is_kanji(aside_char_before(text, at - size)))
            continue;
        longest = size;
        if (which != NULL)
            *which = i;
    }
    return longest;
}

static size_t blanks_before(const char *text, size_t floor, size_t at)
{
    static const char *const blanks[] = {" ", "\t", "　", "\xC2\xA0", NULL};
    size_t total = 0, size;
    while ((size = word_before(text, floor, at - total, blanks, NULL)) > 0)
        total += size;
    return total;
}

static size_t plain_before(const char *text, size_t floor, size_t at, struct lead *out)
{
    static const char *const words[] = {
        "年",     "年間",   "月",   "月間", "週",   "毎月", "毎年",   "毎日",     "毎週",
        "年平均", "月平均", "延べ", "のべ", "延",   "計",   "合計",   "総計",     "全",
        "各",     "内",     "うち", "平均", "累計", "最高", "平均で", "平均して", NULL};
    size_t which = 0, size = word_before(text, floor, at, words, &which);
    if (size > 0 && strstr(words[which], "平均") != NULL)
        out->average = true;
    return size;
}

static size_t qualifier_before(const char *text, size_t floor, size_t at, struct lead *out)
{
    static const char *const about[] = {"約",       "およそ", "おおよそ", "概ね",
                                        "おおむね", "ほぼ",   "凡そ",     NULL};
    static const char *const least[] = {"少なくとも", "最低", "最低でも", "下限", NULL};
    static const char *const most[] = {"最大", "最大で", "多くとも", "上限", NULL};
    size_t size = word_before(text, floor, at, about, NULL);
    if (size > 0)
        out->approximate = true;
    if (size == 0 && (size = word_before(text, floor, at, least, NULL)) > 0)
        out->op = FIGURE_GE;
    if (size == 0 && (size = word_before(text, floor, at, most, NULL)) > 0)
        out->op = FIGURE_LE;
    return size;
}

/* 増 or 減 directly before its number, as in 前年比増2％. */
static size_t change_before(const char *text, size_t floor, size_t at, struct lead *out)
{
    static const char *const words[] = {"プラス", "比増", "度増", "増", "マイナス",
                                        "比減",   "度減", "減",   NULL};
    enum { FIRST_LESS = 4 };
    size_t which = 0, size = word_before(text, floor, at, words, &which);
    if (size == 0)
        return 0;
    out->change = which < FIRST_LESS ? 1 : -1;
    return strlen(words[which]) == strlen("比増") ? strlen("増") : size;
}

void lead_scan(const char *text, size_t floor, size_t number, struct lead *out)
{
    enum { WORDS = 5 };
    *out = (struct lead){.start = number};
    for (int i = 0; i < WORDS; i++) {
        size_t at = out->start - blanks_before(text, floor, out->start);
        size_t size = plain_before(text, floor, at, out);
        if (size == 0)
            size = qualifier_before(text, floor, at, out);
        if (size == 0 && out->change == 0)
            size = change_before(text, floor, at, out);
        if (size == 0)
            return;
        out->start = at - size;
    }
}

/* --- comparison with another time ------------------------------------------------ */

static size_t trim(const char *text, size_t from, size_t to)
{
    static const char *const idle[] = {" ", "　", "\t", "で", "は", "が", "：",
                                       ":", "に", "、", "（", "(",  NULL};
    size_t size;
    while ((size = word_before(text, from, to, idle, NULL)) > 0)
        to -= size;
    return to;
}

static bool contains(const char *text, size_t from, size_t to, const char *const *words)
{
    for (size_t at = from; at < to; at++)
        if (scan_words(text + at, words, NULL) > 0)
            return true;
    return false;
}

enum lead_ratio lead_ratio(const char *text, size_t from, size_t to)
{
    enum { FAR = 90 };
    static const char *const measures[] = {"実績", "値",   "数",   "額", "量",
                                           "同期", "同月", "水準", NULL};
    if (to < from || to - from > FAR)
        return LEAD_NONE;
    size_t end = trim(text, from, to);
    if (end > from && (aside_word_before(text, end, "比") || aside_word_before(text, end, "比較")))
        return LEAD_COMPARED;
    if (end <= from + strlen("の") || !aside_word_before(text, end, "の"))
        return LEAD_NONE;
    return contains(text, from, end, measures) ? LEAD_SHARE_OF : LEAD_PERHAPS;
}

bool lead_is_value_of(const char *text, size_t from, size_t to)
{
    static const char *const words[] = {
        "前年", "昨年", "度", "同期", "同月", "実績", "結果", "値", "の", "は", "が", "：",
        ":",    "（",   "(",  " ",    "　",   "末",   "時点", "約", "、", "に", NULL};
    return scan_only_words(text, from, to, words);
}
