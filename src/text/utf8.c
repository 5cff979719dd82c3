#include "text/utf8.h"

/* What a lead byte promises: the length of the sequence and the smallest code
 * point that needs it (a smaller one is overlong). 0 for no lead byte. */
static size_t lead(unsigned char byte, uint32_t *bits, uint32_t *least)
{
    if (byte >= 0xC2 && byte <= 0xDF) {
        *bits = byte & 0x1FU;
        *least = 0x80;
        return 2;
    }
    if (byte >= 0xE0 && byte <= 0xEF) {
        *bits = byte & 0x0FU;
        *least = 0x800;
        return 3;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        *bits = byte & 0x07U;
        *least = 0x10000;
        return 4;
    }
    return 0;
}

/* Whether s is a sequence of three bytes from U+1000 to U+CFFF or from U+F000 on,
 * which needs no further look. */
static bool is_common(const char *s, size_t size)
{
    const unsigned char *u = (const unsigned char *)s;
    return u[0] > 0xE0 && u[0] <= 0xEF && u[0] != 0xED && size >= 3 && (u[1] & 0xC0) == 0x80 &&
           (u[2] & 0xC0) == 0x80;
}

size_t utf8_decode(const char *s, size_t size, uint32_t *cp)
{
    if (size == 0)
        return 0;
    unsigned char first = (unsigned char)s[0];
    if (first < 0x80) {
        *cp = first;
        return 1;
    }
    if (is_common(s, size)) { /* kana, kanji, full-width forms */
        *cp = (first & 0x0FU) << 12 | ((unsigned char)s[1] & 0x3FU) << 6 |
              ((unsigned char)s[2] & 0x3FU);
        return 3;
    }
    uint32_t value = 0, least = 0;
    size_t length = lead(first, &value, &least);
    if (length == 0 || length > size)
        return 0;
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)s[i];
        if ((byte & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (byte & 0x3FU);
    }
    if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 0;
    *cp = value;
    return length;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        return 0;
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

bool utf8_is_valid(const char *s, size_t size, size_t *bad)
{
    size_t offset = 0;
    while (offset < size) {
        uint32_t cp;
        size_t length = utf8_decode(s + offset, size - offset, &cp);
        if (length == 0) {
            if (bad != NULL)
                *bad = offset;
            return false;
        }
        offset += length;
    }
    return true;
}
