/* A page's items, taken from the assessment. */
#include "config.h"

#include "terminal/page_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "session/standing.h"
#include "terminal/keymap.h"
#include "terminal/page_beside.h"
#include "terminal/page_links.h"
#include "text/buffer.h"
#include "text/i18n.h"

static void free_notes(struct page_note *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(notes[i].text);
        free(notes[i].remedy);
        free(notes[i].id);
        layout_free(&notes[i].lines);
        layout_free(&notes[i].remedy_lines);
    }
    free(notes);
}

static void free_item(struct page_item *item)
{
    page_reason_free(item->reason);
    page_proposal_free(item->proposal);
    page_beside_free(item->beside);
    free(item->offered);
    free(item->label);
    free(item->hint);
    free(item->sent);
    free(item->shown);
    free(item->listed);
    editor_free(item->editor);
    free_notes(item->notes, item->note_count);
    layout_free(&item->label_lines);
    layout_free(&item->lines);
}

void page_model_drop_notes(struct page_model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        free_notes(m->items[i].notes, m->items[i].note_count);
        m->items[i].notes = NULL;
        m->items[i].note_count = 0;
    }
    free_notes(m->notes, m->note_count);
    m->notes = NULL;
    m->note_count = 0;
}

void page_model_free(struct page_model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        free_item(&m->items[i]);
    }
    free(m->items);
    page_beside_free_alone(m);
    free(m->twins);
    free(m->title);
    free_notes(m->notes, m->note_count);
    memset(m, 0, sizeof(*m));
    m->current = PAGE_NONE;
    m->source = PAGE_NONE;
}

/* --- taking it in ------------------------------------------------------------ */

static char *choice_text(const struct page_model *m, const struct page_item *item)
{
    const struct assessment *a = session_assessment(m->session);
    const struct form_item *form = item->entry.item;
    char *value = assessment_get(a, item->entry.node);
    char *label = NULL;
    struct buffer text = BUFFER_INIT;

    for (size_t i = 0; value && i < form->choice_count && !label; i++) {
        if (strcmp(form->choices[i].value, value) == 0) {
            label = assessment_text(a, &form->choices[i].label, session_lang(m->session),
                                    item->entry.node);
        }
    }
    buffer_append_string(&text, item->sent);
    if (label && *label && strcmp(label, item->sent) != 0) {
        buffer_append_format(&text, " %s", label);
    }
    free(value);
    free(label);
    return buffer_take(&text);
}

static bool take_field(struct page_model *m, struct page_item *item)
{
    const struct assessment *a = session_assessment(m->session);

    assessment_properties(a, item->entry.node, &item->properties);
    item->sent = assessment_get_printed(a, item->entry.node);
    if (!item->sent) {
        return false;
    }
    item->shown =
        item->entry.item->kind == FORM_SELECT1 ? choice_text(m, item) : strdup(item->sent);
    item->hint =
        assessment_text(a, &item->entry.item->hint, session_lang(m->session), item->entry.node);
    item->marked = strcmp(item->sent, ASSESSMENT_NOT_APPLICABLE) == 0;
    return item->shown && item->hint;
}

static bool take_item(struct page_model *m, struct page_item *item,
                      const struct assessment_entry *entry)
{
    const struct assessment *a = session_assessment(m->session);

    item->entry = *entry;
    item->label = assessment_text(a, &entry->item->label, session_lang(m->session), entry->node);
    if (!item->label) {
        return false;
    }
    if (entry->kind == ASSESSMENT_FIELD) {
        return take_field(m, item);
    }
    item->shown = entry->kind == ASSESSMENT_OUTPUT ? assessment_output(a, entry) : strdup("");
    return item->shown != NULL;
}

static bool take_items(struct page_model *m, struct error *err)
{
    struct assessment_entries entries = {0};

    if (!assessment_page_entries(session_assessment(m->session), m->page, &entries, err)) {
        assessment_entries_free(&entries);
        return false;
    }
    m->items = calloc(entries.count + 1, sizeof(*m->items));
    bool good = m->items != NULL;
    for (size_t i = 0; good && i < entries.count; i++) {
        m->count++;
        good = take_item(m, &m->items[i], &entries.items[i]);
    }
    assessment_entries_free(&entries);
    while (m->head < m->count && m->items[m->head].entry.kind == ASSESSMENT_OUTPUT) {
        m->head++;
    }
    return good || error_set_memory(err);
}

static bool take_title(struct page_model *m, struct error *err)
{
    const struct assessment *a = session_assessment(m->session);
    size_t count;
    const struct assessment_page *pages = assessment_pages(a, &count);
    const struct assessment_page *page = &pages[m->page];
    char parent[128] = "";
    struct buffer title = BUFFER_INIT;
    char *label = assessment_text(a, &page->item->label, session_lang(m->session), page->node);

    if (page->parent != m->page) {
        assessment_page_name(a, page->parent, parent, sizeof(parent));
    }
    buffer_append_format(&title, "%s%s%s", parent, *parent ? "  " : "", label ? label : "");
    free(label);
    m->title = buffer_take(&title);
    return m->title != NULL || error_set_memory(err);
}

static void take_standing(struct page_model *m)
{
    const struct assessment *a = session_assessment(m->session);
    size_t count;
    char key[32];

    keymap_action_key(PLACE_PAGE, ACTION_TAKE_BACK, key, sizeof(key));
    session_is_locked(m->session, m->page, key, m->lock, sizeof(m->lock));
    snprintf(m->state, sizeof(m->state), "%s", session_page_state(m->session, m->page));

    assessment_pages(a, &count);
    m->source = assessment_follows(a, m->page);
    for (size_t i = 0; i < count; i++) {
        m->followers += assessment_follows(a, i) == m->page ? 1 : 0;
    }
    assessment_page_progress(a, m->page, &m->done, &m->total);
}

/* What was being typed goes over to the fresh items, by node; a text that has
 * been changed under a field that is not being typed in is taken as it now is. */
static void carry_over(struct page_model *fresh, struct page_model *old)
{
    for (size_t i = 0; i < old->count; i++) {
        struct page_item *from = &old->items[i];
        size_t at = from->editor ? page_model_find_same(fresh, from) : PAGE_NONE;
        if (at == PAGE_NONE) {
            continue;
        }
        struct page_item *to = &fresh->items[at];
        bool typing = strcmp(editor_text(from->editor), from->sent) != 0;
        if (!typing && strcmp(editor_text(from->editor), to->sent) != 0 &&
            !editor_set_text(from->editor, to->sent)) {
            continue;
        }
        to->editor = from->editor;
        to->refused = from->refused;
        to->left = from->left;
        to->marked = typing ? from->marked : to->marked;
        from->editor = NULL;
        const char *refusal = from->refused ? page_item_refusal(from) : NULL;
        if (refusal) {
            page_item_refuse(to, refusal);
        }
    }
}

static size_t first_field(const struct page_model *m)
{
    return page_model_step(m, PAGE_NONE, true);
}

/* old: the same page as it was; NULL: none. */
static bool take_everything(struct page_model *m, struct page_model *old, struct error *err)
{
    if (!take_items(m, err) || !take_title(m, err)) {
        return false;
    }
    take_standing(m);
    if (!page_links_take(m, err) || !page_beside_take(m, err)) {
        return false;
    }
    if (!page_model_take_proposals(m, old, err)) {
        return false;
    }
    return page_model_take_reasons(m) || error_set_memory(err);
}

bool page_model_load(struct page_model *m, struct session *session, size_t page, struct error *err)
{
    struct page_model fresh = {.session = session,
                               .generation = session_generation(session),
                               .page = page,
                               .current = PAGE_NONE};
    bool same = m->session == session && m->page == page && m->generation == fresh.generation;
    const struct page_item *hand = page_model_current(m);

    if (!take_everything(&fresh, same ? m : NULL, err)) {
        page_model_free(&fresh);
        return false;
    }
    if (same) {
        carry_over(&fresh, m);
        memcpy(fresh.typed, m->typed, sizeof(fresh.typed));
        fresh.typed_anew = m->typed_anew;
        fresh.current = hand ? page_model_find_same(&fresh, hand) : PAGE_NONE;
    }
    if (fresh.current == PAGE_NONE) {
        fresh.current = first_field(&fresh);
    }
    keymap_sentence(fresh.copy_sentence, sizeof(fresh.copy_sentence),
                    _("This page is a copy of another: %s lets it stand by itself."), PLACE_PAGE,
                    ACTION_COPY, ACTION_NONE, ACTION_NONE);
    page_model_free(m);
    *m = fresh;
    return page_model_take_notes(m) || error_set_memory(err);
}

/* --- looking around -------------------------------------------------------------- */

static bool is_field(const struct page_item *item)
{
    return item->entry.kind == ASSESSMENT_FIELD && !item->reason;
}

size_t page_model_find(const struct page_model *m, const xmlNode *node)
{
    for (size_t i = 0; i < m->count; i++) {
        if (is_field(&m->items[i]) && m->items[i].entry.node == node) {
            return i;
        }
    }
    return PAGE_NONE;
}

size_t page_model_find_same(const struct page_model *m, const struct page_item *item)
{
    if (!item->reason) {
        return page_model_find(m, item->entry.node);
    }
    for (size_t i = 0; i < m->count; i++) {
        const struct page_reason *own = m->items[i].reason;
        if (own && own->about == item->reason->about &&
            strcmp(own->rule, item->reason->rule) == 0) {
            return i;
        }
    }
    return PAGE_NONE;
}

char *page_model_path(const struct page_model *m, const struct page_item *item)
{
    const struct assessment *a = session_assessment(m->session);
    struct buffer out = BUFFER_INIT;

    if (!item->reason) {
        return assessment_field_path(a, item->entry.node);
    }
    char *path = assessment_field_path(a, item->reason->about);
    buffer_append_format(&out, "%s#%s", path ? path : "", item->reason->rule);
    free(path);
    return buffer_take(&out);
}

size_t page_model_find_path(const struct page_model *m, const char *path)
{
    size_t found = PAGE_NONE;

    for (size_t i = 0; *path && i < m->count && found == PAGE_NONE; i++) {
        if (m->items[i].entry.kind != ASSESSMENT_FIELD) {
            continue;
        }
        char *own = page_model_path(m, &m->items[i]);
        if (own && strcmp(own, path) == 0) {
            found = i;
        }
        free(own);
    }
    return found;
}

static bool is_stop(const struct page_model *m, size_t i, bool any)
{
    const struct page_item *item = &m->items[i];

    return item->entry.kind == ASSESSMENT_FIELD && (any || !item->properties.readonly);
}

static size_t step(const struct page_model *m, size_t from, bool forward, bool any)
{
    size_t i = from;

    for (size_t k = 0; k < m->count; k++) {
        if (forward) {
            i = i == PAGE_NONE ? 0 : i + 1;
        } else {
            i = i == PAGE_NONE ? m->count - 1 : i - 1;
        }
        if (i >= m->count) {
            return PAGE_NONE;
        }
        if (is_stop(m, i, any)) {
            return i;
        }
    }
    return PAGE_NONE;
}

size_t page_model_step(const struct page_model *m, size_t from, bool forward)
{
    size_t i = step(m, from, forward, false);

    return i == PAGE_NONE && from == PAGE_NONE ? step(m, from, forward, true) : i;
}

static bool is_open(const struct page_item *item)
{
    return item->entry.kind == ASSESSMENT_FIELD && !item->reason &&
           ((item->properties.required && !*item->sent) || item->refused);
}

size_t page_model_find_open(const struct page_model *m, size_t from)
{
    for (size_t i = from; i < m->count; i++) {
        if (is_open(&m->items[i]) && !page_model_locked(m, &m->items[i])) {
            return i;
        }
    }
    return PAGE_NONE;
}

bool page_model_is_linked(const struct page_model *m)
{
    return m->source != (size_t)-1 || m->followers > 0 || m->twin_count > 0;
}

const char *page_item_shown(const struct page_item *item)
{
    return item->refused && item->editor ? editor_text(item->editor) : item->shown;
}

struct page_item *page_model_current(struct page_model *m)
{
    return m->current < m->count ? &m->items[m->current] : NULL;
}

const char *page_model_closed(const struct page_model *m)
{
    if (m->lock[0]) {
        return m->lock;
    }
    return m->source != (size_t)-1 ? m->copy_sentence : NULL;
}

const char *page_model_locked(const struct page_model *m, const struct page_item *item)
{
    const char *closed = page_model_closed(m);

    if (closed) {
        return closed;
    }
    if (item->properties.readonly) {
        return _("This field is filled in by the program.");
    }
    return NULL;
}

size_t page_model_refused(const struct page_model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->items[i].refused) {
            return i;
        }
    }
    return PAGE_NONE;
}

void page_model_drop_refused(struct page_model *m)
{
    for (size_t i = 0; i < m->count; i++) {
        struct page_item *item = &m->items[i];
        if (item->refused) {
            editor_free(item->editor);
            item->editor = NULL;
            item->refused = false;
        }
    }
    page_model_take_notes(m);
}
