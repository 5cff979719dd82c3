/* The subcommands; each gets its own arguments and returns the exit status. */
#ifndef KUSEI_COMMAND_SUBCOMMANDS_H
#define KUSEI_COMMAND_SUBCOMMANDS_H

#include "command/context.h"

int command_forms(struct context *c, int count, char **arguments);
int command_demo(struct context *c, int count, char **arguments);
int command_new(struct context *c, int count, char **arguments);
int command_list(struct context *c, int count, char **arguments);
int command_import(struct context *c, int count, char **arguments);
int command_check(struct context *c, int count, char **arguments);
int command_export(struct context *c, int count, char **arguments);
int command_history(struct context *c, int count, char **arguments);

/* Checks each file first; then puts all of them into the store, each in one
 * transaction. Sentences go to stderr; `quiet` leaves out the counts. */
int command_import_files(struct context *c, int count, char **files, bool quiet);

#endif
