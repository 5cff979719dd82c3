/*
 * An account that keeps the database for others (doc/deployment.ja.md): people come
 * in over SSH, and the program is all they get. --captive stands in sshd's
 * ForceCommand; what people can bring along, commands and their environment, is not
 * to be trusted then.
 */
#ifndef KUSEI_COMMAND_CAPTIVE_H
#define KUSEI_COMMAND_CAPTIVE_H

#include <stdbool.h>

#include "command/context.h"

/* Where --captive is among the arguments: forgets what the environment says of
 * files, but a KUSEI_SHARE that only root can change, and lets nobody look into the
 * process. Before anything else is done. */
void captive_begin(int argc, char **argv);

/* Whether it may go on: no other mode, or nothing but the forms was asked for, and
 * the database is named. Otherwise false, with the sentence printed and *status. */
bool captive_check(const struct context *c, int count, int *status);

#endif
