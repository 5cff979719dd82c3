/*
 * A page as a list of (path, value), in document order, and back. A path names
 * the elements on the way, with [n] behind the second and later of a name; an
 * attribute is "@name" at its end. Elements without child elements always have
 * an entry, so that a blank field comes back as a blank field.
 */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/i18n.h"

static int place_among_siblings(const xmlNode *node)
{
    int place = 1;
    for (const xmlNode *before = node->prev; before != NULL; before = before->prev) {
        if (before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, node->name))
            place++;
    }
    return place;
}

static void append_step(struct buffer *path, const xmlNode *node)
{
    if (path->size > 0)
        buffer_append_string(path, "/");
    if (node->type == XML_ATTRIBUTE_NODE) {
        buffer_append_format(path, "@%s", (const char *)node->name);
        return;
    }
    buffer_append_string(path, (const char *)node->name);
    int place = place_among_siblings(node);
    if (place > 1)
        buffer_append_format(path, "[%d]", place);
}

static void append_path(struct buffer *path, const xmlNode *top, const xmlNode *node)
{
    if (node == top || node == NULL)
        return;
    append_path(path, top, node->parent);
    append_step(path, node);
}

char *flatten_path(const xmlNode *page, const xmlNode *node)
{
    struct buffer path = BUFFER_INIT;
    append_path(&path, page, node);
    return buffer_take(&path);
}

/* --- out ------------------------------------------------------------------------- */

struct flattening {
    const struct assessment *a;
    const xmlNode *page;
    struct store_page *out;
    size_t room;
};

static bool add_field(struct flattening *f, const xmlNode *node, const xmlChar *value)
{
    if (f->out->count == f->room) {
        size_t room = f->room == 0 ? 32 : f->room * 2;
        struct store_field *fields = realloc(f->out->fields, room * sizeof *fields);
        if (fields == NULL)
            return false;
        f->out->fields = fields;
        f->room = room;
    }
    struct buffer copy = BUFFER_INIT;
    buffer_append_string(&copy, value == NULL ? "" : (const char *)value);
    struct store_field *field = &f->out->fields[f->out->count];
    field->path = flatten_path(f->page, node);
    field->value = buffer_take(&copy);
    if (field->path == NULL || field->value == NULL) {
        free(field->path);
        free(field->value);
        return false;
    }
    f->out->count++;
    return true;
}

static bool flatten_node(struct flattening *f, const xmlNode *node);

static bool flatten_attributes(struct flattening *f, const xmlNode *node)
{
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next) {
        const xmlNode *text = attribute->children;
        if (!add_field(f, (const xmlNode *)attribute, text == NULL ? NULL : text->content))
            return false;
    }
    return true;
}

static bool flatten_inside(struct flattening *f, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !index_is_page(f->a, child) &&
            !flatten_node(f, child))
            return false;
    }
    return true;
}

static bool flatten_node(struct flattening *f, const xmlNode *node)
{
    const xmlNode *text = node->children;
    bool leaf = text == NULL || text->type != XML_ELEMENT_NODE;
    if (leaf && !add_field(f, node, text == NULL ? NULL : text->content))
        return false;
    return flatten_attributes(f, node) && flatten_inside(f, node);
}

/* Where the page's element stands below its parent page's: "row[2]" would change
 * with its neighbours, so the last step has no number. */
static char *element_of(const struct assessment *a, size_t page)
{
    struct buffer path = BUFFER_INIT;
    const xmlNode *node = a->pages[page].node;
    if (page != 0)
        append_path(&path, a->pages[a->pages[page].parent].node, node->parent);
    if (path.size > 0)
        buffer_append_string(&path, "/");
    buffer_append_string(&path, (const char *)node->name);
    return buffer_take(&path);
}

static bool is_before(const xmlNode *one, const xmlNode *other)
{
    return xmlXPathCmpNodes(assessment_unconst(one), assessment_unconst(other)) > 0;
}

static int position_of(const struct assessment *a, size_t page)
{
    int position = 1;
    for (size_t i = 1; i < a->page_count; i++) {
        if (i != page && a->pages[i].parent == a->pages[page].parent &&
            is_before(a->pages[i].node, a->pages[page].node))
            position++;
    }
    return position;
}

bool flatten_page(const struct assessment *a, size_t page, struct store_page *out,
                  struct error *err)
{
    const struct assessment_page *from = &a->pages[page];
    *out = (struct store_page){.id = from->stored_id, .revision = from->revision};
    out->parent = page == 0 ? 0 : a->pages[from->parent].stored_id;
    out->position = page == 0 ? 1 : position_of(a, page);
    out->element = element_of(a, page);
    struct flattening f = {.a = a, .page = from->node, .out = out};
    if (out->element != NULL && flatten_attributes(&f, from->node) &&
        flatten_inside(&f, from->node))
        return true;
    store_page_clear(out);
    return error_set_memory(err);
}

/* --- back -------------------------------------------------------------------------- */

/* One step of a path: its name, and which of that name. */
struct step {
    char name[128];
    int place;
    bool attribute;
};

static const char *read_step(const char *path, struct step *step)
{
    step->attribute = *path == '@';
    if (step->attribute)
        path++;
    size_t length = strcspn(path, "/[");
    if (length == 0 || length >= sizeof step->name)
        return NULL;
    memcpy(step->name, path, length);
    step->name[length] = '\0';
    path += length;
    step->place = 1;
    if (*path == '[') {
        char *end;
        long place = strtol(path + 1, &end, 10);
        if (place < 1 || place > 100000 || *end != ']')
            return NULL;
        step->place = (int)place;
        path = end + 1;
    }
    return *path == '/' ? path + 1 : path;
}

static xmlNode *nth_child(const xmlNode *parent, const struct step *step)
{
    int place = 0;
    /* From the end: fields come in document order, so it is the last one. */
    for (xmlNode *child = parent->last; child != NULL; child = child->prev) {
        if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, BAD_CAST step->name)) {
            place = place_among_siblings(child);
            if (place == step->place)
                return child;
        }
    }
    return NULL;
}

/* The node of a path under `top`, made where it is not there yet. */
static xmlNode *reach(xmlNode *top, const char *path, struct step *last)
{
    xmlNode *node = top;
    while (*path != '\0') {
        path = read_step(path, last);
        if (path == NULL)
            return NULL;
        if (last->attribute)
            return *path == '\0' ? node : NULL;
        xmlNode *child = nth_child(node, last);
        if (child == NULL)
            child = xmlNewChild(node, NULL, BAD_CAST last->name, NULL);
        if (child == NULL)
            return NULL;
        node = child;
    }
    return node;
}

static bool build_field(xmlNode *top, const struct store_field *field)
{
    struct step last = {.attribute = false};
    xmlNode *node = reach(top, field->path, &last);
    if (node == NULL)
        return false;
    if (last.attribute)
        return xmlSetProp(node, BAD_CAST last.name, BAD_CAST field->value) != NULL;
    return fields_put(node, field->value);
}

xmlNode *flatten_build(xmlDoc *doc, const struct store_page *page, struct error *err)
{
    const char *slash = strrchr(page->element, '/');
    const char *name = slash == NULL ? page->element : slash + 1;
    xmlNode *node = xmlNewDocNode(doc, NULL, BAD_CAST name, NULL);
    if (node == NULL) {
        error_set_memory(err);
        return NULL;
    }
    for (size_t i = 0; i < page->count; i++) {
        if (build_field(node, &page->fields[i]))
            continue;
        error_set(err,
                  _("The database holds \"%s\", which is no field of this form. Restore a backup."),
                  page->fields[i].path);
        xmlFreeNode(node);
        return NULL;
    }
    return node;
}

bool flatten_attach(xmlNode *parent, const char *element, xmlNode *node)
{
    const char *slash = strrchr(element, '/');
    if (slash == NULL)
        return xmlAddChild(parent, node) != NULL;
    struct buffer container = BUFFER_INIT;
    buffer_append(&container, element, (size_t)(slash - element));
    char *path = buffer_take(&container);
    struct step last = {.attribute = false};
    xmlNode *under = path == NULL ? NULL : reach(parent, path, &last);
    free(path);
    return under != NULL && xmlAddChild(under, node) != NULL;
}
