/*
 * Whether the trail is whole: every row of the chain, and everything that its rows
 * tell of (trail.h). It trusts nothing in the file.
 */
#ifndef KUSEI_STORE_TRAIL_VERIFY_H
#define KUSEI_STORE_TRAIL_VERIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/trail.h"

/* Of the first row at which something is wrong, and what. */
enum store_trail_fault {
    STORE_TRAIL_WHOLE,
    STORE_TRAIL_GAP,     /* the row is missing */
    STORE_TRAIL_ORDER,   /* a row before the first */
    STORE_TRAIL_HASH,    /* the row, or its hash, is not what was written */
    STORE_TRAIL_CUT,     /* rows from this one on are missing at the end */
    STORE_TRAIL_HEAD,    /* trail_head is not the end of the chain */
    STORE_TRAIL_OTHER,   /* the known head is not on this chain */
    STORE_TRAIL_ALTERED, /* the revision or assessment of the row is not what was saved */
    STORE_TRAIL_MISSING, /* it is no longer there */
    STORE_TRAIL_UNTOLD,  /* one that is there was not told of before this row */
    STORE_TRAIL_LOOSE,   /* something that belongs to nothing */
    STORE_TRAIL_ACCOUNT, /* an account is not as its last row says */
    STORE_TRAIL_SETTING, /* a setting is not as its last row says */
    STORE_TRAIL_REVIEW,  /* nor is a row of the review's tables */
};

struct store_trail_verdict {
    enum store_trail_fault fault;
    struct store_trail_head head; /* of the chain as far as it was walked */
    int64_t hashed;               /* bytes that were hashed for it */
    /* Where there is a fault: */
    int64_t seq;             /* of the row; where it is of none, behind the last */
    char *at, *who, *action; /* of the row; NULL where it is missing */
    struct error sentence;   /* what is wrong with it */
};

/* Walks all of it, in one moment of the file, up to the first fault. known: a head
 * that must be on the chain, as a submission or a receipt has it (a chain alone
 * does not know what was cut off its end); NULL: none. False with a sentence where
 * the file cannot be read; a fault is no failure. Free the verdict with
 * store_trail_verdict_free. */
bool store_trail_verify(struct store *s, const struct store_trail_head *known,
                        struct store_trail_verdict *out, struct error *err);
/* Frees what it holds and empties it. */
void store_trail_verdict_free(struct store_trail_verdict *v);

/* The fault in one word ("gap", "hash", "altered"), for programs; "" for none. */
const char *store_trail_fault_word(enum store_trail_fault fault);

#endif
