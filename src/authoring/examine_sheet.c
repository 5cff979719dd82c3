/* The printed sheet and the comparison against the form. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "authoring/private.h"
#include "form/comparison.h"
#include "form/sheet.h"
#include "rules/rules.h"
#include "text/i18n.h"

/* --- the sheet ------------------------------------------------------------------------- */

/* Whether the way leads from the element to a node, by names alone. */
static bool leads(const xmlNode *element, const char *path)
{
    size_t size = strcspn(path, "/");
    if (*path == '@')
        return xmlHasNsProp(element, (const xmlChar *)path + 1, NULL) != NULL;
    for (const xmlNode *n = element->children; n != NULL; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || strlen((const char *)n->name) != size ||
            strncmp((const char *)n->name, path, size) != 0)
            continue;
        if (path[size] == '\0' || leads(n, path + size + 1))
            return true;
    }
    return false;
}

static void judge_refs(struct examination *x, const struct sheet *sheet)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(x->a));
    const char *file = examine_file(x, "sheet.xml"), *path;
    int line;
    for (size_t i = 0; i < sheet_column_count(sheet); i++) {
        const struct sheet_column *column = sheet_column(sheet, i);
        if (column->path != NULL && !leads(root, column->path))
            mistakes_add(x->mistakes, file, column->line,
                         _("Correct the ref; it goes on from the nodeset of the spread and block "
                           "around it."),
                         _("prints nothing: neither the blank nor a prototype has %s"),
                         column->path);
    }
    for (size_t i = 0; (path = sheet_unprinted(sheet, i, &line)) != NULL; i++) {
        if (!leads(root, path))
            mistakes_add(x->mistakes, file, line, _("Correct the ref, or take the element out."),
                         _("<unprinted>: neither the blank nor a prototype has %s"), path);
    }
}

/* Whether a cell that prints a reckoned value takes the field in cannot be known: whoever
 * writes it says so with <unprinted>. */
static void judge_printed(struct examination *x, const struct sheet *sheet)
{
    for (size_t i = 0; i < x->survey.field_count; i++) {
        const struct survey_field *field = &x->survey.fields[i];
        char *path = survey_path(field->node);
        if (path == NULL)
            x->mistakes->failed = true;
        else if (sheet_column_of(sheet, path) == NULL && !sheet_leaves_out(sheet, path))
            mistakes_add(x->mistakes, examine_file(x, "sheet.xml"), 0,
                         _("Give it a <column>, or say that it is left out with <unprinted "
                           "ref=\"...\"/>."),
                         _("%s is neither printed nor left out on purpose"), path);
        free(path);
    }
}

static void judge_english(struct examination *x, const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet_column_count(sheet); i++) {
        const struct sheet_column *column = sheet_column(sheet, i);
        if (column->label.count[FORM_EN] == 0)
            mistakes_remark(x->mistakes, examine_file(x, "sheet.xml"), column->line, NULL,
                            _("the <%s> has no English; the Japanese is shown in its place"),
                            "label");
    }
}

bool examine_sheet(struct examination *x)
{
    if (x->form == NULL || !examine_has(x, "sheet.xml"))
        return true;
    struct sheet *sheet = sheet_read_all(x->form, x->mistakes, x->err);
    bool wrong = mistakes_in(x->mistakes, examine_file(x, "sheet.xml")) > 0;
    if (sheet != NULL && !wrong && x->a != NULL) {
        judge_refs(x, sheet);
        judge_printed(x, sheet);
        judge_english(x, sheet);
    }
    sheet_free(sheet);
    return sheet != NULL || wrong;
}

/* --- the comparison ----------------------------------------------------------------------- */

/* Whether the expression leads to a node from there; the first one in *first. */
static bool reaches(const struct examination *x, struct expression *expression, const xmlNode *from,
                    xmlNode **first)
{
    struct assessment_nodes nodes;
    struct error unheard;
    bool value = !assessment_select(x->a, expression, from, &nodes, &unheard);
    *first = nodes.count > 0 ? nodes.items[0] : NULL;
    assessment_nodes_free(&nodes);
    return value || *first != NULL;
}

/* The attributes of one element of the comparison: the nodes, and what is asked of each. */
struct aspect {
    const char *element, *attribute;
    struct expression *expression;
};

static void say_lost(struct examination *x, const struct aspect *aspect)
{
    mistakes_add(x->mistakes, examine_file(x, "comparison.xml"), 0,
                 _("Correct the path; nodeset is from the root element, the others are from each "
                   "of its nodes."),
                 _("<%s> %s: leads to nothing"), aspect->element, aspect->attribute);
}

/* The first of the aspects is the nodeset. */
static void judge_aspects(struct examination *x, const struct aspect *aspects, size_t count)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(x->a));
    xmlNode *node, *unused;
    if (aspects[0].expression == NULL)
        return;
    if (!reaches(x, aspects[0].expression, root, &node) || node == NULL) {
        say_lost(x, &aspects[0]);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        if (aspects[i].expression != NULL && !reaches(x, aspects[i].expression, node, &unused))
            say_lost(x, &aspects[i]);
    }
}

static bool has_value(const struct form_item *item, const char *value)
{
    for (size_t i = 0; i < item->choice_count; i++) {
        if (strcmp(item->choices[i].value, value) == 0)
            return true;
    }
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next) {
        if (has_value(child, value))
            return true;
    }
    return false;
}

/* The rule and the variables that the comparison names in rules.sch. */
static void judge_names(struct examination *x, const struct comparison *c,
                        const struct rules *rules, const char *file)
{
    struct rules_entry e;
    bool known = *c->chance == '\0';
    for (size_t i = 0; !known && rules_entry(rules, i, &e); i++)
        known = strcmp(e.id, c->chance) == 0;
    if (!known)
        mistakes_add(x->mistakes, file, 0, _("Name a rule of rules.sch, or take chance out."),
                     _("<figures> chance=\"%s\": rules.sch has no such rule"), c->chance);
    for (size_t i = 0; i < c->yardstick_count; i++) {
        const struct comparison_yardstick *y = &c->yardsticks[i];
        const char *const names[] = {y->mark, y->line, NULL};
        if (!rules_declare(rules, names))
            mistakes_add(x->mistakes, file, 0,
                         _("Name two variables (let) of one rule whose context is the figure."),
                         _("<yardstick id=\"%s\">: no rule of rules.sch declares both %s and %s"),
                         y->id, y->mark, y->line);
    }
}

static bool judge_comparison(struct examination *x, const struct comparison *c)
{
    const struct aspect indicators[] = {{"indicators", "nodeset", c->indicators},
                                        {"indicators", "value", c->id},
                                        {"indicators", "target", c->target},
                                        {"indicators", "about", c->about}};
    const struct aspect figures[] = {
        {"figures", "nodeset", c->figures},     {"figures", "wording", c->wording},
        {"figures", "value", c->value},         {"figures", "previous", c->previous},
        {"figures", "target", c->goal},         {"figures", "answers", c->answers},
        {"figures", "judgement", c->judgement}, {"figures", "about", c->place}};
    const struct aspect initiatives[] = {{"initiatives", "nodeset", c->initiatives},
                                         {"initiatives", "about", c->initiative_place},
                                         {"initiatives", "content", c->content},
                                         {"initiatives", "results", c->results}};
    struct error unheard;
    judge_aspects(x, indicators, sizeof indicators / sizeof *indicators);
    judge_aspects(x, figures, sizeof figures / sizeof *figures);
    judge_aspects(x, initiatives, sizeof initiatives / sizeof *initiatives);
    if (!has_value(form_body(x->form), c->good))
        mistakes_add(x->mistakes, examine_file(x, "comparison.xml"), 0,
                     _("Write the value of one of its choices."),
                     _("<figures> good=\"%s\": no <select1> of form.xml has such a value"),
                     c->good);
    struct rules *rules = rules_read(examine_file(x, "rules.sch"), &unheard);
    if (rules != NULL)
        judge_names(x, c, rules, examine_file(x, "comparison.xml"));
    rules_free(rules);
    return true;
}

bool examine_comparison(struct examination *x)
{
    if (x->form == NULL || !examine_has(x, "comparison.xml"))
        return true;
    struct comparison *c = comparison_read_all(x->form, x->mistakes, x->err);
    bool wrong = mistakes_in(x->mistakes, examine_file(x, "comparison.xml")) > 0;
    bool good = c != NULL || wrong;
    if (c != NULL && !wrong && x->a != NULL)
        good = judge_comparison(x, c);
    comparison_free(c);
    return good;
}

/* --- English ---------------------------------------------------------------------------------- */

static void look_at(struct examination *x, const struct form_text *text, const char *what, int line)
{
    if (text->count[FORM_JA] > 0 && text->count[FORM_EN] == 0)
        mistakes_remark(x->mistakes, examine_file(x, "form.xml"), line, NULL,
                        _("the <%s> has no English; the Japanese is shown in its place"), what);
}

static void look_below(struct examination *x, const struct form_item *item)
{
    look_at(x, &item->label, "label", item->line);
    look_at(x, &item->help, "help", item->line);
    look_at(x, &item->hint, "hint", item->line);
    for (size_t i = 0; i < item->choice_count; i++)
        look_at(x, &item->choices[i].label, "label", item->line);
    for (const struct form_item *child = item->first_child; child != NULL; child = child->next)
        look_below(x, child);
}

bool examine_english(struct examination *x)
{
    look_below(x, form_body(x->form));
    return true;
}
