/*
 * The day's summary, for the person who worked and nobody else: how many fields
 * were filled, pages finished and left, and about how long it took. It is reckoned
 * from the history when it is asked for; nothing is kept for it.
 */
#ifndef KUSEI_TERMINAL_TODAY_H
#define KUSEI_TERMINAL_TODAY_H

#include <stdbool.h>

#include "form/catalogue.h"
#include "store/store.h"
#include "text/buffer.h"
#include "text/error.h"

/* Adds to out a line about the author's day (of the local time), and one for each
 * sheet that was worked on; nothing where nothing was. False with a sentence. */
bool today_describe(struct store *store, struct catalogue *catalogue, const char *author,
                    struct buffer *out, struct error *err);

#endif
