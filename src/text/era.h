/*
 * Fiscal years and Japanese eras (元号). A fiscal year is the integer of the year
 * it begins in (April 2015 to March 2016 is 2015). The eras come from a table
 * in data/, so that a new era is a line there and no C.
 */
#ifndef KUSEI_TEXT_ERA_H
#define KUSEI_TEXT_ERA_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

struct era_table;

/* Reads the table: lines of "first-day TAB name TAB letter" (1989-01-08, 平成, H),
 * oldest first; empty lines and those after # are passed over. NULL and a
 * sentence with file and line when it cannot be read. */
struct era_table *era_table_read(const char *path, struct error *err);
void era_table_free(struct era_table *eras);

/* "平成27年度" for 2015, "平成31年度" for 2019 (its first day, 1 April, is in 平成),
 * "令和2年度" for 2020, "平成元年度" for a first year; "1700年度" before the table begins. */
void era_fiscal_year_label(const struct era_table *eras, int year, char *out, size_t size);

/* The same as short as can be, in ASCII: "H27" for 2015, "H31" for 2019, "1700" before the
 * table begins. */
void era_fiscal_year_short(const struct era_table *eras, int year, char *out, size_t size);

/* "平成28年4月1日" for 1 April 2016, "令和元年5月1日" for the first day of an era's first year,
 * "1700年1月1日" before the table begins. */
void era_day_label(const struct era_table *eras, int year, int month, int day, char *out,
                   size_t size);

/* Reads the year at the start of text: "2015", "平成27", "平成27年度", "平成元年", "H27",
 * "h27", "R2", with full-width digits too; blanks between the parts are passed over.
 * Returns how many bytes it read (trailing 年, 年度 included), 0 when there is no
 * year of 1868 to 9999. The year of an era may lie beyond the era's end, as in
 * plans made before it. eras may be NULL: then only "2015" is a year. */
size_t era_scan_year(const struct era_table *eras, const char *text, int *year);

/* The same where the whole text must be a year. */
bool era_parse_year(const struct era_table *eras, const char *text, int *year);

/* The year that "29" alone means in a text about the fiscal year near: of all the
 * eras the one that comes nearest, if that is within 20 years; else 0, which it
 * is too where near is 0 or eras NULL. */
int era_year_near(const struct era_table *eras, int number, int near);

#endif
