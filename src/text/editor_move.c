#include "text/editor.h"

#include <stdint.h>
#include <string.h>

#include "text/editor_core.h"
#include "text/grapheme.h"
#include "text/utf8.h"
#include "text/width.h"

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

static size_t line_start(const struct editor *e)
{
    const struct layout *layout = editor_layout(e);
    size_t start = layout->lines[layout_line_of(layout, e->cursor)].start;
    if (start < e->cursor)
        return start;
    while (start > 0 && e->text[start - 1] != '\n')
        start--;
    return start;
}

static size_t line_end(const struct editor *e)
{
    const struct layout *layout = editor_layout(e);
    size_t end = offset_at(e, &layout->lines[layout_line_of(layout, e->cursor)], INT32_MAX);
    if (end > e->cursor)
        return end;
    const char *feed = memchr(e->text + end, '\n', e->size - end);
    return feed == NULL ? e->size : (size_t)(feed - e->text);
}

enum script { BLANK, LINE_FEED, KANJI, HIRAGANA, KATAKANA, ALPHANUMERIC, SIGN };

static enum script script_of(const char *s, size_t size)
{
    uint32_t cp = 0;
    utf8_decode(s, size, &cp);
    if (cp == '\n')
        return LINE_FEED;
    if (cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000)
        return BLANK;
    if (cp >= 0x3041 && cp <= 0x309F)
        return HIRAGANA;
    if ((cp >= 0x30A1 && cp <= 0x30FF && cp != 0x30FB) || (cp >= 0xFF66 && cp <= 0xFF9F))
        return KATAKANA;
    if ((cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x4E00 && cp <= 0x9FFF) || cp == 0x3005 ||
        (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFD))
        return KANJI;
    if (cp >= 0xFF01 && cp <= 0xFF5E) /* full-width ASCII goes with ASCII */
        cp -= 0xFEE0;
    if ((cp >= '0' && cp <= '9') || ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') ||
        (cp >= 0xC0 && cp < 0x2000 && cp != 0xD7 && cp != 0xF7))
        return ALPHANUMERIC;
    return SIGN;
}

/* The end of the clusters from offset on that are of that script. */
static size_t run_end(const struct editor *e, size_t offset, enum script script)
{
    while (offset < e->size && script_of(e->text + offset, e->size - offset) == script)
        offset = grapheme_next(e->text, e->size, offset);
    return offset;
}

static size_t run_start(const struct editor *e, size_t offset, enum script script)
{
    while (offset > 0) {
        size_t before = grapheme_previous(e->text, e->size, offset);
        if (script_of(e->text + before, e->size - before) != script)
            break;
        offset = before;
    }
    return offset;
}

static size_t run_right(const struct editor *e)
{
    if (e->cursor >= e->size)
        return e->size;
    enum script script = script_of(e->text + e->cursor, e->size - e->cursor);
    size_t end = script == LINE_FEED ? e->cursor + 1 : run_end(e, e->cursor, script);
    return run_end(e, end, BLANK);
}

static size_t run_left(const struct editor *e)
{
    size_t end = run_start(e, e->cursor, BLANK);
    if (end == 0)
        return 0;
    size_t before = grapheme_previous(e->text, e->size, end);
    enum script script = script_of(e->text + before, e->size - before);
    return script == LINE_FEED ? before : run_start(e, end, script);
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
        return run_left(e);
    case EDITOR_RUN_RIGHT:
        return run_right(e);
    case EDITOR_UP:
    case EDITOR_DOWN:
    case EDITOR_PAGE_UP:
    case EDITOR_PAGE_DOWN:
        break;
    }
    return e->cursor;
}

bool editor_move(struct editor *e, enum editor_move move, size_t rows)
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
