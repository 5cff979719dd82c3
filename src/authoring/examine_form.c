/* The form and its instances: what each control leads to, and which fields none leads to. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "authoring/private.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

static const char *kind_name(const struct form_item *item)
{
    static const char *const names[] = {
        [FORM_GROUP] = "group",       [FORM_REPEAT] = "repeat",   [FORM_INPUT] = "input",
        [FORM_TEXTAREA] = "textarea", [FORM_SELECT1] = "select1", [FORM_OUTPUT] = "output",
    };
    return names[item->kind];
}

/* --- controls ------------------------------------------------------------------------ */

static void judge_item(struct examination *x, const struct survey_item *seen)
{
    const struct form_item *item = seen->item;
    const char *file = examine_file(x, "form.xml");
    if (item->kind == FORM_OUTPUT && seen->value)
        return; /* it shows a value that is reckoned */
    if (seen->value)
        mistakes_add(x->mistakes, file, item->line,
                     _("Write a path that leads to an element or attribute."),
                     _("<%s> leads to a value, not to a node"), kind_name(item));
    else if (seen->found > 0 || (item->kind == FORM_REPEAT && item->origin != NULL))
        return;
    else if (item->kind == FORM_REPEAT)
        mistakes_add(x->mistakes, file, item->line,
                     _("Put one into the blank, correct the path, or let rows be added with "
                       "<insert origin=\"...\"/>."),
                     _("<repeat> goes through nothing: neither the blank nor a prototype has "
                       "such a node"));
    else if (item->kind == FORM_OUTPUT)
        mistakes_add(x->mistakes, file, item->line,
                     _("Correct the path; names are as in the blank, from the group or repeat "
                       "around it."),
                     _("<output> never shows anything: nothing is where it leads"));
    else
        mistakes_add(x->mistakes, file, item->line,
                     _("Correct the path, or put the field into the blank and the prototypes; "
                       "names are from the group or repeat around it."),
                     _("<%s> is dead: neither the blank nor a prototype has such a node"),
                     kind_name(item));
}

static void judge_items(struct examination *x)
{
    for (size_t i = 0; i < x->survey.item_count; i++)
        judge_item(x, &x->survey.items[i]);
}

/* --- binds ----------------------------------------------------------------------------- */

static void judge_binds(struct examination *x)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(x->a));
    for (size_t i = 0; i < form_bind_count(x->form); i++) {
        const struct form_bind *bind = form_bind(x->form, i);
        struct assessment_nodes nodes;
        struct error unheard;
        bool good = assessment_select(x->a, bind->nodeset, root, &nodes, &unheard);
        if (!good || nodes.count == 0)
            mistakes_add(x->mistakes, examine_file(x, "form.xml"), bind->line,
                         _("Correct the nodeset, a path from the root element, or take the bind "
                           "out."),
                         good ? _("<bind> meets no node of the blank or of a prototype")
                              : _("<bind> nodeset leads to a value, not to nodes"));
        assessment_nodes_free(&nodes);
    }
}

static bool is_blank(const xmlNode *node)
{
    return node->children == NULL || node->children->content == NULL ||
           *node->children->content == '\0';
}

/* --- prototypes -------------------------------------------------------------------------- */

static void refuse_row(void *to, const struct form_item *repeat, const char *sentence)
{
    struct examination *x = to;
    mistakes_add(x->mistakes, examine_file(x, "form.xml"), repeat->line,
                 _("Let origin lead to one element of the prototypes that has the name of the "
                   "repeat's own."),
                 _("<repeat>: nothing can be added: %s"), sentence);
}

/* A page gets its id from a field of type kusei:code when it is added. */
static void judge_name(struct examination *x, const struct survey_row *row)
{
    const xmlAttr *id = xmlHasNsProp(row->node, (const xmlChar *)"id", NULL);
    if (row->repeat->page && (id == NULL || is_blank((const xmlNode *)id)))
        mistakes_add(
            x->mistakes, examine_file(x, "form.xml"), row->repeat->line,
            _("Give the page an attribute id=\"\" in its prototype and a field of the type "
              "kusei:code."),
            _("<repeat>: a page that is added would have no name"));
}

/* Whether it leads to nothing anywhere, which is told of the control itself. */
static bool is_dead(const struct examination *x, const struct form_item *item)
{
    for (size_t i = 0; i < x->survey.item_count; i++) {
        if (x->survey.items[i].item == item)
            return x->survey.items[i].found == 0;
    }
    return true;
}

/* What a prototype lacks, its row would have no control for. */
static bool judge_row(struct examination *x, const struct survey_row *row)
{
    struct survey s;
    if (row->node == NULL)
        return true;
    judge_name(x, row);
    bool good = survey_row(x->a, row->repeat, row->node, &s, x->err);
    for (size_t i = 0; good && i < s.item_count; i++) {
        const struct survey_item *seen = &s.items[i];
        bool control = seen->item->kind != FORM_REPEAT && seen->item->kind != FORM_OUTPUT;
        long line;
        if (seen->found > 0 || !control || seen->value || is_dead(x, seen->item))
            continue;
        const char *file = examine_origin(x, row->node, &line);
        mistakes_add(x->mistakes, file, line, _("Put the field into the prototype."),
                     _("the prototype <%s> is not complete: the <%s> of form.xml, line %d, leads "
                       "to nothing in it"),
                     (const char *)row->node->name, kind_name(seen->item), seen->item->line);
    }
    survey_free(&s);
    return good;
}

static bool stands_in(const xmlNode *node, const xmlNode *outer)
{
    while (node != NULL && node != outer)
        node = node->parent;
    return node != NULL;
}

/* Whether some repeat adds copies of it, or of what stands in it. */
static bool is_added(const struct examination *x, const xmlNode *prototype)
{
    bool added = false;
    for (size_t i = 0; !added && i < x->survey.item_count; i++) {
        const struct survey_item *seen = &x->survey.items[i];
        struct assessment_nodes nodes = {NULL, 0};
        struct error unheard;
        if (seen->item->origin == NULL ||
            !assessment_select(x->a, seen->item->origin, seen->context, &nodes, &unheard))
            continue;
        added = nodes.count > 0 && stands_in(nodes.items[0], prototype);
        assessment_nodes_free(&nodes);
    }
    return added;
}

static void judge_unused(struct examination *x)
{
    const xmlDoc *doc = form_instance(x->form, "prototypes");
    const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    for (const xmlNode *n = root == NULL ? NULL : root->children; n != NULL; n = n->next) {
        if (n->type == XML_ELEMENT_NODE && !is_added(x, n))
            mistakes_add(x->mistakes, examine_instance_file(x, doc), xmlGetLineNo(n),
                         _("Let an <insert origin=\"...\"/> lead to it, or take it out."),
                         _("the prototype <%s> is never added: no <insert> leads to it"),
                         (const char *)n->name);
    }
}

/* --- fields -------------------------------------------------------------------------------- */

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

/* What the program writes itself (forms/README, 1). */
static bool is_programs(const xmlNode *node)
{
    static const char *const root[] = {"policy",      "form-version",      "ward-code", "ward-name",
                                       "fiscal-year", "fiscal-year-label", NULL};
    static const char *const pages[] = {"id", "follows", "printed", NULL};
    static const char *const measure[] = {"amount", "unit", "operator", "by", "relative", NULL};
    static const char *const elements[] = {"reason", "submission", NULL};
    const char *name = (const char *)node->name;
    if (node->type != XML_ATTRIBUTE_NODE)
        return is_one_of(name, elements);
    bool at_root = node->parent->parent == NULL || node->parent->parent->type == XML_DOCUMENT_NODE;
    return (at_root && is_one_of(name, root)) || is_one_of(name, pages) || is_one_of(name, measure);
}

/* A node without a control is nobody's to fill in; one that has its text is no field. */
static void judge_field(struct examination *x, const xmlNode *node)
{
    if (!is_blank(node) || is_programs(node) || survey_find(&x->survey, node) != NULL)
        return;
    long line;
    char *path = survey_path(node);
    const char *file = examine_origin(x, node, &line);
    if (path == NULL)
        x->mistakes->failed = true;
    else
        mistakes_add(x->mistakes, file, line,
                     _("Give it a control on a page of form.xml, or take it out of the blank, the "
                       "prototypes and the layout."),
                     _("nobody can fill in %s: no control leads to it"), path);
    free(path);
}

static void judge_fields(struct examination *x, const xmlNode *element)
{
    const xmlNode *child = element->children;
    for (const xmlAttr *a = element->properties; a != NULL; a = a->next)
        judge_field(x, (const xmlNode *)a);
    if (child == NULL || child->type != XML_ELEMENT_NODE) {
        judge_field(x, element);
        return;
    }
    for (; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            judge_fields(x, child);
    }
}

/* Two places to type one thing would each undo what was typed at the other. */
static void judge_twice(struct examination *x)
{
    const struct survey *s = &x->survey;
    for (size_t i = 0; i < s->field_count; i++) {
        const struct survey_field *first = survey_find(s, s->fields[i].node);
        const struct survey_field *second = &s->fields[i];
        char *path = first->page == second->page ? NULL : survey_path(second->node);
        if (path != NULL)
            mistakes_add(x->mistakes, examine_file(x, "form.xml"), second->item->line,
                         _("Take one of them out, or show it with <output> on the second page."),
                         _("<%s>: %s is on another page already, by line %d"),
                         kind_name(second->item), path, first->item->line);
        free(path);
    }
}

bool examine_form(struct examination *x)
{
    x->a = examine_blank(x, form_first_year(x->form));
    if (x->a == NULL)
        return x->err->text[0] == '\0';
    if (!survey_complete(x->a, &x->rows, refuse_row, x, x->err) ||
        !survey_make(x->a, &x->survey, x->err))
        return false;
    judge_items(x);
    judge_binds(x);
    judge_fields(x, xmlDocGetRootElement(assessment_document(x->a)));
    judge_twice(x);
    judge_unused(x);
    bool good = true;
    for (size_t i = 0; good && i < x->rows.count; i++)
        good = judge_row(x, &x->rows.items[i]);
    return good;
}
