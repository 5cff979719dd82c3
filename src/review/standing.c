/* Where an assessment and its pages stand. */
#include "config.h"

#include "review/standing.h"

#include <stdlib.h>
#include <string.h>

#include "review/private.h"
#include "store/revision.h"

/* --- states ------------------------------------------------------------------------------ */

static int page_state(const struct review *r, const char *word)
{
    return states_find_state(r->states, STATES_PAGE, word);
}

static int assessment_state(const struct review *r, const char *word)
{
    return states_find_state(r->states, STATES_ASSESSMENT, word);
}

static const struct store_review_page *find_row(const struct store_review *stored, int64_t page)
{
    for (size_t i = 0; i < stored->page_count; i++) {
        if (stored->pages[i].page == page)
            return &stored->pages[i];
    }
    return NULL;
}

/* How many pages of which state, towards the state of the whole. */
struct count {
    size_t all, submitted, returned, approved;
};

static void count_pages(struct count *count, const char *state, size_t pages)
{
    count->all += pages;
    if (strcmp(state, REVIEW_SUBMITTED) == 0)
        count->submitted += pages;
    else if (strcmp(state, REVIEW_RETURNED) == 0)
        count->returned += pages;
    else if (strcmp(state, REVIEW_APPROVED) == 0)
        count->approved += pages;
}

static const char *derive(const struct count *count)
{
    if (count->returned > 0)
        return REVIEW_RETURNED;
    if (count->approved == count->all && count->all > 0)
        return REVIEW_APPROVED;
    return count->submitted + count->approved == count->all && count->all > 0 ? REVIEW_SUBMITTED
                                                                              : REVIEW_ENTRY;
}

/* The assessment's own state, where it has one that does not follow from its pages; -1. */
static int own_state(const struct review *r, const char *word)
{
    int state = assessment_state(r, word);
    return state >= 0 && !r->states->states[state].edit ? state : -1;
}

/* The word of its state; NULL when memory is short. */
static const char *state_of_page(const struct assessment *a, const struct review_page *page,
                                 size_t index, struct error *err)
{
    size_t filled;
    if (page->row != NULL)
        return page->row->state;
    if (!assessment_count_filled(a, index, &filled, err))
        return NULL;
    return filled == 0 ? REVIEW_BLANK : REVIEW_ENTRY;
}

/* Handed on in another revision than its newest: that is not what was handed on. */
static bool is_past(const struct review *r, const struct store_review_page *row)
{
    int state = page_state(r, row->state);
    return row->revision != row->newest && state >= 0 && !r->states->states[state].edit;
}

static bool stand_pages(struct review *r, const struct assessment *a, struct review_standing *out,
                        struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    out->pages = calloc(count + 1, sizeof *out->pages);
    if (out->pages == NULL)
        return error_set_memory(err);
    out->page_count = count;
    for (size_t i = 0; i < count; i++) {
        struct review_page *page = &out->pages[i];
        size_t follows = assessment_follows(a, i);
        page->source = follows == (size_t)-1 ? i : follows;
        page->row = find_row(&out->stored, pages[page->source].stored_id);
        if (page->row != NULL && is_past(r, page->row))
            page->row = NULL;
        const char *state = state_of_page(a, page, page->source, err);
        if (state == NULL)
            return false;
        page->state = page_state(r, state);
        if (page->state < 0)
            page->state = page_state(r, REVIEW_ENTRY);
    }
    return true;
}

static bool check_signature(const struct assessment *a, struct review_standing *out,
                            struct error *err)
{
    char digest[REVIEW_DIGEST], content[REVIEW_DIGEST];
    const struct store_signature *signature = review_signature(&out->stored);
    if (!review_digest(a, digest, content, err))
        return false;
    out->broken = signature != NULL && strcmp(signature->digest, digest) != 0;
    return true;
}

/* While the assessment is signed off, or beyond, so are its pages. */
static void sign_pages(const struct review *r, struct review_standing *out)
{
    int approved = page_state(r, REVIEW_APPROVED), signed_off = page_state(r, REVIEW_SIGNED);
    for (size_t i = 0; i < out->page_count; i++) {
        if (out->pages[i].state == approved)
            out->pages[i].state = signed_off;
    }
}

static bool stand_whole(struct review *r, const struct assessment *a, struct review_standing *out,
                        struct error *err)
{
    struct count count = {0};
    int own = own_state(r, out->stored.state);
    if (own >= 0 && !check_signature(a, out, err))
        return false;
    if (own >= 0 && !out->broken) {
        out->state = own;
        sign_pages(r, out);
        return true;
    }
    for (size_t i = 0; i < out->page_count; i++)
        count_pages(&count, r->states->states[out->pages[i].state].is.word, 1);
    out->state = assessment_state(r, derive(&count));
    return true;
}

/* --- remarks ------------------------------------------------------------------------------ */

static struct store_page *find_stored(const struct review_standing *standing, int64_t page)
{
    for (size_t i = 0; i < standing->texts.count; i++) {
        if (standing->texts.pages[i].id == page)
            return &standing->texts.pages[i];
    }
    return NULL;
}

bool review_read_texts(struct review *r, const struct review_standing *standing, int64_t page,
                       const struct store_page **out, struct error *err)
{
    struct store_page *found = find_stored(standing, page);
    *out = found;
    return found == NULL || found->fields != NULL || store_read_fields(r->store, found, err);
}

/* A remark about a whole page is overtaken when any text of the page is another one
 * than it was about; what the program adds to a text is none. */
static bool is_other_page(const struct store_page *then, const struct store_page *now)
{
    if (now == NULL)
        return true;
    for (size_t i = 0; i < then->count; i++) {
        const struct store_field *field = &then->fields[i];
        const char *text = store_field_value(now, field->path);
        if (strchr(field->path, '@') == NULL && (text == NULL || strcmp(text, field->value) != 0))
            return true;
    }
    return false;
}

static bool page_changed(struct review *r, const struct review_standing *standing,
                         const struct store_remark *remark, bool *changed, struct error *err)
{
    struct store_page then = {0};
    const struct store_page *now = find_stored(standing, remark->page);
    *changed = false;
    if (now != NULL && now->revision == remark->revision)
        return true;
    if (!review_read_texts(r, standing, remark->page, &now, err) ||
        !store_read_revision(r->store, remark->revision, &then, err))
        return false;
    *changed = is_other_page(&then, now) || (now != NULL && is_other_page(now, &then));
    store_page_clear(&then);
    return true;
}

/* What the field that the remark is about says by now. */
static bool find_now(struct review *r, const struct review_standing *standing,
                     struct review_remark *out, struct error *err)
{
    const struct store_page *page;
    if (!review_read_texts(r, standing, out->stored->page, &page, err))
        return false;
    out->now = page == NULL ? NULL : store_field_value(page, out->stored->field);
    out->changed = out->now == NULL || strcmp(out->now, out->stored->quote) != 0;
    return true;
}

static bool look_at_remark(struct review *r, const struct assessment *a,
                           struct review_standing *standing, const struct store_remark *stored,
                           struct review_remark *out, struct error *err)
{
    *out = (struct review_remark){.stored = stored,
                                  .page = assessment_find_stored_page(a, stored->page),
                                  .answered = stored->answer_count > 0};
    bool good = stored->quote == NULL ? page_changed(r, standing, stored, &out->changed, err)
                                      : find_now(r, standing, out, err);
    if (!good)
        return false;
    out->open = !out->answered && !out->changed;
    if (out->open && out->page != (size_t)-1)
        standing->pages[standing->pages[out->page].source].open++;
    return true;
}

static bool look_at_remarks(struct review *r, const struct assessment *a,
                            struct review_standing *out, struct error *err)
{
    out->remarks = calloc(out->stored_remarks.count + 1, sizeof *out->remarks);
    if (out->remarks == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < out->stored_remarks.count; i++) {
        if (!look_at_remark(r, a, out, &out->stored_remarks.items[i], &out->remarks[i], err))
            return false;
        out->remark_count++;
    }
    return true;
}

const struct review_remark *review_remark_at(const struct review_standing *standing, size_t page,
                                             size_t index)
{
    for (size_t i = 0; i < standing->remark_count; i++) {
        const struct review_remark *remark = &standing->remarks[i];
        if (review_goes_with(standing, remark->page, page) && index-- == 0)
            return remark;
    }
    return NULL;
}

const struct review_remark *review_unanswered(const struct review_standing *standing, size_t page,
                                              size_t index)
{
    for (size_t i = 0; i < standing->remark_count; i++) {
        const struct review_remark *remark = &standing->remarks[i];
        if (remark->open && review_goes_with(standing, remark->page, page) && index-- == 0)
            return remark;
    }
    return NULL;
}

/* --- all of it ------------------------------------------------------------------------------ */

static bool read_all(struct review *r, int64_t id, struct review_standing *out, struct error *err)
{
    return store_read_review(r->store, id, &out->stored, err) &&
           store_read_remarks(r->store, id, 0, &out->stored_remarks, err) &&
           store_read_tree(r->store, id, &out->texts, err);
}

bool review_stand(struct review *r, const struct assessment *a, struct review_standing *out,
                  struct error *err)
{
    *out = (struct review_standing){0};
    bool good = read_all(r, assessment_stored_id(a), out, err) && stand_pages(r, a, out, err) &&
                look_at_remarks(r, a, out, err) && stand_whole(r, a, out, err);
    if (!good)
        review_standing_free(out);
    return good;
}

void review_standing_free(struct review_standing *standing)
{
    store_review_free(&standing->stored);
    store_remarks_free(&standing->stored_remarks);
    store_page_list_free(&standing->texts);
    free(standing->pages);
    free(standing->remarks);
    *standing = (struct review_standing){0};
}

/* --- without opening it ------------------------------------------------------------------- */

static bool add_state(struct review_states *out, int64_t assessment, int state)
{
    int64_t *assessments = reallocarray(out->assessments, out->count + 1, sizeof *assessments);
    if (assessments == NULL)
        return false;
    out->assessments = assessments;
    int *states = reallocarray(out->states, out->count + 1, sizeof *states);
    if (states == NULL)
        return false;
    out->states = states;
    out->assessments[out->count] = assessment;
    out->states[out->count++] = state;
    return true;
}

bool review_states_of_all(struct review *r, struct review_states *out, struct error *err)
{
    struct store_tally_list tally;
    *out = (struct review_states){0};
    if (!store_read_tally(r->store, NULL, &tally, err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < tally.count;) {
        struct count count = {0};
        int64_t assessment = tally.items[i].assessment;
        for (; i < tally.count && tally.items[i].assessment == assessment; i++)
            count_pages(&count, tally.items[i].state, tally.items[i].pages);
        good = add_state(out, assessment, assessment_state(r, derive(&count)));
    }
    store_tally_free(&tally);
    if (!good)
        review_states_free(out);
    return good || error_set_memory(err);
}

void review_states_free(struct review_states *states)
{
    free(states->assessments);
    free(states->states);
    *states = (struct review_states){0};
}

int review_state_in(const struct review *r, const struct review_states *states, int64_t assessment,
                    const char *own)
{
    int state = own_state(r, own);
    for (size_t i = 0; state < 0 && i < states->count; i++) {
        if (states->assessments[i] == assessment)
            return states->states[i];
    }
    return state >= 0 ? state : assessment_state(r, REVIEW_ENTRY);
}
