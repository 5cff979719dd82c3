/* The table of keys. */
#include "config.h"

#include "terminal/keymap.h"

#include <stdbool.h>
#include <stdio.h>

#include "terminal/input.h"
#include "text/i18n.h"

enum {
    PLACE_PICK = PLACE_LIST | PLACE_NEW | PLACE_OUTLINE | PLACE_SOURCES | PLACE_FINDINGS |
                 PLACE_HISTORY | PLACE_HELP | PLACE_WHY,
    PLACE_TYPE = PLACE_NEW | PLACE_PAGE | PLACE_OUTLINE | PLACE_SOURCES,
};

static const struct keymap_entry entries[] = {
    {ACTION_HELP,
     PLACE_ALL & ~PLACE_HELP,
     {INPUT_F1},
     N_("Keys"),
     N_("This help: the field in hand, and every key of the screen.")},
    {ACTION_OPEN,
     PLACE_LIST | PLACE_OUTLINE,
     {INPUT_ENTER},
     N_("Open"),
     N_("Opens the line in hand.")},
    {ACTION_OPEN, PLACE_FINDINGS, {INPUT_ENTER}, N_("Go"), N_("Goes to the field of the finding.")},
    {ACTION_OPEN,
     PLACE_WHY,
     {INPUT_ENTER},
     N_("Go"),
     N_("Goes to the field whose value it is, or to the other finding.")},
    {ACTION_OPEN,
     PLACE_SOURCES,
     {INPUT_ENTER},
     N_("Follow"),
     N_("Makes the page a copy of the one in hand.")},
    {ACTION_OPEN,
     PLACE_NEW | PLACE_PAGE,
     {INPUT_ENTER},
     NULL,
     N_("A new line in a long text; elsewhere, on to the next field.")},
    {ACTION_NEW,
     PLACE_LIST,
     {'n', INPUT_INSERT},
     N_("New"),
     N_("Begins the assessment of a ward and year.")},
    {ACTION_OUTLINE,
     PLACE_PAGE | PLACE_FINDINGS | PLACE_HISTORY | PLACE_WHY,
     {INPUT_F1 + 1},
     N_("List"),
     N_("The list of all pages, with what is done and what is open.")},
    {ACTION_NEXT_OPEN,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F1 + 2},
     N_("Next"),
     N_("The next page that is not finished.")},
    {ACTION_COPY,
     PLACE_PAGE,
     {INPUT_F1 + 3},
     N_("Copy"),
     N_("Makes the page a copy of another that it then follows, or lets a copy stand by itself.")},
    {ACTION_REASON,
     PLACE_FINDINGS | PLACE_WHY,
     {INPUT_F1 + 3, 'r'},
     N_("Reason"),
     N_("Goes to where a reason can be given for keeping it as it is.")},
    {ACTION_WHY,
     PLACE_FINDINGS,
     {INPUT_F1 + 4, INPUT_CTRL('R')},
     N_("Why"),
     N_("The rule of the finding, the values that it turned on, and where it comes from.")},
    {ACTION_WHY,
     PLACE_PAGE,
     {INPUT_F1 + 4, INPUT_CTRL('R')},
     NULL, /* the message line names it where there is something to explain */
     N_("Why there is a finding at the field: its rule, the values that it turned on, and where "
        "it comes from.")},
    {ACTION_FINDINGS,
     PLACE_PAGE | PLACE_OUTLINE | PLACE_WHY,
     {INPUT_F1 + 5},
     N_("Findings"),
     N_("The list of all findings.")},
    {ACTION_INFOS,
     PLACE_FINDINGS,
     {INPUT_F1 + 7, 'i'},
     N_("Hints"),
     N_("Shows the hints too, which only say what the figures suggest; again, leaves them out.")},
    {ACTION_HISTORY,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F1 + 6},
     N_("History"),
     N_("Who changed what, and when.")},
    {ACTION_NOT_APPLICABLE,
     PLACE_PAGE,
     {INPUT_F1 + 7},
     N_("N/A"),
     N_("Marks the field as not applicable; again, makes it blank.")},
    {ACTION_SAVE,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F1 + 8},
     N_("Save"),
     N_("Saves a revision now. It is saved by itself too, when a page is left.")},
    {ACTION_LEAVE,
     PLACE_ALL & ~PLACE_LIST,
     {INPUT_F1 + 9},
     N_("Back"),
     N_("Back to the screen before.")},
    {ACTION_LEAVE, PLACE_LIST, {INPUT_F1 + 9, 'q'}, N_("Quit"), N_("Leaves the program.")},
    {ACTION_NEXT_PAGE,
     PLACE_PAGE,
     {INPUT_PAGE_DOWN},
     N_("Page"),
     N_("The next page of the sheet.")},
    {ACTION_PREVIOUS_PAGE, PLACE_PAGE, {INPUT_PAGE_UP}, NULL, N_("The page before.")},
    {ACTION_CHOOSE, PLACE_PAGE, {' '}, NULL, N_("The next of the choices.")},
    {ACTION_NEXT_FIELD, PLACE_PAGE | PLACE_NEW, {INPUT_TAB}, NULL, N_("The next field.")},
    {ACTION_PREVIOUS_FIELD, PLACE_PAGE | PLACE_NEW, {INPUT_BACKTAB}, NULL, N_("The field before.")},
    {ACTION_UP,
     PLACE_ALL,
     {INPUT_UP},
     NULL,
     N_("Up a line; from the first line of a field, to the field before.")},
    {ACTION_DOWN,
     PLACE_ALL,
     {INPUT_DOWN},
     NULL,
     N_("Down a line; from the last line of a field, to the next field.")},
    {ACTION_LEFT,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_LEFT},
     NULL,
     N_("Back a character; the choice before.")},
    {ACTION_RIGHT,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_RIGHT},
     NULL,
     N_("On a character; the next choice.")},
    {ACTION_RUN_LEFT,
     PLACE_PAGE,
     {INPUT_CONTROL | INPUT_LEFT, INPUT_ALT | INPUT_LEFT},
     NULL,
     N_("Back a word.")},
    {ACTION_RUN_RIGHT,
     PLACE_PAGE,
     {INPUT_CONTROL | INPUT_RIGHT, INPUT_ALT | INPUT_RIGHT},
     NULL,
     N_("On a word.")},
    {ACTION_LINE_START,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_HOME, INPUT_CTRL('A')},
     NULL,
     N_("To the start of the line.")},
    {ACTION_LINE_END,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_END, INPUT_CTRL('E')},
     NULL,
     N_("To the end of the line.")},
    {ACTION_FIRST, PLACE_PAGE, {INPUT_CONTROL | INPUT_HOME}, NULL, N_("To the start of the text.")},
    {ACTION_LAST, PLACE_PAGE, {INPUT_CONTROL | INPUT_END}, NULL, N_("To the end of the text.")},
    {ACTION_FIRST,
     PLACE_PICK & ~PLACE_NEW,
     {INPUT_HOME, INPUT_CONTROL | INPUT_HOME},
     NULL,
     N_("To the first line.")},
    {ACTION_LAST,
     PLACE_PICK & ~PLACE_NEW,
     {INPUT_END, INPUT_CONTROL | INPUT_END},
     NULL,
     N_("To the last line.")},
    {ACTION_SCREEN_UP, PLACE_PICK, {INPUT_PAGE_UP}, NULL, N_("Up a screen.")},
    {ACTION_SCREEN_DOWN, PLACE_PICK, {INPUT_PAGE_DOWN}, NULL, N_("Down a screen.")},
    {ACTION_BACKSPACE,
     PLACE_TYPE,
     {INPUT_BACKSPACE},
     NULL,
     N_("Deletes the character before the cursor.")},
    {ACTION_DELETE,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_DELETE},
     NULL,
     N_("Deletes the character at the cursor; makes a choice blank.")},
    {ACTION_DELETE_LINE,
     PLACE_PAGE | PLACE_NEW,
     {INPUT_CTRL('K')},
     NULL,
     N_("Deletes to the end of the line.")},
    {ACTION_UNDO,
     PLACE_PAGE,
     {INPUT_CTRL('Z')},
     NULL,
     N_("Takes the last change of the field back.")},
    {ACTION_REDO, PLACE_PAGE, {INPUT_CTRL('Y')}, NULL, N_("Makes it again.")},
    {ACTION_TAKE,
     PLACE_PAGE,
     {INPUT_CTRL('T')},
     NULL,
     N_("Takes what the field offers: the figure that was read in the text, or the reason of "
        "before.")},
    {ACTION_ADD,
     PLACE_PAGE,
     {INPUT_CTRL('N'), INPUT_INSERT},
     NULL,
     N_("Adds a row to the rows in hand.")},
    {ACTION_REMOVE, PLACE_PAGE, {INPUT_CTRL('X')}, NULL, N_("Removes the row in hand.")},
    {ACTION_ADD,
     PLACE_OUTLINE,
     {INPUT_INSERT, INPUT_CTRL('N')},
     N_("Add"),
     N_("Adds a page of the same kind behind the one in hand.")},
    {ACTION_REMOVE,
     PLACE_OUTLINE,
     {INPUT_DELETE, INPUT_CTRL('X')},
     N_("Remove"),
     N_("Removes the page in hand.")},
    {ACTION_PAGE_NOT_APPLICABLE,
     PLACE_PAGE,
     {INPUT_CTRL('W')},
     NULL,
     N_("Marks the whole page as not applicable.")},
    {ACTION_CANCEL,
     PLACE_ALL,
     {INPUT_ESCAPE, INPUT_CTRL('G')},
     NULL,
     N_("Leaves a question or a search as it was.")},
    {ACTION_REDRAW, PLACE_ALL, {INPUT_CTRL('L')}, NULL, N_("Paints the screen anew.")},
};

const struct keymap_entry *keymap_entries(size_t *count)
{
    *count = sizeof(entries) / sizeof(entries[0]);
    return entries;
}

static bool entry_has_key(const struct keymap_entry *e, int key)
{
    for (size_t k = 0; k < KEYMAP_KEYS; k++) {
        if (e->keys[k] == key) {
            return true;
        }
    }
    return false;
}

enum action keymap_find(unsigned place, int key)
{
    for (size_t i = 0; key != 0 && i < sizeof(entries) / sizeof(entries[0]); i++) {
        if ((entries[i].places & place) && entry_has_key(&entries[i], key)) {
            return entries[i].action;
        }
    }
    return ACTION_NONE;
}

static const char *named_key(int key)
{
    switch (key) {
    case INPUT_UP:
        return N_("Up");
    case INPUT_DOWN:
        return N_("Down");
    case INPUT_LEFT:
        return N_("Left");
    case INPUT_RIGHT:
        return N_("Right");
    case INPUT_HOME:
        return "Home";
    case INPUT_END:
        return "End";
    case INPUT_INSERT:
        return "Ins";
    case INPUT_DELETE:
        return "Del";
    case INPUT_PAGE_UP:
        return "PgUp";
    case INPUT_PAGE_DOWN:
        return "PgDn";
    case INPUT_ENTER:
        return "Enter";
    case INPUT_TAB:
        return "Tab";
    case INPUT_BACKTAB:
        return "Shift-Tab";
    case INPUT_BACKSPACE:
        return "Backspace";
    case INPUT_ESCAPE:
        return "Esc";
    case ' ':
        return N_("Space");
    default:
        return NULL;
    }
}

void keymap_key_name(int key, char *out, size_t size)
{
    const int flags = INPUT_SHIFT | INPUT_ALT | INPUT_CONTROL;
    int plain = key & ~flags;
    const char *name = named_key(plain);
    const char *prefix = key & INPUT_CONTROL ? "Ctrl-"
                         : key & INPUT_ALT   ? "Alt-"
                         : key & INPUT_SHIFT ? "Shift-"
                                             : "";

    if (name) {
        snprintf(out, size, "%s%s", prefix, _(name));
    } else if (plain >= INPUT_F1 && plain <= INPUT_F12) {
        snprintf(out, size, "%sF%d", prefix, plain - INPUT_F1 + 1);
    } else if (plain > 0 && plain < 0x20) {
        snprintf(out, size, "Ctrl-%c", plain + '@');
    } else {
        snprintf(out, size, "%s%c", prefix, plain < 0x7F ? plain : '?');
    }
}

void keymap_action_key(unsigned place, enum action action, char *out, size_t size)
{
    *out = '\0';
    for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
        if (entries[i].action == action && (entries[i].places & place)) {
            keymap_key_name(entries[i].keys[0], out, size);
            return;
        }
    }
}
