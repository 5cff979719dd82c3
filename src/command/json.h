/* JSON out (RFC 8259), one value a line; just what the subcommands print. */
#ifndef KUSEI_COMMAND_JSON_H
#define KUSEI_COMMAND_JSON_H

#include "text/buffer.h"

/* A string in quotes, escaped; null where text is NULL. */
void json_string(struct buffer *out, const char *text);

/* "name": and a string; `comma` puts one before it. */
void json_member(struct buffer *out, const char *name, const char *text, bool comma);

/* Prints the line and frees the buffer. False when memory or stdout failed. */
bool json_print(struct buffer *out);

#endif
