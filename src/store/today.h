/*
 * What one author did since a moment, from the revisions and drafts: it counts
 * what the history holds anyway and keeps nothing.
 */
#ifndef KUSEI_STORE_TODAY_H
#define KUSEI_STORE_TODAY_H

#include "store/store.h"

/* A page that the author changed. */
struct store_today_page {
    int64_t assessment, page;
    int filled; /* fields that were blank, or not there, before */
};

struct store_today {
    struct store_today_page *pages; /* by assessment and page */
    size_t count;
    int64_t seconds; /* at work: from one of the author's saves or drafts to the next, where
                        that is no longer than STORE_TODAY_PAUSE */
};

enum { STORE_TODAY_PAUSE = 600 }; /* seconds; a longer time was a pause */

/* since: ISO 8601 UTC, as the store keeps it. What came with an import or a new
 * sheet was not filled in by anybody, nor what follows another page, nor what the
 * program adds to a field (attributes). Free it with store_today_free. */
bool store_read_today(struct store *s, const char *author, const char *since,
                      struct store_today *out, struct error *err);
void store_today_free(struct store_today *today);

#endif
