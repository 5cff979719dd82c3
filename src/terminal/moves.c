/* Cells of the terminal's rows inserted, deleted, cleared and written. */
#include "config.h"

#include "terminal/moves.h"

#include <string.h>

#include "terminal/sequence.h"
#include "text/utf8.h"
#include "text/width.h" /* term.h makes a macro of every second word */

#include <term.h>

enum {
    STRING_MOST = 48, /* bytes of one sequence */
    STEPS = 5,        /* columns to the left that are gone one by one */
    UTF8_BYTES = 4,   /* of one character, at most */
};

bool moves_possible(void)
{
    return parm_ich && parm_dch && clr_eol;
}

void moves_begin(struct moves *m, int y, int x)
{
    m->size = 0;
    m->most = MOVES_ROOM - STRING_MOST;
    m->y = y;
    m->x = x;
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

    return capability &&
           add_string(m, sequence_fill(capability, first, second, bytes, sizeof(bytes))
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
        good = add_sequence(m, column_address, x, 0);
    }
    m->size = good ? m->size : before;
    m->x = good ? x : m->x;
    return good;
}

/* Rows are mostly taken one after the other, and then a step is shorter. */
bool moves_go(struct moves *m, int y, int x)
{
    size_t before = m->size;

    if (m->y >= 0 && y == m->y + 1 && cursor_down && strlen(cursor_down) == 1 &&
        add_string(m, cursor_down)) {
        m->y = y;
    }
    if (m->y == y && add_column(m, x)) {
        return true;
    }
    m->size = before;
    if (!add_sequence(m, cursor_address, y, x)) {
        m->y = -1;
        return false;
    }
    m->y = y;
    m->x = x;
    return true;
}

bool moves_go_last(struct moves *m, int y, int x)
{
    m->most = MOVES_ROOM;
    return moves_go(m, y, x);
}

bool moves_insert(struct moves *m, int y, int x, int count)
{
    return moves_go(m, y, x) && add_sequence(m, parm_ich, count, 0);
}

bool moves_delete(struct moves *m, int y, int x, int count)
{
    return moves_go(m, y, x) && add_sequence(m, parm_dch, count, 0);
}

bool moves_clear(struct moves *m, int y, int x)
{
    return moves_go(m, y, x) && add_string(m, clr_eol);
}

bool moves_is_plain(const cchar_t *cell)
{
    cchar_t plain = {.attr = cell->attr & A_CHARTEXT}; /* curses keeps there how wide it is */

    memcpy(plain.chars, cell->chars, sizeof(plain.chars));
    return memcmp(&plain, cell, sizeof(plain)) == 0 && width_of((uint32_t)cell->chars[0]) > 0;
}

/* A character with its marks, as bytes. */
static bool add_cell(struct moves *m, const cchar_t *cell)
{
    if (m->size + CCHARW_MAX * UTF8_BYTES > m->most) {
        return false;
    }
    for (int i = 0; i < CCHARW_MAX && cell->chars[i]; i++) {
        m->size += utf8_encode((uint32_t)cell->chars[i], m->bytes + m->size);
    }
    return true;
}

bool moves_write(struct moves *m, int y, int x, const cchar_t *cells, int count)
{
    if (!moves_go(m, y, x)) {
        return false;
    }
    size_t before = m->size;
    for (int i = 0; i < count; i++) {
        if (!add_cell(m, cells + i)) {
            m->size = before;
            m->x = x;
            return false;
        }
        m->x += width_of((uint32_t)cells[i].chars[0]);
    }
    return true;
}
