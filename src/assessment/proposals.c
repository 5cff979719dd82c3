/* What the prose says for a blank figure. */
#include "config.h"

#include "assessment/choice.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

/* --- one field -------------------------------------------------------------------- */

/* Whether something may be proposed for the node at all. */
static bool is_open(const struct assessment *a, const xmlNode *node)
{
    struct assessment_properties is;
    if (node->type != XML_ELEMENT_NODE || index_info(node)->type != FORM_FIGURE ||
        assessment_field_state(a, node) != ASSESSMENT_BLANK)
        return false;
    size_t page = assessment_page_of(a, node);
    assessment_properties(a, node, &is);
    return page != (size_t)-1 && assessment_follows(a, page) == (size_t)-1 && is.relevant &&
           !is.readonly;
}

/* The value that the chosen one started from: before it in a movement, or beside it
 * as last year's. */
static size_t earlier_of(const struct choice_pool *pool, size_t chosen)
{
    const struct choice_candidate *to = &pool->items[chosen];
    for (size_t i = chosen > 0 ? chosen - 1 : 0; i <= chosen + 1 && i < pool->count; i++) {
        const struct choice_candidate *from = &pool->items[i];
        if (i != chosen && from->source == to->source && from->figure.role == PROSE_EARLIER &&
            from->figure.clause_start == to->figure.clause_start &&
            strcmp(from->figure.figure.unit, to->figure.figure.unit) == 0)
            return i;
    }
    return CHOICE_NONE;
}

/* The field behind the node, where it is the last of its row that has sources. */
static const xmlNode *last_behind(const struct assessment *a, const xmlNode *node)
{
    const xmlNode *next = choice_element(node->next);
    if (next == NULL || choice_bind(a, next) == NULL)
        return NULL;
    for (const xmlNode *n = choice_element(next->next); n != NULL; n = choice_element(n->next))
        if (choice_bind(a, n) != NULL)
            return NULL;
    return next;
}

/* What is proposed for a field, and out of which pool. */
struct offer {
    struct choice_pool pool;
    size_t chosen;
    bool several;
};

static void clear_offer(struct offer *o)
{
    free(o->pool.items);
    *o = (struct offer){.chosen = CHOICE_NONE};
}

/* The last figure of a row is the value that was reached, and the one before it the
 * value that it started from. */
static bool offer_earlier(const struct assessment *a, const xmlNode *node, struct offer *out)
{
    const xmlNode *last = last_behind(a, node);
    size_t value = CHOICE_NONE;
    if (last == NULL || assessment_field_state(a, last) == ASSESSMENT_NOT_APPLICABLE_STATE)
        return true;
    if (!choice_read(a, last, &out->pool))
        return false;
    if (assessment_field_state(a, last) == ASSESSMENT_FILLED)
        value = choice_find(a, &out->pool, choice_text(last), true);
    else if (!choice_make(a, last, &out->pool, &value, &out->several))
        return false;
    out->chosen = value == CHOICE_NONE ? CHOICE_NONE : earlier_of(&out->pool, value);
    return true;
}

/* False when memory is short; clear_offer all the same. */
static bool make_offer(const struct assessment *a, const xmlNode *node, struct offer *out)
{
    *out = (struct offer){.chosen = CHOICE_NONE};
    if (!offer_earlier(a, node, out))
        return false;
    if (out->chosen != CHOICE_NONE)
        return true;
    clear_offer(out);
    return choice_read(a, node, &out->pool) &&
           choice_make(a, node, &out->pool, &out->chosen, &out->several);
}

/* --- the words --------------------------------------------------------------------- */

/* Whether the figure reads the same out of text[start..end) alone. */
static bool stands_alone(const struct assessment *a, const struct figure *figure, const char *text)
{
    struct figure read;
    return figure_read(reference_eras(a->reference), assessment_year(a), text, &read) &&
           strcmp(read.amount, figure->amount) == 0 && strcmp(read.unit, figure->unit) == 0 &&
           read.op == figure->op && read.relative == figure->relative && read.by == figure->by;
}

/* The words of the figure; from the beginning of its clause, where only they say
 * what is compared or until when. *alone is false when neither does. */
static bool take_words(const struct assessment *a, const struct choice_candidate *c,
                       struct assessment_proposal *out, bool *alone)
{
    enum { LONG = 240 };
    const struct prose_figure *f = &c->figure;
    out->start = f->start;
    out->end = f->end;
    out->text = strndup(c->text + out->start, out->end - out->start);
    *alone = out->text != NULL && stands_alone(a, &f->figure, out->text);
    if (out->text == NULL || *alone || f->end - f->clause_start > LONG)
        return out->text != NULL;
    char *longer = strndup(c->text + f->clause_start, f->end - f->clause_start);
    if (longer != NULL && stands_alone(a, &f->figure, longer)) {
        free(out->text);
        out->text = longer;
        out->start = f->clause_start;
        *alone = true;
        return true;
    }
    free(longer);
    return longer != NULL;
}

static bool take_offer(const struct assessment *a, const struct offer *offer,
                       struct assessment_proposal *out)
{
    const struct choice_candidate *c = &offer->pool.items[offer->chosen];
    bool alone;
    if (!take_words(a, c, out, &alone))
        return false;
    out->source = c->source;
    out->doubt = prose_doubt_sentence(c->figure.doubt);
    if (out->doubt == NULL && !alone)
        out->doubt = _("The sentence says more about the figure than these words. Check it.");
    if (out->doubt == NULL && offer->several)
        out->doubt =
            _("The text has other figures that could be meant. Check that it is this one.");
    out->sure = out->doubt == NULL;
    return true;
}

bool assessment_propose(const struct assessment *a, const xmlNode *node, bool *found,
                        struct assessment_proposal *out, struct error *err)
{
    struct offer offer;
    *found = false;
    *out = (struct assessment_proposal){.text = NULL};
    if (!is_open(a, node) || choice_bind(a, node) == NULL)
        return true;
    bool good = make_offer(a, node, &offer);
    if (good && offer.chosen != CHOICE_NONE) {
        good = take_offer(a, &offer, out);
        *found = good;
    }
    clear_offer(&offer);
    if (!good)
        assessment_proposal_free(out);
    return good || error_set_memory(err);
}

void assessment_proposal_free(struct assessment_proposal *proposal)
{
    free(proposal->text);
    *proposal = (struct assessment_proposal){.text = NULL};
}

/* --- the whole ----------------------------------------------------------------------- */

static bool has_proposal(const struct assessment *a, const xmlNode *node)
{
    struct assessment_proposal proposal;
    bool found;
    if (!assessment_propose(a, node, &found, &proposal, NULL))
        return false;
    assessment_proposal_free(&proposal);
    return found;
}

size_t assessment_proposals_count(const struct assessment *a)
{
    size_t count = 0;
    for (size_t i = 0; i < form_bind_count(a->form); i++) {
        const struct form_bind *bind = form_bind(a->form, i);
        if (bind->propose_count == 0)
            continue;
        xmlXPathObject *result = evaluate(a, bind->nodeset, xmlDocGetRootElement(a->doc));
        bool nodes = result != NULL && result->type == XPATH_NODESET && result->nodesetval != NULL;
        for (int n = 0; nodes && n < result->nodesetval->nodeNr; n++) {
            const xmlNode *node = result->nodesetval->nodeTab[n];
            count += choice_bind(a, node) == bind && has_proposal(a, node) ? 1 : 0;
        }
        xmlXPathFreeObject(result);
    }
    return count;
}

/* --- rows ------------------------------------------------------------------------------ */

/* How many figures the prose has for one field of a row. *marked: targets among them. */
static size_t count_figures(const struct assessment *a, const xmlNode *field, bool *marked)
{
    struct choice_pool pool;
    size_t count = 0;
    *marked = false;
    if (choice_bind(a, field) == NULL || !choice_read(a, field, &pool))
        return 0;
    for (size_t i = 0; i < pool.count; i++) {
        const struct choice_candidate *c = &pool.items[i];
        bool counts = c->figure.role != PROSE_EARLIER && c->order == pool.items[0].order;
        count += counts ? 1 : 0;
        *marked = *marked || (counts && choice_is_marked(c));
    }
    free(pool.items);
    return count;
}

/* Targets say how many rows there are; where there are none, the first field that
 * the prose has figures for. Texts of what was done are full of others. */
static size_t count_rows(const struct assessment *a, const xmlNode *row)
{
    size_t targets = 0, first = 0;
    for (const xmlNode *n = choice_element(row->children); n != NULL; n = choice_element(n->next)) {
        bool marked;
        size_t count = count_figures(a, n, &marked);
        if (marked && count > targets)
            targets = count;
        if (first == 0)
            first = count;
    }
    return targets > 0 ? targets : first;
}

static xmlNode *first_of(const struct assessment *a, const struct form_item *repeat,
                         const xmlNode *context)
{
    return repeat->kind == FORM_REPEAT && !repeat->page ? evaluate_node(a, repeat->ref, context)
                                                        : NULL;
}

/* Without a row the form's prototype is looked at, in a copy of the document. */
static size_t count_in_copy(const struct assessment *a, const struct form_item *repeat,
                            const xmlNode *context)
{
    size_t rows = 0;
    const xmlNode *origin = evaluate_node(a, repeat->origin, context);
    char *path = assessment_node_path(context);
    xmlDoc *copy = xmlCopyDoc(a->doc, 1);
    xmlXPathContext *xpath = copy == NULL ? NULL : xmlXPathNewContext(copy);
    xmlXPathObject *there =
        xpath == NULL || path == NULL ? NULL : xmlXPathEvalExpression(BAD_CAST path, xpath);
    if (origin != NULL && there != NULL && there->nodesetval != NULL &&
        there->nodesetval->nodeNr == 1) {
        xmlNode *parent = there->nodesetval->nodeTab[0];
        xmlNode *row = xmlDocCopyNode(assessment_unconst(origin), copy, 1);
        if (row != NULL && xmlAddChild(parent, row) != NULL && first_of(a, repeat, parent) == row)
            rows = count_rows(a, row);
    }
    xmlXPathFreeObject(there);
    xmlXPathFreeContext(xpath);
    xmlFreeDoc(copy);
    free(path);
    return rows;
}

size_t assessment_proposed_rows(const struct assessment *a, const struct form_item *repeat,
                                const xmlNode *context)
{
    const xmlNode *row = first_of(a, repeat, context);
    if (row != NULL)
        return count_rows(a, row);
    return repeat->kind == FORM_REPEAT && repeat->origin != NULL ? count_in_copy(a, repeat, context)
                                                                 : 0;
}
