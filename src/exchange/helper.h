/*
 * Another program, run without a shell: it gets bytes on its standard input,
 * and what it writes to its standard output comes back. Its messages go where
 * this program's go. A secret reaches it by a pipe, never by its arguments or
 * its environment.
 */
#ifndef KUSEI_EXCHANGE_HELPER_H
#define KUSEI_EXCHANGE_HELPER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"
#include "text/error.h"

enum {
    HELPER_SECRET_FD = 3,                 /* where the program reads the secret */
    HELPER_MAX_SECRET = 2048,             /* bytes, so that it fits into the pipe at once */
    HELPER_MAX_ANSWER = 64 * 1024 * 1024, /* bytes; more ends the program */
};

struct helper {
    char *const *argv; /* ends with NULL; argv[0] is a path, or a name that is looked for in PATH */
    const char *input;
    size_t input_size;
    const char *secret; /* NULL: there is none, and the descriptor is closed */
    size_t secret_size;
    int seconds; /* by the clock on the wall; 0: as long as it takes (a person may have to type) */
};

enum helper_end {
    HELPER_DONE,     /* it ended by itself; *status is its exit status */
    HELPER_TOO_MUCH, /* it met a limit of time, memory or size, and is gone */
    HELPER_BROKE,    /* a signal ended it */
    HELPER_NOT_RUN,  /* it could not be started; the sentence is in err */
};

/* Runs it to its end. What it wrote is put at the end of out. */
enum helper_end helper_run(const struct helper *h, struct buffer *out, int *status,
                           struct error *err);

#endif
