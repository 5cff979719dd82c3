/* What `verify` and `city import` share: from the options to what is asked of a
 * submission. */
#ifndef KUSEI_COMMAND_VERIFYING_H
#define KUSEI_COMMAND_VERIFYING_H

#include "command/context.h"
#include "exchange/verification.h"

struct verifying {
    struct verification_asked asked;
    char *table;            /* the path of the list of ward certificates; owned */
    struct receipt receipt; /* of --receipt, that asked points to */
};

/* STATUS_DONE, or STATUS_FAILED after saying what is missing or wrong; command is the
 * one that is named. Free *out with verifying_free in either case. */
int verifying_prepare(struct context *c, const char *command, struct verifying *out);
/* Frees what it holds. */
void verifying_free(struct verifying *v);

#endif
