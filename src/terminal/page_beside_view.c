/* The sheet beside, at the right of a page. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "session/beside.h"
#include "terminal/keymap.h"
#include "terminal/page_beside.h"
#include "terminal/page_hand.h"
#include "terminal/page_view_private.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    BESIDE_FROM = 140, /* columns of the screen */
    GAP = 1,           /* to the page */
    SIGNS = 3,         /* columns of the margin where the differences are signed */
    COLUMNS_MAX = 80,
};

bool page_beside_fits(const struct canvas *canvas)
{
    return canvas->cols >= BESIDE_FROM;
}

void page_beside_give_room(const struct session *s, struct page_view *v, int outline)
{
    v->beside_x = v->beside_end = v->end;
    if (!page_beside_fits(v->canvas) || !beside_sheet(s)) {
        return;
    }
    v->x = v->x > outline ? outline : v->x;
    int columns = (v->end - v->x) * 2 / 5;
    columns = columns > COLUMNS_MAX ? COLUMNS_MAX : columns;
    v->beside_x = v->end - columns;
    v->end = v->beside_x - GAP;
}

static int text_columns(const struct page_view *v)
{
    return v->beside_end - v->beside_x - SIGNS - 1;
}

static bool has_room(const struct page_view *v)
{
    return v->beside_end > v->beside_x;
}

bool page_beside_lay_out(const struct page_view *v, struct page_item *item)
{
    struct page_beside *b = item->beside;

    return !b || !has_room(v) ||
           layout_make(&b->lines, b->shown.text, strlen(b->shown.text), text_columns(v));
}

static bool stands_alone(const struct page_model *m)
{
    return beside_is_of_another_kind(m->session, m->page);
}

bool page_beside_lay_out_alone(const struct page_view *v, struct page_model *m)
{
    bool good = true;

    for (size_t i = 0; stands_alone(m) && has_room(v) && i < m->alone_count; i++) {
        struct page_beside *b = m->alone[i].beside;
        good =
            layout_make(&b->lines, b->shown.text, strlen(b->shown.text), text_columns(v)) && good;
    }
    return good;
}

int page_beside_rows(const struct page_view *v, const struct page_item *item)
{
    return item->beside && has_room(v) ? (int)item->beside->lines.count : 0;
}

/* --- the column --------------------------------------------------------------- */

/* Behind a text that is not shown whole: how long it is. */
static void draw_rest(const char *text, struct pen *pen)
{
    char rest[48];
    size_t count = page_hand_count(text); /* as the page counts it */

    snprintf(rest, sizeof(rest), ngettext("> %zu char", "> %zu chars", count), count);
    draw_blank(pen, DRAW_PLAIN, pen->end - width_of_text(rest, strlen(rest)));
    draw_string(pen, DRAW_DIM, rest);
}

/* Row k of `rows` that the item has. */
static void draw_text_row(const struct page_beside *b, int k, int rows, struct pen *pen)
{
    if (!*b->shown.text) {
        draw_string(pen, DRAW_DIM, k == 0 ? _("(blank)") : "");
        return;
    }
    if (k >= (int)b->lines.count) {
        return;
    }
    const struct layout_line *line = &b->lines.lines[k];
    int end = pen->end;
    bool cut = k == rows - 1 && (int)b->lines.count > rows;
    draw_string(pen, DRAW_BOLD, difference_signs(&b->shown, line->start, line->end));
    draw_blank(pen, DRAW_PLAIN, pen->x + 1);
    pen->end = cut ? end - 10 : end;
    difference_draw(&b->shown, line->start, line->end, DRAW_PLAIN, pen);
    pen->end = end;
    if (cut) {
        draw_rest(b->text, pen);
    }
}

static struct pen begin_row(const struct page_view *v, int y)
{
    struct pen pen = draw_pen(v->canvas, y, v->beside_x - GAP, v->beside_end - 1);

    draw_blank(&pen, DRAW_PLAIN, v->beside_x);
    return pen;
}

static void end_row(const struct page_view *v, struct pen *pen)
{
    pen->end = v->beside_end;
    draw_finish(pen, DRAW_PLAIN);
}

static void draw_item(const struct page_view *v, const struct page_item *item)
{
    for (int k = 0; k < item->height; k++) {
        int y = v->top + v->head_rows + item->top + k - v->first;
        if (y < v->top + v->head_rows || y >= v->bottom) {
            continue;
        }
        struct pen pen = begin_row(v, y);
        if (item->beside) {
            draw_text_row(item->beside, k, item->height, &pen);
        }
        end_row(v, &pen);
    }
}

/* What has to be said of the whole; "" for nothing. */
static void describe(const struct page_model *m, char *out, size_t size)
{
    char key[32];

    *out = '\0';
    if (m->beside_page == PAGE_NONE) {
        snprintf(out, size, "%s", _("This page is not in it."));
    } else if (stands_alone(m)) {
        keymap_action_key(PLACE_PAGE, ACTION_BESIDE, key, sizeof(key));
        snprintf(out, size, _("A page of another kind; all of it: %s"), key);
    } else if (m->alone_count > 0) {
        keymap_action_key(PLACE_PAGE, ACTION_BESIDE, key, sizeof(key));
        snprintf(out, size,
                 ngettext("%zu field more stands there: %s", "%zu fields more stand there: %s",
                          m->alone_count),
                 m->alone_count, key);
    }
}

static void draw_head(const struct page_view *v, const struct page_model *m)
{
    for (int k = 0; k < v->head_rows; k++) {
        struct pen pen = begin_row(v, v->top + k);
        char text[256] = "";
        if (k == 0) {
            beside_title(m->session, text, sizeof(text));
        } else if (k == 1) {
            describe(m, text, sizeof(text));
        }
        draw_clipped(&pen, k == 0 ? DRAW_BOLD | DRAW_UNDERLINE : DRAW_DIM, text);
        end_row(v, &pen);
    }
}

/* A page of another kind: field under field, from its first on, as far as there are rows.
 * It does not move with the page, of which it has no field. */
static void draw_alone(const struct page_view *v, const struct page_model *m)
{
    int y = v->top + v->head_rows;

    for (size_t i = 0; i < m->alone_count && y < v->bottom; i++) {
        const struct page_beside *b = m->alone[i].beside;
        struct pen pen = begin_row(v, y++);
        draw_clipped(&pen, DRAW_BOLD, m->alone[i].label);
        end_row(v, &pen);
        for (int k = 0; k < (int)b->lines.count && y < v->bottom; k++) {
            pen = begin_row(v, y++);
            draw_text_row(b, k, (int)b->lines.count, &pen);
            end_row(v, &pen);
        }
    }
    for (; y < v->bottom; y++) {
        draw_empty_row(v->canvas, y, v->beside_x - GAP, v->beside_end);
    }
}

void page_beside_draw(const struct page_view *v, const struct page_model *m)
{
    if (!has_room(v)) {
        return;
    }
    draw_head(v, m);
    if (stands_alone(m)) {
        draw_alone(v, m);
        return;
    }
    for (size_t i = m->head; i < m->count; i++) {
        draw_item(v, &m->items[i]);
    }
    int y = v->top + v->head_rows + v->rows - v->first;
    for (; y < v->bottom; y++) {
        draw_empty_row(v->canvas, y, v->beside_x - GAP, v->beside_end);
    }
}

void page_beside_draw_current(const struct page_view *v, const struct page_model *m)
{
    if (has_room(v) && !stands_alone(m) && m->current < m->count) {
        draw_item(v, &m->items[m->current]);
    }
}

/* --- the mark of a field that has stayed ------------------------------------------- */

static bool word_stands_under_label(const struct page_item *item)
{
    return (int)item->label_lines.count < item->height;
}

void page_beside_draw_mark(const struct page_item *item, int row, int x, struct pen *pen)
{
    int end = pen->end;

    if (!item->stayed) {
        return;
    }
    if (row == (int)item->label_lines.count && word_stands_under_label(item)) {
        pen->end = x - 1;
        draw_clipped(pen, DRAW_DIM, _("= last year's"));
        pen->end = end;
    } else if (row == 0) {
        draw_blank(pen, DRAW_PLAIN, x - 2);
        draw_string(pen, DRAW_BOLD, "=");
    }
}

void page_beside_draw_word(const struct page_item *item, int rows, struct pen *pen)
{
    if (!item->stayed || rows != 1 || word_stands_under_label(item)) {
        return;
    }
    const char *word = _("= last year's");
    if (pen->x + 2 + width_of_text(word, strlen(word)) <= pen->end) {
        draw_blank(pen, DRAW_PLAIN, pen->x + 2);
        draw_string(pen, DRAW_DIM, word);
    }
}
