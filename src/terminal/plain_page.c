/* Walking the pages of a sheet. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_beside.h"
#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/plain_private.h"
#include "text/i18n.h"

/* --- saying ---------------------------------------------------------------------- */

void plain_say_text(const char *text)
{
    for (const char *line = text; line;) {
        const char *feed = strchr(line, '\n');
        plain_say("    %.*s", feed ? (int)(feed - line) : (int)strlen(line), line);
        line = feed ? feed + 1 : NULL;
    }
}

static const char *sign_of(enum rules_severity severity)
{
    return severity == RULES_ERROR ? "!" : severity == RULES_WARNING ? "?" : "-";
}

void plain_say_notes(const struct page_item *item)
{
    for (size_t i = 0; item && i < item->note_count; i++) {
        const struct page_note *note = &item->notes[i];
        if (!note->open) {
            plain_say("  %s %s%s%s", sign_of(note->severity), note->id ? note->id : "",
                      note->id ? ": " : "", note->text);
        }
    }
}

static void say_remedies(const struct page_item *item)
{
    for (size_t i = 0; i < item->note_count; i++) {
        const struct page_note *note = &item->notes[i];
        plain_say("  %s %s%s%s", sign_of(note->severity), note->id ? note->id : "",
                  note->id ? ": " : "", note->text);
        if (note->remedy) {
            plain_say("    %s", note->remedy);
        }
    }
    if (item->note_count == 0) {
        plain_say("%s", _("There is no finding at this field."));
    }
}

/* What stands between two fields: headings, rows, what the policy says. */
static void say_between(struct plain *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct page_item *item = &p->model.items[i];
        char key[32];
        switch (item->entry.kind) {
        case ASSESSMENT_HEADING:
        case ASSESSMENT_PAGE:
            plain_say("== %s", item->label);
            break;
        case ASSESSMENT_ROW:
            plain_say("-- %s %d/%d", item->label, item->entry.number, item->entry.of);
            break;
        case ASSESSMENT_OUTPUT:
            plain_say("%s: %s", item->label, item->shown ? item->shown : "");
            break;
        case ASSESSMENT_ADD:
            keymap_action_key(PLACE_PAGE, ACTION_ADD, key, sizeof(key));
            plain_say(_("%s adds: %s"), key, item->label);
            break;
        case ASSESSMENT_FIELD:
            break;
        }
    }
}

static void say_head(struct plain *p)
{
    const struct page_model *m = &p->model;
    char name[128];
    char key[32];

    plain_say("%s", "");
    plain_say("%s  %d/%d%s%s", m->title ? m->title : "", m->done, m->total, m->state[0] ? "  " : "",
              m->state);
    if (m->lock[0]) {
        plain_say("%s", m->lock);
    }
    if (m->source != PAGE_NONE) {
        session_title_page(p->session, m->source, name, sizeof(name));
        keymap_action_key(PLACE_PAGE, ACTION_COPY, key, sizeof(key));
        plain_say(_("= A copy of %s, which it follows. %s lets it stand by itself."), name, key);
    } else if (m->followers > 0) {
        plain_say(ngettext("= %zu page is a copy of this one and follows it.",
                           "= %zu pages are copies of this one and follow it.", m->followers),
                  m->followers);
    }
    for (size_t i = 0; i < m->note_count; i++) {
        plain_say("  %s %s: %s", sign_of(m->notes[i].severity),
                  m->notes[i].id ? m->notes[i].id : "", m->notes[i].text);
    }
    p->told = PAGE_NONE;
}

static void say_choices(struct page_model *m, struct page_item *item)
{
    char *list = page_choice_list(m, item);

    plain_say_text(list ? list : "");
    free(list);
}

/* The field that is asked for: its label, what it holds and what there is to say. */
static void say_field(struct plain *p)
{
    struct page_model *m = &p->model;
    struct page_item *item = page_model_current(m);
    size_t from = p->told == PAGE_NONE ? 0 : p->told + 1;
    const char *locked = page_model_locked(m, item);

    say_between(p, from <= m->current ? from : m->current, m->current);
    p->told = m->current;
    plain_say("%s%s", item->label,
              item->properties.required && !*item->sent ? _(" (to be filled in)") : ":");
    if (page_item_is_choice(item)) {
        say_choices(m, item);
    } else if (*item->sent) {
        plain_say_text(item->sent);
    }
    if (item->reason) {
        plain_say("  %s %s", sign_of(RULES_WARNING), item->reason->sentence);
    }
    if (item->hint && *item->hint) {
        plain_say("  (%s)", item->hint);
    }
    if (item->beside && item->beside->text && *item->beside->text) {
        plain_say("%s", _("  last year:"));
        plain_say_text(item->beside->text);
    }
    plain_say_notes(item);
    if (item->proposal && !*item->sent) {
        char key[32];
        keymap_action_key(PLACE_PAGE, ACTION_TAKE, key, sizeof(key));
        plain_say(_("%s: puts %s in, as it was read in the text"), key, item->proposal->text);
    }
    if (locked) {
        plain_say("  %s", locked);
    }
}

/* --- the model ---------------------------------------------------------------------- */

static void note_place(struct plain *p)
{
    const struct page_item *item = page_model_current(&p->model);
    struct session_place place = {0};
    char *path = item ? page_model_path(&p->model, item) : NULL;

    assessment_page_name(session_assessment(p->session), p->model.page, place.page,
                         sizeof(place.page));
    snprintf(place.field, sizeof(place.field), "%s", path ? path : "");
    free(path);
    session_set_place(p->session, &place);
}

bool plain_reload(struct plain *p)
{
    struct error err = {""};

    if (session_check_due(p->session) && !session_check(p->session, &err)) {
        plain_say_error(&err);
    }
    if (!page_model_load(&p->model, p->session, p->model.page, &err)) {
        plain_say_error(&err);
        p->leaving = true;
        return false;
    }
    if (page_model_current(&p->model)) {
        page_edit_enter(&p->model, p->model.current, PAGE_ENTER_AS_IT_WAS);
    }
    return true;
}

void plain_take_change(struct plain *p, bool restructured)
{
    const struct page_item *item = page_model_current(&p->model);
    struct error err = {""};

    if (!restructured && item && item->reason) {
        session_touch(p->session, plain_now()); /* the findings have been taken anew already */
    } else {
        session_changed(p->session, plain_now());
    }
    if (!plain_reload(p)) {
        return;
    }
    note_place(p);
    if (!session_save_draft(p->session, plain_now(), &err)) {
        plain_say_error(&err);
    }
}

bool plain_go_to(struct plain *p, size_t page)
{
    struct error err = {""};

    page_model_free(&p->model);
    memset(&p->model, 0, sizeof(p->model));
    p->model.current = PAGE_NONE;
    p->model.page = page;
    if (session_check_due(p->session) && !session_check(p->session, &err)) {
        plain_say_error(&err);
    }
    if (!page_model_load(&p->model, p->session, page, &err)) {
        plain_say_error(&err);
        return false;
    }
    say_head(p);
    note_place(p);
    return true;
}

/* --- from page to page ------------------------------------------------------------------ */

static void turn_to(struct plain *p, size_t page, const char *none)
{
    if (page == PAGE_NONE) {
        plain_say("%s", none);
    } else if (plain_save(p)) {
        p->leaving = !plain_go_to(p, page);
    }
}

static void go_next(struct plain *p, bool forward)
{
    size_t count;

    assessment_pages(session_assessment(p->session), &count);
    if (forward) {
        turn_to(p, p->model.page + 1 < count ? p->model.page + 1 : PAGE_NONE,
                _("This is the last page."));
    } else {
        turn_to(p, p->model.page > 0 ? p->model.page - 1 : PAGE_NONE, _("This is the first page."));
    }
}

static void say_pages(struct plain *p)
{
    const struct assessment *a = session_assessment(p->session);
    size_t count;
    char title[256];

    assessment_pages(a, &count);
    for (size_t i = 0; i < count; i++) {
        int done = 0;
        int total = 0;
        size_t errors;
        size_t warnings;
        assessment_page_progress(a, i, &done, &total);
        session_count_page_findings(p->session, i, &errors, &warnings);
        session_title_page(p->session, i, title, sizeof(title));
        if (total == 0) { /* nothing to fill in: it only heads those in it */
            plain_say("%zu %s", i + 1, title);
            continue;
        }
        plain_say("%zu %s %s %d/%d%s%s", i + 1,
                  total > 0 && done == total ? "[x]"
                  : done > 0                 ? "[-]"
                                             : "[ ]",
                  title, done, total, errors > 0 ? " !" : "", warnings > 0 ? " ?" : "");
    }
}

static size_t page_of(struct plain *p, const char *text)
{
    const struct assessment *a = session_assessment(p->session);
    size_t count;
    char *end = NULL;
    size_t page = assessment_find_page(a, text);
    size_t number = strtoul(text, &end, 10);

    assessment_pages(a, &count);
    if (page == PAGE_NONE && *text && !*end && number >= 1 && number <= count) {
        page = number - 1;
    }
    return page;
}

static void say_findings(struct plain *p)
{
    size_t count;
    const struct session_finding *findings = session_findings(p->session, &count);
    char title[256];
    size_t said = 0;

    for (size_t i = 0; i < count; i++) {
        const struct finding *f = findings[i].finding;
        const char *message = f->message[p->options->lang];
        if (!findings[i].open && f->severity != RULES_INFO) {
            session_title_page(p->session, findings[i].page, title, sizeof(title));
            plain_say("%s %s %s: %s", sign_of(f->severity), f->id, title,
                      message ? message : f->message[FORM_JA]);
            said++;
        }
    }
    if (said == 0) {
        plain_say("%s", _("There are no errors and warnings."));
    }
}

static void link_page(struct plain *p, size_t source)
{
    struct error err = {""};
    bool good =
        source == PAGE_NONE
            ? assessment_depart(session_assessment(p->session), p->model.page, &err)
            : assessment_follow(session_assessment(p->session), p->model.page, source, &err);

    if (!good) {
        plain_say_error(&err);
        return;
    }
    session_restructured(p->session, plain_now());
    plain_take_change(p, true);
    say_head(p);
}

static void copy_page(struct plain *p, const char *rest)
{
    size_t source = page_of(p, rest);

    if (source == PAGE_NONE) {
        plain_say("%s", _("There is no such page."));
    } else {
        link_page(p, source);
    }
}

static void step_back(struct plain *p)
{
    size_t before = page_model_step(&p->model, p->model.current, false);

    if (before == PAGE_NONE) {
        plain_say("%s", _("This is the first field of the page."));
    } else {
        page_edit_enter(&p->model, before, PAGE_ENTER_FROM_ABOVE);
    }
}

static void step_on(struct plain *p)
{
    size_t next = page_model_step(&p->model, p->model.current, true);

    if (next != PAGE_NONE) {
        page_edit_enter(&p->model, next, PAGE_ENTER_FROM_ABOVE);
    } else {
        go_next(p, true);
    }
}

static void leave(struct plain *p)
{
    p->leaving = plain_save(p) || (plain_say("%s", _("Leave all the same? y: yes  n: no")),
                                   plain_ask_letter(p, "yn", "> ") == 'y');
}

/* Commands that move or concern the page. */
static void do_page_command(struct plain *p, enum plain_command command, const char *rest)
{
    const struct assessment *a = session_assessment(p->session);

    switch (command) {
    case PLAIN_NEXT:
    case PLAIN_BACK:
        go_next(p, command == PLAIN_NEXT);
        break;
    case PLAIN_OPEN:
        turn_to(p, assessment_next_open(a, p->model.page), _("Every page is finished."));
        break;
    case PLAIN_PAGE:
        turn_to(p, page_of(p, rest), _("There is no such page."));
        break;
    case PLAIN_TOP:
        turn_to(p, p->model.page, "");
        break;
    case PLAIN_LIST:
        say_pages(p);
        break;
    case PLAIN_FINDINGS:
        say_findings(p);
        break;
    case PLAIN_CASES:
        plain_say_cases(p, rest);
        break;
    case PLAIN_COPY:
        copy_page(p, rest);
        break;
    case PLAIN_DEPART:
        link_page(p, PAGE_NONE);
        break;
    case PLAIN_SAVE:
        plain_say("%s", plain_save(p) ? _("Saved.") : "");
        break;
    case PLAIN_QUIT:
        leave(p);
        break;
    case PLAIN_HELP:
        plain_say_commands();
        break;
    default:
        plain_say("%s", _("There is no such command. \"?\" lists them."));
        break;
    }
}

static void do_command(struct plain *p, enum plain_command command, const char *rest)
{
    switch (command) {
    case PLAIN_TEXT:
        plain_take_answer(p, rest);
        break;
    case PLAIN_KEEP:
        step_on(p);
        break;
    case PLAIN_UP:
        step_back(p);
        break;
    case PLAIN_WHY:
        say_remedies(page_model_current(&p->model));
        break;
    case PLAIN_TAKE:
        plain_take(p);
        break;
    case PLAIN_LAST:
        plain_take_last(p);
        break;
    case PLAIN_MORE:
        plain_add_lines(p);
        break;
    case PLAIN_LINE:
        plain_replace_line(p, rest);
        break;
    case PLAIN_CLEAR:
        plain_clear(p);
        break;
    case PLAIN_NOT_APPLICABLE:
        plain_mark(p);
        break;
    case PLAIN_ADD:
        plain_add_row(p);
        break;
    case PLAIN_REMOVE:
        plain_remove_row(p);
        break;
    default:
        do_page_command(p, command, rest);
        break;
    }
}

/* Commands that are about a field, on a page that has none. */
static bool needs_field(enum plain_command command)
{
    return command == PLAIN_TEXT || command == PLAIN_UP || command == PLAIN_WHY ||
           (command >= PLAIN_TAKE && command <= PLAIN_NOT_APPLICABLE) || command == PLAIN_REMOVE;
}

static void take_line(struct plain *p)
{
    const char *rest;
    char *line = strdup(p->line); /* what is done may read further lines */
    enum plain_command command = line ? plain_read_command(line, &rest) : PLAIN_UNKNOWN;

    if (!page_model_current(&p->model) && needs_field(command)) {
        plain_say("%s", _("This page has no field."));
    } else if (!page_model_current(&p->model) && command == PLAIN_KEEP) {
        go_next(p, true);
    } else if (line) {
        do_command(p, command, rest);
    }
    free(line);
}

void plain_walk(struct plain *p)
{
    struct error err = {""};

    p->leaving = false;
    while (!p->leaving && !p->ended) {
        if (page_model_current(&p->model)) {
            say_field(p);
        } else {
            say_between(p, p->told == PAGE_NONE ? 0 : p->model.count, p->model.count);
            p->told = p->model.count;
        }
        note_place(p);
        if (plain_ask(p, "> ")) {
            take_line(p);
        }
    }
    if (p->ended && !session_save_draft(p->session, plain_now(), &err)) {
        plain_say_error(&err);
    }
}
