/* What was left out of what was typed or pasted, as a person can find it again. */
#ifndef KUSEI_TERMINAL_DROPPED_H
#define KUSEI_TERMINAL_DROPPED_H

#include <stddef.h>

#include "terminal/input.h"

/* Names the first characters that were left out, and of a paste the place of
 * each in what was pasted: "U+202E (bidi control), line 3, character 5". */
void dropped_describe(const struct input_event *in, char *out, size_t size);

#endif
