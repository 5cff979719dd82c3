/* Submitting and taking back. */
#include "config.h"

#include "terminal/handing.h"

#include <stdio.h>

#include "session/standing.h"
#include "text/i18n.h"

void handing_say_finished(struct app *app)
{
    char sentence[256];

    keymap_sentence(sentence, sizeof(sentence),
                    app->accounts
                        ? _("Every page is finished. In the list of pages, %s submits them.")
                        : _("Every page is finished."),
                    PLACE_OUTLINE, ACTION_SUBMIT, ACTION_NONE, ACTION_NONE);
    app_say(app, "%s", sentence);
}

static size_t source_of(const struct app *app, size_t page)
{
    const struct review_standing *standing = session_standing(app->session);

    return standing && page < standing->page_count ? standing->pages[page].source : page;
}

static bool hinders(const struct session_finding *f, enum rules_severity severity)
{
    return f->finding->severity == severity &&
           (severity != RULES_WARNING || f->judged->kept != JUDGED_KEPT);
}

/* The first finding of that kind about the page or one that is reviewed with it. */
static const struct session_finding *find_finding(const struct app *app, size_t page,
                                                  enum rules_severity severity)
{
    size_t count;
    const struct session_finding *findings = session_findings(app->session, &count);

    for (size_t i = 0; i < count; i++) {
        if (source_of(app, findings[i].page) == page && hinders(&findings[i], severity)) {
            return &findings[i];
        }
    }
    return NULL;
}

/* In the order in which review/ looks for them: errors, warnings, remarks. */
static bool place_hindrance(struct app *app, size_t page)
{
    struct session_place place;

    app_check(app);
    const struct session_finding *f = find_finding(app, page, RULES_ERROR);
    if (f) {
        app_place_node(app, f->node);
        return true;
    }
    f = find_finding(app, page, RULES_WARNING);
    if (f) {
        if (!app_place_reason(app, f)) {
            app_place_node(app, f->node);
        }
        return true;
    }
    if (session_place_remark(app->session, page, &place)) {
        session_set_place(app->session, &place);
        return true;
    }
    return false;
}

bool handing_submit(struct app *app, size_t page, bool *placed)
{
    struct error err = {""};

    *placed = false;
    if (session_perform(app->session, "submit", &page, 1, NULL, &err)) {
        app_say(app, "%s", _("Submitted for review."));
        return true;
    }
    char lock[512];
    *placed = source_of(app, page) == page && /* a copy is not handed on by itself */
              !session_is_locked(app->session, page, "", lock, sizeof(lock)) &&
              place_hindrance(app, page);
    app_say_error(app, &err);
    return false;
}

bool handing_submit_all(struct app *app, const size_t *pages, size_t count)
{
    struct error err = {""};

    if (!session_perform(app->session, "submit", pages, count, NULL, &err)) {
        app_say_error(app, &err);
        return false;
    }
    app_say(app,
            ngettext("%zu page was submitted for review.", "%zu pages were submitted for review.",
                     (unsigned long)count),
            count);
    return true;
}

bool handing_take_back(struct app *app, size_t page)
{
    struct error err = {""};

    if (!session_perform(app->session, "take-back", &page, 1, NULL, &err)) {
        app_say_error(app, &err);
        return false;
    }
    app_say(app, "%s", _("Taken back: it can be written in again."));
    return true;
}
