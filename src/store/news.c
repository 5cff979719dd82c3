#include "store/news.h"

#include <stdlib.h>

#include "store/connection.h"

/* From the assessment's pages, so that it takes the same time however many
 * revisions the file has. */
static const char news_sql[] =
    "SELECT p.id, r.id, r.author, r.at FROM page p\n"
    "JOIN revision r ON r.id = (SELECT max(n.id) FROM revision n WHERE n.page = p.id)\n"
    "WHERE p.assessment = ?1 AND p.removed IS NULL AND r.id > ?2 ORDER BY r.id";

static bool add_page(void *list, sqlite3_stmt *q)
{
    struct store_news *out = list;
    struct store_news_page *pages = store_grow(out->pages, out->count, sizeof *pages);
    if (pages == NULL) {
        return false;
    }
    out->pages = pages;
    struct store_news_page *p = &pages[out->count++];
    *p = (struct store_news_page){
        .page = sqlite3_column_int64(q, 0),
        .revision = sqlite3_column_int64(q, 1),
        .author = store_text(q, 2),
        .at = store_text(q, 3),
    };
    return p->author != NULL && p->at != NULL;
}

bool store_read_news(struct store *s, int64_t assessment, int64_t revision, struct store_news *out,
                     struct error *err)
{
    *out = (struct store_news){0};
    bool good = store_each(s, store_query(s, err, news_sql, "ll", assessment, revision), add_page,
                           out, err);
    if (!good) {
        store_news_free(out);
    }
    return good;
}

void store_news_free(struct store_news *news)
{
    for (size_t i = 0; i < news->count; i++) {
        free(news->pages[i].author);
        free(news->pages[i].at);
    }
    free(news->pages);
    *news = (struct store_news){0};
}
