/* Top line, message line, key line. */
#include "config.h"

#include "terminal/bars.h"

#include <stdio.h>
#include <string.h>

#include "form/reference.h"
#include "terminal/prompt.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/layout.h"
#include "text/width.h"

enum {
    GAP = 2,
    MESSAGE_ROWS = 4, /* at most, of a message */
};

static const char *state_label(const char *state)
{
    static const struct {
        const char *state;
        const char *label;
    } labels[] = {
        {"entry", N_("in entry")},
    };

    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        if (strcmp(labels[i].state, state) == 0) {
            return _(labels[i].label);
        }
    }
    return state;
}

/* The ward and the fiscal year. */
static void describe_sheet(const struct app *app, char *out, size_t size)
{
    const struct assessment *a = session_assessment(app->session);
    char year[64];

    era_fiscal_year_label(reference_eras(assessment_reference(a)), assessment_year(a), year,
                          sizeof(year));
    snprintf(out, size, "%s  %s", assessment_ward_name(a), year);
}

static void describe_progress(struct app *app, char *out, size_t size)
{
    int done;
    int total;
    size_t errors;
    size_t warnings;
    size_t kept;
    char reasons[48] = "";

    session_progress(app->session, &done, &total);
    session_count_findings(app->session, &errors, &warnings, &kept);
    if (kept > 0) {
        snprintf(reasons, sizeof(reasons), _("  kept %zu"), kept);
    }
    snprintf(out, size, _("%s  %d/%d%s  warnings %zu  errors %zu"),
             state_label(session_state(app->session)), done, total, reasons, warnings, errors);
}

static void draw_top(struct app *app, struct screen *s)
{
    struct pen pen = draw_pen(&app->canvas, 0, 0, app->canvas.cols);
    char left[256] = "kusei";
    char right[256] = "";
    char title[256] = "";

    if (app->session) {
        describe_sheet(app, left, sizeof(left));
        describe_progress(app, right, sizeof(right));
    }
    if (s->kind->title) {
        s->kind->title(app, s, title, sizeof(title));
    }
    int right_x = app->canvas.cols - width_of_text(right, strlen(right)) - 1;
    if (right_x < 1) {
        right_x = 1;
    }
    pen.end = right_x - (*right ? 1 : 0);
    draw_blank(&pen, DRAW_REVERSE, 1);
    draw_string(&pen, DRAW_REVERSE | DRAW_BOLD, left);
    draw_blank(&pen, DRAW_REVERSE, pen.x + GAP);
    draw_clipped(&pen, DRAW_REVERSE, title);
    draw_finish(&pen, DRAW_REVERSE);
    pen.end = app->canvas.cols;
    draw_blank(&pen, DRAW_REVERSE, right_x);
    draw_string(&pen, DRAW_REVERSE, right);
    draw_finish(&pen, DRAW_REVERSE);
}

/* A hint or a finding, in one row: what does not fit is said at the field. */
static void draw_status(struct app *app, const struct message *m)
{
    struct pen pen = draw_pen(&app->canvas, app->canvas.rows - 2, 0, app->canvas.cols);
    int note = width_of_text(m->note, strlen(m->note));
    int note_x = app->canvas.cols - note - 1;

    draw_blank(&pen, DRAW_PLAIN, 1);
    pen.end = note > 0 && note_x > 1 ? note_x - 1 : app->canvas.cols;
    draw_clipped(&pen, m->style, m->text);
    draw_finish(&pen, DRAW_PLAIN);
    pen.end = app->canvas.cols;
    if (note > 0 && note_x > 1) {
        draw_blank(&pen, DRAW_PLAIN, note_x);
        draw_string(&pen, DRAW_DIM, m->note);
    }
    draw_finish(&pen, DRAW_PLAIN);
}

/* A sentence that has to be read whole: it takes more rows where it needs them.
 * The cursor's place behind it goes to *y and *x. */
static int draw_sentence(struct app *app, const char *text, unsigned style, int *y, int *x)
{
    struct layout lines = LAYOUT_INIT;
    int columns = app->canvas.cols - 2;
    int rows;

    if (!layout_make(&lines, text, strlen(text), columns < 2 ? 2 : columns)) {
        layout_free(&lines);
        return 1;
    }
    rows = lines.count < MESSAGE_ROWS ? (int)lines.count : MESSAGE_ROWS;
    for (int k = 0; k < rows; k++) {
        struct pen pen =
            draw_pen(&app->canvas, app->canvas.rows - 1 - rows + k, 0, app->canvas.cols);
        draw_blank(&pen, DRAW_PLAIN, 1);
        draw_text(&pen, style, text + lines.lines[k].start,
                  lines.lines[k].end - lines.lines[k].start);
        *y = pen.y;
        *x = pen.x;
        draw_finish(&pen, DRAW_PLAIN);
    }
    layout_free(&lines);
    return rows;
}

const struct prompt *bars_prompt(const struct app *app, const struct screen *s)
{
    bool hidden = app->question.keys[0] || app->message.shown;

    return s->kind->prompt && !hidden ? s->kind->prompt(s) : NULL;
}

static int draw_message(struct app *app, struct screen *s, int *y, int *x)
{
    struct message m = {0};
    const struct prompt *prompt = bars_prompt(app, s);

    if (app->question.keys[0]) {
        return draw_sentence(app, app->question.text, DRAW_BOLD, y, x);
    }
    if (app->message.shown) {
        return draw_sentence(app, app->message.text, app->message.style, y, x);
    }
    if (prompt) {
        prompt_draw(prompt, &app->canvas, y, x);
        return 1;
    }
    if (s->kind->status) {
        s->kind->status(app, s, &m);
    }
    draw_status(app, &m);
    return 1;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The key's name, with a space behind it where it would run into the label. */
static int key_columns(const struct keymap_entry *e, unsigned place, char *name, size_t size)
{
    const char *label = _(e->label);

    keymap_key_name(keymap_keys(e, place)[0], name, size);
    size_t length = strlen(name);
    if (length > 0 && length + 1 < size && is_letter(name[length - 1]) && is_letter(*label)) {
        name[length] = ' ';
        name[length + 1] = '\0';
    }
    return width_of_text(name, strlen(name)) + width_of_text(label, strlen(label));
}

int bars_keys(unsigned place, int columns, struct pen *pen)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    int used = 0;

    for (size_t i = 0; i < count; i++) {
        char name[32];
        if (!(entries[i].places & place) || !entries[i].label) {
            continue;
        }
        int needed = key_columns(&entries[i], place, name, sizeof(name)) + (used > 0 ? 1 : 0);
        if (used + needed > columns) {
            break;
        }
        if (pen) {
            draw_blank(pen, DRAW_PLAIN, pen->x + (used > 0 ? 1 : 0));
            draw_string(pen, DRAW_BOLD, name);
            draw_string(pen, DRAW_PLAIN, _(entries[i].label));
        }
        used += needed;
    }
    return used;
}

enum action bars_action_at(unsigned place, int columns, int column)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    int x = 1; /* of the screen, where the next one begins */

    for (size_t i = 0; i < count; i++) {
        char name[32];
        if (!(entries[i].places & place) || !entries[i].label) {
            continue;
        }
        int needed = key_columns(&entries[i], place, name, sizeof(name));
        if (x + needed > columns) {
            break;
        }
        if (column >= x && column < x + needed) {
            return entries[i].action;
        }
        x += needed + 1;
    }
    return ACTION_NONE;
}

static void draw_keys(struct app *app, struct screen *s)
{
    struct pen pen = draw_pen(&app->canvas, app->canvas.rows - 1, 0, app->canvas.cols);

    draw_blank(&pen, DRAW_PLAIN, 1);
    bars_keys(screen_place(s), app->canvas.cols - 1, &pen);
    draw_finish(&pen, DRAW_PLAIN);
}

int bars_draw(struct app *app, struct screen *s, int *y, int *x)
{
    draw_top(app, s);
    draw_keys(app, s);
    return draw_message(app, s, y, x);
}
