/* What is done with a page as a whole. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/handing.h"
#include "terminal/page_beside_keys.h"
#include "terminal/page_edit.h"
#include "terminal/page_past.h"
#include "terminal/page_remarks.h"
#include "terminal/page_rows.h"
#include "terminal/page_screen_private.h"
#include "terminal/page_step.h"
#include "terminal/page_take.h"
#include "text/i18n.h"
#include "text/when.h"

/* --- leaving ------------------------------------------------------------------- */

struct reply page_leave(struct app *app, struct page *p, struct reply reply, int64_t now)
{
    page_commit(app, p, true, now);
    page_note_place(app, p);
    reply.save = true;
    reply.redo = REDO_ALL;
    size_t refused = page_model_refused(&p->model);
    if (refused != PAGE_NONE) {
        p->held = reply;
        memset(&p->held_place, 0, sizeof(p->held_place));
        p->asked = PAGE_ASKED_REFUSED;
        app_ask(app, "dn", _("%s cannot be stored as it is. d: drop it and go on  n: stay"),
                p->model.items[refused].label);
        return reply_redo(REDO_ALL);
    }
    return reply;
}

struct reply page_go_to_place(struct app *app, struct page *p, const struct session_place *place,
                              int64_t now)
{
    struct reply reply = page_leave(app, p, reply_show(SCREEN_PAGE), now);

    if (reply.go == GO_NOWHERE) {
        p->held_place = *place;
    } else {
        session_set_place(app->session, place);
    }
    return reply;
}

struct reply page_go_to(struct app *app, struct page *p, size_t page, int64_t now)
{
    struct session_place place = {0};

    assessment_page_name(session_assessment(app->session), page, place.page, sizeof(place.page));
    return page_go_to_place(app, p, &place, now);
}

/* The next or previous page that shows anything to fill in. */
static struct reply turn_page(struct app *app, struct page *p, bool forward, int64_t now)
{
    size_t count;
    size_t page = p->model.page;

    assessment_pages(session_assessment(app->session), &count);
    if (forward ? page + 1 >= count : page == 0) {
        return page_say(app, forward ? _("This is the last page.") : _("This is the first page."));
    }
    return page_go_to(app, p, forward ? page + 1 : page - 1, now);
}

/* --- copies, and the whole page ------------------------------------------------------ */

static struct reply copy_key(struct app *app, struct page *p, int64_t now)
{
    char name[128];

    if (p->model.source != (size_t)-1) {
        session_title_page(app->session, p->model.source, name, sizeof(name));
        p->asked = PAGE_ASKED_DEPART;
        app_ask(app, "yn", _("Let this page stand by itself, apart from %s? y: yes  n: no"), name);
        return reply_redo(REDO_BARS);
    }
    page_commit(app, p, true, now);
    page_note_place(app, p);
    return reply_show(SCREEN_SOURCES);
}

static struct reply depart(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};
    struct reply reply = reply_redo(REDO_ALL);

    session_changed(app->session, now);
    if (!assessment_depart(session_assessment(app->session), p->model.page, &err) ||
        !page_reload(app, p, &err)) {
        app_say_error(app, &err);
        return reply;
    }
    app_say(app, "%s", _("This page now stands by itself."));
    reply.save = true;
    return reply;
}

static struct reply ask_not_applicable(struct app *app, struct page *p)
{
    if (page_model_closed(&p->model)) {
        return page_say(app, page_model_closed(&p->model));
    }
    p->asked = PAGE_ASKED_NOT_APPLICABLE;
    app_ask(app, "ybn",
            _("Mark this page as not applicable? y: every field  b: the blank fields  n: no"));
    return reply_redo(REDO_BARS);
}

static struct reply make_not_applicable(struct app *app, struct page *p, bool blank_only,
                                        int64_t now)
{
    struct error err = {""};

    session_changed(app->session, now);
    if (!assessment_page_not_applicable(session_assessment(app->session), p->model.page, blank_only,
                                        &err) ||
        !page_reload(app, p, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

/* What every field's mark would write over is first made a revision, so that it can
 * be brought back. */
static struct reply answer_not_applicable(struct app *app, struct page *p,
                                          const struct event *event)
{
    struct reply reply = reply_redo(REDO_ALL);

    if (event->answer != 'y' && event->answer != 'b') {
        return reply;
    }
    page_commit(app, p, true, event->now);
    bool over = event->answer == 'y' &&
                assessment_page_filled(session_assessment(app->session), p->model.page) > 0;
    if (!over) {
        return make_not_applicable(app, p, event->answer == 'b', event->now);
    }
    p->asked = PAGE_ASKED_NOT_APPLICABLE;
    reply.save = true;
    return reply;
}

static struct reply not_applicable_after_save(struct app *app, struct page *p, int64_t now)
{
    char key[32];
    struct reply reply = make_not_applicable(app, p, false, now);

    if (!app->message.shown) {
        keymap_action_key(PLACE_PAGE, ACTION_FIELD_HISTORY, key, sizeof(key));
        app_say(app, _("Marked. %s at a field shows what stood there, and brings it back."), key);
    }
    return reply;
}

/* --- findings ------------------------------------------------------ */

static struct reply why(struct app *app, struct page *p, int64_t now)
{
    unsigned redo = page_commit(app, p, true, now);
    const struct page_item *item = page_model_current(&p->model);

    app->why.count = 0;
    if (item && item->reason) {
        app_add_why(app, item->reason->rule, item->reason->about);
    }
    for (size_t i = 0; item && !item->reason && i < item->note_count; i++) {
        if (item->notes[i].id) {
            app_add_why(app, item->notes[i].id, item->notes[i].about);
        }
    }
    for (size_t i = 0; app->why.count == 0 && i < p->model.note_count; i++) {
        if (p->model.notes[i].id) {
            app_add_why(app, p->model.notes[i].id, p->model.notes[i].about);
        }
    }
    if (app->why.count == 0) {
        app_say(app, "%s", _("There is no finding at this field."));
        return reply_redo(redo | REDO_BARS);
    }
    return page_leave(app, p, reply_show(SCREEN_WHY), now);
}

/* --- handing on ----------------------------------------------------------------------- */

/* What is handed on is a revision: it is saved first. */
static struct reply submit(struct app *app, struct page *p, int64_t now)
{
    struct reply reply = reply_redo(REDO_ALL);

    page_commit(app, p, true, now);
    page_note_place(app, p);
    size_t refused = page_model_refused(&p->model);
    if (refused != PAGE_NONE) {
        app_say(app, _("! %s cannot be stored as it is: put it right first."),
                p->model.items[refused].label);
        return page_enter_field(app, p, refused, false, now);
    }
    p->asked = PAGE_ASKED_SUBMIT;
    reply.save = true;
    return reply;
}

/* The screen as things stand now; at the session's place where that has moved. */
static struct reply stand_anew(struct app *app, struct page *p)
{
    struct error err = {""};

    if (!p->screen.kind->update(app, &p->screen, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply submit_saved(struct app *app, struct page *p)
{
    bool placed;

    handing_submit(app, p->model.page, &placed);
    return stand_anew(app, p);
}

static struct reply take_back(struct app *app, struct page *p)
{
    handing_take_back(app, p->model.page);
    return stand_anew(app, p);
}

/* Whether it changes the page as a whole, which a closed one does not take. */
static bool changes_page(enum action action)
{
    return action == ACTION_COPY || action == ACTION_ADD || action == ACTION_REMOVE ||
           action == ACTION_PAGE_NOT_APPLICABLE || action == ACTION_TAKE;
}

/* --- saving --------------------------------------------------------------------------- */

static struct reply save(struct app *app, struct page *p, int64_t now)
{
    struct reply reply = reply_redo(REDO_ALL);

    page_commit(app, p, true, now);
    page_note_place(app, p);
    reply.save = true;
    return reply;
}

static struct reply say_saved(struct app *app, struct page *p, enum store_saved saved)
{
    size_t count;
    const struct assessment_page *pages =
        assessment_pages(session_assessment(app->session), &count);
    size_t refused = page_model_refused(&p->model);
    long long revision = (long long)pages[p->model.page].revision;
    char now[WHEN_SIZE];

    when_now(now);
    if (saved == STORE_SAVED) { /* with it, remarks may be overtaken */
        stand_anew(app, p);
    }
    if (app->message.shown) {
        return reply_redo(REDO_ALL);
    }
    if (refused != PAGE_NONE) {
        app_say(app, _("! Saved, but not %s: it cannot be stored as it is."),
                p->model.items[refused].label);
    } else if (saved == STORE_SAME) {
        app_say(app, _("Nothing has changed since the last save (revision %lld)."), revision);
    } else {
        app_say(app, _("Saved at %s (revision %lld)."), now, revision);
    }
    return reply_redo(REDO_ALL);
}

/* --- events --------------------------------------------------------------------------- */

struct reply page_action(struct app *app, struct page *p, const struct event *event)
{
    if (p->model.lock[0] && changes_page(event->action)) {
        return page_say(app, p->model.lock);
    }
    switch (event->action) {
    case ACTION_SUBMIT:
        return submit(app, p, event->now);
    case ACTION_TAKE_BACK:
        return take_back(app, p);
    case ACTION_ANSWER:
        return page_answer_remark(app, p, event->now);
    case ACTION_OUTLINE:
        return page_leave(app, p, reply_show(SCREEN_OUTLINE), event->now);
    case ACTION_FINDINGS:
        return page_leave(app, p, reply_show(SCREEN_FINDINGS), event->now);
    case ACTION_WHY:
        return why(app, p, event->now);
    case ACTION_TAKE:
        return page_take(app, p, event->now);
    case ACTION_HISTORY:
        return page_leave(app, p, reply_show(SCREEN_HISTORY), event->now);
    case ACTION_PREVIEW:
        return page_leave(app, p, reply_show(SCREEN_PREVIEW), event->now);
    case ACTION_FIELD_HISTORY:
        return page_past_show(app, p, event->now);
    case ACTION_SEARCH:
        return page_leave(app, p, reply_show(SCREEN_SEARCH), event->now);
    case ACTION_LEAVE:
        return page_leave(app, p, reply_back(), event->now);
    case ACTION_NEXT_PAGE:
        return turn_page(app, p, true, event->now);
    case ACTION_PREVIOUS_PAGE:
        return turn_page(app, p, false, event->now);
    case ACTION_NEXT_OPEN:
        return page_step_open(app, p, event->now);
    case ACTION_COPY:
        return copy_key(app, p, event->now);
    case ACTION_BESIDE:
    case ACTION_DIFFERENCES:
    case ACTION_TAKE_BESIDE:
    case ACTION_TAKE_PART:
    case ACTION_OTHER_SHEET:
    case ACTION_CASES:
        return page_beside_action(app, p, event);
    case ACTION_ADD:
        return page_rows_add(app, p, event->now);
    case ACTION_REMOVE:
        return page_rows_ask_remove(app, p, event->now);
    case ACTION_PAGE_NOT_APPLICABLE:
        return ask_not_applicable(app, p);
    case ACTION_SAVE:
        return save(app, p, event->now);
    case ACTION_FIND:
        return page_find(p);
    default:
        return reply_redo(REDO_NOTHING);
    }
}

struct reply page_answer(struct app *app, struct page *p, const struct event *event)
{
    enum page_asked asked = p->asked;

    p->asked = PAGE_ASKED_NOTHING;
    if (event->kind == EVENT_SAVED) {
        if (asked == PAGE_ASKED_SUBMIT) {
            return submit_saved(app, p);
        }
        return asked == PAGE_ASKED_NOT_APPLICABLE ? not_applicable_after_save(app, p, event->now)
                                                  : say_saved(app, p, event->saved);
    }
    if (asked == PAGE_ASKED_REFUSED && event->answer == 'd') {
        page_model_drop_refused(&p->model);
        if (p->held_place.page[0]) {
            session_set_place(app->session, &p->held_place);
        }
        return p->held;
    }
    if (asked == PAGE_ASKED_TAKE_PART) {
        return page_beside_answer(app, p, event);
    }
    if (asked == PAGE_ASKED_CELLS) {
        return page_answer_cells(app, p, event);
    }
    if (asked == PAGE_ASKED_REPLACE) {
        return page_answer_replace(app, p, event);
    }
    if (asked == PAGE_ASKED_NOT_APPLICABLE) {
        return answer_not_applicable(app, p, event);
    }
    if (event->answer != 'y') {
        return reply_redo(REDO_ALL);
    }
    switch (asked) {
    case PAGE_ASKED_DEPART:
        return depart(app, p, event->now);
    case PAGE_ASKED_REMOVE_ROW:
        return page_rows_remove(app, p, event->now);
    case PAGE_ASKED_NOTHING:
    case PAGE_ASKED_REFUSED:
    case PAGE_ASKED_NOT_APPLICABLE:
    case PAGE_ASKED_TAKE_PART:
    case PAGE_ASKED_CELLS:
    case PAGE_ASKED_REPLACE:
    case PAGE_ASKED_SUBMIT:
        break;
    }
    return reply_redo(REDO_ALL);
}
