/*
 * Two sheets, or two pages of one, held against each other: which page and field
 * of the one is which of the other, what has stayed as it was, and taking over
 * what stands there. Where a page stands by its number or its place, and a row
 * by what it says, is all that is gone by; nothing is known of what it is about.
 */
#ifndef KUSEI_ASSESSMENT_MATCHING_H
#define KUSEI_ASSESSMENT_MATCHING_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "text/error.h"
#include "xml/libxml2.h"

/* The page's number, out of its name: what stands behind the last "/", without the place
 * that a second page of that number in one row has. "" for a page that has none. Returns
 * out. */
const char *matching_number(const struct assessment *a, size_t page, char *out, size_t size);

/* The page of `other` that is the same as that page of `a`: the one of its name;
 * else one of its kind with its number, in whatever row; else, in the same row, the
 * one of its kind at its place, where that is no other page's. (size_t)-1 when
 * there is none. */
size_t matching_page(const struct assessment *a, size_t page, const struct assessment *other);

/* A field (an element without elements in it) of one, of the other, or of both. */
struct matching_pair {
    xmlNode *node;  /* NULL: it stands in the other alone */
    xmlNode *other; /* NULL: it stands here alone */
};

/* The pairs of two pages; those that stand in the other alone come last. */
struct matching {
    struct matching_pair *pairs; /* owned */
    size_t count, room;
};

/* Pairs the fields of two pages by their paths. The rows of a repeat are paired by
 * what their first field says, the likest first and of equals the nearest; those that
 * are like none, by their place. The pages may be of one assessment. The nodes are
 * those of the documents. False with a sentence when memory is short: out is then
 * empty. The caller frees. */
bool matching_make(const struct assessment *a, size_t page, const struct assessment *other,
                   size_t other_page, struct matching *out, struct error *err);
void matching_free(struct matching *m);

/* The other's field for a field (element or attribute) of the first page; NULL when
 * there is none. */
xmlNode *matching_of(const struct matching *m, const xmlNode *node);

/* Whether the field is one a person writes (no choice, no number of a page, nothing
 * that the program fills in), there is something in it, and it is what the other's
 * field says. Choices are left out because one of two marks means nothing by
 * staying what it was. other may be NULL: false. */
bool matching_has_stayed(const struct assessment *a, const struct form_item *item,
                         const xmlNode *node, const xmlNode *other);

/* How many such fields the page has against a page of another sheet; 0 when memory
 * is short. */
size_t matching_count_stayed(const struct assessment *a, size_t page,
                             const struct assessment *other, size_t other_page);

struct matching_taken {
    size_t fields; /* that were filled */
    size_t kept;   /* that had another text already, and kept it */
    size_t failed; /* that could not take what the other says */
};

/* Fills the fields under the element `part` of the page (the page's element: all of
 * it) with what the other page says there: the blank ones, and with `over` the
 * others, too. Rows that the other has more are added. What is blank in the other,
 * the page's number where it has one, and fields that the program fills in stay as
 * they are. The page is marked changed. False with a sentence where the page follows
 * another, or memory is short; what was filled until then stays filled. */
bool matching_take(struct assessment *a, size_t page, const xmlNode *part,
                   const struct assessment *other, size_t other_page, bool over,
                   struct matching_taken *taken, struct error *err);

/* A page that has the number of another, and does not share its text. */
struct matching_twin {
    size_t page;
    size_t differing; /* fields; 0: the same text, but neither follows the other */
};

/* Pages of the same kind and number that follow none, and are neither the page's
 * source nor its copies, in order. The caller frees *twins. False with a sentence
 * when memory is short. */
bool matching_find_twins(const struct assessment *a, size_t page, struct matching_twin **twins,
                         size_t *count, struct error *err);

#endif
