/* Changing the field in hand. */
#include "config.h"

#include "terminal/page_edit.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_AT_FIRST = 40 }; /* until the view says how wide the field is */

static bool is_mark(const char *text)
{
    return strcmp(text, ASSESSMENT_NOT_APPLICABLE) == 0;
}

/* A field of one line that came with line breaks in it keeps them. */
static bool is_single(const struct page_item *item)
{
    return item->entry.item->kind != FORM_TEXTAREA && !strchr(item->sent, '\n');
}

static bool make_editor(struct page_item *item)
{
    if (!item->editor) {
        item->editor = editor_new(item->sent, COLUMNS_AT_FIRST, is_single(item));
        if (item->editor && item->entry.item->kind != FORM_TEXTAREA) {
            editor_set_cursor(item->editor, editor_size(item->editor));
        }
    }
    return item->editor != NULL;
}

bool page_edit_open(struct page_model *m, size_t i)
{
    return make_editor(&m->items[i]);
}

bool page_edit_enter(struct page_model *m, size_t i, enum page_enter from)
{
    struct page_item *item = &m->items[i];

    struct page_item *former = page_model_current(m);
    m->typed[0] = '\0';
    if (former && former != item) {
        former->left = true;
        if (former->editor) {
            editor_select_nothing(former->editor);
        }
    }
    m->current = PAGE_NONE;
    if (!make_editor(item)) {
        return false;
    }
    if (from == PAGE_ENTER_FROM_BELOW) {
        editor_set_cursor(item->editor, editor_size(item->editor));
    } else if (from == PAGE_ENTER_FROM_ABOVE && item->entry.item->kind == FORM_TEXTAREA) {
        editor_set_cursor(item->editor, 0);
    }
    m->current = i;
    return true;
}

/* --- text ----------------------------------------------------------------------- */

static bool insert(struct page_model *m, const char *text, size_t size, bool paste)
{
    struct page_item *item = page_model_current(m);

    if (!item || !item->editor) {
        return false;
    }
    if (item->marked && is_mark(editor_text(item->editor)) && !editor_set_text(item->editor, "")) {
        return false;
    }
    item->marked = false;
    return paste ? editor_paste(item->editor, text, size) : editor_insert(item->editor, text, size);
}

bool page_edit_insert(struct page_model *m, const char *text, size_t size)
{
    return insert(m, text, size, false);
}

bool page_edit_paste(struct page_model *m, const char *text, size_t size)
{
    return insert(m, text, size, true);
}

bool page_edit_set_text(struct page_model *m, const char *text)
{
    struct page_item *item = page_model_current(m);

    if (!item || !item->editor || !editor_set_text(item->editor, text)) {
        return false;
    }
    item->marked = is_mark(text);
    return true;
}

bool page_edit_mark(struct page_model *m)
{
    const struct page_item *item = page_model_current(m);

    m->typed[0] = '\0';
    return item && item->editor &&
           page_edit_set_text(m,
                              is_mark(editor_text(item->editor)) ? "" : ASSESSMENT_NOT_APPLICABLE);
}

bool page_edit_clear(struct page_model *m)
{
    m->typed[0] = '\0';
    return page_edit_set_text(m, "");
}

/* --- into the assessment ------------------------------------------------------------ */

static void clear_refusal(struct page_model *m, struct page_item *item)
{
    if (item->refused) {
        item->refused = false;
        page_model_take_notes(m);
    }
}

static bool set_text(const struct page_model *m, const struct page_item *item, struct error *err)
{
    const char *text = editor_text(item->editor);

    if (item->reason) {
        return session_keep(m->session, item->reason->rule, item->reason->about, text, err);
    }
    return assessment_set(session_assessment(m->session), item->entry.item, item->entry.node, text,
                          err);
}

/* As it now is in the assessment. */
static char *read_back(const struct page_model *m, const struct page_item *item)
{
    if (item->reason) {
        return strdup(editor_text(item->editor));
    }
    return assessment_get_printed(session_assessment(m->session), item->entry.node);
}

bool page_edit_commit(struct page_model *m, bool whole)
{
    struct page_item *item = page_model_current(m);
    struct error err = {""};

    /* What was typed before the page was handed on is kept all the same. */
    if (!item || !item->editor || m->source != (size_t)-1 || item->properties.readonly) {
        return false;
    }
    if (strcmp(editor_text(item->editor), item->sent) == 0) {
        clear_refusal(m, item);
        return false;
    }
    if (!set_text(m, item, &err)) {
        if (whole) {
            clear_refusal(m, item);
            page_item_refuse(item, err.text);
        }
        return false;
    }
    clear_refusal(m, item);
    char *sent = read_back(m, item);
    if (sent) {
        free(item->sent);
        item->sent = sent;
        if (whole && strcmp(editor_text(item->editor), sent) != 0) {
            editor_set_text(item->editor, sent);
        }
    }
    return true;
}

/* --- rows -------------------------------------------------------------------------- */

size_t page_edit_find_add(const struct page_model *m)
{
    for (size_t i = m->current == PAGE_NONE ? 0 : m->current; i < m->count; i++) {
        if (m->items[i].entry.kind == ASSESSMENT_ADD) {
            return i;
        }
    }
    for (size_t i = m->current == PAGE_NONE ? 0 : m->current; i-- > 0;) {
        if (m->items[i].entry.kind == ASSESSMENT_ADD) {
            return i;
        }
    }
    return PAGE_NONE;
}

bool page_item_stands_in(const struct page_item *item, const xmlNode *row)
{
    const xmlNode *node = item->entry.node;

    while (node && node != row) {
        node = node->parent;
    }
    return node != NULL;
}

size_t page_edit_find_row(const struct page_model *m)
{
    for (size_t i = m->current == PAGE_NONE ? 0 : m->current; i-- > 0;) {
        if (m->items[i].entry.kind == ASSESSMENT_ROW &&
            page_item_stands_in(&m->items[m->current], m->items[i].entry.node)) {
            return i;
        }
    }
    return PAGE_NONE;
}
