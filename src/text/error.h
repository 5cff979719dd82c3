/*
 * Errors are values that carry a sentence for a person: what happened, where,
 * and what to do. A function that can fail takes a `struct error *` and says
 * false or NULL; the sentence is then in err->text. The value owns no memory,
 * so reporting "out of memory" cannot fail itself.
 */
#ifndef KUSEI_TEXT_ERROR_H
#define KUSEI_TEXT_ERROR_H

#include <stdbool.h>

struct error {
    char text[1024]; /* UTF-8, one translated sentence, no newline at the end */
};

/* Writes the sentence, cut at a whole character when it does not fit. err may
 * be NULL (the caller does not want to know). Always returns false, so that a
 * function can end with `return error_set(err, ...)`. */
bool error_set(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The sentence for a failed allocation. Returns false. */
bool error_set_memory(struct error *err);

/* Puts a place in front of the sentence that is already there: "place: text".
 * Returns false. */
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
