/*
 * Adds rows to the trail within the transaction of what they tell of. Inside the
 * room only.
 */
#ifndef KUSEI_STORE_CHAIN_H
#define KUSEI_STORE_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "store/connection.h"
#include "store/digest.h"
#include "store/trail.h"
#include "text/buffer.h"

struct chain {
    struct store *s;
    sqlite3_stmt *insert; /* NULL: not begun */
    struct digest_walk revisions, assessments;
    struct store_trail_head head;
    struct buffer bytes;
};

/* Reads the head. To be called in a transaction that writes; nobody else may add
 * rows in it until chain_end. */
bool chain_begin(struct chain *c, struct store *s, struct error *err);
/* Adds a row; at as store_now gives it. */
bool chain_add(struct chain *c, const char *at, const struct store_trail_entry *e,
               struct error *err);
/* Adds the row of a revision that stands there whole, its page with it, or of an
 * assessment; 0: of all that are there. Of e, who, role, action and why are read. */
bool chain_add_revision(struct chain *c, const char *at, const struct store_trail_entry *e,
                        int64_t revision, struct error *err);
bool chain_add_assessment(struct chain *c, const char *at, const struct store_trail_entry *e,
                          int64_t assessment, struct error *err);
/* Writes the head where good, and frees. Returns whether both. Not begun: good. */
bool chain_end(struct chain *c, bool good, struct error *err);

/* The first rows of a file that had no trail: for the assessments and revisions that
 * are there, with the action "migrate". In the transaction that made the table. */
bool chain_begin_file(struct store *s, struct error *err);

/* All of it for one row, in the transaction that is open. Refused are the subjects
 * "revision" and "assessment", whose rows the two functions above make. */
bool chain_append(struct store *s, const char *at, const struct store_trail_entry *e,
                  struct error *err);
/* The sentence for a row that is the store's to make. Returns false. */
bool chain_refuse(struct store *s, const char *word, struct error *err);

#endif
