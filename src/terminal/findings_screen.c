/* All findings of the assessment; each leads to its field. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/paper.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "text/i18n.h"

enum {
    NAME_COLUMNS = 22,
    NAME_WIDE = 26, /* from 100 columns on */
    DETAIL_MIN = 5,
    INDENT = 12,
};

struct findings {
    struct screen screen;
    struct pick pick;
    struct paper *paper; /* of the finding in hand */
};

static int detail_rows(const struct app *app)
{
    int rows = (screen_bottom(app) - SCREEN_TOP) / 3;

    return rows < DETAIL_MIN ? DETAIL_MIN : rows;
}

static int list_rows(const struct app *app)
{
    int rows = screen_bottom(app) - SCREEN_TOP - detail_rows(app);

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
    free(v);
}

static const struct session_finding *finding_in_hand(const struct app *app,
                                                     const struct findings *v)
{
    size_t count;
    const struct session_finding *findings = session_findings(app->session, &count);

    return v->pick.current < count ? &findings[v->pick.current] : NULL;
}

static const char *in_language(const struct app *app, char *const texts[FORM_LANGS])
{
    const char *text = texts[app->options->lang];

    return text ? text : texts[FORM_JA];
}

static char *field_label(const struct app *app, const struct session_finding *f)
{
    const struct assessment *a = session_assessment(app->session);
    char *path = assessment_field_path(a, f->finding->node);
    char *label =
        path && *path ? assessment_field_label(a, f->page, path, app->options->lang) : NULL;

    free(path);
    return label;
}

/* The finding in hand: which field, the whole sentence, what to do, why. */
static bool write_detail(const struct app *app, struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);
    bool good = true;

    paper_clear(v->paper);
    if (!f) {
        return true;
    }
    char *label = field_label(app, f);
    good = paper_add(v->paper, DRAW_PLAIN, INDENT, f->finding->id, label ? label : "");
    free(label);
    good =
        paper_add(v->paper, DRAW_PLAIN, INDENT, "", in_language(app, f->finding->message)) && good;
    const char *remedy = in_language(app, f->finding->remedy);
    if (remedy && *remedy) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("To do"), remedy) && good;
    }
    if (f->finding->source && *f->finding->source) {
        good = paper_add(v->paper, DRAW_PLAIN, INDENT, _("Source"), f->finding->source) && good;
    }
    return good;
}

static bool findings_update(struct app *app, struct screen *s, struct error *err)
{
    struct findings *v = (struct findings *)s;
    size_t count;

    session_findings(app->session, &count);
    pick_resize(&v->pick, count);
    return write_detail(app, v) || error_set_memory(err);
}

static struct reply go_to_field(struct app *app, const struct findings *v)
{
    const struct session_finding *f = finding_in_hand(app, v);
    const struct assessment *a = session_assessment(app->session);
    struct session_place place = {0};

    if (!f) {
        return reply_redo(REDO_NOTHING);
    }
    char *path = assessment_field_path(a, f->finding->node);
    assessment_page_name(a, f->page, place.page, sizeof(place.page));
    snprintf(place.field, sizeof(place.field), "%s", path ? path : "");
    free(path);
    session_set_place(app->session, &place);
    return reply_show(SCREEN_PAGE);
}

static struct reply findings_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct findings *v = (struct findings *)s;

    if (event->kind != EVENT_ACTION) {
        return reply_redo(REDO_NOTHING);
    }
    if (pick_move(&v->pick, event->action, list_rows(app))) {
        write_detail(app, v);
        return reply_redo(REDO_BODY);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return go_to_field(app, v);
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static void draw_finding(struct app *app, const struct session_finding *f, int y, bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    unsigned style = in_hand ? DRAW_REVERSE : DRAW_PLAIN;
    enum rules_severity severity = f->finding->severity;
    char name[128];

    session_title_page(app->session, f->page, name, sizeof(name));
    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_string(&pen,
                style | DRAW_BOLD |
                    (severity == RULES_ERROR     ? DRAW_ERROR
                     : severity == RULES_WARNING ? DRAW_WARNING
                                                 : DRAW_PLAIN),
                severity == RULES_ERROR     ? "!"
                : severity == RULES_WARNING ? "?"
                                            : "i");
    draw_blank(&pen, style, 3);
    draw_cell(&pen, style, name, app->canvas.cols >= 100 ? NAME_WIDE : NAME_COLUMNS);
    draw_blank(&pen, style, pen.x + 1);
    const char *message = in_language(app, f->finding->message);
    pen.end = app->canvas.cols - 1;
    draw_clipped(&pen, style, message ? message : "");
    pen.end = app->canvas.cols;
    draw_blank(&pen, style, app->canvas.cols - 1);
    draw_finish(&pen, DRAW_PLAIN);
}

static void draw_none(struct app *app)
{
    struct pen pen = draw_pen(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);

    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_string(&pen, DRAW_PLAIN, _("There are no findings."));
    draw_finish(&pen, DRAW_PLAIN);
}

static void findings_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct findings *v = (struct findings *)s;
    int end = SCREEN_TOP + list_rows(app);
    size_t count;
    const struct session_finding *findings = session_findings(app->session, &count);

    pick_show(&v->pick, list_rows(app));
    if (redo & REDO_BODY) {
        for (int y = SCREEN_TOP; y < end; y++) {
            size_t i = v->pick.first + (size_t)(y - SCREEN_TOP);
            if (i < count) {
                draw_finding(app, &findings[i], y, i == v->pick.current);
            } else {
                draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
            }
        }
        if (count == 0) {
            draw_none(app);
        }
        draw_empty_row(&app->canvas, end, 0, app->canvas.cols);
        paper_lay_out(v->paper, app->canvas.cols - 2);
        paper_draw(v->paper, &app->canvas, 0, end + 1, screen_bottom(app), 1);
    }
    move(SCREEN_TOP + (int)(v->pick.current - v->pick.first), 1);
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
    .title = findings_title,
};
