#include "rules/nodes.h"

#include <stdint.h>
#include <stdlib.h>

/* Down, else onward, else up and onward: a loop, so that depth costs no stack. */
static xmlNode *next_node(const xmlNode *node)
{
    xmlNode *next = node->children;
    while (node && !next) {
        next = node->next;
        node = node->parent;
        if (node && node->type != XML_ELEMENT_NODE)
            node = NULL;
    }
    return next;
}

static xmlNode *skip_to_element(xmlNode *node)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = next_node(node);
    return node;
}

static xmlNode *following(const xmlNode *node)
{
    return skip_to_element(next_node(node));
}

static size_t slot_of(const struct rules_nodes *nodes, const xmlNode *node)
{
    /* Multiplying spreads the low bits, which alignment leaves all alike. */
    uint64_t key = (uint64_t)(uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(key >> 20) & nodes->mask;
    while (nodes->slots[slot].node && nodes->slots[slot].node != node)
        slot = (slot + 1) & nodes->mask;
    return slot;
}

static void add(struct rules_nodes *nodes, xmlNode *node, size_t place)
{
    struct rules_node *slot = &nodes->slots[slot_of(nodes, node)];
    slot->node = node;
    slot->place = place;
}

bool rules_nodes_build(struct rules_nodes *nodes, xmlDoc *doc)
{
    xmlNode *root = skip_to_element(doc->children);
    size_t count = 1, room = 16;
    for (xmlNode *node = root; node; node = following(node)) {
        count++;
        for (xmlAttr *a = node->properties; a; a = a->next)
            count++;
    }
    while (room < count * 2)
        room *= 2;
    nodes->mask = room - 1;
    nodes->slots = calloc(room, sizeof *nodes->slots);
    if (!nodes->slots)
        return false;
    size_t place = 0;
    add(nodes, (xmlNode *)doc, place++);
    for (xmlNode *node = root; node; node = following(node)) {
        add(nodes, node, place++);
        for (xmlAttr *a = node->properties; a; a = a->next)
            add(nodes, (xmlNode *)a, place++);
    }
    return true;
}

void rules_nodes_free(struct rules_nodes *nodes)
{
    free(nodes->slots);
    nodes->slots = NULL;
}

struct rules_node *rules_nodes_find(const struct rules_nodes *nodes, const xmlNode *node)
{
    struct rules_node *slot = &nodes->slots[slot_of(nodes, node)];
    return slot->node ? slot : NULL;
}
