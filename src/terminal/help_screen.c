/* The help: what is in hand on the screen below, and its keys. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/paper.h"
#include "terminal/pick.h"
#include "terminal/screen.h"
#include "terminal/small.h"
#include "text/i18n.h"

enum { KEY_COLUMNS = 24, MARGIN = 2 };

struct help {
    struct screen screen;
    struct paper *paper;
    struct pick pick; /* its line in hand is the first one shown */
};

static void help_close(struct screen *s)
{
    struct help *v = (struct help *)s;

    paper_free(v->paper);
    free(v);
}

static void describe_keys(const struct keymap_entry *e, unsigned place, char *out, size_t size)
{
    const int *pressed = keymap_keys(e, place);
    size_t used = 0;

    *out = '\0';
    for (size_t k = 0; k < KEYMAP_KEYS && pressed[k]; k++) {
        char name[32];
        keymap_key_name(pressed[k], name, sizeof(name));
        int n = snprintf(out + used, size - used, "%s%s", k > 0 ? ", " : "", name);
        used = n > 0 && used + (size_t)n < size ? used + (size_t)n : used;
    }
}

static bool write_keys(struct paper *paper, unsigned place)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    bool good = paper_add(paper, DRAW_BOLD, 0, NULL, _("Keys"));

    for (size_t i = 0; i < count; i++) {
        if (entries[i].places & place) {
            char keys[96];
            describe_keys(&entries[i], place, keys, sizeof(keys));
            good = paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, keys, _(entries[i].help)) && good;
        }
    }
    return paper_add(
               paper, DRAW_PLAIN, 0, NULL,
               _("Where the terminal keeps F1 to F10 for itself: Esc and then 1 to 9 or 0, or "
                 "Alt with the digit.")) &&
           good;
}

static bool write_signs(struct paper *paper)
{
    return paper_add(paper, DRAW_PLAIN, 0, NULL, "") &&
           paper_add(paper, DRAW_BOLD, 0, NULL, _("Signs")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "[ ] [-] [x]",
                     _("A page to do, begun, done.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "<x>",
                     _("A page that was handed on: it is not to be written to now.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "#  >",
                     _("A reviewer's remark, and the answer to one.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "*",
                     _("A page that somebody else saved since you were here.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "! ? -",
                     _("An error, a warning, something to know.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "80%?",
                     _("A figure that was read in the text, to be taken or left.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "=", _("A copy that follows another page.")) &&
           paper_add(paper, DRAW_PLAIN, KEY_COLUMNS, "> 214", _("More text than is shown here."));
}

static struct screen *help_open(struct app *app, struct error *err)
{
    struct help *v = screen_new(&help_screen, sizeof(*v), err);
    struct screen *below = app->below;

    if (!v) {
        return NULL;
    }
    v->paper = paper_new();
    if (!v->paper ||
        (below && below->kind->explain && !below->kind->explain(app, below, v->paper)) ||
        !write_keys(v->paper, below ? screen_place(below) : (unsigned)PLACE_LIST) ||
        !write_signs(v->paper)) {
        help_close(&v->screen);
        error_set_memory(err);
        return NULL;
    }
    return &v->screen;
}

static int rows_shown(const struct app *app)
{
    return screen_bottom(app) - SCREEN_TOP;
}

/* The lines that can come first: so many that the last screen is full. */
static bool help_update(struct app *app, struct screen *s, struct error *err)
{
    struct help *v = (struct help *)s;
    size_t lines =
        paper_lay_out(v->paper, app->canvas.cols - 2 * small_margin(&app->canvas, MARGIN));
    size_t rows = rows_shown(app) > 0 ? (size_t)rows_shown(app) : 1;

    (void)err;
    pick_resize(&v->pick, lines > rows ? lines - rows + 1 : 1);
    return true;
}

static struct reply help_handle(struct app *app, struct screen *s, const struct event *event)
{
    struct help *v = (struct help *)s;

    if (event->kind == EVENT_ACTION && pick_move(&v->pick, event->action, rows_shown(app))) {
        return reply_redo(REDO_BODY);
    }
    return event->action == ACTION_LEAVE || event->action == ACTION_CANCEL
               ? reply_back()
               : reply_redo(REDO_NOTHING);
}

static void help_draw(struct app *app, struct screen *s, unsigned redo)
{
    struct help *v = (struct help *)s;

    if (redo & REDO_BODY) {
        paper_draw(v->paper, &app->canvas, v->pick.current, SCREEN_TOP, screen_bottom(app),
                   small_margin(&app->canvas, MARGIN));
    }
    move(SCREEN_TOP, 0);
}

static void help_title(struct app *app, struct screen *s, char *out, size_t size)
{
    (void)app;
    (void)s;
    snprintf(out, size, "%s", _("Help"));
}

static void help_status(struct app *app, struct screen *s, struct message *out)
{
    const struct help *v = (const struct help *)s;

    (void)app;
    if (v->pick.count > 1) {
        keymap_sentence(out->text, sizeof(out->text), _("%s and %s: more"), PLACE_HELP, ACTION_DOWN,
                        ACTION_SCREEN_DOWN, ACTION_NONE);
        out->style = DRAW_DIM;
    }
}

const struct screen_class help_screen = {
    .kind = SCREEN_HELP,
    .open = help_open,
    .close = help_close,
    .update = help_update,
    .handle = help_handle,
    .draw = help_draw,
    .title = help_title,
    .status = help_status,
};
