/*
 * What a run keeps of every node it may judge: its place in document order,
 * and whether the pattern that is running judged it. Kept beside the document,
 * because the document may not be changed; and small, because it is in memory
 * together with all that judging takes.
 */
#ifndef KUSEI_RULES_NODES_H
#define KUSEI_RULES_NODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "xml/libxml2.h"

struct rules_nodes {
    xmlNode **items; /* in document order, an element before its attributes; not owned */
    bool *judged;    /* by place */
    size_t count;
    uint32_t *slots; /* open addressing: a place and one more; 0 where it is empty */
    size_t room;     /* of the slots: there are always empty ones */
};

/* Takes in the document node, the elements and the attributes; none is judged yet.
 * False when memory is short; it must be freed all the same. */
bool rules_nodes_build(struct rules_nodes *nodes, xmlDoc *doc);
void rules_nodes_free(struct rules_nodes *nodes);

/* None is judged any more: the next pattern begins. */
void rules_nodes_begin(struct rules_nodes *nodes);

/* The node's place. False for one that is not judged: text, comments, namespaces, and
 * what is in another document. */
bool rules_nodes_find(const struct rules_nodes *nodes, const xmlNode *node, size_t *place);

#endif
