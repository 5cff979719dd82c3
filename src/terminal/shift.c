/* Inserting and deleting cells in rows of the terminal. */
#include "config.h"

#include "terminal/shift.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "text/width.h" /* term.h makes a macro of every second word */

#include <term.h>
#include <unistd.h>

enum {
    MOST = 16,       /* columns that a row is moved by */
    WORTH = 12,      /* columns that have to be right after it; fewer cost less than the move */
    ROOM = 2048,     /* bytes of all moves */
    STRING_MOST = 48 /* of one move */
};

/* The sequences for all rows, sent in one go. */
struct moves {
    char bytes[ROOM];
    size_t size;
    size_t most; /* the rest is for the way back */
    int y, x;    /* where the terminal's cursor is */
};

static void read_row(WINDOW *window, int y, int cols, cchar_t *row)
{
    memset(row, 0, (size_t)cols * sizeof(*row));
    for (int x = 0; x < cols; x++) {
        mvwin_wch(window, y, x, &row[x]);
    }
}

/* In two calls, because at most keys most rows are the same. */
static bool is_same_row(int y, int cols, cchar_t *old, cchar_t *new)
{
    size_t size = (size_t)cols * sizeof(*old);

    memset(old, 0, size + sizeof(*old));
    memset(new, 0, size + sizeof(*new));
    return mvwin_wchnstr(curscr, y, 0, old, cols) != ERR &&
           mvwin_wchnstr(stdscr, y, 0, new, cols) != ERR && memcmp(old, new, size) == 0;
}

static bool same_cell(const cchar_t *a, const cchar_t *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* How many cells of new from x on are those of old, so many columns to the left. */
static int count_same(const cchar_t *old, const cchar_t *new, int x, int cols, int by)
{
    int count = 0;

    for (int at = by > 0 ? x + by : x; at < cols; at++) {
        count += at - by < cols && same_cell(&new[at], &old[at - by]) ? 1 : 0;
    }
    return count;
}

/* The columns the row is best moved by at x, to the left where negative; 0: it is not. */
static int find_shift(const cchar_t *old, const cchar_t *new, int x, int cols)
{
    int least = count_same(old, new, x, cols, 0) + WORTH;
    int best = 0;

    for (int by = -MOST; by <= MOST; by++) {
        int count = by != 0 && x + abs(by) < cols ? count_same(old, new, x, cols, by) : 0;
        if (count > least) {
            least = count;
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

static bool add_position(struct moves *m, int y, int x)
{
    if (m->y == y && m->x == x) {
        return true;
    }
    if (!add_string(m, tparm(cursor_address, y, x, 0, 0, 0, 0, 0, 0, 0))) {
        return false;
    }
    m->y = y;
    m->x = x;
    return true;
}

/* The same in what curses takes the screen to be. */
static void tell_curses(int y, int x, int by)
{
    cchar_t blank;

    setcchar(&blank, L" ", A_NORMAL, 0, NULL);
    for (int i = 0; i < abs(by); i++) {
        if (by > 0) {
            mvwins_wch(curscr, y, x, &blank);
        } else {
            mvwdelch(curscr, y, x);
        }
    }
}

/* Whether x is the left edge of a character: half of a wide one cannot be moved. */
static bool is_edge(const cchar_t *row, int x, int cols)
{
    int at = 0;

    while (at < x && at < cols) {
        wchar_t characters[CCHARW_MAX + 1] = L"";
        attr_t attributes;
        short pair;
        getcchar(&row[at], characters, &attributes, &pair, NULL);
        at += width_of((uint32_t)characters[0]) == 2 ? 2 : 1;
    }
    return at == x;
}

/* What insertion pushes off the row has to go as whole characters: where it would
 * cut a wide one, the row is cleared from there on first. */
static bool clear_way(struct moves *m, int y, int x, int cols, int by, const cchar_t *old)
{
    int lost = by > 0 ? cols - by : x - by;

    if (is_edge(old, lost, cols)) {
        return true;
    }
    if (by < 0 || !add_position(m, y, lost - 1) || !add_string(m, clr_eol)) {
        return false;
    }
    wmove(curscr, y, lost - 1);
    wclrtoeol(curscr);
    return true;
}

static void shift_row(struct moves *m, int y, int cols, cchar_t *old, cchar_t *new)
{
    int x = 0;

    if (is_same_row(y, cols, old, new)) {
        return;
    }
    read_row(curscr, y, cols, old);
    read_row(stdscr, y, cols, new);
    while (x < cols && same_cell(&old[x], &new[x])) {
        x++;
    }
    if (x < cols && !is_edge(old, x, cols)) {
        x--;
    }
    int by = x < cols ? find_shift(old, new, x, cols) : 0;
    const char *how = by > 0 ? parm_ich : parm_dch;
    if (by == 0 || !clear_way(m, y, x, cols, by, old)) {
        return;
    }
    if (add_position(m, y, x) && add_string(m, tparm(how, abs(by), 0, 0, 0, 0, 0, 0, 0, 0))) {
        tell_curses(y, x, by);
    }
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

void shift_rows(const struct canvas *canvas)
{
    struct moves m = {.most = ROOM - STRING_MOST};
    int cols = canvas->cols;
    int y;
    int x;
    /* One more for the end that curses writes behind a row. */
    size_t room = (size_t)cols + 1;
    cchar_t *cells = parm_ich && parm_dch ? calloc(room * 2, sizeof(*cells)) : NULL;

    if (!cells) {
        return;
    }
    getyx(curscr, m.y, m.x);
    y = m.y;
    x = m.x;
    int stdscr_y;
    int stdscr_x;
    getyx(stdscr, stdscr_y, stdscr_x);
    /* From below, so that the cursor ends where it was in the first of them. */
    for (int row = canvas->rows; row-- > 0;) {
        if (is_linetouched(stdscr, row)) {
            shift_row(&m, row, cols, cells, cells + room);
        }
    }
    if (m.size > 0) {
        m.most = ROOM;
        add_position(&m, y, x);
        send(&m);
    }
    wmove(curscr, y, x);
    move(stdscr_y, stdscr_x);
    free(cells);
}
