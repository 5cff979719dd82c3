/*
 * Asking, one line after another, who has left, who takes over and why; then it is done.
 * What is refused is said, and asked again.
 */
#ifndef KUSEI_TERMINAL_REASSIGNING_H
#define KUSEI_TERMINAL_REASSIGNING_H

#include <stdbool.h>

#include "terminal/prompt.h"
#include "terminal/screen.h"

struct reassigning;

/* NULL when memory is short. */
struct reassigning *reassigning_begin(void);
void reassigning_free(struct reassigning *r); /* NULL is allowed */

/* Takes a key. False: it is over, and what became of it is said; free it. */
bool reassigning_handle(struct reassigning *r, struct app *app, const struct event *event);

/* The line that is typed. */
const struct prompt *reassigning_prompt(const struct reassigning *r);

#endif
