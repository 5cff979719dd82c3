/*
 * Texts in HTML and SVG: the one place where a text becomes markup, so that no page that the
 * program writes can be broken by what a person typed.
 */
#ifndef KUSEI_TEXT_MARKUP_H
#define KUSEI_TEXT_MARKUP_H

#include "text/buffer.h"

/* Puts the text at the end of out as content or as a quoted attribute's value. */
void markup_text(struct buffer *out, const char *text);
/* The same for content that keeps its line breaks. */
void markup_lines(struct buffer *out, const char *text);
/* An element without attributes around the text, and a line feed. */
void markup_element(struct buffer *out, const char *name, const char *text);

#endif
