/* The rows of a spread laid out for one page: pieces, and how high they are. */
#include "config.h"

#include <string.h>

#include "print/flow_private.h"

/* --- laid out ------------------------------------------------------------------------ */

static bool add_piece(struct arena *arena, struct flow_row *row, const struct lay_level *level,
                      size_t number)
{
    row->pieces = arena_grow(arena, row->pieces, row->piece_count, sizeof *row->pieces);
    if (row->pieces == NULL)
        return false;
    row->pieces[row->piece_count++] = (struct flow_piece){level, number};
    return true;
}

static bool prepare_level(struct flowing *f, const struct content_level *level, double most,
                          size_t column_count, struct flow_row *row)
{
    struct arena *arena = &f->flow->arena;
    struct lay_level *laid = arena_take(arena, 1, sizeof *laid);
    if (laid == NULL || !lay_level(arena, &f->scratch, level->cells, column_count, most, laid))
        return false;
    for (size_t i = 0; i < laid->pieces; i++) {
        if (!add_piece(arena, row, laid, i))
            return false;
    }
    return true;
}

static bool prepare_row(struct flowing *f, const struct content_row *from, double most,
                        const struct flow_page *page, struct flow_row *row)
{
    size_t count = page->page->column_count;
    row->side = &from->sides[page->index];
    row->node = from->node;
    if (!lay_level(&f->flow->arena, &f->scratch, row->side->own, count, 0, &row->own))
        return false;
    for (size_t i = 0; i < row->side->level_count; i++) {
        if (!prepare_level(f, &row->side->levels[i], most, count, row))
            return false;
    }
    return true;
}

bool flow_prepare(struct flowing *f, const struct content_spread *spread, double most,
                  struct flow_page *page)
{
    struct arena *arena = &f->flow->arena;
    page->rows = arena_take(arena, spread->row_count + 1, sizeof *page->rows);
    page->shown = arena_take(arena, page->page->column_count, sizeof *page->shown);
    if (page->rows == NULL || page->shown == NULL)
        return error_set_memory(f->err);
    for (; page->row_count < spread->row_count; page->row_count++) {
        if (!prepare_row(f, &spread->rows[page->row_count], most, page,
                         &page->rows[page->row_count]))
            return error_set_memory(f->err);
    }
    return true;
}

/* --- how high ------------------------------------------------------------------------ */

static bool is_left(const struct flow_page *page, const struct flow_row *row)
{
    bool left = false;
    for (size_t i = 0; i < page->page->column_count; i++)
        left = left || page->shown[i] < row->own.strips[i].slots;
    return left;
}

/* What its own cells need: what is left of them of the row in hand, and all of it where
 * nothing is left, as each sheet has them again. */
static double own_height(const struct flow_page *page, const struct flow_row *row, bool in_hand)
{
    double most = 0;
    bool rest = in_hand && is_left(page, row);
    for (size_t i = 0; i < page->page->column_count; i++) {
        const struct lay_strip *strip = &row->own.strips[i];
        size_t left = strip->slots - (rest ? page->shown[i] : 0);
        double height = (double)left * strip->pitch;
        most = strip->count > 0 && height > most ? height : most;
    }
    return most + 2 * LAY_PADDING;
}

double flow_row_height(const struct flow_page *page, size_t row, size_t from, size_t to, bool own)
{
    const struct flow_row *r = &page->rows[row];
    double height = 0;
    for (size_t i = from; i < to && i < r->piece_count; i++)
        height += lay_piece_height(r->pieces[i].level, r->pieces[i].number);
    if (!own)
        return height;
    double needed = own_height(page, r, from > 0);
    return needed > height ? needed : height;
}

bool flow_row_done(const struct flow_page *page, size_t row)
{
    const struct flow_row *r = &page->rows[row];
    return page->at >= r->piece_count && !is_left(page, r);
}

/* --- bands --------------------------------------------------------------------------- */

/* Whether the column's band stands above the row: where it changes, or one to its left. */
static bool shows_band(const struct flow_page *page, size_t row, bool first, size_t column)
{
    for (size_t i = 0; i <= column; i++) {
        const char *band = page->rows[row].side->bands[i];
        if (band == NULL)
            continue;
        if (first || strcmp(band, page->rows[row - 1].side->bands[i]) != 0)
            return true;
    }
    return false;
}

double flow_band_height(const struct flow_page *page, size_t row, bool first, size_t column)
{
    const char *band = page->rows[row].side->bands[column];
    if (band == NULL || *band == '\0' || !shows_band(page, row, first, column))
        return 0;
    return page->page->columns[column]->band->pitch * LAY_POINT + 2 * LAY_PADDING;
}

double flow_bands_height(const struct flow_page *page, size_t row, bool first)
{
    double height = 0;
    for (size_t i = 0; i < page->page->column_count; i++)
        height += flow_band_height(page, row, first, i);
    return height;
}
