#include "text/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/aside.h"
#include "text/counter.h"
#include "text/lead.h"
#include "text/number.h"
#include "text/reading.h"
#include "text/scan.h"
#include "text/tail.h"

static const size_t nowhere = (size_t)-1;

static const char *here(const struct measure_reader *r)
{
    return r->text + r->at;
}

static void begin_clause(struct measure_reader *r)
{
    r->last_year = r->other_year = r->at_least = nowhere;
    r->follows = PROSE_SURE;
}

void measure_start(struct measure_reader *r, const struct era_table *eras, int near,
                   const char *text)
{
    *r = (struct measure_reader){.eras = eras, .near = near, .text = text, .fresh = true};
    begin_clause(r);
}

/* --- comparison with another time --------------------------------------------------------- */

/* What the number would be if nothing had changed: 100 of 100％, 10 of 10割, 1倍. */
static int base_of(const char *unit)
{
    static const struct {
        const char *unit;
        int base;
    } bases[] = {{"%", 100}, {"割", 10}, {"倍", 1}};
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        if (strcmp(unit, bases[i].unit) == 0)
            return bases[i].base;
    return 0;
}

static enum figure_operator mirrored(enum figure_operator op)
{
    static const enum figure_operator other[] = {[FIGURE_NONE] = FIGURE_NONE,
                                                 [FIGURE_GE] = FIGURE_LE,
                                                 [FIGURE_GT] = FIGURE_LT,
                                                 [FIGURE_LE] = FIGURE_GE,
                                                 [FIGURE_LT] = FIGURE_GT};
    return other[op];
}

/* The number is a change already: ten per cent more, or less. */
static void be_change(const struct measure_reader *r, struct measure *m, struct reading *n,
                      int change)
{
    bool newer =
        r->last_year != nowhere && (r->other_year == nowhere || r->other_year < r->last_year);
    m->figure.relative = newer ? FIGURE_PREVIOUS_YEAR : FIGURE_UNSTATED;
    if (strcmp(m->figure.unit, "倍") == 0 && !n->negative) {
        if (number_subtract(&n->number, 1))
            m->doubt = PROSE_RATIO;
    } else if (change < 0) {
        if (!n->negative)
            number_negate(&n->number);
        m->figure.op = mirrored(m->figure.op);
    }
    if (!newer && r->other_year == nowhere && m->doubt == PROSE_SURE)
        m->doubt = PROSE_BASE;
}

/* The number is a share of another time's: 前年度比105％ is 5 more. Below half of the
 * base it is taken for the change itself. */
static void be_share(struct measure *m, struct reading *n, enum figure_relative relative,
                     enum lead_ratio ratio)
{
    int base = base_of(m->figure.unit);
    bool small = strtod(n->number.amount, NULL) < base / 2.0;
    if (ratio == LEAD_COMPARED && small)
        m->doubt = PROSE_RATIO;
    else if (number_subtract(&n->number, base))
        m->doubt = ratio == LEAD_PERHAPS ? PROSE_RATIO : m->doubt;
    else
        return;
    m->figure.relative = relative;
}

static void compare(const struct measure_reader *r, struct measure *m, struct reading *n,
                    const struct lead *lead, int change)
{
    bool share = base_of(m->figure.unit) > 0 || strcmp(m->figure.unit, "ポイント") == 0;
    enum lead_ratio ratio = LEAD_NONE;
    if (r->last_year != nowhere && r->last_year >= r->behind_figure)
        ratio = lead_ratio(r->text, r->last_year, lead->start);
    bool signed_number = n->negative || n->positive;
    if (signed_number && (n->positive || share || ratio == LEAD_COMPARED))
        change = 1; /* the sign says which way */
    if (change != 0) {
        be_change(r, m, n, change);
        return;
    }
    if (ratio == LEAD_PERHAPS && strcmp(m->figure.unit, "倍") == 0)
        ratio = LEAD_SHARE_OF;
    if (ratio == LEAD_PERHAPS &&
        (m->figure.op == FIGURE_NONE || scan_word(r->text + n->unit_end, "から") > 0))
        ratio = LEAD_NONE;
    if (base_of(m->figure.unit) > 0 && ratio != LEAD_NONE)
        be_share(m, n, FIGURE_PREVIOUS_YEAR, ratio);
    else if (base_of(m->figure.unit) > 0 && r->other_year != nowhere &&
             r->other_year >= r->behind_figure &&
             lead_ratio(r->text, r->other_year, lead->start) == LEAD_COMPARED)
        be_share(m, n, FIGURE_UNSTATED, LEAD_COMPARED);
    m->earlier = m->figure.relative == FIGURE_ABSOLUTE && r->last_year != nowhere &&
                 r->last_year >= r->behind_figure &&
                 lead_is_value_of(r->text, r->last_year, lead->start);
}

/* --- putting it together --------------------------------------------------------------------- */

/* Where the expression begins: with the words that name last year, when they
 * stand near. */
static size_t start_of(const struct measure_reader *r, const struct measure *m,
                       const struct lead *lead, size_t number)
{
    enum { NEAR = 60 };
    size_t start = lead->start, from = r->last_year;
    if (m->figure.relative != FIGURE_PREVIOUS_YEAR || from == nowhere || from < r->behind_figure ||
        lead->start < from || number - from > NEAR)
        return start;
    for (size_t at = from; at < start; at++)
        if (scan_word(r->text + at, "、") > 0 || scan_word(r->text + at, "（") > 0)
            return start;
    return aside_word_before(r->text, from, "対") && from >= r->behind_figure + strlen("対")
               ? from - strlen("対")
               : from;
}

static void settle_operator(struct measure_reader *r, struct measure *m, const struct lead *lead,
                            const struct tail *tail)
{
    enum { NEAR = 45 };
    bool least = r->at_least != nowhere && lead->start - r->at_least <= NEAR;
    m->figure.op = tail->op;
    if (m->figure.op == FIGURE_NONE)
        m->figure.op = lead->op;
    if (m->figure.op == FIGURE_NONE && least) {
        m->figure.op = FIGURE_GE;
        m->doubt = PROSE_OPERATORS; /* words stand between, and it may be said of others */
    }
    r->at_least = nowhere;
}

static void settle_doubt(struct measure_reader *r, struct measure *m, const struct reading *n,
                         const struct lead *lead, const struct tail *tail, enum prose_doubt joined)
{
    enum prose_doubt doubt = n->doubt;
    if (doubt == PROSE_SURE)
        doubt = joined != PROSE_SURE ? joined : r->follows;
    if (doubt == PROSE_SURE && (tail->several || tail->negated))
        doubt = PROSE_OPERATORS;
    if (doubt == PROSE_SURE && m->doubt != PROSE_BASE)
        doubt = m->doubt;
    if (doubt == PROSE_SURE && (lead->approximate || tail->approximate))
        doubt = PROSE_APPROXIMATE;
    if (doubt == PROSE_SURE && m->figure.unit[0] == '\0')
        doubt = PROSE_UNIT;
    m->doubt = doubt == PROSE_SURE ? m->doubt : doubt;
    r->follows = joined;
}

static bool is_share_unit(const char *unit)
{
    return base_of(unit) > 0 || strcmp(unit, "ポイント") == 0 || strcmp(unit, "点") == 0;
}

static enum measure_kind kind_of(const char *text, const struct reading *n, const struct lead *lead,
                                 const struct tail *tail)
{
    if (reading_full_marks(text, n) > 0)
        return MEASURE_SCALE;
    return reading_is_name(text, n, lead, tail) ? MEASURE_NAME : MEASURE_FIGURE;
}

static void settle_unit(const char *text, const struct reading *n, const struct tail *tail,
                        struct measure *m)
{
    counter_fold(text + n->unit, n->unit_end - n->unit, m->figure.unit, sizeof m->figure.unit);
    if (n->half)
        snprintf(m->figure.unit, sizeof m->figure.unit, "%%");
    uint32_t before = aside_char_before(text, n->start);
    if (m->figure.unit[0] == '\0' && (before == 0xA5 || before == 0xFFE5)) /* ¥1,200 */
        snprintf(m->figure.unit, sizeof m->figure.unit, "円");
    if (m->figure.unit[0] == '\0' && tail->scale[0] != '\0')
        snprintf(m->figure.unit, sizeof m->figure.unit, "点"); /* full marks are in 点 */
    memcpy(m->scale, tail->scale, sizeof m->scale);
}

/* Where the expression ends, and begins once more: with the brackets around it
 * when the operator stands behind them. */
static void settle_place(const struct measure_reader *r, const struct reading *n,
                         const struct tail *tail, size_t behind, struct measure *m)
{
    m->figure.start = n->start;
    m->figure.end = n->end;
    m->end = n->behind + (m->kind == MEASURE_SCALE ? reading_full_marks(r->text, n) : behind);
    m->trailing = n->unit < n->unit_end ? tail->trailing : 0;
    m->heads_line = r->fresh && n->unit == n->unit_end && tail->op == FIGURE_NONE &&
                    n->end - n->start <= 2 * strlen("１") && scan_blanks(r->text + n->end) > 0;
    if (tail->bracket > 0 && m->start > r->floor &&
        scan_is_opening(aside_char_before(r->text, m->start))) {
        m->start--;
        while (((unsigned char)r->text[m->start] & 0xC0) == 0x80)
            m->start--;
        m->end += tail->bracket;
    }
}

/* Makes a measure of the number. */
static void make_measure(struct measure_reader *r, struct reading *n, struct measure *m)
{
    struct lead lead;
    struct tail tail;
    *m = (struct measure){.kind = MEASURE_FIGURE};
    enum prose_doubt joined = reading_join(r->text, n);
    counter_fold(r->text + n->unit, n->unit_end - n->unit, m->figure.unit, sizeof m->figure.unit);
    lead_scan(r->text, r->floor, n->start, &lead);
    size_t behind = tail_scan(r->text + n->behind, is_share_unit(m->figure.unit), &tail);
    m->kind = kind_of(r->text, n, &lead, &tail);
    settle_unit(r->text, n, &tail, m);
    settle_operator(r, m, &lead, &tail);
    if (n->half && n->more_than_half)
        m->figure.op = FIGURE_GT;
    if (m->kind == MEASURE_FIGURE)
        compare(r, m, n, &lead, tail.change != 0 ? tail.change : lead.change);
    settle_doubt(r, m, n, &lead, &tail, joined);
    memcpy(m->figure.amount, n->number.amount, sizeof m->figure.amount);
    m->start = start_of(r, m, &lead, n->start);
    settle_place(r, n, &tail, behind, m);
}

/* --- stepping -------------------------------------------------------------------------------- */

/* Words that what comes behind them is understood by. */
static void notice_words(struct measure_reader *r)
{
    static const char *const last[] = {"前年", "昨年", NULL};
    static const char *const other[] = {"前回", "前期", "当初", "従来", "前々年", NULL};
    static const char *const least[] = {"少なくとも", "最低でも", NULL};
    size_t size;
    if (scan_words(here(r), last, NULL) > 0)
        r->last_year = r->at;
    else if ((size = scan_words(here(r), other, NULL)) > 0)
        r->other_year = r->at + size;
    else if (scan_words(here(r), least, NULL) > 0)
        r->at_least = r->at;
}

/* A line or a sentence ends, or an item begins at the head of a line. */
static bool end_clause(struct measure_reader *r, struct measure *out)
{
    static const char *const ends[] = {"\n", "。", "；", ";", NULL};
    size_t size = scan_words(here(r), ends, NULL);
    bool head = false;
    if (size > 0) {
        r->fresh = true;
    } else {
        size = aside_scan_label(here(r), r->fresh);
        if (size == 0)
            return false;
        head = r->fresh;
    }
    *out = (struct measure){.kind = MEASURE_CLAUSE, .start = r->at, .end = r->at + size};
    r->at += size;
    r->floor = r->behind_figure = r->at;
    if (head || r->fresh)
        begin_clause(r);
    else
        out->kind = MEASURE_NAME; /* a label in the line: the sentence goes on */
    return true;
}

static bool read_date(struct measure_reader *r, struct measure *out)
{
    static const char *const compared[] = {"比",     "より", "に比べ", "と比べ",     "と比較",
                                           "に対し", "対比", "から",   "の実績に比", NULL};
    int fiscal = 0;
    size_t size = aside_scan_date(r->eras, r->near, r->text, r->at, &fiscal);
    if (size == 0)
        return false;
    *out = (struct measure){.kind = MEASURE_DATE, .start = r->at, .end = r->at + size};
    r->at += size;
    r->floor = r->at;
    if (aside_is_deadline(here(r)))
        out->figure.by = fiscal;
    if (scan_words(here(r), compared, NULL) > 0)
        r->other_year = r->at;
    return true;
}

/* Over what is no figure: one character, or a number that cannot be read, whole. */
static void step_over(struct measure_reader *r)
{
    uint32_t cp = 0;
    size_t rest = number_scan_rest(here(r));
    if (rest == 0)
        rest = number_scan_kanji_rest(here(r));
    if (rest > 0) {
        r->at += rest;
        r->fresh = false;
        return;
    }
    notice_words(r);
    size_t blanks = scan_blanks(here(r));
    size_t bullet = r->fresh ? aside_scan_bullet(here(r)) : 0;
    if (blanks + bullet == 0)
        r->fresh = false;
    size_t size = blanks > 0 ? blanks : bullet > 0 ? bullet : scan_char(here(r), &cp);
    r->at += size > 0 ? size : 1;
}

static bool read_measure(struct measure_reader *r, struct measure *out)
{
    struct reading n;
    if (!reading_scan(r->text, r->at, &n))
        return false;
    make_measure(r, &n, out);
    r->at = out->end;
    if (n.doubt == PROSE_NOTATION)
        r->at = n.start + number_scan_rest(r->text + n.start);
    r->floor = r->at;
    if (out->kind == MEASURE_FIGURE)
        r->behind_figure = r->at;
    r->fresh = false;
    return true;
}

bool measure_next(struct measure_reader *r, struct measure *out)
{
    while (*here(r) != '\0') {
        if (end_clause(r, out))
            return true;
        bool fresh = r->fresh;
        if (read_date(r, out)) {
            r->fresh = false;
            return true;
        }
        size_t code = aside_scan_code(r->text, r->at);
        if (code > 0) {
            r->at += code;
            r->floor = r->at;
            r->fresh = false;
            continue;
        }
        r->fresh = fresh;
        if (read_measure(r, out))
            return true;
        step_over(r);
    }
    return false;
}
