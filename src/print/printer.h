/*
 * Asks the printing program (kusei-print) for a sheet. It runs without a shell, in a
 * process of its own.
 */
#ifndef KUSEI_PRINT_PRINTER_H
#define KUSEI_PRINT_PRINTER_H

#include <stdbool.h>
#include <stddef.h>

#include "print/order.h"
#include "text/buffer.h"
#include "text/error.h"

/* Whether the program knows the format ("pdf"). */
bool printer_knows(const char *format);

/* Prints the document (the official XML, size bytes) with what the order says. program is
 * the path of kusei-print, share the folder that holds forms/ and data/, own that of the
 * person's own forms, or NULL. The file is put at the end of out, or there is a sentence. */
bool printer_print(const char *program, const char *format, const char *share, const char *own,
                   const struct print_order *order, const char *xml, size_t size,
                   struct buffer *out, struct error *err);

/* The same of tables (text/cells.h), as a spreadsheet. */
bool printer_print_cells(const char *program, const char *share, const struct buffer *cells,
                         struct buffer *out, struct error *err);

#endif
