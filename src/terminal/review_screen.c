/* What changed since the reviewer last looked, in one walk: read, approve, remark, send
 * back. What counts as seen is what was painted, to the end of the page's paper. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/standing.h"
#include "terminal/prompt.h"
#include "terminal/review_screen_private.h"
#include "terminal/small.h"
#include "text/i18n.h"

struct review_line *reviewing_line(const struct reviewing *v)
{
    return v->list.pick.current < v->view.count ? &v->view.lines[v->list.pick.current] : NULL;
}

static void review_screen_close(struct screen *s)
{
    struct reviewing *v = (struct reviewing *)s;

    prompt_free(v->prompt);
    list_over_paper_free(&v->list);
    review_view_free(&v->view);
    free(v);
}

/* --- taking it in -------------------------------------------------------------------- */

static bool write_page(struct app *app, struct screen *s)
{
    struct reviewing *v = (struct reviewing *)s;

    v->field = NO_FIELD;
    paper_mark(v->list.paper, (size_t)-1);
    return review_view_write(app, &v->view, v->list.pick.current, v->list.paper);
}

static bool show(struct app *app, struct reviewing *v)
{
    struct error err;

    if (list_over_paper_write(app, &v->screen, &v->list)) {
        return true;
    }
    error_set_memory(&err);
    app_say_error(app, &err);
    return false;
}

static void say_broken(struct app *app, const struct reviewing *v)
{
    if (v->view.standing.broken) {
        app_say(app, "! %s",
                _("The sign-off no longer holds: the document is not the one that was signed."));
        app->message.style = DRAW_ERROR;
    }
}

/* The next page to look at, from that line on and round to it: one that waits for the
 * person before one that others are still at. view->count: there is none. */
static size_t find_next(const struct review_view *view, size_t from)
{
    size_t found = view->count;

    for (size_t k = view->count; k-- > 0;) {
        size_t i = (from + k) % view->count;
        const struct review_line *l = &view->lines[i];
        bool better = found == view->count || l->awaits || !view->lines[found].awaits;
        found = !l->passed && better ? i : found;
    }
    return found;
}

/* The page that was in hand stays so; where it is no longer there, the next one to look at
 * comes. */
static size_t find_line(const struct review_view *view, int64_t id)
{
    size_t to = find_next(view, 0);

    for (size_t i = 0; i < view->count; i++) {
        to = view->lines[i].id == id ? i : to;
    }
    return to < view->count ? to : 0;
}

/* The session's standing, too: it is what the other screens show. */
static bool read_anew(struct app *app, struct reviewing *v, struct error *err)
{
    const struct review_line *before = reviewing_line(v);
    int64_t id = before ? before->id : 0;
    bool stood;

    if (!session_stand_anew(app->session, &stood, err) || !review_view_read(app, &v->view, err)) {
        v->list.pick.count = 0;
        return false;
    }
    pick_resize(&v->list.pick, v->view.count);
    v->list.pick.current = find_line(&v->view, id);
    return list_over_paper_write(app, &v->screen, &v->list) || error_set_memory(err);
}

static bool review_screen_update(struct app *app, struct screen *s, struct error *err)
{
    struct reviewing *v = (struct reviewing *)s;
    bool good = read_anew(app, v, err);

    if (good) {
        say_broken(app, v);
    }
    return good;
}

/* After something was done, or refused because somebody else was quicker. */
struct reply reviewing_show_anew(struct app *app, struct reviewing *v)
{
    struct error err = {""};

    if (!read_anew(app, v, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

/* --- walking ------------------------------------------------------------------------- */

bool reviewing_seen_whole(const struct reviewing *v, const struct review_line *l)
{
    return l->seen >= v->list.lines && l->seen > 0;
}

static size_t count_left(const struct reviewing *v)
{
    size_t left = 0;

    for (size_t i = 0; i < v->view.count; i++) {
        left += v->view.lines[i].passed ? 0 : 1;
    }
    return left;
}

static size_t count_awaiting(const struct reviewing *v)
{
    size_t count = 0;

    for (size_t i = 0; i < v->view.count; i++) {
        count += v->view.lines[i].awaits ? 1 : 0;
    }
    return count;
}

/* False where all were walked past. */
static bool go_to_next(struct app *app, struct reviewing *v)
{
    size_t next = find_next(&v->view, v->list.pick.current + 1);

    if (next >= v->view.count) {
        return false;
    }
    v->list.pick.current = next;
    show(app, v);
    return true;
}

void reviewing_say_nothing_left(struct app *app, const struct reviewing *v)
{
    size_t waits = count_awaiting(v);

    if (waits == 0) {
        app_say(app, "%s", _("Nothing is left: you have seen all that changed."));
    } else {
        app_say(app,
                ngettext("You have seen all that changed. %zu page waits for approval.",
                         "You have seen all that changed. %zu pages wait for approval.", waits),
                waits);
    }
}

bool reviewing_mark_looked(struct app *app, const struct reviewing *v, struct error *err)
{
    const struct review_line *l = reviewing_line(v);
    struct review *r = app_review(app, err);
    struct review_actor actor = app_actor(app);

    return r && review_looked(r, &actor, &v->view.standing, l->id, l->revision, err);
}

/* On through the page's paper, then past it. */
static struct reply walk(struct app *app, struct reviewing *v)
{
    struct review_line *l = reviewing_line(v);
    struct error err = {""};

    if (!l) {
        reviewing_say_nothing_left(app, v);
        return reply_redo(REDO_BARS);
    }
    if (!reviewing_seen_whole(v, l)) {
        return reply_redo(list_over_paper_move(app, &v->screen, &v->list, ACTION_SCREEN_DOWN) |
                          REDO_BARS);
    }
    if (!reviewing_mark_looked(app, v, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    l->passed = true;
    if (!go_to_next(app, v)) {
        reviewing_say_nothing_left(app, v);
    }
    return reply_redo(REDO_ALL);
}

/* To the field before or behind the one in hand, and its place on the paper. */
static struct reply step(const struct app *app, struct reviewing *v, bool on)
{
    size_t count = v->view.field_count;
    size_t rows = (size_t)list_over_paper_rows(app, &v->list);

    if (count == 0) {
        return reply_redo(REDO_NOTHING);
    }
    if (on) {
        v->field = v->field == NO_FIELD ? 0 : v->field + 1 < count ? v->field + 1 : v->field;
    } else {
        v->field = v->field == NO_FIELD || v->field == 0 ? NO_FIELD : v->field - 1;
    }
    size_t paragraph = v->field == NO_FIELD ? (size_t)-1 : v->view.fields[v->field].paragraph;
    size_t line = v->field == NO_FIELD ? 0 : paper_line_of(v->list.paper, paragraph);
    paper_mark(v->list.paper, paragraph);
    if (line < v->list.first || line + 1 >= v->list.first + rows) {
        v->list.first = line;
    }
    return reply_redo(REDO_BODY | REDO_BARS);
}

/* --- keys ---------------------------------------------------------------------------- */

static struct reply go_to_field(struct app *app, const struct reviewing *v)
{
    const struct review_line *l = reviewing_line(v);
    struct session_place place = {0};

    if (!l || l->gone) {
        return reply_redo(REDO_NOTHING);
    }
    assessment_page_name(v->view.a, l->page, place.page, sizeof(place.page));
    if (v->field != NO_FIELD) {
        snprintf(place.field, sizeof(place.field), "%s", v->view.fields[v->field].path);
    }
    session_set_place(app->session, &place);
    return reply_show(SCREEN_PAGE);
}

static struct reply act(struct app *app, struct reviewing *v, enum action action)
{
    switch (action) {
    case ACTION_NEXT_PAGE:
        return walk(app, v);
    case ACTION_NEXT_FIELD:
        return step(app, v, true);
    case ACTION_PREVIOUS_FIELD:
        return step(app, v, false);
    case ACTION_APPROVE:
        return reviewing_approve(app, v);
    case ACTION_REMARK:
        return reviewing_begin_remark(app, v);
    case ACTION_SEND_BACK:
        return reviewing_ask_send_back(app, v);
    case ACTION_OPEN:
        return go_to_field(app, v);
    case ACTION_SIGN:
        return reply_show(SCREEN_SIGNING);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, &v->screen, &v->list, action) | REDO_BARS);
    }
}

static struct reply review_screen_handle(struct app *app, struct screen *s,
                                         const struct event *event)
{
    struct reviewing *v = (struct reviewing *)s;

    if (event->kind == EVENT_ANSWER) {
        return event->answer == 'y' ? reviewing_send_back(app, v) : reply_redo(REDO_ALL);
    }
    if (event->kind == EVENT_SAVED) {
        return reply_redo(REDO_NOTHING);
    }
    return v->prompt ? reviewing_type_remark(app, v, event) : act(app, v, event->action);
}

/* --- drawing ------------------------------------------------------------------------- */

static void draw_page(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct reviewing *v = (const struct reviewing *)s;
    const struct review_line *l = &v->view.lines[i];
    char news[160];
    char *title = review_view_title(app, &v->view, i);
    const char *sign = l->passed ? "[x]" : "[ ]";

    review_view_describe(&v->view, i, news, sizeof(news));
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {sign, title, review_view_state(app, &v->view, i), news};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
    } else {
        int room = pen->end - pen->x;
        draw_cell(pen, style, sign, 4);
        draw_cell(pen, style, title ? title : "", room * 4 / 10);
        draw_blank(pen, style, pen->x + 1);
        draw_cell(pen, style, review_view_state(app, &v->view, i), 14);
        draw_blank(pen, style, pen->x + 1);
        draw_clipped(pen, style, news);
    }
    free(title);
}

/* What was painted was seen, as long as nothing was left out before it. */
static void note_seen(struct app *app, struct reviewing *v)
{
    struct review_line *l = reviewing_line(v);
    size_t end = v->list.first + (size_t)list_over_paper_rows(app, &v->list);

    if (l && v->list.first <= l->seen && end > l->seen) {
        l->seen = end;
    }
}

static void review_screen_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct reviewing *v = (struct reviewing *)s;

    list_over_paper_draw(app, s, &v->list, redo);
    if (redo & REDO_BODY) {
        note_seen(app, v);
    }
    if ((redo & REDO_BODY) && v->view.count == 0) {
        lines_draw_sentence(app, SCREEN_TOP, DRAW_PLAIN,
                            _("Nothing is left: you have seen all that changed."));
        move(SCREEN_TOP, 0);
    }
}

static void review_screen_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Since you last looked"));
}

static void review_screen_status(struct app *app, struct screen *s, struct message *out)
{
    const struct reviewing *v = (const struct reviewing *)s;
    size_t left = count_left(v);
    bool more = v->list.first + (size_t)list_over_paper_rows(app, &v->list) < v->list.lines;

    if (v->view.count > 0) {
        snprintf(out->text, sizeof(out->text),
                 ngettext("%zu page to look at, %zu to approve.",
                          "%zu pages to look at, %zu to approve.", left),
                 left, count_awaiting(v));
        keymap_sentence(out->note, sizeof(out->note),
                        more ? _("more below: %s") : _("%s: the next field"), PLACE_REVIEW,
                        more ? ACTION_NEXT_PAGE : ACTION_NEXT_FIELD, ACTION_NONE, ACTION_NONE);
    }
    out->style = DRAW_DIM;
}

static const struct prompt *review_screen_prompt(const struct screen *s)
{
    return ((const struct reviewing *)s)->prompt;
}

static struct screen *review_screen_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_page, .write = write_page, .margin = 1};
    struct reviewing *v = screen_new(&review_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        review_screen_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

const struct screen_class review_screen = {
    .kind = SCREEN_REVIEW,
    .open = review_screen_open,
    .close = review_screen_close,
    .update = review_screen_update,
    .handle = review_screen_handle,
    .draw = review_screen_draw,
    .lines = true,
    .title = review_screen_title,
    .status = review_screen_status,
    .prompt = review_screen_prompt,
};
