#include "text/editor.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/editor_core.h"
#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/width.h"

enum {
    COLUMNS_LEAST = 2,
    ROOM_LEAST = 64,
    HISTORY_LIMIT = 16 * 1024 * 1024,
    PASTE_LEAST = 240 /* bytes; more than an input method commits at once */
};

static bool reserve(struct editor *e, size_t size)
{
    if (size < e->room)
        return true;
    if (size > SIZE_MAX / 2 - 1)
        return false;
    size_t room = e->room * 2 > ROOM_LEAST ? e->room * 2 : ROOM_LEAST;
    if (room < size + 1)
        room = size + 1;
    char *text = realloc(e->text, room);
    if (text == NULL)
        return false;
    e->text = text;
    e->room = room;
    return true;
}

struct editor *editor_new(const char *text, int columns, bool single)
{
    struct editor *e = calloc(1, sizeof *e);
    if (e == NULL)
        return NULL;
    e->columns = columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
    e->aim = -1;
    e->single = single;
    e->size = e->original_size = strlen(text);
    e->original = malloc(e->size + 1);
    e->history = history_new(HISTORY_LIMIT);
    e->view = calloc(1, sizeof *e->view);
    if (e->original == NULL || e->history == NULL || e->view == NULL || !reserve(e, e->size)) {
        editor_free(e);
        return NULL;
    }
    memcpy(e->original, text, e->size + 1);
    memcpy(e->text, text, e->size + 1);
    e->view->segments_stale = e->view->layout_stale = true;
    return e;
}

void editor_free(struct editor *e)
{
    if (e == NULL)
        return;
    if (e->view != NULL) {
        segments_free(&e->view->segments);
        layout_free(&e->view->layout);
    }
    free(e->view);
    history_free(e->history);
    free(e->original);
    free(e->text);
    free(e);
}

const char *editor_text(const struct editor *e)
{
    return e->text;
}

size_t editor_size(const struct editor *e)
{
    return e->size;
}

bool editor_is_changed(const struct editor *e)
{
    return e->size != e->original_size || memcmp(e->text, e->original, e->size) != 0;
}

size_t editor_cursor(const struct editor *e)
{
    return e->cursor;
}

void editor_set_cursor(struct editor *e, size_t offset)
{
    e->cursor = grapheme_floor(e->text, e->size, offset);
    editor_settle(e);
}

void editor_settle(struct editor *e)
{
    e->anchor = e->cursor;
    e->aim = -1;
    e->last = EDITOR_LAST_OTHER;
}

size_t editor_unchanged(const struct editor *e)
{
    return e->unchanged < e->size ? e->unchanged : e->size;
}

void editor_mark(struct editor *e)
{
    e->unchanged = SIZE_MAX;
}

void editor_set_columns(struct editor *e, int columns)
{
    if (columns < COLUMNS_LEAST)
        columns = COLUMNS_LEAST;
    if (columns == e->columns)
        return;
    e->columns = columns;
    e->aim = -1;
    e->view->layout_stale = true;
}

/* The layout when there is no memory for one: the paragraph of the cursor. */
static const struct layout *fall_back(const struct editor *e)
{
    struct editor_view *view = e->view;
    const char *feed = memchr(e->text + e->cursor, '\n', e->size - e->cursor);
    size_t start = e->cursor;
    while (start > 0 && e->text[start - 1] != '\n')
        start--;
    view->fallback_line = (struct layout_line){
        .start = start,
        .end = feed == NULL ? e->size : (size_t)(feed - e->text),
        .columns = e->columns,
        .hard = true,
    };
    view->fallback = (struct layout)LAYOUT_INIT;
    view->fallback.lines = &view->fallback_line;
    view->fallback.count = 1;
    return &view->fallback;
}

const struct segments *editor_segments(const struct editor *e)
{
    struct editor_view *view = e->view;
    if (view->segments_stale && !segments_make(&view->segments, e->text, e->size))
        return NULL;
    view->segments_stale = false;
    return &view->segments;
}

const struct layout *editor_layout(const struct editor *e)
{
    struct editor_view *view = e->view;
    const struct segments *segments = editor_segments(e);
    if (view->layout_stale && (segments == NULL || !layout_break(&view->layout, e->text, segments,
                                                                 e->columns, width_ambiguous())))
        return fall_back(e);
    view->layout_stale = false;
    return &view->layout;
}

int editor_columns(const struct editor *e, size_t start, size_t end)
{
    const struct segments *segments = editor_segments(e);
    return segments != NULL ? segments_width(segments, start, end, width_ambiguous())
                            : width_of_text(e->text + start, end - start);
}

void editor_position(const struct editor *e, size_t *line, int *column)
{
    const struct layout *layout = editor_layout(e);
    *line = layout_line_of(layout, e->cursor);
    int width = editor_columns(e, layout->lines[*line].start, e->cursor);
    *column = width < e->columns ? width : e->columns;
}

/* What was taken apart and laid out is so anew where it changed. */
static void follow_change(struct editor *e, size_t offset, size_t removed, size_t added)
{
    struct editor_view *view = e->view;
    if (!view->segments_stale)
        view->segments_stale =
            !segments_change(&view->segments, e->text, e->size, offset, removed, added);
    if (!view->layout_stale)
        view->layout_stale =
            view->segments_stale ||
            !layout_change(&view->layout, e->text, &view->segments, e->columns, width_ambiguous());
}

/* Puts bytes in the place of removed bytes. There is room. */
static void replace(struct editor *e, size_t offset, size_t removed, const char *bytes, size_t size)
{
    char *place = e->text + offset;
    memmove(place + size, place + removed, e->size - offset - removed + 1);
    if (size > 0)
        memcpy(place, bytes, size);
    e->size = e->size - removed + size;
    if (offset < e->unchanged)
        e->unchanged = offset;
    follow_change(e, offset, removed, size);
}

/* Narrows a replacement to what differs, so that a step costs what it changes and
 * not the text that it was found in. */
static void narrow(const char *old, size_t *old_size, const char *new, size_t *new_size,
                   size_t *head)
{
    size_t least = *old_size < *new_size ? *old_size : *new_size, tail = 0;
    *head = 0;
    while (*head < least && old[*head] == new[*head])
        ++*head;
    while (tail < least - *head && old[*old_size - tail - 1] == new[*new_size - tail - 1])
        tail++;
    *old_size -= *head + tail;
    *new_size -= *head + tail;
}

bool editor_change(struct editor *e, size_t offset, size_t removed, const char *bytes, size_t size,
                   enum editor_last last)
{
    size_t end = offset + size, head;
    narrow(e->text + offset, &removed, bytes, &size, &head);
    offset += head;
    if (removed == 0 && size == 0) {
        editor_set_cursor(e, end); /* typed over with the same: nothing to undo */
        return true;
    }
    struct history_step *step = history_step_new(e->text + offset, removed, bytes + head, size);
    if (step == NULL)
        return false;
    if (!reserve(e, e->size - removed + size)) {
        history_step_free(step);
        return false;
    }
    step->offset = offset;
    step->joined = last != EDITOR_LAST_OTHER && last == e->last;
    step->before = e->cursor;
    replace(e, offset, removed, step->inserted, size);
    e->cursor = grapheme_ceiling(e->text, e->size, end);
    step->after = e->cursor;
    history_add(e->history, step);
    editor_settle(e);
    e->last = last;
    return true;
}

/* A copy of the bytes with line breaks as this editor has them; *size is set. */
static char *copy_normal(const struct editor *e, const char *bytes, size_t *size)
{
    char *copy = malloc(*size + 1);
    size_t length = 0;
    if (copy == NULL)
        return NULL;
    for (size_t i = 0; i < *size; i++) {
        if (bytes[i] == '\n' && i > 0 && bytes[i - 1] == '\r')
            continue;
        bool feed = bytes[i] == '\n' || bytes[i] == '\r';
        copy[length++] = !feed ? bytes[i] : e->single ? ' ' : '\n';
    }
    *size = length;
    return copy;
}

const char *editor_normal(const struct editor *e, const char *bytes, size_t *size, char **copy)
{
    *copy = NULL;
    if (!utf8_is_valid(bytes, *size, NULL) || memchr(bytes, '\0', *size) != NULL)
        return NULL;
    bool normal =
        memchr(bytes, '\r', *size) == NULL && (!e->single || memchr(bytes, '\n', *size) == NULL);
    return normal ? bytes : (*copy = copy_normal(e, bytes, size));
}

/* A change with a person's bytes. */
static bool put(struct editor *e, size_t offset, size_t removed, const char *bytes, size_t size,
                enum editor_last last)
{
    char *copy;
    bytes = editor_normal(e, bytes, &size, &copy);
    bool done = bytes != NULL && editor_change(e, offset, removed, bytes, size, last);
    free(copy);
    return done;
}

static bool ends_sentence(const char *bytes, size_t size)
{
    static const char *const ends[] = {"\n", "。", "．", "！", "？"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (size >= length && memcmp(bytes + size - length, ends[i], length) == 0)
            return true;
    }
    return false;
}

/* Puts bytes in the place of what is selected. */
static bool put_over(struct editor *e, const char *bytes, size_t size, enum editor_last last)
{
    size_t start, end;
    editor_selection(e, &start, &end);
    return put(e, start, end - start, bytes, size, last);
}

bool editor_insert(struct editor *e, const char *bytes, size_t size)
{
    if (size == 0)
        return true;
    bool paste = size >= PASTE_LEAST;
    if (!put_over(e, bytes, size, paste ? EDITOR_LAST_OTHER : EDITOR_LAST_TYPING))
        return false;
    if (ends_sentence(bytes, size))
        e->last = EDITOR_LAST_OTHER;
    return true;
}

bool editor_paste(struct editor *e, const char *bytes, size_t size)
{
    return size == 0 || put_over(e, bytes, size, EDITOR_LAST_OTHER);
}

bool editor_delete_selection(struct editor *e)
{
    size_t start, end;
    return editor_selection(e, &start, &end) &&
           editor_change(e, start, end - start, "", 0, EDITOR_LAST_OTHER);
}

bool editor_delete(struct editor *e)
{
    if (e->anchor != e->cursor)
        return editor_delete_selection(e);
    size_t end = grapheme_next(e->text, e->size, e->cursor);
    return end > e->cursor &&
           editor_change(e, e->cursor, end - e->cursor, "", 0, EDITOR_LAST_DELETE);
}

bool editor_backspace(struct editor *e)
{
    if (e->anchor != e->cursor)
        return editor_delete_selection(e);
    size_t start = grapheme_previous(e->text, e->size, e->cursor);
    return start < e->cursor &&
           editor_change(e, start, e->cursor - start, "", 0, EDITOR_LAST_BACKSPACE);
}

bool editor_delete_line(struct editor *e)
{
    if (e->anchor != e->cursor)
        return editor_delete_selection(e);
    const char *place = e->text + e->cursor;
    const char *feed = memchr(place, '\n', e->size - e->cursor);
    size_t length = feed == NULL ? e->size - e->cursor : (size_t)(feed - place);
    if (feed == place)
        length = 1;
    return length > 0 && editor_change(e, e->cursor, length, "", 0, EDITOR_LAST_OTHER);
}

bool editor_set_text(struct editor *e, const char *text)
{
    if (strcmp(text, e->text) == 0) {
        editor_set_cursor(e, e->size);
        return true;
    }
    return put(e, 0, e->size, text, strlen(text), EDITOR_LAST_OTHER);
}

bool editor_undo(struct editor *e)
{
    const struct history_step *step = history_undo(e->history);
    bool any = step != NULL;
    while (step != NULL) {
        /* There is room: the text has been this long before, and room never shrinks. */
        replace(e, step->offset, step->inserted_size, step->removed, step->removed_size);
        e->cursor = step->before;
        step = step->joined ? history_undo(e->history) : NULL;
    }
    if (any)
        editor_settle(e);
    return any;
}

bool editor_redo(struct editor *e)
{
    const struct history_step *step = history_redo(e->history);
    bool any = step != NULL;
    while (step != NULL) {
        replace(e, step->offset, step->removed_size, step->inserted, step->inserted_size);
        e->cursor = step->after;
        const struct history_step *next = history_peek_redo(e->history);
        step = next != NULL && next->joined ? history_redo(e->history) : NULL;
    }
    if (any)
        editor_settle(e);
    return any;
}
