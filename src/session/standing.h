/*
 * Where the pages of the open assessment stand in the review, what was remarked about
 * them, and what the author may do about it. It is read anew at the opening, after a
 * save and an action, and when somebody else did something.
 */
#ifndef KUSEI_SESSION_STANDING_H
#define KUSEI_SESSION_STANDING_H

#include "review/perform.h"
#include "review/standing.h"
#include "session/session.h"

/* Reads it anew. False with a sentence: it is as it was. */
bool session_stand(struct session *s, struct error *err);
/* The same, where something has happened in the review since, or a page was saved;
 * *done says whether. */
bool session_stand_anew(struct session *s, bool *done, struct error *err);

/* Owned by the session. The review is NULL with a sentence where its table cannot be read. */
struct review *session_review(struct session *s, struct error *err);
const struct review_standing *session_standing(const struct session *s);
struct review_actor session_actor(const struct session *s);

/* The assessment's state as people read it. */
const char *session_state_name(const struct session *s);
/* That of a page; "" while nobody has handed it on. */
const char *session_page_state(const struct session *s, size_t page);

/* Whether the page stands where nobody writes to it. */
bool session_is_handed_on(const struct session *s, size_t page);
/* Whether the page is not to be written to, and why: a sentence that says where it
 * stands, who brought it there, and what to do. take_back: what the author takes it back
 * by, for the sentence. */
bool session_is_locked(const struct session *s, size_t page, const char *take_back, char *out,
                       size_t size);
/* The same of coming and going pages. */
bool session_is_closed(const struct session *s, char *out, size_t size);

/* Whether something is unsaved on a page that was handed on. */
bool session_has_refused(const struct session *s);
/* What is unsaved on such pages goes, with its draft; everything else stays. The
 * assessment is read anew (the generation changes). */
bool session_drop_refused(struct session *s, struct error *err);

/* The open remark about the page, or one that follows it, that comes first in the order
 * in which they were made; NULL: none. */
const struct review_remark *session_first_remark(const struct session *s, size_t page);
/* Where that page was sent back to its author and a remark is open: its place. */
bool session_place_remark(const struct session *s, size_t page, struct session_place *out);

/* Does an action of the table to pages of the assessment (indices; they have to be saved)
 * and stands anew. False with the sentence of the refusal. */
bool session_perform(struct session *s, const char *action, const size_t *pages, size_t count,
                     const struct review_arguments *arguments, struct error *err);
/* The pages that can be submitted as they are: *pages, to be freed, and their number. */
bool session_find_finished(const struct session *s, size_t **pages, size_t *count,
                           struct error *err);

#endif
