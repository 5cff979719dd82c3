/* What is proposed for blank figures, over the real form and the real sheets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/writer.h"
#include "failing_malloc.h"
#include "test_assessment_support.h"

static const char page[] = "1.1.a/1-1-1";

static bool is_figure(const struct assessment *a, const struct assessment_entry *e)
{
    struct assessment_properties is;
    assessment_properties(a, e->node, &is);
    return e->kind == ASSESSMENT_FIELD && is.type == FORM_FIGURE;
}

static struct assessment_entries entries_of(const struct assessment *a, const char *name)
{
    return entries_on(a, page_named(a, name));
}

static struct assessment_entry field(const struct assessment *a, const char *name, const char *path)
{
    return field_on(a, page_named(a, name), path);
}

static void set(struct assessment *a, const char *path, const char *typed)
{
    set_on(a, page_named(a, page), path, typed);
}

/* Kita's page with its figures blank, and as many rows as asked for. */
static struct assessment *prepared(int rows)
{
    struct assessment *a = sample("kita-2015.xml");
    struct error err;
    bool more = true;
    int there = 0;
    while (more) {
        struct assessment_entries entries = entries_of(a, page);
        struct assessment_entry add = {.node = NULL};
        there = 0;
        for (size_t i = 0; i < entries.count; i++) {
            there += entries.items[i].kind == ASSESSMENT_ROW ? 1 : 0;
            if (entries.items[i].kind == ASSESSMENT_ADD)
                add = entries.items[i];
        }
        assessment_entries_free(&entries);
        more = there < rows;
        xmlNode *row;
        if (more)
            must(assessment_add_row(a, add.item, add.node, &row, &err), &err);
    }
    struct assessment_entries entries = entries_of(a, page);
    for (size_t i = 0; i < entries.count; i++)
        if (is_figure(a, &entries.items[i]))
            must(assessment_set(a, entries.items[i].item, entries.items[i].node, "", &err), &err);
    assessment_entries_free(&entries);
    static const char *const texts[] = {"plan/goal", "plan/withdrawal", "plan/previous-results",
                                        "evaluation/results", "evaluation/achievement"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        set(a, texts[i], "");
    return a;
}

static char *row_field(int row, const char *name)
{
    static char path[64];
    if (row == 1)
        snprintf(path, sizeof path, "evaluation/figure/%s", name);
    else
        snprintf(path, sizeof path, "evaluation/figure[%d]/%s", row, name);
    return path;
}

/* What is proposed there must be that; NULL for nothing, "?" in front: not sure. */
static void expect(const struct assessment *a, const char *path, const char *expected)
{
    struct error err;
    struct assessment_proposal p;
    bool found;
    must(assessment_propose(a, field(a, page, path).node, &found, &p, &err), &err);
    bool doubted = expected != NULL && expected[0] == '?';
    const char *text = doubted ? expected + 1 : expected;
    if (found != (expected != NULL) || (found && strcmp(p.text, text) != 0))
        fail_msg("%s: %s, not %s", path, found ? p.text : "nothing", text ? text : "nothing");
    if (found) {
        char *source = assessment_get(a, p.source);
        assert_memory_equal(source + p.start, p.text, strlen(p.text));
        assert_int_equal(p.end - p.start, strlen(p.text));
        assert_int_equal(p.sure, p.doubt == NULL);
        if (p.sure == doubted)
            fail_msg("%s: %s: %s", path, p.text, p.sure ? "is sure" : p.doubt);
        free(source);
    }
    assessment_proposal_free(&p);
}

static void each_field_is_read_from_its_own_prose(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "「安全だ」と感じる区民の割合８０％以上");
    set(a, "plan/withdrawal", "上記の割合が30％未満であれば再構築する。");
    set(a, "plan/previous-results", "「安全だ」と感じる区民の割合　72.4％");
    set(a, "evaluation/achievement", "「安全だ」と感じる区民の割合：76.6％（12地域で実施）");
    expect(a, row_field(1, "goal"), "８０％以上");
    expect(a, row_field(1, "withdrawal"), "30％未満");
    expect(a, row_field(1, "previous"), "72.4％");
    expect(a, row_field(1, "result"), "76.6％");
    assessment_free(a);
}

static void a_field_that_is_filled_gets_none(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "割合８０％以上");
    set(a, row_field(1, "goal"), "８０％");
    expect(a, row_field(1, "goal"), NULL);
    set(a, row_field(1, "goal"), "―");
    expect(a, row_field(1, "goal"), NULL);
    set(a, row_field(1, "goal"), "");
    expect(a, row_field(1, "goal"), "８０％以上");
    set(a, "plan/goal", "―");
    expect(a, row_field(1, "goal"), NULL);
    set(a, "plan/goal", "参加者を増やす");
    expect(a, row_field(1, "goal"), NULL);
    expect(a, "plan/goal", NULL);
    assessment_free(a);
}

static void rows_get_the_figures_in_their_order(void **state)
{
    (void)state;
    struct assessment *a = prepared(3);
    set(a, "plan/goal", "・研修を年2回開催し、満足度80％以上\n・参加者200人以上\n・相談10件以上");
    expect(a, row_field(1, "goal"), "80％以上");
    expect(a, row_field(2, "goal"), "200人以上");
    expect(a, row_field(3, "goal"), "10件以上");
    /* and what one row has is not proposed again */
    set(a, row_field(1, "goal"), "200人以上");
    expect(a, row_field(2, "goal"), "80％以上");
    expect(a, row_field(3, "goal"), "10件以上");
    set(a, row_field(3, "goal"), "―");
    expect(a, row_field(2, "goal"), "80％以上");
    /* with a row for each, all have theirs */
    set(a, "plan/goal", "・研修を年2回開催し、満足度80％以上");
    set(a, row_field(1, "goal"), "");
    expect(a, row_field(1, "goal"), "年2回");
    expect(a, row_field(2, "goal"), "80％以上");
    assessment_free(a);
}

static void a_result_has_the_unit_and_the_label_of_its_goal(void **state)
{
    (void)state;
    struct assessment *a = prepared(3);
    set(a, "plan/goal", "満足度80％以上、認知度60％以上、参加者200人以上");
    set(a, "evaluation/achievement", "参加者：184人、認知度：58.1％、満足度：85.2％");
    expect(a, row_field(1, "result"), "85.2％");
    expect(a, row_field(2, "result"), "58.1％");
    expect(a, row_field(3, "result"), "184人");
    set(a, row_field(2, "goal"), "満足度80％以上");
    set(a, row_field(1, "goal"), "―");
    expect(a, row_field(2, "result"), "85.2％");
    /* nothing where no figure has the unit */
    set(a, "evaluation/achievement", "3か所で実施した。");
    expect(a, row_field(2, "result"), NULL);
    /* a share in tenths is a share */
    set(a, row_field(2, "goal"), "3割");
    set(a, "evaluation/achievement", "区政会議4回開催　回収率36.9％");
    expect(a, row_field(2, "result"), "36.9％");
    assessment_free(a);
}

static void the_results_come_second(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "年4回以上開催");
    set(a, "evaluation/results", "会議の開催　5回");
    set(a, "evaluation/achievement", "目標を達成した。");
    expect(a, row_field(1, "result"), "5回");
    set(a, "evaluation/achievement", "6回開催し、目標を達成した。");
    expect(a, row_field(1, "result"), "6回");
    assessment_free(a);
}

/* Rows that have their prose for themselves take nothing from one another. */
static void a_row_may_have_its_own_prose(void **state)
{
    static const char *const paths[] = {"evaluation/achievement/value",
                                        "evaluation/achievement[2]/value"};
    static const char *const values[] = {"8.0％", "74％"};
    struct assessment *a = sample("kita-2015.xml");
    size_t strategy = page_named(a, "1.1.a/1-1");

    (void)state;
    for (size_t i = 0; i < 2; i++)
        set_on(a, strategy, paths[i], "");
    for (size_t i = 0; i < 2; i++) {
        struct assessment_proposal p;
        struct error err;
        bool found;
        must(assessment_propose(a, field_on(a, strategy, paths[i]).node, &found, &p, &err), &err);
        assert_true(found && p.sure);
        assert_string_equal(p.text, values[i]);
        assessment_proposal_free(&p);
    }
    assessment_free(a);
}

static void a_movement_gives_both_ends(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "参加者1,750人以上");
    set(a, "plan/previous-results", "訓練　4回");
    set(a, "evaluation/achievement", "参加者数　26年度　1,720人→ 27年度　1,800人");
    expect(a, row_field(1, "result"), "1,800人");
    expect(a, row_field(1, "previous"), "1,720人");
    set(a, row_field(1, "result"), "1,800人");
    expect(a, row_field(1, "previous"), "1,720人");
    set(a, "evaluation/achievement", "認知度52.3％（前年度49.8％）");
    set(a, "plan/goal", "認知度50％以上");
    set(a, row_field(1, "result"), "");
    expect(a, row_field(1, "result"), "52.3％");
    expect(a, row_field(1, "previous"), "49.8％");
    expect(a, row_field(1, "withdrawal"), NULL);
    assessment_free(a);
}

static void a_doubt_is_told(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "約30名の参加");
    expect(a, row_field(1, "goal"), "?約30名");
    set(a, "plan/goal", "研修3回、見学4回");
    expect(a, row_field(1, "goal"), "?3回");
    /* words that mean something else without the beginning of their clause */
    set(a, "plan/goal", "前年度の同じ時期の来場者数や参加団体の数と比べていずれも１０％増やす");
    expect(a, row_field(1, "goal"),
           "前年度の同じ時期の来場者数や参加団体の数と比べていずれも１０％増やす");
    assessment_free(a);
}

static void without_memory_nothing_is_proposed(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    set(a, "plan/goal", "満足度80％以上、認知度60％以上");
    set(a, row_field(1, "goal"), "80％以上");
    set(a, "evaluation/achievement", "満足度85％→86％、認知度66％");
    for (size_t row = 0; row < 2; row++) {
        const xmlNode *node = field(a, page, row_field(1, row == 0 ? "result" : "previous")).node;
        for (size_t n = 1;; n++) {
            struct error err = {""};
            struct assessment_proposal p;
            bool found;
            failing_malloc_at(n);
            bool good = assessment_propose(a, node, &found, &p, &err);
            bool failed = failing_malloc_off();
            assert_int_equal(good, !failed);
            assert_int_equal(found, !failed);
            assert_int_equal(err.text[0] != '\0', failed);
            assessment_proposal_free(&p);
            if (!failed)
                break;
        }
    }
    assessment_free(a);
}

static const struct form_item *repeat_of(const struct assessment *a, xmlNode **context)
{
    struct assessment_entries entries = entries_of(a, page);
    const struct form_item *repeat = NULL;
    for (size_t i = 0; i < entries.count; i++)
        if (entries.items[i].kind == ASSESSMENT_ADD) {
            repeat = entries.items[i].item;
            *context = entries.items[i].node;
        }
    assessment_entries_free(&entries);
    assert_non_null(repeat);
    return repeat;
}

static void the_prose_says_how_many_rows_there_are(void **state)
{
    (void)state;
    struct assessment *a = prepared(1);
    xmlNode *context = NULL;
    const struct form_item *repeat = repeat_of(a, &context);
    assert_int_equal(assessment_proposed_rows(a, repeat, context), 0);
    set(a, "plan/goal", "満足度80％以上、認知度60％以上、年3回の開催");
    set(a, "evaluation/results", "1回、2回、3回、4回、5回、6回、7回");
    assert_int_equal(assessment_proposed_rows(a, repeat, context), 3);
    set(a, "plan/goal", "回収率3割");
    assert_int_equal(assessment_proposed_rows(a, repeat, context), 1);
    /* and without a row to begin with */
    struct error err;
    struct assessment_entries entries = entries_of(a, page);
    xmlNode *row = NULL;
    for (size_t i = 0; i < entries.count; i++)
        if (entries.items[i].kind == ASSESSMENT_ROW)
            row = entries.items[i].node;
    assessment_entries_free(&entries);
    must(assessment_remove_row(a, row, &err), &err);
    repeat = repeat_of(a, &context);
    set(a, "plan/goal", "満足度80％以上、認知度60％以上");
    assert_int_equal(assessment_proposed_rows(a, repeat, context), 2);
    assessment_free(a);
}

struct kept {
    struct assessment_entry entry;
    char *text;
};

/* Blanks every figure of every page that stands by itself; *count gets how many
 * were not blank. The caller frees. */
static struct kept *blank_figures(struct assessment *a, size_t *count)
{
    size_t pages;
    struct error err;
    struct kept *kept = calloc(1000, sizeof *kept);
    assert_non_null(kept);
    *count = 0;
    assessment_pages(a, &pages);
    for (size_t i = 0; i < pages; i++) {
        struct assessment_entries entries;
        must(assessment_page_entries(a, i, &entries, &err), &err);
        for (size_t n = 0; n < entries.count && assessment_follows(a, i) == (size_t)-1; n++) {
            struct assessment_entry *e = &entries.items[n];
            if (!is_figure(a, e) || assessment_field_state(a, e->node) != ASSESSMENT_FILLED)
                continue;
            char *path = assessment_field_path(a, e->node);
            bool read = strstr(path, "figure") != NULL || strstr(path, "achievement") != NULL;
            bool target = strstr(path, "/value") == NULL && strstr(path, "/previous") == NULL;
            if (read && (target || strstr(path, "figure") != NULL)) {
                kept[*count].entry = *e;
                kept[(*count)++].text = assessment_get(a, e->node);
                must(assessment_set(a, e->item, e->node, "", &err), &err);
            }
            free(path);
        }
        assessment_entries_free(&entries);
    }
    return kept;
}

struct recovery {
    size_t there, proposed, right;
};

static struct recovery recover(const char *name)
{
    struct assessment *a = sample(name);
    struct recovery r = {0};
    struct error err;
    struct kept *kept = blank_figures(a, &r.there);
    size_t size_before, size_after;
    char *before = writer_to_string(assessment_document(a), &size_before, &err);
    for (size_t i = 0; i < r.there; i++) {
        struct assessment_proposal p;
        bool found;
        must(assessment_propose(a, kept[i].entry.node, &found, &p, &err), &err);
        char *path = assessment_node_path(kept[i].entry.node);
        bool same = found && strcmp(p.text, kept[i].text) == 0;
        r.proposed += found ? 1 : 0;
        r.right += same ? 1 : 0;
        if (!same)
            print_message("%s: %s, there was %s\n", path, found ? p.text : "nothing", kept[i].text);
        free(path);
        free(kept[i].text);
        assessment_proposal_free(&p);
    }
    /* nothing of it has changed the document */
    assert_true(assessment_proposals_count(a) >= r.proposed);
    char *after = writer_to_string(assessment_document(a), &size_after, &err);
    assert_int_equal(size_before, size_after);
    assert_memory_equal(before, after, size_after);
    print_message("%s: of %zu figures %zu are proposed, %zu as they were; %zu proposals in all\n",
                  name, r.there, r.proposed, r.right, assessment_proposals_count(a));
    free(before);
    free(after);
    free(kept);
    assessment_free(a);
    return r;
}

static void the_figures_of_the_sheets_come_back(void **state)
{
    (void)state;
    struct recovery kita = recover("kita-2015.xml");
    struct recovery tsurumi = recover("tsurumi-2015.xml");
    assert_true(kita.right * 100 >= kita.there * 86);
    assert_true(tsurumi.right * 100 >= tsurumi.there * 91);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_field_is_read_from_its_own_prose),
        cmocka_unit_test(a_field_that_is_filled_gets_none),
        cmocka_unit_test(rows_get_the_figures_in_their_order),
        cmocka_unit_test(a_result_has_the_unit_and_the_label_of_its_goal),
        cmocka_unit_test(the_results_come_second),
        cmocka_unit_test(a_row_may_have_its_own_prose),
        cmocka_unit_test(a_movement_gives_both_ends),
        cmocka_unit_test(a_doubt_is_told),
        cmocka_unit_test(without_memory_nothing_is_proposed),
        cmocka_unit_test(the_prose_says_how_many_rows_there_are),
        cmocka_unit_test(the_figures_of_the_sheets_come_back),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
