/*
 * Memory that runs out at a chosen allocation, for tests that walk through every
 * allocation of an operation. A test program that lists failing_malloc.c and has
 * $(failing_malloc_ldflags) in its LDFLAGS gets malloc, calloc, realloc,
 * reallocarray, strdup and strndup of everything linked statically (libkusei.a) by way of here;
 * what shared libraries allocate for themselves is not touched. An XPath that is compiled
 * counts as one allocation: it may be long after it was read.
 *
 *     for (size_t n = 1;; n++) {
 *         failing_malloc_at(n);
 *         bool done = operation();
 *         if (!failing_malloc_off())
 *             break;               // fewer than n allocations: all were tried
 *         assert_false(done);      // and whatever else holds after a failure
 *     }
 */
#ifndef KUSEI_TESTS_FAILING_MALLOC_H
#define KUSEI_TESTS_FAILING_MALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* The n-th allocation from now on fails, once (1 is the next one). */
void failing_malloc_at(size_t n);

/* The n-th and every later one fails. */
void failing_malloc_from(size_t n);

/* All succeed again. Returns whether one has failed since the last call above. */
bool failing_malloc_off(void);

#endif
