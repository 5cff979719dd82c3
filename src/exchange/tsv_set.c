/* One field gets the text of one cell, as if a person had typed it. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/tsv_private.h"
#include "text/fold.h"
#include "text/i18n.h"

/* --- the form's item of a node -----------------------------------------------------------------
 */

static void forget_entries(struct tsv *t)
{
    assessment_entries_free(&t->entries);
    t->entries_page = TSV_NONE;
}

/* Makes t->entries those of the node's page. */
static bool read_entries(struct tsv *t, const xmlNode *node)
{
    size_t page = assessment_page_of(t->a, node);

    if (page == t->entries_page && page != TSV_NONE)
        return true;
    forget_entries(t);
    if (page == TSV_NONE)
        return true;
    if (!assessment_page_entries(t->a, page, &t->entries, t->err))
        return false;
    t->entries_page = page;
    return true;
}

static const struct form_item *item_of(const struct tsv *t, const xmlNode *node)
{
    for (size_t i = 0; i < t->entries.count; i++) {
        const struct assessment_entry *e = &t->entries.items[i];
        if (e->kind == ASSESSMENT_FIELD && e->node == node)
            return e->item;
    }
    return NULL;
}

/* --- setting ------------------------------------------------------------------------------------
 */

static void doubt_long(struct tsv *t, const struct sheet_column *column, const char *text,
                       size_t line, size_t table_column)
{
    struct sheet_use use;

    if (!sheet_measure(t->sheet, column, text, &use) || use.fits)
        return;
    tsv_doubts_add(&t->out->doubts, TSV_LONG, tsv_number(t, line), tsv_name(t, table_column), text,
                   _("The text takes %d lines, and the sheet's cell has %d; it was taken whole and "
                     "goes on in a further row when it is printed."),
                   use.lines, use.there);
}

/* Types the text into the field. */
static bool type(struct tsv *t, xmlNode *node, const char *text, size_t line, size_t table_column)
{
    struct error refused = {""};
    struct assessment_properties is;

    if (!read_entries(t, node))
        return false;
    const struct form_item *item = item_of(t, node);
    if (item == NULL) {
        /* What was filled in since may have made it one. */
        forget_entries(t);
        if (!read_entries(t, node))
            return false;
        item = item_of(t, node);
    }
    assessment_properties(t->a, node, &is);
    if (item == NULL || is.readonly)
        error_set(&refused, "%s", _("The form does not let this be filled in."));
    else
        t->taken = assessment_set(t->a, item, node, text, &refused);
    for (char *at = refused.text; *at != '\0'; at++)
        *at = *at == '\n' || *at == '\t' ? ' ' : *at;
    if (t->taken)
        t->out->cells++;
    else
        tsv_doubts_add(&t->out->doubts, TSV_CODE, tsv_number(t, line), tsv_name(t, table_column),
                       text, t->above ? _("Left in the text: %s") : _("Not taken: %s"),
                       refused.text);
    return true;
}

/* The node that the column prints; NULL where it prints what is reckoned, or nothing. */
static bool find_node(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
                      xmlNode **node)
{
    struct assessment_nodes nodes = {NULL, 0};

    *node = NULL;
    if (column->path == NULL)
        return true;
    if (!assessment_select(t->a, column->value, context, &nodes, t->err))
        return false;
    *node = nodes.count > 0 ? nodes.items[0] : NULL;
    assessment_nodes_free(&nodes);
    return true;
}

/* What stands where the column prints. */
struct place {
    xmlNode *node; /* NULL: nothing of the assessment's */
    char *there;   /* its text as printed */
    bool blank, same;
};

/* The caller frees `there`. */
static bool look(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
                 const char *text, struct place *out)
{
    *out = (struct place){.node = NULL};
    t->taken = false;
    if (!find_node(t, column, context, &out->node))
        return false;
    if (out->node == NULL)
        return true;
    out->there = assessment_get_printed(t->a, out->node);
    if (out->there == NULL)
        return error_set_memory(t->err);
    out->blank = *out->there == '\0';
    out->same = strcmp(out->there, text) == 0;
    return true;
}

bool tsv_set(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
             const char *text, size_t line, size_t table_column)
{
    struct place at;

    if (!look(t, column, context, text, &at))
        return false;
    free(at.there);
    if (at.node == NULL)
        return true;
    if (!at.blank && !at.same) {
        tsv_doubts_add(&t->out->doubts, TSV_SEVERAL, tsv_number(t, line), tsv_name(t, table_column),
                       text, "%s",
                       _("The field has a text already, from a cell before this one; this one was "
                         "not taken."));
        return true;
    }
    t->taken = at.same;
    if (at.same)
        return true;
    doubt_long(t, column, text, line, table_column);
    return type(t, at.node, text, line, table_column);
}

bool tsv_set_own(struct tsv *t, const struct sheet_column *column, const xmlNode *context,
                 const char *text, size_t line, size_t table_column)
{
    struct place at;

    if (!look(t, column, context, text, &at))
        return false;
    if (at.node != NULL && !at.blank && !at.same && !fold_equal(at.there, text))
        tsv_doubts_add(&t->out->doubts, TSV_WORDS, tsv_number(t, line), tsv_name(t, table_column),
                       text, _("The form has \"%s\" here; the sheet's own words were taken."),
                       at.there);
    free(at.there);
    return at.node == NULL || at.same || type(t, at.node, text, line, table_column);
}

/* --- one more ----------------------------------------------------------------------- */

static bool count_nodes(struct tsv *t, struct expression *nodes, const xmlNode *context,
                        size_t *count, xmlNode **last)
{
    struct assessment_nodes found = {NULL, 0};

    if (!assessment_select(t->a, nodes, context, &found, t->err))
        return false;
    *count = found.count;
    *last = found.count > 0 ? found.items[found.count - 1] : NULL;
    assessment_nodes_free(&found);
    return true;
}

/* The repeat that the row is one of; NULL: there is none. */
static const struct form_item *repeat_of(const struct tsv *t, const xmlNode *row)
{
    for (size_t i = 0; i < t->entries.count; i++) {
        const struct assessment_entry *e = &t->entries.items[i];
        if (e->kind == ASSESSMENT_ROW && e->node == row)
            return e->item;
    }
    return NULL;
}

/* Adds a row of a repeat; where `last` is NULL, of the one that brings such a node. */
static bool add_row(struct tsv *t, struct expression *nodes, const xmlNode *context,
                    const xmlNode *last, bool *added)
{
    if (!read_entries(t, last != NULL ? last : context))
        return false;
    const struct form_item *repeat = last == NULL ? NULL : repeat_of(t, last);
    for (size_t i = 0; !*added && i < t->entries.count; i++) {
        const struct assessment_entry *e = &t->entries.items[i];
        xmlNode *row, *behind = NULL;
        size_t now = 1;
        if (e->kind != ASSESSMENT_ADD ||
            (last != NULL && (e->item != repeat || e->node != last->parent)) ||
            !assessment_add_row(t->a, e->item, e->node, &row, NULL))
            continue;
        if (last == NULL && !count_nodes(t, nodes, context, &now, &behind))
            return false;
        *added = now > 0;
        if (!*added && !assessment_remove_row(t->a, row, t->err))
            return false;
    }
    forget_entries(t);
    return true;
}

static bool count_added(struct tsv *t, bool added)
{
    t->added += added ? 1 : 0;
    return t->added <= TSV_MAX_ADDED ||
           error_set(t->err,
                     _("This would add more than %d pages and rows to the form: it holds the sheet "
                       "several times, or another table. Copy the sheet's table once."),
                     TSV_MAX_ADDED);
}

bool tsv_add_behind(struct tsv *t, xmlNode *node, bool *added)
{
    size_t pages, page = assessment_page_of(t->a, node), index;

    *added = false;
    if (page == TSV_NONE || assessment_pages(t->a, &pages)[page].node != node)
        return add_row(t, NULL, NULL, node, added) && count_added(t, *added);
    *added = assessment_add_page(t->a, page, &index, NULL);
    forget_entries(t);
    return count_added(t, *added);
}

bool tsv_add_node(struct tsv *t, struct expression *nodes, const xmlNode *context, bool *added)
{
    xmlNode *last;
    size_t count;

    *added = false;
    if (!count_nodes(t, nodes, context, &count, &last))
        return false;
    return last != NULL ? tsv_add_behind(t, last, added) : add_row(t, nodes, context, NULL, added);
}
