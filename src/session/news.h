/*
 * What others saved: the pages that somebody else saved since this person last had
 * the sheet open, or while it is. A page is news until the person has been told of
 * it; what is not told is news again the next time.
 */
#ifndef KUSEI_SESSION_NEWS_H
#define KUSEI_SESSION_NEWS_H

#include "session/session.h"

struct session_news_page {
    int64_t stored_id;
    int64_t revision; /* in the store, the newest */
    char who[128];    /* who saved it, and when (local time) */
    char when[32];
    bool told; /* the person knows */
};

/* Looks into the store. *more says whether there is any that was not known. False
 * with a sentence. */
bool session_look_for_news(struct session *s, bool *more, struct error *err);

/* Whether there is any that the person does not know of. */
bool session_has_news(const struct session *s);
/* That of the page; NULL: none, or the person knows. Valid until it is looked for or told. */
const struct session_news_page *session_news_of(const struct session *s, size_t page);
/* The person knows of it. */
void session_tell_news(struct session *s, size_t page);

/* Whether the page is newer in the store than here; (size_t)-1: any page. */
bool session_is_behind(const struct session *s, size_t page);
/* Reads the assessment anew where it is behind and nothing is unsaved, so that
 * nothing typed could be touched; the generation then changes. *done says whether
 * it was. False with a sentence: it is as it was. */
bool session_catch_up(struct session *s, bool *done, struct error *err);

#endif
