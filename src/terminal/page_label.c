/* The labels of a page: beside their texts, or above them where columns are few. */
#include "config.h"

#include "terminal/page_beside.h"
#include "terminal/page_hand.h"
#include "terminal/page_view_private.h"

enum { GUTTER = 2 };

static bool in_hand(const struct page_model *m, const struct page_item *item)
{
    return m->current < m->count && &m->items[m->current] == item;
}

static unsigned label_style(const struct page_model *m, const struct page_item *item)
{
    if (in_hand(m, item)) {
        return DRAW_REVERSE;
    }
    return item->entry.kind == ASSESSMENT_OUTPUT ? DRAW_DIM : DRAW_PLAIN;
}

void page_label_draw_sign(const struct page_view *v, const struct page_model *m,
                          const struct page_item *item, int k, struct pen *pen)
{
    int x = page_item_text_x(v, m, item);

    if (in_hand(m, item) && k < page_item_text_rows(v, m, item)) {
        draw_blank(pen, DRAW_PLAIN, x - 1);
        draw_string(pen, DRAW_WARNING | DRAW_BOLD, page_hand_sign(m, item, (size_t)k));
    }
    draw_blank(pen, DRAW_PLAIN, x);
}

/* A label from byte `from` on, with the mark of last year's behind it. */
static void draw_label_end(const struct page_model *m, const struct page_item *item, size_t from,
                           struct pen *pen)
{
    int end = pen->end;

    pen->end = item->stayed ? end - GUTTER : end;
    draw_clipped(pen, label_style(m, item), item->label + from);
    pen->end = end;
    if (item->stayed) {
        draw_blank(pen, DRAW_PLAIN, pen->x + 1);
        draw_string(pen, DRAW_BOLD, "=");
    }
}

void page_label_draw_above(const struct page_view *v, const struct page_model *m,
                           const struct page_item *item, int k, struct pen *pen)
{
    if ((size_t)k >= item->label_lines.count) { /* memory was short when it was laid out */
        return;
    }
    const struct layout_line *line = &item->label_lines.lines[k];
    if (k == page_item_label_rows(v, item) - 1) { /* with all that is left of it */
        draw_label_end(m, item, line->start, pen);
    } else {
        draw_text(pen, label_style(m, item), item->label + line->start, line->end - line->start);
    }
}

void page_label_draw(const struct page_view *v, const struct page_model *m,
                     const struct page_item *item, int k, struct pen *pen)
{
    int x = page_item_text_x(v, m, item);
    int end = pen->end;

    if (!v->stacked) {
        draw_blank(pen, DRAW_PLAIN, v->x + page_item_indent(v, item));
    }
    if (!v->stacked && k < (int)item->label_lines.count) {
        const struct layout_line *line = &item->label_lines.lines[k];
        pen->end = x - 1;
        draw_text(pen, label_style(m, item), item->label + line->start, line->end - line->start);
        pen->end = end;
    }
    if (!v->stacked) {
        page_beside_draw_mark(item, k, x, pen);
    }
    page_label_draw_sign(v, m, item, k, pen);
}

void page_label_draw_staying(const struct page_view *v, const struct page_model *m)
{
    const struct page_item *item = m->current < m->count ? &m->items[m->current] : NULL;
    struct pen pen = draw_pen(v->canvas, v->top + v->head_rows, v->x, v->end);

    if (item && page_item_label_stays(v, m, item)) {
        draw_label_end(m, item, 0, &pen);
        draw_finish(&pen, DRAW_PLAIN);
    }
}
