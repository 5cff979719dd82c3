#include "config.h"

#include "authoring/survey.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

/* Room for one more at the end of an array of things of that size; NULL when memory is short. */
static void *grow(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room == 0 ? 64 : 2 * *room;
    void *grown = realloc(items, more * size);
    if (grown != NULL)
        *room = more;
    return grown;
}

/* --- the walk -------------------------------------------------------------------- */

static struct survey_item *find_item(struct survey *s, const struct form_item *item)
{
    for (size_t i = 0; i < s->item_count; i++) {
        if (s->items[i].item == item)
            return &s->items[i];
    }
    void *grown = grow(s->items, s->item_count, &s->item_room, sizeof *s->items);
    if (grown == NULL)
        return NULL;
    s->items = grown;
    s->items[s->item_count] = (struct survey_item){.item = item};
    return &s->items[s->item_count++];
}

static bool is_control(const struct form_item *item)
{
    return item->kind == FORM_INPUT || item->kind == FORM_TEXTAREA || item->kind == FORM_SELECT1;
}

static void add_field(struct survey *s, xmlNode *node, const struct form_item *item,
                      const struct form_item *page)
{
    void *grown = grow(s->fields, s->field_count, &s->field_room, sizeof *s->fields);
    if (grown == NULL) {
        s->failed = true;
        return;
    }
    s->fields = grown;
    s->fields[s->field_count++] = (struct survey_field){node, item, page};
}

/* Where the item leads from there. A control and a group have the first node. */
static struct assessment_nodes select_nodes(const struct assessment *a, struct survey_item *seen,
                                            xmlNode *context)
{
    struct assessment_nodes nodes = {NULL, 0};
    struct error unheard;
    if (!assessment_select(a, seen->item->ref, context, &nodes, &unheard))
        seen->value = true;
    if (seen->item->kind != FORM_REPEAT && nodes.count > 1)
        nodes.count = 1;
    return nodes;
}

static void walk_below(const struct assessment *a, struct survey *s, const struct form_item *item,
                       xmlNode *context, const struct form_item *page);

static void walk(const struct assessment *a, struct survey *s, const struct form_item *item,
                 xmlNode *context, const struct form_item *page)
{
    struct survey_item *seen = find_item(s, item);
    if (seen == NULL) {
        s->failed = true;
        return;
    }
    page = item->page ? item : page;
    seen->page = page;
    seen->context = seen->context == NULL ? context : seen->context;
    seen->tried++;
    if (item->ref == NULL) {
        seen->found++;
        walk_below(a, s, item, context, page);
        return;
    }
    struct assessment_nodes nodes = select_nodes(a, seen, context);
    seen->found += nodes.count > 0;
    for (size_t i = 0; i < nodes.count; i++) {
        if (is_control(item))
            add_field(s, nodes.items[i], item, page);
        walk_below(a, s, item, nodes.items[i], page);
    }
    assessment_nodes_free(&nodes);
}

static void walk_below(const struct assessment *a, struct survey *s, const struct form_item *item,
                       xmlNode *context, const struct form_item *page)
{
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next)
        walk(a, s, child, context, page);
}

static bool finish(const struct survey *s, struct error *err)
{
    return !s->failed || error_set_memory(err);
}

bool survey_make(const struct assessment *a, struct survey *out, struct error *err)
{
    xmlNode *root = xmlDocGetRootElement(assessment_document(a));
    *out = (struct survey)SURVEY_INIT;
    walk_below(a, out, form_body(assessment_form(a)), root, NULL);
    return finish(out, err);
}

bool survey_row(const struct assessment *a, const struct form_item *repeat, xmlNode *row,
                struct survey *out, struct error *err)
{
    *out = (struct survey)SURVEY_INIT;
    walk_below(a, out, repeat, row, repeat->page ? repeat : NULL);
    return finish(out, err);
}

void survey_free(struct survey *s)
{
    free(s->items);
    free(s->fields);
    *s = (struct survey)SURVEY_INIT;
}

const struct survey_field *survey_find(const struct survey *s, const xmlNode *node)
{
    for (size_t i = 0; i < s->field_count; i++) {
        if (s->fields[i].node == node)
            return &s->fields[i];
    }
    return NULL;
}

/* --- one of everything -------------------------------------------------------------- */

static bool has_row(const struct survey_rows *rows, const struct form_item *repeat)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].repeat == repeat)
            return true;
    }
    return false;
}

/* A page of that item, or where there is none the page that the first one is added in. */
static size_t find_page(const struct assessment *a, const struct survey_item *seen)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++) {
        if (pages[i].item == seen->item)
            return i;
    }
    return assessment_page_of(a, seen->context);
}

static bool add_one(struct assessment *a, const struct survey_item *seen, xmlNode **row,
                    struct error *err)
{
    if (!seen->item->page)
        return assessment_add_row(a, seen->item, seen->context, row, err);
    size_t added, page = find_page(a, seen);
    size_t count;
    *row = NULL;
    if (page == (size_t)-1)
        return true;
    if (!assessment_add_page(a, page, &added, err))
        return false;
    const struct assessment_page *made = &assessment_pages(a, &count)[added];
    *row = made->item == seen->item ? made->node : NULL;
    return true;
}

/* False with a sentence when memory is short; *more says whether anything was put in. */
static bool complete_once(struct assessment *a, const struct survey *s, struct survey_rows *rows,
                          void (*refuse)(void *, const struct form_item *, const char *), void *to,
                          bool *more, struct error *err)
{
    *more = false;
    for (size_t i = 0; i < s->item_count; i++) {
        const struct survey_item *seen = &s->items[i];
        if (seen->item->origin == NULL || has_row(rows, seen->item))
            continue;
        void *grown = grow(rows->items, rows->count, &rows->room, sizeof *rows->items);
        if (grown == NULL)
            return error_set_memory(err);
        struct error refused;
        rows->items = grown;
        struct survey_row *row = &rows->items[rows->count++];
        *row = (struct survey_row){seen->item, NULL};
        if (!add_one(a, seen, &row->node, &refused))
            refuse(to, seen->item, refused.text);
        *more = row->node != NULL;
        if (*more)
            return true; /* what was seen is to be seen anew */
    }
    return true;
}

bool survey_complete(struct assessment *a, struct survey_rows *rows,
                     void (*refuse)(void *to, const struct form_item *repeat, const char *sentence),
                     void *to, struct error *err)
{
    bool more = true, good = true;
    while (good && more) {
        struct survey s;
        good = survey_make(a, &s, err) && complete_once(a, &s, rows, refuse, to, &more, err);
        survey_free(&s);
    }
    return good;
}

void survey_rows_free(struct survey_rows *rows)
{
    free(rows->items);
    *rows = (struct survey_rows){NULL, 0, 0};
}

/* --- paths -------------------------------------------------------------------------- */

static void append_path(struct buffer *out, const xmlNode *node)
{
    const xmlNode *parent = node->parent;
    if (parent == NULL || parent->type != XML_ELEMENT_NODE)
        return;
    append_path(out, parent);
    buffer_append_format(out, "%s%s%s", out->size > 0 ? "/" : "",
                         node->type == XML_ATTRIBUTE_NODE ? "@" : "", (const char *)node->name);
}

char *survey_path(const xmlNode *node)
{
    struct buffer out = BUFFER_INIT;
    append_path(&out, node);
    buffer_append_string(&out, "");
    return buffer_take(&out);
}
