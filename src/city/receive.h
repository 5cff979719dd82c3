/*
 * The city receives what a ward hands in: one file, all of it or nothing. It is
 * verified, judged by the same rules as at the ward, held against what was received
 * before (decide.h), and recorded with its bytes, whether it is taken or refused. What
 * is taken gets into the city's database, closed: nobody writes to it here.
 */
#ifndef KUSEI_CITY_RECEIVE_H
#define KUSEI_CITY_RECEIVE_H

#include "city/indicators.h"
#include "exchange/refusal.h"
#include "exchange/verification.h"
#include "review/review.h"
#include "store/city.h"

/* The rules of a form, read once. */
struct city_rules {
    const struct form *form;
    struct judge *judge;
    struct city_policy *policy; /* to compare by; NULL: it cannot be compared */
};

struct city {
    struct store *store;
    struct catalogue *catalogue;
    struct review *review;
    struct review_actor actor;
    struct verification_asked asked; /* its receipt is not read: the city has its own records */
    char received[32];               /* when it came, ISO 8601 UTC */
    struct city_rules *rules;        /* that came up; city_end frees them */
    size_t rule_count;
};

/* Frees what it came to hold. */
void city_end(struct city *city);

struct city_received {
    struct store_city_submission is; /* as it is recorded */
    const struct refusal *refusal;   /* NULL: it was taken */
    bool again;                      /* the same bytes were received before, and answered so */
    struct store_trail_head head;    /* where the city's trail was when it was received */
};

/* False with a sentence, which begins with the path, where nothing could be found out or
 * written; then nothing is recorded. Free *out with city_received_free. The actor's right to
 * it has been looked at before (review_has_right, REVIEW_COLLECT). */
bool city_receive(struct city *city, const char *path, struct city_received *out,
                  struct error *err);
/* Frees what it holds and empties it. */
void city_received_free(struct city_received *received);

#endif
