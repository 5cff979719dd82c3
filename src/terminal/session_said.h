/*
 * A remark or an answer while it is typed: it goes to the store with the drafts, within a
 * second of a key, and is there again where it is begun anew. Of the session's assessment.
 */
#ifndef KUSEI_TERMINAL_SESSION_SAID_H
#define KUSEI_TERMINAL_SESSION_SAID_H

#include <stdint.h>

#include "store/remark_drafts.h"
#include "terminal/prompt.h"
#include "terminal/session.h"

/* The line in which it is typed, with what the person had typed there before behind the
 * label and the cursor at its end. NULL when memory is short. */
struct prompt *session_begin_saying(struct session *s, const struct store_remark_place *place,
                                    const char *label);
/* A key changed it: the clock of the draft runs. */
void session_say(struct session *s, const struct store_remark_place *place, const char *text,
                 int64_t now);
/* It was made, or given up. */
void session_end_saying(struct session *s, const struct store_remark_place *place);

#endif
