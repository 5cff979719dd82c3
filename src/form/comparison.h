/*
 * What the city compares the wards by, read from forms/NAME/comparison.xml (the
 * vocabulary is in forms/README, section 6): the indicators of the policy, the figures of
 * an assessment that may be one of them, and the yardsticks that every mark is held
 * against. This room reads and checks the file; it compares nothing and knows nothing of
 * any policy.
 *
 * Expressions are evaluated by assessment_select and assessment_print (assessment.h).
 */
#ifndef KUSEI_FORM_COMPARISON_H
#define KUSEI_FORM_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/error.h"

/* A wording that the city takes for an indicator's. */
struct comparison_same {
    char *indicator; /* its id */
    char *wording;
};

struct comparison_yardstick {
    char *id;
    struct form_text label;
    struct form_text explanation;
    char *mark; /* names of variables of the rules: the mark that it gives, */
    char *line; /* and the figure that the mark turns on */
};

enum { COMPARISON_YARDSTICKS = 4 };

struct comparison {
    char *version; /* whoever changes the file changes it */
    /* The indicators, from the root element; the others from such a node. */
    struct expression *indicators, *id, *target, *about;
    struct form_text label;   /* its wording */
    struct form_text heading; /* what it stands under */
    /* The figures, from the root element; the others from such a node. */
    struct expression *figures, *wording, *value, *previous, *goal, *answers, *judgement, *place;
    char *good;   /* the mark, in a judgement or by a yardstick, that says that all is well */
    char *chance; /* the rule that says that a change is within the sampling error; "" : none */
    struct comparison_same *same;
    size_t same_count;
    struct comparison_yardstick yardsticks[COMPARISON_YARDSTICKS];
    size_t yardstick_count; /* the first is the common one */
    /* What others can learn from, from the root element; the others from such a node. NULL
     * where the file does not say. */
    struct expression *initiatives, *initiative_place, *content, *results;
    /* Who publishes, and what is published by: from the root element; empty where the
     * file does not say. */
    struct form_text publisher, title;
};

/* Whether the form says by what to compare. */
bool comparison_exists(const struct form *form);

/* Reads it; the form outlives it. NULL when the file is not in the vocabulary; the
 * sentence has file, line and reason. */
struct comparison *comparison_read(const struct form *form, struct error *err);
/* The same for whoever writes it: all that is refused goes into mistakes. Where that is
 * anything, the comparison is not whole. NULL where nothing could be read, which is among
 * the mistakes, or else in err. */
struct comparison *comparison_read_all(const struct form *form, struct mistakes *mistakes,
                                       struct error *err);
void comparison_free(struct comparison *c); /* NULL is allowed */

#endif
