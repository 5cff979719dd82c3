/*
 * The printed sheet in every format. What takes a font or a library of its own is made
 * by kusei-print; rows of characters (for a file, and for the terminal's preview) are
 * made here, of the same lines in the same places.
 */
#ifndef KUSEI_COMMAND_EXPORT_SHEET_H
#define KUSEI_COMMAND_EXPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "command/context.h"
#include "print/rows.h"

/* Whether the sheet can be had in that format ("pdf", "text"). */
bool export_sheet_knows(const char *format);

/* The file in that format. The caller frees; NULL with a sentence. */
char *export_sheet(struct context *c, const struct assessment *a, const char *format, size_t *size,
                   struct error *err);

/* The sheets as print/rows.h has them, at the end of out. *place gets where the node (of
 * the assessment; NULL: none) is printed, or else the beginning. */
bool export_sheet_rows(const struct context *c, const struct assessment *a, const xmlNode *node,
                       int ambiguous, struct rows_place *place, struct buffer *out,
                       struct error *err);

#endif
