/* The page: walking its fields and typing into them. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/standing.h"
#include "terminal/page_beside.h"
#include "terminal/page_beside_keys.h"
#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_hand.h"
#include "terminal/page_past.h"
#include "terminal/page_remarks.h"
#include "terminal/page_screen_private.h"
#include "terminal/paper.h"
#include "terminal/tty.h"
#include "text/buffer.h"
#include "text/i18n.h"

enum {
    OUTLINE_FROM = 100, /* columns of the screen from which the outline stands at the left */
    OUTLINE_MIN = 30,
    OUTLINE_MAX = 60,
    OUTLINE_GAP = 1,
    LATER_MS = 50,   /* without a key, until what is said about a text or a field follows */
    LATEST_MS = 250, /* until it follows though keys come without a pause */
};

static struct screen *page_screen_open(struct app *app, struct error *err)
{
    struct page *p = calloc(1, sizeof(*p));

    (void)app;
    if (!p) {
        error_set_memory(err);
        return NULL;
    }
    p->screen.kind = &page_screen;
    p->model.current = PAGE_NONE;
    return &p->screen;
}

static void page_screen_close(struct screen *s)
{
    struct page *p = (struct page *)s;

    page_drop_cells(p);
    page_drop_find(p);
    page_drop_answering(p);
    page_model_free(&p->model);
    outline_free(p->outline);
    free(p);
}

/* --- taking it in -------------------------------------------------------------- */

static void give_room(struct app *app, struct page *p)
{
    struct page_view *v = &p->view;

    v->canvas = &app->canvas;
    v->top = SCREEN_TOP;
    v->bottom = screen_bottom(app);
    v->x = 0;
    v->end = app->canvas.cols;
    if (app->canvas.cols >= OUTLINE_FROM) {
        int columns = app->canvas.cols * 3 / 10;
        columns = columns < OUTLINE_MIN ? OUTLINE_MIN : columns;
        v->x = (columns > OUTLINE_MAX ? OUTLINE_MAX : columns) + OUTLINE_GAP;
    }
    page_beside_give_room(app->session, v, OUTLINE_MIN + OUTLINE_GAP);
}

static void take_outline(struct app *app, struct page *p)
{
    struct error err;

    outline_free(p->outline);
    p->outline = NULL;
    if (p->view.x > 0) {
        p->outline = outline_new(app->session, &err);
    }
    if (p->outline) {
        pick_resize(&p->pick, outline_count(p->outline));
        p->pick.current = outline_line(p->outline, p->model.page);
        pick_show(&p->pick, p->view.bottom - p->view.top);
    }
}

/* The page that is to be shown: the place's, where somebody else has moved it. */
static size_t wanted_page(const struct app *app, const struct page *p)
{
    const struct session_place *place = session_get_place(app->session);
    bool known = p->model.session && p->model.generation == session_generation(app->session);

    return known && strcmp(place->page, p->noted.page) == 0 ? p->model.page
                                                            : session_place_page(app->session);
}

/* The field; of a reason that is asked for no more, the field it stood under. */
static size_t find_place(const struct page_model *m, const char *path)
{
    const char *rule = strchr(path, '#');
    size_t at = page_model_find_path(m, path);
    char field[sizeof(((struct session_place *)0)->field)];

    if (at == PAGE_NONE && rule) {
        snprintf(field, sizeof(field), "%.*s", (int)(rule - path), path);
        at = page_model_find_path(m, field);
    }
    return at;
}

static void enter_place(struct app *app, struct page *p)
{
    struct session_place remarked;
    const struct session_place *place = session_get_place(app->session);
    bool anywhere =
        !place->field[0] && session_place_remark(app->session, p->model.page, &remarked);
    size_t at = find_place(&p->model, anywhere ? remarked.field : place->field);

    p->view.first = place->first;
    if (at == PAGE_NONE) {
        at = p->model.current;
    }
    if (at != PAGE_NONE && page_edit_enter(&p->model, at, PAGE_ENTER_FROM_ABOVE) &&
        page_model_find_path(&p->model, place->field) == at) {
        editor_set_cursor(page_model_current(&p->model)->editor, place->cursor);
    }
}

/* What is said above the field may be more or less than it was: the field stands
 * where it stood, or as near as the page's start allows. */
static void enter_scroll(struct app *app, struct page *p)
{
    const struct session_place *place = session_get_place(app->session);
    const struct page_item *item = page_model_current(&p->model);
    int first = item ? place->first + item->top - place->top : 0;

    if (item && place->first > 0 && place->top > 0) {
        p->view.first = first > 0 ? first : 0;
    }
}

static bool measure(struct page *p, struct error *err)
{
    const struct page_item *item = page_model_current(&p->model);

    if (item && !item->editor) {
        page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS);
    }
    return page_view_lay_out(&p->view, &p->model) || error_set_memory(err);
}

bool page_reload(struct app *app, struct page *p, struct error *err)
{
    app_check(app);
    if (page_model_load(&p->model, app->session, p->model.page, err) && measure(p, err)) {
        return true;
    }
    page_model_free(&p->model); /* it may be about nodes that are gone */
    return false;
}

static bool same_place(const struct session_place *a, const struct session_place *b)
{
    return strcmp(a->page, b->page) == 0 && strcmp(a->field, b->field) == 0;
}

static bool page_screen_update(struct app *app, struct screen *s, struct error *err)
{
    struct page *p = (struct page *)s;
    bool moved = !p->model.session || !same_place(session_get_place(app->session), &p->noted) ||
                 p->model.generation != session_generation(app->session);

    p->steps_from = NULL;
    app_check(app);
    give_room(app, p);
    if (!page_model_load(&p->model, app->session, wanted_page(app, p), err)) {
        page_model_free(&p->model);
        return false;
    }
    if (moved) {
        enter_place(app, p);
    }
    if (!measure(p, err)) {
        return false;
    }
    if (moved) {
        enter_scroll(app, p);
    }
    page_past_take(app, p);
    take_outline(app, p);
    page_note_place(app, p);
    page_beside_grant(app, p);
    return true;
}

void page_note_place(struct app *app, struct page *p)
{
    const struct page_item *item = page_model_current(&p->model);
    struct session_place *place = &p->noted;

    if (!p->model.session) { /* nothing is shown: the person is where they were */
        return;
    }
    memset(place, 0, sizeof(*place));
    assessment_page_name(session_assessment(app->session), p->model.page, place->page,
                         sizeof(place->page));
    place->first = p->view.first;
    if (item) {
        char *path = page_model_path(&p->model, item);
        snprintf(place->field, sizeof(place->field), "%s", path ? path : "");
        place->cursor = item->editor ? editor_cursor(item->editor) : 0;
        place->top = item->top;
        free(path);
    }
    session_set_place(app->session, place);
}

/* --- from field to field ---------------------------------------------------------- */

struct reply page_say(struct app *app, const char *sentence)
{
    app_say(app, "%s", sentence);
    return reply_redo(REDO_BARS);
}

/* Where the code just typed is that of another page of this kind. */
static void offer_source(struct app *app, const struct page *p, const struct page_item *item)
{
    const struct assessment *a = session_assessment(app->session);
    struct error err;
    size_t *sources = NULL;
    size_t count = 0;
    char name[128];

    if (item->properties.type != FORM_CODE || !item->sent[0] ||
        !assessment_sources(a, p->model.page, &sources, &count, &err)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *code;
        assessment_page_name(a, sources[i], name, sizeof(name));
        code = strrchr(name, '/');
        if (code && strcmp(code + 1, item->sent) == 0) {
            char key[32];
            keymap_action_key(PLACE_PAGE, ACTION_COPY, key, sizeof(key));
            app_say(app, _("%s has this number too: %s makes this page a copy of it."), name, key);
            break;
        }
    }
    free(sources);
}

/* What follows from a changed field: others may be calculated, or come and go. */
static unsigned take_change(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};
    size_t was = p->model.current;
    const struct page_item *item = page_model_current(&p->model);

    p->unchecked = false;
    if (item && item->reason) {
        session_touch(app->session, now); /* the findings have been taken anew already */
    } else {
        session_changed(app->session, now);
    }
    if (!page_reload(app, p, &err)) {
        app_say_error(app, &err);
    } else if (was < p->model.count) {
        offer_source(app, p, &p->model.items[was]);
    }
    page_note_place(app, p);
    return REDO_ALL;
}

unsigned page_commit(struct app *app, struct page *p, bool whole, int64_t now)
{
    struct page_item *item = page_model_current(&p->model);
    bool refused = item && item->refused;
    bool changed = page_edit_commit(&p->model, whole);

    if (!whole) {
        p->unchecked = p->unchecked || changed;
        if (changed) {
            session_touch(app->session, now);
        }
        return REDO_NOTHING;
    }
    if (changed || p->unchecked) {
        return take_change(app, p, now);
    }
    if (item && (item->refused || refused)) {
        page_view_lay_out(&p->view, &p->model);
        return REDO_ALL;
    }
    return REDO_NOTHING;
}

struct reply page_take_field(struct app *app, struct page *p, size_t i, bool from_below)
{
    size_t former = p->model.current;

    if (i != PAGE_NONE) {
        page_edit_enter(&p->model, i, from_below ? PAGE_ENTER_FROM_BELOW : PAGE_ENTER_FROM_ABOVE);
    }
    page_view_change_hands(&p->view, &p->model, former);
    page_note_place(app, p);
    page_status_put_off(p);
    page_hand_put_off(&p->model);
    return reply_redo(REDO_BODY | REDO_BARS);
}

struct reply page_enter_field(struct app *app, struct page *p, size_t i, bool from_below,
                              int64_t now)
{
    xmlNode *node = i < p->model.count ? p->model.items[i].entry.node : NULL;
    unsigned redo = page_commit(app, p, true, now);
    struct reply reply = page_take_field(app, p, page_model_find(&p->model, node), from_below);

    reply.redo |= redo;
    return reply;
}

static struct reply page_screen_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct page *p = (struct page *)s;
    struct page_item *item = page_model_current(&p->model);

    p->stepped_from = p->steps_from;
    p->steps_from = NULL;
    if (event->kind == EVENT_TEXT || event->kind == EVENT_ACTION) {
        p->asked = PAGE_ASKED_NOTHING; /* what was to follow a save that did not come */
    }
    if (p->answering && (event->kind == EVENT_TEXT || event->kind == EVENT_ACTION)) {
        return page_answering_key(app, p, event);
    }
    if (p->find && (event->kind == EVENT_TEXT || event->kind == EVENT_ACTION)) {
        return page_find_key(app, p, event);
    }
    if (event->kind == EVENT_TEXT) {
        return page_type(app, p, event);
    }
    if (item && item->editor && event->kind == EVENT_ACTION) {
        unsigned redo = p->model.typed[0] ? REDO_BARS : REDO_NOTHING;
        p->model.typed[0] = '\0';
        struct reply reply = page_key(app, p, event);
        reply.redo |= redo;
        return reply;
    }
    return event->kind == EVENT_ACTION ? page_action(app, p, event) : page_answer(app, p, event);
}

/* --- the screen ---------------------------------------------------------------------- */

/* What the program says is painted with REDO_LATER when no key has come for a moment, or
 * behind the key that is the last before it has to be. */
static void say_later(struct app *app, struct page *p)
{
    int64_t now = tty_now();

    p->silent_since = p->silent_since ? p->silent_since : now;
    int64_t last = p->silent_since + LATEST_MS - LATER_MS;
    app->later = now < last ? now + LATER_MS : last;
}

/* Lays out the field in hand; true when it is as high as it was. While keys come one
 * after the other, what the program says about a text follows it a moment later. */
static bool lay_out_field(struct app *app, struct page *p, unsigned redo)
{
    if (redo & (REDO_LATER | REDO_BODY)) {
        app->later = p->silent_since = 0;
        return page_view_measure_current(&p->view, &p->model);
    }
    say_later(app, p);
    return page_view_follow_text(&p->view, &p->model);
}

/* Measures the field in hand, and returns what is to be painted again, then: the rows
 * under the field where it became higher or lower, everything where it all moved. */
static unsigned measure_field(struct app *app, struct page *p, unsigned redo)
{
    const struct page_item *item = page_model_current(&p->model);
    int height = item ? item->height : 0;

    redo |= redo & REDO_LATER ? REDO_FIELD : 0;
    if ((redo & REDO_FIELD) && !lay_out_field(app, p, redo)) {
        int least = height < item->height ? height : item->height;
        int row = page_view_row(&p->view, item) + least;
        redo |= REDO_BODY;
        app->canvas.moved_from = row < app->canvas.moved_from ? row : app->canvas.moved_from;
    }
    if (!page_view_follow_cursor(&p->view, &p->model)) {
        redo |= REDO_BODY;
        app->canvas.moved_from = 0;
    }
    return redo;
}

static void page_screen_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct page *p = (struct page *)s;

    redo = measure_field(app, p, redo);
    if (p->status.put_off) {
        say_later(app, p);
    }
    if (redo & REDO_BODY) {
        if (p->outline) {
            outline_draw(p->outline, app, &p->pick, p->view.top, p->view.bottom, 0,
                         p->view.x - OUTLINE_GAP);
            for (int y = p->view.top; y < p->view.bottom; y++) {
                draw_empty_row(&app->canvas, y, p->view.x - OUTLINE_GAP, p->view.x);
            }
        }
        page_view_draw(&p->view, &p->model);
        page_beside_draw(&p->view, &p->model);
    } else if (redo & REDO_FIELD) {
        page_view_draw_current(&p->view, &p->model);
        page_beside_draw_current(&p->view, &p->model);
    }
    page_view_move_cursor(&p->view, &p->model);
}

static void page_screen_commit(struct app *app, struct screen *s, bool leaving, int64_t now)
{
    struct page *p = (struct page *)s;

    page_commit(app, p, leaving, now);
    page_note_place(app, p);
}

/* Where rows are too few for the head, the top line says which page it is. */
static void page_screen_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct page *p = (const struct page *)s;

    if (p->model.session && p->view.head_rows == 0) {
        session_title_page(app->session, p->model.page, out, size);
    }
}

static bool explain_field(struct page *p, const struct page_item *item, struct paper *paper)
{
    const struct assessment *a = session_assessment(p->model.session);
    char *help = assessment_text(a, &item->entry.item->help, session_lang(p->model.session),
                                 item->entry.node);
    bool good = paper_add(paper, DRAW_BOLD, 0, NULL, item->label);

    if (help && *help) {
        good = paper_add(paper, DRAW_PLAIN, 2, NULL, help) && good;
    }
    if (item->reason) {
        good = paper_add(paper, DRAW_PLAIN, 9, item->reason->rule, item->reason->sentence) && good;
    }
    if (item->hint && *item->hint) {
        good = paper_add(paper, DRAW_PLAIN, 2, NULL, item->hint) && good;
    }
    for (size_t i = 0; i < item->note_count; i++) {
        const struct page_note *note = &item->notes[i];
        const char *head = note->id ? note->id : note->kind == PAGE_NOTE_REFUSED ? "!" : "";
        good = paper_add(paper, DRAW_PLAIN, 9, head, note->text) && good;
        if (note->remedy) {
            good = paper_add(paper, DRAW_PLAIN, 9, NULL, note->remedy) && good;
        }
    }
    free(help);
    return paper_add(paper, DRAW_PLAIN, 0, NULL, "") && good;
}

static bool page_screen_explain(struct app *app, struct screen *s, struct paper *paper)
{
    struct page *p = (struct page *)s;
    const struct page_item *item = page_model_current(&p->model);
    const struct assessment *a = session_assessment(app->session);
    size_t count;
    const struct assessment_page *page = &assessment_pages(a, &count)[p->model.page];
    char *help = assessment_text(a, &page->item->help, session_lang(app->session), page->node);
    bool good = !item || explain_field(p, item, paper);

    good = paper_add(paper, DRAW_BOLD, 0, NULL, p->model.title) && good;
    if (help && *help) {
        good = paper_add(paper, DRAW_PLAIN, 2, NULL, help) && good;
    }
    for (size_t i = 0; i < p->model.head; i++) {
        good = paper_add(paper, DRAW_PLAIN, 22, p->model.items[i].label, p->model.items[i].shown) &&
               good;
    }
    free(help);
    return paper_add(paper, DRAW_PLAIN, 0, NULL, "") && good;
}

const struct screen_class page_screen = {
    .kind = SCREEN_PAGE,
    .open = page_screen_open,
    .close = page_screen_close,
    .update = page_screen_update,
    .handle = page_screen_handle,
    .work = page_status_follow,
    .draw = page_screen_draw,
    .commit = page_screen_commit,
    .title = page_screen_title,
    .status = page_status,
    .explain = page_screen_explain,
    .point = page_point,
    .prompt = page_prompt,
};
