/*
 * What other wards did, and the ward itself in other years: pages of other assessments
 * that a page can learn from. First those at the same place of the policy, then those
 * that have words in common with it, of whatever year and policy. Nothing is known of
 * what any of them is about: the place is the page whose name the policy gives (it has no
 * code of its own) and the kind of page under it, and the words are those that few pages have.
 */
#ifndef KUSEI_ASSESSMENT_WARD_CASES_H
#define KUSEI_ASSESSMENT_WARD_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "assessment/assessment.h"
#include "form/catalogue.h"
#include "store/store.h"
#include "text/error.h"

/* The fields in which one of several values is chosen, those of all rows together. */
struct ward_case_mark {
    char *field;    /* its path in the page, without the numbers of rows */
    char *label;    /* as the form calls it */
    char *values;   /* "A B": those that are not blank, one for each row */
    char *meanings; /* the same with what each means: "A: on track, B: not on track" */
};

struct ward_case {
    bool in_words; /* found by its words; else it stands at the same place */
    char *ward_code, *ward_name;
    int year;
    char *policy;                 /* the form's name */
    int64_t page;                 /* in the store */
    char *page_name;              /* its id */
    char *text;                   /* the first text that was written on the page, whole */
    char *text_label;             /* as the form calls it */
    char *words;                  /* of in_words: those in common, with blanks between; else "" */
    struct ward_case_mark *marks; /* in the form's order, those that have a value */
    size_t mark_count;
};

struct ward_cases {
    struct ward_case *items; /* same place: this year's first, then the newest; then those
                              * in words: what has most in common first */
    size_t count;
    size_t at_place; /* so many of them stand at the same place */
};

/* The cases for a page of an assessment, which need not be stored. Pages on which nothing
 * was written are none. lang: of labels and meanings. False with a sentence where the
 * store cannot be read or memory is short. The caller frees with ward_cases_free. */
bool ward_cases_find(const struct assessment *a, size_t page, struct store *s, struct catalogue *c,
                     enum form_lang lang, struct ward_cases *out, struct error *err);
/* Frees what the list holds and empties it. */
void ward_cases_free(struct ward_cases *cases);

/* The name of the page that the policy gives and that this one is or stands in; ""
 * where that is the root page. Returns out. */
const char *ward_cases_place(const struct assessment *a, size_t page, char *out, size_t size);

#endif
