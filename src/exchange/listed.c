#include "exchange/listed.h"

#include <stdbool.h>
#include <string.h>

enum { DEEPEST = 16 }; /* types that are made one of the other */

static bool is_named(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

static const char *attribute_of(const xmlNode *n, const char *name)
{
    const xmlAttr *a = xmlHasNsProp(n, (const xmlChar *)name, NULL);

    return a == NULL || a->children == NULL ? NULL : (const char *)a->children->content;
}

static void tell_type(const struct listing *listing, const xmlNode *type, int depth);

/* The types of those names, with blanks between them; what has a prefix is XML Schema's. */
static void tell_names(const struct listing *listing, const char *names, int depth)
{
    while (names != NULL && *names != '\0') {
        size_t size = strcspn(names, " \t\r\n");
        const xmlNode *n = listing->schema->children;

        for (; n != NULL; n = n->next) {
            const char *name = is_named(n, "simpleType") || is_named(n, "complexType")
                                   ? attribute_of(n, "name")
                                   : NULL;

            if (name != NULL && strlen(name) == size && strncmp(name, names, size) == 0)
                tell_type(listing, n, depth);
        }
        names += size + strspn(names + size, " \t\r\n");
    }
}

static bool tell_values(const struct listing *listing, const xmlNode *restriction)
{
    bool any = false;

    for (const xmlNode *n = restriction->children; n != NULL; n = n->next) {
        const char *value;

        if (!is_named(n, "enumeration"))
            continue;
        value = attribute_of(n, "value");
        listing->take(listing->to, value == NULL ? "" : value, xmlGetLineNo(n));
        any = true;
    }
    return any;
}

/* What stands below a type: a narrower list counts before the one that it was made of. */
static void tell_type(const struct listing *listing, const xmlNode *type, int depth)
{
    if (depth > DEEPEST)
        return;
    for (const xmlNode *n = type->children; n != NULL; n = n->next) {
        if (is_named(n, "restriction") && tell_values(listing, n))
            return;
        if (is_named(n, "restriction") || is_named(n, "extension"))
            tell_names(listing, attribute_of(n, "base"), depth + 1);
        else if (is_named(n, "union"))
            tell_names(listing, attribute_of(n, "memberTypes"), depth + 1);
        if (is_named(n, "simpleContent") || is_named(n, "union") || is_named(n, "simpleType") ||
            is_named(n, "restriction"))
            tell_type(listing, n, depth + 1);
    }
}

static void tell_declared(const struct listing *listing, const xmlNode *declaration, int depth)
{
    tell_names(listing, attribute_of(declaration, "type"), depth);
    for (const xmlNode *n = declaration->children; n != NULL; n = n->next) {
        if (is_named(n, "simpleType") || is_named(n, "complexType"))
            tell_type(listing, n, depth);
    }
}

/* The attribute in the type and in the types it was made of. */
static void tell_attribute(const struct listing *listing, const xmlNode *type, const char *name,
                           int depth)
{
    for (const xmlNode *n = type->children; depth <= DEEPEST && n != NULL; n = n->next) {
        const char *found = is_named(n, "attribute") ? attribute_of(n, "name") : NULL;

        if (found != NULL && strcmp(found, name) == 0)
            tell_declared(listing, n, depth);
        else if (n->type == XML_ELEMENT_NODE && !is_named(n, "element"))
            tell_attribute(listing, n, name, depth + 1);
    }
}

static void tell_in_named(const struct listing *listing, const char *type, const char *attribute)
{
    for (const xmlNode *n = listing->schema->children; n != NULL; n = n->next) {
        const char *name = is_named(n, "complexType") ? attribute_of(n, "name") : NULL;

        if (name != NULL && strcmp(name, type) == 0)
            tell_attribute(listing, n, attribute, 0);
    }
}

void listed_tell(const struct listing *listing, const xmlNode *declaration, const char *attribute)
{
    const char *type = attribute_of(declaration, "type");

    if (attribute == NULL) {
        tell_declared(listing, declaration, 0);
        return;
    }
    tell_attribute(listing, declaration, attribute, 0);
    if (type != NULL)
        tell_in_named(listing, type, attribute);
}
