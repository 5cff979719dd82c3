/* The review over a store, with the rules of the forms that come up. */
#include "config.h"

#include "review/private.h"

#include <stdlib.h>
#include <string.h>

#include "review/accounts.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

struct review *review_open(struct store *s, struct catalogue *c, enum form_lang lang,
                           struct error *err)
{
    struct review *r = calloc(1, sizeof *r);
    if (r == NULL) {
        error_set_memory(err);
        return NULL;
    }
    r->store = s;
    r->catalogue = c;
    r->lang = lang;
    r->states = states_read(c, err);
    if (r->states == NULL) {
        review_free(r);
        return NULL;
    }
    return r;
}

void review_free(struct review *r)
{
    if (r == NULL)
        return;
    for (size_t i = 0; i < r->judge_count; i++)
        judge_free(r->judges[i].judge);
    free(r->judges);
    states_free(r->states);
    free(r);
}

const struct states *review_states(const struct review *r)
{
    return r->states;
}

struct store *review_store(const struct review *r)
{
    return r->store;
}

char *review_name_roles(const struct review *r, unsigned roles)
{
    struct buffer out = BUFFER_INIT;
    for (size_t i = 0; i < r->states->role_count; i++) {
        if ((roles & 1u << i) != 0)
            /* TRANSLATORS: stands between the words of a list. */
            buffer_append_format(&out, "%s%s", out.size > 0 ? _(", ") : "",
                                 r->states->roles[i].name[r->lang]);
    }
    return buffer_take(&out);
}

static bool refuse_right(const struct review *r, const struct review_actor *actor,
                         const struct states_right *right, struct error *err)
{
    char *roles = review_name_roles(r, right->roles);
    if (roles == NULL)
        return error_set_memory(err);
    error_set(err, _("%s (%s) may not do this. \"%s\" is for: %s."), actor->name,
              states_role_name(r->states, actor->role, r->lang), right->is.name[r->lang], roles);
    free(roles);
    return false;
}

bool review_has_right(struct review *r, const struct review_actor *actor, const char *right,
                      struct error *err)
{
    const struct states_right *found = states_find_right(r->states, right);
    int role = states_find_role(r->states, actor->role);
    bool exist;
    if (found == NULL)
        return error_set(err,
                         _("The table of the review has no right \"%s\"; install kusei's data "
                           "again."),
                         right);
    if (!accounts_exist(r->store, &exist, err))
        return false;
    return !exist || (role >= 0 && (found->roles & 1u << role) != 0) ||
           refuse_right(r, actor, found, err);
}

const struct judge *review_judge(struct review *r, const struct form *form, struct error *err)
{
    for (size_t i = 0; i < r->judge_count; i++) {
        if (r->judges[i].form == form)
            return r->judges[i].judge;
    }
    struct review_judge *judges = reallocarray(r->judges, r->judge_count + 1, sizeof *judges);
    if (judges == NULL) {
        error_set_memory(err);
        return NULL;
    }
    r->judges = judges;
    struct judge *judge = judge_open(form, err);
    if (judge != NULL)
        judges[r->judge_count++] = (struct review_judge){form, judge};
    return judge;
}

bool review_run_rules(struct review *r, const struct assessment *a, struct assessment **last_year,
                      struct judgement *out, struct error *err)
{
    const struct judge *judge = review_judge(r, assessment_form(a), err);
    *out = (struct judgement){0};
    *last_year = NULL;
    return judge != NULL && judge_open_last_year(a, r->store, r->catalogue, last_year, err) &&
           judge_run(judge, a, *last_year, out, err);
}

/* Who stands in for the person now; NULL: nobody. */
static const char *find_successor(const struct store_review *stored, const char *person)
{
    for (size_t i = stored->stand_in_count; i-- > 0;) {
        if (strcmp(stored->stand_ins[i].person, person) == 0)
            return stored->stand_ins[i].successor;
    }
    return NULL;
}

bool review_is_same_person(const struct store_review *stored, const char *doer, const char *name)
{
    /* No more steps than there are stand-ins: they may go in a circle. */
    for (size_t i = 0; doer != NULL && *doer != '\0' && i <= stored->stand_in_count; i++) {
        if (strcmp(doer, name) == 0)
            return true;
        doer = find_successor(stored, doer);
    }
    return false;
}

bool review_check_sent_back(const struct store_review *stored, const char *content,
                            struct error *err)
{
    for (size_t i = stored->signature_count; i-- > 0;) {
        const struct store_signature *signature = &stored->signatures[i];
        char at[WHEN_SIZE];
        if (strcmp(signature->ended, REVIEW_REFUSE) != 0 ||
            strcmp(signature->content, content) != 0)
            continue;
        when_local(signature->ended_at, at);
        return error_set(err,
                         _("This is the same as what the city sent back on %s. Withdraw the "
                           "sign-off and change what the city asked for."),
                         at);
    }
    return true;
}

const struct store_signature *review_signature(const struct store_review *stored)
{
    for (size_t i = stored->signature_count; i-- > 0;) {
        if (*stored->signatures[i].ended == '\0')
            return &stored->signatures[i];
    }
    return NULL;
}
