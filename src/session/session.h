/*
 * The assessment that is open, and its safety: what is typed goes to the store
 * as a draft within a second, what is left or saved becomes a revision, what
 * somebody else saved in the meantime is never lost and never overwritten
 * without a word. It has the assessment judged when something changed, keeps the
 * findings by page and the reasons with them, and knows whether the rules are
 * still those of the last time. It knows nothing of screens and keys.
 */
#ifndef KUSEI_SESSION_SESSION_H
#define KUSEI_SESSION_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "assessment/assessment.h"
#include "assessment/rollover.h"
#include "form/catalogue.h"
#include "form/sheet.h"
#include "review/judge.h"
#include "review/rejudge.h"
#include "review/review.h"
#include "store/store.h"
#include "text/error.h"
#include "xml/libxml2.h"

struct session;

/* Whose hands it is in; the pointers must outlive the session. */
struct session_owner {
    struct store *store;
    struct catalogue *catalogue;
    const char *author;
    enum form_lang lang;
    const char *role;      /* of the author, for the trail; NULL: none */
    struct review *review; /* over that store, in that language; NULL: the session opens its own */
};

/* Opens the stored assessment, with the author's drafts over it. restored gets
 * how many pages had one; stale, how many drafts were left aside because
 * somebody saved a newer revision since: merge.h decides about them. */
struct session *session_open(const struct session_owner *owner, const char *ward_code, int year,
                             int *restored, int *stale, struct error *err);

/* What is to be begun. */
struct session_beginning {
    const struct form *form;
    const struct ward *ward;
    int year;
    int from; /* the stored year that is carried over; 0: a blank one */
};

/* Begins one and stores it. report says what was carried over (rollover_report_free);
 * it is empty for a blank one. */
struct session *session_create(const struct session_owner *owner,
                               const struct session_beginning *beginning,
                               struct rollover_report *report, struct error *err);

/* Frees; saves nothing. NULL is passed over. */
void session_free(struct session *s);

/* What it is made of; owned by the session, or by whoever opened it. */
struct assessment *session_assessment(const struct session *s);
struct store *session_store(const struct session *s);
int64_t session_id(const struct session *s); /* in the store */
enum form_lang session_lang(const struct session *s);

/* The sheet that the assessment is printed on; NULL where its form has none, or
 * none that can be read. Owned by the session. */
const struct sheet *session_sheet(struct session *s);

/* What a person calls a page (assessment_page_title), cut at a whole character. */
void session_title_page(const struct session *s, size_t page, char *out, size_t size);

/* Changes whenever every node a screen may have kept is gone (after
 * session_resolve): it then has to start from the assessment anew. */
unsigned session_generation(const struct session *s);

/* --- where the person is ------------------------------------------------- */

struct session_place {
    char page[128];  /* the page's name */
    char field[256]; /* the field's path in it; "" for none in particular */
    size_t cursor;   /* bytes into the field's text */
    int first;       /* first line shown */
    int top;         /* the line at which the field began then */
};

/* Kept with every save and draft, and there again at the next opening. */
const struct session_place *session_get_place(const struct session *s);
void session_set_place(struct session *s, const struct session_place *place);
/* The page of the place, found at once while it stays; (size_t)-1: there is none. */
size_t session_find_place(struct session *s);
/* The same; where there is none, the first page that is not finished. */
size_t session_place_page(const struct session *s);
/* The place where the work on a page goes on (assessment_first_open). */
void session_place_open(const struct session *s, size_t page, struct session_place *out);

/* --- what was typed --------------------------------------------------------- */

enum {
    SESSION_DRAFT_MS = 700,  /* from the first key that is in no draft until the draft is due: the
                              * rest of the second is for a slow disk and a busy machine */
    SESSION_RETRY_MS = 3000, /* until a draft that failed is tried again */
};

/* Something was typed: the clock of the draft runs. */
void session_touch(struct session *s, int64_t now);
/* Where the person is may be another place, which goes to the store with the draft. */
void session_moved(struct session *s, int64_t now);
/* A field was set: the rules are to be run again, too. */
void session_changed(struct session *s, int64_t now);
/* Pages or rows came or went: the findings, which may be about them, go. */
void session_restructured(struct session *s, int64_t now);

/* When the draft is due, on the clock of `now` above; 0: there is nothing to keep. */
int64_t session_draft_due(const struct session *s);
/* Keeps the draft and the place. False with a sentence: tried again later. */
bool session_save_draft(struct session *s, int64_t now, struct error *err);

struct session_conflict {
    char page[128]; /* the page's name */
    char who[128];  /* who saved it, and when (local time) */
    char when[32];
};

/* Every changed page becomes a revision. action: as in store_author. On
 * STORE_CONFLICT nothing was saved, what was typed is kept as a draft, and
 * conflict says where; merge.h decides. */
enum store_saved session_save(struct session *s, const char *action,
                              struct session_conflict *conflict, struct error *err);

/* The newest revision against which a draft stands, for the question. */
bool session_find_conflict(struct session *s, struct session_conflict *out);

/* --- findings ------------------------------------------------------------ */

/* A view on a judged finding. It is valid until the next check, and until pages
 * or rows come or go. */
struct session_finding {
    const struct judged_finding *judged;
    const struct finding *finding;
    size_t page;           /* the page it is about */
    const xmlNode *node;   /* only to be compared with a field's, never to be looked into */
    const xmlNode *around; /* the element the node stands in, the same */
    bool open;             /* only says that a field is not filled in yet */
    bool fresh;            /* the rules of before did not find it */
};

/* Whether the rules are to be run. */
bool session_check_due(const struct session *s);
/* Runs them. False with a sentence when they cannot be run; they are then not
 * due again until something changes (but where only last year's assessment
 * could not be read: then they are due again, and run without it). */
bool session_check(struct session *s, struct error *err);

/* In the order of the judgement: those that say that a required field is still
 * blank come last. The progress says the same, and they are not counted as
 * errors. */
const struct session_finding *session_findings(const struct session *s, size_t *count);
/* The finding of that rule about that node; NULL when there is none. */
const struct session_finding *session_find_finding(const struct session *s, const char *rule,
                                                   const xmlNode *node);
/* What the findings are a view on; NULL before the first check. */
const struct judgement *session_judgement(const struct session *s);
/* The version of the rules, "" before the first check. */
const char *session_rules_version(const struct session *s);
/* Last year's assessment, NULL where there is none: an operand may stand in it. */
const struct assessment *session_last_year(const struct session *s);

/* Errors, warnings that have no reason, and warnings that have one. */
void session_count_findings(const struct session *s, size_t *errors, size_t *warnings,
                            size_t *kept);
void session_count_page_findings(const struct session *s, size_t page, size_t *errors,
                                 size_t *warnings);

/* Keeps what that rule finds at that node, for a reason of the author's; an
 * empty text takes the reason away. The findings are then taken anew. False with
 * a sentence: the text cannot be stored, or there is no such finding. */
bool session_keep(struct session *s, const char *rule, const xmlNode *node, const char *text,
                  struct error *err);

/* What the rules find otherwise than when the assessment was last judged, NULL
 * where they are the same rules. It is to be told: session_untold says whether it
 * still is, session_tell that it was. With the next save, and an assessment is
 * saved when it is left, it is no difference any more. */
const struct rejudged *session_rejudged(const struct session *s);
bool session_untold(const struct session *s);
void session_tell(struct session *s);

/* Changes whenever a text of the assessment may have changed, or a page or row
 * come or gone. */
unsigned session_edits(const struct session *s);

/* Of the whole assessment, as of the last check or change. */
void session_progress(struct session *s, int *done, int *total);

#endif
