/*
 * What the tests of the store share: a folder of their own, pages to store, and
 * a look into the file past the store, with SQLite alone.
 */
#ifndef KUSEI_TESTS_STORE_FIXTURE_H
#define KUSEI_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* cmocka.h needs the four above. */
#include <cmocka.h>
#include <sqlite3.h>

#include "store/store.h"

#define FIXTURE_PATH 256

/* A new empty folder, removed with all that is in it by fixture_remove. */
struct fixture {
    char folder[FIXTURE_PATH];
    char file[FIXTURE_PATH]; /* folder/kusei.db, not made yet */
};
int fixture_make(void **state);
int fixture_remove(void **state);
/* folder/name in out. */
const char *fixture_path(const struct fixture *f, const char *name, char out[FIXTURE_PATH]);

/* Fails the test with the sentence in the err in scope. */
#define assert_done(call)                                                                          \
    do {                                                                                           \
        if (!(call)) {                                                                             \
            fail_msg("%s: %s", #call, err.text);                                                   \
        }                                                                                          \
    } while (0)

/* The whole file; *size is -1 when there is none. The caller frees. */
char *fixture_read_file(const char *path, long *size);
void fixture_write_file(const char *path, const void *bytes, size_t size);
bool fixture_exists(const char *path);
/* Fails the test unless the folder holds exactly these names (NULL at the end). */
void fixture_assert_files(const char *folder, const char *const *names);

/* Opens the file, or fails the test with the sentence. */
struct store *fixture_open(const char *path);

/* --- pages to store --- */

/* Puts a field into the page: changes the one at path, or adds it. */
void page_set(struct store_page *page, const char *path, const char *value);
const char *page_get(const struct store_page *page, const char *path);
/* Makes *page a new page (id 0) with no fields. */
void page_make(struct store_page *page, int64_t parent, const char *element, int position);

/* An assessment of the ward and year: a root page, two pages "row" in it, and
 * two pages "sheet" in the first row; each with `fields` fields. Returns its id;
 * *pages (may be NULL) gets the pages as stored. */
int64_t sample_create(struct store *s, const char *ward, int year, size_t fields,
                      struct store_page_list *pages);
extern const struct store_author sample_author;
/* store_read_pages, or fails the test with the sentence. */
void sample_read(struct store *s, int64_t id, struct store_page_list *list);
/* Fails the test unless it is a moment as the store writes it. */
void assert_moment(const char *at);

/* --- past the store --- */

/* Runs SQL with a plain connection; the SQLite result, its message in text
 * (256 bytes, may be NULL). */
int plain_run(const char *path, const char *sql, char *text);
/* The first column of the first row as text in out (256 bytes); fails the test
 * when the query does. */
const char *plain_ask(const char *path, const char *sql, char *out);
int64_t plain_number(const char *path, const char *sql);
/* Fails the test unless PRAGMA integrity_check and foreign_key_check find nothing. */
void plain_assert_sound(const char *path);

#endif
