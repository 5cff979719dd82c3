/*
 * A text broken into lines of at most so many columns: UAX #14 with the strict
 * kinsoku of Japanese, never inside a grapheme cluster, never inside a run of
 * full-width digits that fits on a line by itself. The screen is never the
 * store: a layout is made anew from the text at every change.
 */
#ifndef KUSEI_TEXT_LAYOUT_H
#define KUSEI_TEXT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "text/segments.h"

struct layout_line {
    size_t start; /* bytes; the line is text[start..end) without its line feed */
    size_t end;
    int columns; /* what the line takes on the screen, at most the width laid out at */
    bool hard;   /* ends with a line feed in the text, or with the text */
};

struct layout {
    struct layout_line *lines; /* count >= 1, also for the empty text */
    size_t count;
    size_t room;
    /* Only for layout.c: where the next layout is made, so that a failure leaves
     * the last one whole, and what layout_make takes the text apart into. */
    struct layout_line *spare;
    size_t spare_room;
    struct segments segments;
};

#define LAYOUT_INIT                                                                                \
    {                                                                                              \
        NULL, 0, 0, NULL, 0, SEGMENTS_INIT                                                         \
    }

/* Lays text[0..size) (valid UTF-8) out at columns >= 2. Blanks at a soft break may
 * hang over the edge: they belong to the line, but it counts no columns for
 * them. A run that may not break and is longer than a line breaks at a cluster.
 * May be called again on the same layout, which then reuses its memory. False
 * when memory is short: the layout is then as before. */
bool layout_make(struct layout *l, const char *text, size_t size, int columns);
/* The same of a text that was taken apart already, with ambiguous characters of so
 * many columns, 1 or 2: the terminal's are width_ambiguous(). */
bool layout_break(struct layout *l, const char *text, const struct segments *segments, int columns,
                  int ambiguous);
/* The same where l is the layout, for the same columns, of the text as it was before
 * the last segments_change: lines that stand as they stood are not laid out again. */
bool layout_change(struct layout *l, const char *text, const struct segments *segments, int columns,
                   int ambiguous);
void layout_free(struct layout *l);

/* The line that offset stands on. An offset at a soft break belongs to the
 * line that begins there. */
size_t layout_line_of(const struct layout *l, size_t offset);

#endif
