/* When all lines are read: pages that say the same become copies, what is missing is said,
 * and the whole is held against the official layout. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "assessment/matching.h"
#include "exchange/reader.h"
#include "exchange/tsv_private.h"
#include "text/buffer.h"
#include "text/i18n.h"

/* --- copies ------------------------------------------------------------------------------------
 */

/* All that is on the page, as one text; *filled: a field has more than "does not apply".
 * NULL with a sentence. */
static char *whole_text(struct tsv *t, size_t page, bool *filled)
{
    struct assessment_entries entries = {NULL, 0, 0};
    struct buffer all = BUFFER_INIT;

    *filled = false;
    if (!assessment_page_entries(t->a, page, &entries, t->err))
        return NULL;
    for (size_t i = 0; i < entries.count; i++) {
        const struct assessment_entry *e = &entries.items[i];
        if (e->kind != ASSESSMENT_FIELD && e->kind != ASSESSMENT_ROW)
            continue;
        char *text = e->kind == ASSESSMENT_ROW ? strdup("") : assessment_get_printed(t->a, e->node);
        if (e->kind == ASSESSMENT_FIELD &&
            assessment_field_state(t->a, e->node) == ASSESSMENT_FILLED)
            *filled = true;
        all.failed = all.failed || text == NULL;
        buffer_append_format(&all, "%d\x1f%s\x1e", (int)e->kind, text == NULL ? "" : text);
        free(text);
    }
    assessment_entries_free(&entries);
    char *whole = buffer_take(&all);
    if (whole == NULL)
        error_set_memory(t->err);
    return whole;
}

/* The first page before it with the same text. */
static size_t find_same(const struct tsv *t, char *const *texts, size_t page)
{
    size_t count;
    const struct assessment_page *pages = assessment_pages(t->a, &count);

    for (size_t i = 0; i < page; i++) {
        if (texts[i] != NULL && pages[i].item == pages[page].item &&
            strcmp(texts[i], texts[page]) == 0)
            return i;
    }
    return TSV_NONE;
}

/* Whether the page is one that can follow another: it stands in a page, and is no row of the
 * policy. */
static bool can_follow(struct tsv *t, size_t page)
{
    size_t *sources = NULL, count = 0;
    bool good = assessment_sources(t->a, page, &sources, &count, NULL) && count > 0;

    free(sources);
    return good;
}

static bool follow_same(struct tsv *t, char **texts, size_t count)
{
    for (size_t page = 1; page < count; page++) {
        bool filled;
        texts[page] = whole_text(t, page, &filled);
        if (texts[page] == NULL)
            return false;
        if (!filled || !can_follow(t, page)) {
            free(texts[page]);
            texts[page] = NULL;
            continue;
        }
        size_t same = find_same(t, texts, page);
        if (same == TSV_NONE)
            continue;
        if (!assessment_follow(t->a, page, same, t->err))
            return false;
        t->out->copies++;
    }
    return true;
}

static void doubt_twin(struct tsv *t, size_t page, const struct matching_twin *twin)
{
    char *one = assessment_page_title(t->a, twin->page, t->lang);
    char *other = assessment_page_title(t->a, page, t->lang);

    tsv_doubts_add(&t->out->doubts, TSV_COPY, 0, NULL, NULL,
                   ngettext("%s and %s have one number and differ in %zu field; both were kept as "
                            "they are.",
                            "%s and %s have one number and differ in %zu fields; both were kept "
                            "as they are.",
                            twin->differing),
                   one == NULL ? "" : one, other == NULL ? "" : other, twin->differing);
    free(one);
    free(other);
}

/* The page before it that has its number, and of several the one that is most like it. */
static bool find_twin(struct tsv *t, size_t page)
{
    struct matching_twin *twins;
    size_t count;

    if (assessment_follows(t->a, page) != TSV_NONE)
        return true;
    if (!matching_find_twins(t->a, page, &twins, &count, t->err))
        return false;
    const struct matching_twin *nearest = NULL;
    for (size_t i = 0; i < count && twins[i].page < page; i++) {
        if (nearest == NULL || twins[i].differing < nearest->differing)
            nearest = &twins[i];
    }
    if (nearest != NULL)
        doubt_twin(t, page, nearest);
    free(twins);
    return true;
}

static bool make_copies(struct tsv *t)
{
    size_t count;
    assessment_pages(t->a, &count);
    char **texts = calloc(count + 1, sizeof *texts);
    bool good = texts != NULL ? follow_same(t, texts, count) : error_set_memory(t->err);

    for (size_t i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
    for (size_t page = 1; good && page < count; page++)
        good = find_twin(t, page);
    return good;
}

/* --- what is missing
 * -------------------------------------------------------------------------------- */

static bool doubt_empty(struct tsv *t, size_t page)
{
    size_t filled;

    if (!assessment_count_filled(t->a, page, &filled, t->err))
        return false;
    if (filled > 0)
        return true;
    char *title = assessment_page_title(t->a, page, t->lang);
    tsv_doubts_add(&t->out->doubts, TSV_EMPTY, 0, NULL, NULL,
                   _("%s is blank: the table has no text for it."), title == NULL ? "" : title);
    free(title);
    return true;
}

/* The pages among a block's nodes that nothing was put into. */
static bool look_at_block(struct tsv *t, const struct tsv_spread *s, size_t row, size_t place)
{
    struct assessment_nodes nodes = {NULL, 0};
    bool good = assessment_select(t->a, s->places[place]->block->nodeset, s->rows.items[row],
                                  &nodes, t->err);

    for (size_t i = 0; good && i < nodes.count; i++) {
        size_t count, page = assessment_page_of(t->a, nodes.items[i]);
        if (page != TSV_NONE && assessment_pages(t->a, &count)[page].node == nodes.items[i])
            good = doubt_empty(t, page);
    }
    assessment_nodes_free(&nodes);
    return good;
}

static void doubt_missing(struct tsv *t, const xmlNode *row)
{
    size_t page = assessment_page_of(t->a, row);
    char *title = page == TSV_NONE ? NULL : assessment_page_title(t->a, page, t->lang);

    tsv_doubts_add(&t->out->doubts, TSV_EMPTY, 0, NULL, NULL,
                   _("%s: no line is about this row; its pages stay blank."),
                   title == NULL ? "" : title);
    free(title);
}

/* Whether the table had a column of the block that begins at the place. */
static bool has_column(const struct tsv_spread *s, size_t place)
{
    for (size_t i = place; i < s->place_count && s->places[i]->block == s->places[place]->block;
         i++) {
        if (s->seen[i])
            return true;
    }
    return false;
}

static bool is_block(const struct tsv_spread *s, size_t place)
{
    return !tsv_is_own(s, place) && tsv_block(s, place) == place;
}

/* A block of which no column was copied is said once, not for each page; so is a spread, by
 * its last column, as the first ones are often those of another. */
static void doubt_blocks(struct tsv *t, const struct tsv_spread *s, bool seen)
{
    for (size_t place = 0; place < s->place_count; place++) {
        if (seen ? !is_block(s, place) || has_column(s, place)
                 : place + 1 < s->place_count || s->rows.count == 0)
            continue;
        char *name = assessment_text(t->a, &s->places[place]->label, t->lang,
                                     xmlDocGetRootElement(assessment_document(t->a)));
        tsv_doubts_add(&t->out->doubts, TSV_EMPTY, 0, name, NULL, "%s",
                       _("The table has neither this column nor those that go with it; their pages "
                         "stay blank."));
        free(name);
    }
}

/* What is missing in one row. */
static bool look_at_row(struct tsv *t, const struct tsv_spread *s, size_t row)
{
    size_t pages, page = assessment_page_of(t->a, s->rows.items[row]);
    bool blocks = false;

    if (s->met[row] == 0) {
        doubt_missing(t, s->rows.items[row]);
        return true;
    }
    for (size_t place = 0; place < s->place_count; place++) {
        blocks = blocks || is_block(s, place);
        if (is_block(s, place) && has_column(s, place) && !look_at_block(t, s, row, place))
            return false;
    }
    if (blocks || page == TSV_NONE ||
        assessment_pages(t->a, &pages)[page].node != s->rows.items[row])
        return true;
    return doubt_empty(t, page);
}

static bool look_for_gaps(struct tsv *t, const struct tsv_spread *s)
{
    bool seen = false;

    for (size_t place = 0; place < s->place_count; place++)
        seen = seen || s->seen[place];
    for (size_t row = 0; seen && row < s->rows.count; row++) {
        if (!look_at_row(t, s, row))
            return false;
    }
    doubt_blocks(t, s, seen);
    return true;
}

/* --- all of it
 * ------------------------------------------------------------------------------------------ */

static bool check_layout(struct tsv *t)
{
    struct reader_result found;
    const struct form *form = assessment_form(t->a);

    if (!reader_check_layout(form, assessment_document(t->a), &found, t->err))
        return false;
    bool good = found.count == 0;
    if (!good)
        error_set(t->err, _("What was read does not fit the official layout: %s"),
                  found.faults[0].message);
    reader_result_free(&found);
    return good;
}

bool tsv_finish(struct tsv *t)
{
    if (t->out->cells == 0)
        return error_set(t->err, "%s",
                         _("No line of this is about a row of the form, so that nothing was taken. "
                           "Copy the sheet's table, with its headings and first columns."));
    for (size_t i = 0; i < t->spread_count; i++) {
        if (!look_for_gaps(t, &t->spreads[i]))
            return false;
    }
    return make_copies(t) && check_layout(t);
}
