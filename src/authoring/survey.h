/*
 * A look over the whole form at an assessment: which nodes each group, repeat and control
 * leads to. It does what the pages do when they are opened, but looks at everything at once
 * and at what is not relevant just now, too. Nothing in the assessment changes.
 */
#ifndef KUSEI_AUTHORING_SURVEY_H
#define KUSEI_AUTHORING_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "xml/libxml2.h"

/* What was seen of one item of the form. */
struct survey_item {
    const struct form_item *item;
    const struct form_item *page; /* that it stands on, itself where it is one; NULL: none */
    size_t tried, found;          /* how often it was come to, and led to a node */
    bool value;                   /* it led to a value, which is no node */
    xmlNode *context;             /* where it was come to first */
};

/* A field that a person can type into, and the control that leads to it. */
struct survey_field {
    xmlNode *node;
    const struct form_item *item, *page;
};

struct survey {
    struct survey_item *items; /* in the form's order */
    size_t item_count, item_room;
    struct survey_field *fields; /* in the order that they are come to */
    size_t field_count, field_room;
    bool failed; /* memory was short */
};

#define SURVEY_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, NULL, 0, 0, false                                                              \
    }

/* Looks over the whole form. False with a sentence when memory is short. */
bool survey_make(const struct assessment *a, struct survey *out, struct error *err);
/* The same of what stands in one row or page of a repeat. */
bool survey_row(const struct assessment *a, const struct form_item *repeat, xmlNode *row,
                struct survey *out, struct error *err);
void survey_free(struct survey *s);

/* Whether some control leads to the node; the first such, or NULL. */
const struct survey_field *survey_find(const struct survey *s, const xmlNode *node);

/* A row or page that was put in; its node is NULL where that could not be. */
struct survey_row {
    const struct form_item *repeat;
    xmlNode *node;
};

struct survey_rows {
    struct survey_row *items;
    size_t count, room;
};

/* Gives the assessment one more of everything that the form lets people add, where it was
 * come to first, and puts these into rows. refuse is told what cannot be added, and why.
 * False with a sentence when memory is short. */
bool survey_complete(struct assessment *a, struct survey_rows *rows,
                     void (*refuse)(void *to, const struct form_item *repeat, const char *sentence),
                     void *to, struct error *err);
/* Empties the list; the nodes stay where they are. */
void survey_rows_free(struct survey_rows *rows);

/* The way from below the root to a node, "row/plan/aim", an attribute with "@", which is a
 * field's path in the sheet. The caller frees; NULL when memory is short. */
char *survey_path(const xmlNode *node);

#endif
