/* Saving on the way to another screen, and what may come in between: somebody
 * else's revision, a page that is gone, a store that cannot be written. */
#include "config.h"

#include "session/merge.h"
#include "session/standing.h"
#include "terminal/conflict_screen.h"
#include "terminal/loop_private.h"
#include "terminal/tty.h"
#include "text/i18n.h"

/* Whether the reply would close the assessment. */
static bool closes_session(const struct loop *l, const struct reply *reply)
{
    bool last = l->depth > 1 && loop_is_over_all(l->stack[l->depth - 2]);

    return l->app.session &&
           ((reply->go == GO_BACK && last) || (reply->go == GO_SHOW && reply->to == SCREEN_LIST));
}

static void ask_of_loop(struct loop *l, const struct reply *held, bool drafted)
{
    l->drafted = drafted;
    l->app.question.of_loop = true;
    l->held = *held;
    l->redo = REDO_ALL;
}

static bool save(struct loop *l, const struct reply *reply);

/* The page was taken out: there is nothing to merge with. */
static void ask_gone(struct loop *l, const struct session_conflict *c, const struct reply *held)
{
    app_ask(&l->app, "t",
            _("%s took %s out at %s. What you changed there cannot be saved any more. t: take it "
              "out here too  Esc: later"),
            c->who, c->page, c->when);
    ask_of_loop(l, held, true);
}

/* Somebody handed the page on while this person wrote in it. */
static void ask_refused(struct loop *l, const struct reply *held, const struct error *err)
{
    if (closes_session(l, held)) {
        app_ask(&l->app, "dy",
                _("%s d: drop what you typed there  y: leave, it stays a draft  Esc: stay"),
                err->text);
    } else {
        app_ask(&l->app, "d", _("%s d: drop what you typed there  Esc: it stays a draft"),
                err->text);
    }
    ask_of_loop(l, held, true);
}

/* Somebody saved a newer revision. True when it was merged without a question and
 * all is saved. */
static bool meet_conflict(struct loop *l, const struct reply *reply)
{
    struct error err = {""};
    struct session_conflict gone;
    bool open;

    if (session_find_gone(l->app.session, &gone)) {
        ask_gone(l, &gone, reply);
        return false;
    }
    if (!conflict_settle(&l->app, &open, &err)) {
        app_say_error(&l->app, &err);
        l->redo |= REDO_BARS;
        return false;
    }
    if (open) {
        loop_commit(l); /* back to it afterwards, wherever the way was to go */
        loop_show(l, SCREEN_CONFLICT);
        return false;
    }
    loop_refresh(l);
    return save(l, reply);
}

static void tell_screen(struct loop *l, enum store_saved saved)
{
    struct event event = {.kind = EVENT_SAVED, .saved = saved, .now = tty_now()};
    struct reply reply = loop_top(l)->kind->handle(&l->app, loop_top(l), &event);

    l->redo |= reply.redo;
}

/* True when the way is free to go on. */
static bool save(struct loop *l, const struct reply *reply)
{
    struct error err = {""};
    struct session_conflict conflict;
    enum store_saved saved =
        session_save(l->app.session, reply->action ? reply->action : "save", &conflict, &err);

    switch (saved) {
    case STORE_CONFLICT:
        return meet_conflict(l, reply);
    case STORE_FAILED:
        session_touch(l->app.session, tty_now());
        loop_refresh(l); /* the page may have been handed on */
        if (session_has_refused(l->app.session) &&
            (reply->go == GO_NOWHERE || closes_session(l, reply))) {
            ask_refused(l, reply, &err);
            return false;
        }
        if (closes_session(l, reply)) {
            app_ask(&l->app, "yn", _("Not saved: %s Leave all the same? y: yes  n: no"), err.text);
            ask_of_loop(l, reply, false);
            return false;
        }
        app_say_error(&l->app, &err);
        return reply->go != GO_NOWHERE;
    case STORE_SAVED:
    case STORE_SAME:
        break;
    }
    if (reply->go == GO_NOWHERE) {
        tell_screen(l, saved);
    }
    return true;
}

void loop_perform(struct loop *l, const struct reply *reply)
{
    l->redo |= reply->redo;
    if (!reply->save || !l->app.session || save(l, reply)) {
        loop_go(l, reply);
    }
    if (l->app.session) {
        session_moved(l->app.session, tty_now());
    }
}

/* The page goes here too: the assessment is read anew, and what else was typed
 * is in the drafts. */
static void let_page_go(struct loop *l)
{
    struct error err = {""};

    if (!session_save_draft(l->app.session, tty_now(), &err) ||
        !session_read_anew(l->app.session, &err)) {
        app_say_error(&l->app, &err);
        return;
    }
    app_say(&l->app, "%s", _("The page was taken out here too."));
    loop_show(l, SCREEN_OUTLINE);
}

/* The rest is saved, and the way goes on. */
static void drop_refused(struct loop *l)
{
    struct error err = {""};

    if (!session_drop_refused(l->app.session, &err)) {
        app_say_error(&l->app, &err);
        return;
    }
    loop_refresh(l);
    loop_perform(l, &l->held);
}

void loop_answer(struct loop *l, char answer)
{
    l->redo = REDO_ALL;
    switch (answer) {
    case 't':
        let_page_go(l);
        break;
    case 'd':
        drop_refused(l);
        break;
    case 'y':
        l->held.save = false;
        loop_go(l, &l->held);
        break;
    default:
        loop_commit(l);
        app_say(&l->app, "%s",
                l->drafted ? _("What you typed is still here, and kept as a draft.")
                           : _("What you typed is still here."));
        break;
    }
}
