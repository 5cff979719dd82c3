/*
 * Pages that come and go while others are handed on: whether that can be saved is asked
 * before it is done. A page that was handed on keeps the name of the page it follows, so
 * that nothing may come or go that would give that one another name.
 */
#ifndef KUSEI_SESSION_STRUCTURE_H
#define KUSEI_SESSION_STRUCTURE_H

#include "session/session.h"

/* Whether a page may come behind that one, or go. False with a sentence that says which
 * page stands in the way. */
bool session_may_add(struct session *s, size_t page, struct error *err);
bool session_may_remove(struct session *s, size_t page, struct error *err);

#endif
