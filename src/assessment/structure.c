/* Rows and pages come and go. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

static bool refuse_copy(const struct assessment *a, size_t page, struct error *err)
{
    if (assessment_follows(a, page) == (size_t)-1)
        return true;
    return error_set(err,
                     _("This page is a copy. Change the page it follows, or cut it loose first."));
}

static bool restructured(struct assessment *a, struct error *err)
{
    return index_build(a, err) && names_update(a, err) && fields_calculate(a, err);
}

/* A copy of the prototype that the repeat's insert names. */
static xmlNode *make_row(struct assessment *a, const struct form_item *repeat,
                         const xmlNode *context, struct error *err)
{
    if (repeat->origin == NULL) {
        error_set(err, _("Nothing can be added here: the form fixes these rows."));
        return NULL;
    }
    xmlNode *origin = evaluate_node(a, repeat->origin, context);
    if (origin == NULL) {
        error_set(err,
                  _("The form %s names a prototype (line %d) that is not there. "
                    "Install the form again."),
                  form_name(a->form), repeat->line);
        return NULL;
    }
    xmlNode *row = xmlDocCopyNode(origin, a->doc, 1);
    if (row == NULL)
        error_set_memory(err);
    return row;
}

static xmlNode *last_of(const struct assessment *a, const struct form_item *repeat,
                        const xmlNode *context)
{
    xmlXPathObject *result = evaluate(a, repeat->ref, context);
    xmlNode *last = NULL;
    if (result != NULL && result->type == XPATH_NODESET && result->nodesetval != NULL &&
        result->nodesetval->nodeNr > 0) {
        xmlXPathNodeSetSort(result->nodesetval);
        last = result->nodesetval->nodeTab[result->nodesetval->nodeNr - 1];
    }
    xmlXPathFreeObject(result);
    return last;
}

/* --- where a first row goes -------------------------------------------------------
 * With no row to stand behind, its place is read off a blank: an element of the
 * same name under an element of the context's name, in the prototypes or in the
 * blank assessment. */

static const xmlNode *ancestor_named(const xmlNode *node, const xmlChar *name)
{
    for (node = node->parent; node != NULL; node = node->parent) {
        if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, name))
            return node;
    }
    return NULL;
}

static const xmlNode *find_model(const xmlNode *node, const xmlChar *name, const xmlChar *context)
{
    for (; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (xmlStrEqual(node->name, name) && ancestor_named(node, context) != NULL)
            return node;
        const xmlNode *deeper = find_model(node->children, name, context);
        if (deeper != NULL)
            return deeper;
    }
    return NULL;
}

static xmlNode *child_named(const xmlNode *parent, const xmlChar *name)
{
    for (xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, name))
            return child;
    }
    return NULL;
}

/* The element under context that stands where the model's parent stands. */
static xmlNode *matching_parent(xmlNode *context, const xmlNode *model_parent)
{
    if (xmlStrEqual(model_parent->name, context->name))
        return context;
    xmlNode *above =
        model_parent->parent == NULL ? NULL : matching_parent(context, model_parent->parent);
    return above == NULL ? NULL : child_named(above, model_parent->name);
}

static bool put_like(const xmlNode *model, xmlNode *context, xmlNode *row)
{
    xmlNode *parent = model == NULL ? context : matching_parent(context, model->parent);
    if (parent == NULL)
        return false;
    for (const xmlNode *after = model == NULL ? NULL : model->next; after != NULL;
         after = after->next) {
        xmlNode *before = after->type != XML_ELEMENT_NODE || xmlStrEqual(after->name, row->name)
                              ? NULL
                              : child_named(parent, after->name);
        if (before != NULL)
            return xmlAddPrevSibling(before, row) != NULL;
    }
    return xmlAddChild(parent, row) != NULL;
}

/* False when memory is short. */
static bool put_first(const struct assessment *a, const struct form_item *repeat, xmlNode *context,
                      xmlNode *row)
{
    const xmlNode *origin = evaluate_node(a, repeat->origin, context);
    const xmlNode *model = find_model(origin->doc->children, row->name, context->name);
    if (model != NULL)
        return put_like(model, context, row);
    xmlDoc *blank = form_blank(a->form);
    bool put = blank != NULL &&
               put_like(find_model(blank->children, row->name, context->name), context, row);
    xmlFreeDoc(blank);
    return put;
}

bool assessment_add_row(struct assessment *a, const struct form_item *repeat, xmlNode *context,
                        xmlNode **row, struct error *err)
{
    size_t page = assessment_page_of(a, context);
    if (!refuse_copy(a, page, err))
        return false;
    *row = make_row(a, repeat, context, err);
    if (*row == NULL)
        return false;
    xmlNode *last = last_of(a, repeat, context);
    bool good =
        last != NULL ? xmlAddNextSibling(last, *row) != NULL : put_first(a, repeat, context, *row);
    if (!good) {
        xmlFreeNode(*row);
        return error_set_memory(err);
    }
    index_mark_changed(a, page);
    return restructured(a, err) && copies_update(a, page, err);
}

bool assessment_remove_row(struct assessment *a, xmlNode *row, struct error *err)
{
    size_t page = assessment_page_of(a, row);
    if (!refuse_copy(a, page, err))
        return false;
    xmlUnlinkNode(row);
    xmlFreeNode(row);
    index_mark_changed(a, page);
    return restructured(a, err) && copies_update(a, page, err);
}

/* --- pages --------------------------------------------------------------------------- */

/* The one kind of page that can be added below an item; NULL where there is none, or
 * more than one, so that nobody could say which is meant. */
static const struct form_item *addable_below(const struct form_item *item)
{
    const struct form_item *found = NULL;
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        if (!child->page || child->kind != FORM_REPEAT || child->origin == NULL)
            continue;
        if (found != NULL)
            return NULL;
        found = child;
    }
    return found;
}

/* Of which kind a page added at this one is, and in which page it stands: one of the same
 * kind beside it, else the kind that can be added in it, else the one that can beside it. */
static const struct form_item *addable(const struct assessment *a, size_t page, size_t *parent)
{
    const struct form_item *item = a->pages[page].item;
    *parent = a->pages[page].parent;
    if (item->kind == FORM_REPEAT && item->origin != NULL)
        return item;
    const struct form_item *below = addable_below(item);
    if (below != NULL)
        *parent = page;
    return below != NULL ? below : addable_below(a->pages[*parent].item);
}

bool assessment_add_page(struct assessment *a, size_t page, size_t *added, struct error *err)
{
    size_t parent;
    const struct form_item *item = addable(a, page, &parent);
    if (item == NULL)
        return error_set(err, _("No page can be added here: the form fixes these pages."));
    xmlNode *context = a->pages[parent].node;
    xmlNode *node = make_row(a, item, context, err);
    if (node == NULL)
        return false;
    xmlNode *before = item == a->pages[page].item ? a->pages[page].node : last_of(a, item, context);
    bool good = before != NULL ? xmlAddNextSibling(before, node) != NULL
                               : put_first(a, item, context, node);
    if (!good) {
        xmlFreeNode(node);
        return error_set_memory(err);
    }
    if (!restructured(a, err))
        return false;
    *added = assessment_page_of(a, node);
    return true;
}

static bool has_sibling(const struct assessment *a, size_t page)
{
    for (size_t i = 0; i < a->page_count; i++) {
        if (i != page && a->pages[i].item == a->pages[page].item &&
            a->pages[i].parent == a->pages[page].parent)
            return true;
    }
    return false;
}

/* The last of its kind must stay where the blank assessment begins with such a page. */
static bool refuse_last(const struct assessment *a, size_t page, struct error *err)
{
    const struct assessment_page *p = &a->pages[page];
    bool fixed = p->item->kind != FORM_REPEAT || p->item->origin == NULL;
    bool needed = false;
    if (!fixed && !has_sibling(a, page)) {
        xmlDoc *blank = form_blank(a->form);
        if (blank == NULL)
            return error_set_memory(err);
        needed = find_model(blank->children, p->node->name, a->pages[p->parent].node->name) != NULL;
        xmlFreeDoc(blank);
    }
    if (!fixed && !needed)
        return true;
    return error_set(err,
                     _("This page cannot be removed: the sheet needs one of its kind here. "
                       "Where nothing applies, fill it with %s."),
                     ASSESSMENT_NOT_APPLICABLE);
}

/* The first of the page's copies stands by itself, the others follow that one. */
static bool release_copies(struct assessment *a, size_t page, struct error *err)
{
    size_t heir = (size_t)-1;
    for (size_t i = 0; i < a->page_count; i++) {
        if (assessment_follows(a, i) != page)
            continue;
        if (heir == (size_t)-1) {
            heir = i;
            if (!assessment_depart(a, i, err))
                return false;
        } else if (!assessment_follow(a, i, heir, err)) {
            return false;
        }
    }
    return true;
}

bool assessment_remove_page(struct assessment *a, size_t page, struct error *err)
{
    if (!refuse_last(a, page, err) || !release_copies(a, page, err))
        return false;
    if (a->pages[page].stored_id != 0) {
        int64_t *removed = realloc(a->removed, (a->removed_count + 1) * sizeof *removed);
        if (removed == NULL)
            return error_set_memory(err);
        a->removed = removed;
        a->removed[a->removed_count++] = a->pages[page].stored_id;
    }
    xmlNode *node = a->pages[page].node;
    xmlUnlinkNode(node);
    xmlFreeNode(node);
    return restructured(a, err);
}
