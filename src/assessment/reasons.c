/*
 * Reasons: elements `reason` behind a page's own fields and before the pages in
 * it. They are part of the page, so that they are drafted, saved, kept in the
 * history and handed in like everything that was typed.
 */
#include "config.h"

#include "assessment/internal.h"

#include <string.h>

#include "text/i18n.h"

static const char element[] = "reason";

static bool is_reason(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, element) == 0;
}

static xmlNode *next_reason(xmlNode *node)
{
    while (node != NULL && !is_reason(node))
        node = node->next;
    return node;
}

/* An attribute's value; "" where there is none. */
static const char *attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *found = xmlHasNsProp(node, BAD_CAST name, NULL);
    const xmlNode *text = found == NULL ? NULL : found->children;
    return text == NULL || text->content == NULL ? "" : (const char *)text->content;
}

static void read_reason(const xmlNode *node, struct assessment_reason *out)
{
    const xmlNode *text = node->children;
    *out = (struct assessment_reason){
        .node = node,
        .rule = attribute(node, "rule"),
        .version = attribute(node, "version"),
        .field = attribute(node, "field"),
        .operands = attribute(node, "operands"),
        .by = attribute(node, "by"),
        .at = attribute(node, "at"),
        .text = text == NULL || text->content == NULL ? "" : (const char *)text->content,
        .lapsed = strcmp(attribute(node, "lapsed"), "true") == 0,
    };
}

bool assessment_reason_at(const struct assessment *a, size_t page, size_t index,
                          struct assessment_reason *out)
{
    const xmlNode *node = next_reason(a->pages[page].node->children);
    for (; node != NULL && index > 0; index--)
        node = next_reason(node->next);
    if (node != NULL)
        read_reason(node, out);
    return node != NULL;
}

bool assessment_find_reason(const struct assessment *a, size_t page, const char *rule,
                            const char *field, struct assessment_reason *out)
{
    const xmlNode *node = next_reason(a->pages[page].node->children);
    for (; node != NULL; node = next_reason(node->next)) {
        if (strcmp(attribute(node, "rule"), rule) == 0 &&
            strcmp(attribute(node, "field"), field) == 0) {
            read_reason(node, out);
            return true;
        }
    }
    return false;
}

static xmlNode *first_page_inside(const struct assessment *a, const xmlNode *node)
{
    xmlNode *child = node->children;
    while (child != NULL && !index_is_page(a, child))
        child = child->next;
    return child;
}

static xmlNode *add_reason(const struct assessment *a, size_t page)
{
    xmlNode *parent = a->pages[page].node;
    xmlNode *before = first_page_inside(a, parent);
    xmlNode *node = xmlNewDocNode(a->doc, NULL, BAD_CAST element, NULL);
    if (node == NULL)
        return NULL;
    xmlNode *put = before == NULL ? xmlAddChild(parent, node) : xmlAddPrevSibling(before, node);
    if (put == NULL)
        xmlFreeNode(node);
    return put;
}

static void remove_node(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static bool write_reason(xmlNode *node, const struct assessment_reason *reason)
{
    return fields_put_attribute(node, "rule", reason->rule) &&
           fields_put_attribute(node, "version", reason->version) &&
           fields_put_attribute(node, "field", reason->field) &&
           fields_put_attribute(node, "operands", reason->operands) &&
           fields_put_attribute(node, "by", reason->by) &&
           fields_put_attribute(node, "at", reason->at) &&
           fields_put_attribute(node, "lapsed", NULL) && fields_put(node, reason->text);
}

/* A whole new one stands there before the old one goes: a failure loses nothing. */
bool assessment_put_reason(struct assessment *a, size_t page,
                           const struct assessment_reason *reason, struct error *err)
{
    struct assessment_reason old;
    if (assessment_follows(a, page) != (size_t)-1)
        return error_set(err, _("This page is a copy. Give the reason on the page it follows."));
    if (!fields_check_text(reason->text, err))
        return false;
    bool again = assessment_find_reason(a, page, reason->rule, reason->field, &old);
    xmlNode *node = add_reason(a, page);
    if (node == NULL || !write_reason(node, reason)) {
        if (node != NULL)
            remove_node(node);
        return error_set_memory(err);
    }
    if (again)
        xmlFreeNode(xmlReplaceNode(assessment_unconst(old.node), node));
    index_mark_changed(a, page);
    return true;
}

void assessment_drop_reason(struct assessment *a, size_t page,
                            const struct assessment_reason *reason)
{
    remove_node(assessment_unconst(reason->node));
    index_mark_changed(a, page);
}

bool assessment_lapse_reason(struct assessment *a, size_t page,
                             const struct assessment_reason *reason, bool lapsed, struct error *err)
{
    if (reason->lapsed == lapsed)
        return true;
    index_mark_changed(a, page);
    return fields_put_attribute(assessment_unconst(reason->node), "lapsed",
                                lapsed ? "true" : NULL) ||
           error_set_memory(err);
}

void reasons_clear(xmlNode *page)
{
    for (xmlNode *node = next_reason(page->children); node != NULL;) {
        xmlNode *next = next_reason(node->next);
        remove_node(node);
        node = next;
    }
}

bool assessment_path_is_reason(const char *path)
{
    size_t size = strlen(element);
    return strncmp(path, element, size) == 0 && (path[size] == '\0' || path[size] == '[');
}
