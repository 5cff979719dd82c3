/*
 * The cases of a schema: small documents for which it is known what the rules
 * find, kept beside the rules (cases.xml; forms/README, 4). They are the tests
 * of the rules and the examples of the manual.
 */
#ifndef KUSEI_RULES_CASES_H
#define KUSEI_RULES_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

struct cases;

enum case_kind { CASE_FAILING, CASE_PASSING, CASE_BOUNDARY };

struct case_entry {
    const char *rule; /* the rule that it is about */
    enum case_kind kind;
    const char *at;    /* XPath of the place of the rule's finding; NULL where it does not fire */
    const char *finds; /* the ids of all findings, with a blank between them */
    int line;
};

/* Reads the file. NULL with file, line and reason: no XML, outside of the
 * vocabulary, a document that is not there. The caller frees. */
struct cases *cases_read(const char *path, struct error *err);
/* The same for whoever writes them: mistakes gets everything that is refused, and the cases
 * are those that can be made. NULL where nothing could be read, which is among the mistakes,
 * or else in err. */
struct cases *cases_read_all(const char *path, struct mistakes *mistakes, struct error *err);
void cases_free(struct cases *c); /* NULL is allowed */

/* False behind the last. Valid while the cases are. */
bool cases_entry(const struct cases *c, size_t index, struct case_entry *out);

/* Makes the case's document, and last year's where the case has one (else
 * *last_year is NULL). The caller frees both with xmlFreeDoc. False with file,
 * line and reason where an edit finds nothing to change. */
bool cases_make(const struct cases *c, size_t index, xmlDoc **doc, xmlDoc **last_year,
                struct error *err);

#endif
