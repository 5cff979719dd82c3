/*
 * The assessment as a table for machines, after the points of the ministry's
 * 「統計表における機械判読可能なデータの表記方法の統一ルール」: one datum a cell, numbers as
 * numbers with their unit in a column of its own, years in the Gregorian calendar beside the era's,
 * the area's code. A field is a line; a text of several paragraphs is as many, so that no cell has
 * a line feed in it, and the blanks that set a paragraph in are left out (what was typed to the
 * byte is in the official XML). And the codebook: what the columns are, what stands in which field,
 * and what the codes mean. RFC 4180, UTF-8 without a byte order mark.
 */
#ifndef KUSEI_PRINT_CSV_H
#define KUSEI_PRINT_CSV_H

#include <stdbool.h>

#include "assessment/assessment.h"
#include "text/buffer.h"
#include "text/error.h"

/* Puts the table at the end of out, headings in the language that gettext speaks. */
bool csv_write(const struct assessment *a, struct buffer *out, struct error *err);
/* The same of its codebook: of every column, every field and every code that stands in
 * the table. */
bool csv_write_codebook(const struct assessment *a, struct buffer *out, struct error *err);

#endif
