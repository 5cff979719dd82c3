/*
 * The review of assessments: where pages and assessments stand, who may do what,
 * and the only way anything of it changes. This header has what its parts share:
 * the review over a store, and the person who acts.
 *
 *   states.h    the table of roles, states and actions
 *   standing.h  where an assessment and its pages stand; what was remarked
 *   perform.h   actions: the only way a state changes
 *   signing.h   what is signed off, and whether it still is what was signed
 *   submission.h  what is handed in, and what the city gave for it
 *   changes.h   what a person has not seen yet; what waits for whom
 *   collection.h  how far the city is with what its wards hand in
 */
#ifndef KUSEI_REVIEW_REVIEW_H
#define KUSEI_REVIEW_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "assessment/assessment.h"
#include "form/catalogue.h"
#include "review/judge.h"
#include "review/states.h"
#include "store/store.h"
#include "text/error.h"

/* Who acts. The name is the account's; whoever has none is the first role of the
 * table. */
struct review_actor {
    const char *name;
    const char *role;  /* a word of the table */
    int64_t signed_in; /* when this person last gave the password, seconds since 1970 (UTC);
                          0: never */
};

struct review;

enum { REVIEW_DIGEST = 65 }; /* a SHA-256 in hexadecimal digits, and a NUL */

/* Over a store, with the forms of a catalogue; both must outlive it. Its sentences name
 * pages and findings in that language. NULL with a sentence where the table cannot be
 * read. */
struct review *review_open(struct store *s, struct catalogue *c, enum form_lang lang,
                           struct error *err);
void review_free(struct review *r); /* NULL is allowed */

/* The table; owned by the review. */
const struct states *review_states(const struct review *r);
/* What it was opened over. */
struct store *review_store(const struct review *r);
/* The rules of a form, read when they are first asked for and owned by the review; NULL with
 * a sentence. */
const struct judge *review_judge(struct review *r, const struct form *form, struct error *err);

/* The rights. */
#define REVIEW_COLLECT "collect"
#define REVIEW_DUE     "due"
/* The states of what the city holds: of its pages, of the assessment, and of one that was
 * taken back. */
#define REVIEW_HELD_PAGE "approved"
#define REVIEW_HELD      "accepted"
#define REVIEW_HELD_BACK "refused"

/* Whether the actor has a right of the table; where nobody has an account, everybody has
 * each. False with a sentence that says whose it is. */
bool review_has_right(struct review *r, const struct review_actor *actor, const char *right,
                      struct error *err);

/* Whether the actor may save what is changed in the document: false with a sentence
 * that says who has the page and what to do, where a page is changed that is not to be
 * written to, where the assessment is signed off, and where the actor's role does not
 * write. To be called right before assessment_save (which refuses, too, what is handed
 * on between the two calls). What the program itself brought up to date on a page that
 * is not to be written to (a page's name, a lapsed reason) is left as it is stored. */
bool review_may_edit(struct review *r, const struct review_actor *actor, struct assessment *a,
                     struct error *err);

#endif
