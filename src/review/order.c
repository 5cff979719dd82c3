#include "config.h"

#include "review/order.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const size_t none = (size_t)-1;

enum mark { UNSEEN, UNDER_WAY, PLACED };

/* Which finding is about a node; the first of them. */
struct subject {
    const xmlNode *node;
    size_t finding;
};

struct ordering {
    const struct judged_finding *items;
    size_t count;
    struct subject *subjects; /* of errors and warnings, by node */
    size_t subject_count;
    enum mark *marks;
    size_t *cause; /* by the place before */
    size_t *order; /* the places before, in the new order */
    size_t placed;
};

static int compare_nodes(const void *left, const void *right)
{
    const struct subject *a = left, *b = right;
    if (a->node != b->node)
        return (uintptr_t)a->node < (uintptr_t)b->node ? -1 : 1;
    return a->finding < b->finding ? -1 : 1;
}

static bool can_be_cause(const struct judged_finding *item)
{
    return !item->open && item->finding->severity != RULES_INFO;
}

static void collect_subjects(struct ordering *o)
{
    for (size_t i = 0; i < o->count; i++)
        if (can_be_cause(&o->items[i]))
            o->subjects[o->subject_count++] = (struct subject){o->items[i].finding->node, i};
    qsort(o->subjects, o->subject_count, sizeof *o->subjects, compare_nodes);
}

/* The first subject that is that node or comes behind it. */
static size_t find_subject(const struct ordering *o, const xmlNode *node)
{
    size_t low = 0, high = o->subject_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)o->subjects[middle].node < (uintptr_t)node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void place(struct ordering *o, size_t i);

/* The findings about a value that finding i turned on go first. What is about
 * the same value stands beside it; what is under way already would go round in
 * a circle. */
static void place_causes(struct ordering *o, size_t i)
{
    const struct finding *finding = o->items[i].finding;
    for (size_t k = 0; k < finding->operand_count; k++) {
        const xmlNode *node = finding->operands[k];
        if (node == finding->node)
            continue;
        for (size_t s = find_subject(o, node); s < o->subject_count && o->subjects[s].node == node;
             s++) {
            size_t cause = o->subjects[s].finding;
            if (o->marks[cause] == UNSEEN)
                place(o, cause);
            if (o->marks[cause] == PLACED && o->cause[i] == none)
                o->cause[i] = cause;
        }
    }
}

/* As deep as one mark depends on another, which the rules bound. */
static void place(struct ordering *o, size_t i)
{
    o->marks[i] = UNDER_WAY;
    place_causes(o, i);
    o->marks[i] = PLACED;
    o->order[o->placed++] = i;
}

static int rank(const struct judged_finding *item)
{
    if (item->open)
        return 2;
    return item->finding->severity == RULES_INFO ? 1 : 0;
}

static void place_all(struct ordering *o)
{
    for (size_t i = 0; i < o->count; i++)
        o->cause[i] = none;
    collect_subjects(o);
    for (int wanted = 0; wanted <= 2; wanted++)
        for (size_t i = 0; i < o->count; i++)
            if (rank(&o->items[i]) == wanted && o->marks[i] == UNSEEN)
                place(o, i);
}

/* Where each finding has gone, so that causes are named by their new place. */
static void rearrange(const struct ordering *o, const struct judged_finding *from,
                      struct judged_finding *items, size_t *places)
{
    for (size_t i = 0; i < o->count; i++)
        places[o->order[i]] = i;
    for (size_t i = 0; i < o->count; i++) {
        items[i] = from[o->order[i]];
        size_t cause = o->cause[o->order[i]];
        items[i].cause = cause == none ? none : places[cause];
    }
}

bool order_findings(struct judged_finding *items, size_t count)
{
    struct judged_finding *from = malloc((count + 1) * sizeof *from);
    size_t *places = malloc((count + 1) * sizeof *places);
    struct ordering o = {.items = from,
                         .count = count,
                         .subjects = malloc((count + 1) * sizeof *o.subjects),
                         .marks = calloc(count + 1, sizeof *o.marks),
                         .cause = malloc((count + 1) * sizeof *o.cause),
                         .order = malloc((count + 1) * sizeof *o.order)};
    bool good = from && places && o.subjects && o.marks && o.cause && o.order;
    if (good) {
        memcpy(from, items, count * sizeof *items);
        place_all(&o);
        rearrange(&o, from, items, places);
    }
    free(from);
    free(places);
    free(o.subjects);
    free(o.marks);
    free(o.cause);
    free(o.order);
    return good;
}
