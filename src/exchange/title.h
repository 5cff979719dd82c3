/*
 * The titles of the official sheet's columns, as the layout's annotations have
 * them, so that a fault can be named in the words that ward staff know.
 */
#ifndef KUSEI_EXCHANGE_TITLE_H
#define KUSEI_EXCHANGE_TITLE_H

#include "xml/libxml2.h"

/* The title of an element of a document in that layout (an XML Schema), in the
 * language ("ja", "en"), or in the first there is. It follows element names from
 * the root through the layout's types, so that two columns of one name keep
 * their own titles. Owned by the layout; NULL where it has none. */
const char *title_find(const xmlDoc *layout, const xmlNode *element, const char *language);

/* The declaration of the element in the layout; NULL when it is not found. */
const xmlNode *title_declaration(const xmlDoc *layout, const xmlNode *element);

#endif
