#include "config.h"

#include "review/rejudge.h"

#include <stdlib.h>
#include <string.h>

/* --- a judgement as the store keeps it -------------------------------------------- */

static const char *severity_word(enum rules_severity severity)
{
    static const char *const words[] = {"error", "warning", "info"};
    return words[severity];
}

/* What the store keeps of a finding, in Japanese: the language every rule has,
 * whoever reads it later. */
static bool describe_finding(const struct assessment *a, const struct judged_finding *judged,
                             struct store_finding *out)
{
    const struct finding *f = judged->finding;
    char page[256] = "";
    if (judged->page != (size_t)-1)
        assessment_page_name(a, judged->page, page, sizeof page);
    *out = (struct store_finding){
        .rule = strdup(f->id),
        .severity = strdup(severity_word(f->severity)),
        .page = strdup(page),
        .field = assessment_field_path(a, f->node),
        .message = strdup(f->message[FORM_JA] == NULL ? "" : f->message[FORM_JA]),
    };
    return out->rule != NULL && out->severity != NULL && out->page != NULL && out->field != NULL &&
           out->message != NULL;
}

static bool describe(const struct judge *j, const struct assessment *a,
                     const struct judgement *judgement, struct store_judgement *out,
                     struct error *err)
{
    *out = (struct store_judgement){.version = strdup(judge_version(j))};
    out->findings = calloc(judgement->count + 1, sizeof *out->findings);
    bool good = out->version != NULL && out->findings != NULL;
    for (size_t i = 0; good && i < judgement->count; i++) {
        out->count++; /* also when it fails, so that what there is of it is freed */
        good = describe_finding(a, &judgement->items[i], &out->findings[i]);
    }
    if (!good)
        store_judgement_free(out);
    return good || error_set_memory(err);
}

bool rejudge_record(const struct judge *j, const struct assessment *a,
                    const struct judgement *judgement, struct store *s, struct error *err)
{
    struct store_judgement now;
    if (!describe(j, a, judgement, &now, err))
        return false;
    bool good = store_put_judgement(s, assessment_stored_id(a), &now, err);
    store_judgement_free(&now);
    return good;
}

/* --- what differs --------------------------------------------------------------------- */

static int compare_findings(const void *x, const void *y)
{
    const struct store_finding *const *a = x;
    const struct store_finding *const *b = y;
    int order = strcmp((*a)->rule, (*b)->rule);
    if (order == 0)
        order = strcmp((*a)->page, (*b)->page);
    return order != 0 ? order : strcmp((*a)->field, (*b)->field);
}

static const struct store_finding **sort_findings(const struct store_judgement *judgement)
{
    const struct store_finding **sorted =
        calloc(judgement->count + 1, sizeof(struct store_finding *));
    if (sorted == NULL)
        return NULL;
    for (size_t i = 0; i < judgement->count; i++)
        sorted[i] = &judgement->findings[i];
    qsort(sorted, judgement->count, sizeof(struct store_finding *), compare_findings);
    return sorted;
}

/* Marks in `single` (of a's findings, by their place in the list) those that b
 * does not have. A rule may find twice at one field: each takes one of the other's. */
static bool mark_single(const struct store_judgement *a, const struct store_judgement *b,
                        bool *single)
{
    const struct store_finding **x = sort_findings(a);
    const struct store_finding **y = sort_findings(b);
    bool good = x != NULL && y != NULL;
    size_t k = 0;
    for (size_t i = 0; good && i < a->count; i++) {
        while (k < b->count && compare_findings(&y[k], &x[i]) < 0)
            k++;
        bool same = k < b->count && compare_findings(&y[k], &x[i]) == 0;
        single[x[i] - a->findings] = !same;
        k += same;
    }
    free(x);
    free(y);
    return good;
}

/* Moves the finding's texts into the change. */
static void take_change(struct rejudged *out, struct store_finding *f,
                        const struct judged_finding *judged)
{
    out->changes[out->count++] = (struct rejudged_change){
        .gone = judged == NULL,
        .judged = judged,
        .rule = f->rule,
        .severity = f->severity,
        .page = f->page,
        .field = f->field,
        .message = f->message,
    };
    *f = (struct store_finding){0};
}

static bool list_changes(struct store_judgement *before, struct store_judgement *now,
                         const struct judgement *judgement, struct rejudged *out)
{
    bool *gone = calloc(before->count + 1, sizeof *gone);
    bool *new = calloc(now->count + 1, sizeof *new);
    out->changes = calloc(before->count + now->count + 1, sizeof *out->changes);
    bool good = gone != NULL && new != NULL &&
                out->changes != NULL &&mark_single(before, now, gone) &&
                mark_single(now, before, new);
    for (size_t i = 0; good && i < before->count; i++) {
        if (gone[i])
            take_change(out, &before->findings[i], NULL);
    }
    for (size_t i = 0; good && i < now->count; i++) {
        if (new[i])
            take_change(out, &now->findings[i], &judgement->items[i]);
    }
    free(gone);
    free(new);
    return good;
}

static bool compare(struct store_judgement *before, struct store_judgement *now,
                    const struct judgement *judgement, struct rejudged *out, struct error *err)
{
    if (!list_changes(before, now, judgement, out)) {
        rejudged_free(out);
        return error_set_memory(err);
    }
    out->before = before->version;
    out->now = now->version;
    before->version = now->version = NULL;
    return true;
}

bool rejudge_compare(const struct judge *j, const struct assessment *a,
                     const struct judgement *judgement, struct store *s, bool *changed,
                     struct rejudged *out, struct error *err)
{
    struct store_judgement before, now;
    *out = (struct rejudged){0};
    *changed = false;
    if (!store_read_judgement(s, assessment_stored_id(a), &before, err))
        return false;
    if (before.version == NULL || strcmp(before.version, judge_version(j)) == 0) {
        store_judgement_free(&before);
        return true;
    }
    bool good = describe(j, a, judgement, &now, err);
    if (good) {
        good = compare(&before, &now, judgement, out, err);
        store_judgement_free(&now);
    }
    store_judgement_free(&before);
    *changed = good;
    return good;
}

void rejudged_free(struct rejudged *out)
{
    for (size_t i = 0; i < out->count; i++) {
        struct rejudged_change *c = &out->changes[i];
        free(c->rule);
        free(c->severity);
        free(c->page);
        free(c->field);
        free(c->message);
    }
    free(out->changes);
    free(out->before);
    free(out->now);
    *out = (struct rejudged){0};
}
