/*
 * Tables of cells (text/cells.h) as a spreadsheet: a worksheet for each table, its heading
 * row in sight, texts that stay texts, numbers that are numbers. The same bytes for the
 * same cells.
 */
#ifndef KUSEI_PRINT_XLSX_CELLS_H
#define KUSEI_PRINT_XLSX_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"
#include "text/error.h"

/* Puts the file at the end of out, or says why not. The cells are changed. */
bool xlsx_write_cells(char *bytes, size_t size, struct buffer *out, struct error *err);

#endif
