/* The body of a form: groups, repeats and controls as a tree of items. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "form/form_private.h"
#include "text/i18n.h"

struct kind {
    const char *name;
    enum form_kind kind;
    const char *ref; /* the attribute that moves the context or names the node */
};

static const struct kind kinds[] = {
    {"group", FORM_GROUP, "ref"},     {"repeat", FORM_REPEAT, "nodeset"},
    {"input", FORM_INPUT, "ref"},     {"textarea", FORM_TEXTAREA, "ref"},
    {"select1", FORM_SELECT1, "ref"}, {"output", FORM_OUTPUT, "ref"},
};

static const struct kind *find_kind(const xmlNode *element)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (form_xml_is(element, kinds[i].name))
            return &kinds[i];
    }
    return NULL; /* label, help, item, ... */
}

/* --- choices -------------------------------------------------------------- */

static bool check_value(const struct form_reader *reader, const xmlNode *element,
                        const struct form_item *item, const char *value)
{
    if (value[0] == '\0')
        return form_refuse(reader, element,
                           _("<value> is empty, and so is a field that is not filled in; write "
                             "what is stored"));
    for (size_t i = 0; i < item->choice_count; i++) {
        if (item->choices[i].value && strcmp(item->choices[i].value, value) == 0)
            return form_refuse(reader, element,
                               _("<value> \"%s\" is there twice in one <select1>; take one out"),
                               value);
    }
    return true;
}

static bool read_value(const struct form_reader *reader, const xmlNode *element,
                       const struct form_item *item, struct form_choice *choice)
{
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        char *value;

        if (!form_xml_is(n, "value"))
            continue;
        value = form_text_plain(reader, n);
        if (!value)
            return false;
        if (!check_value(reader, n, item, value)) {
            free(value);
            return false;
        }
        choice->value = value;
    }
    return true;
}

static bool add_choice(const struct form_reader *reader, const xmlNode *element,
                       struct form_item *item)
{
    struct form_choice *grown = realloc(item->choices, (item->choice_count + 1) * sizeof(*grown));
    struct form_choice *choice;

    if (!grown)
        return error_set_memory(reader->err);
    item->choices = grown;
    choice = &grown[item->choice_count++];
    memset(choice, 0, sizeof(*choice));
    return read_value(reader, element, item, choice) &&
           form_text_read(reader, element, "label", &choice->label);
}

/* --- items ---------------------------------------------------------------- */

static bool is_in_page(const struct form_item *item)
{
    for (; item; item = item->parent) {
        if (item->page)
            return true;
    }
    return false;
}

/* What the table cannot say: attributes that go together. */
static bool check_item(const struct form_reader *reader, const xmlNode *element,
                       const struct form_item *item)
{
    bool control = item->kind != FORM_GROUP && item->kind != FORM_REPEAT;

    if (item->kind == FORM_OUTPUT &&
        !form_xml_attribute(element, "ref") == !form_xml_attribute(element, "value"))
        return form_refuse(reader, element,
                           _("<output> must have either a ref or a value, to say what it shows"));
    if (item->page && !item->ref)
        return form_refuse(
            reader, element,
            _("<%s appearance=\"full\"> has no ref; say which node it is the page of"),
            (const char *)element->name);
    if (control && !is_in_page(item->parent))
        return form_refuse(reader, element,
                           _("<%s> stands outside of every page, where nobody sees it; put it into "
                             "a group or repeat with appearance=\"full\""),
                           (const char *)element->name);
    return true;
}

static bool read_attributes(const struct form_reader *reader, const xmlNode *element,
                            const struct kind *kind, struct form_item *item)
{
    const char *id = form_xml_attribute(element, "id");
    const char *ref = form_xml_attribute(element, kind->ref) ? kind->ref : "value";

    item->kind = kind->kind;
    item->page = form_xml_attribute(element, "appearance") != NULL;
    item->line = (int)xmlGetLineNo(element);
    if (id) {
        item->id = strdup(id);
        if (!item->id)
            return error_set_memory(reader->err);
    }
    return form_xpath_attribute(reader, element, ref, FORM_ALWAYS, &item->ref) &&
           (check_item(reader, element, item) || form_go_on(reader));
}

/* The children that are no items themselves. */
static bool read_parts(const struct form_reader *reader, const xmlNode *element,
                       struct form_item *item)
{
    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        if (form_xml_is(n, "item") && !add_choice(reader, n, item) && !form_go_on(reader))
            return false;
        if (form_xml_is(n, "insert") &&
            !form_xpath_attribute(reader, n, "origin", FORM_ALWAYS, &item->origin))
            return false;
    }
    return form_text_read(reader, element, "label", &item->label) &&
           form_text_read(reader, element, "help", &item->help) &&
           form_text_read(reader, element, "hint", &item->hint);
}

static struct form_item *add_item(const struct form_reader *reader, struct form_item *parent,
                                  struct form_item **last)
{
    struct form_item *item = calloc(1, sizeof(*item));

    if (!item) {
        error_set_memory(reader->err);
        return NULL;
    }
    item->parent = parent;
    if (*last)
        (*last)->next = item;
    else
        parent->first_child = item;
    *last = item;
    return item;
}

bool form_body_read(const struct form_reader *reader, xmlNode *element, struct form_item *parent)
{
    struct form_item *last = NULL;

    for (xmlNode *n = form_xml_element(element->children); n; n = form_xml_element(n->next)) {
        const struct kind *kind = find_kind(n);
        struct form_item *item;

        if (!kind)
            continue;
        item = add_item(reader, parent, &last);
        if (!item || !read_attributes(reader, n, kind, item) || !read_parts(reader, n, item) ||
            !form_body_read(reader, n, item))
            return false;
    }
    return true;
}

void form_body_clear(struct form_item *item)
{
    struct form_item *next;

    for (struct form_item *child = item->first_child; child; child = next) {
        next = child->next;
        form_body_clear(child);
        free(child);
    }
    for (size_t i = 0; i < item->choice_count; i++) {
        free(item->choices[i].value);
        form_text_clear(&item->choices[i].label);
    }
    free(item->choices);
    free(item->id);
    form_text_clear(&item->label);
    form_text_clear(&item->help);
    form_text_clear(&item->hint);
}

/* --- the root page -------------------------------------------------------- */

static bool is_page(const xmlNode *element)
{
    return find_kind(element) && form_xml_attribute(element, "appearance");
}

static bool is_root_page(const xmlNode *element)
{
    const char *ref = form_xml_attribute(element, "ref");

    return is_page(element) && ref && (strcmp(ref, ".") == 0 || strcmp(ref, "/") == 0);
}

/* The next element in document order below root. An instance may hold anything,
 * so what looks like a page in the model is none. */
static xmlNode *next_in_document(const xmlNode *root, xmlNode *node)
{
    xmlNode *next = form_xml_is(node, "model") ? NULL : form_xml_element(node->children);

    while (!next && node != root) {
        next = form_xml_element(node->next);
        node = node->parent;
    }
    return next;
}

bool form_body_check_root(const struct form_reader *reader, xmlNode *root)
{
    const xmlNode *first = NULL;

    for (xmlNode *n = root; n; n = next_in_document(root, n)) {
        if (!is_page(n))
            continue;
        if (!first && !is_root_page(n))
            return form_refuse(
                reader, n,
                _("the first page must be that of the whole assessment: a group with "
                  "appearance=\"full\" and ref=\".\""));
        if (first && is_root_page(n))
            return form_refuse(reader, n,
                               _("a second page of the whole assessment; line %ld has the first, "
                                 "give this one another ref"),
                               xmlGetLineNo(first));
        if (!first)
            first = n;
    }
    return first ||
           form_refuse(reader, root,
                       _("there is no page; write a group with appearance=\"full\" and ref=\".\""));
}
