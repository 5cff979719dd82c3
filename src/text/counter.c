#include "text/counter.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "text/aside.h"
#include "text/number.h"
#include "text/scan.h"

/* --- operators ------------------------------------------------------------------ */

/* The ending of 超える, 上回った, 下回る ...: at most two hiragana of those it can have. */
static size_t scan_ending(const char *s)
{
    static const char *const endings[] = {
        "え",       "えた", "える", "えて",   "った", "って", "る",   "り",     "ない", "なかった",
        "なければ", "ず",   "な",   "かった", "い",   "く",   "れる", "らない", NULL};
    return scan_words(s, endings, NULL);
}

size_t counter_scan_operator(const char *s, enum figure_operator *op)
{
    static const char *const words[] = {
        "以上",   "以下",   "以内",   "未満",     "超",     "を超", "を上回",   "を下回", "を越",
        "に満た", "より多", "より高", "より少な", "より低", "を切", "を割り込", "に届か", NULL};
    static const enum figure_operator meanings[] = {
        FIGURE_GE, FIGURE_LE, FIGURE_LE, FIGURE_LT, FIGURE_GT, FIGURE_GT,
        FIGURE_GT, FIGURE_LT, FIGURE_GT, FIGURE_LT, FIGURE_GT, FIGURE_GT,
        FIGURE_LT, FIGURE_LT, FIGURE_LT, FIGURE_LT, FIGURE_LT};
    enum { WITHOUT_ENDING = 4 };
    size_t which = 0, size = scan_words(s, words, &which);
    if (size == 0)
        return 0;
    *op = meanings[which];
    return which < WITHOUT_ENDING ? size : size + scan_ending(s + size);
}

/* --- units ------------------------------------------------------------------------ */

/* Words that say what happens to the quantity, or go on with the sentence, and
 * are no part of its unit. */
static bool ends_unit(const char *s)
{
    static const char *const words[] = {
        "程度", "前後", "増",   "減",   "削",   "達成", "維持", "開催", "開講", "開設", "実施",
        "参加", "平均", "発行", "発信", "発表", "配布", "配付", "配置", "配備", "配信", "掲載",
        "掲示", "受講", "受付", "受理", "提案", "提供", "提出", "向上", "上昇", "上回", "下回",
        "低下", "改善", "見込", "目標", "満点", "中",   "設置", "新設", "更新", "作成", "策定",
        "制作", "導入", "登録", "対応", "把握", "確保", "創出", "支援", "派遣", "訪問", "巡回",
        "巡視", "調査", "出席", "来場", "来庁", "応募", "申込", "申請", "利用", "使用", "活用",
        "回答", "回収", "投稿", "放送", "放映", "募集", "確認", "交付", "助成", "補助", "出展",
        "出店", "加入", "加盟", "結成", "設立", "立上", "完了", "終了", "継続", "予定", "計画",
        "不足", "弱",   "強",   "余",   "以外", "以降", "相当", "規模", "体制", "連続", "連携",
        "協働", "共催", "合計", "内",   "等",   "他",   "及",   "並",   "計",   "延",   "各",
        "毎",   "当",   "獲得", "取得", "検挙", "認定", "養成", "育成", "購入", "植樹", "植付",
        "演奏", "上映", "展示", "講演", "視察", "見学", "選定", "選出", "採用", "採択", "修了",
        "卒業", "入場", "集客", "動員", "整備", "改修", "撤去", "拡大", "縮小", "圧縮", "節減",
        "伸",   "残",   "分析", "検証", "送付", "通知", "督励", "勧奨", "相談", "推進", "促進",
        "周知", NULL};
    return scan_words(s, words, NULL) > 0;
}

static bool is_percent(uint32_t cp)
{
    return cp == '%' || cp == 0xFF05 || cp == 0xFE6A || cp == 0x2030;
}

static bool is_kanji(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD) || cp == 0x3005;
}

/* Katakana of both widths, and squared words such as ㎡. */
static bool is_katakana(uint32_t cp)
{
    return (cp >= 0x30A1 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0xFF66 && cp <= 0xFF9F) ||
           (cp >= 0x3300 && cp <= 0x33FF) || cp == 0x2103;
}

/* Hiragana are particles, but for the counters つ and か (か所, か月). */
static bool is_hiragana_counter(const char *s, uint32_t cp)
{
    uint32_t next = 0;
    return cp == 0x3064 ||
           (cp == 0x304B && scan_char(s + strlen("か"), &next) > 0 && is_kanji(next));
}

/* A whole run that could be a unit. It is looked at as far as a unit can be long
 * and a little more, so that a text without punctuation costs no more. */
static size_t scan_run(const char *s)
{
    enum { CHARACTERS = 16 };
    enum figure_operator op;
    size_t offset = 0;
    for (int count = 0; count < CHARACTERS; count++) {
        uint32_t cp = 0;
        size_t size = scan_char(s + offset, &cp);
        bool part = size > 0 && (aside_is_letter(cp) || is_kanji(cp) || is_katakana(cp) ||
                                 (offset == 0 && is_hiragana_counter(s, cp)));
        if (!part || counter_scan_operator(s + offset, &op) > 0 ||
            (offset > 0 && ends_unit(s + offset)))
            break;
        offset += size;
    }
    return offset;
}

/* Counters that end their unit whatever kanji or katakana come behind. */
static const char *const certain[] = {
    "年",         "日",     "週",     "分",     "回",   "件",       "人",     "名",     "点",
    "円",         "割",     "冊",     "枚",     "台",   "歳",       "倍",     "通",     "本",
    "個",         "株",     "社",     "世帯",   "団体", "種類",     "項目",   "か所",   "カ所",
    "ヶ所",       "ヵ所",   "箇所",   "ケ所",   "ヵ月", "か月",     "カ月",   "ヶ月",   "ケ月",
    "時間",       "日間",   "週間",   "年間",   "分間", "か月間",   "カ月間", "ヶ月間", "ポイント",
    "パーセント", "ページ", "コース", "チーム", "つ",   "グループ", "か国",   "言語",   "部",
    "店舗",       "人組",   "校",     "校区",   "組",   "ケース",   NULL};

/* Words that begin like a counter and are another word. */
static const char *const other_words[] = {
    "件数", "年代", "年生", "年次", "年度", "日本", "日程", "分野", "分団", "分科", "分類",
    "週刊", "点数", "社会", "部会", "部門", "部署", "部局", "回線", "名所", "名産", "本部",
    "円卓", "人権", "人口", "人材", "台帳", "個人", "通学", "通り", "校長", "校園", "部活",
    "組織", "組合", "本庁", "回数", "倍率", "人格", "人形", "名前", "割合", "割引", "個別",
    "本町", "台風", "社協", "社福", "校下", "部屋", "名簿", "校庭", "回覧", "本会", NULL};

size_t counter_scan(const char *s)
{
    uint32_t cp = 0;
    size_t first = scan_char(s, &cp);
    if (first > 0 && is_percent(cp))
        return first;
    size_t run = scan_run(s);
    size_t counter = run == 0 ? 0 : scan_words(s, certain, NULL);
    if (counter > 0 && counter < run && scan_words(s, other_words, NULL) == 0 &&
        !counter_is_name(s, run))
        return counter;
    for (size_t offset = 0, size; aside_is_letter(cp) && offset < run; offset += size) {
        size = scan_char(s + offset, &cp); /* letters end where kanji begin: 5km圏内 */
        if (!aside_is_letter(cp))
            return offset;
    }
    return run;
}

/* --- behind kanji ------------------------------------------------------------------ */

size_t counter_scan_strict(const char *s, bool *doubtful)
{
    static const char *const words[] = {
        "割",   "回",   "件",       "名",         "人",   "団体", "か所", "カ所",   "ヶ所",
        "箇所", "ヵ所", "地域",     "地区",       "校区", "校",   "台",   "冊",     "枚",
        "点",   "歳",   "世帯",     "倍",         "か月", "カ月", "ヶ月", "時間",   "日間",
        "週間", "年間", "種類",     "社",         "店舗", "講座", "事業", "項目",   "つ",
        "町会", "施設", "会場",     "か国",       "株",   "個",   "通",   "小学校", "中学校",
        "％",   "%",    "ポイント", "パーセント", NULL};
    static const char *const large[] = {"円", "部", "年", "本", NULL};
    static const char *const not_these[] = {
        "人ひとり", "人三脚", "人一", "人二",   "枚岩", "個人", "点張", "人前", "人称", "回忌",
        "人芝居",   "通り",   "校長", "人暮ら", "人親", "社会", "回目", "倍率", "つ目", NULL};
    static const char *const single[] = {"一人", "一つ", "一点", "一年間", "一日", NULL};
    const char *numeral = s - strlen("一");
    bool power = scan_word(numeral, "十") + scan_word(numeral, "百") + scan_word(numeral, "千") +
                     scan_word(numeral, "万") + scan_word(numeral, "億") >
                 0;
    size_t size = scan_words(s, words, NULL);
    if (size == 0 && power)
        size = scan_words(s, large, NULL);
    if (size == 0 || scan_words(s, not_these, NULL) > 0)
        return 0;
    *doubtful = scan_words(numeral, single, NULL) > 0;
    return size;
}

/* --- what the unit says -------------------------------------------------------------- */

/* Whether the size bytes at s end with word. */
static bool ends_with(const char *s, size_t size, const char *word)
{
    size_t length = strlen(word);
    return size >= length && memcmp(s + size - length, word, length) == 0;
}

/* 回目, 年目, 丁目, but not 項目, 種目, 品目, 科目, 課題. */
static bool is_ordinal(const char *unit, size_t size)
{
    static const char *const not_these[] = {"項目", "種目", "品目", "科目", "演目", NULL};
    const char *const *word = not_these;
    while (*word != NULL && !ends_with(unit, size, *word))
        word++;
    return *word == NULL && ends_with(unit, size, "目");
}

bool counter_is_name(const char *unit, size_t size)
{
    static const char *const names[] = {
        "年生", "年次", "学年", "学期", "月号", "号",   "番",   "丁目", "階",   "級",   "期",
        "次",   "条",   "項",   "章",   "節",   "版",   "歳児", "歳代", "段階", "世紀", "大",
        "重",   "輪",   "代",   "判",   "等",   "月分", "年代", "日曜", "月曜", "火曜", "水曜",
        "木曜", "金曜", "土曜", "交代", "親等", "人称", "番線", NULL};
    static const char *const not_these[] = {"番組", "大学", "項目", "代表", "期間",
                                            "等分", "号車", "階層", NULL};
    static const char *const capitals[] = {"R", "Ｒ", "S", "Ｓ", "K", "Ｋ",
                                           "G", "Ｇ", "D", "Ｄ", NULL};
    size_t capital = scan_words(unit, capitals, NULL);
    uint32_t cp = 0;
    if (size == 0)
        return false;
    if (capital > 0 && !(scan_char(unit + capital, &cp) > 0 && aside_is_letter(cp)))
        return true;
    if (is_ordinal(unit, size))
        return true;
    return scan_words(unit, names, NULL) > 0 && scan_words(unit, not_these, NULL) == 0;
}

bool counter_is_common(const char *unit, size_t size)
{
    uint32_t cp = 0;
    return size > 0 &&
           ((scan_char(unit, &cp) > 0 && is_percent(cp)) ||
            (scan_words(unit, certain, NULL) > 0 && scan_words(unit, other_words, NULL) == 0));
}

bool counter_is_time(const char *unit, size_t size)
{
    static const char *const words[] = {"年",     "年間",   "か月", "カ月", "ヶ月", "ヵ月", "ケ月",
                                        "か月間", "カ月間", "週",   "週間", "日",   "日間", "時間",
                                        "分",     "分間",   "か年", "カ年", NULL};
    return size > 0 && scan_words(unit, words, NULL) == size;
}

void counter_fold(const char *unit, size_t size, char *out, size_t room)
{
    uint8_t space[64];
    size_t length = sizeof space;
    out[0] = '\0';
    if (size == 0 || size >= room)
        return;
    uint8_t *folded = u8_normalize(UNINORM_NFKC, (const uint8_t *)unit, size, space, &length);
    const char *bytes = folded == NULL ? unit : (const char *)folded;
    if (folded == NULL)
        length = size;
    if (length < room) {
        memcpy(out, bytes, length);
        out[length] = '\0';
    }
    if (folded != NULL && folded != space)
        free(folded);
    if (strcmp(out, "パーセント") == 0)
        memcpy(out, "%", 2);
    else if (strcmp(out, "pt") == 0 && room > strlen("ポイント"))
        memcpy(out, "ポイント", sizeof "ポイント");
}
