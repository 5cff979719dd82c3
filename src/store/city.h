/*
 * What the city received from its wards, and what became of it. Everything is kept:
 * the bytes of every file, whether it was taken or refused, who stands for it, and the
 * days by which the submissions of a year are due. Nothing of it is changed later; what
 * counts of a ward and year, the rooms above find in the order of what was received.
 *
 * Every row is in the trail, in the same transaction. What is taken is decided on what
 * was read before; it is refused (STORE_CONFLICT) where anything was received since.
 */
#ifndef KUSEI_STORE_CITY_H
#define KUSEI_STORE_CITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/review.h"
#include "store/store.h"
#include "store/trail.h"
#include "text/error.h"

/* --- what was received ----------------------------------------------------------- */

struct store_city_signer {
    char *name, *role, *meaning;
    char *digest; /* of what that person saw */
    char *at;
};

/* The kinds. */
#define STORE_CITY_NEW        "new"        /* handed in for the first time */
#define STORE_CITY_AGAIN      "again"      /* in the place of what was received before */
#define STORE_CITY_WITHDRAWAL "withdrawal" /* takes that back */

/* Texts are "" where there is nothing. */
struct store_city_submission {
    int64_t id;   /* in the order of receiving */
    char *name;   /* of the file, as it came */
    char *digest; /* SHA-256 of its bytes, in small hexadecimal digits */
    char *ward;   /* the code; "" where nobody has proven whose it is */
    int year;     /* likewise 0 */
    char *policy, *form_version;
    char *kind;        /* STORE_CITY_... */
    char *first;       /* the number of the first receipt that it names */
    int64_t trail_seq; /* where the ward's trail was */
    char *trail_hash;
    char *content;         /* the digest of the content */
    char *signed_at;       /* when it was signed off, ISO 8601 UTC */
    char *certificate;     /* the fingerprint of the one it was signed with */
    char *rules;           /* the version of the rules that judged it */
    int warnings;          /* that they gave */
    char *refusal;         /* why it was not taken; "" where it was */
    char *detail;          /* what of that case a person should know */
    char *number;          /* of the receipt, or of the notice */
    char *received;        /* when it came, ISO 8601 UTC */
    int64_t assessment;    /* that it was about in this database; 0: none */
    char *who, *role, *at; /* who put it in here, and when */
    char *state;           /* of that assessment now */
};

struct store_city_list {
    struct store_city_submission *items; /* in the order of receiving */
    size_t count;
};

/* Of a year and, where ward is not NULL, of that ward; year 0: those of nobody. Free it
 * with store_city_list_free. */
bool store_city_read(struct store *s, int year, const char *ward, struct store_city_list *out,
                     struct error *err);
/* Frees what it holds and empties it. */
void store_city_list_free(struct store_city_list *list);

/* The last one that was received with these bytes; found says whether there is one. Free it
 * with store_city_submission_free. */
bool store_city_find(struct store *s, const char *digest, bool *found,
                     struct store_city_submission *out, struct error *err);
/* Frees what it holds and empties it. */
void store_city_submission_free(struct store_city_submission *submission);

/* Who signed off what was taken. */
struct store_city_signed {
    const char *ward; /* the code */
    int year;
    const char *name, *role, *at; /* of the last that stands for it; at: ISO 8601 UTC */
    const char *number;           /* of the receipt */
};

/* Everything that was taken of the policy and of the years first to last, in the order of
 * receiving: of a ward and year the last one counts. take says false, with a sentence, to
 * end it. */
bool store_city_each_signed(struct store *s, const char *policy, int first, int last,
                            bool (*take)(void *to, const struct store_city_signed *row,
                                         struct error *err),
                            void *to, struct error *err);

/* Whether anything was ever received here, or a day set. */
bool store_city_is_used(struct store *s, bool *used, struct error *err);

/* The last year of which anything was received or a day set; 0: none. */
bool store_city_last_year(struct store *s, int *year, struct error *err);

/* Where the trail was when it was received: the end of what was written with it. */
bool store_city_head(struct store *s, const char *number, struct store_trail_head *out,
                     struct error *err);

/* What was received last, and how many of a year were taken or refused, for the next
 * number; year 0: of nobody. */
struct store_city_count {
    int64_t newest;
    int64_t taken, refused;
};
/* All three of one moment. */
bool store_city_count(struct store *s, int year, struct store_city_count *out, struct error *err);

/* --- receiving --------------------------------------------------------------------- */

struct store_city_taking {
    int64_t newest; /* as store_city_count said */
    struct store_actor actor;
    const struct store_city_submission *is; /* id, assessment, who, role, at and state are not
                                               read; "" is stored as nothing */
    const struct store_city_signer *signers;
    size_t signer_count;
    const char *bytes;
    size_t size;

    /* The assessment that it changes; NULL: none. Its pages, as in store_create, come in
     * the place of those that are there; NULL: these stay. */
    const struct store_assessment *assessment;
    const struct store_page_list *pages;
    const char *page_state; /* of its pages, which are closed */
    const char *state;      /* of the assessment, which is closed too */
};

/* All of it or nothing: STORE_SAVED, STORE_CONFLICT or STORE_FAILED. Pages that are there
 * get a new revision where they differ, those that are no more are taken out; a page is
 * the one at the same place of the same parent, with the same element. */
enum store_saved store_city_take(struct store *s, const struct store_city_taking *taking,
                                 struct error *err);

/* --- the day ----------------------------------------------------------------------- */

struct store_city_due {
    char *day; /* 2016-05-31; "" where none is set */
    char *who, *role, *at;
};

/* By which day the submissions of the year are due, from now on. */
bool store_city_put_due(struct store *s, int year, const char *day, const struct store_actor *actor,
                        struct error *err);
/* What was set last. Free it with store_city_due_free. */
bool store_city_read_due(struct store *s, int year, struct store_city_due *out, struct error *err);
/* Frees what it holds and empties it. */
void store_city_due_free(struct store_city_due *due);

#endif
