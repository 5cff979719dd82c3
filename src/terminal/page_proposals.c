/* What blank figures could be filled with, read in the texts of the page. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_edit.h"
#include "terminal/page_model.h"
#include "text/buffer.h"
#include "text/grapheme.h"
#include "text/i18n.h"

enum { AROUND = 12 }; /* characters quoted at each side of a figure */

void page_proposal_free(struct assessment_proposal *p)
{
    if (p) {
        assessment_proposal_free(p);
        free(p);
    }
}

static bool can_be_filled(const struct page_model *m, const struct page_item *item)
{
    return item->entry.kind == ASSESSMENT_FIELD && item->properties.type == FORM_FIGURE &&
           !*item->sent && !page_model_locked(m, item);
}

static struct assessment_proposal *copy_proposal(const struct assessment_proposal *p)
{
    struct assessment_proposal *copy = malloc(sizeof(*copy));

    if (copy) {
        *copy = *p;
        copy->text = strdup(p->text);
        if (!copy->text) {
            free(copy);
            copy = NULL;
        }
    }
    return copy;
}

static bool keep_proposal(struct page_item *item, const struct assessment_proposal *p)
{
    struct buffer offered = BUFFER_INIT;

    item->proposal = copy_proposal(p);
    buffer_append_format(&offered, _("%s?"), p->text);
    item->offered = buffer_take(&offered);
    return item->proposal && item->offered;
}

static bool read_proposal(const struct page_model *m, struct page_item *item, struct error *err)
{
    struct assessment_proposal p;
    bool found = false;

    if (!assessment_propose(session_assessment(m->session), item->entry.node, &found, &p, err)) {
        return false;
    }
    if (!found) {
        return true;
    }
    bool good = keep_proposal(item, &p);
    assessment_proposal_free(&p);
    return good || error_set_memory(err);
}

/* --- rows that the text speaks of ------------------------------------------------ */

static size_t count_rows(const struct page_model *m, const struct page_item *add)
{
    size_t rows = 0;

    for (const struct page_item *item = m->items; item < add; item++) {
        rows = item->entry.kind == ASSESSMENT_ROW && item->entry.item == add->entry.item
                   ? (size_t)item->entry.of
                   : rows;
    }
    return rows;
}

/* Of the place where a row can be added: that the text has figures for more. */
static bool read_rows(const struct page_model *m, struct page_item *add, struct error *err)
{
    size_t read =
        assessment_proposed_rows(session_assessment(m->session), add->entry.item, add->entry.node);
    size_t rows = count_rows(m, add);
    char text[128] = "";

    if (read > rows) {
        snprintf(
            text, sizeof(text),
            ngettext("(the text speaks of %zu more)", "(the text speaks of %zu more)", read - rows),
            read - rows);
    }
    add->hint = strdup(text);
    return add->hint || error_set_memory(err);
}

/* --- a page's ---------------------------------------------------------------------- */

static bool read_item(const struct page_model *m, struct page_item *item, struct error *err)
{
    if (item->entry.kind == ASSESSMENT_ADD) {
        return read_rows(m, item, err);
    }
    return !can_be_filled(m, item) || read_proposal(m, item, err);
}

static const struct page_item *find_in(const struct page_model *old, const struct page_item *item)
{
    for (size_t i = 0; i < old->count; i++) {
        const struct assessment_entry *entry = &old->items[i].entry;
        if (entry->kind == item->entry.kind && entry->node == item->entry.node &&
            entry->item == item->entry.item) {
            return &old->items[i];
        }
    }
    return NULL;
}

static bool copy_item(const struct page_item *from, struct page_item *item, struct error *err)
{
    bool good = true;

    if (item->entry.kind == ASSESSMENT_ADD) {
        item->hint = strdup(from->hint ? from->hint : "");
        good = item->hint != NULL;
    } else if (from->proposal) {
        good = keep_proposal(item, from->proposal);
    }
    return good || error_set_memory(err);
}

bool page_model_take_proposals(struct page_model *m, struct page_model *old, struct error *err)
{
    bool good = true;

    m->proposed = session_edits(m->session);
    bool unchanged = old && old->proposed == m->proposed;
    for (size_t i = 0; good && i < m->count; i++) {
        struct page_item *item = &m->items[i];
        const struct page_item *from = unchanged ? find_in(old, item) : NULL;
        good = from ? copy_item(from, item, err) : read_item(m, item, err);
    }
    return good;
}

/* --- where it was read ------------------------------------------------------------- */

/* "..の回収率 35.5％（1500人.." */
static void append_quote(struct buffer *out, const char *text, const struct assessment_proposal *p)
{
    size_t size = strlen(text);
    size_t start = grapheme_back_in_line(text, size, p->start < size ? p->start : size, AROUND);
    size_t end = grapheme_on_in_line(text, size, p->end < size ? p->end : size, AROUND);

    buffer_append_string(out, start > 0 && text[start - 1] != '\n' ? ".." : "");
    buffer_append(out, text + start, end - start);
    buffer_append_string(out, end < size && text[end] != '\n' ? ".." : "");
}

static char *describe_source(const struct page_model *m, const struct assessment_proposal *p)
{
    const struct assessment *a = session_assessment(m->session);
    char *path = assessment_field_path(a, p->source);
    char *label = path ? assessment_field_label(a, m->page, path, session_lang(m->session)) : NULL;
    char *text = assessment_get(a, p->source);
    struct buffer quote = BUFFER_INIT;
    struct buffer out = BUFFER_INIT;

    append_quote(&quote, text ? text : "", p);
    char *quoted = buffer_take(&quote);
    buffer_append_format(&out, _("Read in %s: \"%s\""), label ? label : "", quoted ? quoted : "");
    if (!p->sure && p->doubt) {
        buffer_append_format(&out, " %s", p->doubt);
    }
    free(quoted);
    free(text);
    free(label);
    free(path);
    return buffer_take(&out);
}

bool page_proposal_note(const struct page_model *m, struct page_item *item)
{
    return page_item_add_word(item, PAGE_NOTE_ASIDE, RULES_INFO,
                              describe_source(m, item->proposal));
}

bool page_proposal_take(struct page_model *m)
{
    const struct page_item *item = page_model_current(m);

    if (!item || !item->proposal || !item->editor || *editor_text(item->editor)) {
        return false;
    }
    return page_edit_set_text(m, item->proposal->text);
}

static bool is_offered(const struct page_item *item)
{
    return item->proposal && !*item->sent && (!item->editor || !*editor_text(item->editor));
}

size_t page_proposals_count(const struct page_model *m, size_t *doubtful)
{
    size_t count = 0;

    *doubtful = 0;
    for (size_t i = 0; i < m->count; i++) {
        if (is_offered(&m->items[i])) {
            count++;
            *doubtful += m->items[i].proposal->sure ? 0 : 1;
        }
    }
    return count;
}

bool page_proposals_take(struct page_model *m, size_t *taken, struct error *err)
{
    struct assessment *a = session_assessment(m->session);

    *taken = 0;
    for (size_t i = 0; i < m->count; i++) {
        struct page_item *item = &m->items[i];
        if (!is_offered(item)) {
            continue;
        }
        /* With its editor there, what is loaded is a step that can be taken back. */
        if (!page_edit_open(m, i)) {
            return error_set_memory(err);
        }
        if (!assessment_set(a, item->entry.item, item->entry.node, item->proposal->text, err)) {
            return false;
        }
        ++*taken;
    }
    return true;
}
