/* Telling what others saved. */
#include "config.h"

#include "terminal/news.h"

#include "session/news.h"
#include "session/standing.h"
#include "text/i18n.h"

/* The page that is shown; (size_t)-1: none. */
static size_t page_shown(const struct app *app, const struct screen *top)
{
    return app->session && top->kind->kind == SCREEN_PAGE ? session_find_place(app->session)
                                                          : (size_t)-1;
}

static int64_t shown(const struct app *app, const struct screen *top)
{
    size_t page = page_shown(app, top);
    size_t count;

    if (page != (size_t)-1) {
        return assessment_pages(session_assessment(app->session), &count)[page].stored_id;
    }
    return app->session && top->kind->kind == SCREEN_OUTLINE ? NEWS_OUTLINE : 0;
}

/* Not over a sentence that is there already: then it waits. */
static bool can_tell(const struct app *app, const struct screen *top)
{
    if (!app->session || app->message.shown || app->question.keys[0] ||
        !session_has_news(app->session)) {
        return false;
    }
    size_t page = page_shown(app, top);
    return page != (size_t)-1 && session_news_of(app->session, page);
}

int news_patience(const struct news *n, const struct app *app, const struct screen *top,
                  int64_t now)
{
    int64_t now_shown = shown(app, top);

    if (app->question.keys[0]) {
        return -1;
    }
    if (now_shown != n->shown || can_tell(app, top)) {
        return 0;
    }
    if (now_shown == 0) {
        return -1;
    }
    return n->at + NEWS_MS > now ? (int)(n->at + NEWS_MS - now) : 0;
}

/* A page that the person is at stays as it is, with what can be taken back in it. */
static bool look(struct app *app, bool arrived, bool *anew)
{
    bool more = false;

    return session_look_for_news(app->session, &more, NULL) &&
           (!arrived || session_catch_up(app->session, anew, NULL)) && more;
}

static void tell(struct app *app, size_t page)
{
    const struct session_news_page *p = session_news_of(app->session, page);
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_HISTORY, key, sizeof(key));
    app_say(app,
            session_is_behind(app->session, page)
                ? _("%s saved this at %s: merged when you save. %s: what changed")
                : _("%s saved this page at %s. %s: what changed"),
            p->who, p->when, key);
    session_tell_news(app->session, page);
}

unsigned news_tend(struct news *n, struct app *app, const struct screen *top, int64_t now,
                   bool *anew)
{
    int64_t now_shown = shown(app, top);
    bool arrived = now_shown != n->shown;
    unsigned redo = REDO_NOTHING;

    *anew = false;
    if (app->question.keys[0]) { /* it may be about what would be read anew */
        return redo;
    }
    if (now_shown != 0 && (arrived || n->at + NEWS_MS <= now)) {
        n->at = now;
        bool outline = now_shown == NEWS_OUTLINE;
        bool more = look(app, arrived || outline, anew);
        bool stood = false;
        session_stand_anew(app->session, &stood, NULL);
        *anew = *anew || (more && outline) || stood;
    }
    n->shown = now_shown;
    if (can_tell(app, top)) {
        tell(app, page_shown(app, top));
        redo = REDO_BARS;
    }
    return redo;
}
