/* Inserting and deleting cells in rows of the terminal. */
#include "config.h"

#include "terminal/shift.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/sequence.h"
#include "text/utf8.h"
#include "text/width.h" /* term.h makes a macro of every second word */

#include <term.h>
#include <unistd.h>

enum {
    MOST = 32,        /* columns that a row is moved by */
    WORTH = 12,       /* columns that have to be right after it; fewer cost less than the move */
    ROOM = 2048,      /* bytes of all moves */
    STRING_MOST = 48, /* of one move */
    STEPS = 5,        /* columns to the left that are gone one by one */
    UTF8_BYTES = 4,   /* of one character, at most */
    CLEAR = -1
};

/* The sequences for all rows, sent in one go. */
struct moves {
    char bytes[ROOM];
    size_t size;
    size_t most; /* the rest is for the way back */
    int y, x;    /* where the terminal's cursor is */
};

/* A row of the screen as a number for each column: what stands there, odd in the
 * right half of a wide character. Two that are not the same may have one number;
 * then a row is moved for nothing, and still comes out right. */
struct row {
    uint32_t *numbers;
    uint32_t blank; /* the number of a plain blank */
};

/* What is to be done in a row: first columns go out at one place, or the rest of it
 * does, then others come in at another, and are written. */
struct plan {
    int out, out_at; /* columns; CLEAR: all from there on; 0: none */
    int in, in_at;
    int fresh; /* columns at in_at that are blank then, and are not to be */
};

struct shift {
    int rows, cols;    /* that there is memory for */
    cchar_t *cells;    /* of two rows as curses gives them: one for each character, and an end */
    uint32_t *numbers; /* of two rows */
    struct plan *plans;
};

/* Of a character, its first mark, and how it looks. */
static uint32_t number_of(const cchar_t *cell)
{
    uint32_t number = (uint32_t)cell->chars[0] * 0x9E3779B1U;

    number = (number ^ (uint32_t)cell->attr) * 0x85EBCA6BU;
    number = (number ^ (uint32_t)cell->chars[1]) * 0xC2B2AE35U;
    return (number ^ number >> 15) & ~1U;
}

/* From column x on, where the first of the cells stands. */
static void number_columns(const cchar_t *cell, int x, int cols, uint32_t *numbers)
{
    for (; x < cols; x++) {
        bool there = cell->chars[0] != 0;
        uint32_t number = there ? number_of(cell) : 0;

        numbers[x] = number;
        if (there && width_of((uint32_t)cell->chars[0]) == 2 && x + 1 < cols) {
            numbers[++x] = number | 1;
        }
        cell += there;
    }
}

static bool is_same(const cchar_t *a, const cchar_t *b)
{
    return a->chars[0] == b->chars[0] && a->attr == b->attr && a->chars[1] == b->chars[1];
}

/* Numbers row y as it is and as it is to be, from the first character on in which they
 * differ. Returns its column; cols: there is none, or they cannot be had. */
static int read_rows(int y, int cols, cchar_t *cells, const struct row *old, const struct row *new)
{
    const cchar_t *is = cells;
    const cchar_t *to_be = cells + cols + 1;
    int x = 0;

    if (mvwin_wchnstr(curscr, y, 0, cells, cols) == ERR ||
        mvwin_wchnstr(stdscr, y, 0, cells + cols + 1, cols) == ERR) {
        return cols;
    }
    for (; is->chars[0] && is_same(is, to_be); is++, to_be++) {
        x += width_of((uint32_t)is->chars[0]) == 2 ? 2 : 1;
    }
    if (x < cols) {
        number_columns(is, x, cols, old->numbers);
        number_columns(to_be, x, cols, new->numbers);
    }
    return x < cols ? x : cols;
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

static bool add_string(struct moves *m, const char *s)
{
    size_t size = s ? strlen(s) : 0;

    /* One with a delay in it is for a terminal too slow to gain by this. */
    if (size == 0 || size > STRING_MOST || strstr(s, "$<") || m->size + size > m->most) {
        return false;
    }
    memcpy(m->bytes + m->size, s, size);
    m->size += size;
    return true;
}

/* The terminal's sequence with one number in it, or two. */
static bool add_sequence(struct moves *m, const char *capability, int first, int second)
{
    char bytes[STRING_MOST + 1];

    return add_string(m, sequence_fill(capability, first, second, bytes, sizeof(bytes))
                             ? bytes
                             : tparm(capability, first, second, 0, 0, 0, 0, 0, 0, 0));
}

/* The terminal's cursor to column x of its row. */
static bool add_column(struct moves *m, int x)
{
    size_t before = m->size;
    bool good = true;

    if (x < m->x && m->x - x < STEPS && cursor_left && strlen(cursor_left) == 1) {
        for (int i = x; good && i < m->x; i++) {
            good = add_string(m, cursor_left);
        }
    } else if (x != m->x) {
        good = column_address && add_sequence(m, column_address, x, 0);
    }
    m->size = good ? m->size : before;
    m->x = good ? x : m->x;
    return good;
}

/* Rows are mostly taken one after the other, and then a step is shorter. */
static bool add_position(struct moves *m, int y, int x)
{
    size_t before = m->size;

    if (y == m->y + 1 && cursor_down && strlen(cursor_down) == 1 && add_string(m, cursor_down)) {
        m->y = y;
    }
    if (m->y == y && add_column(m, x)) {
        return true;
    }
    m->size = before;
    if (!add_sequence(m, cursor_address, y, x)) {
        m->y = -1; /* nobody knows where it is */
        return false;
    }
    m->y = y;
    m->x = x;
    return true;
}

/* Opens a gap of so many columns at x, on the terminal and in what curses takes
 * the screen to be; what is pushed over the edge is blank. */
static bool open_gap(struct moves *m, int y, int x, int count)
{
    cchar_t blank;

    if (!add_position(m, y, x) || !add_sequence(m, parm_ich, count, 0)) {
        return false;
    }
    setcchar(&blank, L" ", A_NORMAL, 0, NULL);
    while (count-- > 0) {
        mvwins_wch(curscr, y, x, &blank);
    }
    return true;
}

/* Takes so many columns out at x; blanks come in at the edge. */
static bool close_gap(struct moves *m, int y, int x, int count)
{
    if (!add_position(m, y, x) || !add_sequence(m, parm_dch, count, 0)) {
        return false;
    }
    while (count-- > 0) {
        mvwdelch(curscr, y, x);
    }
    return true;
}

/* What it looks like is what the terminal is left in between two paints: plain. */
static bool is_plain(const cchar_t *cell, wchar_t *characters)
{
    attr_t attributes;
    short pair;

    return getcchar(cell, characters, &attributes, &pair, NULL) == OK && attributes == A_NORMAL &&
           pair == 0;
}

/* Writes one character with its marks at the terminal's cursor, and into what curses
 * takes the screen to be. */
static bool write_cell(struct moves *m, const cchar_t *cell, int end)
{
    wchar_t characters[CCHARW_MAX + 1];
    char bytes[CCHARW_MAX * UTF8_BYTES + 1];
    cchar_t plain;
    size_t size = 0;
    int taken = width_of((uint32_t)cell->chars[0]);

    if (taken < 1 || m->x + taken > end || !is_plain(cell, characters)) {
        return false;
    }
    for (const wchar_t *c = characters; *c; c++) {
        size += utf8_encode((uint32_t)*c, bytes + size);
    }
    bytes[size] = '\0';
    setcchar(&plain, characters, A_NORMAL, 0, NULL);
    if (!add_string(m, bytes) || mvwadd_wch(curscr, m->y, m->x, &plain) == ERR) {
        return false;
    }
    m->x += taken;
    return true;
}

/* Writes what is new there: curses would have to come back for it. It is left to curses
 * from the first character that is not plain, and at the edge, where nobody knows what
 * the cursor does. */
static void write_fresh(const struct shift *s, struct moves *m, int y, const struct plan *plan)
{
    int end = plan->in_at + plan->fresh;

    if (end >= s->cols || mvwin_wchnstr(stdscr, y, plan->in_at, s->cells, plan->fresh) == ERR ||
        !add_position(m, y, plan->in_at)) {
        return;
    }
    const cchar_t *cell = s->cells;
    while (cell->chars[0] && write_cell(m, cell, end)) {
        cell++;
    }
}

static bool clear_rest(struct moves *m, int y, int x)
{
    if (!add_position(m, y, x) || !add_string(m, clr_eol)) {
        return false;
    }
    wmove(curscr, y, x);
    wclrtoeol(curscr);
    return true;
}

/* How many columns from x on, before end, it takes to write what is not blank there. */
static int count_written(const struct row *row, int x, int end)
{
    while (end > x && row->numbers[end - 1] == row->blank) {
        end--;
    }
    return end - x;
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
static struct plan plan_right(int x, int cols, int by, const struct row *old, const struct row *new)
{
    int end = find_end(old, new, x, cols, by);
    struct plan plan = {.out = by, .out_at = end - by, .in = by, .in_at = x};

    if (is_blank(old, end - by, cols)) {
        plan.out = 0;
    } else if (is_blank(old, end, cols) || is_blank(new, end, cols)) {
        plan.out = CLEAR;
    } else if (!is_edge(old, end, cols)) {
        return (struct plan){0}; /* a character would be cut */
    }
    plan.fresh = count_written(new, x, x + by);
    return plan;
}

/* The text from x + by on goes to x, and what stands behind its end stays. */
static struct plan plan_left(int x, int cols, int by, const struct row *old, const struct row *new)
{
    int end = find_end(new, old, x, cols, by);
    struct plan plan = {.out = by, .out_at = x, .in = by, .in_at = end - by};

    if (is_blank(old, end, cols)) {
        plan.in = 0;
    }
    plan.fresh = count_written(new, plan.in_at, plan.in == 0 ? cols : end);
    return plan;
}

/* What is to be done in a row, nothing where it is not worth it. */
static struct plan plan_row(int y, int cols, cchar_t *cells, const struct row *old,
                            const struct row *new)
{
    struct plan plan = {0};

    int x = read_rows(y, cols, cells, old, new);
    int by = x < cols ? find_shift(old, new, x, cols) : 0;
    if (by > 0) {
        plan = plan_right(x, cols, by, old, new);
    } else if (by < 0 && is_edge(old, x - by, cols)) {
        plan = plan_left(x, cols, -by, old, new);
    }
    return plan;
}

static bool take_out(struct moves *m, int y, const struct plan *plan)
{
    return plan->out == CLEAR ? clear_rest(m, y, plan->out_at)
                              : close_gap(m, y, plan->out_at, plan->out);
}

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

static void plan_touched(const struct shift *s, const struct canvas *canvas)
{
    cchar_t blank;

    setcchar(&blank, L" ", A_NORMAL, 0, NULL);
    struct row old = {s->numbers, number_of(&blank)};
    struct row new = {s->numbers + canvas->cols, old.blank};
    for (int y = 0; y < canvas->rows; y++) {
        bool touched = y < canvas->moved_from && is_linetouched(stdscr, y);
        s->plans[y] = touched ? plan_row(y, canvas->cols, s->cells, &old, &new) : (struct plan){0};
    }
}

/* All that goes out, then all that comes in: it is about the same columns from row to
 * row, and so the way of the cursor is short. A row where nothing could be taken out
 * is left to curses, and so is what comes into that of the cursor, where curses goes
 * anyway. */
static void carry_out(const struct shift *s, struct moves *m, int cursor_y)
{
    struct plan *plans = s->plans;

    for (int y = 0; y < s->rows; y++) {
        if (plans[y].out != 0 && !take_out(m, y, &plans[y])) {
            plans[y].in = plans[y].fresh = 0;
        }
    }
    for (int y = 0; y < s->rows; y++) {
        bool ready = plans[y].in == 0 || open_gap(m, y, plans[y].in_at, plans[y].in);
        if (ready && plans[y].fresh != 0 && y != cursor_y) {
            write_fresh(s, m, y, &plans[y]);
        }
    }
}

/* Looks at the touched rows and moves them, with the cursor where it was at the end. */
static void move_rows(const struct shift *s, const struct canvas *canvas)
{
    struct moves m = {.most = ROOM - STRING_MOST};
    int y, x, stdscr_y, stdscr_x;

    getyx(curscr, y, x); /* looking moves it */
    getyx(stdscr, stdscr_y, stdscr_x);
    m.y = y;
    m.x = x;
    plan_touched(s, canvas);
    carry_out(s, &m, stdscr_y);
    if (m.size > 0) {
        m.most = ROOM;
        add_position(&m, y, x);
        send(&m);
    }
    wmove(curscr, y, x);
    move(stdscr_y, stdscr_x);
}

struct shift *shift_new(void)
{
    return calloc(1, sizeof(struct shift));
}

static void free_rows(struct shift *s)
{
    free(s->cells);
    free(s->numbers);
    free(s->plans);
    *s = (struct shift){0, 0, NULL, NULL, NULL};
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
    if (s->rows == rows && s->cols == cols) {
        return true;
    }
    free_rows(s);
    /* One more for the end that curses writes behind a row. */
    s->cells = malloc(((size_t)cols + 1) * 2 * sizeof(*s->cells));
    s->numbers = malloc((size_t)cols * 2 * sizeof(*s->numbers));
    s->plans = malloc((size_t)rows * sizeof(*s->plans));
    if (!s->cells || !s->numbers || !s->plans) {
        free_rows(s);
        return false;
    }
    s->rows = rows;
    s->cols = cols;
    return true;
}

void shift_rows(struct shift *s, const struct canvas *canvas)
{
    if (parm_ich && parm_dch && clr_eol && reserve(s, canvas->rows, canvas->cols)) {
        move_rows(s, canvas);
    }
}
