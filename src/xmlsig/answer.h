/*
 * What the program answers on standard output: "ok" or "no CODE", a line for
 * each thing it has to say ("name value"), an empty line, and bytes to the end.
 * The codes are those of exchange/refusal.h, which has a sentence for each.
 */
#ifndef KUSEI_XMLSIG_ANSWER_H
#define KUSEI_XMLSIG_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

struct answer {
    const char *code;    /* NULL: yes */
    struct buffer lines; /* "name value\n" each */
    struct buffer bytes;
};

#define ANSWER_INIT                                                                                \
    {                                                                                              \
        NULL, BUFFER_INIT, BUFFER_INIT                                                             \
    }

/* The first code stays. detail (may be NULL): what a person needs to know of this
 * case. Returns false. */
bool answer_refuse(struct answer *a, const char *code, const char *detail);

/* A line; line breaks in the value become blanks. */
void answer_say(struct answer *a, const char *name, const char *value);

/* Writes it. 0, or 2 when that failed: the exit status. */
int answer_print(struct answer *a);
void answer_free(struct answer *a);

#endif
