#include "print/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *next;
    size_t used, room;
    max_align_t bytes[];
};

enum { CHUNK = 64 * 1024 };

static struct arena_chunk *add_chunk(struct arena *arena, size_t size)
{
    size_t room = size > CHUNK ? size : CHUNK;
    struct arena_chunk *chunk = calloc(1, sizeof *chunk + room);
    if (chunk == NULL)
        return NULL;
    chunk->room = room;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
    struct arena_chunk *chunk = arena->chunks;
    size_t all = count == 0 || size > (size_t)-1 / 2 / count ? size : count * size;
    all = (all + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (arena->failed || (count > 0 && size > (size_t)-1 / 2 / count) ||
        ((chunk == NULL || chunk->room - chunk->used < all) &&
         (chunk = add_chunk(arena, all)) == NULL)) {
        arena->failed = true;
        return NULL;
    }
    void *place = (char *)chunk->bytes + chunk->used;
    chunk->used += all;
    return place;
}

char *arena_copy(struct arena *arena, const char *text, size_t size)
{
    char *copy = arena_take(arena, size + 1, 1);
    if (copy != NULL && size > 0)
        memcpy(copy, text, size);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = size < 0 ? NULL : arena_take(arena, (size_t)size + 1, 1);
    if (text == NULL) {
        arena->failed = true;
        return NULL;
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    va_end(arguments);
    return text;
}

/* The room doubles, so that it is known from the count: 1, 2, 4, 8 ... */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t size)
{
    if (count > 0 && (count & (count - 1)) != 0)
        return array;
    void *grown = arena_take(arena, count == 0 ? 1 : count * 2, size);
    if (grown != NULL && count > 0)
        memcpy(grown, array, count * size);
    return grown;
}

void arena_free(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct arena_chunk *chunk = arena->chunks;
        arena->chunks = chunk->next;
        free(chunk);
    }
    arena->failed = false;
}
