/*
 * What a run keeps of every node it may judge: its place in document order,
 * and the last pattern that judged it. Kept beside the document, because the
 * document may not be changed.
 */
#ifndef KUSEI_RULES_NODES_H
#define KUSEI_RULES_NODES_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct rules_node {
    xmlNode *node;    /* NULL in an empty slot; not owned */
    size_t place;     /* in document order; an element before its attributes */
    size_t judged_by; /* number of a pattern, from 1; 0: none yet */
};

struct rules_nodes {
    struct rules_node *slots; /* open addressing, the count of them a power of two */
    size_t mask;
};

/* Takes in the document node, the elements and the attributes. False when
 * memory is short. */
bool rules_nodes_build(struct rules_nodes *nodes, xmlDoc *doc);
void rules_nodes_free(struct rules_nodes *nodes);

/* NULL for a node that is not judged: text, comments, namespaces. */
struct rules_node *rules_nodes_find(const struct rules_nodes *nodes, const xmlNode *node);

#endif
