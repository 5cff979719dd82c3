/* Changing the field in hand. */
#include "config.h"

#include "terminal/page_edit.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

enum { COLUMNS_AT_FIRST = 40 }; /* until the view says how wide the field is */

bool page_item_is_choice(const struct page_item *item)
{
    return item->entry.item->kind == FORM_SELECT1;
}

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

bool page_edit_enter(struct page_model *m, size_t i, enum page_enter from)
{
    struct page_item *item = &m->items[i];

    m->typed[0] = '\0';
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

bool page_edit_insert(struct page_model *m, const char *text, size_t size)
{
    struct page_item *item = page_model_current(m);

    if (!item || !item->editor) {
        return false;
    }
    if (item->marked && is_mark(editor_text(item->editor)) &&
        !editor_set_text(item->editor, "")) {
        return false;
    }
    item->marked = false;
    return editor_insert(item->editor, text, size);
}

static bool set_text(struct page_model *m, const char *text)
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
           set_text(m, is_mark(editor_text(item->editor)) ? "" : ASSESSMENT_NOT_APPLICABLE);
}

bool page_edit_clear(struct page_model *m)
{
    m->typed[0] = '\0';
    return set_text(m, "");
}

/* --- choices ---------------------------------------------------------------------- */

const char **page_edit_values(const struct page_item *item, size_t *count)
{
    const struct form_item *form = item->entry.item;
    const char **values = calloc(form->choice_count + 2, sizeof(*values));
    bool has_mark = false;

    *count = 0;
    for (size_t i = 0; values && i < form->choice_count; i++) {
        values[(*count)++] = form->choices[i].value;
        has_mark = has_mark || is_mark(form->choices[i].value);
    }
    if (values && item->properties.not_applicable && !has_mark) {
        values[(*count)++] = ASSESSMENT_NOT_APPLICABLE;
    }
    return values;
}

bool page_edit_choose_next(struct page_model *m, bool forward)
{
    const struct page_item *item = page_model_current(m);
    size_t count = 0;
    const char **values = item ? page_edit_values(item, &count) : NULL;
    int at = values && item->editor ? fold_choose(editor_text(item->editor), values) : -1;
    bool good = false;

    if (count > 0) {
        size_t next = forward ? (size_t)(at + 1) % count : at > 0 ? (size_t)at - 1 : count - 1;
        m->typed[0] = '\0';
        good = set_text(m, values[next]);
    }
    free(values);
    return good;
}

static bool is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return !*text;
}

static bool begins_value(const char *typed, const char *const *values)
{
    char *key = fold_key(typed);
    bool begins = false;

    for (size_t i = 0; key && *key && values[i] && !begins; i++) {
        char *value = fold_key(values[i]);
        begins = value && strncmp(value, key, strlen(key)) == 0;
        free(value);
    }
    free(key);
    return begins;
}

enum typed { TYPED_NOTHING, TYPED_PART, TYPED_CHOICE };

/* Plain letters and digits are a way to point at a choice, and the choice's own
 * writing is taken; anything else (Ｂ, ①(i)) is how the person writes it. */
static enum typed try_typed(struct page_model *m, const char *const *values)
{
    int at = fold_choose(m->typed, values);

    if (at >= 0) {
        return set_text(m, is_ascii(m->typed) ? values[at] : m->typed) ? TYPED_CHOICE
                                                                        : TYPED_NOTHING;
    }
    return begins_value(m->typed, values) ? TYPED_PART : TYPED_NOTHING;
}

static enum typed add_typed(struct page_model *m, const char *const *values, const char *text,
                            size_t size)
{
    size_t used = strlen(m->typed);
    enum typed result = TYPED_NOTHING;

    if (used + size < sizeof(m->typed)) {
        memcpy(m->typed + used, text, size);
        m->typed[used + size] = '\0';
        result = try_typed(m, values);
    }
    if (result == TYPED_NOTHING && used > 0 && size < sizeof(m->typed)) {
        memcpy(m->typed, text, size); /* not a continuation: a new beginning */
        m->typed[size] = '\0';
        result = try_typed(m, values);
    }
    return result;
}

bool page_edit_choose_typed(struct page_model *m, const char *text, size_t size)
{
    const struct page_item *item = page_model_current(m);
    size_t count = 0;
    const char **values = item ? page_edit_values(item, &count) : NULL;
    enum typed result = values ? add_typed(m, values, text, size) : TYPED_NOTHING;

    free(values);
    if (result == TYPED_NOTHING) {
        m->typed[0] = '\0';
    }
    return result != TYPED_NOTHING;
}

/* --- into the assessment ------------------------------------------------------------ */

static void clear_refusal(struct page_model *m, struct page_item *item)
{
    if (item->refused) {
        item->refused = false;
        page_model_take_notes(m);
    }
}

bool page_edit_commit(struct page_model *m, bool whole)
{
    struct page_item *item = page_model_current(m);
    struct error err = {""};

    if (!item || !item->editor || page_model_locked(m, item)) {
        return false;
    }
    if (strcmp(editor_text(item->editor), item->sent) == 0) {
        clear_refusal(m, item);
        return false;
    }
    if (!assessment_set(session_assessment(m->session), item->entry.item, item->entry.node,
                        editor_text(item->editor), &err)) {
        if (whole) {
            clear_refusal(m, item);
            page_item_refuse(item, err.text);
        }
        return false;
    }
    clear_refusal(m, item);
    char *sent = assessment_get_printed(session_assessment(m->session), item->entry.node);
    if (sent) {
        free(item->sent);
        item->sent = sent;
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

static bool stands_in(const xmlNode *node, const xmlNode *around)
{
    while (node && node != around) {
        node = node->parent;
    }
    return node != NULL;
}

size_t page_edit_find_row(const struct page_model *m)
{
    for (size_t i = m->current == PAGE_NONE ? 0 : m->current; i-- > 0;) {
        if (m->items[i].entry.kind == ASSESSMENT_ROW &&
            stands_in(m->items[m->current].entry.node, m->items[i].entry.node)) {
            return i;
        }
    }
    return PAGE_NONE;
}
