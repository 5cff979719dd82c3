/* Choosing the page that the page in hand is to be a copy of. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "session/beside.h"
#include "terminal/lines.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/i18n.h"

enum { HEADING_ROWS = 1, NAME_COLUMNS = 26 };

struct sources {
    struct screen screen;
    size_t page;
    size_t *pages;
    char **labels;
    size_t count;
    struct pick pick;
    bool once; /* what is asked about is only its text, not to follow it */
};

static void drop(struct sources *v)
{
    for (size_t i = 0; v->labels && i < v->count; i++) {
        free(v->labels[i]);
    }
    free(v->labels);
    free(v->pages);
    v->labels = NULL;
    v->pages = NULL;
    v->count = 0;
}

static void sources_close(struct screen *s)
{
    drop((struct sources *)s);
    free(s);
}

static struct screen *sources_open(struct app *app, struct error *err)
{
    struct sources *v = screen_new(&sources_screen, sizeof(*v), err);

    (void)app;
    if (v) {
        v->page = (size_t)-1;
    }
    return (struct screen *)v;
}

/* The last part of a page's name is its code: those of the same code first in
 * hand, because they are most likely meant. */
static size_t likely(const struct assessment *a, const struct sources *v)
{
    char own[128];
    char other[128];

    assessment_page_name(a, v->page, own, sizeof(own));
    const char *code = strrchr(own, '/');
    for (size_t i = 0; code && i < v->count; i++) {
        assessment_page_name(a, v->pages[i], other, sizeof(other));
        const char *other_code = strrchr(other, '/');
        if (other_code && strcmp(code, other_code) == 0) {
            return i;
        }
    }
    return 0;
}

/* A page with nothing in it is not worth following. */
static void keep_begun(const struct assessment *a, struct sources *v)
{
    size_t kept = 0;

    for (size_t i = 0; i < v->count; i++) {
        int done;
        int total;
        assessment_page_progress(a, v->pages[i], &done, &total);
        if (done > 0) {
            v->pages[kept++] = v->pages[i];
        }
    }
    v->count = kept;
}

static bool sources_update(struct app *app, struct screen *s, struct error *err)
{
    struct sources *v = (struct sources *)s;
    const struct assessment *a = session_assessment(app->session);
    size_t page = session_place_page(app->session);
    bool first = v->page != page;
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);

    drop(v);
    v->page = page;
    if (!assessment_sources(a, page, &v->pages, &v->count, err)) {
        return false;
    }
    keep_begun(a, v);
    v->labels = calloc(v->count + 1, sizeof(*v->labels));
    for (size_t i = 0; v->labels && i < v->count; i++) {
        const struct assessment_page *p = &pages[v->pages[i]];
        v->labels[i] = assessment_text(a, &p->item->label, session_lang(app->session), p->node);
    }
    pick_resize(&v->pick, v->labels ? v->count : 0);
    if (first) {
        v->pick.current = likely(a, v);
    }
    return v->labels || error_set_memory(err);
}

/* Its text, and where it is taken once, no more. */
static bool take_source(struct app *app, const struct sources *v, struct error *err)
{
    struct assessment *a = session_assessment(app->session);

    return assessment_follow(a, v->page, v->pages[v->pick.current], err) &&
           (!v->once || assessment_depart(a, v->page, err));
}

static struct reply follow(struct app *app, struct sources *v, int64_t now)
{
    struct error err = {""};
    struct reply reply = reply_back();
    struct session_place place = *session_get_place(app->session);
    const struct assessment *a = session_assessment(app->session);

    session_restructured(app->session, now);
    if (!take_source(app, v, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    /* Its name may be another now. */
    assessment_page_name(a, v->page, place.page, sizeof(place.page));
    session_set_place(app->session, &place);
    app_say(app, "%s",
            v->once ? _("This page has the other one's text, and stands by itself.")
                    : _("This page now follows the other one."));
    reply.save = true;
    return reply;
}

static struct reply choose(struct app *app, struct sources *v, bool once, int64_t now)
{
    int done;
    int total;
    char name[128];

    if (v->pick.current >= v->count) {
        return reply_redo(REDO_NOTHING);
    }
    v->once = once;
    assessment_page_progress(session_assessment(app->session), v->page, &done, &total);
    if (done == 0) {
        return follow(app, v, now);
    }
    session_title_page(app->session, v->pages[v->pick.current], name, sizeof(name));
    app_ask(app, "yn", _("The text of this page gives way to that of %s. y: yes  n: no"), name);
    return reply_redo(REDO_BARS);
}

/* The page in hand against the one that would follow it; the way back leads here. */
static struct reply compare(struct app *app, struct sources *v)
{
    if (v->pick.current >= v->count) {
        return reply_redo(REDO_NOTHING);
    }
    beside_choose_page(app->session, v->pages[v->pick.current]);
    beside_mark_differences(app->session, true);
    return reply_show(SCREEN_BESIDE);
}

static struct reply sources_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct sources *v = (struct sources *)s;

    if (event->kind == EVENT_ANSWER) {
        return event->answer == 'y' ? follow(app, v, event->now) : reply_redo(REDO_ALL);
    }
    if (pick_move(&v->pick, event->action, screen_bottom(app) - SCREEN_TOP - HEADING_ROWS)) {
        return reply_redo(REDO_BODY);
    }
    switch (event->action) {
    case ACTION_OPEN:
    case ACTION_TAKE:
        return choose(app, v, event->action == ACTION_TAKE, event->now);
    case ACTION_DIFFERENCES:
        return compare(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static void draw_source(struct app *app, struct screen *s, size_t i, struct pen *pen,
                        unsigned style)
{
    const struct sources *v = (const struct sources *)s;
    char name[128];

    session_title_page(app->session, v->pages[i], name, sizeof(name));
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {name, v->labels[i]};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_blank(pen, style, 2);
    draw_cell(pen, style, name, NAME_COLUMNS);
    draw_blank(pen, style, pen->x + 1);
    draw_clipped(pen, style, v->labels[i] ? v->labels[i] : "");
}

static void draw_heading(struct app *app, const struct sources *v)
{
    char name[128];
    char text[256];

    session_title_page(app->session, v->page, name, sizeof(name));
    snprintf(text, sizeof(text), _("%s becomes a copy of:"), name);
    lines_draw_sentence(app, SCREEN_TOP, DRAW_BOLD, text);
}

static void sources_status(struct app *app, struct screen *s, struct message *out)
{
    const struct sources *v = (const struct sources *)s;

    (void)app;
    if (v->count == 0) {
        snprintf(out->text, sizeof(out->text), "%s",
                 _("There is no other page of this kind with anything in it."));
    }
}

static void sources_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct sources *v = (struct sources *)s;

    if (redo & REDO_BODY) {
        draw_heading(app, v);
    }
    lines_draw(app, s, &v->pick, SCREEN_TOP + HEADING_ROWS, screen_bottom(app), redo, draw_source);
}

const struct screen_class sources_screen = {
    .kind = SCREEN_SOURCES,
    .open = sources_open,
    .close = sources_close,
    .update = sources_update,
    .handle = sources_handle,
    .draw = sources_draw,
    .lines = true,
    .status = sources_status,
};
