/* The event loop: the one place that waits, paints, and moves between screens. */
#include "config.h"

#include "terminal/terminal.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/bars.h"
#include "terminal/conflict_screen.h"
#include "terminal/dropped.h"
#include "terminal/input.h"
#include "terminal/mouse.h"
#include "terminal/opening.h"
#include "terminal/presence.h"
#include "terminal/screen.h"
#include "terminal/session_merge.h"
#include "terminal/shift.h"
#include "terminal/tty.h"
#include "text/i18n.h"
#include "text/utf8.h"

enum {
    MIN_ROWS = 8, /* below these there is only room for a sentence */
    MIN_COLS = 40,
};

struct loop {
    struct app app;
    struct tty *tty;
    struct input *input;
    struct screen *stack[SCREEN_KINDS];
    size_t depth;
    unsigned redo;
    struct mouse mouse;
    int message_rows;  /* that the message took when it was last painted */
    struct reply held; /* where to go once the loop's question is answered */
    struct presence presence;
    bool drafted; /* when it was asked, what was typed had become a draft */
    bool done;
};

static const struct screen_class *const classes[SCREEN_KINDS] = {
    [SCREEN_LIST] = &list_screen,       [SCREEN_NEW] = &new_screen,
    [SCREEN_OUTLINE] = &outline_screen, [SCREEN_PAGE] = &page_screen,
    [SCREEN_SOURCES] = &sources_screen, [SCREEN_FINDINGS] = &findings_screen,
    [SCREEN_HISTORY] = &history_screen, [SCREEN_HELP] = &help_screen,
    [SCREEN_WHY] = &why_screen,         [SCREEN_CONFLICT] = &conflict_screen,
    [SCREEN_BESIDE] = &beside_screen,   [SCREEN_SHEETS] = &sheets_screen,
    [SCREEN_SEARCH] = &search_screen,   [SCREEN_FIELD_HISTORY] = &field_history_screen,
};

static struct screen *top_of(const struct loop *l)
{
    return l->stack[l->depth - 1];
}

/* What is being typed goes into the assessment as it is. */
static void commit_top(struct loop *l)
{
    struct screen *s = top_of(l);

    if (s->kind->commit) {
        s->kind->commit(&l->app, s, false, tty_now());
    }
}

/* --- between screens --------------------------------------------------------- */

static void note_below(struct loop *l)
{
    l->app.below = l->depth > 1 ? l->stack[l->depth - 2] : NULL;
}

static void pop(struct loop *l)
{
    struct screen *s = top_of(l);

    l->depth--;
    s->kind->close(s);
    note_below(l);
}

static void refresh_top(struct loop *l)
{
    struct error err = {""};

    if (!top_of(l)->kind->update(&l->app, top_of(l), &err)) {
        app_say_error(&l->app, &err);
    }
    l->redo = REDO_ALL;
}

static bool push(struct loop *l, enum screen_kind kind, struct error *err)
{
    l->app.below = l->depth > 0 ? top_of(l) : NULL;
    struct screen *s = classes[kind]->open(&l->app, err);

    if (!s) {
        note_below(l);
        return false;
    }
    l->stack[l->depth++] = s;
    if (!s->kind->update(&l->app, s, err)) {
        pop(l);
        return false;
    }
    l->redo = REDO_ALL;
    return true;
}

/* A page stands on the outline, and nothing on the screen that begins one, or on
 * the one that explains a finding. */
static void prepare(struct loop *l, enum screen_kind kind)
{
    struct error err = {""};
    enum screen_kind top = top_of(l)->kind->kind;

    if ((top == SCREEN_NEW && kind != SCREEN_HELP) || (top == SCREEN_WHY && kind == SCREEN_PAGE)) {
        pop(l);
    }
    if (top == SCREEN_CONFLICT && kind != SCREEN_HELP) {
        pop(l);
    }
    if (top == SCREEN_SHEETS && kind == SCREEN_BESIDE) {
        pop(l);
    }
    while (l->app.another && l->depth > 1) {
        pop(l);
    }
    l->app.another = false;
    if (kind == SCREEN_PAGE && l->depth == 1) {
        push(l, SCREEN_OUTLINE, &err);
    }
}

static void show(struct loop *l, enum screen_kind kind)
{
    struct error err = {""};

    prepare(l, kind);
    size_t at = l->depth;
    while (at > 0 && l->stack[at - 1]->kind->kind != kind) {
        at--;
    }
    if (at > 0) {
        while (l->depth > at) {
            pop(l);
        }
        refresh_top(l);
    } else if (!push(l, kind, &err)) {
        app_say_error(&l->app, &err);
        refresh_top(l);
    }
}

static void go(struct loop *l, const struct reply *reply)
{
    if (reply->go == GO_SHOW) {
        show(l, reply->to);
    } else if (reply->go == GO_BACK && l->depth == 1) {
        l->done = true;
    } else if (reply->go == GO_BACK) {
        pop(l);
        refresh_top(l);
    }
    if (l->depth == 1 && reply->go != GO_NOWHERE && l->app.session) {
        session_free(l->app.session);
        l->app.session = NULL;
        l->redo = REDO_ALL;
    }
}

/* Whether the reply would close the assessment. */
static bool closes_session(const struct loop *l, const struct reply *reply)
{
    return l->app.session && ((reply->go == GO_BACK && l->depth == 2) ||
                              (reply->go == GO_SHOW && reply->to == SCREEN_LIST));
}

/* --- saving, and what may come in between -------------------------------------- */

static void ask_of_loop(struct loop *l, const struct reply *held, bool drafted)
{
    l->drafted = drafted;
    l->app.question.of_loop = true;
    l->held = *held;
    l->redo = REDO_ALL;
}

static bool save(struct loop *l, const struct reply *reply);

/* The page was taken out: there is nothing to merge with. */
static void ask_gone(struct loop *l, const struct session_conflict *c, const struct reply *held)
{
    app_ask(&l->app, "t",
            _("%s took %s out at %s. What you changed there cannot be saved any more. t: take it "
              "out here too  Esc: later"),
            c->who, c->page, c->when);
    ask_of_loop(l, held, true);
}

/* Somebody saved a newer revision. True when it was merged without a question and
 * all is saved. */
static bool meet_conflict(struct loop *l, const struct reply *reply)
{
    struct error err = {""};
    struct session_conflict gone;
    bool open;

    if (session_find_gone(l->app.session, &gone)) {
        ask_gone(l, &gone, reply);
        return false;
    }
    if (!conflict_settle(&l->app, &open, &err)) {
        app_say_error(&l->app, &err);
        l->redo |= REDO_BARS;
        return false;
    }
    if (open) {
        commit_top(l); /* back to it afterwards, wherever the way was to go */
        show(l, SCREEN_CONFLICT);
        return false;
    }
    refresh_top(l);
    return save(l, reply);
}

static void tell_screen(struct loop *l, enum store_saved saved)
{
    struct event event = {.kind = EVENT_SAVED, .saved = saved, .now = tty_now()};
    struct reply reply = top_of(l)->kind->handle(&l->app, top_of(l), &event);

    l->redo |= reply.redo;
}

/* True when the way is free to go on. */
static bool save(struct loop *l, const struct reply *reply)
{
    struct error err = {""};
    struct session_conflict conflict;
    enum store_saved saved =
        session_save(l->app.session, reply->action ? reply->action : "save", &conflict, &err);

    switch (saved) {
    case STORE_CONFLICT:
        return meet_conflict(l, reply);
    case STORE_FAILED:
        session_touch(l->app.session, tty_now());
        l->redo |= REDO_BARS;
        if (closes_session(l, reply)) {
            app_ask(&l->app, "yn", _("Not saved: %s Leave all the same? y: yes  n: no"), err.text);
            ask_of_loop(l, reply, false);
            return false;
        }
        app_say_error(&l->app, &err);
        return reply->go != GO_NOWHERE;
    case STORE_SAVED:
    case STORE_SAME:
        break;
    }
    if (reply->go == GO_NOWHERE) {
        tell_screen(l, saved);
    }
    return true;
}

static void perform(struct loop *l, const struct reply *reply)
{
    l->redo |= reply->redo;
    if (reply->save && l->app.session && !save(l, reply)) {
        return;
    }
    go(l, reply);
}

/* The page goes here too: the assessment is read anew, and what else was typed
 * is in the drafts. */
static void let_page_go(struct loop *l)
{
    struct error err = {""};

    if (!session_save_draft(l->app.session, tty_now(), &err) ||
        !session_read_anew(l->app.session, &err)) {
        app_say_error(&l->app, &err);
        return;
    }
    app_say(&l->app, "%s", _("The page was taken out here too."));
    show(l, SCREEN_OUTLINE);
}

static void answer_loop(struct loop *l, char answer)
{
    l->redo = REDO_ALL;
    switch (answer) {
    case 't':
        let_page_go(l);
        break;
    case 'y':
        l->held.save = false;
        go(l, &l->held);
        break;
    default:
        commit_top(l);
        app_say(&l->app, "%s",
                l->drafted ? _("What you typed is still here, and kept as a draft.")
                           : _("What you typed is still here."));
        break;
    }
}

/* --- events ------------------------------------------------------------------------ */

static void hand_over(struct loop *l, struct event *event)
{
    event->now = tty_now();
    struct reply reply = top_of(l)->kind->handle(&l->app, top_of(l), event);
    perform(l, &reply);
}

static void answer(struct loop *l, char letter)
{
    bool of_loop = l->app.question.of_loop;

    memset(&l->app.question, 0, sizeof(l->app.question));
    l->redo |= REDO_BARS;
    if (of_loop) {
        answer_loop(l, letter);
    } else {
        struct event event = {.kind = EVENT_ANSWER, .answer = letter};
        hand_over(l, &event);
    }
}

/* The one character of a text, full-width letters and digits made plain, for
 * keys that are letters; 0 when it is not one. */
static int single_key(const struct input_event *in)
{
    uint32_t cp;

    if (in->kind != INPUT_TEXT || utf8_decode(in->text, in->size, &cp) != in->size) {
        return 0;
    }
    if (cp >= 0xFF01 && cp <= 0xFF5E) {
        cp -= 0xFF00 - 0x20;
    }
    return cp == 0x3000 ? ' ' : (int)cp;
}

static void take_answer(struct loop *l, const struct input_event *in)
{
    int key = in->kind == INPUT_KEY ? in->key : single_key(in);

    if (key == INPUT_ESCAPE || key == INPUT_CTRL('G')) {
        answer(l, '\0');
        return;
    }
    if (key >= 'A' && key <= 'Z') {
        key += 'a' - 'A';
    }
    if (key > 0 && key < 0x7F && strchr(l->app.question.keys, key)) {
        answer(l, (char)key);
    }
}

static void say_dropped(struct loop *l, const struct input_event *in)
{
    char name[512];

    if (in->dropped > 0 && !l->app.question.keys[0]) { /* a question about it says it itself */
        dropped_describe(in, name, sizeof(name));
        app_say(&l->app, _("! %zu characters that may not be stored were left out: %s"),
                in->dropped, name);
        l->redo |= REDO_BARS;
    }
}

static bool take_common(struct loop *l, enum action action)
{
    if (action == ACTION_REDRAW) {
        clearok(curscr, TRUE);
        l->redo = REDO_ALL;
        return true;
    }
    if (action == ACTION_HELP) {
        commit_top(l);
        show(l, SCREEN_HELP);
        return true;
    }
    return false;
}

/* What a click or the wheel asks for, as if it were a key. */
static void act(void *context, enum action action)
{
    struct loop *l = context;
    struct event event = {.kind = EVENT_ACTION, .action = action};

    if (!take_common(l, action)) {
        hand_over(l, &event);
    }
}

static void take_mouse(struct loop *l, const struct input_event *in)
{
    if (l->app.question.keys[0]) {
        return; /* its letters answer it */
    }
    if (l->app.message.shown) {
        l->app.message.shown = false;
        l->redo |= REDO_BARS;
    }
    struct reply reply = mouse_take(&l->mouse, &l->app, top_of(l), in, tty_now(), act, l);
    perform(l, &reply);
}

static void take_event(struct loop *l, const struct input_event *in)
{
    struct event event = {.kind = in->kind == INPUT_KEY ? EVENT_ACTION : EVENT_TEXT,
                          .text = in->text,
                          .size = in->size,
                          .pasted = in->kind == INPUT_PASTE,
                          .raw = in->raw ? in->raw : "",
                          .raw_size = in->raw ? in->raw_size : 0};
    int key = in->kind == INPUT_KEY ? in->key : single_key(in);

    if (in->kind == INPUT_MOUSE) {
        take_mouse(l, in);
        return;
    }
    if (l->app.question.keys[0]) {
        take_answer(l, in);
        return;
    }
    if (l->app.message.shown) {
        l->app.message.shown = false;
        l->redo |= REDO_BARS;
    }
    event.action = keymap_find(screen_place(top_of(l)), key);
    if (event.kind == EVENT_ACTION && event.action == ACTION_NONE) {
        char sentence[256];
        keymap_sentence(sentence, sizeof(sentence),
                        top_of(l)->kind == &help_screen
                            ? _("That key does nothing here.")
                            : _("That key does nothing here. %s shows the keys."),
                        screen_place(top_of(l)), ACTION_HELP, ACTION_NONE, ACTION_NONE);
        app_say(&l->app, "%s", sentence);
        l->redo |= REDO_BARS;
    } else if ((event.kind == EVENT_ACTION && !take_common(l, event.action)) || in->size > 0) {
        hand_over(l, &event);
    }
    say_dropped(l, in);
}

/* --- painting ------------------------------------------------------------------------- */

static bool too_small(const struct loop *l)
{
    return l->app.canvas.rows < MIN_ROWS || l->app.canvas.cols < MIN_COLS;
}

static void paint_too_small(struct loop *l)
{
    struct pen pen = draw_pen(&l->app.canvas, 0, 0, l->app.canvas.cols);

    erase();
    draw_string(&pen, DRAW_PLAIN, _("The window is too small."));
    move(0, 0);
    refresh();
    tty_send(l->tty);
}

/* The bars come last, because a long message stands over the screen's rows. */
static void paint_bars(struct loop *l)
{
    int y;
    int x;
    int message_y = 0;
    int message_x = 0;

    getyx(stdscr, y, x);
    l->message_rows = bars_draw(&l->app, top_of(l), &message_y, &message_x);
    if (l->app.question.keys[0]) {
        y = message_y;
        x = message_x < l->app.canvas.cols - 1 ? message_x + 1 : message_x;
    } else if (bars_prompt(&l->app, top_of(l))) {
        y = message_y;
        x = message_x;
    }
    move(y, x);
}

static void paint(struct loop *l)
{
    if (l->redo == REDO_NOTHING) {
        return;
    }
    if (too_small(l)) {
        paint_too_small(l);
        l->redo = REDO_NOTHING;
        return;
    }
    if (l->message_rows > 1) {
        l->redo = REDO_ALL;
    }
    l->app.canvas.moved_from = l->redo & REDO_BODY ? 0 : l->app.canvas.rows;
    top_of(l)->kind->draw(&l->app, top_of(l), l->redo);
    if (l->redo & REDO_BARS) {
        paint_bars(l);
    }
    shift_rows(&l->app.canvas);
    refresh();
    tty_send(l->tty);
    l->redo = REDO_NOTHING;
}

static void take_new_size(struct loop *l)
{
    draw_resize(&l->app.canvas);
    erase();
    refresh_top(l);
}

/* --- what is done while no key comes ------------------------------------------------- */

static void keep_draft(struct loop *l)
{
    struct error err = {""};

    commit_top(l);
    if (!session_save_draft(l->app.session, tty_now(), &err)) {
        app_say_error(&l->app, &err);
        l->redo |= REDO_BARS;
    }
}

/* Returns whether something was done, after which there is to be painted. */
static bool tend(struct loop *l)
{
    if (presence_tend(&l->presence, &l->app, top_of(l), tty_now())) {
        l->redo |= REDO_BARS;
        return true;
    }
    if (!l->app.session) {
        return false;
    }
    if (session_patience(l->app.session, tty_now()) == 0) {
        keep_draft(l);
        return true;
    }
    if (session_check_due(l->app.session)) {
        app_check(&l->app);
        refresh_top(l);
        return true;
    }
    if (opening_tell(&l->app)) {
        l->redo |= REDO_BARS;
        return true;
    }
    return false;
}

/* -1: never. */
static int sooner(int a, int b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int patience(const struct loop *l)
{
    int for_input = input_patience(l->input);
    int for_draft = l->app.session ? session_patience(l->app.session, tty_now()) : -1;
    int for_others = presence_patience(&l->presence, &l->app, top_of(l), tty_now());

    return sooner(for_input, sooner(for_draft, for_others));
}

static void take_input(struct loop *l, bool rest)
{
    struct input_event event;

    while (!l->done && input_next(l->input, rest, &event)) {
        if (!too_small(l)) {
            take_event(l, &event);
        }
        input_event_free(&event);
    }
}

static void take_news(struct loop *l, unsigned news)
{
    if (news & TTY_ENDED) {
        l->done = true;
        return;
    }
    if (news & (TTY_RESIZED | TTY_RESUMED)) {
        take_new_size(l);
    }
    take_input(l, false);
}

static void run(struct loop *l)
{
    while (!l->done) {
        paint(l);
        unsigned news = tty_wait(l->tty, 0, l->input);
        if (news == 0 && tend(l)) {
            continue;
        }
        if (news == 0) {
            news = tty_wait(l->tty, patience(l), l->input);
        }
        if (news != 0) {
            take_news(l, news);
        } else if (input_patience(l->input) >= 0) {
            take_input(l, true); /* nothing more came: the sequence is whole */
        }
    }
}

/* However the end comes: what is typed is in the store. */
static void leave(struct loop *l)
{
    struct error err = {""};

    if (l->app.session) {
        commit_top(l);
        session_save_draft(l->app.session, tty_now(), &err);
    }
    presence_leave(&l->presence, &l->app);
    free(l->app.past.text);
    while (l->depth > 0) {
        pop(l);
    }
    session_free(l->app.session);
    l->app.session = NULL;
}

static bool begin(struct loop *l, struct error *err)
{
    draw_start(&l->app.canvas);
    if (l->app.options->notice) {
        app_say(&l->app, "%s", l->app.options->notice);
    }
    return push(l, SCREEN_LIST, err);
}

bool terminal_check(struct error *err)
{
    return tty_check(err);
}

bool terminal_run(struct store *store, struct catalogue *catalogue,
                  const struct terminal_options *options, struct error *err)
{
    struct loop *l = calloc(1, sizeof(*l));
    bool good = false;

    if (!l) {
        return error_set_memory(err);
    }
    l->app.store = store;
    l->app.catalogue = catalogue;
    l->app.options = options;
    l->input = input_new();
    l->tty = l->input ? tty_start(options->ambiguous, l->input, err) : NULL;
    if (!l->input) {
        error_set_memory(err);
    } else if (l->tty) {
        if (!options->no_mouse) {
            tty_use_mouse(l->tty);
        }
        good = begin(l, err);
        if (good) {
            run(l);
        }
        leave(l);
        tty_stop(l->tty);
    }
    input_free(l->input);
    clipboard_free(&l->app.clipboard);
    free(l);
    return good;
}
