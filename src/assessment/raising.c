/* An assessment that was begun with an older version of its form. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

/* --- what the form's own blanks have -------------------------------------------------- */

static const xmlNode *find_by_id(const xmlNode *node, const xmlNode *like)
{
    xmlChar *mine = xmlGetNoNsProp(assessment_unconst(like), BAD_CAST "id");
    const xmlNode *found = NULL;
    for (; found == NULL && mine != NULL && node != NULL; node = node->next) {
        xmlChar *id = node->type != XML_ELEMENT_NODE || !xmlStrEqual(node->name, like->name)
                          ? NULL
                          : xmlGetNoNsProp(assessment_unconst(node), BAD_CAST "id");
        found = id != NULL && xmlStrEqual(id, mine) ? node : find_by_id(node->children, like);
        xmlFree(id);
    }
    xmlFree(mine);
    return found;
}

/* The page as the form has it blank: the root, a page that the policy names, or what a new
 * one is made from. NULL: there is none. */
static const xmlNode *blank_of(const struct assessment *a, const xmlDoc *blank, size_t page)
{
    const struct assessment_page *p = &a->pages[page];
    if (page == 0)
        return xmlDocGetRootElement(blank);
    if (p->item->origin != NULL)
        return evaluate_node(a, p->item->origin, a->pages[p->parent].node);
    return find_by_id(blank->children, p->node);
}

/* --- putting in what is missing ----------------------------------------------------------- */

static bool is_page_name(const struct assessment *a, const xmlChar *name)
{
    for (size_t i = 0; i < a->page_count; i++) {
        if (xmlStrEqual(a->pages[i].node->name, name))
            return true;
    }
    return false;
}

static xmlNode *next_named(const struct assessment *a, xmlNode *node, const xmlChar *name)
{
    while (node != NULL && (node->type != XML_ELEMENT_NODE || index_is_page(a, node) ||
                            !xmlStrEqual(node->name, name)))
        node = node->next;
    return node;
}

/* Where it goes: before the first that is there of those that come after it in the blank,
 * else before the pages and the reasons, which come last. */
static xmlNode *place_for(const struct assessment *a, const xmlNode *node, const xmlNode *blank)
{
    for (const xmlNode *after = blank->next; after != NULL; after = after->next) {
        xmlNode *there =
            after->type == XML_ELEMENT_NODE ? next_named(a, node->children, after->name) : NULL;
        if (there != NULL)
            return there;
    }
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (index_is_page(a, child) || xmlStrEqual(child->name, BAD_CAST "reason"))
            return child;
    }
    return NULL;
}

static bool put_in(const struct assessment *a, xmlNode *node, const xmlNode *blank)
{
    xmlNode *before = place_for(a, node, blank);
    xmlNode *copy = xmlDocCopyNode(assessment_unconst(blank), a->doc, 1);
    xmlNode *put = copy == NULL     ? NULL
                   : before == NULL ? xmlAddChild(node, copy)
                                    : xmlAddPrevSibling(before, copy);
    if (put == NULL)
        xmlFreeNode(copy);
    return put != NULL;
}

/* Rows that may be added may have been taken out: none of them is missing. */
static bool complete(const struct assessment *a, xmlNode *node, const xmlNode *blank)
{
    bool good = true;
    for (const xmlNode *child = blank->children; good && child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || is_page_name(a, child->name))
            continue;
        xmlNode *mine = next_named(a, node->children, child->name);
        if (mine == NULL && !index_can_add(a, child->name))
            good = put_in(a, node, child);
        for (; good && mine != NULL && xmlFirstElementChild(assessment_unconst(child)) != NULL;
             mine = next_named(a, mine->next, child->name))
            good = complete(a, mine, child);
    }
    return good;
}

bool raising_complete(struct assessment *a, struct error *err)
{
    xmlDoc *blank = form_blank(a->form);
    bool good = blank != NULL;
    for (size_t i = 0; good && i < a->page_count; i++) {
        const xmlNode *page = blank_of(a, blank, i);
        good = page == NULL || complete(a, a->pages[i].node, page);
    }
    xmlFreeDoc(blank);
    if (!good)
        return error_set_memory(err);
    a->completed = true;
    return index_build(a, err);
}

/* --- the version ------------------------------------------------------------------------------ */

const char *assessment_form_version(const struct assessment *a)
{
    const xmlAttr *version = xmlHasProp(xmlDocGetRootElement(a->doc), BAD_CAST "form-version");
    const xmlNode *text = version == NULL ? NULL : version->children;
    return text == NULL || text->content == NULL ? "" : (const char *)text->content;
}

bool assessment_is_older(const struct assessment *a)
{
    return strcmp(assessment_form_version(a), form_version(a->form)) != 0;
}

bool assessment_raise(struct assessment *a, struct error *err)
{
    if (!fields_put_attribute(xmlDocGetRootElement(a->doc), "form-version", form_version(a->form)))
        return error_set_memory(err);
    a->raised = true;
    return raising_complete(a, err);
}
