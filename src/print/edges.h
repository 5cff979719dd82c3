/*
 * The edges of boxes on a grid of characters. Edges that lie at different places on the
 * paper come to stand in whole rows or columns, each at or behind the one before it, and
 * every box keeps the room that its lines need.
 */
#ifndef KUSEI_PRINT_EDGES_H
#define KUSEI_PRINT_EDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "print/arena.h"

struct edge {
    double at; /* mm */
    int place; /* row or column, from 0; after edges_solve */
};

struct span {
    double from, to; /* mm: two edges */
    int least;       /* rows or columns from the one to the other */
    size_t first, last;
};

struct edges {
    struct arena *arena;
    struct edge *items; /* from the smallest on, each once; after edges_solve */
    size_t count;
    struct span *spans;
    size_t span_count;
};

/* Adds two edges and the room between them. False when memory is short. */
bool edges_add(struct edges *e, double from, double to, int least);
/* Gives every edge its place. Where step is not 0, edges stand at least as far from each
 * other as on paper, of which a row or column takes step mm. */
void edges_solve(struct edges *e, double step);
/* The place of an edge that was added. */
int edges_place(const struct edges *e, double at);
/* The row or column behind the last edge. */
int edges_end(const struct edges *e);

#endif
