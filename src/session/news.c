/* What others saved. */
#include "config.h"

#include "session/news.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/merge.h"
#include "session/private.h"
#include "store/names.h"
#include "store/news.h"
#include "text/when.h"

static struct session_news_page *find(const struct session *s, int64_t stored)
{
    for (size_t i = 0; i < s->news.count; i++) {
        if (s->news.pages[i].stored_id == stored) {
            return &s->news.pages[i];
        }
    }
    return NULL;
}

static int64_t stored_id(const struct session *s, size_t page)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(s->assessment, &count);

    return page < count ? pages[page].stored_id : 0;
}

/* The revision that the page was read from; 0: it is not here. */
static int64_t revision_here(const struct session *s, int64_t stored)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(s->assessment, &count);
    size_t page = assessment_find_stored_page(s->assessment, stored);

    return page < count ? pages[page].revision : 0;
}

static struct session_news_page *make(struct session *s, int64_t stored)
{
    struct session_news_page *grown =
        realloc(s->news.pages, (s->news.count + 1) * sizeof(*s->news.pages));

    if (!grown) {
        return NULL;
    }
    s->news.pages = grown;
    memset(&grown[s->news.count], 0, sizeof(*grown));
    grown[s->news.count].stored_id = stored;
    return &grown[s->news.count++];
}

/* What this person saved in another window is news only where it is not here. */
static bool take(struct session *s, const struct store_news_page *p, bool *more)
{
    bool own = strcmp(p->author, s->owner.author) == 0;
    struct session_news_page *n = find(s, p->page);

    if (own && revision_here(s, p->page) == p->revision) {
        return true;
    }
    n = n ? n : make(s, p->page);
    if (!n) {
        return false;
    }
    *more = *more || n->revision != p->revision;
    n->told = n->told && n->revision == p->revision;
    n->revision = p->revision;
    snprintf(n->who, sizeof(n->who), "%s", store_person(s->owner.store, p->author));
    when_local(p->at, n->when);
    return true;
}

bool session_look_for_news(struct session *s, bool *more, struct error *err)
{
    struct store_news news;
    bool good = true;

    *more = false;
    store_persons_renew(s->owner.store);
    if (!store_read_news(s->owner.store, s->id, s->news.seen, &news, err)) {
        return false;
    }
    for (size_t i = 0; good && i < news.count; i++) {
        good = take(s, &news.pages[i], more) || error_set_memory(err);
    }
    if (good && news.count > 0) {
        s->news.seen = news.pages[news.count - 1].revision;
    }
    store_news_free(&news);
    return good;
}

bool session_has_news(const struct session *s)
{
    for (size_t i = 0; i < s->news.count; i++) {
        if (!s->news.pages[i].told) {
            return true;
        }
    }
    return false;
}

const struct session_news_page *session_news_of(const struct session *s, size_t page)
{
    const struct session_news_page *n = find(s, stored_id(s, page));

    return n && !n->told ? n : NULL;
}

void session_tell_news(struct session *s, size_t page)
{
    struct session_news_page *n = find(s, stored_id(s, page));

    if (n) {
        n->told = true;
    }
}

static bool is_behind(const struct session *s, const struct session_news_page *n)
{
    return revision_here(s, n->stored_id) < n->revision;
}

bool session_is_behind(const struct session *s, size_t page)
{
    if (page != (size_t)-1) {
        const struct session_news_page *n = find(s, stored_id(s, page));
        return n && is_behind(s, n);
    }
    for (size_t i = 0; i < s->news.count; i++) {
        if (is_behind(s, &s->news.pages[i])) {
            return true;
        }
    }
    return false;
}

static bool has_unsaved(const struct session *s)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(s->assessment, &count);

    for (size_t i = 0; i < count; i++) {
        if (pages[i].changed) {
            return true;
        }
    }
    return s->typed;
}

/* The person stays at the page, whose name may be another now. */
static bool read_anew(struct session *s, struct error *err)
{
    int64_t stored = stored_id(s, session_find_place(s));

    if (!session_read_anew(s, err)) {
        return false;
    }
    if (stored != 0) {
        session_stored_name(s, stored, s->place.page, sizeof(s->place.page));
    }
    return true;
}

bool session_catch_up(struct session *s, bool *done, struct error *err)
{
    *done = false;
    if (!session_is_behind(s, (size_t)-1) || has_unsaved(s)) {
        return true;
    }
    *done = read_anew(s, err);
    return *done;
}

/* --- from one session to the next ------------------------------------------------ */

int64_t session_news_seen(const struct session *s)
{
    int64_t seen = s->news.seen;

    for (size_t i = 0; i < s->news.count; i++) {
        const struct session_news_page *n = &s->news.pages[i];
        seen = !n->told && n->revision <= seen ? n->revision - 1 : seen;
    }
    return seen;
}

void session_begin_news(struct session *s, int64_t seen)
{
    bool more;

    s->news.seen = seen;
    if (session_look_for_news(s, &more, NULL) && seen == 0) {
        s->news.count = 0; /* the person was never here: it is all new */
    }
}

void session_drop_news(struct session *s)
{
    free(s->news.pages);
    memset(&s->news, 0, sizeof(s->news));
}
