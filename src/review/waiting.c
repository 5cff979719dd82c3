/* What waits for whom, over all assessments. */
#include "config.h"

#include "review/changes.h"

#include <stdlib.h>
#include <string.h>

#include "review/private.h"

struct looking {
    struct review *r;
    const struct review_actor *actor;
    const struct store_assessment *row; /* looked at now */
    struct review_waiting *out;
};

static bool may(const struct looking *l, const struct states_action *action)
{
    int role = states_find_role(l->r->states, l->actor->role);
    return role >= 0 && (action->roles & 1u << role) != 0;
}

static bool add_item(struct looking *l, int state, size_t pages, size_t own)
{
    const struct states_action *action = states_next(l->r->states, state);
    if (action == NULL)
        return true;
    struct review_waiting_item *items =
        reallocarray(l->out->items, l->out->count + 1, sizeof *items);
    if (items == NULL)
        return false;
    l->out->items = items;
    bool apart = (action->conditions & 1u << STATES_OTHER_THAN_EDITOR) != 0;
    size_t all = pages == 0 ? 1 : pages;
    struct review_waiting_item *item = &items[l->out->count++];
    *item = (struct review_waiting_item){
        .ward_code = strdup(l->row->ward_code),
        .ward_name = strdup(l->row->ward_name),
        .year = l->row->year,
        .state = state,
        .action = action,
        .pages = pages,
        .mine = !may(l, action) ? 0 : all - (apart ? own : 0),
    };
    return item->ward_code != NULL && item->ward_name != NULL;
}

/* Pages that were never moved are in entry, blank or not. */
static int page_state(const struct review *r, const char *word)
{
    return states_find_state(r->states, STATES_PAGE, *word == '\0' ? REVIEW_ENTRY : word);
}

/* By the order of the table, so that every assessment is told of in the same way. */
static bool add_pages(struct looking *l, const struct store_tally_list *tally)
{
    for (size_t state = 0; state < l->r->states->state_count; state++) {
        size_t pages = 0, own = 0;
        for (size_t i = 0; i < tally->count; i++) {
            const struct store_tally *t = &tally->items[i];
            if (t->assessment != l->row->id || page_state(l->r, t->state) != (int)state)
                continue;
            pages += t->pages;
            own += t->own;
        }
        if (pages > 0 && !add_item(l, (int)state, pages, own))
            return false;
    }
    return true;
}

static bool is_in_review(const struct store_tally_list *tally, int64_t assessment)
{
    for (size_t i = 0; i < tally->count; i++) {
        if (tally->items[i].assessment == assessment)
            return true;
    }
    return false;
}

/* The whole waits once its pages no longer do; what is not in review yet waits for
 * whoever writes. */
static bool look_at(struct looking *l, const struct store_tally_list *tally,
                    const struct review_states *states)
{
    int state = review_state_in(l->r, states, l->row->id, l->row->state);
    int approved = states_find_state(l->r->states, STATES_ASSESSMENT, REVIEW_APPROVED);
    if (state == approved || !l->r->states->states[state].edit)
        return add_item(l, state, 0, 0);
    if (is_in_review(tally, l->row->id))
        return add_pages(l, tally);
    return add_item(l, states_find_state(l->r->states, STATES_PAGE, REVIEW_ENTRY),
                    (size_t)l->row->pages_total, 0);
}

/* --- since when ----------------------------------------------------------------------- */

/* What was handed on and written to since is in another state now, without a row. */
static bool is_row_in(const struct review *r, const struct store_review_page *row, int state)
{
    return strcmp(row->state, r->states->states[state].is.word) == 0 &&
           (r->states->states[state].edit || row->revision == row->newest);
}

/* NULL also where one of the pages was never moved: nothing says since when it waits. */
static const char *since_of_pages(const struct review *r, const struct store_review *stored,
                                  const struct review_waiting_item *item)
{
    const char *since = NULL;
    size_t count = 0;
    for (size_t i = 0; i < stored->page_count; i++) {
        const struct store_review_page *row = &stored->pages[i];
        if (!is_row_in(r, row, item->state))
            continue;
        count++;
        if (since == NULL || strcmp(row->at, since) < 0)
            since = row->at;
    }
    return count == item->pages ? since : NULL;
}

static const char *last_approval(const struct store_review *stored)
{
    const char *since = NULL;
    for (size_t i = 0; i < stored->page_count; i++) {
        const char *at = stored->pages[i].approved_at;
        if (*at != '\0' && (since == NULL || strcmp(at, since) > 0))
            since = at;
    }
    return since;
}

/* An assessment that was never signed off came to where it is with the last approval; any
 * other was brought there, which is in the trail. */
static bool find_since_of_whole(const struct looking *l, const struct store_review *stored,
                                struct review_waiting_item *item, struct error *err)
{
    const char *word = l->r->states->states[item->state].is.word;
    const char *approval = strcmp(word, REVIEW_APPROVED) == 0 ? last_approval(stored) : NULL;
    char *moved = NULL;
    if ((approval == NULL || stored->signature_count > 0) &&
        !store_read_moved_at(l->r->store, l->row->id, word, &moved, err))
        return false;
    bool later = moved != NULL && (approval == NULL || strcmp(moved, approval) > 0);
    item->since = later ? moved : approval == NULL ? NULL : strdup(approval);
    if (!later)
        free(moved);
    return later || approval == NULL || item->since != NULL || error_set_memory(err);
}

static bool find_since(const struct looking *l, struct review_waiting_item *item, struct error *err)
{
    struct store_review stored;
    if (!store_read_review(l->r->store, l->row->id, &stored, err))
        return false;
    bool good = true;
    if (item->pages == 0) {
        good = find_since_of_whole(l, &stored, item, err);
    } else {
        const char *since = since_of_pages(l->r, &stored, item);
        item->since = since == NULL ? NULL : strdup(since);
        good = since == NULL || item->since != NULL || error_set_memory(err);
    }
    store_review_free(&stored);
    return good;
}

/* What was never in review has nothing that says since when it waits. */
static bool find_all_since(const struct looking *l, size_t first, struct error *err)
{
    for (size_t i = first; i < l->out->count; i++) {
        if (!find_since(l, &l->out->items[i], err))
            return false;
    }
    return true;
}

bool review_waiting(struct review *r, const struct review_actor *actor, struct review_waiting *out,
                    struct error *err)
{
    struct looking l = {.r = r, .actor = actor, .out = out};
    struct store_assessment_list list = {0};
    struct store_tally_list tally = {0};
    struct review_states states = {0};
    *out = (struct review_waiting){0};
    bool good = store_list(r->store, &list, err) &&
                store_read_tally(r->store, actor->name, &tally, err) &&
                review_states_of_all(r, &states, err);
    bool room = true;
    for (size_t i = 0; good && room && i < list.count; i++) {
        size_t first = out->count;
        l.row = &list.items[i];
        room = look_at(&l, &tally, &states);
        if (room && is_in_review(&tally, l.row->id))
            good = find_all_since(&l, first, err);
    }
    store_list_free(&list);
    store_tally_free(&tally);
    review_states_free(&states);
    if (!room)
        error_set_memory(err);
    if (!good || !room)
        review_waiting_free(out);
    return good && room;
}

void review_waiting_free(struct review_waiting *waiting)
{
    for (size_t i = 0; i < waiting->count; i++) {
        free(waiting->items[i].ward_code);
        free(waiting->items[i].ward_name);
        free(waiting->items[i].since);
    }
    free(waiting->items);
    *waiting = (struct review_waiting){0};
}
