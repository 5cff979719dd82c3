/*
 * A growing run of bytes, always followed by a NUL. After a failed allocation
 * the buffer keeps what it had, refuses everything further and says so in
 * `failed`, so that a run of appends needs one check at its end.
 */
#ifndef KUSEI_TEXT_BUFFER_H
#define KUSEI_TEXT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data; /* NULL until the first append; owned by the buffer */
    size_t size;
    size_t room;
    bool failed;
};

#define BUFFER_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, false                                                                          \
    }

/* Room for size more bytes and the NUL behind them. */
bool buffer_reserve(struct buffer *b, size_t size);
/* Makes it longer by size bytes, which the caller writes at the pointer before anything
 * else is appended. NULL when there is no room. */
static inline char *buffer_extend(struct buffer *b, size_t size)
{
    if ((b->failed || b->room - b->size <= size) && !buffer_reserve(b, size))
        return NULL;
    char *place = b->data + b->size;
    b->size += size;
    b->data[b->size] = '\0';
    return place;
}
/* Puts bytes at the end. */
void buffer_append(struct buffer *b, const char *bytes, size_t size);
/* Puts a NUL-terminated string at the end. */
void buffer_append_string(struct buffer *b, const char *string);
/* Puts what printf would write at the end. */
void buffer_append_format(struct buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Hands the bytes over: the caller frees them, the buffer is empty again. NULL
 * when an append failed; an empty buffer gives an empty string. */
char *buffer_take(struct buffer *b);
void buffer_free(struct buffer *b);

#endif
