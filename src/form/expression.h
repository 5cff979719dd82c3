/*
 * The expressions of a policy's files: XPath 1.0. One is vetted when its file is
 * read, so that every mistake is said with its line, and kept as its text. It is
 * compiled when it is evaluated, and mostly stays so: an assessment and a sitting
 * need a part of all that a policy says, and compiled it takes twenty times as
 * much memory. Expressions that are written alike are one.
 *
 * So a form or a schema changes after it was read, but nobody sees it: what an
 * expression says stays what it was.
 */
#ifndef KUSEI_FORM_EXPRESSION_H
#define KUSEI_FORM_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "xml/libxml2.h"

struct expression;

/* Those of a form and what lies beside it, or of a file of rules. */
struct expressions;

/* NULL when memory is short; the caller frees, and every expression with it. */
struct expressions *expressions_new(void);
void expressions_free(struct expressions *all); /* NULL is allowed */

/* What stands against a text: where it is no XPath 1.0, in bytes; or memory was short. */
struct expression_fault {
    bool memory;
    size_t offset;
};

/* The expression of that text, owned by `all`. `kept`: it is compiled for good at
 * once, because everybody needs it, or because nobody could be told later that
 * memory was short. NULL with the fault. */
struct expression *expressions_add(struct expressions *all, const char *text, bool kept,
                                   struct expression_fault *fault);

/* Gives back what only adding needs; more can be added all the same. */
void expressions_settle(struct expressions *all);

/* As it was written. */
const char *expression_text(const struct expression *e);

/* What libxml2 evaluates, owned by the expression: good until the next
 * expressions_forget, and where `kept`, now or ever, as long as the expression. The
 * context is that of the evaluation, which may be in the middle of another. NULL
 * when memory is short, and for no other reason. */
xmlXPathCompExpr *expression_compiled(struct expression *e, bool kept, xmlXPathContext *context);

/* Drops what was compiled but not to be kept. Nothing may be evaluated meanwhile. */
void expressions_forget(struct expressions *all);

/* Drops what was compiled when it was added, for everybody, and was never evaluated: it is
 * compiled again when it is. Nothing may be evaluated meanwhile, and whoever evaluates must
 * be able to say that memory is short. */
void expressions_drop_idle(struct expressions *all);

#endif
