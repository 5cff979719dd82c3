/* Text on the screen, by grapheme cluster. */
#include "config.h"

#include "terminal/draw.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/wide.h"
#include "text/width.h"

enum {
    PAIR_ERROR = 1,
    PAIR_WARNING,
    PAIR_GOOD,
    SOFT_HYPHEN = 0xAD,
    CHUNK = 2048, /* bytes looked at in one go; more than any row can show */
    RUN = 128,    /* clusters drawn in one go */
};

void draw_start(struct canvas *canvas)
{
    const char *no_color = getenv("NO_COLOR");

    canvas->color = false;
    draw_resize(canvas);
    if ((no_color && *no_color) || !has_colors() || start_color() == ERR) {
        return;
    }
    short background = use_default_colors() == ERR ? COLOR_BLACK : -1;
    init_pair(PAIR_ERROR, COLOR_RED, background);
    /* Magenta, because yellow cannot be read on a light background. */
    init_pair(PAIR_WARNING, COLOR_MAGENTA, background);
    init_pair(PAIR_GOOD, COLOR_GREEN, background);
    canvas->color = true;
}

void draw_resize(struct canvas *canvas)
{
    getmaxyx(stdscr, canvas->rows, canvas->cols);
}

static attr_t style_attributes(unsigned style)
{
    attr_t attributes = A_NORMAL;

    attributes |= style & DRAW_REVERSE ? A_REVERSE : A_NORMAL;
    attributes |= style & DRAW_UNDERLINE ? A_UNDERLINE : A_NORMAL;
    attributes |= style & DRAW_BOLD ? A_BOLD : A_NORMAL;
    attributes |= style & DRAW_DIM ? A_DIM : A_NORMAL;
    return attributes;
}

static short style_pair(const struct canvas *canvas, unsigned style)
{
    if (!canvas->color) {
        return 0;
    }
    if (style & DRAW_ERROR) {
        return PAIR_ERROR;
    }
    if (style & DRAW_WARNING) {
        return PAIR_WARNING;
    }
    return style & DRAW_GOOD ? PAIR_GOOD : 0;
}

struct pen draw_pen(const struct canvas *canvas, int y, int x, int end)
{
    struct pen pen = {canvas, y, x, end};

    if (pen.end > canvas->cols) {
        pen.end = canvas->cols;
    }
    if (y < 0 || y >= canvas->rows || pen.x > pen.end) {
        pen.end = pen.x;
    }
    return pen;
}

/* Not by hline_set(), which leaves half of a wide character behind it, and then what
 * is drawn next takes that for its own and clears the last blank. */
static void put_blanks(const struct pen *pen, unsigned style, int count)
{
    cchar_t cells[RUN];
    int x = pen->x;

    setcchar(&cells[0], L" ", style_attributes(style), style_pair(pen->canvas, style), NULL);
    for (int i = 1; i < count && i < RUN; i++) {
        cells[i] = cells[0];
    }
    for (int n; count > 0; count -= n, x += n) {
        n = count < RUN ? count : RUN;
        mvadd_wchnstr(pen->y, x, cells, n);
    }
}

/* Whether the number is no character: how wide it is then, every terminal has its own
 * opinion. Of numbers kept for kanji all say the same. */
static bool is_unassigned(uint32_t cp)
{
    return cp > 0x7F && width_of(cp) == 1 && uc_is_general_category(cp, UC_CATEGORY_Cn);
}

/* What is drawn for a character: for a control a blank, for a soft hyphen, which
 * terminals draw or leave out as they like, a hyphen, and for none a question mark. */
static wchar_t stand_in(uint32_t cp)
{
    if (cp == SOFT_HYPHEN) {
        return L'-';
    }
    return width_of(cp) < 0 ? L' ' : is_unassigned(cp) ? L'?' : (wchar_t)cp;
}

/* One cluster as curses wants it: its first character and the marks on it. A
 * selector for the emoji look is left out where the character is one column
 * wide, because terminals do not agree on what it does to the width. */
static int cluster_characters(const char *s, size_t size, wchar_t out[CCHARW_MAX + 1])
{
    int count = 0;
    uint32_t cp = 0;

    for (size_t at = 0, step; at < size && count < CCHARW_MAX; at += step) {
        step = utf8_decode(s + at, size - at, &cp);
        if (step == 0) {
            break;
        }
        if (count > 0 && (width_of(cp) != 0 || cp == 0x200D || (cp == 0xFE0F))) {
            break;
        }
        out[count++] = stand_in(cp);
    }
    if (count == 0 || width_of((uint32_t)out[0]) <= 0) {
        out[0] = L' ';
        count = 1;
    }
    out[count] = L'\0';
    return width_of((uint32_t)out[0]);
}

/* Cells on their way to a row, which they reach in one go. */
struct run {
    struct pen *pen;
    attr_t attributes;
    short pair;
    cchar_t blank; /* as it looks here; with another character in it, a cell */
    cchar_t cells[RUN];
    int count, columns;
};

static void begin_run(struct run *run, struct pen *pen, unsigned style)
{
    run->pen = pen;
    run->attributes = style_attributes(style);
    run->pair = style_pair(pen->canvas, style);
    run->count = run->columns = 0;
    setcchar(&run->blank, L" ", run->attributes, run->pair, NULL);
}

static void end_run(struct run *run)
{
    if (run->count > 0) {
        mvadd_wchnstr(run->pen->y, run->pen->x, run->cells, run->count);
        run->pen->x += run->columns;
    }
    run->count = run->columns = 0;
}

static bool has_room(const struct run *run, int columns)
{
    return run->pen->x + run->columns + columns <= run->pen->end;
}

/* The next cell, a blank for the time being. */
static inline cchar_t *add_cell(struct run *run, int columns)
{
    if (run->count == RUN) {
        end_run(run);
    }
    cchar_t *cell = &run->cells[run->count++];
    *cell = run->blank;
    run->columns += columns;
    return cell;
}

/* Adds one cluster; false: there is no room left for it. */
static bool add_cluster(struct run *run, const char *s, size_t size)
{
    wchar_t characters[CCHARW_MAX + 1];
    int columns = width_of_cluster(s, size);
    int drawn = cluster_characters(s, size, characters);

    if (!has_room(run, columns)) {
        return false;
    }
    if (drawn <= columns) {
        setcchar(add_cell(run, drawn), characters, run->attributes, run->pair, NULL);
        columns -= drawn;
    }
    for (; columns > 0; columns--) {
        add_cell(run, 1);
    }
    return true;
}

/* The length of a character that joins with no other such, most of what is drawn; 0: it is
 * another. */
static inline size_t plain_length(const char *s, size_t size, uint32_t *cp)
{
    if (size > 0 && *s >= ' ' && *s <= '~') {
        *cp = (uint32_t)*s;
        return 1;
    }
    return wide_decode(s, size, cp) ? WIDE_BYTES : 0;
}

/* Adds the plain characters from `at` on, but for one that what is behind it may join.
 * Returns up to where. */
static size_t add_plain(struct run *run, const char *s, size_t size, size_t at)
{
    uint32_t cp = 0;
    uint32_t next_cp = 0;

    for (size_t length = plain_length(s + at, size - at, &cp), next; length > 0; length = next) {
        size_t behind = at + length;
        int columns = length == 1 ? 1 : 2;
        next = plain_length(s + behind, size - behind, &next_cp);
        if ((next == 0 && behind < size) || !has_room(run, columns)) {
            break;
        }
        add_cell(run, columns)->chars[0] = (wchar_t)cp;
        at = behind;
        cp = next_cp;
    }
    return at;
}

/* The bytes of text that one row can need, cut between characters. */
static size_t chunk_size(const char *text, size_t size)
{
    if (size <= CHUNK) {
        return size;
    }
    size = CHUNK;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--;
    }
    return size;
}

/* Adds what fits. Clusters are only looked for from the first character on that may be
 * more than one. */
static void add_text(struct run *run, const char *text, size_t size)
{
    char breaks[CHUNK];
    size_t looked = size; /* breaks are known from there on */

    for (size_t at = add_plain(run, text, size, 0), next; at < size && has_room(run, 1);
         at = next) {
        if (looked == size) {
            looked = at;
            grapheme_breaks(text + at, size - at, breaks + at);
        }
        for (next = at + 1; next < size && !breaks[next];) {
            next++;
        }
        if (!add_cluster(run, text + at, next - at)) {
            return;
        }
        next = add_plain(run, text, size, next);
    }
}

int draw_text(struct pen *pen, unsigned style, const char *text, size_t size)
{
    struct run run;
    int start = pen->x;

    if (size == 0 || pen->x >= pen->end) {
        return 0;
    }
    begin_run(&run, pen, style);
    add_text(&run, text, chunk_size(text, size));
    end_run(&run);
    return pen->x - start;
}

int draw_string(struct pen *pen, unsigned style, const char *string)
{
    return draw_text(pen, style, string, strlen(string));
}

int draw_clipped(struct pen *pen, unsigned style, const char *string)
{
    static const char mark[] = "..";
    int start = pen->x;
    int end = pen->end;
    size_t size = strlen(string);

    if (width_of_text(string, size) <= end - start || end - start < (int)sizeof(mark) - 1) {
        return draw_text(pen, style, string, size);
    }
    pen->end = end - (int)sizeof(mark) + 1;
    draw_text(pen, style, string, size);
    pen->end = end;
    draw_string(pen, style, mark);
    return pen->x - start;
}

void draw_cell(struct pen *pen, unsigned style, const char *string, int columns)
{
    int end = pen->end;
    int cell_end = pen->x + columns < end ? pen->x + columns : end;

    pen->end = cell_end;
    draw_clipped(pen, style, string);
    pen->end = end;
    draw_blank(pen, style, cell_end);
}

void draw_blank(struct pen *pen, unsigned style, int x)
{
    if (x > pen->end) {
        x = pen->end;
    }
    if (x > pen->x) {
        put_blanks(pen, style, x - pen->x);
        pen->x = x;
    }
}

void draw_finish(struct pen *pen, unsigned style)
{
    draw_blank(pen, style, pen->end);
}

void draw_empty_row(const struct canvas *canvas, int y, int x, int end)
{
    struct pen pen = draw_pen(canvas, y, x, end);

    draw_finish(&pen, DRAW_PLAIN);
}
