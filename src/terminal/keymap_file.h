/*
 * The keymap file: which keys a person wants for which action. A line is
 * "action = key key", the keys named as the help names them ("F5", "Ctrl-R",
 * "Alt-Up"), in the language of the interface or in English; "place.action" is
 * for one screen only, and a later line goes over an earlier one. A line that
 * begins with "#" is passed over. `kusei keys` writes the whole table like that.
 */
#ifndef KUSEI_TERMINAL_KEYMAP_FILE_H
#define KUSEI_TERMINAL_KEYMAP_FILE_H

#include <stdbool.h>

#include "terminal/keymap.h"
#include "text/buffer.h"
#include "text/error.h"

/* Takes the file over into the table of keys, whole or, with a sentence that has
 * file, line and reason, not at all: a line that is none, an action or key that
 * is unknown, a letter where it would be text, a key that would mean two things
 * in one place. must: a file that is not there is an error, too. */
bool keymap_file_read(const char *path, bool must, struct error *err);

/* The table as it now is, in the file's own format. False when memory is short. */
bool keymap_file_write(struct buffer *out);

/* The name of an action and of a place (one bit) in the file; NULL when it has
 * none. */
const char *keymap_file_action(enum action action);
const char *keymap_file_place(unsigned place);

#endif
