/*
 * One action on its way: what it is decided on, and its conditions. Inside the room
 * only.
 */
#ifndef KUSEI_REVIEW_PERFORMING_H
#define KUSEI_REVIEW_PERFORMING_H

#include "review/perform.h"
#include "review/private.h"

struct performing {
    struct review *r;
    const struct review_actor *actor;
    const struct states_action *action;
    const struct review_target *target;
    const struct review_arguments *arguments;
    int64_t moves, newest; /* of the moment that it is decided on */
    struct assessment *a, *last_year;
    struct judgement judgement; /* where the action leads on */
    struct review_standing standing;
    size_t *pages; /* that it is about */
    size_t page_count;
    char digest[REVIEW_DIGEST], content[REVIEW_DIGEST]; /* of the assessment */
};

/* Whether every condition of the action is met: for a page of the list, or, page
 * (size_t)-1, for the assessment. The sentence is that of the first that is not. */
bool performing_check(const struct performing *p, size_t page, struct error *err);

/* Whether one of the two persons of the arguments, who has left, has a part in the
 * assessment, and the other can take it over. */
bool performing_check_person(const struct performing *p, struct error *err);

/* Whether there is nothing to be read in the text; NULL: there is none. */
bool performing_is_blank(const char *text);

/* Whether the receipt that came with it, if one did, is for what was handed in here. */
bool performing_check_receipt(const struct performing *p, struct error *err);

/* The page as people call it, or the assessment; the caller frees. NULL when memory is
 * short. */
char *performing_name(const struct performing *p, size_t page);

#endif
