/* Sheets as rows of characters: where the edges of the boxes go, what stands between them. */
#include "config.h"

#include "print/rows.h"

#include <string.h>

#include "print/edges.h"
#include "print/lay.h"
#include "text/grapheme.h"
#include "text/width.h"

enum { LEFT = 1, UP = 2, RIGHT = 4, DOWN = 8, ALL = 15 };

/* A character of the grid: which rules meet in it, and the line that begins there. */
struct spot {
    unsigned rules;
    const struct flow_line *line;
};

/* Pages of one kind have their columns at one place, so that who turns over finds them. */
struct kind {
    const struct sheet_page *page;
    struct edges across;
};

struct drawing {
    const struct flow *flow;
    int ambiguous;
    struct arena arena;
    struct kind *kinds;
    size_t kind_count;
    struct buffer *out;

    struct arena own; /* of the sheet in hand, as all that follows */
    const struct flow_sheet *sheet;
    const struct edges *across;
    struct edges down;
    struct spot *spots;
    int columns, rows;
};

/* --- texts ------------------------------------------------------------------------------ */

static size_t cluster_size(const char *text, size_t size)
{
    size_t next = grapheme_next(text, size, 0);
    return next == 0 ? size : next;
}

static int columns_of(const struct flow_line *line, int ambiguous)
{
    int columns = 0;
    for (size_t at = 0, size; at < line->length; at += size) {
        size = cluster_size(line->text + at, line->length - at);
        int kind = width_kind(line->text + at, size);
        columns += kind == WIDTH_AMBIGUOUS ? ambiguous : kind;
    }
    return columns;
}

/* --- where the edges go -------------------------------------------------------------------- */

static int has(const struct flow_box *box, enum flow_side side)
{
    return (box->sides & side) != 0;
}

/* The columns that the widest line of the box takes, with its rule. On paper an ambiguous
 * character is full-width; where it is not, there is room to spare. */
static int columns_wanted(const struct flow_box *box)
{
    int most = 0;
    for (size_t i = 0; i < box->line_count; i++) {
        int columns = columns_of(&box->lines[i], 2);
        most = columns > most ? columns : most;
    }
    return most + has(box, FLOW_LEFT);
}

static bool solve_across(struct drawing *d, struct kind *kind)
{
    const struct flow *flow = d->flow;
    kind->across.arena = &d->arena;
    for (size_t i = 0; i < flow->sheet_count; i++) {
        const struct flow_sheet *sheet = &flow->sheets[i];
        for (size_t k = 0; sheet->page == kind->page && k < sheet->box_count; k++) {
            const struct flow_box *box = &sheet->boxes[k];
            if (!edges_add(&kind->across, box->x, box->x + box->width, columns_wanted(box)))
                return false;
        }
    }
    edges_solve(&kind->across, flow->paper->size * LAY_POINT / 2);
    return true;
}

static bool find_across(struct drawing *d)
{
    for (size_t i = 0; i < d->kind_count; i++) {
        if (d->kinds[i].page == d->sheet->page) {
            d->across = &d->kinds[i].across;
            return true;
        }
    }
    d->kinds = arena_grow(&d->arena, d->kinds, d->kind_count, sizeof *d->kinds);
    if (d->kinds == NULL)
        return false;
    struct kind *kind = &d->kinds[d->kind_count++];
    kind->page = d->sheet->page;
    d->across = &kind->across;
    return solve_across(d, kind);
}

/* A foot stands below everything else. */
static bool set_foot_apart(struct drawing *d, const struct flow_box *foot)
{
    for (size_t i = 0; i < d->sheet->box_count; i++) {
        const struct flow_box *box = &d->sheet->boxes[i];
        if (box->kind != FLOW_FOOT && !edges_add(&d->down, box->y + box->height, foot->y, 1))
            return false;
    }
    return true;
}

static bool solve_down(struct drawing *d)
{
    double pitch = d->flow->paper->pitch * LAY_POINT;
    for (size_t i = 0; i < d->sheet->box_count; i++) {
        const struct flow_box *box = &d->sheet->boxes[i];
        int on_paper = (int)(box->height / pitch), least = (int)box->line_count;
        if (box->kind == FLOW_FOOT && !set_foot_apart(d, box))
            return false;
        if (box->kind == FLOW_CELL || box->kind == FLOW_HEADING || box->kind == FLOW_BOX)
            least = (least > on_paper ? least : on_paper) + has(box, FLOW_TOP);
        if (!edges_add(&d->down, box->y, box->y + box->height, least))
            return false;
    }
    edges_solve(&d->down, 0);
    return true;
}

/* --- rules -------------------------------------------------------------------------------- */

static void mark(struct drawing *d, int row, int column, unsigned rules)
{
    if (row < d->rows && column < d->columns)
        d->spots[row * d->columns + column].rules |= rules;
}

static void rule_across(struct drawing *d, int row, int from, int to)
{
    for (int column = from; column <= to && from < to; column++)
        mark(d, row, column, (column > from ? LEFT : 0U) | (column < to ? RIGHT : 0U));
}

static void rule_down(struct drawing *d, int column, int from, int to)
{
    for (int row = from; row <= to && from < to; row++)
        mark(d, row, column, (row > from ? UP : 0U) | (row < to ? DOWN : 0U));
}

/* --- a box ------------------------------------------------------------------------------------ */

struct frame {
    int left, top, right, bottom; /* the rows and columns of its edges */
};

static struct frame frame_of(const struct drawing *d, const struct flow_box *box)
{
    return (struct frame){edges_place(d->across, box->x), edges_place(&d->down, box->y),
                          edges_place(d->across, box->x + box->width),
                          edges_place(&d->down, box->y + box->height)};
}

static void put_sides(struct drawing *d, const struct flow_box *box)
{
    struct frame f = frame_of(d, box);
    if (has(box, FLOW_TOP))
        rule_across(d, f.top, f.left, f.right);
    if (has(box, FLOW_BOTTOM))
        rule_across(d, f.bottom, f.left, f.right);
    if (has(box, FLOW_LEFT))
        rule_down(d, f.left, f.top, f.bottom);
    if (has(box, FLOW_RIGHT))
        rule_down(d, f.right, f.top, f.bottom);
}

static void put_line(struct drawing *d, const struct flow_box *box, const struct flow_line *line,
                     int row)
{
    struct frame f = frame_of(d, box);
    int left = f.left + has(box, FLOW_LEFT), room = f.right - left;
    int spare = room - columns_of(line, d->ambiguous);
    if (spare > 0 && line->align != SHEET_LEFT)
        left += line->align == SHEET_RIGHT ? spare : spare / 2;
    if (row < d->rows && left < d->columns)
        d->spots[row * d->columns + left].line = line;
}

/* What is free above a line in mm: above the first one, or behind the one before it. */
static double gap_above(const struct flow_box *box, size_t number)
{
    const struct flow_line *line = &box->lines[number];
    double before = number == 0 ? box->y : line[-1].top + line[-1].height;
    return line->top > before ? line->top - before : 0;
}

/* Rows that are left over go where the free room is on paper. */
static void put_lines(struct drawing *d, const struct flow_box *box)
{
    struct frame f = frame_of(d, box);
    int top = f.top + has(box, FLOW_TOP), spare = f.bottom - top - (int)box->line_count;
    double gaps = 0, free = box->height;
    for (size_t i = 0; i < box->line_count; i++)
        free -= box->lines[i].height;
    for (size_t i = 0; i < box->line_count; i++) {
        gaps += gap_above(box, i);
        double share = free > 0.01 && spare > 0 ? gaps / free : 0;
        put_line(d, box, &box->lines[i], top + (int)i + (int)(share * spare + 0.5));
    }
}

/* --- writing it out ----------------------------------------------------------------------------
 */

static const char *glyph_of(const struct drawing *d, unsigned rules)
{
    static const char *const glyphs[ALL + 1] = {" ", "─", "│", "┘", "─", "─", "└", "┴",
                                                "│", "┐", "│", "┤", "┌", "┬", "├", "┼"};
    if (d->ambiguous == 1 || rules == 0)
        return glyphs[rules];
    return (rules & (UP | DOWN)) == 0 ? "-" : (rules & (LEFT | RIGHT)) == 0 ? "|" : "+";
}

static void write_blanks(struct drawing *d, int *blanks)
{
    for (; *blanks > 0; --*blanks)
        buffer_append(d->out, " ", 1);
}

/* A tab is one column, as everywhere. */
static void write_text(struct drawing *d, const struct flow_line *line)
{
    for (size_t at = 0; at < line->length; at++)
        buffer_append(d->out, line->text[at] == '\t' ? " " : line->text + at, 1);
}

static void write_row(struct drawing *d, int row)
{
    int blanks = 0;
    for (int column = 0; column < d->columns;) {
        const struct spot *spot = &d->spots[row * d->columns + column];
        if (spot->line == NULL && spot->rules == 0) {
            blanks++;
            column++;
            continue;
        }
        write_blanks(d, &blanks);
        if (spot->line != NULL)
            write_text(d, spot->line);
        else
            buffer_append_string(d->out, glyph_of(d, spot->rules));
        column += spot->line != NULL ? columns_of(spot->line, d->ambiguous) : 1;
    }
    buffer_append(d->out, "\n", 1);
}

static bool draw_sheet(struct drawing *d)
{
    d->down.arena = &d->own;
    if (!find_across(d) || !solve_down(d))
        return false;
    d->columns = edges_end(d->across);
    d->rows = edges_end(&d->down);
    d->spots = arena_take(&d->own, (size_t)d->columns * (size_t)d->rows, sizeof *d->spots);
    if (d->spots == NULL)
        return false;
    for (size_t i = 0; i < d->sheet->box_count; i++) {
        put_sides(d, &d->sheet->boxes[i]);
        put_lines(d, &d->sheet->boxes[i]);
    }
    for (int row = 0; row < d->rows; row++)
        write_row(d, row);
    return true;
}

static void find_place(const struct drawing *d, const struct flow_box *box, size_t sheet,
                       struct rows_place *place)
{
    for (size_t i = 0; i < d->sheet->box_count; i++) {
        if (&d->sheet->boxes[i] == box) {
            struct frame f = frame_of(d, box);
            *place = (struct rows_place){sheet, (size_t)f.top, f.left};
        }
    }
}

static bool draw_sheets(struct drawing *d, const struct flow_box *box, struct rows_place *place)
{
    bool good = true;
    for (size_t i = 0; good && i < d->flow->sheet_count; i++) {
        d->sheet = &d->flow->sheets[i];
        d->down = (struct edges){.arena = NULL};
        if (i > 0)
            buffer_append(d->out, "\f", 1);
        good = draw_sheet(d);
        if (good)
            find_place(d, box, i, place);
        arena_free(&d->own);
    }
    return good;
}

bool rows_write(const struct flow *flow, int ambiguous, const struct flow_box *box,
                struct rows_place *place, struct buffer *out, struct error *err)
{
    struct drawing d = {
        .flow = flow, .ambiguous = ambiguous, .arena = ARENA_INIT, .own = ARENA_INIT, .out = out};
    *place = (struct rows_place){0, 0, 0};
    bool good = draw_sheets(&d, box, place) && !out->failed;
    arena_free(&d.arena);
    return good || error_set_memory(err);
}
