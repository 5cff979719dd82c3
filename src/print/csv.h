/*
 * The assessment as a table for machines, after the ministry's 「機械判読可能なデータの表記方法」:
 * one field a line, one datum a cell, numbers as numbers with their unit in a column of its
 * own, years in the Gregorian calendar beside the era's, the area's code. And the codebook:
 * what the columns are, and what the codes mean. RFC 4180, UTF-8 without a byte order mark.
 */
#ifndef KUSEI_PRINT_CSV_H
#define KUSEI_PRINT_CSV_H

#include <stdbool.h>

#include "assessment/assessment.h"
#include "text/buffer.h"
#include "text/error.h"

/* Puts the table at the end of out, headings in the language that gettext speaks. */
bool csv_write(const struct assessment *a, struct buffer *out, struct error *err);
/* The same of the codebook. */
bool csv_write_codebook(const struct assessment *a, struct buffer *out, struct error *err);

#endif
