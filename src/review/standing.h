/*
 * Where an assessment and its pages stand, read anew each time it is asked for. A
 * page that follows another stands where that one stands. What was handed on was
 * handed on in a revision: with another one the page is in entry again. What an assessment's state
 * is follows from its pages until it is signed off; and it is signed off only as long as the
 * document is the one that was signed.
 */
#ifndef KUSEI_REVIEW_STANDING_H
#define KUSEI_REVIEW_STANDING_H

#include "review/review.h"
#include "store/remarks.h"
#include "store/review.h"

struct review_page {
    int state;     /* of the table */
    size_t source; /* the page it follows, where it is reviewed; else itself */
    const struct store_review_page *row; /* who brought it there; NULL: it was never moved, or
                                            written to since */
    size_t open;                         /* remarks that are neither answered nor overtaken */
};

struct review_remark {
    const struct store_remark *stored; /* number, page, field, quote, owner, time, answers */
    size_t page;     /* where it stands in the document; (size_t)-1: it was taken out */
    const char *now; /* the field's text now; NULL: the field is no more, or the page is meant */
    bool answered;
    bool changed; /* what it is about is no longer what it was: both are to be shown */
    bool open;    /* neither: it stands in the way of submitting */
};

struct review_standing {
    int state;                 /* the assessment's, of the table */
    bool broken;               /* it was signed off, and is no longer what was signed */
    struct review_page *pages; /* as those of the assessment */
    size_t page_count;
    struct review_remark *remarks; /* oldest first */
    size_t remark_count;

    struct store_review stored;
    struct store_remark_list stored_remarks;
    struct store_page_list texts; /* as they are stored; only for review_read_texts */
};

/* Of an assessment of the store, as it was opened. Free it with
 * review_standing_free. */
bool review_stand(struct review *r, const struct assessment *a, struct review_standing *out,
                  struct error *err);
/* Frees what it holds and empties it. */
void review_standing_free(struct review_standing *standing);

/* The page of that id in the store as it was stored when the standing was read. Its fields are
 * read when it is asked for the first time, and live as long as standing; most pages are never
 * asked for. *out is NULL where the page was taken out. False with a sentence where they cannot
 * be read. */
bool review_read_texts(struct review *r, const struct review_standing *standing, int64_t page,
                       const struct store_page **out, struct error *err);

/* Whether the page is reviewed with `source`: is it, or follows it. */
static inline bool review_goes_with(const struct review_standing *standing, size_t page,
                                    size_t source)
{
    return page < standing->page_count && standing->pages[page].source == source;
}

/* The remarks about a page, and about those that follow it, that stand in the way of
 * submitting it: one after another, from index 0; NULL behind the last. */
const struct review_remark *review_unanswered(const struct review_standing *standing, size_t page,
                                              size_t index);
/* The same of all remarks about it. */
const struct review_remark *review_remark_at(const struct review_standing *standing, size_t page,
                                             size_t index);

struct review_states {
    int64_t *assessments; /* rising; those that have anything in review */
    int *states;
    size_t count;
};
/* Every assessment's state, without opening it: as the store's rows have it, so that one
 * whose signature is broken shows it only when it is opened. For lists. Free it with
 * review_states_free. */
bool review_states_of_all(struct review *r, struct review_states *out, struct error *err);
/* Frees what it holds and empties it. */
void review_states_free(struct review_states *states);
/* The state of an assessment of that list of the store; own is its row's. */
int review_state_in(const struct review *r, const struct review_states *states, int64_t assessment,
                    const char *own);

#endif
