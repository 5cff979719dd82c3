/*
 * The headings of the columns. Those of one depth are equally high; the heading of a
 * column goes down to the body; and where a heading is not printed, the one above
 * reaches over its place: there is no rule between them.
 */
#include "config.h"

#include "print/flow_private.h"

enum { DEPTHS = 16 };

struct headings {
    struct flowing *f;
    double depths[DEPTHS]; /* how high the headings over others are */
    double whole;          /* how high all of them are */
};

static const struct form_text *label_of(const struct sheet_head *head)
{
    return head->column != NULL ? &head->column->label : &head->label;
}

/* Whether the head has a place of its own, and is not only there to hold others. */
static bool has_place(const struct sheet_head *head)
{
    return head->kind != SHEET_BLOCK && head->parent != NULL &&
           (head->kind == SHEET_COLUMN || head->label.count[FORM_JA] > 0 || head->legend_count > 0);
}

static bool shows_any_below(const struct sheet_head *head)
{
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (child->kind == SHEET_COLUMN ? child->shown : has_place(child) || shows_any_below(child))
            return true;
    }
    return false;
}

/* --- how high -------------------------------------------------------------------------- */

static bool text_height(struct headings *h, const char *text, double width, double size,
                        double pitch, double *height)
{
    size_t count = *text == '\0' ? 0 : flow_count_lines(h->f, text, width, size);
    *height += (double)count * pitch;
    return *text == '\0' || count > 0;
}

static double legend_pitch(const struct flowing *f)
{
    return f->paper->legend_size * LAY_POINT * f->paper->pitch / f->paper->size;
}

static bool own_height(struct headings *h, const struct sheet_head *head, double *height)
{
    const struct sheet_paper *paper = h->f->paper;
    *height = 2 * LAY_PADDING;
    if (head->shown) {
        const char *label = content_label(h->f->content, label_of(head));
        if (label == NULL)
            return error_set_memory(h->f->err);
        if (!text_height(h, label, head->width, paper->size, paper->pitch * LAY_POINT, height))
            return false;
    }
    for (size_t i = 0; i < head->legend_count; i++) {
        const char *legend = content_label(h->f->content, &head->legends[i]);
        if (legend == NULL)
            return error_set_memory(h->f->err);
        if (!text_height(h, legend, head->width, paper->legend_size, legend_pitch(h->f), height))
            return false;
    }
    return true;
}

/* The headings that have others below them. */
static bool measure_depths(struct headings *h, const struct sheet_head *head, size_t depth)
{
    double height = 0;
    if (depth >= DEPTHS)
        return error_set_memory(h->f->err);
    if (has_place(head)) {
        if (!shows_any_below(head))
            return true;
        if (!own_height(h, head, &height))
            return false;
        h->depths[depth] = height > h->depths[depth] ? height : h->depths[depth];
        depth++;
    }
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (!measure_depths(h, child, depth))
            return false;
    }
    return true;
}

/* Those that have none: they need what is left above them and their own height. */
static bool measure_leaves(struct headings *h, const struct sheet_head *head, double above,
                           size_t depth)
{
    double height = 0;
    if (has_place(head)) {
        if (!shows_any_below(head)) {
            if (!own_height(h, head, &height))
                return false;
            h->whole = above + height > h->whole ? above + height : h->whole;
            return true;
        }
        above += h->depths[depth++];
    }
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (!measure_leaves(h, child, above, depth))
            return false;
    }
    return true;
}

static bool measure(struct headings *h, const struct flow_page *page)
{
    return measure_depths(h, &page->page->top, 0) && measure_leaves(h, &page->page->top, 0, 0);
}

bool flow_headings_height(struct flowing *f, struct flow_page *page)
{
    struct headings h = {.f = f};
    bool good = measure(&h, page);
    page->headings = h.whole;
    return good;
}

/* --- where ----------------------------------------------------------------------------- */

/* The place of a heading that the one above reaches over. */
static bool put_hidden(struct headings *h, double x, double y, double width, double bottom)
{
    struct flow_box *box = flow_add_box(h->f, FLOW_HEADING, x, y, width, bottom - y);
    if (box == NULL)
        return false;
    box->sides = FLOW_LEFT | FLOW_RIGHT | FLOW_BOTTOM;
    return true;
}

static bool put_texts(struct headings *h, const struct sheet_head *head, struct flow_box *box,
                      bool leaf)
{
    const struct sheet_paper *paper = h->f->paper;
    const struct setting label = {paper->size, paper->pitch * LAY_POINT, SHEET_CENTER,
                                  SHEET_MIDDLE};
    const struct setting legend = {paper->legend_size, legend_pitch(h->f), SHEET_LEFT,
                                   SHEET_MIDDLE};
    const char *text = content_label(h->f->content, label_of(head));
    double taken = 0, height = 0;
    if (text == NULL)
        return error_set_memory(h->f->err);
    if (!own_height(h, head, &height))
        return false;
    double y = box->y + LAY_PADDING + (leaf ? (box->height - height) / 2 : 0);
    if (head->shown && !flow_add_text(h->f, box, text, y, &label, &taken))
        return false;
    for (size_t i = 0; i < head->legend_count; i++) {
        y += taken;
        text = content_label(h->f->content, &head->legends[i]);
        if (text == NULL)
            return error_set_memory(h->f->err);
        if (!flow_add_text(h->f, box, text, y, &legend, &taken))
            return false;
    }
    return true;
}

/* What stands below a heading that has others below it. */
static bool put_heads(struct headings *h, const struct sheet_head *head, double x, double y,
                      size_t depth, double bottom);

static bool put_head(struct headings *h, const struct sheet_head *head, double x, double y,
                     size_t depth, double bottom)
{
    if (!has_place(head))
        return put_heads(h, head, x, y, depth, bottom);
    if (!head->shown && head->legend_count == 0)
        return put_hidden(h, x, y, head->width, bottom);
    bool leaf = !shows_any_below(head);
    double height = leaf ? bottom - y : h->depths[depth];
    struct flow_box *box = flow_add_box(h->f, FLOW_HEADING, x, y, head->width, height);
    if (box == NULL)
        return false;
    /* What is below brings its own rule, but for what this one reaches over. */
    if (!leaf)
        box->sides = FLOW_LEFT | FLOW_TOP | FLOW_RIGHT;
    return put_texts(h, head, box, leaf) &&
           (leaf || put_heads(h, head, x, y + height, depth + 1, bottom));
}

static bool put_heads(struct headings *h, const struct sheet_head *head, double x, double y,
                      size_t depth, double bottom)
{
    for (const struct sheet_head *child = head->first_child; child != NULL; child = child->next) {
        if (!put_head(h, child, x, y, depth, bottom))
            return false;
        x += child->width;
    }
    return true;
}

bool flow_headings(struct flowing *f, const struct flow_page *page, double y)
{
    struct headings h = {.f = f};
    return measure(&h, page) &&
           put_heads(&h, &page->page->top, f->paper->margin, y, 0, y + page->headings);
}
