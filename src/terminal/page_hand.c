/* The text in hand: its selection, and its printed cell. */
#include "config.h"

#include "terminal/page_hand.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/grapheme.h"
#include "text/i18n.h"
#include "text/width.h"

enum {
    SELECTED = DRAW_UNDERLINE | DRAW_BOLD,
    GUTTER = 2, /* between the text and its measure */
    WORDS = sizeof(((struct page_use *)0)->said) / sizeof(((struct page_use *)0)->said[0]),
    OVER = WORDS - 1, /* what is too much for print */
};

/* --- the printed cell ------------------------------------------------------------ */

static struct sheet_text text_of(const struct page_item *item)
{
    const char *still = item->sent ? item->sent : item->shown;
    struct sheet_text text = {.text = item->editor ? editor_text(item->editor) : still};

    text.segments = item->editor ? editor_segments(item->editor) : NULL;
    return text;
}

static bool is_printed_in(const struct sheet *sheet, const struct sheet_column *column,
                          const struct page_item *item)
{
    bool has_text = item->entry.kind == ASSESSMENT_FIELD || item->entry.kind == ASSESSMENT_OUTPUT;

    return has_text && !item->reason && item->entry.node &&
           sheet_column_of_node(sheet, item->entry.node) == column;
}

/* The texts of the page that stand in one cell with that of the field in hand,
 * which is number *own of them. */
static bool measure_stack(struct page_model *m, const struct sheet *sheet,
                          const struct sheet_column *column, size_t *own)
{
    struct sheet_text *texts = calloc(m->count + 1, sizeof(*texts));
    size_t count = 0;

    for (size_t i = 0; texts && i < m->count; i++) {
        if (is_printed_in(sheet, column, &m->items[i])) {
            *own = i == m->current ? count : *own;
            texts[count++] = text_of(&m->items[i]);
        }
    }
    bool good = texts && sheet_measure_stack(sheet, column, texts, count, &m->use.cell);
    free(texts);
    return good;
}

size_t page_hand_count(const char *text)
{
    size_t feeds = 0;

    for (const char *feed = text; (feed = strchr(feed, '\n')); feed++) {
        feeds++;
    }
    return grapheme_count(text, strlen(text)) - feeds;
}

/* Where the text is cut, and how much of it is then not on the paper. */
static void find_cut(struct page_use *use, const char *text, size_t own)
{
    size_t size = strlen(text);

    use->cut = size;
    if (!use->cell.fits && own >= use->cell.text) {
        use->cut = own > use->cell.text || use->cell.cut > size ? 0 : use->cell.cut;
    }
    use->over = page_hand_count(text + use->cut);
}

static bool is_measured(const struct page_item *item)
{
    return item->entry.kind == ASSESSMENT_FIELD && item->editor && !item->reason &&
           item->entry.item->kind == FORM_TEXTAREA;
}

static bool measure_alone(struct page_model *m, const struct sheet *sheet,
                          const struct sheet_column *column, const struct page_item *item)
{
    struct sheet_text text = text_of(item);

    return sheet_measure_stack(sheet, column, &text, 1, &m->use.cell);
}

/* Where it is printed does not change while it is typed. */
static const struct sheet_column *column_of(const struct sheet *sheet, struct page_item *item)
{
    if (!item->sought) {
        item->sought = true;
        item->printed_in = sheet ? sheet_column_of_node(sheet, item->entry.node) : NULL;
    }
    return item->printed_in;
}

static void measure_cell(struct page_model *m, struct page_item *item)
{
    const struct sheet *sheet = session_sheet(m->session);
    const struct sheet_column *column = column_of(sheet, item);
    size_t own = 0;

    m->use.printed = column && (column->each ? measure_stack(m, sheet, column, &own)
                                             : measure_alone(m, sheet, column, item));
    if (m->use.printed) {
        find_cut(&m->use, editor_text(item->editor), own);
    }
}

static void set_word(struct page_use *use, int i, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void set_word(struct page_use *use, int i, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(use->said[i], sizeof(use->said[i]), format, arguments);
    va_end(arguments);
    use->wide[i] = width_of_text(use->said[i], strlen(use->said[i]));
}

static void put_into_words(struct page_use *use, int columns)
{
    set_word(use, 0, ngettext("%zu char", "%zu chars", use->count), use->count);
    if (use->printed) {
        set_word(use, 1, _("  cell %d%%"), use->cell.percent);
    }
    if (use->wide[0] + use->wide[1] > columns) {
        set_word(use, 0, "%zu", use->count);
    }
    if (use->printed && use->over > 0) {
        set_word(use, OVER,
                 ngettext("  > %zu char too many for print", "  > %zu chars too many for print",
                          use->over),
                 use->over);
    }
}

/* The words of row `row`, from *from to before *to: as many as fit, but one at least. */
static void find_row(const struct page_use *use, int row, int columns, int *from, int *to)
{
    for (*from = *to = 0; row >= 0; row--) {
        int taken = 0;
        *from = *to;
        while (*to < WORDS && (*to == *from || taken + use->wide[*to] <= columns)) {
            taken += use->wide[(*to)++];
        }
    }
}

static int count_rows(const struct page_use *use, int columns)
{
    int rows = 0;

    for (int from = 0, to = 0; to < WORDS; rows++) {
        find_row(use, rows, columns, &from, &to);
    }
    return rows;
}

static int use_columns(const struct page_use *use)
{
    int columns = 0;

    for (int i = 0; i < WORDS; i++) {
        columns += use->wide[i];
    }
    return columns;
}

/* The field in hand where it has a measure; else NULL, and what was one is gone. */
static struct page_item *take_measured(struct page_model *m)
{
    struct page_item *item = page_model_current(m);

    if (item && is_measured(item) && editor_size(item->editor) > 0) {
        return item;
    }
    memset(&m->use, 0, sizeof(m->use));
    return NULL;
}

static void place(struct page_use *use, const struct layout *l, int columns)
{
    bool beside = l->lines[l->count - 1].columns + GUTTER + use_columns(use) <= columns;

    use->rows = beside ? 0 : count_rows(use, columns);
    use->columns = columns;
}

void page_hand_measure(struct page_model *m, int columns)
{
    struct page_item *item = take_measured(m);

    if (item) {
        memset(&m->use, 0, sizeof(m->use));
        m->use.count = editor_count(item->editor);
        measure_cell(m, item);
        put_into_words(&m->use, columns);
        place(&m->use, editor_layout(item->editor), columns);
    }
}

void page_hand_put_off(struct page_model *m)
{
    m->use.put_off = true;
}

void page_hand_place(struct page_model *m, int columns)
{
    const struct page_item *item = take_measured(m);

    if (item && m->use.count > 0) {
        place(&m->use, editor_layout(item->editor), columns);
    }
}

static bool in_hand(const struct page_model *m, const struct page_item *item)
{
    return m->current < m->count && &m->items[m->current] == item;
}

int page_hand_rows(const struct page_model *m, const struct page_item *item)
{
    return in_hand(m, item) ? m->use.rows : 0;
}

void page_hand_draw_use(const struct page_model *m, const struct page_item *item, int row, int end,
                        struct pen *pen)
{
    const struct page_use *use = &m->use;
    int from;
    int to;
    int taken = 0;

    if (!in_hand(m, item) || row < 0 || use->put_off) {
        return;
    }
    find_row(use, row, use->columns, &from, &to);
    for (int i = from; i < to; i++) {
        taken += use->wide[i];
    }
    draw_blank(pen, DRAW_PLAIN, end - taken);
    for (int i = from; i < to; i++) {
        /* Plain, because a style would cost more bytes at every key than the figures. */
        draw_clipped(pen, i == OVER ? DRAW_WARNING | DRAW_BOLD : DRAW_PLAIN, use->said[i]);
    }
}

size_t page_hand_cut_line(const struct page_model *m, const struct page_item *item)
{
    if (!in_hand(m, item) || m->use.over == 0) {
        return SIZE_MAX;
    }
    return layout_line_of(editor_layout(item->editor), m->use.cut);
}

const char *page_hand_sign(const struct page_model *m, const struct page_item *item, size_t line)
{
    return page_hand_cut_line(m, item) == line ? ">" : "";
}

/* --- what is selected --------------------------------------------------------------- */

static size_t clamp(size_t offset, const struct layout_line *line)
{
    return offset < line->start ? line->start : offset > line->end ? line->end : offset;
}

/* What is selected of a line: from where to where, and whether its line feed is. */
struct selected {
    size_t from, to;
    bool feed;
};

static struct selected selected_of(const struct page_item *item, const struct layout_line *line)
{
    struct selected s = {line->end, line->end, false};
    size_t start;
    size_t end;

    if (editor_selection(item->editor, &start, &end)) {
        s.from = clamp(start, line);
        s.to = clamp(end, line);
        s.feed = line->hard && start <= line->end && end > line->end;
    }
    return s;
}

void page_hand_draw_line(const struct page_item *item, const struct layout_line *line, size_t from,
                         struct pen *pen)
{
    const char *text = editor_text(item->editor);
    struct selected s = selected_of(item, line);

    s.from = s.from < from ? from : s.from;
    s.to = s.to < from ? from : s.to;
    draw_text(pen, DRAW_PLAIN, text + from, s.from - from);
    draw_text(pen, SELECTED, text + s.from, s.to - s.from);
    draw_text(pen, DRAW_PLAIN, text + s.to, line->end - s.to);
    if (s.feed) { /* seen as a blank behind its line */
        draw_blank(pen, SELECTED, pen->x + 1);
    }
}

size_t page_hand_find_change(const struct page_item *item, const struct layout_line *line,
                             size_t shown, int *columns)
{
    size_t same = editor_unchanged(item->editor);
    size_t unchanged = same < shown ? same : shown; /* a word that came up was in the next row */
    size_t size = editor_size(item->editor);
    size_t from = line->start;

    if (unchanged > line->start) { /* what is joined to a character may change its look */
        from = grapheme_floor(editor_text(item->editor), size, clamp(unchanged, line));
        from = from < unchanged ? from : grapheme_previous(editor_text(item->editor), size, from);
        from = from < line->start ? line->start : from;
    }
    *columns = editor_columns(item->editor, line->start, from);
    return from;
}

/* FNV-1a, by eight bytes at a time. */
static uint64_t add_word(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * 1099511628211U;
    return sum ^ sum >> 32;
}

static uint64_t add_bytes(uint64_t sum, const char *bytes, size_t size)
{
    uint64_t word;

    for (; size >= sizeof(word); bytes += sizeof(word), size -= sizeof(word)) {
        memcpy(&word, bytes, sizeof(word));
        sum = add_word(sum, word);
    }
    if (size > 0) {
        word = 0;
        memcpy(&word, bytes, size);
        sum = add_word(sum, word ^ (uint64_t)size << 56);
    }
    return sum;
}

/* Of what stands behind the last line or under it. */
static uint64_t add_use(uint64_t sum, const struct page_use *use)
{
    int where[] = {use->put_off, use->rows, use->columns};

    sum = add_bytes(sum, (const char *)where, sizeof(where));
    for (int i = 0; i < WORDS; i++) {
        sum = add_bytes(sum, use->said[i], strlen(use->said[i]) + 1);
    }
    return sum;
}

static uint64_t add_line(uint64_t sum, const struct page_item *item, const struct layout_line *line)
{
    struct selected s = selected_of(item, line);
    size_t clipped[3] = {s.from - line->start, s.to - line->start, s.feed};

    sum = add_bytes(sum, editor_text(item->editor) + line->start, line->end - line->start);
    return add_bytes(sum, (const char *)clipped, s.to > s.from || s.feed ? sizeof(clipped) : 0);
}

uint64_t page_hand_look(const struct page_model *m, const struct page_item *item, size_t row)
{
    const struct layout *layout = editor_layout(item->editor);
    uint64_t sum = 14695981039346656037U;

    if (row < layout->count) {
        const char *sign = page_hand_sign(m, item, row);
        sum = add_line(sum, item, &layout->lines[row]);
        sum = add_bytes(sum, sign, strlen(sign));
    }
    return row + 1 >= layout->count ? add_use(add_word(sum, row), &m->use) : sum;
}
