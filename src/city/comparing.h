/*
 * The wards beside each other: indicator × ward × year, each figure with the ward's own
 * mark and with the marks that every yardstick gives. What is not there is told apart, and
 * is never a zero: no assessment, an assessment that has no figure for the indicator, a
 * figure that cannot be read as a number.
 */
#ifndef KUSEI_CITY_COMPARING_H
#define KUSEI_CITY_COMPARING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "city/indicators.h"
#include "form/reference.h"
#include "store/store.h"
#include "text/error.h"

/* A figure in the table. */
struct city_figure {
    struct store_figure is;
    const struct city_indicator *indicator; /* NULL: the ward's own measure */
    char mark[COMPARISON_YARDSTICKS][8];    /* by each yardstick; "": it gives none */
    char line[COMPARISON_YARDSTICKS][32];   /* what that mark turns on, a decimal; or "" */
    bool number;                            /* it is one, in the unit of the target */
    double value;                           /* where number */
    bool differs; /* the ward's mark is not the one of the first yardstick, which gives one */
};

/* What a ward handed in for a year. */
struct city_entry {
    bool present;
    int64_t assessment;
    char *form_version;
    char *state;                 /* a word of the review */
    char *signer, *signed_at;    /* who signed it off, and when (ISO 8601 UTC); NULL where it
                                    was not received here */
    char *receipt;               /* the number that it was received under; likewise NULL */
    struct city_figure *figures; /* in the order of its pages */
    size_t count;
};

struct city_ward {
    char *code, *name;
    struct city_entry *years; /* from first to last */
};

struct city_table {
    const struct city_policy *policy;
    int first, last;         /* fiscal years */
    struct city_ward *wards; /* those of the form's city, in the order of the tables; then
                                others that have an assessment, by code */
    size_t count;
};

/* Brings the stored figures up to date and makes the table of those years. indicator: only
 * figures of that one, and wards' own measures; NULL: of all. Where the city receives
 * submissions, only those count that are accepted now. The policy outlives the table.
 * Free it with city_table_free, also after false. */
bool city_compare(const struct city_policy *p, struct store *s, struct catalogue *c, int first,
                  int last, const char *indicator, struct city_table *out, struct error *err);
/* Frees what it holds and empties it. */
void city_table_free(struct city_table *table);

/* A ward's figure for an indicator in a year: the first one in the order of its pages; NULL
 * where it has none. */
const struct city_figure *city_table_figure(const struct city_table *table, size_t ward, int year,
                                            const struct city_indicator *indicator);
/* What the ward measures by itself under what the indicator stands under: one after
 * another, index from 0; NULL behind the last. */
const struct city_figure *city_table_own(const struct city_table *table, size_t ward, int year,
                                         const struct city_indicator *indicator, size_t index);
const struct city_entry *city_table_entry(const struct city_table *table, size_t ward, int year);

/* What there is of a ward for an indicator in a year. */
enum city_standing { CITY_NOT_HANDED_IN, CITY_NO_FIGURE, CITY_NO_NUMBER, CITY_FIGURE };
/* The same; figure is what city_table_figure gave. */
enum city_standing city_standing_of(const struct city_entry *entry,
                                    const struct city_figure *figure);

/* The change from the year before; false where either is no number, or the units differ. */
bool city_change(const struct city_figure *figure, double *change);

/* An indicator in a year over all wards. */
struct city_sum {
    size_t wards;                         /* in the table */
    size_t present;                       /* handed in */
    size_t figures;                       /* have a figure that is a number */
    size_t reached;                       /* of these: met the policy's target */
    size_t marked[COMPARISON_YARDSTICKS]; /* were given a mark by the yardstick, */
    size_t good[COMPARISON_YARDSTICKS];   /* and it is the better one */
    size_t judged, judged_good;           /* by the wards themselves, of the figures */
    size_t differing;                     /* judge otherwise than the first yardstick */
    size_t chance;                        /* changes within the sampling error */
    double least, median, most;           /* where figures > 0 */
};

/* Adds them up. False when memory is short. */
bool city_table_sum(const struct city_table *table, int year,
                    const struct city_indicator *indicator, struct city_sum *out,
                    struct error *err);

/* Whether a figure meets the policy's target; false where there is none or it is another
 * unit. */
bool city_reaches(const struct city_indicator *indicator, const struct city_figure *figure);

#endif
