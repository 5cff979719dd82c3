/* What a field held, when, by whom, and what changed from one to the next. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/paper.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "terminal/when.h"
#include "text/i18n.h"

enum { INDENT = 2, MIN_LIST = 3 };

/* A revision that changed the field. */
struct past {
    const struct store_revision *revision; /* in `list` */
    char *text;                            /* as printed; "" also where it was not there */
};

struct field_history {
    struct screen screen;
    struct store_history list;
    struct past *past; /* newest first */
    struct pick pick;
    char *label;
    struct paper *paper; /* the text in hand, with what changed in it */
    size_t paper_first, paper_lines;
};

static int list_rows(const struct app *app)
{
    int rows = (screen_bottom(app) - SCREEN_TOP) / 3;

    return rows < MIN_LIST ? MIN_LIST : rows;
}

static int paper_rows(const struct app *app)
{
    return screen_bottom(app) - SCREEN_TOP - list_rows(app) - 1;
}

static struct screen *field_history_open(struct app *app, struct error *err)
{
    struct field_history *v = calloc(1, sizeof(*v));

    (void)app;
    if (v) {
        v->paper = paper_new();
    }
    if (!v || !v->paper) {
        free(v);
        error_set_memory(err);
        return NULL;
    }
    v->screen.kind = &field_history_screen;
    return &v->screen;
}

static void drop_past(struct field_history *v)
{
    for (size_t i = 0; i < v->pick.count; i++) {
        free(v->past[i].text);
    }
    free(v->past);
    v->past = NULL;
    v->pick.count = 0;
    store_history_free(&v->list);
    free(v->label);
    v->label = NULL;
}

static void field_history_close(struct screen *s)
{
    struct field_history *v = (struct field_history *)s;

    drop_past(v);
    paper_free(v->paper);
    free(v);
}

/* --- taking it in ----------------------------------------------------------------- */

static const struct store_change *find_change(const struct store_revision *r, const char *path)
{
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(r->changes[i].path, path) == 0) {
            return &r->changes[i];
        }
    }
    return NULL;
}

/* What stands at a path, revision after revision. */
static const char *follow(const struct store_revision *r, const char *path, const char *before,
                          bool *changed)
{
    const struct store_change *change = find_change(r, path);

    *changed = *changed || change;
    return change ? change->new_value : before;
}

static bool add_past(struct field_history *v, const struct store_revision *r, const char *text)
{
    struct past *past = &v->past[v->pick.count];

    past->revision = r;
    past->text = strdup(text ? text : "");
    v->pick.count += past->text ? 1 : 0;
    return past->text != NULL;
}

static void turn_around(struct field_history *v)
{
    for (size_t i = 0, k = v->pick.count; i + 1 < k; i++) {
        struct past past = v->past[i];
        v->past[i] = v->past[--k];
        v->past[k] = past;
    }
}

/* From the oldest revision on; what was never there is no change. */
static bool collect(struct field_history *v, const char *field)
{
    char as_printed[300];
    const char *text = NULL;
    const char *printed = NULL;

    snprintf(as_printed, sizeof(as_printed), "%s/@printed", field);
    v->past = calloc(v->list.count + 1, sizeof(*v->past));
    if (!v->past) {
        return false;
    }
    for (size_t i = v->list.count; i-- > 0;) {
        const struct store_revision *r = &v->list.revisions[i];
        bool changed = false;
        text = follow(r, field, text, &changed);
        printed = follow(r, as_printed, printed, &changed);
        if (changed && !add_past(v, r, printed ? printed : text)) {
            return false;
        }
    }
    turn_around(v);
    return true;
}

/* The text in hand against the one before it. */
static bool write_text(struct app *app, struct field_history *v)
{
    size_t i = v->pick.current;
    bool good = true;
    char title[128];

    paper_clear(v->paper);
    v->paper_first = 0;
    if (i < v->pick.count) {
        const char *before = i + 1 < v->pick.count ? v->past[i + 1].text : "";
        session_title_page(app->session,
                           assessment_find_page(session_assessment(app->session), app->past.page),
                           title, sizeof(title));
        good = paper_add(v->paper, DRAW_BOLD, 0, NULL, title) &&
               (*v->past[i].text || *before
                    ? paper_add_difference(v->paper, INDENT, NULL, before, v->past[i].text)
                    : paper_add(v->paper, DRAW_DIM, INDENT, NULL, _("(blank)")));
    }
    v->paper_lines = paper_lay_out(v->paper, app->canvas.cols - 4);
    return good;
}

static bool field_history_update(struct app *app, struct screen *s, struct error *err)
{
    struct field_history *v = (struct field_history *)s;
    const struct assessment *a = session_assessment(app->session);
    size_t current = v->pick.current;
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    size_t page = assessment_find_page(a, app->past.page);

    drop_past(v);
    if (page == (size_t)-1) {
        return error_set(err, _("The page %s is no longer there."), app->past.page);
    }
    v->label = assessment_field_label(a, page, app->past.field, app->options->lang);
    if (!store_read_history(session_store(app->session), session_id(app->session),
                            pages[page].stored_id, &v->list, err)) {
        return false;
    }
    if (!v->label || !collect(v, app->past.field)) {
        return error_set_memory(err);
    }
    v->pick.current = current < v->pick.count ? current : 0;
    return write_text(app, v) || error_set_memory(err);
}

/* --- keys ------------------------------------------------------------------------------ */

/* The text goes into its field when the page is shown. */
static struct reply bring_back(struct app *app, struct field_history *v)
{
    struct session_place place = {0};

    if (v->pick.current >= v->pick.count) {
        return reply_redo(REDO_NOTHING);
    }
    char *text = strdup(v->past[v->pick.current].text);
    if (!text) {
        struct error err;
        error_set_memory(&err);
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    free(app->past.text);
    app->past.text = text;
    snprintf(place.page, sizeof(place.page), "%s", app->past.page);
    snprintf(place.field, sizeof(place.field), "%s", app->past.field);
    session_set_place(app->session, &place);
    return reply_show(SCREEN_PAGE);
}

static struct reply scroll_paper(struct app *app, struct field_history *v, bool down)
{
    size_t rows = (size_t)paper_rows(app);
    size_t last = v->paper_lines > rows ? v->paper_lines - rows : 0;

    if (down) {
        v->paper_first = v->paper_first + rows > last ? last : v->paper_first + rows;
    } else {
        v->paper_first = v->paper_first > rows ? v->paper_first - rows : 0;
    }
    return reply_redo(REDO_BODY);
}

static struct reply field_history_handle(struct app *app, struct screen *s,
                                         const struct event *event)
{
    struct field_history *v = (struct field_history *)s;

    if (event->kind != EVENT_ACTION) {
        return reply_redo(REDO_NOTHING);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return bring_back(app, v);
    case ACTION_SCREEN_UP:
    case ACTION_SCREEN_DOWN:
        return scroll_paper(app, v, event->action == ACTION_SCREEN_DOWN);
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        break;
    }
    if (pick_move(&v->pick, event->action, list_rows(app))) {
        write_text(app, v);
        return reply_redo(REDO_BODY);
    }
    return reply_redo(REDO_NOTHING);
}

/* --- drawing ------------------------------------------------------------------------------ */

static void draw_past(struct app *app, const struct past *past, int y, bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    unsigned style = in_hand ? DRAW_REVERSE : DRAW_PLAIN;
    char when[WHEN_SIZE];

    when_local(past->revision->at, when);
    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_blank(&pen, style, 2);
    draw_cell(&pen, style, when, 18);
    draw_cell(&pen, style, past->revision->author, 16);
    draw_blank(&pen, style, pen.x + 1);
    if (*past->text) {
        draw_cell(&pen, style, past->text, app->canvas.cols - 1 - pen.x);
    } else {
        draw_string(&pen, style, _("(blank)"));
    }
    draw_blank(&pen, style, app->canvas.cols - 1);
    draw_finish(&pen, DRAW_PLAIN);
}

static void field_history_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct field_history *v = (struct field_history *)s;
    int end = SCREEN_TOP + list_rows(app);

    pick_show(&v->pick, list_rows(app));
    for (int y = SCREEN_TOP; (redo & REDO_BODY) && y < end; y++) {
        size_t i = v->pick.first + (size_t)(y - SCREEN_TOP);
        if (i < v->pick.count) {
            draw_past(app, &v->past[i], y, i == v->pick.current);
        } else {
            draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
        }
    }
    if (redo & REDO_BODY) {
        draw_empty_row(&app->canvas, end, 0, app->canvas.cols);
        paper_draw(v->paper, &app->canvas, v->paper_first, end + 1, screen_bottom(app), 2);
    }
    move(SCREEN_TOP + (int)(v->pick.current - v->pick.first), 1);
}

static void field_history_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct field_history *v = (const struct field_history *)s;

    (void)app;
    snprintf(out, size, "%s %s", _("History"), v->label ? v->label : "");
}

static void field_history_status(struct app *app, struct screen *s, struct message *out)
{
    const struct field_history *v = (const struct field_history *)s;

    (void)app;
    keymap_sentence(out->text, sizeof(out->text),
                    v->pick.count == 0 ? _("Nothing has been saved here yet.")
                                       : _("%s: puts the text in hand into the field again"),
                    PLACE_FIELD_HISTORY, ACTION_OPEN, ACTION_NONE, ACTION_NONE);
    out->style = DRAW_DIM;
}

const struct screen_class field_history_screen = {
    .kind = SCREEN_FIELD_HISTORY,
    .open = field_history_open,
    .close = field_history_close,
    .update = field_history_update,
    .handle = field_history_handle,
    .draw = field_history_draw,
    .lines = true,
    .title = field_history_title,
    .status = field_history_status,
};
