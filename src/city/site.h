/*
 * What every page of the site is made from. Nobody outside src/city includes this header.
 * A page is put together in a buffer; buffer.failed is looked at when it is written.
 */
#ifndef KUSEI_CITY_SITE_H
#define KUSEI_CITY_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "city/comparing.h"
#include "city/folder.h"
#include "city/publish.h"
#include "review/judge.h"
#include "text/buffer.h"

/* What a ward handed in for the year. */
struct site_ward {
    struct assessment *a; /* NULL: nothing */
    struct assessment *last_year;
    struct judgement judgement;
};

struct site {
    const struct city_publication *what;
    struct city_table table; /* all years of the policy up to the one of the site */
    int year;
    char year_label[64]; /* in the years of the era */
    char *publisher, *title;
    struct site_ward *wards; /* one for each of the table's */
    struct folder folder;
};

/* --- the pages; each puts itself at the end of out ---------------------------------------- */

/* The start: how many wards, every indicator. */
bool site_write_index(const struct site *site, struct buffer *out, struct error *err);
/* An indicator over all wards. */
bool site_write_indicator(const struct site *site, size_t indicator, struct buffer *out,
                          struct error *err);
/* The table ward by ward of an indicator's page, and the wards' own measures. */
void site_write_figures(const struct site *site, const struct city_indicator *indicator,
                        struct buffer *out);
/* A ward's figure over the years, of all wards. */
bool site_write_years(const struct site *site, const struct city_indicator *indicator,
                      struct buffer *out, struct error *err);
/* What a ward handed in. */
bool site_write_ward(const struct site *site, size_t ward, struct buffer *out, struct error *err);
/* What others can learn from. */
bool site_write_learn(const struct site *site, struct buffer *out, struct error *err);
/* By which rules it was reckoned. */
bool site_write_rules(const struct site *site, struct buffer *out, struct error *err);

/* --- the tables for machines, as cells (text/cells.h) --------------------------------------- */

/* Every figure of the site's years, and what its columns mean. */
void site_write_cells(const struct site *site, struct buffer *out);
/* The codebook alone. */
void site_write_codebook(const struct site *site, struct buffer *out);

/* --- what the pages share ----------------------------------------------------------------------
 */

/* The year's figure of a ward, and what there is of it. */
const struct city_figure *site_figure(const struct site *site, size_t ward,
                                      const struct city_indicator *indicator);
/* The same as a standing. */
enum city_standing site_standing(const struct site *site, size_t ward,
                                 const struct city_indicator *indicator);
/* Why there is no figure, for people; NULL where there is one. */
const char *site_missing(enum city_standing standing);
/* The wards that have a figure, best first, and how many; the caller frees. NULL when
 * memory is short. */
size_t *site_order(const struct site *site, const struct city_indicator *indicator, size_t *count);
/* The target as a number; false where it is none. */
bool site_target(const struct city_indicator *indicator, double *target);
/* An id as it stands in the name of a file: what is no letter, digit, point or hyphen becomes
 * a hyphen. */
void site_file(struct buffer *out, const char *id);
/* How many wards handed in. */
size_t site_present(const struct site *site);

#endif
