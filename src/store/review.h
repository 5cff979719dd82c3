/*
 * Where pages and assessments stand in the review, as the rooms above decide it:
 * states are words to this room, which knows of none what it means. What it does
 * know is what may no longer be changed: no revision is added to a page, and no
 * page to an assessment, whose last move said that it is not open.
 *
 * Every move is in the trail, in the same transaction. A move is decided on what
 * was read before; it is refused (STORE_CONFLICT) where anything of the
 * assessment's pages or of its review has changed since.
 */
#ifndef KUSEI_STORE_REVIEW_H
#define KUSEI_STORE_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

/* --- what stands there ----------------------------------------------------------- */

/* A page that was moved once. Texts are "" where there is nothing. */
struct store_review_page {
    int64_t page;
    int64_t revision; /* that it was moved with */
    int64_t newest;   /* its newest revision */
    char *state;
    char *who, *role, *at; /* who moved it last */
    char *submitter, *submitter_role, *submitted_at;
    char *approver, *approver_role, *approved_at; /* whose approval holds */
    int64_t approved_revision;                    /* that was approved last; 0: none */
};

/* Who wrote at a page since its last approval; where nobody did, who wrote last.
 * A page's first, blank revision is nobody's. */
struct store_review_editor {
    int64_t page;
    char *name;
};

struct store_signature {
    int64_t id;
    char *who, *role, *at;
    char *meaning; /* the statement that was signed */
    char *digest;  /* of the document */
    char *content; /* of the document without what says how it is handed in */
    char *ended;   /* the word of what ended it; "" while it stands */
    char *ended_at;
};

/* What the city gave for what it took. */
struct store_receipt {
    int64_t id;
    char *number;
    int64_t trail_seq;     /* where the trail was then; 0: only the number is known */
    char *trail_hash;      /* in small hexadecimal digits; "" then */
    char *content;         /* the digest of the content */
    char *who, *role, *at; /* who brought it in here */
};

struct store_stand_in {
    char *person, *successor;
    char *who, *at, *why;
};

struct store_review {
    int64_t assessment;
    int64_t moves;  /* how often anything of the review was changed */
    int64_t newest; /* the newest revision of all its pages */
    char *state;    /* the assessment's own */
    struct store_review_page *pages;
    size_t page_count;
    struct store_review_editor *editors; /* by page */
    size_t editor_count;
    struct store_signature *signatures; /* oldest first */
    size_t signature_count;
    struct store_receipt *receipts; /* oldest first */
    size_t receipt_count;
    struct store_stand_in *stand_ins; /* oldest first */
    size_t stand_in_count;
};

/* All of one moment, without the pages that were taken out. Free it with
 * store_review_free. */
bool store_read_review(struct store *s, int64_t assessment, struct store_review *out,
                       struct error *err);
/* Frees what it holds and empties it. */
void store_review_free(struct store_review *review);

/* --- moves ------------------------------------------------------------------------- */

/* Who does something. */
struct store_actor {
    const char *name;
    const char *role;
};

struct store_review_move {
    int64_t page;
    int64_t revision; /* the one that is moved */
    const char *from; /* for the trail */
    const char *state;
    bool open;       /* the page may be changed */
    bool submitted;  /* the actor is its submitter from now on */
    bool approved;   /* the actor is its approver from now on */
    bool unapproved; /* it has no approver any more */
    bool silent;     /* goes along with another: no row in the trail */
};

struct store_review_change {
    int64_t assessment;
    int64_t moves, newest; /* as store_read_review said */
    struct store_actor actor;
    const char *action; /* for the trail */
    const char *why;    /* the reason given, or NULL */
    const struct store_review_move *pages;
    size_t page_count;
    const char *from;  /* the assessment's state, for the trail; NULL: it was not moved */
    const char *to;    /* the same behind it */
    const char *state; /* the assessment's own from now on; NULL: as it was */
    bool open;         /* read where state is not NULL: pages may be put in */
    const struct store_signature *sign; /* meaning, digest and content of a new one; or NULL */
    const char *ended;              /* ends the signature that stands, with this word; or NULL */
    const char *person, *successor; /* who stands in for whom from now on; or NULL */
    const struct store_receipt *receipt; /* number, trail_seq, trail_hash and content of a new one;
                                            or NULL */
};

/* All of it or nothing. STORE_SAVED, STORE_CONFLICT or STORE_FAILED. */
enum store_saved store_change_review(struct store *s, const struct store_review_change *change,
                                     struct error *err);

/* --- who looked at what -------------------------------------------------------------- */

struct store_looked {
    int64_t page;
    int64_t revision;
    int64_t remark, answer; /* the last ones there were; 0: none */
};

struct store_looked_list {
    struct store_looked *items; /* by page */
    size_t count;
};

/* The person has seen the page in that revision, with what was said of it up to that
 * remark and that answer. Where that is known already, nothing is written. */
bool store_put_looked(struct store *s, const struct store_actor *actor,
                      const struct store_looked *looked, struct error *err);
/* What the person has seen of an assessment. The caller frees the list's items. */
bool store_read_looked(struct store *s, int64_t assessment, const char *person,
                       struct store_looked_list *out, struct error *err);

/* A page that was taken out behind the last time the person looked at it or, of one
 * never looked at, behind its last approval. */
struct store_gone_page {
    int64_t page;
    int64_t known;    /* the revision that the person looked at, or that was approved */
    int64_t revision; /* the one that took it out */
    char *who, *at;
};

struct store_gone_list {
    struct store_gone_page *items; /* in the order they were put in */
    size_t count;
};

/* Those of an assessment, until store_put_looked says that the person knows. Free it with
 * store_gone_list_free. */
bool store_read_gone(struct store *s, int64_t assessment, const char *person,
                     struct store_gone_list *out, struct error *err);
/* Frees what it holds and empties it. */
void store_gone_list_free(struct store_gone_list *list);

/* --- over all assessments -------------------------------------------------------------- */

/* How many pages of an assessment are in a state. Of pages that were never moved, or
 * were closed in another revision than their newest, the state is "". */
struct store_tally {
    int64_t assessment;
    char *state;
    size_t pages;
    size_t own; /* of them, those the person wrote at (see store_review_editor) */
};

struct store_tally_list {
    struct store_tally *items; /* by assessment */
    size_t count;
};

/* When the assessment itself was brought to that state last, by the trail; NULL where it
 * never was (a state that follows from its pages is not in it). The caller frees. */
bool store_read_moved_at(struct store *s, int64_t assessment, const char *state, char **at,
                         struct error *err);

/* Of every assessment that has anything in review; person may be NULL. Free it with
 * store_tally_free. */
bool store_read_tally(struct store *s, const char *person, struct store_tally_list *out,
                      struct error *err);
/* Frees what it holds and empties it. */
void store_tally_free(struct store_tally_list *list);

#endif
