/*
 * Who is at which page at this moment. It hinders nobody and saves nothing: it
 * is there so that the second at a page knows of the first before typing. A
 * process that says nothing for STORE_PRESENCE_SECONDS, or that is no more, is
 * not there. All processes that share a file are on one host (store.h), so a
 * process is named by its number.
 */
#ifndef KUSEI_STORE_PRESENCE_H
#define KUSEI_STORE_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

enum { STORE_PRESENCE_SECONDS = 60 };

struct store_present {
    char *author;
    int64_t process;
    char *since; /* at this page, ISO 8601 UTC */
};

struct store_present_list {
    struct store_present *items; /* who came first, first */
    size_t count;
};

/* The author's process is at the page, still or from now on; it is at one page
 * of one assessment at a time. Those who have said nothing for long are
 * forgotten. */
bool store_put_presence(struct store *s, int64_t assessment, int64_t page, const char *author,
                        int64_t process, struct error *err);
/* It is at no page any more; also true where it was at none. */
bool store_drop_presence(struct store *s, const char *author, int64_t process, struct error *err);
/* The others at the page. The caller frees the list with store_present_list_free. */
bool store_read_presence(struct store *s, int64_t page, const char *author, int64_t process,
                         struct store_present_list *out, struct error *err);
/* Frees what the list holds and empties it. */
void store_present_list_free(struct store_present_list *list);

#endif
