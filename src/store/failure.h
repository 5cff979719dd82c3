/*
 * What SQLite reports, as a sentence for a person: the file, what happened,
 * what to do. Inside the room only.
 */
#ifndef KUSEI_STORE_FAILURE_H
#define KUSEI_STORE_FAILURE_H

#include <stdbool.h>

#include "store/connection.h"
#include "text/error.h"

/* How long a call waits for other processes, in seconds. */
#define STORE_PATIENCE 5

/* Writes the sentence for the SQLite result code rc (primary or extended,
 * https://www.sqlite.org/rescode.html) of the call just made on s. To be called
 * before anything else is done on the connection, which still knows the
 * system's own error then. Returns false. */
bool store_fail(struct store *s, int rc, struct error *err);

#endif
