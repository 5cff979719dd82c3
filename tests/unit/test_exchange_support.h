/*
 * What the tests of exchange/ share: a scratch folder, the small form of
 * tests/unit/exchange, and what it means that a file is read, faulted, refused.
 */
#ifndef KUSEI_TEST_EXCHANGE_SUPPORT_H
#define KUSEI_TEST_EXCHANGE_SUPPORT_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "exchange/reader.h"

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#ifndef UNDER_SANITIZER
#define UNDER_SANITIZER 0
#endif

struct place {
    char share[PATH_MAX];  /* with forms/mini and data/ */
    char folder[PATH_MAX]; /* scratch, empty at first */
    struct catalogue *catalogue;
};

int place_setup(void **state);
int place_teardown(void **state); /* takes the scratch folder and all in it away */

/* The path of a name in the scratch folder; the caller frees. */
char *place_path(const struct place *p, const char *name);
/* A file in it; size SIZE_MAX: the bytes are a string. */
char *place_file(const struct place *p, const char *name, const char *bytes, size_t size);
/* How many names there are in the scratch folder. */
size_t place_count(const struct place *p);

/* The bytes of a file, followed by a NUL; the caller frees. */
char *slurp(const char *path, size_t *size);

/* A document of the small form: its first page's elements replaced by inner (NULL:
 * as they are), and what stands before and in the root's start tag. */
char *document(const char *prolog, const char *attributes, const char *inner);
#define ATTRIBUTES                                                                                 \
    "policy=\"mini\" form-version=\"1\" ward-code=\"271276\" ward-name=\"北区\" "                \
    "fiscal-year=\"2015\" fiscal-year-label=\"平成27年度\" submission=\"新規\""
#define PAGE_FIELDS "<code>1</code><note>課題</note><mark>A</mark><goal>80％</goal>"

/* reader_read says no, with that in its sentence and the path in front. */
void assert_refused(const struct place *p, const char *path, const char *fragment);
/* It can be read and is wrong: a fault in that line says so. */
void assert_fault(const struct place *p, const char *path, int line, const char *fragment);
/* It is good; the caller frees the document. */
xmlDoc *assert_good(const struct place *p, const char *path);

/* The same for bytes, by way of a file. */
void assert_bytes_refused(const struct place *p, const char *bytes, size_t size,
                          const char *fragment);
void assert_text_refused(const struct place *p, const char *text, const char *fragment);
void assert_text_fault(const struct place *p, const char *text, int line, const char *fragment);
xmlDoc *assert_text_good(const struct place *p, const char *text);

#endif
