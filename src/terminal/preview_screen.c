/* The printed sheet before it is printed: a window on its rows, which are wider and
 * longer than the terminal. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/preview_file.h"
#include "terminal/preview_text.h"
#include "terminal/screen.h"
#include "text/i18n.h"
#include "text/width.h"

enum { BEFORE = 4 }; /* columns that are seen before what is in hand, and rows */

struct preview {
    struct screen screen;
    struct preview_text text;
    struct printing_place hand; /* of what is in hand on its page */
    unsigned edits;             /* of the session when the text was made */
    size_t sheet;               /* what is shown, from this row and column on */
    size_t top;
    int left;
    struct preview_file file;
};

/* --- taking it in -------------------------------------------------------------------------- */

static struct screen *preview_open(struct app *app, struct error *err)
{
    if (!app->options->printing) {
        error_set(err, "%s", _("There is no preview here. \"kusei export\" prints the sheet."));
        return NULL;
    }
    return screen_new(&preview_screen, sizeof(struct preview), err);
}

static void preview_close(struct screen *s)
{
    struct preview *v = (struct preview *)s;

    preview_text_free(&v->text);
    preview_file_free(&v->file);
    free(v);
}

/* The field that the person is at; where it has no place on the page, the page. */
static const xmlNode *node_in_hand(const struct app *app)
{
    const struct assessment *a = session_assessment(app->session);
    const struct session_place *place = session_get_place(app->session);
    size_t page = session_place_page(app->session);
    struct assessment_entries entries;
    struct error err;
    size_t count;
    const xmlNode *node = assessment_pages(a, &count)[page].node;

    if (place->field[0] && assessment_page_entries(a, page, &entries, &err)) {
        for (size_t i = 0; i < entries.count; i++) {
            char *path = entries.items[i].kind == ASSESSMENT_FIELD
                             ? assessment_field_path(a, entries.items[i].node)
                             : NULL;
            node = path && strcmp(path, place->field) == 0 ? entries.items[i].node : node;
            free(path);
        }
        assessment_entries_free(&entries);
    }
    return node;
}

static int rows_shown(const struct app *app)
{
    int rows = screen_bottom(app) - SCREEN_TOP;

    return rows > 0 ? rows : 1;
}

static size_t last_top(const struct app *app, const struct preview *v)
{
    size_t rows = v->text.sheets[v->sheet].rows;
    size_t shown = (size_t)rows_shown(app);

    return rows > shown ? rows - shown : 0;
}

static int last_left(const struct app *app, const struct preview *v)
{
    int columns = v->text.sheets[v->sheet].columns - app->canvas.cols;

    return columns > 0 ? columns : 0;
}

static void keep_inside(const struct app *app, struct preview *v)
{
    if (v->sheet >= v->text.sheet_count) {
        v->sheet = v->text.sheet_count - 1;
    }
    if (v->top > last_top(app, v)) {
        v->top = last_top(app, v);
    }
    if (v->left > last_left(app, v)) {
        v->left = last_left(app, v);
    }
    if (v->left < 0) {
        v->left = 0;
    }
}

static void go_to_hand(const struct app *app, struct preview *v)
{
    v->sheet = v->hand.sheet;
    v->top = v->hand.row > BEFORE ? v->hand.row - BEFORE : 0;
    v->left = v->hand.column > BEFORE ? v->hand.column - BEFORE : 0;
    keep_inside(app, v);
}

static bool make_text(struct app *app, struct preview *v, struct error *err)
{
    const struct printing *printing = app->options->printing;
    struct buffer bytes = BUFFER_INIT;
    bool good = printing->show(printing->context, session_assessment(app->session),
                               node_in_hand(app), width_ambiguous(), &v->hand, &bytes, err);

    if (!good) {
        buffer_free(&bytes);
        return false;
    }
    return preview_text_take(&v->text, &bytes) || error_set_memory(err);
}

static bool preview_update(struct app *app, struct screen *s, struct error *err)
{
    struct preview *v = (struct preview *)s;
    bool first = v->text.sheet_count == 0;

    if (first || v->edits != session_edits(app->session)) {
        if (!make_text(app, v, err)) {
            return false;
        }
        v->edits = session_edits(app->session);
    }
    if (first) {
        go_to_hand(app, v);
    }
    keep_inside(app, v);
    return true;
}

/* --- moving --------------------------------------------------------------------------------- */

static void turn_to(struct preview *v, size_t sheet)
{
    v->sheet = sheet;
    v->top = 0;
}

static struct reply turn(struct app *app, struct preview *v, bool forward)
{
    if (forward ? v->sheet + 1 >= v->text.sheet_count : v->sheet == 0) {
        app_say(app, "%s", forward ? _("This is the last sheet.") : _("This is the first sheet."));
        return reply_redo(REDO_BARS);
    }
    turn_to(v, forward ? v->sheet + 1 : v->sheet - 1);
    keep_inside(app, v);
    return reply_redo(REDO_BODY | REDO_BARS);
}

/* A screenful; from the end of a sheet to the next one, and back to the end of the one
 * before. */
static struct reply scroll_on(struct app *app, struct preview *v, bool forward)
{
    size_t rows = (size_t)rows_shown(app);

    if (forward ? v->top >= last_top(app, v) : v->top == 0) {
        size_t before = v->sheet;
        struct reply reply = turn(app, v, forward);
        v->top = !forward && v->sheet != before ? last_top(app, v) : v->top;
        return reply;
    }
    v->top = forward ? v->top + rows : v->top > rows ? v->top - rows : 0;
    keep_inside(app, v);
    return reply_redo(REDO_BODY | REDO_BARS);
}

/* False: it is no move. */
static bool move_window(struct app *app, struct preview *v, enum action action)
{
    int step = app->canvas.cols / 2;

    switch (action) {
    case ACTION_UP:
        v->top -= v->top > 0 ? 1 : 0;
        break;
    case ACTION_DOWN:
        v->top++;
        break;
    case ACTION_LEFT:
        v->left -= step;
        break;
    case ACTION_RIGHT:
        v->left += step;
        break;
    case ACTION_LINE_START:
        v->left = 0;
        break;
    case ACTION_LINE_END:
        v->left = last_left(app, v);
        break;
    case ACTION_FIRST:
        turn_to(v, 0);
        break;
    case ACTION_LAST:
        turn_to(v, v->text.sheet_count - 1);
        break;
    case ACTION_OPEN:
        go_to_hand(app, v);
        break;
    default:
        return false;
    }
    keep_inside(app, v);
    return true;
}

static struct reply act(struct app *app, struct preview *v, enum action action)
{
    if (move_window(app, v, action)) {
        return reply_redo(REDO_BODY | REDO_BARS);
    }
    switch (action) {
    case ACTION_NEXT_PAGE:
        return turn(app, v, true);
    case ACTION_PREVIOUS_PAGE:
        return turn(app, v, false);
    case ACTION_SCREEN_DOWN:
        return scroll_on(app, v, true);
    case ACTION_SCREEN_UP:
        return scroll_on(app, v, false);
    case ACTION_EXPORT:
        return preview_file_begin(app, &v->file);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return reply_back();
    default:
        return reply_redo(REDO_NOTHING);
    }
}

static struct reply preview_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct preview *v = (struct preview *)s;

    if (event->kind == EVENT_ANSWER) {
        return preview_file_answer(app, &v->file, event->answer);
    }
    if (v->file.prompt) {
        return preview_file_type(app, &v->file, event);
    }
    return act(app, v, event->action);
}

static struct reply preview_work(struct app *app, struct screen *s)
{
    return preview_file_write(app, &((struct preview *)s)->file);
}

/* --- drawing -------------------------------------------------------------------------------- */

/* From the column on that is shown first; half of a wide character is a blank. */
static void draw_row(const struct app *app, const struct preview *v, int y)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    size_t size;
    int used;
    const char *row =
        preview_text_row(&v->text, v->sheet, v->top + (size_t)(y - SCREEN_TOP), &size);
    size_t start = width_fit(row, size, v->left, &used);

    if (used < v->left && start < size) {
        int both;
        start += width_fit(row + start, size - start, 2, &both);
        draw_blank(&pen, DRAW_PLAIN, used + both - v->left);
    }
    draw_text(&pen, DRAW_PLAIN, row + start, size - start);
    draw_finish(&pen, DRAW_PLAIN);
}

/* The cursor stands where what is in hand begins, if that is to be seen. */
static void place_cursor(const struct app *app, const struct preview *v)
{
    bool seen = v->sheet == v->hand.sheet && v->hand.row >= v->top &&
                v->hand.row < v->top + (size_t)rows_shown(app) && v->hand.column >= v->left &&
                v->hand.column < v->left + app->canvas.cols;

    if (seen) {
        move(SCREEN_TOP + (int)(v->hand.row - v->top), v->hand.column - v->left);
    } else {
        move(SCREEN_TOP, 0);
    }
}

static void preview_draw(struct app *app, struct screen *s, unsigned redo)
{
    const struct preview *v = (const struct preview *)s;

    for (int y = SCREEN_TOP; redo & REDO_BODY && y < screen_bottom(app); y++) {
        draw_row(app, v, y);
    }
    place_cursor(app, v);
}

static void preview_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Preview"));
}

static void preview_status(struct app *app, struct screen *s, struct message *out)
{
    const struct preview *v = (const struct preview *)s;
    const struct preview_sheet *sheet = &v->text.sheets[v->sheet];
    size_t bottom = v->top + (size_t)rows_shown(app);
    int right = v->left + app->canvas.cols;

    snprintf(out->text, sizeof(out->text),
             /* TRANSLATORS: what is shown: which sheet of how many, rows and columns of it */
             _("Sheet %zu of %zu  rows %zu-%zu of %zu  columns %d-%d of %d"), v->sheet + 1,
             v->text.sheet_count, v->top + 1, bottom < sheet->rows ? bottom : sheet->rows,
             sheet->rows, v->left + 1, right < sheet->columns ? right : sheet->columns,
             sheet->columns);
    out->style = DRAW_DIM;
}

static const struct prompt *preview_prompt(const struct screen *s)
{
    return ((const struct preview *)s)->file.prompt;
}

const struct screen_class preview_screen = {
    .kind = SCREEN_PREVIEW,
    .open = preview_open,
    .close = preview_close,
    .update = preview_update,
    .handle = preview_handle,
    .work = preview_work,
    .draw = preview_draw,
    .title = preview_title,
    .status = preview_status,
    .prompt = preview_prompt,
};
