/* From rows to sheets: which rows stand on which sheet, and what stands around them. */
#include "config.h"

#include "print/flow.h"

#include <stdint.h>
#include <string.h>

#include "print/flow_private.h"
#include "text/i18n.h"

/* A spread while it is flowed. */
struct spreading {
    struct flowing *f;
    const struct content_spread *spread;
    struct flow_page *pages;
    size_t page_count;
    bool first; /* the first sheets of it are still to come */
};

/* --- a page and its room ------------------------------------------------------------- */

static bool take_lefts(struct flowing *f, struct flow_page *page)
{
    double x = f->paper->margin;
    page->lefts = arena_take(&f->flow->arena, page->page->column_count + 1, sizeof *page->lefts);
    if (page->lefts == NULL)
        return error_set_memory(f->err);
    for (size_t i = 0; i < page->page->column_count; i++) {
        page->lefts[i] = x;
        x += page->page->columns[i]->width;
    }
    page->lefts[page->page->column_count] = x;
    return true;
}

/* What the body of the table has, and where it begins. */
static bool find_room(struct flowing *f, const struct flow_page *page, bool first, double *top,
                      double *room)
{
    double title = 0;
    if (!flow_title_height(f, page->page, first, &title))
        return false;
    *top = f->paper->margin + title + page->headings;
    *room = f->paper->height - f->paper->margin - *top;
    return true;
}

/* All bands that a page can have above a row. */
static double all_bands(const struct flow_page *page)
{
    double height = 0;
    for (size_t i = 0; i < page->page->column_count; i++) {
        const struct sheet_column *band = page->page->columns[i]->band;
        if (band != NULL)
            height += band->pitch * LAY_POINT + 2 * LAY_PADDING;
    }
    return height;
}

static bool prepare_page(struct spreading *s, size_t index)
{
    struct flow_page *page = &s->pages[index];
    double top = 0, first = 0, later = 0;
    page->page = s->spread->layout->pages[index];
    page->index = index;
    if (!take_lefts(s->f, page) || !flow_headings_height(s->f, page) ||
        !find_room(s->f, page, true, &top, &first) || !find_room(s->f, page, false, &top, &later))
        return false;
    double most = (first < later ? first : later) - all_bands(page);
    double least = page->page->columns[0]->pitch * LAY_POINT * 2;
    if (most < least)
        return error_set(s->f->err,
                         _("The headings of the sheet leave no room for its rows. Check the "
                           "form's sheet.xml."));
    return flow_prepare(s->f, s->spread, most, page);
}

/* --- a sheet ------------------------------------------------------------------------- */

static bool begin_sheet(struct spreading *s, const struct flow_page *page, double *top,
                        double *room)
{
    struct flowing *f = s->f;
    struct flow_sheet *grown =
        arena_grow(&f->flow->arena, f->flow->sheets, f->flow->sheet_count, sizeof *f->flow->sheets);
    if (grown == NULL)
        return error_set_memory(f->err);
    f->flow->sheets = grown;
    grown[f->flow->sheet_count++] = (struct flow_sheet){.page = page->page};
    f->row = 0;
    return find_room(f, page, s->first, top, room) && flow_title(f, page->page, s->first) &&
           flow_headings(f, page, *top - page->headings);
}

/* How many whole rows stand on a sheet of that page, from the row in hand on. */
static size_t count_rows(const struct flow_page *page, size_t row, double room)
{
    size_t count = 0;
    for (; row + count < page->row_count; count++) {
        bool first = count == 0;
        room -= flow_bands_height(page, row + count, first) +
                flow_row_height(page, row + count, first ? page->at : 0, SIZE_MAX, true);
        if (room < -0.001)
            break;
    }
    return count;
}

/* Of a row that does not fit: the pieces that do, and how high they are. */
static struct flow_part count_pieces(const struct flow_page *page, size_t row, double room)
{
    struct flow_part part = {.first = row, .count = 1, .to = page->at};
    room -= flow_bands_height(page, row, true);
    while (part.to < page->rows[row].piece_count &&
           flow_row_height(page, row, page->at, part.to + 1, false) <= room + 0.001)
        part.to++;
    if (part.to == page->at && part.to < page->rows[row].piece_count)
        part.to++; /* as high as a piece may be at most */
    part.height =
        flow_row_height(page, row, page->at, part.to, part.to == page->rows[row].piece_count);
    part.height = part.height > room ? room : part.height;
    return part;
}

static bool put_sheet(struct spreading *s, struct flow_page *page, size_t row, size_t count)
{
    struct flow_part part = {.first = row, .count = count, .to = SIZE_MAX};
    double top = 0, room = 0;
    if (!begin_sheet(s, page, &top, &room))
        return false;
    if (count == 0 && row < s->spread->row_count)
        part = count_pieces(page, row, room);
    return flow_body(s->f, page, &part, top);
}

/* --- a spread ------------------------------------------------------------------------ */

/* How many rows fit on the sheets of all pages. */
static bool count_common(struct spreading *s, size_t row, size_t *count)
{
    *count = SIZE_MAX;
    for (size_t i = 0; i < s->page_count; i++) {
        double top = 0, room = 0;
        if (!find_room(s->f, &s->pages[i], s->first, &top, &room))
            return false;
        size_t fit = count_rows(&s->pages[i], row, room);
        *count = fit < *count ? fit : *count;
    }
    return true;
}

static void begin_row(struct flow_page *page)
{
    page->at = 0;
    memset(page->shown, 0, page->page->column_count * sizeof *page->shown);
}

/* The next row in hand, where the one that was has been shown on all pages. */
static size_t advance(struct spreading *s, size_t row, size_t count)
{
    bool done = true;
    if (row >= s->spread->row_count)
        return row;
    for (size_t i = 0; count == 0 && i < s->page_count; i++)
        done = done && flow_row_done(&s->pages[i], row);
    if (!done)
        return row;
    for (size_t i = 0; i < s->page_count; i++)
        begin_row(&s->pages[i]);
    return row + (count == 0 ? 1 : count);
}

static bool flow_spread(struct flowing *f, const struct content_spread *spread)
{
    struct spreading s = {
        .f = f, .spread = spread, .page_count = spread->layout->page_count, .first = true};
    s.pages = arena_take(&f->flow->arena, s.page_count, sizeof *s.pages);
    if (s.pages == NULL)
        return error_set_memory(f->err);
    for (size_t i = 0; i < s.page_count; i++) {
        if (!prepare_page(&s, i))
            return false;
    }
    /* A spread without rows has its head and headings all the same. */
    for (size_t row = 0, count; row < spread->row_count || s.first; row = advance(&s, row, count)) {
        if (!count_common(&s, row, &count))
            return false;
        for (size_t i = 0; i < s.page_count; i++) {
            if (!put_sheet(&s, &s.pages[i], row, count))
                return false;
        }
        s.first = false;
    }
    return true;
}

/* --- the foot ------------------------------------------------------------------------ */

/* Below the margin, where printers still print. */
static bool put_foot(struct flowing *f, struct flow_sheet *sheet, const char *text,
                     enum sheet_align align)
{
    const struct setting s = {f->paper->size, f->paper->pitch * LAY_POINT, align, SHEET_TOP};
    double y = f->paper->height - f->paper->margin + 0.6;
    const struct lay_line line = {text, text == NULL ? 0 : strlen(text)};
    struct flow_box *grown =
        arena_grow(&f->flow->arena, sheet->boxes, sheet->box_count, sizeof *sheet->boxes);
    if (text == NULL || grown == NULL)
        return error_set_memory(f->err);
    sheet->boxes = grown;
    struct flow_box *box = &grown[sheet->box_count++];
    *box = (struct flow_box){.kind = FLOW_FOOT,
                             .x = f->paper->margin,
                             .y = y,
                             .width = sheet->page->top.width,
                             .height = s.pitch};
    return flow_add_line(f, box, &line, y, &s);
}

const char *flow_signature(struct arena *arena, const struct print_order *order)
{
    if (order->digest == NULL || order->trail == NULL)
        return "";
    return arena_format(arena, _("Signed off. SHA-256 of the content: %s  Head of the trail: %s"),
                        order->digest, order->trail);
}

static bool put_feet(struct flowing *f)
{
    struct arena *arena = &f->flow->arena;
    const char *signature = flow_signature(arena, f->order);
    for (size_t i = 0; i < f->flow->sheet_count; i++) {
        struct flow_sheet *sheet = &f->flow->sheets[i];
        /* TRANSLATORS: at the foot of a printed sheet: its number, and how many there are. */
        const char *number = arena_format(arena, _("%zu/%zu"), i + 1, f->flow->sheet_count);
        if (!put_foot(f, sheet, number, SHEET_RIGHT))
            return false;
        if (signature == NULL || *signature != '\0') {
            if (!put_foot(f, sheet, signature, SHEET_LEFT))
                return false;
        }
    }
    return true;
}

bool flow_make(struct flow *out, struct content *content, const struct print_order *order,
               struct error *err)
{
    *out = (struct flow){.paper = sheet_paper(content->sheet), .arena = ARENA_INIT};
    struct flowing f = {.flow = out,
                        .content = content,
                        .order = order,
                        .paper = out->paper,
                        .scratch = LAYOUT_INIT,
                        .err = err};
    bool good = true;
    for (size_t i = 0; good && i < content->spread_count; i++)
        good = flow_spread(&f, &content->spreads[i]);
    good = good && put_feet(&f);
    layout_free(&f.scratch);
    return good;
}

void flow_free(struct flow *flow)
{
    arena_free(&flow->arena);
}
