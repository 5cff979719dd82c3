/*
 * The command line: one thin file per subcommand, GNU conventions. Exit status
 * 0: done; 1: done, and the answer is no; 2: could not be done, nothing changed.
 */
#ifndef KUSEI_COMMAND_COMMAND_H
#define KUSEI_COMMAND_COMMAND_H

/* Runs the program; returns the exit status. */
int command_main(int argc, char **argv);

#endif
