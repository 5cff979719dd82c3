/* The form's expressions, for whoever prints the assessment. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>

#include "text/buffer.h"
#include "text/i18n.h"

static bool refuse(struct error *err)
{
    return error_set(err, _("An expression of the form's sheet cannot be evaluated. Check the "
                            "form's sheet.xml; or memory is short."));
}

bool assessment_select(const struct assessment *a, struct expression *expression,
                       const xmlNode *context, struct assessment_nodes *out, struct error *err)
{
    xmlXPathObject *result = evaluate(a, expression, context);
    bool good = result != NULL && result->type == XPATH_NODESET;
    *out = (struct assessment_nodes){NULL, 0};
    if (good && result->nodesetval != NULL && result->nodesetval->nodeNr > 0) {
        xmlXPathNodeSetSort(result->nodesetval);
        size_t count = (size_t)result->nodesetval->nodeNr;
        out->items = calloc(count, sizeof *out->items);
        good = out->items != NULL;
        for (size_t i = 0; good && i < count; i++)
            out->items[out->count++] = result->nodesetval->nodeTab[i];
    }
    xmlXPathFreeObject(result);
    return good || refuse(err);
}

void assessment_nodes_free(struct assessment_nodes *nodes)
{
    free(nodes->items);
    *nodes = (struct assessment_nodes){NULL, 0};
}

char *assessment_print(const struct assessment *a, struct expression *expression,
                       const xmlNode *context, struct error *err)
{
    xmlXPathObject *result = evaluate(a, expression, context);
    char *text = NULL;
    if (result != NULL && result->type == XPATH_NODESET) {
        if (result->nodesetval == NULL || result->nodesetval->nodeNr == 0) {
            text = calloc(1, 1);
        } else {
            xmlXPathNodeSetSort(result->nodesetval);
            text = assessment_get_printed(a, result->nodesetval->nodeTab[0]);
        }
    } else if (result != NULL) {
        xmlChar *string = xmlXPathCastToString(result);
        struct buffer out = BUFFER_INIT;
        if (string != NULL) {
            buffer_append_string(&out, (const char *)string);
            text = buffer_take(&out);
        }
        xmlFree(string);
    }
    xmlXPathFreeObject(result);
    if (text == NULL)
        refuse(err);
    return text;
}
