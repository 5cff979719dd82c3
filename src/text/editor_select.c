#include <string.h>

#include "text/editor.h"
#include "text/editor_core.h"
#include "text/grapheme.h"
#include "text/words.h"

void editor_select(struct editor *e, size_t anchor, size_t cursor)
{
    editor_set_cursor(e, cursor);
    e->anchor = grapheme_floor(e->text, e->size, anchor);
}

void editor_select_all(struct editor *e)
{
    editor_select(e, 0, e->size);
}

bool editor_select_paragraph(struct editor *e)
{
    const char *feed = memchr(e->text + e->cursor, '\n', e->size - e->cursor);
    size_t start = e->cursor;
    while (start > 0 && e->text[start - 1] != '\n')
        start--;
    editor_select(e, start, feed == NULL ? e->size : (size_t)(feed - e->text));
    return e->anchor != e->cursor;
}

bool editor_select_run(struct editor *e)
{
    size_t start, end;
    words_phrase_at(e->text, e->size, e->cursor, &start, &end);
    editor_select(e, start, end);
    return e->anchor != e->cursor;
}

void editor_select_nothing(struct editor *e)
{
    e->anchor = e->cursor;
}

bool editor_selection(const struct editor *e, size_t *start, size_t *end)
{
    *start = e->anchor < e->cursor ? e->anchor : e->cursor;
    *end = e->anchor < e->cursor ? e->cursor : e->anchor;
    return *start < *end;
}

bool editor_has_selection(const struct editor *e)
{
    return e->anchor != e->cursor;
}

const char *editor_selected(const struct editor *e, size_t *size)
{
    size_t start, end;
    bool any = editor_selection(e, &start, &end);
    *size = end - start;
    return any ? e->text + start : NULL;
}

static size_t count(const char *text, size_t size)
{
    size_t clusters = 0;
    for (size_t at = 0; at < size; at = grapheme_next(text, size, at))
        clusters += text[at] == '\n' ? 0 : 1;
    return clusters;
}

size_t editor_count(const struct editor *e)
{
    const struct segments *segments = editor_segments(e);
    return segments != NULL ? segments->count : count(e->text, e->size);
}

size_t editor_count_selected(const struct editor *e)
{
    size_t start, end;
    editor_selection(e, &start, &end);
    return count(e->text + start, end - start);
}
