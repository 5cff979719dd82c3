/*
 * The vocabulary of form.xml as one table: which element may hold which
 * attributes, children and text, and what must be there (forms/README, section
 * 2, after XForms 1.1). The check is one walk over the tree; what it lets pass
 * can be read without asking again.
 */
#ifndef KUSEI_FORM_VOCABULARY_H
#define KUSEI_FORM_VOCABULARY_H

#include <stdbool.h>

#include "form/form_private.h"
#include "xml/libxml2.h"

/* Holds the whole document against the table. False with file, line, reason
 * and what to do, for the first place where it departs. */
bool vocabulary_check(const struct form_reader *reader, xmlNode *root);

#endif
