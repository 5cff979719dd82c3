/* Where the open assessment stands in the review. */
#include "config.h"

#include "session/standing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/merge.h"
#include "session/private.h"
#include "store/names.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

static const char edit_action[] = "edit";
static const char submit_action[] = "submit";

/* --- reading it ---------------------------------------------------------------------- */

struct review *session_review(struct session *s, struct error *err)
{
    if (!s->review) {
        s->review = s->owner.review;
    }
    if (!s->review) {
        s->review = review_open(s->owner.store, s->owner.catalogue, s->owner.lang, err);
    }
    return s->review;
}

void session_close_standing(struct session *s)
{
    review_standing_free(&s->standing);
    s->stood = false;
    if (s->review != s->owner.review) {
        review_free(s->review);
    }
    s->review = NULL;
}

static bool has_changes(const struct assessment *a)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);

    for (size_t i = 0; i < count; i++) {
        if (pages[i].changed) {
            return true;
        }
    }
    return false;
}

/* What was typed and is in no revision breaks no signature: the stored one is asked. */
static bool stand_as_stored(struct session *s, struct review_standing *out, struct error *err)
{
    struct assessment *stored =
        assessment_open(s->owner.store, s->owner.catalogue, assessment_ward_code(s->assessment),
                        assessment_year(s->assessment), err);

    review_standing_free(out);
    bool good = stored && review_stand(s->review, stored, out, err);
    assessment_free(stored);
    return good;
}

bool session_stand(struct session *s, struct error *err)
{
    struct review_standing fresh;

    if (!session_review(s, err) || !review_stand(s->review, s->assessment, &fresh, err)) {
        return false;
    }
    if (fresh.broken && has_changes(s->assessment) && !stand_as_stored(s, &fresh, err)) {
        return false;
    }
    review_standing_free(&s->standing);
    s->standing = fresh;
    s->stood = true;
    return true;
}

bool session_stand_anew(struct session *s, bool *done, struct error *err)
{
    struct store_review now;

    *done = false;
    if (!store_read_review(s->owner.store, s->id, &now, err)) {
        return false;
    }
    bool same = s->stood && now.moves == s->standing.stored.moves &&
                now.newest == s->standing.stored.newest;
    store_review_free(&now);
    *done = !same && session_stand(s, err);
    return same || *done;
}

const struct review_standing *session_standing(const struct session *s)
{
    return s->stood ? &s->standing : NULL;
}

struct review_actor session_actor(const struct session *s)
{
    const char *role = s->owner.role;

    if (!role && s->review) {
        role = review_states(s->review)->roles[0].word;
    }
    return (struct review_actor){.name = s->owner.author, .role = role ? role : ""};
}

/* --- saying it ----------------------------------------------------------------------- */

static const struct states_state *state_at(const struct session *s, int state)
{
    return &review_states(s->review)->states[state];
}

/* What was read of the page; NULL: nothing, it is newer than that. */
static const struct review_page *page_at(const struct session *s, size_t page)
{
    return s->stood && page < s->standing.page_count ? &s->standing.pages[page] : NULL;
}

const char *session_state_name(const struct session *s)
{
    return s->stood ? state_at(s, s->standing.state)->is.name[s->owner.lang] : "";
}

const char *session_page_state(const struct session *s, size_t page)
{
    const struct review_page *p = page_at(s, page);

    return p && p->row ? state_at(s, p->state)->is.name[s->owner.lang] : "";
}

bool session_is_handed_on(const struct session *s, size_t page)
{
    const struct review_page *p = page_at(s, page);

    return p && !state_at(s, p->state)->edit;
}

static bool offers(const struct session *s, const struct states_action *action, size_t page)
{
    struct review_actor actor = session_actor(s);

    return action && review_offers(s->review, &actor, &s->standing, action, page);
}

static bool has_role(const struct session *s, const struct states_action *action)
{
    int role = states_find_role(review_states(s->review), session_actor(s).role);

    return action && role >= 0 && (action->roles & 1U << role) != 0;
}

/* Who can bring a page from that state to where it is written to again, by a way that is
 * not only for the one who submitted it; "" where there is none. */
static void name_openers(const struct session *s, int state, char *out, size_t size)
{
    const struct states *t = review_states(s->review);
    size_t used = 0;

    *out = '\0';
    for (size_t i = 0; i < t->action_count; i++) {
        const struct states_action *action = &t->actions[i];
        bool opens = action->about == STATES_PAGE && (action->from & 1U << state) != 0 &&
                     action->to != STATES_STAY && t->states[action->to].edit &&
                     (action->conditions & 1U << STATES_SUBMITTER) == 0;
        for (size_t k = 0; opens && k < t->role_count; k++) {
            if ((action->roles & 1U << k) != 0 && used < size) {
                int n = snprintf(out + used, size - used, "%s%s", used > 0 ? _(", ") : "",
                                 t->roles[k].name[s->owner.lang]);
                used += n > 0 ? (size_t)n : 0;
            }
        }
        if (opens) {
            return;
        }
    }
}

/* Whether there is such a way for the author, who submitted it. */
static bool can_take_back(const struct session *s, const struct review_page *p)
{
    const struct states *t = review_states(s->review);

    for (size_t i = 0; i < t->action_count; i++) {
        const struct states_action *action = &t->actions[i];
        if (action->about == STATES_PAGE && (action->from & 1U << p->state) != 0 &&
            (action->conditions & 1U << STATES_SUBMITTER) != 0) {
            return p->row && has_role(s, action) && strcmp(p->row->submitter, s->owner.author) == 0;
        }
    }
    return false;
}

static void explain_state(const struct session *s, const struct review_page *p,
                          const char *take_back, char *out, size_t size)
{
    const char *state = state_at(s, p->state)->is.name[s->owner.lang];
    char openers[160];
    char when[WHEN_SIZE];
    const char *who = p->row ? store_person(s->owner.store, p->row->who) : "";

    when_local(p->row ? p->row->at : NULL, when);
    name_openers(s, p->state, openers, sizeof(openers));
    if (!*openers) {
        snprintf(out, size, _("%s: nothing can be written before the sign-off is withdrawn."),
                 state);
    } else if (*take_back && can_take_back(s, p)) {
        snprintf(out, size, _("%s (%s, %s). %s takes it back."), state, who, when, take_back);
    } else {
        snprintf(out, size, _("%s (%s, %s). To write in it, have it sent back (%s)."), state, who,
                 when, openers);
    }
}

static bool explain_role(const struct session *s, char *out, size_t size)
{
    const struct states *t = review_states(s->review);
    struct review_actor actor = session_actor(s);

    if (has_role(s, states_find_action(t, edit_action))) {
        return false;
    }
    snprintf(out, size, _("%s (%s) does not write in assessments. Leave a remark instead."),
             store_person(s->owner.store, actor.name),
             states_role_name(t, actor.role, s->owner.lang));
    return true;
}

bool session_is_locked(const struct session *s, size_t page, const char *take_back, char *out,
                       size_t size)
{
    const struct review_page *p = page_at(s, page);

    *out = '\0';
    if (!p || offers(s, states_find_action(review_states(s->review), edit_action), page)) {
        return false;
    }
    if (!explain_role(s, out, size)) {
        explain_state(s, p, take_back, out, size);
    }
    return true;
}

bool session_is_closed(const struct session *s, char *out, size_t size)
{
    *out = '\0';
    if (!s->stood || explain_role(s, out, size)) {
        return s->stood;
    }
    if (state_at(s, s->standing.state)->edit) {
        return false;
    }
    snprintf(out, size, _("%s: nothing can be written before the sign-off is withdrawn."),
             session_state_name(s));
    return true;
}

/* --- remarks ------------------------------------------------------------------------- */

const struct review_remark *session_first_remark(const struct session *s, size_t page)
{
    const struct review_page *p = page_at(s, page);

    return p ? review_unanswered(&s->standing, p->source, 0) : NULL;
}

bool session_place_remark(const struct session *s, size_t page, struct session_place *out)
{
    const struct review_page *p = page_at(s, page);
    const struct review_remark *remark = session_first_remark(s, page);

    memset(out, 0, sizeof(*out));
    if (!p || !remark || !p->row || !state_at(s, p->state)->edit || remark->page == (size_t)-1) {
        return false;
    }
    assessment_page_name(s->assessment, remark->page, out->page, sizeof(out->page));
    snprintf(out->field, sizeof(out->field), "%s", remark->stored->field);
    return true;
}

/* --- what was typed too late --------------------------------------------------------- */

static bool is_refused(const struct session *s, size_t page)
{
    size_t count;

    return assessment_pages(s->assessment, &count)[page].changed && session_is_handed_on(s, page);
}

bool session_has_refused(const struct session *s)
{
    size_t count;

    assessment_pages(s->assessment, &count);
    for (size_t i = 0; i < count; i++) {
        if (is_refused(s, i)) {
            return true;
        }
    }
    return false;
}

bool session_drop_refused(struct session *s, struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(s->assessment, &count);
    bool good = session_save_draft(s, 0, err);

    for (size_t i = 0; good && i < count; i++) {
        good = !is_refused(s, i) ||
               store_drop_draft(s->owner.store, pages[i].stored_id, s->owner.author, err);
    }
    return good && session_read_anew(s, err);
}

/* --- doing --------------------------------------------------------------------------- */

bool session_perform(struct session *s, const char *action, const size_t *pages, size_t count,
                     const struct review_arguments *arguments, struct error *err)
{
    struct review_actor actor = session_actor(s);
    struct error unsaid;
    size_t known;
    const struct assessment_page *all = assessment_pages(s->assessment, &known);
    int64_t *ids = calloc(count + 1, sizeof(*ids));

    if (!ids) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        ids[i] = all[pages[i]].stored_id;
    }
    struct review_target target = {.ward_code = assessment_ward_code(s->assessment),
                                   .year = assessment_year(s->assessment),
                                   .pages = ids,
                                   .count = count};
    bool good = session_review(s, err) &&
                review_perform(s->review, &actor, action, &target, arguments, err);
    free(ids);
    session_stand(s, &unsaid); /* also where it was refused: it may be about what is new */
    return good;
}

static bool is_finished(const struct session *s, size_t page)
{
    const struct review_standing *standing = &s->standing;
    int done = 0;
    int total = 0;

    for (size_t i = 0; i < standing->page_count; i++) {
        size_t errors;
        size_t warnings;
        if (!review_goes_with(standing, i, page)) {
            continue;
        }
        session_count_page_findings(s, i, &errors, &warnings);
        if (errors > 0 || warnings > 0) {
            return false;
        }
    }
    assessment_page_progress(s->assessment, page, &done, &total);
    return done >= total && standing->pages[page].open == 0;
}

bool session_find_finished(const struct session *s, size_t **pages, size_t *count,
                           struct error *err)
{
    size_t known = s->stood ? s->standing.page_count : 0;
    const struct states_action *submit =
        s->stood ? states_find_action(review_states(s->review), submit_action) : NULL;

    *count = 0;
    *pages = calloc(known + 1, sizeof(**pages));
    if (!*pages) {
        return error_set_memory(err);
    }
    for (size_t i = 0; i < known; i++) {
        if (s->standing.pages[i].source == i && offers(s, submit, i) && is_finished(s, i)) {
            (*pages)[(*count)++] = i;
        }
    }
    return true;
}
