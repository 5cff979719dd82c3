/* Rows of the screen that moved sideways, and what is written in them. */
#include "config.h"

#include "terminal/shift.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "terminal/moves.h"
#include "text/width.h"

enum {
    MOST = 32,       /* columns that a row is moved by */
    WORTH = 12,      /* columns that have to be right after it; fewer cost less than the move */
    FRESH_MOST = 40, /* columns written in a row; in more of them curses may find some right */
    CLEAR = -1,
    BLANK = -1,
};

/* A row of the screen as a number for each column: what stands there, odd in the right
 * half of a wide character. Two that are not the same may have one number. */
struct row {
    cchar_t *cells; /* as curses gives them: one for each character, and an end */
    uint32_t *numbers;
    short *at;      /* for each column, which of the cells stands there */
    uint32_t blank; /* the number of a plain blank */
};

/* What is to be done in a row: first columns go out at one place, or the rest of it does,
 * then others come in at another, then what is not as it is to be is written. */
struct plan {
    int y;
    int out, out_at;     /* columns; CLEAR: all from there on; 0: none */
    int in, in_at;       /* columns */
    int fresh_at, fresh; /* where columns are written then, and how many */
    bool clear;          /* from there on all is blank, and is cleared */
    bool left;           /* what is to be written is left to curses */
};

struct shift {
    int rows, cols; /* that there is memory for */
    struct row old, new;
    cchar_t blank;
    short *from;        /* for each column of the new row, which of the old stands there; BLANK */
    struct plan *plans; /* of the touched rows */
    int count;
    bool away; /* the terminal's cursor is not where curses takes it to be, but there: */
    int y, x;
};

/* Of a character, its first mark, and how it looks. */
static uint32_t number_of(const cchar_t *cell)
{
    uint32_t number = (uint32_t)cell->chars[0] * 0x9E3779B1U;

    number = (number ^ (uint32_t)cell->attr) * 0x85EBCA6BU;
    number = (number ^ (uint32_t)cell->chars[1]) * 0xC2B2AE35U;
    return (number ^ number >> 15) & ~1U;
}

/* From column x on, where that cell stands. */
static void number_columns(const struct row *row, const cchar_t *cell, int x, int cols)
{
    for (; x < cols; x++) {
        bool there = cell->chars[0] != 0;
        uint32_t number = there ? number_of(cell) : 0;

        row->numbers[x] = number;
        row->at[x] = (short)(cell - row->cells);
        if (there && width_of((uint32_t)cell->chars[0]) == 2 && x + 1 < cols) {
            row->numbers[++x] = number | 1;
            row->at[x] = (short)(cell - row->cells);
        }
        cell += there;
    }
}

static bool is_same(const cchar_t *a, const cchar_t *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* Numbers row y as it is and as it is to be, from the first character on in which they
 * differ. Returns its column; cols: there is none; -1: they cannot be had. */
static int read_rows(const struct shift *s, int y)
{
    const cchar_t *is = s->old.cells;
    const cchar_t *to_be = s->new.cells;
    int x = 0;

    if (mvwin_wchnstr(curscr, y, 0, s->old.cells, s->cols) == ERR ||
        mvwin_wchnstr(stdscr, y, 0, s->new.cells, s->cols) == ERR) {
        return -1;
    }
    for (; is->chars[0] && is_same(is, to_be); is++, to_be++) {
        x += width_of((uint32_t)is->chars[0]) == 2 ? 2 : 1;
    }
    if (x < s->cols) {
        number_columns(&s->old, is, x, s->cols);
        number_columns(&s->new, to_be, x, s->cols);
    }
    return x < s->cols ? x : s->cols;
}

/* Whether x is the left edge of a character: half of a wide one cannot be moved. */
static bool is_edge(const struct row *row, int x, int cols)
{
    return x >= cols || !(row->numbers[x] & 1);
}

/* Where what moved to the right ends: to[x + by..end) is from[x..end - by). */
static int find_end(const struct row *from, const struct row *to, int x, int cols, int by)
{
    int end = x + by;

    while (end < cols && to->numbers[end] == from->numbers[end - by]) {
        end++;
    }
    while (end > x + by && !(is_edge(to, end, cols) && is_edge(from, end - by, cols))) {
        end--;
    }
    return end;
}

/* How many columns need not be sent when what is at x moves: those that move, but
 * for the ones that look the same anyway. Mostly nothing does, not even the first. */
static int count_gain(const struct row *old, const struct row *new, int x, int cols, int by)
{
    if (by > 0 ? new->numbers[x + by] != old->numbers[x]
               : old->numbers[x - by] != new->numbers[x]) {
        return 0;
    }
    int end = by > 0 ? find_end(old, new, x, cols, by) : find_end(new, old, x, cols, -by) + by;
    int gain = 0;

    for (int at = by > 0 ? x + by : x; at < end; at++) {
        gain += new->numbers[at] == old->numbers[at] ? 0 : 1;
    }
    return gain;
}

/* The columns the row is best moved by at x, to the left where negative; 0: it is not. */
static int find_shift(const struct row *old, const struct row *new, int x, int cols)
{
    int most = WORTH - 1;
    int best = 0;

    for (int by = -MOST; by <= MOST; by++) {
        int gain = by != 0 && x + abs(by) < cols ? count_gain(old, new, x, cols, by) : 0;
        if (gain > most) {
            most = gain;
            best = by;
        }
    }
    return best;
}

/* Whether only blanks stand from x on. */
static bool is_blank(const struct row *row, int x, int cols)
{
    uint32_t last = row->numbers[cols - 1];

    while (x < cols && row->numbers[x] == last) {
        x++;
    }
    return x >= cols && row->blank == last;
}

/* The text from x on goes `by` columns to the right, and what it would push over its
 * end goes out first. */
static void plan_right(struct plan *plan, int x, int cols, int by, const struct row *old,
                       const struct row *new)
{
    int end = find_end(old, new, x, cols, by);

    if (is_blank(old, end - by, cols)) {
        plan->out = 0;
    } else if (is_blank(old, end, cols) || is_blank(new, end, cols)) {
        plan->out = CLEAR;
    } else if (is_edge(old, end, cols)) {
        plan->out = by;
    } else {
        return; /* a character would be cut */
    }
    plan->out_at = end - by;
    plan->in = by;
    plan->in_at = x;
}

/* The text from x + by on goes to x, and what stands behind its end stays. */
static void plan_left(struct plan *plan, int x, int cols, int by, const struct row *old,
                      const struct row *new)
{
    int end = find_end(new, old, x, cols, by);

    plan->out = by;
    plan->out_at = x;
    plan->in = is_blank(old, end, cols) ? 0 : by;
    plan->in_at = end - by;
}

/* For each column, which column of the old row stands there once the rest of the plan
 * is carried out. */
static void follow(const struct plan *plan, int x, int cols, short *from)
{
    int end = plan->out == CLEAR ? plan->out_at : cols - plan->out;
    size_t size = sizeof(*from);

    for (int i = x; i < cols; i++) {
        from[i] = (short)i;
    }
    if (plan->out > 0) {
        memmove(from + plan->out_at, from + plan->out_at + plan->out,
                (size_t)(end - plan->out_at) * size);
    }
    for (int i = end; i < cols; i++) {
        from[i] = BLANK;
    }
    if (plan->in > 0) {
        memmove(from + plan->in_at + plan->in, from + plan->in_at,
                (size_t)(cols - plan->in_at - plan->in) * size);
        for (int i = 0; i < plan->in; i++) {
            from[plan->in_at + i] = BLANK;
        }
    }
}

static bool is_blank_at(const struct shift *s, int x)
{
    return is_same(s->new.cells + s->new.at[x], &s->blank);
}

/* Whether column x is then as it is to be: as a character, not only as a number. */
static bool is_right(const struct shift *s, int x)
{
    int from = s->from[x];
    uint32_t number = s->new.numbers[x];

    if (from == BLANK) {
        return is_blank_at(s, x);
    }
    return number == s->old.numbers[from] &&
           (number & 1 || is_same(s->old.cells + s->old.at[from], s->new.cells + s->new.at[x]));
}

/* Whether those columns can be written: few, whole characters, all of them plain, and
 * not up to the edge. */
static bool can_write(const struct shift *s, int x, int end)
{
    if (end - x > FRESH_MOST || end >= s->cols || !is_edge(&s->new, x, s->cols) ||
        !is_edge(&s->new, end, s->cols)) {
        return false;
    }
    while (x < end && moves_is_plain(s->new.cells + s->new.at[x])) {
        x++;
    }
    return x >= end;
}

/* What is then still to be written, from the first column that is not as it is to be to
 * the last. */
static void find_fresh(const struct shift *s, int x, struct plan *plan)
{
    int end = s->cols;

    follow(plan, x, s->cols, s->from);
    while (x < end && is_right(s, x)) {
        x++;
    }
    while (end > x && is_right(s, end - 1)) {
        end--;
    }
    int blank = is_blank_at(s, end - 1) ? s->cols : end; /* all from there on */
    while (blank > x && is_blank_at(s, blank - 1)) {
        blank--;
    }
    plan->fresh_at = x;
    plan->clear = blank < end;
    plan->fresh = (plan->clear ? blank : end) - x;
    plan->left = plan->fresh > 0 && !can_write(s, x, x + plan->fresh);
}

/* What is to be done in a row, nothing where it is as it is to be. */
static struct plan plan_row(const struct shift *s, int y)
{
    struct plan plan = {.y = y};
    int x = read_rows(s, y);
    int by = x >= 0 && x < s->cols ? find_shift(&s->old, &s->new, x, s->cols) : 0;

    if (by > 0) {
        plan_right(&plan, x, s->cols, by, &s->old, &s->new);
    } else if (by < 0 && is_edge(&s->old, x - by, s->cols)) {
        plan_left(&plan, x, s->cols, -by, &s->old, &s->new);
    }
    if (x < 0) {
        plan.left = true;
    } else if (x < s->cols) {
        find_fresh(s, x, &plan);
    }
    return plan;
}

/* Returns whether nothing at all is left to curses. */
static bool plan_touched(struct shift *s, int moved_from)
{
    bool whole = true;

    s->count = 0;
    for (int y = 0; y < s->rows; y++) {
        if (is_linetouched(stdscr, y)) {
            struct plan plan =
                y < moved_from ? plan_row(s, y) : (struct plan){.y = y, .left = true};
            s->plans[s->count++] = plan;
            whole = whole && !plan.left;
        }
    }
    return whole;
}

static bool take_out(struct moves *m, const struct plan *plan)
{
    return plan->out == 0 ||
           (plan->out == CLEAR ? moves_clear(m, plan->y, plan->out_at)
                               : moves_delete(m, plan->y, plan->out_at, plan->out));
}

static bool write_fresh(const struct shift *s, struct moves *m, const struct plan *plan)
{
    cchar_t *cell = s->new.cells;
    int end = plan->fresh_at + plan->fresh;

    if (plan->fresh > 0) {
        if (mvwin_wchnstr(stdscr, plan->y, plan->fresh_at, cell, plan->fresh) == ERR ||
            !moves_go(m, plan->y, plan->fresh_at)) {
            return false;
        }
        while (m->x < end && moves_write(m, cell)) {
            cell++;
        }
        if (m->x < end) {
            return false;
        }
    }
    return !plan->clear || moves_clear(m, plan->y, end);
}

static bool bring_in(const struct shift *s, struct moves *m, const struct plan *plan, bool written)
{
    return (plan->in == 0 || moves_insert(m, plan->y, plan->in_at, plan->in)) &&
           (!written || (!plan->left && write_fresh(s, m, plan)));
}

/* All that goes out, then all that comes in: it is about the same columns from row to
 * row, and so the way of the cursor is short. Its own row comes last. A row where
 * something could not be done is left to curses; if any is, so is what is written in the
 * row of the cursor, where curses goes anyway. Returns whether none is. */
static bool carry_out(const struct shift *s, struct moves *m, int cursor_y, bool whole)
{
    const struct plan *last = NULL;

    for (int i = 0; i < s->count; i++) {
        struct plan *plan = &s->plans[i];
        if (!take_out(m, plan)) {
            *plan = (struct plan){.y = plan->y, .left = true};
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

struct shift *shift_new(void)
{
    struct shift *s = calloc(1, sizeof(*s));

    if (s) {
        setcchar(&s->blank, L" ", A_NORMAL, 0, NULL);
        s->old.blank = s->new.blank = number_of(&s->blank);
    }
    return s;
}

static void free_rows(struct shift *s)
{
    free(s->old.cells);
    free(s->old.numbers);
    free(s->from);
    free(s->plans);
    s->old.cells = NULL;
    s->old.numbers = NULL;
    s->from = NULL;
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
    size_t count = (size_t)cols;

    if (s->rows == rows && s->cols == cols) {
        return true;
    }
    free_rows(s);
    /* One more for the end that curses writes behind a row. */
    s->old.cells = malloc((count + 1) * 2 * sizeof(*s->old.cells));
    s->old.numbers = malloc(count * 2 * sizeof(*s->old.numbers));
    s->from = malloc(count * 3 * sizeof(*s->from));
    s->plans = malloc((size_t)rows * sizeof(*s->plans));
    if (!s->old.cells || !s->old.numbers || !s->from || !s->plans) {
        free_rows(s);
        return false;
    }
    s->new.cells = s->old.cells + count + 1;
    s->new.numbers = s->old.numbers + count;
    s->old.at = s->from + count;
    s->new.at = s->old.at + count;
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

void shift_refresh(struct shift *s, const struct canvas *canvas, const struct tty *tty)
{
    struct moves m;
    int y, x;

    getyx(curscr, y, x); /* where curses takes the terminal's cursor to be */
    moves_begin(&m, s->away ? s->y : y, s->away ? s->x : x);
    bool whole = paint(s, canvas, &m);
    if (!whole && (m.y != y || m.x != x)) {
        moves_go_last(&m, y, x);
    }
    wmove(curscr, y, x);
    if (whole) {
        wnoutrefresh(stdscr); /* and no doupdate(): it would find nothing to do */
        tty_write(tty, m.bytes, m.size);
    } else {
        send(&m);
        refresh();
        tty_send(tty);
    }
    s->away = whole;
    s->y = m.y;
    s->x = m.x;
}
