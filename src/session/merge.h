/*
 * What is to become of the author's drafts that somebody else's newer revision
 * stands against: page by page and field by field, until all is decided and
 * goes into the drafts. Nothing is dropped that a person did not decide to drop.
 */
#ifndef KUSEI_SESSION_MERGE_H
#define KUSEI_SESSION_MERGE_H

#include "assessment/merge.h"
#include "session/session.h"

struct session_merge_page {
    int64_t stored_id;
    char title[128]; /* what a person calls the page */
    char who[128];   /* who saved it last, and when (local time) */
    char when[32];
    struct store_page base, theirs, mine;
    struct merge *merge; /* of the three */
    char **labels;       /* of each of its parts; NULL: made by the program, nobody is asked */
    bool *texts;         /* whether the part is a text of many lines */
};

struct session_merges {
    struct session_merge_page *pages;
    size_t count;
    size_t theirs, mine; /* parts with a label that only one side changed */
};

/* What stands against what, as of now; what was typed becomes a draft first.
 * Where several people saved one after another, the last is named. count 0: there
 * is nothing to decide. Free it with session_merges_free. */
bool session_read_merges(struct session *s, struct session_merges *out, struct error *err);
void session_merges_free(struct session_merges *merges);
/* Conflicts that are still open. */
size_t session_merges_open(const struct session_merges *merges);

/* As decided, into the drafts, on top of the newer revisions; what is open stays
 * as mine. The assessment is then read anew (the generation changes), with the
 * drafts over it. False with a sentence: drafts that were not decided about are
 * as they were, and the assessment too. */
bool session_resolve(struct session *s, struct session_merges *merges, struct error *err);

/* The assessment from the store, with the drafts over it; the generation changes.
 * What is in no draft is gone. False with a sentence: it is as it was. */
bool session_read_anew(struct session *s, struct error *err);

/* A page that has been changed here and that somebody took out since: what was
 * typed there cannot be saved any more. */
bool session_find_gone(struct session *s, struct session_conflict *out);

#endif
