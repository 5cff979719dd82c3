/*
 * The three rows every screen shares: the top line (whose sheet, how far), the
 * message line, and the line of keys.
 */
#ifndef KUSEI_TERMINAL_BARS_H
#define KUSEI_TERMINAL_BARS_H

#include "terminal/screen.h"

/* Draws all three, over the screen's rows. A long message takes more than one
 * row: their number is returned. *x and *y are put behind a message or question. */
int bars_draw(struct app *app, struct screen *s, int *y, int *x);

/* The line that is being typed on the message line; NULL when something else
 * stands there. */
const struct prompt *bars_prompt(const struct app *app, const struct screen *s);

/* The keys of that place as the bottom line shows them, as many whole ones as
 * fit into columns; the columns they take. The labels are as gettext has them. */
int bars_keys(unsigned place, int columns, struct pen *pen);

/* What the key whose name or label stands at that column of the key line does. */
enum action bars_action_at(unsigned place, int columns, int column);

#endif
