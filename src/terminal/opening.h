/*
 * Opening an assessment from a screen: the session begins, what was left in
 * drafts is spoken of, and the outline comes up.
 */
#ifndef KUSEI_TERMINAL_OPENING_H
#define KUSEI_TERMINAL_OPENING_H

#include "terminal/screen.h"

/* Opens the stored one. Where somebody saved over what the author had typed, it
 * asks: the answer comes back as an event, for opening_answer. */
struct reply opening_open(struct app *app, const char *ward_code, int year);
struct reply opening_answer(struct app *app, char answer);

/* Says that the rules are not those of the last time, once, and not before the
 * message line is free. Returns whether it was said now. */
bool opening_tell(struct app *app);

/* Makes a new one and opens it. False with a sentence. */
bool opening_create(struct app *app, const struct form *form, const struct ward *ward, int year,
                    struct error *err);

#endif
