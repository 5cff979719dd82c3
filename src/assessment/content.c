#include "config.h"

#include "assessment/content.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "form/indent.h"
#include "xml/libxml2.h"

static bool is_signature(const xmlNode *n)
{
    return strcmp((const char *)n->name, "Signature") == 0 && n->ns != NULL &&
           strcmp((const char *)n->ns->href, CONTENT_SIGNATURE_NAMESPACE) == 0;
}

static xmlNode *last_element(const xmlDoc *doc)
{
    /* xmlDocGetRootElement takes no const in every version of the library. */
    xmlNode *root = doc->children;
    while (root != NULL && root->type != XML_ELEMENT_NODE)
        root = root->next;
    return root == NULL ? NULL : xmlLastElementChild(root);
}

xmlNode *content_find_signature(const xmlDoc *doc)
{
    xmlNode *last = last_element(doc);
    return last != NULL && is_signature(last) ? last : NULL;
}

xmlNode *content_find_submission(const xmlDoc *doc)
{
    xmlNode *last = last_element(doc);
    if (last != NULL && is_signature(last))
        last = xmlPreviousElementSibling(last);
    return last != NULL && last->ns == NULL && strcmp((const char *)last->name, "submission") == 0
               ? last
               : NULL;
}

static void drop(xmlNode *n)
{
    if (n == NULL)
        return;
    xmlUnlinkNode(n);
    xmlFreeNode(n);
}

static xmlDoc *copy_content(const xmlDoc *doc)
{
    xmlDoc *copy = NULL;
    /* xmlCopyDoc takes no const, and changes nothing. */
    memcpy(&copy, &(const xmlDoc *){doc}, sizeof copy);
    copy = xmlCopyDoc(copy, 1);
    if (copy == NULL)
        return NULL;
    drop(content_find_signature(copy));
    drop(content_find_submission(copy));
    xmlUnsetNsProp(xmlDocGetRootElement(copy), NULL, (const xmlChar *)"submission");
    indent_drop(copy);
    return copy;
}

char *content_bytes(const xmlDoc *doc, size_t *size, struct error *err)
{
    xmlDoc *copy = copy_content(doc);
    xmlChar *made = NULL;
    char *bytes = NULL;
    int length = -1;
    if (copy != NULL)
        length = xmlC14NDocDumpMemory(copy, NULL, XML_C14N_EXCLUSIVE_1_0, NULL, 0, &made);
    if (length >= 0 && made != NULL)
        bytes = malloc((size_t)length + 1);
    if (bytes == NULL) {
        error_set_memory(err);
    } else {
        memcpy(bytes, made, (size_t)length);
        bytes[length] = '\0';
        *size = (size_t)length;
    }
    xmlFree(made);
    xmlFreeDoc(copy);
    return bytes;
}
