/*
 * What the trail last said of each account and each setting, to be held against
 * what they are. Inside the room only.
 */
#ifndef KUSEI_STORE_TRAIL_THINGS_H
#define KUSEI_STORE_TRAIL_THINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/connection.h"
#include "store/trail_verify.h"

struct trail_thing {
    bool setting; /* else an account */
    char *name, *state;
    int64_t seq;
    bool found; /* in its table */
};

struct trail_things {
    struct trail_thing *items;
    size_t count;
};

struct trail_wrong {
    enum store_trail_fault fault;
    int64_t seq; /* of the thing's last row; 0: it has none */
    struct error sentence;
};

/* Notes what a row says, where it is about an account or a setting. False where
 * memory is short. */
bool trail_things_take(struct trail_things *t, const char *action, const char *subject,
                       const char *state, int64_t seq);
/* Holds both tables against what was noted; wrong gets the first that differs. */
bool trail_things_compare(struct trail_things *t, struct store *s, struct trail_wrong *wrong,
                          struct error *err);
/* Frees what it holds. */
void trail_things_free(struct trail_things *t);

#endif
