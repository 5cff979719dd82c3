/* Figures out of sentences, in notations of sheets that nobody here has seen. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "failing_malloc.h"
#include "text/buffer.h"
#include "text/prose.h"
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

static const char *const doubts[] = {
    [PROSE_SURE] = "",          [PROSE_APPROXIMATE] = " ?about", [PROSE_RANGE] = " ?range",
    [PROSE_LIST] = " ?list",    [PROSE_FRACTION] = " ?fraction", [PROSE_WORD] = " ?word",
    [PROSE_OPERATORS] = " ?op", [PROSE_RATIO] = " ?ratio",       [PROSE_BASE] = " ?base",
    [PROSE_UNIT] = " ?unit",    [PROSE_NOTATION] = " ?notation"};

/* One figure as the cases write it: "80% ge", "-32% unstated ?base", "3.5点 /5". */
static void describe(struct buffer *out, const struct prose_figure *f)
{
    static const char *const roles[] = {"", " earlier", " later"};
    buffer_append_format(out, "%s%s%s", out->size > 0 ? "; " : "", f->figure.amount,
                         f->figure.unit);
    if (f->figure.op != FIGURE_NONE)
        buffer_append_format(out, " %s", figure_operator_name(f->figure.op));
    if (f->figure.relative != FIGURE_ABSOLUTE)
        buffer_append_format(out, " %s", figure_relative_name(f->figure.relative));
    if (f->figure.by != 0)
        buffer_append_format(out, " by%d", f->figure.by);
    buffer_append_format(out, "%s", roles[f->role]);
    if (f->scale[0] != '\0')
        buffer_append_format(out, " /%s", f->scale);
    buffer_append_format(out, "%s", doubts[f->doubt]);
}

struct expected {
    const char *text, *figures;
};

static bool check(const struct era_table *eras, const struct expected *e)
{
    struct prose_list list;
    struct buffer found = BUFFER_INIT;
    assert_true(prose_read(eras, 0, e->text, &list));
    for (size_t i = 0; i < list.count; i++) {
        const struct prose_figure *f = &list.items[i];
        describe(&found, f);
        assert_int_equal(f->sure, f->doubt == PROSE_SURE);
        assert_true(f->start <= f->figure.start && f->figure.end <= f->end);
        assert_true(f->clause_start <= f->start && f->end <= f->clause_end);
        assert_true(f->label_start <= f->label_end && f->label_end <= f->figure.start);
    }
    prose_list_free(&list);
    char *text = buffer_take(&found);
    assert_non_null(text);
    bool same = strcmp(text, e->figures) == 0;
    if (!same)
        print_error("%s\n  found    %s\n  expected %s\n", e->text, text, e->figures);
    free(text);
    return same;
}

/* All of them are tried, so that one run names every fault. */
#define CHECK_ALL(eras, cases)                                                                     \
    do {                                                                                           \
        int wrong = 0;                                                                             \
        for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++)                               \
            wrong += check(eras, &(cases)[i]) ? 0 : 1;                                             \
        assert_int_equal(wrong, 0);                                                                \
    } while (0)

static void counts_and_shares(void **state)
{
    static const struct expected cases[] = {
        {"講座の参加者数：二千人", "2000人"},
        {"アンケートで「満足」と回答した割合3割以上", "3割 ge"},
        {"窓口の来庁者数は1日平均250件であった。", "250件"},
        {"月2回×12か月の開催", "2回; 12か月"},
        {"出前講座の実施　10回（延べ350人）", "10回; 350人"},
        {"不法投棄　0件", "0件"},
        {"10団体以上の参加をめざす", "10団体 ge"},
        {"広報紙を5,000部/回配布", "5000部"},
        {"24時間365日の見守り体制", "24時間; 365日"},
        {"１２，３４５件のアクセス", "12345件"},
        {"子育てサロンを全１１校区で開催", "11校区"},
        {"総事業費は1億2,000万円", "120000000円"},
        {"広告収入 ３百万円", "3000000円"},
        {"防災訓練に約1万2千人が参加", "12000人 ?about"},
        {"ボランティア登録者百五十名", "150名"},
        {"三割を超える区民が認知", "3割 gt"},
        {"見守り隊 十団体、延べ二百回", "10団体; 200回"},
        {"ワークショップを２か所で計6回、のべ120名が参加", "2か所; 6回; 120名"},
        {"週1回、年間52回", "1回; 52回"},
        {"週３日開室し、利用者は１日あたり１５人", "3日; 15人"},
        {"参加率は62.5パーセント", "62.5%"},
        {"花苗5万株、球根3千個を植栽", "50000株; 3000個"},
        {"3部会を設置し、計9回の会議を開いた", "3部会; 9回"},
        {"LINE登録者数3,210人（うち区内2,900人）", "3210人; 2900人"},
        {"苦情は3割5分にとどまった", "3.5割"},
        {"HP3回更新、SNS120回投稿", "3回; 120回"},
        {"認知度：45.2 %", "45.2%"},
        {"世帯訪問 1200 世帯", "1200世帯"},
        {"区民1,000人対象（有効回答412人、回答率41.2％）", "1000人; 412人; 41.2%"},
        {"清掃活動（4団体・86人）", "4団体; 86人"},
        {"カーブミラー２基、街路灯10基を設置", "2基; 10基"},
        {"年４回以上（各区民センターで１回）開催", "4回 ge; 1回"},
        {"街頭犯罪発生件数：1,234件", "1234件"},
        {"10人体制で巡回", "10人"},
        {"電力使用量 123,456kWh", "123456kWh"},
        {"相談件数は3件であった", "3件"},
        {"待機児童数ゼロ件を維持", "0件 ?word"},
        {"SNS10％増", "10% unstated ?base"},
        {"平均年齢60歳", "60歳"},
    };
    CHECK_ALL(*state, cases);
}

static void operators_and_deadlines(void **state)
{
    static const struct expected cases[] = {
        {"令和2年度末までに認知度を60％以上、満足度を80％以上とする",
         "60% ge by2020; 80% ge by2020"},
        {"認知度60％以上、令和2年度までに満足度80％以上", "60% ge; 80% ge by2020"},
        {"参加者数200人以上（平成30年度まで）、開催回数5回", "200人 ge by2018; 5回"},
        {"満足度90％以上を2018年度末まで維持する", "90% ge by2018"},
        {"30年3月末までに3か所", "3か所"},
        {"平成30年3月末までに3か所", "3か所 by2017"},
        {"令和元年12月までに100％達成", "100% by2019"},
        {"平成29年度までに50％以上。満足度は80％以上。", "50% ge by2017; 80% ge"},
        {"アンケートで70%を超える評価", "70% gt"},
        {"50％に満たない場合は事業を見直す", "50% lt"},
        {"参加者が300人を下回る場合は撤退する", "300人 lt"},
        {"目標の7割を切った場合", "7割 lt"},
        {"1か月以内に対応した割合95％", "1か月 le; 95%"},
        {"少なくとも年3回は開催", "3回 ge"},
        {"少なくとも評価☆（星1つ）を得る", "1つ ge ?op"},
        {"最低２回、最大５回実施", "2回 ge; 5回 le"},
        {"30％以上50％未満", "30% ge; 50% lt"},
        {"参加者1,000人超を見込む", "1000人 gt"},
        {"満足度60％より高い", "60% gt"},
        {"苦情を20件以内に抑える", "20件 le"},
        {"H28.3までに20団体", "20団体 by2015"},
        {"平成二十九年度までに五割以上", "5割 ge by2017"},
        {"「役に立った」の回答が６０%（以上）", "60%"},
        {"参加者50人以上を上回る", "50人 ge ?op"},
    };
    CHECK_ALL(*state, cases);
}

static void changes_against_another_time(void **state)
{
    static const struct expected cases[] = {
        {"認知度を前年度より5ポイント増", "5ポイント previous-year"},
        {"来場者数を対前年度比110％以上とする", "10% ge previous-year"},
        {"前年度比98.5％", "-1.5% previous-year"},
        {"前年比▲3.2％", "-3.2% previous-year"},
        {"昨年度に比べ12件減少した", "-12件 previous-year"},
        {"前年度と比べて2割増加", "2割 previous-year"},
        {"昨年度より３％以上増やす", "3% ge previous-year"},
        {"前年度から1.5ポイント上昇し45.0％", "1.5ポイント previous-year; 45.0%"},
        {"45.2％（前年度比＋3.1ポイント）", "45.2%; 3.1ポイント previous-year"},
        {"45.2％（前年度42.1％）", "45.2%; 42.1% earlier"},
        {"平成26年度比で10％以上の削減", "-10% le unstated"},
        {"街頭犯罪を5％減らす", "-5% unstated ?base"},
        {"刑法犯認知件数は2.1％減", "-2.1% unstated ?base"},
        {"満足度が3ポイント上昇", "3ポイント unstated ?base"},
        {"発生件数を対前年で１０％減少させる", "-10% previous-year"},
        {"前年度の90％以上を確保", "-10% ge previous-year ?ratio"},
        {"前年度参加者数の120％", "20% previous-year"},
        {"前年比1.2倍", "0.2倍 previous-year"},
        {"約1.5倍", "1.5倍 ?about"},
        {"認知度は80％に向上した", "80%"},
        {"参加者は50人に増加", "50人"},
        {"年間10人の増員", "10人 unstated ?base"},
        {"前回調査より4.0ポイント低下した", "-4.0ポイント unstated"},
        {"前年度実績を5％以上上回る", "5% ge previous-year"},
        {"前年並みの参加者を確保", ""},
        {"前年度比プラス5％", "5% previous-year"},
        {"前年度に比して5件多く実施", "5件 previous-year"},
        {"3回減災訓練を実施", "3回"},
        {"前年度比10％をめざす", "10% previous-year ?ratio"},
        {"ごみ排出量 対前年度△4.5%", "-4.5% previous-year"},
        {"昨年度実績32.4％を上回る", "32.4% gt earlier"},
        {"コスト15％ダウン", "-15% unstated ?base"},
    };
    CHECK_ALL(*state, cases);
}

static void movements_ranges_and_fractions(void **state)
{
    static const struct expected cases[] = {
        {"満足度90％→95％", "90% earlier; 95% later"},
        {"認知度が16.9％から26.7％に上がった", "16.9% earlier; 26.7% later"},
        {"実施校を2校から5校に拡大", "2校 earlier; 5校 later"},
        {"登録数1,882件（H27.3末）⇒2,110件（H28.3末）", "1882件 earlier; 2110件 later"},
        {"208,872件から204,568件となった", "208872件 earlier; 204568件 later"},
        {"10％→20％→30％", "10% earlier; 20% later; 30% later"},
        {"毎回10～15回程度", "10回 ?range; 15回 ?range"},
        {"各回３～５人の参加", "3人 ?range; 5人 ?range"},
        {"10％～15％の範囲", "10% ?range; 15% ?range"},
        {"20人から30人程度の集まり", "20人 ?range; 30人 ?range"},
        {"19・20地域で実施", "19地域 ?list; 20地域 ?list"},
        {"2～3割の区民", "2割 ?range; 3割 ?range"},
        {"全体の1/3が参加", "0.333 ?fraction"},
        {"2分の1以上の地域で", "0.5 ge ?fraction"},
        {"三分の二の世帯", "0.667 ?fraction"},
        {"区民の半数が知っている", "50% ?word"},
        {"過半数の賛成", "50% gt ?word"},
        {"1・2回目を合わせて", ""},
    };
    CHECK_ALL(*state, cases);
}

static void full_marks(void **state)
{
    static const struct expected cases[] = {
        {"窓口満足度3.5点（５点満点）", "3.5点 /5"},
        {"評価点3.3（5点満点）以上", "3.3点 ge /5"},
        {"100点満点中85点", "85点 /100"},
        {"5点満点で4.2点以上", "4.2点 ge /5"},
        {"5段階評価で平均4.1", "4.1 /5 ?unit"},
    };
    CHECK_ALL(*state, cases);
}

static void what_is_no_figure(void **state)
{
    static const struct expected cases[] = {
        {"第3回区民まつり", ""},
        {"（１）防災　（２）防犯", ""},
        {"１．防災訓練\n２．防犯教室", ""},
        {"1-1-2のとおり", ""},
        {"①見守り ②声かけ", ""},
        {"平成27年4月1日から平成28年3月31日まで", ""},
        {"4～6月、10月及び1月に開催", ""},
        {"10月3日（土）10:00～15:30に開催", ""},
        {"午前9時から17時30分まで", ""},
        {"問合せ 06-6313-9986", ""},
        {"電話06（6313）9986", ""},
        {"〒530-8401 扇町2丁目1番27号", ""},
        {"H27年度～H29年度", ""},
        {"平成27～29年度の3か年計画", ""},
        {"26・27年度の結果", ""},
        {"一部の区民、一人ひとり、三密、万一、十分、唯一、統一", ""},
        {"第一に、二度と、三世代、四季", ""},
        {"65歳以上の高齢者や小学3年生", ""},
        {"20～30歳代の若い世代", ""},
        {"A4判のチラシ、CO2の排出", ""},
        {"過去3年間の実績", ""},
        {"3年に1回の調査", "1回"},
        {"2年前に設置、5年後をめざす", ""},
        {"区役所3階の1番窓口", ""},
        {"5回目の開催、2年目", ""},
        {"10/1～10/31に実施", ""},
        {"毎月26日に啓発", ""},
        {"3R運動、5S活動", ""},
        {"区民まつり2015を開催", ""},
        {"数十人が参加", ""},
        {"１人１台の端末", "1台"},
        {"1人当たり3件", "3件"},
        {"ゼロカーボンをめざす", ""},
        {"令和二年三月に改定", ""},
        {"No.5の資料、レベル3", ""},
        {"第2次計画の第三期", ""},
        {"一斉清掃、一層の推進、一定の成果", ""},
        {"1　防災訓練の実施　3回", "3回"},
        {"S60.4.1設置", ""},
    };
    CHECK_ALL(*state, cases);
}

static void cells_as_other_wards_write_them(void **state)
{
    static const struct expected cases[] = {
        {"・認知度：H26 38.2％ → H27 41.5％", "38.2% earlier; 41.5% later"},
        {"（回収数：652／1,000、回収率65.2％）", "652 ?unit; 1000 ?unit; 65.2%"},
        {"公園愛護会 43／51公園で結成", "43公園 ?list; 51公園 ?list"},
        {"小学校での出前授業　9校/11校（実施率82％）", "9校; 11校; 82%"},
        {"ひったくり件数18件（前年同期比△7件）", "18件; -7件 previous-year"},
        {"犯罪発生件数を平成24年比で20％減少させる（H29）", "-20% unstated"},
        {"前年度実績（45.3％）を上回ること", "45.3% gt earlier"},
        {"前年度の参加者数（1,250人）以上", "1250人 ge"},
        {"待ち時間30分超の日数を月5日以下にする", "30分 gt; 5日 le"},
        {"収納率を0.5ポイント向上（86.2％→86.7％）",
         "0.5ポイント unstated ?base; 86.2% earlier; 86.7% later"},
        {"目標120人に対し135人（達成率112.5％）", "120人; 135人; 112.5%"},
        {"２５団体から３１団体に増え、前年度を6団体上回った",
         "25団体 earlier; 31団体 later; 6団体 previous-year"},
        {"第1回（6/14）35名、6月15日42名", "35名; 42名"},
        {"ペットボトル回収量 12.5t（対前年比103％）", "12.5t; 3% previous-year"},
        {"講演会に定員100名のところ135名の応募", "100名; 135名"},
        {"70点以上の評価を得た施設の割合が75％", "70点 ge; 75%"},
        {"平成29年度までに60%（平成26年度：42.1%）", "60% by2017; 42.1%"},
        {"取組前と比べて10％以上増加しなかった場合", "10% lt unstated ?op"},
        {"前年度比で10ポイント以上の改善が見られない場合", "10ポイント lt previous-year ?op"},
        {"1,000世帯あたり犯罪件数15.2件", "15.2件"},
        {"20歳以上の方100名を無作為抽出", "100名"},
        {"H28年度予算額：12,345千円（H27年度：11,234千円）", "12345000円; 11234000円"},
        {"応対評価「星2つ」以上の獲得", "2つ ge"},
        {"満足度平均3.8点（4点満点中）", "3.8点 /4"},
        {"（内線 301）", ""},
        {"「関心がある」が五割に届かなかった", "5割 lt"},
        {"参加者が10人に満たなかった場合", "10人 lt"},
        {"前年度比３％減量", "-3% previous-year"},
        {"参加率は前年度の1.5倍となった", "0.5倍 previous-year"},
        {"第２・４水曜日（月2回）", "2回"},
        {"問1で「はい」と答えた方60％、訪問10", "60%; 10 ?unit"},
        {"24区平均（41.2％）を上回る45.0％", "24区; 41.2% gt; 45.0%"},
        {"総額¥1,200,000", "1200000円"},
        {"設置か所数を10→15か所へ", "10か所 earlier; 15か所 later"},
        {"1人でも多くの参加", ""},
        {"2020年までにCO2を30％削減", "-30% unstated by2020 ?base"},
        {"0.8％から1.2％へ0.4ポイント改善", "0.8% earlier; 1.2% later; 0.4ポイント unstated ?base"},
        {"公式ツイッター8,012人（前年度末比+1,250人）", "8012人; 1250人 previous-year"},
    };
    CHECK_ALL(*state, cases);
}

/* What stands from start to end of the text must be that. */
static void assert_part(const char *text, size_t start, size_t end, const char *expected)
{
    if (end - start != strlen(expected) || memcmp(text + start, expected, end - start) != 0)
        fail_msg("%s: \"%.*s\", not \"%s\"", text, (int)(end - start), text + start, expected);
}

static void a_figure_has_its_label_its_words_and_its_clause(void **state)
{
    static const struct {
        const char *text, *label, *words, *clause;
        size_t index;
    } cases[] = {
        {"ＨＰアクセス数204,568件、ツイッターフォロワー数2,110件", "ツイッターフォロワー数",
         "2,110件", "ＨＰアクセス数204,568件、ツイッターフォロワー数2,110件", 1},
        {"・認知度：平成29年度までに50％以上\n・満足度：80％", "認知度", "平成29年度までに50％以上",
         "・認知度：平成29年度までに50％以上", 0},
        {"・認知度：50％\n・満足度：80％", "満足度", "80％", "・満足度：80％", 1},
        {"広告歳入（2,148,171円）", "広告歳入", "2,148,171円", "広告歳入（2,148,171円）", 0},
        {"「満足」と回答した割合60％以上", "「満足」と回答した割合", "60％以上",
         "「満足」と回答した割合60％以上", 0},
        {"いいね数を前年度比１０％増とする。", "いいね数", "前年度比１０％増",
         "いいね数を前年度比１０％増とする", 0},
        {"3校。参加者　26年度　1,720人", "参加者", "1,720人", "参加者　26年度　1,720人", 1},
        {"10回（延べ350人）", "", "延べ350人", "10回（延べ350人）", 1},
        {"評価点：3.1点（5点満点）", "評価点", "3.1点", "評価点：3.1点（5点満点）", 0},
        {"評価点3.3（5点満点）以上", "評価点", "3.3（5点満点）以上", "評価点3.3（5点満点）以上", 0},
        {"前年度実績（45.3％）を上回る", "前年度実績", "（45.3％）を上回る",
         "前年度実績（45.3％）を上回る", 0},
        {"回収率が2割を下回った場合", "回収率", "2割を下回った", "回収率が2割を下回った場合", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prose_list list;
        assert_true(prose_read(*state, 0, cases[i].text, &list));
        assert_true(cases[i].index < list.count);
        const struct prose_figure *f = &list.items[cases[i].index];
        assert_part(cases[i].text, f->label_start, f->label_end, cases[i].label);
        assert_part(cases[i].text, f->start, f->end, cases[i].words);
        assert_part(cases[i].text, f->clause_start, f->clause_end, cases[i].clause);
        prose_list_free(&list);
    }
}

static void every_doubt_has_a_sentence(void **state)
{
    (void)state;
    assert_null(prose_doubt_sentence(PROSE_SURE));
    for (int doubt = PROSE_APPROXIMATE; doubt <= PROSE_NOTATION; doubt++)
        assert_non_null(prose_doubt_sentence((enum prose_doubt)doubt));
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static const char *const pieces[] = {
    "1",    "９",   ",",    "．",         "％",       "以上", "前年比", "→",   "～",
    "年度", "平成", "まで", "(",          "）",       "点",   "満点",   "一",  "千",
    "割",   "\n",   "。",   "増",         "減",       "▲",    "分の",   "/",   "-",
    "時",   "日",   "第",   "少なくとも", "約",       "の",   "を",     "に",  "人",
    "地域", "\xE3", "\xFF", "A",          "前年度の", "ゼロ", "半数",   "から"};

/* Whatever the bytes, the places are in the text and in order. */
static void random_bytes_are_read_to_their_end(void **state)
{
    enum { ROUNDS = 4000, ROOM = 400 };
    char text[ROOM + 16];
    uint32_t seed = 271276;
    for (int round = 0; round < ROUNDS; round++) {
        size_t size = 0;
        while (size < next_random(&seed) % ROOM) {
            bool byte = next_random(&seed) % 20 == 0;
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            size_t length = byte ? 1 : strlen(piece);
            text[size] = (char)(1 + next_random(&seed) % 255);
            if (!byte)
                memcpy(text + size, piece, length);
            size += length;
        }
        text[size] = '\0';
        struct prose_list list;
        struct figure figure;
        assert_true(prose_read(*state, 0, text, &list));
        for (size_t i = 0; i < list.count; i++) {
            const struct prose_figure *f = &list.items[i];
            assert_true(f->start <= f->figure.start && f->figure.start < f->figure.end);
            assert_true(f->figure.end <= f->end && f->end <= size);
            assert_true(f->label_start <= f->label_end && f->label_end <= size);
            assert_true(i == 0 || f->figure.start >= list.items[i - 1].figure.end);
        }
        figure_read(*state, 0, text, &figure);
        prose_list_free(&list);
    }
}

static double seconds_for(const char *piece, size_t size)
{
    char *text = malloc(size + 1);
    size_t length = strlen(piece), end = 0;
    struct prose_list list;
    assert_non_null(text);
    for (; end + length <= size; end += length)
        memcpy(text + end, piece, length);
    text[end] = '\0';
    clock_t begin = clock();
    bool read = prose_read(NULL, 0, text, &list);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    prose_list_free(&list);
    free(text);
    assert_true(read);
    return seconds;
}

/* Eight times the text may take eight times as long; what grows with its square
 * would take 64 times. The slack is for a machine that is busy. */
static void a_long_text_takes_no_longer_than_its_length(void **state)
{
    enum { SIZE = 100 * 1000 };
    static const char *const pieces_of_one_kind[] = {
        "1,", "第", "1-",         "(1", "前年度", "一", "平成27", "人", "10回", "1、",
        "→",  "「", "少なくとも", "9",  "1～",    "1/", "、1%",   "年", "1\n",  "前年度の1件"};
    (void)state;
    for (size_t i = 0; i < sizeof pieces_of_one_kind / sizeof *pieces_of_one_kind; i++) {
        double less = seconds_for(pieces_of_one_kind[i], SIZE / 8);
        double more = seconds_for(pieces_of_one_kind[i], SIZE);
        if (more > 24 * less + 0.1)
            fail_msg("%s: %.3f s, and %.3f s", pieces_of_one_kind[i], less, more);
    }
}

static void without_memory_the_list_is_empty(void **state)
{
    const char *text = "1件、2件、3件、4件、5件、6件、7件、8件、9件、10件";
    for (size_t n = 1;; n++) {
        struct prose_list list;
        failing_malloc_at(n);
        bool done = prose_read(*state, 0, text, &list);
        bool failed = failing_malloc_off();
        assert_int_equal(done, !failed);
        assert_int_equal(list.count, failed ? 0 : 10);
        prose_list_free(&list);
        if (!failed)
            break;
    }
}

static void numbers_that_cannot_be_known(void **state)
{
    static const struct expected cases[] = {
        {"一人の職員が担当", "1人 ?word"}, {"配布数 1,80部", "1 ?notation"},
        {"認知度：45", "45 ?unit"},        {"およそ３０名程度", "30名 ?about"},
        {"80％台を維持", "80% ?about"},    {"三四人で巡回", ""},
    };
    CHECK_ALL(*state, cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_shares),
        cmocka_unit_test(operators_and_deadlines),
        cmocka_unit_test(changes_against_another_time),
        cmocka_unit_test(movements_ranges_and_fractions),
        cmocka_unit_test(full_marks),
        cmocka_unit_test(what_is_no_figure),
        cmocka_unit_test(cells_as_other_wards_write_them),
        cmocka_unit_test(a_figure_has_its_label_its_words_and_its_clause),
        cmocka_unit_test(every_doubt_has_a_sentence),
        cmocka_unit_test(random_bytes_are_read_to_their_end),
        cmocka_unit_test(a_long_text_takes_no_longer_than_its_length),
        cmocka_unit_test(without_memory_the_list_is_empty),
        cmocka_unit_test(numbers_that_cannot_be_known),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
