/*
 * Writing the printed sheet to a file, from the screen that shows it: the name is typed
 * on the message line, and nothing is written over a file before somebody has said so.
 */
#ifndef KUSEI_TERMINAL_PREVIEW_FILE_H
#define KUSEI_TERMINAL_PREVIEW_FILE_H

#include <stdbool.h>

#include "terminal/prompt.h"
#include "terminal/screen.h"

struct preview_file {
    struct prompt *prompt; /* the name that is typed; NULL: none is */
    char *path;            /* the one that was typed; NULL: nothing is to be written */
};

/* Asks for the name, or says why no file can be written. */
struct reply preview_file_begin(struct app *app, struct preview_file *f);
/* A key or a text while the name is typed. */
struct reply preview_file_type(struct app *app, struct preview_file *f, const struct event *event);
/* The answer to whether a file may be written over. */
struct reply preview_file_answer(struct app *app, struct preview_file *f, char answer);
/* Writes it, and says that it was, or why not. Where nothing is to be written, does
 * nothing. */
struct reply preview_file_write(struct app *app, struct preview_file *f);
/* Frees what it holds and empties it. */
void preview_file_free(struct preview_file *f);

#endif
