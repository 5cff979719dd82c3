/* Signing in: as anybody at first, and as the person whose screen is locked; and a password
 * of one's own, where the one that was given is an administrator's. */
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

enum {
    NEVER_BROKEN = 1 << 20,
    MARGIN = 3,
    LABEL_COLUMNS = 14,
    CHOICE_COLUMNS = 18,
    BLANK_COLUMNS = 16
};

struct sign_in {
    struct screen screen;
    struct editor *name;
    struct secret password;
    bool choosing; /* a password of one's own: there are other fields then */
    struct secret chosen, again;
    bool at_second; /* the password, or the chosen one again */
};

static void wipe_chosen(struct sign_in *v)
{
    secret_wipe(&v->chosen);
    secret_wipe(&v->again);
}

/* The secret in hand; NULL: the name is. */
static struct secret *secret_in_hand(struct sign_in *v)
{
    if (v->choosing) {
        return v->at_second ? &v->again : &v->chosen;
    }
    return v->at_second ? &v->password : NULL;
}

static void sign_in_close(struct screen *s)
{
    struct sign_in *v = (struct sign_in *)s;

    secret_wipe(&v->password);
    wipe_chosen(v);
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
    v->at_second = app->locked;
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

static struct reply move_to(struct sign_in *v, bool second)
{
    v->at_second = second;
    return reply_redo(REDO_ALL);
}

static struct reply sign_in(struct app *app, struct sign_in *v)
{
    struct error err = {""};
    bool good =
        accounts_sign_in(app->store, editor_text(v->name), v->password.text, &app->arrived, &err);

    secret_wipe(&v->password);
    if (good && !app->arrived.first_password) {
        return reply_go(GO_SIGNED_IN);
    }
    if (good) {
        v->choosing = true;
        app_say(app, "%s", _("An administrator set this password. Choose one that only you know."));
        return move_to(v, false);
    }
    app_say_error(app, &err);
    return reply_redo(REDO_ALL);
}

static bool set_chosen(struct app *app, struct sign_in *v, struct error *err)
{
    char *list = NULL;

    if (strcmp(v->chosen.text, v->again.text) != 0) {
        return error_set(err, _("The two passwords were not the same. Nothing was changed."));
    }
    if (asprintf(&list, "%s/passwords.txt", catalogue_data(app->catalogue)) < 0) {
        return error_set_memory(err);
    }
    bool good = accounts_set_password(app->store, &app->arrived, app->arrived.name, v->chosen.text,
                                      list, err);
    free(list);
    return good;
}

/* Nobody is at work before the password is the person's own. */
static struct reply choose(struct app *app, struct sign_in *v)
{
    struct error err = {""};
    bool good = set_chosen(app, v, &err);

    wipe_chosen(v);
    if (good) {
        return reply_go(GO_SIGNED_IN);
    }
    app_say_error(app, &err);
    return move_to(v, false);
}

static struct reply go_on(struct app *app, struct sign_in *v)
{
    if (v->choosing) {
        return v->at_second ? choose(app, v) : move_to(v, true);
    }
    if (editor_size(v->name) == 0) {
        app_say(app, "%s", _("Type your name first."));
        return move_to(v, false);
    }
    return v->at_second ? sign_in(app, v) : move_to(v, true);
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
    struct secret *secret = secret_in_hand(v);
    bool changed = secret ? secret_handle(secret, event) : edit_name(v->name, event);

    return reply_redo(changed ? REDO_BODY : REDO_NOTHING);
}

/* Esc takes back what was typed of the password; it leaves only where nobody is at work
 * yet: of a locked screen it may be the first key that comes to hand. */
static struct reply cancel(struct app *app, struct sign_in *v)
{
    if (v->choosing) {
        v->choosing = v->chosen.size > 0 || v->again.size > 0;
        wipe_chosen(v);
        editor_select_all(v->name);
        return move_to(v, false);
    }
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

static struct pen begin_field(const struct app *app, int y, const char *label, int columns,
                              bool in_hand)
{
    struct pen pen = draw_pen(&app->canvas, y, 0, app->canvas.cols);
    int margin = small_margin(&app->canvas, MARGIN);

    if (small_is_narrow(&app->canvas)) {
        columns = width_of_text(label, strlen(label)) + 1;
    }
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
    struct pen pen = begin_field(app, y, _("Name"), LABEL_COLUMNS, !v->at_second);
    const char *text = editor_text(v->name);

    *x = pen.x + width_of_text(text, editor_cursor(v->name));
    draw_string(&pen, DRAW_PLAIN, text);
    end_field(&pen, !*text);
}

static void draw_secret(const struct secret *secret, struct pen pen, int *x)
{
    *x = pen.x;
    secret_draw(secret, DRAW_PLAIN, &pen);
    *x = secret->size > 0 ? pen.x : *x;
    end_field(&pen, secret->size == 0);
}

static void draw_first(const struct app *app, const struct sign_in *v, int y, int *x)
{
    if (v->choosing) {
        draw_secret(&v->chosen,
                    begin_field(app, y, _("New password"), CHOICE_COLUMNS, !v->at_second), x);
    } else {
        draw_name(app, v, y, x);
    }
}

static void draw_second(const struct app *app, const struct sign_in *v, int y, int *x)
{
    if (v->choosing) {
        draw_secret(&v->again,
                    begin_field(app, y, _("The same again"), CHOICE_COLUMNS, v->at_second), x);
    } else {
        draw_secret(&v->password, begin_field(app, y, _("Password"), LABEL_COLUMNS, v->at_second),
                    x);
    }
}

/* Where rows are few, only the one in hand. */
static void sign_in_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct sign_in *v = (struct sign_in *)s;
    int bottom = screen_bottom(app);
    int y = bottom - SCREEN_TOP >= 4 ? SCREEN_TOP + 1 : SCREEN_TOP;
    bool both = bottom - y >= 2;
    int x[2] = {0, 0};
    int in_hand = y + (both && v->at_second ? 1 : 0);

    (void)redo;
    for (int row = SCREEN_TOP; row < y; row++) {
        draw_empty_row(&app->canvas, row, 0, app->canvas.cols);
    }
    if (both || !v->at_second) {
        draw_first(app, v, y++, &x[0]);
    }
    if (both || v->at_second) {
        draw_second(app, v, y++, &x[1]);
    }
    for (; y < bottom; y++) {
        draw_empty_row(&app->canvas, y, 0, app->canvas.cols);
    }
    int column = x[v->at_second ? 1 : 0];
    move(in_hand, column < app->canvas.cols ? column : app->canvas.cols - 1);
}

static void sign_in_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)s;
    snprintf(out, size, "%s", app->locked ? _("Locked") : _("Sign in"));
}

static void sign_in_status(struct app *app, struct screen *s, struct message *out)
{
    if (((const struct sign_in *)s)->choosing) {
        snprintf(out->text, sizeof(out->text), "%s",
                 _("An administrator set this password. Choose one that only you know."));
    } else if (app->locked) {
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
