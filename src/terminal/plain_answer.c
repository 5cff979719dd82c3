/* What an answer does to the field in hand. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_beside.h"
#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/plain_private.h"
#include "text/buffer.h"
#include "text/i18n.h"

static struct page_item *in_hand(struct plain *p)
{
    return page_model_current(&p->model);
}

/* Nothing can be typed: that is said. */
static bool is_locked(struct plain *p)
{
    const struct page_item *item = in_hand(p);
    const char *locked = item ? page_model_locked(&p->model, item) : NULL;

    if (locked) {
        plain_say("%s", locked);
    }
    return !item || locked;
}

/* Puts the text into the field, whole. A refused one is told with the sentence of
 * the screen, and the field is as it was. */
static bool set_text(struct plain *p, const char *text)
{
    const struct page_item *item = in_hand(p);

    if (!page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS) ||
        !page_edit_set_text(&p->model, text)) {
        return false;
    }
    bool changed = page_edit_commit(&p->model, true);
    const char *refused = item->refused ? page_item_refusal(item) : NULL;
    if (refused) {
        plain_say("! %s", refused);
        page_model_drop_refused(&p->model);
        return false;
    }
    if (changed) {
        plain_take_change(p, false);
    }
    return true;
}

static void step_on(struct plain *p)
{
    size_t next = page_model_step(&p->model, p->model.current, true);

    if (next == PAGE_NONE) {
        char sentence[256];
        keymap_sentence(sentence, sizeof(sentence),
                        _("The last field of the page. %s: next page  %s: next unfinished page"),
                        PLACE_PAGE, ACTION_NEXT_PAGE, ACTION_NEXT_OPEN, ACTION_NONE);
        plain_say("%s", sentence);
    } else {
        page_edit_enter(&p->model, next, PAGE_ENTER_FROM_ABOVE);
    }
}

/* Lines behind `text` until one is a single full stop; after each of them what
 * there is so far is a draft. False where the text cannot be stored. */
static bool collect(struct plain *p, struct buffer *text)
{
    struct error err = {""};

    while (!text->failed) {
        if (page_edit_set_text(&p->model, text->data ? text->data : "") &&
            page_edit_commit(&p->model, false)) {
            session_touch(p->session, plain_now());
            if (!session_save_draft(p->session, plain_now(), &err)) {
                plain_say_error(&err);
            }
        }
        if (!plain_ask(p, ". ") || strcmp(p->line, ".") == 0) {
            return !text->failed;
        }
        buffer_append_format(text, "%s%s", text->size > 0 ? "\n" : "", p->line);
    }
    return false;
}

/* The text was set half-typed as it came; now the field is left. */
static bool finish_text(struct plain *p, struct buffer *text)
{
    bool good = collect(p, text) && set_text(p, text->data ? text->data : "");

    buffer_free(text);
    if (good) {
        plain_take_change(p, false);
    }
    return good;
}

void plain_take_answer(struct plain *p, const char *text)
{
    const struct page_item *item = in_hand(p);
    bool good;

    if (is_locked(p)) {
        return;
    }
    if (item->entry.item->kind == FORM_TEXTAREA) {
        struct buffer whole = BUFFER_INIT;
        page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS);
        buffer_append_string(&whole, text);
        good = finish_text(p, &whole);
    } else {
        good = set_text(p, text);
    }
    if (good) {
        plain_say_notes(in_hand(p));
        step_on(p);
    }
}

/* --- parts of a text ----------------------------------------------------------- */

static bool is_long(struct plain *p)
{
    const struct page_item *item = in_hand(p);

    if (item && item->entry.item->kind != FORM_TEXTAREA) {
        plain_say("%s", _("That is for texts of many lines only."));
        return false;
    }
    return item && !is_locked(p);
}

void plain_add_lines(struct plain *p)
{
    struct buffer whole = BUFFER_INIT;

    if (is_long(p)) {
        page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS);
        buffer_append_string(&whole, in_hand(p)->sent);
        if (finish_text(p, &whole)) {
            plain_say_notes(in_hand(p));
        }
    }
}

/* The n-th line of the text, from 1: where it begins and ends. */
static bool find_line(const char *text, long n, size_t *start, size_t *end)
{
    *start = 0;
    for (long i = 1; i < n; i++) {
        const char *feed = strchr(text + *start, '\n');
        if (!feed) {
            return false;
        }
        *start = (size_t)(feed - text) + 1;
    }
    *end = *start + strcspn(text + *start, "\n");
    return n > 0;
}

void plain_replace_line(struct plain *p, const char *rest)
{
    char *behind = NULL;
    long n = strtol(rest, &behind, 10);
    struct buffer whole = BUFFER_INIT;
    size_t start;
    size_t end;

    if (!is_long(p)) {
        return;
    }
    const char *text = in_hand(p)->sent;
    if (!find_line(text, n, &start, &end)) {
        plain_say("%s", _("The text has no such line."));
        return;
    }
    const char *with = behind + (*behind == ' ' ? 1 : 0);
    if (!*with) { /* the line goes, with one of its ends */
        end += text[end] == '\n' ? 1 : 0;
        start -= text[end] == '\0' && start > 0 ? 1 : 0;
    }
    buffer_append(&whole, text, start);
    buffer_append_string(&whole, with);
    buffer_append_string(&whole, text + end);
    if (!whole.failed && set_text(p, whole.data ? whole.data : "")) {
        plain_say_notes(in_hand(p));
    }
    buffer_free(&whole);
}

/* --- whole fields -------------------------------------------------------------------- */

void plain_clear(struct plain *p)
{
    if (!is_locked(p)) {
        set_text(p, "");
    }
}

void plain_mark(struct plain *p)
{
    if (is_locked(p)) {
        return;
    }
    if (!in_hand(p)->properties.not_applicable) {
        plain_say("%s", _("This field cannot be marked as not applicable."));
    } else if (set_text(p, ASSESSMENT_NOT_APPLICABLE)) {
        step_on(p);
    }
}

void plain_take(struct plain *p)
{
    const struct page_item *item = in_hand(p);
    struct error err = {""};

    if (is_locked(p)) {
        return;
    }
    if (item->reason) {
        page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS);
        if (page_reason_renew(&p->model, &err)) {
            plain_take_change(p, false);
        } else {
            plain_say("%s", err.text);
        }
    } else if (!item->proposal || *item->sent) {
        plain_say("%s", _("The field offers nothing that could be taken."));
    } else if (set_text(p, item->proposal->text)) {
        plain_say_notes(in_hand(p));
        step_on(p);
    }
}

void plain_take_last(struct plain *p)
{
    const struct page_item *item = in_hand(p);
    char *text = item && item->beside ? strdup(item->beside->text) : NULL;

    if (!text) {
        plain_say("%s", _("There is no such text of last year."));
    } else if (!is_locked(p) && set_text(p, text)) {
        plain_say_notes(in_hand(p));
        step_on(p);
    }
    free(text);
}

/* --- rows ------------------------------------------------------------------------------ */

void plain_add_row(struct plain *p)
{
    struct error err = {""};
    xmlNode *row = NULL;
    size_t at = page_edit_find_add(&p->model);

    const char *closed = page_model_closed(&p->model);
    if (closed || at == PAGE_NONE) {
        plain_say("%s", closed ? closed : _("This page has no rows that can be added."));
        return;
    }
    const struct assessment_entry *entry = &p->model.items[at].entry;
    session_restructured(p->session, plain_now());
    if (!assessment_add_row(session_assessment(p->session), entry->item, entry->node, &row, &err)) {
        plain_say_error(&err);
        return;
    }
    plain_take_change(p, true);
    for (size_t i = 0; i < p->model.count; i++) {
        if (p->model.items[i].entry.kind == ASSESSMENT_ROW && p->model.items[i].entry.node == row) {
            size_t field = page_model_step(&p->model, i, true);
            p->told = i > 0 ? i - 1 : PAGE_NONE;
            page_edit_enter(&p->model, field == PAGE_NONE ? p->model.current : field,
                            PAGE_ENTER_FROM_ABOVE);
        }
    }
}

void plain_remove_row(struct plain *p)
{
    struct error err = {""};
    char question[512];
    size_t at = page_edit_find_row(&p->model);

    const char *closed = page_model_closed(&p->model);
    if (at == PAGE_NONE || closed) {
        plain_say("%s",
                  closed ? closed : _("The field in hand stands in no row that could be removed."));
        return;
    }
    snprintf(question, sizeof(question), _("Remove %s %d? y: yes  n: no"), p->model.items[at].label,
             p->model.items[at].entry.number);
    plain_say("%s", question);
    if (plain_ask_letter(p, "yn", "> ") != 'y') {
        return;
    }
    size_t beside = page_model_step(&p->model, at, false);
    xmlNode *row = p->model.items[at].entry.node;
    p->model.current = beside != PAGE_NONE ? beside : page_model_step(&p->model, PAGE_NONE, true);
    session_restructured(p->session, plain_now());
    if (!assessment_remove_row(session_assessment(p->session), row, &err)) {
        plain_say_error(&err);
    }
    plain_take_change(p, true);
}
