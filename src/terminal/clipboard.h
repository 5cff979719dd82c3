/*
 * The program's own clipboard: one text, cut or copied from a field, for all
 * fields of all assessments that are opened while the program runs. The loop
 * gives it on to the terminal, whose clipboard is the person's in every window.
 */
#ifndef KUSEI_TERMINAL_CLIPBOARD_H
#define KUSEI_TERMINAL_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

struct clipboard {
    char *text; /* with a NUL behind it; NULL: nothing was copied yet */
    size_t size;
    bool fresh; /* set since the terminal was last given it */
};

/* Takes a copy of text[0..size) in the place of what it had. False (it keeps what
 * it had) when memory is short. */
bool clipboard_set(struct clipboard *c, const char *text, size_t size);
void clipboard_free(struct clipboard *c);

#endif
