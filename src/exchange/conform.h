/*
 * Whether a document conforms to the official layout of a policy: the layout's
 * XML Schema (XSD 1.0, forms/NAME/layout.xsd), the characters that may be
 * stored, and what forms/README says of every layout (no namespaces, comments
 * or processing instructions). It looks and takes notes; it changes nothing.
 */
#ifndef KUSEI_EXCHANGE_CONFORM_H
#define KUSEI_EXCHANGE_CONFORM_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "exchange/notice.h"
#include "text/error.h"

struct conform;

/* The layout of the form in that folder, compiled; costs about a millisecond.
 * It may not include another schema. NULL with a sentence. */
struct conform *conform_open(const char *form_dir, struct error *err);
void conform_close(struct conform *c);

/* Looks through every text and attribute for the first character that may not
 * be stored (text/allowed.h). False after adding its notice. */
bool conform_characters(const xmlDoc *doc, struct notices *out);

/* Adds a notice for every fault of the document; none: it conforms. */
void conform_check(const struct conform *c, xmlDoc *doc, struct notices *out);

#endif
