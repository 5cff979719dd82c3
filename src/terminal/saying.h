/* The line in which a remark or an answer is typed. */
#ifndef KUSEI_TERMINAL_SAYING_H
#define KUSEI_TERMINAL_SAYING_H

#include "session/said.h"
#include "terminal/prompt.h"

/* With what the person had typed there before behind the label, and the cursor at its
 * end. NULL when memory is short. */
struct prompt *saying_begin(struct session *s, const struct store_remark_place *place,
                            const char *label);

#endif
