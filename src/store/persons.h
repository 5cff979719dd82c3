/*
 * What names.h keeps in memory, for the files that change accounts or close the store.
 * Inside the room only.
 */
#ifndef KUSEI_STORE_PERSONS_H
#define KUSEI_STORE_PERSONS_H

#include "store/store.h"

/* An account was changed by way of this store. */
void store_persons_changed(struct store *s);
/* Frees what is kept, as the store is closed. */
void store_persons_free(struct store *s);

#endif
