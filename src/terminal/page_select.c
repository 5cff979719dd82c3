/* Selecting in the text in hand; cut, copy and paste. */
#include "config.h"

#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_screen_private.h"
#include "text/i18n.h"

static bool selecting_move(enum action action, enum editor_move *move)
{
    static const struct {
        enum action action;
        enum editor_move move;
    } moves[] = {
        {ACTION_SELECT_LEFT, EDITOR_LEFT},
        {ACTION_SELECT_RIGHT, EDITOR_RIGHT},
        {ACTION_SELECT_UP, EDITOR_UP},
        {ACTION_SELECT_DOWN, EDITOR_DOWN},
        {ACTION_SELECT_RUN_LEFT, EDITOR_RUN_LEFT},
        {ACTION_SELECT_RUN_RIGHT, EDITOR_RUN_RIGHT},
        {ACTION_SELECT_LINE_START, EDITOR_LINE_START},
        {ACTION_SELECT_LINE_END, EDITOR_LINE_END},
        {ACTION_SELECT_FIRST, EDITOR_TEXT_START},
        {ACTION_SELECT_LAST, EDITOR_TEXT_END},
    };

    for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
        if (moves[i].action == action) {
            *move = moves[i].move;
            return true;
        }
    }
    return false;
}

bool page_move(struct page *p, enum editor_move move, unsigned *redo)
{
    struct editor *e = page_model_current(&p->model)->editor;
    bool selecting = p->selecting == e;
    bool had = editor_has_selection(e);
    bool moved = selecting ? editor_extend(e, move, 1) : editor_move(e, move, 1);

    *redo = had || selecting ? REDO_FIELD : REDO_CURSOR;
    return moved || selecting;
}

bool page_selects(const struct page *p, enum action action)
{
    enum editor_move move;

    switch (action) {
    case ACTION_SELECT:
    case ACTION_SELECT_ALL:
    case ACTION_SELECT_PARAGRAPH:
    case ACTION_CUT:
    case ACTION_COPY_TEXT:
    case ACTION_PASTE:
        return true;
    case ACTION_CANCEL:
        return p->selecting || editor_has_selection(p->model.items[p->model.current].editor);
    default:
        return selecting_move(action, &move);
    }
}

/* A sentence that names one key. */
static struct reply say_key(struct app *app, const char *format, enum action action)
{
    char key[32];

    keymap_action_key(PLACE_PAGE, action, key, sizeof(key));
    app_say(app, format, key);
    return reply_redo(REDO_BARS);
}

static struct reply begin_selecting(struct app *app, struct page *p, struct editor *e)
{
    bool ends = p->selecting == e;

    p->selecting = ends ? NULL : e;
    if (ends) {
        editor_select_nothing(e);
        return reply_redo(REDO_FIELD);
    }
    char copies[32];
    char cuts[32];
    keymap_action_key(PLACE_PAGE, ACTION_COPY_TEXT, copies, sizeof(copies));
    keymap_action_key(PLACE_PAGE, ACTION_CUT, cuts, sizeof(cuts));
    app_say(app, _("Selecting: move the cursor; %s copies, %s cuts, Esc ends it."), copies, cuts);
    return reply_redo(REDO_BARS);
}

/* What was selected, or all of the text where nothing was. */
static struct reply copy(struct app *app, struct page *p, struct editor *e)
{
    size_t size;
    const char *part = editor_selected(e, &size);
    size_t count = part ? editor_count_selected(e) : editor_count(e);

    p->selecting = NULL;
    if (count == 0) {
        return page_say(app, _("The field is blank: there is nothing to copy."));
    }
    if (!clipboard_set(&app->clipboard, part ? part : editor_text(e),
                       part ? size : editor_size(e))) {
        return page_say(app, _("! Not copied: there is not enough memory."));
    }
    app_say(app,
            part ? ngettext("%zu character copied.", "%zu characters copied.", count)
                 : ngettext("The whole field copied: %zu character.",
                            "The whole field copied: %zu characters.", count),
            count);
    return reply_redo(REDO_FIELD | REDO_BARS);
}

static struct reply cut(struct app *app, struct page *p, struct page_item *item)
{
    size_t count = editor_count_selected(item->editor);
    size_t size;
    const char *part = editor_selected(item->editor, &size);

    p->selecting = NULL;
    if (!part) {
        return say_key(app, _("Nothing is selected. %s begins to select."), ACTION_SELECT);
    }
    if (!clipboard_set(&app->clipboard, part, size)) {
        return page_say(app, _("! Not cut: there is not enough memory."));
    }
    editor_delete_selection(item->editor);
    item->marked = false;
    app_say(app, ngettext("%zu character cut out.", "%zu characters cut out.", count), count);
    return reply_redo(REDO_FIELD | REDO_BARS);
}

static struct reply paste(struct app *app, struct page *p, const struct event *event)
{
    struct event text = *event;

    if (!app->clipboard.text) {
        return page_say(app, _("Nothing was cut or copied yet."));
    }
    text.kind = EVENT_TEXT;
    text.text = app->clipboard.text;
    text.size = app->clipboard.size;
    text.pasted = true;
    text.raw = text.text;
    text.raw_size = text.size;
    return page_type(app, p, &text);
}

static struct reply change(struct app *app, struct page *p, const struct event *event)
{
    struct page_item *item = page_model_current(&p->model);
    const char *locked = page_model_locked(&p->model, item);

    if (locked) {
        return page_say(app, locked);
    }
    if (event->action == ACTION_PASTE) {
        return paste(app, p, event);
    }
    if (page_item_is_choice(item)) {
        return say_key(app, _("A choice is not cut: %s makes it blank."), ACTION_DELETE);
    }
    struct reply reply = cut(app, p, item);
    session_touch(app->session, event->now);
    return reply;
}

struct reply page_select(struct app *app, struct page *p, const struct event *event)
{
    struct page_item *item = page_model_current(&p->model);
    enum editor_move move;

    switch (event->action) {
    case ACTION_CUT:
    case ACTION_PASTE:
        return change(app, p, event);
    case ACTION_COPY_TEXT:
        return copy(app, p, item->editor);
    case ACTION_CANCEL:
        p->selecting = NULL;
        editor_select_nothing(item->editor);
        return reply_redo(REDO_FIELD);
    default:
        break;
    }
    if (page_item_is_choice(item)) {
        return page_say(app, _("Nothing can be selected in a choice."));
    }
    if (event->action == ACTION_SELECT) {
        return begin_selecting(app, p, item->editor);
    }
    if (event->action == ACTION_SELECT_ALL) {
        editor_select_all(item->editor);
    } else if (event->action == ACTION_SELECT_PARAGRAPH) {
        editor_select_paragraph(item->editor);
    } else if (selecting_move(event->action, &move)) {
        editor_extend(item->editor, move, 1);
    }
    return reply_redo(REDO_FIELD);
}
