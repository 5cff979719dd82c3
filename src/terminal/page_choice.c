/* Choices: which there are, which is chosen, choosing by step and by typing. */
#include "config.h"

#include "terminal/page_choice.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "terminal/page_edit.h"
#include "text/buffer.h"
#include "text/fold.h"
#include "text/i18n.h"
#include "text/scan.h"

bool page_item_is_choice(const struct page_item *item)
{
    return item->entry.item->kind == FORM_SELECT1;
}

const char **page_choice_values(const struct page_item *item, size_t *count)
{
    const struct form_item *form = item->entry.item;
    const char **values = calloc(form->choice_count + 2, sizeof(*values));
    bool has_mark = false;

    *count = 0;
    for (size_t i = 0; values && i < form->choice_count; i++) {
        values[(*count)++] = form->choices[i].value;
        has_mark = has_mark || strcmp(form->choices[i].value, ASSESSMENT_NOT_APPLICABLE) == 0;
    }
    if (values && item->properties.not_applicable && !has_mark) {
        values[(*count)++] = ASSESSMENT_NOT_APPLICABLE;
    }
    return values;
}

bool page_choice_next(struct page_model *m, bool forward)
{
    const struct page_item *item = page_model_current(m);
    size_t count = 0;
    const char **values = item ? page_choice_values(item, &count) : NULL;
    int at = values && item->editor ? fold_choose(editor_text(item->editor), values) : -1;
    bool good = false;

    if (count > 0) {
        size_t next = forward ? (size_t)(at + 1) % count : at > 0 ? (size_t)at - 1 : count - 1;
        m->typed[0] = '\0';
        good = page_edit_set_text(m, values[next]);
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

/* Whether any of the values goes on where the key ends. */
static bool begins_value(const char *typed, const char *const *values)
{
    char *key = fold_key(typed);
    bool begins = false;

    for (size_t i = 0; key && *key && values[i] && !begins; i++) {
        char *value = fold_key(values[i]);
        begins = value && strncmp(value, key, strlen(key)) == 0 && strcmp(value, key) != 0;
        free(value);
    }
    free(key);
    return begins;
}

enum brackets { BRACKETS_NONE, BRACKETS_OPEN, BRACKETS_CLOSED };

static enum brackets read_brackets(const char *typed)
{
    enum brackets read = BRACKETS_NONE;
    uint32_t cp = 0;
    size_t length;

    for (const char *at = typed; (length = scan_char(at, &cp)) > 0; at += length) {
        read = scan_is_opening(cp) ? BRACKETS_OPEN : scan_is_closing(cp) ? BRACKETS_CLOSED : read;
    }
    return read;
}

/* ① may become ①(ⅰ), and that ①(ⅱ) until its bracket is closed. */
static bool may_go_on(const char *typed, const char *const *values)
{
    enum brackets brackets = read_brackets(typed);

    return brackets == BRACKETS_OPEN || (brackets == BRACKETS_NONE && begins_value(typed, values));
}

/* Plain letters and digits are a way to point at a choice, and the choice's own
 * writing is taken; anything else (full-width, circled) is how the person writes it. */
static enum page_choice_typed try_typed(struct page_model *m, const char *const *values)
{
    int at = fold_choose(m->typed, values);

    if (at < 0) {
        return begins_value(m->typed, values) ? PAGE_CHOICE_BEGUN : PAGE_CHOICE_NONE;
    }
    if (!page_edit_set_text(m, is_ascii(m->typed) ? values[at] : m->typed)) {
        return PAGE_CHOICE_NONE;
    }
    return may_go_on(m->typed, values) ? PAGE_CHOICE_BEGUN
           : m->typed_anew             ? PAGE_CHOICE_DONE
                                       : PAGE_CHOICE_MADE;
}

static enum page_choice_typed begin_typed(struct page_model *m, const char *const *values,
                                          const char *text, size_t size)
{
    if (size >= sizeof(m->typed)) {
        return PAGE_CHOICE_NONE;
    }
    memcpy(m->typed, text, size);
    m->typed[size] = '\0';
    m->typed_anew = !*editor_text(page_model_current(m)->editor);
    return try_typed(m, values);
}

static enum page_choice_typed add_typed(struct page_model *m, const char *const *values,
                                        const char *text, size_t size)
{
    size_t used = strlen(m->typed);
    enum page_choice_typed result = PAGE_CHOICE_NONE;

    if (used > 0 && used + size < sizeof(m->typed)) {
        memcpy(m->typed + used, text, size);
        m->typed[used + size] = '\0';
        result = try_typed(m, values);
    }
    /* No continuation is a new beginning. */
    return result != PAGE_CHOICE_NONE ? result : begin_typed(m, values, text, size);
}

enum page_choice_typed page_choice_type(struct page_model *m, const char *text, size_t size)
{
    const struct page_item *item = page_model_current(m);
    size_t count = 0;
    const char **values = item && item->editor ? page_choice_values(item, &count) : NULL;
    enum page_choice_typed result = values ? add_typed(m, values, text, size) : PAGE_CHOICE_NONE;

    free(values);
    if (result == PAGE_CHOICE_NONE) {
        m->typed[0] = '\0';
    }
    return result;
}

/* The value that stands in front of its meaning: "A good". */
static int choose_by_first_word(const char *text, const char *const *values)
{
    size_t size = strcspn(text, " \t\n");
    char *word = text[size] ? strndup(text, size) : NULL;
    int at = word ? fold_choose(word, values) : -1;

    free(word);
    return at;
}

bool page_choice_take(struct page_model *m, const char *text)
{
    const struct page_item *item = page_model_current(m);
    size_t count = 0;
    const char **values = item ? page_choice_values(item, &count) : NULL;
    int at = values ? fold_choose(text, values) : -1;

    if (values && at < 0) {
        at = choose_by_first_word(text, values);
    }
    bool good = at >= 0 && page_edit_set_text(m, values[at]);
    m->typed[0] = '\0';
    free(values);
    return good;
}

/* --- as shown ------------------------------------------------------------------ */

static size_t chosen(const struct page_item *item, const char *const *values)
{
    const char *text = item->editor ? editor_text(item->editor) : item->sent;
    int at = *text ? fold_choose(text, values) : -1;

    return at < 0 ? PAGE_NONE : (size_t)at;
}

static char *label_of(const struct page_model *m, const struct page_item *item, const char *value)
{
    const struct form_item *form = item->entry.item;

    for (size_t i = 0; i < form->choice_count; i++) {
        if (strcmp(form->choices[i].value, value) == 0) {
            return assessment_text(session_assessment(m->session), &form->choices[i].label,
                                   session_lang(m->session), item->entry.node);
        }
    }
    return strcmp(value, ASSESSMENT_NOT_APPLICABLE) == 0 ? strdup(_("not applicable")) : NULL;
}

char *page_choice_list(const struct page_model *m, struct page_item *item)
{
    size_t count = 0;
    const char **values = page_choice_values(item, &count);
    size_t at = values ? chosen(item, values) : PAGE_NONE;
    struct buffer text = BUFFER_INIT;

    item->chosen_at = 0;
    for (size_t i = 0; values && i < count; i++) {
        char *label = label_of(m, item, values[i]);
        buffer_append_string(&text, i > 0 ? "\n" : "");
        item->chosen_at = i == at ? text.size : item->chosen_at;
        buffer_append_format(&text, "%s %s%s%s", i == at ? "*" : " ", values[i],
                             label && *label ? " " : "", label ? label : "");
        free(label);
    }
    free(values);
    return buffer_take(&text);
}
