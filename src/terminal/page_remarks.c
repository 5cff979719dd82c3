/* Remarks that stand under the fields they are about, and answering them. */
#include "config.h"

#include "terminal/page_remarks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "session/standing.h"
#include "store/names.h"
#include "terminal/page_screen_private.h"
#include "terminal/prompt.h"
#include "terminal/saying.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/when.h"

struct page_answering {
    struct prompt *prompt;
    int64_t remark;
};

/* --- the notes ----------------------------------------------------------------------- */

/* The field of the remark; of an attribute, that of its element. PAGE_NONE: the page, or
 * a field that is no more. */
static size_t find_field(const struct page_model *m, const char *path)
{
    size_t at = page_model_find_path(m, path);
    const char *attribute = strstr(path, "/@");

    if (at == PAGE_NONE && attribute) {
        char *element = strndup(path, (size_t)(attribute - path));
        at = element ? page_model_find_path(m, element) : PAGE_NONE;
        free(element);
    }
    return at;
}

static const char *role_of(const struct page_model *m, const char *role)
{
    struct error unsaid;
    struct review *r = session_review(m->session, &unsaid);

    return r ? states_role_name(review_states(r), role, session_lang(m->session)) : role;
}

/* When it was, and for how long it has stood: "2026-04-01 18:30, 3 days ago". */
static void describe_age(const char *at, char *out, size_t size)
{
    char when[WHEN_SIZE];
    int days = when_days_ago(at, (int64_t)time(NULL));

    when_local(at, when);
    if (days == 0) {
        snprintf(out, size, "%s", when);
    } else {
        snprintf(out, size, ngettext("%s, %d day ago", "%s, %d days ago", (unsigned long)days),
                 when, days);
    }
}

static char *describe(const struct page_model *m, const char *who, const char *role, const char *at,
                      const char *text)
{
    struct buffer out = BUFFER_INIT;
    char age[WHEN_SIZE + 64];

    describe_age(at, age, sizeof(age));
    /* TRANSLATORS: who, in which role, when, and what they remarked or answered */
    buffer_append_format(&out, _("%s (%s, %s): %s"), store_person(session_store(m->session), who),
                         role_of(m, role), age, text);
    return buffer_take(&out);
}

static char *describe_quote(const char *quote)
{
    struct buffer out = BUFFER_INIT;

    buffer_append_format(&out, _("It was about: %s"), *quote ? quote : _("(blank)"));
    return buffer_take(&out);
}

static bool add(struct page_model *m, size_t at, const struct review_remark *remark, char *text,
                char *more)
{
    struct page_item *item = at == PAGE_NONE ? NULL : &m->items[at];
    struct page_note *note = text ? page_note_add(item ? &item->notes : &m->notes,
                                                  item ? &item->note_count : &m->note_count)
                                  : NULL;

    if (!note) {
        free(text);
        free(more);
        return false;
    }
    note->kind = PAGE_NOTE_REMARK;
    note->severity = RULES_WARNING;
    note->kept = !remark->open;
    note->remark = remark->stored->id;
    note->text = text;
    note->remedy = more;
    return true;
}

static bool add_remark(struct page_model *m, const struct review_remark *remark)
{
    const struct store_remark *stored = remark->stored;
    size_t at = find_field(m, stored->field);
    bool both = remark->changed && stored->quote;
    char *quote = both ? describe_quote(stored->quote) : NULL;
    bool good =
        (!both || quote) &&
        add(m, at, remark, describe(m, stored->who, stored->role, stored->at, stored->text), quote);

    for (size_t i = 0; good && i < stored->answer_count; i++) {
        const struct store_answer *answer = &stored->answers[i];
        good = add(m, at, remark, describe(m, answer->who, answer->role, answer->at, answer->text),
                   NULL);
        if (good) {
            struct page_note *notes = at == PAGE_NONE ? m->notes : m->items[at].notes;
            size_t count = at == PAGE_NONE ? m->note_count : m->items[at].note_count;
            notes[count - 1].answer = true;
        }
    }
    return good;
}

bool page_model_take_remarks(struct page_model *m)
{
    const struct review_standing *standing = session_standing(m->session);
    bool good = true;

    for (size_t i = 0; standing && good && i < standing->remark_count; i++) {
        if (standing->remarks[i].page == m->page) {
            good = add_remark(m, &standing->remarks[i]);
        }
    }
    return good;
}

/* --- answering ----------------------------------------------------------------------- */

void page_drop_answering(struct page *p)
{
    if (p->answering) {
        prompt_free(p->answering->prompt);
        free(p->answering);
        p->answering = NULL;
    }
}

const struct prompt *page_answering_prompt(const struct page *p)
{
    return p->answering ? p->answering->prompt : NULL;
}

static int64_t first_open(const struct page_note *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (notes[i].kind == PAGE_NOTE_REMARK && !notes[i].kept && !notes[i].answer) {
            return notes[i].remark;
        }
    }
    return 0;
}

int64_t page_item_remark_open(const struct page_item *item)
{
    return item ? first_open(item->notes, item->note_count) : 0;
}

bool page_say_remark(const struct page_model *m, const struct page_item *item, struct message *out)
{
    const struct review_standing *standing = session_standing(m->session);
    int64_t number = page_item_remark_open(item);
    size_t i = 0;

    while (standing && i < standing->remark_count && standing->remarks[i].stored->id != number) {
        i++;
    }
    if (number == 0 || !standing || i == standing->remark_count) {
        return false;
    }
    const char *text = standing->remarks[i].stored->text;
    snprintf(out->text, sizeof(out->text), "# %.*s", (int)strcspn(text, "\n"), text);
    /* TRANSLATORS: the key that answers the remark; at the right of the message line */
    keymap_sentence(out->note, sizeof(out->note), _("%s: answer"), PLACE_PAGE, ACTION_ANSWER,
                    ACTION_NONE, ACTION_NONE);
    out->style = DRAW_WARNING;
    return true;
}

/* The next field, from the one in hand and round to it, that has one. */
static size_t next_with_remark(const struct page_model *m)
{
    for (size_t k = 1; k <= m->count; k++) {
        size_t i = (m->current == PAGE_NONE ? k - 1 : m->current + k) % m->count;
        if (page_item_remark_open(&m->items[i]) != 0) {
            return i;
        }
    }
    return PAGE_NONE;
}

static struct store_remark_place place_of(const struct page *p)
{
    size_t count;
    const struct assessment_page *pages =
        assessment_pages(session_assessment(p->model.session), &count);

    return (struct store_remark_place){
        .page = pages[p->model.page].stored_id, .field = "", .remark = p->answering->remark};
}

/* What was kept of it is no longer needed. */
static void give_up(struct page *p)
{
    const struct store_remark_place place = place_of(p);

    session_end_saying(p->model.session, &place);
    page_drop_answering(p);
}

static struct reply begin(struct app *app, struct page *p, int64_t remark)
{
    char note[160];

    page_drop_answering(p);
    p->answering = calloc(1, sizeof(*p->answering));
    if (p->answering) {
        p->answering->remark = remark;
        const struct store_remark_place place = place_of(p);
        p->answering->prompt = saying_begin(app->session, &place, _("Your answer:"));
    }
    if (!page_answering_prompt(p)) {
        struct error err;
        page_drop_answering(p);
        error_set_memory(&err);
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    keymap_sentence(note, sizeof(note), _("%s answers  %s leaves"), PLACE_PAGE, ACTION_OPEN,
                    ACTION_CANCEL, ACTION_NONE);
    prompt_set_note(p->answering->prompt, note);
    return reply_redo(REDO_BARS);
}

struct reply page_answer_remark(struct app *app, struct page *p, int64_t now)
{
    unsigned redo = page_commit(app, p, true, now);
    int64_t remark = page_item_remark_open(page_model_current(&p->model));
    size_t next = remark == 0 ? next_with_remark(&p->model) : PAGE_NONE;
    struct reply reply;

    if (remark == 0 && next == PAGE_NONE) {
        remark = first_open(p->model.notes, p->model.note_count);
    }
    if (remark != 0) {
        reply = begin(app, p, remark);
    } else if (next != PAGE_NONE) {
        reply = page_enter_field(app, p, next, false, now);
    } else {
        reply = page_say(app, _("No remark waits for an answer on this page."));
    }
    reply.redo |= redo;
    return reply;
}

static struct reply send(struct app *app, struct page *p)
{
    struct error err = {""};
    struct review_arguments arguments = {.text = prompt_text(p->answering->prompt),
                                         .remark = p->answering->remark};

    if (!session_perform(app->session, "answer", &p->model.page, 1, &arguments, &err)) {
        app_say_error(app, &err); /* and what was typed stays */
        return reply_redo(REDO_BARS);
    }
    give_up(p);
    if (!page_reload(app, p, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_ALL);
    }
    app_say(app, "%s", _("Answered."));
    return reply_redo(REDO_ALL);
}

struct reply page_answering_key(struct app *app, struct page *p, const struct event *event)
{
    if (event->kind == EVENT_ACTION && event->action == ACTION_OPEN) {
        return send(app, p);
    }
    if (event->kind == EVENT_ACTION &&
        (event->action == ACTION_CANCEL || event->action == ACTION_LEAVE)) {
        give_up(p);
        return reply_redo(REDO_BARS);
    }
    if (!prompt_handle(p->answering->prompt, app, event)) {
        return reply_redo(REDO_NOTHING);
    }
    const struct store_remark_place place = place_of(p);
    session_say(app->session, &place, prompt_text(p->answering->prompt), event->now);
    return reply_redo(REDO_BARS);
}
