/*
 * What a person has not seen yet, and what waits for whom.
 */
#ifndef KUSEI_REVIEW_CHANGES_H
#define KUSEI_REVIEW_CHANGES_H

#include "review/review.h"
#include "review/standing.h"
#include "text/diff.h"

/* The person has seen the page in that revision, with all that was said of it as standing
 * has it: what was said since is still to be seen. page: its id in the store. */
bool review_looked(struct review *r, const struct review_actor *actor,
                   const struct review_standing *standing, int64_t page, int64_t revision,
                   struct error *err);

struct review_field_change {
    char *path;
    char *label;      /* as the form calls it, with its headings */
    char *old, *new;  /* "" where the field was not there, or is no more */
    struct diff diff; /* of the two, by words */
};

/* A finding that is new, or is gone; or whose reason is. */
struct review_finding_change {
    char *rule;
    char *message;
    bool gone;                 /* the finding is no longer there */
    bool same;                 /* it was there before: only its reason is another one */
    char *old_reason, *reason; /* NULL: none that holds */
};

struct review_page_change {
    size_t page;      /* of the assessment */
    int64_t since;    /* the revision it is held against; 0: everything is new */
    int64_t revision; /* that it has now: what review_looked is to be told */
    struct review_field_change *fields;
    size_t field_count;
    struct review_finding_change *findings;
    size_t finding_count;
    size_t remarks; /* remarks and answers that are new to the person */
};

/* A page that the person knew, and that was taken out of the assessment since. */
struct review_gone_page {
    int64_t id;                         /* in the store */
    int64_t revision;                   /* that took it out: what review_looked is to be told */
    char *title;                        /* as people called it */
    char *who, *at;                     /* who took it out, and when: ISO 8601 UTC */
    struct review_field_change *fields; /* what stood there when the person knew it; new is "" */
    size_t field_count;
};

/* The pages that changed, in the assessment's order, and those that are gone. */
struct review_changes {
    struct review_page_change *pages;
    size_t count;
    struct review_gone_page *gone;
    size_t gone_count;
};

/* What changed since the actor last looked at each page; of one never looked at, since
 * its last approval, or else everything that stands there. A page that is gone is told of
 * where the actor had looked at it or it was approved once. What the actor wrote is in it,
 * too. Pages that follow another are seen where that one is. Of an assessment as it was
 * opened, with its standing. Free it with review_changes_free. */
bool review_changed(struct review *r, const struct review_actor *actor, const struct assessment *a,
                    const struct review_standing *standing, struct review_changes *out,
                    struct error *err);
/* Frees what it holds and empties it. */
void review_changes_free(struct review_changes *changes);

/* --- over all assessments ------------------------------------------------------------------ */

/* Something that waits: pages of an assessment in a state, or the assessment itself. */
struct review_waiting_item {
    char *ward_code, *ward_name;
    int year;
    int state;                          /* of the table */
    const struct states_action *action; /* what it waits for; its roles are who it waits for */
    size_t pages;                       /* how many; 0: the assessment itself */
    char *since; /* ISO 8601 UTC: when the page that waits longest, or the assessment, came to that
                    state; NULL: not known, as of pages that were never handed on */
    size_t mine; /* of them, those the actor may do it to, as far as role and four eyes go */
};

struct review_waiting {
    struct review_waiting_item *items; /* in the order of store_list, then of the table */
    size_t count;
};

/* Free it with review_waiting_free. */
bool review_waiting(struct review *r, const struct review_actor *actor, struct review_waiting *out,
                    struct error *err);
/* Frees what it holds and empties it. */
void review_waiting_free(struct review_waiting *waiting);

#endif
