/* What the rules last said of an assessment: kept whole, and replaced whole. */
#include "store_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FINDINGS = 3 };

/* A judgement by rules of the version, with words of its own in each text. */
static void put(struct store *s, int64_t id, const char *version, size_t count)
{
    char texts[FINDINGS][5][40];
    char own_version[20];
    struct store_finding findings[FINDINGS];
    struct error err = {""};
    snprintf(own_version, sizeof own_version, "%s", version);
    for (size_t i = 0; i < count; i++) {
        snprintf(texts[i][0], sizeof texts[i][0], "KS-20%zu", i);
        snprintf(texts[i][1], sizeof texts[i][1], "%s", i == 0 ? "error" : "warning");
        snprintf(texts[i][2], sizeof texts[i][2], "%s", i == 0 ? "" : "1.1.a/1-1");
        snprintf(texts[i][3], sizeof texts[i][3], "evaluation/mark[%zu]", i);
        snprintf(texts[i][4], sizeof texts[i][4], "%s：７５.０％≥74.9％", version);
        findings[i] =
            (struct store_finding){texts[i][0], texts[i][1], texts[i][2], texts[i][3], texts[i][4]};
    }
    struct store_judgement judgement = {
        .version = own_version, .findings = findings, .count = count};
    assert_done(store_put_judgement(s, id, &judgement, &err));
}

static void read(struct store *s, int64_t id, struct store_judgement *out)
{
    struct error err = {""};
    assert_done(store_read_judgement(s, id, out, &err));
}

static void assert_kept(struct store *s, int64_t id, const char *version, size_t count)
{
    struct store_judgement kept;
    read(s, id, &kept);
    assert_non_null(kept.version);
    assert_string_equal(kept.version, version);
    assert_int_equal(kept.count, count);
    store_judgement_free(&kept);
}

static void test_judgement_comes_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    put(s, id, "2015.1", FINDINGS);
    store_close(s);
    s = fixture_open(f->file);
    struct store_judgement kept;
    read(s, id, &kept);
    assert_string_equal(kept.version, "2015.1");
    assert_moment(kept.at);
    assert_int_equal(kept.count, FINDINGS);
    assert_string_equal(kept.findings[0].rule, "KS-200");
    assert_string_equal(kept.findings[0].severity, "error");
    assert_string_equal(kept.findings[0].page, "");
    assert_string_equal(kept.findings[2].rule, "KS-202");
    assert_string_equal(kept.findings[2].severity, "warning");
    assert_string_equal(kept.findings[2].page, "1.1.a/1-1");
    assert_string_equal(kept.findings[2].field, "evaluation/mark[2]");
    assert_string_equal(kept.findings[2].message, "2015.1：７５.０％≥74.9％");
    store_judgement_free(&kept);
    assert_null(kept.version);
    assert_null(kept.findings);
    assert_int_equal(kept.count, 0);
    store_close(s);
    plain_assert_sound(f->file);
}

static void test_newer_judgement_takes_its_place(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, "271276", 2015, 1, NULL);
    int64_t other = sample_create(s, "271241", 2015, 1, NULL);
    put(s, id, "2015.1", FINDINGS);
    put(s, other, "2015.1", 2);
    put(s, id, "2015.2", 1);
    assert_kept(s, id, "2015.2", 1);
    assert_kept(s, other, "2015.1", 2);
    /* Nothing of the older one stays in the file. */
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM judged"), 2);
    assert_int_equal(plain_number(f->file, "SELECT count(*) FROM judged_finding"), 3);
    store_close(s);
}

/* Judged, with nothing to say, is not the same as never judged. */
static void test_nothing_found_is_a_judgement(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    struct store_judgement kept;
    read(s, id, &kept);
    assert_null(kept.version);
    assert_null(kept.at);
    assert_int_equal(kept.count, 0);
    store_judgement_free(&kept);
    put(s, id, "", 0);
    read(s, id, &kept);
    assert_string_equal(kept.version, "");
    assert_moment(kept.at);
    assert_int_equal(kept.count, 0);
    store_judgement_free(&kept);
    store_close(s);
}

static void assert_refused(struct store *s, int64_t id, const struct store_judgement *judgement)
{
    struct error err = {""};
    assert_false(store_put_judgement(s, id, judgement, &err));
    assert_non_null(strstr(err.text, store_path(s)));
}

/* The file refuses the second finding: the first one does not stay, and the
 * judgement that was there does. */
static void test_failed_write_leaves_the_older(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    put(s, id, "2015.1", FINDINGS);
    assert_int_equal(plain_run(f->file,
                               "CREATE TRIGGER refuse BEFORE INSERT ON judged_finding "
                               "WHEN NEW.ordinal = 1 BEGIN SELECT RAISE(ABORT, 'refused'); END",
                               NULL),
                     SQLITE_OK);
    char word[] = "w";
    struct store_finding findings[] = {{word, word, word, word, word},
                                       {word, word, word, word, word}};
    struct store_judgement judgement = {.version = word, .findings = findings, .count = 2};
    assert_refused(s, id, &judgement);
    assert_kept(s, id, "2015.1", FINDINGS);
    assert_int_equal(plain_run(f->file, "DROP TRIGGER refuse", NULL), SQLITE_OK);
    put(s, id, "2015.2", 2);
    assert_kept(s, id, "2015.2", 2);
    store_close(s);
    plain_assert_sound(f->file);
}

static void test_unknown_assessment_is_refused(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t id = sample_create(s, NULL, 2015, 1, NULL);
    char word[] = "w";
    assert_refused(s, id + 1, &(struct store_judgement){.version = word});
    struct store_judgement kept;
    read(s, id + 1, &kept);
    assert_null(kept.version);
    store_close(s);
}

int main(void)
{
#define ROW(name) cmocka_unit_test_setup_teardown(name, fixture_make, fixture_remove)
    const struct CMUnitTest tests[] = {
        ROW(test_judgement_comes_back),          ROW(test_newer_judgement_takes_its_place),
        ROW(test_nothing_found_is_a_judgement),  ROW(test_failed_write_leaves_the_older),
        ROW(test_unknown_assessment_is_refused),
    };
    return cmocka_run_group_tests_name("store: what the rules said", tests, NULL, NULL);
}
