/*
 * What the keys do: one table, from which the keys are found, the bottom line
 * is made, and the help is written. A screen is given actions, never keys.
 */
#ifndef KUSEI_TERMINAL_KEYMAP_H
#define KUSEI_TERMINAL_KEYMAP_H

#include <stddef.h>

enum action {
    ACTION_NONE,
    ACTION_HELP,
    ACTION_OUTLINE,
    ACTION_COPY,
    ACTION_NEXT_OPEN,
    ACTION_FINDINGS,
    ACTION_WHY,
    ACTION_REASON,
    ACTION_INFOS,
    ACTION_TAKE,
    ACTION_HISTORY,
    ACTION_NOT_APPLICABLE,
    ACTION_SAVE,
    ACTION_LEAVE,
    ACTION_NEXT_PAGE,
    ACTION_PREVIOUS_PAGE,
    ACTION_OPEN,
    ACTION_NEW,
    ACTION_CHOOSE,
    ACTION_NEXT_FIELD,
    ACTION_PREVIOUS_FIELD,
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT,
    ACTION_RIGHT,
    ACTION_RUN_LEFT,
    ACTION_RUN_RIGHT,
    ACTION_LINE_START,
    ACTION_LINE_END,
    ACTION_FIRST,
    ACTION_LAST,
    ACTION_SCREEN_UP,
    ACTION_SCREEN_DOWN,
    ACTION_BACKSPACE,
    ACTION_DELETE,
    ACTION_DELETE_LINE,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_ADD,
    ACTION_REMOVE,
    ACTION_PAGE_NOT_APPLICABLE,
    ACTION_CANCEL,
    ACTION_REDRAW,
};

/* The screens, as bits of where a key works. */
enum keymap_place {
    PLACE_LIST = 1 << 0,
    PLACE_NEW = 1 << 1,
    PLACE_OUTLINE = 1 << 2,
    PLACE_PAGE = 1 << 3,
    PLACE_SOURCES = 1 << 4,
    PLACE_FINDINGS = 1 << 5,
    PLACE_HISTORY = 1 << 6,
    PLACE_HELP = 1 << 7,
    PLACE_WHY = 1 << 8,
    PLACE_ALL = (1 << 9) - 1,
};

enum { KEYMAP_KEYS = 3 };

struct keymap_entry {
    enum action action;
    unsigned places;
    int keys[KEYMAP_KEYS]; /* as in input.h; 0: none */
    const char *label;     /* for the bottom line, msgid; NULL: not there */
    const char *help;      /* one sentence, msgid */
};

/* The table, in the order of the bottom line and of the help. */
const struct keymap_entry *keymap_entries(size_t *count);

/* What the key does in that place; ACTION_NONE when nothing. */
enum action keymap_find(unsigned place, int key);

/* The key's name on the screen: "F1", "PgDn", "Ctrl-Z". */
void keymap_key_name(int key, char *out, size_t size);

/* The key that stands for the action in that place, for sentences ("F4"); ""
 * when there is none. */
void keymap_action_key(unsigned place, enum action action, char *out, size_t size);

#endif
