/* The page as it stands in the other sheet: to read, field by field. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/beside.h"
#include "terminal/page_beside.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    HEADING_ROWS = 2,
    LABEL_COLUMNS = 20,
    LABEL_WIDE = 34,
    WIDE = 100,
    SIGNS = 3, /* between label and text: what is gone and new */
    TEXT_MAX = 110,
    TEXT_LEAST = 24, /* columns beside a label */
};

/* A heading, or a field with what stands there. */
struct block {
    const char *label;
    const struct page_beside *beside; /* of a field; NULL: no such field there */
    size_t item;                      /* of the model; PAGE_NONE: it stands there alone */
    bool heading, stayed;
    int indent;
    struct layout label_lines, lines;
    int top, height;
    int text_top; /* the row of its own that the text begins in */
};

struct other {
    struct screen screen;
    struct session *session;
    struct page_model model;
    struct block *blocks;
    size_t count;
    size_t current;
    int rows, first;
};

static struct screen *other_open(struct app *app, struct error *err)
{
    struct other *v = screen_new(&beside_screen, sizeof(*v), err);

    if (v) {
        v->session = app->session;
        v->current = PAGE_NONE;
        v->model.current = PAGE_NONE;
    }
    return (struct screen *)v;
}

static void drop_blocks(struct other *v)
{
    for (size_t i = 0; i < v->count; i++) {
        layout_free(&v->blocks[i].label_lines);
        layout_free(&v->blocks[i].lines);
    }
    free(v->blocks);
    v->blocks = NULL;
    v->count = 0;
}

static void other_close(struct screen *s)
{
    struct other *v = (struct other *)s;

    beside_leave_page(v->session);
    drop_blocks(v);
    page_model_free(&v->model);
    free(v);
}

/* --- taking it in ---------------------------------------------------------------- */

static void add_block(struct other *v, struct block block)
{
    v->blocks[v->count++] = block;
}

static void take_items(struct other *v)
{
    const struct page_model *m = &v->model;

    for (size_t i = m->head; i < m->count; i++) {
        const struct page_item *item = &m->items[i];
        enum assessment_entry_kind kind = item->entry.kind;
        bool heading = kind == ASSESSMENT_HEADING || kind == ASSESSMENT_ROW;
        if (!heading && (kind != ASSESSMENT_FIELD || item->reason)) {
            continue;
        }
        add_block(
            v, (struct block){.label = item->label,
                              .beside = item->beside,
                              .item = i,
                              .heading = heading,
                              .stayed = item->stayed && beside_kind(m->session) == BESIDE_LAST_YEAR,
                              .indent = 1 + 2 * item->entry.depth});
    }
}

static bool is_of_another_kind(const struct other *v)
{
    return beside_is_of_another_kind(v->session, v->model.page);
}

static void take_alone(struct other *v)
{
    const struct page_model *m = &v->model;

    if (m->alone_count > 0 && !is_of_another_kind(v)) {
        add_block(v, (struct block){.label = _("Only there"), .heading = true, .indent = 1});
    }
    for (size_t i = 0; i < m->alone_count; i++) {
        add_block(v, (struct block){.label = m->alone[i].label,
                                    .beside = m->alone[i].beside,
                                    .item = PAGE_NONE,
                                    .indent = 3});
    }
}

static int heading_rows(const struct app *app)
{
    return small_heading(screen_bottom(app) - SCREEN_TOP, HEADING_ROWS);
}

/* Whether the labels stand above the texts, because there are few columns. */
static bool is_stacked(const struct app *app)
{
    return app->canvas.cols < LABEL_COLUMNS + SIGNS + 2 + TEXT_LEAST;
}

static int label_columns(const struct app *app)
{
    if (is_stacked(app)) {
        return 0;
    }
    return app->canvas.cols >= WIDE ? LABEL_WIDE : LABEL_COLUMNS;
}

static const char *text_of(const struct block *b)
{
    return b->beside ? b->beside->shown.text : "";
}

static bool lay_out_block(const struct app *app, struct block *b)
{
    int columns = app->canvas.cols - label_columns(app) - SIGNS - 2;
    const char *text = text_of(b);

    if (b->heading) {
        b->height = 1;
        return true;
    }
    int for_label = is_stacked(app) ? app->canvas.cols - 1 : label_columns(app) - b->indent;
    columns = columns > TEXT_MAX ? TEXT_MAX : columns;
    if (!layout_make(&b->label_lines, b->label, strlen(b->label), for_label < 2 ? 2 : for_label) ||
        !layout_make(&b->lines, text, strlen(text), columns < 2 ? 2 : columns)) {
        return false;
    }
    int label = (int)b->label_lines.count + (b->stayed ? 1 : 0);
    int lines = (int)b->lines.count;
    b->text_top = is_stacked(app) ? label : 0;
    b->height = is_stacked(app) ? label + lines : lines > label ? lines : label;
    return true;
}

static bool lay_out(const struct app *app, struct other *v, struct error *err)
{
    v->rows = 0;
    for (size_t i = 0; i < v->count; i++) {
        if (!lay_out_block(app, &v->blocks[i])) {
            return error_set_memory(err);
        }
        v->blocks[i].top = v->rows;
        v->rows += v->blocks[i].height;
    }
    return true;
}

/* The field that the person is at on the page. */
static size_t find_current(const struct app *app, const struct other *v)
{
    size_t item = page_model_find_path(&v->model, session_get_place(app->session)->field);
    size_t first = PAGE_NONE;

    if (item != PAGE_NONE && v->model.items[item].reason) {
        item = page_model_find(&v->model, v->model.items[item].entry.node);
    }
    for (size_t i = 0; i < v->count; i++) {
        if (!v->blocks[i].heading && v->blocks[i].item == item && item != PAGE_NONE) {
            return i;
        }
        first = first == PAGE_NONE && !v->blocks[i].heading ? i : first;
    }
    return first;
}

static bool other_update(struct app *app, struct screen *s, struct error *err)
{
    struct other *v = (struct other *)s;

    app_check(app);
    drop_blocks(v);
    if (!page_model_load(&v->model, app->session, session_place_page(app->session), err)) {
        page_model_free(&v->model);
        return false;
    }
    v->blocks = calloc(v->model.count + v->model.alone_count + 1, sizeof(*v->blocks));
    if (!v->blocks) {
        return error_set_memory(err);
    }
    if (v->model.beside_page != PAGE_NONE) {
        if (!is_of_another_kind(v)) {
            take_items(v);
        }
        take_alone(v);
    }
    if (v->current >= v->count || v->blocks[v->current].heading) {
        v->current = find_current(app, v);
    }
    return lay_out(app, v, err);
}

/* --- keys --------------------------------------------------------------------------- */

static int rows_shown(const struct app *app)
{
    return screen_bottom(app) - SCREEN_TOP - heading_rows(app);
}

/* As much of the field in hand as there is room for. */
static void show_current(const struct app *app, struct other *v)
{
    int rows = rows_shown(app);

    if (v->current < v->count) {
        const struct block *b = &v->blocks[v->current];
        int end = b->top + b->height - rows;
        int highest = b->top < end ? b->top : end;
        int lowest = b->top > end ? b->top : end;
        v->first = v->first < highest ? highest : v->first;
        v->first = v->first > lowest ? lowest : v->first;
    }
    v->first = v->first > v->rows - rows ? v->rows - rows : v->first;
    v->first = v->first < 0 ? 0 : v->first;
}

static size_t next_field(const struct other *v, bool forward)
{
    size_t i = v->current;

    while (forward ? ++i < v->count : i-- > 0) {
        if (!v->blocks[i].heading) {
            return i;
        }
    }
    return v->current;
}

/* A field that is higher than the screen is read line by line first. */
static void step(const struct app *app, struct other *v, bool forward)
{
    const struct block *b = &v->blocks[v->current];
    int rows = rows_shown(app);

    if (forward && b->top + b->height > v->first + rows) {
        v->first++;
    } else if (!forward && b->top < v->first) {
        v->first--;
    } else {
        v->current = next_field(v, forward);
    }
}

static void step_screen(const struct app *app, struct other *v, bool forward)
{
    int rows = rows_shown(app);
    int wanted = v->blocks[v->current].top + (forward ? rows : -rows);

    while (forward ? v->blocks[v->current].top < wanted : v->blocks[v->current].top > wanted) {
        size_t before = v->current;
        v->current = next_field(v, forward);
        if (v->current == before) {
            break;
        }
    }
}

static bool move_to(const struct app *app, struct other *v, enum action action)
{
    if (v->current >= v->count) {
        return false;
    }
    switch (action) {
    case ACTION_UP:
    case ACTION_DOWN:
        step(app, v, action == ACTION_DOWN);
        return true;
    case ACTION_NEXT_FIELD:
    case ACTION_PREVIOUS_FIELD:
        v->current = next_field(v, action == ACTION_NEXT_FIELD);
        return true;
    case ACTION_SCREEN_UP:
    case ACTION_SCREEN_DOWN:
        step_screen(app, v, action == ACTION_SCREEN_DOWN);
        return true;
    case ACTION_FIRST:
    case ACTION_LAST:
        for (size_t i = 0; i < v->count; i++) {
            v->current = next_field(v, action == ACTION_LAST);
        }
        return true;
    default:
        return false;
    }
}

/* The page opens at the field in hand; where that was so, the cursor stays. */
static void place_current(struct app *app, const struct other *v)
{
    struct session_place place = *session_get_place(app->session);
    size_t item = v->current < v->count ? v->blocks[v->current].item : PAGE_NONE;
    char *path = item < v->model.count ? page_model_path(&v->model, &v->model.items[item]) : NULL;

    if (path && strcmp(path, place.field) != 0) {
        snprintf(place.field, sizeof(place.field), "%s", path);
        place.cursor = 0;
        session_set_place(app->session, &place);
    }
    free(path);
}

static struct reply take(struct app *app, const struct other *v, int64_t now)
{
    const struct block *b = v->current < v->count ? &v->blocks[v->current] : NULL;

    if (!b || !b->beside || !*b->beside->text || b->item == PAGE_NONE) {
        app_say(app, "%s", _("There is no field on the page for this."));
        return reply_redo(REDO_BARS);
    }
    place_current(app, v);
    if (!beside_wish(app->session, b->beside->text, now)) {
        return reply_redo(REDO_NOTHING);
    }
    return reply_show(SCREEN_PAGE);
}

static struct reply turn_differences(struct app *app, struct other *v)
{
    struct error err = {""};

    beside_mark_differences(app->session, !beside_marks_differences(app->session));
    if (!other_update(app, &v->screen, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static struct reply other_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct other *v = (struct other *)s;

    if (move_to(app, v, event->action)) {
        return reply_redo(REDO_BODY);
    }
    switch (event->action) {
    case ACTION_TAKE_BESIDE:
        return take(app, v, event->now);
    case ACTION_DIFFERENCES:
        return turn_differences(app, v);
    case ACTION_OTHER_SHEET:
        return reply_show(SCREEN_SHEETS);
    case ACTION_CASES:
        place_current(app, v);
        return reply_show(SCREEN_CASES);
    case ACTION_BESIDE:
        place_current(app, v);
        return beside_kind(app->session) == BESIDE_CASE ? reply_show(SCREEN_PAGE) : reply_back();
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        place_current(app, v);
        return reply_back();
    case ACTION_SEARCH:
        return reply_show(SCREEN_SEARCH);
    default:
        return reply_redo(REDO_NOTHING);
    }
}

/* --- the screen ------------------------------------------------------------------------ */

static const char *head_word(const struct app *app)
{
    return beside_marks_differences(app->session)
               ? _("read-only  - only there  + only in this page")
               : _("read-only");
}

static void draw_head(struct app *app, const struct other *v)
{
    struct pen pen = draw_pen(&app->canvas, SCREEN_TOP, 0, app->canvas.cols);
    const char *word = head_word(app);
    int word_x = app->canvas.cols - width_of_text(word, strlen(word)) - 1;

    if (word_x < app->canvas.cols / 3) { /* the top line says it */
        word = "";
        word_x = app->canvas.cols;
    }
    draw_blank(&pen, DRAW_PLAIN, 1);
    pen.end = word_x - 1;
    draw_clipped(&pen, DRAW_BOLD | DRAW_UNDERLINE, v->model.title ? v->model.title : "");
    pen.end = app->canvas.cols;
    draw_blank(&pen, DRAW_PLAIN, word_x);
    draw_string(&pen, DRAW_PLAIN, word);
    draw_finish(&pen, DRAW_PLAIN);
    draw_empty_row(&app->canvas, SCREEN_TOP + 1, 0, app->canvas.cols);
}

static void draw_label(const struct block *b, int k, bool in_hand, int columns, struct pen *pen)
{
    int end = pen->end;

    draw_blank(pen, DRAW_PLAIN, columns > 0 ? b->indent : 0);
    pen->end = columns > 0 ? columns : end;
    if (k < (int)b->label_lines.count) {
        const struct layout_line *line = &b->label_lines.lines[k];
        draw_text(pen, in_hand ? DRAW_REVERSE : DRAW_PLAIN, b->label + line->start,
                  line->end - line->start);
    } else if (b->stayed && k == (int)b->label_lines.count) {
        draw_clipped(pen, DRAW_DIM, _("= last year's"));
    }
    pen->end = end;
    draw_blank(pen, DRAW_PLAIN, columns);
}

static void draw_text_of(const struct block *b, int k, struct pen *pen)
{
    const char *text = text_of(b);

    if (!*text && k == 0) {
        draw_blank(pen, DRAW_PLAIN, pen->x + SIGNS);
        draw_string(pen, DRAW_DIM, b->beside ? _("(blank)") : _("(not there)"));
    } else if (*text && k < (int)b->lines.count) {
        const struct layout_line *line = &b->lines.lines[k];
        draw_string(pen, DRAW_BOLD, difference_signs(&b->beside->shown, line->start, line->end));
        draw_blank(pen, DRAW_PLAIN, pen->x + SIGNS - 2);
        difference_draw(&b->beside->shown, line->start, line->end, DRAW_PLAIN, pen);
    }
}

static void draw_block_row(struct app *app, const struct other *v, size_t i, int k, int y)
{
    const struct block *b = &v->blocks[i];
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);

    if (b->heading) {
        draw_blank(&pen, DRAW_PLAIN, b->indent);
        draw_clipped(&pen, DRAW_BOLD, b->label);
    } else {
        if (k < b->text_top || b->text_top == 0) {
            draw_label(b, k, i == v->current, label_columns(app), &pen);
        }
        if (k >= b->text_top) {
            draw_text_of(b, k - b->text_top, &pen);
        }
    }
    draw_finish(&pen, DRAW_PLAIN);
}

static void draw_body(struct app *app, const struct other *v)
{
    int top = SCREEN_TOP + heading_rows(app);
    size_t i = 0;

    for (int y = top; y < screen_bottom(app); y++) {
        int row = v->first + y - top;
        while (i < v->count && row >= v->blocks[i].top + v->blocks[i].height) {
            i++;
        }
        if (i < v->count) {
            draw_block_row(app, v, i, row - v->blocks[i].top, y);
        } else {
            draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
        }
    }
    if (is_stacked(app) && v->current < v->count && v->blocks[v->current].top < v->first) {
        draw_block_row(app, v, v->current, 0, top); /* whose text it is */
    }
}

static void other_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct other *v = (struct other *)s;
    int top = SCREEN_TOP + heading_rows(app);

    show_current(app, v);
    if (redo & REDO_BODY) {
        if (top > SCREEN_TOP) {
            draw_head(app, v);
        }
        draw_body(app, v);
    }
    if (v->current < v->count) {
        int y = top + v->blocks[v->current].top - v->first;
        move(y < top ? top : y, is_stacked(app) ? 0 : v->blocks[v->current].indent);
    } else {
        move(top, 1);
    }
}

static void other_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)s;
    beside_title(app->session, out, size);
}

static void other_status(struct app *app, struct screen *s, struct message *out)
{
    const struct other *v = (const struct other *)s;

    if (v->model.beside_page == PAGE_NONE) {
        snprintf(out->text, sizeof(out->text), "%s", _("This page is not in it."));
    } else if (heading_rows(app) == 0) {
        const char *word = head_word(app);
        bool fits = width_of_text(word, strlen(word)) < app->canvas.cols;
        snprintf(out->text, sizeof(out->text), "%s", fits ? word : _("read-only"));
    }
}

const struct screen_class beside_screen = {
    .kind = SCREEN_BESIDE,
    .open = other_open,
    .close = other_close,
    .update = other_update,
    .handle = other_handle,
    .draw = other_draw,
    .title = other_title,
    .status = other_status,
};
