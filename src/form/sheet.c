/* A sheet as a whole: read, asked for its parts, freed. */
#include "config.h"

#include "form/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "form/beside.h"
#include "form/sheet_private.h"

/* --- reading -------------------------------------------------------------------- */

static bool read_document(const struct form_reader *form, xmlNode *root, void *to)
{
    struct sheet_reader reader = {.form = form, .sheet = to};

    return sheet_vocabulary_check(form, root) && sheet_parts_read(&reader, root);
}

bool sheet_exists(const struct form *form)
{
    return form_beside_exists(form, "sheet.xml");
}

struct sheet *sheet_read(const struct form *form, struct error *err)
{
    return sheet_read_all(form, NULL, err);
}

struct sheet *sheet_read_all(const struct form *form, struct mistakes *mistakes, struct error *err)
{
    struct sheet *sheet = calloc(1, sizeof(*sheet));

    if (sheet)
        sheet->scratch = calloc(1, sizeof(*sheet->scratch));
    if (!sheet || !sheet->scratch) {
        error_set_memory(err);
        sheet_free(sheet);
        return NULL;
    }
    if (!form_beside_read_all(form, "sheet.xml", read_document, sheet, mistakes, err)) {
        sheet_free(sheet);
        return NULL;
    }
    return sheet;
}

static void clear_texts(struct form_text *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        form_text_clear(&texts[i]);
    free(texts);
}

/* What the head owns and everything below it, not the head itself. */
static void clear_head(struct sheet_head *head)
{
    struct sheet_head *next;

    for (struct sheet_head *child = head->first_child; child; child = next) {
        next = child->next;
        clear_head(child);
        free(child);
    }
    form_text_clear(&head->label);
    clear_texts(head->legends, head->legend_count);
}

static void free_page(struct sheet_page *page)
{
    clear_head(&page->top);
    clear_texts(page->approval.labels, page->approval.count);
    free(page->lines);
    free(page->columns);
    free(page->id);
    free(page);
}

static void clear_spread(struct sheet_spread *spread)
{
    for (size_t i = 0; i < spread->page_count; i++)
        free_page(spread->pages[i]);
    free(spread->pages);
}

void sheet_free(struct sheet *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->spread_count; i++)
        clear_spread(&s->spreads[i]);
    for (size_t i = 0; i < s->column_count; i++)
        sheet_column_free(s->columns[i]);
    for (size_t i = 0; i < s->unprinted_count; i++)
        free(s->unprinted[i].path);
    if (s->scratch)
        layout_free(s->scratch);
    free(s->scratch);
    free(s->spreads);
    free(s->columns);
    free(s->unprinted);
    free(s);
}

/* --- asking ----------------------------------------------------------------------- */

const struct sheet_paper *sheet_paper(const struct sheet *s)
{
    return &s->paper;
}

size_t sheet_spread_count(const struct sheet *s)
{
    return s->spread_count;
}

const struct sheet_spread *sheet_spread(const struct sheet *s, size_t index)
{
    return &s->spreads[index];
}

size_t sheet_column_count(const struct sheet *s)
{
    return s->column_count;
}

const struct sheet_column *sheet_column(const struct sheet *s, size_t index)
{
    return s->columns[index];
}

/* Whether they are the same but for the numbers in [] of the second. */
static bool is_path(const char *path, const char *numbered)
{
    for (;; path++, numbered++) {
        if (*numbered == '[') {
            numbered += strcspn(numbered, "]");
            numbered += *numbered == ']';
        }
        if (*path != *numbered)
            return false;
        if (*path == '\0')
            return true;
    }
}

const struct sheet_column *sheet_column_of(const struct sheet *s, const char *path)
{
    for (size_t i = 0; i < s->column_count; i++) {
        if (s->columns[i]->path && is_path(s->columns[i]->path, path))
            return s->columns[i];
    }
    return NULL;
}

/* From the node up, so that nothing has to be put together first. */
static bool is_path_of(const char *path, const xmlNode *node)
{
    const char *end = path + strlen(path);

    for (; node->parent && node->parent->type == XML_ELEMENT_NODE; node = node->parent) {
        size_t size = strlen((const char *)node->name);

        if ((size_t)(end - path) < size || memcmp(end - size, node->name, size) != 0)
            return false;
        end -= size;
        if (node->type == XML_ATTRIBUTE_NODE && (end == path || *--end != '@'))
            return false;
        if (end == path)
            return node->parent->parent && node->parent->parent->type == XML_DOCUMENT_NODE;
        if (*--end != '/')
            return false;
    }
    return false;
}

const struct sheet_column *sheet_column_of_node(const struct sheet *s, const xmlNode *node)
{
    for (size_t i = 0; i < s->column_count; i++) {
        if (s->columns[i]->path && is_path_of(s->columns[i]->path, node))
            return s->columns[i];
    }
    return NULL;
}

bool sheet_leaves_out(const struct sheet *s, const char *path)
{
    for (size_t i = 0; i < s->unprinted_count; i++) {
        if (is_path(s->unprinted[i].path, path))
            return true;
    }
    return false;
}

const char *sheet_unprinted(const struct sheet *s, size_t index, int *line)
{
    if (index >= s->unprinted_count)
        return NULL;
    *line = s->unprinted[index].line;
    return s->unprinted[index].path;
}
