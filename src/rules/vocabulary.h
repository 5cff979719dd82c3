/*
 * The subset of ISO Schematron that this program reads (forms/README), as a
 * table: which element may stand where, with which attributes, in which order.
 * A file that passes can be read without a second look at its markup.
 */
#ifndef KUSEI_RULES_VOCABULARY_H
#define KUSEI_RULES_VOCABULARY_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "text/error.h"

#define RULES_SCHEMATRON_NS "http://purl.oclc.org/dsdl/schematron"

/* True when root and all below it are in the subset. Otherwise err has file,
 * line and reason. */
bool rules_vocabulary_check(const char *file, const xmlNode *root, struct error *err);

/* The attribute's value; owned by the tree, NULL when there is none. */
const char *rules_attribute(const xmlNode *node, const char *name);

#endif
