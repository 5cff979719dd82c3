/* Who is at work: signing in at first and as another person, and the screen that locks
 * when nobody has pressed a key for long. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/loop_private.h"
#include "terminal/tty.h"
#include "text/i18n.h"

/* Everything of the person who was at work goes, but for what the store has. */
static void forget_person(struct loop *l)
{
    presence_leave(&l->presence, &l->app);
    while (l->depth > 0) {
        loop_pop(l);
    }
    session_free(l->app.session);
    session_free(l->app.former);
    l->app.session = l->app.former = NULL;
    clipboard_free(&l->app.clipboard);
    l->app.clipboard = (struct clipboard){0};
    free(l->app.past.text);
    l->app.past = (struct field_subject){0};
    l->app.another = false;
    l->app.locked = false;
    l->news = (struct news){0};
    l->redo = REDO_ALL;
}

/* The screen that everything else stands on; without it there is nothing to go on with. */
static void push_first(struct loop *l, enum screen_kind kind)
{
    struct error err = {""};

    if (!loop_push(l, kind, &err)) {
        *l->failure = err;
        l->done = true;
    }
}

bool loop_begin(struct loop *l, struct error *err)
{
    l->app.person = *l->app.options->person;
    l->key_at = tty_now();
    return accounts_exist(l->app.store, &l->app.accounts, err) &&
           loop_push(l, l->app.accounts && !l->app.person.signed_in ? SCREEN_SIGN_IN : SCREEN_LIST,
                     err);
}

/* What the person before typed is in the drafts since the screen was locked; where that
 * failed then, nobody else comes in before it has been done. */
static bool keep_theirs(struct loop *l)
{
    struct error err = {""};

    if (!l->app.session || session_save_draft(l->app.session, tty_now(), &err)) {
        return true;
    }
    app_say_error(&l->app, &err);
    l->redo |= REDO_BARS;
    return false;
}

void loop_sign_in(struct loop *l)
{
    bool same = l->app.locked && strcmp(l->app.person.name, l->app.arrived.name) == 0;

    if (!same && !keep_theirs(l)) {
        return;
    }
    if (!same) {
        forget_person(l);
    }
    l->app.person = l->app.arrived; /* the role may be another one by now */
    *l->app.options->person = l->app.person;
    if (same) {
        l->app.locked = false;
        loop_pop(l);
        loop_refresh(l);
    } else {
        push_first(l, SCREEN_LIST);
    }
}

void loop_sign_out(struct loop *l)
{
    if (!l->app.accounts) {
        app_say(&l->app, "%s", _("There are no accounts: nobody has to sign in here."));
        l->redo |= REDO_BARS;
        return;
    }
    forget_person(l);
    l->app.person.signed_in = false;
    push_first(l, SCREEN_SIGN_IN);
}

/* What was typed becomes a draft first; a question is left, as by Esc. */
void loop_lock(struct loop *l)
{
    struct error err = {""};

    if (!l->app.accounts) {
        app_say(&l->app, "%s",
                _("There are no accounts, and so no password that could open the screen again."));
        l->redo |= REDO_BARS;
        return;
    }
    loop_commit(l);
    bool kept = !l->app.session || session_save_draft(l->app.session, tty_now(), &err);
    l->app.message.shown = false;
    l->app.locked = true;
    if (!loop_push(l, SCREEN_SIGN_IN, &err)) {
        l->app.locked = false;
        l->key_at = tty_now(); /* to be tried again after as long */
        kept = false;
    }
    if (!kept) {
        app_say_error(&l->app, &err);
    }
}

int loop_lock_patience(const struct loop *l, int64_t now)
{
    int after = l->app.options->lock_ms;

    if (after <= 0 || !l->app.person.signed_in || l->app.locked) {
        return -1;
    }
    return l->key_at + after > now ? (int)(l->key_at + after - now) : 0;
}
