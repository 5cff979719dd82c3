/* What a reviewer does on the walk: approve, remark, send back. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "review/perform.h"
#include "terminal/prompt.h"
#include "terminal/review_screen_private.h"
#include "terminal/saying.h"
#include "text/i18n.h"

static struct review_target target_of(const struct app *app, const int64_t *page)
{
    const struct assessment *a = session_assessment(app->session);

    return (struct review_target){.ward_code = assessment_ward_code(a),
                                  .year = assessment_year(a),
                                  .pages = page,
                                  .count = 1};
}

static bool perform(struct app *app, const char *action, const int64_t *page,
                    const struct review_arguments *arguments, struct error *err)
{
    struct review *r = app_review(app, err);
    struct review_actor actor = app_actor(app);
    struct review_target target = target_of(app, page);

    return r && review_perform(r, &actor, action, &target, arguments, err);
}

/* Says what was done to the page of the line, by its name. */
static void say_done(struct app *app, const struct reviewing *v, const char *format)
{
    char *title = review_view_title(app, &v->view, v->list.pick.current);
    char said[512];

    snprintf(said, sizeof(said), format, title ? title : "");
    free(title);
    app_say(app, "%s", said);
}

static struct reply refuse(struct app *app, struct reviewing *v, const struct error *err)
{
    struct reply reply = reviewing_show_anew(app, v);

    app_say_error(app, err);
    return reply;
}

/* It leads on: what was shown of the page is behind the person, and the next one comes. */
static struct reply decided(struct app *app, struct reviewing *v, const char *format)
{
    struct error err = {""};
    bool looked =
        !reviewing_seen_whole(v, reviewing_line(v)) || reviewing_mark_looked(app, v, &err);

    say_done(app, v, format);
    struct reply reply = reviewing_show_anew(app, v);
    if (!looked) {
        app_say_error(app, &err);
    }
    return reply;
}

static void say_on(struct app *app, const char *format)
{
    char sentence[256];

    keymap_sentence(sentence, sizeof(sentence), format, PLACE_REVIEW, ACTION_NEXT_PAGE, ACTION_NONE,
                    ACTION_NONE);
    app_say(app, "%s", sentence);
}

/* The line in hand, where something can be done about its page; else it is said. */
static struct review_line *line_to_decide(struct app *app, const struct reviewing *v)
{
    struct review_line *l = reviewing_line(v);

    if (!l) {
        reviewing_say_nothing_left(app, v);
        return NULL;
    }
    if (l->gone) {
        say_on(app, _("This page is no longer in the assessment. %s: on"));
        return NULL;
    }
    return l;
}

struct reply reviewing_approve(struct app *app, struct reviewing *v)
{
    const struct review_line *l = line_to_decide(app, v);
    struct error err = {""};

    if (!l) {
        return reply_redo(REDO_BARS);
    }
    if (l->awaits && !reviewing_seen_whole(v, l)) {
        say_on(app, _("This page has not been shown to its end yet. %s: on"));
        return reply_redo(REDO_BARS);
    }
    const struct review_arguments arguments = {.revisions = &l->revision};
    if (!perform(app, "approve", &l->id, &arguments, &err)) {
        return refuse(app, v, &err);
    }
    return decided(app, v, _("Approved: %s"));
}

struct reply reviewing_send_back(struct app *app, struct reviewing *v)
{
    const struct review_line *l = reviewing_line(v);
    struct error err = {""};

    if (!l || l->id != v->about) { /* not the page that was asked about */
        return reply_redo(REDO_ALL);
    }
    const struct review_arguments arguments = {.revisions = &l->revision};
    if (!perform(app, "send-back", &l->id, &arguments, &err)) {
        return refuse(app, v, &err);
    }
    return decided(app, v, _("Sent back: %s"));
}

/* Where it will be refused it need not be asked. */
struct reply reviewing_ask_send_back(struct app *app, struct reviewing *v)
{
    const struct review_line *l = line_to_decide(app, v);
    const struct review_actor actor = app_actor(app);

    if (!l) {
        return reply_redo(REDO_BARS);
    }
    v->about = l->id;
    size_t open = v->view.standing.pages[l->page].open;
    const struct states_action *action =
        states_find_action(review_states(app->review), "send-back");
    if (open == 0 || !action ||
        !review_offers(app->review, &actor, &v->view.standing, action, l->page)) {
        return reviewing_send_back(app, v);
    }
    char *title = review_view_title(app, &v->view, v->list.pick.current);
    app_ask(app, "yn",
            ngettext("Send %s back with %zu open remark? y: yes  n: no",
                     "Send %s back with %zu open remarks? y: yes  n: no", open),
            title ? title : "", open);
    free(title);
    return reply_redo(REDO_BARS);
}

/* --- remarks ------------------------------------------------------------------------- */

static struct store_remark_place place_of(const struct reviewing *v)
{
    return (struct store_remark_place){.page = v->about, .field = v->path};
}

/* The field in hand; "": the page, also where that field is no longer on it. */
static bool find_path_in_hand(const struct app *app, const struct reviewing *v, const char **path,
                              struct error *err)
{
    bool has;

    *path = v->field == NO_FIELD ? "" : v->view.fields[v->field].path;
    if (!review_view_has_field(app, &v->view, v->list.pick.current, *path, &has, err)) {
        return false;
    }
    *path = has ? *path : "";
    return true;
}

struct reply reviewing_begin_remark(struct app *app, struct reviewing *v)
{
    const struct review_line *l = line_to_decide(app, v);
    const char *path;
    struct error err;

    if (!l) {
        return reply_redo(REDO_BARS);
    }
    if (!find_path_in_hand(app, v, &path, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    char *about = *path ? review_view_label(app, &v->view, v->list.pick.current, path)
                        : review_view_title(app, &v->view, v->list.pick.current);
    char label[512];
    snprintf(label, sizeof(label), _("Remark on %s:"), about ? about : "");
    free(about);
    v->about = l->id;
    snprintf(v->path, sizeof(v->path), "%s", path);
    const struct store_remark_place place = place_of(v);
    v->prompt = saying_begin(app->session, &place, label);
    if (!v->prompt) {
        error_set_memory(&err);
        app_say_error(app, &err);
    }
    return reply_redo(REDO_BARS);
}

/* The line is no longer needed; nor is what was kept of it. */
static void give_up(struct app *app, struct reviewing *v)
{
    const struct store_remark_place place = place_of(v);

    session_end_saying(app->session, &place);
    prompt_free(v->prompt);
    v->prompt = NULL;
}

/* What was typed stays where it was refused. */
static struct reply end_remark(struct app *app, struct reviewing *v)
{
    struct error err = {""};
    const struct review_arguments arguments = {.text = prompt_text(v->prompt),
                                               .field = *v->path ? v->path : NULL};

    if (!perform(app, "remark", &v->about, &arguments, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    give_up(app, v);
    app_say(app, "%s", _("The remark stands with the page."));
    return reviewing_show_anew(app, v);
}

struct reply reviewing_type_remark(struct app *app, struct reviewing *v, const struct event *event)
{
    if (event->kind == EVENT_ACTION && event->action == ACTION_OPEN) {
        return end_remark(app, v);
    }
    if (event->kind == EVENT_ACTION &&
        (event->action == ACTION_CANCEL || event->action == ACTION_LEAVE)) {
        give_up(app, v);
        return reply_redo(REDO_BODY | REDO_BARS);
    }
    if (prompt_handle(v->prompt, app, event)) {
        const struct store_remark_place place = place_of(v);
        session_say(app->session, &place, prompt_text(v->prompt), event->now);
    }
    return reply_redo(REDO_BARS);
}
