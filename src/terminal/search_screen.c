/* Search over this sheet, other years and other wards, as it is typed. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "session/beside.h"
#include "store/search.h"
#include "terminal/opening.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/editor.h"
#include "text/era.h"
#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    HEADING_ROWS = 2,
    MOST = 300, /* hits; who sees more types on */
    LABELS = 48,
    LINE_COLUMNS = 10000, /* the line in which it is typed is never broken */
};

/* What a person calls the field of a path. Sheets of one form call it the same. */
struct label {
    char *path;
    char *text;
};

struct search {
    struct screen screen;
    struct editor *editor;
    struct store_hits hits;
    struct pick pick;
    bool due; /* what was typed has not been looked for yet */
    char trouble[sizeof(((struct error *)0)->text)];
    struct label labels[LABELS];
    size_t label_count;
};

/* What is typed, and a blank row where there is room for it. */
static int heading_rows(const struct app *app)
{
    return 1 + small_heading(screen_bottom(app) - SCREEN_TOP, HEADING_ROWS - 1);
}

/* Of a hit: where columns are few its piece stands under its place. */
static int hit_rows(const struct app *app)
{
    return small_is_narrow(&app->canvas) ? 2 : 1;
}

/* How many hits are shown. */
static int hits_shown(const struct app *app)
{
    return (screen_bottom(app) - SCREEN_TOP - heading_rows(app)) / hit_rows(app);
}

static struct screen *search_open(struct app *app, struct error *err)
{
    struct search *v = screen_new(&search_screen, sizeof(*v), err);

    (void)app;
    if (!v) {
        return NULL;
    }
    v->editor = editor_new("", LINE_COLUMNS, true);
    if (!v->editor) {
        free(v);
        error_set_memory(err);
        return NULL;
    }
    return &v->screen;
}

static void search_close(struct screen *s)
{
    struct search *v = (struct search *)s;

    for (size_t i = 0; i < v->label_count; i++) {
        free(v->labels[i].path);
        free(v->labels[i].text);
    }
    store_hits_free(&v->hits);
    editor_free(v->editor);
    free(v);
}

static bool search_update(struct app *app, struct screen *s, struct error *err)
{
    (void)app;
    (void)s;
    (void)err;
    return true;
}

/* --- looking for it ------------------------------------------------------------------ */

/* Once for all that was typed since the screen was last painted. */
static void look(struct app *app, struct search *v)
{
    struct store_search what = {.text = editor_text(v->editor),
                                .here = app->session ? session_id(app->session) : 0,
                                .limit = MOST};
    struct store_hits fresh = {0};
    struct error err = {""};

    v->due = false;
    v->trouble[0] = '\0';
    if (*what.text && !store_search(app->store, &what, &fresh, &err)) {
        snprintf(v->trouble, sizeof(v->trouble), "%s", err.text);
    }
    store_hits_free(&v->hits);
    v->hits = fresh;
    memset(&v->pick, 0, sizeof(v->pick));
    v->pick.count = fresh.count;
}

static bool is_here(const struct app *app, const struct store_hit *hit)
{
    return app->session && session_id(app->session) == hit->assessment;
}

static char *label_in(const struct assessment *a, const struct store_hit *hit, enum form_lang lang)
{
    size_t page = assessment_find_stored_page(a, hit->page);

    return page == (size_t)-1 ? NULL : assessment_field_label(a, page, hit->path, lang);
}

static char *make_label(struct app *app, const struct store_hit *hit)
{
    enum form_lang lang = app->options->lang;

    if (is_here(app, hit)) {
        return label_in(session_assessment(app->session), hit, lang);
    }
    struct assessment *a =
        assessment_open(app->store, app->catalogue, hit->ward_code, hit->year, NULL);
    char *label = a ? label_in(a, hit, lang) : NULL;
    assessment_free(a);
    return label;
}

static const char *label_of(struct app *app, struct search *v, const struct store_hit *hit)
{
    for (size_t i = 0; i < v->label_count; i++) {
        if (strcmp(v->labels[i].path, hit->path) == 0) {
            return v->labels[i].text;
        }
    }
    if (v->label_count == LABELS) {
        return hit->path;
    }
    struct label *label = &v->labels[v->label_count];
    label->path = strdup(hit->path);
    label->text = make_label(app, hit);
    if (!label->path || !label->text) {
        free(label->path);
        free(label->text);
        return hit->path;
    }
    v->label_count++;
    return label->text;
}

static void place_of(struct app *app, struct search *v, const struct store_hit *hit, char *out,
                     size_t size)
{
    char year[64];
    char page[128];
    const char *label = label_of(app, v, hit);

    if (is_here(app, hit)) {
        size_t at = assessment_find_stored_page(session_assessment(app->session), hit->page);
        page[0] = '\0';
        if (at != (size_t)-1) {
            session_title_page(app->session, at, page, sizeof(page));
        }
        snprintf(out, size, "%s %s", page, label);
        return;
    }
    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), hit->year, year,
                          sizeof(year));
    snprintf(out, size, "%s %s %s %s", hit->ward_name, year, hit->page_name, label);
}

/* --- going there -------------------------------------------------------------------------- */

static void place_at(struct app *app, const struct store_hit *hit)
{
    struct session_place place = {0};
    const struct assessment *a = session_assessment(app->session);
    size_t page = assessment_find_stored_page(a, hit->page);

    if (page != (size_t)-1) {
        assessment_page_name(a, page, place.page, sizeof(place.page));
        snprintf(place.field, sizeof(place.field), "%s", hit->path);
        place.cursor = hit->offset + hit->start;
        session_set_place(app->session, &place);
    }
}

/* Another assessment takes the place of the one that is open. */
static struct reply open_other(struct app *app, const struct store_hit *hit)
{
    struct reply reply = opening_open(app, hit->ward_code, hit->year);

    if (app->session && reply.go == GO_SHOW && reply.to != SCREEN_CONFLICT) {
        place_at(app, hit);
        reply = reply_show(SCREEN_PAGE);
    }
    return reply;
}

/* The other sheet stands beside this one, to be read, where this one has the page. */
static bool stand_beside(struct app *app, const struct store_hit *hit, struct reply *reply)
{
    struct session_place place = {0};
    struct error err = {""};

    if (assessment_find_page(session_assessment(app->session), hit->page_name) == (size_t)-1) {
        return false;
    }
    snprintf(place.page, sizeof(place.page), "%s", hit->page_name);
    snprintf(place.field, sizeof(place.field), "%s", hit->path);
    if (!beside_choose_sheet(app->session, hit->ward_code, hit->year, &err)) {
        app_say_error(app, &err);
        *reply = reply_redo(REDO_BARS);
        return true;
    }
    session_set_place(app->session, &place);
    *reply = reply_show(SCREEN_BESIDE);
    return true;
}

static struct reply go_to_hit(struct app *app, struct search *v)
{
    struct reply reply;
    char year[64];

    if (v->pick.current >= v->hits.count) {
        return reply_redo(REDO_NOTHING);
    }
    const struct store_hit *hit = &v->hits.items[v->pick.current];
    if (is_here(app, hit)) {
        place_at(app, hit);
        return reply_show(SCREEN_PAGE);
    }
    if (!app->session) {
        return open_other(app, hit);
    }
    if (stand_beside(app, hit, &reply)) {
        return reply;
    }
    era_fiscal_year_label(reference_eras(catalogue_reference(app->catalogue)), hit->year, year,
                          sizeof(year));
    app_ask(app, "yn", _("Leave this assessment and open %s %s there? y: yes  n: no"),
            hit->ward_name, year);
    return reply_redo(REDO_BARS);
}

/* --- typing ----------------------------------------------------------------------------------- */

static struct reply typed(struct search *v)
{
    v->due = true;
    return reply_redo(REDO_BODY | REDO_BARS);
}

static struct reply edit(struct search *v, enum action action)
{
    switch (action) {
    case ACTION_BACKSPACE:
        return editor_backspace(v->editor) ? typed(v) : reply_redo(REDO_NOTHING);
    case ACTION_DELETE:
        return editor_delete(v->editor) ? typed(v) : reply_redo(REDO_NOTHING);
    case ACTION_DELETE_LINE:
        return editor_delete_line(v->editor) ? typed(v) : reply_redo(REDO_NOTHING);
    case ACTION_LEFT:
        editor_move(v->editor, EDITOR_LEFT, 1);
        return reply_redo(REDO_BODY);
    case ACTION_RIGHT:
        editor_move(v->editor, EDITOR_RIGHT, 1);
        return reply_redo(REDO_BODY);
    case ACTION_LINE_START:
        editor_move(v->editor, EDITOR_TEXT_START, 1);
        return reply_redo(REDO_BODY);
    case ACTION_LINE_END:
        editor_move(v->editor, EDITOR_TEXT_END, 1);
        return reply_redo(REDO_BODY);
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static struct reply search_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct search *v = (struct search *)s;

    if (event->kind == EVENT_TEXT) {
        return editor_insert(v->editor, event->text, event->size) ? typed(v)
                                                                  : reply_redo(REDO_NOTHING);
    }
    if (v->due) { /* a key that came with the text is about what the text finds */
        look(app, v);
    }
    if (event->kind == EVENT_ANSWER) {
        return event->answer == 'y' && v->pick.current < v->hits.count
                   ? open_other(app, &v->hits.items[v->pick.current])
                   : reply_redo(REDO_ALL);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return go_to_hit(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        break;
    }
    return pick_move(&v->pick, event->action, hits_shown(app)) ? reply_redo(REDO_BODY)
                                                               : edit(v, event->action);
}

/* --- drawing ---------------------------------------------------------------------------- */

/* From where the text is shown, so that the cursor can be seen. */
static size_t first_shown(const struct editor *e, int columns)
{
    const char *text = editor_text(e);
    size_t first = 0;

    while (width_of_text(text + first, editor_cursor(e) - first) >= columns) {
        first = grapheme_next(text, editor_size(e), first);
    }
    return first;
}

/* Returns the column of the cursor. */
static int draw_typed(struct app *app, const struct search *v)
{
    struct pen pen = draw_pen(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);
    const char *text = editor_text(v->editor);

    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_string(&pen, DRAW_BOLD, _("Search"));
    draw_string(&pen, DRAW_PLAIN, "  ");
    int x = pen.x;
    size_t first = first_shown(v->editor, app->canvas.cols - 1 - x);
    size_t cursor = editor_cursor(v->editor);
    draw_text(&pen, DRAW_UNDERLINE, text + first, cursor - first);
    x = pen.x;
    draw_text(&pen, DRAW_UNDERLINE, text + cursor, editor_size(v->editor) - cursor);
    draw_blank(&pen, DRAW_UNDERLINE, app->canvas.cols - 1);
    draw_finish(&pen, DRAW_PLAIN);
    if (heading_rows(app) > 1) {
        draw_empty_row(&app->canvas, SCREEN_TOP + 1, 0, app->canvas.cols);
    }
    return x;
}

/* The piece, cut at its left so far that the hit and a little behind it is seen. */
static void draw_piece(struct pen *pen, const struct store_hit *hit)
{
    int room = pen->end - pen->x - 2;
    int needed = width_of_text(hit->piece + hit->start, hit->end - hit->start) + room / 4;
    size_t first = 0;

    while (first < hit->start &&
           width_of_text(hit->piece + first, hit->start - first) + needed > room) {
        first = grapheme_next(hit->piece, strlen(hit->piece), first);
    }
    draw_string(pen, DRAW_DIM, first > 0 || hit->cut_before ? ".." : "");
    draw_text(pen, DRAW_PLAIN, hit->piece + first, hit->start - first);
    draw_text(pen, DRAW_REVERSE, hit->piece + hit->start, hit->end - hit->start);
    draw_clipped(pen, DRAW_PLAIN, hit->piece + hit->end);
}

static void draw_hit(struct app *app, struct search *v, size_t i, int y)
{
    const struct store_hit *hit = &v->hits.items[i];
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    bool in_hand = i == v->pick.current;
    bool under = hit_rows(app) > 1;
    int columns = under ? app->canvas.cols - 3 : app->canvas.cols * 2 / 5;
    char place[512];

    place_of(app, v, hit, place, sizeof(place));
    draw_string(&pen, DRAW_BOLD, in_hand ? "> " : "  ");
    draw_cell(&pen, in_hand ? DRAW_BOLD | DRAW_UNDERLINE : DRAW_PLAIN, place, columns);
    if (under) {
        draw_finish(&pen, DRAW_PLAIN);
        pen = draw_pen(&app->canvas, y + 1, 0, app->canvas.cols);
    }
    draw_blank(&pen, DRAW_PLAIN, pen.x + 2);
    pen.end = app->canvas.cols - 1;
    draw_piece(&pen, hit);
    pen.end = app->canvas.cols;
    draw_finish(&pen, DRAW_PLAIN);
}

static void draw_hits(struct app *app, struct search *v)
{
    int y = SCREEN_TOP + heading_rows(app);
    int rows = hit_rows(app);

    for (size_t i = v->pick.first; i < v->hits.count && y + rows <= screen_bottom(app); i++) {
        draw_hit(app, v, i, y);
        y += rows;
    }
    for (; y < screen_bottom(app); y++) {
        draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
    }
}

static void search_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct search *v = (struct search *)s;
    if (v->due) {
        look(app, v);
    }
    pick_show(&v->pick, hits_shown(app));
    int x = draw_typed(app, v);
    if (redo & REDO_BODY) {
        draw_hits(app, v);
    }
    move(SCREEN_TOP, x);
}

static struct reply search_point(struct app *app, struct screen *s, int row, int col, int64_t now)
{
    struct search *v = (struct search *)s;
    int top = SCREEN_TOP + heading_rows(app);
    size_t i = v->pick.first + (size_t)((row - top) / hit_rows(app));

    (void)col;
    (void)now;
    if (row < top || i >= v->hits.count) {
        return reply_redo(REDO_NOTHING);
    }
    v->pick.current = i;
    return reply_redo(REDO_BODY);
}

static void search_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Search"));
}

static void search_status(struct app *app, struct screen *s, struct message *out)
{
    const struct search *v = (const struct search *)s;

    (void)app;
    if (v->trouble[0]) {
        snprintf(out->text, sizeof(out->text), "! %.*s", (int)sizeof(out->text) - 3, v->trouble);
        out->style = DRAW_ERROR;
        return;
    }
    if (!*editor_text(v->editor)) {
        snprintf(out->text, sizeof(out->text), "%s",
                 _("Type what is to be found: in this sheet, then in other years and wards"));
    } else if (v->hits.more) {
        snprintf(out->text, sizeof(out->text),
                 _("More than %zu fields: the first are shown, type on"), v->hits.count);
    } else {
        snprintf(out->text, sizeof(out->text),
                 ngettext("Found in %zu field", "Found in %zu fields", v->hits.count),
                 v->hits.count);
    }
    out->style = DRAW_DIM;
}

const struct screen_class search_screen = {
    .kind = SCREEN_SEARCH,
    .open = search_open,
    .close = search_close,
    .update = search_update,
    .handle = search_handle,
    .draw = search_draw,
    .lines = true,
    .point = search_point,
    .title = search_title,
    .status = search_status,
};
