/* Folders and files that a test of src/form makes for itself. */
#ifndef KUSEI_TESTS_TEST_FORM_FILES_H
#define KUSEI_TESTS_TEST_FORM_FILES_H

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

#endif
