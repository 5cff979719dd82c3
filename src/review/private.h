/*
 * What the files of the review share. Inside the room only.
 */
#ifndef KUSEI_REVIEW_PRIVATE_H
#define KUSEI_REVIEW_PRIVATE_H

#include "review/review.h"
#include "review/standing.h"

struct review_judge {
    const struct form *form;
    struct judge *judge;
};

struct review {
    struct store *store;
    struct catalogue *catalogue;
    enum form_lang lang;
    struct states *states;
    struct review_judge *judges; /* of the forms that came up */
    size_t judge_count;
};

/* The words of the table that C knows by heart: an assessment's own state where it
 * follows from its pages, and what a page's rows mean for it. */
#define REVIEW_BLANK     "blank"
#define REVIEW_ENTRY     "entry"
#define REVIEW_SUBMITTED "submitted"
#define REVIEW_RETURNED  "returned"
#define REVIEW_APPROVED  "approved"
#define REVIEW_SIGNED    "signed"
#define REVIEW_REFUSED   "refused"
#define REVIEW_EDIT      "edit"
#define REVIEW_SIGN_OFF  "sign-off"
#define REVIEW_ACCEPT    "accept"
#define REVIEW_REFUSE    "refuse"
#define REVIEW_BROKEN    "broken" /* how a signature ended that nobody ended */

/* The words of a set of roles, in the language of the review; the caller frees. NULL when
 * memory is short. */
char *review_name_roles(const struct review *r, unsigned roles);

/* Judges a stored assessment beside last year's, which goes to *last_year (the caller
 * frees it behind the judgement). */
bool review_run_rules(struct review *r, const struct assessment *a, struct assessment **last_year,
                      struct judgement *out, struct error *err);

/* Whether what `doer` did counts as `name`'s: the same person, or who stands in for
 * that person, also over several steps. */
bool review_is_same_person(const struct store_review *stored, const char *doer, const char *name);

/* The signature that stands; NULL: there is none. */
const struct store_signature *review_signature(const struct store_review *stored);
/* False, with a sentence, where the city has sent that content back already. */
bool review_check_sent_back(const struct store_review *stored, const char *content,
                            struct error *err);

/* The SHA-256, in 64 small hexadecimal digits, of the official document's exclusive
 * canonical XML (https://www.w3.org/TR/xml-exc-c14n/, without comments), without the
 * white space between elements, which is the exporter's own; content: of the content
 * bytes (assessment/content.h), which are without the kind of submission. */
bool review_digest(const struct assessment *a, char digest[REVIEW_DIGEST],
                   char content[REVIEW_DIGEST], struct error *err);

#endif
