#include "text/diff_core.h"

enum {
    /* The cost of one search for a middle, in changes on each side. Under it the
     * result is the shortest, over it the furthest that was reached is taken. */
    COST_MOST = 128,
    /* Steps of one comparison in all, some 10 ms. */
    WORK_MOST = 4000000,
    REACH = 2 * COST_MOST + 5
};

/* Diagonals are numbered x - y, x standing in the old row and y in the new. A
 * frontier has the furthest x reached on each diagonal around its own middle. */
struct frontier {
    ptrdiff_t middle, low, high;
    ptrdiff_t x[REACH];
};

struct box {
    ptrdiff_t x0, x1, y0, y1;
};

struct search {
    const uint32_t *a, *b;
    bool *gone, *added;
    ptrdiff_t work;
    bool shortest;
    struct frontier forward, backward;
};

static ptrdiff_t *at(struct frontier *f, ptrdiff_t diagonal)
{
    return &f->x[diagonal - f->middle + COST_MOST + 2];
}

static bool holds(const struct frontier *f, ptrdiff_t diagonal)
{
    return f->low <= diagonal && diagonal <= f->high;
}

static void start_at(struct frontier *f, ptrdiff_t diagonal, ptrdiff_t x)
{
    f->middle = f->low = f->high = diagonal;
    *at(f, diagonal) = x;
}

/* One change further on both sides, inside the box; what is new there has no x yet. */
static void widen(struct frontier *f, const struct box *box, ptrdiff_t none)
{
    if (f->low > box->x0 - box->y1)
        *at(f, --f->low - 1) = none;
    else
        f->low++;
    if (f->high < box->x1 - box->y0)
        *at(f, ++f->high + 1) = none;
    else
        f->high--;
}

/* Both steps return whether the two frontiers have met, and where. */
static bool step_forward(struct search *s, const struct box *box, bool odd, struct box *met)
{
    struct frontier *f = &s->forward;
    widen(f, box, -1);
    for (ptrdiff_t k = f->high; k >= f->low; k -= 2) {
        ptrdiff_t below = *at(f, k - 1), above = *at(f, k + 1);
        ptrdiff_t x = below < above ? above : below + 1, from = x;
        while (x < box->x1 && x - k < box->y1 && s->a[x] == s->b[x - k])
            x++;
        *at(f, k) = x;
        s->work -= 1 + (x - from);
        if (odd && holds(&s->backward, k) && *at(&s->backward, k) <= x) {
            met->x0 = x;
            met->y0 = x - k;
            return true;
        }
    }
    return false;
}

static bool step_backward(struct search *s, const struct box *box, bool odd, struct box *met)
{
    struct frontier *f = &s->backward;
    widen(f, box, PTRDIFF_MAX);
    for (ptrdiff_t k = f->high; k >= f->low; k -= 2) {
        ptrdiff_t below = *at(f, k - 1), above = *at(f, k + 1);
        ptrdiff_t x = below < above ? below : above - 1, from = x;
        while (x > box->x0 && x - k > box->y0 && s->a[x - 1] == s->b[x - k - 1])
            x--;
        *at(f, k) = x;
        s->work -= 1 + (from - x);
        if (!odd && holds(&s->forward, k) && x <= *at(&s->forward, k)) {
            met->x0 = x;
            met->y0 = x - k;
            return true;
        }
    }
    return false;
}

/* The point that has left most of the box behind it, seen from the start or from
 * the end; false for none. */
static bool take_furthest(struct search *s, const struct box *box, struct box *met)
{
    ptrdiff_t most = -1;
    for (ptrdiff_t k = s->forward.low; k <= s->forward.high; k++) {
        ptrdiff_t x = *at(&s->forward, k), y = x - k;
        if (x < box->x0 || x > box->x1 || y < box->y0 || y > box->y1)
            continue;
        if (x - box->x0 + y - box->y0 > most) {
            most = x - box->x0 + y - box->y0;
            met->x0 = x;
            met->y0 = y;
        }
    }
    for (ptrdiff_t k = s->backward.low; k <= s->backward.high; k++) {
        ptrdiff_t x = *at(&s->backward, k);
        if (x < box->x0 || x > box->x1 || x - k < box->y0 || x - k > box->y1)
            continue;
        if (box->x1 - x + box->y1 - (x - k) > most) {
            most = box->x1 - x + box->y1 - (x - k);
            met->x0 = x;
            met->y0 = x - k;
        }
    }
    return most > 0;
}

/* A point of the box, no corner of it, that a shortest way goes through, or a
 * short one. False when the work is used up. */
static bool find_middle(struct search *s, const struct box *box, struct box *met)
{
    bool odd = ((box->x1 - box->x0) - (box->y1 - box->y0)) % 2 != 0;
    start_at(&s->forward, box->x0 - box->y0, box->x0);
    start_at(&s->backward, box->x1 - box->y1, box->x1);
    for (int cost = 0; cost < COST_MOST; cost++) {
        if (s->work < 0)
            return false;
        if (step_forward(s, box, odd, met) || step_backward(s, box, odd, met))
            return true;
    }
    s->shortest = false;
    return take_furthest(s, box, met);
}

static void trim(const struct search *s, struct box *box)
{
    while (box->x0 < box->x1 && box->y0 < box->y1 && s->a[box->x0] == s->b[box->y0]) {
        box->x0++;
        box->y0++;
    }
    while (box->x0 < box->x1 && box->y0 < box->y1 && s->a[box->x1 - 1] == s->b[box->y1 - 1]) {
        box->x1--;
        box->y1--;
    }
}

static void mark_all(struct search *s, const struct box *box)
{
    for (ptrdiff_t x = box->x0; x < box->x1; x++)
        s->gone[x] = true;
    for (ptrdiff_t y = box->y0; y < box->y1; y++)
        s->added[y] = true;
}

static ptrdiff_t extent(const struct box *box)
{
    return box->x1 - box->x0 + box->y1 - box->y0;
}

/* Recurses into the smaller half and goes on with the larger, so that the stack
 * stays as deep as a logarithm. */
static void compare(struct search *s, struct box box)
{
    for (;;) {
        struct box met = {0, 0, 0, 0};
        trim(s, &box);
        if (box.x0 == box.x1 || box.y0 == box.y1) {
            mark_all(s, &box);
            return;
        }
        if (!find_middle(s, &box, &met)) {
            s->shortest = false;
            mark_all(s, &box);
            return;
        }
        struct box first = {box.x0, met.x0, box.y0, met.y0};
        struct box second = {met.x0, box.x1, met.y0, box.y1};
        bool swap = extent(&first) > extent(&second);
        compare(s, swap ? second : first);
        box = swap ? first : second;
    }
}

bool diff_mark(struct diff_row *old, struct diff_row *new)
{
    struct search s = {.a = old->items,
                       .b = new->items,
                       .gone = old->changed,
                       .added = new->changed,
                       .work = WORK_MOST,
                       .shortest = true};
    compare(&s, (struct box){0, (ptrdiff_t)old->count, 0, (ptrdiff_t) new->count});
    return s.shortest;
}
