/*
 * Whether a document conforms to the official layout of a policy: the layout's
 * XML Schema (XSD 1.0, forms/NAME/layout.xsd), the characters that may be
 * stored, and what forms/README says of every layout (no namespaces, comments
 * or processing instructions). It looks and takes notes; it changes nothing.
 */
#ifndef KUSEI_EXCHANGE_CONFORM_H
#define KUSEI_EXCHANGE_CONFORM_H

#include <stdbool.h>

#include "exchange/notice.h"
#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

struct conform;

/* The layout of the form in that folder, compiled; costs about a millisecond.
 * It may not include another schema. NULL with a sentence. */
struct conform *conform_open(const char *form_dir, struct error *err);
/* The same for whoever writes the layout: mistakes gets everything that makes it no schema.
 * NULL then, and, with a sentence in err, when memory is short. */
struct conform *conform_open_all(const char *form_dir, struct mistakes *mistakes,
                                 struct error *err);
void conform_close(struct conform *c);

/* Looks through every text and attribute for the first character that may not
 * be stored (text/allowed.h). False after adding its notice. */
bool conform_characters(const xmlDoc *doc, struct notices *out);

/* Adds a notice for every fault of the document; none: it conforms. */
void conform_check(const struct conform *c, xmlDoc *doc, struct notices *out);

/* Tells of each value that the layout lists (xs:enumeration) for a field, an element or
 * attribute of a document in the layout, with its line in layout.xsd. Nothing is told of
 * where it lists none. */
void conform_list(const struct conform *c, const xmlNode *field,
                  void (*take)(void *to, const char *value, long line), void *to);

#endif
