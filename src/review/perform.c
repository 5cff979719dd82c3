/* Actions: the only way a state changes. */
#include "config.h"

#include "review/performing.h"

#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

static const size_t whole = (size_t)-1;

/* --- may it be done here -------------------------------------------------------------- */

static bool has_role(const struct review *r, const struct states_action *action, const char *role)
{
    int found = states_find_role(r->states, role);
    return found >= 0 && (action->roles & 1u << found) != 0;
}

static int state_of(const struct review_standing *standing, size_t page)
{
    return page == whole ? standing->state : standing->pages[page].state;
}

bool review_offers(const struct review *r, const struct review_actor *actor,
                   const struct review_standing *standing, const struct states_action *action,
                   size_t page)
{
    return (action->about == STATES_PAGE) == (page != whole) && has_role(r, action, actor->role) &&
           (action->from & 1u << state_of(standing, page)) != 0;
}

static char *name_states(const struct review *r, unsigned states)
{
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < r->states->state_count; i++) {
        if ((states & 1u << i) != 0)
            buffer_append_format(&out, "%s%s", out.size > 0 ? _(", ") : "",
                                 r->states->states[i].is.name[r->lang]);
    }
    return buffer_take(&out);
}

static bool check_role(const struct performing *p, struct error *err)
{
    if (has_role(p->r, p->action, p->actor->role))
        return true;
    char *roles = review_name_roles(p->r, p->action->roles);
    if (roles == NULL)
        return error_set_memory(err);
    error_set(err, _("%s (%s) may not do this. \"%s\" is for: %s."),
              store_person(p->r->store, p->actor->name),
              states_role_name(p->r->states, p->actor->role, p->r->lang),
              p->action->is.name[p->r->lang], roles);
    free(roles);
    return false;
}

static bool refuse_state(const struct performing *p, size_t page, struct error *err)
{
    const struct review *r = p->r;
    char *name = performing_name(p, page);
    char *states = name_states(r, p->action->from);
    const struct store_review_page *row = page == whole ? NULL : p->standing.pages[page].row;
    const char *state = r->states->states[state_of(&p->standing, page)].is.name[r->lang];
    const char *action = p->action->is.name[r->lang];
    char at[WHEN_SIZE];
    when_local(row == NULL ? NULL : row->at, at);
    if (name == NULL || states == NULL)
        error_set_memory(err);
    else if (row == NULL)
        error_set(err, _("%s: the state is \"%s\"; \"%s\" is possible only from: %s."), name, state,
                  action, states);
    else
        error_set(err, _("%s: the state is \"%s\" (%s, %s); \"%s\" is possible only from: %s."),
                  name, state, store_person(r->store, row->who), at, action, states);
    free(name);
    free(states);
    return false;
}

static bool check_state(const struct performing *p, size_t page, struct error *err)
{
    return (p->action->from & 1u << state_of(&p->standing, page)) != 0 ||
           refuse_state(p, page, err);
}

/* A page that follows another is reviewed where that one is. */
static bool check_source(const struct performing *p, size_t page, struct error *err)
{
    size_t source = p->standing.pages[page].source;
    if (source == page || p->action->to == STATES_STAY)
        return true;
    char *name = performing_name(p, page), *other = performing_name(p, source);
    if (name == NULL || other == NULL)
        error_set_memory(err);
    else
        error_set(err, _("%s is a copy of %s, and is reviewed there."), name, other);
    free(name);
    free(other);
    return false;
}

static bool check_revision(const struct performing *p, size_t index, size_t page, struct error *err)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(p->a, &count);
    const int64_t *looked_at = p->arguments->revisions;
    if (looked_at == NULL || looked_at[index] == pages[page].revision)
        return true;
    char *name = performing_name(p, page);
    if (name == NULL)
        return error_set_memory(err);
    error_set(err, _("%s was changed after you looked at it. Nothing was done; look at it again."),
              name);
    free(name);
    return false;
}

/* --- which pages ------------------------------------------------------------------------ */

static bool find_named_pages(struct performing *p, struct error *err)
{
    for (size_t i = 0; i < p->target->count; i++) {
        size_t page = assessment_find_stored_page(p->a, p->target->pages[i]);
        if (page == whole)
            return error_set(err,
                             _("A page is no longer in this assessment. Nothing was done; look "
                               "at it again."));
        p->pages[p->page_count++] = page;
        if (!check_source(p, page, err) || !check_state(p, page, err) ||
            !check_revision(p, i, page, err))
            return false;
    }
    return true;
}

static bool find_all_pages(struct performing *p, struct error *err)
{
    for (size_t i = 0; i < p->standing.page_count; i++) {
        const struct review_page *page = &p->standing.pages[i];
        if (page->source == i && (p->action->from & 1u << page->state) != 0)
            p->pages[p->page_count++] = i;
    }
    if (p->page_count > 0)
        return true;
    char *states = name_states(p->r, p->action->from);
    if (states == NULL)
        return error_set_memory(err);
    error_set(err, _("No page can be taken for \"%s\". It is possible from: %s."),
              p->action->is.name[p->r->lang], states);
    free(states);
    return false;
}

static bool find_pages(struct performing *p, struct error *err)
{
    if (p->action->about == STATES_ASSESSMENT)
        return check_state(p, whole, err);
    p->pages = calloc(p->standing.page_count + p->target->count + 1, sizeof *p->pages);
    if (p->pages == NULL)
        return error_set_memory(err);
    return p->target->count == 0 ? find_all_pages(p, err) : find_named_pages(p, err);
}

static bool check_conditions(const struct performing *p, struct error *err)
{
    if (p->action->about == STATES_ASSESSMENT)
        return performing_check(p, whole, err);
    for (size_t i = 0; i < p->page_count; i++) {
        if (!performing_check(p, p->pages[i], err))
            return false;
    }
    return true;
}

/* --- writing ------------------------------------------------------------------------------ */

static bool has_effect(const struct performing *p, enum states_effect effect)
{
    return (p->action->effects & 1u << effect) != 0;
}

static const struct states_state *state_at(const struct performing *p, int state)
{
    return &p->r->states->states[state];
}

/* The page and those that follow it, which come along without a word. */
static size_t add_moves(const struct performing *p, size_t page, struct store_review_move *moves)
{
    size_t count, added = 0;
    const struct assessment_page *pages = assessment_pages(p->a, &count);
    const struct states_state *to = state_at(p, p->action->to);
    for (size_t i = 0; i < count; i++) {
        if (!review_goes_with(&p->standing, i, page))
            continue;
        moves[added++] = (struct store_review_move){
            .page = pages[i].stored_id,
            .revision = pages[i].revision,
            .from = state_at(p, p->standing.pages[page].state)->is.word,
            .state = to->is.word,
            .open = to->edit,
            .submitted = has_effect(p, STATES_RECORD_SUBMITTER),
            .approved = has_effect(p, STATES_RECORD_APPROVER),
            .unapproved = has_effect(p, STATES_NO_APPROVER),
            .silent = i != page,
        };
    }
    return added;
}

static void describe_whole(const struct performing *p, struct store_review_change *change)
{
    const struct states_state *to = state_at(p, p->action->to);
    change->from = state_at(p, p->standing.state)->is.word;
    change->to = to->is.word;
    change->state = to->edit ? REVIEW_ENTRY : to->is.word;
    change->open = to->edit;
    if (has_effect(p, STATES_NO_SIGNATURE))
        change->ended = p->action->is.word;
}

static struct store_receipt stored_receipt(const struct review_receipt *given)
{
    struct store_receipt receipt = {.trail_seq = given->trail_seq};
    /* The store only reads them. */
    memcpy(&receipt.number, &given->number, sizeof receipt.number);
    memcpy(&receipt.trail_hash, &given->trail_hash, sizeof receipt.trail_hash);
    memcpy(&receipt.content, &given->content, sizeof receipt.content);
    return receipt;
}

static bool change_review(struct performing *p, struct error *err)
{
    const struct states_word *statement = states_find_statement(p->r->states, p->action->is.word);
    char none[1] = "";
    struct store_signature signature = {.meaning =
                                            statement == NULL ? none : statement->name[FORM_JA],
                                        .digest = p->digest,
                                        .content = p->content};
    struct store_review_move *moves = calloc(p->standing.page_count + 1, sizeof *moves);
    struct store_review_change change = {
        .assessment = p->standing.stored.assessment,
        .moves = p->moves,
        .newest = p->newest,
        .actor = {p->actor->name, p->actor->role},
        .action = p->action->is.word,
        .why = p->arguments->why,
        .pages = moves,
    };
    if (moves == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < p->page_count; i++)
        change.page_count += add_moves(p, p->pages[i], moves + change.page_count);
    if (p->action->about == STATES_ASSESSMENT && p->action->to != STATES_STAY)
        describe_whole(p, &change);
    if (has_effect(p, STATES_RECORD_SIGNATURE))
        change.sign = &signature;
    if (has_effect(p, STATES_RECORD_STAND_IN)) {
        change.person = p->arguments->person;
        change.successor = p->arguments->successor;
    }
    struct store_receipt receipt;
    /* A notice that it was not taken is no receipt: what is submitted next is not under it. */
    if (p->arguments->receipt != NULL && !p->arguments->receipt->refused) {
        receipt = stored_receipt(p->arguments->receipt);
        change.receipt = &receipt;
    } else if (strcmp(p->action->is.word, REVIEW_ACCEPT) == 0) {
        /* Where the city saw the trail stands in the receipt, which is not here. */
        const struct review_receipt known = {
            .number = p->arguments->receipt_number, .trail_hash = "", .content = p->content};
        receipt = stored_receipt(&known);
        change.receipt = &receipt;
    }
    bool good = store_change_review(p->r->store, &change, err) == STORE_SAVED;
    free(moves);
    return good;
}

/* --- remarks and answers ------------------------------------------------------------------------
 */

/* What the field says, which the remark is to be about; NULL where it is about the page. */
static bool find_quote(const struct performing *p, int64_t page, const char *field,
                       const char **quote, struct error *err)
{
    const struct store_page *texts;
    *quote = NULL;
    if (*field == '\0')
        return true;
    if (!review_read_texts(p->r, &p->standing, page, &texts, err))
        return false;
    *quote = texts == NULL ? NULL : store_field_value(texts, field);
    return *quote != NULL ||
           error_set(err,
                     _("The page has no field \"%s\". Name one as \"kusei history\" does "
                       "with --format json."),
                     field);
}

static bool add_remark(struct performing *p, struct error *err)
{
    size_t count;
    const struct assessment_page *page = &assessment_pages(p->a, &count)[p->pages[0]];
    const char *field = p->arguments->field == NULL ? "" : p->arguments->field;
    const char *quote;
    const struct store_actor actor = {p->actor->name, p->actor->role};
    struct store_remark remark = {.page = page->stored_id, .revision = page->revision};
    int64_t id;
    if (!find_quote(p, page->stored_id, field, &quote, err))
        return false;
    /* The store only reads them. */
    memcpy(&remark.field, &field, sizeof field);
    memcpy(&remark.quote, &quote, sizeof quote);
    memcpy(&remark.text, &p->arguments->text, sizeof remark.text);
    return store_add_remark(p->r->store, p->standing.stored.assessment, &remark, &actor, &id, err);
}

static bool add_answer(struct performing *p, struct error *err)
{
    const struct store_actor actor = {p->actor->name, p->actor->role};
    return store_add_answer(p->r->store, p->standing.stored.assessment, p->arguments->remark,
                            p->arguments->text, &actor, err);
}

static bool check_one_page(const struct performing *p, struct error *err)
{
    return p->target->count == 1 || error_set(err, _("This is about one page. Name it."));
}

/* Whatever is written may be stored. */
static bool check_characters(const struct review_arguments *g, struct error *err)
{
    const char *const texts[] = {g->why, g->text, g->person, g->successor,
                                 g->receipt == NULL ? g->receipt_number : g->receipt->number};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t offset;
        uint32_t cp;
        char seen[100];
        if (texts[i] == NULL || allowed_check(texts[i], strlen(texts[i]), &offset, &cp))
            continue;
        allowed_describe(cp, seen, sizeof seen);
        return error_set(err, _("%s may not be stored. Take the character out."), seen);
    }
    return true;
}

static bool write_down(struct performing *p, struct error *err)
{
    if (has_effect(p, STATES_ADD_REMARK))
        return check_one_page(p, err) && add_remark(p, err);
    if (has_effect(p, STATES_ADD_ANSWER))
        return check_one_page(p, err) && add_answer(p, err);
    if (p->action->to == STATES_STAY && !has_effect(p, STATES_RECORD_STAND_IN))
        return error_set(err, _("\"%s\" is done by saving."), p->action->is.name[p->r->lang]);
    return change_review(p, err);
}

/* --- all of it ----------------------------------------------------------------------------- */

bool review_settle(struct review *r, const struct assessment *a,
                   const struct review_standing *standing, struct error *err)
{
    const struct store_review_change change = {
        .assessment = assessment_stored_id(a),
        .moves = standing->stored.moves,
        .newest = standing->stored.newest,
        .actor = {"kusei", NULL}, /* nobody did that here */
        .action = REVIEW_BROKEN,
        .why = _("The document is no longer the one that was signed."),
        .from = standing->stored.state,
        .to = r->states->states[standing->state].is.word,
        .state = REVIEW_ENTRY,
        .open = true,
        .ended = REVIEW_BROKEN,
    };
    return !standing->broken || store_change_review(r->store, &change, err) == STORE_SAVED;
}

static void forget(struct performing *p)
{
    judgement_free(&p->judgement);
    review_standing_free(&p->standing);
    assessment_free(p->last_year);
    assessment_free(p->a);
    p->last_year = p->a = NULL;
}

/* What the store had before anything was read: what is decided is written only where it
 * still has. */
static bool read_moment(struct performing *p, struct error *err)
{
    bool found;
    struct store_assessment row;
    struct store_review review;
    if (!store_find(p->r->store, p->target->ward_code, p->target->year, &found, &row, err))
        return false;
    int64_t id = row.id;
    store_assessment_free(&row);
    if (!store_read_review(p->r->store, id, &review, err))
        return false;
    p->moves = review.moves;
    p->newest = review.newest;
    store_review_free(&review);
    return true;
}

static bool read_all(struct performing *p, struct error *err)
{
    if (!read_moment(p, err))
        return false;
    p->a =
        assessment_open(p->r->store, p->r->catalogue, p->target->ward_code, p->target->year, err);
    return p->a != NULL && review_stand(p->r, p->a, &p->standing, err);
}

static bool prepare(struct performing *p, struct error *err)
{
    if (!read_all(p, err))
        return false;
    if (p->standing.broken) {
        if (!review_settle(p->r, p->a, &p->standing, err))
            return false;
        forget(p);
        if (!read_all(p, err))
            return false;
    }
    return p->action->to == STATES_STAY ||
           (review_run_rules(p->r, p->a, &p->last_year, &p->judgement, err) &&
            review_digest(p->a, p->digest, p->content, err));
}

bool review_perform(struct review *r, const struct review_actor *actor, const char *action,
                    const struct review_target *target, const struct review_arguments *arguments,
                    struct error *err)
{
    static const struct review_arguments none = {0};
    struct performing p = {.r = r,
                           .actor = actor,
                           .action = states_find_action(r->states, action),
                           .target = target,
                           .arguments = arguments == NULL ? &none : arguments};
    if (p.action == NULL)
        return error_set(err, _("There is no action \"%s\"."), action);
    bool good = check_role(&p, err) && check_characters(p.arguments, err) && prepare(&p, err) &&
                find_pages(&p, err) && check_conditions(&p, err) &&
                performing_check_receipt(&p, err) && write_down(&p, err);
    free(p.pages);
    forget(&p);
    return good;
}
