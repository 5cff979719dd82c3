/*
 * Rules: ISO Schematron (ISO/IEC 19757-3:2006, XPath 1.0 query binding) run
 * over a document with libxml2's XPath. Findings come out with the rule's id,
 * severity, the nodes they are about, and their sentences in both languages.
 * forms/README has the subset and the conventions for languages and remedies.
 * The room knows no policy: every word is in rules.sch.
 */
#ifndef KUSEI_RULES_RULES_H
#define KUSEI_RULES_RULES_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/error.h"

enum rules_severity { RULES_ERROR, RULES_WARNING, RULES_INFO };

struct finding {
    char *id; /* "KS-204" */
    enum rules_severity severity;
    xmlNode *node;             /* the subject: an element or attribute of the document; not owned */
    char *message[FORM_LANGS]; /* one sentence with the values in it */
    char *remedy[FORM_LANGS];  /* what to do, or NULL */
    char *source;              /* the clause it comes from (see), or NULL */
};

struct finding_list {
    struct finding *items; /* in document order of the subject, then by rule order */
    size_t count, room;
    size_t errors, warnings, infos;
};

struct rules;

/* Reads a Schematron file. NULL with file, line and reason. */
struct rules *rules_read(const char *path, struct error *err);
void rules_free(struct rules *r);

/* Runs every rule over doc and fills `out` (which must be empty). False when
 * memory is short or an expression fails; the sentence names the rule. */
bool rules_check(const struct rules *r, xmlDoc *doc, struct finding_list *out, struct error *err);
void finding_list_free(struct finding_list *list);

/* How many asserts and reports there are, and the id of each (for the manual
 * and the tests). */
size_t rules_count(const struct rules *r);
const char *rules_id(const struct rules *r, size_t index);

#endif
