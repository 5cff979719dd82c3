/*
 * A password while it is typed: kept in one place, shown as a "*" for each cluster,
 * never in an undo, a clipboard or a copy, and overwritten when it is done with.
 */
#ifndef KUSEI_TERMINAL_SECRET_H
#define KUSEI_TERMINAL_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "review/password.h"
#include "terminal/draw.h"
#include "terminal/screen.h"

/* Begins as zero. */
struct secret {
    char text[PASSWORD_MOST + 1];
    size_t size;
};

/* Takes typed text, Backspace and the key that deletes a line. What does not fit any
 * more is left out whole. False: it is none of these. */
bool secret_handle(struct secret *s, const struct event *event);
/* Overwrites it; it is empty then. */
void secret_wipe(struct secret *s);
/* As many "*" as the pen has room for. */
void secret_draw(const struct secret *s, unsigned style, struct pen *pen);
/* The label and "*" behind it, for the message line; of many only as many as fit there
 * beside the label. */
void secret_show(const struct secret *s, const char *label, char *out, size_t size);

#endif
