/* Saving, and what somebody else saved in the meantime. */
#include "config.h"

#include <string.h>

#include "session/merge.h"
#include "terminal/plain_private.h"
#include "text/i18n.h"

static void say_side(const char *who, const char *text)
{
    plain_say("%s", who);
    plain_say_text(text ? text : "");
}

static bool ask_part(struct plain *p, struct session_merge_page *page, size_t i)
{
    size_t count;
    const struct merge_part *part = &merge_parts(page->merge, &count)[i];
    bool both = merge_can_join(page->merge, i, page->texts[i]);

    if (part->state != MERGE_CONFLICT || !page->labels[i]) {
        return true;
    }
    plain_say("%s", page->labels[i]);
    say_side(_("theirs:"), part->theirs);
    say_side(_("mine:"), part->mine);
    char letter = plain_ask_letter(p, both ? "tmb" : "tm",
                                   both ? _("t: theirs  m: mine  b: both, theirs first > ")
                                        : _("t: theirs  m: mine > "));
    if (letter == '\0') {
        return false;
    }
    merge_choose(page->merge, i,
                 letter == 't'   ? MERGE_TAKE_THEIRS
                 : letter == 'm' ? MERGE_TAKE_MINE
                                 : MERGE_TAKE_BOTH);
    return true;
}

static bool ask_page(struct plain *p, struct session_merge_page *page)
{
    size_t count;
    bool good = true;

    merge_parts(page->merge, &count);
    plain_say(_("%s saved %s at %s, after you had typed there."), page->who, page->title,
              page->when);
    for (size_t i = 0; good && i < count; i++) {
        good = ask_part(p, page, i);
    }
    return good;
}

/* False where nothing was decided: the input ended, or it could not be stored. */
static bool settle(struct plain *p)
{
    struct session_merges merges = {0};
    struct error err = {""};
    bool good = session_read_merges(p->session, &merges, &err);
    bool asked = good;

    for (size_t i = 0; asked && i < merges.count; i++) {
        asked = ask_page(p, &merges.pages[i]);
    }
    good = good && asked && session_resolve(p->session, &merges, &err);
    session_merges_free(&merges);
    if (!good && err.text[0]) {
        plain_say_error(&err);
    }
    return good;
}

void plain_settle(struct plain *p)
{
    if (!settle(p)) {
        plain_say("%s", _("What you typed is still here, and kept as a draft."));
    }
}

bool plain_save(struct plain *p)
{
    struct session_conflict conflict;
    struct error err = {""};
    enum store_saved saved = session_save(p->session, "save", &conflict, &err);

    if (saved == STORE_CONFLICT) {
        if (settle(p)) {
            plain_reload(p);
            saved = session_save(p->session, "save", &conflict, &err);
        }
        if (saved == STORE_CONFLICT) {
            plain_say("%s", _("What you typed is still here, and kept as a draft."));
            return false;
        }
    }
    if (saved == STORE_FAILED) {
        plain_say(_("! Not saved: %s"), err.text);
        return false;
    }
    return true;
}
