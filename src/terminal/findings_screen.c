/* All findings of the assessment, with the verdict above them; each leads to its
 * field. What only says what the figures suggest is shown when it is asked for. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "terminal/list_over_paper.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

enum {
    VERDICT_ROWS = 1,
    NAME_COLUMNS = 22,
    NAME_WIDE = 26, /* from 100 columns on */
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
    struct list_over_paper list;
    struct line *lines; /* as many as the list has */
    bool hints;         /* shown too */
    size_t hidden;      /* how many are not */
    char *verdict;
};

static void findings_close(struct screen *s)
{
    struct findings *v = (struct findings *)s;

    list_over_paper_free(&v->list);
    free(v->lines);
    free(v->verdict);
    free(v);
}

static const struct line *line_in_hand(const struct findings *v)
{
    return v->list.pick.current < v->list.pick.count ? &v->lines[v->list.pick.current] : NULL;
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
            v->lines[v->list.pick.count++] = (struct line){NOT_ONE, i};
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
    v->list.pick.count = 0;
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
            v->lines[v->list.pick.count++] = (struct line){i, NOT_ONE};
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

static bool write_reason(const struct app *app, struct findings *v, const struct session_finding *f)
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
                         r->text, store_person(app->store, r->by), when);
    char *text = buffer_take(&out);
    bool good = text && paper_add(v->list.paper, DRAW_PLAIN, INDENT, _("Reason"), text);
    free(text);
    return good;
}

static bool write_gone(struct findings *v, const struct rejudged_change *change)
{
    return !change ||
           (paper_add(v->list.paper, DRAW_PLAIN, INDENT, change->rule, change->message) &&
            paper_add(v->list.paper, DRAW_PLAIN, INDENT, "",
                      _("The rules of now do not find this.")));
}

/* Which field, the whole sentence, what to do, why, and what was said of it. */
static bool write_finding(const struct app *app, struct findings *v,
                          const struct session_finding *f)
{
    const char *remedy = app_in_language(app, f->finding->remedy);
    const char *source = f->finding->source;
    const char *message = app_in_language(app, f->finding->message);
    bool few = list_over_paper_heading(app, &v->list) == 0; /* then the sentence comes first */
    char *label = field_label(app, f);
    struct paper *paper = v->list.paper;
    bool good = (!few || paper_add(paper, DRAW_PLAIN, 0, NULL, message)) &&
                paper_add(paper, DRAW_PLAIN, INDENT, f->finding->id, label ? label : "") &&
                (few || paper_add(paper, DRAW_PLAIN, INDENT, "", message));

    free(label);
    if (good && remedy && *remedy) {
        good = paper_add(v->list.paper, DRAW_PLAIN, INDENT, _("To do"), remedy);
    }
    good = good && write_reason(app, v, f);
    if (good && source && *source) {
        good = paper_add(v->list.paper, DRAW_PLAIN, INDENT, _("Source"), source);
    }
    return good;
}

static bool write_detail(struct app *app, struct screen *s)
{
    struct findings *v = (struct findings *)s;
    const struct session_finding *f = finding_in_hand(app, v);

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
    pick_resize(&v->list.pick, v->list.pick.count);
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
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
    for (size_t i = 0; i < v->list.pick.count; i++) {
        if (v->lines[i].finding == was.finding && v->lines[i].change == was.change) {
            v->list.pick.current = i;
        }
    }
    list_over_paper_write(app, &v->screen, &v->list);
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply findings_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct findings *v = (struct findings *)s;

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
        break;
    }
    unsigned moved = list_over_paper_move(app, s, &v->list, event->action);
    return reply_redo(moved ? moved | REDO_BARS : moved); /* whether it is shown whole */
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

static void draw_line(struct app *app, const struct shown *l, struct pen *pen, unsigned style)
{
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {l->sign, l->name, l->standing, l->message};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_string(pen, style | l->sign_style, l->sign);
    draw_blank(pen, style, 3);
    draw_cell(pen, style, l->name, app->canvas.cols >= 100 ? NAME_WIDE : NAME_COLUMNS);
    draw_blank(pen, style, pen->x + 1);
    draw_string(pen, style | DRAW_BOLD, l->standing);
    draw_clipped(pen, style, l->message ? l->message : "");
}

static void draw_finding(struct app *app, const struct session_finding *f, struct pen *pen,
                         unsigned style)
{
    enum rules_severity severity = f->finding->severity;
    bool kept = f->judged->kept == JUDGED_KEPT;
    char name[128];

    session_title_page(app->session, f->page, name, sizeof(name));
    struct shown l = {screen_sign(severity), name, standing_of(f),
                      app_in_language(app, f->finding->message),
                      kept ? DRAW_DIM : screen_sign_style(severity) | DRAW_BOLD};
    draw_line(app, &l, pen, style);
}

static void draw_gone(struct app *app, const struct rejudged_change *change, struct pen *pen,
                      unsigned style)
{
    size_t page = assessment_find_page(session_assessment(app->session), change->page);
    char name[128] = "";

    if (page != (size_t)-1) {
        session_title_page(app->session, page, name, sizeof(name));
    }
    struct shown l = {" ", *name ? name : change->page, _("[gone] "), change->message, DRAW_PLAIN};
    draw_line(app, &l, pen, style);
}

static void draw_either(struct app *app, struct screen *s, size_t i, struct pen *pen,
                        unsigned style)
{
    const struct line *line = &((const struct findings *)s)->lines[i];
    const struct rejudged *r = session_rejudged(app->session);
    size_t count;
    const struct session_finding *all = session_findings(app->session, &count);

    if (line->finding < count) {
        draw_finding(app, &all[line->finding], pen, style);
    } else if (r && line->change < r->count) {
        draw_gone(app, &r->changes[line->change], pen, style);
    }
}

static void findings_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct findings *v = (struct findings *)s;
    int heading = list_over_paper_heading(app, &v->list);

    if ((redo & REDO_BODY) && heading > 0) {
        lines_draw_sentence(app, SCREEN_TOP, DRAW_BOLD, v->verdict ? v->verdict : "");
    }
    list_over_paper_draw(app, s, &v->list, redo); /* last, for the cursor */
    if ((redo & REDO_BODY) && v->list.pick.count == 0) {
        lines_draw_sentence(app, SCREEN_TOP + heading, DRAW_PLAIN, _("There are no findings."));
    }
}

/* The key that shows the finding in hand whole, where it is cut: behind what else is to
 * be said, where there is room for both. */
static void tell_cut(const struct app *app, const struct findings *v, struct message *out)
{
    bool behind = out->text[0] && !small_is_narrow(&app->canvas);
    bool cut = v->list.lines > (size_t)list_over_paper_rows(app, &v->list);

    if (cut) {
        keymap_sentence(behind ? out->note : out->text,
                        behind ? sizeof(out->note) : sizeof(out->text), _("%s: all of it"),
                        PLACE_FINDINGS, ACTION_WHY, ACTION_NONE, ACTION_NONE);
        out->style = behind ? out->style : DRAW_DIM;
    }
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
    tell_cut(app, v, out);
}

static void findings_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Findings"));
}

static struct screen *findings_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {.content = draw_either,
                                                     .write = write_detail,
                                                     .heading = VERDICT_ROWS,
                                                     .margin = 1,
                                                     .long_list = true};
    struct findings *v = screen_new(&findings_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        findings_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
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
