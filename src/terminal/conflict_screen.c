/* Mine, theirs or both, field by field. */
#include "config.h"

#include "terminal/conflict_screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/merge.h"
#include "terminal/list_over_paper.h"
#include "terminal/small.h"
#include "text/i18n.h"

enum { INDENT = 10 };

/* A line of the list: a part that somebody changed. */
struct line {
    struct session_merge_page *page;
    size_t part;
};

struct conflict {
    struct screen screen;
    struct session_merges merges;
    unsigned generation; /* of the session that they were read from */
    bool read;
    struct line *lines; /* the conflicts first, then what needs no answer */
    size_t questions;   /* how many of the lines are conflicts */
    struct list_over_paper list;
};

static const struct merge_part *part_of(const struct line *line)
{
    size_t count;

    return &merge_parts(line->page->merge, &count)[line->part];
}

static bool can_join(const struct line *line)
{
    return merge_can_join(line->page->merge, line->part, line->page->texts[line->part]);
}

/* --- without a question ------------------------------------------------------------- */

static void say_merged(struct app *app, const struct session_merges *merges)
{
    const struct session_merge_page *p = &merges->pages[0];

    app_say(app, _("Merged with what %s saved at %s. Changed there: %zu, here: %zu."), p->who,
            p->when, merges->theirs, merges->mine);
}

bool conflict_settle(struct app *app, bool *open, struct error *err)
{
    struct session_merges merges;

    if (!session_read_merges(app->session, &merges, err)) {
        return false;
    }
    *open = session_merges_open(&merges) > 0;
    bool good = *open || session_resolve(app->session, &merges, err);
    if (good && !*open && merges.count > 0) {
        say_merged(app, &merges);
    }
    session_merges_free(&merges);
    return good;
}

/* --- the screen ------------------------------------------------------------------------ */

static void conflict_close(struct screen *s)
{
    struct conflict *v = (struct conflict *)s;

    session_merges_free(&v->merges);
    free(v->lines);
    list_over_paper_free(&v->list);
    free(v);
}

static size_t count_parts(const struct session_merges *merges)
{
    size_t all = 0;

    for (size_t i = 0; i < merges->count; i++) {
        size_t count;
        merge_parts(merges->pages[i].merge, &count);
        all += count;
    }
    return all;
}

static void add_lines(struct conflict *v, bool questions)
{
    for (size_t i = 0; i < v->merges.count; i++) {
        struct session_merge_page *page = &v->merges.pages[i];
        size_t count;
        const struct merge_part *parts = merge_parts(page->merge, &count);
        for (size_t k = 0; k < count; k++) {
            if (page->labels[k] && (parts[k].state == MERGE_CONFLICT) == questions) {
                v->lines[v->list.pick.count++] = (struct line){page, k};
            }
        }
    }
}

static bool make_lines(struct conflict *v)
{
    free(v->lines);
    memset(&v->list.pick, 0, sizeof(v->list.pick));
    v->lines = calloc(count_parts(&v->merges) + 1, sizeof(*v->lines));
    if (!v->lines) {
        return false;
    }
    add_lines(v, true);
    v->questions = v->list.pick.count;
    add_lines(v, false);
    return true;
}

/* A text with what it changed of the base; without a base, as it is. */
static bool write_side(struct paper *paper, const char *head, const char *base, const char *text)
{
    if (!text) {
        return paper_add(paper, DRAW_DIM, INDENT, head, _("(is not there)"));
    }
    return base ? paper_add_difference(paper, INDENT, head, base, text)
                : paper_add(paper, DRAW_PLAIN, INDENT, head, text);
}

static bool write_part(struct app *app, struct screen *s)
{
    const struct conflict *v = (const struct conflict *)s;
    struct paper *paper = v->list.paper;

    (void)app;
    if (v->list.pick.count == 0) {
        return true;
    }
    const struct line *line = &v->lines[v->list.pick.current];
    const struct merge_part *part = part_of(line);
    char saved[256];

    snprintf(saved, sizeof(saved), _("%s saved it at %s"), line->page->who, line->page->when);
    return paper_add(paper, DRAW_BOLD, 0, NULL, line->page->labels[line->part]) &&
           paper_add(paper, DRAW_DIM, 0, NULL, saved) &&
           write_side(paper, _("Before"), NULL, part->base) &&
           write_side(paper, _("Theirs"), part->base, part->theirs) &&
           write_side(paper, _("Mine"), part->base, part->mine);
}

static bool conflict_update(struct app *app, struct screen *s, struct error *err)
{
    struct conflict *v = (struct conflict *)s;
    unsigned now = session_generation(app->session);

    if (!v->read || v->generation != now) {
        session_merges_free(&v->merges);
        v->list.pick.count = 0;
        v->read = session_read_merges(app->session, &v->merges, err);
        v->generation = now;
        if (!v->read) {
            return false;
        }
        if (!make_lines(v)) {
            return error_set_memory(err);
        }
    }
    return list_over_paper_write(app, s, &v->list) || error_set_memory(err);
}

/* --- deciding ----------------------------------------------------------------------------- */

/* The next line that is still open, behind the one in hand and round to it. */
static void go_to_open(struct conflict *v)
{
    for (size_t k = 1; k <= v->questions; k++) {
        size_t i = (v->list.pick.current + k) % v->questions;
        if (part_of(&v->lines[i])->choice == MERGE_OPEN) {
            v->list.pick.current = i;
            return;
        }
    }
}

static struct reply decide(struct app *app, struct conflict *v, enum merge_choice choice)
{
    if (v->list.pick.current >= v->questions) {
        app_say(app, "%s", _("Only one side changed this one: there is nothing to decide."));
        return reply_redo(REDO_BARS);
    }
    const struct line *line = &v->lines[v->list.pick.current];
    if (choice == MERGE_TAKE_BOTH && !can_join(line)) {
        app_say(app, "%s", _("Both can be had of a text and of rows only: t or m."));
        return reply_redo(REDO_BARS);
    }
    merge_choose(line->page->merge, line->part, choice);
    go_to_open(v);
    list_over_paper_write(app, &v->screen, &v->list);
    return reply_redo(REDO_BODY | REDO_BARS);
}

/* Saved on top of what the other one saved. */
static struct reply finish(struct app *app, struct conflict *v)
{
    size_t open = session_merges_open(&v->merges);
    struct error err = {""};
    bool at_opening = app->below && app->below->kind->kind == SCREEN_LIST;

    if (open > 0) {
        app_say(app,
                ngettext("%zu field is still to be decided.", "%zu fields are still to be decided.",
                         open),
                open);
        go_to_open(v);
        list_over_paper_write(app, &v->screen, &v->list);
        return reply_redo(REDO_BODY | REDO_BARS);
    }
    if (!session_resolve(app->session, &v->merges, &err)) {
        app_say_error(app, &err);
        return reply_redo(REDO_BARS);
    }
    app_say(app, "%s", _("Merged as you decided, and saved."));
    struct reply reply = at_opening ? reply_show(SCREEN_OUTLINE) : reply_back();
    reply.save = true;
    return reply;
}

static struct reply leave(struct app *app)
{
    app_say(app, "%s", _("What you typed is still here, and kept as a draft."));
    return reply_back();
}

static struct reply conflict_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct conflict *v = (struct conflict *)s;

    switch (event->action) {
    case ACTION_THEIRS:
        return decide(app, v, MERGE_TAKE_THEIRS);
    case ACTION_MINE:
        return decide(app, v, MERGE_TAKE_MINE);
    case ACTION_BOTH:
        return decide(app, v, MERGE_TAKE_BOTH);
    case ACTION_OPEN:
        return finish(app, v);
    case ACTION_LEAVE:
    case ACTION_CANCEL:
        return leave(app);
    default:
        return reply_redo(list_over_paper_move(app, s, &v->list, event->action));
    }
}

/* --- drawing -------------------------------------------------------------------------------- */

static const char *choice_sign(const struct merge_part *part)
{
    switch (part->choice) {
    case MERGE_TAKE_THEIRS:
        return part->state == MERGE_CONFLICT ? "[t]" : " t ";
    case MERGE_TAKE_MINE:
        return part->state == MERGE_CONFLICT ? "[m]" : " m ";
    case MERGE_TAKE_BOTH:
        return "[b]";
    case MERGE_OPEN:
        break;
    }
    return "[ ]";
}

static const char *choice_words(const struct merge_part *part)
{
    switch (part->state) {
    case MERGE_ONLY_THEIRS:
        return _("changed by them alone");
    case MERGE_ONLY_MINE:
        return _("changed by me alone");
    case MERGE_CONFLICT:
    case MERGE_SAME:
        break;
    }
    return part->choice == MERGE_TAKE_THEIRS ? _("theirs")
           : part->choice == MERGE_TAKE_MINE ? _("mine")
           : part->choice == MERGE_TAKE_BOTH ? _("both: theirs, then mine")
                                             : _("to be decided");
}

static void draw_part(struct app *app, struct screen *s, size_t i, struct pen *pen, unsigned style)
{
    const struct line *line = &((const struct conflict *)s)->lines[i];
    const struct merge_part *part = part_of(line);

    if (small_is_narrow(&app->canvas)) { /* the sign says what was chosen */
        const char *texts[] = {choice_sign(part), line->page->labels[line->part],
                               choice_words(part), line->page->title};
        small_draw_row(pen, style, texts, sizeof(texts) / sizeof(texts[0]));
        return;
    }
    draw_cell(pen, style, choice_sign(part), 4);
    draw_cell(pen, style, choice_words(part), app->canvas.cols >= 100 ? 30 : 24);
    draw_blank(pen, style, pen->x + 1);
    draw_string(pen, style, line->page->title);
    draw_string(pen, style, "  ");
    draw_clipped(pen, style, line->page->labels[line->part]);
}

static void conflict_draw(struct app *app, struct screen *s, unsigned redo)
{
    list_over_paper_draw(app, s, &((struct conflict *)s)->list, redo);
}

static void conflict_title(struct app *app, struct screen *s, char *out, size_t size)
{
    const struct conflict *v = (const struct conflict *)s;

    (void)app;
    snprintf(out, size, "%s %s", _("Changed by two"),
             v->merges.count == 1 ? v->merges.pages[0].title : "");
}

static void conflict_status(struct app *app, struct screen *s, struct message *out)
{
    const struct conflict *v = (const struct conflict *)s;
    size_t open = session_merges_open(&v->merges);

    if (open > 0 && !screen_keys_have_row(&app->canvas)) {
        return; /* the keys say it shorter */
    }
    if (open > 0) {
        char keys[3][32];
        keymap_action_key(PLACE_CONFLICT, ACTION_THEIRS, keys[0], sizeof(keys[0]));
        keymap_action_key(PLACE_CONFLICT, ACTION_MINE, keys[1], sizeof(keys[1]));
        keymap_action_key(PLACE_CONFLICT, ACTION_BOTH, keys[2], sizeof(keys[2]));
        snprintf(out->text, sizeof(out->text),
                 ngettext("%zu field was changed by both. %s: theirs  %s: mine  %s: both",
                          "%zu fields were changed by both. %s: theirs  %s: mine  %s: both", open),
                 open, keys[0], keys[1], keys[2]);
        out->style = DRAW_WARNING;
    } else {
        keymap_sentence(out->text, sizeof(out->text),
                        _("Everything is decided. %s: save it so  %s: later"), PLACE_CONFLICT,
                        ACTION_OPEN, ACTION_CANCEL, ACTION_NONE);
    }
}

static struct screen *conflict_open(struct app *app, struct error *err)
{
    static const struct list_over_paper_kind kind = {
        .content = draw_part, .write = write_part, .margin = 2};
    struct conflict *v = screen_new(&conflict_screen, sizeof(*v), err);

    (void)app;
    if (v && !list_over_paper_begin(&v->list, &kind, err)) {
        conflict_close(&v->screen);
        return NULL;
    }
    return (struct screen *)v;
}

const struct screen_class conflict_screen = {
    .kind = SCREEN_CONFLICT,
    .open = conflict_open,
    .close = conflict_close,
    .update = conflict_update,
    .handle = conflict_handle,
    .draw = conflict_draw,
    .title = conflict_title,
    .status = conflict_status,
};
