#include "config.h"

#include "print/html.h"

#include "print/grid.h"
#include "text/i18n.h"
#include "text/markup.h"

static const char STYLE[] =
    "body{font-family:sans-serif;margin:1rem;color:#000;background:#fff;line-height:1.5}\n"
    "table{border-collapse:collapse;font-size:.9rem}\n"
    "th,td{border:1px solid #555;padding:.2rem .4rem;vertical-align:top;text-align:left;"
    "font-weight:normal;min-width:2em}\n"
    "thead th{background:#eee;text-align:center;vertical-align:middle}\n"
    ".band{background:#f6f6f6;font-weight:bold}\n"
    ".mark{text-align:center;vertical-align:middle}\n"
    ".wide{overflow-x:auto;position:relative}\n"
    ".wide:focus{outline:3px solid #036}\n"
    ".aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
    "@media print{@page{size:A3 landscape;margin:8mm}body{margin:0}table{font-size:6pt}"
    ".wide{overflow:visible}}\n";

/* --- tables --------------------------------------------------------------------------------- */

/* The row's own cells that are one for several rows are headings of these. */
static bool is_row_heading(const struct grid_cell *cell)
{
    return cell->kind == GRID_CELL && cell->layout->merge && *cell->text != '\0';
}

/* A table while it is written. */
struct writing {
    struct buffer *out;
    const struct grid *grid;
    size_t number;                        /* of the table in the file, for names */
    const struct grid_cell **row_heading; /* by column, the last one there; NULL: none yet */
};

static bool is_heading(const struct grid_cell *cell)
{
    return *cell->text != '\0' && (cell->kind == GRID_HEADING || is_row_heading(cell));
}

static void write_name(const struct writing *w, const struct grid_cell *cell)
{
    buffer_append_format(w->out, "t%zu-%zu", w->number, (size_t)(cell - w->grid->cells));
}

static void write_next(const struct writing *w, const struct grid_cell *heading, bool *any)
{
    buffer_append_string(w->out, *any ? " " : " headers=\"");
    write_name(w, heading);
    *any = true;
}

/* A table with headings in several rows and columns does not say by itself which are a
 * cell's: whoever has it read aloud is told them by these names (WCAG, technique H43). */
static void write_headings_of(const struct writing *w, const struct grid_cell *cell)
{
    bool any = false;
    const struct grid_cell *other = w->grid->cells;
    for (; cell->kind == GRID_CELL && other->kind == GRID_HEADING; other++) {
        if (is_heading(other) && other->column < cell->column + cell->columns &&
            cell->column < other->column + other->columns)
            write_next(w, other, &any);
    }
    for (size_t i = 0; i < cell->column; i++) {
        other = w->row_heading[i];
        if (other != NULL && cell->row < other->row + other->rows)
            write_next(w, other, &any);
    }
    buffer_append_string(w->out, any ? "\"" : "");
}

static void write_attributes(const struct writing *w, const struct grid_cell *cell)
{
    if (is_heading(cell)) {
        buffer_append_string(w->out, " id=\"");
        write_name(w, cell);
        buffer_append_string(w->out,
                             cell->kind == GRID_HEADING ? "\" scope=\"col\"" : "\" scope=\"row\"");
    }
    if (cell->kind != GRID_HEADING)
        write_headings_of(w, cell);
    if (cell->kind == GRID_BAND)
        buffer_append_string(w->out, " class=\"band\"");
    else if (cell->kind == GRID_CELL && cell->layout->align == SHEET_CENTER)
        buffer_append_string(w->out, " class=\"mark\"");
    if (cell->rows > 1)
        buffer_append_format(w->out, " rowspan=\"%zu\"", cell->rows);
    if (cell->columns > 1)
        buffer_append_format(w->out, " colspan=\"%zu\"", cell->columns);
}

static void write_cell(const struct writing *w, const struct grid_cell *cell)
{
    const char *name = is_heading(cell) ? "th" : "td";
    buffer_append_format(w->out, "<%s", name);
    write_attributes(w, cell);
    buffer_append_string(w->out, cell->hidden ? "><span class=\"aloud\">" : ">");
    markup_lines(w->out, cell->text);
    buffer_append_format(w->out, "%s</%s>\n", cell->hidden ? "</span>" : "", name);
    if (is_row_heading(cell))
        w->row_heading[cell->column] = cell;
}

static void write_grid(const struct writing *w)
{
    const struct grid *grid = w->grid;
    size_t at = 0;
    buffer_append_string(w->out, "<thead>\n");
    for (size_t row = 0; row < grid->row_count; row++) {
        if (row == grid->heading_rows)
            buffer_append_string(w->out, "</thead>\n<tbody>\n");
        buffer_append_string(w->out, "<tr>\n");
        for (; at < grid->cell_count && grid->cells[at].row == row; at++)
            write_cell(w, &grid->cells[at]);
        buffer_append_string(w->out, "</tr>\n");
    }
    buffer_append_string(w->out,
                         grid->row_count > grid->heading_rows ? "</tbody>\n" : "</thead>\n");
}

/* Whoever has no mouse reaches what is wider than the window by the keyboard. */
static bool write_table(struct grid *grid, size_t number, struct buffer *out, struct error *err)
{
    const struct writing w = {
        .out = out,
        .grid = grid,
        .number = number,
        .row_heading = arena_take(&grid->arena, grid->column_count, sizeof *w.row_heading)};
    if (w.row_heading == NULL)
        return error_set_memory(err);
    buffer_append_format(out, "<h2 id=\"t%zu\">", number);
    markup_text(out, grid->name);
    buffer_append_format(
        out, "</h2>\n<section class=\"wide\" tabindex=\"0\" aria-labelledby=\"t%zu\">\n<table>\n",
        number);
    write_grid(&w);
    buffer_append_string(out, "</table>\n</section>\n");
    return true;
}

/* Whoever has no mouse reaches what is wider than the window by the keyboard. */
static void begin_wide(struct buffer *out, const char *name)
{
    buffer_append_string(out, "<section class=\"wide\" tabindex=\"0\" aria-label=\"");
    markup_text(out, name);
    buffer_append_string(out, "\">\n");
}

static bool write_page(struct content *content, const struct content_spread *spread, size_t page,
                       size_t number, struct buffer *out, struct error *err)
{
    struct grid grid;
    bool good =
        grid_make(&grid, content, spread, page, err) && write_table(&grid, number, out, err);
    grid_free(&grid);
    return good;
}

/* --- what stands above and below -------------------------------------------------------------- */

static bool write_boxes(struct content *content, const struct sheet_approval *approval,
                        const struct print_order *order, struct buffer *out)
{
    bool good = true;
    if (approval->count == 0)
        return true;
    begin_wide(out, _("Boxes to sign in"));
    buffer_append_string(out, "<table>\n");
    markup_element(out, "caption", _("Boxes to sign in"));
    buffer_append_string(out, "<thead>\n<tr>\n");
    for (size_t i = 0; good && i < approval->count; i++) {
        const char *label = content_label(content, &approval->labels[i]);
        good = label != NULL;
        buffer_append_string(out, "<th scope=\"col\">");
        markup_lines(out, good ? label : "");
        buffer_append_string(out, "</th>\n");
    }
    buffer_append_string(out, "</tr>\n</thead>\n<tbody>\n<tr>\n");
    for (size_t i = 0; i < approval->count; i++) {
        bool there = i < order->box_count && *order->boxes[i].name != '\0';
        buffer_append_string(out, "<td>");
        markup_lines(out, there ? order->boxes[i].name : "");
        buffer_append_string(out, there ? "<br>" : "");
        markup_lines(out, there ? order->boxes[i].day : "");
        buffer_append_string(out, "</td>\n");
    }
    buffer_append_string(out, "</tr>\n</tbody>\n</table>\n</section>\n");
    return good;
}

static bool write_head(struct content *content, const struct sheet_page *page, struct buffer *out,
                       struct error *err)
{
    const char *title = page->line_count == 0 ? "" : content_line(content, page->lines[0], err);
    if (title == NULL)
        return false;
    buffer_append_string(out,
                         "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"UTF-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n");
    markup_element(out, "title", title);
    buffer_append_format(out, "<style>\n%s</style>\n</head>\n<body>\n<main>\n", STYLE);
    markup_element(out, "h1", title);
    for (size_t i = 1; i < page->line_count; i++) {
        const char *line = content_line(content, page->lines[i], err);
        if (line == NULL)
            return false;
        markup_element(out, "p", line);
    }
    return true;
}

bool html_write(struct content *content, const struct print_order *order, const char *foot,
                struct buffer *out, struct error *err)
{
    const struct sheet_page *first = content->spreads[0].layout->pages[0];
    if (!write_head(content, first, out, err))
        return false;
    if (!write_boxes(content, &first->approval, order, out))
        return error_set_memory(err);
    for (size_t i = 0, number = 0; i < content->spread_count; i++) {
        const struct content_spread *spread = &content->spreads[i];
        for (size_t k = 0; k < spread->layout->page_count; k++) {
            if (!write_page(content, spread, k, ++number, out, err))
                return false;
        }
    }
    if (*foot != '\0')
        markup_element(out, "p", foot);
    buffer_append_string(out, "</main>\n</body>\n</html>\n");
    return !out->failed || error_set_memory(err);
}
