/* What of last year's has no place in the new one. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/rolling.h"

static bool append(struct rollover_report *report, const struct rollover_left *left)
{
    struct rollover_left *grown = realloc(report->left, (report->count + 1) * sizeof *grown);
    if (grown == NULL)
        return false;
    report->left = grown;
    grown[report->count++] = *left;
    return true;
}

bool rolling_leave(struct rolling *r, const xmlNode *last)
{
    size_t page = assessment_page_of(r->last, last);
    char *path = assessment_field_path(r->last, last);
    struct rollover_left left = {NULL, NULL, NULL};
    if (path != NULL) {
        left.page = assessment_page_title(r->last, page, r->lang);
        left.field = assessment_field_label(r->last, page, path, r->lang);
        left.text = assessment_get_printed(r->last, last);
    }
    free(path);
    if (left.page != NULL && left.field != NULL && left.text != NULL && append(r->report, &left))
        return true;
    free(left.page);
    free(left.field);
    free(left.text);
    return error_set_memory(r->err);
}

static bool is_leaf(const xmlNode *node)
{
    return node->children == NULL || node->children->type != XML_ELEMENT_NODE;
}

/* Whether the new page has the same at the same place, though nobody fills it in there. */
static bool stands_there(const struct rolling_page *to, const xmlNode *page, const xmlNode *last)
{
    const xmlNode *there = to == NULL ? NULL : rolling_same_place(page, last, to->to);
    return there != NULL && strcmp(rolling_text(there), rolling_text(last)) == 0;
}

/* The walk goes through both copies of last's document at once. */
static bool list_field(struct rolling *r, size_t page, const struct rolling_page *to,
                       const xmlNode *from)
{
    const struct rolling_origin *origin = rolling_origin(r, from);
    const xmlNode *last = origin->last;
    if (origin->seen || *rolling_text(last) == '\0' || index_info(last)->calculate != NULL ||
        rolling_is_given(r, last) || stands_there(to, r->last->pages[page].node, last))
        return true;
    return rolling_leave(r, last);
}

static bool list_inside(struct rolling *r, size_t page, const struct rolling_page *to,
                        const xmlNode *from)
{
    for (const xmlNode *child = from->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || xmlStrEqual(child->name, BAD_CAST "reason") ||
            index_is_page(r->last, rolling_origin(r, child)->last))
            continue;
        if (is_leaf(child) ? !list_field(r, page, to, child) : !list_inside(r, page, to, child))
            return false;
    }
    return true;
}

/* The page's own copy in `from`. */
static const xmlNode *copy_of(const struct rolling *r, const xmlNode *last)
{
    size_t i = 0;
    while (i + 1 < r->origin_count && r->origins[i].last != last)
        i++;
    return r->origins[i].from;
}

/* Whether what stands in the page stands in another one, too: it is a copy, or has one that
 * has a place. */
static bool is_elsewhere(const struct rolling *r, size_t page)
{
    bool found = assessment_follows(r->last, page) != (size_t)-1;
    for (size_t i = 0; !found && i < r->last->page_count; i++)
        found = assessment_follows(r->last, i) == page &&
                rolling_find_page(r, r->last->pages[i].node) != NULL;
    return found;
}

bool rolling_list_left(struct rolling *r)
{
    bool good = true;
    for (size_t i = 0; good && i < r->last->page_count; i++) {
        const xmlNode *last = r->last->pages[i].node;
        const struct rolling_page *to = rolling_find_page(r, last);
        if (to != NULL || !is_elsewhere(r, i))
            good = list_inside(r, i, to, copy_of(r, last));
    }
    return good;
}
