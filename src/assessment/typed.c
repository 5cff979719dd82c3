/* What a person changed on a page, told from what the program keeps up to date. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/revision.h"

/* The field with that path, where the form calculates it. */
static bool is_calculated(const xmlNode *page, const xmlNode *node, const char *path,
                          const struct assessment *a)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || index_is_page(a, child))
            continue;
        char *own = index_info(child)->calculate == NULL ? NULL : flatten_path(page, child);
        bool same = own != NULL && strcmp(own, path) == 0;
        free(own);
        if (same || is_calculated(page, child, path, a))
            return true;
    }
    return false;
}

/* A page's name, a reason's lapse, and what the form calculates: nobody typed them. A
 * reason that is gone went with its finding. Whom a page follows is told, also where that
 * one only got another name: left as it is stored, the page would follow another. */
static bool is_typed(const struct assessment *a, size_t page, const char *path, const char *new)
{
    if (strcmp(path, "@id") == 0)
        return false;
    if (strcmp(path, "@follows") == 0)
        return true;
    if (assessment_path_is_reason(path))
        return new != NULL &&strstr(path, "@lapsed") == NULL;
    return !is_calculated(a->pages[page].node, a->pages[page].node, path, a);
}

/* Whether a field of one was typed otherwise in the other; back: the other way round. */
static bool differs(const struct assessment *a, size_t page, const struct store_page *from,
                    const struct store_page *to, bool back)
{
    for (size_t i = 0; i < from->count; i++) {
        const char *path = from->fields[i].path, *value = from->fields[i].value;
        const char *other = store_field_value(to, path);
        if ((other == NULL || strcmp(other, value) != 0) &&
            is_typed(a, page, path, back ? value : other))
            return true;
    }
    return false;
}

bool assessment_page_typed(const struct assessment *a, struct store *s, size_t page, bool *typed,
                           struct error *err)
{
    struct store_page now, then;
    *typed = true;
    if (a->pages[page].stored_id == 0)
        return true;
    if (!flatten_page(a, page, &now, err))
        return false;
    bool good = store_read_revision(s, a->pages[page].revision, &then, err);
    if (good) {
        *typed = differs(a, page, &then, &now, false) || differs(a, page, &now, &then, true);
        store_page_clear(&then);
    }
    store_page_clear(&now);
    return good;
}

void assessment_keep_stored(struct assessment *a, size_t page)
{
    a->pages[page].changed = false;
    a->pages[page].drafted = false;
}
