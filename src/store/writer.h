/*
 * What a write adds: pages and revisions, all with the moment and the author of
 * the one transaction they belong to. Inside the room only.
 */
#ifndef KUSEI_STORE_WRITER_H
#define KUSEI_STORE_WRITER_H

#include "store/chain.h"
#include "store/connection.h"
#include "store/store.h"

enum { STORE_TIME_SIZE = 24 };

/* This moment in ISO 8601, UTC, in seconds: "2026-04-01T09:30:12Z". False with
 * a sentence when the clock cannot be read. */
bool store_now(char out[STORE_TIME_SIZE], struct error *err);

struct store_writer {
    struct store *s;
    const struct store_author *author;
    char at[STORE_TIME_SIZE];
    sqlite3_stmt *page, *revision, *field;
    struct chain chain; /* begun by the first row */
};

/* Begins the transaction (BEGIN IMMEDIATE) and takes the clock. */
bool store_writer_begin(struct store_writer *w, struct store *s, const struct store_author *author,
                        struct error *err);
/* Ends it: committed where good, else rolled back. Returns whether all is on
 * disk. */
bool store_writer_end(struct store_writer *w, bool good, struct error *err);

/* Adds an assessment without pages, with its row of the trail. Of *a, id, changed_at and
 * changed_by are not read. */
bool store_writer_assessment(struct store_writer *w, const struct store_assessment *a, int64_t *id,
                             struct error *err);
/* Adds a page; parent 0 is the root page. *id gets its id. */
bool store_writer_page(struct store_writer *w, int64_t assessment, int64_t parent,
                       const char *element, int position, int64_t *id, struct error *err);
/* Adds a revision of a page with the fields. *revision gets its id. Its row of the
 * trail is store_writer_trail's: what belongs to the revision stands then. */
bool store_writer_revision(struct store_writer *w, int64_t page, const struct store_field *fields,
                           size_t count, int64_t *revision, struct error *err);
/* The rows of the trail for a revision, and for a new assessment. action as in the
 * trail. */
bool store_writer_trail(struct store_writer *w, const char *action, int64_t revision,
                        struct error *err);
bool store_writer_trail_new(struct store_writer *w, int64_t assessment, struct error *err);
/* Takes a page and the pages in it out, as store_remove_page says. */
bool store_writer_remove(struct store_writer *w, int64_t assessment, int64_t page,
                         struct error *err);
/* Keeps a place, as store_put_place says, in the transaction that is open. */
bool store_write_place(struct store *s, int64_t assessment, const char *author, const char *place,
                       struct error *err);
/* Notes on the assessment who changed it and when. */
bool store_writer_touch(struct store_writer *w, int64_t assessment, struct error *err);

#endif
