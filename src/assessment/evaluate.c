#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "xml/libxml2.h"

static const struct assessment *assessment_of(xmlXPathParserContext *parser)
{
    return parser->context->userData;
}

/* instance(id), XForms 1.1 section 7.10.1: the root element of an instance. */
static void function_instance(xmlXPathParserContext *parser, int arguments)
{
    if (arguments != 1) {
        xmlXPathSetArityError(parser);
        return;
    }
    xmlChar *id = xmlXPathPopString(parser);
    if (id == NULL)
        return;
    const struct assessment *a = assessment_of(parser);
    const xmlDoc *doc = strcmp((const char *)id, "assessment") == 0
                            ? a->doc
                            : form_instance(a->form, (const char *)id);
    xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    valuePush(parser, xmlXPathNewNodeSet(root));
    xmlFree(id);
}

/* current(), XForms 1.1 section 7.10.2: the node the expression began at. */
static void function_current(xmlXPathParserContext *parser, int arguments)
{
    if (arguments != 0) {
        xmlXPathSetArityError(parser);
        return;
    }
    valuePush(parser, xmlXPathNewNodeSet(assessment_unconst(assessment_of(parser)->current)));
}

/* The form was checked when it was read; what still goes wrong comes back as
 * NULL, and must not be printed over somebody's screen. */
static void silent(void *data, xmlError *error)
{
    (void)data;
    (void)error;
}

bool evaluate_start(struct assessment *a)
{
    a->xpath = xmlXPathNewContext(a->doc);
    if (a->xpath == NULL)
        return false;
    a->xpath->userData = a;
    a->xpath->error = silent;
    return xmlXPathRegisterFunc(a->xpath, BAD_CAST "instance", function_instance) == 0 &&
           xmlXPathRegisterFunc(a->xpath, BAD_CAST "current", function_current) == 0;
}

xmlXPathObject *evaluate(const struct assessment *a, struct expression *expression,
                         const xmlNode *context)
{
    xmlXPathCompExpr *compiled =
        expression == NULL ? NULL : expression_compiled(expression, true, a->xpath);
    if (compiled == NULL)
        return NULL;
    /* An expression evaluated inside another one (a label's value while a
     * nodeset is walked) must leave the outer one's current() as it was. */
    struct assessment *self = a->xpath->userData;
    const xmlNode *outer = self->current;
    self->current = context;
    a->xpath->node = assessment_unconst(context);
    a->xpath->doc = context->doc;
    xmlXPathObject *result = xmlXPathCompiledEval(compiled, a->xpath);
    self->current = outer;
    return result;
}

bool evaluate_boolean(const struct assessment *a, struct expression *expression,
                      const xmlNode *context, bool otherwise)
{
    if (expression == NULL)
        return otherwise;
    xmlXPathObject *result = evaluate(a, expression, context);
    if (result == NULL)
        return otherwise;
    bool value = xmlXPathCastToBoolean(result) != 0;
    xmlXPathFreeObject(result);
    return value;
}

xmlNode *evaluate_node(const struct assessment *a, struct expression *expression,
                       const xmlNode *context)
{
    if (expression == NULL)
        return assessment_unconst(context);
    xmlXPathObject *result = evaluate(a, expression, context);
    xmlNode *node = NULL;
    if (result != NULL && result->type == XPATH_NODESET && result->nodesetval != NULL) {
        xmlXPathNodeSetSort(result->nodesetval);
        if (result->nodesetval->nodeNr > 0)
            node = result->nodesetval->nodeTab[0];
    }
    xmlXPathFreeObject(result);
    return node;
}

static void append_value(const struct assessment *a, struct expression *expression,
                         const xmlNode *context, struct buffer *out)
{
    /* One that fails leaves its place empty; what memory was short for is not made. */
    if (expression_compiled(expression, true, a->xpath) == NULL)
        out->failed = true;
    xmlXPathObject *result = evaluate(a, expression, context);
    xmlChar *string = result == NULL ? NULL : xmlXPathCastToString(result);
    if (string != NULL)
        buffer_append_string(out, (const char *)string);
    xmlFree(string);
    xmlXPathFreeObject(result);
}

char *assessment_text(const struct assessment *a, const struct form_text *text, enum form_lang lang,
                      const xmlNode *context)
{
    if (text->count[lang] == 0)
        lang = FORM_JA;
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < text->count[lang]; i++) {
        const struct form_part *part = &text->parts[lang][i];
        if (part->literal != NULL)
            buffer_append_string(&out, part->literal);
        else
            append_value(a, part->value, context, &out);
    }
    return buffer_take(&out);
}

char *assessment_output(const struct assessment *a, const struct assessment_entry *output)
{
    struct buffer out = BUFFER_INIT;
    if (output->item->ref != NULL)
        append_value(a, output->item->ref, output->node, &out);
    return buffer_take(&out);
}

bool evaluate_relevant(const struct assessment *a, const xmlNode *node)
{
    for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = node->parent) {
        const struct form_bind *bind = index_info(node)->relevant;
        if (bind != NULL && !evaluate_boolean(a, bind->relevant, node, true))
            return false;
    }
    return true;
}
