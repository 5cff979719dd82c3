#include "config.h"

#include "form/indent.h"

#include <stdbool.h>

static bool has_elements(const xmlNode *element)
{
    for (const xmlNode *n = element->children; n != NULL; n = n->next) {
        if (n->type == XML_ELEMENT_NODE)
            return true;
    }
    return false;
}

static void drop_blanks(xmlNode *element)
{
    xmlNode *next;
    for (xmlNode *n = element->children; n != NULL; n = next) {
        next = n->next;
        if (!xmlIsBlankNode(n))
            continue;
        xmlUnlinkNode(n);
        xmlFreeNode(n);
    }
}

/* No recursion: how deep a document goes is not ours to trust. */
void indent_drop(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *n = root;
    while (n != NULL) {
        if (n->type == XML_ELEMENT_NODE && has_elements(n)) {
            drop_blanks(n);
            n = n->children;
            continue;
        }
        while (n != root && n->next == NULL)
            n = n->parent;
        n = n == root ? NULL : n->next;
    }
}
