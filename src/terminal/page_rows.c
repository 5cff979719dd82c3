/* Rows of a page come and go. */
#include "config.h"

#include "terminal/page_rows.h"

#include "terminal/page_edit.h"
#include "text/i18n.h"

struct reply page_rows_add(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};
    xmlNode *row = NULL;
    unsigned redo = page_commit(app, p, true, now);
    size_t at = page_edit_find_add(&p->model);

    if (at == PAGE_NONE) {
        const char *closed = page_model_closed(&p->model);
        return page_say(app, closed ? closed : _("This page has no rows that can be added."));
    }
    const struct assessment_entry *entry = &p->model.items[at].entry;
    session_restructured(app->session, now);
    if (!assessment_add_row(session_assessment(app->session), entry->item, entry->node, &row,
                            &err) ||
        !page_reload(app, p, &err)) {
        app_say_error(app, &err);
        return reply_redo(redo | REDO_ALL);
    }
    for (size_t i = 0; i < p->model.count; i++) {
        if (p->model.items[i].entry.kind == ASSESSMENT_ROW && p->model.items[i].entry.node == row) {
            size_t field = page_model_step(&p->model, i, true);
            if (field != PAGE_NONE) {
                return page_enter_field(app, p, field, false, now);
            }
        }
    }
    return reply_redo(REDO_ALL);
}

/* The item behind the row's last. */
static size_t end_of_row(const struct page_model *m, size_t row)
{
    size_t i = row + 1;

    while (i < m->count && page_item_stands_in(&m->items[i], m->items[row].entry.node)) {
        i++;
    }
    return i;
}

/* The field that takes the row's place when it is gone; at the page's end the one
 * before it. */
static size_t field_beside(const struct page_model *m, size_t row)
{
    size_t behind = page_model_step(m, end_of_row(m, row) - 1, true);
    size_t before = behind == PAGE_NONE ? page_model_step(m, row, false) : behind;

    return before != PAGE_NONE ? before : page_model_step(m, PAGE_NONE, true);
}

/* Nothing is lost with it, so that there is nothing to ask. */
static bool is_blank_row(const struct page_model *m, size_t row)
{
    size_t end = end_of_row(m, row);

    for (size_t i = row + 1; i < end; i++) {
        const struct page_item *item = &m->items[i];
        if (item->entry.kind == ASSESSMENT_FIELD &&
            (*item->sent || (item->editor && *editor_text(item->editor)))) {
            return false;
        }
    }
    return true;
}

struct reply page_rows_remove(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};
    size_t at = page_edit_find_row(&p->model);

    if (at == PAGE_NONE) {
        return reply_redo(REDO_ALL);
    }
    xmlNode *row = p->model.items[at].entry.node;
    p->model.current = field_beside(&p->model, at);
    session_restructured(app->session, now);
    if (!assessment_remove_row(session_assessment(app->session), row, &err) ||
        !page_reload(app, p, &err)) {
        app_say_error(app, &err);
    }
    page_note_place(app, p);
    return reply_redo(REDO_ALL);
}

struct reply page_rows_ask_remove(struct app *app, struct page *p, int64_t now)
{
    size_t at = page_edit_find_row(&p->model);

    const char *closed = page_model_closed(&p->model);
    if (at == PAGE_NONE || closed) {
        return page_say(
            app, closed ? closed : _("The field in hand stands in no row that could be removed."));
    }
    if (is_blank_row(&p->model, at)) {
        return page_rows_remove(app, p, now);
    }
    p->asked = PAGE_ASKED_REMOVE_ROW;
    app_ask(app, "yn", _("Remove %s %d? y: yes  n: no"), p->model.items[at].label,
            p->model.items[at].entry.number);
    return reply_redo(REDO_BARS);
}
