#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

static bool is_control(const struct form_item *item)
{
    return item->kind != FORM_GROUP && item->kind != FORM_REPEAT;
}

bool index_item_has_page(const struct form_item *item)
{
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        if (child->page || index_item_has_page(child))
            return true;
    }
    return false;
}

bool index_item_has_control(const struct form_item *item)
{
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        if (child->page)
            continue;
        if (is_control(child) || child->origin != NULL || index_item_has_control(child))
            return true;
    }
    return false;
}

/* --- pages ------------------------------------------------------------------- */

static size_t find_node(const struct assessment_page *pages, size_t count, const xmlNode *node)
{
    for (size_t i = 0; i < count; i++) {
        if (pages[i].node == node)
            return i;
    }
    return (size_t)-1;
}

bool index_is_page(const struct assessment *a, const xmlNode *node)
{
    return find_node(a->pages, a->page_count, node) != (size_t)-1;
}

/* The pages being collected: the list itself, and the page that encloses. */
struct collection {
    struct assessment *a;
    struct assessment_page *pages;
    size_t count, room;
};

static bool collect_page(struct collection *c, const struct form_item *item, xmlNode *node,
                         size_t parent, size_t *index)
{
    if (c->count == c->room) {
        size_t room = c->room == 0 ? 64 : c->room * 2;
        struct assessment_page *pages = realloc(c->pages, room * sizeof *pages);
        if (pages == NULL)
            return false;
        c->pages = pages;
        c->room = room;
    }
    struct assessment_page *page = &c->pages[c->count];
    size_t old = find_node(c->a->pages, c->a->page_count, node);
    if (old != (size_t)-1)
        *page = c->a->pages[old];
    else
        *page = (struct assessment_page){.node = node, .changed = true, .drafted = false};
    page->item = item;
    *index = c->count;
    page->parent = c->count == 0 ? 0 : parent;
    c->count++;
    return true;
}

static bool collect(struct collection *c, const struct form_item *item, xmlNode *context,
                    size_t parent);

static bool collect_at(struct collection *c, const struct form_item *item, xmlNode *node,
                       size_t parent)
{
    if (item->page) {
        /* A node that two items lead to is one page all the same. */
        if (find_node(c->pages, c->count, node) != (size_t)-1)
            return true;
        if (!collect_page(c, item, node, parent, &parent))
            return false;
    }
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        if ((child->page || index_item_has_page(child)) && !collect(c, child, node, parent))
            return false;
    }
    return true;
}

static bool collect(struct collection *c, const struct form_item *item, xmlNode *context,
                    size_t parent)
{
    if (item->kind == FORM_GROUP) {
        xmlNode *node = evaluate_node(c->a, item->ref, context);
        return node == NULL || collect_at(c, item, node, parent);
    }
    xmlXPathObject *result = evaluate(c->a, item->ref, context);
    if (result == NULL)
        return false;
    bool good = true;
    if (result->type == XPATH_NODESET && result->nodesetval != NULL) {
        xmlXPathNodeSetSort(result->nodesetval);
        for (int i = 0; good && i < result->nodesetval->nodeNr; i++)
            good = collect_at(c, item, result->nodesetval->nodeTab[i], parent);
    }
    xmlXPathFreeObject(result);
    return good;
}

static bool build_pages(struct assessment *a)
{
    struct collection c = {.a = a};
    if (!collect(&c, form_body(a->form), xmlDocGetRootElement(a->doc), 0)) {
        free(c.pages);
        return false;
    }
    free(a->pages);
    a->pages = c.pages;
    a->page_count = c.count;
    a->page_room = c.room;
    return true;
}

/* --- binds --------------------------------------------------------------------- */

static void forget_infos(xmlNode *node)
{
    node->_private = NULL;
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        attribute->_private = NULL;
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            forget_infos(child);
    }
}

static struct node_info *add_info(struct assessment *a)
{
    if (a->info_count == a->info_room) {
        size_t room = a->info_room == 0 ? 64 : a->info_room * 2;
        struct node_info *infos = realloc(a->infos, room * sizeof *infos);
        if (infos == NULL)
            return NULL;
        a->infos = infos;
        a->info_room = room;
    }
    return &a->infos[a->info_count++];
}

static void take_bind(struct node_info *info, const struct form_bind *bind)
{
    info->met = bind;
    if (bind->type != FORM_STRING)
        info->type = bind->type;
    if (!bind->not_applicable)
        info->not_applicable = false;
    if (bind->required != NULL)
        info->required = bind;
    if (bind->relevant != NULL)
        info->relevant = bind;
    if (bind->readonly != NULL)
        info->readonly = bind;
    if (bind->calculate != NULL)
        info->calculate = bind;
    if (bind->propose_count > 0)
        info->propose = bind;
    if (bind->carry != NULL)
        info->carry = bind;
}

/* Indices stand at _private while the array may still move, pointers after. Of what was
 * known before, the bind makes the same for every node: what it made stands at the end. */
static bool note_bind(struct assessment *a, xmlNode *node, const struct form_bind *bind)
{
    size_t before = (uintptr_t)node->_private, made = a->info_count;
    while (made > 0 && a->infos[made - 1].met == bind && a->infos[made - 1].before != before)
        made--;
    if (made == 0 || a->infos[made - 1].met != bind) {
        struct node_info *info = add_info(a);
        if (info == NULL)
            return false;
        if (before == 0)
            *info = (struct node_info){.not_applicable = true};
        else
            *info = a->infos[before - 1];
        info->before = before;
        take_bind(info, bind);
        made = a->info_count;
    }
    node->_private = (void *)(uintptr_t)made;
    return true;
}

static bool note_nodeset(struct assessment *a, const struct form_bind *bind)
{
    xmlXPathObject *result = evaluate(a, bind->nodeset, xmlDocGetRootElement(a->doc));
    if (result == NULL)
        return false;
    bool good = true;
    if (result->type == XPATH_NODESET && result->nodesetval != NULL) {
        for (int i = 0; good && i < result->nodesetval->nodeNr; i++)
            good = note_bind(a, result->nodesetval->nodeTab[i], bind);
    }
    xmlXPathFreeObject(result);
    return good;
}

static void settle_node(struct assessment *a, xmlNode *node)
{
    if (node->_private != NULL)
        node->_private = &a->infos[(uintptr_t)node->_private - 1];
}

static void settle_infos(struct assessment *a, xmlNode *node)
{
    settle_node(a, node);
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        settle_node(a, (xmlNode *)attribute);
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            settle_infos(a, child);
    }
}

static bool build_infos(struct assessment *a)
{
    xmlNode *root = xmlDocGetRootElement(a->doc);
    forget_infos(root);
    a->info_count = 0;
    for (size_t i = 0; i < form_bind_count(a->form); i++) {
        if (!note_nodeset(a, form_bind(a->form, i))) {
            forget_infos(root);
            return false;
        }
    }
    settle_infos(a, root);
    return true;
}

bool index_build(struct assessment *a, struct error *err)
{
    if (!build_pages(a) || !build_infos(a))
        return error_set_memory(err);
    if (a->page_count == 0)
        return error_set(err, _("The form %s has no page. Install the form again."),
                         form_name(a->form));
    return true;
}

static bool item_adds(const struct assessment *a, const struct form_item *item, const xmlChar *name)
{
    for (; item != NULL; item = item->next) {
        const xmlNode *origin = item->origin == NULL
                                    ? NULL
                                    : evaluate_node(a, item->origin, xmlDocGetRootElement(a->doc));
        if ((origin != NULL && xmlStrEqual(origin->name, name)) ||
            item_adds(a, item->first_child, name))
            return true;
    }
    return false;
}

bool index_can_add(const struct assessment *a, const xmlChar *name)
{
    return item_adds(a, form_body(a->form), name);
}

const struct node_info *index_info(const xmlNode *node)
{
    static const struct node_info none = {.type = FORM_STRING, .not_applicable = true};
    return node->_private == NULL ? &none : node->_private;
}

void index_mark_changed(struct assessment *a, size_t page)
{
    a->pages[page].changed = true;
    a->pages[page].drafted = false;
}

const struct assessment_page *assessment_pages(const struct assessment *a, size_t *count)
{
    *count = a->page_count;
    return a->pages;
}

size_t assessment_page_of(const struct assessment *a, const xmlNode *node)
{
    for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = node->parent) {
        size_t page = find_node(a->pages, a->page_count, node);
        if (page != (size_t)-1)
            return page;
    }
    return (size_t)-1;
}
