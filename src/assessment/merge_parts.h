/*
 * Which fields of three states of a page belong together when they are merged:
 * every field gets a key, and fields with one key are one part (merge.h). Only
 * for merge.c and merge_parts.c.
 */
#ifndef KUSEI_ASSESSMENT_MERGE_PARTS_H
#define KUSEI_ASSESSMENT_MERGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/merge.h"

enum merge_side { MERGE_BASE, MERGE_THEIRS, MERGE_MINE, MERGE_SIDES };

#define MERGE_REASON_ELEMENT "reason"

struct merge_keys {
    char **keys; /* one for each field of the side */
    size_t count;
    char **repeats; /* of the base's alone: those whose rows came or went */
    size_t repeat_count;
};

/* The keys of the three sides. False when memory is short; free them all the same. */
bool merge_make_keys(const struct store_page *const sides[MERGE_SIDES],
                     struct merge_keys keys[MERGE_SIDES]);
void merge_keys_free(struct merge_keys *keys);

/* What the part of that key is. */
enum merge_kind merge_kind_of(const struct merge_keys keys[MERGE_SIDES], const char *key);

/* What tells a field from the others of its part; a reason's does not have its
 * number, which is another on each side. */
const char *merge_inner(const char *key, const char *path);

/* Which row of the repeat a path leads into, from 1; 0: none. */
int merge_row_of(const char *path, const char *repeat);
int merge_count_rows(const struct store_page *page, const char *repeat);
/* Whether the two rows have the same fields with the same values. */
bool merge_same_row(const struct store_page *a, int row, const struct store_page *b, int other,
                    const char *repeat);
/* The path as it is when its row of the repeat has that number. */
void merge_renumber(const char *repeat, int row, const char *path, char *out, size_t size);

#endif
