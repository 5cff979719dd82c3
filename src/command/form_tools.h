/* The subcommands of kusei form. Each gets the words behind its name. */
#ifndef KUSEI_COMMAND_FORM_TOOLS_H
#define KUSEI_COMMAND_FORM_TOOLS_H

#include "command/context.h"

/* kusei form check FOLDER: all mistakes of a policy's folder; 1 where there are any. */
int form_tool_check(struct context *c, int count, char **arguments);

/* kusei form new NAME: a small folder that works, in the current folder or that of -o. */
int form_tool_new(struct context *c, int count, char **arguments);
/* kusei form codebook FOLDER: all that the form asks and its rules say, as HTML or CSV. */
int form_tool_codebook(struct context *c, int count, char **arguments);

#endif
