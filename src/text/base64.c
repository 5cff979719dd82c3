/* Three bytes become four letters. */
#include "config.h"

#include "text/base64.h"

#include <stdint.h>

void base64_append(struct buffer *out, const char *bytes, size_t size)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < size; i += 3) {
        char four[] = "====";
        size_t left = size - i < 3 ? size - i : 3;
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++)
            three = three << 8 | (k < left ? (unsigned char)bytes[i + k] : 0);
        for (size_t k = 0; k <= left; k++)
            four[k] = letters[three >> (18 - 6 * k) & 63];
        buffer_append(out, four, 4);
    }
}
