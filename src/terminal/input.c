/* From bytes to keys, text and pastes. */
#include "config.h"

#include "terminal/input.h"

#include <stdlib.h>
#include <string.h>

#include "text/allowed.h"
#include "text/buffer.h"
#include "text/utf8.h"

enum {
    ESC = 0x1B,
    LEARNED_MAX = 48,
    SEQUENCE_MAX = 64, /* bytes of a sequence; what is longer is none */
};

struct learned {
    char bytes[16];
    size_t size;
    int key;
};

struct input {
    struct buffer bytes; /* come in and not yet taken */
    size_t taken;        /* of them, already made into events */
    struct learned learned[LEARNED_MAX];
    size_t learned_count;
    bool pasting;
    struct buffer paste;
    int64_t now;              /* when the last bytes came */
    struct input_event mouse; /* the report just read */
    int64_t escape_at;        /* when a lone escape came; 0: not the key before this one */
};

static const char paste_end[] = "\033[201~";

struct input *input_new(void)
{
    return calloc(1, sizeof(struct input));
}

void input_free(struct input *in)
{
    if (in) {
        buffer_free(&in->bytes);
        buffer_free(&in->paste);
        free(in);
    }
}

void input_learn(struct input *in, const char *sequence, int key)
{
    size_t size = sequence ? strlen(sequence) : 0;

    /* One byte needs no learning, and could be a letter. */
    if (size < 2 || size > sizeof(in->learned[0].bytes) || in->learned_count == LEARNED_MAX) {
        return;
    }
    struct learned *l = &in->learned[in->learned_count++];
    memcpy(l->bytes, sequence, size);
    l->size = size;
    l->key = key;
}

bool input_feed(struct input *in, const char *bytes, size_t size, int64_t now)
{
    in->now = now;
    if (in->taken == in->bytes.size) {
        buffer_free(&in->bytes);
        in->taken = 0;
    }
    buffer_append(&in->bytes, bytes, size);
    if (in->bytes.failed) {
        buffer_free(&in->bytes);
        in->taken = 0;
        return false;
    }
    return true;
}

void input_event_free(struct input_event *event)
{
    free(event->text);
    free(event->raw);
    event->text = NULL;
    event->raw = NULL;
}

static const char *rest_of(const struct input *in, size_t *size)
{
    *size = in->bytes.size - in->taken;
    return in->bytes.data ? in->bytes.data + in->taken : "";
}

int input_patience(const struct input *in)
{
    if (in->pasting) {
        return INPUT_PASTE_MS;
    }
    size_t size;
    const char *s = rest_of(in, &size);
    bool mouse = size > 2 && s[0] == ESC && s[1] == '[' && (s[2] == '<' || s[2] == 'M');
    bool half = size > 0 && (unsigned char)s[0] >= 0x80;
    return size == 0 ? -1 : mouse || half ? INPUT_REPORT_MS : INPUT_ESCAPE_MS;
}

/* --- sequences ------------------------------------------------------------ */

static int final_key(int final)
{
    switch (final) {
    case 'A':
        return INPUT_UP;
    case 'B':
        return INPUT_DOWN;
    case 'C':
        return INPUT_RIGHT;
    case 'D':
        return INPUT_LEFT;
    case 'H':
        return INPUT_HOME;
    case 'F':
        return INPUT_END;
    case 'M':
        return INPUT_ENTER;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return INPUT_F1 + (final - 'P');
    case 'Z':
        return INPUT_BACKTAB;
    default:
        return 0;
    }
}

/* The number in front of "~" (VT220 and its kin). */
static int numbered_key(int number)
{
    static const int keys[] = {
        [1] = INPUT_HOME,    [2] = INPUT_INSERT,    [3] = INPUT_DELETE,   [4] = INPUT_END,
        [5] = INPUT_PAGE_UP, [6] = INPUT_PAGE_DOWN, [7] = INPUT_HOME,     [8] = INPUT_END,
        [11] = INPUT_F1,     [12] = INPUT_F1 + 1,   [13] = INPUT_F1 + 2,  [14] = INPUT_F1 + 3,
        [15] = INPUT_F1 + 4, [17] = INPUT_F1 + 5,   [18] = INPUT_F1 + 6,  [19] = INPUT_F1 + 7,
        [20] = INPUT_F1 + 8, [21] = INPUT_F1 + 9,   [23] = INPUT_F1 + 10, [24] = INPUT_F1 + 11,
    };

    return number >= 1 && number < (int)(sizeof(keys) / sizeof(keys[0])) ? keys[number] : 0;
}

/* xterm's modifier parameter is 1 plus the sum of 1 Shift, 2 Alt, 4 Ctrl. */
static int modifier_flags(int parameter)
{
    int bits = parameter > 1 ? parameter - 1 : 0;

    return (bits & 1 ? INPUT_SHIFT : 0) | (bits & 2 ? INPUT_ALT : 0) |
           (bits & 4 ? INPUT_CONTROL : 0);
}

static void sequence_parameters(const char *s, size_t size, int out[2])
{
    size_t which = 0;

    out[0] = out[1] = 0;
    for (size_t i = 0; i < size && which < 2; i++) {
        if (s[i] == ';') {
            which++;
        } else if (s[i] >= '0' && s[i] <= '9' && out[which] < 10000) {
            out[which] = out[which] * 10 + (s[i] - '0');
        }
    }
}

/* A whole control sequence s[0..size), "ESC [" to its final byte: the key, or 0
 * for what is none (reports, modes). */
static int control_key(const char *s, size_t size)
{
    int parameters[2];
    int final = (unsigned char)s[size - 1];

    if (s[2] == '?' || s[2] == '>' || s[2] == '<') {
        return 0;
    }
    sequence_parameters(s + 2, size - 3, parameters);
    if (final == '~') {
        int key = numbered_key(parameters[0]);
        return key ? key | modifier_flags(parameters[1]) : 0;
    }
    if (final == '^' || final == '$') { /* rxvt: Ctrl, Shift */
        int key = numbered_key(parameters[0]);
        return key ? key | (final == '^' ? INPUT_CONTROL : INPUT_SHIFT) : 0;
    }
    if (final == 'R' || final == 'M') { /* a cursor report; a mouse */
        return 0;
    }
    int key = final_key(final);
    return key ? key | modifier_flags(parameters[1]) : 0;
}

/* Where the control sequence at s ends; 0: not yet; it is cut off at the first
 * byte that cannot be part of one. */
static size_t control_size(const char *s, size_t size)
{
    if (size > 2 && s[2] == '[') { /* the Linux console's F1 to F5: ESC [ [ A */
        return size > 3 ? 4 : 0;
    }
    for (size_t i = 2; i < size; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x40 && c <= 0x7E) {
            return i + 1;
        }
        if (c < 0x20 || c > 0x3F || i >= SEQUENCE_MAX) {
            return i;
        }
    }
    return 0;
}

/* Where an operating system command or another string for a program ends (BEL
 * or ESC \); 0: not yet. */
static size_t string_size(const char *s, size_t size)
{
    for (size_t i = 2; i < size; i++) {
        if (s[i] == '\a') {
            return i + 1;
        }
        if (s[i] == ESC) {
            return i + 1 < size ? i + (s[i + 1] == '\\' ? 2 : 0) : 0;
        }
    }
    return 0;
}

enum step { STEP_KEY, STEP_NOTHING, STEP_MORE, STEP_MOUSE };

/* xterm's button number: 4 Shift, 8 Alt and 16 Ctrl are in it, 32 is a movement,
 * 64 the wheel. Rows and columns count from 1. */
static enum step mouse_step(struct input *in, int button, int col, int row, bool released)
{
    int plain = button & ~(4 | 8 | 16);

    if (released || (button & 32) || plain == 3 || row < 1 || col < 1) {
        return STEP_NOTHING;
    }
    memset(&in->mouse, 0, sizeof(in->mouse));
    in->mouse.kind = INPUT_MOUSE;
    in->mouse.button = plain == 0    ? INPUT_BUTTON_LEFT
                       : plain == 64 ? INPUT_WHEEL_UP
                       : plain == 65 ? INPUT_WHEEL_DOWN
                                     : INPUT_BUTTON_OTHER;
    in->mouse.row = row - 1;
    in->mouse.col = col - 1;
    return STEP_MOUSE;
}

/* "ESC [ < button ; column ; row M", "m" when the button went up. */
static enum step sgr_mouse_step(struct input *in, const char *s, size_t size)
{
    int parameters[3] = {0, 0, 0};
    size_t which = 0;

    for (size_t i = 3; i + 1 < size && which < 3; i++) {
        if (s[i] == ';') {
            which++;
        } else if (s[i] >= '0' && s[i] <= '9' && parameters[which] < 10000) {
            parameters[which] = parameters[which] * 10 + (s[i] - '0');
        }
    }
    return mouse_step(in, parameters[0], parameters[1], parameters[2], s[size - 1] == 'm');
}

/* "ESC [ M" and three bytes, each with 32 added. */
static enum step old_mouse_step(struct input *in, const char *s, size_t size, size_t *used)
{
    const unsigned char *bytes = (const unsigned char *)s;

    if (size < 6) {
        *used = size;
        return STEP_MORE;
    }
    *used = 6;
    return mouse_step(in, bytes[3] - 32, bytes[4] - 32, bytes[5] - 32, false);
}

/* The longest learned sequence that s begins with. */
static bool learned_key(const struct input *in, const char *s, size_t size, size_t *used, int *key)
{
    *used = 0;
    for (size_t i = 0; i < in->learned_count; i++) {
        const struct learned *l = &in->learned[i];
        if (l->size <= size && l->size > *used && memcmp(l->bytes, s, l->size) == 0) {
            *used = l->size;
            *key = l->key;
        }
    }
    return *used > 0;
}

static enum step control_step(struct input *in, const char *s, size_t size, size_t *used, int *key)
{
    *used = control_size(s, size);
    if (*used == 0) {
        *used = size;
        return STEP_MORE;
    }
    if (*used == 3 && s[2] == 'M') {
        return old_mouse_step(in, s, size, used);
    }
    if (*used > 3 && s[2] == '<' && (s[*used - 1] == 'M' || s[*used - 1] == 'm')) {
        return sgr_mouse_step(in, s, *used);
    }
    if (*used == 6 && memcmp(s, "\033[200~", 6) == 0) {
        in->pasting = true;
        return STEP_NOTHING;
    }
    if (*used == 4 && s[2] == '[') {
        *key = s[3] >= 'A' && s[3] <= 'E' ? INPUT_F1 + (s[3] - 'A') : 0;
    } else {
        *key = *used > 2 ? control_key(s, *used) : 0;
    }
    return *key ? STEP_KEY : STEP_NOTHING;
}

static int alt_key(unsigned char c)
{
    if (c >= '1' && c <= '9') {
        return INPUT_F1 + (c - '1');
    }
    return c == '0' ? INPUT_F1 + 9 : INPUT_ALT | c;
}

/* SS3 is followed by one byte, in some old terminals with a number before it. */
static enum step single_shift_step(const char *s, size_t size, size_t *used, int *key)
{
    size_t at = 2;

    while (at < size && s[at] >= '0' && s[at] <= '9' && at < 4) {
        at++;
    }
    if (at == size) {
        *used = size;
        return STEP_MORE;
    }
    *used = at + 1;
    *key = final_key((unsigned char)s[at]);
    return *key ? STEP_KEY : STEP_NOTHING;
}

/* s begins with ESC. used gets the bytes it takes; with MORE, those to throw
 * away if nothing more comes. */
static enum step escape_step(struct input *in, const char *s, size_t size, size_t *used, int *key)
{
    if (size == 1) {
        *used = 1;
        return STEP_MORE;
    }
    if (learned_key(in, s, size, used, key)) {
        return STEP_KEY;
    }
    unsigned char c = (unsigned char)s[1];
    switch (c) {
    case '[':
        return control_step(in, s, size, used, key);
    case 'O':
        return single_shift_step(s, size, used, key);
    case ']':
    case 'P':
    case '_':
    case '^':
    case 'X':
        *used = string_size(s, size);
        if (*used == 0) {
            *used = size;
            return STEP_MORE;
        }
        return STEP_NOTHING;
    default:
        break;
    }
    if (c < 0x20 || c >= 0x7F) { /* an escape by itself, and then something else */
        *used = 1;
        *key = INPUT_ESCAPE;
        return STEP_KEY;
    }
    *used = 2;
    *key = alt_key(c);
    return STEP_KEY;
}

/* --- text ----------------------------------------------------------------- */

static bool make_text(struct input_event *out, enum input_kind kind, const char *bytes, size_t size)
{
    out->kind = kind;
    out->text = allowed_filter(bytes, size, &out->dropped, &out->first_dropped);
    out->size = out->text ? strlen(out->text) : 0;
    return out->text && (out->size > 0 || out->dropped > 0);
}

/* The run of text at s: up to a control character, and without a last
 * character of which bytes are still missing. */
static size_t text_run(const char *s, size_t size)
{
    size_t end = 0;
    size_t tail = 0;

    while (end < size && (unsigned char)s[end] >= 0x20 && s[end] != 0x7F) {
        end++;
    }
    if (end < size) {
        return end;
    }
    while (tail < 3 && tail < end && ((unsigned char)s[end - 1 - tail] & 0xC0) == 0x80) {
        tail++;
    }
    if (tail == end) {
        return end;
    }
    unsigned char lead = (unsigned char)s[end - 1 - tail];
    size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return needed > tail + 1 ? end - 1 - tail : end;
}

static int control_character_key(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return INPUT_ENTER;
    case '\t':
        return INPUT_TAB;
    case 0x08:
    case 0x7F:
        return INPUT_BACKSPACE;
    case 0: /* what terminals send for it */
        return INPUT_CONTROL | ' ';
    default:
        return c;
    }
}

/* Goes on with a paste; true when it has ended. */
static bool paste_step(struct input *in, bool rest)
{
    size_t size;
    const char *s = rest_of(in, &size);
    const size_t mark = sizeof(paste_end) - 1;
    const char *end = size >= mark ? memmem(s, size, paste_end, mark) : NULL;
    size_t keep = end || rest ? 0 : mark - 1; /* the mark may have come in part */
    size_t take = end ? (size_t)(end - s) : size > keep ? size - keep : 0;
    size_t room = INPUT_PASTE_MAX > in->paste.size ? INPUT_PASTE_MAX - in->paste.size : 0;

    buffer_append(&in->paste, s, take < room ? take : room);
    in->taken += take + (end ? mark : 0);
    return end || rest;
}

static bool finish_paste(struct input *in, struct input_event *out)
{
    bool made = make_text(out, INPUT_PASTE, in->paste.data ? in->paste.data : "", in->paste.size);

    out->raw_size = in->paste.size;
    out->raw = buffer_take(&in->paste);
    buffer_free(&in->paste);
    in->pasting = false;
    return made;
}

/* An escape and, a moment later, a digit: a function key on terminals that
 * keep the real ones for themselves. */
static bool take_escape_digit(struct input *in, const char *s, struct input_event *out)
{
    bool soon = in->escape_at && in->now - in->escape_at <= INPUT_ESCAPE_DIGIT_MS;

    in->escape_at = 0;
    if (!soon || *s < '0' || *s > '9') {
        return false;
    }
    in->taken++;
    out->kind = INPUT_KEY;
    out->key = alt_key((unsigned char)*s);
    return true;
}

/* One step of what is there: true when *out is an event; *more when it has to
 * wait for bytes. */
static bool take_escape(struct input *in, const char *s, size_t size, bool rest, bool *more,
                        struct input_event *out)
{
    size_t used = 0;
    int key = 0;
    enum step step = escape_step(in, s, size, &used, &key);

    if (step == STEP_MORE && !rest) {
        *more = true;
        return false;
    }
    in->taken += used;
    if (step == STEP_MORE && size <= 2) { /* an escape key, or Alt with [ or O */
        step = STEP_KEY;
        key = size == 1 ? INPUT_ESCAPE : INPUT_ALT | (unsigned char)s[1];
    }
    in->escape_at = key == INPUT_ESCAPE ? in->now : 0;
    if (step == STEP_MOUSE) {
        *out = in->mouse;
        return true;
    }
    out->kind = INPUT_KEY;
    out->key = key;
    return step == STEP_KEY;
}

static bool take_plain(struct input *in, const char *s, size_t size, bool rest, bool *more,
                       struct input_event *out)
{
    unsigned char c = (unsigned char)*s;

    if (take_escape_digit(in, s, out)) {
        return true;
    }
    if (c < 0x20 || c == 0x7F) {
        in->taken++;
        out->kind = INPUT_KEY;
        out->key = control_character_key(c);
        return true;
    }
    size_t run = text_run(s, size);
    if (run == 0) {
        *more = !rest;
        in->taken += rest ? size : 0;
        return false;
    }
    in->taken += run;
    return make_text(out, INPUT_TEXT, s, run);
}

bool input_next(struct input *in, bool rest, struct input_event *out)
{
    bool more = false;

    while (!more) {
        size_t size;
        const char *s;

        memset(out, 0, sizeof(*out));
        if (in->pasting) {
            if (!paste_step(in, rest)) {
                return false;
            }
            if (finish_paste(in, out)) {
                return true;
            }
            input_event_free(out);
            continue;
        }
        s = rest_of(in, &size);
        if (size == 0) {
            return false;
        }
        if (*s == ESC ? take_escape(in, s, size, rest, &more, out)
                      : take_plain(in, s, size, rest, &more, out)) {
            return true;
        }
        input_event_free(out);
    }
    return false;
}
