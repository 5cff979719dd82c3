/*
 * How far the city is with what its wards hand in for a year: for each ward of the
 * table, what counts now of all that was received, and what is missing. Nobody is
 * left out: a ward of which nothing came is missing, and never just not there.
 */
#ifndef KUSEI_REVIEW_COLLECTION_H
#define KUSEI_REVIEW_COLLECTION_H

#include "review/review.h"
#include "store/city.h"

/* What counts of a ward, for the year. */
enum collection_state {
    COLLECTION_MISSING,   /* nothing was received */
    COLLECTION_REFUSED,   /* nothing was taken of what was received */
    COLLECTION_WITHDRAWN, /* what was taken was taken back */
    COLLECTION_RETURNED,  /* what was taken was sent back by the city */
    COLLECTION_ACCEPTED,
    COLLECTION_STATES /* how many there are */
};

struct collection_ward {
    const char *code, *name; /* the name is the code where the table does not have the ward */
    enum collection_state state;
    bool late;    /* what stands came after the day, or nothing stands and the day is over */
    int warnings; /* of what was accepted; 0 in every other state */
    const struct store_city_submission *taken;   /* the last one; NULL: none was */
    const struct store_city_submission *refused; /* the last one behind that; NULL: none was */
    size_t received;                             /* how many files of it */
};

struct collection {
    int year;
    struct store_city_due due;     /* day "": none is set */
    struct collection_ward *wards; /* in the order of the table; behind them such as it lacks */
    size_t count;
    size_t counts[COLLECTION_STATES];
    size_t late, warned; /* how many wards are late; were accepted with warnings */

    struct store_city_list received;  /* that the wards point to */
    struct store_city_list of_nobody; /* what nobody has proven to be a ward's, of any year */
};

/* The wards of every city that has a form for the year; policy: of that form alone, NULL:
 * of all. today: the day, "2016-05-31"; NULL: by the clock. False with a sentence, also where
 * no form is for the year. Free it with collection_free. */
bool collection_read(struct store *s, struct catalogue *c, int year, const char *policy,
                     const char *today, struct collection *out, struct error *err);
/* Frees what it holds and empties it. */
void collection_free(struct collection *collection);

/* The state in a word of the interface's language, and as programs read it. */
const char *collection_state_name(enum collection_state state);
const char *collection_state_word(enum collection_state state);

/* The year to begin with: the last one of which the store knows anything; where it knows
 * none, the last one that is over and has a form. */
bool collection_first_year(struct store *s, struct catalogue *c, int *year, struct error *err);

/* The day of today in the local time, "2016-05-31". */
void collection_today(char out[16]);

#endif
