/* Bytes as letters, digits, + and / (RFC 4648, 4), for where only these may go. */
#ifndef KUSEI_TEXT_BASE64_H
#define KUSEI_TEXT_BASE64_H

#include <stddef.h>

#include "text/buffer.h"

/* Puts bytes[0..size) so written at the end, padded with "=". */
void base64_append(struct buffer *out, const char *bytes, size_t size);

#endif
