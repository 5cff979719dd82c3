/* kusei list */
#include "config.h"

#include "command/subcommands.h"

#include <stdio.h>

#include "command/json.h"
#include "review/standing.h"
#include "store/names.h"
#include "text/era.h"
#include "text/i18n.h"

static bool print_json(const struct store_assessment *a, const char *state)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, "{");
    json_member(&out, "ward", a->ward_code, false);
    json_member(&out, "ward_name", a->ward_name, true);
    buffer_append_format(&out, ", \"year\": %d", a->year);
    json_member(&out, "policy", a->policy, true);
    json_member(&out, "form_version", a->form_version, true);
    json_member(&out, "state", state, true);
    buffer_append_format(&out, ", \"pages_done\": %d, \"pages_open\": %d", a->pages_done,
                         a->pages_total - a->pages_done);
    json_member(&out, "changed_at", a->changed_at, true);
    json_member(&out, "changed_by", a->changed_by, true);
    buffer_append_string(&out, "}");
    return json_print(&out);
}

static void print_text(const struct context *c, const struct store_assessment *a, const char *state)
{
    char year[64];
    era_fiscal_year_label(reference_eras(catalogue_reference(c->catalogue)), a->year, year,
                          sizeof year);
    printf("%s %s\t%s\t%s\t%s\t%d/%d\t%s\t%s\n", a->ward_code, a->ward_name, year, a->policy, state,
           a->pages_done, a->pages_total, a->changed_at == NULL ? "" : a->changed_at,
           store_person(c->store, a->changed_by));
}

static int print_all(struct context *c, struct review *review, bool json)
{
    struct error err;
    struct store_assessment_list list = {0};
    struct review_states states = {0};
    bool good = true;
    if (!store_list(c->store, &list, &err) || !review_states_of_all(review, &states, &err)) {
        store_list_free(&list);
        return context_fail(&err);
    }
    for (size_t i = 0; i < list.count && good; i++) {
        const struct store_assessment *a = &list.items[i];
        int state = review_state_in(review, &states, a->id, a->state);
        const struct states_word *word = &review_states(review)->states[state].is;
        if (json)
            good = print_json(a, word->word);
        else
            print_text(c, a, word->name[c->lang]);
    }
    if (!json && list.count == 0)
        printf("%s\n", _("No assessment yet. \"kusei new WARD YEAR\" makes one."));
    review_states_free(&states);
    store_list_free(&list);
    return good ? STATUS_DONE : STATUS_FAILED;
}

int command_list(struct context *c, int count, char **arguments)
{
    (void)arguments;
    bool good;
    bool json = context_wants_json(c, &good);
    if (!good)
        return STATUS_FAILED;
    if (count != 0)
        return context_usage(_("\"kusei list\" takes no arguments."));
    if (!context_need_forms(c) || !context_need_store(c, false))
        return STATUS_FAILED;
    struct error err;
    struct review *review = review_open(c->store, c->catalogue, c->lang, &err);
    if (review == NULL)
        return context_fail(&err);
    int status = print_all(c, review, json);
    review_free(review);
    return status;
}
