/* The name of a page: the id of the page it stands in, and its code, or where
 * it has none its element and place. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"

/* The field of type kusei:code that is the page's own; NULL where the policy
 * gives the id. */
static xmlNode *find_code(const struct assessment *a, xmlNode *node)
{
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || index_is_page(a, child))
            continue;
        if (index_info(child)->type == FORM_CODE)
            return child;
        xmlNode *deeper = find_code(a, child);
        if (deeper != NULL)
            return deeper;
    }
    return NULL;
}

bool names_is_given(const struct assessment *a, size_t page)
{
    return find_code(a, a->pages[page].node) == NULL;
}

static char *id_of(const xmlNode *node)
{
    return (char *)xmlGetNoNsProp(assessment_unconst(node), BAD_CAST "id");
}

/* Pages are looked for by name often, so the id is compared where it stands. */
static bool is_named(const xmlNode *node, const char *name)
{
    const xmlAttr *id = xmlHasProp(node, BAD_CAST "id");
    if (id == NULL || id->children == NULL)
        return false;
    if (id->children->next == NULL && id->children->type == XML_TEXT_NODE)
        return xmlStrEqual(id->children->content, BAD_CAST name);
    char *copy = id_of(node); /* in pieces, as it may come out of a file */
    bool same = copy != NULL && strcmp(copy, name) == 0;
    xmlFree(copy);
    return same;
}

/* The place among the pages of its element in the same parent, from 1. */
static int place_of(const struct assessment *a, size_t page)
{
    int place = 1;
    for (size_t i = 0; i < page; i++) {
        if (a->pages[i].parent == a->pages[page].parent &&
            xmlStrEqual(a->pages[i].node->name, a->pages[page].node->name))
            place++;
    }
    return place;
}

static bool is_taken(const struct assessment *a, size_t before, const char *name)
{
    for (size_t i = 0; i < before; i++) {
        if (is_named(a->pages[i].node, name))
            return true;
    }
    return false;
}

static char *make_name(const struct assessment *a, size_t page, xmlNode *code)
{
    struct buffer name = BUFFER_INIT;
    char *parent = id_of(a->pages[a->pages[page].parent].node);
    if (parent != NULL && *parent != '\0')
        buffer_append_format(&name, "%s/", parent);
    xmlFree(parent);
    char *content = assessment_get(a, code);
    int place = place_of(a, page);
    if (content == NULL) {
        buffer_free(&name);
        return NULL;
    }
    if (assessment_field_state(a, code) != ASSESSMENT_FILLED)
        buffer_append_format(&name, "%s-%d", (const char *)a->pages[page].node->name, place);
    else
        buffer_append_string(&name, content);
    free(content);
    /* Two pages of one row under the same code: the later one says its place. */
    if (!name.failed && name.data != NULL && is_taken(a, page, name.data))
        buffer_append_format(&name, ".%d", place);
    return buffer_take(&name);
}

static bool name_page(struct assessment *a, size_t page)
{
    xmlNode *code = page == 0 ? NULL : find_code(a, a->pages[page].node);
    if (code == NULL)
        return true;
    char *name = make_name(a, page, code);
    if (name == NULL)
        return false;
    char *old = id_of(a->pages[page].node);
    bool good = true;
    if (old == NULL || strcmp(old, name) != 0) {
        good = fields_put_attribute(a->pages[page].node, "id", name);
        index_mark_changed(a, page);
    }
    xmlFree(old);
    free(name);
    return good;
}

static bool turn_follower(struct assessment *a, size_t page, size_t source)
{
    char *id = id_of(a->pages[source].node);
    char *old = (char *)xmlGetNoNsProp(a->pages[page].node, BAD_CAST "follows");
    bool good = id != NULL;
    if (good && (old == NULL || strcmp(old, id) != 0)) {
        good = fields_put_attribute(a->pages[page].node, "follows", id);
        index_mark_changed(a, page);
    }
    xmlFree(old);
    xmlFree(id);
    return good;
}

bool names_update(struct assessment *a, struct error *err)
{
    /* Who follows whom is looked up by name, so before the names change. */
    size_t *sources = calloc(a->page_count, sizeof *sources);
    if (sources == NULL)
        return error_set_memory(err);
    for (size_t i = 0; i < a->page_count; i++)
        sources[i] = assessment_follows(a, i);
    bool good = true;
    for (size_t i = 0; good && i < a->page_count; i++)
        good = name_page(a, i);
    for (size_t i = 0; good && i < a->page_count; i++) {
        if (sources[i] != (size_t)-1)
            good = turn_follower(a, i, sources[i]);
    }
    free(sources);
    return good || error_set_memory(err);
}

const char *assessment_page_name(const struct assessment *a, size_t page, char *out, size_t size)
{
    char *id = id_of(a->pages[page].node);
    snprintf(out, size, "%s", id == NULL ? "" : id);
    xmlFree(id);
    return out;
}

/* Without a code: the name of the page it stands in, its label, and its place from 2 on. */
static char *title_without_code(const struct assessment *a, size_t page, enum form_lang lang)
{
    struct buffer title = BUFFER_INIT;
    char *parent = id_of(a->pages[a->pages[page].parent].node);
    char *label = assessment_text(a, &a->pages[page].item->label, lang, a->pages[page].node);
    if (page != 0 && parent != NULL && *parent != '\0')
        buffer_append_format(&title, "%s ", parent);
    buffer_append_string(&title, label == NULL ? "" : label);
    if (place_of(a, page) > 1)
        buffer_append_format(&title, " %d", place_of(a, page));
    xmlFree(parent);
    free(label);
    return buffer_take(&title);
}

char *assessment_page_title(const struct assessment *a, size_t page, enum form_lang lang)
{
    char *id = id_of(a->pages[page].node);
    const xmlNode *code = page == 0 ? NULL : find_code(a, a->pages[page].node);
    bool named =
        id != NULL && (code == NULL || assessment_field_state(a, code) == ASSESSMENT_FILLED);
    struct buffer title = BUFFER_INIT;
    if (named)
        buffer_append_string(&title, id);
    xmlFree(id);
    return named ? buffer_take(&title) : title_without_code(a, page, lang);
}

bool assessment_is_page(const struct assessment *a, size_t page, const char *name)
{
    if (page >= a->page_count)
        return false;
    return page == 0 ? *name == '\0' : is_named(a->pages[page].node, name);
}

size_t assessment_find_page(const struct assessment *a, const char *name)
{
    if (*name == '\0')
        return 0;
    for (size_t i = 1; i < a->page_count; i++) {
        if (is_named(a->pages[i].node, name))
            return i;
    }
    return (size_t)-1;
}

size_t assessment_find_stored_page(const struct assessment *a, int64_t id)
{
    for (size_t i = 0; i < a->page_count; i++) {
        if (a->pages[i].stored_id == id)
            return i;
    }
    return (size_t)-1;
}
