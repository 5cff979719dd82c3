/* Who else is at the page. */
#include "config.h"

#include "terminal/presence.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/names.h"
#include "store/presence.h"
#include "text/i18n.h"
#include "text/when.h"

/* The page that is shown, also under the help; 0: none. */
static int64_t page_shown(const struct app *app, const struct screen *top)
{
    const struct screen *s = top->kind->kind == SCREEN_HELP && app->below ? app->below : top;
    size_t count;

    if (!app->session || s->kind->kind != SCREEN_PAGE) {
        return 0;
    }
    size_t page = session_find_place(app->session);
    const struct assessment_page *pages =
        assessment_pages(session_assessment(app->session), &count);
    return page == (size_t)-1 ? 0 : pages[page].stored_id;
}

int presence_patience(const struct presence *p, const struct app *app, const struct screen *top,
                      int64_t now)
{
    if (page_shown(app, top) != p->page) {
        return 0;
    }
    if (p->page == 0) {
        return -1;
    }
    if (p->untold && !app->message.shown && !app->question.keys[0]) {
        return 0;
    }
    return p->at + PRESENCE_MS > now ? (int)(p->at + PRESENCE_MS - now) : 0;
}

void presence_leave(struct presence *p, struct app *app)
{
    if (p->page != 0) {
        store_drop_presence(app->store, app->person.name, getpid(), NULL);
    }
    memset(p, 0, sizeof(*p));
}

/* Who is there, as one text: told again only where it is another. */
static void name_all(struct store *store, const struct store_present_list *list, char *out,
                     size_t size)
{
    size_t used = 0;

    *out = '\0';
    for (size_t i = 0; i < list->count && used < size; i++) {
        int n = snprintf(out + used, size - used, "%s%s", i > 0 ? ", " : "",
                         store_person(store, list->items[i].author));
        used += n > 0 ? (size_t)n : 0;
    }
}

static void look_around(struct presence *p, struct app *app)
{
    struct store_present_list list;
    char names[sizeof(p->seen)];

    if (!store_read_presence(app->store, p->page, app->person.name, getpid(), &list, NULL)) {
        return;
    }
    store_persons_renew(app->store);
    name_all(app->store, &list, names, sizeof(names));
    if (strcmp(names, p->seen) != 0) {
        snprintf(p->seen, sizeof(p->seen), "%s", names);
        p->untold = list.count > 0;
    }
    if (list.count > 0) {
        when_local(list.items[0].since, p->since);
    }
    store_present_list_free(&list);
}

/* Not over a sentence that is there already: then it waits. */
static bool tell(struct presence *p, struct app *app)
{
    if (!p->untold || app->message.shown || app->question.keys[0]) {
        return false;
    }
    p->untold = false;
    app_say(app, _("Also at this page: %s, since %s."), p->seen, p->since);
    app->message.style = DRAW_WARNING;
    return true;
}

bool presence_tend(struct presence *p, struct app *app, const struct screen *top, int64_t now)
{
    int64_t page = page_shown(app, top);

    if (page == 0) {
        presence_leave(p, app);
        return false;
    }
    if (page != p->page || p->at + PRESENCE_MS <= now) {
        if (page != p->page) {
            memset(p, 0, sizeof(*p));
        }
        p->page = page;
        p->at = now;
        store_put_presence(app->store, session_id(app->session), page, app->person.name, getpid(),
                           NULL);
        look_around(p, app);
    }
    return tell(p, app);
}
