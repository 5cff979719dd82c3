/* The outline and the content of a page: the form's items, met with the
 * document's nodes. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

static struct assessment_entry *append(struct assessment_entries *out,
                                       enum assessment_entry_kind kind,
                                       const struct form_item *item, xmlNode *node, int depth)
{
    if (out->count == out->room) {
        size_t room = out->room == 0 ? 64 : out->room * 2;
        struct assessment_entry *items = realloc(out->items, room * sizeof *items);
        if (items == NULL)
            return NULL;
        out->items = items;
        out->room = room;
    }
    struct assessment_entry *entry = &out->items[out->count++];
    *entry = (struct assessment_entry){
        .kind = kind, .item = item, .node = node, .depth = depth, .page = (size_t)-1};
    return entry;
}

/* One walk over the form serves both: the outline takes headings and pages, a
 * page takes what stands in it and stops at the pages inside. */
struct walk {
    const struct assessment *a;
    struct assessment_entries *out;
    bool outline;
    bool add_rows; /* off where the page is a copy: its rows are its source's */
    bool hidden;   /* with what is not relevant */
};

static bool walk_children(struct walk *w, const struct form_item *item, xmlNode *node, int depth);

static bool wanted(const struct walk *w, const struct form_item *item)
{
    if (w->outline)
        return item->page || index_item_has_page(item);
    return !item->page &&
           (index_item_has_control(item) || item->first_child == NULL || item->origin != NULL);
}

static bool walk_page(struct walk *w, const struct form_item *item, xmlNode *node, int depth)
{
    struct assessment_entry *entry = append(w->out, ASSESSMENT_PAGE, item, node, depth);
    if (entry == NULL)
        return false;
    entry->page = assessment_page_of(w->a, node);
    return walk_children(w, item, node, depth + 1);
}

static bool is_shown(const struct walk *w, const xmlNode *node)
{
    return node != NULL && (w->hidden || evaluate_relevant(w->a, node));
}

static bool walk_group(struct walk *w, const struct form_item *item, xmlNode *context, int depth)
{
    xmlNode *node = evaluate_node(w->a, item->ref, context);
    if (!is_shown(w, node))
        return true;
    if (item->page)
        return walk_page(w, item, node, depth);
    bool titled = item->label.count[FORM_JA] > 0;
    if (titled && append(w->out, ASSESSMENT_HEADING, item, node, depth) == NULL)
        return false;
    return walk_children(w, item, node, titled ? depth + 1 : depth);
}

static bool walk_row(struct walk *w, const struct form_item *item, xmlNode *node, int number,
                     int of, int depth)
{
    if (item->page)
        return walk_page(w, item, node, depth);
    struct assessment_entry *entry =
        append(w->out, w->outline ? ASSESSMENT_HEADING : ASSESSMENT_ROW, item, node, depth);
    if (entry == NULL)
        return false;
    entry->number = number;
    entry->of = of;
    return walk_children(w, item, node, depth + 1);
}

static bool walk_repeat(struct walk *w, const struct form_item *item, xmlNode *context, int depth)
{
    xmlXPathObject *result = evaluate(w->a, item->ref, context);
    if (result == NULL)
        return false;
    bool good = true;
    int of = 0;
    if (result->type == XPATH_NODESET && result->nodesetval != NULL) {
        xmlXPathNodeSetSort(result->nodesetval);
        of = result->nodesetval->nodeNr;
        for (int i = 0; good && i < of; i++)
            good = walk_row(w, item, result->nodesetval->nodeTab[i], i + 1, of, depth);
    }
    xmlXPathFreeObject(result);
    if (good && !w->outline && w->add_rows && item->origin != NULL)
        good = append(w->out, ASSESSMENT_ADD, item, context, depth) != NULL;
    return good;
}

static bool walk_control(struct walk *w, const struct form_item *item, xmlNode *context, int depth)
{
    if (item->kind == FORM_OUTPUT)
        return append(w->out, ASSESSMENT_OUTPUT, item, context, depth) != NULL;
    xmlNode *node = evaluate_node(w->a, item->ref, context);
    if (!is_shown(w, node))
        return true;
    return append(w->out, ASSESSMENT_FIELD, item, node, depth) != NULL;
}

static bool walk_children(struct walk *w, const struct form_item *item, xmlNode *node, int depth)
{
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        bool good = true;
        if (!wanted(w, child))
            continue;
        if (child->kind == FORM_GROUP)
            good = walk_group(w, child, node, depth);
        else if (child->kind == FORM_REPEAT)
            good = walk_repeat(w, child, node, depth);
        else
            good = walk_control(w, child, node, depth);
        if (!good)
            return false;
    }
    return true;
}

static bool finish(bool good, struct assessment_entries *out, struct error *err)
{
    if (good)
        return true;
    assessment_entries_free(out);
    return error_set_memory(err);
}

bool assessment_outline(const struct assessment *a, struct assessment_entries *out,
                        struct error *err)
{
    *out = (struct assessment_entries){0};
    struct walk w = {.a = a, .out = out, .outline = true};
    return finish(walk_children(&w, form_body(a->form), xmlDocGetRootElement(a->doc), 0), out, err);
}

static bool walk_whole_page(struct walk *w, size_t page, struct error *err)
{
    const struct assessment *a = w->a;
    *w->out = (struct assessment_entries){0};
    w->add_rows = assessment_follows(a, page) == (size_t)-1;
    return finish(walk_children(w, a->pages[page].item, a->pages[page].node, 0), w->out, err);
}

bool assessment_page_entries(const struct assessment *a, size_t page,
                             struct assessment_entries *out, struct error *err)
{
    struct walk w = {.a = a, .out = out};
    return walk_whole_page(&w, page, err);
}

bool entries_with_hidden(const struct assessment *a, size_t page, struct assessment_entries *out,
                         struct error *err)
{
    struct walk w = {.a = a, .out = out, .hidden = true};
    return walk_whole_page(&w, page, err);
}

void assessment_entries_free(struct assessment_entries *e)
{
    free(e->items);
    *e = (struct assessment_entries){0};
}
