/*
 * The safe parse of the files that stand beside a schema. They come with the
 * program, but may have been edited or brought in from elsewhere, so nothing in
 * one may reach out of its folder or blow up in memory.
 */
#ifndef KUSEI_RULES_XML_H
#define KUSEI_RULES_XML_H

#include "text/error.h"
#include "xml/libxml2.h"

/* Parses a file: no network, no DOCTYPE, no entities but XML's five, at most
 * 16 MiB, 256 elements deep. Comments are left out. NULL with file, line and
 * reason; the caller frees. */
xmlDoc *rules_xml_read(const char *path, struct error *err);

#endif
