#include "rules/evaluate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"
#include "xml/libxml2.h"

/* A sheet of 50 pages takes about 140,000 of libxml2's steps, 3 ms. A document
 * that takes this many, some 3 s, was made to keep the program busy. */
enum { MAX_STEPS = 100 * 1000 * 1000 };

/* How many values of each kind libxml2 keeps at hand for the next. Few are in use at a time;
 * its own 100 only take memory. */
enum { SPARE_VALUES = 20 };

/* What a failed variable left is the cause of what follows from it. */
static void set_reason(struct rules_evaluator *e, const char *reason)
{
    if (e->failed)
        return;
    snprintf(e->reason, sizeof e->reason, "%.*s", (int)strcspn(reason, "\n"), reason);
}

/* libxml2 numbers XPath's errors from XML_XPATH_EXPRESSION_OK on, and gives most of them no
 * sentence. */
static void note_problem(void *data, xmlErrorPtr problem)
{
    struct rules_evaluator *e = data;
    int error = problem->code - XML_XPATH_EXPRESSION_OK;
    if (problem->code == XML_ERR_NO_MEMORY)
        e->memory = true;
    else if (error == XPATH_OP_LIMIT_EXCEEDED)
        set_reason(e, _("the document is too large for it"));
    else if (error == XPATH_INVALID_TYPE)
        set_reason(e, _("a function is given a value of the wrong type"));
    else
        set_reason(e, problem->message ? problem->message : _("it is no XPath 1.0"));
}

static xmlDoc *find_document(const struct rules_evaluator *e, const char *name)
{
    for (size_t i = 0; i < e->other_count; i++)
        if (strcmp(e->others[i].name, name) == 0)
            return e->others[i].doc;
    for (size_t i = 0; i < e->rules->file_count; i++)
        if (strcmp(e->rules->files[i].name, name) == 0)
            return e->rules->files[i].doc;
    return NULL;
}

/* document(string): the root of another document (XSLT 1.0, section 12.1). */
static void call_document(xmlXPathParserContextPtr ctxt, int nargs)
{
    const struct rules_evaluator *e = ctxt->context->userData;
    CHECK_ARITY(1);
    xmlChar *name = xmlXPathPopString(ctxt);
    xmlDoc *doc = name ? find_document(e, (const char *)name) : NULL;
    xmlFree(name);
    valuePush(ctxt, xmlXPathNewNodeSet((xmlNode *)doc));
}

/* --- variables ----------------------------------------------------------------------- */

/* A variable: declared at a node, and evaluated there when it is first asked for. Many are
 * for the sentences of findings that are not there. */
struct rules_variable {
    const struct rules_let *let; /* NULL in an empty slot */
    xmlNode *node;
    bool known; /* the context has its value */
};

/* The slot of that name, which may be empty. */
static struct rules_variable *slot_of(const struct rules_evaluator *e, const char *name,
                                      uint32_t hash)
{
    size_t slot = (size_t)((uint64_t)hash * e->variable_room >> 32);
    const struct rules_let *let;
    while ((let = e->variables[slot].let) && (let->hash != hash || strcmp(let->name, name) != 0))
        slot = slot + 1 < e->variable_room ? slot + 1 : 0;
    return &e->variables[slot];
}

/* NULL when memory is short. */
static xmlXPathCompExprPtr compile(struct rules_evaluator *e, struct expression *expression)
{
    xmlXPathCompExprPtr compiled = expression_compiled(expression, !e->passing, e->xpath);
    e->memory = e->memory || !compiled;
    return compiled;
}

/* At its own node, whatever the expression that asks for it is at. */
static xmlXPathObjectPtr evaluate_variable(struct rules_evaluator *e,
                                           const struct rules_variable *v)
{
    xmlXPathCompExprPtr compiled = compile(e, v->let->value);
    if (!compiled)
        return NULL;
    xmlXPathContextPtr x = e->xpath;
    xmlNode *node = x->node;
    xmlDoc *doc = x->doc;
    int size = x->contextSize, position = x->proximityPosition;
    x->node = v->node;
    x->doc = e->doc;
    xmlXPathObjectPtr value = xmlXPathCompiledEval(compiled, x);
    x->node = node;
    x->doc = doc;
    x->contextSize = size;
    x->proximityPosition = position;
    return value;
}

static bool set_value(struct rules_evaluator *e, struct rules_variable *v)
{
    xmlXPathObjectPtr value = evaluate_variable(e, v);
    if (!value) {
        e->failed = v->let;
        return false;
    }
    /* The context owns the value from here on. */
    v->known = xmlXPathRegisterVariable(e->xpath, (const xmlChar *)v->let->name, value) == 0;
    if (!v->known) {
        e->memory = true;
        xmlXPathFreeObject(value);
    }
    return v->known;
}

/* The context asks here before it looks at what it has, and would not look afterwards. It
 * lends its own values more cheaply than anybody else can copy them. */
static xmlXPathObjectPtr look_up(void *data, const xmlChar *name, const xmlChar *uri)
{
    struct rules_evaluator *e = data;
    if (uri || e->failed)
        return NULL;
    struct rules_variable *v = slot_of(e, (const char *)name, rules_hash((const char *)name));
    if (!v->let || (!v->known && !set_value(e, v)))
        return NULL;
    xmlXPathRegisterVariableLookup(e->xpath, NULL, NULL);
    xmlXPathObjectPtr value = xmlXPathVariableLookup(e->xpath, name);
    xmlXPathRegisterVariableLookup(e->xpath, look_up, e);
    return value;
}

void rules_evaluator_declare(struct rules_evaluator *e, const struct rules_let *let, xmlNode *node)
{
    struct rules_variable *v = slot_of(e, let->name, let->hash);
    if (v->known)
        xmlXPathRegisterVariable(e->xpath, (const xmlChar *)let->name, NULL);
    *v = (struct rules_variable){let, node, false};
}

xmlChar *rules_variable(struct rules_evaluator *e, const char *name)
{
    /* A copy, in libxml2's words, of what the context owns. */
    xmlXPathObjectPtr value = xmlXPathVariableLookup(e->xpath, (const xmlChar *)name);
    xmlChar *string = value ? xmlXPathCastToString(value) : NULL;
    e->memory = e->memory || (!string && !e->failed);
    xmlXPathFreeObject(value);
    return string;
}

/* --- the context --------------------------------------------------------------------- */

/* Half of it at most is ever full, and mostly a third, as scopes have names in common: every
 * name has its slot, and a search its end. */
static bool make_table(struct rules_evaluator *e)
{
    e->variable_room = e->rules->let_count * 2 + 1;
    e->variables = calloc(e->variable_room, sizeof *e->variables);
    return e->variables != NULL;
}

bool rules_evaluator_open(struct rules_evaluator *e, const struct rules *r, xmlDoc *doc,
                          const struct rules_document *others, size_t other_count)
{
    *e = (struct rules_evaluator){
        .rules = r, .doc = doc, .others = others, .other_count = other_count, .memory = true};
    e->xpath = xmlXPathNewContext(doc);
    if (!e->xpath || !make_table(e) || xmlXPathContextSetCache(e->xpath, 1, SPARE_VALUES, 0) != 0)
        return false;
    e->xpath->error = note_problem;
    e->xpath->userData = e;
    e->xpath->opLimit = MAX_STEPS;
    xmlXPathRegisterVariableLookup(e->xpath, look_up, e);
    if (xmlXPathRegisterFunc(e->xpath, (const xmlChar *)"document", call_document) != 0)
        return false;
    for (size_t i = 0; i < r->namespace_count; i++)
        if (xmlXPathRegisterNs(e->xpath, (const xmlChar *)r->namespaces[i].prefix,
                               (const xmlChar *)r->namespaces[i].uri) != 0)
            return false;
    e->memory = false;
    return true;
}

void rules_evaluator_forget(struct rules_evaluator *e)
{
    if (e->rules)
        expressions_forget(e->rules->expressions);
}

void rules_evaluator_close(struct rules_evaluator *e)
{
    rules_evaluator_forget(e);
    xmlXPathFreeContext(e->xpath);
    free(e->variables);
    e->xpath = NULL;
    e->variables = NULL;
}

/* --- evaluating ------------------------------------------------------------------------ */

bool rules_evaluate_boolean(struct rules_evaluator *e, struct expression *expression, xmlNode *node,
                            bool *value)
{
    xmlXPathCompExprPtr compiled = compile(e, expression);
    e->xpath->node = node;
    int result = compiled ? xmlXPathCompiledEvalToBoolean(compiled, e->xpath) : -1;
    *value = result == 1;
    return result >= 0;
}

static xmlXPathObjectPtr evaluate(struct rules_evaluator *e, struct expression *expression,
                                  xmlNode *node)
{
    xmlXPathCompExprPtr compiled = compile(e, expression);
    e->xpath->node = node;
    return compiled ? xmlXPathCompiledEval(compiled, e->xpath) : NULL;
}

xmlChar *rules_evaluate_string(struct rules_evaluator *e, struct expression *expression,
                               xmlNode *node)
{
    xmlXPathObjectPtr value = evaluate(e, expression, node);
    if (!value)
        return NULL;
    xmlChar *string = xmlXPathCastToString(value);
    e->memory = e->memory || !string;
    xmlXPathFreeObject(value);
    return string;
}

xmlXPathObjectPtr rules_evaluate_nodes(struct rules_evaluator *e, struct expression *expression,
                                       xmlNode *node)
{
    xmlXPathObjectPtr value = evaluate(e, expression, node);
    if (value && value->type != XPATH_NODESET) {
        set_reason(e, _("its value is not a node"));
        xmlXPathFreeObject(value);
        return NULL;
    }
    return value;
}
