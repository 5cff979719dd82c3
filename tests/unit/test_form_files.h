/* Folders and files that a test of src/form makes for itself. */
#ifndef KUSEI_TESTS_TEST_FORM_FILES_H
#define KUSEI_TESTS_TEST_FORM_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "text/error.h"

/* A new empty folder; the caller gives it to files_remove. */
char *files_make_folder(void);
/* Removes the folder with all that is in it, and frees the name. */
void files_remove(char *dir);

/* Writes dir/name; a folder in the name is made. */
void files_write(const char *dir, const char *name, const char *text);
/* The text of dir/name, to be freed. */
char *files_read(const char *dir, const char *name);
/* Copies from_dir/name to dir/name. */
void files_copy(const char *from_dir, const char *dir, const char *name);

/* "dir/name", to be freed. */
char *files_join(const char *dir, const char *name);

/* The sources' folder of that name, to be freed. */
char *files_source(const char *name);

/* A copy of text, to be freed, with what stands once in it replaced. */
char *files_replace(const char *text, const char *from, const char *to);

/* --- the good form, and what is wrong with another ------------------------------- */

/* A file with one thing changed; what the sentence must say, and of which line.
 * Without a reason, nothing is wrong with it. */
struct files_broken {
    const char *from;
    const char *to;
    int line;
    const char *reason;
};

/* For each: the good form's file of that name with the change stands in dir, and
 * is looked at. */
void files_try_each(const char *dir, const char *name, const struct files_broken *table,
                    size_t count, void (*look)(const char *dir, const struct files_broken *broken));
/* Whether the sentence is "DIR/NAME:LINE: ..." and names the reason. */
bool files_refuses(const struct error *err, const char *dir, const char *name,
                   const struct files_broken *broken);

/* Teardown: what files_make_folder made is the state. */
int files_remove_state(void **state);

#endif
