/*
 * libxml2 tells some failures (a lack of memory first of all) to nobody's
 * handler, and prints them. Between these two it keeps quiet; whoever called it
 * learns of the failure from what it returns.
 */
#ifndef KUSEI_EXCHANGE_QUIET_H
#define KUSEI_EXCHANGE_QUIET_H

#include "xml/libxml2.h"

struct quiet {
    xmlStructuredErrorFunc before;
    void *context;
};

/* Puts a handler in place that takes everything; q keeps the one there was. */
void quiet_begin(struct quiet *q);

/* The handler that there was, and no memory of the last error: the text of a
 * foreign document is in it. */
void quiet_end(const struct quiet *q);

#endif
