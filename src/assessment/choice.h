/*
 * Which of the figures that the prose has goes into which blank field; the rule is
 * with assessment_propose. For this room's proposals.c only.
 */
#ifndef KUSEI_ASSESSMENT_CHOICE_H
#define KUSEI_ASSESSMENT_CHOICE_H

#include "assessment/internal.h"
#include "text/prose.h"

/* A figure of a field's sources. */
struct choice_candidate {
    struct prose_figure figure;
    const xmlNode *source;
    const char *text; /* of the source, which the document owns */
    size_t order;     /* which of the form's sources */
    bool used;        /* stands in a row already, or is the earlier value of a movement */
};

struct choice_pool {
    struct choice_candidate *items;
    size_t count;
};

#define CHOICE_NONE ((size_t)-1)

/* The bind that names a field's sources (kusei:propose), or NULL. */
const struct form_bind *choice_bind(const struct assessment *a, const xmlNode *node);

/* Every figure of the field's sources, in their order. The caller frees the items.
 * False, with an empty pool, when memory is short. */
bool choice_read(const struct assessment *a, const xmlNode *node, struct choice_pool *out);

/* The one that the field is to be proposed, CHOICE_NONE when there is none, after
 * the rows before it have had theirs. *several: another would have done as well.
 * Marks candidates as used. False when memory is short. */
bool choice_make(const struct assessment *a, const xmlNode *node, struct choice_pool *pool,
                 size_t *chosen, bool *several);

/* The first candidate that text says too; used ones as well where any is true. */
size_t choice_find(const struct assessment *a, const struct choice_pool *pool, const char *text,
                   bool any);

/* Whether it has an operator or compares with another time: a target, most likely. */
bool choice_is_marked(const struct choice_candidate *c);

/* The text of a field, without a copy; "" when it is blank or does not apply. */
const char *choice_text(const xmlNode *node);

/* The node itself or the next element behind it; NULL when there is none. */
xmlNode *choice_element(xmlNode *node);

#endif
