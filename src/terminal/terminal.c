/* The event loop: the one place that waits, takes what came, and paints. */
#include "config.h"

#include "terminal/terminal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/bars.h"
#include "terminal/dropped.h"
#include "terminal/loop_private.h"
#include "terminal/opening.h"
#include "terminal/shift.h"
#include "text/i18n.h"
#include "text/layout.h"
#include "text/utf8.h"
#include "xml/libxml2.h"

enum {
    MIN_ROWS = 4, /* which page, which field, its text, a message: below, a sentence */
    MIN_COLS = 12,
    ANSWER_MS = 10,    /* behind a key, in which its answer gets to the screen */
    LATENESS_MS = 100, /* for which what is due waits for that while keys do not pause */
    EARLY_MS = 100,    /* before it is due, a draft is kept if a key was answered */
};

/* --- events ------------------------------------------------------------------------ */

static void hand_over(struct loop *l, struct event *event)
{
    event->now = tty_now();
    struct reply reply = loop_top(l)->kind->handle(&l->app, loop_top(l), event);
    loop_perform(l, &reply);
}

static void answer(struct loop *l, char letter)
{
    bool of_loop = l->app.question.of_loop;

    memset(&l->app.question, 0, sizeof(l->app.question));
    l->redo |= REDO_BARS;
    if (of_loop) {
        loop_answer(l, letter);
    } else {
        struct event event = {.kind = EVENT_ANSWER, .answer = letter};
        hand_over(l, &event);
    }
}

/* The one character of a text, full-width letters and digits made plain, for
 * keys that are letters; 0 when it is not one that can be a key. */
static int single_key(const struct input_event *in)
{
    uint32_t cp;

    if (in->kind != INPUT_TEXT || utf8_decode(in->text, in->size, &cp) != in->size) {
        return 0;
    }
    if (cp >= 0xFF01 && cp <= 0xFF5E) {
        cp -= 0xFF00 - 0x20;
    }
    if (cp == 0x3000) {
        return ' ';
    }
    return cp < 0x7F ? (int)cp : 0;
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
    if (action == ACTION_LOCK) {
        loop_lock(l);
        return true;
    }
    if (action == ACTION_HELP) {
        loop_commit(l);
        loop_show(l, SCREEN_HELP);
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
    struct reply reply = mouse_take(&l->mouse, &l->app, loop_top(l), in, tty_now(), act, l);
    loop_perform(l, &reply);
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
    event.action = keymap_find(screen_place(loop_top(l)), key);
    if (event.kind == EVENT_ACTION && event.action == ACTION_NONE) {
        char sentence[256];
        keymap_sentence(sentence, sizeof(sentence),
                        loop_top(l)->kind == &help_screen || loop_top(l)->kind == &sign_in_screen
                            ? _("That key does nothing here.")
                            : _("That key does nothing here. %s shows the keys."),
                        screen_place(loop_top(l)), ACTION_HELP, ACTION_NONE, ACTION_NONE);
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

/* Keys go on working, because a window is mostly that small for a moment in which
 * somebody is typing: nothing typed may be lost. Only what cannot be seen is not
 * answered for: take_input keeps the mouse, and letters that answer a question, out. */
static void paint_too_small(struct loop *l)
{
    const struct canvas *canvas = &l->app.canvas;
    const char *sentence = _("The window is too small. What you type goes into its field.");
    struct layout lines = LAYOUT_INIT;

    erase();
    layout_make(&lines, sentence, strlen(sentence), canvas->cols);
    for (size_t k = 0; k < lines.count && (int)k < canvas->rows; k++) {
        struct pen pen = draw_pen(canvas, (int)k, 0, canvas->cols);
        const char *line = sentence + lines.lines[k].start;
        if ((int)k == canvas->rows - 1) { /* with all that is left of it */
            draw_clipped(&pen, DRAW_PLAIN, line);
        } else {
            draw_text(&pen, DRAW_PLAIN, line, lines.lines[k].end - lines.lines[k].start);
        }
    }
    layout_free(&lines);
    move(0, 0);
}

/* The bars come last, because a long message stands over the screen's rows. */
static void paint_bars(struct loop *l)
{
    int y;
    int x;
    int message_y = 0;
    int message_x = 0;

    getyx(stdscr, y, x);
    l->message_rows = bars_draw(&l->app, loop_top(l), &message_y, &message_x);
    if (l->app.question.keys[0]) {
        y = message_y;
        x = message_x < l->app.canvas.cols - 1 ? message_x + 1 : message_x;
    } else if (bars_prompt(&l->app, loop_top(l))) {
        y = message_y;
        x = message_x;
    }
    move(y, x);
}

/* What was cut or copied, for the person's other windows. */
static void give_clipboard(struct loop *l)
{
    const struct clipboard *c = &l->app.clipboard;
    struct error err = {""};

    if (!l->app.options->no_clipboard && !tty_copy(l->tty, c->text, c->size, &err)) {
        app_say(&l->app, "%s", err.text);
        l->redo |= REDO_BARS;
    }
    l->app.clipboard.fresh = false;
}

static void paint(struct loop *l)
{
    if (l->redo == REDO_NOTHING) {
        return;
    }
    if (l->message_rows > 1) {
        l->redo = REDO_ALL;
    }
    l->app.canvas.moved_from = l->redo & REDO_BODY ? 0 : l->app.canvas.rows;
    if (too_small(l)) {
        paint_too_small(l);
    } else {
        loop_top(l)->kind->draw(&l->app, loop_top(l), l->redo);
        if (l->redo & REDO_BARS) {
            paint_bars(l);
        }
    }
    shift_refresh(l->shift, &l->app.canvas, l->tty);
    l->redo = REDO_NOTHING;
}

static void take_new_size(struct loop *l)
{
    draw_resize(&l->app.canvas);
    erase();
    loop_refresh(l);
}

/* --- what is done while no key comes ------------------------------------------------- */

static void keep_draft(struct loop *l)
{
    struct error err = {""};

    loop_commit(l);
    if (!session_save_draft(l->app.session, tty_now(), &err)) {
        app_say_error(&l->app, &err);
        l->redo |= REDO_BARS;
    }
}

static bool tend_news(struct loop *l)
{
    bool anew;
    unsigned redo = news_tend(&l->news, &l->app, loop_top(l), tty_now(), &anew);

    if (anew) {
        loop_refresh(l);
    }
    l->redo |= redo;
    return anew || redo != REDO_NOTHING;
}

/* Milliseconds until what is due at that time is to be done; -1: nothing is due (0). Behind a
 * key it waits: what was written is on its way through the kernel, whose work can be held up
 * for as long as this process goes on working on the same processor. */
static int patience_behind_key(const struct loop *l, int64_t due, int64_t now)
{
    int64_t answered = l->key_at + ANSWER_MS;

    if (due == 0) {
        return -1;
    }
    if (now >= due + LATENESS_MS) {
        return 0;
    }
    int64_t at = due > answered ? due : answered;
    return at > now ? (int)(at - now) : 0;
}

/* A draft takes a millisecond or more, and between two keys it is in the way of the next:
 * behind a key there is mostly time for it, and so it is kept behind one that comes just
 * before it is due. */
static int draft_patience(const struct loop *l, int64_t now)
{
    int64_t due = l->app.session ? session_draft_due(l->app.session) : 0;
    bool soon = due > l->key_at && due - l->key_at < EARLY_MS;

    return patience_behind_key(l, soon ? l->key_at : due, now);
}

static int later_patience(const struct loop *l, int64_t now)
{
    return patience_behind_key(l, l->app.later, now);
}

/* A draft that is due, also while keys come without a pause. Returns whether there is
 * something to paint again. */
static bool keep_draft_in_time(struct loop *l, int64_t now)
{
    if (draft_patience(l, now) == 0) {
        keep_draft(l);
    }
    return l->redo != REDO_NOTHING;
}

/* A question that nobody answered is left, as by Esc. */
static bool lock_in_time(struct loop *l, int64_t now)
{
    if (loop_lock_patience(l, now) != 0) {
        return false;
    }
    if (l->app.question.keys[0]) {
        answer(l, '\0');
    }
    loop_lock(l);
    return true;
}

/* Returns whether something was done, after which there is to be painted. */
static bool tend(struct loop *l)
{
    int64_t now = tty_now();

    if (lock_in_time(l, now)) {
        return true;
    }
    if (later_patience(l, now) == 0) {
        l->app.later = 0;
        l->redo |= REDO_LATER;
        if (loop_top(l)->kind->work) {
            struct reply reply = loop_top(l)->kind->work(&l->app, loop_top(l));
            loop_perform(l, &reply);
        }
        /* The cursor is then at what is asked, and not in the text. */
        if (l->app.question.keys[0] || bars_prompt(&l->app, loop_top(l))) {
            l->redo |= REDO_BARS;
        }
        return true;
    }
    if (presence_tend(&l->presence, &l->app, loop_top(l), tty_now())) {
        l->redo |= REDO_BARS;
        return true;
    }
    if (tend_news(l)) {
        return true;
    }
    if (!l->app.session) {
        return false;
    }
    if (session_check_due(l->app.session)) {
        app_check(&l->app);
        loop_refresh(l);
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

/* Of what keys set off. */
static int patience_of_keys(const struct loop *l, int64_t now)
{
    int for_input = input_patience(l->input);

    return sooner(sooner(for_input, draft_patience(l, now)), later_patience(l, now));
}

static int patience(const struct loop *l, int64_t now)
{
    int for_others = presence_patience(&l->presence, &l->app, loop_top(l), now);
    int for_news = news_patience(&l->news, &l->app, loop_top(l), now);
    int for_lock = loop_lock_patience(l, now);

    return sooner(sooner(patience_of_keys(l, now), for_lock), sooner(for_others, for_news));
}

/* Milliseconds until there is something to do if no key comes; -1: never. Where a screen
 * put something off, a moment, the rest need not be asked before it. */
static int patience_or_work(const struct loop *l, int64_t now)
{
    const struct session *s = l->app.session;

    if (l->app.later != 0) {
        return patience_of_keys(l, now);
    }
    return s && (session_check_due(s) || opening_is_to_tell(&l->app)) ? 0 : patience(l, now);
}

/* A click, or the answer to a question, where the window is too small to show what
 * it would be about. Escape is an answer, too: the question waits. */
static bool is_unseen(const struct loop *l, const struct input_event *in)
{
    return too_small(l) && (in->kind == INPUT_MOUSE || l->app.question.keys[0]);
}

static void take_input(struct loop *l, bool rest)
{
    struct input_event event;

    int64_t now = tty_now();

    lock_in_time(l, now); /* the key that comes too late is not one of the person's */
    for (bool first = true; !l->done && input_next(l->input, rest, &event); first = false) {
        if (!first) { /* many that were read at once may take long */
            now = tty_now();
            keep_draft_in_time(l, now);
        }
        l->key_at = now;
        if (!is_unseen(l, &event)) {
            take_event(l, &event);
        }
        input_event_free(&event);
    }
}

static void take_news(struct loop *l, unsigned news)
{
    if (news & TTY_ENDED) {
        take_input(l, true); /* what was typed before the end is kept, too */
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
        if (l->app.clipboard.fresh) {
            give_clipboard(l);
        }
        paint(l);
        int64_t now = tty_now();
        if (keep_draft_in_time(l, now)) {
            continue;
        }
        int waited = patience_or_work(l, now);
        bool due = waited == 0;
        int for_input = input_patience(l->input);
        unsigned news = tty_wait(l->tty, waited, l->input);
        if (news == 0 && tend(l)) {
            continue;
        }
        if (news == 0 && due) {
            waited = patience(l, tty_now());
            news = tty_wait(l->tty, waited, l->input);
        }
        if (news != 0) {
            take_news(l, news);
        } else if (for_input >= 0 && waited >= for_input) {
            take_input(l, true); /* nothing more came: the sequence is whole */
        }
    }
}

/* However the end comes: what is typed is in the store. */
static void leave(struct loop *l)
{
    struct error err = {""};

    if (l->app.session) {
        loop_commit(l);
        session_save_draft(l->app.session, tty_now(), &err);
    }
    presence_leave(&l->presence, &l->app);
    free(l->app.past.text);
    while (l->depth > 0) {
        loop_pop(l);
    }
    session_free(l->app.session);
    session_free(l->app.former);
    l->app.session = l->app.former = NULL;
    review_free(l->app.review);
    l->app.review = NULL;
}

static bool begin(struct loop *l, struct error *err)
{
    draw_start(&l->app.canvas);
    if (l->app.options->notice) {
        app_say(&l->app, "%s", l->app.options->notice);
    }
    if (!loop_begin(l, err)) {
        return false;
    }
    paint(l); /* shows no document, and so does not wait for what reads them */
    return libxml_load(err);
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
    l->failure = err;
    l->app.store = store;
    l->app.catalogue = catalogue;
    l->app.options = options;
    l->input = input_new();
    l->shift = shift_new();
    bool whole = l->input && l->shift;
    l->tty = whole ? tty_start(options->ambiguous, l->input, err) : NULL;
    if (!whole) {
        error_set_memory(err);
    } else if (l->tty) {
        if (!options->no_mouse) {
            tty_use_mouse(l->tty);
        }
        good = begin(l, err);
        if (good) {
            run(l);
            good = l->depth > 0;
        }
        leave(l);
        tty_stop(l->tty);
    }
    input_free(l->input);
    shift_free(l->shift);
    clipboard_free(&l->app.clipboard);
    free(l);
    return good;
}
