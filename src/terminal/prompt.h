/*
 * A line that is typed on the message line: a label, the text, and a note at the
 * right. The text is shown from where the cursor can be seen.
 */
#ifndef KUSEI_TERMINAL_PROMPT_H
#define KUSEI_TERMINAL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/draw.h"
#include "terminal/screen.h"

struct prompt;

/* label is copied; text: what stands there at first. NULL when memory is short. */
struct prompt *prompt_new(const char *label, const char *text);
void prompt_free(struct prompt *p);

/* What has been typed; valid until the next key. */
const char *prompt_text(const struct prompt *p);
/* The cursor goes behind the text, so that typing goes on there. */
void prompt_go_to_end(struct prompt *p);
/* A remark at the right, cut where there is no room; "" for none. */
void prompt_set_note(struct prompt *p, const char *note);

/* Typed text and the keys that edit a line. False: it is none of these. */
bool prompt_handle(struct prompt *p, const struct app *app, const struct event *event);

/* Draws it; the place of the cursor goes to *y and *x. */
void prompt_draw(const struct prompt *p, const struct canvas *canvas, int *y, int *x);

#endif
