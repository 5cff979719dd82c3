/*
 * What the tests of the review share: a form of two pages, each with one text, rules
 * over them, a real database, and people. What goes wrong fails the test.
 */
#ifndef KUSEI_TESTS_REVIEW_STAGE_H
#define KUSEI_TESTS_REVIEW_STAGE_H

#include "review/changes.h"
#include "review/perform.h"
#include "review/signing.h"
#include "store_fixture.h"

enum { COVER, ROW, PAGES }; /* the two pages */

/* Texts, by what the rules say of them: an error (KS-1), nothing, and a warning (KS-2). */
#define TEXT_BLANK   ""
#define TEXT_GOOD    "甲の取組"
#define TEXT_BETTER  "乙の取組"
#define TEXT_WARNING "注意"

struct stage {
    struct fixture *files;
    struct catalogue *catalogue;
    struct store *store;
    struct review *review;
    int64_t pages[PAGES]; /* their ids in the store */
};

/* Setup and teardown: an assessment of ward 271276 for 2015 by "admin", blank. */
int stage_make(void **state);
int stage_remove(void **state);

#define STAGE_WARD "271276"
enum { STAGE_YEAR = 2015 };

/* A person; the role is the name without its number: "chief2" is a chief. They have
 * always just given the password. */
struct review_actor stage_person(const char *name);
/* Gives that person an account in the store. */
void stage_account(struct stage *t, const char *name);

/* The assessment as it is stored; the caller frees. */
struct assessment *stage_open(const struct stage *t);
/* The path of a page's text. */
const char *stage_field(int page);

/* Writes the page's text and saves it, as a screen does. False with the sentence. */
bool stage_try_write(struct stage *t, const char *name, int page, const char *text,
                     struct error *err);
void stage_write(struct stage *t, const char *name, int page, const char *text);
/* Saves what was changed in it, as a screen does. False with the sentence. */
bool stage_save(struct stage *t, const char *name, struct assessment *a, struct error *err);
/* Gives a reason for the page's warning, and saves it. */
void stage_keep(struct stage *t, const char *name, int page, const char *why);

/* An action about one page, or with PAGES about the assessment; arguments as in
 * review_perform, with what the action needs filled in where it is missing: a reason, a
 * text, and of a document the digest it has now. */
bool stage_try(struct stage *t, const char *name, const char *action, int page,
               const struct review_arguments *arguments, struct error *err);
void stage_do(struct stage *t, const char *name, const char *action, int page);
/* It is refused, with words in the sentence (NULL at the end). */
void stage_refuses(struct stage *t, const char *name, const char *action, int page,
                   const char *const *words);

/* Both pages written by staff1, submitted, and approved by chief1. */
void stage_approve(struct stage *t);

/* The state of a page (PAGES: of the assessment), as the table has it. */
const char *stage_state(struct stage *t, int page);
void stage_is(struct stage *t, int page, const char *state);

/* Past everything: runs SQL on the file, without its triggers. */
void stage_tamper(struct stage *t, const char *sql);

#endif
