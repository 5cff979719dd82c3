/* The rows of a sheet: bands, the row's own cells, and beside them the pieces. */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "print/flow_private.h"
#include "text/i18n.h"

/* A row as it stands on this sheet. */
struct placed {
    size_t row;
    double top;     /* with its bands */
    double content; /* below the bands */
    double bottom;
    size_t from, to; /* pieces */
};

struct body {
    struct flowing *f;
    struct flow_page *page;
    struct placed *rows;
    size_t count;
};

static const struct flow_row *row_of(const struct body *b, const struct placed *p)
{
    return &b->page->rows[p->row];
}

static const struct sheet_column *column_of(const struct body *b, size_t column)
{
    return b->page->page->columns[column];
}

/* --- cells --------------------------------------------------------------------------- */

static struct flow_box *put_cell(const struct body *b, const struct placed *p, size_t column,
                                 double top, double bottom)
{
    struct flow_box *box =
        flow_add_box(b->f, FLOW_CELL, b->page->lefts[column], top,
                     b->page->lefts[column + 1] - b->page->lefts[column], bottom - top);
    if (box != NULL) {
        box->column = column_of(b, column);
        box->node = row_of(b, p)->node;
    }
    return box;
}

static struct setting setting_of(const struct sheet_column *column)
{
    return (struct setting){column->size, column->pitch * LAY_POINT, column->align, column->valign};
}

/* Where the first of so many lines stands in the room from top to bottom. */
static double first_line(const struct setting *s, size_t count, double top, double bottom)
{
    double free = bottom - top - (double)count * s->pitch;
    return s->valign == SHEET_MIDDLE && free > 2 * LAY_PADDING ? top + free / 2 : top + LAY_PADDING;
}

/* The lines of a text that stand in the slots from first to before end. */
static bool put_lines(const struct body *b, struct flow_box *box, const struct lay_text *text,
                      size_t start, size_t first, size_t end, double above)
{
    const struct setting s = setting_of(box->column);
    size_t from = first > start ? first - start : 0;
    size_t to = end > start ? end - start : 0;
    to = to > text->count ? text->count : to;
    if (from >= to)
        return true;
    double top = first_line(&s, to - from, box->y + above, box->y + box->height);
    return flow_add_lines(b->f, box, text->lines + from, to - from, top, &s);
}

/* --- the row's own cells -------------------------------------------------------------- */

/* Whether the column's cell in that row of the sheet is one with the cell above it. */
static bool is_merged(const struct body *b, size_t number, size_t column)
{
    const struct content_cell *own = row_of(b, &b->rows[number])->side->own;
    if (number == 0)
        return false;
    for (size_t i = 0; i <= column; i++) {
        if (own[i].column == NULL || (!own[i].column->merge && i < column))
            continue;
        if (!own[i].column->merge ||
            !content_same_texts(&own[i], &row_of(b, &b->rows[number - 1])->side->own[i]) ||
            flow_band_height(b->page, b->rows[number].row, false, i) > 0)
            return false;
    }
    return true;
}

/* Bands reach from behind their column on: what is right of it begins below them. */
static double own_top(const struct body *b, size_t number, size_t column)
{
    double top = b->rows[number].top;
    for (size_t i = 0; i < column; i++)
        top += flow_band_height(b->page, b->rows[number].row, number == 0, i);
    return top;
}

static double own_bottom(const struct body *b, size_t number, size_t column)
{
    while (number + 1 < b->count && is_merged(b, number + 1, column))
        number++;
    return b->rows[number].bottom;
}

/* The slots that are shown: all of them where they have room, and otherwise from where
 * the last sheet ended. */
static size_t choose_slots(const struct body *b, const struct lay_strip *strip, size_t group,
                           double height, size_t *first)
{
    size_t room = (size_t)((height - 2 * LAY_PADDING) / strip->pitch + 0.001);
    *first = 0;
    if (strip->slots <= room)
        return strip->slots;
    *first = b->page->shown[group] < strip->slots ? b->page->shown[group] : 0;
    return *first + room < strip->slots ? *first + room : strip->slots;
}

/* A text of a stack reaches down to where the next one begins, the last to the bottom. */
static bool put_stack(const struct body *b, const struct placed *p, size_t column,
                      const struct lay_level *level, size_t first, size_t end, double top,
                      double bottom, double above)
{
    const struct content_cell *cell = &level->cells[column];
    const struct lay_strip *strip = &level->strips[cell->group];
    size_t shown = 0, done = 0;
    for (size_t i = 0; i < cell->count; i++)
        shown += strip->starts[i] < end &&
                 (i + 1 == cell->count ? strip->slots : strip->starts[i + 1]) > first;
    double used = above + 2 * LAY_PADDING + (double)(end - first) * strip->pitch;
    double extra = shown == 0 ? 0 : (bottom - top - used) / (double)shown, y = top;
    for (size_t i = 0; i < cell->count && done < shown; i++) {
        size_t stop = i + 1 == cell->count ? strip->slots : strip->starts[i + 1];
        if (stop <= first || strip->starts[i] >= end)
            continue;
        size_t from = strip->starts[i] > first ? strip->starts[i] : first;
        double slots = (double)((stop < end ? stop : end) - from) * strip->pitch;
        double next =
            ++done == shown ? bottom : y + slots + extra + (done == 1 ? above + LAY_PADDING : 0);
        struct flow_box *box = put_cell(b, p, column, y, next);
        if (box == NULL)
            return false;
        box->node = cell->nodes == NULL ? box->node : cell->nodes[i];
        if (!put_lines(b, box, &level->texts[column][i], strip->starts[i], first, end,
                       done == 1 ? above : 0))
            return false;
        y = next;
    }
    return shown > 0 || put_cell(b, p, column, top, bottom) != NULL;
}

static bool put_own(const struct body *b, size_t number, size_t column)
{
    const struct placed *p = &b->rows[number];
    const struct lay_level *own = &row_of(b, p)->own;
    if (own->cells[column].column == NULL || is_merged(b, number, column))
        return true;
    double top = own_top(b, number, column), bottom = own_bottom(b, number, column);
    size_t first = 0, end = 0;
    if (own->cells[column].count > 0)
        end = choose_slots(b, &own->strips[own->cells[column].group], own->cells[column].group,
                           bottom - top, &first);
    return put_stack(b, p, column, own, first, end, top, bottom, 0);
}

/* --- pieces --------------------------------------------------------------------------- */

/* The line above the text; in a further piece it says that it goes on. */
static bool put_above(const struct body *b, const struct lay_level *level, size_t column,
                      size_t number, double top)
{
    struct flow_sheet *sheet = flow_sheet_now(b->f);
    struct flow_box *box = &sheet->boxes[sheet->box_count - 1];
    const struct setting s = setting_of(column_of(b, column));
    const char *text = level->cells[column].above;
    if (number > 0)
        text = arena_format(&b->f->flow->arena, _("%s (continued)"), text);
    if (text == NULL)
        return error_set_memory(b->f->err);
    const struct lay_line line = {text, strlen(text)};
    /* In front of the cell's own lines, in the order they are read in. */
    if (!flow_add_line(b->f, box, &line, top + LAY_PADDING, &s))
        return false;
    struct flow_line last = box->lines[box->line_count - 1];
    memmove(box->lines + 1, box->lines, (box->line_count - 1) * sizeof last);
    box->lines[0] = last;
    return true;
}

static bool put_piece_cell(const struct body *b, const struct placed *p, size_t column,
                           const struct flow_piece *piece, double top, double bottom)
{
    const struct lay_level *level = piece->level;
    const struct content_cell *cell = level == NULL ? NULL : &level->cells[column];
    if (cell == NULL || cell->column == NULL || cell->count == 0)
        return put_cell(b, p, column, top, bottom) != NULL;
    const struct lay_strip *strip = &level->strips[cell->group];
    size_t first, end;
    lay_piece_slots(strip, piece->number, &first, &end);
    double above = strip->above ? strip->pitch : 0;
    return put_stack(b, p, column, level, first, end, top, bottom, above) &&
           (*cell->above == '\0' || put_above(b, level, column, piece->number, top));
}

static bool put_piece(const struct body *b, const struct placed *p, const struct flow_piece *piece,
                      double top, double bottom)
{
    const struct content_cell *own = row_of(b, p)->side->own;
    for (size_t i = 0; i < b->page->page->column_count; i++) {
        if (own[i].column == NULL && !put_piece_cell(b, p, i, piece, top, bottom))
            return false;
    }
    return true;
}

/* What is left of the row's height goes to the last piece. */
static bool put_pieces(const struct body *b, const struct placed *p)
{
    static const struct flow_piece blank = {NULL, 0};
    const struct flow_row *row = row_of(b, p);
    double y = p->content;
    if (p->from >= p->to)
        return put_piece(b, p, &blank, y, p->bottom);
    for (size_t i = p->from; i < p->to; i++) {
        const struct flow_piece *piece = &row->pieces[i];
        double next =
            i + 1 == p->to ? p->bottom : y + lay_piece_height(piece->level, piece->number);
        b->f->row++;
        if (!put_piece(b, p, piece, y, next))
            return false;
        y = next;
    }
    return true;
}

/* --- bands ---------------------------------------------------------------------------- */

static bool put_bands(const struct body *b, size_t number)
{
    const struct placed *p = &b->rows[number];
    double y = p->top, taken;
    for (size_t i = 0; i < b->page->page->column_count; i++) {
        double height = flow_band_height(b->page, p->row, number == 0, i);
        if (height <= 0)
            continue;
        const struct sheet_column *band = column_of(b, i)->band;
        const struct setting s = setting_of(band);
        double left = b->page->lefts[i + 1];
        b->f->row++;
        struct flow_box *box = flow_add_box(
            b->f, FLOW_CELL, left, y, b->page->lefts[b->page->page->column_count] - left, height);
        if (box == NULL)
            return false;
        box->column = band;
        box->node = row_of(b, p)->node;
        const char *text = row_of(b, p)->side->bands[i];
        const struct lay_line line = {text, strlen(text)};
        if (!flow_add_line(b->f, box, &line, y + LAY_PADDING, &s))
            return false;
        taken = height;
        y += taken;
    }
    return true;
}

/* --- the sheet ------------------------------------------------------------------------ */

static bool put_row(const struct body *b, size_t number)
{
    if (!put_bands(b, number))
        return false;
    b->f->row++;
    for (size_t i = 0; i < b->page->page->column_count; i++) {
        if (!put_own(b, number, i))
            return false;
    }
    return put_pieces(b, &b->rows[number]);
}

static void place_rows(const struct body *b, const struct flow_part *part, double y)
{
    for (size_t i = 0; i < part->count; i++) {
        struct placed *p = &b->rows[i];
        bool whole = part->to == SIZE_MAX;
        *p = (struct placed){.row = part->first + i, .top = y, .from = i == 0 ? b->page->at : 0};
        p->to = whole ? b->page->rows[p->row].piece_count : part->to;
        p->content = y + flow_bands_height(b->page, p->row, i == 0);
        p->bottom = p->content +
                    (whole ? flow_row_height(b->page, p->row, p->from, p->to, true) : part->height);
        y = p->bottom;
    }
}

/* What of its own cells has been shown of a row that goes on. */
static void note_shown(const struct body *b)
{
    const struct placed *p = &b->rows[0];
    const struct lay_level *own = &row_of(b, p)->own;
    for (size_t i = 0; i < own->column_count; i++) {
        size_t first;
        if (own->strips[i].count > 0)
            b->page->shown[i] = choose_slots(b, &own->strips[i], i, p->bottom - p->content, &first);
    }
    b->page->at = p->to;
}

bool flow_body(struct flowing *f, struct flow_page *page, const struct flow_part *part, double y)
{
    struct body b = {.f = f, .page = page, .count = part->count};
    b.rows = arena_take(&f->flow->arena, part->count, sizeof *b.rows);
    if (b.rows == NULL)
        return error_set_memory(f->err);
    place_rows(&b, part, y);
    for (size_t i = 0; i < b.count; i++) {
        if (!put_row(&b, i))
            return false;
    }
    if (part->to != SIZE_MAX)
        note_shown(&b);
    return true;
}
