/* From nodes and paths to what a person reads. */
#include "config.h"

#include "assessment/internal.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/i18n.h"

char *assessment_field_path(const struct assessment *a, const xmlNode *node)
{
    size_t page = assessment_page_of(a, node);
    return flatten_path(page == (size_t)-1 ? NULL : a->pages[page].node, node);
}

char *assessment_node_path(const xmlNode *node)
{
    xmlChar *path = xmlGetNodePath(assessment_unconst(node));
    if (path == NULL)
        return NULL;
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, (const char *)path);
    xmlFree(path);
    return buffer_take(&out);
}

/* The labels on the way to a field: heading, row and field, the latest of each
 * depth. */
static void append_label(const struct assessment *a, const struct assessment_entry *entry,
                         enum form_lang lang, struct buffer *out)
{
    char *label = assessment_text(a, &entry->item->label, lang, entry->node);
    out->failed = out->failed || label == NULL;
    if (label != NULL && *label != '\0') {
        buffer_append_string(out, out->size == 0 ? "" : " ");
        buffer_append_string(out, label);
    }
    if (entry->kind == ASSESSMENT_ROW && entry->of > 1)
        buffer_append_format(out, " %d", entry->number);
    free(label);
}

static char *join_labels(const struct assessment *a, const struct assessment_entries *entries,
                         size_t field, enum form_lang lang)
{
    size_t chain[16];
    size_t length = 0;
    int depth = entries->items[field].depth + 1;
    for (size_t i = field + 1; i-- > 0 && length < 16;) {
        const struct assessment_entry *entry = &entries->items[i];
        bool opens =
            i == field || entry->kind == ASSESSMENT_HEADING || entry->kind == ASSESSMENT_ROW;
        if (opens && entry->depth < depth) {
            chain[length++] = i;
            depth = entry->depth;
        }
    }
    struct buffer out = BUFFER_INIT;
    while (length > 0)
        append_label(a, &entries->items[chain[--length]], lang, &out);
    return buffer_take(&out);
}

/* Without the attribute at the end: a figure's measure belongs to the figure. */
static size_t element_length(const char *path)
{
    const char *at = strrchr(path, '@');
    return at == NULL || at == path ? strlen(path) : (size_t)(at - path) - 1;
}

/* The field at the path, behind the last where there is none. False when memory is short. */
static bool find_entry(const struct assessment *a, const struct assessment_entries *entries,
                       const char *path, size_t *found)
{
    size_t length = element_length(path);
    for (*found = 0; *found < entries->count; (*found)++) {
        const struct assessment_entry *entry = &entries->items[*found];
        char *own = entry->kind == ASSESSMENT_FIELD ? assessment_field_path(a, entry->node) : NULL;
        if (entry->kind == ASSESSMENT_FIELD && own == NULL)
            return false;
        bool same = own != NULL && strlen(own) == length && strncmp(own, path, length) == 0;
        free(own);
        if (same)
            break;
    }
    return true;
}

static char *copy_label(const char *text)
{
    struct buffer out = BUFFER_INIT;
    buffer_append_string(&out, text);
    return buffer_take(&out);
}

char *assessment_field_label(const struct assessment *a, size_t page, const char *path,
                             enum form_lang lang)
{
    if (strcmp(path, "@follows") == 0)
        return copy_label(_("Copy of page"));
    if (assessment_path_is_reason(path))
        return copy_label(_("Reason for leaving it so"));
    if (page >= a->page_count)
        return copy_label(path);
    struct assessment_entries entries;
    if (!entries_with_hidden(a, page, &entries, NULL))
        return NULL;
    size_t found;
    char *label = NULL;
    if (find_entry(a, &entries, path, &found))
        label = found < entries.count ? join_labels(a, &entries, found, lang) : copy_label(path);
    assessment_entries_free(&entries);
    return label;
}
