/* Looking at the sheet beside, and taking over what stands there. */
#include "config.h"

#include "terminal/page_beside_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "session/beside.h"
#include "terminal/page_beside.h"
#include "terminal/page_edit.h"
#include "text/i18n.h"

static struct reply say_none(struct app *app)
{
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_OTHER_SHEET, key, sizeof(key));
    app_say(app, _("There is no sheet of last year here. %s shows another one."), key);
    return reply_redo(REDO_BARS);
}

/* The page stays under the other screen, with all that is typed in it. */
static struct reply turn_to(struct app *app, struct page *p, enum screen_kind to, int64_t now)
{
    page_commit(app, p, true, now);
    page_note_place(app, p);
    return reply_show(to);
}

static struct reply mark_differences(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};

    if (p->view.beside_end <= p->view.beside_x) {
        beside_mark_differences(app->session, true);
        return turn_to(app, p, SCREEN_BESIDE, now);
    }
    page_commit(app, p, true, now);
    beside_mark_differences(app->session, !beside_marks_differences(app->session));
    if (!page_reload(app, p, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

/* --- taking over ------------------------------------------------------------------ */

static struct reply take_text(struct app *app, struct page *p, const char *text, int64_t now)
{
    const struct page_item *item = page_model_current(&p->model);
    const char *locked = item ? page_model_locked(&p->model, item) : NULL;
    char key[32];

    if (!item || item->reason || !text || !*text) {
        return page_say(app, _("Nothing stands there for this field."));
    }
    if (locked) {
        return page_say(app, locked);
    }
    if (item->editor && strcmp(editor_text(item->editor), text) == 0) {
        return page_say(app, _("The field says that already."));
    }
    if (!page_edit_set_text(&p->model, text)) {
        return reply_redo(REDO_NOTHING);
    }
    session_touch(app->session, now);
    keymap_action_key(PLACE_PAGE, ACTION_UNDO, key, sizeof(key));
    app_say(app, _("Taken over. %s takes it back."), key);
    return reply_redo(REDO_FIELD | REDO_BARS | page_commit(app, p, true, now));
}

/* What the first page of the same number has for the field; NULL: nothing. */
static char *text_of_twin(const struct page *p, const struct page_item *item)
{
    const struct assessment *a = session_assessment(p->model.session);
    struct matching pairs;
    struct error unsaid;

    if (!item || item->reason || p->model.twin_count == 0 ||
        !matching_make(a, p->model.page, a, p->model.twins[0].page, &pairs, &unsaid)) {
        return NULL;
    }
    const xmlNode *other = matching_of(&pairs, item->entry.node);
    char *text = other ? assessment_get_printed(a, other) : NULL;
    matching_free(&pairs);
    return text;
}

static struct reply take_field(struct app *app, struct page *p, int64_t now)
{
    const struct page_item *item = page_model_current(&p->model);
    char *text = item && item->beside ? strdup(item->beside->text) : text_of_twin(p, item);
    struct reply reply = take_text(app, p, text, now); /* which may load the page anew */

    free(text);
    return reply;
}

void page_beside_grant(struct app *app, struct page *p)
{
    int64_t now;
    char *text = beside_take_wish(app->session, &now);

    if (text) {
        take_text(app, p, text, now);
        free(text);
    }
}

/* The heading that the field in hand stands under, the outermost; PAGE_NONE: none. */
static size_t find_part(const struct page_model *m)
{
    size_t found = PAGE_NONE;
    int depth = m->current < m->count ? m->items[m->current].entry.depth : 0;

    for (size_t i = m->current < m->count ? m->current : 0; i-- > m->head;) {
        const struct assessment_entry *e = &m->items[i].entry;
        if (e->kind != ASSESSMENT_FIELD && e->depth < depth) {
            depth = e->depth;
            found = e->kind == ASSESSMENT_HEADING ? i : found;
        }
    }
    return found;
}

static const xmlNode *part_node(const struct page_model *m)
{
    size_t part = find_part(m);
    size_t count;

    return part != PAGE_NONE
               ? m->items[part].entry.node
               : assessment_pages(session_assessment(m->session), &count)[m->page].node;
}

static struct reply ask_take_part(struct app *app, struct page *p, int64_t now)
{
    unsigned redo = page_commit(app, p, true, now);
    size_t part = find_part(&p->model);
    const struct page_item *item = page_model_current(&p->model);
    const char *locked = item ? page_model_locked(&p->model, item) : NULL;
    char title[256];

    if (!beside_sheet(app->session)) {
        return say_none(app);
    }
    if (p->model.beside_page == PAGE_NONE || locked ||
        beside_is_of_another_kind(app->session, p->model.page)) {
        return page_say(app, locked ? locked : _("This page is not in it."));
    }
    beside_title(app->session, title, sizeof(title));
    p->asked = PAGE_ASKED_TAKE_PART;
    app_ask(app, "ban", _("Fill \"%s\" from: %s? b: the blank fields  a: all fields  n: no"),
            part != PAGE_NONE ? p->model.items[part].label : p->model.title, title);
    return reply_redo(REDO_BARS | redo);
}

static void say_taken(struct app *app, const struct matching_taken *taken)
{
    char more[256] = "";

    if (taken->failed > 0) {
        snprintf(more, sizeof(more),
                 ngettext(" ! %zu could not be filled with what stands there.",
                          " ! %zu could not be filled with what stands there.", taken->failed),
                 taken->failed);
    } else if (taken->kept > 0) {
        snprintf(more, sizeof(more),
                 ngettext(" %zu that says something else stays as it is.",
                          " %zu that say something else stay as they are.", taken->kept),
                 taken->kept);
    }
    app_say(app, ngettext("%zu field filled.%s", "%zu fields filled.%s", taken->fields),
            taken->fields, more);
}

struct reply page_beside_answer(struct app *app, struct page *p, const struct event *event)
{
    struct error err = {""};
    struct matching_taken taken;

    if (event->answer != 'b' && event->answer != 'a') {
        return reply_redo(REDO_ALL);
    }
    session_restructured(app->session, event->now);
    if (!matching_take(session_assessment(app->session), p->model.page, part_node(&p->model),
                       beside_sheet(app->session), p->model.beside_page, event->answer == 'a',
                       &taken, &err) ||
        !page_reload(app, p, &err)) {
        app_say_error(app, &err);
    } else {
        say_taken(app, &taken);
    }
    page_note_place(app, p);
    return reply_redo(REDO_ALL);
}

struct reply page_beside_action(struct app *app, struct page *p, const struct event *event)
{
    if (event->action == ACTION_OTHER_SHEET) {
        return turn_to(app, p, SCREEN_SHEETS, event->now);
    }
    if (event->action == ACTION_CASES) {
        return turn_to(app, p, SCREEN_CASES, event->now);
    }
    if (event->action == ACTION_TAKE_BESIDE) {
        return !beside_sheet(app->session) && p->model.twin_count == 0
                   ? say_none(app)
                   : take_field(app, p, event->now);
    }
    if (!beside_sheet(app->session)) {
        return say_none(app);
    }
    switch (event->action) {
    case ACTION_BESIDE:
        return turn_to(app, p, SCREEN_BESIDE, event->now);
    case ACTION_DIFFERENCES:
        return mark_differences(app, p, event->now);
    default:
        return ask_take_part(app, p, event->now);
    }
}
