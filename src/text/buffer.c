#include "text/buffer.h"

#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool buffer_reserve(struct buffer *b, size_t size)
{
    if (b->failed)
        return false;
    if (size > SIZE_MAX / 2 - 1 - b->size) {
        b->failed = true;
        return false;
    }
    size_t needed = b->size + size + 1;
    if (needed <= b->room)
        return true;
    size_t room = b->room < 64 ? 64 : b->room * 2;
    if (room < needed)
        room = needed;
    char *data = realloc(b->data, room);
    if (data == NULL) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->room = room;
    return true;
}

void buffer_append(struct buffer *b, const char *bytes, size_t size)
{
    char *place = buffer_extend(b, size);
    if (place != NULL && size > 0)
        memcpy(place, bytes, size);
}

void buffer_append_string(struct buffer *b, const char *string)
{
    buffer_append(b, string, strlen(string));
}

void buffer_append_format(struct buffer *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0 || length == INT_MAX) {
        b->failed = true;
        return;
    }
    if (!buffer_reserve(b, (size_t)length))
        return;
    va_start(args, format);
    vsnprintf(b->data + b->size, (size_t)length + 1, format, args);
    va_end(args);
    b->size += (size_t)length;
}

char *buffer_take(struct buffer *b)
{
    buffer_reserve(b, 0);
    if (b->failed) {
        buffer_free(b);
        return NULL;
    }
    char *data = b->data;
    data[b->size] = '\0';
    *b = (struct buffer)BUFFER_INIT;
    return data;
}

void buffer_free(struct buffer *b)
{
    free(b->data);
    *b = (struct buffer)BUFFER_INIT;
}
