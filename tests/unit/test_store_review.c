/* The review in the store: decided on what is still so, never taken away, and there in a
 * file that had none. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/connection.h"
#include "store/migrate.h"
#include "store/remarks.h"
#include "store/review.h"
#include "store/schema.h"

static struct store_review_change change_of(const struct store_review *read,
                                            const struct store_review_move *move)
{
    return (struct store_review_change){.assessment = read->assessment,
                                        .moves = read->moves,
                                        .newest = read->newest,
                                        .actor = {"sato", "chief"},
                                        .action = "submit",
                                        .pages = move,
                                        .page_count = 1};
}

static struct store_review_move move_of(const struct store_page *page, bool open)
{
    return (struct store_review_move){.page = page->id,
                                      .revision = page->revision,
                                      .from = "entry",
                                      .state = "submitted",
                                      .open = open,
                                      .submitted = true};
}

/* Of two who decide at the same moment the second is told; so is one who decides on texts
 * that were saved over. */
static void test_decided_on_what_is_still_so(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct store_review read;
    int64_t id = sample_create(s, "271276", 2015, 2, &pages);
    assert_done(store_read_review(s, id, &read, &err));
    const struct store_review_move move = move_of(&pages.pages[2], true);
    const struct store_review_change change = change_of(&read, &move);
    assert_int_equal(store_change_review(s, &change, &err), STORE_SAVED);
    assert_int_equal(store_change_review(s, &change, &err), STORE_CONFLICT);
    assert_non_null(strstr(err.text, "at the same moment"));
    store_review_free(&read);

    assert_done(store_read_review(s, id, &read, &err));
    const struct store_review_change later = change_of(&read, &move);
    page_set(&pages.pages[3], "plan/field[1]", "後から");
    assert_int_equal(store_save(s, id, &pages.pages[3], 1, 0, 0, &sample_author, &err),
                     STORE_SAVED);
    assert_int_equal(store_change_review(s, &later, &err), STORE_CONFLICT);
    store_review_free(&read);

    /* A remark, too, is something to decide on. */
    assert_done(store_read_review(s, id, &read, &err));
    const struct store_review_change third = change_of(&read, &move);
    const struct store_actor actor = {"ueda", "manager"};
    char field[] = "plan/field[1]", text[] = "具体的に";
    const struct store_remark remark = {.page = pages.pages[2].id,
                                        .revision = pages.pages[2].revision,
                                        .field = field,
                                        .quote = text,
                                        .text = text};
    int64_t number;
    assert_done(store_add_remark(s, id, &remark, &actor, &number, &err));
    assert_int_equal(store_change_review(s, &third, &err), STORE_CONFLICT);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM trail WHERE subject = 'state'"),
                     1);
    store_review_free(&read);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_closed_pages_take_nothing(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    struct store_review read;
    int64_t id = sample_create(s, "271276", 2015, 2, &pages);
    assert_done(store_read_review(s, id, &read, &err));
    const struct store_review_move move = move_of(&pages.pages[2], false);
    struct store_review_change change = change_of(&read, &move);
    change.from = "approved";
    change.to = change.state = "signed";
    assert_int_equal(store_change_review(s, &change, &err), STORE_SAVED);
    store_review_free(&read);
    page_set(&pages.pages[2], "plan/field[1]", "後から");
    assert_int_equal(store_save(s, id, &pages.pages[2], 1, 0, 0, &sample_author, &err),
                     STORE_FAILED);
    assert_non_null(strstr(err.text, "handed on"));
    assert_false(store_remove_page(s, id, pages.pages[2].id, &sample_author, &err));
    assert_false(store_remove_page(s, id, pages.pages[1].id, &sample_author, &err)); /* it is in */
    struct store_page added;
    page_make(&added, pages.pages[1].id, "sheet", 1);
    assert_int_equal(store_save(s, id, &added, 1, 0, 0, &sample_author, &err), STORE_FAILED);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM page WHERE removed IS NOT NULL"),
                     0);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM page"), 5);
    store_page_clear(&added);
    store_page_list_free(&pages);
    store_close(s);
}

/* Not even by another program. */
static void test_nothing_said_is_taken_away(void **state)
{
    struct fixture *f = *state;
    char text[256];
    store_close(fixture_open(f->file));
    assert_int_equal(
        plain_run(f->file,
                  "INSERT INTO review_remark VALUES (1, 1, 1, '', NULL, 'a', 'b', 'c',"
                  " 'd'); INSERT INTO review_answer VALUES (1, 1, 'a', 'b', 'c', 'd');"
                  "INSERT INTO review_signature VALUES (1, 1, 'a', 'b', 'c', 'd', 'e',"
                  " 'f', NULL, NULL);"
                  "INSERT INTO review_stand_in VALUES (1, 1, 'a', 'b', 'c', 'd', 'e');"
                  "INSERT INTO review_receipt VALUES (1, 1, 'a', 1, 'b', 'c', 'd', 'e', 'f')",
                  text),
        SQLITE_OK);
    static const char *const tables[] = {"remark", "answer", "signature", "stand_in", "receipt"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        static const char *const forms[] = {"UPDATE review_%s SET who = 'x'",
                                            "DELETE FROM review_%s",
                                            "REPLACE INTO review_%s SELECT * FROM review_%s"};
        for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
            char sql[200];
            snprintf(sql, sizeof sql, forms[k], tables[i], tables[i]);
            if (plain_run(f->file, sql, text) != SQLITE_CONSTRAINT)
                fail_msg("%s: %s", sql, text);
            assert_true(strstr(text, "never") != NULL || strstr(text, "only ends") != NULL);
        }
    }
    static const char end[] = "UPDATE review_signature SET ended = 'withdraw', ended_at = 'now'";
    assert_int_equal(plain_run(f->file, end, text), SQLITE_OK);
    assert_int_equal(plain_run(f->file, end, text), SQLITE_CONSTRAINT);
}

/* A file of version 5, with an assessment in it, comes to be reviewed as it is. */
static void test_file_of_version_5(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    int known;
    const struct store_step *steps = store_schema_steps(&known);
    struct store old = {.path = f->file};
    assert_int_equal(sqlite3_open(f->file, &old.db), SQLITE_OK);
    assert_done(store_migrate(&old, steps, 5, &err));
    assert_int_equal(
        sqlite3_exec(old.db,
                     "PRAGMA application_id = 0x4B555345;"
                     "INSERT INTO assessment VALUES (1, '271276', '北区', 2015, 'p', '1', 'entry',"
                     " 0, 1, '2026-04-01T09:30:12Z', '2026-04-01T09:30:12Z', 'tanaka');"
                     "INSERT INTO page VALUES (1, 1, NULL, 'assessment', 1, NULL);"
                     "INSERT INTO revision VALUES (1, 1, '2026-04-01T09:30:12Z', 'tanaka', 'new');"
                     "INSERT INTO revision VALUES (2, 1, '2026-04-01T09:31:12Z', 'tanaka', 'save');"
                     "INSERT INTO field VALUES (2, 0, 'title', '題')",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(old.db);
    struct store *s = fixture_open(f->file);
    assert_int_equal(plain_number(f->file, "PRAGMA user_version"), known);
    struct store_review read;
    assert_done(store_read_review(s, 1, &read, &err));
    assert_string_equal(read.state, "entry");
    assert_int_equal(read.page_count, 0);
    assert_int_equal(read.editor_count, 1);
    assert_string_equal(read.editors[0].name, "tanaka");
    const struct store_page page = {.id = 1, .revision = 2};
    const struct store_review_move move = move_of(&page, false);
    const struct store_review_change change = change_of(&read, &move);
    assert_int_equal(store_change_review(s, &change, &err), STORE_SAVED);
    store_review_free(&read);
    assert_done(store_read_review(s, 1, &read, &err));
    assert_int_equal(read.page_count, 1);
    assert_string_equal(read.pages[0].submitter, "sato");
    assert_string_equal(read.pages[0].approver, "");
    assert_moment(read.pages[0].submitted_at);
    store_review_free(&read);
    store_close(s);
    plain_assert_sound(f->file);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_decided_on_what_is_still_so),
        ROW(test_closed_pages_take_nothing),
        ROW(test_nothing_said_is_taken_away),
        ROW(test_file_of_version_5),
    };
    return cmocka_run_group_tests_name("store: review", tests, NULL, NULL);
}
