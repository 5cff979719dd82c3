#include "config.h"

#include "city/indicators.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "city/private.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- reading ------------------------------------------------------------------------ */

/* A text of the form at a node, in both languages. */
static bool read_text(const struct assessment *a, const struct form_text *text, const xmlNode *node,
                      char *out[FORM_LANGS])
{
    for (int lang = 0; lang < FORM_LANGS; lang++) {
        out[lang] = assessment_text(a, text, (enum form_lang)lang, node);
        if (out[lang] == NULL)
            return false;
    }
    return true;
}

/* An attribute of a node of the document or an instance; "" where there is none. */
static char *copy_attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = node == NULL ? NULL : xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
    char *copy = strdup(value == NULL ? "" : (const char *)value);
    xmlFree(value);
    return copy;
}

static bool read_target(const struct assessment *a, const struct comparison *c, const xmlNode *node,
                        struct city_indicator *out, struct error *err)
{
    struct assessment_nodes nodes;
    if (!assessment_select(a, c->target, node, &nodes, err))
        return false;
    const xmlNode *target = nodes.count == 0 ? NULL : nodes.items[0];
    out->amount = copy_attribute(target, "amount");
    out->unit = copy_attribute(target, "unit");
    out->operator= copy_attribute(target, "operator");
    out->by = copy_attribute(target, "by");
    out->target = assessment_print(a, c->target, node, err);
    assessment_nodes_free(&nodes);
    bool good = out->amount != NULL && out->unit != NULL && out->operator!= NULL && out->by != NULL;
    return out->target != NULL && (good || error_set_memory(err));
}

static bool read_indicator(const struct assessment *a, const struct comparison *c,
                           const xmlNode *node, struct city_indicator *out, struct error *err)
{
    out->id = assessment_print(a, c->id, node, err);
    out->about = assessment_print(a, c->about, node, err);
    if (out->id == NULL || out->about == NULL || !read_target(a, c, node, out, err))
        return false;
    if (!read_text(a, &c->heading, node, out->heading) ||
        !read_text(a, &c->label, node, out->label))
        return error_set_memory(err);
    out->key = fold_key(out->label[FORM_JA]);
    return out->key != NULL || error_set_memory(err);
}

static bool read_indicators(struct city_policy *p, const struct assessment *a, struct error *err)
{
    struct assessment_nodes nodes;
    const xmlNode *root = xmlDocGetRootElement(assessment_document(a));
    if (!assessment_select(a, p->comparison->indicators, root, &nodes, err))
        return false;
    p->indicators = calloc(nodes.count + 1, sizeof *p->indicators);
    bool good = p->indicators != NULL || error_set_memory(err);
    for (size_t i = 0; good && i < nodes.count; i++)
        good = read_indicator(a, p->comparison, nodes.items[i], &p->indicators[p->count++], err);
    assessment_nodes_free(&nodes);
    return good;
}

static bool read_yardsticks(struct city_policy *p, const struct assessment *a, struct error *err)
{
    const xmlNode *root = xmlDocGetRootElement(assessment_document(a));
    for (size_t i = 0; i < p->comparison->yardstick_count; i++) {
        const struct comparison_yardstick *y = &p->comparison->yardsticks[i];
        if (!read_text(a, &y->label, root, p->labels[i]) ||
            !read_text(a, &y->explanation, root, p->explanations[i]))
            return error_set_memory(err);
    }
    return true;
}

static bool read_same(struct city_policy *p, struct error *err)
{
    const struct comparison *c = p->comparison;
    p->same_keys = calloc(c->same_count + 1, sizeof *p->same_keys);
    if (p->same_keys == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < c->same_count; i++) {
        if (city_indicator_find(p, c->same[i].indicator) == NULL)
            return error_set(err,
                             _("%s/comparison.xml: the indicator \"%s\" is not in the policy. "
                               "Correct its id."),
                             form_dir(p->form), c->same[i].indicator);
        p->same_keys[i] = fold_key(c->same[i].wording);
        if (p->same_keys[i] == NULL)
            return error_set_memory(err);
    }
    return true;
}

/* The form's blank assessment lends its root to the expressions. */
static bool read_policy(struct city_policy *p, const struct reference *reference, struct error *err)
{
    struct assessment *blank = assessment_of_nobody(p->form, reference, err);
    bool good = blank != NULL && read_indicators(p, blank, err) && read_yardsticks(p, blank, err) &&
                read_same(p, err);
    assessment_free(blank);
    if (good &&
        asprintf(&p->version, "%s %s", judge_version(p->judge), p->comparison->version) < 0) {
        p->version = NULL;
        return error_set_memory(err);
    }
    return good;
}

struct city_policy *city_policy_open(const struct form *form, const struct reference *reference,
                                     struct error *err)
{
    if (!comparison_exists(form)) {
        error_set(err,
                  _("The form %s does not say by what to compare: it has no comparison.xml "
                    "(forms/README, 6)."),
                  form_name(form));
        return NULL;
    }
    struct city_policy *p = calloc(1, sizeof *p);
    if (p == NULL) {
        error_set_memory(err);
        return NULL;
    }
    p->form = form;
    p->comparison = comparison_read(form, err);
    p->judge = p->comparison == NULL ? NULL : judge_open(form, err);
    if (p->judge != NULL && read_policy(p, reference, err))
        return p;
    city_policy_free(p);
    return NULL;
}

/* The only form of that year that can be compared; of several, the only one of the home city. */
static const struct form *find_form(struct catalogue *c, int year, struct error *err)
{
    const struct form *found = NULL, *home = NULL;
    int count = 0, at_home = 0;
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct form *form = catalogue_form(c, catalogue_name(c, i), err);
        if (form == NULL)
            return NULL;
        if (year < form_first_year(form) || year > form_last_year(form) || !comparison_exists(form))
            continue;
        found = form;
        count++;
        if (catalogue_is_home(c, form)) {
            home = form;
            at_home++;
        }
    }
    if (count == 1 || at_home == 1)
        return count == 1 ? found : home;
    if (count == 0)
        error_set(err, _("No policy that can be compared has the year %d."), year);
    else
        error_set(err, _("More than one policy has the year %d. Say which with --policy."), year);
    return NULL;
}

struct city_policy *city_policy_for(struct catalogue *c, const char *name, int year,
                                    struct error *err)
{
    const struct form *form = name == NULL ? find_form(c, year, err) : catalogue_form(c, name, err);
    return form == NULL ? NULL : city_policy_open(form, catalogue_reference(c), err);
}

/* --- freeing ------------------------------------------------------------------------ */

static void free_texts(char *texts[FORM_LANGS])
{
    for (int lang = 0; lang < FORM_LANGS; lang++)
        free(texts[lang]);
}

static void clear_indicator(struct city_indicator *i)
{
    free(i->id);
    free(i->about);
    free_texts(i->heading);
    free_texts(i->label);
    free(i->target);
    free(i->amount);
    free(i->unit);
    free(i->operator);
    free(i->by);
    free(i->key);
}

void city_policy_free(struct city_policy *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->count; i++)
        clear_indicator(&p->indicators[i]);
    for (size_t i = 0; i < COMPARISON_YARDSTICKS; i++) {
        free_texts(p->labels[i]);
        free_texts(p->explanations[i]);
    }
    for (size_t i = 0; p->same_keys != NULL && i < p->comparison->same_count; i++)
        free(p->same_keys[i]);
    free(p->same_keys);
    free(p->indicators);
    free(p->version);
    judge_free(p->judge);
    comparison_free(p->comparison);
    free(p);
}

/* --- asking ------------------------------------------------------------------------- */

const struct form *city_policy_form(const struct city_policy *p)
{
    return p->form;
}

const struct comparison *city_policy_comparison(const struct city_policy *p)
{
    return p->comparison;
}

const char *city_policy_version(const struct city_policy *p)
{
    return p->version;
}

const char *city_policy_label(const struct city_policy *p, size_t yardstick, enum form_lang lang)
{
    return p->labels[yardstick][lang];
}

const char *city_policy_explanation(const struct city_policy *p, size_t yardstick,
                                    enum form_lang lang)
{
    return p->explanations[yardstick][lang];
}

const struct city_indicator *city_indicator_at(const struct city_policy *p, size_t index)
{
    return index < p->count ? &p->indicators[index] : NULL;
}

const struct city_indicator *city_indicator_find(const struct city_policy *p, const char *id)
{
    for (size_t i = 0; i < p->count; i++) {
        if (strcmp(p->indicators[i].id, id) == 0)
            return &p->indicators[i];
    }
    return NULL;
}
