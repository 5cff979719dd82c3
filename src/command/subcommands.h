/* The subcommands. Each gets the words behind its name, prints what it has to
 * say, and returns the exit status. */
#ifndef KUSEI_COMMAND_SUBCOMMANDS_H
#define KUSEI_COMMAND_SUBCOMMANDS_H

#include "command/context.h"

/* kusei: the forms on the terminal, over the database. */
int command_forms(struct context *c, int count, char **arguments);
/* kusei demo: the same over a copy of the sample assessments, deleted at the end. */
int command_demo(struct context *c, int count, char **arguments);
/* kusei new WARD YEAR. */
int command_new(struct context *c, int count, char **arguments);
/* kusei review list|changes|seen|ACTION ... */
int command_review(struct context *c, int count, char **arguments);
/* kusei list. */
int command_list(struct context *c, int count, char **arguments);
/* kusei import FILE... */
int command_import(struct context *c, int count, char **arguments);
/* kusei import --tsv FILE WARD YEAR. */
int command_import_tsv(struct context *c, int count, char **arguments);
/* kusei check FILE... | WARD YEAR | --all | --explain [ID...]. */
int command_check(struct context *c, int count, char **arguments);
/* kusei check --explain [ID...]: the rules of a policy (NULL: the only one there is). */
int command_explain(struct context *c, int count, char **ids, const char *policy);
/* kusei export WARD YEAR. */
int command_export(struct context *c, int count, char **arguments);
/* kusei history WARD YEAR [PAGE]. */
int command_history(struct context *c, int count, char **arguments);
/* kusei sign FILE. */
int command_sign(struct context *c, int count, char **arguments);
/* kusei verify FILE... */
int command_verify(struct context *c, int count, char **arguments);
/* kusei city import | due | status | list | compare | publish: the city's side. */
int command_city(struct context *c, int count, char **arguments);
/* kusei form check | new | codebook: the tools of whoever writes a policy's form. */
int command_form(struct context *c, int count, char **arguments);
/* kusei search TEXT [WARD] [YEAR]. */
int command_search(struct context *c, int count, char **arguments);
/* kusei cases WARD YEAR PAGE: what other wards did at that place, or in the same words. */
int command_cases(struct context *c, int count, char **arguments);

/* kusei city compare YEAR [INDICATOR]. */
int command_compare(struct context *c, int count, char **arguments);
/* kusei city publish YEAR -o FOLDER. */
int command_publish(struct context *c, int count, char **arguments);
/* kusei keys: the table of keys, as a keymap file has it. */
int command_keys(struct context *c, int count, char **arguments);
/* kusei today: what the person at the keyboard did today. */
int command_today(struct context *c, int count, char **arguments);
/* kusei trail verify | export: the chain of what was done. */
int command_trail(struct context *c, int count, char **arguments);
/* kusei backup FILE. */
int command_backup(struct context *c, int count, char **arguments);
/* kusei user add | list | passwd | role | disable | enable | short-passwords |
 * lock-after. */
int command_user(struct context *c, int count, char **arguments);

/* The person's keymap file into the table of keys: that of --keys, else the one in
 * the folder for settings, where there is one. False with a sentence. */
bool command_load_keys(struct context *c, struct error *err);

/* Checks each file first; then puts all of them into the store, each in one
 * transaction. Sentences go to stderr; `quiet` leaves out the counts. */
int command_import_files(struct context *c, int count, char **files, bool quiet);

/* Puts an assessment that was read, and is checked already, into the store: after the
 * person has signed in, and where there is none of its ward and year. False after the
 * sentence has been printed; nothing is then stored. */
bool command_import_one(struct context *c, struct assessment *a, const char *file);
/* Prints how far a stored one is, and how many figures wait to be confirmed. */
void command_import_tell(const struct assessment *a, const char *file);

#endif
