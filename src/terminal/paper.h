/*
 * Text to read: paragraphs, broken to the width of the screen, of which a part
 * is shown, and one may be marked. For the help, why there is a finding, a
 * change of the history. Where a head would leave its text too few columns, it
 * stands above it.
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

/* The same, but it stays on one line, and a text that does not fit ends in "..". */
bool paper_add_line(struct paper *p, unsigned style, int indent, const char *head,
                    const char *text);

/* A paragraph with both texts in one, as difference.h has it; its signs take the
 * last two columns of the indent. */
bool paper_add_difference(struct paper *p, int indent, const char *head, const char *old,
                          const char *new);

/* How many paragraphs there are: the number of the next one, from 0. */
size_t paper_count(const struct paper *p);
/* The paragraph that is drawn in reverse; (size_t)-1 for none, as at first. */
void paper_mark(struct paper *p, size_t paragraph);
/* The line that a paragraph's text begins at, as it was last laid out. */
size_t paper_line_of(const struct paper *p, size_t paragraph);

/* Breaks it at so many columns and says how many lines it takes. */
size_t paper_lay_out(struct paper *p, int columns);

/* Draws lines from `first` on into the whole rows [y, end), with so many blank
 * columns at both sides, and blanks the rows that are left. */
void paper_draw(const struct paper *p, const struct canvas *canvas, size_t first, int y, int end,
                int margin);

#endif
