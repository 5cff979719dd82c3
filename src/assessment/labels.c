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

static bool is_at(const struct assessment *a, const struct assessment_entry *entry,
                  const char *path, size_t length)
{
    if (entry->kind != ASSESSMENT_FIELD)
        return false;
    char *own = assessment_field_path(a, entry->node);
    bool same = own != NULL && strlen(own) == length && strncmp(own, path, length) == 0;
    free(own);
    return same;
}

/* Without the attribute at the end: a figure's measure belongs to the figure. */
static size_t element_length(const char *path)
{
    const char *at = strrchr(path, '@');
    return at == NULL || at == path ? strlen(path) : (size_t)(at - path) - 1;
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
    struct assessment_entries entries;
    char *label = NULL;
    if (page < a->page_count && assessment_page_entries(a, page, &entries, NULL)) {
        size_t length = element_length(path);
        for (size_t i = 0; label == NULL && i < entries.count; i++) {
            if (is_at(a, &entries.items[i], path, length))
                label = join_labels(a, &entries, i, lang);
        }
        assessment_entries_free(&entries);
    }
    return label != NULL ? label : copy_label(path);
}
