/* The sentences under the fields: findings, and texts that were refused. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_characters.h"
#include "terminal/page_model.h"

struct page_note *page_note_add(struct page_note **notes, size_t *count)
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
    struct page_note *note = text ? page_note_add(&item->notes, &item->note_count) : NULL;

    if (!note) {
        free(text);
        return false;
    }
    note->kind = PAGE_NOTE_REFUSED;
    note->severity = RULES_ERROR;
    note->text = text;
    item->refused = true;
    return true;
}

bool page_item_add_word(struct page_item *item, enum page_note_kind kind,
                        enum rules_severity severity, char *text)
{
    struct page_note *note = text ? page_note_add(&item->notes, &item->note_count) : NULL;

    if (!note) {
        free(text);
        return false;
    }
    note->kind = kind;
    note->severity = severity;
    note->text = text;
    return true;
}

const char *page_item_refusal(const struct page_item *item)
{
    for (size_t i = 0; i < item->note_count; i++) {
        if (item->notes[i].kind == PAGE_NOTE_REFUSED) {
            return item->notes[i].text;
        }
    }
    return NULL;
}

bool page_note_is_shown(const struct page_item *item, const struct page_note *note)
{
    return !note->open || item->left;
}

const struct page_note *page_item_note(const struct page_item *item)
{
    for (size_t i = 0; i < item->note_count; i++) {
        const struct page_note *note = &item->notes[i];
        bool of_finding = note->kind == PAGE_NOTE_FINDING || note->kind == PAGE_NOTE_REFUSED;
        if (of_finding && page_note_is_shown(item, note)) {
            return note;
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
    struct page_note *note = page_note_add(notes, count);

    if (!note) {
        return false;
    }
    note->severity = f->severity;
    note->open = placed->open;
    note->kept = placed->judged->kept == JUDGED_KEPT;
    note->about = placed->node;
    note->remedy = remedy && *remedy ? strdup(remedy) : NULL;
    note->id = strdup(f->id);
    note->text = strdup(message ? message : f->id);
    return note->text && note->id;
}

/* The field itself, or the field whose attribute it is, or the first field of
 * the row. */
size_t page_model_find_subject(const struct page_model *m, const struct session_finding *f)
{
    size_t i = page_model_find(m, f->node);

    if (i == PAGE_NONE) {
        i = page_model_find(m, f->around);
    }
    for (size_t k = 0; i == PAGE_NONE && k < m->count; k++) {
        const struct assessment_entry *entry = &m->items[k].entry;
        if (entry->kind == ASSESSMENT_ROW && entry->node == f->node) {
            i = page_model_step(m, k, true);
        }
    }
    return i;
}

/* A sentence of a refused text is kept; the findings are taken anew. */
static char *keep_refusal(const struct page_item *item)
{
    const char *text = item->refused ? page_item_refusal(item) : NULL;

    return text ? strdup(text) : NULL;
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

static bool note_words(struct page_model *m)
{
    bool good = true;

    for (size_t i = 0; good && i < m->count; i++) {
        struct page_item *item = &m->items[i];
        good = (!item->reason || page_reason_note(item)) &&
               (!item->proposal || page_proposal_note(m, item));
        page_item_remark(item);
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
        size_t at = page_model_find_subject(m, &findings[i]);
        struct page_item *item = at == PAGE_NONE ? NULL : &m->items[at];
        good = item ? note_finding(m, &findings[i], &item->notes, &item->note_count)
                    : note_finding(m, &findings[i], &m->notes, &m->note_count);
    }
    return good && note_words(m) && page_model_take_remarks(m);
}
