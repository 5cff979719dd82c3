/* How a row of the screen becomes another. */
#include "config.h"

#include "terminal/row_plan.h"

#include <string.h>

#include "terminal/moves.h"
#include "text/wide.h"
#include "text/width.h"

enum {
    MOST = 32,       /* columns that a row is moved by */
    WORTH = 8,       /* columns that have to be right after it; fewer cost less than the move */
    FRESH_MOST = 40, /* columns written in a row; in more of them curses may find some right */
    BLOCK = 8,       /* cells compared in one go */
};

/* Two rows beside each other: cells old[start..) and new[start..) are the first that differ. */
struct pair {
    const struct row_cells *old, *new;
    int cols;
    int start, x;             /* that cell, and its column */
    int old_end, new_end;     /* from there on all is the same, to the right edge */
    int old_blank, new_blank; /* from there on all is blank */
};

/* What moved: cells new[to..to + count) stand at old[from..from + count). */
struct move {
    int from, to, count;
    int columns; /* of those cells */
    int gain;    /* of those that are not blank: blanks mostly stand where they stood */
};

static bool is_same(const cchar_t *a, const cchar_t *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* How many of the cells are the same, at most so many. */
static int count_same(const cchar_t *a, const cchar_t *b, int most)
{
    int n = 0;

    while (n + BLOCK <= most && memcmp(a + n, b + n, BLOCK * sizeof(*a)) == 0) {
        n += BLOCK;
    }
    while (n < most && is_same(a + n, b + n)) {
        n++;
    }
    return n;
}

/* The same of those that end before a and b. */
static int count_same_back(const cchar_t *a, const cchar_t *b, int most)
{
    int n = 0;

    while (n + BLOCK <= most && memcmp(a - n - BLOCK, b - n - BLOCK, BLOCK * sizeof(*a)) == 0) {
        n += BLOCK;
    }
    while (n < most && is_same(a - n - 1, b - n - 1)) {
        n++;
    }
    return n;
}

/* A blank as it comes in, and as it is cleared. */
static bool is_blank(const cchar_t *cell)
{
    static const cchar_t blank = {.chars = {L' '}};

    return is_same(cell, &blank);
}

static inline int columns_of(const cchar_t *cell)
{
    uint32_t cp = (uint32_t)cell->chars[0];

    return cp > 0x7F && (wide_is_common(cp) || width_of(cp) == 2) ? 2 : 1;
}

static int count_columns(const cchar_t *cell, int count)
{
    int columns = 0;

    for (const cchar_t *end = cell + count; cell < end; cell++) {
        columns += columns_of(cell);
    }
    return columns;
}

/* Where the blanks begin that end the cells. */
static int find_blank(const cchar_t *cells, int count)
{
    while (count > 0 && is_blank(cells + count - 1)) {
        count--;
    }
    return count;
}

static struct pair pair_of(const struct row_cells *old, const struct row_cells *new, int cols)
{
    struct pair p = {.old = old, .new = new, .cols = cols};
    int least = old->count < new->count ? old->count : new->count;

    p.start = count_same(old->cells, new->cells, least);
    p.x = count_columns(old->cells, p.start);
    int same = count_same_back(old->cells + old->count, new->cells + new->count, least - p.start);
    p.old_end = old->count - same;
    p.new_end = new->count - same;
    p.old_blank = find_blank(old->cells, old->count);
    p.new_blank = find_blank(new->cells, new->count);
    return p;
}

static struct move move_of(const struct pair *p, int from, int to)
{
    struct move move = {.from = from, .to = to};
    int most = from < to ? p->new_end - to : p->old_end - from;

    move.count = count_same(p->old->cells + from, p->new->cells + to, most);
    const cchar_t *cell = p->new->cells + to;
    int blanks = 0;
    for (const cchar_t *end = cell + move.count; cell < end; cell++) {
        move.columns += columns_of(cell);
        blanks += cell->chars[0] == L' ' ? 1 : 0;
    }
    move.gain = move.columns - blanks;
    return move;
}

/* Whether no other can be better: more than half of what differs moved. */
static bool is_best(const struct pair *p, const struct move *move)
{
    return 2 * move->count > p->old_end - p->start;
}

/* The better of the move and of those of what stands at the start of one row and further
 * on in the other: there are cells[start..end). */
static struct move find_move(const struct pair *p, const struct row_cells *row, int end,
                             struct move best)
{
    bool right = row == p->new;
    const cchar_t *first = (right ? p->old : p->new)->cells + p->start;
    int columns = columns_of(row->cells + p->start);

    for (int at = p->start + 1; at < end && columns <= MOST && !is_best(p, &best); at++) {
        if (row->cells[at].chars[0] == first->chars[0]) {
            struct move move = right ? move_of(p, p->start, at) : move_of(p, at, p->start);
            best = move.gain > best.gain ? move : best;
        }
        columns += columns_of(row->cells + at);
    }
    return best;
}

/* The cell that is so many columns behind `from`; -1: in the midst of a wide one. */
static int find_cell(const struct row_cells *row, int from, int columns)
{
    while (columns > 0 && from < row->count) {
        columns -= columns_of(row->cells + from++);
    }
    return columns == 0 ? from : -1;
}

/* A row put together. */
static cchar_t *add_cells(cchar_t *then, const cchar_t *cells, int count)
{
    memcpy(then, cells, (size_t)count * sizeof(*then));
    return then + count;
}

static cchar_t *add_blanks(cchar_t *then, int count)
{
    for (; count > 0; count--) {
        *then++ = (cchar_t){.chars = {L' '}};
    }
    return then;
}

/* The text from p->x on goes to the right, and what it would push over its end goes out
 * first. Returns where the row, as it is then, ends; NULL: it cannot be done. */
static cchar_t *plan_right(struct row_plan *plan, const struct pair *p, const struct move *move,
                           cchar_t *then)
{
    int by = count_columns(p->new->cells + p->start, move->to - p->start);
    int rest = move->from + move->count;
    int kept = find_cell(p->old, rest, by);

    plan->out_at = p->x + move->columns;
    plan->in = by;
    plan->in_at = p->x;
    then = add_cells(then, p->old->cells, p->start);
    then = add_blanks(then, by);
    then = add_cells(then, p->old->cells + move->from, move->count);
    if (rest < p->old_blank) {
        bool clear = kept >= p->old_blank || move->to + move->count >= p->new_blank;
        plan->out = clear ? ROW_PLAN_CLEAR : by;
    }
    if (plan->out <= 0) {
        return add_blanks(then, p->cols - plan->out_at - by);
    }
    return kept < 0 ? NULL : add_cells(then, p->old->cells + kept, p->old->count - kept);
}

/* The text behind what went out goes to p->x, and what stands behind its end stays. */
static cchar_t *plan_left(struct row_plan *plan, const struct pair *p, const struct move *move,
                          cchar_t *then)
{
    int by = count_columns(p->old->cells + p->start, move->from - p->start);
    int rest = move->from + move->count;

    plan->out = by;
    plan->out_at = p->x;
    plan->in = rest < p->old_blank ? by : 0;
    plan->in_at = p->x + move->columns;
    then = add_cells(then, p->old->cells, p->start);
    then = add_cells(then, p->old->cells + move->from, move->count);
    then = add_blanks(then, by);
    return add_cells(then, p->old->cells + rest, p->old->count - rest);
}

/* Plans how the row is moved, if it is. Returns how many cells it has then. */
static int plan_move(struct row_plan *plan, const struct pair *p, cchar_t *then)
{
    struct move move = {.gain = WORTH - 1};
    cchar_t *end = NULL;

    move = find_move(p, p->old, p->old_end, move);
    move = find_move(p, p->new, p->new_end, move);
    if (move.count > 0) {
        end = move.from < move.to ? plan_right(plan, p, &move, then)
                                  : plan_left(plan, p, &move, then);
    }
    if (!end) {
        *plan = (struct row_plan){.from = p->x};
        end = add_cells(then, p->old->cells, p->old->count);
    }
    return (int)(end - then);
}

/* Whether the fresh cells can be written: few, plain, and not up to the edge. */
static bool can_write(const struct row_plan *plan, const cchar_t *cell, int cols)
{
    const cchar_t *end = cell + plan->fresh_count;

    if (plan->fresh > FRESH_MOST || plan->fresh_at + plan->fresh >= cols) {
        return false;
    }
    while (cell < end && moves_is_plain(cell)) {
        cell++;
    }
    return cell == end;
}

/* What is then still to be written: from the first cell that is not as it is to be to the
 * last. */
static void find_fresh(struct row_plan *plan, const struct pair *p, const cchar_t *then, int count)
{
    const struct row_cells *new = p->new;
    int least = count < new->count ? count : new->count;
    int first = p->start;

    first += count_same(then + first, new->cells + first, least - first);
    if (first == new->count) {
        return;
    }
    int end = new->count - count_same_back(then + count, new->cells + new->count, least - first);
    plan->clear = p->new_blank < end;
    end = !plan->clear ? end : p->new_blank > first ? p->new_blank : first;
    plan->fresh_at = p->x + count_columns(new->cells + p->start, first - p->start);
    plan->fresh = count_columns(new->cells + first, end - first);
    plan->fresh_count = end - first;
    plan->left = plan->fresh > 0 && !can_write(plan, new->cells + first, p->cols);
}

void row_plan_count(struct row_cells *row)
{
    const cchar_t *cell = row->cells;

    while (cell->chars[0]) {
        cell++;
    }
    row->count = (int)(cell - row->cells);
}

struct row_plan row_plan_make(const struct row_cells *old, const struct row_cells *new, int cols,
                              cchar_t *then)
{
    struct pair p = pair_of(old, new, cols);
    struct row_plan plan = {.from = p.x};

    if (p.start < old->count || p.start < new->count) {
        find_fresh(&plan, &p, then, plan_move(&plan, &p, then));
    }
    return plan;
}
