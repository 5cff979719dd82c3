#include "text/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>
#include <uninorm.h>

#include "text/buffer.h"
#include "text/scan.h"
#include "text/utf8.h"

static bool is_circle(uint32_t cp)
{
    return cp == 0x25CB || cp == 0x3007 || cp == 0x25EF || cp == 0x26AA || cp == 0x2B55;
}

static bool is_cross(uint32_t cp)
{
    return cp == 0xD7 || cp == 0x2715 || cp == 0x2716 || cp == 0x2717 || cp == 0x2718 ||
           cp == 0x2A2F || cp == 0x2573 || cp == 0x274C;
}

/* White space, and what nobody sees: selectors, joiners, soft hyphen. */
static bool is_nothing(uint32_t cp)
{
    return (cp >= '\t' && cp <= '\r') || cp == ' ' || cp == 0x85 || cp == 0xA0 || cp == 0xAD ||
           cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202F) ||
           cp == 0x205F || cp == 0x2060 || cp == 0x3000 || (cp >= 0xFE00 && cp <= 0xFE0F) ||
           cp == 0xFEFF || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_bracket(uint32_t cp)
{
    return scan_is_opening(cp) || scan_is_closing(cp);
}

/* What cp becomes in a key; 0 for nothing. */
static uint32_t fold_char(uint32_t cp)
{
    if (is_nothing(cp) || is_bracket(cp))
        return 0;
    if (scan_is_dash(cp))
        return '-';
    if (is_circle(cp))
        return 'o';
    if (is_cross(cp))
        return 'x';
    if (cp == 0x301C) /* wave dash; its full-width twin U+FF5E is '~' by NFKC */
        return '~';
    return cp;
}

/* Folds text[0..size) character by character; bytes that are not UTF-8 stay. */
static char *fold_chars(const char *text, size_t size)
{
    struct buffer out = BUFFER_INIT;
    for (size_t at = 0; at < size;) {
        uint32_t cp = 0;
        size_t length = utf8_decode(text + at, size - at, &cp);
        if (length == 0) {
            buffer_append(&out, text + at, 1);
            at++;
            continue;
        }
        uint32_t folded = fold_char(cp);
        if (folded != 0) {
            char bytes[4];
            buffer_append(&out, bytes, utf8_encode(folded, bytes));
        }
        at += length;
    }
    return buffer_take(&out);
}

char *fold_key(const char *text)
{
    size_t size = strlen(text);
    if (size == 0 || !utf8_is_valid(text, size, NULL))
        return fold_chars(text, size);
    size_t length = 0;
    uint8_t *normal = u8_normalize(UNINORM_NFKC, (const uint8_t *)text, size, NULL, &length);
    if (normal == NULL)
        return NULL;
    char *key = fold_chars((const char *)normal, length);
    free(normal);
    return key;
}

char *fold_case(const char *text)
{
    size_t size = strlen(text);
    char *small = strdup(text);
    for (size_t at = 0; small != NULL && at < size;) {
        uint32_t cp = 0;
        char bytes[4];
        size_t length = utf8_decode(text + at, size - at, &cp);
        if (length > 0 && utf8_encode(uc_tolower(cp), bytes) == length)
            memcpy(small + at, bytes, length);
        at += length > 0 ? length : 1;
    }
    return small;
}

char *fold_search_key(const char *text)
{
    struct buffer key = BUFFER_INIT;
    char *small = fold_case(text);
    for (char *line = small, *end; line != NULL; line = end == NULL ? NULL : end + 1) {
        end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        char *folded = fold_key(line);
        key.failed = key.failed || folded == NULL;
        if (folded != NULL)
            buffer_append_string(&key, folded);
        if (end != NULL)
            buffer_append(&key, "\n", 1);
        free(folded);
    }
    key.failed = key.failed || small == NULL;
    free(small);
    return buffer_take(&key);
}

bool fold_equal(const char *a, const char *b)
{
    char *key_a = fold_key(a), *key_b = fold_key(b);
    bool equal = key_a != NULL && key_b != NULL && strcmp(key_a, key_b) == 0;
    free(key_a);
    free(key_b);
    return equal;
}

enum { NO_VALUE = -1, NO_MEMORY = -2 };

/* The only value whose folded key compare() finds equal. */
static int choose_by(const char *key, const char *const *values,
                     int (*compare)(const char *, const char *))
{
    int found = NO_VALUE;
    for (int i = 0; values[i] != NULL; i++) {
        char *other = fold_key(values[i]);
        if (other == NULL)
            return NO_MEMORY;
        bool equal = compare(key, other) == 0;
        free(other);
        if (equal && found >= 0)
            return NO_VALUE;
        if (equal)
            found = i;
    }
    return found;
}

int fold_choose(const char *text, const char *const *values)
{
    for (int i = 0; values[i] != NULL; i++)
        if (strcmp(text, values[i]) == 0)
            return i;
    char *key = fold_key(text);
    int found = NO_VALUE;
    /* An empty key ("()" or blanks) says nothing, so it means no value. */
    if (key != NULL && key[0] != '\0') {
        found = choose_by(key, values, strcmp);
        if (found == NO_VALUE)
            found = choose_by(key, values, strcasecmp);
    }
    free(key);
    return found < 0 ? -1 : found;
}

/* One character of a page code, canonical: a digit, a hyphen; 0 for what goes
 * (brackets, blanks), -1 for what no code has. */
static int code_char(const char *s, size_t *size)
{
    int digit = 0;
    uint32_t cp = 0;
    if ((*size = scan_digit(s, &digit)) > 0)
        return '0' + digit;
    if ((*size = scan_blanks(s)) > 0)
        return 0;
    *size = scan_char(s, &cp);
    if (*size > 0 && scan_is_dash(cp))
        return '-';
    return *size > 0 && is_bracket(cp) ? 0 : -1;
}

/* Groups of digits with one hyphen between: 1-1, 4-1-1. */
static bool is_code(const char *s)
{
    for (;;) {
        size_t digits = strspn(s, "0123456789");
        if (digits == 0)
            return false;
        s += digits;
        if (*s == '\0')
            return true;
        if (*s++ != '-')
            return false;
    }
}

char *fold_code(const char *text)
{
    struct buffer out = BUFFER_INIT;
    int c = 0;
    size_t size = 0;
    for (const char *s = text; *s != '\0' && (c = code_char(s, &size)) >= 0; s += size)
        if (c > 0)
            buffer_append(&out, &(char){(char)c}, 1);
    char *code = buffer_take(&out);
    if (code == NULL || (c >= 0 && is_code(code)))
        return code;
    free(code);
    return strdup(text);
}
