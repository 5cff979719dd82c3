#include "rules/nodes.h"

#include <stdlib.h>
#include <string.h>

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

/* The node's slot, or the empty one that it would have. */
static size_t slot_of(const struct rules_nodes *nodes, const xmlNode *node)
{
    /* Multiplying spreads the low bits, which alignment leaves all alike, over the high
     * ones; those say how far on in the table the search begins. */
    uint64_t key = (uint64_t)(uintptr_t)node * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)((key >> 32) * nodes->room >> 32);
    while (nodes->slots[slot] && nodes->items[nodes->slots[slot] - 1] != node)
        slot = slot + 1 < nodes->room ? slot + 1 : 0;
    return slot;
}

static void add(struct rules_nodes *nodes, xmlNode *node)
{
    nodes->slots[slot_of(nodes, node)] = (uint32_t)nodes->count + 1;
    nodes->items[nodes->count++] = node;
}

static bool make_room(struct rules_nodes *nodes, size_t count)
{
    nodes->room = count + count / 2 + 1;
    nodes->items = malloc(count * sizeof(*nodes->items));
    nodes->judged = calloc(count, sizeof *nodes->judged);
    nodes->slots = calloc(nodes->room, sizeof *nodes->slots);
    return nodes->items && nodes->judged && nodes->slots;
}

bool rules_nodes_build(struct rules_nodes *nodes, xmlDoc *doc)
{
    xmlNode *root = skip_to_element(doc->children);
    size_t count = 1;
    for (xmlNode *node = root; node; node = following(node)) {
        count++;
        for (xmlAttr *a = node->properties; a; a = a->next)
            count++;
    }
    if (!make_room(nodes, count))
        return false;
    add(nodes, (xmlNode *)doc);
    for (xmlNode *node = root; node; node = following(node)) {
        add(nodes, node);
        for (xmlAttr *a = node->properties; a; a = a->next)
            add(nodes, (xmlNode *)a);
    }
    return true;
}

void rules_nodes_free(struct rules_nodes *nodes)
{
    free(nodes->items);
    free(nodes->judged);
    free(nodes->slots);
    memset(nodes, 0, sizeof *nodes);
}

void rules_nodes_begin(struct rules_nodes *nodes)
{
    memset(nodes->judged, 0, nodes->count * sizeof *nodes->judged);
}

bool rules_nodes_find(const struct rules_nodes *nodes, const xmlNode *node, size_t *place)
{
    uint32_t found = nodes->slots[slot_of(nodes, node)];
    *place = found - 1;
    return found > 0;
}
