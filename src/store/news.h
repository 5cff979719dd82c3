/*
 * What was saved behind a revision: who has newly been at which page.
 */
#ifndef KUSEI_STORE_NEWS_H
#define KUSEI_STORE_NEWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

/* A page's newest revision. */
struct store_news_page {
    int64_t page;
    int64_t revision;
    char *author;
    char *at; /* ISO 8601 UTC */
};

struct store_news {
    struct store_news_page *pages; /* by revision */
    size_t count;
};

/* The pages of the assessment whose newest revision is later than that one (0: all
 * of them), without those that were taken out. Free it with store_news_free. */
bool store_read_news(struct store *s, int64_t assessment, int64_t revision, struct store_news *out,
                     struct error *err);
/* Frees what it holds and empties it. */
void store_news_free(struct store_news *news);

#endif
