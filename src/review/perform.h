/*
 * Actions: the only way a state changes. Every one is decided on the assessment as it
 * is stored, with all rules run over it, by the table (states.h) and nothing else; it is
 * written, with its row in the trail, in one transaction that is refused where anything
 * it was decided on has changed meanwhile. What is refused comes with a sentence that
 * says why and what to do, and has changed nothing.
 */
#ifndef KUSEI_REVIEW_PERFORM_H
#define KUSEI_REVIEW_PERFORM_H

#include "review/review.h"

/* What the action is about. */
struct review_target {
    const char *ward_code;
    int year;
    /* Of an action about pages: their ids in the store. count 0: every page that is in a
     * state the action leads on from; none is refused. */
    const int64_t *pages;
    size_t count;
};

/* A receipt of the city, as it stands there, or the notice that it did not take it. */
struct review_receipt {
    bool refused;   /* it is such a notice */
    bool withdrawn; /* it is for what was taken back */
    const char *number;
    const char *ward; /* the code */
    int year;
    int64_t trail_seq;
    const char *trail_hash, *content; /* in small hexadecimal digits */
};

/* What goes with it; which of it an action needs, its conditions say. The others are
 * not read. */
struct review_arguments {
    const char *why; /* reason */
    const char *text;
    const char *field;              /* remark: path in the page; NULL: the page as a whole */
    int64_t remark;                 /* answer: its number */
    const char *person, *successor; /* reassign: who has left, and who takes the place: an account
                                       in use, whose role moves pages on */
    const struct review_receipt *receipt; /* of the city: accept, refuse; NULL: none */
    const char *receipt_number; /* accept without the receipt itself: its number, which the next
                                   submission names; NULL: not said */
    const char *digest;         /* same-document: as review_signing gave it */
    int64_t shown;            /* password: when the person was asked, as review_signing gave it; the
                                 password has to have been given since */
    const int64_t *revisions; /* of each page of the target, the one that was looked at: refused
                                 where it is another now; NULL: whichever it is */
};

/* Does it, or says why not. */
bool review_perform(struct review *r, const struct review_actor *actor, const char *action,
                    const struct review_target *target, const struct review_arguments *arguments,
                    struct error *err);

struct review_standing;
/* Whether the actor's role may do it in the state the page (or, page (size_t)-1, the
 * assessment) is in: what a screen offers. Its other conditions are not looked at. */
bool review_offers(const struct review *r, const struct review_actor *actor,
                   const struct review_standing *standing, const struct states_action *action,
                   size_t page);

/* Brings a signature that no longer holds to its end, in the trail too; to be called
 * where standing says that it is broken. review_perform does it first of all. */
bool review_settle(struct review *r, const struct assessment *a,
                   const struct review_standing *standing, struct error *err);

#endif
