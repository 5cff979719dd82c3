/*
 * Handing pages on: submitting them for review and taking them back, from the page and
 * from the outline. What is refused is said, and the place in the session becomes that
 * of what stands in the way.
 */
#ifndef KUSEI_TERMINAL_HANDING_H
#define KUSEI_TERMINAL_HANDING_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/screen.h"

/* Submits the page, as it is saved. *placed: it was refused, and what stands in the way
 * has a place of its own, to which the session's was moved. */
bool handing_submit(struct app *app, size_t page, bool *placed);
/* Submits all of them, or none. */
bool handing_submit_all(struct app *app, const size_t *pages, size_t count);
bool handing_take_back(struct app *app, size_t page);
/* Says that every page is finished and, where there are people who review them, how they
 * are handed on. */
void handing_say_finished(struct app *app);

#endif
