/*
 * The sheet as a spreadsheet (Office Open XML) with libxlsxwriter: a worksheet for each
 * page, A3 lying, headings repeated on every sheet of paper, texts that stay texts. The
 * same bytes for the same content.
 */
#ifndef KUSEI_PRINT_XLSX_H
#define KUSEI_PRINT_XLSX_H

#include <stdbool.h>

#include "print/content.h"
#include "print/order.h"
#include "text/buffer.h"
#include "text/error.h"

/* Puts the file at the end of out, or says why not. foot is what the foot of each sheet
 * says of the sign-off; NULL: nothing. */
bool xlsx_write(struct content *content, const struct print_order *order, const char *foot,
                struct buffer *out, struct error *err);

#endif
