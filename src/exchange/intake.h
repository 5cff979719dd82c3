/*
 * The bytes of a foreign file, before anything looks at them as XML: never more
 * than READER_MAX_BYTES, only of a regular file or standard input, and UTF-8
 * (RFC 3629) throughout. It knows nothing of XML but its declaration's encoding.
 */
#ifndef KUSEI_EXCHANGE_INTAKE_H
#define KUSEI_EXCHANGE_INTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

struct intake {
    char *bytes; /* followed by a NUL */
    size_t size;
};

/* Reads path whole ("-": standard input, to its end). False with a sentence
 * (without the path) when it cannot be opened, is no regular file, or is too
 * large. Does not wait on a pipe or a device that is named by path. */
bool intake_read(const char *path, struct intake *out, struct error *err);
void intake_free(struct intake *in);

/* Whether the bytes can be XML in UTF-8: not empty, no UTF-16 or UTF-32, no
 * other encoding declared (XML 1.0, section 4.3.3), valid throughout, no NUL,
 * and a "<" at the start. A byte order mark is taken off. False with a sentence
 * that has the line. */
bool intake_check(struct intake *in, struct error *err);

#endif
