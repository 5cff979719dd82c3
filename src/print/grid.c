#include "config.h"

#include "print/grid.h"

#include <stdlib.h>
#include <string.h>

#include "print/grid_private.h"

/* No row of a spreadsheet is higher; a cell that needs more reaches over several. */
static const double HIGHEST = 380 * LAY_POINT;

/* --- cells and rows ---------------------------------------------------------------------- */

struct grid_cell *grid_add(struct gridding *g, enum grid_kind kind, size_t row, size_t column,
                           size_t rows, size_t columns)
{
    struct grid *grid = g->grid;
    grid->cells = arena_grow(&grid->arena, grid->cells, grid->cell_count, sizeof *grid->cells);
    if (grid->cells == NULL)
        return NULL;
    struct grid_cell *cell = &grid->cells[grid->cell_count++];
    *cell = (struct grid_cell){
        .kind = kind, .row = row, .column = column, .rows = rows, .columns = columns, .text = ""};
    return cell;
}

bool grid_add_row(struct gridding *g, double height)
{
    struct grid *grid = g->grid;
    grid->heights = arena_grow(&grid->arena, grid->heights, grid->row_count, sizeof *grid->heights);
    if (grid->heights == NULL)
        return false;
    grid->heights[grid->row_count++] = height;
    return true;
}

double grid_text_height(struct gridding *g, const char *text, int columns, double pitch)
{
    struct lay_text laid = {NULL, 0};
    if (!lay_break(&g->grid->arena, &g->scratch, text, columns, &laid)) {
        g->grid->arena.failed = true;
        return 0;
    }
    return (double)laid.count * pitch * LAY_POINT + 2 * LAY_PADDING;
}

void grid_stretch(struct gridding *g, size_t first, size_t rows, double height)
{
    double there = 0;
    for (size_t i = first; i < first + rows; i++)
        there += g->grid->heights[i];
    for (size_t i = first; there < height && i < first + rows; i++)
        g->grid->heights[i] += (height - there) / (double)rows;
}

/* --- texts ------------------------------------------------------------------------------- */

/* A text of a cell, with the line above it. */
static const char *cell_text(struct gridding *g, const struct content_cell *cell, size_t number)
{
    if (number > 0 || *cell->above == '\0')
        return cell->texts[number];
    return arena_format(&g->grid->arena, "%s\n%s", cell->above, cell->texts[number]);
}

static double cell_height(struct gridding *g, const struct content_cell *cell, size_t number)
{
    const char *text = cell_text(g, cell, number);
    /* A character narrower than on paper: a spreadsheet leaves more free at the sides, and one
     * line too few would be cut off. */
    int columns = cell->column->columns > 4 ? cell->column->columns - 2 : cell->column->columns;
    return text == NULL ? 0 : grid_text_height(g, text, columns, cell->column->pitch);
}

/* The rows that a cell asks for: one for each text, and more where one is very high. */
static size_t rows_for(struct gridding *g, const struct content_cell *cell)
{
    size_t rows = cell->count == 0 ? 1 : 0;
    for (size_t i = 0; i < cell->count; i++)
        rows += 1 + (size_t)(cell_height(g, cell, i) / HIGHEST);
    return rows;
}

/* The first of `rows` rows that the text of that number stands in: they are shared out. */
static size_t share(size_t rows, size_t number, size_t count)
{
    return number * rows / count;
}

/* Puts the texts of a cell into the rows from first on. */
static bool put_texts(struct gridding *g, const struct content_cell *cell, size_t column,
                      size_t first, size_t rows)
{
    size_t count = cell->count == 0 ? 1 : cell->count;
    for (size_t i = 0; i < count; i++) {
        size_t from = first + share(rows, i, count);
        size_t to = first + share(rows, i + 1, count);
        struct grid_cell *put = grid_add(g, GRID_CELL, from, column, to - from, 1);
        if (put == NULL)
            return false;
        put->layout = cell->column;
        put->text = cell->count == 0 ? "" : cell_text(g, cell, i);
        double height = cell->count == 0 ? 1 : cell_height(g, cell, i);
        if (put->text == NULL || height <= 0)
            return false;
        grid_stretch(g, from, to - from, height);
    }
    return true;
}

/* --- levels ------------------------------------------------------------------------------ */

static size_t level_rows(struct gridding *g, const struct content_level *level)
{
    size_t most = 1;
    for (size_t i = 0; i < g->grid->column_count; i++) {
        if (level->cells[i].column == NULL)
            continue;
        size_t rows = rows_for(g, &level->cells[i]);
        most = rows > most ? rows : most;
    }
    return most;
}

static bool put_level(struct gridding *g, const struct content_side *side,
                      const struct content_level *level, size_t first, size_t rows)
{
    for (size_t i = 0; i < g->grid->column_count; i++) {
        const struct content_cell *cell = &level->cells[i];
        const struct content_cell blank = {.column = g->grid->page->columns[i]};
        if (side->own[i].column != NULL)
            continue;
        if (!put_texts(g, cell->column == NULL ? &blank : cell, i, first, rows))
            return false;
    }
    return true;
}

/* The rows of all levels, and as many as the row's own cells ask for. */
static bool put_levels(struct gridding *g, const struct content_side *side)
{
    size_t first = g->grid->row_count, own = 1;
    for (size_t i = 0; i < g->grid->column_count; i++) {
        size_t rows = side->own[i].column == NULL ? 1 : rows_for(g, &side->own[i]);
        own = rows > own ? rows : own;
    }
    for (size_t i = 0; i < side->level_count; i++) {
        size_t start = g->grid->row_count, rows = level_rows(g, &side->levels[i]);
        bool last = i + 1 == side->level_count;
        if (last && start - first + rows < own)
            rows = own - (start - first);
        for (size_t k = 0; k < rows; k++) {
            if (!grid_add_row(g, 2 * LAY_PADDING))
                return false;
        }
        if (!put_level(g, side, &side->levels[i], start, rows))
            return false;
    }
    return true;
}

/* --- bands and the row's own cells --------------------------------------------------------- */

/* Where a row of the content stands: its bands, from `bands` on, and its cells. */
struct span {
    size_t bands, first, end;
};

static bool shows_band(const struct content_side *before, const struct content_side *side,
                       size_t column)
{
    for (size_t i = 0; i <= column; i++) {
        if (side->bands[i] != NULL &&
            (before == NULL || strcmp(before->bands[i], side->bands[i]) != 0))
            return side->bands[column] != NULL && *side->bands[column] != '\0';
    }
    return false;
}

static bool put_bands(struct gridding *g, const struct content_side *before,
                      const struct content_side *side)
{
    for (size_t i = 0; i < g->grid->column_count; i++) {
        if (!shows_band(before, side, i) || i + 1 == g->grid->column_count)
            continue;
        const struct sheet_column *band = g->grid->page->columns[i]->band;
        struct grid_cell *cell =
            grid_add(g, GRID_BAND, g->grid->row_count, i + 1, 1, g->grid->column_count - i - 1);
        if (cell == NULL || !grid_add_row(g, band->pitch * LAY_POINT + 2 * LAY_PADDING))
            return false;
        cell->layout = band;
        cell->text = side->bands[i];
    }
    return true;
}

static const struct content_side *side_of(const struct gridding *g, size_t row)
{
    return &g->spread->rows[row].sides[g->index];
}

/* Whether the column's cell in that row is one with the cell above it. */
static bool is_merged(const struct gridding *g, size_t row, size_t column)
{
    if (row == 0)
        return false;
    const struct content_side *side = side_of(g, row), *before = side_of(g, row - 1);
    for (size_t i = 0; i <= column; i++) {
        const struct sheet_column *layout = side->own[i].column;
        if (layout == NULL || (!layout->merge && i < column))
            continue;
        if (!layout->merge || !content_same_texts(&side->own[i], &before->own[i]) ||
            shows_band(before, side, i))
            return false;
    }
    return true;
}

/* Bands reach from behind their column on: what is right of it begins below them. */
static size_t own_first(const struct gridding *g, const struct span *spans, size_t row,
                        size_t column)
{
    const struct content_side *before = row == 0 ? NULL : side_of(g, row - 1);
    size_t first = spans[row].bands;
    for (size_t i = 0; i < column; i++)
        first += shows_band(before, side_of(g, row), i) ? 1 : 0;
    return first;
}

static bool put_own(struct gridding *g, const struct span *spans, size_t row)
{
    const struct content_side *side = side_of(g, row);
    for (size_t i = 0; i < g->grid->column_count; i++) {
        if (side->own[i].column == NULL || is_merged(g, row, i))
            continue;
        size_t last = row, first = own_first(g, spans, row, i);
        while (last + 1 < g->spread->row_count && is_merged(g, last + 1, i))
            last++;
        if (!put_texts(g, &side->own[i], i, first, spans[last].end - first))
            return false;
    }
    return true;
}

static bool put_rows(struct gridding *g)
{
    size_t count = g->spread->row_count;
    struct span *spans = arena_take(&g->grid->arena, count + 1, sizeof *spans);
    if (spans == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        spans[i].bands = g->grid->row_count;
        if (!put_bands(g, i == 0 ? NULL : side_of(g, i - 1), side_of(g, i)))
            return false;
        spans[i].first = g->grid->row_count;
        if (!put_levels(g, side_of(g, i)))
            return false;
        spans[i].end = g->grid->row_count;
    }
    for (size_t i = 0; i < count; i++) {
        if (!put_own(g, spans, i))
            return false;
    }
    return true;
}

/* --- all of it ----------------------------------------------------------------------------- */

static int compare_cells(const void *one, const void *other)
{
    const struct grid_cell *a = one, *b = other;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

bool grid_make(struct grid *out, struct content *content, const struct content_spread *spread,
               size_t page, struct error *err)
{
    *out = (struct grid){.page = spread->layout->pages[page], .arena = ARENA_INIT};
    out->column_count = out->page->column_count;
    struct gridding g = {.grid = out,
                         .content = content,
                         .spread = spread,
                         .index = page,
                         .paper = sheet_paper(content->sheet),
                         .scratch = LAYOUT_INIT};
    bool good = grid_headings(&g) && put_rows(&g) && !content->arena.failed && !out->arena.failed;
    layout_free(&g.scratch);
    if (good && out->cell_count > 1)
        qsort(out->cells, out->cell_count, sizeof *out->cells, compare_cells);
    return good || error_set_memory(err);
}

void grid_free(struct grid *grid)
{
    arena_free(&grid->arena);
}
