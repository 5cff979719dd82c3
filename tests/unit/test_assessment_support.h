/*
 * What the tests of assessment/ share: the real forms, the sheets of data/, and
 * the fields of a page by their paths. What goes wrong fails the test.
 */
#ifndef KUSEI_TEST_ASSESSMENT_SUPPORT_H
#define KUSEI_TEST_ASSESSMENT_SUPPORT_H

#include "assessment/assessment.h"
#include "form/catalogue.h"
#include "unit.h"

/* Of the sources' forms, from start to finish. */
extern struct catalogue *catalogue;

/* Setup and teardown of the group. */
int start(void **state);
int finish(void **state);

/* Fails with the sentence. */
void must(bool good, const struct error *err);

/* The sheet of that file in data/; the caller frees. */
struct assessment *sample(const char *name);

size_t page_named(const struct assessment *a, const char *name);
/* What is shown of the page; the caller frees. */
struct assessment_entries entries_on(const struct assessment *a, size_t page);
/* The field at a path of the page. */
struct assessment_entry field_on(const struct assessment *a, size_t page, const char *path);
void set_on(struct assessment *a, size_t page, const char *path, const char *typed);
void holds_on(const struct assessment *a, size_t page, const char *path, const char *expected);
/* A row more where the page's first repeat lets one be added. */
void add_row_on(struct assessment *a, size_t page);

#endif
