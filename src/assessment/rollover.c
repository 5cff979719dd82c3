/* A new year from the last: its pages and rows. */
#include "config.h"

#include "assessment/rollover.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/rolling.h"
#include "form/reference.h"

/* --- what comes from what ----------------------------------------------------------- */

static size_t count_nodes(const xmlNode *node)
{
    size_t count = 1;
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next)
        count++;
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            count += count_nodes(child);
    }
    return count;
}

static void note_origin(struct rolling *r, const void *from, const void *last)
{
    r->origins[r->origin_count++] = (struct rolling_origin){from, last, false};
}

/* The one is a copy of the other, so both have the same nodes in the same order. */
static void note_origins(struct rolling *r, const xmlNode *from, const xmlNode *last)
{
    note_origin(r, from, last);
    const xmlAttr *theirs = last->properties;
    for (const xmlAttr *own = from->properties; own != NULL && theirs != NULL; own = own->next) {
        note_origin(r, own, theirs);
        theirs = theirs->next;
    }
    const xmlNode *other = last->children;
    for (const xmlNode *child = from->children; child != NULL && other != NULL;
         child = child->next) {
        if (child->type == XML_ELEMENT_NODE)
            note_origins(r, child, other);
        other = other->next;
    }
}

static int compare_origins(const void *one, const void *other)
{
    const struct rolling_origin *a = one;
    const struct rolling_origin *b = other;
    return (a->from > b->from) - (a->from < b->from);
}

struct rolling_origin *rolling_origin(const struct rolling *r, const xmlNode *from)
{
    struct rolling_origin key = {.from = from};
    struct rolling_origin *found =
        bsearch(&key, r->origins, r->origin_count, sizeof key, compare_origins);
    return found == NULL ? r->origins : found; /* every node of from has one */
}

static const xmlNode *nth_named(const xmlNode *parent, const xmlNode *like)
{
    int place = 0;
    for (const xmlNode *before = like; before != NULL; before = before->prev)
        place += before->type == XML_ELEMENT_NODE && xmlStrEqual(before->name, like->name);
    for (const xmlNode *child = parent->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, like->name) && --place == 0)
            return child;
    }
    return NULL;
}

const xmlNode *rolling_same_place(const xmlNode *page, const xmlNode *node, const xmlNode *other)
{
    if (node == page)
        return other;
    const xmlNode *parent = rolling_same_place(page, node->parent, other);
    if (parent == NULL)
        return NULL;
    return node->type == XML_ATTRIBUTE_NODE ? (const xmlNode *)xmlHasProp(parent, node->name)
                                            : nth_named(parent, node);
}

const struct rolling_page *rolling_find_page(const struct rolling *r, const xmlNode *last)
{
    for (size_t i = 0; i < r->page_count; i++) {
        if (rolling_origin(r, r->pages[i].from)->last == last)
            return &r->pages[i];
    }
    return NULL;
}

/* --- rows and pages ------------------------------------------------------------------ */

static size_t count_of(const xmlXPathObject *rows)
{
    return rows->type == XPATH_NODESET && rows->nodesetval != NULL
               ? (size_t)rows->nodesetval->nodeNr
               : 0;
}

/* The rows of a repeat at its context; NULL with a sentence. */
static xmlXPathObject *rows_of(struct rolling *r, const struct assessment *a,
                               const struct form_item *item, const xmlNode *context)
{
    xmlXPathObject *rows = evaluate(a, item->ref, context);
    if (rows == NULL)
        error_set_memory(r->err);
    else if (count_of(rows) > 0)
        xmlXPathNodeSetSort(rows->nodesetval);
    return rows;
}

static bool count_rows(struct rolling *r, const struct assessment *a, const struct form_item *item,
                       const xmlNode *context, size_t *count, xmlNode **last)
{
    xmlXPathObject *rows = rows_of(r, a, item, context);
    *count = rows == NULL ? 0 : count_of(rows);
    *last = *count == 0 ? NULL : rows->nodesetval->nodeTab[*count - 1];
    xmlXPathFreeObject(rows);
    return rows != NULL;
}

static bool remove_last(struct rolling *r, const struct form_item *item, xmlNode *row)
{
    return item->page ? assessment_remove_page(r->to, assessment_page_of(r->to, row), r->err)
                      : assessment_remove_row(r->to, row, r->err);
}

/* As many rows as last year: those that people added, without those that they took out. A
 * page of which none is left stays: the sheet needs one of its kind. So do rows that could
 * not be added last year: that there are none says nothing about what somebody wanted. */
static bool match_count(struct rolling *r, const struct form_item *item, xmlNode *to,
                        const xmlNode *from)
{
    size_t have, want;
    xmlNode *row;
    if (!count_rows(r, r->from, item, from, &want, &row))
        return false;
    for (;;) {
        if (!count_rows(r, r->to, item, to, &have, &row))
            return false;
        bool good = true;
        if (have < want)
            good = assessment_add_row(r->to, item, to, &row, r->err);
        else if (have > want && (have > 1 || !item->page) && index_can_add(r->last, row->name))
            good = remove_last(r, item, row);
        else
            return true;
        if (!good)
            return false;
    }
}

static bool same_id(const xmlNode *one, const xmlNode *other)
{
    xmlChar *mine = xmlGetNoNsProp(assessment_unconst(one), BAD_CAST "id");
    xmlChar *theirs = xmlGetNoNsProp(assessment_unconst(other), BAD_CAST "id");
    bool same = mine != NULL && *mine != '\0' && theirs != NULL && xmlStrEqual(mine, theirs);
    xmlFree(theirs);
    xmlFree(mine);
    return same;
}

static bool has_id(const xmlNode *node)
{
    return xmlHasProp(assessment_unconst(node), BAD_CAST "id") != NULL;
}

/* Rows that the form fixes are known by their id where they have one, all others by their
 * place among those that people added. */
static const xmlNode *partner_of(const struct form_item *item, const xmlNode *row, size_t place,
                                 const xmlXPathObject *theirs)
{
    size_t count = count_of(theirs);
    bool by_id = item->origin == NULL && has_id(row);
    for (size_t i = 0; by_id && i < count; i++) {
        if (same_id(row, theirs->nodesetval->nodeTab[i]))
            return theirs->nodesetval->nodeTab[i];
    }
    return !by_id && place < count ? theirs->nodesetval->nodeTab[place] : NULL;
}

/* --- the walk over the form ------------------------------------------------------------ */

static bool walk(struct rolling *r, const struct form_item *item, xmlNode *to, const xmlNode *from,
                 bool own);

static bool note_page(struct rolling *r, const struct form_item *item, xmlNode *to,
                      const xmlNode *from)
{
    if (r->page_count == r->page_room) {
        size_t room = r->page_room == 0 ? 64 : r->page_room * 2;
        struct rolling_page *pages = realloc(r->pages, room * sizeof *pages);
        if (pages == NULL)
            return error_set_memory(r->err);
        r->pages = pages;
        r->page_room = room;
    }
    r->pages[r->page_count++] = (struct rolling_page){to, from, item};
    return true;
}

static const struct rolling_page *page_from(const struct rolling *r, size_t page)
{
    const xmlNode *from = page == (size_t)-1 ? NULL : r->from->pages[page].node;
    for (size_t i = 0; from != NULL && i < r->page_count; i++) {
        if (r->pages[i].from == from)
            return &r->pages[i];
    }
    return NULL;
}

/* The page of the new assessment that this one is to follow: where last's source has a
 * place it is that one, else the first of its copies. NULL: none. */
static const struct rolling_page *source_of(const struct rolling *r, const struct rolling_page *p)
{
    size_t source = assessment_follows(r->from, assessment_page_of(r->from, p->from));
    if (source == (size_t)-1 || assessment_follows(r->from, source) != (size_t)-1)
        return NULL;
    const struct rolling_page *there = page_from(r, source);
    for (size_t i = 0; there == NULL && i < r->page_count; i++) {
        size_t page = assessment_page_of(r->from, r->pages[i].from);
        if (assessment_follows(r->from, page) == source)
            there = &r->pages[i];
    }
    return there == NULL || there->from == p->from || there->item != p->item ? NULL : there;
}

/* What stands in a copy stands in its source, too. */
static void see_all(struct rolling *r, const xmlNode *node)
{
    rolling_origin(r, node)->seen = true;
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !index_is_page(r->from, child))
            see_all(r, child);
    }
}

static bool walk_page(struct rolling *r, const struct form_item *item, xmlNode *to,
                      const xmlNode *from)
{
    bool own = true;
    if (!r->filling && !note_page(r, item, to, from))
        return false;
    if (r->filling) {
        struct rolling_page page = {to, from, item};
        own = source_of(r, &page) == NULL;
        if (!own)
            see_all(r, from);
    }
    return walk(r, item, to, from, own);
}

static bool walk_node(struct rolling *r, const struct form_item *item, xmlNode *to,
                      const xmlNode *from, bool own)
{
    return item->page ? walk_page(r, item, to, from) : walk(r, item, to, from, own);
}

/* A node of one of the form's own instances, the same for both years. */
static bool is_instance(const struct rolling *r, const xmlNode *node)
{
    return node->doc != r->to->doc;
}

static bool walk_group(struct rolling *r, const struct form_item *item, xmlNode *to,
                       const xmlNode *from, bool own)
{
    xmlNode *node = evaluate_node(r->to, item->ref, to);
    if (node == NULL)
        return true;
    const xmlNode *other = is_instance(r, node) ? node : evaluate_node(r->from, item->ref, from);
    return other == NULL || walk_node(r, item, node, other, own);
}

static bool walk_rows(struct rolling *r, const struct form_item *item, const xmlXPathObject *mine,
                      const xmlXPathObject *theirs, bool own)
{
    bool good = true;
    for (size_t i = 0; good && i < count_of(mine); i++) {
        xmlNode *row = mine->nodesetval->nodeTab[i];
        const xmlNode *other = is_instance(r, row) ? row : partner_of(item, row, i, theirs);
        good = other == NULL || walk_node(r, item, row, other, own);
    }
    return good;
}

static bool walk_repeat(struct rolling *r, const struct form_item *item, xmlNode *to,
                        const xmlNode *from, bool own)
{
    if (!r->filling && item->origin != NULL && !match_count(r, item, to, from))
        return false;
    xmlXPathObject *mine = rows_of(r, r->to, item, to);
    xmlXPathObject *theirs = mine == NULL ? NULL : rows_of(r, r->from, item, from);
    bool good = theirs != NULL && walk_rows(r, item, mine, theirs, own);
    xmlXPathFreeObject(theirs);
    xmlXPathFreeObject(mine);
    return good;
}

static bool walk_control(struct rolling *r, const struct form_item *item, xmlNode *to,
                         const xmlNode *from)
{
    if (item->kind == FORM_OUTPUT)
        return true;
    xmlNode *node = evaluate_node(r->to, item->ref, to);
    const xmlNode *other = evaluate_node(r->from, item->ref, from);
    if (node == NULL || other == NULL || is_instance(r, node))
        return true;
    return rolling_carry(r, item, node, other);
}

/* own: the fields are the page's own, and not those of a copy. */
static bool walk(struct rolling *r, const struct form_item *item, xmlNode *to, const xmlNode *from,
                 bool own)
{
    bool good = true;
    for (const struct form_item *child = item->first_child; good && child != NULL;
         child = child->next) {
        if (child->kind == FORM_GROUP)
            good = walk_group(r, child, to, from, own);
        else if (child->kind == FORM_REPEAT)
            good = walk_repeat(r, child, to, from, own);
        else if (r->filling && own)
            good = walk_control(r, child, to, from);
    }
    return good;
}

/* --- all of it -------------------------------------------------------------------------- */

static bool follow_again(struct rolling *r)
{
    bool good = true;
    for (size_t i = 0; good && i < r->page_count; i++) {
        const struct rolling_page *source = source_of(r, &r->pages[i]);
        if (source != NULL)
            good = assessment_follow(r->to, assessment_page_of(r->to, r->pages[i].to),
                                     assessment_page_of(r->to, source->to), r->err);
    }
    return good;
}

static bool prepare(struct rolling *r)
{
    xmlDoc *copy = xmlCopyDoc(r->last->doc, 1);
    if (copy == NULL)
        return error_set_memory(r->err);
    r->from = assessment_from_document(r->to->form, r->to->reference, copy, r->err);
    if (r->from == NULL)
        return false;
    r->blank = assessment_of_nobody(r->last->form, r->last->reference, r->err);
    if (r->blank == NULL)
        return false;
    const xmlNode *root = xmlDocGetRootElement(r->from->doc);
    r->origins = calloc(count_nodes(root), sizeof *r->origins);
    if (r->origins == NULL)
        return error_set_memory(r->err);
    note_origins(r, root, xmlDocGetRootElement(r->last->doc));
    qsort(r->origins, r->origin_count, sizeof *r->origins, compare_origins);
    return true;
}

static bool roll(struct rolling *r)
{
    xmlNode *to = xmlDocGetRootElement(r->to->doc);
    const xmlNode *from = xmlDocGetRootElement(r->from->doc);
    if (!walk(r, form_body(r->to->form), to, from, true))
        return false;
    r->filling = true;
    return walk(r, form_body(r->to->form), to, from, true) && follow_again(r) &&
           names_update(r->to, r->err) && fields_calculate(r->to, r->err) && rolling_list_left(r);
}

struct assessment *rollover_make(const struct assessment *last, const struct form *form, int year,
                                 enum form_lang lang, struct rollover_report *report,
                                 struct error *err)
{
    *report = (struct rollover_report){0};
    const struct ward *ward =
        reference_find_ward(last->reference, form_city_code(form), assessment_ward_code(last), err);
    if (ward == NULL)
        return NULL;
    struct rolling r = {.last = last, .lang = lang, .report = report, .err = err};
    r.to = assessment_new(form, last->reference, ward, year, err);
    bool good = r.to != NULL && prepare(&r) && roll(&r);
    free(r.pages);
    free(r.origins);
    assessment_free(r.blank);
    assessment_free(r.from);
    if (good)
        return r.to;
    assessment_free(r.to);
    rollover_report_free(report);
    return NULL;
}

void rollover_report_free(struct rollover_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->left[i].page);
        free(report->left[i].field);
        free(report->left[i].text);
    }
    free(report->left);
    *report = (struct rollover_report){0};
}
