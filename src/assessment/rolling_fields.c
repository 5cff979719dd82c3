/* What becomes of one field in a new year. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/rolling.h"

/* --- taking a node as it is ------------------------------------------------------------ */

static void drop_attributes(xmlNode *to, const xmlNode *from)
{
    xmlAttr *next;
    for (xmlAttr *attribute = to->properties; attribute != NULL; attribute = next) {
        next = attribute->next;
        if (xmlHasProp(assessment_unconst(from), attribute->name) == NULL)
            xmlRemoveProp(attribute);
    }
}

/* The text and, of an element, its attributes: the measure, and how it was printed. */
static bool take_node(struct rolling *r, xmlNode *to, const xmlNode *from)
{
    bool good = fields_put(to, rolling_text(from));
    if (to->type == XML_ELEMENT_NODE && from->type == XML_ELEMENT_NODE) {
        drop_attributes(to, from);
        for (const xmlAttr *a = from->properties; good && a != NULL; a = a->next)
            good = xmlSetProp(to, a->name, BAD_CAST rolling_text((const xmlNode *)a)) != NULL;
    }
    return good || error_set_memory(r->err);
}

/* --- reading a text anew --------------------------------------------------------------- */

static bool is_readonly(const struct rolling *r, const xmlNode *node)
{
    struct assessment_properties is;
    assessment_properties(r->to, node, &is);
    return is.readonly;
}

/* Which is no reason to leave a text behind. */
static bool is_short_of_memory(const struct error *refused)
{
    struct error memory;
    error_set_memory(&memory);
    return strcmp(refused->text, memory.text) == 0;
}

/* As if a person had typed it. *taken is false where the field does not take it. */
static bool take_text(struct rolling *r, const struct form_item *item, xmlNode *to,
                      const char *text, bool *taken)
{
    struct error refused;
    *taken = true;
    if (is_readonly(r, to))
        return fields_put(to, text) || error_set_memory(r->err);
    *taken = assessment_set(r->to, item, to, text, &refused);
    return *taken || !is_short_of_memory(&refused) || error_set_memory(r->err);
}

/* --- what the form says ------------------------------------------------------------------ */

static const xmlNode *first_element(const xmlXPathObject *result)
{
    if (result->type != XPATH_NODESET || result->nodesetval == NULL ||
        result->nodesetval->nodeNr == 0)
        return NULL;
    xmlXPathNodeSetSort(result->nodesetval);
    const xmlNode *node = result->nodesetval->nodeTab[0];
    return node->type == XML_ELEMENT_NODE ? node : NULL;
}

/* A text that the new field does not take stays behind, and is told of. */
static bool take_or_leave(struct rolling *r, const struct form_item *item, xmlNode *to,
                          const char *text, const xmlNode *last)
{
    bool taken;
    if (!take_text(r, item, to, text, &taken))
        return false;
    return taken || rolling_leave(r, last);
}

static bool carry_by_form(struct rolling *r, const struct form_item *item, xmlNode *to,
                          const xmlNode *from, const struct form_bind *bind)
{
    xmlXPathObject *result = evaluate(r->from, bind->carry, from);
    if (result == NULL)
        return error_set_memory(r->err);
    const xmlNode *figure = index_info(to)->type == FORM_FIGURE ? first_element(result) : NULL;
    xmlChar *text = figure != NULL ? NULL : xmlXPathCastToString(result);
    bool good = figure != NULL || text != NULL || error_set_memory(r->err);
    if (good)
        good = figure != NULL
                   ? take_node(r, to, figure)
                   : take_or_leave(r, item, to, (const char *)text, rolling_origin(r, from)->last);
    xmlFree(text);
    xmlXPathFreeObject(result);
    return good;
}

/* --- a field that keeps what it had ------------------------------------------------------ */

bool rolling_is_given(const struct rolling *r, const xmlNode *last)
{
    char name[256];
    size_t page = assessment_page_of(r->last, last);
    size_t blank = page == (size_t)-1
                       ? page
                       : assessment_find_page(
                             r->blank, assessment_page_name(r->last, page, name, sizeof name));
    const xmlNode *given = blank == (size_t)-1 ? NULL
                                               : rolling_same_place(r->last->pages[page].node, last,
                                                                    r->blank->pages[blank].node);
    return given != NULL && strcmp(rolling_text(given), rolling_text(last)) == 0;
}

static bool is_offered(const struct form_item *item, bool not_applicable, const char *text)
{
    if (*text == '\0' || (not_applicable && strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0))
        return true;
    for (size_t i = 0; i < item->choice_count; i++) {
        if (strcmp(item->choices[i].value, text) == 0)
            return true;
    }
    return false;
}

/* Whether the content may stand in the new field as it is. */
static bool fits(const struct form_item *item, const xmlNode *to, const xmlNode *last)
{
    const struct node_info *mine = index_info(to);
    if (item->kind == FORM_SELECT1)
        return is_offered(item, mine->not_applicable, rolling_text(last));
    if (!mine->not_applicable && strcmp(rolling_text(last), ASSESSMENT_NOT_APPLICABLE) == 0)
        return false;
    return mine->type == index_info(last)->type || mine->type == FORM_STRING;
}

static bool keep(struct rolling *r, const struct form_item *item, xmlNode *to, const xmlNode *from)
{
    const xmlNode *last = rolling_origin(r, from)->last;
    /* The policy's own text: the new form has its own. */
    if (*rolling_text(to) != '\0' && (rolling_is_given(r, last) || is_readonly(r, to)))
        return true;
    if (fits(item, to, last))
        return take_node(r, to, last);
    char *typed = assessment_get_printed(r->last, last);
    bool good = typed != NULL ? take_or_leave(r, item, to, typed, last) : error_set_memory(r->err);
    free(typed);
    return good;
}

/* The attributes of the root that every layout has (forms/README, section 1) are those of
 * a new one, whether the form shows them or not. */
static bool is_of_every_layout(const struct rolling *r, const xmlNode *to)
{
    static const char *const names[] = {"policy",    "form-version", "ward-code",
                                        "ward-name", "fiscal-year",  "fiscal-year-label",
                                        "submission"};
    bool found = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        found = found || strcmp(names[i], (const char *)to->name) == 0;
    return found && to->type == XML_ATTRIBUTE_NODE &&
           to->parent == xmlDocGetRootElement(r->to->doc);
}

bool rolling_carry(struct rolling *r, const struct form_item *item, xmlNode *to,
                   const xmlNode *from)
{
    const struct node_info *info = index_info(to);
    const struct form_bind *carry = info->carry;
    rolling_origin(r, from)->seen = true;
    if (info->calculate != NULL || is_of_every_layout(r, to))
        return true;
    bool good = carry != NULL ? carry_by_form(r, item, to, from, carry) : keep(r, item, to, from);
    if (good && *rolling_text(from) != '\0' && *rolling_text(to) != '\0')
        r->report->fields++;
    return good;
}
