/*
 * One rule of a policy as a section in Markdown: what it says of the first of
 * its cases that fails, the values it said that for, what to do, where it comes
 * from, and what its maintainer has to know. Everything comes from the policy's
 * own files; nothing of a rule stands in the program.
 */
#ifndef KUSEI_COMMAND_EXPLAIN_RULE_H
#define KUSEI_COMMAND_EXPLAIN_RULE_H

#include "form/form.h"
#include "form/reference.h"
#include "rules/cases.h"
#include "rules/rules.h"
#include "text/buffer.h"
#include "text/error.h"

struct explainer {
    const struct form *form;
    const struct reference *reference;
    enum form_lang lang;
    const struct rules *rules;
    const struct cases *cases; /* NULL: the policy has none */
    const char *cases_file;    /* for the sentences */
};

/* Puts the rule's section at the end of `out`. Without a case that fails the
 * sentence stands there with its expressions. False with file, line and reason
 * where a case cannot be made, or does not find what it says. A failed `out` is
 * the caller's to notice. */
bool explain_rule(const struct explainer *x, const struct rules_entry *entry, struct buffer *out,
                  struct error *err);

/* "Error", "Warning" or "Remark", in the interface's language. */
const char *explain_severity(enum rules_severity severity);

/* A text as Markdown on one line: what Markdown would take for markup loses its
 * meaning, and a run of white space is one blank. */
void explain_markdown(struct buffer *out, const char *text);

#endif
