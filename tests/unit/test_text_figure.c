/* Figures in every notation of the real sheets. */
#include <string.h>

#include "text/figure.h"
#include "text_eras.h"
#include "unit.h"

static int setup(void **state)
{
    *state = text_eras_read();
    return 0;
}

static int teardown(void **state)
{
    era_table_free(*state);
    return 0;
}

struct expected {
    const char *text, *amount, *unit, *op;
    int by;
    const char *number; /* as it stands in the text */
};

static void check(const struct era_table *eras, const struct expected *e)
{
    struct figure f;
    if (!figure_read(eras, 0, e->text, &f))
        fail_msg("no figure in %s", e->text);
    size_t size = strlen(e->number);
    if (strcmp(f.amount, e->amount) != 0 || strcmp(f.unit, e->unit) != 0 ||
        strcmp(figure_operator_name(f.op), e->op) != 0 || f.by != e->by ||
        f.end - f.start != size || memcmp(e->text + f.start, e->number, size) != 0)
        fail_msg("%s: amount %s, unit %s, operator %s, by %d, at %zu to %zu", e->text, f.amount,
                 f.unit, figure_operator_name(f.op), f.by, f.start, f.end);
}

#define CHECK_ALL(eras, cases)                                                                     \
    for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                                   \
    check(eras, &(cases)[i])

/* What the text is about tells the era of a year without one. */
static void a_deadline_without_its_era(void **state)
{
    static const struct {
        const char *text;
        int near, by;
    } cases[] = {
        {"29年度までに80％以上", 2015, 2017},
        {"２９年度末までに80％以上", 2015, 2017},
        {"80％以上（30年3月まで）", 2015, 2017},
        {"29年度までに80％以上", 0, 0},
        {"7年度までに80％以上", 2024, 2025},
        {"27・29年度に80％以上", 2015, 0},
        {"27年度80％以上", 2015, 0},
        {"平成29年度までに80％以上", 2024, 2017},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figure f;
        assert_true(figure_read(*state, cases[i].near, cases[i].text, &f));
        if (f.by != cases[i].by || strcmp(f.amount, "80") != 0)
            fail_msg("%s: %s by %d", cases[i].text, f.amount, f.by);
    }
}

static void targets_and_values_of_the_sheets(void **state)
{
    static const struct expected cases[] = {
        {"８０％以上", "80", "%", "ge", 0, "８０"},
        {"50％以上", "50", "%", "ge", 0, "50"},
        {"１件以上", "1", "件", "ge", 0, "１"},
        {"3.5点以上", "3.5", "点", "ge", 0, "3.5"},
        {"1,800人", "1800", "人", "", 0, "1,800"},
        {"2万株以上", "20000", "株", "ge", 0, "2万"},
        {"208,872件", "208872", "件", "", 0, "208,872"},
        {"約32％削減", "-32", "%", "", 0, "32"},
        {"2,148,171円", "2148171", "円", "", 0, "2,148,171"},
        {"(2)97.96％", "97.96", "%", "", 0, "97.96"},
        {"(1) 約32％削減", "-32", "%", "", 0, "32"},
        {"(4)916,339円", "916339", "円", "", 0, "916,339"},
        {"30％未満", "30", "%", "lt", 0, "30"},
        {"30％以下", "30", "%", "le", 0, "30"},
        {"左記目標が３０％未満であれば、", "30", "%", "lt", 0, "３０"},
        {"前年度実績の80％を下回った場合", "-20", "%", "lt", 0, "80"},
        {"回収率3割", "3", "割", "", 0, "3"},
        {"8.0％", "8.0", "%", "", 0, "8.0"},
        {"47.80%", "47.80", "%", "", 0, "47.80"},
        {"74％", "74", "%", "", 0, "74"},
        {"6.6%", "6.6", "%", "", 0, "6.6"},
        {"28%", "28", "%", "", 0, "28"},
        {"9,000部以上", "9000", "部", "ge", 0, "9,000"},
        {"年15回", "15", "回", "", 0, "15"},
        {"９１.１％以上", "91.1", "%", "ge", 0, "９１.１"},
        {"85％以上の維持", "85", "%", "ge", 0, "85"},
        {"70％", "70", "%", "", 0, "70"},
        {"3.1点", "3.1", "点", "", 0, "3.1"},
        {"収納率  91.1％", "91.1", "%", "", 0, "91.1"},
        {"・全体会　　　　　 4回開催", "4", "回", "", 0, "4"},
        {"事業を通じて、「区の魅力」と回答した割合60％以上", "60", "%", "ge", 0, "60"},
        {"1,720人→ 27年度　1,800人　対前年比で5％増加", "1720", "人", "", 0, "1,720"},
        {"延べ30団体・人", "30", "団体", "", 0, "30"},
        {"１）３地域", "3", "地域", "", 0, "３"},
    };
    CHECK_ALL(*state, cases);
}

static void deadlines_give_a_fiscal_year(void **state)
{
    static const struct expected cases[] = {
        {"平成29年度までに50％以上", "50", "%", "ge", 2017, "50"},
        {"H29年度までに１件以上", "1", "件", "ge", 2017, "１"},
        {"平成29年度末までに90％以上", "90", "%", "ge", 2017, "90"},
        {"平成 29 年度までに 3.5 点以上", "3.5", "点", "ge", 2017, "3.5"},
        {"平成 29 年度までに ①60％以上 ②60％以上", "60", "%", "ge", 2017, "60"},
        {"50％以上（2017年度まで）", "50", "%", "ge", 2017, "50"},
        {"平成30年3月末までに２つ", "2", "つ", "", 2017, "２"},
        {"平成30年4月までに２つ", "2", "つ", "", 2018, "２"},
        {"満足度80％以上を平成29年度まで維持", "80", "%", "ge", 2017, "80"},
        {"平成29年までに50％", "50", "%", "", 2017, "50"},
        {"100％まで、平成29年度までに", "100", "%", "", 2017, "100"},
        /* a year is no deadline by itself */
        {"平成27年度 74％", "74", "%", "", 0, "74"},
    };
    CHECK_ALL(*state, cases);
}

static void dates_labels_and_ordinals_are_no_figures(void **state)
{
    static const struct expected cases[] = {
        {"(4)平成27年度広告歳入（2,148,171円）", "2148171", "円", "", 0, "2,148,171"},
        {"(1)平成22年度比で約32％削減", "-32", "%", "", 0, "32"},
        {"参加者数　26年度　1,720人", "1720", "人", "", 0, "1,720"},
        {"27年3月末 8件", "8", "件", "", 0, "8"},
        {"H27.3.31現在 8か所", "8", "か所", "", 0, "8"},
        {"(H27.3末現在) 12団体", "12", "団体", "", 0, "12"},
        {"2015.4.1 7件", "7", "件", "", 0, "7"},
        {"2015年度 7件", "7", "件", "", 0, "7"},
        {"8月、10月に3回", "3", "回", "", 0, "3"},
        {"第3回 5件", "5", "件", "", 0, "5"},
        {"・(1) 32㎡", "32", "m2", "", 0, "32"},
        {"【1-1】50%", "50", "%", "", 0, "50"},
        /* and these look like dates and are none */
        {"2000人以上", "2000", "人", "ge", 0, "2000"},
        {"2015.5点", "2015.5", "点", "", 0, "2015.5"},
        {"10年以上", "10", "年", "ge", 0, "10"},
        {"平成27年3月5件", "5", "件", "", 0, "5"},
        {"SNS10％増", "10", "%", "", 0, "10"},
        {"　(2) 97.96％", "97.96", "%", "", 0, "97.96"},
        {"3か月以内", "3", "か月", "le", 0, "3"},
    };
    static const char *const none[] = {
        "―", "",         "随時", "平成27年度", "H29", "(1)", "第3回", "３月", "2015年4月1日",
        "①", "\xFF\xFE", "平成", "△",          "-",   "(",   "1)"};
    CHECK_ALL(*state, cases);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct figure f = {.amount = "kept"};
        if (figure_read(*state, 0, none[i], &f))
            fail_msg("%s in %s", f.amount, none[i]);
        assert_string_equal(f.amount, "kept");
    }
}

static void numbers_in_every_notation(void **state)
{
    static const struct expected cases[] = {
        {"-2.1％", "-2.1", "%", "", 0, "-2.1"},
        {"▲2.1％", "-2.1", "%", "", 0, "▲2.1"},
        {"△3件", "-3", "件", "", 0, "△3"},
        {"▲ 2.1％", "-2.1", "%", "", 0, "▲ 2.1"},
        {"－３．５点", "-3.5", "点", "", 0, "－３．５"},
        {"10-20人", "10", "人", "", 0, "10"},
        {"A-5", "5", "", "", 0, "5"},
        {".5点", "0.5", "点", "", 0, ".5"},
        {"１，８００人", "1800", "人", "", 0, "１，８００"},
        {"5千円", "5000", "円", "", 0, "5千"},
        {"2万5千人", "25000", "人", "", 0, "2万5千"},
        {"2万5千300人", "25300", "人", "", 0, "2万5千300"},
        {"1億2,000万円", "120000000", "円", "", 0, "1億2,000万"},
        {"1.5万人", "15000", "人", "", 0, "1.5万"},
        {"0.5万人", "5000", "人", "", 0, "0.5万"},
        {"1.23456万人", "12345.6", "人", "", 0, "1.23456万"},
        {"2万3.5", "20000", "", "", 0, "2万"},
        {"2千5000", "2000", "", "", 0, "2千"},
        {"- 5件", "5", "件", "", 0, "5"},
        {"(1,800)", "1800", "", "", 0, "1,800"},
        {"-2万株", "-20000", "株", "", 0, "-2万"},
        /* as far as it is a number */
        {"1,80人", "1", "", "", 0, "1"},
        {"1,8000人", "1", "", "", 0, "1"},
        {"1234,567円", "1234", "", "", 0, "1234"},
        {"3.5.1点", "3.5", "", "", 0, "3.5"},
        {"5.", "5", "", "", 0, "5"},
        {"2万5億", "20000", "", "", 0, "2万"},
        {"007", "007", "", "", 0, "007"},
        {"12345678901234567890123456789012345678", "12345678901234567890123456789012345678", "", "",
         0, "12345678901234567890123456789012345678"},
    };
    CHECK_ALL(*state, cases);
    struct figure f;
    /* A number cut short would be another number. */
    assert_false(figure_read(*state, 0, "1234567890123456789012345678901234567890", &f));
    assert_false(figure_read(*state, 0, "1234567890123456789012345678901億", &f));
    assert_false(figure_read(*state, 0, "1.1234567890123456789012345678901234567890", &f));
}

static void units_end_where_the_words_go_on(void **state)
{
    static const struct expected cases[] = {
        {"50 ％以上", "50", "%", "ge", 0, "50"},
        {"3.5 点 以上", "3.5", "点", "ge", 0, "3.5"},
        {"50 ％ 以上", "50", "%", "ge", 0, "50"},
        {"3 件", "3", "件", "", 0, "3"},
        {"26 前年度 24", "26", "", "", 0, "26"},
        {"60以上", "60", "", "ge", 0, "60"},
        {"30パーセント超", "30", "%", "gt", 0, "30"},
        {"50％を超える", "50", "%", "gt", 0, "50"},
        {"2ポイント上昇", "2", "ポイント", "", 0, "2"},
        {"3ヶ所", "3", "ヶ所", "", 0, "3"},
        {"1500人中", "1500", "人", "", 0, "1500"},
        {"3中学校", "3", "中学校", "", 0, "3"},
        {"10回開催することにより", "10", "回", "", 0, "10"},
        {"20歳未満", "20", "歳", "lt", 0, "20"},
        {"5km以上", "5", "km", "ge", 0, "5"},
        {"５ｋｍ", "5", "km", "", 0, "５"},
        {"8回\n青パト車", "8", "回", "", 0, "8"},
        {"100地域活動協議会構成団体代表者", "100", "", "", 0, "100"},
    };
    CHECK_ALL(*state, cases);
}

static void comparisons_with_another_time_give_the_change(void **state)
{
    static const struct {
        const char *text, *amount, *unit, *op, *relative;
    } cases[] = {
        {"対前年比で5％増加", "5", "%", "", "previous-year"},
        {"前年比増2％未満", "2", "%", "lt", "previous-year"},
        {"前年比105％", "5", "%", "", "previous-year"},
        {"前年度実績の80％を下回った", "-20", "%", "lt", "previous-year"},
        {"約32％削減", "-32", "%", "", "unstated"},
        {"10％以上削減", "-10", "%", "le", "unstated"},
        {"3ポイント上昇", "3", "ポイント", "", "unstated"},
        {"▲2.1％", "-2.1", "%", "", "unstated"},
        {"80％以上", "80", "%", "ge", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct figure f;
        if (!figure_read(*state, 0, cases[i].text, &f))
            fail_msg("no figure in %s", cases[i].text);
        assert_string_equal(f.amount, cases[i].amount);
        assert_string_equal(f.unit, cases[i].unit);
        assert_string_equal(figure_operator_name(f.op), cases[i].op);
        assert_string_equal(figure_relative_name(f.relative), cases[i].relative);
    }
}

static void without_a_table_western_years_still_work(void **state)
{
    static const struct expected cases[] = {
        {"2017年度までに50％以上", "50", "%", "ge", 2017, "50"},
    };
    (void)state;
    CHECK_ALL(NULL, cases);
}

static void operators_have_names(void **state)
{
    (void)state;
    for (int op = FIGURE_NONE; op <= FIGURE_LT; op++) {
        const char *name = figure_operator_name((enum figure_operator)op);
        assert_int_equal(figure_operator_from(name), op);
    }
    assert_string_equal(figure_operator_name(FIGURE_NONE), "");
    assert_string_equal(figure_operator_name(FIGURE_GE), "ge");
    assert_string_equal(figure_operator_name(FIGURE_GT), "gt");
    assert_string_equal(figure_operator_name(FIGURE_LE), "le");
    assert_string_equal(figure_operator_name(FIGURE_LT), "lt");
    assert_int_equal(figure_operator_from("eq"), FIGURE_NONE);
    for (int relative = FIGURE_ABSOLUTE; relative <= FIGURE_UNSTATED; relative++) {
        const char *name = figure_relative_name((enum figure_relative)relative);
        assert_int_equal(figure_relative_from(name), relative);
    }
    assert_string_equal(figure_relative_name(FIGURE_ABSOLUTE), "");
    assert_string_equal(figure_relative_name(FIGURE_PREVIOUS_YEAR), "previous-year");
    assert_string_equal(figure_relative_name(FIGURE_UNSTATED), "unstated");
    assert_int_equal(figure_relative_from("next-year"), FIGURE_ABSOLUTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deadline_without_its_era),
        cmocka_unit_test(targets_and_values_of_the_sheets),
        cmocka_unit_test(deadlines_give_a_fiscal_year),
        cmocka_unit_test(dates_labels_and_ordinals_are_no_figures),
        cmocka_unit_test(numbers_in_every_notation),
        cmocka_unit_test(units_end_where_the_words_go_on),
        cmocka_unit_test(comparisons_with_another_time_give_the_change),
        cmocka_unit_test(without_a_table_western_years_still_work),
        cmocka_unit_test(operators_have_names),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
