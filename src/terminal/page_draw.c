/* Drawing a page. */
#include "config.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/reference.h"
#include "terminal/page_beside.h"
#include "terminal/page_choice.h"
#include "terminal/page_hand.h"
#include "terminal/page_links.h"
#include "terminal/page_view.h"
#include "terminal/page_view_private.h"
#include "terminal/screen.h"
#include "text/era.h"
#include "text/figure.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    GUTTER = 2,
    BLANK_COLUMNS = 20, /* underlined, of a field that is to be filled in */
    CUT_COLUMNS = 3,    /* of the sign that the head has more rows */
};

static bool in_hand(const struct page_model *m, const struct page_item *item)
{
    return m->current < m->count && &m->items[m->current] == item;
}

/* --- a field's value ------------------------------------------------------------ */

struct lines {
    const char *text;
    const struct layout *layout;
};

static struct lines lines_of(const struct page_model *m, const struct page_item *item)
{
    struct lines l = {item->shown, &item->lines};

    if (item->entry.kind != ASSESSMENT_FIELD) {
        return l;
    }
    l.text = page_item_shown(item);
    if (in_hand(m, item) && page_item_is_choice(item)) {
        l.text = item->listed ? item->listed : "";
    } else if (in_hand(m, item) && item->editor) {
        l.text = editor_text(item->editor);
        l.layout = editor_layout(item->editor);
    }
    return l;
}

/* "= 8.0 %", ">= 50 % 2017": the measure the program reads in a figure. */
static void describe_figure(const struct page_model *m, const char *text, char *out, size_t size)
{
    static const char *const signs[] = {[FIGURE_NONE] = "=",
                                        [FIGURE_GE] = ">=",
                                        [FIGURE_GT] = ">",
                                        [FIGURE_LE] = "<=",
                                        [FIGURE_LT] = "<"};
    const struct era_table *eras =
        reference_eras(assessment_reference(session_assessment(m->session)));
    struct figure f;
    char by[64] = "";

    *out = '\0';
    if (!*text || strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0) {
        return;
    }
    if (!figure_read(eras, assessment_year(session_assessment(m->session)), text, &f)) {
        snprintf(out, size, "%s", _("(no number read)"));
        return;
    }
    if (f.by) {
        if (session_lang(m->session) == FORM_JA) {
            era_fiscal_year_label(eras, f.by, by, sizeof(by));
        } else {
            snprintf(by, sizeof(by), "%d", f.by);
        }
    }
    snprintf(out, size, "%s %s%s%s%s%s", signs[f.op], f.amount, f.unit[0] ? " " : "", f.unit,
             by[0] ? " " : "", by);
}

static void draw_measure(const struct page_model *m, const struct page_item *item, const char *text,
                         struct pen *pen)
{
    char measure[160];

    if (item->entry.kind != ASSESSMENT_FIELD || item->properties.type != FORM_FIGURE) {
        return;
    }
    describe_figure(m, text, measure, sizeof(measure));
    if (*measure && pen->x + GUTTER + width_of_text(measure, strlen(measure)) <= pen->end) {
        draw_blank(pen, DRAW_PLAIN, pen->x + GUTTER);
        draw_string(pen, DRAW_DIM, measure);
    }
}

static bool is_to_fill(const struct page_model *m, const struct page_item *item)
{
    return item->properties.required && !page_model_locked(m, item);
}

static void draw_blank_field(const struct page_model *m, const struct page_item *item,
                             struct pen *pen)
{
    unsigned underline = is_to_fill(m, item) || item->reason ? DRAW_UNDERLINE : DRAW_PLAIN;
    int end = pen->x + BLANK_COLUMNS;

    if (item->offered) {
        draw_clipped(pen, DRAW_DIM | underline, item->offered);
    }
    if (underline && pen->x < end) {
        draw_blank(pen, underline, end);
    }
}

/* Behind a text that is not shown whole: how long it is. */
static void draw_rest(const char *text, struct pen *pen, const struct layout_line *line,
                      unsigned style)
{
    char rest[48];
    int end = pen->end;

    size_t count = page_hand_count(text);
    snprintf(rest, sizeof(rest), ngettext("> %zu char", "> %zu chars", count), count);
    if (width_of_text(rest, strlen(rest)) > (end - pen->x) / 3) {
        snprintf(rest, sizeof(rest), "> %zu", count);
    }
    int rest_x = end - width_of_text(rest, strlen(rest));
    pen->end = rest_x - 1;
    draw_text(pen, style, text + line->start, line->end - line->start);
    pen->end = end;
    draw_blank(pen, DRAW_PLAIN, rest_x);
    draw_string(pen, DRAW_DIM, rest);
}

static unsigned value_style(const struct page_model *m, const struct page_item *item,
                            const struct lines *l, size_t k)
{
    size_t chosen = page_item_chosen_row(item);

    if (item->entry.kind == ASSESSMENT_FIELD && in_hand(m, item) && page_item_is_choice(item)) {
        return k == chosen && strchr(l->text, '*') ? DRAW_BOLD : DRAW_DIM;
    }
    return DRAW_PLAIN;
}

/* Row k of them; of a line of the text in hand what stands from byte `from` on. */
static void draw_value(const struct page_view *v, const struct page_model *m,
                       const struct page_item *item, int k, int rows, size_t from, struct pen *pen)
{
    struct lines l = lines_of(m, item);
    int end = pen->end;

    if (k >= rows) {
        return;
    }
    if (item->entry.kind == ASSESSMENT_FIELD && !*l.text) {
        draw_blank_field(m, item, pen);
        return;
    }
    if ((size_t)k >= l.layout->count) { /* memory was short when it was laid out */
        return;
    }
    const struct layout_line *line = &l.layout->lines[k];
    unsigned style = value_style(m, item, &l, (size_t)k);
    int most = item < m->items + m->head ? v->end - (v->stacked ? 1 : GUTTER)
                                         : page_item_text_x(v, m, item) + v->value_columns;
    pen->end = most < end ? most : end;
    if (k == rows - 1 && l.layout->count > (size_t)rows) {
        draw_rest(l.text, pen, line, style);
    } else if (l.layout != &item->lines) {
        page_hand_draw_line(item, line, from > line->start ? from : line->start, pen);
    } else {
        draw_text(pen, style, l.text + line->start, line->end - line->start);
    }
    pen->end = end;
    if (k == rows - 1 && l.layout->count == (size_t)rows) {
        draw_measure(m, item, l.text, pen);
        page_beside_draw_word(item, rows, pen);
    }
}

/* --- an item's rows ----------------------------------------------------------------- */

static unsigned note_style(const struct page_note *note)
{
    if (note->kind == PAGE_NOTE_REMARK) {
        return note->kept ? DRAW_PLAIN : DRAW_WARNING;
    }
    bool faint = note->kept || note->kind == PAGE_NOTE_ASIDE ||
                 note->kind == PAGE_NOTE_CHARACTERS ||
                 (note->kind == PAGE_NOTE_WORD && note->severity == RULES_INFO);

    return faint ? DRAW_DIM : screen_sign_style(note->severity);
}

/* What the program says of itself has no sign, but where something is to be done. */
static const char *note_sign(const struct page_note *note)
{
    if (note->kind == PAGE_NOTE_REMARK) {
        return note->answer ? ">" : "#";
    }
    bool word = note->kind == PAGE_NOTE_WORD || note->kind == PAGE_NOTE_ASIDE ||
                note->kind == PAGE_NOTE_CHARACTERS;

    return word && note->severity == RULES_INFO ? "" : screen_sign(note->severity);
}

/* What is to be done, under the sentence. */
static void draw_remedy(const struct page_note *note, int k, int x, struct pen *pen)
{
    const struct layout_line *line = &note->remedy_lines.lines[k];

    draw_blank(pen, DRAW_PLAIN, x + 2);
    draw_text(pen, DRAW_DIM, note->remedy + line->start, line->end - line->start);
}

/* Behind the sentence, where there is room: which rule says so. */
static void draw_rule(const struct page_note *note, struct pen *pen)
{
    if (note->id && pen->x + GUTTER + width_of_text(note->id, strlen(note->id)) <= pen->end) {
        draw_blank(pen, DRAW_DIM, pen->x + GUTTER);
        draw_string(pen, DRAW_DIM, note->id);
    }
}

/* last: no more of its rows are shown. */
static void draw_note(const struct page_note *note, int k, bool last, int x, struct pen *pen)
{
    int lines = (int)note->lines.count;

    if (k >= lines) {
        draw_remedy(note, k - lines, x, pen);
        return;
    }
    const struct layout_line *line = &note->lines.lines[k];
    draw_blank(pen, DRAW_PLAIN, x);
    draw_string(pen, note_style(note) | DRAW_BOLD, k == 0 ? note_sign(note) : "");
    draw_blank(pen, DRAW_PLAIN, x + 2);
    draw_text(pen, note_style(note), note->text + line->start, line->end - line->start);
    if (last && k + 1 < lines) {
        draw_string(pen, note_style(note), "..");
    } else if (k + 1 == lines) {
        draw_rule(note, pen);
    }
}

static void draw_notes(const struct page_view *v, const struct page_model *m,
                       const struct page_item *item, int k, struct pen *pen)
{
    for (size_t i = 0; i < item->note_count; i++) {
        if (!page_note_is_shown(item, &item->notes[i])) {
            continue;
        }
        int rows = page_note_rows(&item->notes[i], in_hand(m, item));
        if (k < rows) {
            draw_note(&item->notes[i], k, k == rows - 1, page_item_text_x(v, m, item), pen);
            return;
        }
        k -= rows;
    }
}

void page_draw_text_row(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int k, size_t from, struct pen *pen)
{
    int text = page_item_text_rows(v, m, item);
    int use = page_hand_rows(m, item);

    if (k < text) {
        draw_value(v, m, item, k, text, from, pen);
    } else if (k >= text + use) {
        draw_notes(v, m, item, k - text - use, pen);
    }
    if (k >= text - 1 && k < text + use) {
        page_hand_draw_use(m, item, use > 0 ? k - text : 0,
                           page_item_text_x(v, m, item) + v->value_columns, pen);
    }
}

/* A long label goes on beside the sentences under a short text. */
static void draw_field(const struct page_view *v, const struct page_model *m,
                       const struct page_item *item, int k, struct pen *pen)
{
    int above = page_item_text_top(v, item);

    if (k < above) {
        page_label_draw_above(v, m, item, k, pen);
    } else {
        page_label_draw(v, m, item, k - above, pen);
        page_draw_text_row(v, m, item, k - above, 0, pen);
    }
}

static void draw_row_title(const struct page_item *item, struct pen *pen)
{
    char number[32];

    int end = pen->end;

    snprintf(number, sizeof(number), "  %d/%d", item->entry.number, item->entry.of);
    pen->end = end - width_of_text(number, strlen(number));
    draw_clipped(pen, DRAW_BOLD, item->label);
    pen->end = end;
    draw_string(pen, DRAW_PLAIN, number);
}

static void draw_add(const struct page_item *item, struct pen *pen)
{
    char text[256];
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_ADD, key, sizeof(key));
    snprintf(text, sizeof(text), _("%s adds: %s"), key, item->label);
    draw_clipped(pen, DRAW_DIM, text);
    if (item->hint && *item->hint) {
        draw_blank(pen, DRAW_PLAIN, pen->x + GUTTER);
        draw_clipped(pen, DRAW_PLAIN, item->hint);
    }
}

void page_draw_item_row(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int k, int y)
{
    struct pen pen = draw_pen(v->canvas, y, v->x, v->end);

    switch (item->entry.kind) {
    case ASSESSMENT_FIELD:
    case ASSESSMENT_OUTPUT:
        draw_field(v, m, item, k, &pen);
        break;
    case ASSESSMENT_HEADING:
    case ASSESSMENT_PAGE:
        draw_blank(&pen, DRAW_PLAIN, v->x + page_item_indent(v, item));
        draw_clipped(&pen, DRAW_BOLD, k == item->height - 1 ? item->label : "");
        break;
    case ASSESSMENT_ROW:
        draw_blank(&pen, DRAW_PLAIN, v->x + page_item_indent(v, item));
        draw_row_title(item, &pen);
        break;
    case ASSESSMENT_ADD:
        draw_blank(&pen, DRAW_PLAIN, v->x + page_item_indent(v, item));
        draw_add(item, &pen);
        break;
    }
    draw_finish(&pen, DRAW_PLAIN);
}

/* --- the head ------------------------------------------------------------------------- */

static void draw_title(const struct page_view *v, const struct page_model *m)
{
    struct pen pen = draw_pen(v->canvas, v->top, v->x, v->end);
    char progress[128] = "";

    snprintf(progress, sizeof(progress), "%s%s", m->state, m->state[0] ? "  " : "");
    if (m->total > 0) {
        size_t used = strlen(progress);
        snprintf(progress + used, sizeof(progress) - used, "%d/%d", m->done, m->total);
    }
    int progress_x = v->end - width_of_text(progress, strlen(progress)) - 1;
    draw_blank(&pen, DRAW_PLAIN, v->x + 1);
    pen.end = progress_x - 1;
    draw_clipped(&pen, DRAW_BOLD | DRAW_UNDERLINE, m->title ? m->title : "");
    draw_finish(&pen, DRAW_PLAIN);
    pen.end = v->end;
    draw_blank(&pen, DRAW_PLAIN, progress_x);
    draw_string(&pen, DRAW_PLAIN, progress);
    draw_finish(&pen, DRAW_PLAIN);
}

/* A row of the head under its title; the last one leaves room for the sign that says
 * that there is more. */
static struct pen begin_head_row(const struct page_view *v, int y)
{
    bool cut = v->head_cut && y == v->top + v->head_rows - 1;

    return draw_pen(v->canvas, y, v->x, cut ? v->end - CUT_COLUMNS : v->end);
}

static void finish_head_row(const struct page_view *v, struct pen *pen)
{
    draw_finish(pen, DRAW_PLAIN);
    if (pen->end < v->end) {
        pen->end = v->end;
        draw_string(pen, DRAW_PLAIN, " ..");
    }
}

static void draw_link(const struct page_view *v, const struct page_model *m, int y)
{
    struct pen pen = begin_head_row(v, y);
    char text[512];

    page_links_describe(m, text, sizeof(text));
    draw_blank(&pen, DRAW_PLAIN, v->x + 1);
    draw_clipped(&pen, DRAW_BOLD, text);
    finish_head_row(v, &pen);
}

static void draw_output(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int k, int y)
{
    struct pen pen = begin_head_row(v, y);
    int above = page_item_text_top(v, item);

    if (k < above) {
        page_label_draw_above(v, m, item, k, &pen);
    } else {
        page_label_draw(v, m, item, k - above, &pen);
        draw_value(v, m, item, k - above, item->height - above, 0, &pen);
    }
    finish_head_row(v, &pen);
}

static int draw_page_notes(const struct page_view *v, const struct page_model *m, int y, int end)
{
    for (size_t i = 0; i < m->note_count; i++) {
        int rows = page_note_rows(&m->notes[i], false);
        for (int k = 0; k < rows && y < end; k++) {
            struct pen pen = begin_head_row(v, y++);
            draw_note(&m->notes[i], k, k == rows - 1, v->x + 1, &pen);
            finish_head_row(v, &pen);
        }
    }
    return y;
}

static void draw_head(const struct page_view *v, const struct page_model *m)
{
    int y = v->top + 1;
    int end = v->top + v->head_rows;

    if (v->head_rows == 0) {
        return;
    }
    draw_title(v, m);
    if (page_model_is_linked(m) && y < end) {
        draw_link(v, m, y++);
    }
    for (size_t i = 0; i < m->head; i++) {
        for (int k = 0; k < m->items[i].height && y < end; k++) {
            draw_output(v, m, &m->items[i], k, y++);
        }
    }
    y = draw_page_notes(v, m, y, end);
    for (; y < end; y++) {
        draw_empty_row(v->canvas, y, v->x, v->end);
    }
}

/* --- the page ---------------------------------------------------------------------------- */

int page_view_row(const struct page_view *v, const struct page_item *item)
{
    return v->top + v->head_rows + item->top - v->first;
}

bool page_view_shows(const struct page_view *v, int y)
{
    return y >= v->top + v->head_rows && y < v->bottom;
}

void page_view_draw(struct page_view *v, struct page_model *m)
{
    draw_head(v, m);
    for (size_t i = m->head; i < m->count; i++) {
        int top = page_view_row(v, &m->items[i]);
        for (int k = 0; k < m->items[i].height; k++) {
            if (page_view_shows(v, top + k)) {
                page_draw_item_row(v, m, &m->items[i], k, top + k);
            }
        }
    }
    for (int y = v->top + v->head_rows + v->rows - v->first; y < v->bottom; y++) {
        draw_empty_row(v->canvas, y, v->x, v->end);
    }
    v->drawn_count = 0;
    page_label_draw_staying(v, m);
}

void page_view_move_cursor(const struct page_view *v, struct page_model *m)
{
    const struct page_item *item = page_model_current(m);
    size_t line = 0;
    int column = 0;

    if (!item) {
        move(v->top, v->x);
        return;
    }
    if (page_item_is_choice(item)) {
        line = page_item_chosen_row(item);
    } else if (item->editor) {
        editor_position(item->editor, &line, &column);
    }
    line += (size_t)page_item_text_top(v, item);
    int y = page_view_row(v, item) + (int)line;
    int x = page_item_text_x(v, m, item) + column;
    move(y < v->bottom ? y : v->bottom - 1, x < v->end ? x : v->end - 1);
}
