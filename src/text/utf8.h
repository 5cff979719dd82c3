/*
 * UTF-8 (RFC 3629): validity, and steps by code point. Nothing here changes a
 * byte of the text.
 */
#ifndef KUSEI_TEXT_UTF8_H
#define KUSEI_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one code point at s[0..size). Returns its length in bytes, 1 to 4, and
 * sets *cp; 0 at the end (size 0) or where the bytes are not UTF-8 (overlong
 * forms, surrogates and values over U+10FFFF included). */
size_t utf8_decode(const char *s, size_t size, uint32_t *cp);

/* The length, 1 to 4, of the code point that begins with this byte, in valid UTF-8. */
static inline size_t utf8_length(char first)
{
    unsigned char byte = (unsigned char)first;
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Writes cp to out (4 bytes of room), returns the length; 0 for a surrogate or
 * a value over U+10FFFF. */
size_t utf8_encode(uint32_t cp, char out[4]);

/* Whether the bytes are UTF-8. bad (may be NULL) gets the first bad offset. */
bool utf8_is_valid(const char *s, size_t size, size_t *bad);

#endif
