/*
 * Accounts: who may sign in, in which role, and the password string that
 * review/accounts.h made. It knows neither passwords nor what a role may do. An
 * account is never deleted, so that a name of the trail stays one person's. Names
 * are told apart as people read them: those that differ only in width or in small
 * and capital letters are one.
 *
 * Every change adds its row to the trail in the same transaction: the action
 * "account-add", "account-role", ...; old and new as in account_state.h.
 */
#ifndef KUSEI_STORE_ACCOUNTS_H
#define KUSEI_STORE_ACCOUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

struct store_account {
    char *name;
    char *display;       /* as people write it; may be "" */
    char *role;          /* a word of review/'s table */
    char *password;      /* a string of review/accounts.c */
    char *created;       /* ISO 8601 UTC */
    char *disabled;      /* since when; "" where it is in use */
    int failures;        /* wrong passwords since the last right one */
    int64_t failed_at;   /* the last of them, in seconds since 1970 */
    bool first_password; /* it is the one that an administrator set */
};

struct store_account_list {
    struct store_account *items; /* by name */
    size_t count;
};

/* All of them. Free the list with store_account_list_free. */
bool store_accounts(struct store *s, struct store_account_list *out, struct error *err);
/* Frees what the list holds and empties it. */
void store_account_list_free(struct store_account_list *list);
/* Whether there is one. */
bool store_has_account(struct store *s, bool *has, struct error *err);
/* The one of that name, however it is typed; found says whether there is one, and is false
 * after an error. Free it with store_account_free. */
bool store_find_account(struct store *s, const char *name, bool *found, struct store_account *out,
                        struct error *err);
/* Frees what it holds and empties it. */
void store_account_free(struct store_account *a);

/* Who makes a change, and why (NULL: no reason was asked for). */
struct store_account_change {
    const char *who, *role, *why;
};

/* Adds one: name, display, role, password and first_password are read. first: only where there is
 * none yet. Refused where the name, or that first place, is taken. */
bool store_add_account(struct store *s, const struct store_account *a, bool first,
                       const struct store_account_change *by, struct error *err);

enum store_account_part {
    STORE_ACCOUNT_ROLE,
    STORE_ACCOUNT_PASSWORD,       /* the person's own; the count of failures goes to 0 */
    STORE_ACCOUNT_FIRST_PASSWORD, /* the same, set by an administrator */
    STORE_ACCOUNT_REHASH,         /* the same password in a new string */
    STORE_ACCOUNT_DISABLE,        /* value is not read */
    STORE_ACCOUNT_ENABLE,         /* value is not read; the count of failures goes to 0 */
};
/* Changes one part of the account of exactly that name. keep_role: refused where
 * nobody who is not disabled would have that role any more; NULL: no such role. */
bool store_change_account(struct store *s, const char *name, enum store_account_part part,
                          const char *value, const char *keep_role,
                          const struct store_account_change *by, struct error *err);

/* Counts a wrong password before it is known to be wrong, so that many at once are
 * counted, too. taken is false where another was counted since the account was
 * read. */
bool store_account_attempt(struct store *s, const struct store_account *a, int64_t now, bool *taken,
                           struct error *err);
/* It was right, or (not) wrong indeed: a row of the trail, "sign-in" or
 * "sign-in-failed"; where it was right, the count goes to 0. */
bool store_account_outcome(struct store *s, const struct store_account *a, bool right,
                           struct error *err);

/* A setting of the whole file; "" where it was never set. The caller frees. */
bool store_read_setting(struct store *s, const char *name, char **value, struct error *err);
bool store_put_setting(struct store *s, const char *name, const char *value,
                       const struct store_account_change *by, struct error *err);

#endif
