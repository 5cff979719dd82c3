/*
 * The edits that make a case's document out of another (forms/README, 4): each
 * is an element with a ref, an XPath to the nodes that change. Private to the
 * room.
 */
#ifndef KUSEI_RULES_EDIT_H
#define KUSEI_RULES_EDIT_H

#include <stdbool.h>

#include "text/error.h"
#include "xml/libxml2.h"

/* Refuses, with file, line and reason, an attribute of the element that is not
 * named in `allowed` ("ref name") and a name of `required` that it lacks. */
bool edit_check_attributes(const char *file, const xmlNode *node, const char *allowed,
                           const char *required, struct error *err);
/* Whether the text is XPath 1.0 from the root on; else file, line and reason. */
bool edit_check_path(const char *file, const xmlNode *node, const char *path, struct error *err);

/* Whether the element is one of the edits, as it must be written. */
bool edit_check(const char *file, const xmlNode *edit, struct error *err);

/* Makes the edit (which edit_check has passed) in the document. False with file,
 * line and reason, the document half edited: nothing is where ref leads, what is
 * there cannot be changed so, the document grows beyond 16 MiB or 256 levels. */
bool edit_apply(const char *file, const xmlNode *edit, xmlDoc *doc, struct error *err);

#endif
