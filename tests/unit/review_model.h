/*
 * The review as it should be, over the table that the program goes by: an assessment of
 * two pages as a handful of numbers, and what each action makes of it. What a condition
 * means is said here a second time, on purpose; test_review_states.c holds the program
 * against it.
 */
#ifndef KUSEI_TESTS_REVIEW_MODEL_H
#define KUSEI_TESTS_REVIEW_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "review/states.h"

enum person { STAFF1, STAFF2, CHIEF1, CHIEF2, MANAGER1, MANAGER2, HEAD1, HEAD2, ADMIN, CITY };
enum { PERSONS = CITY + 1, NOBODY = PERSONS };
extern const char *const person_names[PERSONS];
extern const char *const person_roles[PERSONS];

/* What may stand on a page: an error, two that the rules say nothing of, and a warning
 * without a reason, which differs from an error in nothing but its sentence. */
enum text { BLANK, GOOD, BETTER, WARNING, TEXTS };

/* Each state of the table that the model has. */
enum row { NO_ROW, ENTRY, SUBMITTED, RETURNED, APPROVED };
enum own { OPEN, SIGNED, SENT, ACCEPTED, REFUSED };

struct model_page {
    uint8_t row; /* the state it was moved to last */
    uint8_t text;
    uint8_t approved_text; /* what its approver saw */
    uint8_t last, submitter, approver;
    uint16_t editors;   /* bits: who wrote since the last approval */
    uint8_t unanswered; /* bits: texts that remarks without an answer are about */
};

struct model {
    struct model_page pages[2];
    uint16_t refused; /* bits: pairs of texts that the city sent back */
    uint8_t own, signer;
    uint8_t successor[PERSONS]; /* who stands in for whom */
};

/* Something that a person tries. */
struct attempt {
    uint8_t person, page; /* page 2: the assessment */
    uint8_t variant;      /* of an edit: the text; of a reassignment: which one */
    const struct states_action *action;
};

enum { REASSIGNMENTS = 6 };
extern const uint8_t reassignments[REASSIGNMENTS][2]; /* who has left, who takes the place */

/* The table with the places of its words that the model asks for. */
struct model_table {
    const struct states *states;
    unsigned roles[PERSONS];                              /* the bit of each person's role */
    int blank, signed_off, rows[APPROVED + 1];            /* states of pages */
    int submitted, returned, approved, owns[REFUSED + 1]; /* and of assessments */
};
void model_read_table(struct model_table *out, const struct states *states);

void model_start(struct model *m);

/* The state of a page, or (2) of the assessment, as an index of the table. */
int model_state(const struct model_table *t, const struct model *m, int page);

/* Whether it is allowed; m is then what it led to. */
bool model_do(const struct model_table *t, struct model *m, const struct attempt *try);

/* All attempts there are, one after another, from 0; false behind the last. Edits that
 * change nothing and answers to nothing are among them. Edits are to the texts before
 * `texts`. */
bool model_attempt(const struct model_table *t, size_t index, uint8_t texts, struct attempt *out);
/* Whether it is no attempt at all in this situation: an edit to the same text, an answer
 * to nothing. */
bool model_is_idle(const struct model *m, const struct attempt *try);

bool model_is_edit(const struct attempt *try);
bool model_is_same_person(const struct model *m, uint8_t doer, uint8_t person);

#endif
