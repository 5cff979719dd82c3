/*
 * An account as the trail tells it: one line,
 *
 *     role=ROLE disabled=WHEN password=HEX [first=yes ]created=WHEN display=NAME
 *
 * WHEN is ISO 8601 UTC, or "-" where it is not disabled; HEX is the SHA-256 of the
 * password string in 64 small hexadecimal digits (which has a salt in it: whoever
 * reads the line can guess no password from it). "first=yes" stands there where it is
 * the one that an administrator set. Inside the room only.
 */
#ifndef KUSEI_STORE_ACCOUNT_STATE_H
#define KUSEI_STORE_ACCOUNT_STATE_H

#include <sqlite3.h>

/* All accounts: name, display, role, password, created, disabled, first_password. */
extern const char account_state_sql[];

/* The line for the row of such a query, whichever accounts it asks for. NULL when
 * memory is short; the caller frees. */
char *account_state_of(sqlite3_stmt *q);

#endif
