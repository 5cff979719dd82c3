/*
 * What the forms need of the printed sheet (terminal/printing.h): the preview, and files.
 */
#ifndef KUSEI_COMMAND_PRINTING_H
#define KUSEI_COMMAND_PRINTING_H

#include "command/context.h"
#include "terminal/printing.h"

/* Of this command; c outlives it. A captive account gets no files. */
struct printing command_printing(struct context *c);

#endif
