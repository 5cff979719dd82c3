#include "config.h"

#include "print/edges.h"

#include <stdlib.h>

/* Edges that lie nearer to each other are one: they were reckoned on different ways. */
static const double SAME = 0.02; /* mm */

static bool add_edge(struct edges *e, double at)
{
    struct edge *grown = arena_grow(e->arena, e->items, e->count, sizeof *e->items);
    if (grown == NULL)
        return false;
    e->items = grown;
    grown[e->count++] = (struct edge){.at = at};
    return true;
}

bool edges_add(struct edges *e, double from, double to, int least)
{
    struct span *grown = arena_grow(e->arena, e->spans, e->span_count, sizeof *e->spans);
    if (grown == NULL)
        return false;
    e->spans = grown;
    grown[e->span_count++] = (struct span){.from = from, .to = to, .least = least};
    return add_edge(e, from) && add_edge(e, to);
}

static int compare_edges(const void *one, const void *other)
{
    double a = ((const struct edge *)one)->at, b = ((const struct edge *)other)->at;
    return a < b ? -1 : a > b;
}

static int compare_spans(const void *one, const void *other)
{
    size_t a = ((const struct span *)one)->last, b = ((const struct span *)other)->last;
    return a < b ? -1 : a > b;
}

/* Each of them once. */
static void sort_edges(struct edges *e)
{
    size_t count = 0;
    qsort(e->items, e->count, sizeof *e->items, compare_edges);
    for (size_t i = 0; i < e->count; i++) {
        if (count == 0 || e->items[i].at - e->items[count - 1].at > SAME)
            e->items[count++] = e->items[i];
    }
    e->count = count;
}

/* The last edge that does not lie behind that place. */
static size_t find(const struct edges *e, double at)
{
    size_t low = 0, high = e->count;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (e->items[middle].at <= at + SAME / 2)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void sort_spans(struct edges *e)
{
    for (size_t i = 0; i < e->span_count; i++) {
        e->spans[i].first = find(e, e->spans[i].from);
        e->spans[i].last = find(e, e->spans[i].to);
    }
    qsort(e->spans, e->span_count, sizeof *e->spans, compare_spans);
}

/* The place that the edge has on paper. */
static int on_paper(const struct edges *e, size_t edge, double step)
{
    return (int)((e->items[edge].at - e->items[0].at) / step + 0.5);
}

void edges_solve(struct edges *e, double step)
{
    size_t span = 0;
    if (e->count == 0)
        return;
    sort_edges(e);
    sort_spans(e);
    for (size_t i = 0; i < e->count; i++) {
        struct edge *edge = &e->items[i];
        edge->place = i == 0 ? 0 : e->items[i - 1].place;
        if (step > 0 && i > 0)
            edge->place += on_paper(e, i, step) - on_paper(e, i - 1, step);
        for (; span < e->span_count && e->spans[span].last == i; span++) {
            int least = e->items[e->spans[span].first].place + e->spans[span].least;
            if (e->spans[span].first < i && least > edge->place)
                edge->place = least;
        }
    }
}

int edges_place(const struct edges *e, double at)
{
    return e->count == 0 ? 0 : e->items[find(e, at)].place;
}

int edges_end(const struct edges *e)
{
    return e->count == 0 ? 0 : e->items[e->count - 1].place + 1;
}
