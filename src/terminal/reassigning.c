/* Giving one person's part in an assessment to another. */
#include "config.h"

#include "terminal/reassigning.h"

#include <stdlib.h>
#include <string.h>

#include "review/perform.h"
#include "store/names.h"
#include "text/i18n.h"

enum { PERSON, SUCCESSOR, REASON, ANSWERS };

struct reassigning {
    struct prompt *prompt;
    int at;
    char *answers[ANSWERS]; /* those given; NULL: not yet */
};

/* The next question; what was answered to it before stands there. */
static bool ask(struct reassigning *r, int which)
{
    const char *const questions[ANSWERS] = {
        [PERSON] = _("Who has left (account):"),
        [SUCCESSOR] = _("Who takes over (account):"),
        [REASON] = _("Why:"),
    };
    struct prompt *prompt =
        prompt_new(questions[which], r->answers[which] ? r->answers[which] : "");

    if (!prompt) {
        return false;
    }
    prompt_free(r->prompt);
    r->prompt = prompt;
    r->at = which;
    return true;
}

struct reassigning *reassigning_begin(void)
{
    struct reassigning *r = calloc(1, sizeof(*r));

    if (r && !ask(r, PERSON)) {
        reassigning_free(r);
        return NULL;
    }
    return r;
}

void reassigning_free(struct reassigning *r)
{
    if (!r) {
        return;
    }
    prompt_free(r->prompt);
    for (int i = 0; i < ANSWERS; i++) {
        free(r->answers[i]);
    }
    free(r);
}

static bool keep_answer(struct reassigning *r)
{
    char *answer = strdup(prompt_text(r->prompt));

    if (!answer) {
        return false;
    }
    free(r->answers[r->at]);
    r->answers[r->at] = answer;
    return true;
}

static bool perform(const struct reassigning *r, struct app *app, struct error *err)
{
    const struct assessment *a = session_assessment(app->session);
    struct review *review = app_review(app, err);
    const struct review_actor actor = app_actor(app);
    const struct review_target target = {.ward_code = assessment_ward_code(a),
                                         .year = assessment_year(a)};
    const struct review_arguments arguments = {.person = r->answers[PERSON],
                                               .successor = r->answers[SUCCESSOR],
                                               .why = r->answers[REASON]};

    return review && review_perform(review, &actor, "reassign", &target, &arguments, err);
}

/* After a refusal it begins again, with the answers still there. False: it is over. */
static bool finish(struct reassigning *r, struct app *app)
{
    struct error err = {""};

    if (!perform(r, app, &err)) {
        app_say_error(app, &err);
        return ask(r, PERSON);
    }
    app_say(app, _("%s takes over from %s. It stands in the trail, with the reason."),
            store_person(app->store, r->answers[SUCCESSOR]),
            store_person(app->store, r->answers[PERSON]));
    return false;
}

static bool go_on(struct reassigning *r, struct app *app)
{
    struct error err;

    if (!keep_answer(r) || (r->at < REASON && !ask(r, r->at + 1))) {
        error_set_memory(&err);
        app_say_error(app, &err);
        return false;
    }
    return true;
}

bool reassigning_handle(struct reassigning *r, struct app *app, const struct event *event)
{
    if (event->kind == EVENT_ACTION && event->action == ACTION_OPEN) {
        bool last = r->at == REASON;
        return go_on(r, app) && (!last || finish(r, app));
    }
    if (event->kind == EVENT_ACTION &&
        (event->action == ACTION_CANCEL || event->action == ACTION_LEAVE)) {
        app_say(app, "%s", _("Nothing was done."));
        return false;
    }
    prompt_handle(r->prompt, app, event);
    return true;
}

const struct prompt *reassigning_prompt(const struct reassigning *r)
{
    return r->prompt;
}
