#include "text/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/aside.h"
#include "text/counter.h"
#include "text/scan.h"

/* --- the number and its unit ------------------------------------------------------- */

/* The whole as well as the part: "2分の1", "1/3". Not exact, so always in doubt. */
static void read_fraction(const char *text, struct reading *n)
{
    static const char *const slashes[] = {"/", "／", NULL};
    const char *s = text + n->end;
    struct number other;
    size_t size = scan_word(s, "分の"), more;
    bool japanese = size > 0;
    if (!japanese)
        size = scan_words(s, slashes, NULL);
    if (size == 0)
        return;
    more = n->kanji ? number_scan_kanji(s + size, &other) : number_scan(s + size, &other);
    double a = more == 0 ? 0 : strtod(n->number.amount, NULL);
    double b = more == 0 ? 0 : strtod(other.amount, NULL);
    double part = japanese ? b : a, whole = japanese ? a : b;
    bool counted = !japanese && more > 0 && counter_scan(s + size + more) > 0;
    if (more == 0 || part <= 0 || part >= whole || counted || whole > (japanese ? 1000 : 12))
        return; /* 43/51公園 is so many of so many */
    snprintf(n->number.amount, sizeof n->number.amount, "%.3g", part / whole);
    n->end += size + more;
    n->doubt = PROSE_FRACTION;
}

/* "3割5分" is 3.5割. */
static size_t read_tenths(const char *s, struct number *n)
{
    int digit = 0;
    size_t size = scan_word(s, "割");
    size_t digits = size == 0 ? 0 : scan_digit(s + size, &digit);
    size_t unit = digits == 0 ? 0 : scan_word(s + size + digits, "分");
    size_t length = strlen(n->amount);
    if (unit == 0 || length + 3 > sizeof n->amount || strchr(n->amount, '.') != NULL)
        return 0;
    snprintf(n->amount + length, sizeof n->amount - length, ".%d", digit);
    return size + digits + unit;
}

/* Whether the figure ends at s: with an operator, or with the line. */
static bool is_end(const char *s)
{
    enum figure_operator op;
    s += scan_blanks(s);
    return *s == '\0' || *s == '\n' || counter_scan_operator(s, &op) > 0;
}

static void set_unit(struct reading *n, size_t at, size_t size)
{
    n->unit = at;
    n->unit_end = n->behind = at + size;
}

/* Behind a blank, a word is the unit only where it is a common counter, or where
 * nothing else follows ("3.5 点以上"): in "26 前年度 24" it is the next thing in
 * the cell. */
static void read_unit(const char *text, struct reading *n)
{
    const char *s = text + n->end;
    size_t blanks = scan_blanks(s), size = counter_scan(s + blanks);
    if (blanks > 0 && !counter_is_common(s + blanks, size) && !is_end(s + blanks + size))
        size = 0;
    set_unit(n, size == 0 ? n->end : n->end + blanks, size);
}

/* Digits, and what is left of a number that is not well formed. */
static bool read_digits(const char *text, size_t at, struct reading *n)
{
    size_t size = number_scan(text + at, &n->number);
    if (size == 0)
        return false;
    n->end = at + size;
    size_t rest = number_scan_rest(text + at);
    int digit;
    static const char *const joints[] = {",", "，", ".", "．", NULL};
    size_t joint = scan_words(text + n->end, joints, NULL);
    if (rest > size && joint > 0 && scan_digit(text + n->end + joint, &digit) > 0)
        n->doubt = PROSE_NOTATION;
    size_t tenths = read_tenths(text + n->end, &n->number);
    if (n->doubt == PROSE_NOTATION) {
        set_unit(n, n->end, 0);
    } else if (tenths > 0) {
        set_unit(n, n->end, strlen("割"));
        n->end += tenths;
        n->behind = n->end;
    } else {
        read_fraction(text, n);
        read_unit(text, n);
    }
    return true;
}

static bool read_kanji(const char *text, size_t at, struct reading *n)
{
    bool doubtful = false;
    uint32_t before = aside_char_before(text, at);
    size_t size = number_scan_kanji(text + at, &n->number);
    if (size == 0 || before == 0x6570 || before == 0x5E7E || before == 0x4F55) /* 数 幾 何 */
        return false;
    n->kanji = true;
    n->end = at + size;
    read_fraction(text, n);
    if (n->doubt == PROSE_FRACTION) {
        set_unit(n, n->end, 0);
        return true;
    }
    set_unit(n, n->end, counter_scan_strict(text + n->end, &doubtful));
    n->doubt = doubtful ? PROSE_WORD : PROSE_SURE;
    return n->unit_end > n->unit;
}

/* Words that stand for a number: 半数, 過半数, ゼロ. */
static bool read_word(const char *text, size_t at, struct reading *n)
{
    static const char *const words[] = {"過半数", "半数", "ゼロ", NULL};
    static const char *const other_words[] = {"ゼロから", "ゼロエ", "ゼロカ", "ゼロベ",
                                              "ゼロウ",   "ゼロ歳", NULL};
    size_t which = 0, size = scan_words(text + at, words, &which);
    if (size == 0 || scan_words(text + at, other_words, NULL) > 0)
        return false;
    snprintf(n->number.amount, sizeof n->number.amount, "%s", which < 2 ? "50" : "0");
    n->end = at + size;
    n->doubt = PROSE_WORD;
    n->half = which < 2;
    n->more_than_half = which == 0;
    set_unit(n, n->end, 0);
    if (which == 2)
        read_unit(text, n);
    return true;
}

/* The number at the reader, with its sign and unit. */
bool reading_scan(const char *text, size_t at, struct reading *n)
{
    uint32_t before = aside_char_before(text, at);
    int digit = 0;
    bool negative = false;
    *n = (struct reading){.start = at, .glued = aside_is_letter(before)};
    size_t sign = number_scan_sign((text + at), &negative);
    bool bound =
        n->glued || (before >= '0' && before <= '9') || (before >= 0xFF10 && before <= 0xFF19);
    if (sign > 0 && bound)
        return false;
    n->negative = sign > 0 && negative;
    n->positive = sign > 0 && !negative;
    if (scan_digit((text + at) + sign, &digit) > 0 || (!bound && text[at + sign] == '.')) {
        bool read = read_digits(text, at + sign, n);
        if (read && negative)
            number_negate(&n->number);
        return read;
    }
    if (sign > 0)
        return false;
    return read_kanji(text, at, n) || read_word(text, at, n);
}

/* --- names and spans ---------------------------------------------------------------- */

static bool is_age(const char *text, const struct reading *n, const struct lead *lead)
{
    const char *unit = text + n->unit;
    if (scan_word(unit, "歳") + scan_word(unit, "才") == 0)
        return false;
    return !lead->average && !aside_word_before(text, lead->start, "寿命") &&
           !aside_word_before(text, lead->start, "年齢");
}

/* 1日1回, 1人1台, 1回2時間: the first is what the second is counted by. */
static bool is_base(const char *text, const struct reading *n)
{
    static const char *const units[] = {"人", "日",   "年", "か月", "カ月", "ヶ月",
                                        "週", "週間", "回", "時間", NULL};
    static const char *const again[] = {"ひとり", "一人", "でも", NULL};
    const char *unit = text + n->unit, *behind = text + n->unit_end;
    int digit;
    if (strcmp(n->number.amount, "1") != 0 || n->unit_end == n->unit)
        return false;
    bool counter = scan_words(unit, units, NULL) == n->unit_end - n->unit;
    return counter && (scan_digit(behind, &digit) > 0 || scan_word(behind, "平均") > 0 ||
                       scan_words(behind, again, NULL) > 0);
}

/* 1人当たり, 3年ごと, 100世帯につき. */
static bool is_each(const char *behind)
{
    static const char *const words[] = {"あたり", "当たり", "当り", "につき", "ごと", "おき", NULL};
    static const char *const rates[] = {"毎月", "毎年", "毎日", "毎週", "毎回", NULL};
    return scan_words(behind, words, NULL) > 0 ||
           (scan_word(behind, "毎") > 0 && scan_words(behind, rates, NULL) == 0);
}

/* 過去1年間, 3年で, 2か月前, 5年計画: when, not how much. Years alone name one. */
static bool is_span(const char *text, const struct reading *n, const struct tail *tail)
{
    static const char *const before[] = {"過去", "直近", "最近", "今後", "向こう", "ここ", "この"};
    static const char *const behind[] = {"で",   "に",   "前",   "後", "ぶり", "計画",
                                         "間に", "間で", "以来", "目", "越し", NULL};
    static const char *const otherwise[] = {"前後", "に延", "に短", "に増", "に減", NULL};
    const char *unit = text + n->unit, *after = text + n->unit_end;
    size_t size = n->unit_end - n->unit;
    if (!counter_is_time(unit, size))
        return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        if (aside_word_before(text, n->start, before[i]))
            return true;
    if (scan_words(after, behind, NULL) > 0 && scan_words(after, otherwise, NULL) == 0)
        return true;
    return scan_word(unit, "年") == size && tail->op == FIGURE_NONE;
}

/* Digits that letters or nothing at all make a code or a year: A4判, 桟敷2015. */
static bool is_code(const char *text, const struct reading *n, const struct tail *tail)
{
    size_t size = n->unit_end - n->unit;
    if (n->glued && !counter_is_common(text + n->unit, size) && tail->op == FIGURE_NONE)
        return true;
    if (size == 0 && aside_word_before(text, n->start, "問") &&
        !aside_word_before(text, n->start, "訪問"))
        return true;
    size_t digits = 0;
    bool whole = number_scan_digits(text + n->start, &digits) == n->end - n->start;
    return size == 0 && whole && digits == 4 && tail->op == FIGURE_NONE &&
           (strncmp(n->number.amount, "19", 2) == 0 || strncmp(n->number.amount, "20", 2) == 0);
}

bool reading_is_name(const char *text, const struct reading *n, const struct lead *lead,
                     const struct tail *tail)
{
    return counter_is_name(text + n->unit, n->unit_end - n->unit) || is_age(text, n, lead) ||
           is_base(text, n) || is_each(text + n->unit_end) || is_span(text, n, tail) ||
           is_code(text, n, tail);
}

/* 5点満点, 5段階評価: full marks. */
size_t reading_full_marks(const char *text, const struct reading *n)
{
    static const char *const marks[] = {"満点", "満点中", "満点で", NULL};
    static const char *const steps[] = {"段階評価", "段階中", NULL};
    size_t size = scan_words(text + n->unit_end, marks, NULL);
    if (size > 0)
        return size;
    size = scan_words(text + n->unit, steps, NULL);
    return size > n->unit_end - n->unit ? size - (n->unit_end - n->unit) : size > 0 ? 1 : 0;
}

/* --- ranges and lists ------------------------------------------------------------------ */

static size_t scan_range(const char *s, enum prose_doubt *doubt)
{
    static const char *const ranges[] = {"～", "〜", "~",    "-",      "－", "–",
                                         "―",  "‐",  "から", "ないし", NULL};
    static const char *const lists[] = {"・", "･", "、", "または", "又は", "，", "/", "／", NULL};
    size_t size = scan_words(s, ranges, NULL);
    *doubt = size > 0 ? PROSE_RANGE : PROSE_LIST;
    return size > 0 ? size : scan_words(s, lists, NULL);
}

/* A number without a unit takes that of the number it is joined to: 10～15回,
 * 19・20地域. Behind a unit only a range joins. Returns the doubt that the next
 * number shares. */
enum prose_doubt reading_join(const char *text, struct reading *n)
{
    enum { NUMBERS = 5 };
    enum prose_doubt doubt = PROSE_SURE, first = PROSE_SURE;
    size_t at = n->unit_end;
    bool bare = n->unit_end == n->unit;
    if (n->kanji || n->doubt == PROSE_NOTATION || n->doubt == PROSE_FRACTION)
        return PROSE_SURE;
    for (int i = 0; i < NUMBERS; i++) {
        struct number number;
        size_t joint = scan_range(text + at, &doubt);
        size_t size = joint == 0 ? 0 : number_scan(text + at + joint, &number);
        if (size == 0 || (!bare && (doubt == PROSE_LIST || scan_word(text + at, "から") > 0)))
            break;
        if (first == PROSE_SURE)
            first = doubt;
        at += joint + size;
        size_t unit = counter_scan(text + at);
        if (bare && unit > 0) {
            n->unit = at;
            n->unit_end = at + unit;
            return first;
        }
        if (!bare)
            return first;
    }
    return bare && first == PROSE_LIST ? PROSE_SURE : first;
}
