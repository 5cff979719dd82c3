/*
 * Where somebody else saved a newer revision of what was typed here: what only
 * one side changed is merged without a question, and the rest is decided about
 * on a screen of its own, field by field.
 */
#ifndef KUSEI_TERMINAL_CONFLICT_SCREEN_H
#define KUSEI_TERMINAL_CONFLICT_SCREEN_H

#include "terminal/screen.h"

/* Merges what needs no question, says so, and *open says whether there is
 * something left for the screen to ask: then nothing has been merged yet. The
 * session's generation changes. False with a sentence. */
bool conflict_settle(struct app *app, bool *open, struct error *err);

#endif
