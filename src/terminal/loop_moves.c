/* Moving between screens: which one is on top, and what comes up or goes with it. */
#include "config.h"

#include "store/names.h"
#include "terminal/loop_private.h"
#include "terminal/tty.h"

static const struct screen_class *const classes[SCREEN_KINDS] = {
    [SCREEN_LIST] = &list_screen,       [SCREEN_NEW] = &new_screen,
    [SCREEN_OUTLINE] = &outline_screen, [SCREEN_PAGE] = &page_screen,
    [SCREEN_SOURCES] = &sources_screen, [SCREEN_FINDINGS] = &findings_screen,
    [SCREEN_HISTORY] = &history_screen, [SCREEN_HELP] = &help_screen,
    [SCREEN_WHY] = &why_screen,         [SCREEN_CONFLICT] = &conflict_screen,
    [SCREEN_BESIDE] = &beside_screen,   [SCREEN_SHEETS] = &sheets_screen,
    [SCREEN_SEARCH] = &search_screen,   [SCREEN_FIELD_HISTORY] = &field_history_screen,
    [SCREEN_SIGN_IN] = &sign_in_screen, [SCREEN_WAITING] = &waiting_screen,
    [SCREEN_REVIEW] = &review_screen,   [SCREEN_SIGNING] = &signing_screen,
    [SCREEN_WARDS] = &wards_screen,     [SCREEN_PREVIEW] = &preview_screen,
    [SCREEN_COMPARE] = &compare_screen, [SCREEN_CASES] = &cases_screen,
};

struct screen *loop_top(const struct loop *l)
{
    return l->stack[l->depth - 1];
}

void loop_commit(struct loop *l)
{
    struct screen *s = loop_top(l);

    if (s->kind->commit) {
        s->kind->commit(&l->app, s, false, tty_now());
    }
}

static void note_below(struct loop *l)
{
    l->app.below = l->depth > 1 ? l->stack[l->depth - 2] : NULL;
}

void loop_pop(struct loop *l)
{
    struct screen *s = loop_top(l);

    l->depth--;
    s->kind->close(s);
    note_below(l);
}

void loop_refresh(struct loop *l)
{
    struct error err = {""};

    store_persons_renew(l->app.store);
    if (!loop_top(l)->kind->update(&l->app, loop_top(l), &err)) {
        app_say_error(&l->app, &err);
    }
    l->redo = REDO_ALL;
}

bool loop_push(struct loop *l, enum screen_kind kind, struct error *err)
{
    l->app.below = l->depth > 0 ? loop_top(l) : NULL;
    struct screen *s = classes[kind]->open(&l->app, err);

    if (!s) {
        note_below(l);
        return false;
    }
    l->stack[l->depth++] = s;
    store_persons_renew(l->app.store);
    if (!s->kind->update(&l->app, s, err)) {
        loop_pop(l);
        return false;
    }
    l->redo = REDO_ALL;
    return true;
}

bool loop_is_over_all(const struct screen *s)
{
    return s->kind->kind == SCREEN_LIST || s->kind->kind == SCREEN_WAITING ||
           s->kind->kind == SCREEN_WARDS || s->kind->kind == SCREEN_COMPARE;
}

/* A page stands on the outline, and nothing on the screen that begins one, or on
 * the one that explains a finding. */
static void prepare(struct loop *l, enum screen_kind kind)
{
    struct error err = {""};
    enum screen_kind top = loop_top(l)->kind->kind;

    if ((top == SCREEN_NEW && kind != SCREEN_HELP) || (top == SCREEN_WHY && kind == SCREEN_PAGE)) {
        loop_pop(l);
    }
    if (top == SCREEN_CONFLICT && kind != SCREEN_HELP) {
        loop_pop(l);
    }
    if (top == SCREEN_SHEETS && kind == SCREEN_BESIDE) {
        loop_pop(l);
    }
    while (l->app.another && !loop_is_over_all(loop_top(l))) {
        loop_pop(l);
    }
    l->app.another = false;
    session_free(l->app.former);
    l->app.former = NULL;
    if (kind == SCREEN_PAGE && l->depth == 1) {
        loop_push(l, SCREEN_OUTLINE, &err);
    }
}

void loop_show(struct loop *l, enum screen_kind kind)
{
    struct error err = {""};

    prepare(l, kind);
    size_t at = l->depth;
    while (at > 0 && l->stack[at - 1]->kind->kind != kind) {
        at--;
    }
    if (at > 0) {
        while (l->depth > at) {
            loop_pop(l);
        }
        loop_refresh(l);
    } else if (!loop_push(l, kind, &err)) {
        app_say_error(&l->app, &err);
        loop_refresh(l);
    }
}

void loop_go(struct loop *l, const struct reply *reply)
{
    if (reply->go == GO_SIGNED_IN) {
        loop_sign_in(l);
        return;
    }
    if (reply->go == GO_SIGN_OUT) {
        loop_sign_out(l);
        return;
    }
    if (reply->go == GO_LEAVE) {
        l->done = true;
        return;
    }
    if (reply->go == GO_SHOW) {
        loop_show(l, reply->to);
    } else if (reply->go == GO_BACK && l->depth == 1) {
        l->done = true;
    } else if (reply->go == GO_BACK) {
        loop_pop(l);
        loop_refresh(l);
    }
    if (loop_is_over_all(loop_top(l)) && reply->go != GO_NOWHERE && l->app.session) {
        session_free(l->app.session);
        l->app.session = NULL;
        l->redo = REDO_ALL;
    }
}
