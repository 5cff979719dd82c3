/* All findings of the assessment, with the verdict above them; each leads to its
 * field. What only says what the figures suggest is shown when it is asked for. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/paper.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "terminal/when.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum {
    VERDICT_ROWS = 1,
    NAME_COLUMNS = 22,
    NAME_WIDE = 26, /* from 100 columns on */
    DETAIL_MIN = 5,
    INDENT = 12,
};

#define NOT_ONE ((size_t)-1)

/* A line of the list: a finding, or one that the rules of before had. */
struct line {
    size_t finding; /* NOT_ONE: the other */
    size_t change;
};

struct findings {
    struct screen screen;
    struct pick pick;
    struct paper *paper; /* of the line in hand */
    struct line *lines;
    size_t count;
    bool hints;    /* shown too */
    size_t hidden; /* how many are not */
    char *verdict;
};

static int detail_rows(const struct app *app)
{
    int rows = (screen_bottom(app) - SCREEN_TOP) / 3;

    return rows < DETAIL_MIN ? DETAIL_MIN : rows;
}

static int list_rows(const struct app *app)
{
    int rows = screen_bottom(app) - SCREEN_TOP - VERDICT_ROWS - detail_rows(app);

    return rows > 1 ? rows : 1;
}

static struct screen *findings_open(struct app *app, struct error *err)
{
    struct findings *v = calloc(1, sizeof(*v));

    (void)app;
    if (v) {
        v->paper = paper_new();
    }
    if (!v || !v->paper) {
        free(v);
        error_set_memory(err);
        return NULL;
    }
    v->screen.kind = &findings_screen;
    return &v->screen;
}

static void findings_close(struct screen *s)
{
    struct findings *v = (struct findings *)s;

    paper_free(v->paper);
    free(v->lines);
    free(v->verdict);
    free(v);
}

static const struct line *line_in_hand(const struct findings *v)
{
    return v->pick.current < v->count ? &v->lines[v->pick.current] : NULL;
}

static const struct session_finding *finding_in_hand(const struct app *app,
                                                     const struct findings *v)
{
    size_t count;
    const struct session_finding *findings = session_findings(app->session, &count);
    const struct line *line = line_in_hand(v);

    return line && line->finding < count ? &findings[line->finding] : NULL;
}

/* One that is no more, of the line in hand. */
static const struct rejudged_change *change_in_hand(const struct app *app, const struct findings *v)
{
    const struct rejudged *r = session_rejudged(app->session);
    const struct line *line = line_in_hand(v);

    return r && line && line->change < r->count ? &r->changes[line->change] : NULL;
}

/* --- the lines -------------------------------------------------------------------- */

static void add_gone(const struct app *app, struct findings *v)
{
    const struct rejudged *r = session_rejudged(app->session);

    for (size_t i = 0; r && i < r->count; i++) {
        if (r->changes[i].gone) {
            v->lines[v->count++] = (struct line){NOT_ONE, i};
        }
    }
}

/* In the judgement's order; those that are gone behind the last warning. */
static bool take_lines(const struct app *app, struct findings *v)
{
    size_t count;
    const struct session_finding *all = session_findings(app->session, &count);
    const struct rejudged *r = session_rejudged(app->session);
    bool gone_added = false;

    free(v->lines);
    v->count = 0;
    v->hidden = 0;
    v->lines = calloc(count + (r ? r->count : 0) + 1, sizeof(*v->lines));
    for (size_t i = 0; v->lines && i < count; i++) {
        bool hint = all[i].finding->severity == RULES_INFO;
        if (!gone_added && (hint || all[i].open)) {
            add_gone(app, v);
            gone_added = true;
        }
        if (hint && !v->hints) {
            v->hidden++;
        } else {
            v->lines[v->count++] = (struct line){i, NOT_ONE};
        }
    }
    if (v->lines && !gone_added) {
        add_gone(app, v);
    }
    return v->lines != NULL;
}

/* --- the line in hand -------------------------------------------------------------- */

static char *field_label(const struct app *app, const struct session_finding *f)
{
    const struct assessment *a = session_assessment(app->session);
    char *path = assessment_field_path(a, f->finding->node);
    char *label =
        path && *path ? assessment_field_label(a, f->page, path, app->options->lang) : NULL;

    free(path);
    return label;
}

static bool write_reason(struct findings *v, const struct session_finding *f)
{
    const struct assessment_reason *r = &f->judged->reason;
    char when[WHEN_SIZE];
    struct buffer out = BUFFER_INIT;

    if (f->judged->kept == JUDGED_NO_REASON) {
        return true;
    }
    when_local(r->at, when);
    buffer_append_format(&out,
                         f->judged->kept == JUDGED_KEPT ? "%s (%s %s)" : _("%s (%s %s, lapsed)"),
                         r->text, r->by, when);
    char *text = buffer_take(&out);
    bool good = text && paper_add(v->paper, DRAW_PLAIN, INDENT, _("Reason"), text);
    free(text);
    return good;
}

static bool write_gone(struct findings *v, const struct rejudged_change *change)
{
    return !change ||
           (paper_add(v->paper, DRAW_PLAIN, INDENT, change->rule, change->message) &&
            paper_add(v->paper, DRAW_PLAIN, INDENT, "", _("The rules of now do not find this.")));
}

/* Which field, the whole sentence, what to do, why, and what was said of it. */
static bool write_finding(const struct app *app, struct findings *v,
                          const struct session_finding *f)
{
    const char *remedy = app_in_language(app, f->finding->remedy);
    const char *source = f->finding->source;
    char *label = field_label(app, f);
    bool good =
        paper_add(v->paper, DRAW_PLAIN, INDENT, f->finding->id, label ? label : "") &&
        paper_add(v->paper, DRAW_PLAIN, INDENT, "", app_in_language(app, f->finding->message));

    free(label);
    if (good && remedy && *remedy) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("To do"), remedy);
    }
    good = good && write_reason(v, f);
    if (good && source && *source) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("Source"), source);
    }
    return good;
}

static bool write_detail(const struct app *app, struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);

    paper_clear(v->paper);
    return f ? write_finding(app, v, f) : write_gone(v, change_in_hand(app, v));
}

static bool findings_update(struct app *app, struct screen *s, struct error *err)
{
    struct findings *v = (struct findings *)s;

    app_check(app);
    const struct judgement *judgement = session_judgement(app->session);
    free(v->verdict);
    v->verdict = judgement ? judge_verdict(judgement) : strdup("");
    if (!v->verdict || !take_lines(app, v)) {
        return error_set_memory(err);
    }
    pick_resize(&v->pick, v->count);
    return write_detail(app, v) || error_set_memory(err);
}

/* --- events ------------------------------------------------------------------------- */

static struct reply go_to_field(struct app *app, const struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);

    if (!f) {
        return reply_redo(REDO_NOTHING);
    }
    app_place_node(app, f->finding->node);
    return reply_show(SCREEN_PAGE);
}

static struct reply go_to_reason(struct app *app, const struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);

    if (!f || !app_place_reason(app, f)) {
        app_say(app, "%s", _("Only a warning takes a reason, on a page that is no copy."));
        return reply_redo(REDO_BARS);
    }
    return reply_show(SCREEN_PAGE);
}

static struct reply explain(struct app *app, const struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);

    if (!f) {
        return reply_redo(REDO_NOTHING);
    }
    app->why.count = 0;
    app_add_why(app, f->finding->id, f->node);
    return reply_show(SCREEN_WHY);
}

/* The line in hand stays in hand, if it is still there. */
static struct reply toggle_hints(struct app *app, struct findings *v)
{
    struct error err = {""};
    const struct line *in_hand = line_in_hand(v);
    struct line was = in_hand ? *in_hand : (struct line){NOT_ONE, NOT_ONE};

    v->hints = !v->hints;
    if (!findings_update(app, &v->screen, &err)) {
        app_say_error(app, &err);
    }
    for (size_t i = 0; i < v->count; i++) {
        if (v->lines[i].finding == was.finding && v->lines[i].change == was.change) {
            v->pick.current = i;
        }
    }
    write_detail(app, v);
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply findings_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct findings *v = (struct findings *)s;

    if (pick_move(&v->pick, event->action, list_rows(app))) {
        write_detail(app, v);
        return reply_redo(REDO_BODY);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return go_to_field(app, v);
    case ACTION_WHY:
        return explain(app, v);
    case ACTION_REASON:
        return go_to_reason(app, v);
    case ACTION_INFOS:
        return toggle_hints(app, v);
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

/* --- drawing -------------------------------------------------------------------------- */

/* In words, because colour alone does not say it. */
static const char *standing_of(const struct session_finding *f)
{
    switch (f->judged->kept) {
    case JUDGED_KEPT:
        return _("[reason] ");
    case JUDGED_LAPSED:
        return _("[lapsed] ");
    case JUDGED_NO_REASON:
        break;
    }
    return f->fresh ? _("[new] ") : "";
}

struct shown {
    const char *sign, *name, *standing, *message;
    unsigned sign_style;
};

static void draw_line(struct app *app, const struct shown *l, int y, bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    unsigned style = in_hand ? DRAW_REVERSE : DRAW_PLAIN;

    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_string(&pen, style | l->sign_style, l->sign);
    draw_blank(&pen, style, 3);
    draw_cell(&pen, style, l->name, app->canvas.cols >= 100 ? NAME_WIDE : NAME_COLUMNS);
    draw_blank(&pen, style, pen.x + 1);
    pen.end = app->canvas.cols - 1;
    draw_string(&pen, style | DRAW_BOLD, l->standing);
    draw_clipped(&pen, style, l->message ? l->message : "");
    pen.end = app->canvas.cols;
    draw_blank(&pen, style, app->canvas.cols - 1);
    draw_finish(&pen, DRAW_PLAIN);
}

static void draw_finding(struct app *app, const struct session_finding *f, int y, bool in_hand)
{
    enum rules_severity severity = f->finding->severity;
    bool kept = f->judged->kept == JUDGED_KEPT;
    char name[128];

    session_title_page(app->session, f->page, name, sizeof(name));
    struct shown l = {screen_sign(severity), name, standing_of(f),
                      app_in_language(app, f->finding->message),
                      kept ? DRAW_DIM : screen_sign_style(severity) | DRAW_BOLD};
    draw_line(app, &l, y, in_hand);
}

static void draw_gone(struct app *app, const struct rejudged_change *change, int y, bool in_hand)
{
    size_t page = assessment_find_page(session_assessment(app->session), change->page);
    char name[128] = "";

    if (page != (size_t)-1) {
        session_title_page(app->session, page, name, sizeof(name));
    }
    struct shown l = {" ", *name ? name : change->page, _("[gone] "), change->message, DRAW_PLAIN};
    draw_line(app, &l, y, in_hand);
}

static void draw_lines(struct app *app, struct findings *v, int y, int end)
{
    size_t count;
    const struct session_finding *all = session_findings(app->session, &count);
    const struct rejudged *r = session_rejudged(app->session);

    for (size_t i = v->pick.first; y < end; y++, i++) {
        if (i >= v->count) {
            draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
        } else if (v->lines[i].finding < count) {
            draw_finding(app, &all[v->lines[i].finding], y, i == v->pick.current);
        } else if (r && v->lines[i].change < r->count) {
            draw_gone(app, &r->changes[v->lines[i].change], y, i == v->pick.current);
        }
    }
}

static void draw_sentence(struct app *app, int y, unsigned style, const char *sentence)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);

    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_clipped(&pen, style, sentence);
    draw_finish(&pen, DRAW_PLAIN);
}

static void findings_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct findings *v = (struct findings *)s;
    int top = SCREEN_TOP + VERDICT_ROWS;
    int end = top + list_rows(app);

    pick_show(&v->pick, list_rows(app));
    if (redo & REDO_BODY) {
        draw_sentence(app, SCREEN_TOP, DRAW_BOLD, v->verdict ? v->verdict : "");
        draw_lines(app, v, top, end);
        if (v->count == 0) {
            draw_sentence(app, top, DRAW_PLAIN, _("There are no findings."));
        }
        draw_empty_row(&app->canvas, end, 0, app->canvas.cols);
        paper_lay_out(v->paper, app->canvas.cols - 2);
        paper_draw(v->paper, &app->canvas, 0, end + 1, screen_bottom(app), 1);
    }
    move(top + (int)(v->pick.current - v->pick.first), 1);
}

static void findings_status(struct app *app, struct screen *s, struct message *out)
{
    const struct findings *v = (const struct findings *)s;
    const struct rejudged *r = session_rejudged(app->session);

    if (r) {
        snprintf(out->text, sizeof(out->text), _("The rules have changed: %s, now %s."), r->before,
                 r->now);
    } else if (v->hidden > 0) {
        snprintf(out->text, sizeof(out->text),
                 ngettext("%zu hint is not shown.", "%zu hints are not shown.", v->hidden),
                 v->hidden);
        out->style = DRAW_DIM;
    }
}

static void findings_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Findings"));
}

const struct screen_class findings_screen = {
    .kind = SCREEN_FINDINGS,
    .open = findings_open,
    .close = findings_close,
    .update = findings_update,
    .handle = findings_handle,
    .draw = findings_draw,
    .lines = true,
    .title = findings_title,
    .status = findings_status,
};
