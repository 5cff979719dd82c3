/*
 * Indentation of an XML document: white space between elements, which is there
 * only for whoever reads the file. Documents in memory have none, so that a
 * node's children are its elements or its text and nothing else.
 */
#ifndef KUSEI_FORM_INDENT_H
#define KUSEI_FORM_INDENT_H

#include "xml/libxml2.h"

/* Takes out the white-space-only text of every element that has child
 * elements. Text that is all there is in its element stays byte for byte. */
void indent_drop(xmlDoc *doc);

#endif
