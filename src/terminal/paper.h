/*
 * Text to read: paragraphs, broken to the width of the screen, of which a part
 * is shown. For the help, a finding's remedy, a change of the history.
 */
#ifndef KUSEI_TERMINAL_PAPER_H
#define KUSEI_TERMINAL_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/draw.h"

struct paper;

struct paper *paper_new(void); /* NULL when memory is short */
void paper_free(struct paper *p);
void paper_clear(struct paper *p);

/* Adds a paragraph: head in the first `indent` columns of its first line (NULL:
 * none), text behind it. Line feeds in text begin new lines. False when memory
 * is short. */
bool paper_add(struct paper *p, unsigned style, int indent, const char *head, const char *text);

/* Breaks it at so many columns and says how many lines it takes. */
size_t paper_lay_out(struct paper *p, int columns);

/* Draws lines from `first` on into the whole rows [y, end), with so many blank
 * columns at both sides, and blanks the rows that are left. */
void paper_draw(const struct paper *p, const struct canvas *canvas, size_t first, int y, int end,
                int margin);

#endif
