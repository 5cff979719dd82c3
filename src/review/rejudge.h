/*
 * When the rules change, what was judged by the old ones is judged again, and
 * people are told what is different. The store keeps what the rules last said
 * of an assessment, with their version (store.h).
 */
#ifndef KUSEI_REVIEW_REJUDGE_H
#define KUSEI_REVIEW_REJUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "review/judge.h"

/* One difference: a finding that is new under the rules of now, or is gone. */
struct rejudged_change {
    bool gone;
    char *rule, *severity, *page, *field;
    char *message;                       /* in Japanese, the language every rule has */
    const struct judged_finding *judged; /* of a new one, valid while the judgement is; else NULL */
};

struct rejudged {
    char *before;                    /* the version that judged before */
    char *now;                       /* the version that judges now */
    struct rejudged_change *changes; /* gone ones first, each kind in the order of the list */
    size_t count;
};

/* Whether the assessment was last judged by rules of another version, and if so
 * what differs; *changed false, and *out empty, where the version is the same or
 * it was never judged or is not stored. Findings are the same where rule, page and
 * field are. The caller frees with rejudged_free. */
bool rejudge_compare(const struct judge *j, const struct assessment *a,
                     const struct judgement *judgement, struct store *s, bool *changed,
                     struct rejudged *out, struct error *err);
/* Keeps the judgement as what the rules of now say. Only of an assessment that
 * is stored, right after it was saved or told about. */
bool rejudge_record(const struct judge *j, const struct assessment *a,
                    const struct judgement *judgement, struct store *s, struct error *err);
void rejudged_free(struct rejudged *out);

#endif
