/*
 * Reading pages into the caller's structs. Inside the room only.
 */
#ifndef KUSEI_STORE_PAGES_H
#define KUSEI_STORE_PAGES_H

#include "store/connection.h"
#include "store/store.h"

/* Adds the statement's columns column (path) and column + 1 (value) as a field
 * behind the page's others. False when memory is short. */
bool store_add_field(struct store_page *page, sqlite3_stmt *q, int column);

/* Adds the statement's row (id, parent, element, position, revision) as a page
 * without fields; NULL when memory is short. */
struct store_page *store_add_page(struct store_page_list *list, sqlite3_stmt *q);

/* store_read_pages within the transaction that is open. */
bool store_read_pages_here(struct store *s, int64_t assessment, struct store_page_list *out,
                           struct error *err);

#endif
