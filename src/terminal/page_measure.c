/* How many rows everything on a page takes, and which of them are shown. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_beside.h"
#include "terminal/page_characters.h"
#include "terminal/page_choice.h"
#include "terminal/page_hand.h"
#include "terminal/page_view.h"
#include "terminal/page_view_private.h"
#include "text/width.h"

enum {
    LABEL_MIN = 14,
    LABEL_MAX = 21,
    LABEL_WIDE = 34, /* where there is room for it */
    WIDE = 90,
    VALUE_MAX = 100,      /* longer lines are hard to read */
    GUTTER = 2,           /* between label and value, and at the right for the cursor */
    NOTE_ROWS = 3,        /* of a sentence under a field that is not in hand */
    TALL = 30,            /* rows of the screen from which more is shown of each field */
    TEXT_LEAST = 24,      /* columns; with fewer beside the labels they stand above the texts */
    BODY_LEAST = 5,       /* rows under the head, before the head has any */
    LABEL_WHOLE_FROM = 8, /* rows from which a label above its text may have several */
};

static bool in_hand(const struct page_model *m, const struct page_item *item)
{
    return m->current < m->count && &m->items[m->current] == item;
}

int page_item_indent(const struct page_view *v, const struct page_item *item)
{
    if (v->stacked) {
        return 0;
    }
    if (item->reason) {
        return 1; /* its label is long */
    }
    return 1 + 2 * (item->entry.depth < 6 ? item->entry.depth : 6);
}

int page_item_text_x(const struct page_view *v, const struct page_model *m,
                     const struct page_item *item)
{
    bool of_head = item < m->items + m->head;

    return v->x + (of_head ? v->head_columns : v->label_columns) + GUTTER;
}

int page_item_label_rows(const struct page_view *v, const struct page_item *item)
{
    bool few = v->stacked && v->bottom - v->top < LABEL_WHOLE_FROM;

    return few ? 1 : (int)item->label_lines.count;
}

int page_item_text_top(const struct page_view *v, const struct page_item *item)
{
    bool labelled = item->entry.kind == ASSESSMENT_FIELD || item->entry.kind == ASSESSMENT_OUTPUT;

    return v->stacked && labelled ? page_item_label_rows(v, item) : 0;
}

bool page_item_label_stays(const struct page_view *v, const struct page_model *m,
                           const struct page_item *item)
{
    return v->stacked && in_hand(m, item) && item->top < v->first && page_view_body_rows(v) > 1;
}

static bool tall(const struct page_view *v)
{
    return v->canvas->rows >= TALL;
}

/* The head's labels are short, and its texts have all the room that is left. */
static int head_label_columns(const struct page_view *v, const struct page_model *m, int most)
{
    int wanted = 0;

    for (size_t i = 0; i < m->head; i++) {
        const struct page_item *item = &m->items[i];
        int needed = page_item_indent(v, item) + width_of_text(item->label, strlen(item->label));
        wanted = needed > wanted ? needed : wanted;
    }
    return wanted < most ? wanted : most;
}

static void choose_columns(struct page_view *v, const struct page_model *m)
{
    int columns = v->end - v->x;
    int most = columns >= WIDE ? LABEL_WIDE : LABEL_MAX;
    int wanted = LABEL_MIN;

    v->stacked = columns < most + 2 * GUTTER + TEXT_LEAST;
    if (v->stacked) { /* one column less at the right is enough for the cursor */
        v->label_columns = v->head_columns = 0;
        v->value_columns = columns - GUTTER - 1 < 2 ? 2 : columns - GUTTER - 1;
        return;
    }

    for (size_t i = 0; i < m->count; i++) {
        const struct page_item *item = &m->items[i];
        if (i >= m->head &&
            (item->entry.kind == ASSESSMENT_FIELD || item->entry.kind == ASSESSMENT_OUTPUT)) {
            int needed =
                page_item_indent(v, item) + width_of_text(item->label, strlen(item->label));
            wanted = needed > wanted ? needed : wanted;
        }
    }
    v->label_columns = wanted < most ? wanted : most;
    v->head_columns = head_label_columns(v, m, most);
    v->value_columns = columns - v->label_columns - 2 * GUTTER;
    if (v->value_columns > VALUE_MAX) {
        v->value_columns = VALUE_MAX;
    }
}

static bool lay_out_text(struct layout *l, const char *text, int columns)
{
    return layout_make(l, text, strlen(text), columns < 2 ? 2 : columns);
}

static bool lay_out_choices(struct page_view *v, const struct page_model *m, struct page_item *item)
{
    char *text = page_choice_list(m, item);

    if (!text || !lay_out_text(&item->lines, text, v->value_columns)) {
        free(text);
        return false;
    }
    free(item->listed);
    item->listed = text;
    return true;
}

/* It is a text in hand. */
static bool is_typed(const struct page_model *m, const struct page_item *item)
{
    return in_hand(m, item) && item->editor && !page_item_is_choice(item);
}

static bool lay_out_field(struct page_view *v, struct page_model *m, struct page_item *item)
{
    bool typed = is_typed(m, item);

    if (typed) {
        editor_set_columns(item->editor, v->value_columns);
    }
    if (in_hand(m, item)) {
        page_hand_measure(m, v->value_columns); /* what has none loses that of the last one */
    }
    if (typed) {
        return true;
    }
    if (in_hand(m, item) && page_item_is_choice(item)) {
        return lay_out_choices(v, m, item);
    }
    return lay_out_text(&item->lines, page_item_shown(item), v->value_columns);
}

/* How many lines of its text an item shows. */
int page_item_text_rows(const struct page_view *v, const struct page_model *m,
                        const struct page_item *item)
{
    if (in_hand(m, item) && !page_item_is_choice(item) && item->editor) {
        return (int)editor_layout(item->editor)->count;
    }
    int lines = (int)item->lines.count;
    int most = tall(v) ? 3 : 2;
    return in_hand(m, item) || lines <= most ? lines : most;
}

int page_note_rows(const struct page_note *note, bool whole)
{
    int lines = (int)note->lines.count;

    if (note->kind == PAGE_NOTE_ASIDE && !whole) {
        return 0;
    }
    if (whole) {
        return lines + (int)note->remedy_lines.count;
    }
    return lines < NOTE_ROWS ? lines : NOTE_ROWS;
}

static int note_rows(const struct page_model *m, const struct page_item *item)
{
    int rows = 0;

    for (size_t i = 0; i < item->note_count; i++) {
        rows += page_note_is_shown(item, &item->notes[i])
                    ? page_note_rows(&item->notes[i], in_hand(m, item))
                    : 0;
    }
    return rows;
}

static int item_height(const struct page_view *v, const struct page_model *m,
                       const struct page_item *item, size_t i)
{
    int text = 1;

    switch (item->entry.kind) {
    case ASSESSMENT_HEADING:
    case ASSESSMENT_PAGE:
        return tall(v) && i > m->head ? 2 : 1;
    case ASSESSMENT_ROW:
    case ASSESSMENT_ADD:
        return 1;
    case ASSESSMENT_OUTPUT:
    case ASSESSMENT_FIELD:
        text = page_item_text_rows(v, m, item);
        break;
    }
    int label = page_item_label_rows(v, item);
    int beside = text + page_hand_rows(m, item) + note_rows(m, item);
    if (v->stacked) {
        return label + beside;
    }
    int there = in_hand(m, item) ? page_beside_rows(v, item) : 0;
    beside = beside > there ? beside : there;
    return label > beside ? label : beside;
}

static void stack_up(struct page_view *v, struct page_model *m)
{
    v->rows = 0;
    for (size_t i = m->head; i < m->count; i++) {
        m->items[i].top = v->rows;
        m->items[i].height = item_height(v, m, &m->items[i], i);
        v->rows += m->items[i].height;
    }
}

static bool lay_out_notes(struct page_note *notes, size_t count, int columns)
{
    for (size_t i = 0; i < count; i++) {
        /* Two columns for the sign. */
        if (!lay_out_text(&notes[i].lines, notes[i].text, columns - 2) ||
            (notes[i].remedy &&
             !lay_out_text(&notes[i].remedy_lines, notes[i].remedy, columns - 2))) {
            return false;
        }
    }
    return true;
}

static int head_value_columns(const struct page_view *v)
{
    int columns = v->end - v->x - v->head_columns - 2 * GUTTER;

    if (v->stacked) {
        return v->value_columns;
    }
    return columns < VALUE_MAX ? columns : VALUE_MAX;
}

/* Columns of the item's label. */
static int label_columns(const struct page_view *v, const struct page_item *item, bool of_head)
{
    if (v->stacked) {
        return v->end - v->x - 1;
    }
    return (of_head ? v->head_columns : v->label_columns) - page_item_indent(v, item);
}

static bool lay_out_item(struct page_view *v, struct page_model *m, struct page_item *item)
{
    bool of_head = item < m->items + m->head;
    bool good = lay_out_text(&item->label_lines, item->label, label_columns(v, item, of_head));

    if (item->entry.kind == ASSESSMENT_FIELD) {
        good = good && lay_out_field(v, m, item) && page_beside_lay_out(v, item);
    } else if (item->entry.kind == ASSESSMENT_OUTPUT) {
        good = good && lay_out_text(&item->lines, item->shown,
                                    of_head ? head_value_columns(v) : v->value_columns);
    }
    return good && lay_out_notes(item->notes, item->note_count, v->value_columns);
}

/* The outputs of the head take a fifth of the rows: a line for each, and what is
 * left goes to the first that need more. */
static void measure_head(struct page_view *v, struct page_model *m)
{
    int fixed = 1 + (page_model_is_linked(m) ? 1 : 0);
    int room = (v->bottom - v->top) / 5 - (int)m->head;

    for (size_t i = 0; i < m->note_count; i++) {
        fixed += page_note_rows(&m->notes[i], false);
    }
    v->head_rows = fixed;
    for (size_t i = 0; i < m->head; i++) {
        struct page_item *item = &m->items[i];
        int more = (int)item->lines.count - 1;
        more = more > room ? room : more;
        item->height = 1 + (more > 0 ? more : 0) + page_item_text_top(v, item);
        room -= item->height - 1;
        v->head_rows += item->height;
    }
    if (tall(v)) {
        v->head_rows++; /* a blank one */
    }
    int rows = v->bottom - v->top;
    int most = rows / 2 < rows - BODY_LEAST ? rows / 2 : rows - BODY_LEAST;
    most = most < 0 ? 0 : most;
    v->head_cut = v->head_rows > most;
    v->head_rows = v->head_cut ? most : v->head_rows;
}

bool page_view_lay_out(struct page_view *v, struct page_model *m)
{
    bool good = true;

    choose_columns(v, m);
    for (size_t i = 0; i < m->count; i++) {
        good = lay_out_item(v, m, &m->items[i]) && good;
    }
    good = page_beside_lay_out_alone(v, m) && good;
    good = lay_out_notes(m->notes, m->note_count, v->end - v->x - 2) && good;
    measure_head(v, m);
    stack_up(v, m);
    return good;
}

bool page_view_change_hands(struct page_view *v, struct page_model *m, size_t former)
{
    struct page_item *item = page_model_current(m);
    bool good = former >= m->count || lay_out_item(v, m, &m->items[former]);

    good = (!item || lay_out_item(v, m, item)) && good;
    stack_up(v, m);
    return good;
}

/* Whether the field in hand is as high as it was; else all under it moves. */
static bool keeps_height(struct page_view *v, struct page_model *m, const struct page_item *item)
{
    if (item->height == item_height(v, m, item, m->current)) {
        return true;
    }
    stack_up(v, m);
    return false;
}

bool page_view_measure_current(struct page_view *v, struct page_model *m)
{
    struct page_item *item = page_model_current(m);

    if (!item) {
        return true;
    }
    lay_out_field(v, m, item);
    if (page_item_remark(item)) {
        lay_out_notes(item->notes, item->note_count, v->value_columns);
    }
    return keeps_height(v, m, item);
}

bool page_view_follow_text(struct page_view *v, struct page_model *m)
{
    struct page_item *item = page_model_current(m);

    if (!item || !is_typed(m, item)) {
        return page_view_measure_current(v, m);
    }
    editor_set_columns(item->editor, v->value_columns);
    page_hand_place(m, v->value_columns);
    return keeps_height(v, m, item);
}

size_t page_item_chosen_row(const struct page_item *item)
{
    return item->lines.count > 0 ? layout_line_of(&item->lines, item->chosen_at) : 0;
}

static int cursor_row(const struct page_view *v, const struct page_item *item)
{
    size_t line = 0;
    int column;

    int top = item->top + page_item_text_top(v, item);
    if (page_item_is_choice(item)) {
        return top + (int)page_item_chosen_row(item);
    }
    if (item->editor) {
        editor_position(item->editor, &line, &column);
    }
    return top + (int)line;
}

/* The rows of the measure, where the cursor's row is the last of the text. */
static int last_row_with(const struct page_view *v, const struct page_model *m,
                         const struct page_item *item, int row)
{
    int rows = page_hand_rows(m, item);

    if (rows == 0) {
        return 0;
    }
    int last =
        item->top + page_item_text_top(v, item) + (int)editor_layout(item->editor)->count - 1;
    return row == last ? rows : 0;
}

int page_view_body_rows(const struct page_view *v)
{
    int rows = v->bottom - v->top - v->head_rows;

    return rows > 1 ? rows : 1;
}

/* The whole item, or as much of it as there are rows. */
static void show_item(struct page_view *v, const struct page_item *item, int rows)
{
    int highest =
        item->top < item->top + item->height - rows ? item->top : item->top + item->height - rows;
    int lowest =
        item->top > item->top + item->height - rows ? item->top : item->top + item->height - rows;

    v->first = v->first < highest ? highest : v->first;
    v->first = v->first > lowest ? lowest : v->first;
}

/* Under the label where that stays, and with the measure where there is room. */
static void show_cursor(struct page_view *v, const struct page_model *m,
                        const struct page_item *item, int rows)
{
    int row = cursor_row(v, item);
    int room = rows - 1 - (v->stacked && rows > 1 ? 1 : 0);
    int measure = last_row_with(v, m, item, row); /* seen at the end of the text */
    int last = row + (measure < room ? measure : room);

    v->first = last >= v->first + rows ? last - rows + 1 : v->first;
    int label = page_item_label_stays(v, m, item) ? 1 : 0;
    v->first = row < v->first + label ? row - label : v->first;
}

bool page_view_follow_cursor(struct page_view *v, struct page_model *m)
{
    const struct page_item *item = page_model_current(m);
    int rows = page_view_body_rows(v);
    int was = v->first;

    if (item) {
        show_item(v, item, rows);
        show_cursor(v, m, item, rows);
    }
    if (v->first > v->rows - rows) {
        v->first = v->rows - rows;
    }
    v->first = v->first < 0 ? 0 : v->first;
    return v->first == was;
}
