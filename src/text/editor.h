/*
 * The text core of a field: a UTF-8 text, a cursor on a grapheme boundary, and
 * what keys do to them. It knows nothing of the screen but a width in columns;
 * a widget draws it. Undo goes back to the text as it was set.
 */
#ifndef KUSEI_TEXT_EDITOR_H
#define KUSEI_TEXT_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "text/layout.h"

struct editor;

/* A new editor with a copy of text (valid UTF-8), cursor at its start. columns
 * (>= 2) is the width it is laid out at. single: a line feed cannot be entered
 * (one that is in the text already stays); the line still breaks softly at
 * columns, so give a wide one where the field scrolls. NULL when memory is short. */
struct editor *editor_new(const char *text, int columns, bool single);
void editor_free(struct editor *e);

/* The text (NUL-terminated, valid until the next change) and its size. */
const char *editor_text(const struct editor *e);
size_t editor_size(const struct editor *e);
/* Whether the text differs from the one it was made with. */
bool editor_is_changed(const struct editor *e);

/* The cursor, in bytes from the start of the text. */
size_t editor_cursor(const struct editor *e);
/* To offset, moved back to the nearest grapheme boundary. */
void editor_set_cursor(struct editor *e, size_t offset);
void editor_set_columns(struct editor *e, int columns);
/* The layout of the text as it is now, made when it is asked for; valid until the
 * next change. Never NULL: when memory is short it is one line, the paragraph
 * that the cursor is in. */
const struct layout *editor_layout(const struct editor *e);
/* Where the cursor is drawn: line of the layout and column in cells, 0 to
 * columns; at columns only behind a full line that ends with a line feed or with
 * the text. At a soft break the cursor is at the start of the next line. */
void editor_position(const struct editor *e, size_t *line, int *column);

/* Puts bytes in at the cursor, which ends behind them (and behind the cluster that
 * they may have become part of). The bytes must have passed allowed_check or
 * allowed_filter. CR LF and CR become LF; in a single-line editor a line break
 * becomes a space. False (nothing changed) when memory is short or the bytes are
 * not UTF-8. */
bool editor_insert(struct editor *e, const char *bytes, size_t size);

/* False (nothing changed) when there is nothing to delete or memory is short. */
bool editor_delete(struct editor *e);      /* the cluster after the cursor */
bool editor_backspace(struct editor *e);   /* the cluster before it */
bool editor_delete_line(struct editor *e); /* up to the line feed; at it, the line feed */

/* Another text, as one undoable step; cursor to the end. Line breaks and false as
 * in editor_insert. */
bool editor_set_text(struct editor *e, const char *text);

enum editor_move {
    EDITOR_LEFT,
    EDITOR_RIGHT,
    EDITOR_UP,
    EDITOR_DOWN,
    EDITOR_LINE_START,
    EDITOR_LINE_END,
    EDITOR_PAGE_UP,
    EDITOR_PAGE_DOWN,
    EDITOR_TEXT_START,
    EDITOR_TEXT_END,
    EDITOR_RUN_LEFT,
    EDITOR_RUN_RIGHT, /* by a run of one script */
};

/* Lines are those of the layout. Up and down keep the column that was aimed for.
 * Line start and end, pressed again there, go on to the start and end of the
 * paragraph; line end stands before the last cluster of a line that ends softly.
 * A run is of kanji, hiragana, katakana, letters and digits, or signs, with the
 * blanks behind it. rows: lines of a page, for the page moves. Returns false
 * when the cursor could not move that way, so that the page can move to the
 * neighbouring field. */
bool editor_move(struct editor *e, enum editor_move move, size_t rows);

/* Undo and redo without end but for memory: with more than 16 MB of steps the
 * oldest go. Runs of typing undo together, up to the end of a sentence, a cursor
 * move or a paste. Neither can fail for want of memory. False when there is
 * nothing to undo or redo. */
bool editor_undo(struct editor *e);
bool editor_redo(struct editor *e);

#endif
