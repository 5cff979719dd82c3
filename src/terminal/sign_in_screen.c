/* Signing in: as anybody at first, and as the person whose screen is locked. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/accounts.h"
#include "store/names.h"
#include "terminal/screen.h"
#include "terminal/secret.h"
#include "terminal/small.h"
#include "text/editor.h"
#include "text/i18n.h"
#include "text/width.h"

enum { NEVER_BROKEN = 1 << 20, MARGIN = 3, LABEL_COLUMNS = 14, BLANK_COLUMNS = 16 };

struct sign_in {
    struct screen screen;
    struct editor *name;
    struct secret password;
    bool at_password;
};

static void sign_in_close(struct screen *s)
{
    struct sign_in *v = (struct sign_in *)s;

    secret_wipe(&v->password);
    editor_free(v->name);
    free(v);
}

static struct screen *sign_in_open(struct app *app, struct error *err)
{
    struct sign_in *v = screen_new(&sign_in_screen, sizeof(*v), err);

    if (!v) {
        return NULL;
    }
    v->name = editor_new(app->person.name, NEVER_BROKEN, true);
    if (!v->name) {
        sign_in_close(&v->screen);
        error_set_memory(err);
        return NULL;
    }
    editor_select_all(v->name); /* another name is typed over the one that is offered */
    v->at_password = app->locked;
    return &v->screen;
}

static bool sign_in_update(struct app *app, struct screen *s, struct error *err)
{
    (void)app;
    (void)s;
    (void)err;
    return true;
}

/* --- events -------------------------------------------------------------------------- */

static struct reply move_to(struct sign_in *v, bool password)
{
    v->at_password = password;
    return reply_redo(REDO_ALL);
}

static struct reply sign_in(struct app *app, struct sign_in *v)
{
    struct error err = {""};
    bool good =
        accounts_sign_in(app->store, editor_text(v->name), v->password.text, &app->arrived, &err);

    secret_wipe(&v->password);
    if (good) {
        return reply_go(GO_SIGNED_IN);
    }
    app_say_error(app, &err);
    return reply_redo(REDO_ALL);
}

static struct reply go_on(struct app *app, struct sign_in *v)
{
    if (editor_size(v->name) == 0) {
        app_say(app, "%s", _("Type your name first."));
        return move_to(v, false);
    }
    return v->at_password ? sign_in(app, v) : move_to(v, true);
}

static bool edit_name(struct editor *e, const struct event *event)
{
    if (event->kind == EVENT_TEXT) {
        return editor_insert(e, event->text, event->size);
    }
    switch (event->action) {
    case ACTION_LEFT:
        return editor_move(e, EDITOR_LEFT, 1);
    case ACTION_RIGHT:
        return editor_move(e, EDITOR_RIGHT, 1);
    case ACTION_LINE_START:
        return editor_move(e, EDITOR_TEXT_START, 1);
    case ACTION_LINE_END:
        return editor_move(e, EDITOR_TEXT_END, 1);
    case ACTION_BACKSPACE:
        return editor_backspace(e);
    case ACTION_DELETE:
        return editor_delete(e);
    case ACTION_DELETE_LINE:
        return editor_delete_line(e);
    default:
        return false;
    }
}

static struct reply type(struct sign_in *v, const struct event *event)
{
    bool changed = v->at_password ? secret_handle(&v->password, event) : edit_name(v->name, event);

    return reply_redo(changed ? REDO_BODY : REDO_NOTHING);
}

/* Esc takes back what was typed of the password; it leaves only where nobody is at work
 * yet: of a locked screen it may be the first key that comes to hand. */
static struct reply cancel(struct app *app, struct sign_in *v)
{
    if (v->password.size == 0 && !app->locked) {
        return reply_go(GO_LEAVE);
    }
    secret_wipe(&v->password);
    return reply_redo(REDO_ALL);
}

static struct reply sign_in_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct sign_in *v = (struct sign_in *)s;

    if (event->kind == EVENT_TEXT) {
        return type(v, event);
    }
    if (event->kind != EVENT_ACTION) {
        return reply_redo(REDO_NOTHING);
    }
    switch (event->action) {
    case ACTION_OPEN:
        return go_on(app, v);
    case ACTION_NEXT_FIELD:
    case ACTION_DOWN:
        return move_to(v, true);
    case ACTION_PREVIOUS_FIELD:
    case ACTION_UP:
        return move_to(v, false);
    case ACTION_CANCEL:
        return cancel(app, v);
    case ACTION_LEAVE:
        return reply_go(GO_LEAVE);
    default:
        return type(v, event);
    }
}

/* --- drawing ------------------------------------------------------------------------- */

static struct pen begin_field(const struct app *app, int y, const char *label, bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    int margin = small_margin(&app->canvas, MARGIN);
    int columns =
        small_is_narrow(&app->canvas) ? width_of_text(label, strlen(label)) + 1 : LABEL_COLUMNS;

    draw_blank(&pen, DRAW_PLAIN, margin);
    draw_string(&pen, in_hand ? DRAW_REVERSE : DRAW_PLAIN, label);
    draw_blank(&pen, DRAW_PLAIN, margin + columns);
    return pen;
}

static void end_field(struct pen *pen, bool blank)
{
    if (blank) {
        draw_blank(pen, DRAW_UNDERLINE, pen->x + BLANK_COLUMNS);
    }
    draw_finish(pen, DRAW_PLAIN);
}

static void draw_name(const struct app *app, const struct sign_in *v, int y, int *x)
{
    struct pen pen = begin_field(app, y, _("Name"), !v->at_password);
    const char *text = editor_text(v->name);

    *x = pen.x + width_of_text(text, editor_cursor(v->name));
    draw_string(&pen, DRAW_PLAIN, text);
    end_field(&pen, !*text);
}

static void draw_password(const struct app *app, const struct sign_in *v, int y, int *x)
{
    struct pen pen = begin_field(app, y, _("Password"), v->at_password);

    *x = pen.x;
    secret_draw(&v->password, DRAW_PLAIN, &pen);
    *x = v->password.size > 0 ? pen.x : *x;
    end_field(&pen, v->password.size == 0);
}

/* Where rows are few, only the one in hand. */
static void sign_in_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct sign_in *v = (struct sign_in *)s;
    int bottom = screen_bottom(app);
    int y = bottom - SCREEN_TOP >= 4 ? SCREEN_TOP + 1 : SCREEN_TOP;
    bool both = bottom - y >= 2;
    int x[2] = {0, 0};
    int in_hand = y + (both && v->at_password ? 1 : 0);

    (void)redo;
    for (int row = SCREEN_TOP; row < y; row++) {
        draw_empty_row(&app->canvas, row, 0, app->canvas.cols);
    }
    if (both || !v->at_password) {
        draw_name(app, v, y++, &x[0]);
    }
    if (both || v->at_password) {
        draw_password(app, v, y++, &x[1]);
    }
    for (; y < bottom; y++) {
        draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
    }
    int column = x[v->at_password ? 1 : 0];
    move(in_hand, column < app->canvas.cols ? column : app->canvas.cols - 1);
}

static void sign_in_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)s;
    snprintf(out, size, "%s", app->locked ? _("Locked") : _("Sign in"));
}

static void sign_in_status(struct app *app, struct screen *s, struct message *out)
{
    (void)s;
    if (app->locked) {
        snprintf(out->text, sizeof(out->text),
                 _("%s is signed in. With the password the work goes on where it was."),
                 store_person(app->store, app->person.name));
    } else {
        snprintf(out->text, sizeof(out->text), "%s", _("Your name and password, please."));
    }
    out->style = DRAW_DIM;
}

const struct screen_class sign_in_screen = {
    .kind = SCREEN_SIGN_IN,
    .open = sign_in_open,
    .close = sign_in_close,
    .update = sign_in_update,
    .handle = sign_in_handle,
    .draw = sign_in_draw,
    .title = sign_in_title,
    .status = sign_in_status,
};
