/*
 * What the keys do: one table, from which the keys are found, the bottom line
 * is made, and the help is written. A screen is given actions, never keys. A
 * keymap file (keymap_file.h) changes which keys stand in it.
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
    ACTION_BESIDE,
    ACTION_DIFFERENCES,
    ACTION_TAKE_BESIDE,
    ACTION_TAKE_PART,
    ACTION_OTHER_SHEET,
    ACTION_CASES,
    ACTION_FINDINGS,
    ACTION_WHY,
    ACTION_REASON,
    ACTION_INFOS,
    ACTION_TAKE,
    ACTION_HISTORY,
    ACTION_FIELD_HISTORY,
    ACTION_SEARCH,
    ACTION_THEIRS,
    ACTION_MINE,
    ACTION_BOTH,
    ACTION_WAITING,
    ACTION_WARDS,
    ACTION_REVIEW,
    ACTION_APPROVE,
    ACTION_REMARK,
    ACTION_SEND_BACK,
    ACTION_SIGN,
    ACTION_WITHDRAW,
    ACTION_REASSIGN,
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
    ACTION_SELECT_LEFT,
    ACTION_SELECT_RIGHT,
    ACTION_SELECT_UP,
    ACTION_SELECT_DOWN,
    ACTION_SELECT_RUN_LEFT,
    ACTION_SELECT_RUN_RIGHT,
    ACTION_SELECT_LINE_START,
    ACTION_SELECT_LINE_END,
    ACTION_SELECT_FIRST,
    ACTION_SELECT_LAST,
    ACTION_SELECT,
    ACTION_SELECT_ALL,
    ACTION_SELECT_PARAGRAPH,
    ACTION_CUT,
    ACTION_COPY_TEXT,
    ACTION_PASTE,
    ACTION_FIND,
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
    ACTION_SIGN_OUT,
    ACTION_LOCK,
    ACTION_SUBMIT,
    ACTION_TAKE_BACK,
    ACTION_ANSWER,
    ACTION_PREVIEW,
    ACTION_COMPARE,
    ACTION_EXPORT,
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
    PLACE_BESIDE = 1 << 9,
    PLACE_SHEETS = 1 << 10,
    PLACE_CONFLICT = 1 << 11,
    PLACE_FIELD_HISTORY = 1 << 12,
    PLACE_SEARCH = 1 << 13,
    PLACE_SIGN_IN = 1 << 14,
    PLACE_WAITING = 1 << 15,
    PLACE_REVIEW = 1 << 16,
    PLACE_SIGNING = 1 << 17,
    PLACE_WARDS = 1 << 18,
    PLACE_PREVIEW = 1 << 19,
    PLACE_COMPARE = 1 << 20,
    PLACE_CASES = 1 << 21,
    PLACE_ALL = (1 << 22) - 1,
};

enum {
    KEYMAP_KEYS = 3,
    KEYMAP_PLACES = 24, /* most of them that there can be */
};

struct keymap_entry {
    enum action action;
    unsigned places;
    int keys[KEYMAP_KEYS]; /* as in input.h; 0: none; see keymap_keys */
    const char *label;     /* for the bottom line, msgid; NULL: not there */
    const char *help;      /* one sentence, msgid */
};

/* The table, in the order of the bottom line and of the help. */
const struct keymap_entry *keymap_entries(size_t *count);

/* The keys of the entry in that place (one bit) as they now are; KEYMAP_KEYS of
 * them, 0 behind the last. */
const int *keymap_keys(const struct keymap_entry *e, unsigned place);
/* Gives the entry of the table other keys in that place; takes all such back. */
void keymap_set_keys(const struct keymap_entry *e, unsigned place, const int keys[KEYMAP_KEYS]);
void keymap_reset(void);

/* What the key does in that place; ACTION_NONE when nothing. */
enum action keymap_find(unsigned place, int key);

/* The key's name on the screen: "F1", "PgDn", "Ctrl-Z". */
void keymap_key_name(int key, char *out, size_t size);
/* The same in English, as it stands in a keymap file. */
void keymap_key_plain_name(int key, char *out, size_t size);

/* Where there are no keys but commands: what sentences call an action by from now
 * on (NULL: by its key). */
void keymap_name_actions(const char *(*name)(enum action action));

/* The key that stands for the action in that place, for sentences ("F4"); ""
 * when there is none. */
void keymap_action_key(unsigned place, enum action action, char *out, size_t size);

/* A sentence of the program's: the format, a translated one, with the keys of at
 * most three actions for its "%s" (ACTION_NONE: no more). */
void keymap_sentence(char *out, size_t size, const char *format, unsigned place, enum action first,
                     enum action second, enum action third);

#endif
