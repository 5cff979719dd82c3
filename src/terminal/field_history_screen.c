/* What a field held, when, by whom, and what changed from one to the next. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "terminal/list_over_paper.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/i18n.h"
#include "text/when.h"

enum { INDENT = 2 };

/* A revision that changed the field. */
struct past {
    const struct store_revision *revision; /* in `revisions` */
    char *text;                            /* as printed; "" also where it was not there */
};

struct field_history {
    struct screen screen;
    struct store_history revisions;
    struct past *past; /* newest first */
    char *label;
    struct list_over_paper list; /* of the texts, over the one in hand with what changed in it */
};

static void drop_past(struct field_history *v)
{
    for (size_t i = 0; i < v->list.pick.count; i++) {
        free(v->past[i].text);
    }
    free(v->past);
    v->past = NULL;
    v->list.pick.count = 0;
    store_history_free(&v->revisions);
    free(v->label);
    v->label = NULL;
}

static void field_history_close(struct screen *s)
{
    struct field_history *v = (struct field_history *)s;

    drop_past(v);
    list_over_paper_free(&v->list);
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
    struct past *past = &v->past[v->list.pick.count];

    past->revision = r;
    past->text = strdup(text ? text : "");
    v->list.pick.count += past->text ? 1 : 0;
    return past->text != NULL;
}

static void turn_around(struct field_history *v)
{
    for (size_t i = 0, k = v->list.pick.count; i + 1 < k; i++) {
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
    v->past = calloc(v->revisions.count + 1, sizeof(*v->past));
    if (!v->past) {
        return false;
    }
    for (size_t i = v->revisions.count; i-- > 0;) {
        const struct store_revision *r = &v->revisions.revisions[i];
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
static bool write_text(struct app *app, struct screen *s)
{
    const struct field_history *v = (const struct field_history *)s;
    struct paper *paper = v->list.paper;
    size_t i = v->list.pick.current;
    char title[128];

    if (i >= v->list.pick.count) {
        return true;
    }
    const char *text = v->past[i].text;
    const char *before = i + 1 < v->list.pick.count ? v->past[i + 1].text : "";
    session_title_page(app->session,
                       assessment_find_page(session_assessment(app->session), app->past.page),
                       title, sizeof(title));
    return paper_add(paper, DRAW_BOLD, 0, NULL, title) &&
           (!small_is_narrow(&app->canvas) ||
            paper_add(paper, DRAW_DIM, 0, NULL,
                      store_person(app->store, v->past[i].revision->author))) &&
           (*text || *before ? paper_add_difference(paper, INDENT, NULL, before, text)
                             : paper_add(paper, DRAW_DIM, INDENT, NULL, _("(blank)")));
}

static bool field_history_update(struct app *app, struct screen *s, struct error *err)
{
    struct field_history *v = (struct field_history *)s;
    const struct assessment *a = session_assessment(app->session);
    size_t current = v->list.pick.current;
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    size_t page = assessment_find_page(a, app->past.page);

    drop_past(v);
    if (page == (size_t)-1) {
        return error_set(err, _("The page %s is no longer there."), app->past.page);
    }
    v->label = assessment_field_label(a, page, app->past.field, app->options->lang);
    if (!store_read_history(session_store(app->session), session_id(app->session),
                            pages[page].stored_id, &v->revisions, err)) {
        return false;
    }
    if (!v->label || !collect(v, app->past.field)) {
        return error_set_memory(err);
    }
    v->list.pick.current = current < v->list.pick.count ? current : 0;
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- keys ------------------------------------------------------------------------------ */

/* The text goes into its field when the page is shown. */
static struct reply bring_back(struct app *app, struct field_history *v)
{
    struct session_place place = {0};

    if (v->list.pick.current >= v->list.pick.count) {
        return reply_redo(REDO_NOTHING);
    }
    char *text = strdup(v->past[v->list.pick.current].text);
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
    case ACTION_OUTLINE:
        return reply_show(SCREEN_OUTLINE);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- drawing ------------------------------------------------------------------------------ */

static void draw_past(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct past *past = &((const struct field_history *)s)->past[i];
    const char *who = store_person(app->store, past->revision->author);
    char when[WHEN_SIZE];

    when_local(past->revision->at, when);
    if (small_is_narrow(&app->canvas)) {
        const char *texts[] = {when, who, *past->text ? past->text : _("(blank)")};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_blank(pen, style, 2);
    draw_cell(pen, style, when, 18);
    draw_cell(pen, style, who, 16);
    draw_blank(pen, style, pen->x + 1);
    if (*past->text) {
        draw_cell(pen, style, past->text, pen->end - pen->x);
    } else {
        draw_string(pen, style, _("(blank)"));
    }
}

static void field_history_draw(struct app *app, struct screen *s, unsigned redo)
{
    list_over_paper_draw(app, s, &((struct field_history *)s)->list, redo);
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
                    v->list.pick.count == 0 ? _("Nothing has been saved here yet.")
                                            : _("%s: puts the text in hand into the field again"),
                    PLACE_FIELD_HISTORY, ACTION_OPEN, ACTION_NONE, ACTION_NONE);
    out->style = DRAW_DIM;
}

static struct screen *field_history_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_past, .write = write_text, .margin = 2};
    struct field_history *v = screen_new(&field_history_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        field_history_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
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
