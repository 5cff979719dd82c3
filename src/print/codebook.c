/* The codebook of the table for machines. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/csv_private.h"
#include "text/i18n.h"

/* The codes of the columns themselves; those of fields are the form's choices. */
static const struct {
    enum csv_place column;
    const char *code, *meaning;
} codes[] = {
    {CSV_STATE, "1", N_("filled in")},
    {CSV_STATE, "2", N_("blank: still to be filled in")},
    {CSV_STATE, "3", N_("does not apply")},
    {CSV_OPERATOR, "ge", N_("at least")},
    {CSV_OPERATOR, "gt", N_("more than")},
    {CSV_OPERATOR, "le", N_("at most")},
    {CSV_OPERATOR, "lt", N_("less than")},
    {CSV_RELATIVE, "previous-year", N_("the year before")},
    {CSV_RELATIVE, "unstated", N_("it is not stated")},
};

struct codebook {
    const struct assessment *a;
    struct buffer *out;
    char **paths; /* that are in it already */
    size_t path_count;
};

struct line {
    const char *column, *path, *kind, *code, *number, *meaning;
};

static void write_line(const struct codebook *b, const struct line *line)
{
    const char *const fields[] = {line->column, line->path,   line->kind,
                                  line->code,   line->number, line->meaning};
    csv_write_record(b->out, fields, sizeof fields / sizeof *fields);
}

static void write_columns(const struct codebook *b)
{
    for (size_t i = 0; i < CSV_COLUMNS; i++) {
        const struct csv_column *column = &csv_columns[i];
        write_line(b, &(struct line){.column = _(column->name),
                                     .kind = _(column->kind),
                                     .meaning = _(column->meaning)});
    }
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        write_line(b, &(struct line){.column = _(csv_columns[codes[i].column].name),
                                     .kind = _("code"),
                                     .code = codes[i].code,
                                     .meaning = _(codes[i].meaning)});
}

/* A page's name, and what kind of page it is. */
static bool write_page(const struct codebook *b, size_t number)
{
    char name[CSV_PATH_SIZE];
    size_t count;
    const struct assessment_page *page = &assessment_pages(b->a, &count)[number];
    char *label = assessment_text(b->a, &page->item->label, FORM_JA, page->node);
    if (label != NULL && *assessment_page_name(b->a, number, name, sizeof name) != '\0')
        write_line(b, &(struct line){.column = _(csv_columns[CSV_PAGE].name),
                                     .kind = _("code"),
                                     .code = name,
                                     .meaning = label});
    free(label);
    return label != NULL;
}

/* --- fields ------------------------------------------------------------------------------- */

/* False: it is in there already, or memory is short. */
static bool note_path(struct codebook *b, const char *path, bool *good)
{
    for (size_t i = 0; i < b->path_count; i++) {
        if (strcmp(b->paths[i], path) == 0)
            return false;
    }
    char **grown = realloc(b->paths, (b->path_count + 1) * sizeof *grown);
    char *copy = grown == NULL ? NULL : strdup(path);
    b->paths = grown == NULL ? b->paths : grown;
    *good = copy != NULL;
    if (*good)
        b->paths[b->path_count++] = copy;
    return *good;
}

static bool write_choices(const struct codebook *b, const struct assessment_entry *entry,
                          const char *path)
{
    bool good = true;
    for (size_t i = 0; good && i < entry->item->choice_count; i++) {
        const struct form_choice *choice = &entry->item->choices[i];
        char *meaning = assessment_text(b->a, &choice->label, FORM_JA, entry->node);
        char number[CSV_NUMBER_SIZE];
        snprintf(number, sizeof number, "%zu", i + 1);
        good = meaning != NULL;
        if (good)
            write_line(b, &(struct line){.column = _(csv_columns[CSV_CONTENT].name),
                                         .path = path,
                                         .kind = _("code"),
                                         .code = choice->value,
                                         .number = number,
                                         .meaning = meaning});
        free(meaning);
    }
    return good;
}

static bool write_entry(struct codebook *b, const xmlNode *page,
                        const struct assessment_entry *entry)
{
    char path[CSV_PATH_SIZE];
    bool good = csv_field_path(b->a, page, entry, path, NULL);
    if (!good || !note_path(b, path, &good))
        return good;
    char *label = csv_field_label(b->a, entry);
    if (label != NULL)
        write_line(b, &(struct line){.column = _(csv_columns[CSV_PATH].name),
                                     .path = path,
                                     .kind = _("code"),
                                     .code = path,
                                     .meaning = label});
    free(label);
    return label != NULL && write_choices(b, entry, path);
}

static bool write_fields(struct codebook *b, size_t page, struct error *err)
{
    struct assessment_entries entries;
    size_t count;
    const xmlNode *node = assessment_pages(b->a, &count)[page].node;
    bool good = assessment_page_entries(b->a, page, &entries, err);
    for (size_t i = 0; good && i < entries.count; i++) {
        if (entries.items[i].kind == ASSESSMENT_FIELD && !write_entry(b, node, &entries.items[i]))
            good = error_set_memory(err);
    }
    assessment_entries_free(&entries);
    return good;
}

bool csv_write_codebook(const struct assessment *a, struct buffer *out, struct error *err)
{
    struct codebook b = {.a = a, .out = out};
    size_t count;
    bool good = true;
    assessment_pages(a, &count);
    write_line(&b, &(struct line){_("Column"), _("Field path"), _("Kind"), _("Code"), _("Choice"),
                                  _("Meaning")});
    write_columns(&b);
    for (size_t i = 0; good && i < count; i++)
        good = write_page(&b, i) || error_set_memory(err);
    for (size_t i = 0; good && i < count; i++)
        good = write_fields(&b, i, err);
    while (b.path_count > 0)
        free(b.paths[--b.path_count]);
    free(b.paths);
    return good && (!out->failed || error_set_memory(err));
}
