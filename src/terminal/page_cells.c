/* Pastes: a text into the field in hand, or cells of a table into the fields of
 * the page. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_screen_private.h"
#include "text/allowed.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/table_paste.h"

/* What waits for the answer. */
struct page_cells {
    struct table_paste *table;
    char *text; /* the same as one text, with what may not be stored left out */
    size_t size;
};

static void free_cells(struct page_cells *c)
{
    if (c) {
        table_paste_free(c->table);
        free(c->text);
        free(c);
    }
}

void page_drop_cells(struct page *p)
{
    free_cells(p->cells);
    p->cells = NULL;
}

/* The next field that a cell can go into; PAGE_NONE at the end. */
static size_t next_target(const struct page_model *m, size_t from)
{
    size_t i = page_model_step(m, from, true);

    while (i != PAGE_NONE && m->items[i].reason) {
        i = page_model_step(m, i, true);
    }
    return i;
}

static size_t count_targets(const struct page_model *m)
{
    size_t count = 0;

    for (size_t i = m->current; i != PAGE_NONE; i = next_target(m, i)) {
        count++;
    }
    return count;
}

/* --- the question ------------------------------------------------------------------ */

static struct reply paste_text(struct app *app, struct page *p, const char *text, size_t size,
                               int64_t now)
{
    struct page_item *item = page_model_current(&p->model);

    if (page_item_is_choice(item)) {
        if (!page_choice_take(&p->model, text)) {
            char sentence[256];
            keymap_sentence(sentence, sizeof(sentence),
                            _("That is none of the choices. %s and %s show them."), PLACE_PAGE,
                            ACTION_LEFT, ACTION_RIGHT, ACTION_NONE);
            return page_say(app, sentence);
        }
        session_touch(app->session, now);
        return reply_redo(REDO_FIELD | REDO_BARS | page_commit(app, p, true, now));
    }
    if (!page_edit_paste(&p->model, text, size)) {
        return page_say(app, _("! Not pasted: there is not enough memory."));
    }
    session_touch(app->session, now);
    return reply_redo(REDO_FIELD);
}

static struct reply ask(struct app *app, struct page *p, struct table_paste *table,
                        const struct event *event)
{
    const struct page_item *item = page_model_current(&p->model);
    size_t cells = table_paste_rows(table) * table_paste_columns(table);
    size_t fields = count_targets(&p->model);
    struct page_cells *c = calloc(1, sizeof(*c));
    char *text = c ? malloc(event->size + 1) : NULL;

    if (!text) {
        table_paste_free(table);
        free(c);
        return page_say(app, _("! Not pasted: there is not enough memory."));
    }
    memcpy(text, event->text, event->size);
    text[event->size] = '\0';
    *c = (struct page_cells){table, text, event->size};
    page_drop_cells(p);
    p->cells = c;
    p->asked = PAGE_ASKED_CELLS;
    if (cells > fields) {
        app_ask(app, "ytn",
                _("%zu cells from \"%s\" on, one a field? There are only %zu fields: the rest is "
                  "left out. y: yes  t: as one text  n: no"),
                cells, item->label, fields);
    } else {
        app_ask(app, "ytn",
                _("%zu cells from \"%s\" on, one a field? y: yes  t: as one text  n: no"), cells,
                item->label);
    }
    return reply_redo(REDO_BARS);
}

struct reply page_paste(struct app *app, struct page *p, const struct event *event)
{
    struct table_paste *table = table_paste_read(event->raw, event->raw_size);

    if (table && table_paste_is_cells(table) && !page_model_current(&p->model)->reason) {
        return ask(app, p, table, event);
    }
    table_paste_free(table);
    return event->size > 0 ? paste_text(app, p, event->text, event->size, event->now)
                           : reply_redo(REDO_NOTHING);
}

/* --- into the fields ---------------------------------------------------------------- */

struct spreading {
    struct page_model *m;
    size_t taken, refused;
    struct buffer report; /* of what was not taken, or not whole */
};

static void report(struct spreading *s, const struct page_item *item, const char *what)
{
    buffer_append_format(&s->report, "%s%s: %s", s->report.size > 0 ? "; " : "", item->label, what);
}

static void report_dropped(struct spreading *s, const struct page_item *item, uint32_t cp)
{
    char name[64];
    struct buffer what = BUFFER_INIT;

    allowed_describe(cp, name, sizeof(name));
    buffer_append_format(&what, _("without %s"), name);
    report(s, item, what.data ? what.data : name);
    buffer_free(&what);
}

static void report_choice(struct spreading *s, const struct page_item *item, const char *text)
{
    struct buffer what = BUFFER_INIT;

    buffer_append_format(&what, _("\"%s\" is none of the choices"), text);
    report(s, item, what.data ? what.data : text);
    buffer_free(&what);
}

/* The field in hand gets the text; what cannot be stored is taken back. */
static void take_cell(struct spreading *s, struct page_item *item, const char *text)
{
    bool set =
        page_item_is_choice(item) ? page_choice_take(s->m, text) : page_edit_set_text(s->m, text);

    if (!set) {
        s->refused++;
        report_choice(s, item, text);
        return;
    }
    page_edit_commit(s->m, true);
    if (item->refused) {
        s->refused++;
        report(s, item, page_item_refusal(item));
        editor_undo(item->editor);
        page_edit_commit(s->m, true);
        return;
    }
    s->taken++;
}

/* One cell into one field; an empty one leaves its field as it is. */
static void spread_cell(struct spreading *s, size_t at, const char *bytes, size_t size)
{
    struct page_item *item = &s->m->items[at];
    size_t dropped = 0;
    uint32_t first = 0;
    char *text = size > 0 ? allowed_filter(bytes, size, &dropped, &first) : NULL;

    s->m->current = at;
    if (text && *text && page_edit_open(s->m, at)) {
        take_cell(s, item, text);
    }
    if (text && dropped > 0) {
        report_dropped(s, item, first);
    }
    free(text);
}

static void spread(struct spreading *s, const struct table_paste *table)
{
    struct page_model *m = s->m;
    size_t hand = m->current;
    size_t at = hand;

    for (size_t row = 0; row < table_paste_rows(table); row++) {
        for (size_t column = 0; column < table_paste_columns(table); column++) {
            size_t size;
            const char *cell = table_paste_cell(table, row, column, &size);
            if (at == PAGE_NONE) {
                break;
            }
            spread_cell(s, at, cell, size);
            at = next_target(m, at);
        }
    }
    m->current = hand;
}

static void say_result(struct app *app, struct spreading *s)
{
    if (s->report.size > 0) {
        app_say(app,
                ngettext("%zu cell taken, %zu not. %s", "%zu cells taken, %zu not. %s", s->taken),
                s->taken, s->refused, s->report.data);
    } else {
        app_say(app, ngettext("%zu cell taken.", "%zu cells taken.", s->taken), s->taken);
    }
}

struct reply page_answer_cells(struct app *app, struct page *p, const struct event *event)
{
    struct page_cells *c = p->cells;
    struct spreading s = {.m = &p->model, .report = BUFFER_INIT};
    struct reply reply = reply_redo(REDO_ALL);

    p->cells = NULL;
    if (c && event->answer == 't') {
        reply = paste_text(app, p, c->text, c->size, event->now);
    } else if (c && event->answer == 'y') {
        page_commit(app, p, true, event->now); /* what is being typed there comes first */
        spread(&s, c->table);
        p->unchecked = true; /* the rules are to look at all of it */
        page_commit(app, p, true, event->now);
        say_result(app, &s);
    }
    buffer_free(&s.report);
    free_cells(c);
    reply.redo |= REDO_ALL;
    return reply;
}
