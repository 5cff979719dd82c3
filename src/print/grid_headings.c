/* The headings of a grid: each stands in the row of its depth, and reaches down to the
 * body where it has none below it. */
#include "config.h"

#include <string.h>

#include "print/grid_private.h"

/* Whether the head has a place of its own, and is not only there to hold others. */
static bool has_place(const struct sheet_head *head)
{
    return head->kind != SHEET_BLOCK && head->parent != NULL &&
           (head->kind == SHEET_COLUMN || head->label.count[FORM_JA] > 0 || head->legend_count > 0);
}

static size_t count_columns(const struct sheet_head *head)
{
    size_t count = head->column != NULL;
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next)
        count += count_columns(child);
    return count;
}

/* Whether a heading that is printed stands below. Where none does, the head reaches over
 * all their places. */
static bool shows_any_below(const struct sheet_head *head)
{
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (child->kind == SHEET_COLUMN ? child->shown : has_place(child) || shows_any_below(child))
            return true;
    }
    return false;
}

/* How many headings stand one below the other. */
static size_t count_rows(const struct sheet_head *head)
{
    size_t most = 0;
    if (has_place(head) && !shows_any_below(head))
        return 1;
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        size_t rows = count_rows(child);
        most = rows > most ? rows : most;
    }
    return most + (has_place(head) ? 1 : 0);
}

static const struct form_text *label_of(const struct sheet_head *head)
{
    return head->column != NULL ? &head->column->label : &head->label;
}

/* The label and below it the legends. */
static const char *heading_text(struct gridding *g, const struct sheet_head *head)
{
    struct arena *arena = &g->grid->arena;
    const char *text = content_label(g->content, label_of(head));
    for (size_t i = 0; text != NULL && i < head->legend_count; i++) {
        const char *legend = content_label(g->content, &head->legends[i]);
        text = legend == NULL
                   ? NULL
                   : arena_format(arena, "%s%s%s", text, *text == '\0' ? "" : "\n", legend);
    }
    return text;
}

/* Half ems of the paper's type that the heading's width holds. */
static int half_ems(const struct gridding *g, const struct sheet_head *head)
{
    double em = g->paper->size * LAY_POINT;
    int columns = (int)((head->width - 2 * g->paper->padding) / em * 2 + 0.001);
    return columns < 2 ? 2 : columns;
}

static bool put_heads(struct gridding *g, const struct sheet_head *head, size_t row, size_t column,
                      size_t end);

static bool put_head(struct gridding *g, const struct sheet_head *head, size_t row, size_t column,
                     size_t end)
{
    if (!has_place(head))
        return put_heads(g, head, row, column, end);
    bool leaf = !shows_any_below(head);
    size_t rows = leaf ? end - row : 1;
    struct grid_cell *cell = grid_add(g, GRID_HEADING, row, column, rows, count_columns(head));
    if (cell == NULL)
        return false;
    cell->head = head;
    cell->hidden = !head->shown;
    cell->text = heading_text(g, head);
    if (cell->text == NULL)
        return false;
    if (!cell->hidden) {
        double height = grid_text_height(g, cell->text, half_ems(g, head), g->paper->pitch);
        if (height <= 0)
            return false;
        grid_stretch(g, row, rows, height);
    }
    return leaf || put_heads(g, head, row + 1, column, end);
}

static bool put_heads(struct gridding *g, const struct sheet_head *head, size_t row, size_t column,
                      size_t end)
{
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (!put_head(g, child, row, column, end))
            return false;
        column += count_columns(child);
    }
    return true;
}

/* --- the name --------------------------------------------------------------------------- */

static bool has_label(const struct gridding *g, const struct sheet_head *head, const char *text)
{
    const char *label = has_place(head) ? content_label(g->content, label_of(head)) : NULL;
    if (label != NULL && strcmp(label, text) == 0)
        return true;
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (has_label(g, child, text))
            return true;
    }
    return false;
}

static bool is_elsewhere(const struct gridding *g, const char *text)
{
    for (size_t i = 0; i < g->spread->layout->page_count; i++) {
        if (i != g->index && has_label(g, &g->spread->layout->pages[i]->top, text))
            return true;
    }
    return false;
}

/* The first heading that the spread's other pages have not; NULL where there is none. */
static const char *find_name(const struct gridding *g, const struct sheet_head *head)
{
    const char *label =
        has_place(head) && head->shown ? content_label(g->content, label_of(head)) : "";
    if (label != NULL && *label != '\0' && !is_elsewhere(g, label))
        return label;
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        const char *found = find_name(g, child);
        if (found != NULL)
            return found;
    }
    return NULL;
}

bool grid_headings(struct gridding *g)
{
    const struct sheet_head *top = &g->grid->page->top;
    size_t rows = count_rows(top);
    for (size_t i = 0; i < rows; i++) {
        if (!grid_add_row(g, 2 * LAY_PADDING))
            return false;
    }
    g->grid->heading_rows = rows;
    g->grid->name = find_name(g, top);
    if (g->grid->name == NULL)
        g->grid->name = g->grid->page->id;
    return put_heads(g, top, 0, 0, rows);
}
