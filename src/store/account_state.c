#include "store/account_state.h"

#include <sodium.h>

#include "store/trail.h"
#include "text/buffer.h"

const char account_state_sql[] = "SELECT name, display, role, password, created, disabled, "
                                 "first_password FROM account ORDER BY name";

static void add(struct buffer *b, const char *name, sqlite3_stmt *q, int column)
{
    bool none = sqlite3_column_type(q, column) == SQLITE_NULL;
    const char *text = none ? "-" : (const char *)sqlite3_column_text(q, column);
    b->failed = b->failed || text == NULL;
    buffer_append_string(b, name);
    buffer_append_string(b, text == NULL ? "" : text);
}

char *account_state_of(sqlite3_stmt *q)
{
    unsigned char hash[STORE_HASH_SIZE];
    char hex[STORE_HASH_HEX];
    struct buffer b = BUFFER_INIT;
    const unsigned char *password = sqlite3_column_text(q, 3);
    b.failed = password == NULL;
    crypto_hash_sha256(hash, password, (unsigned long long)sqlite3_column_bytes(q, 3));
    store_hash_hex(hash, hex);
    add(&b, "role=", q, 2);
    add(&b, " disabled=", q, 5);
    buffer_append_format(&b, " password=%s", hex);
    if (sqlite3_column_int(q, 6) != 0) {
        buffer_append_string(&b, " first=yes");
    }
    add(&b, " created=", q, 4);
    add(&b, " display=", q, 1);
    return buffer_take(&b);
}
