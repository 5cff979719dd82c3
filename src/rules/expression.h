/*
 * XPath 1.0 expressions and rule contexts, vetted when the schema is read, so
 * that a wrong name is an error with a line and not a rule that never fires.
 * libxml2 itself looks functions, variables and prefixes up only when it runs
 * into them.
 */
#ifndef KUSEI_RULES_EXPRESSION_H
#define KUSEI_RULES_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/schema.h"
#include "text/error.h"

/* What an expression may refer to: the namespaces of the schema, and the
 * variables of the scopes it stands in (NULL where a scope is not open). */
struct rules_scope {
    struct rules *rules; /* document() adds to its files */
    const struct rules_lets *pattern;
    const struct rules_lets *rule;
};

/* The variable of that name that is in scope, or NULL. */
const struct rules_let *rules_scope_find(const struct rules_scope *scope, const char *name,
                                         size_t size);

/* The expression of that text, compiled at once where kept (form/expression.h); the schema
 * owns it. NULL with a sentence that has no place in it (the caller puts it in front): not
 * XPath 1.0, or a function, variable or prefix that does not exist. */
struct expression *rules_expression_read(const struct rules_scope *scope, const char *text,
                                         bool kept, struct error *err);

/* A context (XSLT 1.0, section 5.2, without id() and key()) becomes one
 * expression for each alternative of its union, to be evaluated at the
 * document node. They are added to rule->contexts. */
bool rules_context_read(const struct rules_scope *scope, const char *text, struct rules_rule *rule,
                        struct error *err);

#endif
