/*
 * XML 1.0 as strictly as this program reads it: no DOCTYPE, so no entities and
 * nothing from outside of the bytes, no XInclude, no recovery, libxml2's own
 * limits on depth and size. It limits neither time nor memory: hostile bytes
 * go through sandbox.h first.
 */
#ifndef KUSEI_EXCHANGE_PARSE_H
#define KUSEI_EXCHANGE_PARSE_H

#include <stddef.h>

#include "exchange/notice.h"
#include "xml/libxml2.h"

/* Parses bytes in UTF-8. NULL after adding the notice of the first thing that
 * is wrong: DOCTYPE, VERSION, SYNTAX or MEMORY. CDATA sections become text. The
 * caller frees. Nothing is printed. */
xmlDoc *parse_strict(const char *bytes, size_t size, struct notices *out);

/* Takes out the white space between elements, which is only there to indent. A
 * text that is all there is in its element stays byte for byte. What the XML
 * declaration said goes too, as the writer has its own. */
void parse_strip(xmlDoc *doc);

/* Makes libxml2 refuse to load anything from now on, and returns the loader
 * there was, to be set again with xmlSetExternalEntityLoader(). It is a setting
 * of the whole process. */
xmlExternalEntityLoader parse_refuse_loading(void);

#endif
