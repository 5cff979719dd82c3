#include "config.h"

#include "command/judging.h"

#include <stdlib.h>

const struct judge *judges_of(struct judges *all, const struct form *form, struct error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].form == form)
            return all->items[i].judge;
    }
    struct judges_item *items =
        reallocarray(all->items, all->count + 1, sizeof(struct judges_item));
    if (items == NULL) {
        error_set_memory(err);
        return NULL;
    }
    all->items = items;
    struct judge *judge = judge_open(form, err);
    if (judge != NULL)
        items[all->count++] = (struct judges_item){form, judge};
    return judge;
}

void judges_free(struct judges *all)
{
    for (size_t i = 0; i < all->count; i++)
        judge_free(all->items[i].judge);
    free(all->items);
    *all = (struct judges){0};
}

bool judging_run_stored(struct context *c, struct judges *all, const struct assessment *a,
                        struct judging *out, struct error *err)
{
    *out = (struct judging){.a = a, .judge = judges_of(all, assessment_form(a), err)};
    return out->judge != NULL &&
           judge_open_last_year(a, c->store, c->catalogue, &out->last_year, err) &&
           judge_run(out->judge, a, out->last_year, &out->judgement, err);
}

bool judging_count_errors(struct context *c, const struct form *form, xmlDoc *doc, size_t *errors,
                          struct error *err)
{
    struct judgement judgement = {0};
    struct judge *judge = NULL;
    struct assessment *a =
        assessment_from_document(form, catalogue_reference(c->catalogue), doc, err);
    bool good = a != NULL && (judge = judge_open(form, err)) != NULL &&
                judge_run(judge, a, NULL, &judgement, err);
    *errors = judgement.list.errors;
    judgement_free(&judgement);
    judge_free(judge);
    assessment_free(a);
    return good;
}

void judging_free(struct judging *judging)
{
    judgement_free(&judging->judgement);
    assessment_free(judging->last_year);
    *judging = (struct judging){0};
}
