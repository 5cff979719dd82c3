/* Remarks about characters outside JIS X 0213. */
#include "config.h"

#include "terminal/page_characters.h"

#include <stdlib.h>
#include <string.h>

#include "terminal/page_choice.h"
#include "text/buffer.h"
#include "text/i18n.h"
#include "text/portable.h"

static char *make_remark(const char *text)
{
    size_t size = strlen(text);
    struct portable_place place = PORTABLE_START;
    struct buffer out = BUFFER_INIT;
    char name[96];
    size_t more = 0;

    if (portable_is_plain(text, size) || !portable_next(text, size, &place)) {
        return NULL;
    }
    portable_describe(text + place.offset, place.size, name, sizeof(name));
    buffer_append_format(&out,
                         _("%.*s %s, line %zu, character %zu: outside JIS X 0213. Other systems "
                           "may not show or print it."),
                         (int)place.size, text + place.offset, name, place.line, place.character);
    for (struct portable_place next = place; portable_next(text, size, &next);) {
        more++;
    }
    if (more > 0) {
        buffer_append_format(&out, ngettext(" (and %zu more)", " (and %zu more)", more), more);
    }
    return buffer_take(&out);
}

static struct page_note *find_remark(struct page_item *item)
{
    for (size_t i = 0; i < item->note_count; i++) {
        if (item->notes[i].kind == PAGE_NOTE_CHARACTERS) {
            return &item->notes[i];
        }
    }
    return NULL;
}

static void remove_note(struct page_item *item, struct page_note *note)
{
    size_t behind = item->note_count - (size_t)(note - item->notes) - 1;

    free(note->text);
    layout_free(&note->lines);
    memmove(note, note + 1, behind * sizeof(*note));
    item->note_count--;
}

bool page_item_remark(struct page_item *item)
{
    bool text = item->entry.kind == ASSESSMENT_FIELD && !page_item_is_choice(item);
    const char *now = !text ? "" : item->editor ? editor_text(item->editor) : item->sent;
    char *remark = make_remark(now);
    struct page_note *note = find_remark(item);
    bool changed = remark ? !note || strcmp(note->text, remark) != 0 : note != NULL;

    if (changed && note) {
        remove_note(item, note);
    }
    if (changed && remark) {
        page_item_add_word(item, PAGE_NOTE_CHARACTERS, RULES_INFO, remark);
    } else {
        free(remark);
    }
    return changed;
}
