/*
 * Signing off: what a person is shown before, who signed, and whether that still is
 * what was signed.
 */
#ifndef KUSEI_REVIEW_SIGNING_H
#define KUSEI_REVIEW_SIGNING_H

#include "form/sheet.h"
#include "review/perform.h"
#include "review/review.h"
#include "review/standing.h"

/* What is to be signed. The assessment is the stored one, opened and judged for this:
 * what is shown is taken from here, and the digest is of exactly that. */
struct review_signing {
    const char *statement[FORM_LANGS]; /* what the signature says */
    const char *name;                  /* who would sign */
    struct assessment *a, *last_year;
    struct judgement judgement;      /* findings, with the reasons that kept them */
    struct review_standing standing; /* with who approved what, and remarks */
    char digest[65];                 /* handed back to review_perform */
    int64_t shown;                   /* now; handed back too */
};

/* For "sign-off" of the assessment. Whether the actor may is said by review_perform.
 * Free it with review_signing_free. */
bool review_signing(struct review *r, const struct review_actor *actor, const char *ward_code,
                    int year, struct review_signing *out, struct error *err);
/* Frees what it holds and empties it. */
void review_signing_free(struct review_signing *signing);

/* Whether the assessment is signed off and still is what was signed. Where it no longer
 * is, the signature is brought to its end in the store, with a row in the trail: *why
 * then says since when (static text, translated), else it is NULL. */
bool review_signature_holds(struct review *r, const struct assessment *a, bool *holds,
                            const char **why, struct error *err);

/* A box of the sheet's decision column: the label, and who stands in it. */
struct review_box {
    char *label; /* as the sheet has it */
    char *name;  /* NULL: empty */
    char *at;    /* ISO 8601 UTC; NULL: empty */
};

struct review_boxes {
    struct review_box *items; /* as on the sheet */
    size_t count;
};

/* The boxes of the sheet's first page that has any. A role stands in the box with its
 * name: who submitted, who approved, who signed; of several the last. Where pages wait,
 * a box is empty: for whoever submits until all pages are submitted, for an approver
 * until all are approved. sheet may be NULL: none. Free it with review_boxes_free. */
bool review_boxes(struct review *r, const struct assessment *a,
                  const struct review_standing *standing, const struct sheet *sheet,
                  struct review_boxes *out, struct error *err);
/* Frees what it holds and empties it. */
void review_boxes_free(struct review_boxes *boxes);

#endif
