/*
 * What a row of the trail says of a revision or of an assessment: their digests,
 * as trail.h defines them. Inside the room only.
 */
#ifndef KUSEI_STORE_DIGEST_H
#define KUSEI_STORE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "store/canonical.h"
#include "store/connection.h"
#include "store/trail.h"
#include "text/buffer.h"

/* A walk over the revisions, or the assessments, by id, with the digest of each. */
struct digest_walk {
    struct store *s;
    sqlite3_stmt *rows;
    sqlite3_stmt *fields;    /* of the revisions; NULL where assessments are walked */
    bool begun, field_there; /* the walk over the fields, and whether it stands at one */
    struct canonical_row row, field;
    bool there; /* the walk stands at a row, of which is known: */
    int64_t id;
    int64_t page, assessment;
    char hex[STORE_HASH_HEX];
    int64_t hashed;      /* bytes so far */
    int64_t field_count; /* so far */
};

/* Begins a walk that stands at none yet; it is ended with digest_end also where
 * this fails. */
bool digest_revisions(struct digest_walk *w, struct store *s, struct error *err);
bool digest_assessments(struct digest_walk *w, struct store *s, struct error *err);
/* From here on: only that one; 0: all of them, from the first on. */
bool digest_seek(struct digest_walk *w, int64_t only, struct error *err);
/* Goes to the next, if there is one. */
bool digest_next(struct digest_walk *w, struct error *err);
/* Also of one that was never begun and is all zero. */
void digest_end(struct digest_walk *w);

#endif
