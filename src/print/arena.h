/*
 * Memory that is taken in small pieces and given back all at once: a sheet is put
 * together from thousands of them and then thrown away as a whole. After a failed
 * allocation the arena says so in `failed`, so that a run of pieces needs one check
 * at its end.
 */
#ifndef KUSEI_PRINT_ARENA_H
#define KUSEI_PRINT_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks;
    bool failed;
};

#define ARENA_INIT                                                                                 \
    {                                                                                              \
        NULL, false                                                                                \
    }

/* count things of that size, all zero; NULL when memory is short. */
void *arena_take(struct arena *arena, size_t count, size_t size);
/* A copy of text[0..size) with a NUL behind it; NULL when memory is short. */
char *arena_copy(struct arena *arena, const char *text, size_t size);
/* What printf would write; NULL when memory is short. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* One more place, all zero, behind count things of that size: the array, which may have
 * moved; NULL when memory is short. Every array grows from nothing in steps of one. */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t size);
/* Gives everything back. */
void arena_free(struct arena *arena);

#endif
