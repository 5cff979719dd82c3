#include "text/number.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/scan.h"

/* The number that is being put together. */
struct draft {
    struct number number;
    size_t length;
    size_t decimals;
};

static bool add_char(struct draft *d, char c)
{
    if (d->length + 1 >= NUMBER_ROOM)
        return false;
    d->number.amount[d->length++] = c;
    d->number.amount[d->length] = '\0';
    return true;
}

size_t number_scan_sign(const char *s, bool *negative)
{
    static const char *const signs[] = {"-", "－", "−", "▲", "△", "+", "＋", NULL};
    size_t which = 0, size = scan_words(s, signs, &which);
    if (size > 0 && (which == 3 || which == 4)) /* accountants leave a blank behind the triangle */
        size += scan_blanks(s + size);
    *negative = size > 0 && which < 5;
    return size;
}

size_t number_scan_digits(const char *s, size_t *count)
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

size_t number_scan_rest(const char *s)
{
    static const char *const joints[] = {",", "，", ".", "．", NULL};
    size_t offset = 0, count;
    for (;;) {
        size_t joint = offset == 0 ? 0 : scan_words(s + offset, joints, NULL);
        size_t digits = number_scan_digits(s + offset + joint, &count);
        if (digits == 0)
            return offset;
        offset += joint + digits;
    }
}

/* A thousands comma with its three digits, and no fourth. */
static size_t scan_group(const char *s)
{
    static const char *const commas[] = {",", "，", NULL};
    size_t comma = scan_words(s, commas, NULL), count = 0;
    size_t digits = comma == 0 ? 0 : number_scan_digits(s + comma, &count);
    return comma > 0 && count == 3 ? comma + digits : 0;
}

static size_t scan_fraction(const char *s)
{
    static const char *const points[] = {".", "．", NULL};
    size_t point = scan_words(s, points, NULL), count = 0;
    size_t digits = point == 0 ? 0 : number_scan_digits(s + point, &count);
    return point > 0 && count > 0 ? point + digits : 0;
}

/* Copies the digits of s[0..size) and writes the point as '.'. */
static bool copy_digits(struct draft *d, const char *s, size_t size, bool fraction)
{
    if (fraction && !add_char(d, '.'))
        return false;
    for (size_t i = 0; i < size;) {
        int digit = 0;
        uint32_t cp = 0;
        size_t step = scan_digit(s + i, &digit);
        if (step > 0 && !add_char(d, (char)('0' + digit)))
            return false;
        i += step > 0 ? step : scan_char(s + i, &cp);
    }
    return true;
}

/* Digits, thousands groups, decimals: "1,800", "３．５", ".5". */
static size_t scan_plain(struct draft *d, const char *s)
{
    size_t count = 0, group, offset = number_scan_digits(s, &count);
    if (count >= 1 && count <= 3)
        while ((group = scan_group(s + offset)) > 0)
            offset += group;
    size_t fraction = scan_fraction(s + offset);
    if (offset + fraction == 0)
        return 0;
    bool kept = offset > 0 ? copy_digits(d, s, offset, false) : add_char(d, '0');
    size_t whole = d->length;
    if (!kept || (fraction > 0 && !copy_digits(d, s + offset, fraction, true)))
        return 0;
    d->decimals = fraction > 0 ? d->length - whole - 1 : 0;
    return offset + fraction;
}

/* Moves the decimal point right by zeros places. */
static bool multiply(struct draft *d, size_t zeros)
{
    char *amount = d->number.amount, *point = strchr(amount, '.');
    if (point != NULL) {
        size_t moved = d->decimals < zeros ? d->decimals : zeros;
        memmove(point, point + 1, moved);
        point[moved] = '.';
        zeros -= moved;
        if (moved == d->decimals)
            amount[--d->length] = '\0';
    }
    while (zeros > 0 && add_char(d, '0'))
        zeros--;
    size_t idle = strspn(amount, "0");
    if (idle > 0 && amount[idle] >= '1' && amount[idle] <= '9') { /* 0.5万 */
        d->length -= idle;
        memmove(amount, amount + idle, d->length + 1);
    }
    return zeros == 0;
}

/* A power of ten behind digits; zeros gets its exponent. 百 may begin a word
 * (百貨店), the others do not where digits stand before them. */
static size_t scan_power(const char *s, size_t *zeros)
{
    static const char *const words[] = {"百",   "千",   "万",   "億",   "兆",   "十万",
                                        "百万", "千万", "十億", "百億", "千億", NULL};
    static const size_t powers[] = {2, 3, 4, 8, 12, 5, 6, 7, 9, 10, 11};
    size_t which = 0, word = scan_words(s, words, &which);
    if (word > 0 && which == 0 && scan_word(s + word, "貨") > 0)
        return 0;
    if (word > 0)
        *zeros = powers[which];
    return word;
}

/* Digits and the power behind them. zeros gets how many zeros that has put at
 * the end, 0 when the number has a fraction. */
static size_t scan_part(struct draft *d, const char *s, size_t *zeros)
{
    size_t power = 0, offset = scan_plain(d, s);
    size_t word = offset == 0 ? 0 : scan_power(s + offset, &power);
    *zeros = 0;
    if (word > 0) {
        if (!multiply(d, power))
            return 0;
        *zeros = d->decimals == 0 ? power : 0;
    }
    return offset + word;
}

/* The smaller parts of a number like 1億2,000万 or 2万5千300: their digits take the
 * place of the zeros that the part before has left. */
static size_t scan_smaller_parts(struct draft *d, const char *s, size_t zeros)
{
    size_t offset = 0;
    while (zeros > 0) {
        struct draft part = {.length = 0};
        size_t limit = zeros;
        size_t read = scan_part(&part, s + offset, &zeros);
        if (read == 0 || part.length > limit || strchr(part.number.amount, '.') != NULL)
            break;
        memcpy(d->number.amount + d->length - part.length, part.number.amount, part.length);
        offset += read;
    }
    return offset;
}

size_t number_scan(const char *s, struct number *out)
{
    struct draft d = {.length = 0};
    size_t zeros = 0, offset = scan_part(&d, s, &zeros);
    if (offset == 0 || d.length + 2 > NUMBER_ROOM) /* a sign must still fit */
        return 0;
    offset += scan_smaller_parts(&d, s + offset, zeros);
    *out = d.number;
    return offset;
}

/* --- kanji ------------------------------------------------------------------- */

/* What a numeral stands for: a digit (0 to 9), or a power of ten. -1: none. */
static int kanji_meaning(uint32_t cp, bool *power)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    static const uint32_t powers[] = {0x5341, 0x767E, 0x5343, 0x4E07, 0x5104};
    static const int values[] = {1, 2, 3, 4, 8};
    *power = false;
    for (int i = 0; i < 10; i++)
        if (digits[i] == cp)
            return i;
    *power = true;
    for (int i = 0; i < 5; i++)
        if (powers[i] == cp)
            return values[i];
    return -1;
}

static uint64_t power_of_ten(int exponent)
{
    uint64_t value = 1;
    while (exponent-- > 0)
        value *= 10;
    return value;
}

/* A kanji number on the way: 二万三千四十 is total 20000, section 3040. */
struct kanji {
    uint64_t total, section, digit;
    bool has_digit, zero;
    size_t adjoined; /* digits side by side */
};

static bool add_kanji(struct kanji *k, int meaning, bool power)
{
    if (!power) {
        k->digit = k->has_digit ? k->digit * 10 + (uint64_t)meaning : (uint64_t)meaning;
        k->adjoined += k->has_digit ? 1 : 0;
        k->zero = k->zero || meaning == 0;
        k->has_digit = true;
        return true;
    }
    uint64_t digit = k->has_digit ? k->digit : (meaning < 4 ? 1 : 0);
    k->has_digit = false;
    if (meaning < 4) {
        k->section += digit * power_of_ten(meaning);
    } else if (k->section + digit == 0) {
        return false;
    } else {
        k->total += (k->section + digit) * power_of_ten(meaning);
        k->section = 0;
    }
    k->digit = 0;
    return true;
}

size_t number_scan_kanji(const char *s, struct number *out)
{
    enum { NUMERALS = 12 };
    struct kanji k = {0};
    size_t offset = 0, count = 0;
    for (; count < NUMERALS; count++) {
        uint32_t cp = 0;
        bool power;
        size_t size = scan_char(s + offset, &cp);
        int meaning = size == 0 ? -1 : kanji_meaning(cp, &power);
        if (meaning < 0)
            break;
        if (!add_kanji(&k, meaning, power))
            return 0;
        offset += size;
    }
    if (count == 0 || count == NUMERALS || (k.adjoined > 0 && !k.zero))
        return 0;
    snprintf(out->amount, sizeof out->amount, "%llu",
             (unsigned long long)(k.total + k.section + k.digit));
    return offset;
}

size_t number_scan_kanji_rest(const char *s)
{
    size_t offset = 0;
    for (;;) {
        uint32_t cp = 0;
        bool power;
        size_t size = scan_char(s + offset, &cp);
        if (size == 0 || kanji_meaning(cp, &power) < 0)
            return offset;
        offset += size;
    }
}

/* --- reckoning ---------------------------------------------------------------- */

bool number_subtract(struct number *n, int base)
{
    enum { DIGITS = 15 };
    const char *point = strchr(n->amount, '.');
    size_t decimals = point == NULL ? 0 : strlen(point + 1), length = 0;
    char digits[NUMBER_ROOM];
    for (const char *c = n->amount; *c != '\0'; c++)
        if (*c != '.')
            digits[length++] = *c;
    digits[length] = '\0';
    if (length > DIGITS || decimals > DIGITS - 3)
        return false;
    long long scale = (long long)power_of_ten((int)decimals);
    long long value = strtoll(digits, NULL, 10) - base * scale;
    long long size = value < 0 ? -value : value;
    char text[2 * NUMBER_ROOM];
    int written = snprintf(text, sizeof text, "%s%lld", value < 0 ? "-" : "", size / scale);
    if (decimals > 0)
        written += snprintf(text + written, sizeof text - (size_t)written, ".%0*lld", (int)decimals,
                            size % scale);
    if (written >= NUMBER_ROOM)
        return false;
    memcpy(n->amount, text, (size_t)written + 1);
    return true;
}

void number_negate(struct number *n)
{
    size_t length = strlen(n->amount);
    if (n->amount[0] == '-')
        memmove(n->amount, n->amount + 1, length);
    else if (strspn(n->amount, "0.") < length && length + 1 < sizeof n->amount) {
        memmove(n->amount + 1, n->amount, length + 1);
        n->amount[0] = '-';
    }
}
