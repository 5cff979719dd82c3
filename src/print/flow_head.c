/* What stands above the table: lines, and the boxes to sign in. */
#include "config.h"

#include <string.h>

#include "print/flow_private.h"

/* Between the head and the table, and between a line and the boxes at its right. */
static const double GAP = 1.5;

static bool has_boxes(const struct sheet_page *page, bool first)
{
    return first && page->approval.count > 0;
}

static double line_width(const struct sheet_column *line, const struct sheet_page *page, bool first)
{
    double taken = page->approval.width * (double)page->approval.count + GAP;
    return has_boxes(page, first) && taken < page->top.width / 2 ? page->top.width - taken
                                                                 : line->width;
}

/* Puts the lines in (draw), or only adds up how high they are. */
static bool walk_lines(struct flowing *f, const struct sheet_page *page, bool first, bool draw,
                       double *height)
{
    double y = f->paper->margin, bottom = y;
    for (size_t i = 0; i < page->line_count; i++) {
        const struct sheet_column *line = page->lines[i];
        const struct setting s = {line->size, line->pitch * LAY_POINT, line->align, SHEET_TOP};
        double width = line_width(line, page, first), taken = 0;
        const char *text = content_line(f->content, line, f->err);
        if (text == NULL)
            return false;
        if (!line->beside)
            y = bottom;
        size_t count = flow_count_lines(f, text, width, line->size);
        if (count == 0)
            return false;
        bottom = y + (double)count * s.pitch > bottom ? y + (double)count * s.pitch : bottom;
        if (!draw)
            continue;
        struct flow_box *box =
            flow_add_box(f, FLOW_TITLE, f->paper->margin, y, width, (double)count * s.pitch);
        if (box == NULL || !flow_add_text(f, box, text, y, &s, &taken))
            return false;
        if (f->flow->title == NULL && *text != '\0')
            f->flow->title = text;
    }
    *height = bottom - f->paper->margin;
    return true;
}

bool flow_title_height(struct flowing *f, const struct sheet_page *page, bool first, double *height)
{
    if (!walk_lines(f, page, first, false, height))
        return false;
    if (has_boxes(page, first) && page->approval.height > *height)
        *height = page->approval.height;
    *height += *height > 0 ? GAP : 0;
    return true;
}

/* A box: its label above a rule, and who signed and when below. */
static bool put_box(struct flowing *f, const struct sheet_approval *approval, size_t number,
                    double x)
{
    const struct setting s = {f->paper->size, f->paper->pitch * LAY_POINT, SHEET_CENTER,
                              SHEET_MIDDLE};
    const struct setting day = {f->paper->legend_size, f->paper->legend_size * LAY_POINT * 1.3,
                                SHEET_CENTER, SHEET_MIDDLE};
    static const struct print_box blank = {"", ""};
    const struct print_box *stamp =
        number < f->order->box_count ? &f->order->boxes[number] : &blank;
    const char *label = content_label(f->content, &approval->labels[number]);
    double head = s.pitch + 2 * LAY_PADDING, taken = 0, y = f->paper->margin;
    struct flow_box *box = flow_add_box(f, FLOW_BOX, x, y, approval->width, head);
    if (label == NULL || box == NULL)
        return error_set_memory(f->err);
    if (!flow_add_text(f, box, label, y + LAY_PADDING, &s, &taken))
        return false;
    y += head;
    box = flow_add_box(f, FLOW_BOX, x, y, approval->width, approval->height - head);
    return box != NULL && flow_add_text(f, box, stamp->name, y + 2, &s, &taken) &&
           flow_add_text(f, box, stamp->day, y + 2 + (taken > 0 ? taken + 0.5 : 0), &day, &taken);
}

bool flow_title(struct flowing *f, const struct sheet_page *page, bool first)
{
    double height;
    if (!walk_lines(f, page, first, true, &height))
        return false;
    if (!has_boxes(page, first))
        return true;
    double left =
        f->paper->margin + page->top.width - page->approval.width * (double)page->approval.count;
    for (size_t i = 0; i < page->approval.count; i++) {
        if (!put_box(f, &page->approval, i, left + (double)i * page->approval.width))
            return false;
    }
    return true;
}
