/*
 * The text core of a field: a UTF-8 text, a cursor on a grapheme boundary, a
 * selection from an anchor to the cursor, and what keys do to them. It knows
 * nothing of the screen but a width in columns; a widget draws it. Undo goes back
 * to the text as it was set.
 */
#ifndef KUSEI_TEXT_EDITOR_H
#define KUSEI_TEXT_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "text/editor_search.h"
#include "text/layout.h"
#include "text/segments.h"

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
/* To offset, moved back to the nearest grapheme boundary; nothing is selected then. */
void editor_set_cursor(struct editor *e, size_t offset);
void editor_set_columns(struct editor *e, int columns);
/* The text taken apart (text/segments.h), valid until the next change; NULL when
 * memory is short. */
const struct segments *editor_segments(const struct editor *e);
/* The layout of the text as it is now, made when it is asked for; valid until the
 * next change. Never NULL: when memory is short it is one line, the paragraph
 * that the cursor is in. */
const struct layout *editor_layout(const struct editor *e);
/* Where the cursor is drawn: line of the layout and column in cells, 0 to
 * columns; at columns only behind a full line that ends with a line feed or with
 * the text. At a soft break the cursor is at the start of the next line. */
void editor_position(const struct editor *e, size_t *line, int *column);
/* Columns from one offset of a line to another. */
int editor_columns(const struct editor *e, size_t start, size_t end);

/* Clusters in the text as people count characters: line breaks are none. */
size_t editor_count(const struct editor *e);

/* Puts bytes in at the cursor, or in the place of what is selected; the cursor ends
 * behind them (and behind the cluster that they may have become part of). The bytes
 * must have passed allowed_check or allowed_filter. CR LF and CR become LF; in a
 * single-line editor a line break becomes a space. False (nothing changed) when
 * memory is short or the bytes are not UTF-8. */
bool editor_insert(struct editor *e, const char *bytes, size_t size);
/* The same, as a step of its own however short it is. */
bool editor_paste(struct editor *e, const char *bytes, size_t size);

/* What is selected, where something is; else what is said. False (nothing changed)
 * when there is nothing to delete or memory is short. */
bool editor_delete(struct editor *e);      /* the cluster after the cursor */
bool editor_backspace(struct editor *e);   /* the cluster before it */
bool editor_delete_line(struct editor *e); /* up to the line feed; at it, the line feed */

/* How many bytes at the start of the text are as they were at the last editor_mark();
 * 0 before the first, and all of them at most. */
size_t editor_unchanged(const struct editor *e);
void editor_mark(struct editor *e);

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
    EDITOR_RUN_RIGHT, /* by a phrase of text/words.h, about a 文節 */
    EDITOR_PARAGRAPH_START,
    EDITOR_PARAGRAPH_END, /* between line feeds, whatever the layout */
};

/* Lines are those of the layout. Up and down keep the column that was aimed for.
 * Line start and end, pressed again there, go on to the start and end of the
 * paragraph; line end stands before the last cluster of a line that ends softly.
 * rows: lines of a page, for the page moves. Returns false when the cursor could
 * not move that way, so that the page can move to the neighbouring field. Where
 * something is selected, it no longer is, and left and right only go to its end
 * on that side. */
bool editor_move(struct editor *e, enum editor_move move, size_t rows);
/* The same move with the anchor left where it is, so that what was passed is
 * selected too. */
bool editor_extend(struct editor *e, enum editor_move move, size_t rows);

/* Selects from anchor to cursor, which may stand before it; both are moved back
 * to a grapheme boundary. The cursor is drawn at its end. */
void editor_select(struct editor *e, size_t anchor, size_t cursor);
void editor_select_all(struct editor *e);
/* Between the line feeds around the cursor, and the phrase that it stands in or
 * in front of. False when that is empty: nothing is selected then. */
bool editor_select_paragraph(struct editor *e);
bool editor_select_run(struct editor *e);
/* Nothing, with the cursor where it is. */
void editor_select_nothing(struct editor *e);

/* Where the selection begins and ends. False when nothing is selected: both are
 * the cursor then. */
bool editor_selection(const struct editor *e, size_t *start, size_t *end);
bool editor_has_selection(const struct editor *e);
/* The bytes selected, *size of them, valid until the next change and without a NUL
 * of their own; NULL when nothing is selected. */
const char *editor_selected(const struct editor *e, size_t *size);
size_t editor_count_selected(const struct editor *e);
/* As a step of its own. False (nothing changed) when nothing is selected or memory
 * is short. */
bool editor_delete_selection(struct editor *e);

/* Undo and redo without end but for memory: with more than 16 MB of steps the
 * oldest go. Runs of typing undo together, up to the end of a sentence, a cursor
 * move or a paste. Neither can fail for want of memory. False when there is
 * nothing to undo or redo. */
bool editor_undo(struct editor *e);
bool editor_redo(struct editor *e);

enum editor_found {
    EDITOR_FOUND,
    EDITOR_FOUND_AROUND, /* past the end of the text and on from its start, or the reverse */
    EDITOR_FOUND_NOTHING,
    EDITOR_FOUND_NO_MEMORY,
};

/* Selects the next place behind the cursor (or behind what is selected) where what
 * stands, or the last one before it, as editor_search.h has it; around the end of
 * the text when there is none. An empty text stands nowhere. */
enum editor_found editor_find_next(struct editor *e, const char *what, enum editor_search_how how);
enum editor_found editor_find_previous(struct editor *e, const char *what,
                                       enum editor_search_how how);

/* Puts with in the place of what is selected, as a step of its own, when that is
 * what: then the cursor stands behind it, and editor_find_next goes on. False
 * (nothing changed) when it is not, when with is not UTF-8 or memory is short. */
bool editor_replace(struct editor *e, const char *what, enum editor_search_how how,
                    const char *with);

/* The same wherever what stands, from the start to the end of the text, in one step;
 * the cursor ends behind the last. *count gets how many there were. False (nothing
 * changed) when with is not UTF-8 or memory is short. */
bool editor_replace_all(struct editor *e, const char *what, enum editor_search_how how,
                        const char *with, size_t *count);

#endif
