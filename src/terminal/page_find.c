/* Looking for words in the fields of a page, and replacing them: one line to type
 * what is looked for, one for what is to stand there, and then a question at each
 * place. Choices, and the reasons of warnings, are passed over. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_choice.h"
#include "terminal/page_edit.h"
#include "terminal/page_remarks.h"
#include "terminal/page_screen_private.h"
#include "terminal/prompt.h"
#include "text/i18n.h"

struct page_find {
    struct prompt *what;
    struct prompt *with; /* NULL: nothing is to be replaced yet */
    size_t left;         /* places that were not asked about yet */
    size_t replaced;
};

void page_drop_find(struct page *p)
{
    if (p->find) {
        prompt_free(p->find->what);
        prompt_free(p->find->with);
        free(p->find);
        p->find = NULL;
    }
}

const struct prompt *page_prompt(const struct screen *s)
{
    const struct page *p = (const struct page *)s;

    if (!p->find) {
        return page_answering_prompt(p);
    }
    return p->find->with ? p->find->with : p->find->what;
}

/* What the keys do while a text is looked for. */
static void describe_keys(char *out, size_t size)
{
    static const enum action actions[] = {ACTION_OPEN, ACTION_UP, ACTION_NEXT_FIELD, ACTION_CANCEL};
    char keys[4][32];

    for (size_t i = 0; i < 4; i++) {
        keymap_action_key(PLACE_PAGE, actions[i], keys[i], sizeof(keys[i]));
    }
    snprintf(out, size, _("%s next  %s back  %s replace  %s end"), keys[0], keys[1], keys[2],
             keys[3]);
}

struct reply page_find(struct page *p)
{
    struct page_item *item = page_model_current(&p->model);
    size_t size = 0;
    const char *selected = item && item->editor ? editor_selected(item->editor, &size) : NULL;
    /* What is selected within a line is what is looked for. */
    char *text = selected && !memchr(selected, '\n', size) ? strndup(selected, size) : strdup("");

    page_drop_find(p);
    p->selecting = NULL;
    p->find = calloc(1, sizeof(*p->find));
    if (p->find && text) {
        p->find->what = prompt_new(_("Find:"), text);
    }
    free(text);
    if (!p->find || !p->find->what) {
        page_drop_find(p);
        return reply_redo(REDO_NOTHING);
    }
    char note[160];
    describe_keys(note, sizeof(note));
    prompt_set_note(p->find->what, note);
    return reply_redo(REDO_BARS);
}

/* --- where it stands ------------------------------------------------------------------ */

static const char *text_of(const struct page_item *item)
{
    return item->editor ? editor_text(item->editor) : item->sent;
}

static bool is_searched(const struct page *p, const struct page_item *item)
{
    bool replacing = p->find->with != NULL;

    return item->entry.kind == ASSESSMENT_FIELD && !item->reason && !page_item_is_choice(item) &&
           !(replacing && page_model_locked(&p->model, item));
}

/* Replacing takes what is written exactly so; looking for it, its look-alikes too. */
static enum editor_search_how how_of(const struct page *p)
{
    return p->find->with ? EDITOR_SEARCH_EXACT : EDITOR_SEARCH_FOLDED;
}

static bool matches_of(const struct page *p, const struct page_item *item,
                       struct editor_matches *matches)
{
    const char *text = text_of(item);

    memset(matches, 0, sizeof(*matches));
    return is_searched(p, item) &&
           editor_search(text, strlen(text), prompt_text(p->find->what), how_of(p), matches);
}

/* Those that do not overlap; before: of them, those that begin before that. */
static size_t count_matches(const struct editor_matches *matches, size_t before)
{
    size_t count = 0;
    size_t end = 0;

    for (size_t i = 0; i < matches->count; i++) {
        if (matches->items[i].start >= end && matches->items[i].start < before) {
            count++;
            end = matches->items[i].end;
        }
    }
    return count;
}

struct tally {
    size_t total;
    size_t before; /* before what is selected in the field in hand */
    size_t fields;
    size_t here; /* in the field in hand */
};

static struct tally count_all(const struct page *p)
{
    struct tally t = {0, 0, 0, 0};

    for (size_t i = 0; i < p->model.count; i++) {
        const struct page_item *item = &p->model.items[i];
        struct editor_matches matches;
        size_t start = 0;
        size_t end = 0;
        if (!matches_of(p, item, &matches)) {
            continue;
        }
        size_t count = count_matches(&matches, (size_t)-1);
        if (i == p->model.current) {
            editor_selection(item->editor, &start, &end);
            t.here = count;
            t.before = t.total + count_matches(&matches, start);
        }
        t.total += count;
        t.fields += count > 0 ? 1 : 0;
        editor_matches_free(&matches);
    }
    return t;
}

/* The match of the field in hand behind what is selected, or before it. */
static bool find_beside(const struct page *p, bool forward, struct editor_match *out)
{
    const struct page_item *item = &p->model.items[p->model.current];
    struct editor_matches matches;
    size_t start;
    size_t end;
    bool found = false;

    editor_selection(item->editor, &start, &end);
    if (!matches_of(p, item, &matches)) {
        return false;
    }
    for (size_t i = 0; i < matches.count && !(forward && found); i++) {
        const struct editor_match *match = &matches.items[i];
        if (forward ? match->start >= end : match->end <= start) {
            *out = *match;
            found = true;
        }
    }
    editor_matches_free(&matches);
    return found;
}

static bool has_match(const struct page *p, size_t i)
{
    struct editor_matches matches;
    bool has = matches_of(p, &p->model.items[i], &matches) && matches.count > 0;

    editor_matches_free(&matches);
    return has;
}

/* The next field with a match, around the ends of the page; in the end the one
 * in hand. */
static size_t next_field(const struct page *p, bool forward)
{
    size_t count = p->model.count;

    for (size_t k = 1; k <= count; k++) {
        size_t i = (p->model.current + (forward ? k : count - k)) % count;
        if (has_match(p, i)) {
            return i;
        }
    }
    return PAGE_NONE;
}

/* Selects the next place; false where there is none on the page. */
static bool select_next(struct app *app, struct page *p, bool forward, int64_t now)
{
    struct editor_match match;
    struct page_item *item = page_model_current(&p->model);

    if (!item || !item->editor) {
        return false;
    }
    if (!find_beside(p, forward, &match)) {
        size_t i = next_field(p, forward);
        if (i == PAGE_NONE) {
            return false;
        }
        page_enter_field(app, p, i, !forward, now);
        item = page_model_current(&p->model);
        editor_set_cursor(item->editor, forward ? 0 : editor_size(item->editor));
        if (!find_beside(p, forward, &match)) {
            return false;
        }
    }
    editor_select(item->editor, match.start, match.end);
    return true;
}

static struct reply show_next(struct app *app, struct page *p, bool forward, int64_t now)
{
    char note[160];

    if (!*prompt_text(p->find->what)) {
        return reply_redo(REDO_NOTHING);
    }
    bool found = select_next(app, p, forward, now);
    struct tally t = count_all(p);
    if (found) {
        char keys[128];
        describe_keys(keys, sizeof(keys));
        snprintf(note, sizeof(note), _("%zu of %zu  %s"), t.before + 1, t.total, keys);
    } else {
        snprintf(note, sizeof(note), "%s", _("It stands nowhere on this page."));
    }
    prompt_set_note(p->find->what, note);
    return reply_redo(REDO_ALL);
}

/* --- replacing ---------------------------------------------------------------------------- */

static struct reply begin_replacing(struct app *app, struct page *p)
{
    if (!*prompt_text(p->find->what)) {
        return reply_redo(REDO_NOTHING);
    }
    if (page_model_closed(&p->model)) {
        return page_say(app, page_model_closed(&p->model));
    }
    p->find->with = prompt_new(_("Replace with:"), "");
    if (p->find->with) {
        char note[160];
        keymap_sentence(note, sizeof(note), _("%s go on  %s back"), PLACE_PAGE, ACTION_OPEN,
                        ACTION_CANCEL, ACTION_NONE);
        prompt_set_note(p->find->with, note);
    }
    return reply_redo(REDO_BARS);
}

static struct reply end_replacing(struct app *app, struct page *p)
{
    size_t count = p->find->replaced;

    page_drop_find(p);
    app_say(app, ngettext("%zu place replaced.", "%zu places replaced.", count), count);
    return reply_redo(REDO_ALL);
}

static struct reply ask_next(struct app *app, struct page *p, int64_t now)
{
    if (p->find->left == 0 || !select_next(app, p, true, now)) {
        return end_replacing(app, p);
    }
    struct tally t = count_all(p);
    p->asked = PAGE_ASKED_REPLACE;
    app_ask(app, "ynfa",
            _("Replace this one? y: yes  n: no, next  f: all in this field (%zu)  a: all on the "
              "page (%zu in %zu fields)  Esc: end"),
            t.here, t.total, t.fields);
    return reply_redo(REDO_ALL);
}

/* The search begins where the cursor was before what is selected now. */
static struct reply start_replacing(struct app *app, struct page *p, int64_t now)
{
    struct page_item *item = page_model_current(&p->model);
    size_t start;
    size_t end;

    if (item && item->editor) {
        editor_selection(item->editor, &start, &end);
        editor_set_cursor(item->editor, start);
    }
    p->find->left = count_all(p).total;
    if (p->find->left == 0) {
        page_drop_find(p);
        return page_say(app, _("It stands nowhere on this page exactly so."));
    }
    return ask_next(app, p, now);
}

static void replace_here(struct app *app, struct page *p, int64_t now)
{
    struct page_item *item = page_model_current(&p->model);

    if (editor_replace(item->editor, prompt_text(p->find->what), EDITOR_SEARCH_EXACT,
                       prompt_text(p->find->with))) {
        p->find->replaced++;
        session_touch(app->session, now);
    }
}

/* All of one field, as one step that can be taken back in it. */
static void replace_field(struct app *app, struct page *p, size_t i, int64_t now)
{
    struct page_item *item = &p->model.items[i];
    size_t hand = p->model.current;
    size_t count = 0;

    if (!has_match(p, i) || !page_edit_open(&p->model, i) ||
        !editor_replace_all(item->editor, prompt_text(p->find->what), EDITOR_SEARCH_EXACT,
                            prompt_text(p->find->with), &count)) {
        return;
    }
    p->find->replaced += count;
    p->find->left -= count < p->find->left ? count : p->find->left;
    session_touch(app->session, now);
    if (i != hand) {
        p->model.current = i;
        p->unchecked = page_edit_commit(&p->model, true) || p->unchecked;
        p->model.current = hand;
    }
}

struct reply page_answer_replace(struct app *app, struct page *p, const struct event *event)
{
    if (!p->find || !p->find->with) {
        return reply_redo(REDO_ALL);
    }
    switch (event->answer) {
    case 'y':
        replace_here(app, p, event->now);
        p->find->left--;
        break;
    case 'n':
        p->find->left--;
        break;
    case 'f':
        replace_field(app, p, p->model.current, event->now);
        break;
    case 'a':
        for (size_t i = 0; i < p->model.count; i++) {
            replace_field(app, p, i, event->now);
        }
        page_commit(app, p, true, event->now);
        return end_replacing(app, p);
    default:
        return end_replacing(app, p);
    }
    return ask_next(app, p, event->now);
}

/* --- keys ------------------------------------------------------------------------------- */

static struct reply cancel(struct page *p)
{
    if (p->find->with) {
        prompt_free(p->find->with);
        p->find->with = NULL;
    } else {
        page_drop_find(p);
    }
    return reply_redo(REDO_ALL);
}

struct reply page_find_key(struct app *app, struct page *p, const struct event *event)
{
    struct prompt *prompt = p->find->with ? p->find->with : p->find->what;
    bool replacing = p->find->with != NULL;

    if (prompt_handle(prompt, app, event)) {
        return reply_redo(REDO_BARS);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return replacing ? start_replacing(app, p, event->now)
                         : show_next(app, p, true, event->now);
    case ACTION_FIND:
    case ACTION_DOWN:
        return replacing ? reply_redo(REDO_NOTHING) : show_next(app, p, true, event->now);
    case ACTION_UP:
        return replacing ? reply_redo(REDO_NOTHING) : show_next(app, p, false, event->now);
    case ACTION_NEXT_FIELD:
        return replacing ? reply_redo(REDO_NOTHING) : begin_replacing(app, p);
    case ACTION_CANCEL:
        return cancel(p);
    default:
        return reply_redo(REDO_NOTHING);
    }
}
