/* What the city received, in the store: it stays as it was, it brings an assessment to what
 * came, and all of it or nothing is written. */
#include "store_fixture.h"

#include <stdio.h>
#include <string.h>

#include "store/city.h"
#include "store/trail_verify.h"

static const struct store_actor city = {"mori", "city"};
static char none[] = "", ward[] = "271276", name[] = "kita.xml", kind[] = "K",
            moment[] = "2016-05-31T01:02:03Z";

static struct store_city_submission submission(char *digest, char *number)
{
    return (struct store_city_submission){.name = name,
                                          .digest = digest,
                                          .ward = ward,
                                          .year = 2015,
                                          .policy = kind,
                                          .form_version = kind,
                                          .kind = kind,
                                          .first = none,
                                          .trail_seq = 3,
                                          .trail_hash = kind,
                                          .content = kind,
                                          .signed_at = kind,
                                          .certificate = kind,
                                          .rules = kind,
                                          .warnings = 2,
                                          .refusal = none,
                                          .detail = none,
                                          .number = number,
                                          .received = moment};
}

static enum store_saved take(struct store *s, const struct store_city_submission *is,
                             const struct store_page_list *pages, struct error *err)
{
    char ward_name[] = "Kita", state[] = "entry";
    struct store_city_signer signer = {name, kind, kind, kind, moment};
    struct store_city_count count;
    const struct store_assessment a = {.ward_code = ward,
                                       .ward_name = ward_name,
                                       .year = 2015,
                                       .policy = kind,
                                       .form_version = kind,
                                       .state = state,
                                       .pages_done = 1,
                                       .pages_total = 2};
    assert_true(store_city_count(s, 2015, &count, err));
    const struct store_city_taking taking = {.newest = count.newest,
                                             .actor = city,
                                             .is = is,
                                             .signers = &signer,
                                             .signer_count = 1,
                                             .bytes = is->digest,
                                             .size = strlen(is->digest),
                                             .assessment = &a,
                                             .pages = pages,
                                             .page_state = "approved",
                                             .state = "accepted"};
    return store_city_take(s, &taking, err);
}

static void assert_whole(struct store *s)
{
    struct error err = {""};
    struct store_trail_verdict v;
    assert_done(store_trail_verify(s, NULL, &v, &err));
    if (v.fault != STORE_TRAIL_WHOLE)
        fail_msg("row %lld: %s", (long long)v.seq, v.sentence.text);
    store_trail_verdict_free(&v);
}

/* A root with `rows` pages in it, the last of which has a page; the first says `aim`. */
static void make_pages(struct store_page_list *out, struct store_page pages[6], size_t rows,
                       const char *aim)
{
    page_make(&pages[0], 0, "assessment", 1);
    page_set(&pages[0], "@year", "2015");
    for (size_t i = 1; i <= rows; i++) {
        page_make(&pages[i], 1, "row", (int)i);
        page_set(&pages[i], "plan/aim", i == 1 ? aim : "x");
    }
    page_make(&pages[rows + 1], (int64_t)rows + 1, "sheet", 1);
    page_set(&pages[rows + 1], "value", "8.0");
    *out = (struct store_page_list){pages, rows + 2};
}

static void take_pages(struct store *s, char *digest, char *number, size_t rows, const char *aim)
{
    struct error err = {""};
    struct store_page pages[6];
    struct store_page_list list;
    const struct store_city_submission is = submission(digest, number);
    make_pages(&list, pages, rows, aim);
    if (take(s, &is, &list, &err) != STORE_SAVED)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < list.count; i++)
        store_page_clear(&pages[i]);
}

/* The texts of the pages in order, with their revision's number of times saved. */
static const char *sum_up(const struct fixture *f, char out[256])
{
    return plain_ask(
        f->file,
        "WITH n AS (SELECT page, max(id) AS last, count(*) AS times FROM revision GROUP BY page)\n"
        "SELECT group_concat(v, ' ') FROM (SELECT p.position || p.element || ':' || f.value ||\n"
        "  '/' || n.times || v.state || v.open || (v.revision = n.last) AS v FROM page p\n"
        "  JOIN n ON n.page = p.id JOIN review_page v ON v.page = p.id\n"
        "  JOIN field f ON f.revision = n.last WHERE p.removed IS NULL ORDER BY p.id)",
        out);
}

static void test_what_comes_later_replaces(void **state)
{
    struct fixture *f = *state;
    char text[256], d1[] = "d1", d2[] = "d2", d3[] = "d3", n1[] = "n1", n2[] = "n2", n3[] = "n3";
    struct store *s = fixture_open(f->file);
    take_pages(s, d1, n1, 2, "one");
    assert_string_equal(sum_up(f, text), "1assessment:2015/1approved01 1row:one/1approved01 "
                                         "2row:x/1approved01 1sheet:8.0/1approved01");
    /* One page says something else, and a row comes, with the page that stood in the one
     * before. */
    take_pages(s, d2, n2, 3, "two");
    assert_string_equal(sum_up(f, text),
                        "1assessment:2015/1approved01 1row:two/2approved01 2row:x/1approved01 "
                        "3row:x/1approved01 1sheet:8.0/1approved01");
    take_pages(s, d3, n3, 1, "two");
    assert_string_equal(sum_up(f, text), "1assessment:2015/1approved01 1row:two/2approved01 "
                                         "1sheet:8.0/1approved01");
    assert_string_equal(plain_ask(f->file,
                                  "SELECT state || open || pages_done FROM assessment JOIN review "
                                  "ON assessment.id = assessment",
                                  text),
                        "accepted01");
    assert_whole(s);
    /* Nobody writes to it. */
    struct error err = {""};
    struct store_page_list pages;
    sample_read(s, 1, &pages);
    page_set(&pages.pages[1], "plan/aim", "three");
    assert_int_equal(store_save(s, 1, &pages.pages[1], 1, 0, 0, &sample_author, &err),
                     STORE_FAILED);
    store_page_list_free(&pages);
    store_close(s);
}

static void test_what_was_received_is_read(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    char d1[] = "d1", n1[] = "n1", n2[] = "n2", code[] = "older";
    struct store *s = fixture_open(f->file);
    struct store_city_list list;
    struct store_city_submission found, again = submission(d1, n2);
    struct store_trail_head head, end;
    bool there;
    take_pages(s, d1, n1, 1, "one");
    assert_done(store_trail_head(s, &end, &err));
    again.refusal = code;
    again.ward = none;
    again.year = 0;
    struct store_city_count count;
    assert_done(store_city_count(s, 2015, &count, &err));
    assert_true(count.newest == 1 && count.taken == 1 && count.refused == 0);
    const struct store_city_taking taking = {
        .newest = 1, .actor = city, .is = &again, .bytes = d1, .size = 2};
    assert_int_equal(store_city_take(s, &taking, &err), STORE_SAVED);
    /* What was decided before that is no longer so. */
    assert_int_equal(store_city_take(s, &taking, &err), STORE_CONFLICT);
    assert_done(store_city_read(s, 2015, ward, &list, &err));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].number, "n1");
    assert_string_equal(list.items[0].state, "accepted");
    assert_int_equal(list.items[0].warnings, 2);
    store_city_list_free(&list);
    assert_done(store_city_read(s, 0, NULL, &list, &err));
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].refusal, "older");
    store_city_list_free(&list);
    assert_done(store_city_find(s, "d1", &there, &found, &err));
    assert_true(there);
    assert_string_equal(found.number, "n2");
    store_city_submission_free(&found);
    assert_done(store_city_head(s, "n1", &head, &err));
    assert_true(head.seq == end.seq && memcmp(head.hash, end.hash, sizeof end.hash) == 0);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM city_file"), 1);
    assert_whole(s);
    store_close(s);
}

static void test_the_last_day_counts(void **state)
{
    struct fixture *f = *state;
    struct error err = {""};
    struct store *s = fixture_open(f->file);
    struct store_city_due due;
    bool used;
    assert_done(store_city_is_used(s, &used, &err));
    assert_false(used);
    assert_done(store_city_read_due(s, 2015, &due, &err));
    assert_string_equal(due.day, "");
    store_city_due_free(&due);
    assert_done(store_city_put_due(s, 2015, "2016-05-31", &city, &err));
    assert_done(store_city_put_due(s, 2016, "2017-05-31", &city, &err));
    assert_done(store_city_put_due(s, 2015, "2016-06-10", &city, &err));
    assert_done(store_city_read_due(s, 2015, &due, &err));
    assert_string_equal(due.day, "2016-06-10");
    assert_string_equal(due.who, "mori");
    store_city_due_free(&due);
    assert_done(store_city_is_used(s, &used, &err));
    assert_true(used);
    assert_whole(s);
    store_close(s);
}

static void test_nothing_is_changed_later(void **state)
{
    static const char *const tables[] = {"city_file", "city_submission", "city_signer", "city_due"};
    static const char *const forms[] = {"UPDATE %s SET %s = 'x'", "DELETE FROM %s",
                                        "REPLACE INTO %s SELECT * FROM %s"};
    struct fixture *f = *state;
    struct error err = {""};
    char d1[] = "d1", n1[] = "n1", text[256];
    struct store *s = fixture_open(f->file);
    take_pages(s, d1, n1, 1, "one");
    assert_done(store_city_put_due(s, 2015, "2016-05-31", &city, &err));
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
            char sql[200];
            snprintf(sql, sizeof sql, forms[k], tables[i],
                     k == 2   ? tables[i]
                     : i == 0 ? "digest"
                              : "at");
            if (plain_run(f->file, sql, text) != SQLITE_CONSTRAINT)
                fail_msg("%s: %s", sql, text);
        }
    }
    assert_whole(s);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_what_comes_later_replaces),
        ROW(test_what_was_received_is_read),
        ROW(test_the_last_day_counts),
        ROW(test_nothing_is_changed_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
