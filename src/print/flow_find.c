/* Where on the sheets something of the document stands. */
#include "config.h"

#include "print/flow.h"

static bool is_within(const xmlNode *node, const xmlNode *around)
{
    while (node != NULL && node != around)
        node = node->parent;
    return node != NULL;
}

/* 3: the field itself; 2: a cell of the page that is looked for; 1: one of the page that
 * the field, which is not printed, stands in; 0: something else. */
static int rank(const struct flow_box *box, const struct sheet_column *column, const xmlNode *node)
{
    if (box->node == NULL)
        return 0;
    if (is_within(node, box->node))
        return box->column == column ? 3 : 1;
    return is_within(box->node, node) ? 2 : 0;
}

const struct flow_box *flow_find(const struct flow *flow, const struct sheet *sheet,
                                 const xmlNode *node)
{
    const struct sheet_column *column = sheet_column_of_node(sheet, node);
    const struct flow_box *found = NULL;
    int best = 0;
    for (size_t i = 0; i < flow->sheet_count; i++) {
        for (size_t k = 0; k < flow->sheets[i].box_count; k++) {
            const struct flow_box *box = &flow->sheets[i].boxes[k];
            int ranked = rank(box, column, node);
            if (ranked > best) {
                best = ranked;
                found = box;
            }
        }
    }
    return found;
}
