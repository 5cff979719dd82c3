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
    if (!evaluate_relevant(a, node))
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
        if (assessment_follows(a, candidate) != (size_t)-1)
            continue;
        assessment_page_progress(a, candidate, &filled, &fields);
        if (filled < fields)
            return candidate;
    }
    return (size_t)-1;
}

static bool is_open(const struct assessment *a, const xmlNode *node)
{
    struct assessment_properties is;
    assessment_properties(a, node, &is);
    return is.required && is.relevant && !is.readonly &&
           assessment_field_state(a, node) == ASSESSMENT_BLANK;
}

static bool is_filled(const struct assessment *a, const xmlNode *node)
{
    struct assessment_properties is;
    assessment_properties(a, node, &is);
    return !is.readonly && assessment_field_state(a, node) != ASSESSMENT_BLANK;
}

/* The fields of the page for which test() holds: how many, and the first of them. */
static bool find_fields(const struct assessment *a, size_t page,
                        bool (*test)(const struct assessment *, const xmlNode *), size_t *count,
                        const xmlNode **first, struct error *err)
{
    struct assessment_entries entries = {0};
    *count = 0;
    *first = NULL;
    bool good = assessment_page_entries(a, page, &entries, err);
    for (size_t i = 0; good && i < entries.count; i++) {
        const struct assessment_entry *entry = &entries.items[i];
        if (entry->kind != ASSESSMENT_FIELD || !test(a, entry->node))
            continue;
        if ((*count)++ == 0)
            *first = entry->node;
    }
    assessment_entries_free(&entries);
    return good;
}

bool assessment_count_filled(const struct assessment *a, size_t page, size_t *count,
                             struct error *err)
{
    const xmlNode *first;
    return find_fields(a, page, is_filled, count, &first, err);
}

size_t assessment_page_filled(const struct assessment *a, size_t page)
{
    struct error unsaid;
    size_t count;
    return assessment_count_filled(a, page, &count, &unsaid) ? count : 0;
}

const xmlNode *assessment_first_open(const struct assessment *a, size_t page)
{
    struct error unsaid;
    size_t count;
    const xmlNode *first;
    if (assessment_page_filled(a, page) == 0 ||
        !find_fields(a, page, is_open, &count, &first, &unsaid))
        return NULL;
    return first;
}
