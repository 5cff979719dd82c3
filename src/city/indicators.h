/*
 * The indicators of a policy, and the figures that an assessment has for them. A figure is
 * an indicator's where its wording is the policy's (or one that the form takes for the
 * same), apart from blanks, brackets and forms of characters; every other figure is the
 * ward's own measure and compared with nobody's. The marks by each yardstick are those that
 * the rules reckon.
 */
#ifndef KUSEI_CITY_INDICATORS_H
#define KUSEI_CITY_INDICATORS_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "form/comparison.h"
#include "store/figures.h"
#include "text/error.h"

struct city_indicator {
    char *id;
    char *about; /* what its figures stand under, too */
    char *heading[FORM_LANGS], *label[FORM_LANGS];
    char *target; /* as printed; "" where it has none */
    char *amount, *unit, *operator, * by;
    char *key; /* the wording, folded */
};

struct city_policy;

/* A form with its rules, read once for any number of assessments; the form and the
 * tables outlive it. NULL with a sentence, also where the form does not say by what to compare. */
struct city_policy *city_policy_open(const struct form *form, const struct reference *reference,
                                     struct error *err);
void city_policy_free(struct city_policy *p); /* NULL is allowed */

/* The policy of that name, or where name is NULL the only one that has the year and says by
 * what to compare. NULL with a sentence. The catalogue outlives it. */
struct city_policy *city_policy_for(struct catalogue *c, const char *name, int year,
                                    struct error *err);

/* What it was opened over. */
const struct form *city_policy_form(const struct city_policy *p);
/* The form's own table; owned by the policy. */
const struct comparison *city_policy_comparison(const struct city_policy *p);
/* By what figures are made: the versions of the rules and of the comparison, "2015.2 2015.1". */
const char *city_policy_version(const struct city_policy *p);
/* A text of a yardstick; "" where there is none. */
const char *city_policy_label(const struct city_policy *p, size_t yardstick, enum form_lang lang);
const char *city_policy_explanation(const struct city_policy *p, size_t yardstick,
                                    enum form_lang lang);

/* The indicators, index from 0, in the policy's order; NULL behind the last. */
const struct city_indicator *city_indicator_at(const struct city_policy *p, size_t index);
/* The one of that id; NULL where there is none. */
const struct city_indicator *city_indicator_find(const struct city_policy *p, const char *id);

struct city_figures {
    struct store_figure *items;
    size_t count;
};

/* The figures of an assessment of that form, in the order of its pages. A place for a
 * figure with nothing in it ("does not apply", blank) is none. last_year may be NULL. Free
 * them with city_figures_free. */
bool city_figures_take(const struct city_policy *p, const struct assessment *a,
                       const struct assessment *last_year, struct city_figures *out,
                       struct error *err);
/* Frees what they hold and empties them. */
void city_figures_free(struct city_figures *figures);

/* Keeps the figures of a stored assessment of the policy. */
bool city_figures_keep(const struct city_policy *p, struct store *s, struct catalogue *c,
                       int64_t assessment, const char *ward_code, int year, struct error *err);
/* Brings the stored figures of the policy and of those years up to date. */
bool city_figures_renew(const struct city_policy *p, struct store *s, struct catalogue *c,
                        int first, int last, struct error *err);

#endif
