/*
 * What comes in from the keyboard, made of bytes into events: keys, text, and
 * pastes. Bytes are fed as they come, however they are cut; text that comes
 * together (what an input method commits) is one event, so that the screen is
 * painted once for it. What the terminal reports by itself is passed over, but
 * for the mouse: xterm's reports in SGR form (mode 1006), and the older ones of
 * three bytes.
 * Nothing here reads or waits; the caller does.
 */
#ifndef KUSEI_TERMINAL_INPUT_H
#define KUSEI_TERMINAL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is the code point of its character (a control character for Ctrl with
 * a letter), one of these, or either with the flags below. */
enum {
    INPUT_F1 = 0x110000, /* F2 to F12 follow */
    INPUT_F12 = INPUT_F1 + 11,
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_INSERT,
    INPUT_DELETE,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_ENTER,
    INPUT_TAB,
    INPUT_BACKTAB,
    INPUT_BACKSPACE,
    INPUT_ESCAPE,
    INPUT_SHIFT = 0x200000,
    INPUT_ALT = 0x400000,
    INPUT_CONTROL = 0x800000, /* with a named key; Ctrl-A is the character 1 */
};

#define INPUT_CTRL(letter) ((letter)&0x1F)

enum input_kind {
    INPUT_KEY,
    INPUT_TEXT,  /* typed */
    INPUT_PASTE, /* bracketed paste */
    INPUT_MOUSE, /* a button that went down, or the wheel */
};

enum input_button {
    INPUT_BUTTON_LEFT,
    INPUT_BUTTON_OTHER,
    INPUT_WHEEL_UP,
    INPUT_WHEEL_DOWN,
};

struct input_event {
    enum input_kind kind;
    int key;
    enum input_button button; /* of the mouse, with the cell it is on, from 0 */
    int row, col;
    char *text; /* UTF-8, only what may be stored; owned by the event */
    size_t size;
    size_t dropped; /* characters that were left out, and the first of them */
    uint32_t first_dropped;
    char *raw; /* of a paste: as it came, raw_size bytes; owned by the event */
    size_t raw_size;
};

enum {
    INPUT_ESCAPE_MS = 40,         /* how long an escape waits for the rest of its sequence */
    INPUT_ESCAPE_DIGIT_MS = 1500, /* how long "Esc, then a digit" counts as a function key */
    INPUT_REPORT_MS = 1000,       /* the same for what nobody types: a report of the mouse, and
                                   * half a character, whose rest a slow line brings later */
    INPUT_PASTE_MS = 2000,        /* how long a paste may pause before it counts as ended */
    INPUT_PASTE_MAX = 1 << 20,    /* bytes of one paste; what is beyond it is left out */
};

struct input;

struct input *input_new(void); /* NULL when memory is short */
void input_free(struct input *in);

/* A sequence that this terminal sends for a key (from terminfo). */
void input_learn(struct input *in, const char *sequence, int key);

/* Bytes that came in; now: a clock in milliseconds. False when memory is
 * short: the bytes are then lost. */
bool input_feed(struct input *in, const char *bytes, size_t size, int64_t now);

/* The next event; false when there is none (yet). rest: nothing more of a
 * sequence that was begun will come, take it as it is. Free with
 * input_event_free. */
bool input_next(struct input *in, bool rest, struct input_event *out);

/* How long to wait for the rest of a sequence that was begun before it is taken
 * as it is, in milliseconds; -1 when nothing was begun. */
int input_patience(const struct input *in);

/* Frees what the event holds, not the event. */
void input_event_free(struct input_event *event);

#endif
