/* What has stayed as it was, and taking over what another page says. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/internal.h"
#include "assessment/matching.h"
#include "text/i18n.h"

bool matching_has_stayed(const struct assessment *a, const struct form_item *item,
                         const xmlNode *node, const xmlNode *other)
{
    struct assessment_properties p;
    if (other == NULL || (item->kind != FORM_INPUT && item->kind != FORM_TEXTAREA))
        return false;
    assessment_properties(a, node, &p);
    if (p.readonly || p.type == FORM_CODE || assessment_field_state(a, node) != ASSESSMENT_FILLED)
        return false;
    char *mine = assessment_get(a, node);
    char *theirs = assessment_get(a, other);
    bool same = mine != NULL && theirs != NULL && strcmp(mine, theirs) == 0;
    free(mine);
    free(theirs);
    return same;
}

size_t matching_count_stayed(const struct assessment *a, size_t page,
                             const struct assessment *other, size_t other_page)
{
    struct assessment_entries entries = {0};
    struct matching m = {0};
    struct error err;
    size_t count = 0;
    if (assessment_page_entries(a, page, &entries, &err) &&
        matching_make(a, page, other, other_page, &m, &err)) {
        for (size_t i = 0; i < entries.count; i++) {
            const struct assessment_entry *e = &entries.items[i];
            if (e->kind == ASSESSMENT_FIELD &&
                matching_has_stayed(a, e->item, e->node, matching_of(&m, e->node)))
                count++;
        }
    }
    matching_free(&m);
    assessment_entries_free(&entries);
    return count;
}

/* --- taking over ------------------------------------------------------------- */

static bool stands_in(const xmlNode *node, const xmlNode *around)
{
    while (node != NULL && node != around)
        node = node->parent;
    return node != NULL;
}

/* Elements of that name under the node that are the page's own. */
static size_t count_named(const struct assessment *a, const xmlNode *node, const xmlChar *name)
{
    size_t count = 0;
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || index_is_page(a, child))
            continue;
        count += xmlStrEqual(child->name, name) ? 1 : count_named(a, child, name);
    }
    return count;
}

/* The element of the other page that has the path of this one's, which stands in no
 * row: a context of a repeat. NULL when there is none. */
static const xmlNode *same_path(const xmlNode *page, const xmlNode *node, const xmlNode *other)
{
    if (node == page)
        return other;
    const xmlNode *parent = same_path(page, node->parent, other);
    for (xmlNode *child = parent == NULL ? NULL : parent->children; child != NULL;
         child = child->next) {
        if (child->type == XML_ELEMENT_NODE && xmlStrEqual(child->name, node->name))
            return child;
    }
    return NULL;
}

/* How many rows the other has more at the place for a row; origin names the rows. */
static size_t missing_rows(const struct assessment *a, size_t page,
                           const struct assessment_entry *add, const struct assessment *other,
                           size_t other_page)
{
    const xmlNode *origin = evaluate_node(a, add->item->origin, add->node);
    const xmlNode *there = same_path(a->pages[page].node, add->node, other->pages[other_page].node);
    if (origin == NULL || there == NULL)
        return 0;
    size_t here = count_named(a, add->node, origin->name);
    size_t others = count_named(other, there, origin->name);
    return others > here ? others - here : 0;
}

/* One row more where the other has more of them; *added says whether there was. */
static bool add_missing(struct assessment *a, size_t page, const xmlNode *part,
                        const struct assessment *other, size_t other_page, bool *added,
                        struct error *err)
{
    struct assessment_entries entries;
    xmlNode *row = NULL;
    bool good = true;
    *added = false;
    if (!assessment_page_entries(a, page, &entries, err))
        return false;
    for (size_t i = 0; good && !*added && i < entries.count; i++) {
        const struct assessment_entry *e = &entries.items[i];
        if (e->kind != ASSESSMENT_ADD || !stands_in(e->node, part) ||
            missing_rows(a, page, e, other, other_page) == 0)
            continue;
        good = assessment_add_row(a, e->item, e->node, &row, err);
        *added = good;
    }
    assessment_entries_free(&entries);
    return good;
}

static bool is_taken(const struct assessment *a, const struct assessment_entry *e)
{
    struct assessment_properties p;
    assessment_properties(a, e->node, &p);
    bool number = p.type == FORM_CODE && assessment_field_state(a, e->node) != ASSESSMENT_BLANK;
    return !p.readonly && !number;
}

static bool take_field(struct assessment *a, const struct assessment_entry *e, const xmlNode *from,
                       bool over, struct matching_taken *taken, struct error *err)
{
    char *mine = assessment_get_printed(a, e->node);
    char *theirs = assessment_get_printed(a, from);
    bool good = mine != NULL && theirs != NULL;
    if (!good) {
        error_set_memory(err);
    } else if (*theirs != '\0' && strcmp(mine, theirs) != 0) {
        struct error refused;
        if (*mine != '\0' && !over)
            taken->kept++;
        else if (assessment_set(a, e->item, e->node, theirs, &refused))
            taken->fields++;
        else
            taken->failed++;
    }
    free(mine);
    free(theirs);
    return good;
}

static bool take_fields(struct assessment *a, size_t page, const xmlNode *part,
                        const struct matching *m, bool over, struct matching_taken *taken,
                        struct error *err)
{
    struct assessment_entries entries;
    bool good = assessment_page_entries(a, page, &entries, err);
    if (!good)
        return false;
    for (size_t i = 0; good && i < entries.count; i++) {
        const struct assessment_entry *e = &entries.items[i];
        const xmlNode *from = e->kind == ASSESSMENT_FIELD && stands_in(e->node, part)
                                  ? matching_of(m, e->node)
                                  : NULL;
        if (from != NULL && is_taken(a, e))
            good = take_field(a, e, from, over, taken, err);
    }
    assessment_entries_free(&entries);
    return good;
}

bool matching_take(struct assessment *a, size_t page, const xmlNode *part,
                   const struct assessment *other, size_t other_page, bool over,
                   struct matching_taken *taken, struct error *err)
{
    struct matching m;
    bool added = true;
    *taken = (struct matching_taken){0};
    if (assessment_follows(a, page) != (size_t)-1)
        return error_set(err, "%s",
                         _("This page is a copy. Change the page it follows, or cut it loose "
                           "first."));
    while (added) {
        if (!add_missing(a, page, part, other, other_page, &added, err))
            return false;
    }
    if (!matching_make(a, page, other, other_page, &m, err))
        return false;
    bool good = take_fields(a, page, part, &m, over, taken, err);
    matching_free(&m);
    return good;
}
