/* The rows of a list. */
#include "config.h"

#include "terminal/lines.h"

#include <curses.h>

#include "terminal/small.h"

static void draw_line(struct app *app, struct screen *s, size_t i, int y, bool in_hand,
                      lines_content *content)
{
    unsigned style = in_hand ? DRAW_REVERSE : DRAW_PLAIN;
    int cols = app->canvas.cols;
    struct pen pen = draw_pen(&app->canvas, y, 0, cols);

    bool narrow = small_is_narrow(&app->canvas); /* then no column is left blank */
    draw_blank(&pen, narrow ? style : DRAW_PLAIN, 1);
    pen.end = narrow ? cols : cols - 1;
    content(app, s, i, &pen, style);
    draw_finish(&pen, style);
    pen.end = cols;
    draw_finish(&pen, DRAW_PLAIN);
}

void lines_draw(struct app *app, struct screen *s, struct pick *pick, int top, int end,
                unsigned redo, lines_content *content)
{
    pick_show(pick, end - top);
    for (int y = top; (redo & REDO_BODY) && y < end; y++) {
        size_t i = pick->first + (size_t)(y - top);
        if (i < pick->count) {
            draw_line(app, s, i, y, i == pick->current, content);
        } else {
            draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
        }
    }
    move(top + (int)(pick->current - pick->first), 1);
}

void lines_draw_sentence(struct app *app, int y, unsigned style, const char *sentence)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    int cursor_y, cursor_x;

    getyx(stdscr, cursor_y, cursor_x);
    draw_blank(&pen, DRAW_PLAIN, 1);
    draw_clipped(&pen, style, sentence);
    draw_finish(&pen, DRAW_PLAIN);
    move(cursor_y, cursor_x);
}
