/* Reading and writing a keymap file. */
#include "config.h"

#include "terminal/keymap_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "terminal/input.h"
#include "text/i18n.h"
#include "text/utf8.h"

enum { ENTRIES_MAX = 160, LINE_MAX_BYTES = 1024 };

static const char *const action_names[] = {
    [ACTION_HELP] = "help",
    [ACTION_OUTLINE] = "outline",
    [ACTION_COPY] = "copy",
    [ACTION_NEXT_OPEN] = "next-open",
    [ACTION_BESIDE] = "beside",
    [ACTION_DIFFERENCES] = "differences",
    [ACTION_TAKE_BESIDE] = "take-beside",
    [ACTION_TAKE_PART] = "take-part",
    [ACTION_OTHER_SHEET] = "other-sheet",
    [ACTION_CASES] = "cases",
    [ACTION_FINDINGS] = "findings",
    [ACTION_WHY] = "why",
    [ACTION_REASON] = "reason",
    [ACTION_INFOS] = "hints",
    [ACTION_TAKE] = "take",
    [ACTION_HISTORY] = "history",
    [ACTION_FIELD_HISTORY] = "field-history",
    [ACTION_SEARCH] = "search",
    [ACTION_THEIRS] = "theirs",
    [ACTION_MINE] = "mine",
    [ACTION_BOTH] = "both",
    [ACTION_WAITING] = "waiting",
    [ACTION_WARDS] = "wards",
    [ACTION_COMPARE] = "compare",
    [ACTION_REVIEW] = "review",
    [ACTION_APPROVE] = "approve",
    [ACTION_REMARK] = "remark",
    [ACTION_SEND_BACK] = "send-back",
    [ACTION_SIGN] = "sign-off",
    [ACTION_WITHDRAW] = "withdraw",
    [ACTION_REASSIGN] = "reassign",
    [ACTION_NOT_APPLICABLE] = "not-applicable",
    [ACTION_SAVE] = "save",
    [ACTION_LEAVE] = "leave",
    [ACTION_NEXT_PAGE] = "next-page",
    [ACTION_PREVIOUS_PAGE] = "previous-page",
    [ACTION_OPEN] = "open",
    [ACTION_NEW] = "new",
    [ACTION_CHOOSE] = "choose",
    [ACTION_NEXT_FIELD] = "next-field",
    [ACTION_PREVIOUS_FIELD] = "previous-field",
    [ACTION_UP] = "up",
    [ACTION_DOWN] = "down",
    [ACTION_LEFT] = "left",
    [ACTION_RIGHT] = "right",
    [ACTION_RUN_LEFT] = "word-left",
    [ACTION_RUN_RIGHT] = "word-right",
    [ACTION_LINE_START] = "line-start",
    [ACTION_LINE_END] = "line-end",
    [ACTION_FIRST] = "first",
    [ACTION_LAST] = "last",
    [ACTION_SCREEN_UP] = "screen-up",
    [ACTION_SCREEN_DOWN] = "screen-down",
    [ACTION_BACKSPACE] = "backspace",
    [ACTION_DELETE] = "delete",
    [ACTION_DELETE_LINE] = "delete-line",
    [ACTION_UNDO] = "undo",
    [ACTION_REDO] = "redo",
    [ACTION_SELECT_LEFT] = "select-left",
    [ACTION_SELECT_RIGHT] = "select-right",
    [ACTION_SELECT_UP] = "select-up",
    [ACTION_SELECT_DOWN] = "select-down",
    [ACTION_SELECT_RUN_LEFT] = "select-word-left",
    [ACTION_SELECT_RUN_RIGHT] = "select-word-right",
    [ACTION_SELECT_LINE_START] = "select-line-start",
    [ACTION_SELECT_LINE_END] = "select-line-end",
    [ACTION_SELECT_FIRST] = "select-first",
    [ACTION_SELECT_LAST] = "select-last",
    [ACTION_SELECT] = "select",
    [ACTION_SELECT_ALL] = "select-all",
    [ACTION_SELECT_PARAGRAPH] = "select-paragraph",
    [ACTION_CUT] = "cut",
    [ACTION_COPY_TEXT] = "copy-text",
    [ACTION_PASTE] = "paste",
    [ACTION_FIND] = "find",
    [ACTION_ADD] = "add",
    [ACTION_REMOVE] = "remove",
    [ACTION_PAGE_NOT_APPLICABLE] = "page-not-applicable",
    [ACTION_CANCEL] = "cancel",
    [ACTION_REDRAW] = "redraw",
    [ACTION_SIGN_OUT] = "sign-out",
    [ACTION_LOCK] = "lock",
    [ACTION_SUBMIT] = "submit",
    [ACTION_TAKE_BACK] = "take-back",
    [ACTION_ANSWER] = "answer",
    [ACTION_PREVIEW] = "preview",
    [ACTION_EXPORT] = "export",
};

/* By the number of the bit. */
static const char *const place_names[KEYMAP_PLACES] = {
    "list",   "new",     "outline", "page",     "sources",       "findings", "history", "help",
    "why",    "beside",  "sheets",  "conflict", "field-history", "search",   "sign-in", "waiting",
    "review", "signing", "wards",   "preview",  "compare",       "cases",
};

/* Where letters are typed. */
enum {
    PLACES_OF_TEXT =
        PLACE_NEW | PLACE_OUTLINE | PLACE_PAGE | PLACE_SOURCES | PLACE_SEARCH | PLACE_SIGN_IN
};

const char *keymap_file_action(enum action action)
{
    size_t known = sizeof(action_names) / sizeof(action_names[0]);

    return (size_t)action < known ? action_names[action] : NULL;
}

const char *keymap_file_place(unsigned place)
{
    for (size_t i = 0; i < KEYMAP_PLACES; i++) {
        if (place == 1U << i) {
            return place_names[i];
        }
    }
    return NULL;
}

/* --- keys by their names ------------------------------------------------------- */

static bool is_called(int key, const char *name)
{
    char own[64];

    keymap_key_plain_name(key, own, sizeof(own));
    if (strcasecmp(own, name) == 0) {
        return true;
    }
    keymap_key_name(key, own, sizeof(own));
    return strcmp(own, name) == 0;
}

/* What can stand behind Ctrl-, Alt- and Shift-, the named keys first. */
static int plain_key(int i)
{
    const int named = INPUT_ESCAPE - INPUT_F1 + 1;

    return i < named ? INPUT_F1 + i : i < named + 95 ? ' ' + (i - named) : 0;
}

/* 0 when no key is called that. */
static int key_of_name(const char *name)
{
    static const int flags[] = {INPUT_CONTROL, INPUT_ALT, INPUT_SHIFT};

    if ((unsigned char)name[0] > ' ' && (unsigned char)name[0] < 0x7F && !name[1]) {
        return name[0];
    }
    for (int control = 1; control < ' '; control++) {
        if (is_called(control, name)) {
            return control;
        }
    }
    for (unsigned bits = 0; bits < 8; bits++) {
        int with = 0;
        for (size_t f = 0; f < 3; f++) {
            with |= bits & (1U << f) ? flags[f] : 0;
        }
        for (int i = 0; plain_key(i) != 0; i++) {
            if (is_called(plain_key(i) | with, name)) {
                return plain_key(i) | with;
            }
        }
    }
    return 0;
}

/* What a terminal sends for some of Ctrl and Alt with a character is another key,
 * or nothing (0). */
static int key_as_sent(int key)
{
    int plain = key & ~(INPUT_SHIFT | INPUT_ALT | INPUT_CONTROL);

    if ((key & INPUT_ALT) && plain > 0 && plain < 0x80 && strchr("0123456789[]OPX^_", plain)) {
        return 0;
    }
    if ((key & (INPUT_SHIFT | INPUT_CONTROL)) && plain > ' ' && plain < INPUT_F1) {
        return 0;
    }
    switch (key) {
    case INPUT_CTRL('H'):
        return INPUT_BACKSPACE;
    case INPUT_CTRL('I'):
        return INPUT_TAB;
    case INPUT_CTRL('J'):
    case INPUT_CTRL('M'):
        return INPUT_ENTER;
    case INPUT_CTRL('['):
        return INPUT_ESCAPE;
    default:
        return key;
    }
}

/* --- reading --------------------------------------------------------------------- */

struct reading {
    const char *path;
    int line;
    /* The line that gave an entry its keys in a place; 0: it has its own. */
    int lines[ENTRIES_MAX][KEYMAP_PLACES];
};

static bool refuse(const struct reading *r, struct error *err, const char *format, const char *what)
{
    char reason[512];

    snprintf(reason, sizeof(reason), format, what);
    /* TRANSLATORS: file, line, what is wrong there. */
    return error_set(err, _("%s:%d: %s"), r->path, r->line, reason);
}

static char *trim(char *text)
{
    char *end = text + strlen(text);

    while (end > text && strchr(" \t\r\n", end[-1])) {
        *--end = '\0';
    }
    return text + strspn(text, " \t");
}

static bool is_text_key(int key)
{
    return key >= ' ' && key < INPUT_F1;
}

/* The keys of a line. */
static bool read_keys(const struct reading *r, char *text, int keys[KEYMAP_KEYS], struct error *err)
{
    char *rest = NULL;
    size_t count = 0;

    memset(keys, 0, KEYMAP_KEYS * sizeof(*keys));
    for (char *name = strtok_r(text, " \t", &rest); name; name = strtok_r(NULL, " \t", &rest)) {
        int key = key_of_name(name);
        if (key == 0) {
            return refuse(r, err, _("\"%s\" is no key. Write it like F5, Ctrl-R or Alt-Up."), name);
        }
        if (key != key_as_sent(key)) {
            return refuse(r, err, _("%s cannot be told from another key: take a different one."),
                          name);
        }
        if (count == KEYMAP_KEYS) {
            return refuse(r, err, _("%s is one key too many: an action has three at most."), name);
        }
        keys[count++] = key;
    }
    return count > 0 || refuse(r, err, "%s", _("There is no key. An action needs at least one."));
}

static bool check_text(const struct reading *r, enum action action, unsigned place,
                       const int keys[KEYMAP_KEYS], struct error *err)
{
    char name[64];

    for (size_t k = 0; k < KEYMAP_KEYS && (place & PLACES_OF_TEXT); k++) {
        if (is_text_key(keys[k]) && !(action == ACTION_CHOOSE && keys[k] == ' ')) {
            keymap_key_name(keys[k], name, sizeof(name));
            return refuse(r, err,
                          _("%s is text on that screen: take a function key, or one with Ctrl or "
                            "Alt."),
                          name);
        }
    }
    return true;
}

/* Gives the keys to every entry of that name; place NULL: wherever it is. */
static bool apply(struct reading *r, const char *place, const char *action,
                  const int keys[KEYMAP_KEYS], bool *found, struct error *err)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    for (size_t i = 0; i < count && i < ENTRIES_MAX; i++) {
        const char *own = keymap_file_action(entries[i].action);
        for (size_t p = 0; own && strcmp(own, action) == 0 && p < KEYMAP_PLACES; p++) {
            unsigned bit = 1U << p;
            if (!(entries[i].places & bit) ||
                (place && (!place_names[p] || strcmp(place, place_names[p]) != 0))) {
                continue;
            }
            if (!check_text(r, entries[i].action, bit, keys, err)) {
                return false;
            }
            keymap_set_keys(&entries[i], bit, keys);
            r->lines[i][p] = r->line;
            *found = true;
        }
    }
    return true;
}

/* "action" or "place.action". */
static bool apply_name(struct reading *r, const char *name, const int keys[KEYMAP_KEYS],
                       struct error *err)
{
    const char *dot = strchr(name, '.');
    char place[64] = "";
    bool found = false;

    if (dot) {
        snprintf(place, sizeof(place), "%.*s", (int)(dot - name), name);
    }
    if (!apply(r, dot ? place : NULL, dot ? dot + 1 : name, keys, &found, err)) {
        return false;
    }
    return found ||
           refuse(r, err, _("There is no action \"%s\". \"kusei keys\" lists them all."), name);
}

static bool read_line(struct reading *r, char *line, struct error *err)
{
    char *text = trim(line);
    char *equals = strchr(text, '=');
    int keys[KEYMAP_KEYS];

    if (!*text || *text == '#') {
        return true;
    }
    if (!equals) {
        return refuse(r, err, "%s", _("This is no line like \"save = F9 Ctrl-S\"."));
    }
    *equals = '\0';
    return read_keys(r, trim(equals + 1), keys, err) && apply_name(r, trim(text), keys, err);
}

/* --- one key, one meaning ------------------------------------------------------------ */

static bool share_key(const struct keymap_entry *a, const struct keymap_entry *b, unsigned place,
                      int *key)
{
    const int *x = keymap_keys(a, place);
    const int *y = keymap_keys(b, place);

    for (size_t i = 0; i < KEYMAP_KEYS; i++) {
        for (size_t k = 0; x[i] != 0 && k < KEYMAP_KEYS; k++) {
            if (x[i] == y[k]) {
                *key = x[i];
                return true;
            }
        }
    }
    return false;
}

static bool check_pair(struct reading *r, size_t i, size_t k, size_t place, struct error *err)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    int first = r->lines[i][place];
    int second = r->lines[k][place];
    int key = 0;
    char name[64];
    char reason[256];

    if ((first == 0 && second == 0) || !share_key(&entries[i], &entries[k], 1U << place, &key)) {
        return true;
    }
    keymap_key_name(key, name, sizeof(name));
    snprintf(reason, sizeof(reason), _("%s would mean both %s.%s and %s.%s."), name,
             place_names[place] ? place_names[place] : "", keymap_file_action(entries[i].action),
             place_names[place] ? place_names[place] : "", keymap_file_action(entries[k].action));
    r->line = first > second ? first : second;
    return refuse(r, err, "%s", reason);
}

static bool check_pairs(struct reading *r, struct error *err)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);
    bool good = true;

    for (size_t i = 0; good && i < count && i < ENTRIES_MAX; i++) {
        for (size_t k = i + 1; good && k < count && k < ENTRIES_MAX; k++) {
            for (size_t p = 0; good && p < KEYMAP_PLACES; p++) {
                good = !(entries[i].places & entries[k].places & (1U << p)) ||
                       check_pair(r, i, k, p, err);
            }
        }
    }
    return good;
}

static bool read_lines(struct reading *r, FILE *file, struct error *err)
{
    char line[LINE_MAX_BYTES];

    while (fgets(line, sizeof(line), file)) {
        r->line++;
        if (strlen(line) + 1 == sizeof(line) && !strchr(line, '\n')) {
            return refuse(r, err, "%s", _("The line is too long."));
        }
        if (!read_line(r, line, err)) {
            return false;
        }
    }
    if (ferror(file)) {
        return error_set(err, "%s: %s", r->path, strerror(errno));
    }
    return check_pairs(r, err);
}

bool keymap_file_read(const char *path, bool must, struct error *err)
{
    struct reading *r = calloc(1, sizeof(*r));
    FILE *file = r ? fopen(path, "re") : NULL;
    bool good = false;

    if (!r) {
        return error_set_memory(err);
    }
    r->path = path;
    if (file) {
        good = read_lines(r, file, err);
        fclose(file);
    } else if (!must && (errno == ENOENT || errno == ENOTDIR)) {
        good = true;
    } else {
        error_set(err, _("The keymap file %s cannot be read: %s."), path, strerror(errno));
    }
    if (!good) {
        keymap_reset();
    }
    free(r);
    return good;
}

/* --- writing ----------------------------------------------------------------------- */

static void write_keys(struct buffer *out, const int *keys)
{
    char name[64];

    for (size_t k = 0; k < KEYMAP_KEYS && keys[k] != 0; k++) {
        keymap_key_plain_name(keys[k], name, sizeof(name));
        buffer_append_format(out, " %s", name);
    }
    buffer_append_string(out, "\n");
}

/* Whether the table has the action more than once, for different places. */
static bool has_others(const struct keymap_entry *e)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    for (size_t i = 0; i < count; i++) {
        if (&entries[i] != e && entries[i].action == e->action) {
            return true;
        }
    }
    return false;
}

/* Whether the keys are the same wherever the entry works. */
static bool is_same_everywhere(const struct keymap_entry *e)
{
    const int *first = NULL;

    for (size_t p = 0; p < KEYMAP_PLACES; p++) {
        const int *keys = e->places & (1U << p) ? keymap_keys(e, 1U << p) : first;
        if (first && memcmp(keys, first, KEYMAP_KEYS * sizeof(*keys)) != 0) {
            return false;
        }
        first = keys;
    }
    return true;
}

static void write_entry(struct buffer *out, const struct keymap_entry *e)
{
    const char *action = keymap_file_action(e->action);
    bool same = !has_others(e) && is_same_everywhere(e);

    buffer_append_format(out, "# %s\n", _(e->help));
    for (size_t p = 0; p < KEYMAP_PLACES; p++) {
        if (!(e->places & (1U << p))) {
            continue;
        }
        if (same) {
            buffer_append_format(out, "%s =", action);
            write_keys(out, keymap_keys(e, 1U << p));
            break;
        }
        buffer_append_format(out, "%s.%s =", place_names[p] ? place_names[p] : "", action);
        write_keys(out, keymap_keys(e, 1U << p));
    }
}

bool keymap_file_write(struct buffer *out)
{
    size_t count;
    const struct keymap_entry *entries = keymap_entries(&count);

    for (size_t i = 0; i < count; i++) {
        if (keymap_file_action(entries[i].action)) {
            write_entry(out, &entries[i]);
        }
    }
    return !out->failed;
}
