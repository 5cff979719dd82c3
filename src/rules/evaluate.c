#include "rules/evaluate.h"

#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <string.h>

#include "text/i18n.h"

/* A sheet of 50 pages takes about 140,000 of libxml2's steps, 3 ms. A document
 * that takes this many, some 3 s, was made to keep the program busy. */
enum { MAX_STEPS = 100 * 1000 * 1000 };

static void set_reason(struct rules_evaluator *e, const char *reason)
{
    snprintf(e->reason, sizeof e->reason, "%.*s", (int)strcspn(reason, "\n"), reason);
}

/* libxml2 numbers XPath's errors from XML_XPATH_EXPRESSION_OK on. */
static void note_problem(void *data, xmlErrorPtr problem)
{
    struct rules_evaluator *e = data;
    if (problem->code == XML_ERR_NO_MEMORY)
        e->memory = true;
    else if (problem->code - XML_XPATH_EXPRESSION_OK == XPATH_OP_LIMIT_EXCEEDED)
        set_reason(e, _("the document is too large for it"));
    else
        set_reason(e, problem->message ? problem->message : "");
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

bool rules_evaluator_open(struct rules_evaluator *e, const struct rules *r, xmlDoc *doc,
                          const struct rules_document *others, size_t other_count)
{
    *e = (struct rules_evaluator){
        .rules = r, .others = others, .other_count = other_count, .memory = true};
    e->xpath = xmlXPathNewContext(doc);
    if (!e->xpath || xmlXPathContextSetCache(e->xpath, 1, -1, 0) != 0)
        return false;
    e->xpath->error = note_problem;
    e->xpath->userData = e;
    e->xpath->opLimit = MAX_STEPS;
    if (xmlXPathRegisterFunc(e->xpath, (const xmlChar *)"document", call_document) != 0)
        return false;
    for (size_t i = 0; i < r->namespace_count; i++)
        if (xmlXPathRegisterNs(e->xpath, (const xmlChar *)r->namespaces[i].prefix,
                               (const xmlChar *)r->namespaces[i].uri) != 0)
            return false;
    e->memory = false;
    return true;
}

void rules_evaluator_close(struct rules_evaluator *e)
{
    xmlXPathFreeContext(e->xpath);
    e->xpath = NULL;
}

bool rules_evaluate_boolean(struct rules_evaluator *e, xmlXPathCompExprPtr expression,
                            xmlNode *node, bool *value)
{
    e->xpath->node = node;
    int result = xmlXPathCompiledEvalToBoolean(expression, e->xpath);
    *value = result == 1;
    return result >= 0;
}

static xmlXPathObjectPtr evaluate(struct rules_evaluator *e, xmlXPathCompExprPtr expression,
                                  xmlNode *node)
{
    e->xpath->node = node;
    return xmlXPathCompiledEval(expression, e->xpath);
}

xmlChar *rules_evaluate_string(struct rules_evaluator *e, xmlXPathCompExprPtr expression,
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

xmlXPathObjectPtr rules_evaluate_nodes(struct rules_evaluator *e, xmlXPathCompExprPtr expression,
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

bool rules_evaluate_let(struct rules_evaluator *e, const struct rules_let *let, xmlNode *node)
{
    xmlXPathObjectPtr value = evaluate(e, let->value, node);
    if (!value)
        return false;
    /* The context owns the value from here on. */
    if (xmlXPathRegisterVariable(e->xpath, (const xmlChar *)let->name, value) == 0)
        return true;
    e->memory = true;
    xmlXPathFreeObject(value);
    return false;
}

xmlChar *rules_variable(struct rules_evaluator *e, const char *name)
{
    /* A copy, in libxml2's words, of what the context owns. */
    xmlXPathObjectPtr value = xmlXPathVariableLookup(e->xpath, (const xmlChar *)name);
    xmlChar *string = value ? xmlXPathCastToString(value) : NULL;
    xmlXPathFreeObject(value);
    return string;
}
