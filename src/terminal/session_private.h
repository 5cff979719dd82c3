/* What a session is made of; only for session.c and session_check.c. */
#ifndef KUSEI_TERMINAL_SESSION_PRIVATE_H
#define KUSEI_TERMINAL_SESSION_PRIVATE_H

#include "terminal/session.h"

struct session_tally {
    size_t errors, warnings;
};

struct session {
    struct session_owner owner;
    struct assessment *assessment;
    int64_t id;
    char *state;
    unsigned generation;
    struct session_place place;

    int64_t draft_at; /* when the draft is due; 0: nothing is in no draft */

    struct rules *rules; /* read at the first check */
    bool check_due;
    struct finding_list list;
    struct session_finding *findings; /* one for each of the list */
    struct session_tally *tallies;    /* one for each page */
    struct session_tally sum;         /* of all pages */
    size_t tally_count;

    bool progress_due;
    int done, total;
};

/* Until the next check there are none. */
void session_drop_findings(struct session *s);
/* The name of the page with that id in the store; out is left alone where
 * there is none. */
void session_stored_name(const struct session *s, int64_t stored, char *out, size_t size);

#endif
