/* The real forms and sheets, for the tests of assessment/. */
#include "test_assessment_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/reader.h"

struct catalogue *catalogue;

void must(bool good, const struct error *err)
{
    if (!good)
        fail_msg("%s", err->text);
}

int start(void **state)
{
    (void)state;
    struct error err = {""};
    catalogue = catalogue_open(getenv("KUSEI_SHARE"), &err);
    if (catalogue == NULL)
        print_error("%s\n", err.text);
    return catalogue == NULL ? -1 : 0;
}

int finish(void **state)
{
    (void)state;
    catalogue_free(catalogue);
    return 0;
}

struct assessment *sample(const char *name)
{
    char path[512];
    struct error err = {""};
    struct reader_result read = {0};
    snprintf(path, sizeof path, "%s/data/%s", getenv("KUSEI_SHARE"), name);
    must(reader_read(catalogue, path, &read, &err), &err);
    assert_non_null(read.doc);
    xmlDoc *doc = read.doc;
    read.doc = NULL;
    struct assessment *a =
        assessment_from_document(read.form, catalogue_reference(catalogue), doc, &err);
    reader_result_free(&read);
    must(a != NULL, &err);
    return a;
}

size_t page_named(const struct assessment *a, const char *name)
{
    size_t page = assessment_find_page(a, name);
    if (page == (size_t)-1)
        fail_msg("no page %s", name);
    return page;
}

struct assessment_entries entries_on(const struct assessment *a, size_t page)
{
    struct error err = {""};
    struct assessment_entries entries;
    must(assessment_page_entries(a, page, &entries, &err), &err);
    return entries;
}

struct assessment_entry field_on(const struct assessment *a, size_t page, const char *path)
{
    struct assessment_entries entries = entries_on(a, page);
    struct assessment_entry found = {.node = NULL};
    for (size_t i = 0; i < entries.count && found.node == NULL; i++) {
        char *own = assessment_field_path(a, entries.items[i].node);
        if (entries.items[i].kind == ASSESSMENT_FIELD && strcmp(own, path) == 0)
            found = entries.items[i];
        free(own);
    }
    assessment_entries_free(&entries);
    if (found.node == NULL) {
        char name[128];
        fail_msg("no field %s on page %s", path, assessment_page_name(a, page, name, sizeof name));
    }
    return found;
}

void set_on(struct assessment *a, size_t page, const char *path, const char *typed)
{
    struct error err = {""};
    struct assessment_entry entry = field_on(a, page, path);
    must(assessment_set(a, entry.item, entry.node, typed, &err), &err);
}

void holds_on(const struct assessment *a, size_t page, const char *path, const char *expected)
{
    char *text = assessment_get(a, field_on(a, page, path).node);
    assert_string_equal(text, expected);
    free(text);
}

void add_row_on(struct assessment *a, size_t page)
{
    struct error err = {""};
    struct assessment_entries entries = entries_on(a, page);
    xmlNode *row = NULL;
    for (size_t i = 0; i < entries.count && row == NULL; i++) {
        const struct assessment_entry *entry = &entries.items[i];
        if (entry->kind == ASSESSMENT_ADD)
            must(assessment_add_row(a, entry->item, entry->node, &row, &err), &err);
    }
    assessment_entries_free(&entries);
    assert_non_null(row);
}
