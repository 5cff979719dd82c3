/* The rules and their cases: each case is made, judged, and held against what it says. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "authoring/private.h"
#include "rules/cases.h"
#include "rules/rules.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "xml/libxml2.h"

struct judging {
    struct examination *x;
    const struct rules *rules;
    const struct cases *cases;
    char *rules_file, *cases_file;
    bool *told, *astray; /* by entry; see rules_meet */
};

/* --- the entries --------------------------------------------------------------------- */

static void judge_entry(const struct judging *j, const struct rules_entry *e)
{
    struct mistakes *m = j->x->mistakes;
    if (e->remedy[FORM_JA] == NULL)
        mistakes_add(m, j->rules_file, e->line,
                     _("Write a diagnostic with that id and name it in the diagnostics attribute."),
                     _("%s does not say what to do: it has no diagnostic %s.remedy.ja"), e->id,
                     e->id);
    /* A reason that is given for leaving a warning holds as long as they stay the same. */
    if (!e->operands && e->severity == RULES_WARNING)
        mistakes_add(m, j->rules_file, e->line,
                     _("Write a diagnostic with that id, with a <value-of> for each value that the "
                       "test turns on, and name it in the diagnostics attribute."),
                     _("%s does not say what it turned on: it has no diagnostic %s.operands"),
                     e->id, e->id);
    if (!e->english)
        mistakes_remark(m, j->rules_file, e->line, NULL,
                        _("%s has no English: %s.en and %s.remedy.en are what is shown in it"),
                        e->id, e->id, e->id);
}

static void judge_entries(const struct judging *j)
{
    struct rules_entry e;
    for (size_t i = 0; rules_entry(j->rules, i, &e); i++)
        judge_entry(j, &e);
}

/* --- the documents they meet ----------------------------------------------------------- */

static bool all_told(const struct judging *j)
{
    size_t count = rules_count(j->rules), i = 0;
    while (i < count && j->told[i])
        i++;
    return i == count;
}

static bool meet(const struct judging *j, xmlDoc *doc, xmlDoc *last_year)
{
    const struct rules_document other = {"last-year.xml", last_year};
    struct error refused;
    if (all_told(j))
        return true;
    if (rules_meet(j->rules, doc, &other, last_year == NULL ? 0 : 1, j->told, j->astray, &refused))
        return true;
    if (mistakes_take(j->x->mistakes, j->rules_file, &refused))
        return true;
    return error_set(j->x->err, "%s", refused.text);
}

static void judge_met(const struct judging *j)
{
    struct rules_entry e;
    for (size_t i = 0; rules_entry(j->rules, i, &e); i++) {
        if (!j->told[i])
            mistakes_add(j->x->mistakes, j->rules_file, e.line,
                         _("Correct the context; names are as in the blank."),
                         _("%s never judges anything: its context %s meets no node of the blank, "
                           "the prototypes and the cases"),
                         e.id, e.context);
        else if (j->astray[i])
            mistakes_add(j->x->mistakes, j->rules_file, e.line,
                         _("Correct the subject, a path from the context."),
                         _("%s points at nothing: its subject leads to no node where the context "
                           "%s does"),
                         e.id, e.context);
    }
}

/* --- the cases ------------------------------------------------------------------------------ */

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The words in order, with one blank between them; NULL when memory is short. */
static char *sort_words(const char *words)
{
    char *copy = strdup(words), *save;
    char **ids = calloc(strlen(words) / 2 + 1, sizeof *ids);
    struct buffer out = BUFFER_INIT;
    size_t count = 0;
    if (copy == NULL || ids == NULL) {
        free(copy);
        free(ids);
        return NULL;
    }
    for (char *id = strtok_r(copy, " ", &save); id != NULL; id = strtok_r(NULL, " ", &save))
        ids[count++] = id;
    qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&out, "%s%s", i > 0 ? " " : "", ids[i]);
    buffer_append_string(&out, "");
    free(copy);
    free(ids);
    return buffer_take(&out);
}

static char *list_found(const struct finding_list *found)
{
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < found->count; i++)
        buffer_append_format(&out, "%s%s", i > 0 ? " " : "", found->items[i].id);
    buffer_append_string(&out, "");
    char *words = buffer_take(&out);
    char *sorted = words == NULL ? NULL : sort_words(words);
    free(words);
    return sorted;
}

static void hold_ids(const struct judging *j, const struct case_entry *e, const char *found,
                     const char *expected)
{
    if (strcmp(found, expected) != 0)
        mistakes_add(j->x->mistakes, j->cases_file, e->line,
                     _("Correct the rule or its document; or write into finds what is right."),
                     _("the case of %s finds \"%s\", and finds says \"%s\""), e->rule, found,
                     expected);
}

/* The place that the case names; NULL where it leads to none. */
static const xmlNode *place_of(xmlDoc *doc, const char *path)
{
    xmlXPathContext *xpath = xmlXPathNewContext(doc);
    xmlXPathObject *at = NULL;
    const xmlNode *node = NULL;
    if (xpath != NULL)
        at = xmlXPathEvalExpression((const xmlChar *)path, xpath);
    if (at != NULL && at->type == XPATH_NODESET && at->nodesetval != NULL &&
        at->nodesetval->nodeNr > 0)
        node = at->nodesetval->nodeTab[0];
    xmlXPathFreeObject(at);
    xmlXPathFreeContext(xpath);
    return node;
}

static void hold_place(const struct judging *j, const struct case_entry *e,
                       const struct finding_list *found, xmlDoc *doc)
{
    const xmlNode *place = e->at == NULL ? NULL : place_of(doc, e->at);
    bool there = e->at == NULL, fires = false;
    for (size_t i = 0; i < found->count; i++) {
        bool own = strcmp(found->items[i].id, e->rule) == 0;
        fires = fires || own;
        there = there || (own && found->items[i].node == place);
    }
    if (fires && !there)
        mistakes_add(j->x->mistakes, j->cases_file, e->line,
                     _("Correct at, a path from the root on, or the subject of the rule."),
                     _("the case finds %s, but not at %s"), e->rule, e->at);
}

static bool hold(const struct judging *j, const struct case_entry *e, xmlDoc *doc,
                 xmlDoc *last_year)
{
    const struct rules_document other = {"last-year.xml", last_year};
    struct finding_list found = {0};
    struct error refused;
    if (!rules_check(j->rules, doc, &other, last_year == NULL ? 0 : 1, &found, &refused))
        return mistakes_take(j->x->mistakes, j->rules_file, &refused) ||
               error_set(j->x->err, "%s", refused.text);
    char *ids = list_found(&found), *expected = sort_words(e->finds);
    if (ids != NULL && expected != NULL) {
        hold_ids(j, e, ids, expected);
        hold_place(j, e, &found, doc);
    }
    bool good = ids != NULL && expected != NULL;
    free(ids);
    free(expected);
    finding_list_free(&found);
    return good || error_set_memory(j->x->err);
}

static bool judge_case(const struct judging *j, size_t index, const struct case_entry *e)
{
    xmlDoc *doc, *last_year;
    struct error refused;
    if (!cases_make(j->cases, index, &doc, &last_year, &refused))
        return mistakes_take(j->x->mistakes, j->cases_file, &refused) ||
               mistakes_take(j->x->mistakes, examine_file(j->x, "blank.xml"), &refused) ||
               error_set(j->x->err, "%s", refused.text);
    bool good = meet(j, doc, last_year) && hold(j, e, doc, last_year);
    xmlFreeDoc(doc);
    xmlFreeDoc(last_year);
    return good;
}

/* Cases of rules that there are not, and rules without a case of each kind. */
static void judge_kinds(const struct judging *j)
{
    static const char *const names[] = {"failing", "passing", "boundary"};
    struct rules_entry rule;
    struct case_entry e;
    for (size_t i = 0; rules_entry(j->rules, i, &rule); i++) {
        bool has[3] = {false};
        for (size_t k = 0; cases_entry(j->cases, k, &e); k++) {
            if (strcmp(e.rule, rule.id) == 0)
                has[e.kind] = true;
        }
        for (int kind = 0; kind < 3; kind++) {
            if (!has[kind])
                mistakes_add(j->x->mistakes, j->rules_file, rule.line,
                             _("Write one into cases.xml, forms/README, 4."),
                             _("%s has no case with is=\"%s\""), rule.id, names[kind]);
        }
    }
    for (size_t k = 0; cases_entry(j->cases, k, &e); k++) {
        bool known = false;
        for (size_t i = 0; !known && rules_entry(j->rules, i, &rule); i++)
            known = strcmp(rule.id, e.rule) == 0;
        if (!known)
            mistakes_add(j->x->mistakes, j->cases_file, e.line,
                         _("Correct its name, or take the case out."),
                         _("the case is of %s, and rules.sch has no such rule"), e.rule);
    }
}

static bool judge_cases(const struct judging *j)
{
    struct case_entry e;
    judge_kinds(j);
    for (size_t i = 0; cases_entry(j->cases, i, &e); i++) {
        if (!judge_case(j, i, &e))
            return false;
    }
    return true;
}

/* --- both ------------------------------------------------------------------------------------- */

static struct cases *read_cases(struct judging *j)
{
    struct examination *x = j->x;
    if (examine_has(x, "cases.xml"))
        return cases_read_all(j->cases_file, x->mistakes, x->err);
    mistakes_add(x->mistakes, j->cases_file, 0, _("Write cases for each rule, forms/README, 4."),
                 _("is not there, so that nobody knows what the rules find"));
    return NULL;
}

/* The rules run where both files are right by themselves. */
static bool judge_all(struct judging *j)
{
    struct examination *x = j->x;
    size_t count = rules_count(j->rules);
    j->told = calloc(count + 1, sizeof *j->told);
    j->astray = calloc(count + 1, sizeof *j->astray);
    if (j->told == NULL || j->astray == NULL)
        return error_set_memory(x->err);
    judge_entries(j);
    if (x->a != NULL && !meet(j, assessment_document(x->a), NULL))
        return false;
    bool whole = mistakes_in(x->mistakes, j->cases_file) == 0;
    if (j->cases != NULL && whole && !judge_cases(j))
        return false;
    if (x->a != NULL && whole)
        judge_met(j);
    return true;
}

bool examine_rules(struct examination *x)
{
    if (!examine_has(x, "rules.sch"))
        return true;
    struct judging j = {.x = x};
    struct rules *rules = NULL;
    struct cases *cases = NULL;
    j.rules_file = strdup(examine_file(x, "rules.sch"));
    j.cases_file = strdup(examine_file(x, "cases.xml"));
    bool good = j.rules_file != NULL && j.cases_file != NULL;
    if (good) {
        rules = rules_read_all(j.rules_file, NULL, 0, x->mistakes, x->err);
        good = rules != NULL || mistakes_in(x->mistakes, j.rules_file) > 0;
    } else {
        error_set_memory(x->err);
    }
    if (good) {
        cases = read_cases(&j);
        good = cases != NULL || mistakes_in(x->mistakes, j.cases_file) > 0;
    }
    j.rules = rules;
    j.cases = cases;
    if (good && rules != NULL && mistakes_in(x->mistakes, j.rules_file) == 0)
        good = judge_all(&j);
    cases_free(cases);
    rules_free(rules);
    free(j.rules_file);
    free(j.cases_file);
    free(j.told);
    free(j.astray);
    return good;
}
