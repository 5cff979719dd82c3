/* Places for the reasons of warnings, under the fields that they are about. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "store/names.h"
#include "terminal/keymap.h"
#include "terminal/page_model.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

/* A place for a reason is typed into as any long text; it stands in no form. */
static const struct form_item place_for_reason = {.kind = FORM_TEXTAREA};

void page_reason_free(struct page_reason *r)
{
    if (r) {
        free(r->rule);
        free(r->sentence);
        free(r->standing);
        free(r);
    }
}

static char *format_text(const char *format, const char *first, const char *second)
{
    struct buffer out = BUFFER_INIT;

    buffer_append_format(&out, format, first, second);
    return buffer_take(&out);
}

static char *describe_standing(struct store *store, const struct judged_finding *judged)
{
    char when[WHEN_SIZE];

    if (judged->kept == JUDGED_NO_REASON) {
        return strdup("");
    }
    when_local(judged->reason.at, when);
    return format_text("%s %s", store_person(store, judged->reason.by), when);
}

static struct page_reason *make_reason(const struct page_model *m, const struct session_finding *f)
{
    struct page_reason *r = calloc(1, sizeof(*r));
    const char *message = f->finding->message[session_lang(m->session)];

    if (!r) {
        return NULL;
    }
    r->rule = strdup(f->finding->id);
    r->about = f->node;
    r->sentence = strdup(message ? message : f->finding->message[FORM_JA]);
    r->kept = f->judged->kept;
    r->standing = describe_standing(session_store(m->session), f->judged);
    if (!r->rule || !r->sentence || !r->standing) {
        page_reason_free(r);
        return NULL;
    }
    return r;
}

static bool fill_item(const struct page_model *m, const struct session_finding *f,
                      struct page_item *item)
{
    bool given = f->judged->kept != JUDGED_NO_REASON && f->judged->reason.text;

    item->reason = make_reason(m, f);
    item->label = format_text(_("Reason to keep it %s"), f->finding->id, NULL);
    item->sent = strdup(given ? f->judged->reason.text : "");
    item->shown = item->sent ? strdup(item->sent) : NULL;
    item->offered = strdup(_("(write why, or look at the value again)"));
    item->entry.kind = ASSESSMENT_FIELD;
    item->entry.item = &place_for_reason;
    return item->reason && item->label && item->shown && item->offered;
}

static bool insert_item(struct page_model *m, size_t at)
{
    struct page_item *grown = realloc(m->items, (m->count + 1) * sizeof(*grown));

    if (!grown) {
        return false;
    }
    m->items = grown;
    memmove(&grown[at + 1], &grown[at], (m->count - at) * sizeof(*grown));
    memset(&grown[at], 0, sizeof(*grown));
    m->count++;
    return true;
}

static bool has_place(const struct page_model *m, const struct session_finding *f)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct page_reason *r = m->items[i].reason;
        if (r && r->about == f->node && strcmp(r->rule, f->finding->id) == 0) {
            return true;
        }
    }
    return false;
}

/* Behind the field, and behind the places that it has already. */
static bool add_place(struct page_model *m, const struct session_finding *f)
{
    size_t field = page_model_find_subject(m, f);
    size_t at = field == PAGE_NONE ? m->count : field + 1;

    while (at < m->count && m->items[at].reason) {
        at++;
    }
    if (!insert_item(m, at)) {
        return false;
    }
    struct page_item *item = &m->items[at];
    if (field != PAGE_NONE) {
        item->entry.node = m->items[field].entry.node;
        item->entry.depth = m->items[field].entry.depth;
    }
    return fill_item(m, f, item);
}

bool page_model_take_reasons(struct page_model *m)
{
    size_t count;
    const struct session_finding *findings = session_findings(m->session, &count);
    bool good = true;

    for (size_t i = 0; good && m->source == (size_t)-1 && i < count; i++) {
        const struct session_finding *f = &findings[i];
        if (f->page == m->page && f->finding->severity == RULES_WARNING && !has_place(m, f)) {
            good = add_place(m, f);
        }
    }
    return good;
}

bool page_reason_note(struct page_item *item)
{
    const struct page_reason *r = item->reason;
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_TAKE, key, sizeof(key));
    switch (r->kept) {
    case JUDGED_KEPT:
        return page_item_add_word(item, PAGE_NOTE_WORD, RULES_INFO,
                                  format_text(_("Kept: %s"), r->standing, NULL));
    case JUDGED_LAPSED:
        return page_item_add_word(
            item, PAGE_NOTE_WORD, RULES_WARNING,
            format_text(_("A value has changed since this reason was given (%s): it holds no "
                          "longer. %s: it still holds"),
                        r->standing, key));
    case JUDGED_NO_REASON:
        break;
    }
    return true;
}

bool page_reason_renew(struct page_model *m, struct error *err)
{
    const struct page_item *item = page_model_current(m);

    if (!item || !item->reason || !item->editor || item->reason->kept != JUDGED_LAPSED) {
        return error_set(err, "%s", _("The field offers nothing that could be taken."));
    }
    return session_keep(m->session, item->reason->rule, item->reason->about,
                        editor_text(item->editor), err);
}
