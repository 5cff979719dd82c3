/* Keys and text for the field in hand. */
#include "config.h"

#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_screen_private.h"
#include "terminal/page_step.h"
#include "text/i18n.h"

/* --- typing ------------------------------------------------------------------------ */

/* After a change in the editor. */
static struct reply typed(struct app *app, int64_t now)
{
    session_touch(app->session, now);
    return reply_redo(REDO_FIELD);
}

static struct reply chosen(struct app *app, struct page *p, int64_t now)
{
    return reply_redo(REDO_BARS | page_commit(app, p, true, now) | typed(app, now).redo);
}

static bool is_blank_key(const char *text, size_t size)
{
    return (size == 1 && *text == ' ') || (size == 3 && memcmp(text, "\xE3\x80\x80", 3) == 0);
}

static struct reply refuse_choice(struct app *app)
{
    char sentence[256];

    keymap_sentence(sentence, sizeof(sentence),
                    _("That is none of the choices. %s and %s show them."), PLACE_PAGE, ACTION_LEFT,
                    ACTION_RIGHT, ACTION_NONE);
    return page_say(app, sentence);
}

/* A field that was blank and says all that there is to say: on to the next one. */
static struct reply go_on(struct app *app, struct page *p, const struct reply *chosen, int64_t now)
{
    struct reply reply = page_step_on(app, p, now);

    reply.redo |= chosen->redo;
    return reply;
}

/* Keys that were typed ahead come as one text. What an input method commits at once
 * is meant as one, and is not taken apart. */
static bool is_typed_ahead(const struct event *event)
{
    for (size_t i = 0; i < event->size; i++) {
        if ((unsigned char)event->text[i] >= 0x80) {
            return false;
        }
    }
    return event->size > 1;
}

/* The first key, and the rest for whatever field is in hand then. */
static struct reply type_ahead(struct app *app, struct page *p, const struct event *event)
{
    struct event first = *event;
    struct event rest = *event;

    first.size = 1;
    rest.text++;
    rest.size--;
    struct reply reply = page_type(app, p, &first);
    if (app->message.shown && !p->steps_from) {
        return reply; /* none of the choices: nor is the rest */
    }
    unsigned redo = reply.redo;
    p->steps_from = NULL;
    reply = page_type(app, p, &rest);
    reply.redo |= redo;
    return reply;
}

static struct reply type_choice(struct app *app, struct page *p, const struct event *event)
{
    if (is_blank_key(event->text, event->size)) {
        page_choice_next(&p->model, true);
        return chosen(app, p, event->now);
    }
    enum page_choice_typed typed = page_choice_type(&p->model, event->text, event->size);
    if (typed != PAGE_CHOICE_NONE) {
        struct reply reply = chosen(app, p, event->now);
        return typed == PAGE_CHOICE_DONE ? go_on(app, p, &reply, event->now) : reply;
    }
    return is_typed_ahead(event) ? type_ahead(app, p, event) : refuse_choice(app);
}

struct reply page_type(struct app *app, struct page *p, const struct event *event)
{
    struct page_item *item = page_model_current(&p->model);
    const char *locked = item ? page_model_locked(&p->model, item) : NULL;

    if (!item) {
        return reply_redo(REDO_NOTHING);
    }
    if (locked) {
        return page_say(app, locked);
    }
    p->selecting = NULL;
    if (event->pasted) {
        return page_paste(app, p, event);
    }
    if (page_item_is_choice(item)) {
        return type_choice(app, p, event);
    }
    page_edit_insert(&p->model, event->text, event->size);
    return typed(app, event->now);
}

/* --- keys of the text in hand ------------------------------------------------------- */

static struct reply move_cursor(struct app *app, struct page *p, enum editor_move move, int64_t now)
{
    struct page_item *item = page_model_current(&p->model);
    bool choice = page_item_is_choice(item);

    unsigned redo = REDO_CURSOR;

    if (!choice && page_move(p, move, &redo)) {
        return reply_redo(redo);
    }
    if (move == EDITOR_UP || move == EDITOR_DOWN) {
        return page_step_field(app, p, move == EDITOR_DOWN, move == EDITOR_UP, now);
    }
    const char *locked = page_model_locked(&p->model, item);
    if (choice && locked) {
        return page_say(app, locked);
    }
    if (choice && (move == EDITOR_LEFT || move == EDITOR_RIGHT)) {
        page_choice_next(&p->model, move == EDITOR_RIGHT);
        return chosen(app, p, now);
    }
    return reply_redo(REDO_NOTHING);
}

static struct reply clear_field(struct app *app, struct page *p, int64_t now)
{
    page_edit_clear(&p->model);
    return chosen(app, p, now);
}

static struct reply change_text(struct app *app, struct page *p, const struct event *event)
{
    struct page_item *item = page_model_current(&p->model);
    bool changed = false;

    p->selecting = NULL;

    if (item->marked || page_item_is_choice(item)) {
        if (event->action == ACTION_BACKSPACE || event->action == ACTION_DELETE) {
            return clear_field(app, p, event->now);
        }
    }
    switch (event->action) {
    case ACTION_BACKSPACE:
        changed = editor_backspace(item->editor);
        break;
    case ACTION_DELETE:
        changed = editor_delete(item->editor);
        break;
    case ACTION_DELETE_LINE:
        changed = editor_delete_line(item->editor);
        break;
    case ACTION_UNDO:
        changed = editor_undo(item->editor);
        break;
    case ACTION_REDO:
        changed = editor_redo(item->editor);
        break;
    default:
        break;
    }
    item->marked = strcmp(editor_text(item->editor), ASSESSMENT_NOT_APPLICABLE) == 0;
    if (changed && page_item_is_choice(item)) {
        return chosen(app, p, event->now);
    }
    return changed ? typed(app, event->now) : reply_redo(REDO_NOTHING);
}

/* A mark says all that there is to say, too. */
static struct reply mark_field(struct app *app, struct page *p, int64_t now)
{
    const struct page_item *item = page_model_current(&p->model);

    if (!item->properties.not_applicable) {
        return page_say(app, _("This field cannot be marked as not applicable."));
    }
    bool anew = !*editor_text(item->editor);
    page_edit_mark(&p->model);
    struct reply reply = chosen(app, p, now);
    return anew ? go_on(app, p, &reply, now) : reply;
}

static struct reply edit_key(struct app *app, struct page *p, const struct event *event)
{
    const struct page_item *item = page_model_current(&p->model);
    const char *locked = page_model_locked(&p->model, item);

    if (locked) {
        return page_say(app, locked);
    }
    return event->action == ACTION_NOT_APPLICABLE ? mark_field(app, p, event->now)
                                                  : change_text(app, p, event);
}

static struct reply enter_key(struct app *app, struct page *p, const struct event *event)
{
    struct event newline = *event;

    if (page_model_current(&p->model)->entry.item->kind != FORM_TEXTAREA) {
        return page_step_field(app, p, true, false, event->now);
    }
    newline.text = "\n";
    newline.size = 1;
    return page_type(app, p, &newline);
}

struct reply page_key(struct app *app, struct page *p, const struct event *event)
{
    if (page_step_answers(p, event->action)) {
        return page_step_answer(app, p, event);
    }
    if (page_selects(p, event->action)) {
        return page_select(app, p, event);
    }
    switch (event->action) {
    case ACTION_NEXT_FIELD:
        return page_step_field(app, p, true, false, event->now);
    case ACTION_PREVIOUS_FIELD:
        return page_step_field(app, p, false, false, event->now);
    case ACTION_OPEN:
        return enter_key(app, p, event);
    case ACTION_UP:
        return move_cursor(app, p, EDITOR_UP, event->now);
    case ACTION_DOWN:
        return move_cursor(app, p, EDITOR_DOWN, event->now);
    case ACTION_LEFT:
        return move_cursor(app, p, EDITOR_LEFT, event->now);
    case ACTION_RIGHT:
        return move_cursor(app, p, EDITOR_RIGHT, event->now);
    case ACTION_RUN_LEFT:
        return move_cursor(app, p, EDITOR_RUN_LEFT, event->now);
    case ACTION_RUN_RIGHT:
        return move_cursor(app, p, EDITOR_RUN_RIGHT, event->now);
    case ACTION_LINE_START:
        return move_cursor(app, p, EDITOR_LINE_START, event->now);
    case ACTION_LINE_END:
        return move_cursor(app, p, EDITOR_LINE_END, event->now);
    case ACTION_FIRST:
        return move_cursor(app, p, EDITOR_TEXT_START, event->now);
    case ACTION_LAST:
        return move_cursor(app, p, EDITOR_TEXT_END, event->now);
    case ACTION_BACKSPACE:
    case ACTION_DELETE:
    case ACTION_DELETE_LINE:
    case ACTION_UNDO:
    case ACTION_REDO:
    case ACTION_NOT_APPLICABLE:
        return edit_key(app, p, event);
    default:
        return page_action(app, p, event);
    }
}
