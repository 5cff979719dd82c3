#include "text/editor.h"

#include <stdint.h>
#include <string.h>

#include "text/editor_core.h"
#include "text/grapheme.h"
#include "text/width.h"
#include "text/words.h"

/* Where in a line a column is: before the cluster that covers it. The end of a
 * line that ends softly is the start of the next one, so the last place in it is
 * before its last cluster. */
static size_t offset_at(const struct editor *e, const struct layout_line *line, int column)
{
    size_t size = line->end - line->start;
    const char *text = e->text + line->start;
    size_t fits = width_fit(text, size, column, NULL);
    if (!line->hard && fits == size)
        fits = grapheme_previous(text, size, size);
    return line->start + fits;
}

/* rows lines up (negative) or down, as far as there are any. */
static bool move_lines(struct editor *e, bool down, size_t rows)
{
    const struct layout *layout = editor_layout(e);
    size_t line;
    int column;
    editor_position(e, &line, &column);
    size_t most = down ? layout->count - 1 - line : line;
    if (rows > most)
        rows = most;
    if (rows == 0)
        return false;
    if (e->aim < 0)
        e->aim = column;
    e->cursor = offset_at(e, &layout->lines[down ? line + rows : line - rows], e->aim);
    return true;
}

static size_t paragraph_start(const struct editor *e)
{
    size_t start = e->cursor;
    while (start > 0 && e->text[start - 1] != '\n')
        start--;
    return start;
}

static size_t paragraph_end(const struct editor *e)
{
    const char *feed = memchr(e->text + e->cursor, '\n', e->size - e->cursor);
    return feed == NULL ? e->size : (size_t)(feed - e->text);
}

static size_t line_start(const struct editor *e)
{
    const struct layout *layout = editor_layout(e);
    size_t start = layout->lines[layout_line_of(layout, e->cursor)].start;
    return start < e->cursor ? start : paragraph_start(e);
}

static size_t line_end(const struct editor *e)
{
    const struct layout *layout = editor_layout(e);
    size_t end = offset_at(e, &layout->lines[layout_line_of(layout, e->cursor)], INT32_MAX);
    return end > e->cursor ? end : paragraph_end(e);
}

/* Where a move that is no move by lines goes to. */
static size_t target(const struct editor *e, enum editor_move move)
{
    switch (move) {
    case EDITOR_LEFT:
        return grapheme_previous(e->text, e->size, e->cursor);
    case EDITOR_RIGHT:
        return grapheme_next(e->text, e->size, e->cursor);
    case EDITOR_LINE_START:
        return line_start(e);
    case EDITOR_LINE_END:
        return line_end(e);
    case EDITOR_TEXT_START:
        return 0;
    case EDITOR_TEXT_END:
        return e->size;
    case EDITOR_RUN_LEFT:
        return words_previous(e->text, e->size, e->cursor);
    case EDITOR_RUN_RIGHT:
        return words_next(e->text, e->size, e->cursor);
    case EDITOR_PARAGRAPH_START:
        return paragraph_start(e);
    case EDITOR_PARAGRAPH_END:
        return paragraph_end(e);
    case EDITOR_UP:
    case EDITOR_DOWN:
    case EDITOR_PAGE_UP:
    case EDITOR_PAGE_DOWN:
        break;
    }
    return e->cursor;
}

static bool move_cursor(struct editor *e, enum editor_move move, size_t rows)
{
    e->last = EDITOR_LAST_OTHER;
    if (rows == 0)
        rows = 1;
    switch (move) {
    case EDITOR_UP:
    case EDITOR_DOWN:
        return move_lines(e, move == EDITOR_DOWN, 1);
    case EDITOR_PAGE_UP:
    case EDITOR_PAGE_DOWN:
        return move_lines(e, move == EDITOR_PAGE_DOWN, rows);
    default:
        break;
    }
    size_t offset = target(e, move);
    bool moved = offset != e->cursor;
    e->cursor = offset;
    e->aim = -1;
    return moved;
}

bool editor_move(struct editor *e, enum editor_move move, size_t rows)
{
    size_t start, end;
    bool selected = editor_selection(e, &start, &end);
    if (selected && (move == EDITOR_LEFT || move == EDITOR_RIGHT)) {
        editor_set_cursor(e, move == EDITOR_LEFT ? start : end);
        return true;
    }
    bool moved = move_cursor(e, move, rows);
    e->anchor = e->cursor;
    return moved || selected;
}

bool editor_extend(struct editor *e, enum editor_move move, size_t rows)
{
    return move_cursor(e, move, rows);
}
