/* What a session is made of; only for the files session*.c. */
#ifndef KUSEI_SESSION_PRIVATE_H
#define KUSEI_SESSION_PRIVATE_H

#include "review/standing.h"
#include "session/beside.h"
#include "session/news.h"
#include "session/session.h"
#include "store/remark_drafts.h"

enum { SESSION_PLACE_SIZE = 512 }; /* of a place as a line of text */

struct session_tally {
    size_t errors, warnings;
};

struct session {
    struct session_owner owner;
    struct assessment *assessment;
    int64_t id;
    unsigned generation;
    struct session_place place;
    size_t at;                           /* the page where the place was found the last time */
    char kept_place[SESSION_PLACE_SIZE]; /* as it is in the store */

    int64_t draft_at; /* when the draft is due; 0: nothing is in no draft */
    bool typed;       /* and that is not only where the person is */
    struct {
        char *text; /* a remark or an answer that is in no draft; NULL: there is none */
        struct store_remark_place place;
        char field[256];
    } said;

    const struct judge *judge;    /* the review's, from the first check on, */
    struct assessment *last_year; /* and last year's with it; NULL: none */
    bool last_year_sought;
    bool check_due;
    bool judged; /* `judgement` and what follows are filled */
    struct judgement judgement;
    struct session_finding *findings; /* one for each of the judgement */
    struct session_tally *tallies;    /* one for each page */
    size_t tally_count;
    unsigned edits;

    struct sheet *sheet; /* read when it is first asked for; NULL: none */
    bool sheet_sought;

    bool compared; /* with what the rules said the last time */
    bool created;  /* it is new: the first judgement is kept at once */
    bool changed, told;
    struct rejudged rejudged; /* where they have changed */

    struct beside beside;

    struct review *review;
    struct review_standing standing;
    bool stood; /* `standing` is filled */

    bool progress_due;
    int done, total;

    struct {
        struct session_news_page *pages;
        size_t count;
        int64_t seen; /* the newest revision when it was last looked for */
    } news;
};

/* Until the next check there are none. */
void session_drop_findings(struct session *s);
/* Everything that the checks have opened. */
void session_close_checks(struct session *s);
/* Before a save: the reasons are brought up to date with what the rules say. */
bool session_settle(struct session *s, struct error *err);
/* After it: what the rules said is kept. */
void session_record(struct session *s);
/* The revision up to which the person knows everything, and the news behind it as
 * the assessment is opened; 0: the person was never here. */
int64_t session_news_seen(const struct session *s);
void session_begin_news(struct session *s, int64_t seen);
void session_drop_news(struct session *s);
/* What is half said goes to the store. */
bool session_keep_said(struct session *s, struct error *err);
/* What the review of it has opened. */
void session_close_standing(struct session *s);
/* Who saved that page of the assessment last, or took it out. */
void session_fill_conflict(struct session *s, int64_t stored, size_t page,
                           struct session_conflict *out);
/* The name of the page with that id in the store; out is left alone where
 * there is none. */
void session_stored_name(const struct session *s, int64_t stored, char *out, size_t size);

#endif
