/*
 * What is shown to whoever signs off: the statement, who signs, what, the boxes of the
 * sheet, and the findings that were kept with their reasons; and the signatures that were
 * given before, with what became of them.
 */
#ifndef KUSEI_TERMINAL_SIGNING_PAPER_H
#define KUSEI_TERMINAL_SIGNING_PAPER_H

#include <stdbool.h>

#include "review/signing.h"
#include "terminal/paper.h"
#include "terminal/screen.h"

/* Writes it all. broken: why the signature that stood no longer does; NULL: nothing of
 * the kind. False with a sentence. */
bool signing_paper_write(struct app *app, const struct review_signing *signing, const char *broken,
                         struct paper *paper, struct error *err);

#endif
