/*
 * XPath over one document: the context libxml2 needs, with the schema's
 * namespaces and the variables of the moment. Every expression is evaluated at
 * a node that the caller names. On failure `memory` says that memory was
 * short, and else `reason` what libxml2 has against the expression, or against
 * the variable `failed` that it asks for.
 */
#ifndef KUSEI_RULES_EVALUATE_H
#define KUSEI_RULES_EVALUATE_H

#include <stdbool.h>

#include "rules/schema.h"
#include "xml/libxml2.h"

struct rules_evaluator {
    xmlXPathContextPtr xpath;
    const struct rules *rules;
    const struct rules_document *others; /* what document() answers before the files */
    size_t other_count;
    xmlDoc *doc;                      /* that is judged */
    struct rules_variable *variables; /* a table by name, open addressing */
    size_t variable_room;
    const struct rules_let *failed; /* the variable that could not be evaluated, or NULL */
    bool passing; /* what is evaluated is for a finding alone; see rules_evaluator_forget */
    bool memory;
    char reason[200];
};

/* False when memory is short; it must be closed all the same. */
bool rules_evaluator_open(struct rules_evaluator *e, const struct rules *r, xmlDoc *doc,
                          const struct rules_document *others, size_t other_count);
/* Frees the context; the values of its variables go with it. */
void rules_evaluator_close(struct rules_evaluator *e);

/* Drops what was compiled for findings alone. Those of one rule mostly have the same
 * sentence, and few rules have any, but one sentence may take as much memory as all tests. */
void rules_evaluator_forget(struct rules_evaluator *e);

/* The expression's value as boolean() has it, in *value. False on failure. */
bool rules_evaluate_boolean(struct rules_evaluator *e, struct expression *expression, xmlNode *node,
                            bool *value);

/* The variable has this let's value at the node, evaluated when it is first asked for; one
 * that it had is gone. The let is one of the rules', and outlives the evaluator. */
void rules_evaluator_declare(struct rules_evaluator *e, const struct rules_let *let, xmlNode *node);

/* The string of a variable that was declared, to be freed with xmlFree; NULL on failure. */
xmlChar *rules_variable(struct rules_evaluator *e, const char *name);

/* The value's string, to be freed with xmlFree; NULL on failure. */
xmlChar *rules_evaluate_string(struct rules_evaluator *e, struct expression *expression,
                               xmlNode *node);

/* The node set, in no particular order, to be freed with xmlXPathFreeObject;
 * NULL on failure, which it is too when the value is no node set. */
xmlXPathObjectPtr rules_evaluate_nodes(struct rules_evaluator *e, struct expression *expression,
                                       xmlNode *node);

#endif
