/* Two changes of one page become one, and nothing of either is lost without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assessment/merge.h"

/* --- pages, written as "path=value|path=value" ----------------------------------- */

static struct store_page make_page(const char *text)
{
    struct store_page page = {.id = 7, .revision = 3};
    char *copy = strdup(text);

    for (char *field = strtok(copy, "|"); field != NULL; field = strtok(NULL, "|")) {
        char *value = strstr(field, ":=");
        assert_non_null(value);
        *value = '\0';
        page.fields = realloc(page.fields, (page.count + 1) * sizeof(*page.fields));
        page.fields[page.count].path = strdup(field);
        page.fields[page.count].value = strdup(value + 2);
        page.count++;
    }
    free(copy);
    return page;
}

static char *write_page(const struct store_page *page)
{
    char *out = calloc(1, 4096);
    size_t used = 0;

    for (size_t i = 0; i < page->count; i++) {
        used += (size_t)snprintf(out + used, 4096 - used, "%s%s:=%s", i > 0 ? "|" : "",
                                 page->fields[i].path, page->fields[i].value);
    }
    return out;
}

struct three {
    struct store_page base, theirs, mine;
    struct merge *merge;
};

static void begin(struct three *t, const char *base, const char *theirs, const char *mine)
{
    t->base = make_page(base);
    t->theirs = make_page(theirs);
    t->mine = make_page(mine);
    t->merge = merge_new(&t->base, &t->theirs, &t->mine);
    assert_non_null(t->merge);
}

static void end(struct three *t)
{
    merge_free(t->merge);
    store_page_clear(&t->base);
    store_page_clear(&t->theirs);
    store_page_clear(&t->mine);
}

static void expect_result(struct three *t, const char *wanted)
{
    struct error err = {""};
    struct store_page out = {.id = 7, .revision = 9};

    assert_true(merge_apply(t->merge, &out, &err));
    char *got = write_page(&out);
    assert_string_equal(got, wanted);
    assert_int_equal(out.revision, 9);
    free(got);
    store_page_clear(&out);
}

static size_t part_at(const struct three *t, const char *path)
{
    size_t count;
    const struct merge_part *parts = merge_parts(t->merge, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(parts[i].path, path) == 0) {
            return i;
        }
    }
    fail_msg("no part %s", path);
    return 0;
}

static const struct merge_part *part(const struct three *t, const char *path)
{
    size_t count;

    return &merge_parts(t->merge, &count)[part_at(t, path)];
}

static void choose(struct three *t, const char *path, enum merge_choice choice)
{
    merge_choose(t->merge, part_at(t, path), choice);
}

/* --- fields --------------------------------------------------------------------------- */

static void test_what_one_side_changed_is_taken_over(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=1|b:=2|c:=3", "a:=1x|b:=2|c:=3", "a:=1|b:=2|c:=3y");
    assert_int_equal(merge_open(t.merge), 0);
    assert_int_equal(part(&t, "a")->state, MERGE_ONLY_THEIRS);
    assert_int_equal(part(&t, "b")->state, MERGE_SAME);
    assert_int_equal(part(&t, "c")->state, MERGE_ONLY_MINE);
    expect_result(&t, "a:=1x|b:=2|c:=3y");
    end(&t);
}

static void test_the_same_change_on_both_sides_is_no_question(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=1", "a:=2", "a:=2");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "a:=2");
    end(&t);
}

static void test_a_conflict_is_decided_three_ways(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=前|b:=2", "a:=相手|b:=2", "a:=自分|b:=2");
    assert_int_equal(merge_open(t.merge), 1);
    assert_string_equal(part(&t, "a")->base, "前");
    assert_string_equal(part(&t, "a")->theirs, "相手");
    assert_string_equal(part(&t, "a")->mine, "自分");
    expect_result(&t, "a:=自分|b:=2"); /* what is open is not lost: it is mine */
    choose(&t, "a", MERGE_TAKE_THEIRS);
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "a:=相手|b:=2");
    choose(&t, "a", MERGE_TAKE_BOTH);
    expect_result(&t, "a:=相手\n自分|b:=2");
    choose(&t, "a", MERGE_OPEN);
    assert_int_equal(merge_open(t.merge), 1);
    choose(&t, "b", MERGE_TAKE_THEIRS); /* no conflict: nothing to decide */
    assert_int_equal(part(&t, "b")->choice, MERGE_TAKE_MINE);
    end(&t);
}

static void test_both_of_a_blank_is_the_other(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=1|b:=1|c:=1", "a:=|b:=相手|c:=―", "a:=自分|b:=|c:=自分");
    choose(&t, "a", MERGE_TAKE_BOTH);
    choose(&t, "b", MERGE_TAKE_BOTH);
    choose(&t, "c", MERGE_TAKE_BOTH);
    expect_result(&t, "a:=自分|b:=相手|c:=自分");
    end(&t);
}

static void test_a_measure_goes_with_its_field(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "f/v:=80％|f/v/@amount:=80|f/v/@unit:=%|g:=",
          "f/v:=８５％|f/v/@amount:=85|f/v/@unit:=%|g:=",
          "f/v:=９件|f/v/@amount:=9|f/v/@unit:=件|g:=x");
    assert_int_equal(merge_open(t.merge), 1);
    assert_string_equal(part(&t, "f/v")->theirs, "８５％");
    choose(&t, "f/v", MERGE_TAKE_THEIRS);
    expect_result(&t, "f/v:=８５％|f/v/@amount:=85|f/v/@unit:=%|g:=x");
    choose(&t, "f/v", MERGE_TAKE_MINE);
    expect_result(&t, "f/v:=９件|f/v/@amount:=9|f/v/@unit:=件|g:=x");
    end(&t);
}

static void test_a_measure_that_comes_or_goes_goes_with_its_field(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "v:=80％|v/@amount:=80|g:=1", "v:=なし|g:=1", "v:=80％|v/@amount:=80|g:=2");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "v:=なし|g:=2");
    end(&t);
}

static void test_what_reads_the_same_is_no_question(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "c:=|d:=1", "c:=B|d:=1", "c:=B|c/@printed:=B|d:=2");
    assert_int_equal(merge_open(t.merge), 0);
    end(&t);
    begin(&t, "c:=", "c:=B|c/@printed:=Ｂ", "c:=B");
    assert_int_equal(merge_open(t.merge), 1); /* another way of writing it: people see that */
    assert_string_equal(part(&t, "c")->theirs, "Ｂ");
    end(&t);
}

static void test_an_attribute_may_be_a_field(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "e/@done:=1|e/x:=1", "e/@done:=2|e/x:=1", "e/@done:=1|e/x:=2");
    assert_int_equal(merge_open(t.merge), 0);
    assert_string_equal(part(&t, "e/@done")->theirs, "2");
    expect_result(&t, "e/@done:=2|e/x:=2");
    end(&t);
}

/* --- rows -------------------------------------------------------------------------------- */

static void test_rows_that_stay_are_merged_field_by_field(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1|o/v:=1|o[2]/t:=2|o[2]/v:=2", "o/t:=1a|o/v:=1|o[2]/t:=2|o[2]/v:=2",
          "o/t:=1|o/v:=1|o[2]/t:=2|o[2]/v:=2b");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "o/t:=1a|o/v:=1|o[2]/t:=2|o[2]/v:=2b");
    end(&t);
}

static void test_a_row_added_by_one_side_is_taken_over(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=|o/t:=1|z:=", "a:=|o/t:=1|o[2]/t:=2|z:=", "a:=x|o/t:=1|z:=y");
    assert_int_equal(merge_open(t.merge), 0);
    assert_int_equal(part(&t, "o")->kind, MERGE_ROWS);
    expect_result(&t, "a:=x|o/t:=1|o[2]/t:=2|z:=y");
    end(&t);
}

static void test_a_row_removed_by_one_side_is_gone(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1|o[2]/t:=2|z:=", "o/t:=2|z:=", "o/t:=1|o[2]/t:=2|z:=y");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "o/t:=2|z:=y");
    end(&t);
}

static void test_rows_changed_by_both_are_one_question(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1|o/v:=1|z:=", "o/t:=1|o/v:=1|o[2]/t:=2|o[2]/v:=2|z:=", "o/t:=1|o/v:=9|z:=");
    assert_int_equal(merge_open(t.merge), 1);
    assert_true(merge_can_join(t.merge, part_at(&t, "o"), false));
    choose(&t, "o", MERGE_TAKE_MINE);
    expect_result(&t, "o/t:=1|o/v:=9|z:=");
    choose(&t, "o", MERGE_TAKE_THEIRS);
    expect_result(&t, "o/t:=1|o/v:=1|o[2]/t:=2|o[2]/v:=2|z:=");
    choose(&t, "o", MERGE_TAKE_BOTH);
    expect_result(&t, "o/t:=1|o/v:=1|o[2]/t:=2|o[2]/v:=2|o[3]/t:=1|o[3]/v:=9|z:=");
    end(&t);
}

static void test_rows_added_by_both_stand_one_after_the_other(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1", "o/t:=1|o[2]/t:=T", "o/t:=1|o[2]/t:=M|o[3]/t:=T|o[4]/t:=N");
    choose(&t, "o", MERGE_TAKE_BOTH);
    expect_result(&t, "o/t:=1|o[2]/t:=T|o[3]/t:=M|o[4]/t:=N");
    end(&t);
}

static void test_a_row_the_other_took_out_does_not_come_back(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1|o[2]/t:=2", "o/t:=2|o[2]/t:=T", "o/t:=1|o[2]/t:=2|o[3]/t:=M");
    choose(&t, "o", MERGE_TAKE_BOTH);
    expect_result(&t, "o/t:=2|o[2]/t:=T|o[3]/t:=M");
    end(&t);
}

static void test_a_repeat_inside_a_row_is_a_part_by_itself(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "o/t:=1|o/i/x:=1|o[2]/t:=2|o[2]/i/x:=5",
          "o/t:=1|o/i/x:=1|o[2]/t:=2|o[2]/i/x:=5|o[2]/i[2]/x:=6",
          "o/t:=1m|o/i/x:=1|o[2]/t:=2m|o[2]/i/x:=5");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "o/t:=1m|o/i/x:=1|o[2]/t:=2m|o[2]/i/x:=5|o[2]/i[2]/x:=6");
    end(&t);
}

/* --- reasons, and the page as a whole -----------------------------------------------------------
 */

static void test_reasons_are_told_apart_by_rule_and_field(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "a:=1|reason:=R|reason/@rule:=K1|reason/@field:=a",
          "a:=1|reason:=T|reason/@rule:=K0|reason/@field:=a|reason[2]:=R|reason[2]/@rule:=K1|"
          "reason[2]/@field:=a",
          "a:=1|reason:=R|reason/@rule:=K1|reason/@field:=a|reason[2]:=M|reason[2]/@rule:=K2|"
          "reason[2]/@field:=a");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "a:=1|reason:=T|reason/@rule:=K0|reason/@field:=a|reason[2]:=R|"
                      "reason[2]/@rule:=K1|reason[2]/@field:=a|reason[3]:=M|reason[3]/@rule:=K2|"
                      "reason[3]/@field:=a");
    end(&t);
}

static void test_a_reason_taken_away_does_not_leave_a_gap(void **state)
{
    struct three t;

    (void)state;
    begin(&t,
          "a:=|reason:=R|reason/@rule:=K1|reason/@field:=a|reason[2]:=S|reason[2]/"
          "@rule:=K2|reason[2]/@field:=a",
          "a:=|reason:=S|reason/@rule:=K2|reason/@field:=a",
          "a:=x|reason:=R|reason/@rule:=K1|reason/@field:=a|reason[2]:=S|reason[2]/"
          "@rule:=K2|reason[2]/@field:=a");
    assert_int_equal(merge_open(t.merge), 0);
    expect_result(&t, "a:=x|reason:=S|reason/@rule:=K2|reason/@field:=a");
    end(&t);
}

static void test_a_page_that_became_a_copy_is_one_question(void **state)
{
    struct three t;

    (void)state;
    begin(&t, "@id:=p|a:=1|b:=2", "@id:=p|@follows:=q|a:=8|b:=9", "@id:=p|a:=1|b:=mine");
    assert_int_equal(merge_open(t.merge), 1);
    assert_int_equal(part(&t, "")->kind, MERGE_PAGE);
    assert_string_equal(part(&t, "")->mine, "1\nmine");
    assert_false(merge_can_join(t.merge, part_at(&t, ""), true));
    choose(&t, "", MERGE_TAKE_THEIRS);
    expect_result(&t, "@id:=p|@follows:=q|a:=8|b:=9");
    choose(&t, "", MERGE_TAKE_MINE);
    expect_result(&t, "@id:=p|a:=1|b:=mine");
    end(&t);
}

/* --- all small pages ----------------------------------------------------------------------- */

enum { STATES = 4 }; /* of a field: as it was, changed so, changed otherwise, not there */

static void write_fields(int state, char *out, size_t size)
{
    static const char *const values[] = {"0", "1", "2", NULL};
    size_t used = (size_t)snprintf(out, size, "k:=k");

    for (int field = 0; field < 2; field++, state /= STATES) {
        if (values[state % STATES]) {
            used += (size_t)snprintf(out + used, size - used, "|f%d:=%s", field,
                                     values[state % STATES]);
        }
    }
}

static const char *value_of(const struct store_page *page, const char *path)
{
    for (size_t i = 0; i < page->count; i++) {
        if (strcmp(page->fields[i].path, path) == 0) {
            return page->fields[i].value;
        }
    }
    return "(none)";
}

static void check_field(struct three *t, const char *path, const struct store_page *merged)
{
    const char *base = value_of(&t->base, path);
    const char *theirs = value_of(&t->theirs, path);
    const char *mine = value_of(&t->mine, path);
    const char *got = value_of(merged, path);
    const char *wanted = strcmp(mine, base) != 0 ? mine : theirs;

    assert_string_equal(got, wanted);
    if (strcmp(mine, base) != 0 && strcmp(theirs, base) != 0 && strcmp(mine, theirs) != 0) {
        assert_int_equal(part(t, path)->choice, MERGE_OPEN); /* never without a word */
    } else if (strcmp(base, "(none)") != 0 || strcmp(got, "(none)") != 0) {
        assert_int_not_equal(part(t, path)->choice, MERGE_OPEN);
    }
}

static void test_every_small_page(void **state)
{
    enum { ALL = STATES * STATES };
    char texts[ALL][64];

    (void)state;
    for (int i = 0; i < ALL; i++) {
        write_fields(i, texts[i], sizeof(texts[i]));
    }
    for (int i = 0; i < ALL * ALL * ALL; i++) {
        struct three t;
        struct error err = {""};
        struct store_page merged = {0};
        begin(&t, texts[i % ALL], texts[i / ALL % ALL], texts[i / ALL / ALL]);
        assert_true(merge_apply(t.merge, &merged, &err));
        check_field(&t, "f0", &merged);
        check_field(&t, "f1", &merged);
        assert_string_equal(value_of(&merged, "k"), "k");
        store_page_clear(&merged);
        end(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_one_side_changed_is_taken_over),
        cmocka_unit_test(test_the_same_change_on_both_sides_is_no_question),
        cmocka_unit_test(test_a_conflict_is_decided_three_ways),
        cmocka_unit_test(test_both_of_a_blank_is_the_other),
        cmocka_unit_test(test_a_measure_goes_with_its_field),
        cmocka_unit_test(test_a_measure_that_comes_or_goes_goes_with_its_field),
        cmocka_unit_test(test_what_reads_the_same_is_no_question),
        cmocka_unit_test(test_an_attribute_may_be_a_field),
        cmocka_unit_test(test_rows_that_stay_are_merged_field_by_field),
        cmocka_unit_test(test_a_row_added_by_one_side_is_taken_over),
        cmocka_unit_test(test_a_row_removed_by_one_side_is_gone),
        cmocka_unit_test(test_rows_changed_by_both_are_one_question),
        cmocka_unit_test(test_rows_added_by_both_stand_one_after_the_other),
        cmocka_unit_test(test_a_row_the_other_took_out_does_not_come_back),
        cmocka_unit_test(test_a_repeat_inside_a_row_is_a_part_by_itself),
        cmocka_unit_test(test_reasons_are_told_apart_by_rule_and_field),
        cmocka_unit_test(test_a_reason_taken_away_does_not_leave_a_gap),
        cmocka_unit_test(test_a_page_that_became_a_copy_is_one_question),
        cmocka_unit_test(test_every_small_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
