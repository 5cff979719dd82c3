/*
 * What most texts here are made of, known at a glance: kana, kanji, full-width forms.
 * Each is two columns wide at any terminal (UAX #11, East Asian Width W or F) and joins
 * with no other of them (UAX #29). Inline, because a key asks of a whole screen.
 */
#ifndef KUSEI_TEXT_WIDE_H
#define KUSEI_TEXT_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WIDE_BYTES = 3 }; /* of each in UTF-8 */

/* Not all that are wide are among them: the others have to be looked up. */
static inline bool wide_is_common(uint32_t cp)
{
    return cp - 0x4E00 <= 0x9FFF - 0x4E00 || cp - 0x3041 <= 0x3096 - 0x3041 ||
           cp - 0x30A0 <= 0x30FF - 0x30A0 || cp - 0x3000 <= 0x3029 - 0x3000 ||
           cp - 0xFF01 <= 0xFF60 - 0xFF01 || cp - 0x3400 <= 0x4DBF - 0x3400;
}

/* Reads one of them at s[0..size); false: no such character stands there. */
static inline bool wide_decode(const char *s, size_t size, uint32_t *cp)
{
    const unsigned char *u = (const unsigned char *)s;
    if (size < WIDE_BYTES || u[0] < 0xE3 || u[0] > 0xEF || (u[1] & 0xC0) != 0x80 ||
        (u[2] & 0xC0) != 0x80)
        return false;
    *cp = (u[0] & 0x0FU) << 12 | (u[1] & 0x3FU) << 6 | (u[2] & 0x3FU);
    return wide_is_common(*cp);
}

#endif
