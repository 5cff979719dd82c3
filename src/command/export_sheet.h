/*
 * The printed sheet of `kusei export`: what the printing program is told besides the
 * document, from the review.
 */
#ifndef KUSEI_COMMAND_EXPORT_SHEET_H
#define KUSEI_COMMAND_EXPORT_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "command/context.h"

/* The file in the format that --format asks for, one that printer_knows(). The caller
 * frees; NULL with a sentence. */
char *export_sheet(struct context *c, const struct assessment *a, size_t *size, struct error *err);

#endif
