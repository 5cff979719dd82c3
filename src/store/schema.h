/*
 * The tables, as numbered steps of SQL. Inside the room only.
 */
#ifndef KUSEI_STORE_SCHEMA_H
#define KUSEI_STORE_SCHEMA_H

#include "store/migrate.h"

/* "KUSE" in the header of the file (application_id, bytes 68 to 71 of
 * https://www.sqlite.org/fileformat2.html): how a database of this program is
 * told from any other. */
#define STORE_APPLICATION_ID 0x4B555345

/* The steps: step i brings a database of version i to version i + 1. A step
 * that was in use is never changed; the next change of the tables is the next
 * step. *count gets how many there are: the version this program writes. */
const struct store_step *store_schema_steps(int *count);

#endif
