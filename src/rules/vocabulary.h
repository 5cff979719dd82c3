/*
 * The subset of ISO Schematron that this program reads (forms/README), as a
 * table: which element may stand where, with which attributes, in which order.
 * A file that passes can be read without a second look at its markup.
 */
#ifndef KUSEI_RULES_VOCABULARY_H
#define KUSEI_RULES_VOCABULARY_H

#include <stdbool.h>

#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

#define RULES_SCHEMATRON_NS "http://purl.oclc.org/dsdl/schematron"

/* True when root and all below it are in the subset. Otherwise err has file,
 * line and reason. With mistakes all of them go there; what may not stand where it
 * does is taken out, what is missing gets a stand-in, and it is true. */
bool rules_vocabulary_check(const char *file, xmlNode *root, struct mistakes *mistakes,
                            struct error *err);

/* The attribute's value; owned by the tree, NULL when there is none. */
const char *rules_attribute(const xmlNode *node, const char *name);

#endif
