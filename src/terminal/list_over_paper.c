/* A list, and what there is to say about its line in hand. */
#include "config.h"

#include "terminal/list_over_paper.h"

#include "terminal/small.h"

enum {
    MIN_LIST = 3,  /* rows of a list that has a third of the screen */
    MIN_PAPER = 4, /* rows of a paper that has */
};

bool list_over_paper_begin(struct list_over_paper *l, const struct list_over_paper_kind *kind,
                           struct error *err)
{
    l->kind = kind;
    l->paper = paper_new();
    return l->paper || error_set_memory(err);
}

void list_over_paper_free(struct list_over_paper *l)
{
    paper_free(l->paper);
    l->paper = NULL;
}

static int at_least(int rows, int least)
{
    return rows < least ? least : rows;
}

int list_over_paper_heading(const struct app *app, const struct list_over_paper *l)
{
    return small_heading(screen_bottom(app) - SCREEN_TOP, l->kind->heading);
}

/* Where rows are few, neither a list that is read nor a heading is more than the rest. */
static bool is_long(const struct app *app, const struct list_over_paper *l)
{
    return l->kind->long_list && list_over_paper_heading(app, l) == l->kind->heading;
}

int list_over_paper_list_rows(const struct app *app, const struct list_over_paper *l)
{
    int rows = screen_bottom(app) - SCREEN_TOP;

    if (is_long(app, l)) {
        return at_least(rows - l->kind->heading - at_least(rows / 3, MIN_PAPER + 1), 1);
    }
    if (l->kind->long_list) {
        return at_least(rows - small_divide(rows, 1).text, 1);
    }
    return small_divide(rows, MIN_LIST).list;
}

int list_over_paper_rows(const struct app *app, const struct list_over_paper *l)
{
    int rows = screen_bottom(app) - SCREEN_TOP;

    if (is_long(app, l)) {
        return at_least(rows - l->kind->heading - list_over_paper_list_rows(app, l) - 1, 0);
    }
    return small_divide(rows, l->kind->long_list ? 1 : MIN_LIST).text;
}

static int margin(const struct app *app, const struct list_over_paper *l)
{
    return small_margin(&app->canvas, l->kind->margin);
}

bool list_over_paper_write(struct app *app, struct screen *s, struct list_over_paper *l)
{
    paper_clear(l->paper);
    l->first = 0;
    bool good = l->kind->write(app, s);
    l->lines = paper_lay_out(l->paper, app->canvas.cols - 2 * margin(app, l));
    return good;
}

/* A screenful on, but for one line, which leads over. */
static void scroll(const struct app *app, struct list_over_paper *l, bool down)
{
    size_t rows = (size_t)list_over_paper_rows(app, l);
    size_t step = rows > 2 ? rows - 1 : 1;
    size_t last = l->lines > rows ? l->lines - rows : 0;

    if (down) {
        l->first = l->first + step < last ? l->first + step : last;
    } else {
        l->first = l->first > step ? l->first - step : 0;
    }
}

unsigned list_over_paper_move(struct app *app, struct screen *s, struct list_over_paper *l,
                              enum action action)
{
    bool by_screen = action == ACTION_SCREEN_UP || action == ACTION_SCREEN_DOWN;
    struct error err = {""};

    if (by_screen && !l->kind->long_list) {
        scroll(app, l, action == ACTION_SCREEN_DOWN);
        return REDO_BODY;
    }
    if (!pick_move(&l->pick, action, list_over_paper_list_rows(app, l))) {
        return REDO_NOTHING;
    }
    if (!list_over_paper_write(app, s, l)) {
        error_set_memory(&err);
        app_say_error(app, &err);
        return REDO_BODY | REDO_BARS;
    }
    return REDO_BODY;
}

void list_over_paper_draw(struct app *app, struct screen *s, struct list_over_paper *l,
                          unsigned redo)
{
    int top = SCREEN_TOP + list_over_paper_heading(app, l);
    int end = top + list_over_paper_list_rows(app, l);
    int paper_top = screen_bottom(app) - list_over_paper_rows(app, l);

    if (redo & REDO_BODY) {
        for (int y = end; y < paper_top; y++) {
            draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
        }
        paper_draw(l->paper, &app->canvas, l->first, paper_top, screen_bottom(app), margin(app, l));
    }
    lines_draw(app, s, &l->pick, top, end, redo, l->kind->content);
}
