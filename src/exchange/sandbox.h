/*
 * Work on hostile bytes in a child process that has limits on processor time,
 * memory and wall-clock time, can open no file and write none. Whatever the
 * bytes do to the child, the parent only ever gets a bounded list of notices.
 */
#ifndef KUSEI_EXCHANGE_SANDBOX_H
#define KUSEI_EXCHANGE_SANDBOX_H

#include <stddef.h>

#include "exchange/notice.h"
#include "text/error.h"

struct sandbox_limits {
    int cpu_seconds;
    int wall_seconds;
    size_t memory; /* bytes of address space on top of what the program has already */
};

enum sandbox_end {
    SANDBOX_DONE,     /* the job ended; its notices are in out */
    SANDBOX_TOO_MUCH, /* it met a limit */
    SANDBOX_BROKE,    /* it died by itself */
    SANDBOX_NOT_RUN,  /* it could not be started, or reported; the sentence is in err */
};

/* The job runs in the child. It must not open files, print, or count on
 * anything it changes being there afterwards. */
enum sandbox_end sandbox_run(void (*job)(void *context, struct notices *out), void *context,
                             const struct sandbox_limits *limits, struct notices *out,
                             struct error *err);

#endif
