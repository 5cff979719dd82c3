/*
 * The one table of the review, data/states.tsv: the roles, the states of pages and
 * of assessments, and who may do what in which of them, on which conditions. The
 * program goes by it, the tests explore it, and the manual's chapter is made from
 * it. What a condition or an effect of the table means is here in C (perform.c);
 * which action has which, and for whom, is there.
 */
#ifndef KUSEI_REVIEW_STATES_H
#define KUSEI_REVIEW_STATES_H

#include <stdbool.h>
#include <stddef.h>

#include "form/catalogue.h"
#include "form/form.h"
#include "text/error.h"

enum states_about { STATES_PAGE, STATES_ASSESSMENT };

enum states_condition {
    STATES_COMPLETE,
    STATES_REASONED,
    STATES_ANSWERED,
    STATES_REMARK,
    STATES_OTHER_THAN_EDITOR,
    STATES_OTHER_THAN_APPROVER,
    STATES_SUBMITTER,
    STATES_PASSWORD,
    STATES_SAME_DOCUMENT,
    STATES_HOLDS,
    STATES_CHANGED,
    STATES_REASON,
    STATES_TEXT,
    STATES_PERSON,
    STATES_CONDITIONS /* how many there are */
};

enum states_effect {
    STATES_RECORD_SUBMITTER,
    STATES_RECORD_APPROVER,
    STATES_NO_APPROVER,
    STATES_RECORD_SIGNATURE,
    STATES_NO_SIGNATURE,
    STATES_RECORD_STAND_IN,
    STATES_ADD_REMARK,
    STATES_ADD_ANSWER,
    STATES_EFFECTS /* how many there are */
};

/* A word of the table, as people read it. */
struct states_word {
    char *word;             /* ASCII: what is stored and typed */
    char *name[FORM_LANGS]; /* never NULL */
};

struct states_state {
    struct states_word is;
    enum states_about about;
    bool edit; /* pages in it may be written to; of an assessment: pages may come and go, and
                  the state follows from its pages */
};

enum { STATES_STAY = -1 };

struct states_action {
    struct states_word is;
    enum states_about about;
    unsigned from;       /* bit i: in the state i of the table */
    int to;              /* the state of the table it leads to, or STATES_STAY */
    unsigned roles;      /* bit i: the role i of the table may */
    unsigned conditions; /* bit of each states_condition */
    unsigned effects;    /* bit of each states_effect */
};

/* What is done to no one assessment, and by whom. */
struct states_right {
    struct states_word is;
    unsigned roles; /* bit i: the role i of the table may */
};

struct states {
    struct states_word *roles; /* the first is of those who have no account */
    size_t role_count;
    struct states_state *states;
    size_t state_count;
    struct states_action *actions;
    size_t action_count;
    struct states_right *rights;
    size_t right_count;
    struct states_word conditions[STATES_CONDITIONS], effects[STATES_EFFECTS];
    struct states_word *statements; /* what is signed, by the word of the action */
    size_t statement_count;
};

/* Reads states.tsv of the catalogue's data. NULL with file, line and reason. */
struct states *states_read(const struct catalogue *c, struct error *err);
/* s may be NULL. */
void states_free(struct states *s);

/* The place of a word in the table; -1 where it is not there. */
int states_find_role(const struct states *s, const char *word);
int states_find_state(const struct states *s, enum states_about about, const char *word);
/* NULL where there is none. */
const struct states_action *states_find_action(const struct states *s, const char *word);
const struct states_right *states_find_right(const struct states *s, const char *word);
/* The statement that an action signs; NULL where it signs none. */
const struct states_word *states_find_statement(const struct states *s, const char *action);

/* The word as people read it; the word itself where the table does not have it. */
const char *states_role_name(const struct states *s, const char *word, enum form_lang lang);
const char *states_state_name(const struct states *s, enum states_about about, const char *word,
                              enum form_lang lang);

/* What waits in that state waits for: the first action of the table that leads to a
 * state behind it, of pages or of assessments as the state is. NULL: nothing. */
const struct states_action *states_next(const struct states *s, int state);

#endif
