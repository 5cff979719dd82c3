#include "exchange/title.h"

#include <stdbool.h>
#include <string.h>

enum { DEEPEST = 256 }; /* as deep as libxml2 lets a document be */

static bool is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static const char *attribute(const xmlNode *n, const char *name)
{
    const xmlAttr *a = xmlHasNsProp(n, (const xmlChar *)name, NULL);

    return a == NULL || a->children == NULL ? NULL : (const char *)a->children->content;
}

static const xmlNode *child(const xmlNode *parent, const char *kind, const char *name)
{
    for (const xmlNode *n = parent == NULL ? NULL : parent->children; n != NULL; n = n->next) {
        const char *found = is_named(n, kind) && name != NULL ? attribute(n, "name") : NULL;

        if (is_named(n, kind) && (name == NULL || (found != NULL && strcmp(found, name) == 0)))
            return n;
    }
    return NULL;
}

/* The type of a declaration: its own, or the layout's of that name. */
static const xmlNode *type_of(const xmlNode *schema, const xmlNode *declaration)
{
    const xmlNode *own = child(declaration, "complexType", NULL);
    const char *name = attribute(declaration, "type");

    return own != NULL || name == NULL ? own : child(schema, "complexType", name);
}

/* The next node within top, going down only where the model goes on: not into
 * another declaration's own type. */
static const xmlNode *next_in_model(const xmlNode *top, const xmlNode *n)
{
    if (n->children != NULL && (n == top || !is_named(n, "element")))
        return n->children;
    while (n != top && n->next == NULL)
        n = n->parent;
    return n == top ? NULL : n->next;
}

static const xmlNode *declared_in(const xmlNode *type, const char *name)
{
    for (const xmlNode *n = type; n != NULL; n = next_in_model(type, n)) {
        const char *found = is_named(n, "element") ? attribute(n, "name") : NULL;

        if (found != NULL && strcmp(found, name) == 0)
            return n;
    }
    return NULL;
}

static const char *annotation(const xmlNode *declaration, const char *language)
{
    const xmlNode *n = child(declaration, "annotation", NULL);
    const char *first = NULL;

    for (n = n == NULL ? NULL : n->children; n != NULL; n = n->next) {
        const xmlAttr *lang;

        if (!is_named(n, "documentation") || n->children == NULL)
            continue;
        lang = xmlHasNsProp(n, (const xmlChar *)"lang", XML_XML_NAMESPACE);
        if (lang != NULL && lang->children != NULL &&
            strcmp((const char *)lang->children->content, language) == 0)
            return (const char *)n->children->content;
        if (first == NULL)
            first = (const char *)n->children->content;
    }
    return first;
}

const xmlNode *title_declaration(const xmlDoc *layout, const xmlNode *element)
{
    const xmlNode *path[DEEPEST], *schema = xmlDocGetRootElement(layout), *declaration;
    size_t depth = 0;

    for (; element != NULL && element->type == XML_ELEMENT_NODE; element = element->parent) {
        if (depth == DEEPEST)
            return NULL;
        path[depth++] = element;
    }
    if (schema == NULL || depth == 0)
        return NULL;
    declaration = child(schema, "element", (const char *)path[--depth]->name);
    while (declaration != NULL && depth > 0) {
        const xmlNode *type = type_of(schema, declaration);

        depth--;
        declaration = type == NULL ? NULL : declared_in(type, (const char *)path[depth]->name);
    }
    return declaration;
}

const char *title_find(const xmlDoc *layout, const xmlNode *element, const char *language)
{
    const xmlNode *declaration = title_declaration(layout, element);

    return declaration == NULL ? NULL : annotation(declaration, language);
}
