/* Moving in a list. */
#include "config.h"

#include "terminal/pick.h"

static void move_by(struct pick *p, size_t step, bool down)
{
    if (p->count == 0) {
        return;
    }
    if (down) {
        p->current = step < p->count - 1 - p->current ? p->current + step : p->count - 1;
    } else {
        p->current = step < p->current ? p->current - step : 0;
    }
}

bool pick_move(struct pick *p, enum action action, int rows)
{
    size_t screen = rows > 2 ? (size_t)rows - 1 : 1;

    switch (action) {
    case ACTION_UP:
        move_by(p, 1, false);
        return true;
    case ACTION_DOWN:
        move_by(p, 1, true);
        return true;
    case ACTION_SCREEN_UP:
        move_by(p, screen, false);
        return true;
    case ACTION_SCREEN_DOWN:
        move_by(p, screen, true);
        return true;
    case ACTION_FIRST:
        p->current = 0;
        return true;
    case ACTION_LAST:
        p->current = p->count > 0 ? p->count - 1 : 0;
        return true;
    default:
        return false;
    }
}

void pick_show(struct pick *p, int rows)
{
    size_t shown = rows > 0 ? (size_t)rows : 1;

    if (p->current < p->first) {
        p->first = p->current;
    } else if (p->current >= p->first + shown) {
        p->first = p->current - shown + 1;
    }
    if (p->first + shown > p->count) {
        p->first = p->count > shown ? p->count - shown : 0;
    }
}

void pick_resize(struct pick *p, size_t count)
{
    p->count = count;
    if (p->current >= count) {
        p->current = count > 0 ? count - 1 : 0;
    }
}
