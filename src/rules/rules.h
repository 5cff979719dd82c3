/*
 * Rules: ISO Schematron (ISO/IEC 19757-3:2006, XPath 1.0 query binding) run
 * over a document with libxml2's XPath. Findings come out with the rule's id,
 * severity, the nodes they are about, and their sentences in both languages.
 * forms/README has the subset and the conventions for languages and remedies.
 * The room knows no policy: every word is in rules.sch.
 */
#ifndef KUSEI_RULES_RULES_H
#define KUSEI_RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form.h"
#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

enum rules_severity { RULES_ERROR, RULES_WARNING, RULES_INFO };

struct finding {
    char *id; /* as the rules have it */
    enum rules_severity severity;
    xmlNode *node;             /* the subject: an element or attribute of the document; not owned */
    char *message[FORM_LANGS]; /* one sentence with the values in it */
    char *remedy[FORM_LANGS];  /* what to do, or NULL */
    char *source;              /* the clause it comes from (see), or NULL */
    xmlNode **operands; /* the nodes whose values it turned on, in the rule's order; not owned.
                         * They may be of another document than the one that was judged. */
    size_t operand_count;
};

struct finding_list {
    struct finding *items; /* in document order of the subject, then by rule order */
    size_t count, room;
    size_t errors, warnings, infos;
};

struct rules;

/* A document that the rules may look into by document('NAME'), in the place of
 * the file of that name in the folder of the schema. */
struct rules_document {
    const char *name;
    xmlDoc *doc;
};

/* Reads a Schematron file. NULL with file, line and reason: no XML, outside of
 * the subset, not XPath 1.0, or an expression that names a function, variable
 * or prefix that does not exist. The caller frees. */
struct rules *rules_read(const char *path, struct error *err);
/* The same, with files of the folder that the caller has read already, as an
 * assessment's form has: they must outlive the rules, and never change. Who judges by
 * them needs no entry: rules_describe makes the texts of those. */
struct rules *rules_read_beside(const char *path, const struct rules_document *files, size_t count,
                                struct error *err);
/* As rules_read, for whoever writes the rules: mistakes gets everything that is refused, not only
 * the first. Where that is anything, the rules are good for rules_entry and rules_free
 * alone. NULL where nothing could be read, which is among the mistakes, or else in err. */
struct rules *rules_read_all(const char *path, const struct rules_document *files, size_t count,
                             struct mistakes *mistakes, struct error *err);
void rules_free(struct rules *r); /* NULL is allowed */

/* The version of the rules (schemaVersion); "" where the file gives none. */
const char *rules_version(const struct rules *r);

/* Runs every rule over doc and fills `out` (which must be empty; the caller
 * frees it with finding_list_free). Judged are elements, attributes and the
 * document node; where a subject's path leads to several nodes the first in the
 * document counts, where to none the context. A text that is missing in English
 * is the Japanese one. Nothing in the document changes, and r may serve any
 * number of documents. A sheet takes about 3 ms. False, with `out` still empty,
 * when memory is short, an expression fails, or the document is so large that
 * the rules would take longer than some seconds; the sentence has the file, the
 * line and the rule. */
bool rules_check(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                 size_t other_count, struct finding_list *out, struct error *err);
void finding_list_free(struct finding_list *list);

/* What variables of a rule are at a node that it judges. Valid for that call only. */
struct rules_values {
    const xmlNode *node;       /* the rule's context; not owned */
    const char *const *values; /* in the order that they were asked for in; a number that is
                                  none is "NaN" */
};

enum { RULES_VALUES = 16 };
/* Tells of the variables of those names at every node that a rule judges whose own lets
 * declare them all: what the rules reckon with, for whoever shows it. names ends with NULL
 * and has at most RULES_VALUES. take returns false, with a sentence, to end it. Nothing is
 * told where no rule has them. False with a sentence, as rules_check's. */
bool rules_tell(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                size_t other_count, const char *const *names,
                bool (*take)(void *to, const struct rules_values *values, struct error *err),
                void *to, struct error *err);

/* Whether a rule's own lets declare variables of all those names, as rules_tell wants it. */
bool rules_declare(const struct rules *r, const char *const *names);

/* What a rule's entry says, for the manual and for who asks about a finding. */
struct rules_entry {
    const char *id;
    enum rules_severity severity;
    const char *title[FORM_LANGS];   /* of its pattern, "" where it has none */
    const char *context;             /* the nodes that it judges, as written */
    const char *test;                /* as written */
    bool fires_on;                   /* the test being true: a report; else an assert */
    const char *source;              /* the clause, or NULL */
    const char *message[FORM_LANGS]; /* with every value as 〔its expression〕 */
    const char *remedy[FORM_LANGS];  /* the same, or NULL */
    bool english;  /* it has a sentence in English, and for its remedy one where it has that */
    bool operands; /* it says which values it turned on */
    int line;
};

/* Makes the texts of the entries, where they were not made. False with a sentence when
 * memory is short. */
bool rules_describe(const struct rules *r, struct error *err);

/* How many asserts and reports there are, and the entry of each, in the order of
 * the file; false behind the last. Valid while the rules are, which were read by rules_read
 * or described. */
size_t rules_count(const struct rules *r);
bool rules_entry(const struct rules *r, size_t index, struct rules_entry *out);

/* Which asserts and reports have anything to judge in a document: told[index] becomes true
 * for each whose context it meets, and astray[index] where such a node has a subject that
 * leads nowhere. Both have rules_count() places. False with a sentence, as rules_check's. */
bool rules_meet(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                size_t other_count, bool *told, bool *astray, struct error *err);

#endif
