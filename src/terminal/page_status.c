/* What the message line says of the field in hand. */
#include "config.h"

#include <stdio.h>

#include "terminal/page_choice.h"
#include "terminal/page_remarks.h"
#include "terminal/page_screen_private.h"
#include "text/i18n.h"

/* The key that explains a finding, beside its id. */
static void note_id(const char *id, struct message *out)
{
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_WHY, key, sizeof(key));
    snprintf(out->note, sizeof(out->note), "%s %s", key, id);
}

static void say_reason(const struct page_reason *r, struct message *out)
{
    snprintf(out->text, sizeof(out->text), "%s %s", screen_sign(RULES_WARNING), r->sentence);
    note_id(r->rule, out);
    out->style = r->kept == JUDGED_KEPT ? DRAW_DIM : DRAW_WARNING;
}

static void say_note(const struct page_note *note, struct message *out)
{
    snprintf(out->text, sizeof(out->text), "%s %s", screen_sign(note->severity), note->text);
    if (note->id) {
        note_id(note->id, out);
    }
    out->style = note->kept ? DRAW_DIM : screen_sign_style(note->severity);
}

static void say_proposal(const struct assessment_proposal *p, struct message *out)
{
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_TAKE, key, sizeof(key));
    snprintf(out->text, sizeof(out->text), _("%s: puts %s in, as it was read in the text"), key,
             p->text);
}

static bool is_offered(const struct page_item *item)
{
    return item->proposal && (!item->editor || !*editor_text(item->editor));
}

/* The finding of the field in hand (what to do about it stands at the field),
 * or what is offered for it; else the field's hint. */
static void say_of_field(const struct page *p, const struct page_item *item, struct message *out)
{
    if (p->model.typed[0] && page_item_is_choice(item)) {
        snprintf(out->text, sizeof(out->text), _("Typed: %s"), p->model.typed);
        return;
    }
    const char *locked = page_model_locked(&p->model, item);
    const struct page_note *note = page_item_note(item);
    if (item->reason && !item->refused) {
        say_reason(item->reason, out);
    } else if (is_offered(item)) {
        say_proposal(item->proposal, out);
    } else if (note) {
        say_note(note, out);
    } else if (!page_say_remark(&p->model, item, out) && (locked || item->hint)) {
        snprintf(out->text, sizeof(out->text), "%s", locked ? locked : item->hint);
        /* where it stands in the review is said in the smallest window, too */
        out->style = p->model.lock[0] ? DRAW_BOLD : DRAW_DIM;
    }
}

void page_status_put_off(struct page *p)
{
    p->status.put_off = true;
}

struct reply page_status_follow(struct app *app, struct screen *s)
{
    struct page *p = (struct page *)s;
    bool behind = p->status.put_off;

    (void)app;
    p->status.put_off = false;
    return reply_redo(behind ? REDO_BARS : REDO_NOTHING);
}

void page_status(struct app *app, struct screen *s, struct message *out)
{
    struct page *p = (struct page *)s;
    const struct page_item *item = page_model_current(&p->model);

    (void)app;
    if (item && (!p->status.put_off || p->model.typed[0])) {
        p->status.said = (struct message){0};
        say_of_field(p, item, &p->status.said);
    }
    if (item) {
        *out = p->status.said;
    }
}
