/*
 * The earlier years that a new assessment of a ward can be begun from, as a list to
 * choose from: the years that are in the database, the newest first, and last of all
 * to begin with a blank one. It draws nothing.
 */
#ifndef KUSEI_TERMINAL_NEW_FROM_H
#define KUSEI_TERMINAL_NEW_FROM_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/rollover.h"
#include "form/reference.h"
#include "store/store.h"
#include "terminal/pick.h"
#include "text/error.h"

struct new_from {
    int *years; /* owned */
    size_t count;
    struct pick pick; /* one line for each year, and one for a blank one; none without years */
};

/* Finds the years of the ward before that year; the newest is in hand. What the list held
 * before is freed. False with a sentence, and an empty list. */
bool new_from_find(struct new_from *from, struct store *store, const char *ward_code, int year,
                   struct error *err);
void new_from_free(struct new_from *from);

/* The year in hand; 0: a blank one. */
int new_from_year(const struct new_from *from);

/* The sentence of a line. */
void new_from_line(const struct new_from *from, const struct reference *reference, size_t line,
                   char *out, size_t size);

/* What was carried over, how many pages are to be filled in, and the texts that have no
 * place in the new form, as many of them as there is room for. */
void new_from_tell(const struct rollover_report *report, const struct reference *reference,
                   int year, int open_pages, char *out, size_t size);

#endif
