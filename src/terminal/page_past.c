/* What the field in hand held before. */
#include "config.h"

#include "terminal/page_past.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/tty.h"
#include "text/i18n.h"

struct reply page_past_show(struct app *app, struct page *p, int64_t now)
{
    unsigned redo = page_commit(app, p, true, now);
    const struct page_item *item = page_model_current(&p->model);

    if (!item || item->reason) {
        app_say(app, "%s",
                _("A field has a history of its own; that of a reason is in the "
                  "history of the page."));
        return reply_redo(redo | REDO_BARS);
    }
    char *path = page_model_path(&p->model, item);
    assessment_page_name(session_assessment(app->session), p->model.page, app->past.page,
                         sizeof(app->past.page));
    snprintf(app->past.field, sizeof(app->past.field), "%s", path ? path : "");
    free(path);
    return page_leave(app, p, reply_show(SCREEN_FIELD_HISTORY), now);
}

static bool is_subject(const struct app *app, const struct page *p, const struct page_item *item)
{
    char name[sizeof(app->past.page)];
    char *path = page_model_path(&p->model, item);

    assessment_page_name(session_assessment(app->session), p->model.page, name, sizeof(name));
    bool same = path && strcmp(path, app->past.field) == 0 && strcmp(name, app->past.page) == 0;
    free(path);
    return same;
}

/* The sentence for a text that cannot go into the field; NULL when it can. */
static const char *refusal(const struct app *app, const struct page *p,
                           const struct page_item *item)
{
    if (!item || !item->editor || !is_subject(app, p, item)) {
        return _("The field is not on the page as it is now: nothing was brought back.");
    }
    const char *locked = page_model_locked(&p->model, item);
    if (!locked && strcmp(editor_text(item->editor), app->past.text) == 0) {
        return _("The field says so already.");
    }
    return locked;
}

void page_past_take(struct app *app, struct page *p)
{
    struct page_item *item = page_model_current(&p->model);
    char key[32];

    if (!app->past.text) {
        return;
    }
    const char *why = refusal(app, p, item);
    if (why) {
        app_say(app, "%s", why);
    } else if (page_edit_set_text(&p->model, app->past.text)) {
        keymap_action_key(PLACE_PAGE, ACTION_UNDO, key, sizeof(key));
        app_say(app, _("Brought back. %s takes it back again; it is saved when you save."), key);
        session_touch(app->session, tty_now());
        if (page_item_is_choice(item)) {
            page_commit(app, p, true, tty_now());
        }
        page_view_lay_out(&p->view, &p->model);
    }
    free(app->past.text);
    app->past.text = NULL;
}
