/*
 * A list above a paper that says more about the line in hand: how the rows are
 * shared, what the keys move, and when the paper is written anew. Several
 * screens are made of it.
 */
#ifndef KUSEI_TERMINAL_LIST_OVER_PAPER_H
#define KUSEI_TERMINAL_LIST_OVER_PAPER_H

#include "terminal/lines.h"
#include "terminal/paper.h"

/* How a screen has it. */
struct list_over_paper_kind {
    lines_content *content; /* of a line */
    /* Writes about the line in hand, if there is one, on the blank paper. False
     * when memory is short. */
    bool (*write)(struct app *app, struct screen *s);
    int heading; /* rows above the list, which the screen draws */
    int margin;  /* blank columns at both sides of the paper */
    /* The list is what is read: it has two thirds of the rows, and PgUp and PgDn
     * move in it. Else the paper has them, and they scroll it. */
    bool long_list;
};

struct list_over_paper {
    const struct list_over_paper_kind *kind;
    struct pick pick;
    struct paper *paper;
    size_t first, lines; /* of the paper: the first one shown, and all */
};

/* False with a sentence when memory is short. */
bool list_over_paper_begin(struct list_over_paper *l, const struct list_over_paper_kind *kind,
                           struct error *err);
/* Frees what it has; also where it was never begun. */
void list_over_paper_free(struct list_over_paper *l);

/* The rows of the heading: none in a window of few rows. */
int list_over_paper_heading(const struct app *app, const struct list_over_paper *l);
/* The rows of each. A blank one lies between them, where rows are not few. */
int list_over_paper_list_rows(const struct app *app, const struct list_over_paper *l);
int list_over_paper_rows(const struct app *app, const struct list_over_paper *l);

/* The paper anew, from its first line: another line is in hand, or the same says
 * something else. False when memory is short. */
bool list_over_paper_write(struct app *app, struct screen *s, struct list_over_paper *l);

/* What the action moves, if it moves anything; trouble is said. Returns what must
 * be painted. */
unsigned list_over_paper_move(struct app *app, struct screen *s, struct list_over_paper *l,
                              enum action action);

/* Both, where the body is to be drawn, and the cursor in the line in hand. */
void list_over_paper_draw(struct app *app, struct screen *s, struct list_over_paper *l,
                          unsigned redo);

#endif
