/*
 * A page on the screen: the head that stays (title, what the policy says), and
 * under it the page's rows, of which as many are shown as there is room for.
 * The field in hand is shown whole, the others shortened. Only what can be seen
 * is drawn, and of that only what was asked for.
 *
 * Where the window has few columns, a label stands above its text, and stays in
 * the first row while the rest of a long text is shown; where it has few rows,
 * the head goes, and with its last row the title: the top line then says which
 * page it is.
 */
#ifndef KUSEI_TERMINAL_PAGE_VIEW_H
#define KUSEI_TERMINAL_PAGE_VIEW_H

#include <stdint.h>

#include "terminal/draw.h"
#include "terminal/page_model.h"

enum { PAGE_VIEW_DRAWN = 64 };

struct page_view_line {
    uint64_t look;
    size_t end;     /* of its text, a byte of the whole */
    int blank_from; /* the column of the screen */
};

struct page_view {
    const struct canvas *canvas;
    int top, bottom;          /* rows of the screen it has: [top, bottom) */
    int x, end;               /* columns of the screen */
    int beside_x, beside_end; /* where the sheet beside stands; the same: nowhere */
    int first;                /* the page's first row that is shown under the head */

    /* Made by page_view_lay_out. */
    bool stacked; /* labels stand above their texts */
    int head_rows;
    bool head_cut;                    /* it has more than these rows */
    int label_columns, value_columns; /* under the head */
    int head_columns;                 /* of the labels in the head */
    int rows;                         /* of the whole page, without the head */

    /* What the first lines of the field in hand looked like when they were drawn: most of
     * them are the same at the next key. */
    struct page_view_line drawn[PAGE_VIEW_DRAWN];
    int drawn_count;  /* so many are known */
    bool drawn_plain; /* nothing was selected */
    size_t drawn_cut; /* page_hand_cut_line */
};

/* Measures everything for the columns it has; after a load or a new size. False
 * when memory is short. */
bool page_view_lay_out(struct page_view *v, struct page_model *m);

/* Measures again when another field was taken into hand: item `former` (PAGE_NONE:
 * none) is shortened, the field in hand shown whole. */
bool page_view_change_hands(struct page_view *v, struct page_model *m, size_t former);

/* Measures the field in hand again, after a change. True when it is as high as it
 * was, so that nothing else moves. */
bool page_view_measure_current(struct page_view *v, struct page_model *m);
/* The same after a key, when the next one may come at once: only the lines of the
 * text. What is said about it (its measure, its characters) says what it said. */
bool page_view_follow_text(struct page_view *v, struct page_model *m);

/* Scrolls so that the cursor, and of the field in hand what fits, can be seen.
 * True when nothing moved. */
bool page_view_follow_cursor(struct page_view *v, struct page_model *m);

/* The row of the screen that the item begins in, which may be out of sight. */
int page_view_row(const struct page_view *v, const struct page_item *item);

/* Draws head and rows; only what has changed in the field in hand since. */
void page_view_draw(struct page_view *v, struct page_model *m);
void page_view_draw_current(struct page_view *v, struct page_model *m);
/* Puts the cursor where it belongs. */
void page_view_move_cursor(const struct page_view *v, struct page_model *m);

#endif
