/*
 * Putting text on the screen, cell by cell. A row is composed once, from left
 * to right, with a pen that knows where its columns end: nothing drawn goes
 * past them, a grapheme cluster is never split, and no control character
 * reaches the terminal. What a style looks like without colour is decided
 * here, and colour only comes on top of it.
 */
#ifndef KUSEI_TERMINAL_DRAW_H
#define KUSEI_TERMINAL_DRAW_H

#include <stdbool.h>
#include <stddef.h>

enum draw_style {
    DRAW_PLAIN = 0,
    DRAW_REVERSE = 1 << 0,
    DRAW_UNDERLINE = 1 << 1,
    DRAW_BOLD = 1 << 2,
    DRAW_DIM = 1 << 3,
    DRAW_ERROR = 1 << 4,   /* a colour, where there is one */
    DRAW_WARNING = 1 << 5, /* the same */
    DRAW_GOOD = 1 << 6,    /* the same */
};

/* The screen as it is now. */
struct canvas {
    int rows, cols;
    bool color;
    int moved_from; /* from this row on, rows may have gone up or down since the last paint */
};

/* A row being composed: columns [x, end) of row y are still to be drawn. */
struct pen {
    const struct canvas *canvas;
    int y, x, end;
};

/* Sets colours up (after curses has started), unless the terminal has none or
 * the environment's NO_COLOR is set and not empty (no-color.org). */
void draw_start(struct canvas *canvas);
/* Takes the screen's size over from curses. */
void draw_resize(struct canvas *canvas);

/* Columns outside the screen are cut off. */
struct pen draw_pen(const struct canvas *canvas, int y, int x, int end);
/* Draws text (UTF-8) as far as it fits; returns how many columns it took. */
int draw_text(struct pen *pen, unsigned style, const char *text, size_t size);
int draw_string(struct pen *pen, unsigned style, const char *string);
/* The same; a text that does not fit ends in "..". */
int draw_clipped(struct pen *pen, unsigned style, const char *string);
/* As draw_clipped in at most `columns`, the rest of them left blank in that style. */
void draw_cell(struct pen *pen, unsigned style, const char *string, int columns);
/* Blanks up to column x (of the screen). */
void draw_blank(struct pen *pen, unsigned style, int x);
/* Blanks to the end of the pen's columns. */
void draw_finish(struct pen *pen, unsigned style);
/* A whole row of blanks. */
void draw_empty_row(const struct canvas *canvas, int y, int x, int end);

#endif
