/* Sessions and pages over the real form and a real store, for the unit tests of
 * the terminal. */
#ifndef KUSEI_TESTS_UNIT_TEST_TERMINAL_SUPPORT_H
#define KUSEI_TESTS_UNIT_TEST_TERMINAL_SUPPORT_H

#include "session/session.h"
#include "terminal/page_edit.h"

struct fixture {
    char folder[64];
    char path[96];
    struct catalogue *catalogue;
    struct store *store;
    struct session_owner tanaka, suzuki;
};

/* Setup and teardown of a test. */
int start(void **state);
int finish(void **state);

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

void must(bool good, const struct error *err);

/* The first strategy page of a blank sheet. */
extern const char page_name[];

/* A blank sheet of 北区 for 2015, in Tanaka's hands; the stored one, with so many
 * drafts restored, and left aside. */
struct session *create(struct fixture *f);
struct session *reopen(const struct session_owner *owner, int restored, int stale);

void load(struct page_model *m, struct session *s, const char *name);
struct page_item *enter(struct page_model *m, const char *path);
void type(struct page_model *m, const char *path, const char *text);
/* What the field is in the model, and in the assessment. */
void expect(const struct page_model *m, const char *path, const char *text);
void expect_stored(struct session *s, const char *path, const char *text);

#endif
