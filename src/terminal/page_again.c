/* The text in hand drawn again, of which a key changed little. */
#include "config.h"

#include "terminal/page_choice.h"
#include "terminal/page_hand.h"
#include "terminal/page_view.h"
#include "terminal/page_view_private.h"

enum { ANY = -1 };

/* The first rows of the field in hand of which it can be known what they look like:
 * those of a text, and its measure. A single line may have more behind it. */
static int count_known(const struct page_model *m, const struct page_item *item)
{
    if (!item->editor || page_item_is_choice(item) || item->properties.type == FORM_FIGURE) {
        return 0;
    }
    int lines = (int)editor_layout(item->editor)->count;
    int count = lines > 1 ? lines + page_hand_rows(m, item) : 0;
    return count < PAGE_VIEW_DRAWN ? count : PAGE_VIEW_DRAWN;
}

/* Whether rows of the text in hand can look different by their text alone. */
static bool differ_in_text(const struct page_view *v, const struct page_model *m,
                           const struct page_item *item)
{
    return v->drawn_plain && count_known(m, item) > 0 && !editor_has_selection(item->editor) &&
           page_hand_cut_line(m, item) == v->drawn_cut;
}

/* The rows that are as they were when they were last drawn, because the text is up to
 * there, and is broken there as it was. The last one has more behind it. */
static int count_unchanged(const struct page_view *v, const struct page_item *item)
{
    const struct layout *layout = editor_layout(item->editor);
    int k = 0;

    while (k < v->drawn_count && (size_t)k + 1 < layout->count &&
           layout->lines[k].end == v->drawn[k].end &&
           layout->lines[k].end <= editor_unchanged(item->editor)) {
        k++;
    }
    return k;
}

/* Whether row k of the text in hand looks as it did when it was last drawn. */
static bool looks_the_same(struct page_view *v, const struct page_model *m,
                           const struct page_item *item, int k)
{
    if (k >= count_known(m, item)) {
        return false;
    }
    uint64_t look = page_hand_look(m, item, (size_t)k);
    bool same = k < v->drawn_count && v->drawn[k].look == look;
    v->drawn[k].look = look;
    return same;
}

/* Row k of the text in hand, or what else the item has there. A label does not change under
 * a key. unchanged: the rows of the text that are as they were, all others differing only in
 * their text; ANY: they may differ in anything. */
static void draw_beside_label(struct page_view *v, const struct page_model *m,
                              const struct page_item *item, int k, int unchanged)
{
    const struct layout *layout = editor_layout(item->editor);
    bool known = unchanged != ANY && k < v->drawn_count;
    int x = page_item_text_x(v, m, item);
    int y = page_view_row(v, item) + page_item_text_top(v, item) + k;
    int blank_from = k < v->drawn_count ? v->drawn[k].blank_from : v->end;
    size_t from = 0;
    int columns = 0;

    if (known && k == unchanged && (size_t)k < layout->count) { /* it begins as it did */
        from = page_hand_find_change(item, &layout->lines[k], v->drawn[k].end, &columns);
    }
    int begin = known ? x + columns : x - 1;
    struct pen pen = draw_pen(v->canvas, y, begin > v->x ? begin : v->x, v->end);
    if (!known) {
        page_label_draw_sign(v, m, item, k, &pen);
    }
    page_draw_text_row(v, m, item, k, from, &pen);
    if (k < PAGE_VIEW_DRAWN) {
        v->drawn[k].blank_from = pen.x;
    }
    draw_blank(&pen, DRAW_PLAIN, blank_from);
}

static void draw_again(struct page_view *v, const struct page_model *m,
                       const struct page_item *item)
{
    int above = page_item_text_top(v, item);
    int unchanged = differ_in_text(v, m, item) ? count_unchanged(v, item) : ANY;

    for (int k = unchanged == ANY ? 0 : unchanged; k < item->height - above; k++) {
        int y = page_view_row(v, item) + above + k;
        if (looks_the_same(v, m, item, k) || !page_view_shows(v, y)) {
            continue;
        }
        if (item->entry.kind == ASSESSMENT_FIELD) {
            draw_beside_label(v, m, item, k, unchanged);
        } else {
            page_draw_item_row(v, m, item, k, y);
        }
    }
}

/* Remembers what is known of the text that was drawn. */
static void note_drawn(struct page_view *v, const struct page_model *m,
                       const struct page_item *item)
{
    const struct layout *layout = editor_layout(item->editor);

    for (int k = 0; k < v->drawn_count; k++) {
        v->drawn[k].end = (size_t)k < layout->count ? layout->lines[k].end : 0;
    }
    v->drawn_plain = !editor_has_selection(item->editor);
    v->drawn_cut = page_hand_cut_line(m, item);
    editor_mark(item->editor);
}

void page_view_draw_current(struct page_view *v, struct page_model *m)
{
    struct page_item *item = page_model_current(m);

    if (item) {
        draw_again(v, m, item);
    }
    v->drawn_count = item ? count_known(m, item) : 0;
    if (v->drawn_count > 0) {
        note_drawn(v, m, item);
    }
    page_label_draw_staying(v, m);
}
