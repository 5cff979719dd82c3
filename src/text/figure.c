#include "text/figure.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "text/scan.h"

/* Where the reader stands in the text. */
struct reader {
    const struct era_table *eras;
    const char *text;
    size_t at;
};

static const char *here(const struct reader *r)
{
    return r->text + r->at;
}

static bool is_letter(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') || (cp >= 0xFF21 && cp <= 0xFF3A) ||
           (cp >= 0xFF41 && cp <= 0xFF5A);
}

static bool is_digit(uint32_t cp)
{
    return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* The character in front of offset; 0 at the start. */
static uint32_t char_before(const char *text, size_t offset)
{
    uint32_t cp = 0;
    if (offset == 0)
        return 0;
    do
        offset--;
    while (offset > 0 && ((unsigned char)text[offset] & 0xC0) == 0x80);
    return scan_char(text + offset, &cp) > 0 ? cp : 0;
}

static size_t scan_digits(const char *s, size_t *count)
{
    size_t offset = 0, size;
    int digit = 0;
    *count = 0;
    while ((size = scan_digit(s + offset, &digit)) > 0) {
        offset += size;
        ++*count;
    }
    return offset;
}

/* ---- What stands in front of a figure or looks like one and is none ---- */

/* An item label: "(1)", "（１）", "1)", "【1-1】". */
static size_t scan_label(const char *s)
{
    uint32_t cp = 0;
    size_t offset = 0, count = 0, size = scan_char(s, &cp);
    bool opened = size > 0 && scan_is_opening(cp);
    if (opened)
        offset += size;
    for (;;) {
        size_t digits = scan_digits(s + offset, &count);
        if (digits == 0)
            return 0;
        offset += digits;
        size = scan_char(s + offset, &cp);
        if (size == 0)
            return 0;
        offset += size;
        if (scan_is_closing(cp))
            return offset;
        if (!opened || !scan_is_dash(cp))
            return 0;
    }
}

static void skip_labels(struct reader *r)
{
    static const char *const bullets[] = {"○", /* a bullet, not the policy's mark */
                                          "・", "･", "•", "◇", "◆", "●", "□", "■", "※", "*", NULL};
    size_t size;
    do {
        r->at += scan_blanks(here(r));
        size = scan_label(here(r));
        if (size == 0)
            size = scan_words(here(r), bullets, NULL);
        r->at += size;
    } while (size > 0);
}

/* The month of a date that goes on behind its year: "4月", ".4", "/4". 0 in
 * *month when the text does not go on with one. */
static size_t scan_month(const char *s, int *month)
{
    static const char *const points[] = {".", "/", "-", "．", "／", NULL};
    size_t offset = scan_blanks(s), count = 0;
    size_t point = scan_words(s, points, NULL);
    if (point > 0)
        offset = point;
    size_t digits = scan_digits(s + offset, &count);
    *month = 0;
    for (size_t i = 0; count <= 2 && i < digits;) {
        int digit = 0;
        i += scan_digit(s + offset + i, &digit);
        *month = *month * 10 + digit;
    }
    offset += digits;
    size_t unit = scan_word(s + offset, "月");
    if (*month < 1 || *month > 12 || (unit == 0 && point == 0)) {
        *month = 0;
        return 0;
    }
    return offset + unit;
}

static size_t scan_day(const char *s)
{
    static const char *const points[] = {".", "/", "-", "．", "／", NULL};
    size_t offset = scan_blanks(s), count = 0;
    size_t point = scan_words(s, points, NULL);
    if (point > 0)
        offset = point;
    offset += scan_digits(s + offset, &count);
    size_t unit = scan_word(s + offset, "日");
    return count >= 1 && count <= 2 && (point > 0 || unit > 0) ? offset + unit : 0;
}

/* Whether the size bytes at s end with word. */
static bool ends_with(const char *s, size_t size, const char *word)
{
    size_t length = strlen(word);
    return size >= length && memcmp(s + size - length, word, length) == 0;
}

/* A year, or a date that begins with one: "H29年度", "2017年3月末", "27.3.31".
 * *fiscal is the fiscal year it lies in. Four digits alone are a number. */
static size_t scan_date(const struct reader *r, int *fiscal)
{
    const char *s = here(r);
    int digit = 0, month = 0;
    uint32_t before = char_before(r->text, r->at);
    if (is_letter(before) || is_digit(before))
        return 0;
    size_t size = era_scan_year(r->eras, s, fiscal);
    if (size == 0)
        return 0;
    if (ends_with(s, size, "年度"))
        return size;
    bool year = ends_with(s, size, "年");
    size_t months = scan_month(s + size, &month);
    size_t days = months == 0 ? 0 : scan_day(s + size + months);
    if (scan_digit(s + scan_blanks(s), &digit) > 0 && !year && days == 0)
        return 0;
    if (month > 0 && month < 4)
        --*fiscal;
    return size + months + days;
}

/* A year without its era ("26年度", "27年3月"), a month ("4月"), an ordinal
 * ("第3回"): numbers, but not the figure. */
static size_t scan_other_number(const struct reader *r)
{
    const char *s = here(r);
    size_t count = 0, size = scan_digits(s, &count);
    int month = 0;
    if (size == 0)
        return 0;
    if (char_before(r->text, r->at) == 0x7B2C) /* 第 */
        return size;
    if (count > 2)
        return 0;
    size_t blanks = scan_blanks(s + size);
    if (scan_word(s + size + blanks, "年度") > 0)
        return size + blanks + strlen("年度");
    size_t year = scan_word(s + size, "年");
    size_t months = year > 0 ? scan_month(s + size + year, &month) : 0;
    if (months > 0)
        return size + year + months + scan_day(s + size + year + months);
    size_t named = scan_word(s + size, "月");
    return named > 0 ? size + named + scan_day(s + size + named) : 0;
}

/* ---- The number ---- */

static bool add_char(struct figure *f, size_t *length, char c)
{
    if (*length + 1 >= sizeof f->amount)
        return false;
    f->amount[(*length)++] = c;
    f->amount[*length] = '\0';
    return true;
}

static size_t scan_minus(const char *s)
{
    static const char *const signs[] = {"-", "－", "−", "▲", "△", NULL};
    size_t which = 0, size = scan_words(s, signs, &which);
    if (size > 0 && which >= 3) /* accountants leave a blank behind the triangle */
        size += scan_blanks(s + size);
    return size;
}

/* A thousands comma with its three digits, and no fourth. */
static size_t scan_group(const char *s)
{
    static const char *const commas[] = {",", "，", NULL};
    size_t comma = scan_words(s, commas, NULL), count = 0;
    size_t digits = scan_digits(s + comma, &count);
    return comma > 0 && count == 3 ? comma + digits : 0;
}

static size_t scan_fraction(const char *s)
{
    static const char *const points[] = {".", "．", NULL};
    size_t point = scan_words(s, points, NULL), count = 0;
    size_t digits = scan_digits(s + point, &count);
    return point > 0 && count > 0 ? point + digits : 0;
}

/* Copies the digits of s[0..size) and writes the point as '.'. */
static bool copy_number(struct figure *f, size_t *length, const char *s, size_t size, bool fraction)
{
    if (fraction && !add_char(f, length, '.'))
        return false;
    for (size_t i = 0; i < size;) {
        int digit = 0;
        uint32_t cp = 0;
        size_t step = scan_digit(s + i, &digit);
        if (step > 0 && !add_char(f, length, (char)('0' + digit)))
            return false;
        i += step > 0 ? step : scan_char(s + i, &cp);
    }
    return true;
}

/* Digits, thousands groups, decimals: "1,800", "３．５", ".5". *decimals gets how
 * many stand behind the point. 0 when there is no number, or one too long to
 * keep: a number cut short would be another number. */
static size_t scan_plain(struct figure *f, const char *s, size_t *length, size_t *decimals)
{
    size_t count = 0, group, offset = scan_digits(s, &count);
    if (count >= 1 && count <= 3)
        while ((group = scan_group(s + offset)) > 0)
            offset += group;
    size_t fraction = scan_fraction(s + offset);
    if (offset + fraction == 0)
        return 0;
    bool kept = offset > 0 ? copy_number(f, length, s, offset, false) : add_char(f, length, '0');
    size_t whole = *length;
    if (!kept || (fraction > 0 && !copy_number(f, length, s + offset, fraction, true)))
        return 0;
    *decimals = fraction > 0 ? *length - whole - 1 : 0;
    return offset + fraction;
}

/* Moves the decimal point of the amount right by zeros places. */
static bool multiply(struct figure *f, size_t *length, size_t decimals, size_t zeros)
{
    char *point = strchr(f->amount, '.');
    if (point != NULL) {
        size_t moved = decimals < zeros ? decimals : zeros;
        memmove(point, point + 1, moved);
        point[moved] = '.';
        zeros -= moved;
        if (moved == decimals)
            f->amount[--*length] = '\0';
    }
    while (zeros > 0 && add_char(f, length, '0'))
        zeros--;
    size_t idle = strspn(f->amount, "0");
    if (idle > 0 && f->amount[idle] >= '1' && f->amount[idle] <= '9') { /* 0.5万 */
        *length -= idle;
        memmove(f->amount, f->amount + idle, *length + 1);
    }
    return zeros == 0;
}

/* 千, 万 and 億 behind a number, which multiply it. zeros gets how many zeros that
 * has put at its end, 0 when it has a fraction. */
static size_t scan_part(struct figure *f, const char *s, size_t *length, size_t *zeros)
{
    static const char *const words[] = {"千", "万", "億", NULL};
    static const size_t powers[] = {3, 4, 8};
    size_t decimals = 0, which = 0;
    size_t offset = scan_plain(f, s, length, &decimals);
    size_t word = offset == 0 ? 0 : scan_words(s + offset, words, &which);
    *zeros = 0;
    if (word > 0) {
        if (!multiply(f, length, decimals, powers[which]))
            return 0;
        *zeros = decimals == 0 ? powers[which] : 0;
    }
    return offset + word;
}

/* The smaller parts of a number like 1億2,000万 or 2万5千300: their digits take the
 * place of the zeros that the part before has left. */
static size_t scan_smaller_parts(struct figure *f, const char *s, size_t length, size_t zeros)
{
    size_t offset = 0;
    while (zeros > 0) {
        struct figure part = {.amount = ""};
        size_t size = 0, limit = zeros;
        size_t read = scan_part(&part, s + offset, &size, &zeros);
        if (read == 0 || size > limit || strchr(part.amount, '.') != NULL)
            break;
        memcpy(f->amount + length - size, part.amount, size);
        offset += read;
    }
    return offset;
}

/* The number at the reader: its sign, its digits, its multipliers. */
static size_t scan_number(const struct reader *r, struct figure *f)
{
    const char *s = here(r);
    uint32_t before = char_before(r->text, r->at);
    bool glued = is_letter(before) || is_digit(before);
    struct figure number = {.amount = ""};
    size_t length = 0, zeros = 0, sign = scan_minus(s);
    int digit = 0;
    if (glued && scan_digit(s, &digit) == 0)
        return 0;
    size_t offset = scan_part(&number, s + sign, &length, &zeros);
    if (offset == 0 || length + 2 > sizeof f->amount)
        return 0;
    offset += scan_smaller_parts(&number, s + sign + offset, length, zeros);
    snprintf(f->amount, sizeof f->amount, "%s%.38s", sign > 0 ? "-" : "", number.amount);
    return sign + offset;
}

/* ---- What stands behind it ---- */

static size_t scan_operator(const char *s, enum figure_operator *op)
{
    static const char *const words[] = {"以上", "以下",   "以内",   "未満",
                                        "超",   "を上回", "を下回", NULL};
    static const enum figure_operator meanings[] = {FIGURE_GE, FIGURE_LE, FIGURE_LE, FIGURE_LT,
                                                    FIGURE_GT, FIGURE_GT, FIGURE_LT};
    size_t which = 0, size = scan_words(s, words, &which);
    if (size == 0 && scan_word(s, "を超") > 0) {
        *op = FIGURE_GT;
        return strlen("を超");
    }
    if (size > 0)
        *op = meanings[which];
    return size;
}

/* Words that say what happens to the quantity and are no part of its unit. */
static bool ends_unit(const char *s)
{
    static const char *const words[] = {"程度", "前後", "増",   "減",   "削減", "達成",
                                        "維持", "開催", "実施", "参加", "発行", "発信",
                                        "配布", "配付", "掲載", "受講", "提案", "向上",
                                        "改善", "見込", "目標", "満点", "中",   NULL};
    return scan_words(s, words, NULL) > 0;
}

static bool is_percent(uint32_t cp)
{
    return cp == '%' || cp == 0xFF05 || cp == 0xFE6A || cp == 0x2030;
}

static bool is_kanji(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD) || cp == 0x3005;
}

/* Katakana of both widths, and squared words such as ㎡. */
static bool is_katakana(uint32_t cp)
{
    return (cp >= 0x30A1 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0xFF66 && cp <= 0xFF9F) ||
           (cp >= 0x3300 && cp <= 0x33FF) || cp == 0x2103;
}

/* Hiragana are particles, but for the counters つ and か (か所, か月). */
static bool is_counter(const char *s, uint32_t cp, bool first)
{
    uint32_t next = 0;
    size_t size = strlen("か");
    return first &&
           (cp == 0x3064 || (cp == 0x304B && scan_char(s + size, &next) > 0 && is_kanji(next)));
}

/* The unit as printed: % alone, or a run of letters, kanji and katakana up to
 * an operator, a particle, a blank or punctuation. */
static size_t scan_unit(const char *s)
{
    enum figure_operator op;
    size_t offset = 0;
    for (;;) {
        uint32_t cp = 0;
        size_t size = scan_char(s + offset, &cp);
        if (size == 0)
            return offset;
        if (offset == 0 && is_percent(cp))
            return size;
        bool part = is_letter(cp) || is_kanji(cp) || is_katakana(cp) ||
                    is_counter(s + offset, cp, offset == 0);
        if (!part || scan_operator(s + offset, &op) > 0 || (offset > 0 && ends_unit(s + offset)))
            return offset;
        offset += size;
    }
}

/* Folds the unit into out. One that does not fit was a sentence without
 * punctuation and is left out whole: half a unit would compare wrongly. */
static void set_unit(struct figure *f, const char *unit, size_t size)
{
    uint8_t room[sizeof f->unit];
    size_t length = sizeof room;
    f->unit[0] = '\0';
    if (size == 0 || size >= sizeof f->unit)
        return;
    uint8_t *folded = u8_normalize(UNINORM_NFKC, (const uint8_t *)unit, size, room, &length);
    const char *bytes = folded == NULL ? unit : (const char *)folded;
    if (folded == NULL)
        length = size;
    if (length < sizeof f->unit) {
        memcpy(f->unit, bytes, length);
        f->unit[length] = '\0';
    }
    if (folded != NULL && folded != room)
        free(folded);
    if (strcmp(f->unit, "パーセント") == 0)
        memcpy(f->unit, "%", 2);
}

/* Whether the figure ends at s: with an operator, or with the line. */
static bool is_end(const char *s)
{
    enum figure_operator op;
    s += scan_blanks(s);
    return *s == '\0' || *s == '\n' || scan_operator(s, &op) > 0;
}

/* The unit and the operator behind the number. Behind a blank, a word is the
 * unit only where nothing else follows ("3.5 点以上"): in "26 前年度 24" it is
 * the next thing in the cell. % needs no such care. */
static void read_tail(const char *s, struct figure *f)
{
    uint32_t cp = 0;
    const char *unit = s + scan_blanks(s);
    size_t size = scan_unit(unit);
    if (unit > s && !(scan_char(unit, &cp) > 0 && is_percent(cp)) && !is_end(unit + size))
        size = 0;
    set_unit(f, unit, size);
    if (size > 0)
        s = unit + size;
    s += scan_blanks(s);
    scan_operator(s, &f->op);
}

/* The fiscal year of the first "(year) まで" in the text; 0 when there is none. */
static int read_deadline(const struct era_table *eras, const char *text)
{
    static const char *const between[] = {"末", "中", "内", "末日", NULL};
    struct reader r = {eras, text, 0};
    while (*here(&r) != '\0') {
        int fiscal = 0;
        uint32_t cp = 0;
        size_t size = scan_date(&r, &fiscal);
        const char *s = here(&r) + size;
        s += scan_words(s, between, NULL);
        if (size > 0 && scan_word(s + scan_blanks(s), "まで") > 0)
            return fiscal;
        if (size == 0)
            size = scan_char(here(&r), &cp);
        r.at += size > 0 ? size : 1;
    }
    return 0;
}

bool figure_read(const struct era_table *eras, const char *text, struct figure *out)
{
    struct reader r = {eras, text, 0};
    skip_labels(&r);
    while (*here(&r) != '\0') {
        int fiscal;
        uint32_t cp;
        size_t size = scan_date(&r, &fiscal);
        if (size == 0)
            size = scan_other_number(&r);
        struct figure found = {.op = FIGURE_NONE};
        size_t number = size > 0 ? 0 : scan_number(&r, &found);
        if (number > 0) {
            found.start = r.at;
            found.end = r.at + number;
            found.by = read_deadline(eras, text);
            read_tail(text + found.end, &found);
            *out = found;
            return true;
        }
        if (size == 0)
            size = scan_digits(here(&r), &(size_t){0});
        if (size == 0)
            size = scan_char(here(&r), &cp);
        r.at += size > 0 ? size : 1;
    }
    return false;
}

static const char *const operator_names[] = {[FIGURE_NONE] = "",
                                             [FIGURE_GE] = "ge",
                                             [FIGURE_GT] = "gt",
                                             [FIGURE_LE] = "le",
                                             [FIGURE_LT] = "lt"};

const char *figure_operator_name(enum figure_operator op)
{
    return op >= FIGURE_NONE && op <= FIGURE_LT ? operator_names[op] : "";
}

enum figure_operator figure_operator_from(const char *name)
{
    for (size_t i = 1; i < sizeof operator_names / sizeof *operator_names; i++)
        if (strcmp(name, operator_names[i]) == 0)
            return (enum figure_operator)i;
    return FIGURE_NONE;
}
