/* Figures are kept beside the pages they were taken from, and never outlive them. */
#include "store_fixture.h"

#include <stdio.h>
#include <string.h>

#include "store/figures.h"

static char nothing[] = "";

static struct store_figure figure(char *indicator, char *amount)
{
    struct store_figure f;
    for (int i = 0; i < STORE_FIGURE_TEXTS; i++)
        f.texts[i] = nothing;
    f.indicator = indicator;
    f.amount = amount;
    f.chance = false;
    return f;
}

static int64_t stamp(struct store *s)
{
    struct error err = {""};
    int64_t revision;
    assert_done(store_figures_stamp(s, &revision, &err));
    return revision;
}

static void put(struct store *s, int64_t id, const char *version, int64_t at, size_t count)
{
    struct error err = {""};
    char one[] = "1.a", other[] = "2.b", amount[] = "8.0", more[] = "50";
    const struct store_figure figures[] = {figure(one, amount), figure(other, more),
                                           figure(nothing, more)};
    assert_done(store_put_figures(s, id, version, at, figures, count, &err));
}

/* "WARD YEAR VERSION INDICATOR AMOUNT|" of each row. */
static bool add_row(void *to, const struct store_figure_row *row, struct error *err)
{
    (void)err;
    char *out = to;
    size_t used = strlen(out);
    snprintf(out + used, 512 - used, "%s %d %s %s %s|", row->ward_code, row->year, row->version,
             row->is == NULL ? "none" : row->is->indicator, row->is == NULL ? "" : row->is->amount);
    return true;
}

static const char *told(struct store *s, int first, int last, const char *indicator)
{
    static char out[512];
    struct error err = {""};
    *out = '\0';
    assert_done(store_each_figure(s, "osaka", first, last, indicator, add_row, out, &err));
    return out;
}

/* The policy of the samples; see sample_create. */
static void set_policy(const struct fixture *f)
{
    assert_int_equal(plain_run(f->file, "UPDATE assessment SET policy = 'osaka'", NULL), SQLITE_OK);
}

static void test_figures_come_back_in_order(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    int64_t b = sample_create(s, "271276", 2015, 1, NULL);
    int64_t a = sample_create(s, "271012", 2015, 1, NULL);
    int64_t later = sample_create(s, "271012", 2016, 1, NULL);
    set_policy(f);
    put(s, b, "v1", stamp(s), 3);
    put(s, later, "v1", stamp(s), 1);
    put(s, a, "v1", stamp(s), 0);
    assert_string_equal(told(s, 2015, 2016, NULL),
                        "271012 2015 v1 none |271276 2015 v1 1.a 8.0|271276 2015 v1 2.b 50|"
                        "271276 2015 v1  50|271012 2016 v1 1.a 8.0|");
    /* Of one indicator, with what is nobody's. */
    assert_string_equal(told(s, 2015, 2015, "2.b"),
                        "271012 2015 v1 none |271276 2015 v1 2.b 50|271276 2015 v1  50|");
    /* Kept anew, they take the place of the older ones. */
    put(s, b, "v2", stamp(s), 1);
    assert_string_equal(told(s, 2015, 2015, NULL), "271012 2015 v1 none |271276 2015 v2 1.a 8.0|");
    store_close(s);
    plain_assert_sound(f->file);
}

static void assert_stale(struct store *s, const char *version, const char *expected)
{
    char out[256] = "";
    struct error err = {""};
    struct store_stale_list list;
    assert_done(store_figures_stale(s, "osaka", version, 2015, 2016, &list, &err));
    for (size_t i = 0; i < list.count; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s %d|", list.items[i].ward_code,
                 list.items[i].year);
    store_stale_list_free(&list);
    assert_string_equal(out, expected);
}

static void save_page(struct store *s, struct store_page *page)
{
    struct error err = {""};
    page_set(page, "plan/aim", "新しい");
    assert_int_equal(store_save(s, 1, page, 1, 0, 0, &sample_author, &err), STORE_SAVED);
}

static void test_a_new_revision_drops_them(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, "271276", 2015, 1, &pages);
    int64_t other = sample_create(s, "271012", 2016, 1, NULL);
    set_policy(f);
    assert_stale(s, "v1", "271276 2015|271012 2016|");
    put(s, id, "v1", stamp(s), 2);
    put(s, other, "v1", stamp(s), 1);
    assert_stale(s, "v1", "");
    assert_stale(s, "v2", "271276 2015|271012 2016|");
    save_page(s, &pages.pages[1]);
    assert_stale(s, "v1", "271276 2015|");
    assert_string_equal(told(s, 2015, 2016, NULL), "271276 2015  none |271012 2016 v1 1.a 8.0|");
    store_page_list_free(&pages);
    store_close(s);
}

/* Somebody saved while the figures were being taken: they are of yesterday. */
static void test_what_was_saved_in_between_wins(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct store_page_list pages;
    int64_t id = sample_create(s, "271276", 2015, 1, &pages);
    set_policy(f);
    int64_t before = stamp(s);
    save_page(s, &pages.pages[1]);
    put(s, id, "v1", before, 2);
    assert_stale(s, "v1", "271276 2015|");
    put(s, id, "v1", stamp(s), 2);
    assert_stale(s, "v1", "");
    store_page_list_free(&pages);
    store_close(s);
}

static bool refuse(void *to, const struct store_figure_row *row, struct error *err)
{
    (void)row;
    ++*(int *)to;
    return error_set(err, "enough");
}

static void test_whoever_takes_rows_may_end_it(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f->file);
    struct error err = {""};
    int rows = 0;
    put(s, sample_create(s, "271276", 2015, 1, NULL), "v1", stamp(s), 3);
    set_policy(f);
    assert_false(store_each_figure(s, "osaka", 2015, 2015, NULL, refuse, &rows, &err));
    assert_string_equal(err.text, "enough");
    assert_int_equal(rows, 1);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_figures_come_back_in_order, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_a_new_revision_drops_them, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_what_was_saved_in_between_wins, fixture_make,
                                        fixture_remove),
        cmocka_unit_test_setup_teardown(test_whoever_takes_rows_may_end_it, fixture_make,
                                        fixture_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
