/* A click on a page. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_screen_private.h"
#include "terminal/page_view_private.h"
#include "text/grapheme.h"
#include "text/width.h"

/* The field that has that row of the page; PAGE_NONE when none. */
static size_t field_at(const struct page_model *m, int row)
{
    for (size_t i = m->head; i < m->count; i++) {
        const struct page_item *item = &m->items[i];
        if (item->entry.kind == ASSESSMENT_FIELD && row >= item->top &&
            row < item->top + item->height) {
            return i;
        }
    }
    return PAGE_NONE;
}

/* The character of the line that stands at the column; behind it, its end. */
static size_t offset_at(const char *text, const struct layout_line *line, int column)
{
    size_t at = line->start;
    int x = 0;

    while (at < line->end) {
        size_t next = grapheme_next(text, line->end, at);
        x += width_of_cluster(text + at, next - at);
        if (x > column) {
            break;
        }
        at = next;
    }
    return at;
}

static void put_cursor(struct editor *e, int line, int column)
{
    const struct layout *l = editor_layout(e);
    size_t k = line < 0 ? 0 : (size_t)line;

    if (k < l->count) {
        editor_set_cursor(e, offset_at(editor_text(e), &l->lines[k], column));
    }
}

/* The list of a choice in hand: the one in that line. */
static bool choose_at(struct page *p, struct page_item *item, int line)
{
    size_t count = 0;
    size_t which = 0;
    const char **values = page_choice_values(item, &count);
    bool good = false;

    if (values && item->listed && line >= 0 && (size_t)line < item->lines.count) {
        for (size_t i = 0; i < item->lines.lines[line].start; i++) {
            which += item->listed[i] == '\n' ? 1 : 0;
        }
        good = which < count && page_edit_set_text(&p->model, values[which]);
    }
    free(values);
    return good;
}

static struct reply point_outline(struct app *app, struct page *p, int row, int64_t now)
{
    size_t line = p->pick.first + (size_t)(row - p->view.top);
    size_t page = line < outline_count(p->outline) ? outline_page(p->outline, line) : PAGE_NONE;

    return page == PAGE_NONE || page == p->model.page ? reply_redo(REDO_NOTHING)
                                                      : page_go_to(app, p, page, now);
}

static struct reply point_in_hand(struct app *app, struct page *p, int line, int column,
                                  int64_t now)
{
    struct page_item *item = page_model_current(&p->model);

    if (!page_item_is_choice(item)) {
        if (item->editor) {
            put_cursor(item->editor, line, column);
        }
        return reply_redo(REDO_CURSOR | REDO_FIELD);
    }
    if (page_model_locked(&p->model, item) || !choose_at(p, item, line)) {
        return reply_redo(REDO_NOTHING);
    }
    unsigned redo = page_commit(app, p, true, now);
    session_touch(app->session, now);
    return reply_redo(redo | REDO_FIELD | REDO_BARS);
}

struct reply page_point(struct app *app, struct screen *s, int row, int col, int64_t now)
{
    struct page *p = (struct page *)s;
    const struct page_view *v = &p->view;

    p->steps_from = NULL;
    if (col < v->x) {
        return p->outline ? point_outline(app, p, row, now) : reply_redo(REDO_NOTHING);
    }
    if (col >= v->end) {
        return reply_redo(REDO_NOTHING);
    }
    int page_row = row - v->top - v->head_rows + v->first;
    size_t i = row < v->top + v->head_rows ? PAGE_NONE : field_at(&p->model, page_row);
    if (i == PAGE_NONE) {
        return reply_redo(REDO_NOTHING);
    }
    const struct page_item *pointed = &p->model.items[i];
    int column = col - page_item_text_x(v, &p->model, pointed);
    int line = page_row - pointed->top - page_item_text_top(v, pointed);
    if (i == p->model.current) {
        return point_in_hand(app, p, line, column, now);
    }
    char *path = page_model_path(&p->model, &p->model.items[i]);
    unsigned redo = page_commit(app, p, true, now);
    size_t found = path ? page_model_find_path(&p->model, path) : PAGE_NONE;
    struct reply reply = page_take_field(app, p, found, false);
    free(path);
    reply.redo |= redo;
    const struct page_item *item = page_model_current(&p->model);
    if (found != PAGE_NONE && item->editor && !page_item_is_choice(item)) {
        put_cursor(item->editor, line, column);
        page_note_place(app, p);
    }
    return reply;
}
