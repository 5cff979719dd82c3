/* Whether what was typed may be saved. */
#include "config.h"

#include "review/private.h"

#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "text/i18n.h"
#include "text/when.h"

static bool may_write(const struct review *r, const struct review_actor *actor, struct error *err)
{
    const struct states_action *edit = states_find_action(r->states, REVIEW_EDIT);
    int role = states_find_role(r->states, actor->role);
    return (edit != NULL && role >= 0 && (edit->roles & 1u << role) != 0) ||
           error_set(err, _("%s (%s) does not write in assessments. Leave a remark instead."),
                     store_person(r->store, actor->name),
                     states_role_name(r->states, actor->role, r->lang));
}

static bool has_changes(const struct assessment *a)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++) {
        if (pages[i].changed)
            return true;
    }
    return false;
}

/* An assessment that is signed off, or beyond, takes nothing at all. */
static bool check_whole(const struct review *r, const struct assessment *a,
                        const struct store_review *stored, struct error *err)
{
    int state = states_find_state(r->states, STATES_ASSESSMENT, stored->state);
    const struct store_signature *signature = review_signature(stored);
    if (state < 0 || r->states->states[state].edit || !has_changes(a))
        return true;
    return error_set(err,
                     _("%s %d is past the sign-off (%s%s%s). Nothing can be written before that is "
                       "withdrawn."),
                     assessment_ward_name(a), assessment_year(a),
                     r->states->states[state].is.name[r->lang], signature == NULL ? "" : ", ",
                     signature == NULL ? "" : store_person(r->store, signature->who));
}

static const struct store_review_page *find_row(const struct store_review *stored, int64_t page)
{
    for (size_t i = 0; i < stored->page_count; i++) {
        const struct store_review_page *row = &stored->pages[i];
        if (row->page == page && row->revision == row->newest)
            return row;
    }
    return NULL;
}

static bool refuse_page(const struct review *r, const struct assessment *a, size_t page,
                        const struct store_review_page *row, struct error *err)
{
    char at[WHEN_SIZE];
    char *name = assessment_page_title(a, page, r->lang);
    if (name == NULL)
        return error_set_memory(err);
    when_local(row->at, at);
    error_set(
        err,
        _("%s cannot be written to now: its state is \"%s\" (%s, %s). Whoever submitted it can "
          "take it back, or a reviewer can send it back. Nothing was saved."),
        name, states_state_name(r->states, STATES_PAGE, row->state, r->lang),
        store_person(r->store, row->who), at);
    free(name);
    return false;
}

static bool check_page(struct review *r, struct assessment *a, size_t page,
                       const struct store_review *stored, struct error *err)
{
    size_t count;
    const struct assessment_page *item = &assessment_pages(a, &count)[page];
    const struct store_review_page *row = find_row(stored, item->stored_id);
    int state = row == NULL ? -1 : states_find_state(r->states, STATES_PAGE, row->state);
    bool typed;
    if (!item->changed || state < 0 || r->states->states[state].edit)
        return true;
    if (!assessment_page_typed(a, r->store, page, &typed, err))
        return false;
    if (typed)
        return refuse_page(r, a, page, row, err);
    assessment_keep_stored(a, page);
    return true;
}

bool review_may_edit(struct review *r, const struct review_actor *actor, struct assessment *a,
                     struct error *err)
{
    struct store_review stored;
    size_t count;
    if (!may_write(r, actor, err) ||
        !store_read_review(r->store, assessment_stored_id(a), &stored, err))
        return false;
    bool good = check_whole(r, a, &stored, err);
    assessment_pages(a, &count);
    for (size_t i = 0; good && i < count; i++)
        good = check_page(r, a, i, &stored, err);
    store_review_free(&stored);
    return good;
}
