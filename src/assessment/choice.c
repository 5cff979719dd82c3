/* Which of the figures that the prose has goes into which blank field. */
#include "config.h"

#include "assessment/choice.h"

#include <stdlib.h>
#include <string.h>

const char *choice_text(const xmlNode *node)
{
    const xmlNode *child = node->children;
    const char *text = child == NULL || child->content == NULL ? "" : (const char *)child->content;
    return strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0 ? "" : text;
}

static bool is_in(const xmlXPathObject *result, const xmlNode *node)
{
    if (result == NULL || result->type != XPATH_NODESET || result->nodesetval == NULL)
        return false;
    for (int i = 0; i < result->nodesetval->nodeNr; i++)
        if (result->nodesetval->nodeTab[i] == node)
            return true;
    return false;
}

/* The bind that names the node's sources; the later one counts. The index knows it
 * of every node of the document; a row that is only tried out is in a copy. */
const struct form_bind *choice_bind(const struct assessment *a, const xmlNode *node)
{
    if (node->doc == a->doc)
        return index_info(node)->propose;
    const xmlNode *root = xmlDocGetRootElement(node->doc);
    for (size_t i = form_bind_count(a->form); i > 0; i--) {
        const struct form_bind *bind = form_bind(a->form, i - 1);
        if (bind->propose_count == 0)
            continue;
        xmlXPathObject *result = evaluate(a, bind->nodeset, root);
        bool met = is_in(result, node);
        xmlXPathFreeObject(result);
        if (met)
            return bind;
    }
    return NULL;
}

static bool add_text(const struct assessment *a, struct choice_pool *pool, const xmlNode *source,
                     size_t order)
{
    struct prose_list list;
    const char *text = choice_text(source);
    if (!prose_read(reference_eras(a->reference), assessment_year(a), text, &list))
        return false;
    struct choice_candidate *grown =
        list.count == 0 ? pool->items
                        : realloc(pool->items, (pool->count + list.count) * sizeof *grown);
    bool good = list.count == 0 || grown != NULL;
    if (good)
        pool->items = grown;
    for (size_t i = 0; good && i < list.count; i++)
        pool->items[pool->count++] =
            (struct choice_candidate){.figure = list.items[i],
                                      .source = source,
                                      .text = text,
                                      .order = order,
                                      .used = list.items[i].role == PROSE_EARLIER};
    prose_list_free(&list);
    return good;
}

/* All figures that may be proposed for the node. False when memory is short. */
bool choice_read(const struct assessment *a, const xmlNode *node, struct choice_pool *out)
{
    const struct form_bind *bind = choice_bind(a, node);
    bool good = true;
    *out = (struct choice_pool){0};
    for (size_t i = 0; good && bind != NULL && i < bind->propose_count; i++) {
        xmlXPathObject *result = evaluate(a, bind->propose[i], node);
        bool nodes = result != NULL && result->type == XPATH_NODESET && result->nodesetval != NULL;
        good = result != NULL;
        if (nodes)
            xmlXPathNodeSetSort(result->nodesetval);
        for (int n = 0; good && nodes && n < result->nodesetval->nodeNr; n++)
            good = add_text(a, out, result->nodesetval->nodeTab[n], i);
        xmlXPathFreeObject(result);
    }
    if (!good) {
        free(out->items);
        *out = (struct choice_pool){0};
    }
    return good;
}

bool choice_is_marked(const struct choice_candidate *c)
{
    return c->figure.figure.op != FIGURE_NONE || c->figure.figure.relative != FIGURE_ABSOLUTE;
}

static bool is_same_measure(const struct figure *a, const struct figure *b)
{
    return strcmp(a->amount, b->amount) == 0 && strcmp(a->unit, b->unit) == 0 && a->op == b->op &&
           a->relative == b->relative;
}

/* The first candidate that a text says too; used ones as well where any is true. */
size_t choice_find(const struct assessment *a, const struct choice_pool *pool, const char *text,
                   bool any)
{
    struct figure figure;
    if (!figure_read(reference_eras(a->reference), assessment_year(a), text, &figure))
        return CHOICE_NONE;
    for (size_t i = 0; i < pool->count; i++)
        if ((any || !pool->items[i].used) &&
            is_same_measure(&pool->items[i].figure.figure, &figure))
            return i;
    return CHOICE_NONE;
}

/* --- the row ---------------------------------------------------------------------- */

xmlNode *choice_element(xmlNode *node)
{
    while (node != NULL && node->type != XML_ELEMENT_NODE)
        node = node->next;
    return node;
}

static xmlNode *first_row(const xmlNode *row)
{
    xmlNode *first = choice_element(row->parent->children);
    while (first != NULL && !xmlStrEqual(first->name, row->name))
        first = choice_element(first->next);
    return first;
}

static xmlNode *next_row(const xmlNode *row)
{
    xmlNode *next = choice_element(row->next);
    while (next != NULL && !xmlStrEqual(next->name, row->name))
        next = choice_element(next->next);
    return next;
}

static xmlNode *field_of(const xmlNode *row, const xmlChar *name)
{
    xmlNode *child = choice_element(row->children);
    while (child != NULL && !xmlStrEqual(child->name, name))
        child = choice_element(child->next);
    return child;
}

/* What the row's figures have in common, as far as it is known. */
struct context {
    bool known; /* there is a figure */
    struct figure figure;
    const char *label; /* not ended by a NUL */
    size_t label_size;
    bool list; /* the label names several things that the figure is said of */
};

/* "ア、イ、ウを10％増": the figure is said of each. */
static bool is_list(const struct choice_pool *pool, size_t index)
{
    const struct choice_candidate *c = &pool->items[index];
    const char *comma = "、";
    size_t size = strlen(comma), at = c->figure.label_start;
    bool first = index == 0 || c[-1].source != c->source ||
                 c[-1].figure.clause_start != c->figure.clause_start;
    return first && c->figure.label_end > at && at >= size + c->figure.clause_start &&
           memcmp(c->text + at - size, comma, size) == 0;
}

static void take_context(struct context *c, const struct choice_pool *pool, size_t index)
{
    const struct choice_candidate *from = &pool->items[index];
    c->known = true;
    c->figure = from->figure.figure;
    c->list = is_list(pool, index);
    size_t start = c->list ? from->figure.clause_start : from->figure.label_start;
    c->label = from->text + start;
    c->label_size = from->figure.label_end - start;
}

/* From a figure that is filled in, with its label where it came from the prose. */
static bool filled_context(const struct assessment *a, const xmlNode *field, struct context *c)
{
    struct choice_pool pool;
    const char *text = choice_text(field);
    if (!figure_read(reference_eras(a->reference), assessment_year(a), text, &c->figure))
        return true;
    c->known = true;
    if (!choice_read(a, field, &pool))
        return false;
    size_t same = choice_find(a, &pool, text, true);
    if (same != CHOICE_NONE)
        take_context(c, &pool, same);
    free(pool.items);
    return true;
}

/* From what is proposed for a blank one. */
static bool proposed_context(const struct assessment *a, const xmlNode *field, struct context *c)
{
    struct choice_pool pool;
    size_t chosen = CHOICE_NONE;
    bool several;
    if (!choice_read(a, field, &pool))
        return false;
    bool good = choice_make(a, field, &pool, &chosen, &several);
    if (good && chosen != CHOICE_NONE)
        take_context(c, &pool, chosen);
    free(pool.items);
    return good;
}

/* The row's first filled figure; else what is proposed for its first blank one,
 * where that stands before the field. */
static bool find_context(const struct assessment *a, const xmlNode *field, struct context *c)
{
    const xmlNode *first = NULL;
    bool passed = false, good = true;
    *c = (struct context){.known = false};
    for (xmlNode *n = choice_element(field->parent->children); good && n != NULL && !c->known;
         n = choice_element(n->next)) {
        passed = passed || n == field;
        if (n == field || index_info(n)->type != FORM_FIGURE)
            continue;
        if (*choice_text(n) != '\0')
            good = filled_context(a, n, c);
        else if (first == NULL && !passed && assessment_field_state(a, n) == ASSESSMENT_BLANK &&
                 choice_bind(a, n) != NULL)
            first = n;
    }
    if (!good || c->known)
        return good;
    if (first != NULL)
        return proposed_context(a, first, c);
    for (xmlNode *n = choice_element(field->parent->children); n != NULL;
         n = choice_element(n->next))
        if (index_info(n)->type == FORM_STRING && c->label == NULL && *choice_text(n) != '\0') {
            c->label = choice_text(n);
            c->label_size = strlen(c->label);
        }
    return true;
}

/* --- the choice ---------------------------------------------------------------------- */

/* The longest run of characters that both have, as far as labels go. */
static size_t common_run(const char *a, size_t a_size, const char *b, size_t b_size)
{
    enum { FAR = 300 };
    size_t longest = 0;
    if (a_size > FAR)
        a_size = FAR;
    for (size_t i = 0; i < a_size; i++) {
        for (size_t j = 0; j < b_size && j < FAR; j++) {
            size_t run = 0;
            while (i + run < a_size && j + run < b_size && a[i + run] == b[j + run])
                run++;
            longest = run > longest ? run : longest;
        }
    }
    return longest;
}

/* Shares are given in ％ and in 割. */
static bool is_share(const char *unit)
{
    return strcmp(unit, "%") == 0 || strcmp(unit, "割") == 0;
}

static bool is_bound_by_unit(const struct context *c)
{
    return c->known && c->figure.unit[0] != '\0' && c->figure.relative == FIGURE_ABSOLUTE;
}

/* How much of the candidate's label is the row's. In a list each thing counts the
 * same, so that the order decides. */
static int score_label(const struct choice_candidate *c, const struct context *row)
{
    enum { WORD = 9, LISTED = 50 };
    const char *label = c->text + c->figure.label_start;
    size_t size = c->figure.label_end - c->figure.label_start;
    size_t run = row->label_size == 0 ? 0 : common_run(row->label, row->label_size, label, size);
    if (run < WORD || (row->list && 2 * run < size))
        return 0;
    return row->list ? LISTED : (int)run;
}

/* How well a candidate goes with the row; 0: not at all. */
static int score(const struct choice_candidate *c, const struct context *row)
{
    enum { UNIT = 1000, KIN = 900, CLOSE = 5 };
    const struct figure *f = &c->figure.figure;
    int label = score_label(c, row);
    if (!is_bound_by_unit(row))
        return label;
    bool kin = is_share(f->unit) && is_share(row->figure.unit);
    int unit = strcmp(f->unit, row->figure.unit) == 0 ? UNIT : kin ? KIN : 0;
    if (unit == 0)
        return 0;
    return unit + label + (f->relative == row->figure.relative ? CLOSE : 0);
}

/* How likely a figure is meant as a target, where nothing else tells. */
static int rank(const struct choice_candidate *c)
{
    return !choice_is_marked(c) ? 0 : c->figure.doubt == PROSE_OPERATORS ? 1 : 2;
}

static bool comes_first(const struct choice_candidate *a, const struct choice_candidate *b)
{
    return a->order != b->order ? a->order < b->order : rank(a) > rank(b);
}

static bool is_equal_choice(const struct choice_candidate *a, const struct choice_candidate *b)
{
    return a->order == b->order && rank(a) == rank(b) &&
           !is_same_measure(&a->figure.figure, &b->figure.figure);
}

/* The best by what the row is known to be about; CHOICE_NONE where nothing fits. */
static size_t pick_fitting(const struct choice_pool *pool, const struct context *row, bool *several)
{
    size_t best = CHOICE_NONE;
    int most = 1;
    for (size_t i = 0; i < pool->count; i++) {
        const struct choice_candidate *c = &pool->items[i];
        int points = c->used ? 0 : score(c, row);
        if (points < most)
            continue;
        if (best == CHOICE_NONE || points > most || comes_first(c, &pool->items[best])) {
            best = i;
            most = points;
        }
    }
    *several = false;
    for (size_t i = 0; best != CHOICE_NONE && i < pool->count; i++) {
        const struct choice_candidate *c = &pool->items[i];
        *several = *several ||
                   (!c->used && score(c, row) == most && is_equal_choice(c, &pool->items[best]));
    }
    return best;
}

/* The next of the first source that has any. Where there are more figures than
 * rows, targets go before others, but in the order of the text all the same. */
static size_t pick_next(const struct choice_pool *pool, size_t rows, bool *several)
{
    size_t first = CHOICE_NONE, count = 0, targets = 0, others = 0;
    for (size_t i = 0; i < pool->count; i++) {
        const struct choice_candidate *c = &pool->items[i];
        if (c->used || (first != CHOICE_NONE && c->order != pool->items[first].order))
            continue;
        if (first == CHOICE_NONE)
            first = i;
        count++;
        targets += rank(c) == 2 ? 1 : 0;
    }
    *several = count > rows && targets == 0;
    size_t room = count <= rows ? count : rows > targets ? rows - targets : 0;
    for (size_t i = first; i < pool->count; i++) {
        const struct choice_candidate *c = &pool->items[i];
        if (c->used)
            continue;
        if (rank(c) == 2 || others < room || targets == 0)
            return i;
        others++;
    }
    return CHOICE_NONE;
}

static size_t pick(const struct choice_pool *pool, const struct context *row, size_t rows,
                   bool *several)
{
    size_t best = pick_fitting(pool, row, several);
    return best != CHOICE_NONE || is_bound_by_unit(row) ? best : pick_next(pool, rows, several);
}

/* Rows from this one on where the field is blank. */
static size_t blank_rows(const struct assessment *a, const xmlNode *row, const xmlChar *name)
{
    size_t count = 0;
    for (; row != NULL; row = next_row(row)) {
        const xmlNode *field = field_of(row, name);
        count += field != NULL && assessment_field_state(a, field) == ASSESSMENT_BLANK ? 1 : 0;
    }
    return count;
}

static bool stands_in(const xmlNode *node, const xmlNode *row)
{
    while (node != NULL && node != row)
        node = node->parent;
    return node != NULL;
}

/* Whether the row has its sources for itself, so that other rows take nothing from it. */
static bool has_own_sources(const struct choice_pool *pool, const xmlNode *row)
{
    for (size_t i = 0; i < pool->count; i++)
        if (!stands_in(pool->items[i].source, row))
            return false;
    return pool->count > 0;
}

/* What the node is to be proposed, after the rows before it have had theirs. */
bool choice_make(const struct assessment *a, const xmlNode *node, struct choice_pool *pool,
                 size_t *chosen, bool *several)
{
    bool alone = has_own_sources(pool, node->parent);
    xmlNode *first = alone ? node->parent : first_row(node->parent);
    *chosen = CHOICE_NONE;
    *several = false;
    for (xmlNode *row = first; row != NULL; row = alone ? NULL : next_row(row)) {
        const xmlNode *field = field_of(row, node->name);
        size_t same = field == NULL ? CHOICE_NONE : choice_find(a, pool, choice_text(field), false);
        if (same != CHOICE_NONE)
            pool->items[same].used = true;
    }
    for (xmlNode *row = first; row != NULL; row = next_row(row)) {
        struct context context;
        const xmlNode *field = field_of(row, node->name);
        if (field == NULL || assessment_field_state(a, field) != ASSESSMENT_BLANK)
            continue;
        if (!find_context(a, field, &context))
            return false;
        size_t rows = alone ? 1 : blank_rows(a, row, node->name);
        size_t picked = pick(pool, &context, rows, several);
        if (field == node) {
            *chosen = picked;
            return true;
        }
        if (picked != CHOICE_NONE)
            pool->items[picked].used = true;
    }
    return true;
}
