#include "text/tail.h"

#include <string.h>

#include "text/counter.h"
#include "text/number.h"
#include "text/scan.h"

/* Words of increase and decrease behind any unit. */
static size_t scan_change(const char *s, bool share, int *change)
{
    static const char *const up[] = {
        "増",       "増加",   "増員",   "増大",   "増額", "増収", "アップ", "ＵＰ",   "UP", "伸び",
        "引き上げ", "引上げ", "上乗せ", "上積み", "上回", "多い", "多く",   "プラス", NULL};
    static const char *const down[] = {"減",   "減少", "減量",     "減額",   "削減",     "縮減",
                                       "節減", "圧縮", "ダウン",   "カット", "引き下げ", "引下げ",
                                       "下回", "少な", "マイナス", NULL};
    static const char *const share_up[] = {"上昇",   "向上",   "改善", "上がっ", "上がり",
                                           "上がる", "上げる", "高い", "高く",   "高ま",
                                           "高かっ", "拡大",   "回復", "増進",   NULL};
    static const char *const share_down[] = {"低下",   "下落", "下が", "下げる", "低い", "低く",
                                             "低かっ", "軽減", "抑制", "縮小",   "悪化", NULL};
    static const char *const other_words[] = {"増ページ", "増刊", "増税",     "増進",
                                              "減災",     "減塩", "減税",     "減免",
                                              "減農",     "減容", "アップル", NULL};
    if (scan_words(s, other_words, NULL) > 0)
        return 0;
    size_t grown = scan_words(s, up, NULL), shrunk = scan_words(s, down, NULL);
    if (share && grown == 0)
        grown = scan_words(s, share_up, NULL);
    if (share && shrunk == 0)
        shrunk = scan_words(s, share_down, NULL);
    if (grown + shrunk > 0)
        *change = grown > 0 ? 1 : -1;
    return grown + shrunk;
}

/* "（5点満点）", "（100点満点中）", "（5段階評価）". */
static size_t scan_scale(const char *s, char *scale, size_t room)
{
    static const char *const opening[] = {"（", "(", NULL};
    static const char *const marks[] = {"点満点", "満点", "段階評価", "段階", NULL};
    static const char *const behind[] = {"中", "で", NULL};
    static const char *const closing[] = {"）", ")", NULL};
    struct number n;
    size_t size = scan_words(s, opening, NULL);
    size_t digits = size == 0 ? 0 : number_scan(s + size, &n);
    size_t mark = digits == 0 ? 0 : scan_words(s + size + digits, marks, NULL);
    if (mark == 0 || strlen(n.amount) >= room)
        return 0;
    size += digits + mark;
    size += scan_words(s + size, behind, NULL);
    size_t closed = scan_words(s + size, closing, NULL);
    if (closed > 0)
        memcpy(scale, n.amount, strlen(n.amount) + 1);
    return closed > 0 ? size + closed : 0;
}

static size_t scan_approximation(const char *s, bool share)
{
    static const char *const words[] = {"程度",   "前後", "ほど", "くらい", "ぐらい", "余り",
                                        "あまり", "弱",   "強",   "余",     "近く",   NULL};
    static const char *const other_words[] = {"強化", "強調", "強制",   "強力", "弱者",
                                              "余剰", "余暇", "ほどけ", NULL};
    if (scan_words(s, other_words, NULL) > 0)
        return 0;
    return share && scan_word(s, "台") > 0 ? strlen("台") : scan_words(s, words, NULL);
}

/* A particle that joins the figure to the word behind it: の増加, を削減. */
static size_t scan_particle(const char *s, bool share)
{
    static const char *const any[] = {"の", "も", "ずつ", "ほどの", "程度の", NULL};
    int change;
    enum figure_operator op;
    size_t size = scan_words(s, any, NULL);
    if (size > 0)
        return scan_change(s + size, share, &change) > 0 || counter_scan_operator(s + size, &op) > 0
                   ? size
                   : 0;
    size = scan_word(s, "を");
    static const char *const verbs[] = {"増や", "増加",     "減ら",     "削減",   "縮減", "節減",
                                        "圧縮", "引き上げ", "引き下げ", "カット", NULL};
    return size > 0 && scan_words(s + size, verbs, NULL) > 0 ? size : 0;
}

static void set_operator(struct tail *t, enum figure_operator op)
{
    if (t->op != FIGURE_NONE && t->op != op)
        t->several = true;
    else
        t->op = op;
}

/* One word more, from s on. */
static size_t scan_step(const char *s, bool share, struct tail *t)
{
    enum figure_operator op = FIGURE_NONE;
    size_t blanks = scan_blanks(s);
    size_t size = counter_scan_operator(s + blanks, &op);
    if (size > 0) {
        set_operator(t, op);
        return blanks + size;
    }
    if ((size = scan_scale(s + blanks, t->scale, sizeof t->scale)) > 0) {
        t->trailing = blanks + size;
        return blanks + size;
    }
    if (blanks > 0 && !share)
        return 0;
    if (t->change == 0 && (size = scan_change(s + blanks, share && blanks == 0, &t->change)) > 0)
        return blanks + size;
    if (blanks > 0)
        return 0;
    if ((size = scan_approximation(s, share)) > 0)
        t->approximate = true;
    return size;
}

/* 増やす, 減らした, 上回る: the ending of the verb. */
static size_t scan_ending(const char *s)
{
    static const char *const endings[] = {"やす", "やし",   "える", "えた", "らす", "らし", "った",
                                          "る",   "させる", "させ", "した", "する", NULL};
    return scan_words(s, endings, NULL);
}

/* The comparison, or the change, did not come about. */
static size_t scan_negation(const char *s)
{
    static const char *const particles[] = {"が", "に", "と", "は", "も", NULL};
    static const char *const denied[] = {"しなかっ", "しない", "できな", "見られな",   "みられな",
                                         "ならな",   "でな",   "至らな", "達しな",     "達せず",
                                         "届か",     "及ばな", "なかっ", "認められな", NULL};
    size_t particle = scan_words(s, particles, NULL);
    size_t size = scan_words(s + particle, denied, NULL);
    static const char *const endings[] = {"た", "い", "かった", NULL};
    return size == 0 ? 0 : particle + size + scan_words(s + particle + size, endings, NULL);
}

/* What was not reached is what is below it. */
static void deny(struct tail *t)
{
    static const enum figure_operator opposite[] = {[FIGURE_NONE] = FIGURE_LT,
                                                    [FIGURE_GE] = FIGURE_LT,
                                                    [FIGURE_GT] = FIGURE_LE,
                                                    [FIGURE_LE] = FIGURE_GT,
                                                    [FIGURE_LT] = FIGURE_GE};
    t->op = opposite[t->op];
    t->negated = true;
}

/* The operator behind a closing bracket: "（45.3％）を上回る". 以上 may begin the next
 * thought there (以上のことから). */
static size_t scan_bracket(const char *s, enum figure_operator *op)
{
    static const char *const thoughts[] = {"以上のこ", "以上の結", "以上のと", "以上のよ",
                                           "以上の点", "以上より", "以上から", "以上が",
                                           "以上、",   NULL};
    uint32_t cp = 0;
    size_t size = scan_char(s, &cp);
    if (size == 0 || !scan_is_closing(cp) || scan_words(s + size, thoughts, NULL) > 0)
        return 0;
    size_t compared = counter_scan_operator(s + size, op);
    return compared == 0 ? 0 : size + compared;
}

size_t tail_scan(const char *s, bool share, struct tail *out)
{
    enum { STEPS = 6 };
    size_t end = 0;
    *out = (struct tail){.op = FIGURE_NONE};
    for (int i = 0; i < STEPS; i++) {
        size_t particle = scan_particle(s + end, share), marks = out->trailing;
        size_t size = scan_step(s + end + particle, share, out);
        if (size == 0)
            break;
        end += particle + size;
        if (marks > 0)
            out->trailing = 0;
    }
    if (out->change != 0)
        end += scan_ending(s + end);
    size_t denied = scan_negation(s + end);
    if (denied > 0)
        deny(out);
    else if (out->op == FIGURE_NONE && out->change == 0)
        out->bracket = scan_bracket(s + end, &out->op);
    return end + denied;
}
