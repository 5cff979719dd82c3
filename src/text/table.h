/*
 * Tables as text: a line is a row, its fields are separated by a tab; empty lines
 * and those that begin with # are passed over.
 */
#ifndef KUSEI_TEXT_TABLE_H
#define KUSEI_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

enum { TABLE_FIELDS = 16 }; /* the most that a line has */

/* Takes one row. The fields are gone when it returns. False with a sentence, to
 * which the file and the line are then put. */
typedef bool table_take(void *to, char *const *fields, size_t count, struct error *err);

/* Reads the file and gives each row to `take`, until that says false. False with
 * file, line and reason: an empty field, too many of them, a character that may not
 * be stored, or what `take` says. */
bool table_read(const char *path, table_take *take, void *to, struct error *err);

#endif
