/* From field to field, and to what is not done. */
#include "config.h"

#include "terminal/page_step.h"

#include "terminal/handing.h"
#include "terminal/page_edit.h"
#include "text/i18n.h"

/* Where the step goes after the field in hand was left: its warning may have
 * brought a place for a reason, or its text taken fields away, itself even. */
static size_t next_field(struct page *p, const xmlNode *left, const xmlNode *beyond, bool forward)
{
    const struct page_item *item = page_model_current(&p->model);

    if (item && item->entry.node == left) {
        return page_model_step(&p->model, p->model.current, forward);
    }
    return page_model_find(&p->model, beyond);
}

static struct reply say_end(struct app *app, bool forward)
{
    char sentence[256];

    keymap_sentence(sentence, sizeof(sentence),
                    forward
                        ? _("The last field of the page. %s: next page  %s: next unfinished page")
                        : _("The first field of the page. %s: the page before"),
                    PLACE_PAGE, forward ? ACTION_NEXT_PAGE : ACTION_PREVIOUS_PAGE, ACTION_NEXT_OPEN,
                    ACTION_NONE);
    return page_say(app, sentence);
}

struct reply page_step_field(struct app *app, struct page *p, bool forward, bool from_below,
                             int64_t now)
{
    size_t before = page_model_step(&p->model, p->model.current, forward);
    const xmlNode *beyond = before == PAGE_NONE ? NULL : p->model.items[before].entry.node;
    const xmlNode *left = page_model_current(&p->model)->entry.node;
    unsigned redo = page_commit(app, p, true, now);
    size_t next = next_field(p, left, beyond, forward);
    struct reply reply =
        next == PAGE_NONE ? say_end(app, forward) : page_take_field(app, p, next, from_below);

    reply.redo |= redo;
    return reply;
}

/* --- steps that the program takes by itself --------------------------------------- */

struct reply page_step_on(struct app *app, struct page *p, int64_t now)
{
    const struct page_item *item = page_model_current(&p->model);
    const xmlNode *left = item ? item->entry.node : NULL;

    if (!item) {
        return reply_redo(REDO_ALL);
    }
    size_t was = p->model.current;
    struct reply reply = page_step_field(app, p, true, false, now);
    if (p->model.current != was) {
        p->steps_from = left;
    }
    return reply;
}

/* Back to the field that was left too soon, which is blank again. */
static struct reply step_back(struct app *app, struct page *p, int64_t now)
{
    size_t at = page_model_find(&p->model, p->stepped_from);

    if (at == PAGE_NONE) {
        return reply_redo(REDO_NOTHING);
    }
    struct reply reply = page_enter_field(app, p, at, false, now);
    if (page_model_locked(&p->model, page_model_current(&p->model))) {
        return reply;
    }
    page_edit_clear(&p->model);
    reply.redo |= REDO_FIELD | REDO_BARS | page_commit(app, p, true, now);
    session_touch(app->session, now);
    return reply;
}

bool page_step_answers(const struct page *p, enum action action)
{
    switch (action) {
    case ACTION_NEXT_FIELD:
    case ACTION_OPEN:
    case ACTION_DOWN:
    case ACTION_BACKSPACE:
    case ACTION_DELETE:
    case ACTION_UNDO:
        return p->stepped_from != NULL;
    default:
        return false;
    }
}

struct reply page_step_answer(struct app *app, struct page *p, const struct event *event)
{
    char key[32];

    if (event->action == ACTION_BACKSPACE || event->action == ACTION_DELETE ||
        event->action == ACTION_UNDO) {
        return step_back(app, p, event->now);
    }
    keymap_action_key(PLACE_PAGE, ACTION_NEXT_FIELD, key, sizeof(key));
    app_say(app, _("It had moved on by itself. %s again: the next field"), key);
    return reply_redo(REDO_BARS);
}

/* --- to what is not done ------------------------------------------------------------ */

/* Behind the field in hand; and it itself where the program has just gone there, so
 * that it was not passed yet. */
static size_t find_behind(const struct page *p)
{
    size_t at = p->model.current;

    if (at == PAGE_NONE) {
        return PAGE_NONE;
    }
    return page_model_find_open(&p->model, p->stepped_from ? at : at + 1);
}

/* No other page is unfinished. */
static struct reply go_round(struct app *app, struct page *p, bool finished)
{
    size_t first = page_model_find_open(&p->model, 0);

    if (first != PAGE_NONE && first != p->model.current) {
        return page_take_field(app, p, first, false);
    }
    if (first == PAGE_NONE && finished) {
        handing_say_finished(app);
        return reply_redo(REDO_BARS);
    }
    return page_say(app, first != PAGE_NONE ? _("This is the only field still to be filled in.")
                                            : _("This is the only page that is not finished."));
}

struct reply page_step_open(struct app *app, struct page *p, int64_t now)
{
    const struct assessment *a = session_assessment(app->session);
    struct session_place place;
    unsigned redo = page_commit(app, p, true, now);
    size_t behind = find_behind(p);
    struct reply reply;

    if (behind != PAGE_NONE) {
        reply = page_take_field(app, p, behind, false);
        reply.redo |= redo;
        return reply;
    }
    size_t page = assessment_next_open(a, p->model.page);
    if (page == (size_t)-1 || page == p->model.page) {
        reply = go_round(app, p, page == (size_t)-1);
        reply.redo |= redo;
        return reply;
    }
    session_place_open(app->session, page, &place);
    return page_go_to_place(app, p, &place, now);
}
