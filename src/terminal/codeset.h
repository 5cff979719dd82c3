/*
 * Whether the locale can carry Japanese text.
 */
#ifndef KUSEI_TERMINAL_CODESET_H
#define KUSEI_TERMINAL_CODESET_H

#include <stdbool.h>

#include "text/error.h"

/* False, with a sentence that says what to set, where it is not UTF-8. */
bool codeset_check(struct error *err);

#endif
