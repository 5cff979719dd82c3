/* The screen brought up to date, row by row. */
#include "config.h"

#include "terminal/shift.h"

#include <curses.h>
#include <stdlib.h>
#include <unistd.h>

#include "terminal/moves.h"
#include "terminal/row_plan.h"

struct shift {
    int rows, cols; /* that there is memory for */
    struct row_cells old, new;
    cchar_t *then;
    struct row_plan *plans; /* of the touched rows */
    int count;
    bool away; /* the terminal's cursor is not where curses takes it to be, but there: */
    int y, x;
};

/* What is to be done in a row, nothing where it is as it is to be. */
static struct row_plan plan_row(struct shift *s, int y)
{
    struct row_plan plan = {.left = true};

    if (mvwin_wchnstr(curscr, y, 0, s->old.cells, s->cols) != ERR &&
        mvwin_wchnstr(stdscr, y, 0, s->new.cells, s->cols) != ERR) {
        row_plan_count(&s->old);
        row_plan_count(&s->new);
        plan = row_plan_make(&s->old, &s->new, s->cols, s->then);
    }
    plan.y = y;
    return plan;
}

/* Returns whether nothing at all is left to curses. */
static bool plan_touched(struct shift *s, int moved_from)
{
    bool whole = true;

    for (int y = 0; y < s->rows; y++) {
        if (is_linetouched(stdscr, y)) {
            struct row_plan plan =
                y < moved_from ? plan_row(s, y) : (struct row_plan){.y = y, .left = true};
            s->plans[s->count++] = plan;
            whole = whole && !plan.left;
        }
    }
    return whole;
}

static bool take_out(struct moves *m, const struct row_plan *plan)
{
    return plan->out == 0 ||
           (plan->out == ROW_PLAN_CLEAR ? moves_clear(m, plan->y, plan->out_at)
                                        : moves_delete(m, plan->y, plan->out_at, plan->out));
}

static bool write_fresh(const struct shift *s, struct moves *m, const struct row_plan *plan)
{
    cchar_t *cells = s->new.cells;

    if (plan->fresh > 0 &&
        (mvwin_wchnstr(stdscr, plan->y, plan->fresh_at, cells, plan->fresh) == ERR ||
         !moves_write(m, plan->y, plan->fresh_at, cells, plan->fresh_count))) {
        return false;
    }
    return !plan->clear || moves_clear(m, plan->y, plan->fresh_at + plan->fresh);
}

/* What comes in, and is written if so it is wanted. What could not be done is no longer
 * in the plan, and left to curses. */
static bool bring_in(const struct shift *s, struct moves *m, struct row_plan *plan, bool written)
{
    if (plan->in > 0 && !moves_insert(m, plan->y, plan->in_at, plan->in)) {
        plan->in = 0;
        plan->left = true;
    }
    if (!plan->left && (!written || !write_fresh(s, m, plan))) {
        plan->left = true;
    }
    return !plan->left;
}

/* All that goes out, then all that comes in: it is about the same columns from row to
 * row, and so the way of the cursor is short. Its own row comes last. If any row is left
 * to curses, so is what is written in the row of the cursor, where curses goes anyway.
 * Returns whether none is. */
static bool carry_out(const struct shift *s, struct moves *m, int cursor_y, bool whole)
{
    struct row_plan *last = NULL;

    for (int i = 0; i < s->count; i++) {
        struct row_plan *plan = &s->plans[i];
        if (!take_out(m, plan)) {
            *plan = (struct row_plan){.y = plan->y, .left = true};
            whole = false;
        }
    }
    for (int i = 0; i < s->count; i++) {
        if (s->plans[i].y == cursor_y) {
            last = &s->plans[i];
        } else {
            whole = bring_in(s, m, &s->plans[i], true) && whole;
        }
    }
    return (!last || bring_in(s, m, last, whole)) && whole;
}

/* Curses is told, in what it takes the screen to be, how the row was moved. */
static void tell_moved(const struct row_plan *plan)
{
    cchar_t blank;

    setcchar(&blank, L" ", A_NORMAL, 0, NULL);
    if (plan->out == ROW_PLAN_CLEAR) {
        wmove(curscr, plan->y, plan->out_at);
        wclrtoeol(curscr);
    }
    for (int i = 0; i < plan->out; i++) {
        mvwdelch(curscr, plan->y, plan->out_at);
    }
    for (int i = 0; i < plan->in; i++) {
        mvwins_wch(curscr, plan->y, plan->in_at, &blank);
    }
}

/* The same of all that was done. */
static void tell(const struct shift *s)
{
    for (int i = 0; i < s->count; i++) {
        const struct row_plan *plan = &s->plans[i];
        int y = plan->y;
        if (plan->left) {
            tell_moved(plan);
        } else if (plan->from < s->cols) {
            copywin(stdscr, curscr, y, plan->from, y, plan->from, y, s->cols - 1, FALSE);
        }
    }
}

struct shift *shift_new(void)
{
    return calloc(1, sizeof(struct shift));
}

static void free_rows(struct shift *s)
{
    free(s->old.cells);
    free(s->plans);
    s->old.cells = NULL;
    s->plans = NULL;
    s->rows = s->cols = 0;
}

void shift_free(struct shift *s)
{
    if (s) {
        free_rows(s);
        free(s);
    }
}

/* Memory for a screen of that size; false when it is short. */
static bool reserve(struct shift *s, int rows, int cols)
{
    size_t count = (size_t)cols + 1; /* and the end that curses writes behind a row */

    if (s->rows == rows && s->cols == cols) {
        return true;
    }
    free_rows(s);
    s->old.cells = malloc(count * (2 + ROW_PLAN_ROOM) * sizeof(*s->old.cells));
    s->plans = malloc((size_t)rows * sizeof(*s->plans));
    if (!s->old.cells || !s->plans) {
        free_rows(s);
        return false;
    }
    s->new.cells = s->old.cells + count;
    s->then = s->new.cells + count;
    s->rows = rows;
    s->cols = cols;
    return true;
}

/* Paints what is touched, and the cursor; false: something is left to curses. */
static bool paint(struct shift *s, const struct canvas *canvas, struct moves *m)
{
    int y, x;

    if (!moves_possible() || is_cleared(curscr) || !reserve(s, canvas->rows, canvas->cols)) {
        return false;
    }
    getyx(stdscr, y, x); /* looking moves it */
    bool whole = plan_touched(s, canvas->moved_from);
    whole = carry_out(s, m, y, whole);
    move(y, x);
    return whole && moves_go_last(m, y, x);
}

/* Where curses writes, too, before it does. */
static void send(const struct moves *m)
{
    size_t sent = 0;

    while (sent < m->size) {
        ssize_t n = write(STDOUT_FILENO, m->bytes + sent, m->size - sent);
        if (n <= 0) {
            return; /* the line is cut, and the next read says so */
        }
        sent += (size_t)n;
    }
}

/* What was sent is told afterwards, so that nobody waits for it. */
void shift_refresh(struct shift *s, const struct canvas *canvas, const struct tty *tty)
{
    struct moves m;
    int y, x;

    getyx(curscr, y, x); /* where curses takes the terminal's cursor to be */
    moves_begin(&m, s->away ? s->y : y, s->away ? s->x : x);
    s->count = 0;
    s->away = paint(s, canvas, &m);
    if (s->away) {
        tty_write(tty, m.bytes, m.size);
    } else {
        moves_go_last(&m, y, x);
        send(&m);
    }
    s->y = m.y;
    s->x = m.x;
    tell(s);
    wmove(curscr, y, x);
    if (s->away) {
        wnoutrefresh(stdscr); /* and no doupdate(): it would find nothing to do */
    } else {
        refresh();
        tty_send(tty);
    }
}
