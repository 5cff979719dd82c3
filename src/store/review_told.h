/*
 * What the trail last said of each row of the review's tables (review_rows.h), to be
 * held against what they are. Inside the room only.
 */
#ifndef KUSEI_STORE_REVIEW_TOLD_H
#define KUSEI_STORE_REVIEW_TOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/review_rows.h"
#include "store/trail_things.h"

struct review_told_row {
    enum review_table table;
    int64_t key;
    unsigned char hash[STORE_HASH_SIZE];
    int64_t seq; /* 0: the place is free */
    bool found;  /* in its table */
};

struct review_told {
    struct review_told_row *places; /* room of them, found by table and key */
    size_t count, room;
};

/* Notes what a row of the trail says, and holds what it found before it against what
 * was noted: wrong gets the first that differs. False where memory is short. */
bool review_told_take(struct review_told *t, const char *old, const char *new, int64_t seq,
                      struct trail_wrong *wrong);
/* Holds the tables against what was noted; wrong gets the one whose row of the trail
 * comes first. */
bool review_told_compare(struct review_told *t, struct store *s, struct trail_wrong *wrong,
                         struct error *err);
/* Frees what it holds. */
void review_told_free(struct review_told *t);

#endif
