/*
 * What is handed in: the assessment as it was signed off, with who stands for it and
 * where the trail is; and the receipts that the city gives for it.
 */
#ifndef KUSEI_REVIEW_SUBMISSION_H
#define KUSEI_REVIEW_SUBMISSION_H

#include "review/review.h"
#include "review/standing.h"
#include "store/trail.h"

/* Somebody who stands for it; the texts belong to the submission. */
struct review_signer {
    const char *name;
    const char *role;    /* in Japanese, like the official file */
    const char *meaning; /* likewise: what it was that was done, or the statement that was signed */
    const char *at;      /* ISO 8601 UTC */
};

struct review_submission {
    struct assessment *a;          /* the document */
    const char *receipt;           /* the number of the first receipt; NULL: there is none */
    struct review_signer *signers; /* who approved, the earliest first; the last one signed off */
    size_t signer_count;
    char content[REVIEW_DIGEST];  /* the digest of the content, which each of them stands for */
    struct store_trail_head head; /* where the trail is now */

    struct review_standing standing;
};

/* For an assessment that is signed off, and unchanged since; false with a sentence that
 * says what is missing. So is one that is the same as what the city took or sent back,
 * unless it is a withdrawal; that needs a receipt. Free it with
 * review_submission_free. */
bool review_submission(struct review *r, const char *ward_code, int year, bool withdrawal,
                       struct review_submission *out, struct error *err);
/* Frees what it holds and empties it. */
void review_submission_free(struct review_submission *submission);

#endif
