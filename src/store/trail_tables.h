/*
 * The tables of the trail, and its first rows in a file that had none. Inside the
 * room only.
 */
#ifndef KUSEI_STORE_TRAIL_TABLES_H
#define KUSEI_STORE_TRAIL_TABLES_H

#include <stdbool.h>

#include "store/connection.h"

extern const char trail_tables[];

/* Rows with the action "migrate", of nobody, for what is there already. In the
 * transaction that made the tables. */
bool trail_begin(struct store *s, struct error *err);

#endif
