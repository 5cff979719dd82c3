#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/buffer.h"
#include "text/figure.h"
#include "text/fold.h"
#include "text/grapheme.h"
#include "text/i18n.h"

/* --- reading ------------------------------------------------------------------ */

char *assessment_get(const struct assessment *a, const xmlNode *node)
{
    (void)a;
    struct buffer out = BUFFER_INIT;
    xmlChar *content = xmlNodeGetContent(assessment_unconst(node));
    if (content == NULL)
        return NULL;
    buffer_append_string(&out, (const char *)content);
    xmlFree(content);
    return buffer_take(&out);
}

static xmlChar *printed_of(const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return NULL;
    return xmlGetNoNsProp(assessment_unconst(node), BAD_CAST "printed");
}

char *assessment_get_printed(const struct assessment *a, const xmlNode *node)
{
    xmlChar *printed = printed_of(node);
    if (printed == NULL)
        return assessment_get(a, node);
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, (const char *)printed);
    xmlFree(printed);
    return buffer_take(&out);
}

/* The text of a leaf without a copy: there is one text node at most, as the
 * reader merges them and this room writes them so. */
static const char *leaf_text(const xmlNode *node)
{
    const xmlNode *child = node->children;
    return child == NULL || child->content == NULL ? "" : (const char *)child->content;
}

enum assessment_state assessment_field_state(const struct assessment *a, const xmlNode *node)
{
    (void)a;
    const char *text = leaf_text(node);
    if (*text == '\0')
        return ASSESSMENT_BLANK;
    return strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0 ? ASSESSMENT_NOT_APPLICABLE_STATE
                                                        : ASSESSMENT_FILLED;
}

void assessment_properties(const struct assessment *a, const xmlNode *node,
                           struct assessment_properties *out)
{
    const struct node_info *info = index_info(node);
    out->type = info->type;
    out->not_applicable = info->not_applicable;
    out->required =
        info->required != NULL && evaluate_boolean(a, info->required->required, node, false);
    out->relevant = evaluate_relevant(a, node);
    /* A calculated node is read-only (XForms 1.1, section 6.1.5). */
    out->readonly =
        info->calculate != NULL ||
        (info->readonly != NULL && evaluate_boolean(a, info->readonly->readonly, node, false));
}

/* --- writing, the lowest step --------------------------------------------------- */

bool fields_put(xmlNode *node, const char *text)
{
    if (node->type == XML_ATTRIBUTE_NODE)
        return xmlSetProp(node->parent, node->name, BAD_CAST text) != NULL;
    xmlNode *content = NULL;
    if (*text != '\0') {
        content = xmlNewDocText(node->doc, BAD_CAST text);
        if (content == NULL || content->content == NULL) {
            xmlFreeNode(content);
            return false;
        }
    }
    xmlNode *old = node->children;
    node->children = node->last = NULL;
    xmlFreeNodeList(old);
    if (content != NULL)
        xmlAddChild(node, content);
    return true;
}

bool fields_put_attribute(xmlNode *element, const char *name, const char *value)
{
    if (value == NULL || *value == '\0') {
        xmlUnsetProp(element, BAD_CAST name);
        return true;
    }
    return xmlSetProp(element, BAD_CAST name, BAD_CAST value) != NULL;
}

/* --- by type --------------------------------------------------------------------- */

/* What a field is to hold: content, and as printed where that differs. */
struct setting {
    char *content;
    const char *printed; /* NULL: the same */
};

static char *copy(const char *text)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, text);
    return buffer_take(&out);
}

/* A cell that holds nothing but a dash of any kind means ―. */
static bool is_not_applicable(const char *typed)
{
    return fold_equal(typed, ASSESSMENT_NOT_APPLICABLE);
}

static bool recognise_choice(const struct form_item *item, bool not_applicable, const char *typed,
                             struct setting *out, struct error *err)
{
    const char **values = calloc(item->choice_count + 2, sizeof *values);
    if (values == NULL)
        return error_set_memory(err);
    size_t count = 0;
    for (size_t i = 0; i < item->choice_count; i++)
        values[count++] = item->choices[i].value;
    if (not_applicable)
        values[count++] = ASSESSMENT_NOT_APPLICABLE;
    int chosen = fold_choose(typed, values);
    out->content = chosen < 0 ? NULL : copy(values[chosen]);
    struct buffer list = BUFFER_INIT;
    for (size_t i = 0; chosen < 0 && i < count; i++)
        buffer_append_format(&list, "%s%s", i == 0 ? "" : " ", values[i]);
    free(values);
    char *known = buffer_take(&list);
    if (chosen < 0)
        error_set(err, _("\"%s\" is none of the choices. Choose one of: %s"), typed,
                  known == NULL ? "" : known);
    else if (out->content == NULL)
        error_set_memory(err);
    free(known);
    return out->content != NULL;
}

/* A page's code is numbers joined by hyphens (forms/README, section 2). */
static bool is_code(const char *text)
{
    for (;;) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0)
            return false;
        text += digits;
        if (*text == '\0')
            return true;
        if (*text++ != '-')
            return false;
    }
}

static bool recognise_code(const char *typed, struct setting *out, struct error *err)
{
    out->content = fold_code(typed);
    if (out->content == NULL)
        return error_set_memory(err);
    if (is_code(out->content))
        return true;
    free(out->content);
    out->content = NULL;
    return error_set(
        err, _("\"%s\" is not a page number. Write numbers joined by hyphens, like 1-1."), typed);
}

/* The digits of an integer or decimal as XML Schema writes them, or NULL. */
static char *recognise_number(const struct assessment *a, enum form_type type, const char *typed)
{
    struct figure figure;
    if (!figure_read(reference_eras(a->reference), assessment_year(a), typed, &figure))
        return NULL;
    if (figure.unit[0] != '\0' || figure.op != FIGURE_NONE || figure.by != 0)
        return NULL;
    if (type == FORM_INTEGER && strchr(figure.amount, '.') != NULL)
        return NULL;
    return copy(figure.amount);
}

static bool recognise(const struct assessment *a, const struct form_item *item,
                      const struct assessment_properties *is, const char *typed,
                      struct setting *out, struct error *err)
{
    if (item->kind == FORM_SELECT1)
        return recognise_choice(item, is->not_applicable, typed, out, err);
    if (is_not_applicable(typed)) {
        if (!is->not_applicable)
            return error_set(err, _("%s cannot stand here. Fill the field in, or leave it blank."),
                             ASSESSMENT_NOT_APPLICABLE);
        out->content = copy(ASSESSMENT_NOT_APPLICABLE);
    } else if (is->type == FORM_CODE) {
        return recognise_code(typed, out, err);
    } else if (is->type == FORM_INTEGER || is->type == FORM_DECIMAL) {
        out->content = recognise_number(a, is->type, typed);
        if (out->content == NULL)
            return error_set(err,
                             _("\"%s\" is not a number as this field needs it. "
                               "Type digits only, like 12."),
                             typed);
    } else {
        out->content = copy(typed);
    }
    return out->content != NULL || error_set_memory(err);
}

static bool put_measure(const struct assessment *a, xmlNode *node, const char *text)
{
    struct figure figure = {.amount = ""};
    char by[16] = "";
    if (strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0 ||
        !figure_read(reference_eras(a->reference), assessment_year(a), text, &figure))
        figure = (struct figure){.amount = ""};
    if (figure.by != 0)
        snprintf(by, sizeof by, "%d", figure.by);
    /* All go before any comes, so that they always stand in the same order. */
    static const char *const names[] = {"amount", "unit", "operator", "by", "relative"};
    const char *const values[] = {figure.amount, figure.unit, figure_operator_name(figure.op), by,
                                  figure_relative_name(figure.relative)};
    enum { COUNT = sizeof names / sizeof *names };
    for (size_t i = 0; i < COUNT; i++)
        fields_put_attribute(node, names[i], NULL);
    bool good = true;
    for (size_t i = 0; good && i < COUNT; i++)
        good = fields_put_attribute(node, names[i], values[i]);
    return good;
}

bool fields_check_text(const char *typed, struct error *err)
{
    size_t offset;
    uint32_t cp;
    if (allowed_check(typed, strlen(typed), &offset, &cp))
        return true;
    char name[64];
    allowed_describe(cp, name, sizeof name);
    return error_set(err, _("The character %s at place %zu cannot be stored. Take it out."), name,
                     grapheme_count(typed, offset) + 1);
}

/* Only a choice and a code are kept as printed, too: no other field of a layout has the
 * attribute, and a dash of another kind or a number in full width says nothing more. */
static bool is_kept_as_printed(const struct form_item *item, const struct assessment_properties *is)
{
    return item->kind == FORM_SELECT1 || is->type == FORM_CODE;
}

static bool put(struct assessment *a, const struct form_item *item,
                const struct assessment_properties *is, xmlNode *node, const char *typed,
                const struct setting *setting)
{
    if (!fields_put(node, setting->content))
        return false;
    if (node->type != XML_ELEMENT_NODE)
        return true;
    if (is->type == FORM_FIGURE && !put_measure(a, node, setting->content))
        return false;
    bool same =
        *typed == '\0' || strcmp(typed, setting->content) == 0 || !is_kept_as_printed(item, is);
    return fields_put_attribute(node, "printed", same ? NULL : typed);
}

/* What follows from a field that has changed. */
static bool settle(struct assessment *a, size_t page, enum form_type type, struct error *err)
{
    index_mark_changed(a, page);
    if (!fields_calculate(a, err))
        return false;
    if (type == FORM_CODE && !names_update(a, err))
        return false;
    return copies_update(a, page, err);
}

bool assessment_set(struct assessment *a, const struct form_item *item, xmlNode *node,
                    const char *typed, struct error *err)
{
    size_t page = assessment_page_of(a, node);
    struct assessment_properties is;
    assessment_properties(a, node, &is);
    if (is.readonly)
        return error_set(err, _("This field is filled in by the program and cannot be changed."));
    if (assessment_follows(a, page) != (size_t)-1)
        return error_set(
            err, _("This page is a copy. Change the page it follows, or cut it loose first."));
    if (!fields_check_text(typed, err))
        return false;
    struct setting setting = {0};
    if (*typed == '\0')
        setting.content = copy("");
    else if (!recognise(a, item, &is, typed, &setting, err))
        return false;
    if (setting.content == NULL)
        return error_set_memory(err);
    char *before = assessment_get_printed(a, node);
    bool same = before != NULL && strcmp(before, typed) == 0;
    free(before);
    bool good = same || put(a, item, &is, node, typed, &setting);
    free(setting.content);
    if (!good)
        return error_set_memory(err);
    return same || settle(a, page, is.type, err);
}

/* --- calculate --------------------------------------------------------------------- */

static bool calculate_node(struct assessment *a, xmlNode *node)
{
    const struct form_bind *bind = index_info(node)->calculate;
    if (bind == NULL)
        return true;
    xmlXPathObject *result = evaluate(a, bind->calculate, node);
    xmlChar *value = result == NULL ? NULL : xmlXPathCastToString(result);
    bool good = value != NULL;
    if (good && strcmp(leaf_text(node), (const char *)value) != 0) {
        good = fields_put(node, (const char *)value);
        index_mark_changed(a, assessment_page_of(a, node));
    }
    xmlFree(value);
    xmlXPathFreeObject(result);
    return good;
}

static bool calculate_tree(struct assessment *a, xmlNode *node)
{
    if (!calculate_node(a, node))
        return false;
    for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
        if (!calculate_node(a, (xmlNode *)attribute))
            return false;
    }
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !calculate_tree(a, child))
            return false;
    }
    return true;
}

bool fields_calculate(struct assessment *a, struct error *err)
{
    return calculate_tree(a, xmlDocGetRootElement(a->doc)) || error_set_memory(err);
}

/* --- a whole page ------------------------------------------------------------------- */

static bool fill_not_applicable(struct assessment *a, const struct assessment_entry *entry,
                                bool blank_only, struct error *err)
{
    struct assessment_properties is;
    if (entry->kind != ASSESSMENT_FIELD)
        return true;
    assessment_properties(a, entry->node, &is);
    if (is.readonly || !is.not_applicable ||
        (blank_only && assessment_field_state(a, entry->node) != ASSESSMENT_BLANK))
        return true;
    return assessment_set(a, entry->item, entry->node, ASSESSMENT_NOT_APPLICABLE, err);
}

bool assessment_page_not_applicable(struct assessment *a, size_t page, bool blank_only,
                                    struct error *err)
{
    struct assessment_entries entries;
    if (!assessment_page_entries(a, page, &entries, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < entries.count; i++)
        good = fill_not_applicable(a, &entries.items[i], blank_only, err);
    assessment_entries_free(&entries);
    return good;
}
