/* How far the work is. */
#include "config.h"

#include "assessment/internal.h"

struct tally {
    int done, total;
};

static void count_node(const struct assessment *a, const xmlNode *node, struct tally *tally)
{
    const struct form_bind *bind = index_info(node)->required;
    if (bind == NULL || !evaluate_boolean(a, bind->required, node, false))
        return;
    const struct form_bind *relevant = index_info(node)->relevant;
    if (relevant != NULL && !evaluate_boolean(a, relevant->relevant, node, true))
        return;
    tally->total++;
    if (assessment_field_state(a, node) != ASSESSMENT_BLANK)
        tally->done++;
}

static void count_own(const struct assessment *a, const xmlNode *node, struct tally *tally)
{
    count_node(a, node, tally);
    for (const xmlAttr *attribute = node->properties; attribute != NULL;
         attribute = attribute->next)
        count_node(a, (const xmlNode *)attribute, tally);
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !index_is_page(a, child))
            count_own(a, child, tally);
    }
}

void assessment_page_progress(const struct assessment *a, size_t page, int *done, int *total)
{
    struct tally tally = {0, 0};
    count_own(a, a->pages[page].node, &tally);
    *done = tally.done;
    *total = tally.total;
}

void assessment_progress(const struct assessment *a, int *done, int *total)
{
    *done = 0;
    *total = 0;
    for (size_t i = 0; i < a->page_count; i++) {
        int filled, fields;
        assessment_page_progress(a, i, &filled, &fields);
        if (fields == 0)
            continue;
        ++*total;
        if (filled == fields)
            ++*done;
    }
}

size_t assessment_next_open(const struct assessment *a, size_t page)
{
    for (size_t i = 1; i <= a->page_count; i++) {
        size_t candidate = (page + i) % a->page_count;
        int filled, fields;
        assessment_page_progress(a, candidate, &filled, &fields);
        if (filled < fields)
            return candidate;
    }
    return (size_t)-1;
}
