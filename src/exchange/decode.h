/*
 * The bytes of a foreign text file as UTF-8, in whichever of the encodings that
 * spreadsheets write: UTF-8, UTF-16 (little end first, or big), with a byte order mark or
 * without, and where they are none of these, CP932 (Microsoft's Shift_JIS). What is
 * none of them is refused; nothing is guessed beyond that.
 */
#ifndef KUSEI_EXCHANGE_DECODE_H
#define KUSEI_EXCHANGE_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/intake.h"
#include "text/error.h"

struct decoded {
    char *text; /* valid UTF-8 without NUL, followed by one; the caller frees */
    size_t size;
    const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE" or "CP932" */
    size_t converted;     /* characters beyond ASCII that came out of another encoding than UTF-8 */
};

/* Decodes the bytes. False with a sentence (without the path) that has the line: bytes
 * of no encoding, a NUL, nothing at all. */
bool decode_text(const struct intake *in, struct decoded *out, struct error *err);

#endif
