#include "text/prose.h"

#include <stdlib.h>
#include <string.h>

#include "text/aside.h"
#include "text/i18n.h"
#include "text/measure.h"
#include "text/scan.h"

/* What is known of the clause under way. */
struct clause {
    size_t start;
    size_t first; /* index of its first figure in the list */
    int by;       /* the deadline that figures to come stand under */
    size_t by_start;
    size_t label_from;           /* where the words of the next label may begin */
    size_t date_start, date_end; /* the last date, with the words that belong to it */
    char scale[8];               /* full marks that no figure has yet */
};

/* --- the list ------------------------------------------------------------------ */

static struct prose_figure *add(struct prose_list *list)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 8 : 2 * list->room;
        struct prose_figure *items = realloc(list->items, room * sizeof *items);
        if (items == NULL)
            return NULL;
        list->items = items;
        list->room = room;
    }
    struct prose_figure *item = &list->items[list->count++];
    *item = (struct prose_figure){.role = PROSE_SINGLE};
    return item;
}

void prose_list_free(struct prose_list *list)
{
    free(list->items);
    *list = (struct prose_list){0};
}

/* --- labels ---------------------------------------------------------------------- */

/* A label on the way through the text between two figures. */
struct label {
    size_t start, end;             /* the words since the last separator */
    size_t outer_start, outer_end; /* those before the bracket that is open */
    bool open;                     /* the next word begins anew */
    bool bracket;
};

static size_t scan_separator(const char *s)
{
    static const char *const separators[] = {"、", "，", ",", "。", "；",   ";",  "→", "⇒",
                                             "～", "±",  "/", "／", "から", "\n", "※", "◇",
                                             "◆",  "●",  "■", "□",  "＝",   "=",  NULL};
    static const char *const marks[] = {"○", "×", NULL}; /* bullet and times, not the policy's */
    int digit;
    size_t which = 0, size = scan_words(s, separators, &which);
    if (size == 0)
        return scan_words(s, marks, NULL);
    bool in_number = (which == 1 || which == 2) && scan_digit(s + size, &digit) > 0;
    return in_number ? 0 : size;
}

/* What joins a label to its figure and is no part of it. */
static size_t scan_joint(const char *s)
{
    static const char *const joints[] = {"：", ":", "＝", "=", "…", "‥", NULL};
    size_t blanks = scan_blanks(s);
    return blanks > 0 ? blanks : scan_words(s, joints, NULL);
}

static void begin_label(struct label *l, size_t at)
{
    l->start = l->end = at;
    l->open = true;
}

/* One step of the text that a label is taken from. */
static size_t step_label(const char *text, size_t at, struct label *l)
{
    uint32_t cp = 0;
    size_t size = scan_separator(text + at);
    if (size > 0) {
        begin_label(l, at + size);
        return size;
    }
    if ((size = scan_joint(text + at)) > 0) {
        l->open = true;
        return size;
    }
    size = scan_char(text + at, &cp);
    if (size == 0)
        return 1;
    if (scan_is_opening(cp)) {
        l->outer_start = l->start;
        l->outer_end = l->end;
        l->bracket = true;
        begin_label(l, at + size);
    } else if (scan_is_closing(cp)) {
        if (l->bracket) {
            l->start = l->outer_start;
            l->end = at + size;
        }
        l->bracket = false;
    } else {
        if (l->open)
            l->start = at;
        l->open = false;
        l->end = at + size;
    }
    return size;
}

/* A date with the words behind it that belong to it: 平成27年度末現在, H29年度までに. */
static void take_date(const char *text, const struct measure *m, struct clause *c)
{
    static const char *const words[] = {"末",     "現在", "時点", "中に", "中、",
                                        "までに", "まで", "実績", "末頃", " ",
                                        "　",     "比で", "比",   "、",   NULL};
    size_t end = m->end, size;
    while ((size = scan_words(text + end, words, NULL)) > 0)
        end += size;
    c->date_start = m->start;
    c->date_end = end;
}

/* The particles that join a label to its figure. */
static size_t trim_label(const char *text, size_t start, size_t end)
{
    static const char *const particles[] = {"は", "が", "を", "で", "に",
                                            "も", "、", "・", "の", "と"};
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        size_t size = strlen(particles[i]);
        if (end - start > size && memcmp(text + end - size, particles[i], size) == 0)
            return end - size;
    }
    return end;
}

/* "のところ135名", "に対し": what goes on from the figure before, up to a word. */
static size_t skip_particles(const char *text, size_t at, size_t end)
{
    static const char *const particles[] = {
        "のところ", "に対し", "のうち", "うち", "また", "及び", "で", "が", "を", "に",
        "は",       "の",     "と",     "も",   "中",   "から", "へ", "・", "や", NULL};
    size_t size;
    while (at < end && (size = scan_words(text + at, particles, NULL)) > 0)
        at += size;
    return at < end ? at : end;
}

static bool is_behind_bracket(const char *text, size_t at)
{
    return scan_is_closing(aside_char_before(text, at));
}

static void find_label(const char *text, const struct clause *c, struct prose_figure *f)
{
    size_t from = c->label_from;
    static const char *const bullets[] = {"・", "･", NULL};
    enum { FAR = 600 };
    struct label l = {.start = from, .end = from, .open = true};
    f->label_start = f->label_end = f->start;
    if (f->start < from || f->start - from > FAR)
        return;
    for (size_t at = from; at < f->start;) {
        if (at == c->date_start && c->date_end > at)
            at = c->date_end; /* says when, not what */
        else
            at += step_label(text, at, &l);
    }
    if (l.bracket && l.end == l.start) {
        l.start = l.outer_start;
        l.end = l.outer_end;
    }
    if (l.start < l.end && l.end <= f->start)
        l.start += scan_words(text + l.start, bullets, NULL);
    if (l.start >= l.end || l.end > f->start)
        return;
    size_t end = trim_label(text, l.start, l.end);
    bool goes_on = l.start == from || l.start == c->date_end || is_behind_bracket(text, l.start);
    size_t start = goes_on ? skip_particles(text, l.start, end) : l.start;
    f->label_start = start < end ? start : f->start;
    f->label_end = start < end ? end : f->start;
}

/* --- clauses and deadlines ---------------------------------------------------------- */

/* A deadline behind a figure in brackets or with を belongs to that figure alone;
 * any other to the figures that follow it in the clause. */
static void take_deadline(const char *text, const struct measure *m, struct prose_list *list,
                          struct clause *c)
{
    static const char *const joints[] = {"（", "(", "を", " ", "　", "※", "：", NULL};
    struct prose_figure *last = list->count > c->first ? &list->items[list->count - 1] : NULL;
    if (last != NULL && last->figure.by == 0 && last->end < m->start &&
        scan_only_words(text, last->end, m->start, joints)) {
        last->figure.by = m->figure.by;
        return;
    }
    c->by = m->figure.by;
    c->by_start = m->start;
}

/* A date of its own says that the figure is that date's, and none to come. */
static bool has_own_date(const char *text, const struct prose_figure *f, const struct clause *c)
{
    static const char *const joints[] = {"：",   ":",  "は",   "の", " ", "　",
                                         "実績", "値", "現在", "末", NULL};
    return c->date_end > c->by_start && c->date_end <= f->start && c->by_start != c->date_start &&
           scan_only_words(text, c->date_end, f->start, joints);
}

/* The expression begins with its deadline where that stands near. */
static void put_deadline(const char *text, struct prose_figure *f, const struct clause *c)
{
    enum { NEAR = 90 };
    if (has_own_date(text, f, c))
        return;
    f->figure.by = c->by;
    if (c->by != 0 && c->by_start >= c->label_from && f->start - c->by_start <= NEAR)
        f->start = c->by_start;
}

/* A deadline that no figure followed was said of those before it. */
static void end_clause(struct prose_list *list, struct clause *c, size_t end, size_t next)
{
    bool used = false;
    for (size_t i = c->first; i < list->count; i++)
        used = used || list->items[i].figure.start > c->by_start;
    for (size_t i = c->first; i < list->count; i++) {
        struct prose_figure *f = &list->items[i];
        f->clause_start = c->start;
        f->clause_end = end;
        if (c->by != 0 && !used && f->figure.by == 0)
            f->figure.by = c->by;
    }
    *c = (struct clause){.start = next, .first = list->count, .label_from = next};
}

static bool add_figure(const char *text, const struct measure *m, struct prose_list *list,
                       struct clause *c)
{
    struct prose_figure *f = add(list);
    if (f == NULL)
        return false;
    f->figure = m->figure;
    f->start = m->start;
    f->end = m->end - m->trailing;
    f->doubt = m->doubt;
    f->sure = m->doubt == PROSE_SURE;
    f->role = m->earlier ? PROSE_EARLIER : PROSE_SINGLE;
    memcpy(f->scale, m->scale[0] != '\0' ? m->scale : c->scale, sizeof f->scale);
    c->scale[0] = '\0';
    find_label(text, c, f);
    put_deadline(text, f, c);
    c->label_from = m->end;
    return true;
}

/* --- movements ------------------------------------------------------------------------ */

static bool has_arrow(const char *text, size_t from, size_t to)
{
    static const char *const arrows[] = {"→", "⇒", "➡", "⇨", "➔", "->", "=>", "＞", NULL};
    for (size_t at = from; at < to; at++)
        if (scan_words(text + at, arrows, NULL) > 0)
            return true;
    return false;
}

enum joint { APART, MOVEMENT, RANGE };

/* "から" right behind a value, and a value of the same unit: a movement, or a range
 * where it ends as one does (から20人程度, から20人まで). */
static enum joint joint_of(const char *text, const struct prose_figure *a,
                           const struct prose_figure *b)
{
    static const char *const range[] = {"まで", "の間", "程度", NULL};
    if (has_arrow(text, a->end, b->start))
        return MOVEMENT;
    if (scan_word(text + a->end, "から") == 0 || a->figure.unit[0] == '\0' ||
        strcmp(a->figure.unit, b->figure.unit) != 0)
        return APART;
    return b->doubt == PROSE_APPROXIMATE || scan_words(text + b->end, range, NULL) > 0 ? RANGE
                                                                                       : MOVEMENT;
}

static void be_range(struct prose_figure *f)
{
    f->doubt = PROSE_RANGE;
    f->sure = false;
}

/* "10→15か所" */
static void lend_unit(struct prose_figure *to, const struct prose_figure *from)
{
    if (to->figure.unit[0] != '\0' || to->doubt != PROSE_UNIT)
        return;
    memcpy(to->figure.unit, from->figure.unit, sizeof to->figure.unit);
    to->doubt = from->doubt;
    to->sure = from->sure;
}

static void find_movements(const char *text, struct prose_list *list)
{
    enum { NEAR = 80 };
    for (size_t i = 1; i < list->count; i++) {
        struct prose_figure *a = &list->items[i - 1], *b = &list->items[i];
        bool near =
            b->start >= a->end && b->start - a->end <= NEAR && a->clause_start == b->clause_start;
        enum joint joint =
            near && b->figure.relative == FIGURE_ABSOLUTE ? joint_of(text, a, b) : APART;
        if (joint == RANGE) {
            be_range(a);
            be_range(b);
        } else if (joint == MOVEMENT && b->doubt != PROSE_RANGE) {
            lend_unit(a, b);
            a->role = a->role == PROSE_LATER ? PROSE_LATER : PROSE_EARLIER;
            b->role = PROSE_LATER;
        }
    }
}

/* "1　訓練の実施　3回": a bare number at the head of a line is its number, where
 * the text has figures besides. */
static bool is_heading(const struct measure *m, const char *text)
{
    const char *s = text + m->end;
    s += scan_blanks(s);
    return m->heads_line && *s != '\0' && *s != '\n';
}

/* --- reading ---------------------------------------------------------------------------- */

static bool take(const char *text, const struct measure *m, struct prose_list *list,
                 struct clause *c)
{
    switch (m->kind) {
    case MEASURE_CLAUSE:
        end_clause(list, c, m->start, m->end);
        return true;
    case MEASURE_DATE:
        take_date(text, m, c);
        if (m->figure.by != 0)
            take_deadline(text, m, list, c);
        return true;
    case MEASURE_SCALE:
        memcpy(c->scale, "", 1);
        if (strlen(m->figure.amount) < sizeof c->scale)
            memcpy(c->scale, m->figure.amount, strlen(m->figure.amount) + 1);
        return true;
    case MEASURE_NAME:
        if (m->figure.amount[0] == '\0') /* an item label in the line */
            c->label_from = m->end;
        return true;
    case MEASURE_FIGURE:
        break;
    }
    return is_heading(m, text) || add_figure(text, m, list, c);
}

bool prose_read(const struct era_table *eras, int near, const char *text, struct prose_list *out)
{
    struct measure_reader r;
    struct measure m;
    struct clause c = {.start = 0};
    *out = (struct prose_list){0};
    measure_start(&r, eras, near, text);
    while (measure_next(&r, &m)) {
        if (!take(text, &m, out, &c)) {
            prose_list_free(out);
            return false;
        }
    }
    end_clause(out, &c, strlen(text), strlen(text));
    find_movements(text, out);
    return true;
}

const char *prose_doubt_sentence(enum prose_doubt doubt)
{
    switch (doubt) {
    case PROSE_SURE:
        break;
    case PROSE_APPROXIMATE:
        return _("The text gives it as approximate. Check the number.");
    case PROSE_RANGE:
        return _("The text gives a range. Choose the end that counts.");
    case PROSE_LIST:
        return _("The text lists several numbers. Check which one counts.");
    case PROSE_FRACTION:
        return _("The text gives a fraction, shown as a decimal. Check the number and its unit.");
    case PROSE_WORD:
        return _("The text says it in a word that may be no number. Check it.");
    case PROSE_OPERATORS:
        return _("The text compares in more than one way. Check the comparison.");
    case PROSE_RATIO:
        return _(
            "The text may mean a share of the earlier value or a change from it. Check which.");
    case PROSE_BASE:
        return _("The text does not say against what it rose or fell. Check the comparison.");
    case PROSE_UNIT:
        return _("No unit stands behind the number. Check what it counts.");
    case PROSE_NOTATION:
        return _("The number is not written in a usual way. Check it.");
    }
    return NULL;
}
