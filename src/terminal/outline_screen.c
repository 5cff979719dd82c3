/* The outline: every page of the sheet, and how far each is. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/standing.h"
#include "session/structure.h"
#include "terminal/handing.h"
#include "terminal/outline.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "text/grapheme.h"
#include "text/i18n.h"

enum { FIND_SIZE = 64 };

enum asked { ASKED_NOTHING, ASKED_REMOVE, ASKED_SUBMIT };

struct outline_view {
    struct screen screen;
    struct outline *outline;
    struct pick pick;
    char find[FIND_SIZE]; /* typed to jump by */
    size_t removing;      /* the page that is asked about */
    enum asked asked;     /* what the question, or the save on the way, is for */
    char noted[128];      /* the page of the place when it was last taken over */
};

static int rows_shown(const struct app *app)
{
    return screen_bottom(app) - SCREEN_TOP;
}

static struct screen *outline_screen_open(struct app *app, struct error *err)
{
    (void)app;
    return screen_new(&outline_screen, sizeof(struct outline_view), err);
}

static void outline_screen_close(struct screen *s)
{
    struct outline_view *v = (struct outline_view *)s;

    outline_free(v->outline);
    free(v);
}

static bool outline_screen_update(struct app *app, struct screen *s, struct error *err)
{
    struct outline_view *v = (struct outline_view *)s;
    struct outline *fresh = outline_new(app->session, err);

    if (!fresh) { /* the former one may be about pages that are gone */
        outline_free(v->outline);
        v->outline = NULL;
        pick_resize(&v->pick, 0);
        return false;
    }
    const char *place = session_get_place(app->session)->page;
    bool same = v->outline && outline_count(v->outline) == outline_count(fresh) &&
                strcmp(place, v->noted) == 0;
    outline_free(v->outline);
    v->outline = fresh;
    pick_resize(&v->pick, outline_count(fresh));
    if (!same) { /* else the line in hand stays, which may be a heading */
        v->pick.current = outline_line(fresh, session_place_page(app->session));
        snprintf(v->noted, sizeof(v->noted), "%s", place);
    }
    return true;
}

/* The line in hand is where the person is, as soon as it is a page. */
static void note_place(struct app *app, struct outline_view *v)
{
    const struct session_place *was = session_get_place(app->session);
    struct session_place place = {0};
    size_t page = outline_page(v->outline, v->pick.current);

    if (page == (size_t)-1) {
        return;
    }
    assessment_page_name(session_assessment(app->session), page, place.page, sizeof(place.page));
    if (strcmp(place.page, was->page) != 0) {
        session_set_place(app->session, &place);
    }
    snprintf(v->noted, sizeof(v->noted), "%s", place.page);
}

static struct reply open_page(struct app *app, struct outline_view *v)
{
    size_t page = outline_page(v->outline, v->pick.current);
    size_t line = v->pick.current;

    /* A heading opens the first page under it. */
    while (page == (size_t)-1 && line + 1 < outline_count(v->outline)) {
        page = outline_page(v->outline, ++line);
    }
    if (page == (size_t)-1) {
        return reply_redo(REDO_NOTHING);
    }
    v->pick.current = line;
    note_place(app, v);
    struct session_place remarked;
    bool stood;
    session_stand_anew(app->session, &stood, NULL); /* it may have come back just now */
    if (session_place_remark(app->session, page, &remarked) &&
        strcmp(remarked.page, session_get_place(app->session)->page) == 0) {
        session_set_place(app->session, &remarked);
    }
    return reply_show(SCREEN_PAGE);
}

/* The page in hand, where it is unfinished, else the next one that is. */
static size_t next_open(const struct app *app, const struct outline_view *v)
{
    const struct assessment *a = session_assessment(app->session);
    size_t page = outline_page(v->outline, v->pick.current);
    int done = 0;
    int total = 0;

    if (page != (size_t)-1) {
        assessment_page_progress(a, page, &done, &total);
    }
    return done < total && assessment_follows(a, page) == (size_t)-1
               ? page
               : assessment_next_open(a, page == (size_t)-1 ? 0 : page);
}

static struct reply open_next(struct app *app, struct outline_view *v)
{
    size_t next = next_open(app, v);

    if (next == (size_t)-1) {
        handing_say_finished(app);
        return reply_redo(REDO_BARS);
    }
    struct session_place place;
    v->pick.current = outline_line(v->outline, next);
    note_place(app, v);
    session_place_open(app->session, next, &place);
    session_set_place(app->session, &place);
    return reply_show(SCREEN_PAGE);
}

/* --- pages come and go ------------------------------------------------------- */

static struct reply saved_as(const char *action)
{
    struct reply reply = reply_redo(REDO_ALL);

    reply.save = true;
    reply.action = action;
    return reply;
}

static struct reply add_page(struct app *app, struct outline_view *v, int64_t now)
{
    struct error err = {""};
    size_t page = outline_page(v->outline, v->pick.current);
    size_t added;
    char lock[512];

    if (session_is_closed(app->session, lock, sizeof(lock))) {
        app_say(app, "%s", lock);
        return reply_redo(REDO_BARS);
    }
    if (page == (size_t)-1) {
        app_say(app, "%s", _("Choose the page behind which the new one is to come."));
        return reply_redo(REDO_BARS);
    }
    if (!session_may_add(app->session, page, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    session_restructured(app->session, now);
    if (!assessment_add_page(session_assessment(app->session), page, &added, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    struct session_place place = {0};
    assessment_page_name(session_assessment(app->session), added, place.page, sizeof(place.page));
    session_set_place(app->session, &place);
    outline_screen_update(app, &v->screen, &err);
    app_say(app, "%s", _("A page was added."));
    return saved_as("insert");
}

static struct reply ask_remove(struct app *app, struct outline_view *v)
{
    char name[128];
    char key[32];
    char lock[512];
    struct error err = {""};

    keymap_action_key(PLACE_OUTLINE, ACTION_TAKE_BACK, key, sizeof(key));
    v->removing = outline_page(v->outline, v->pick.current);
    if (v->removing == (size_t)-1) {
        app_say(app, "%s", _("Choose the page that is to be removed."));
        return reply_redo(REDO_BARS);
    }
    if (session_is_closed(app->session, lock, sizeof(lock)) ||
        session_is_locked(app->session, v->removing, key, lock, sizeof(lock))) {
        app_say(app, "%s", lock);
        return reply_redo(REDO_BARS);
    }
    if (!session_may_remove(app->session, v->removing, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    session_title_page(app->session, v->removing, name, sizeof(name));
    v->asked = ASKED_REMOVE;
    app_ask(app, "yn", _("Remove page %s? y: yes  n: no"), name);
    return reply_redo(REDO_BARS);
}

static struct reply remove_page(struct app *app, struct outline_view *v, int64_t now)
{
    struct error err = {""};
    size_t line = v->pick.current;

    session_restructured(app->session, now);
    if (!assessment_remove_page(session_assessment(app->session), v->removing, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    if (outline_screen_update(app, &v->screen, &err)) {
        v->pick.current = line > 0 ? line - 1 : 0;
        note_place(app, v);
    }
    app_say(app, "%s", _("The page was removed. Its revisions stay in the history."));
    return saved_as("remove");
}

/* --- handing on --------------------------------------------------------------- */

/* They are saved first, so that what is handed on is a revision. */
static struct reply ask_submit(struct app *app, struct outline_view *v)
{
    struct error err = {""};
    size_t *pages = NULL;
    size_t count;

    app_check(app);
    if (!session_find_finished(app->session, &pages, &count, &err)) {
        app_say_error(app, &err);
    } else if (count == 0) {
        app_say(app, "%s",
                _("No page can be submitted: none is finished, with a reason for every warning and "
                  "an answer to every remark."));
    } else {
        v->asked = ASKED_SUBMIT;
        app_ask(app, "yn",
                ngettext("Submit the %zu page that is finished? y: yes  n: no",
                         "Submit the %zu pages that are finished? y: yes  n: no",
                         (unsigned long)count),
                count);
    }
    free(pages);
    return reply_redo(REDO_BARS);
}

static struct reply stand_anew(struct app *app, struct outline_view *v)
{
    struct error err = {""};

    if (!outline_screen_update(app, &v->screen, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply submit_saved(struct app *app, struct outline_view *v)
{
    struct error err = {""};
    size_t *pages = NULL;
    size_t count;

    if (!session_find_finished(app->session, &pages, &count, &err)) {
        app_say_error(app, &err);
    } else if (count > 0) {
        handing_submit_all(app, pages, count);
    }
    free(pages);
    return stand_anew(app, v);
}

static struct reply take_back(struct app *app, struct outline_view *v)
{
    size_t page = outline_page(v->outline, v->pick.current);

    if (page == (size_t)-1) {
        app_say(app, "%s", _("Choose the page that is to be taken back."));
        return reply_redo(REDO_BARS);
    }
    handing_take_back(app, page);
    return stand_anew(app, v);
}

/* --- jumping by typing ---------------------------------------------------------- */

static struct reply say_find(struct app *app, const struct outline_view *v, bool found)
{
    if (v->find[0]) {
        app_say(app, found ? _("Find: %s") : _("Find: %s (not there)"), v->find);
    } else {
        app->message.shown = false;
    }
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply find(struct app *app, struct outline_view *v, size_t from)
{
    size_t line = v->find[0] ? outline_find(v->outline, v->find, from) : v->pick.current;

    if (line != (size_t)-1) {
        v->pick.current = line;
        note_place(app, v);
    }
    return say_find(app, v, line != (size_t)-1);
}

static struct reply find_text(struct app *app, struct outline_view *v, const struct event *event)
{
    size_t used = strlen(v->find);

    if (used + event->size < sizeof(v->find)) {
        memcpy(v->find + used, event->text, event->size);
        v->find[used + event->size] = '\0';
    }
    return find(app, v, v->pick.current);
}

static struct reply find_shorter(struct app *app, struct outline_view *v)
{
    size_t size = strlen(v->find);

    v->find[grapheme_previous(v->find, size, size)] = '\0';
    return find(app, v, 0);
}

/* --- events --------------------------------------------------------------------- */

static struct reply outline_action(struct app *app, struct outline_view *v,
                                   const struct event *event)
{
    struct reply reply;

    switch (event->action) {
    case ACTION_OPEN:
        return open_page(app, v);
    case ACTION_NEXT_OPEN:
        return open_next(app, v);
    case ACTION_FINDINGS:
        return reply_show(SCREEN_FINDINGS);
    case ACTION_HISTORY:
        return reply_show(SCREEN_HISTORY);
    case ACTION_PREVIEW:
        return reply_show(SCREEN_PREVIEW);
    case ACTION_REVIEW:
        reply = reply_show(SCREEN_REVIEW); /* of what is stored */
        reply.save = true;
        return reply;
    case ACTION_SEARCH:
        return reply_show(SCREEN_SEARCH);
    case ACTION_ADD:
        return add_page(app, v, event->now);
    case ACTION_REMOVE:
        return ask_remove(app, v);
    case ACTION_SUBMIT:
        return ask_submit(app, v);
    case ACTION_TAKE_BACK:
        return take_back(app, v);
    case ACTION_SAVE:
        return saved_as("save");
    case ACTION_LEAVE:
        reply = reply_back();
        reply.save = true;
        return reply;
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static struct reply answer(struct app *app, struct outline_view *v, enum asked asked,
                           const struct event *event)
{
    if (event->answer != 'y') {
        return reply_redo(REDO_ALL);
    }
    if (asked == ASKED_REMOVE) {
        return remove_page(app, v, event->now);
    }
    v->asked = asked; /* until it is saved */
    return saved_as("save");
}

static struct reply outline_screen_handle(struct app *app, struct screen *s,
                                          const struct event *event)
{
    struct outline_view *v = (struct outline_view *)s;

    enum asked asked = v->asked;

    v->asked = ASKED_NOTHING;
    if (event->kind == EVENT_ANSWER) {
        return answer(app, v, asked, event);
    }
    if (event->kind == EVENT_SAVED && asked == ASKED_SUBMIT) {
        return submit_saved(app, v);
    }
    if (event->kind == EVENT_SAVED) {
        if (!app->message.shown) {
            app_say(app, "%s", _("Saved."));
        }
        return stand_anew(app, v); /* a page that was added stands somewhere only now */
    }
    if (event->kind == EVENT_TEXT) {
        return find_text(app, v, event);
    }
    if (event->action == ACTION_BACKSPACE && v->find[0]) {
        return find_shorter(app, v);
    }
    v->find[0] = '\0';
    if (pick_move(&v->pick, event->action, rows_shown(app))) {
        note_place(app, v);
        return reply_redo(REDO_BODY | REDO_BARS);
    }
    return outline_action(app, v, event);
}

static void outline_screen_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct outline_view *v = (struct outline_view *)s;

    if (redo & REDO_BODY) {
        pick_show(&v->pick, rows_shown(app));
        outline_draw(v->outline, app, &v->pick, SCREEN_TOP, screen_bottom(app), 0,
                     app->canvas.cols);
    }
    move(SCREEN_TOP + (int)(v->pick.current - v->pick.first), 0);
}

static void outline_screen_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("All pages"));
}

/* Whether the person's role is not the first of the table, which fills in. */
static bool is_reviewer(const struct app *app)
{
    return app->accounts && app->review &&
           states_find_role(review_states(app->review), app->person.role) > 0;
}

/* The signs that the list has now. */
static const char *describe_signs(const struct outline *o)
{
    if (outline_has_news(o)) {
        return _("[ ] to do  [-] begun  [x] done  ! error  ? warning  * saved by others");
    }
    if (outline_is_in_review(o)) {
        return _("[ ] to do  [-] begun  [x] done  <x> handed on  ! error  ? warning  # remark");
    }
    return _("[ ] to do  [-] begun  [x] done  ! error  ? warning   Type to find a page");
}

static void outline_screen_status(struct app *app, struct screen *s, struct message *out)
{
    const struct outline_view *v = (const struct outline_view *)s;

    out->style = DRAW_DIM;
    if (is_reviewer(app)) {
        keymap_sentence(out->text, sizeof(out->text), _("%s: what changed since you last looked"),
                        PLACE_OUTLINE, ACTION_REVIEW, ACTION_NONE, ACTION_NONE);
        return;
    }
    snprintf(out->text, sizeof(out->text), "%s", describe_signs(v->outline));
}

const struct screen_class outline_screen = {
    .kind = SCREEN_OUTLINE,
    .open = outline_screen_open,
    .close = outline_screen_close,
    .update = outline_screen_update,
    .handle = outline_screen_handle,
    .draw = outline_screen_draw,
    .lines = true,
    .title = outline_screen_title,
    .status = outline_screen_status,
};
