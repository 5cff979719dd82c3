/* What `kusei verify` prints of one file. It judges nothing. */
#ifndef KUSEI_COMMAND_VERIFY_REPORT_H
#define KUSEI_COMMAND_VERIFY_REPORT_H

#include <stdbool.h>

#include "exchange/verification.h"

struct verify_report {
    const char *file;
    const struct verification_asked *asked;
    bool json;
    bool now; /* it was asked for the present, not for another moment */
    const struct verification *found;
};

/* Lines for people, or the object that scripts rely on. False when memory or stdout
 * failed. */
bool verify_report_print(const struct verify_report *r);

#endif
