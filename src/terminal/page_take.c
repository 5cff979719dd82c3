/* Taking what is offered. */
#include "config.h"

#include "terminal/page_take.h"

#include <stdio.h>

#include "terminal/page_edit.h"
#include "text/i18n.h"

static struct reply renew(struct app *app, struct page *p, int64_t now)
{
    struct error err = {""};

    if (!page_reason_renew(&p->model, &err)) {
        return page_say(app, err.text);
    }
    session_touch(app->session, now);
    if (!page_reload(app, p, &err)) {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

static void say_taken(struct app *app, size_t taken, size_t doubtful)
{
    char more[128] = "";

    if (doubtful > 0) {
        snprintf(more, sizeof(more),
                 ngettext(" %zu of them is in doubt: check it.",
                          " %zu of them are in doubt: check them.", doubtful),
                 doubtful);
    }
    app_say(app, ngettext("%zu figure was taken.%s", "%zu figures were taken.%s", taken), taken,
            more);
}

/* Every figure that the page offers, as it is shown. */
static struct reply take_all(struct app *app, struct page *p, size_t doubtful, int64_t now)
{
    struct error err = {""};
    size_t taken = 0;
    bool good = page_proposals_take(&p->model, &taken, &err);

    if (taken > 0) {
        session_changed(app->session, now);
        good = page_reload(app, p, &err) && good;
    }
    if (good) {
        say_taken(app, taken, doubtful);
    } else {
        app_say_error(app, &err);
    }
    return reply_redo(REDO_ALL);
}

/* That the same key again takes what else the page offers. */
static void say_more(struct app *app, struct page *p)
{
    size_t doubtful;
    size_t more = page_proposals_count(&p->model, &doubtful);
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_TAKE, key, sizeof(key));
    if (more > 0) {
        app_say(app,
                ngettext("Taken. %s again: %zu more that the page offers",
                         "Taken. %s again: the %zu others that the page offers", more),
                key, more);
    }
}

struct reply page_take(struct app *app, struct page *p, int64_t now)
{
    const struct page_item *item = page_model_current(&p->model);
    size_t doubtful;

    if (item && item->reason) {
        return renew(app, p, now);
    }
    unsigned redo = page_commit(app, p, true, now); /* a figure just taken back is offered anew */
    if (page_proposal_take(&p->model)) {
        session_touch(app->session, now);
        redo |= page_commit(app, p, true, now);
        say_more(app, p);
        return reply_redo(REDO_FIELD | REDO_BARS | redo);
    }
    if (page_proposals_count(&p->model, &doubtful) == 0) {
        app_say(app, "%s", _("The field offers nothing that could be taken."));
        return reply_redo(REDO_BARS | redo);
    }
    return take_all(app, p, doubtful, now); /* a field that offers nothing stands for its page */
}
