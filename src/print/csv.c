#include "config.h"

#include "print/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print/csv_private.h"
#include "text/cells.h"
#include "text/i18n.h"

const struct csv_column csv_columns[CSV_COLUMNS] = {
    {N_("Area code"), N_("code"), N_("The ward's code in the national table, six digits.")},
    {N_("Area"), N_("text"), N_("The ward's name.")},
    {N_("Fiscal year (Gregorian)"), N_("number"),
     N_("The Gregorian year in which the fiscal year begins.")},
    {N_("Fiscal year (era)"), N_("text"), N_("The same as it is printed.")},
    {N_("Page"), N_("code"), N_("The page's name; empty for the title page.")},
    {N_("Copy of page"), N_("code"),
     N_("The page that this one is a copy of: not to be counted twice.")},
    {N_("Field path"), N_("code"),
     N_("The field's place in the official XML, from the page's element on.")},
    {N_("Place"), N_("number"), N_("Which one it is where the field can stand several times.")},
    {N_("Field"), N_("text"), N_("What people call the field.")},
    {N_("State"), N_("code"), N_("Whether the field is filled in.")},
    {N_("Paragraph"), N_("number"),
     N_("Which line of the field's text it is; lines without a text are left out.")},
    {N_("Content"), N_("text"),
     N_("The line of the field's text, without blanks around it. Of a field with choices, the "
        "choice's code.")},
    {N_("Choice"), N_("number"), N_("Of a field with choices: which of them it is.")},
    {N_("Amount"), N_("number"), N_("Of a figure: its amount, a decimal number.")},
    {N_("Unit"), N_("text"), N_("Of a figure: the amount's unit.")},
    {N_("Comparison"), N_("code"), N_("Of a figure: how it is meant.")},
    {N_("By fiscal year"), N_("number"), N_("Of a figure: the Gregorian fiscal year it is due.")},
    {N_("Relative to"), N_("code"), N_("Of a figure that is a change: against what.")},
};

/* --- RFC 4180 ------------------------------------------------------------------------------ */

static void write_field(struct buffer *out, const char *text, bool first)
{
    if (!first)
        buffer_append_string(out, ",");
    cells_write_field(out, text);
}

void csv_write_record(struct buffer *out, const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_field(out, fields[i] == NULL ? "" : fields[i], i == 0);
    buffer_append_string(out, "\r\n");
}

/* --- what a field is called ------------------------------------------------------------------ */

bool csv_field_path(const struct assessment *a, const xmlNode *page,
                    const struct assessment_entry *entry, char path[CSV_PATH_SIZE],
                    char row[CSV_NUMBER_SIZE])
{
    char *whole = assessment_field_path(a, entry->node);
    if (whole == NULL)
        return false;
    size_t used = (size_t)snprintf(path, CSV_PATH_SIZE, "%s/", (const char *)page->name);
    if (row != NULL)
        snprintf(row, CSV_NUMBER_SIZE, "1");
    for (const char *at = whole; *at != '\0' && used + 1 < CSV_PATH_SIZE; at++) {
        if (*at == '[') {
            size_t digits = strspn(at + 1, "0123456789");
            if (row != NULL)
                snprintf(row, CSV_NUMBER_SIZE, "%.*s", (int)digits, at + 1);
            at += digits + 1;
        } else {
            path[used++] = *at;
        }
    }
    path[used < CSV_PATH_SIZE ? used : CSV_PATH_SIZE - 1] = '\0';
    free(whole);
    return true;
}

static bool join_labels(const struct assessment *a, const struct form_item *item,
                        const xmlNode *node, struct buffer *out)
{
    if (item->parent != NULL && !item->parent->page && !join_labels(a, item->parent, node, out))
        return false;
    char *label = assessment_text(a, &item->label, FORM_JA, node);
    if (label == NULL)
        return false;
    if (*label != '\0')
        buffer_append_format(out, "%s%s", out->size > 0 ? " " : "", label);
    free(label);
    return true;
}

char *csv_field_label(const struct assessment *a, const struct assessment_entry *entry)
{
    struct buffer label = BUFFER_INIT;
    if (join_labels(a, entry->item, entry->node, &label))
        return label.size == 0 && !label.failed ? strdup("") : buffer_take(&label);
    buffer_free(&label);
    return NULL;
}

/* --- the table ------------------------------------------------------------------------------ */

struct table {
    const struct assessment *a;
    const xmlNode *root, *page;
    char name[CSV_PATH_SIZE]; /* of the page */
    struct buffer *out;
};

/* The attribute's value in the document; NULL: there is none. */
static const char *attribute_of(const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->type == XML_ELEMENT_NODE ? node->properties : NULL; at != NULL;
         at = at->next) {
        if (strcmp((const char *)at->name, name) == 0)
            return at->children == NULL ? "" : (const char *)at->children->content;
    }
    return NULL;
}

/* A blank field and one that does not apply have no content: the state says which. */
static const char *state_of(enum assessment_state state)
{
    return state == ASSESSMENT_FILLED ? "1" : state == ASSESSMENT_BLANK ? "2" : "3";
}

/* Takes the blanks around a line out, in place. */
static char *trim(char *line)
{
    static const char wide[] = "\xE3\x80\x80"; /* U+3000 */
    size_t size;
    for (;;) {
        if (*line == ' ' || *line == '\t')
            line++;
        else if (strncmp(line, wide, 3) == 0)
            line += 3;
        else
            break;
    }
    for (size = strlen(line); size > 0;) {
        if (line[size - 1] == ' ' || line[size - 1] == '\t')
            size--;
        else if (size >= 3 && memcmp(line + size - 3, wide, 3) == 0)
            size -= 3;
        else
            break;
    }
    line[size] = '\0';
    return line;
}

/* Of a field with choices, which of them the content is; "" where it is none. */
static void number_choice(const struct form_item *item, const char *content,
                          char out[CSV_NUMBER_SIZE])
{
    *out = '\0';
    for (size_t i = 0; i < item->choice_count; i++) {
        if (strcmp(item->choices[i].value, content) == 0)
            snprintf(out, CSV_NUMBER_SIZE, "%zu", i + 1);
    }
}

/* A line of the table for each line of the content. What is said of the whole field, its
 * measure, stands in the first, so that nothing is counted twice. */
static void write_lines(const struct table *t, const char **fields, char *content)
{
    char number[CSV_NUMBER_SIZE];
    bool written = false;
    size_t line = 1;
    for (char *next; content != NULL; content = next, line++) {
        next = strchr(content, '\n');
        if (next != NULL)
            *next++ = '\0';
        content = trim(content);
        if (*content == '\0' && (written || next != NULL))
            continue;
        snprintf(number, sizeof number, "%zu", line);
        fields[CSV_PARAGRAPH] = number;
        fields[CSV_CONTENT] = content;
        csv_write_record(t->out, fields, CSV_COLUMNS);
        written = true;
        for (size_t i = CSV_CHOICE; i < CSV_COLUMNS; i++)
            fields[i] = "";
    }
}

static bool write_entry(const struct table *t, const struct assessment_entry *entry)
{
    char path[CSV_PATH_SIZE], row[CSV_NUMBER_SIZE], choice[CSV_NUMBER_SIZE];
    char *label = csv_field_label(t->a, entry);
    char *content = assessment_get(t->a, entry->node);
    enum assessment_state state = assessment_field_state(t->a, entry->node);
    bool good = label != NULL && content != NULL && csv_field_path(t->a, t->page, entry, path, row);
    if (good) {
        if (state != ASSESSMENT_FILLED)
            *content = '\0';
        number_choice(entry->item, content, choice);
        const char *fields[CSV_COLUMNS] = {
            [CSV_AREA_CODE] = assessment_ward_code(t->a),
            [CSV_AREA] = assessment_ward_name(t->a),
            [CSV_YEAR] = attribute_of(t->root, "fiscal-year"),
            [CSV_YEAR_LABEL] = attribute_of(t->root, "fiscal-year-label"),
            [CSV_PAGE] = t->name,
            [CSV_FOLLOWS] = attribute_of(t->page, "follows"),
            [CSV_PATH] = path,
            [CSV_ROW] = row,
            [CSV_FIELD] = label,
            [CSV_STATE] = state_of(state),
            [CSV_CHOICE] = choice,
            [CSV_AMOUNT] = attribute_of(entry->node, "amount"),
            [CSV_UNIT] = attribute_of(entry->node, "unit"),
            [CSV_OPERATOR] = attribute_of(entry->node, "operator"),
            [CSV_BY] = attribute_of(entry->node, "by"),
            [CSV_RELATIVE] = attribute_of(entry->node, "relative"),
        };
        write_lines(t, fields, content);
    }
    free(label);
    free(content);
    return good;
}

static bool write_page(struct table *t, size_t page, struct error *err)
{
    struct assessment_entries entries;
    size_t count;
    bool good = assessment_page_entries(t->a, page, &entries, err);
    t->page = assessment_pages(t->a, &count)[page].node;
    assessment_page_name(t->a, page, t->name, sizeof t->name);
    for (size_t i = 0; good && i < entries.count; i++) {
        if (entries.items[i].kind == ASSESSMENT_FIELD && !write_entry(t, &entries.items[i]))
            good = error_set_memory(err);
    }
    assessment_entries_free(&entries);
    return good;
}

bool csv_write(const struct assessment *a, struct buffer *out, struct error *err)
{
    struct table t = {.a = a, .root = xmlDocGetRootElement(assessment_document(a)), .out = out};
    const char *names[CSV_COLUMNS];
    size_t count;
    assessment_pages(a, &count);
    for (size_t i = 0; i < CSV_COLUMNS; i++)
        names[i] = _(csv_columns[i].name);
    csv_write_record(out, names, CSV_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        if (!write_page(&t, i, err))
            return false;
    }
    return !out->failed || error_set_memory(err);
}
