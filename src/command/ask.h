/*
 * What is asked of the person at the keyboard: names, and passwords without echo,
 * from the terminal itself (/dev/tty) and never from arguments or the environment;
 * or, for scripts, from the lines of --password-fd.
 */
#ifndef KUSEI_COMMAND_ASK_H
#define KUSEI_COMMAND_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "command/context.h"

enum { ASK_SIZE = 1100 }; /* bytes for an answer, with the NUL */

/* One line into out. From --password-fd the next line, without asking. False with
 * a sentence where there is no terminal, it ended, or the person broke off. */
bool ask_password(const struct context *c, const char *question, char out[ASK_SIZE],
                  struct error *err);
/* Asked twice on the terminal; both have to be the same. */
bool ask_new_password(const struct context *c, const char *question, char out[ASK_SIZE],
                      struct error *err);
/* With echo, always from the terminal. */
bool ask_line(const char *question, char out[ASK_SIZE], struct error *err);

/* Signs in where there are accounts: as --as says, else the name is asked for. Where
 * there is none, or that was done, it asks nothing. Sets who is at work. False after
 * the sentence has been printed; whoever has to choose a password of their own first is
 * refused. */
bool ask_who(struct context *c);
/* The same, also of whoever has to choose a password of their own first: with own, it is
 * asked for at once, by the rules of "kusei user passwd". */
bool ask_who_first(struct context *c, bool own);

/* Asks for a new password of the account and sets it. False with a sentence. */
bool ask_to_set_password(struct context *c, const char *name, struct error *err);

/* The path of the list of common passwords. The caller frees; NULL when memory is short. */
char *ask_block_list(void);

#endif
