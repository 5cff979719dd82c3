/* What the two halves of reading share: the schema (read.c) and the asserts
 * and reports in it (read_test.c). */
#ifndef KUSEI_RULES_READ_H
#define KUSEI_RULES_READ_H

#include "rules/expression.h"
#include "rules/schema.h"
#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

struct rules_reader {
    struct rules *rules;
    const xmlNode *diagnostics; /* the element, or NULL when there is none */
    xmlHashTablePtr ids;        /* its children by id; the first where an id is given twice */
    struct error *err;
    struct mistakes *mistakes; /* gets what is refused, and the reading goes on; NULL: it ends */
};

/* Whether to go on behind what was just refused: it is among the mistakes then. */
bool rules_go_on(const struct rules_reader *in);

/* The first element child, and the next element behind a node; of that name
 * where name is not NULL. */
const xmlNode *rules_first_element(const xmlNode *parent, const char *name);
const xmlNode *rules_next_element(const xmlNode *node, const char *name);

/* A copy of an attribute's value; NULL with a sentence when memory is short. */
char *rules_copy_attribute(const struct rules_reader *in, const xmlNode *node, const char *name);

/* An expression as it is written, on one line; the caller frees. NULL when memory is short. */
char *rules_written(const char *text);

/* The expression in an attribute; NULL with a sentence that has file and line. */
struct expression *rules_read_expression(const struct rules_reader *in,
                                         const struct rules_scope *scope, const xmlNode *node,
                                         const char *name, bool kept);

/* Puts "file:line" in front of the sentence in in->err. Returns false. */
bool rules_place_error(const struct rules_reader *in, const xmlNode *node);

/* Reads the file of that name from the schema's folder for document(), once.
 * False with a sentence that has no place in it. */
bool rules_read_document(struct rules *r, const char *name, size_t size, struct error *err);

/* Reads an assert or report into test, which is zeroed and stays good for
 * freeing whatever happens. */
bool rules_read_test(const struct rules_reader *in, const struct rules_scope *scope,
                     const xmlNode *node, struct rules_test *test);

/* Whether every diagnostic belongs to a test; the first that does not is an error. */
bool rules_check_diagnostics(const struct rules_reader *in);

#endif
