/* An era table of the tests' own, so that they do not hang on data/. */
#ifndef KUSEI_TESTS_TEXT_ERAS_H
#define KUSEI_TESTS_TEXT_ERAS_H

#include <stddef.h>

#include "text/era.h"

/* Writes content to a new temporary file; path[0..size) gets its name, which the
 * caller unlinks. Fails the test when that is not possible. */
void text_eras_write(const char *content, char *path, size_t size);

/* 明治 to 令和. The caller frees it. */
struct era_table *text_eras_read(void);

#endif
