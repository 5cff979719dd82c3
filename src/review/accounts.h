/*
 * Who a person is: accounts with roles, signing in, and what an administrator may
 * do with accounts. While there is no account, whoever can open the file is its
 * user: nobody is asked for anything, and the login name stands in the trail.
 * Every change and every sign-in stands there, too.
 */
#ifndef KUSEI_REVIEW_ACCOUNTS_H
#define KUSEI_REVIEW_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/accounts.h"
#include "store/store.h"
#include "text/error.h"

/* The roles, in the words of the store and of scripts. */
#define ACCOUNTS_STAFF "staff"
#define ACCOUNTS_ADMIN "admin"

/* The role of that place, from 0 on; NULL behind the last. */
const char *accounts_role(size_t index);
/* What people call it, in their language; the word itself where it is none. */
const char *accounts_role_label(const char *role);

enum { ACCOUNTS_NAME = 64, ACCOUNTS_DISPLAY = 100 }; /* bytes, with the NUL */

/* Somebody at work. */
struct accounts_person {
    char name[ACCOUNTS_NAME]; /* of the account, or the login name */
    char role[16];
    bool signed_in;      /* with a password, in this process */
    bool first_password; /* with the one that an administrator set: it is to be changed first */
};

/* Whether there are accounts. */
bool accounts_exist(struct store *s, bool *exist, struct error *err);

/* Signs in. Wrong names and passwords are told alike, and in the same time; after
 * five wrong ones in a row the account waits, twice as long each time, up to five
 * minutes, whichever process asks. A string of older settings is made anew. */
bool accounts_sign_in(struct store *s, const char *name, const char *password,
                      struct accounts_person *out, struct error *err);

/* Whether the password is one that only the person knows; else a sentence that says how
 * to choose one. To be asked for before anything is done in the person's name. */
bool accounts_has_own_password(const struct accounts_person *person, struct error *err);

/* Seconds until the account may be tried again. now: as time() says. */
int64_t accounts_wait(int failures, int64_t failed_at, int64_t now);

/* What follows is for administrators who are signed in; anybody may make the first
 * account, which has to be an administrator's, and whoever is signed in may change
 * their own password. why is never NULL or empty where it stands. block_list as in
 * password.h. */
bool accounts_may_change(const struct accounts_person *by, const char *name, bool own,
                         struct error *err);
bool accounts_add(struct store *s, const struct accounts_person *by,
                  const struct store_account *account, const char *password, const char *block_list,
                  struct error *err);
/* Somebody else's is that person's first one. Of one's own, where it was such a one, another
 * has to be chosen; by then knows that it was done. */
bool accounts_set_password(struct store *s, struct accounts_person *by, const char *name,
                           const char *password, const char *block_list, struct error *err);
bool accounts_set_role(struct store *s, const struct accounts_person *by, const char *name,
                       const char *role, const char *why, struct error *err);
bool accounts_disable(struct store *s, const struct accounts_person *by, const char *name,
                      const char *why, struct error *err);
bool accounts_enable(struct store *s, const struct accounts_person *by, const char *name,
                     const char *why, struct error *err);
/* Without a key for how long the screen of somebody who signed in is locked; 0: never.
 * ACCOUNTS_LOCK minutes until an administrator sets another time. Minutes are written
 * as decimals ("10", "0.5"), at most ACCOUNTS_LOCK_MOST of them. */
enum { ACCOUNTS_LOCK = 10, ACCOUNTS_LOCK_MOST = 24 * 60 };
bool accounts_read_minutes(const char *text, int *milliseconds); /* false: it is none */
bool accounts_lock_after(struct store *s, int *milliseconds, struct error *err);
bool accounts_set_lock_after(struct store *s, const struct accounts_person *by, const char *minutes,
                             const char *why, struct error *err);
/* Whether passwords of 8 characters may be taken, too. */
bool accounts_allow_shorter(struct store *s, const struct accounts_person *by, bool allow,
                            const char *why, struct error *err);

#endif
