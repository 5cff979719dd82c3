/*
 * The sheet as one web page: tables with headings, no script, no picture, nothing that
 * is fetched; readable without a mouse, and aloud. Written straight from the same grid
 * as the spreadsheet.
 */
#ifndef KUSEI_PRINT_HTML_H
#define KUSEI_PRINT_HTML_H

#include <stdbool.h>

#include "print/content.h"
#include "print/order.h"
#include "text/buffer.h"
#include "text/error.h"

/* Puts the page at the end of out (its own words in the language that gettext speaks), or
 * says why not. foot says of the sign-off what there is to say; "": nothing. */
bool html_write(struct content *content, const struct print_order *order, const char *foot,
                struct buffer *out, struct error *err);

#endif
