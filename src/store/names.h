/*
 * What people call each other. Everything that is kept names a person by the account's
 * name, which never changes; what a person reads has the name that people write.
 */
#ifndef KUSEI_STORE_NAMES_H
#define KUSEI_STORE_NAMES_H

#include "store/store.h"

/* The display name of the account of exactly that name, also of one that is disabled;
 * the name itself where it has none, there is no such account, or the accounts cannot be
 * read now. The accounts are read when the first name is asked for, and then from memory.
 * What is returned lives as long as the store, but where it is `name` itself; NULL: "".
 * s may be NULL: nobody has another name. */
const char *store_person(struct store *s, const char *name);

/* Lets the accounts be read anew where the file was changed by somebody else since. To be
 * called now and then by whoever stays for long; what changes by way of this store is
 * known at once. */
void store_persons_renew(struct store *s);

#endif
