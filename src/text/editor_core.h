/*
 * What the parts of the editor share: editor.c changes the text, editor_move.c
 * moves in it, editor_select.c selects in it, editor_find.c finds and replaces.
 * For nobody else.
 *
 * The text is a plain growing string. A gap buffer would save moving the tail
 * at each key, which costs a microsecond at 100 kB, and everybody who reads the
 * text (layout, clusters, the form) wants it in one piece.
 */
#ifndef KUSEI_TEXT_EDITOR_CORE_H
#define KUSEI_TEXT_EDITOR_CORE_H

#include "text/editor.h"
#include "text/history.h"

/* What the last key did, so that runs of the same undo together. */
enum editor_last {
    EDITOR_LAST_OTHER,
    EDITOR_LAST_TYPING,
    EDITOR_LAST_BACKSPACE,
    EDITOR_LAST_DELETE
};

/* The layout and whether it is still that of the text. Behind a pointer, because
 * it is made when somebody reads it, and readers have a const editor. */
struct editor_view {
    struct segments segments;
    struct layout layout;
    bool segments_stale, layout_stale;
    struct layout_line fallback_line;
    struct layout fallback;
};

struct editor {
    char *text; /* size bytes and a NUL, in room bytes */
    size_t size;
    size_t room;
    size_t unchanged; /* bytes at the start since the last mark */
    size_t cursor;
    size_t anchor; /* the other end of the selection; the cursor when there is none */
    int columns;
    int aim; /* the column that up and down aim for; -1: the cursor's own */
    bool single;
    enum editor_last last;
    char *original;
    size_t original_size;
    struct history *history;
    struct editor_view *view;
};

/* The only way a person's change reaches the text: bytes (normal, see below) in the
 * place of removed bytes at offset, as one step. The cursor goes behind them, and
 * on to the next boundary where they have joined with what follows; nothing is
 * selected any more. False, and nothing changed, when memory is short. */
bool editor_change(struct editor *e, size_t offset, size_t removed, const char *bytes, size_t size,
                   enum editor_last last);

/* The bytes as this editor may hold them, with its line breaks: themselves, or a
 * copy in *copy, which the caller frees in any case; *size is set. NULL when they
 * are not UTF-8, have a NUL in them or memory is short. */
const char *editor_normal(const struct editor *e, const char *bytes, size_t *size, char **copy);

/* Nothing is selected; the next key begins a step and a column of its own. */
void editor_settle(struct editor *e);

#endif
