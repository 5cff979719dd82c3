#include "config.h"

#include "print/content.h"

#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

/* One filling in. */
struct filling {
    struct content *content;
    struct error *err;
};

const xmlNode *content_root(const struct content *content)
{
    return xmlDocGetRootElement(assessment_document(content->a));
}

bool content_same_texts(const struct content_cell *one, const struct content_cell *other)
{
    if (one->count != other->count)
        return false;
    for (size_t i = 0; i < one->count; i++) {
        if (strcmp(one->texts[i], other->texts[i]) != 0)
            return false;
    }
    return true;
}

/* --- texts ------------------------------------------------------------------------ */

/* What the expression prints at the node, in the arena. */
static const char *print_at(const struct filling *f, const struct sheet_column *column,
                            const xmlNode *node)
{
    char *text = assessment_print(f->content->a, column->value, node, f->err);
    const char *kept = NULL;
    if (text == NULL)
        return NULL;
    if (*text == '\0')
        kept = "";
    else
        kept = arena_format(&f->content->arena, "%s%s%s", column->open, text, column->close);
    free(text);
    if (kept == NULL)
        error_set_memory(f->err);
    return kept;
}

const char *content_label(struct content *content, const struct form_text *text)
{
    if (text->count[FORM_JA] == 0)
        return "";
    char *label = assessment_text(content->a, text, FORM_JA, content_root(content));
    const char *kept = label == NULL ? NULL : arena_copy(&content->arena, label, strlen(label));
    free(label);
    content->arena.failed = content->arena.failed || kept == NULL;
    return kept;
}

const char *content_line(struct content *content, const struct sheet_column *line,
                         struct error *err)
{
    const struct filling f = {content, err};
    return print_at(&f, line, content_root(content));
}

/* --- cells ------------------------------------------------------------------------ */

static bool take_texts(const struct filling *f, struct content_cell *cell,
                       const struct assessment_nodes *nodes)
{
    cell->texts = arena_take(&f->content->arena, nodes->count + 1, sizeof *cell->texts);
    cell->nodes = arena_take(&f->content->arena, nodes->count + 1, sizeof *cell->nodes);
    if (cell->texts == NULL || cell->nodes == NULL)
        return error_set_memory(f->err);
    for (size_t i = 0; i < nodes->count; i++) {
        cell->nodes[i] = nodes->items[i];
        cell->texts[i] = print_at(f, cell->column, nodes->items[i]);
        if (cell->texts[i] == NULL)
            return false;
        cell->count++;
    }
    return true;
}

static bool fill_cell(const struct filling *f, struct content_cell *cell,
                      const struct sheet_column *column, xmlNode *node,
                      struct assessment_nodes *nodes)
{
    cell->column = column;
    cell->above = "";
    if (column->above != NULL && (cell->above = print_at(f, column->above, node)) == NULL)
        return false;
    if (column->each != NULL) {
        if (!assessment_select(f->content->a, column->each, node, nodes, f->err))
            return false;
    } else {
        nodes->items = malloc(sizeof *nodes->items);
        if (nodes->items == NULL)
            return error_set_memory(f->err);
        nodes->items[nodes->count++] = node;
    }
    return take_texts(f, cell, nodes);
}

static bool same_nodes(const struct assessment_nodes *one, const struct assessment_nodes *other)
{
    return one->count == other->count && one->count > 0 &&
           memcmp(one->items, other->items, one->count * sizeof *one->items) == 0;
}

/* The columns that stack the same nodes are one group. */
static void find_group(const struct sheet_page *page, struct content_cell *cells,
                       const struct assessment_nodes *nodes, size_t at)
{
    cells[at].group = at;
    for (size_t i = 0; page->columns[at]->each != NULL && i < at; i++) {
        if (cells[i].column != NULL && page->columns[i]->each != NULL &&
            same_nodes(&nodes[i], &nodes[at])) {
            cells[at].group = i;
            return;
        }
    }
}

/* Whether the column is printed once for the row, beside all levels. Where a page has no
 * block, what is not merged stands in the one level there is. */
static bool is_own(const struct sheet_page *page, const struct sheet_column *column)
{
    if (column->block != NULL)
        return false;
    for (size_t i = 0; i < page->column_count; i++) {
        if (page->columns[i]->block != NULL)
            return true;
    }
    return column->merge || column->band != NULL;
}

/* The cells of a block (NULL: of no block) at its node. */
static bool fill_cells(const struct filling *f, const struct sheet_page *page, bool own,
                       const struct sheet_head *block, xmlNode *node, struct content_cell *cells)
{
    struct assessment_nodes *nodes = calloc(page->column_count, sizeof *nodes);
    bool good = nodes != NULL || error_set_memory(f->err);
    for (size_t i = 0; good && i < page->column_count; i++) {
        const struct sheet_column *column = page->columns[i];
        if (column->block != block || is_own(page, column) != own)
            continue;
        good = fill_cell(f, &cells[i], column, node, &nodes[i]);
        find_group(page, cells, nodes, i);
    }
    for (size_t i = 0; nodes != NULL && i < page->column_count; i++)
        assessment_nodes_free(&nodes[i]);
    free(nodes);
    return good;
}

/* --- rows ------------------------------------------------------------------------- */

/* The level of that number, made where it is not there yet. */
static struct content_level *need_level(const struct filling *f, const struct sheet_page *page,
                                        struct content_side *side, size_t number)
{
    struct arena *arena = &f->content->arena;
    if (number == side->level_count) {
        side->levels = arena_grow(arena, side->levels, side->level_count, sizeof *side->levels);
        if (side->levels == NULL)
            return NULL;
        side->levels[number].cells =
            arena_take(arena, page->column_count, sizeof *side->levels[number].cells);
        side->level_count++;
    }
    return side->levels[number].cells == NULL ? NULL : &side->levels[number];
}

/* A block's nodes stand one below the other; those of another block beside them. */
static bool fill_block(const struct filling *f, const struct sheet_page *page,
                       const struct sheet_head *block, const xmlNode *row,
                       struct content_side *side)
{
    struct assessment_nodes nodes;
    if (!assessment_select(f->content->a, block->nodeset, row, &nodes, f->err))
        return false;
    bool good = true;
    for (size_t i = 0; good && i < nodes.count; i++) {
        struct content_level *level = need_level(f, page, side, i);
        good = level == NULL ? error_set_memory(f->err)
                             : fill_cells(f, page, false, block, nodes.items[i], level->cells);
    }
    assessment_nodes_free(&nodes);
    return good;
}

static bool fill_levels(const struct filling *f, const struct sheet_page *page, xmlNode *row,
                        struct content_side *side)
{
    const struct sheet_head *last = NULL;
    struct content_level *level = need_level(f, page, side, 0);
    if (level == NULL)
        return error_set_memory(f->err);
    if (!fill_cells(f, page, false, NULL, row, level->cells))
        return false;
    for (size_t i = 0; i < page->column_count; i++) {
        const struct sheet_head *block = page->columns[i]->block;
        if (block != NULL && block != last && !fill_block(f, page, block, row, side))
            return false;
        last = block;
    }
    return true;
}

static bool fill_bands(const struct filling *f, const struct sheet_page *page, const xmlNode *row,
                       struct content_side *side)
{
    for (size_t i = 0; i < page->column_count; i++) {
        const struct sheet_column *band = page->columns[i]->band;
        if (band != NULL && (side->bands[i] = print_at(f, band, row)) == NULL)
            return false;
    }
    return true;
}

static bool fill_side(const struct filling *f, const struct sheet_page *page, xmlNode *row,
                      struct content_side *side)
{
    struct arena *arena = &f->content->arena;
    side->own = arena_take(arena, page->column_count, sizeof *side->own);
    side->bands = arena_take(arena, page->column_count, sizeof *side->bands);
    if (side->own == NULL || side->bands == NULL)
        return error_set_memory(f->err);
    return fill_bands(f, page, row, side) && fill_cells(f, page, true, NULL, row, side->own) &&
           fill_levels(f, page, row, side);
}

static bool fill_row(const struct filling *f, const struct sheet_spread *layout, xmlNode *node,
                     struct content_row *row)
{
    row->node = node;
    row->sides = arena_take(&f->content->arena, layout->page_count, sizeof *row->sides);
    if (row->sides == NULL)
        return error_set_memory(f->err);
    for (size_t i = 0; i < layout->page_count; i++) {
        if (!fill_side(f, layout->pages[i], node, &row->sides[i]))
            return false;
    }
    return true;
}

static bool fill_spread(const struct filling *f, struct content_spread *spread)
{
    struct assessment_nodes nodes;
    if (!assessment_select(f->content->a, spread->layout->nodeset, content_root(f->content), &nodes,
                           f->err))
        return false;
    spread->rows = arena_take(&f->content->arena, nodes.count + 1, sizeof *spread->rows);
    bool good = spread->rows != NULL || error_set_memory(f->err);
    for (size_t i = 0; good && i < nodes.count; i++) {
        good = fill_row(f, spread->layout, nodes.items[i], &spread->rows[i]);
        spread->row_count++;
    }
    assessment_nodes_free(&nodes);
    return good;
}

bool content_make(struct content *out, const struct assessment *a, const struct sheet *sheet,
                  struct error *err)
{
    const struct filling f = {out, err};
    *out = (struct content){.a = a, .sheet = sheet, .arena = ARENA_INIT};
    size_t count = sheet_spread_count(sheet);
    out->spreads = arena_take(&out->arena, count + 1, sizeof *out->spreads);
    if (out->spreads == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < count; i++) {
        struct content_spread *spread = &out->spreads[out->spread_count];
        spread->layout = sheet_spread(sheet, i);
        if (!fill_spread(&f, spread))
            return false;
        /* The next one takes the place of one that is left out. */
        if (spread->row_count > 0 || spread->layout->empty)
            out->spread_count++;
    }
    return true;
}

void content_free(struct content *content)
{
    arena_free(&content->arena);
}
