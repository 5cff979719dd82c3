/* Opening an assessment. */
#include "config.h"

#include "terminal/opening.h"

#include "terminal/conflict_screen.h"
#include "terminal/new_from.h"
#include "text/i18n.h"

/* What hinders the review is said by the session, which tries it again. */
static struct session_owner owner_of(struct app *app)
{
    struct error unsaid;
    struct session_owner owner = {.store = app->store,
                                  .catalogue = app->catalogue,
                                  .author = app->person.name,
                                  .lang = app->options->lang,
                                  .role = app->person.role,
                                  .review = app_review(app, &unsaid)};

    return owner;
}

/* The one before stays until the screens that look at it are gone. */
static void take_session(struct app *app, struct session *fresh)
{
    session_free(app->former);
    app->former = app->session;
    app->session = fresh;
    app->another = true;
}

static void go_back(struct app *app)
{
    session_free(app->session);
    app->session = app->former;
    app->former = NULL;
    app->another = false;
}

/* Somebody saved over what had been typed here: merged, or asked about. */
static struct reply meet_conflict(struct app *app)
{
    struct error err = {""};
    bool open;

    if (!conflict_settle(app, &open, &err)) {
        go_back(app);
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    struct reply reply = reply_show(open ? SCREEN_CONFLICT : SCREEN_PAGE);
    reply.save = !open;
    return reply;
}

struct reply opening_open(struct app *app, const char *ward_code, int year)
{
    struct session_owner owner = owner_of(app);
    struct error err = {""};
    int restored;
    int stale;

    struct session *fresh = session_open(&owner, ward_code, year, &restored, &stale, &err);
    if (!fresh) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    take_session(app, fresh);
    if (stale > 0) {
        return meet_conflict(app);
    }
    if (restored > 0) {
        app_say(app,
                ngettext("%d page with unsaved typing was restored.",
                         "%d pages with unsaved typing were restored.", (unsigned long)restored),
                restored);
        return reply_show(SCREEN_PAGE); /* where the typing was cut off */
    }
    return reply_show(SCREEN_OUTLINE);
}

static void tell_carried(struct app *app, const struct session *fresh, int from,
                         const struct rollover_report *report)
{
    char sentence[sizeof(app->message.text)];
    int done;
    int total;

    assessment_progress(session_assessment(fresh), &done, &total);
    new_from_tell(report, catalogue_reference(app->catalogue), from, total - done, sentence,
                  sizeof(sentence));
    app_say(app, "%s", sentence);
}

bool opening_create(struct app *app, const struct session_beginning *beginning, struct error *err)
{
    struct session_owner owner = owner_of(app);
    struct rollover_report report;
    struct session *fresh = session_create(&owner, beginning, &report, err);

    if (fresh) {
        take_session(app, fresh);
    }
    if (fresh && beginning->from) {
        tell_carried(app, fresh, beginning->from, &report);
    }
    rollover_report_free(&report);
    return fresh != NULL;
}

bool opening_is_to_tell(const struct app *app)
{
    return session_rejudged(app->session) && session_untold(app->session) && !app->message.shown &&
           !app->question.keys[0] && !app->locked;
}

bool opening_tell(struct app *app)
{
    const struct rejudged *r = session_rejudged(app->session);
    size_t gone = 0;
    char key[32];

    if (!opening_is_to_tell(app)) {
        return false;
    }
    for (size_t i = 0; i < r->count; i++) {
        gone += r->changes[i].gone ? 1 : 0;
    }
    keymap_action_key(PLACE_OUTLINE, ACTION_FINDINGS, key, sizeof(key));
    app_say(app,
            _("The rules have changed (%s, now %s). Findings: %zu new, %zu gone. %s: the list"),
            r->before, r->now, r->count - gone, gone, key);
    session_tell(app->session);
    return true;
}
