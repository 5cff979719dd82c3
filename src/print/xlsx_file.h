/*
 * The bytes of a spreadsheet from libxlsxwriter, which writes to a path only.
 */
#ifndef KUSEI_PRINT_XLSX_FILE_H
#define KUSEI_PRINT_XLSX_FILE_H

#include <stdbool.h>

#include "text/buffer.h"
#include "text/error.h"

enum { XLSX_NO_DATE = 315532800 /* 1980-01-01: what a file without a date has */ };

/* Has write(with, path) write a file, and puts its bytes at the end of out. False with a
 * sentence, that of write where write says false. */
bool xlsx_file(bool (*write)(void *with, const char *path), void *with, struct buffer *out,
               struct error *err);

#endif
