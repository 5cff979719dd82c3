#include "store/pages.h"

#include <stdlib.h>
#include <string.h>

#include "store/failure.h"

void store_page_clear(struct store_page *p)
{
    for (size_t i = 0; i < p->count; i++) {
        free(p->fields[i].path);
        free(p->fields[i].value);
    }
    free(p->fields);
    free(p->element);
    *p = (struct store_page){0};
}

void store_page_list_free(struct store_page_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        store_page_clear(&list->pages[i]);
    }
    free(list->pages);
    *list = (struct store_page_list){0};
}

const char *store_field_value(const struct store_page *page, const char *path)
{
    for (size_t i = 0; i < page->count; i++) {
        if (strcmp(page->fields[i].path, path) == 0) {
            return page->fields[i].value;
        }
    }
    return NULL;
}

bool store_add_field(struct store_page *page, sqlite3_stmt *q, int column)
{
    struct store_field *fields = store_grow(page->fields, page->count, sizeof *fields);
    if (fields == NULL) {
        return false;
    }
    page->fields = fields;
    struct store_field *field = &fields[page->count];
    field->path = store_text(q, column);
    field->value = store_text(q, column + 1);
    page->count++; /* also when one is missing, so that the other is freed */
    return field->path != NULL && field->value != NULL;
}

/* The fields of the page's revision, by q, which can then be run again. */
static bool read_fields(struct store *s, sqlite3_stmt *q, struct store_page *page,
                        struct error *err)
{
    int rc;
    if (!store_bind(s, q, err, "l", page->revision)) {
        return false;
    }
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        if (!store_add_field(page, q, 0)) {
            return error_set_memory(err);
        }
    }
    if (rc != SQLITE_DONE) {
        return store_fail(s, rc, err);
    }
    sqlite3_reset(q);
    return true;
}

struct store_page *store_add_page(struct store_page_list *list, sqlite3_stmt *q)
{
    struct store_page *pages = store_grow(list->pages, list->count, sizeof *pages);
    char *element = pages == NULL ? NULL : store_text(q, 2);
    if (pages != NULL) {
        list->pages = pages;
    }
    if (element == NULL) {
        return NULL;
    }
    struct store_page *page = &pages[list->count++];
    *page = (struct store_page){
        .id = sqlite3_column_int64(q, 0),
        .parent = sqlite3_column_int64(q, 1),
        .element = element,
        .position = sqlite3_column_int(q, 3),
        .revision = sqlite3_column_int64(q, 4),
    };
    return page;
}

/* The tree from its root down. The ORDER BY takes the deepest page that waits
 * first: a page, then the pages in it, then its next neighbour
 * (https://www.sqlite.org/lang_with.html, section 3.4). */
static const char tree_sql[] =
    "WITH RECURSIVE tree (id, parent, element, position, depth) AS ("
    "  SELECT id, parent, element, position, 0 FROM page"
    "    WHERE assessment = ?1 AND parent IS NULL AND removed IS NULL"
    "  UNION ALL"
    "  SELECT p.id, p.parent, p.element, p.position, tree.depth + 1"
    "    FROM tree JOIN page p ON p.assessment = ?1 AND p.parent = tree.id AND p.removed IS NULL"
    "  ORDER BY 5 DESC, 4) "
    "SELECT id, parent, element, position,"
    "  (SELECT max(r.id) FROM revision r WHERE r.page = tree.id) FROM tree";

static const char fields_sql[] =
    "SELECT path, value FROM field WHERE revision = ?1 ORDER BY ordinal";

static bool add_page(void *to, sqlite3_stmt *q)
{
    return store_add_page(to, q) != NULL;
}

static bool read_tree(struct store *s, int64_t assessment, struct store_page_list *out,
                      struct error *err)
{
    return store_each(s, store_query(s, err, tree_sql, "l", assessment), add_page, out, err);
}

static bool read_all_fields(struct store *s, struct store_page_list *out, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s, fields_sql, err);
    bool good = q != NULL;
    for (size_t i = 0; good && i < out->count; i++) {
        good = read_fields(s, q, &out->pages[i], err);
    }
    sqlite3_finalize(q);
    return good;
}

bool store_read_pages_here(struct store *s, int64_t assessment, struct store_page_list *out,
                           struct error *err)
{
    *out = (struct store_page_list){0};
    bool good = read_tree(s, assessment, out, err) && read_all_fields(s, out, err);
    if (!good) {
        store_page_list_free(out);
    }
    return good;
}

bool store_read_tree(struct store *s, int64_t assessment, struct store_page_list *out,
                     struct error *err)
{
    *out = (struct store_page_list){0};
    bool good = read_tree(s, assessment, out, err);
    if (!good) {
        store_page_list_free(out);
    }
    return good;
}

static void drop_fields(struct store_page *page)
{
    struct store_page gone = {.fields = page->fields, .count = page->count};
    page->fields = NULL;
    page->count = 0;
    store_page_clear(&gone);
}

bool store_read_fields(struct store *s, struct store_page *page, struct error *err)
{
    sqlite3_stmt *q = store_prepare(s, fields_sql, err);
    bool good = q != NULL && read_fields(s, q, page, err);
    sqlite3_finalize(q);
    if (!good) {
        drop_fields(page);
    }
    return good;
}

bool store_read_pages(struct store *s, int64_t assessment, struct store_page_list *out,
                      struct error *err)
{
    *out = (struct store_page_list){0};
    if (!store_begin_reading(s, err)) {
        return false;
    }
    bool good = store_read_pages_here(s, assessment, out, err);
    store_rollback(s); /* it only read */
    return good;
}
