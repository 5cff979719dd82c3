/*
 * The index behind search.h: a folded copy of the newest texts (search_field)
 * and, over it, SQLite's full-text index by three characters (search_word;
 * https://www.sqlite.org/fts5.html, section 4.3.4). Everything in it can be made
 * again from the pages, so trouble with it never stops a save: the index is
 * then given up, and the next search makes it anew. Inside the room only.
 */
#ifndef KUSEI_STORE_SEARCH_INDEX_H
#define KUSEI_STORE_SEARCH_INDEX_H

#include <stdbool.h>

#include "store/connection.h"
#include "store/store.h"

/* The tables, empty. search_state has a row while the index holds all there is;
 * in a file without pages that is so from the start. */
extern const char search_index_tables[];

/* Keeps the index up within a transaction that writes: behind all its other
 * writes, as FTS5 writes out what it has gathered at every statement that SQLite
 * may have to take back alone (the inserts with triggers are such). */
struct search_index {
    struct store *s;
    bool on; /* false: there is no whole index to keep up */
    int rc;  /* of what failed */
    sqlite3_stmt *read, *add, *change, *drop, *add_words, *drop_words;
};

/* Within the transaction, before the first page. False where it cannot go on. */
bool search_index_begin(struct search_index *x, struct store *s, struct error *err);
/* The page has these fields now; none: it was taken out. Only what differs from
 * the index is written. False where the transaction itself cannot go on (no
 * memory, no room); not where only the index is at fault. */
bool search_index_page(struct search_index *x, int64_t page, const struct store_field *fields,
                       size_t count, struct error *err);
/* Before the transaction ends: writes out what was gathered, where good. Returns
 * good, or false where the transaction cannot go on. */
bool search_index_end(struct search_index *x, bool good, struct error *err);

/* Whether the index holds all there is. False also where it cannot be read. */
bool search_index_is_whole(struct store *s);
/* Whether an SQLite result of a statement on the index's tables means that the
 * index is at fault, and not memory, disk or another program. */
bool search_index_is_fault(int rc);
/* Makes tables and content anew, in a transaction of its own. */
bool search_index_make(struct store *s, struct error *err);

#endif
