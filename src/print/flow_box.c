/* Boxes and the lines in them. */
#include "config.h"

#include "print/flow_private.h"

struct flow_sheet *flow_sheet_now(const struct flowing *f)
{
    return &f->flow->sheets[f->flow->sheet_count - 1];
}

struct flow_box *flow_add_box(struct flowing *f, enum flow_kind kind, double x, double y,
                              double width, double height)
{
    struct flow_sheet *sheet = flow_sheet_now(f);
    struct flow_box *grown =
        arena_grow(&f->flow->arena, sheet->boxes, sheet->box_count, sizeof *sheet->boxes);
    if (grown == NULL) {
        error_set_memory(f->err);
        return NULL;
    }
    sheet->boxes = grown;
    struct flow_box *box = &grown[sheet->box_count++];
    *box = (struct flow_box){.kind = kind,
                             .row = f->row,
                             .x = x,
                             .y = y,
                             .width = width,
                             .height = height,
                             .sides = kind == FLOW_TITLE || kind == FLOW_FOOT ? 0 : FLOW_ALL};
    return box;
}

bool flow_add_line(struct flowing *f, struct flow_box *box, const struct lay_line *line, double top,
                   const struct setting *s)
{
    if (line->size == 0)
        return true;
    struct flow_line *grown =
        arena_grow(&f->flow->arena, box->lines, box->line_count, sizeof *box->lines);
    if (grown == NULL)
        return error_set_memory(f->err);
    box->lines = grown;
    grown[box->line_count++] = (struct flow_line){.text = line->text,
                                                  .length = line->size,
                                                  .x = box->x + f->paper->padding,
                                                  .width = box->width - 2 * f->paper->padding,
                                                  .top = top,
                                                  .height = s->pitch,
                                                  .size = s->size,
                                                  .align = s->align};
    return true;
}

bool flow_add_lines(struct flowing *f, struct flow_box *box, const struct lay_line *lines,
                    size_t count, double top, const struct setting *s)
{
    for (size_t i = 0; i < count; i++) {
        if (!flow_add_line(f, box, &lines[i], top + (double)i * s->pitch, s))
            return false;
    }
    return true;
}

/* How many half ems the width holds; the little more keeps what comes out even. */
static int half_ems(const struct flowing *f, double width, double size)
{
    int columns = (int)((width - 2 * f->paper->padding) / (size * LAY_POINT) * 2 + 0.001);
    return columns < 2 ? 2 : columns;
}

bool flow_add_text(struct flowing *f, struct flow_box *box, const char *text, double top,
                   const struct setting *s, double *height)
{
    struct lay_text laid = {NULL, 0};
    *height = 0;
    if (*text == '\0')
        return true;
    if (!lay_break(&f->flow->arena, &f->scratch, text, half_ems(f, box->width, s->size), &laid))
        return error_set_memory(f->err);
    *height = (double)laid.count * s->pitch;
    return flow_add_lines(f, box, laid.lines, laid.count, top, s);
}

size_t flow_count_lines(struct flowing *f, const char *text, double width, double size)
{
    struct lay_text laid = {NULL, 0};
    if (!lay_break(&f->flow->arena, &f->scratch, text, half_ems(f, width, size), &laid)) {
        error_set_memory(f->err);
        return 0;
    }
    return laid.count;
}
