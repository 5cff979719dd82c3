/* From clicks to actions. */
#include "config.h"

#include "terminal/mouse.h"

#include <curses.h>
#include <stdlib.h>

#include "terminal/bars.h"

struct click {
    struct app *app;
    struct screen *screen;
    void (*act)(void *context, enum action action);
    void *context;
};

/* The row of the cursor once the screen is drawn as it now is. */
static int row_in_hand(const struct click *c)
{
    c->screen->kind->draw(c->app, c->screen, REDO_BODY);
    return getcury(stdscr);
}

/* Step by step, because lines may be of several rows, and the list may move under
 * the cursor; a step too far is taken back. */
static void put_in_hand(const struct click *c, int row)
{
    int at = row_in_hand(c);
    bool down = at < row;

    for (int most = abs(row - at); most > 0 && at != row; most--) {
        c->act(c->context, down ? ACTION_DOWN : ACTION_UP);
        int next = row_in_hand(c);
        if (next == at) { /* the end of the list */
            return;
        }
        at = next;
        if (down && at > row) {
            c->act(c->context, ACTION_UP);
            return;
        }
    }
}

static bool is_second(struct mouse *m, const struct input_event *in, int64_t now)
{
    bool second = m->at != 0 && now - m->at <= MOUSE_DOUBLE_MS && m->row == in->row &&
                  abs(m->col - in->col) <= 1;

    m->at = second ? 0 : now;
    m->row = in->row;
    m->col = in->col;
    return second;
}

struct reply mouse_take(struct mouse *m, struct app *app, struct screen *s,
                        const struct input_event *in, int64_t now,
                        void (*act)(void *context, enum action action), void *context)
{
    struct click c = {app, s, act, context};

    if (in->button == INPUT_WHEEL_UP || in->button == INPUT_WHEEL_DOWN) {
        for (int i = 0; i < MOUSE_WHEEL_LINES; i++) {
            act(context, in->button == INPUT_WHEEL_UP ? ACTION_UP : ACTION_DOWN);
        }
        return reply_redo(REDO_NOTHING);
    }
    if (in->button != INPUT_BUTTON_LEFT) {
        return reply_redo(REDO_NOTHING);
    }
    bool second = is_second(m, in, now);
    if (screen_keys_have_row(&app->canvas) && in->row == app->canvas.rows - 1) {
        enum action action = bars_action_at(screen_place(s), app->canvas.cols, in->col);
        if (action != ACTION_NONE && !second) {
            act(context, action);
        }
        return reply_redo(REDO_NOTHING);
    }
    if (in->row < SCREEN_TOP || in->row >= screen_bottom(app)) {
        return reply_redo(REDO_NOTHING);
    }
    if (s->kind->point) {
        struct reply reply = s->kind->point(app, s, in->row, in->col, now);
        if (second && s->kind->lines && reply.redo != REDO_NOTHING) {
            act(context, ACTION_OPEN);
        }
        return reply;
    }
    if (s->kind->lines) {
        put_in_hand(&c, in->row);
        if (second && row_in_hand(&c) == in->row) {
            act(context, ACTION_OPEN);
        }
    }
    return reply_redo(REDO_NOTHING);
}
