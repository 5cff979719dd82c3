/* Small schemas and documents for the tests of src/rules. */
#ifndef KUSEI_TESTS_TEST_RULES_SUPPORT_H
#define KUSEI_TESTS_TEST_RULES_SUPPORT_H

#include "rules/rules.h"

/* A schema around patterns, which begin in line 2. */
#define SCHEMA(patterns)                                                                           \
    "<schema xmlns='http://purl.oclc.org/dsdl/schematron'>\n" patterns "</schema>\n"

/* A pattern of one rule; what stands in the rule begins in line 2 as well. */
#define RULE(context, body)                                                                        \
    SCHEMA("<pattern><rule context='" context "'>" body "</rule></pattern>\n")

/* Reads a schema by way of a file. NULL with the sentence in err. */
struct rules *schema_read(const char *text, struct error *err);

/* The findings of a schema, which must be good, in a document. Each test frees
 * what it made with run_free. */
struct run_result {
    struct rules *rules;
    xmlDoc *doc;
    struct finding_list found;
};
void run_schema(struct run_result *run, const char *schema, const char *document);
void run_free(struct run_result *run);

/* Each finding as "ID path|", joined; to be freed. */
char *run_list(const struct run_result *run);

/* The findings must be these, as run_list writes them. */
void assert_found(const char *schema, const char *document, const char *expected);
/* The Japanese message of the only finding must be this. */
void assert_message(const char *schema, const char *document, const char *expected);

#endif
