/* Typing on the message line. */
#include "config.h"

#include "terminal/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor.h"
#include "text/grapheme.h"
#include "text/width.h"

enum {
    NEVER_BROKEN = 1 << 20, /* columns: it is one line, however long */
    ROOM_LEAST = 16,
    GAP = 2,
};

struct prompt {
    char *label;
    struct editor *editor;
    char note[160];
};

struct prompt *prompt_new(const char *label, const char *text)
{
    struct prompt *p = calloc(1, sizeof(*p));

    if (!p) {
        return NULL;
    }
    p->label = strdup(label);
    p->editor = editor_new(text, NEVER_BROKEN, true);
    if (!p->label || !p->editor) {
        prompt_free(p);
        return NULL;
    }
    editor_select_all(p->editor);
    return p;
}

void prompt_free(struct prompt *p)
{
    if (p) {
        free(p->label);
        editor_free(p->editor);
        free(p);
    }
}

const char *prompt_text(const struct prompt *p)
{
    return editor_text(p->editor);
}

void prompt_go_to_end(struct prompt *p)
{
    editor_move(p->editor, EDITOR_TEXT_END, 1);
}

void prompt_set_note(struct prompt *p, const char *note)
{
    snprintf(p->note, sizeof(p->note), "%s", note);
}

bool prompt_handle(struct prompt *p, const struct app *app, const struct event *event)
{
    if (event->kind == EVENT_TEXT) {
        editor_insert(p->editor, event->text, event->size);
        return true;
    }
    switch (event->action) {
    case ACTION_LEFT:
        editor_move(p->editor, EDITOR_LEFT, 1);
        return true;
    case ACTION_RIGHT:
        editor_move(p->editor, EDITOR_RIGHT, 1);
        return true;
    case ACTION_FIRST: /* the same keys, where the line is typed below a list */
    case ACTION_LINE_START:
        editor_move(p->editor, EDITOR_TEXT_START, 1);
        return true;
    case ACTION_LAST:
    case ACTION_LINE_END:
        editor_move(p->editor, EDITOR_TEXT_END, 1);
        return true;
    case ACTION_BACKSPACE:
        editor_backspace(p->editor);
        return true;
    case ACTION_DELETE:
        editor_delete(p->editor);
        return true;
    case ACTION_DELETE_LINE:
        editor_delete_line(p->editor);
        return true;
    case ACTION_UNDO:
        editor_undo(p->editor);
        return true;
    case ACTION_REDO:
        editor_redo(p->editor);
        return true;
    case ACTION_SELECT_ALL:
        editor_select_all(p->editor);
        return true;
    case ACTION_PASTE:
        if (app->clipboard.text) {
            editor_paste(p->editor, app->clipboard.text, app->clipboard.size);
        }
        return true;
    default:
        return false;
    }
}

/* The first byte that is shown, so that the cursor still fits behind it. */
static size_t shown_from(const struct prompt *p, int room)
{
    const char *text = editor_text(p->editor);
    size_t cursor = editor_cursor(p->editor);
    size_t start = 0;

    while (start < cursor && width_of_text(text + start, cursor - start) >= room) {
        start = grapheme_next(text, editor_size(p->editor), start);
    }
    return start;
}

/* From start on, the selected part by its own style. */
static void draw_text_of(const struct prompt *p, size_t start, struct pen *pen)
{
    const char *text = editor_text(p->editor);
    size_t from;
    size_t to;

    editor_selection(p->editor, &from, &to);
    from = from < start ? start : from;
    to = to < from ? from : to;
    draw_text(pen, DRAW_PLAIN, text + start, from - start);
    draw_text(pen, DRAW_UNDERLINE | DRAW_BOLD, text + from, to - from);
    draw_text(pen, DRAW_PLAIN, text + to, editor_size(p->editor) - to);
}

void prompt_draw(const struct prompt *p, const struct canvas *canvas, int *y, int *x)
{
    struct pen pen = draw_pen(canvas, screen_message_row(canvas), 0, canvas->cols);
    int note = width_of_text(p->note, strlen(p->note));
    int end = canvas->cols - 1;

    draw_blank(&pen, DRAW_PLAIN, 1);
    pen.end = end / 2; /* what is typed has the other half, at least */
    draw_clipped(&pen, DRAW_BOLD, p->label);
    pen.end = end;
    draw_blank(&pen, DRAW_PLAIN, pen.x + 1);
    int note_x = end - note;
    bool noted = note > 0 && note_x - GAP - pen.x >= ROOM_LEAST;
    pen.end = noted ? note_x - GAP : end;
    size_t start = shown_from(p, pen.end - pen.x);
    *y = pen.y;
    *x = pen.x + width_of_text(editor_text(p->editor) + start, editor_cursor(p->editor) - start);
    draw_text_of(p, start, &pen);
    pen.end = canvas->cols;
    if (noted) {
        draw_blank(&pen, DRAW_PLAIN, note_x);
        draw_string(&pen, DRAW_DIM, p->note);
    }
    draw_finish(&pen, DRAW_PLAIN);
}
