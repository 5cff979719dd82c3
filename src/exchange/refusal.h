/*
 * Why a submission is not taken, and why a file cannot be signed: each reason has
 * a code, which scripts and doc/submission.ja.md rely on, and a sentence that says
 * what to do. This table is the only place that knows them all.
 */
#ifndef KUSEI_EXCHANGE_REFUSAL_H
#define KUSEI_EXCHANGE_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

struct refusal {
    const char *code;
    const char *sentence; /* not yet translated */
    bool could_not;       /* nothing was found out: exit status 2 instead of 1 */
    bool collecting;      /* only who has what was received before can say it */
};

/* NULL where there is no such code. */
const struct refusal *refusal_find(const char *code);

/* All of them, by index from 0; NULL behind the last. */
const struct refusal *refusal_at(size_t index);

#endif
