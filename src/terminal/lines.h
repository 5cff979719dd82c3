/*
 * A list on the screen, of which the line in hand is in reverse: the rows, one
 * line each, with a blank column at either side. Which lines are shown is
 * pick.h's; what stands in a line is the screen's.
 */
#ifndef KUSEI_TERMINAL_LINES_H
#define KUSEI_TERMINAL_LINES_H

#include "terminal/pick.h"
#include "terminal/screen.h"

/* Draws line i of the screen's list in that style; the pen ends where the line
 * does, and what is left of it is blanked afterwards. */
typedef void lines_content(struct app *app, struct screen *s, size_t i, struct pen *pen,
                           unsigned style);

/* The list in the rows [top, end): drawn where the body is to be, and the cursor
 * in the line in hand. */
void lines_draw(struct app *app, struct screen *s, struct pick *pick, int top, int end,
                unsigned redo, lines_content *content);

/* A row with one sentence, cut where it does not fit: a heading, or what is said
 * where there is nothing to list. The cursor stays where the list has it. */
void lines_draw_sentence(struct app *app, int y, unsigned style, const char *sentence);

#endif
