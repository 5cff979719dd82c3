/*
 * Pages of other assessments that a page can learn from: those at the same place of the
 * same policy, and those that have words in common with it which few pages have. Read are
 * the newest revisions of pages that were not taken out; drafts are not. The words are
 * looked for in the index of search.h, which does not have copies, and which is made
 * where it is missing.
 */
#ifndef KUSEI_STORE_WARD_CASES_H
#define KUSEI_STORE_WARD_CASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

/* The words that can be asked for at once, and the characters that one of them has at
 * least, for the index to know it. */
enum { STORE_CASE_WORDS = 128, STORE_CASE_WORD_LEAST = 3 };

struct store_case {
    int64_t assessment;
    char *ward_code, *ward_name;
    int year;
    char *policy;
    struct store_page page; /* with its newest fields; parent and position are not read */
    char *name;             /* of the page: its id */
    double weight;          /* of the words in common */
    uint64_t words[STORE_CASE_WORDS / 64]; /* which: a bit for each that was asked for */
};

struct store_cases {
    struct store_case *items;
    size_t count;
    double rarest; /* what a word weighs that stands in one field alone, */
    double most;   /* and what all words do that were asked for */
};

/* Whether the word of that number is one of those in common. */
bool store_case_has_word(const struct store_case *c, size_t word);
/* Frees what the list holds and empties it. */
void store_cases_free(struct store_cases *cases);

struct store_case_place {
    int64_t here;       /* the assessment whose own pages are left out */
    const char *policy; /* only of this one */
    int year;           /* whose cases come first */
    const char *anchor; /* element of the page that the policy gives, and its name; */
    const char *name;   /* "" for the root page */
    int position;       /* where it most likely stands among the pages of its parent */
    const char *element;
};

/* The pages of that element in or under the page of that name: of the year, then the
 * newest years first; the wards by their codes, the pages as they stand. The caller frees
 * with store_cases_free. */
bool store_cases_at(struct store *s, const struct store_case_place *place, struct store_cases *out,
                    struct error *err);

/* The pages, `limit` at most, that have the most of those words, of which a rare one
 * weighs more than a common one; one that stands in many fields does not count. words are
 * keys of fold_search_key, STORE_CASE_WORDS at most, without quotation marks. `here` is
 * left out. The heaviest come first. The caller frees with store_cases_free. */
bool store_cases_saying(struct store *s, int64_t here, const char *const *words, size_t count,
                        size_t limit, struct store_cases *out, struct error *err);

#endif
