/* Pages that are copies: typed once, equal to their source until they depart. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

size_t assessment_follows(const struct assessment *a, size_t page)
{
    char *follows =
        (char *)xmlGetNoNsProp(assessment_unconst(a->pages[page].node), BAD_CAST "follows");
    if (follows == NULL)
        return (size_t)-1;
    size_t source = *follows == '\0' ? (size_t)-1 : assessment_find_page(a, follows);
    xmlFree(follows);
    return source == page ? (size_t)-1 : source;
}

/* --- making one page's content equal to another's -------------------------------- */

/* restructured: nodes came or went, which the index does not know. */
struct syncing {
    const struct assessment *a;
    bool restructured;
};

static xmlNode *next_own(const struct assessment *a, xmlNode *node)
{
    while (node != NULL && (node->type != XML_ELEMENT_NODE || index_is_page(a, node)))
        node = node->next;
    return node;
}

static bool is_leaf(const xmlNode *node)
{
    return node->children == NULL || node->children->type != XML_ELEMENT_NODE;
}

static bool is_attribute_equal(const xmlAttr *one, const xmlAttr *other)
{
    xmlChar *left = xmlGetNoNsProp(one->parent, one->name);
    xmlChar *right = xmlGetNoNsProp(other->parent, other->name);
    bool equal = left != NULL && right != NULL && xmlStrEqual(one->name, other->name) &&
                 xmlStrEqual(left, right);
    xmlFree(left);
    xmlFree(right);
    return equal;
}

static bool are_attributes_equal(const xmlNode *one, const xmlNode *other)
{
    const xmlAttr *left = one->properties;
    const xmlAttr *right = other->properties;
    while (left != NULL && right != NULL && is_attribute_equal(left, right)) {
        left = left->next;
        right = right->next;
    }
    return left == NULL && right == NULL;
}

static bool sync_attributes(struct syncing *s, xmlNode *to, const xmlNode *from, bool page)
{
    /* A page keeps its own name, and what it follows. */
    if (page || are_attributes_equal(to, from))
        return true;
    s->restructured = true;
    while (to->properties != NULL)
        xmlRemoveProp(to->properties);
    for (xmlAttr *attribute = from->properties; attribute != NULL; attribute = attribute->next) {
        xmlChar *value = xmlGetNoNsProp(assessment_unconst(from), attribute->name);
        bool good = value != NULL && xmlSetProp(to, attribute->name, value) != NULL;
        xmlFree(value);
        if (!good)
            return false;
    }
    return true;
}

static bool insert_copy(struct syncing *s, xmlNode *parent, xmlNode *before, const xmlNode *from)
{
    s->restructured = true;
    xmlNode *copy = xmlDocCopyNode(assessment_unconst(from), parent->doc, 1);
    if (copy == NULL)
        return false;
    xmlNode *put = before == NULL ? xmlAddChild(parent, copy) : xmlAddPrevSibling(before, copy);
    if (put == NULL)
        xmlFreeNode(copy);
    return put != NULL;
}

static xmlNode *first_page_child(const struct assessment *a, const xmlNode *node)
{
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (index_is_page(a, child))
            return child;
    }
    return NULL;
}

static void remove_node(struct syncing *s, xmlNode *node)
{
    s->restructured = true;
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static bool sync(struct syncing *s, xmlNode *to, const xmlNode *from, bool page);

static bool sync_children(struct syncing *s, xmlNode *to, const xmlNode *from)
{
    const struct assessment *a = s->a;
    xmlNode *left = next_own(a, to->children);
    xmlNode *right = next_own(a, from->children);
    while (right != NULL) {
        if (left != NULL && xmlStrEqual(left->name, right->name)) {
            if (!sync(s, left, right, false))
                return false;
            left = next_own(a, left->next);
        } else {
            /* A row more here: it goes in before what is left there. */
            xmlNode *before = left != NULL ? left : first_page_child(a, to);
            if (!insert_copy(s, to, before, right))
                return false;
        }
        xmlNode *next = next_own(a, right->next);
        /* A row fewer: rows of this name that are left over go. */
        while (left != NULL && (next == NULL || !xmlStrEqual(left->name, next->name)) &&
               xmlStrEqual(left->name, right->name)) {
            xmlNode *surplus = left;
            left = next_own(a, left->next);
            remove_node(s, surplus);
        }
        right = next;
    }
    while (left != NULL) {
        xmlNode *surplus = left;
        left = next_own(a, left->next);
        remove_node(s, surplus);
    }
    return true;
}

static bool sync(struct syncing *s, xmlNode *to, const xmlNode *from, bool page)
{
    if (!sync_attributes(s, to, from, page))
        return false;
    if (!is_leaf(from) || page) {
        if (!page && is_leaf(to) && !fields_put(to, ""))
            return false;
        return sync_children(s, to, from);
    }
    if (!is_leaf(to)) {
        while (to->children != NULL)
            remove_node(s, to->children);
    }
    const xmlNode *text = from->children;
    return fields_put(to, text == NULL || text->content == NULL ? "" : (const char *)text->content);
}

bool copies_sync(struct assessment *a, xmlNode *to, const xmlNode *from, struct error *err)
{
    struct syncing s = {.a = a};
    return sync(&s, to, from, true) || error_set_memory(err);
}

bool copies_update(struct assessment *a, size_t page, struct error *err)
{
    struct syncing s = {.a = a};
    bool any = false;
    for (size_t i = 0; i < a->page_count; i++) {
        if (assessment_follows(a, i) != page)
            continue;
        if (!sync(&s, a->pages[i].node, a->pages[page].node, true))
            return error_set_memory(err);
        reasons_clear(a->pages[i].node);
        index_mark_changed(a, i);
        any = true;
    }
    if (!any)
        return true;
    /* Other codes may have come, too. */
    return (!s.restructured || index_build(a, err)) && names_update(a, err);
}

/* --- to follow and to depart -------------------------------------------------------- */

/* Pages that the form fixes have their own place in the policy: none is another's copy. */
static bool same_kind(const struct assessment *a, size_t one, size_t other)
{
    return a->pages[one].item == a->pages[other].item && a->pages[one].item->origin != NULL;
}

static bool put_follows(struct assessment *a, size_t page, size_t source)
{
    char name[256];
    index_mark_changed(a, page);
    return fields_put_attribute(
        a->pages[page].node, "follows",
        source == (size_t)-1 ? NULL : assessment_page_name(a, source, name, sizeof name));
}

bool assessment_follow(struct assessment *a, size_t page, size_t source, struct error *err)
{
    if (page == source || !same_kind(a, page, source) ||
        assessment_follows(a, source) != (size_t)-1)
        return error_set(err,
                         _("A page can only follow another page of its kind that follows none."));
    /* No chains: who followed this page follows its source from now on. */
    for (size_t i = 0; i < a->page_count; i++) {
        if (assessment_follows(a, i) == page && !put_follows(a, i, source))
            return error_set_memory(err);
    }
    if (!put_follows(a, page, source))
        return error_set_memory(err);
    return copies_update(a, source, err);
}

bool assessment_depart(struct assessment *a, size_t page, struct error *err)
{
    return put_follows(a, page, (size_t)-1) || error_set_memory(err);
}

bool assessment_sources(const struct assessment *a, size_t page, size_t **pages, size_t *count,
                        struct error *err)
{
    *count = 0;
    *pages = malloc((a->page_count + 1) * sizeof **pages);
    if (*pages == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < a->page_count; i++) {
        if (i != page && same_kind(a, page, i) && assessment_follows(a, i) == (size_t)-1)
            (*pages)[(*count)++] = i;
    }
    return true;
}
