/* Top line, message line, key line. */
#include "config.h"

#include "terminal/bars.h"

#include <stdio.h>
#include <string.h>

#include "form/reference.h"
#include "session/standing.h"
#include "store/names.h"
#include "terminal/prompt.h"
#include "text/era.h"
#include "text/i18n.h"
#include "text/layout.h"
#include "text/width.h"

enum {
    GAP = 2,
    MARGIN_FROM = 40, /* columns of the window; in fewer, sentences have no margin */
};

/* The ward and the fiscal year. */
static void describe_sheet(const struct app *app, char *out, size_t size)
{
    const struct assessment *a = session_assessment(app->session);
    char year[64];

    era_fiscal_year_label(reference_eras(assessment_reference(a)), assessment_year(a), year,
                          sizeof(year));
    snprintf(out, size, "%s  %s", assessment_ward_name(a), year);
}

/* How much the right of the top line says. */
enum { RIGHT_WHOLE, RIGHT_NO_NAME, RIGHT_SHORT, RIGHT_LEAST = RIGHT_SHORT };

/* Who is at work, where there are accounts, with what parts it from what stands before. */
static void append_name(const struct app *app, char *out, size_t size)
{
    size_t used = strlen(out);

    if (app->person.signed_in && used < size) {
        snprintf(out + used, size - used, "%s%s", used > 0 ? "  " : "",
                 store_person(app->store, app->person.name));
    }
}

/* How far the sheet is; shortly: in figures and signs. */
static void describe_progress(struct app *app, bool shortly, char *out, size_t size)
{
    int done;
    int total;
    size_t errors;
    size_t warnings;
    size_t kept;
    char reasons[48] = "";

    session_progress(app->session, &done, &total);
    session_count_findings(app->session, &errors, &warnings, &kept);
    if (shortly) {
        snprintf(out, size, "%d/%d %s%zu %s%zu", done, total, screen_sign(RULES_WARNING), warnings,
                 screen_sign(RULES_ERROR), errors);
        return;
    }
    if (kept > 0) {
        snprintf(reasons, sizeof(reasons), _("  kept %zu"), kept);
    }
    snprintf(out, size, _("%s  %d/%d%s  warnings %zu  errors %zu"),
             session_state_name(app->session), done, total, reasons, warnings, errors);
}

/* What the top line has: which sheet, which screen or page of it, how far. */
struct top {
    char left[256], title[256], right[256];
};

static int columns_of(const char *text)
{
    return width_of_text(text, strlen(text));
}

/* With its blanks: at both ends, between the parts, and before the right one. */
static int top_columns(const struct top *t)
{
    return 1 + columns_of(t->left) + (*t->left && *t->title ? GAP : 0) + columns_of(t->title) +
           (*t->right ? GAP + columns_of(t->right) : 0) + 1;
}

static void describe_right(struct app *app, int how, char *out, size_t size)
{
    *out = '\0';
    if (app->session && !app->locked) {
        describe_progress(app, how == RIGHT_SHORT, out, size);
    }
    if (how == RIGHT_WHOLE || app->locked) {
        append_name(app, out, size);
    }
}

/* What says least goes first, until the rest fits; but what takes a small part of the
 * line stays, and the title is cut instead. */
static void fit_top(struct app *app, struct top *t)
{
    int columns = app->canvas.cols;

    for (int how = RIGHT_NO_NAME; how <= RIGHT_LEAST && top_columns(t) > columns; how++) {
        describe_right(app, how, t->right, sizeof(t->right));
    }
    if (*t->title && top_columns(t) > columns && columns_of(t->left) * 5 > columns) {
        t->left[0] = '\0';
    }
    if (top_columns(t) > columns && columns_of(t->right) * 5 > columns) {
        t->right[0] = '\0';
    }
}

static void describe_top(struct app *app, struct screen *s, struct top *t)
{
    *t = (struct top){.left = "kusei"};
    describe_right(app, RIGHT_WHOLE, t->right, sizeof(t->right));
    if (app->session && !app->locked) {
        describe_sheet(app, t->left, sizeof(t->left));
    }
    if (s->kind->title) {
        s->kind->title(app, s, t->title, sizeof(t->title));
    }
    fit_top(app, t);
}

static void draw_top(struct app *app, struct screen *s)
{
    struct pen pen = draw_pen(&app->canvas, 0, 0, app->canvas.cols);
    struct top t;

    describe_top(app, s, &t);
    int right_x = app->canvas.cols - columns_of(t.right) - 1;
    pen.end = *t.right ? right_x - 1 : right_x;
    draw_blank(&pen, DRAW_REVERSE, 1);
    draw_clipped(&pen, DRAW_REVERSE | DRAW_BOLD, t.left);
    if (*t.title) {
        draw_blank(&pen, DRAW_REVERSE, *t.left ? pen.x + GAP : pen.x);
        draw_clipped(&pen, *t.left ? DRAW_REVERSE : DRAW_REVERSE | DRAW_BOLD, t.title);
    }
    draw_finish(&pen, DRAW_REVERSE);
    pen.end = app->canvas.cols;
    draw_blank(&pen, DRAW_REVERSE, right_x);
    draw_string(&pen, DRAW_REVERSE, t.right);
    draw_finish(&pen, DRAW_REVERSE);
}

/* A hint or a finding, in one row: what does not fit is said at the field. The note
 * goes where it would take too much of the row. */
static void draw_status(struct app *app, const struct message *m)
{
    struct pen pen = draw_pen(&app->canvas, screen_message_row(&app->canvas), 0, app->canvas.cols);
    int note = columns_of(m->note);
    int note_x = app->canvas.cols - note - 1;
    bool noted = note > 0 && note < app->canvas.cols / 3;

    draw_blank(&pen, DRAW_PLAIN, 1);
    pen.end = noted ? note_x - 1 : app->canvas.cols;
    draw_clipped(&pen, m->style, m->text);
    draw_finish(&pen, DRAW_PLAIN);
    pen.end = app->canvas.cols;
    if (noted) {
        draw_blank(&pen, DRAW_PLAIN, note_x);
        draw_string(&pen, DRAW_DIM, m->note);
    }
    draw_finish(&pen, DRAW_PLAIN);
}

/* Which lines of a sentence are shown: the first ones, and of a question the last
 * ones too, because its keys stand there; where something is left out stands "..". */
struct shown {
    int rows, first; /* rows in all; of them, from the start of the sentence */
    int skipped;     /* lines that are left out behind those */
};

static struct shown choose_lines(const struct app *app, int lines)
{
    int room = screen_message_row(&app->canvas) + 1;
    struct shown shown = {lines < room ? lines : room, 0, 0};

    shown.first = shown.rows;
    if (lines > room) {
        shown.first = app->question.keys[0] ? room / 2 : room;
        shown.skipped = lines - room;
    }
    return shown;
}

static void draw_sentence_row(struct pen *pen, unsigned style, const char *text,
                              const struct layout_line *line, bool cut)
{
    int end = pen->end;

    pen->end = cut ? end - 2 : end;
    draw_text(pen, style, text + line->start, line->end - line->start);
    pen->end = end;
    draw_string(pen, style, cut ? ".." : "");
}

/* A sentence that has to be read whole: it takes more rows where it needs them, all of
 * them at the worst. The cursor's place behind it goes to *y and *x. */
static int draw_sentence(struct app *app, const char *text, unsigned style, int *y, int *x)
{
    struct layout lines = LAYOUT_INIT;
    int margin = app->canvas.cols < MARGIN_FROM ? 0 : 1;
    int columns = app->canvas.cols - 1 - margin;

    if (!layout_make(&lines, text, strlen(text), columns < 2 ? 2 : columns)) {
        layout_free(&lines);
        return 1;
    }
    struct shown shown = choose_lines(app, (int)lines.count);
    for (int k = 0; k < shown.rows; k++) {
        int row = screen_message_row(&app->canvas) + 1 - shown.rows + k;
        struct pen pen = draw_pen(&app->canvas, row, 0, app->canvas.cols);
        bool cut = shown.skipped > 0 && k == shown.first - 1;
        draw_blank(&pen, DRAW_PLAIN, margin);
        draw_sentence_row(&pen, style, text, &lines.lines[k < shown.first ? k : k + shown.skipped],
                          cut);
        *y = pen.y;
        *x = pen.x;
        draw_finish(&pen, DRAW_PLAIN);
    }
    layout_free(&lines);
    return shown.rows;
}

const struct prompt *bars_prompt(const struct app *app, const struct screen *s)
{
    bool hidden = app->question.keys[0] || app->message.shown;

    return s->kind->prompt && !hidden ? s->kind->prompt(s) : NULL;
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

/* Whether the keys take the row of what is to be said: it is nothing, or a hint that
 * would be cut, which the help has whole. */
static bool gives_way(const struct app *app, const struct message *m)
{
    bool hint = m->style == DRAW_DIM || m->style == DRAW_PLAIN;

    return !*m->text || (hint && 1 + columns_of(m->text) > app->canvas.cols);
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
    if (!screen_keys_have_row(&app->canvas) && gives_way(app, &m)) {
        draw_keys(app, s);
    } else {
        draw_status(app, &m);
    }
    return 1;
}

int bars_draw(struct app *app, struct screen *s, int *y, int *x)
{
    draw_top(app, s);
    if (screen_keys_have_row(&app->canvas)) {
        draw_keys(app, s);
    }
    return draw_message(app, s, y, x);
}
