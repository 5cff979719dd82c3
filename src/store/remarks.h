/*
 * Remarks about pages and the answers to them. They are only added: neither
 * outlives its page's review by accident, as neither is ever taken away.
 */
#ifndef KUSEI_STORE_REMARKS_H
#define KUSEI_STORE_REMARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/review.h"
#include "store/store.h"
#include "text/error.h"

struct store_answer {
    int64_t id;
    char *who, *role, *at;
    char *text;
};

struct store_remark {
    int64_t id;
    int64_t page;
    int64_t revision; /* the page's newest when it was made */
    char *field;      /* path in the page; "": the page as a whole */
    char *quote;      /* the field's text then; NULL where there is no field */
    char *who, *role, *at;
    char *text;
    struct store_answer *answers; /* oldest first */
    size_t answer_count;
};

struct store_remark_list {
    struct store_remark *items; /* oldest first */
    size_t count;
};

/* Adds a remark to a page: page, revision, field, quote and text are read. *id gets
 * its number. */
bool store_add_remark(struct store *s, int64_t assessment, const struct store_remark *remark,
                      const struct store_actor *actor, int64_t *id, struct error *err);
/* Adds an answer to a remark of the assessment. */
bool store_add_answer(struct store *s, int64_t assessment, int64_t remark, const char *text,
                      const struct store_actor *actor, struct error *err);

/* Of one page, or of the whole assessment where page is 0, also of pages that were
 * taken out. Free it with store_remarks_free. */
bool store_read_remarks(struct store *s, int64_t assessment, int64_t page,
                        struct store_remark_list *out, struct error *err);
/* Frees what it holds and empties it. */
void store_remarks_free(struct store_remark_list *list);

#endif
