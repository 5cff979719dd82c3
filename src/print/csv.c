#include "config.h"

#include "print/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/i18n.h"

/* The columns, in their order: what they are called, what kind they are, what they say. */
static const struct column {
    const char *name, *kind, *meaning;
} columns[] = {
    {N_("Area code"), N_("code"), N_("The ward's code in the national table, six digits.")},
    {N_("Area"), N_("text"), N_("The ward's name.")},
    {N_("Fiscal year (Gregorian)"), N_("number"),
     N_("The Gregorian year in which the fiscal year begins.")},
    {N_("Fiscal year (era)"), N_("text"), N_("The same as it is printed.")},
    {N_("Page"), N_("code"), N_("The page's name; empty for the title page.")},
    {N_("Copy of page"), N_("code"),
     N_("The page that this one is a copy of: not to be counted twice.")},
    {N_("Field path"), N_("code"), N_("The field's place in the official XML, from the page on.")},
    {N_("Place"), N_("number"), N_("Which one it is where the field can stand several times.")},
    {N_("Field"), N_("text"), N_("What people call the field.")},
    {N_("State"), N_("code"), N_("1: filled in; 2: blank; 3: does not apply.")},
    {N_("Content"), N_("text"), N_("The field's content; a choice is its code.")},
    {N_("Amount"), N_("number"), N_("Of a figure: its amount, a decimal number.")},
    {N_("Unit"), N_("text"), N_("Of a figure: the amount's unit.")},
    {N_("Comparison"), N_("code"),
     N_("Of a figure: ge at least, gt more than, le at most, lt less than.")},
    {N_("By fiscal year"), N_("number"), N_("Of a figure: the Gregorian fiscal year it is due.")},
    {N_("Relative to"), N_("code"),
     N_("Of a figure that is a change: previous-year, or unstated.")},
};

enum { COLUMNS = sizeof columns / sizeof *columns, PATH_SIZE = 512 };

/* --- RFC 4180 ------------------------------------------------------------------------------ */

static void write_field(struct buffer *out, const char *text, bool first)
{
    if (!first)
        buffer_append_string(out, ",");
    if (strpbrk(text, ",\"\r\n") == NULL) {
        buffer_append_string(out, text);
        return;
    }
    buffer_append_string(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buffer_append_string(out, "\"");
        buffer_append(out, text, 1);
    }
    buffer_append_string(out, "\"");
}

static void write_record(struct buffer *out, const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        write_field(out, fields[i] == NULL ? "" : fields[i], i == 0);
    buffer_append_string(out, "\r\n");
}

/* --- the table ------------------------------------------------------------------------------ */

struct table {
    const struct assessment *a;
    const xmlNode *root;
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

/* Takes the numbers out of a path, "achievement[2]/text"; the last is the place. */
static void split_path(const char *path, char *out, char place[16])
{
    size_t used = 0;
    snprintf(place, 16, "1");
    for (; *path != '\0' && used + 1 < PATH_SIZE; path++) {
        if (*path == '[') {
            size_t digits = strspn(path + 1, "0123456789");
            snprintf(place, 16, "%.*s", (int)digits, path + 1);
            path += digits + 1;
        } else {
            out[used++] = *path;
        }
    }
    out[used] = '\0';
}

/* A blank field and one that does not apply have no content: the state says which. */
static const char *state_of(enum assessment_state state)
{
    return state == ASSESSMENT_FILLED ? "1" : state == ASSESSMENT_BLANK ? "2" : "3";
}

static bool write_entry(const struct table *t, size_t page, const struct assessment_entry *entry)
{
    size_t count;
    const xmlNode *page_node = assessment_pages(t->a, &count)[page].node;
    char name[PATH_SIZE], path[PATH_SIZE], place[16];
    char *whole = assessment_field_path(t->a, entry->node);
    char *label = whole == NULL ? NULL : assessment_field_label(t->a, page, whole, FORM_JA);
    char *content = assessment_get(t->a, entry->node);
    enum assessment_state state = assessment_field_state(t->a, entry->node);
    bool good = label != NULL && content != NULL;
    if (good) {
        split_path(whole, path, place);
        const char *const fields[COLUMNS] = {
            assessment_ward_code(t->a),
            assessment_ward_name(t->a),
            attribute_of(t->root, "fiscal-year"),
            attribute_of(t->root, "fiscal-year-label"),
            assessment_page_name(t->a, page, name, sizeof name),
            attribute_of(page_node, "follows"),
            path,
            place,
            label,
            state_of(state),
            state == ASSESSMENT_FILLED ? content : "",
            attribute_of(entry->node, "amount"),
            attribute_of(entry->node, "unit"),
            attribute_of(entry->node, "operator"),
            attribute_of(entry->node, "by"),
            attribute_of(entry->node, "relative"),
        };
        write_record(t->out, fields, COLUMNS);
    }
    free(whole);
    free(label);
    free(content);
    return good;
}

static bool write_page(const struct table *t, size_t page, struct error *err)
{
    struct assessment_entries entries;
    bool good = assessment_page_entries(t->a, page, &entries, err);
    for (size_t i = 0; good && i < entries.count; i++) {
        if (entries.items[i].kind == ASSESSMENT_FIELD && !write_entry(t, page, &entries.items[i]))
            good = error_set_memory(err);
    }
    assessment_entries_free(&entries);
    return good;
}

bool csv_write(const struct assessment *a, struct buffer *out, struct error *err)
{
    const struct table t = {a, xmlDocGetRootElement(assessment_document(a)), out};
    const char *names[COLUMNS];
    size_t count;
    assessment_pages(a, &count);
    for (size_t i = 0; i < COLUMNS; i++)
        names[i] = _(columns[i].name);
    write_record(out, names, COLUMNS);
    for (size_t i = 0; i < count; i++) {
        if (!write_page(&t, i, err))
            return false;
    }
    return !out->failed || error_set_memory(err);
}

/* --- the codebook ---------------------------------------------------------------------------- */

static bool write_choices(const struct table *t, const struct form_item *item)
{
    char *label = assessment_text(t->a, &item->label, FORM_JA, t->root);
    bool good = label != NULL;
    for (size_t i = 0; good && i < item->choice_count; i++) {
        const struct form_choice *choice = &item->choices[i];
        char *meaning = assessment_text(t->a, &choice->label, FORM_JA, t->root);
        const char *const fields[] = {label, _("code"), choice->value, meaning};
        good = meaning != NULL;
        write_record(t->out, fields, sizeof fields / sizeof *fields);
        free(meaning);
    }
    free(label);
    return good;
}

static bool write_items(const struct table *t, const struct form_item *item)
{
    for (; item != NULL; item = item->next) {
        if ((item->choice_count > 0 && !write_choices(t, item)) ||
            !write_items(t, item->first_child))
            return false;
    }
    return true;
}

bool csv_write_codebook(const struct assessment *a, struct buffer *out, struct error *err)
{
    const struct table t = {a, xmlDocGetRootElement(assessment_document(a)), out};
    const char *const heads[] = {_("Column or field"), _("Kind"), _("Code"), _("Meaning")};
    write_record(out, heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *const fields[] = {_(columns[i].name), _(columns[i].kind), "",
                                      _(columns[i].meaning)};
        write_record(out, fields, sizeof fields / sizeof *fields);
    }
    return (write_items(&t, form_body(assessment_form(a))) && !out->failed) ||
           error_set_memory(err);
}
