/* What of a stored page is shown: its first text, and what was chosen on it. The page is
 * not built for that: which of its paths is which control of the form, any page of its
 * kind tells. */
#include "config.h"

#include "assessment/ward_cases_private.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/internal.h"
#include "text/buffer.h"
#include "text/fold.h"

/* --- paths without the numbers of rows ---------------------------------------------- */

static char *strip_numbers(char *path)
{
    char *to = path;
    for (const char *from = path; path != NULL && *from != '\0'; from++) {
        if (*from == '[')
            from += strcspn(from, "]");
        else
            *to++ = *from;
    }
    if (path != NULL)
        *to = '\0';
    return path;
}

/* Whether a path of the store is that of the field in any row. */
static bool is_of(const char *path, const struct case_field *field)
{
    const char *own = field->path;
    for (; *path != '\0' && (*path == *own || *path == '['); path++) {
        if (*path == '[')
            path += strcspn(path, "]");
        else
            own++;
    }
    return *path == '\0' && *own == '\0';
}

/* --- a kind of page ------------------------------------------------------------------- */

struct collecting {
    const struct assessment *a;
    const xmlNode *page;
    enum form_lang lang;
    struct case_view *view;
    size_t room;
};

static struct case_field *grow(struct collecting *c)
{
    struct case_view *view = c->view;
    if (view->count == c->room) {
        size_t room = c->room == 0 ? 16 : c->room * 2;
        struct case_field *fields = realloc(view->fields, room * sizeof *fields);
        if (fields == NULL)
            return NULL;
        view->fields = fields;
        c->room = room;
    }
    view->fields[view->count] = (struct case_field){0};
    return &view->fields[view->count++];
}

static bool add_field(struct collecting *c, const struct form_item *item, const xmlNode *node)
{
    struct case_field *field = grow(c);
    if (field == NULL)
        return false;
    field->item = item;
    field->text = item->kind == FORM_TEXTAREA && index_info(node)->calculate == NULL;
    field->path = strip_numbers(flatten_path(c->page, node));
    field->label = assessment_text(c->a, &item->label, c->lang, node);
    field->meanings = calloc(item->choice_count + 1, sizeof(*field->meanings));
    bool good = field->path && field->label && field->meanings;
    for (size_t i = 0; good && i < item->choice_count; i++) {
        field->meanings[i] = assessment_text(c->a, &item->choices[i].label, c->lang, node);
        good = field->meanings[i] != NULL;
    }
    return good;
}

/* Every control once, whether it is relevant on this page or not; of rows the first. */
static bool collect(struct collecting *c, const struct form_item *item, const xmlNode *context)
{
    bool good = true;
    for (const struct form_item *child = item->first_child; good && child; child = child->next) {
        if (child->page || child->kind == FORM_OUTPUT)
            continue;
        const xmlNode *node = evaluate_node(c->a, child->ref, context);
        if (node == NULL)
            continue;
        bool holds = child->kind == FORM_GROUP || child->kind == FORM_REPEAT;
        good = holds ? collect(c, child, node) : add_field(c, child, node);
    }
    return good;
}

static void free_view(struct case_view *view)
{
    for (size_t i = 0; i < view->count; i++) {
        struct case_field *field = &view->fields[i];
        for (size_t k = 0; field->meanings && k < field->item->choice_count; k++)
            free(field->meanings[k]);
        free(field->meanings);
        free(field->path);
        free(field->label);
    }
    free(view->fields);
    free(view->policy);
    free(view->element);
    xmlFreeDoc(view->blank);
}

void case_views_free(struct case_views *views)
{
    for (size_t i = 0; i < views->count; i++)
        free_view(&views->items[i]);
    free(views->items);
    assessment_free(views->sample);
    views->items = NULL;
    views->sample = NULL;
    views->count = 0;
}

static const struct case_view *add_view(struct case_views *views, const struct assessment *a,
                                        size_t page)
{
    struct case_view *items = realloc(views->items, (views->count + 1) * sizeof *items);
    if (items == NULL)
        return NULL;
    views->items = items;
    struct case_view *view = &items[views->count++];
    const struct assessment_page *p = &a->pages[page];
    bool given = names_is_given(a, page);
    *view = (struct case_view){.policy = strdup(form_name(a->form)),
                               .blank = given ? form_blank(a->form) : NULL,
                               .element = strdup((const char *)p->node->name)};
    struct collecting c = {a, p->node, views->lang, view, 0};
    bool good = view->policy && view->element && (!given || view->blank);
    return good && collect(&c, p->item, p->node) ? view : NULL;
}

static const struct case_view *find_known(const struct case_views *views, const char *policy,
                                          const char *element)
{
    for (size_t i = 0; i < views->count; i++) {
        const struct case_view *view = &views->items[i];
        if (strcmp(view->policy, policy) == 0 && strcmp(view->element, element) == 0)
            return view;
    }
    return NULL;
}

const struct case_view *case_views_own(struct case_views *views, size_t page)
{
    const struct assessment *a = views->own;
    const struct case_view *known =
        find_known(views, form_name(a->form), (const char *)a->pages[page].node->name);
    return known != NULL ? known : add_view(views, a, page);
}

/* A sheet of the case's form: the own one, or that of the case. NULL: it cannot be opened. */
static const struct assessment *find_sample(struct case_views *views, const struct store_case *c)
{
    if (strcmp(form_name(views->own->form), c->policy) == 0)
        return views->own;
    if (views->sample != NULL && strcmp(form_name(views->sample->form), c->policy) == 0)
        return views->sample;
    assessment_free(views->sample);
    views->sample = assessment_open(views->store, views->catalogue, c->ward_code, c->year, NULL);
    return views->sample;
}

static size_t find_element(const struct assessment *a, const char *element)
{
    size_t page = 0;
    while (page < a->page_count && !xmlStrEqual(a->pages[page].node->name, BAD_CAST element))
        page++;
    return page;
}

bool case_views_find(struct case_views *views, const struct store_case *c,
                     const struct case_view **out)
{
    const char *container = strrchr(c->page.element, '/');
    const char *element = container != NULL ? container + 1 : c->page.element;
    *out = find_known(views, c->policy, element);
    const struct assessment *sample = *out == NULL ? find_sample(views, c) : NULL;
    size_t page = sample == NULL ? 0 : find_element(sample, element);
    if (sample == NULL || page == sample->page_count)
        return true;
    *out = add_view(views, sample, page);
    return *out != NULL;
}

/* --- what is shown -------------------------------------------------------------------- */

bool case_view_has_text(const struct case_view *view, const struct form_item *item)
{
    for (size_t i = 0; i < view->count; i++) {
        if (view->fields[i].item == item)
            return view->fields[i].text;
    }
    return false;
}

static bool says_something(const char *value)
{
    return *value != '\0' && strcmp(value, ASSESSMENT_NOT_APPLICABLE) != 0;
}

/* The value of the stored field as printed: that attribute is the one behind it. */
static const char *printed(const struct store_page *page, size_t i)
{
    const char *path = page->fields[i].path;
    size_t size = strlen(path);
    for (size_t k = i + 1; k < page->count; k++) {
        const char *other = page->fields[k].path;
        if (strncmp(other, path, size) != 0 || strncmp(other + size, "/@", 2) != 0)
            break;
        if (strcmp(other + size + 2, "printed") == 0)
            return page->fields[k].value;
    }
    return page->fields[i].value;
}

/* Whether the text stands in or under a node of the blank assessment. */
static bool stands_in(const xmlNode *node, const char *text)
{
    bool found = false;
    for (const xmlNode *child = node->children; child != NULL && !found; child = child->next) {
        found = child->type == XML_TEXT_NODE ? fold_equal((const char *)child->content, text)
                                             : stands_in(child, text);
    }
    return found;
}

bool case_text_is_given(const xmlNode *given, const char *text)
{
    return given != NULL && stands_in(given, text);
}

static const char *find_text(const struct case_view *view, const char *name,
                             const struct store_page *page, const char **label)
{
    /* What the policy gives the page with, nobody wrote. */
    const xmlNode *given = ward_cases_find_given(view, name);
    for (size_t f = 0; f < view->count; f++) {
        const struct case_field *field = &view->fields[f];
        for (size_t i = 0; field->text && i < page->count; i++) {
            const char *value = page->fields[i].value;
            if (!is_of(page->fields[i].path, field) || !says_something(value) ||
                case_text_is_given(given, value))
                continue;
            *label = field->label;
            return printed(page, i);
        }
    }
    return NULL;
}

static void append_meaning(const struct case_field *field, const char *value, struct buffer *out)
{
    buffer_append_string(out, out->size > 0 ? ", " : "");
    buffer_append_string(out, value);
    for (size_t i = 0; i < field->item->choice_count; i++) {
        if (strcmp(field->item->choices[i].value, value) == 0)
            buffer_append_format(out, ": %s", field->meanings[i]);
    }
}

static bool make_mark(const struct case_field *field, const struct store_page *page,
                      struct ward_case_mark *mark)
{
    struct buffer values = BUFFER_INIT;
    struct buffer meanings = BUFFER_INIT;
    for (size_t i = 0; i < page->count; i++) {
        const char *value = page->fields[i].value;
        if (*value == '\0' || !is_of(page->fields[i].path, field))
            continue;
        buffer_append_string(&values, values.size > 0 ? " " : "");
        buffer_append_string(&values, value);
        append_meaning(field, value, &meanings);
    }
    *mark = (struct ward_case_mark){strdup(field->path), strdup(field->label), buffer_take(&values),
                                    buffer_take(&meanings)};
    return mark->field && mark->label && mark->values && mark->meanings;
}

/* Those that have a value; the last one made is counted also where it failed, to be freed. */
static bool make_marks(const struct case_view *view, const struct store_page *page,
                       struct ward_case *out)
{
    bool good = true;
    out->marks = calloc(view->count + 1, sizeof(*out->marks));
    for (size_t i = 0; out->marks && good && i < view->count; i++) {
        if (view->fields[i].item->kind != FORM_SELECT1)
            continue;
        struct ward_case_mark *mark = &out->marks[out->mark_count];
        good = make_mark(&view->fields[i], page, mark);
        if (!good || *mark->values != '\0') {
            out->mark_count++;
            continue;
        }
        ward_case_mark_free(mark);
    }
    return good && out->marks != NULL;
}

bool case_view_show(const struct case_view *view, const struct store_case *c, struct ward_case *out,
                    bool *written)
{
    const char *label = NULL;
    const char *text = find_text(view, c->name, &c->page, &label);
    *written = text != NULL;
    if (text == NULL)
        return true;
    out->text = strdup(text);
    out->text_label = strdup(label);
    return out->text && out->text_label && make_marks(view, &c->page, out);
}
