/*
 * Running a schema over a document. In every pattern a node is judged by the
 * first rule whose context it matches, and by no other.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/evaluate.h"
#include "rules/message.h"
#include "rules/nodes.h"
#include "rules/schema.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

/* A finding with what puts it into its place in the list. */
struct fired {
    struct finding finding;
    size_t place;   /* of the subject in the document */
    size_t test;    /* in the schema */
    size_t context; /* place of the node that was judged, where subjects are shared */
};

/* Who asks what variables are; see rules_tell. */
struct asked {
    const char *const *names;
    bool (*take)(void *to, const struct rules_values *values, struct error *err);
    void *to;
};

/* Who asks what there is to judge; see rules_meet. */
struct met {
    bool *told, *astray;
};

struct run {
    const struct rules *rules;
    const struct asked *asked; /* NULL: the tests are to be run */
    const struct met *met;     /* NULL: the same */
    struct rules_evaluator evaluator;
    struct rules_nodes nodes;
    struct fired *fired;
    size_t count, room;
    struct error *err;
};

static bool fail_at(struct run *run, int line, const char *what)
{
    if (run->evaluator.memory)
        return error_set_memory(run->err);
    const struct rules_let *let = run->evaluator.failed;
    return error_set(run->err, _("%s:%d: %s could not be evaluated: %s."), run->rules->file,
                     let ? let->line : line, let ? "<let>" : what, run->evaluator.reason);
}

static void set_lets(struct run *run, const struct rules_lets *lets, xmlNode *context)
{
    for (size_t i = 0; i < lets->count; i++)
        rules_evaluator_declare(&run->evaluator, &lets->items[i], context);
}

static void finding_free(struct finding *finding)
{
    free(finding->id);
    free(finding->source);
    free(finding->operands);
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        free(finding->message[lang]);
        free(finding->remedy[lang]);
    }
}

/* A subject is an element or attribute; of a text it is the element it stands
 * in, of the document its root element. */
static bool find_place(const struct run *run, const xmlNode *node, size_t *place)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        node = node->parent;
    else if (node->type == XML_DOCUMENT_NODE)
        node = xmlDocGetRootElement((const xmlDoc *)node);
    return rules_nodes_find(&run->nodes, node, place);
}

/* The first of the set in the document; the context's own where there is none. */
static size_t first_subject(const struct run *run, const xmlNodeSet *set, const xmlNode *context)
{
    size_t first = SIZE_MAX, place;
    for (int i = 0; set && i < set->nodeNr; i++)
        if (find_place(run, set->nodeTab[i], &place) && place < first)
            first = place;
    if (first == SIZE_MAX)
        find_place(run, context, &first);
    return first;
}

static bool find_subject(struct run *run, const struct rules_test *test, xmlNode *context,
                         struct fired *fired)
{
    xmlXPathObjectPtr subject = NULL;
    if (test->subject) {
        subject = rules_evaluate_nodes(&run->evaluator, test->subject, context);
        if (!subject)
            return false;
    }
    fired->place = first_subject(run, subject ? subject->nodesetval : NULL, context);
    fired->finding.node = run->nodes.items[fired->place];
    xmlXPathFreeObject(subject);
    return true;
}

/* The element or attribute that a node's value is read from. */
static xmlNode *value_holder(xmlNode *node)
{
    bool text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
    return text ? node->parent : node;
}

static bool add_operand(struct finding *finding, size_t *room, xmlNode *node)
{
    for (size_t i = 0; i < finding->operand_count; i++)
        if (finding->operands[i] == node)
            return true;
    void *grown =
        rules_grow(finding->operands, finding->operand_count, room, sizeof(*finding->operands));
    if (!grown)
        return false;
    finding->operands = grown;
    finding->operands[finding->operand_count++] = node;
    return true;
}

/* The nodes of every value in the rule's order, those of one in the document's. */
static bool find_operands(struct run *run, const struct rules_test *test, xmlNode *context,
                          struct finding *finding)
{
    size_t room = 0;
    for (size_t i = 0; i < test->operands.count; i++) {
        if (!test->operands.parts[i].value)
            continue;
        xmlXPathObjectPtr found =
            rules_evaluate_nodes(&run->evaluator, test->operands.parts[i].value, context);
        if (!found)
            return false;
        xmlXPathNodeSetSort(found->nodesetval);
        bool good = true;
        for (int k = 0; good && found->nodesetval && k < found->nodesetval->nodeNr; k++)
            good = add_operand(finding, &room, value_holder(found->nodesetval->nodeTab[k]));
        xmlXPathFreeObject(found);
        run->evaluator.memory = run->evaluator.memory || !good;
        if (!good)
            return false;
    }
    return true;
}

static bool fire(struct run *run, const struct rules_test *test, size_t order, xmlNode *context)
{
    void *grown = rules_grow(run->fired, run->count, &run->room, sizeof *run->fired);
    if (!grown)
        return error_set_memory(run->err);
    run->fired = grown;
    struct fired *fired = &run->fired[run->count++];
    fired->test = order;
    rules_nodes_find(&run->nodes, context, &fired->context);
    struct finding *finding = &fired->finding;
    finding->severity = test->severity;
    finding->id = strdup(test->id);
    finding->source = test->source ? strdup(test->source) : NULL;
    if (!finding->id || (test->source && !finding->source))
        return error_set_memory(run->err);
    run->evaluator.passing = true;
    bool good = find_subject(run, test, context, fired) &&
                find_operands(run, test, context, finding) &&
                rules_message_fill(&run->evaluator, test, context, finding);
    run->evaluator.passing = false;
    return good || fail_at(run, test->line, test->id);
}

/* --- what variables are ------------------------------------------------------------- */

static bool declares(const struct rules_rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->lets.count; i++)
        if (strcmp(rule->lets.items[i].name, name) == 0)
            return true;
    return false;
}

static bool declares_all(const struct rules_rule *rule, const struct asked *asked)
{
    for (size_t i = 0; asked->names[i]; i++)
        if (!declares(rule, asked->names[i]))
            return false;
    return true;
}

static bool is_asked(const struct rules_pattern *pattern, const struct asked *asked)
{
    for (size_t i = 0; i < pattern->count; i++)
        if (declares_all(&pattern->rules[i], asked))
            return true;
    return false;
}

static bool tell(struct run *run, const struct rules_rule *rule, xmlNode *context)
{
    const char *values[RULES_VALUES];
    xmlChar *owned[RULES_VALUES];
    size_t count = 0;
    bool good = true;
    if (!declares_all(rule, run->asked))
        return true;
    set_lets(run, &rule->lets, context);
    for (; good && run->asked->names[count]; count += good) {
        owned[count] = rules_variable(&run->evaluator, run->asked->names[count]);
        values[count] = (const char *)owned[count];
        good = owned[count] != NULL;
    }
    if (!good)
        fail_at(run, rule->line, "<rule>");
    const struct rules_values told = {context, values};
    good = good && run->asked->take(run->asked->to, &told, run->err);
    while (count > 0)
        xmlFree(owned[--count]);
    return good;
}

/* --- what there is to judge --------------------------------------------------------- */

static bool meet(struct run *run, const struct rules_rule *rule, size_t order, xmlNode *context)
{
    set_lets(run, &rule->lets, context);
    for (size_t i = 0; i < rule->test_count; i++) {
        const struct rules_test *test = &rule->tests[i];
        run->met->told[order + i] = true;
        if (!test->subject)
            continue;
        xmlXPathObjectPtr subject = rules_evaluate_nodes(&run->evaluator, test->subject, context);
        if (!subject)
            return fail_at(run, test->line, test->id);
        if (xmlXPathNodeSetIsEmpty(subject->nodesetval))
            run->met->astray[order + i] = true;
        xmlXPathFreeObject(subject);
    }
    return true;
}

/* --- judging ------------------------------------------------------------------------- */

static bool judge(struct run *run, const struct rules_rule *rule, size_t order, xmlNode *context)
{
    if (run->asked)
        return tell(run, rule, context);
    if (run->met)
        return meet(run, rule, order, context);
    set_lets(run, &rule->lets, context);
    for (size_t i = 0; i < rule->test_count; i++) {
        const struct rules_test *test = &rule->tests[i];
        bool holds;
        if (!rules_evaluate_boolean(&run->evaluator, test->test, context, &holds))
            return fail_at(run, test->line, test->id);
        if (holds == test->fires_on && !fire(run, test, order + i, context))
            return false;
    }
    return true;
}

static bool judge_all(struct run *run, const struct rules_rule *rule, size_t order,
                      const xmlNodeSet *nodes)
{
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        size_t place;
        if (!rules_nodes_find(&run->nodes, nodes->nodeTab[i], &place) || run->nodes.judged[place])
            continue;
        run->nodes.judged[place] = true;
        if (!judge(run, rule, order, nodes->nodeTab[i]))
            return false;
    }
    return true;
}

static bool run_rule(struct run *run, const struct rules_rule *rule, size_t order, xmlDoc *doc)
{
    size_t before = run->count;
    for (size_t i = 0; i < rule->context_count; i++) {
        xmlXPathObjectPtr nodes =
            rules_evaluate_nodes(&run->evaluator, rule->contexts[i], (xmlNode *)doc);
        if (!nodes)
            return fail_at(run, rule->line, "<rule>");
        bool good = judge_all(run, rule, order, nodes->nodesetval);
        xmlXPathFreeObject(nodes);
        if (!good)
            return false;
    }
    if (run->count > before)
        rules_evaluator_forget(&run->evaluator);
    return true;
}

static bool run_schema(struct run *run, xmlDoc *doc)
{
    size_t order = 0;
    set_lets(run, &run->rules->lets, (xmlNode *)doc);
    for (size_t p = 0; p < run->rules->count; p++) {
        const struct rules_pattern *pattern = &run->rules->patterns[p];
        if (run->asked && !is_asked(pattern, run->asked))
            continue;
        rules_nodes_begin(&run->nodes);
        set_lets(run, &pattern->lets, (xmlNode *)doc);
        for (size_t i = 0; i < pattern->count; i++) {
            if (!run_rule(run, &pattern->rules[i], order, doc))
                return false;
            order += pattern->rules[i].test_count;
        }
    }
    return true;
}

static int compare_fired(const void *left, const void *right)
{
    const struct fired *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->test != b->test)
        return a->test < b->test ? -1 : 1;
    return a->context < b->context ? -1 : 1;
}

static bool hand_over(struct run *run, struct finding_list *out)
{
    if (run->count == 0)
        return true;
    qsort(run->fired, run->count, sizeof *run->fired, compare_fired);
    out->items = calloc(run->count, sizeof *out->items);
    if (!out->items)
        return error_set_memory(run->err);
    out->count = out->room = run->count;
    size_t *const counts[] = {
        [RULES_ERROR] = &out->errors, [RULES_WARNING] = &out->warnings, [RULES_INFO] = &out->infos};
    for (size_t i = 0; i < run->count; i++) {
        out->items[i] = run->fired[i].finding;
        ++*counts[out->items[i].severity];
    }
    run->count = 0;
    return true;
}

/* Runs it over the document. What was found is in run, to be closed. */
static bool run_over(struct run *run, xmlDoc *doc, const struct rules_document *others,
                     size_t other_count)
{
    if (!rules_nodes_build(&run->nodes, doc) ||
        !rules_evaluator_open(&run->evaluator, run->rules, doc, others, other_count))
        return error_set_memory(run->err);
    return run_schema(run, doc);
}

static void close_run(struct run *run)
{
    for (size_t i = 0; i < run->count; i++)
        finding_free(&run->fired[i].finding);
    free(run->fired);
    rules_evaluator_close(&run->evaluator);
    rules_nodes_free(&run->nodes);
}

bool rules_check(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                 size_t other_count, struct finding_list *out, struct error *err)
{
    struct run run = {.rules = r, .err = err};
    bool good = run_over(&run, doc, others, other_count) && hand_over(&run, out);
    /* Of all that a schema judges a sheet has a part, and the next is mostly the same sheet. */
    if (good)
        expressions_drop_idle(r->expressions);
    close_run(&run);
    return good;
}

bool rules_tell(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                size_t other_count, const char *const *names,
                bool (*take)(void *to, const struct rules_values *values, struct error *err),
                void *to, struct error *err)
{
    const struct asked asked = {names, take, to};
    struct run run = {.rules = r, .asked = &asked, .err = err};
    bool good = run_over(&run, doc, others, other_count);
    close_run(&run);
    return good;
}

bool rules_declare(const struct rules *r, const char *const *names)
{
    const struct asked asked = {names, NULL, NULL};
    for (size_t p = 0; p < r->count; p++)
        if (is_asked(&r->patterns[p], &asked))
            return true;
    return false;
}

bool rules_meet(const struct rules *r, xmlDoc *doc, const struct rules_document *others,
                size_t other_count, bool *told, bool *astray, struct error *err)
{
    const struct met met = {told, astray};
    struct run run = {.rules = r, .met = &met, .err = err};
    bool good = run_over(&run, doc, others, other_count);
    close_run(&run);
    return good;
}

void finding_list_free(struct finding_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        finding_free(&list->items[i]);
    free(list->items);
    memset(list, 0, sizeof *list);
}
