/*
 * Opening an assessment from a screen: the session begins, what was left in
 * drafts is spoken of, and the outline comes up.
 */
#ifndef KUSEI_TERMINAL_OPENING_H
#define KUSEI_TERMINAL_OPENING_H

#include "terminal/screen.h"

/* Opens the stored one, in the place of the one that is open (what was typed there
 * must have been saved). Where somebody saved over what the author had typed, it is
 * merged or asked about (conflict_screen.h). */
struct reply opening_open(struct app *app, const char *ward_code, int year);

/* Says that the rules are not those of the last time, once, and not before the
 * message line is free. Returns whether it was said now. */
bool opening_tell(struct app *app);
/* Whether it would be. */
bool opening_is_to_tell(const struct app *app);

/* Makes a new one and opens it; of one that was carried over, what was is said. False
 * with a sentence. */
bool opening_create(struct app *app, const struct session_beginning *beginning, struct error *err);

#endif
