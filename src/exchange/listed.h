/*
 * The values that a layout lists for a field: the xs:enumeration of its type, found by
 * names as the titles are (exchange/title.h).
 */
#ifndef KUSEI_EXCHANGE_LISTED_H
#define KUSEI_EXCHANGE_LISTED_H

#include "xml/libxml2.h"

/* Who is told, in the order of the layout. */
struct listing {
    const xmlNode *schema; /* the root element of the layout */
    void (*take)(void *to, const char *value, long line);
    void *to;
};

/* Tells of the values of a declared element, or of its attribute of that name. */
void listed_tell(const struct listing *listing, const xmlNode *declaration, const char *attribute);

#endif
