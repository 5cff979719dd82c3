/* The sentences under the fields: findings, and texts that were refused. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_model.h"

static struct page_note *add_note(struct page_note **notes, size_t *count)
{
    struct page_note *grown = realloc(*notes, (*count + 1) * sizeof(**notes));

    if (!grown) {
        return NULL;
    }
    *notes = grown;
    memset(&grown[*count], 0, sizeof(*grown));
    return &grown[(*count)++];
}

bool page_item_refuse(struct page_item *item, const char *why)
{
    char *text = strdup(why);
    struct page_note *note = text ? add_note(&item->notes, &item->note_count) : NULL;

    if (!note) {
        free(text);
        return false;
    }
    note->severity = RULES_ERROR;
    note->text = text;
    item->refused = true;
    return true;
}

bool page_note_is_shown(const struct page_item *item, const struct page_note *note)
{
    return !note->open || item->left;
}

const struct page_note *page_item_note(const struct page_item *item)
{
    for (size_t i = 0; i < item->note_count; i++) {
        if (page_note_is_shown(item, &item->notes[i])) {
            return &item->notes[i];
        }
    }
    return NULL;
}

static bool note_finding(const struct page_model *m, const struct session_finding *placed,
                         struct page_note **notes, size_t *count)
{
    const struct finding *f = placed->finding;
    enum form_lang lang = session_lang(m->session);
    const char *remedy = f->remedy[lang] ? f->remedy[lang] : f->remedy[FORM_JA];
    const char *message = f->message[lang] ? f->message[lang] : f->message[FORM_JA];
    struct page_note *note = add_note(notes, count);

    if (!note) {
        return false;
    }
    note->severity = f->severity;
    note->open = placed->open;
    note->remedy = remedy && *remedy ? strdup(remedy) : NULL;
    note->id = strdup(f->id);
    note->text = strdup(message ? message : f->id);
    return note->text && note->id;
}

/* The item the finding is about: the field itself, or the field whose attribute
 * it is, or the first field of the row. */
static struct page_item *item_of(struct page_model *m, const struct session_finding *placed)
{
    size_t i = page_model_find(m, placed->node);

    if (i == PAGE_NONE) {
        i = page_model_find(m, placed->around);
    }
    for (size_t k = 0; i == PAGE_NONE && k < m->count; k++) {
        const struct assessment_entry *entry = &m->items[k].entry;
        if (entry->kind == ASSESSMENT_ROW && entry->node == placed->node) {
            i = page_model_step(m, k, true);
        }
    }
    return i == PAGE_NONE ? NULL : &m->items[i];
}

/* A sentence of a refused text is kept; the findings are taken anew. */
static char *keep_refusal(const struct page_item *item)
{
    return item->refused && item->note_count > 0 && !item->notes[0].id ? strdup(item->notes[0].text)
                                                                       : NULL;
}

static bool keep_refusals(struct page_model *m, char **kept)
{
    bool good = true;

    for (size_t i = 0; i < m->count; i++) {
        kept[i] = keep_refusal(&m->items[i]);
    }
    page_model_drop_notes(m);
    for (size_t i = 0; i < m->count; i++) {
        if (kept[i]) {
            good = page_item_refuse(&m->items[i], kept[i]) && good;
            free(kept[i]);
        }
    }
    return good;
}

bool page_model_take_notes(struct page_model *m)
{
    size_t count;
    const struct session_finding *findings = session_findings(m->session, &count);
    char **kept = calloc(m->count + 1, sizeof(*kept));
    bool good = kept && keep_refusals(m, kept);

    free(kept);
    for (size_t i = 0; good && i < count; i++) {
        if (findings[i].page != m->page) {
            continue;
        }
        struct page_item *item = item_of(m, &findings[i]);
        good = item ? note_finding(m, &findings[i], &item->notes, &item->note_count)
                    : note_finding(m, &findings[i], &m->notes, &m->note_count);
    }
    return good;
}
