/*
 * Passwords: which may be taken, and how they are kept (Argon2id, RFC 9106). None
 * is ever written anywhere; what is kept is a string from which it cannot be had.
 */
#ifndef KUSEI_REVIEW_PASSWORD_H
#define KUSEI_REVIEW_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

enum {
    PASSWORD_LONG = 15,    /* clusters of any password */
    PASSWORD_SHORT = 8,    /* where shorter ones are allowed */
    PASSWORD_MOST = 1024,  /* bytes */
    PASSWORD_STRING = 128, /* bytes of what is kept, with the NUL */
};

/* Whether the password may be taken for the account of that name; a sentence where
 * not. It is at least PASSWORD_LONG clusters long, or PASSWORD_SHORT where shorter
 * ones are allowed and then without the name in it, and not one of the block list:
 * a file with one a line, those after # passed over, compared as text/fold.h folds. */
bool password_check(const char *password, const char *name, bool shorter, const char *block_list,
                    struct error *err);

/* The string to keep. False with a sentence where memory (64 MiB) is short. */
bool password_keep(const char *password, char out[PASSWORD_STRING], struct error *err);

/* Whether it is the password of the string; NULL: of nobody, in the same time.
 * False with a sentence where that could not be found out. */
bool password_compare(const char *password, const char *kept, bool *right, struct error *err);

/* Whether the string was made with settings that are no longer those of today. */
bool password_is_old(const char *kept);

/* Overwrites the bytes, also where the compiler sees that nobody reads them. */
void password_wipe(void *bytes, size_t size);

#endif
