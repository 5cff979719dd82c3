/*
 * A Schematron schema in memory: what read.c makes and run.c runs. Private to
 * the room. Everything is owned by `struct rules` and freed with it. Nothing
 * changes after it was read but what an expression keeps for itself (form/expression.h),
 * which nobody sees, so one schema serves any number of documents, one after the other.
 */
#ifndef KUSEI_RULES_SCHEMA_H
#define KUSEI_RULES_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "form/expression.h"
#include "rules/rules.h"
#include "xml/libxml2.h"

/* A text with values in it: literal text, or an expression whose string value
 * stands there. */
struct rules_part {
    char *literal;            /* NULL when it is a value */
    struct expression *value; /* NULL when it is literal */
};

struct rules_text {
    struct rules_part *parts;
    size_t count, room;
};

struct rules_let {
    char *name;
    struct expression *value;
    uint32_t hash; /* of its name: rules_hash */
    int line;
};

struct rules_lets {
    struct rules_let *items;
    size_t count, room;
};

/* An assert or a report. */
struct rules_test {
    char *id;
    enum rules_severity severity;
    bool fires_on; /* true: a report; false: an assert */
    struct expression *test;
    struct expression *subject; /* NULL: the context itself */
    char *source;               /* see, or NULL */
    struct rules_text message[FORM_LANGS];
    struct rules_text remedy[FORM_LANGS];
    struct rules_text operands; /* values that are node sets, and nothing else */
    /* As struct rules_entry has them; NULL until rules_describe. */
    char *written, *message_form[FORM_LANGS], *remedy_form[FORM_LANGS];
    int line;
};

struct rules_rule {
    char *written;                /* the context as written */
    struct expression **contexts; /* one for each alternative of the union */
    size_t context_count, context_room;
    struct rules_lets lets;
    struct rules_test *tests;
    size_t test_count, test_room;
    int line;
};

struct rules_pattern {
    char *title[FORM_LANGS]; /* NULL where there is none */
    struct rules_lets lets;
    struct rules_rule *rules;
    size_t count, room;
};

struct rules_namespace {
    char *prefix, *uri;
};

/* A file of the schema's folder that the rules look into by document(). */
struct rules_file {
    char *name;
    xmlDoc *doc;
    bool lent; /* it is not freed here */
};

struct rules {
    char *file;
    struct expressions *expressions; /* all of them */
    char *version;
    struct rules_file *files; /* lent ones first, then those that document() names */
    size_t file_count, file_room;
    struct rules_namespace *namespaces;
    size_t namespace_count, namespace_room;
    struct rules_lets lets;
    size_t let_count; /* of all scopes */
    struct rules_pattern *patterns;
    size_t count, room;
};

/* Room for one more item at the end of a growing array: the array, moved or
 * not, with items[count] zeroed; NULL when memory is short (the old array then
 * stays good). */
void *rules_grow(void *items, size_t count, size_t *room, size_t item_size);

/* What a name comes to in a table of names. */
uint32_t rules_hash(const char *name);

/* Where a walk over the tests is; all 0 before the first. */
struct rules_walk {
    size_t pattern, rule, test;
};

/* The next test in the order of the file; NULL behind the last. */
struct rules_test *rules_next_test(const struct rules *r, struct rules_walk *walk);

#endif
