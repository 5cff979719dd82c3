/*
 * A remark or an answer that somebody is typing: kept until it is made or given up. It is
 * no part of the review, and not in the trail.
 */
#ifndef KUSEI_STORE_REMARK_DRAFTS_H
#define KUSEI_STORE_REMARK_DRAFTS_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

/* What it is about. */
struct store_remark_place {
    int64_t page;
    const char *field; /* path in the page; "": the page as a whole, or an answer */
    int64_t remark;    /* that it answers; 0: it is a remark of its own */
};

/* Keeps the author's text, over an older one; "" takes it away. */
bool store_put_remark_draft(struct store *s, const char *author,
                            const struct store_remark_place *place, const char *text,
                            struct error *err);
/* "" where there is none. The caller frees *text. */
bool store_read_remark_draft(struct store *s, const char *author,
                             const struct store_remark_place *place, char **text,
                             struct error *err);

#endif
