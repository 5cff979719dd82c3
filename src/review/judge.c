/* The rules over an assessment, with the reasons people gave. */
#include "config.h"

#include "review/judge.h"

#include <stdlib.h>
#include <string.h>

#include "review/order.h"
#include "text/buffer.h"
#include "text/i18n.h"

struct judge {
    struct rules *rules;
};

/* The rules of the form's folder, which may look at the files that the form has read. */
static struct rules *read_rules(const struct form *form, const char *file, struct error *err)
{
    enum { MOST = 8 };
    struct rules_document files[MOST];
    size_t count = 0;
    const xmlDoc *doc;
    const char *name;
    for (size_t i = 0; count < MOST && (doc = form_instance_at(form, i, &name)) != NULL; i++)
        if (name != NULL)
            files[count++] = (struct rules_document){name, (xmlDoc *)doc};
    return rules_read_beside(file, files, count, err);
}

struct judge *judge_open(const struct form *form, struct error *err)
{
    struct buffer path = BUFFER_INIT;
    buffer_append_format(&path, "%s/rules.sch", form_dir(form));
    char *file = buffer_take(&path);
    struct judge *j = file == NULL ? NULL : calloc(1, sizeof *j);
    if (j == NULL)
        error_set_memory(err);
    else
        j->rules = read_rules(form, file, err);
    free(file);
    if (j != NULL && j->rules == NULL) {
        free(j);
        return NULL;
    }
    return j;
}

void judge_free(struct judge *j)
{
    if (j != NULL)
        rules_free(j->rules);
    free(j);
}

const struct rules *judge_rules(const struct judge *j)
{
    return j->rules;
}

const char *judge_version(const struct judge *j)
{
    return rules_version(j->rules);
}

/* --- one run ------------------------------------------------------------------- */

/* Whether the finding is about a field that is to be filled in and is not yet. */
static bool is_open(const struct assessment *a, const struct finding *finding)
{
    struct assessment_properties properties;
    if (finding->severity != RULES_ERROR)
        return false;
    assessment_properties(a, finding->node, &properties);
    return properties.required && assessment_field_state(a, finding->node) == ASSESSMENT_BLANK;
}

/* What was said of a warning. False when memory is short. */
static bool find_reason(const struct assessment *a, struct judged_finding *item)
{
    if (item->finding->severity != RULES_WARNING)
        return true;
    char *field = assessment_field_path(a, item->finding->node);
    char *operands = judge_operands(item->finding);
    bool good = field != NULL && operands != NULL;
    if (good && assessment_find_reason(a, item->page, item->finding->id, field, &item->reason))
        item->kept = strcmp(operands, item->reason.operands) == 0 ? JUDGED_KEPT : JUDGED_LAPSED;
    free(field);
    free(operands);
    return good;
}

static void count_item(struct judgement *out, const struct judged_finding *item)
{
    size_t *const counts[] = {[RULES_ERROR] = item->open ? &out->open : &out->errors,
                              [RULES_WARNING] =
                                  item->kept == JUDGED_KEPT ? &out->kept : &out->warnings,
                              [RULES_INFO] = &out->infos};
    ++*counts[item->finding->severity];
}

static bool fill(const struct assessment *a, struct judgement *out)
{
    out->items = calloc(out->list.count + 1, sizeof *out->items);
    if (out->items == NULL)
        return false;
    out->count = out->list.count;
    for (size_t i = 0; i < out->count; i++) {
        struct judged_finding *item = &out->items[i];
        item->finding = &out->list.items[i];
        size_t page = assessment_page_of(a, item->finding->node);
        item->page = page == (size_t)-1 ? 0 : page;
        item->open = is_open(a, item->finding);
        if (!find_reason(a, item))
            return false;
        count_item(out, item);
    }
    return order_findings(out->items, out->count);
}

/* How the rules call last year's assessment, where there is one. */
static struct rules_document last_year_document(const struct assessment *last_year)
{
    return (struct rules_document){"last-year.xml",
                                   last_year == NULL ? NULL : assessment_document(last_year)};
}

bool judge_tell(const struct judge *j, const struct assessment *a,
                const struct assessment *last_year, const char *const *names,
                bool (*take)(void *to, const struct rules_values *values, struct error *err),
                void *to, struct error *err)
{
    const struct rules_document other = last_year_document(last_year);
    return rules_tell(j->rules, assessment_document(a), &other, last_year == NULL ? 0 : 1, names,
                      take, to, err);
}

bool judge_run(const struct judge *j, const struct assessment *a,
               const struct assessment *last_year, struct judgement *out, struct error *err)
{
    const struct rules_document other = last_year_document(last_year);
    if (!rules_check(j->rules, assessment_document(a), &other, last_year == NULL ? 0 : 1,
                     &out->list, err))
        return false;
    if (fill(a, out))
        return true;
    judgement_free(out);
    return error_set_memory(err);
}

void judgement_free(struct judgement *out)
{
    finding_list_free(&out->list);
    free(out->items);
    *out = (struct judgement){0};
}

bool judge_open_last_year(const struct assessment *a, struct store *s, struct catalogue *c,
                          struct assessment **found, struct error *err)
{
    struct store_assessment row = {0};
    bool there = false;
    int year = assessment_year(a) - 1;
    *found = NULL;
    if (!store_find(s, assessment_ward_code(a), year, &there, &row, err))
        return false;
    bool same = there && strcmp(row.policy, form_name(assessment_form(a))) == 0;
    store_assessment_free(&row);
    if (!same)
        return true;
    *found = assessment_open(s, c, assessment_ward_code(a), year, err);
    return *found != NULL;
}

char *judge_verdict(const struct judgement *judgement)
{
    struct buffer out = BUFFER_INIT;
    size_t warnings = judgement->warnings + judgement->kept;
    if (judgement->errors + judgement->open > 0)
        buffer_append_string(&out, _("Not ready to hand in."));
    else if (judgement->warnings > 0)
        buffer_append_string(&out, _("Ready but for warnings without a reason."));
    else
        buffer_append_string(&out, _("Ready to hand in."));
    buffer_append_string(&out, " ");
    buffer_append_format(&out,
                         _("Errors: %zu, still blank: %zu, warnings: %zu (without a reason: %zu)."),
                         judgement->errors, judgement->open, warnings, judgement->warnings);
    return buffer_take(&out);
}
