/*
 * A copy of the whole file while others work in it: one moment of it, by SQLite's
 * online backup (sqlite.org/backup.html).
 */
#ifndef KUSEI_STORE_BACKUP_H
#define KUSEI_STORE_BACKUP_H

#include <stdbool.h>

#include "store/store.h"
#include "store/trail.h"
#include "text/error.h"

/* Writes the copy to path, whole or not at all, for its owner only to read and write: one
 * file, without a log beside it. A file that is there is replaced, unless it is the database
 * itself. The copy was read again and is sound when this returns true, and *head is where its
 * trail ends; false with a sentence, and what was there is as it was. */
bool store_backup(struct store *s, const char *path, struct store_trail_head *head,
                  struct error *err);

#endif
