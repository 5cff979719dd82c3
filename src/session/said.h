/*
 * A remark or an answer while it is typed: it goes to the store with the drafts, within a
 * second of a key, and is there again where it is begun anew. Of the session's assessment.
 */
#ifndef KUSEI_SESSION_SAID_H
#define KUSEI_SESSION_SAID_H

#include <stdint.h>

#include "session/session.h"
#include "store/remark_drafts.h"

/* What the person had typed there before; free it. NULL: nothing, or memory is short. */
char *session_said_before(struct session *s, const struct store_remark_place *place);
/* A key changed it: the clock of the draft runs. */
void session_say(struct session *s, const struct store_remark_place *place, const char *text,
                 int64_t now);
/* It was made, or given up. */
void session_end_saying(struct session *s, const struct store_remark_place *place);

#endif
