/*
 * What a change leaves of the rows of the review's tables, and of those of what the city
 * received, for the trail: their
 * digests before and behind it, as trail.h defines them. Inside the room only.
 */
#ifndef KUSEI_STORE_REVIEW_ROWS_H
#define KUSEI_STORE_REVIEW_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/connection.h"
#include "store/trail.h"
#include "text/buffer.h"

#define REVIEW_ROWS_SUBJECT "review" /* of the rows of the trail that tell of them */

/* The state of an assessment that nothing was ever done to. */
#define REVIEW_ROWS_FIRST_STATE "entry"

enum review_table {
    REVIEW_WHOLE,
    REVIEW_PAGE,
    REVIEW_REMARK,
    REVIEW_ANSWER,
    REVIEW_SIGNATURE,
    REVIEW_STAND_IN,
    REVIEW_LOOKED,
    REVIEW_RECEIPT,
    REVIEW_CITY_FILE,
    REVIEW_CITY_SUBMISSION,
    REVIEW_CITY_SIGNER,
    REVIEW_CITY_DUE,
    REVIEW_TABLES /* how many there are */
};

/* The table's word in the trail. */
const char *review_table_word(enum review_table table);
/* -1 where it is none of a table. */
int review_table_find(const char *word, size_t size);

/* One table as it stands. take gets, by rising key, each key with its digest; pristine:
 * of REVIEW_WHOLE, nothing was ever done to it. It says false where memory is short.
 * only: that key alone; 0: all of them. */
bool review_rows_walk(struct store *s, enum review_table table, int64_t only,
                      bool (*take)(void *to, int64_t key, const char *hex, bool pristine), void *to,
                      struct error *err);

/* One change on its way, in the transaction that is open. */
struct review_rows {
    struct store *s;
    struct review_rows_key {
        enum review_table table;
        int64_t key;
    } * keys; /* what is written */
    size_t count;
    struct buffer old;
};

/* Begins one without rows. */
void review_rows_begin(struct review_rows *r, struct store *s);
/* Right before something of that key is written, or added where it may be there: once. */
bool review_rows_write(struct review_rows *r, enum review_table table, int64_t key,
                       struct error *err);
/* Right behind the INSERT of a row with a number of its own. */
bool review_rows_added(struct review_rows *r, enum review_table table, struct error *err);
/* Adds the row of the trail for all of them. Of e, who, role, action and assessment are
 * read. */
bool review_rows_tell(struct review_rows *r, const char *at, const struct store_trail_entry *e,
                      struct error *err);
/* Frees what it holds. */
void review_rows_end(struct review_rows *r);

/* The row of the trail for a file whose review has none yet, with the action "migrate". */
bool review_rows_begin_file(struct store *s, struct error *err);

#endif
