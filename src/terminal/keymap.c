/* The table of keys. */
#include "config.h"

#include "terminal/keymap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "terminal/input.h"
#include "text/i18n.h"

enum {
    PLACE_PICK = PLACE_LIST | PLACE_NEW | PLACE_OUTLINE | PLACE_SOURCES | PLACE_FINDINGS |
                 PLACE_HISTORY | PLACE_HELP | PLACE_WHY | PLACE_SHEETS | PLACE_BESIDE |
                 PLACE_CONFLICT | PLACE_FIELD_HISTORY | PLACE_SEARCH | PLACE_WAITING |
                 PLACE_REVIEW | PLACE_SIGNING | PLACE_WARDS | PLACE_COMPARE | PLACE_CASES,
    PLACE_TYPE = PLACE_NEW | PLACE_PAGE | PLACE_OUTLINE | PLACE_SOURCES | PLACE_SEARCH |
                 PLACE_SIGN_IN | PLACE_REVIEW | PLACE_SIGNING | PLACE_PREVIEW,
    PLACE_LINE = PLACE_NEW | PLACE_SEARCH | PLACE_SIGN_IN | PLACE_REVIEW | PLACE_SIGNING,
};

static const struct keymap_entry entries[] = {
    {ACTION_HELP,
     PLACE_ALL & ~(PLACE_HELP | PLACE_SIGN_IN),
     {INPUT_F1, INPUT_ALT | 'h'},
     N_("Keys"),
     N_("This help: the field in hand, and every key of the screen.")},
    {ACTION_OPEN,
     PLACE_LIST | PLACE_OUTLINE,
     {INPUT_ENTER},
     N_("Open"),
     N_("Opens the line in hand.")},
    {ACTION_OPEN, PLACE_FINDINGS, {INPUT_ENTER}, N_("Go"), N_("Goes to the field of the finding.")},
    {ACTION_OPEN, PLACE_SEARCH, {INPUT_ENTER}, N_("Go"), N_("Goes to the place that was found.")},
    {ACTION_OPEN,
     PLACE_HISTORY,
     {INPUT_ENTER},
     N_("Field"),
     N_("The history of a field: of one that the revision in hand changed.")},
    {ACTION_OPEN,
     PLACE_FIELD_HISTORY,
     {INPUT_ENTER},
     N_("Bring back"),
     N_("Puts the text in hand into the field again; it is saved when you save.")},
    {ACTION_THEIRS, PLACE_CONFLICT, {'t'}, N_("Theirs"), N_("What the other one saved stays.")},
    {ACTION_MINE, PLACE_CONFLICT, {'m'}, N_("Mine"), N_("What was typed here takes its place.")},
    {ACTION_BOTH,
     PLACE_CONFLICT,
     {'b'},
     N_("Both"),
     N_("Of a text, theirs with mine behind it; of rows, theirs and then mine.")},
    {ACTION_OPEN,
     PLACE_CONFLICT,
     {INPUT_ENTER},
     N_("Save so"),
     N_("Saves the page as it was decided, when everything is.")},
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
    {ACTION_TAKE,
     PLACE_SOURCES,
     {INPUT_CTRL('T')},
     N_("Text"),
     N_("Takes only the text of the one in hand: the page then stands by itself.")},
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
    {ACTION_SIGN_OUT,
     PLACE_LIST,
     {'o'},
     NULL, /* the message line names it where there are accounts */
     N_("Signs out, so that somebody else can sign in.")},
    {ACTION_OPEN,
     PLACE_SIGN_IN,
     {INPUT_ENTER},
     N_("Sign in"),
     N_("On to the password; then signs in.")},
    {ACTION_LEAVE,
     PLACE_SIGN_IN,
     {INPUT_F1 + 9, INPUT_CTRL('Q')},
     N_("Quit"),
     N_("Leaves the program.")},
    {ACTION_OPEN,
     PLACE_WAITING,
     {INPUT_ENTER},
     N_("Open"),
     N_("Goes to what waits: to what is new to you, or to the sign-off.")},
    {ACTION_WAITING,
     PLACE_LIST,
     {'w'},
     N_("Waiting"),
     N_("What waits for whom and since when, over all assessments.")},
    {ACTION_WARDS,
     PLACE_LIST,
     {'c'},
     NULL, /* the message line names it where the city collects */
     N_("For the city: how far every ward is with what it hands in for a year.")},
    {ACTION_OPEN,
     PLACE_WARDS,
     {INPUT_ENTER},
     N_("Open"),
     N_("Opens what was accepted of the ward, to be read.")},
    {ACTION_WHY,
     PLACE_WARDS,
     {'r', INPUT_F1 + 4},
     N_("Why refused"),
     N_("Why the last file of the ward was refused.")},
    {ACTION_LEFT, PLACE_WARDS | PLACE_COMPARE, {INPUT_LEFT}, N_("Earlier"), N_("The year before.")},
    {ACTION_RIGHT, PLACE_WARDS | PLACE_COMPARE, {INPUT_RIGHT}, N_("Later"), N_("The year after.")},
    {ACTION_COMPARE,
     PLACE_WARDS,
     {'v'},
     N_("Compare"),
     N_("The wards beside each other, by indicators.")},
    {ACTION_COMPARE, PLACE_LIST, {'v'}, NULL, N_("The wards beside each other, by indicators.")},
    {ACTION_OPEN,
     PLACE_COMPARE,
     {INPUT_ENTER},
     N_("Open"),
     N_("Opens the wards of the indicator; there, the page that the figure stands on.")},
    {ACTION_NEXT_PAGE,
     PLACE_REVIEW,
     {'n', ' '},
     N_("Walk on"),
     N_("A screenful on; from the end of a page to the next one. The page then counts as looked "
        "at.")},
    {ACTION_APPROVE, PLACE_REVIEW, {'a'}, N_("Approve"), N_("Approves the page as it was shown.")},
    {ACTION_REMARK,
     PLACE_REVIEW,
     {'r'},
     N_("Add remark"),
     N_("Adds a remark about the field in hand, or about the page where none is.")},
    {ACTION_SEND_BACK,
     PLACE_REVIEW,
     {'b'},
     N_("Send back"),
     N_("Sends the page back, with its open remarks; it asks first.")},
    {ACTION_OPEN,
     PLACE_REVIEW,
     {INPUT_ENTER},
     N_("Go"),
     N_("Goes to the field in hand on its page. Where a remark is typed, ends it.")},
    {ACTION_SIGN,
     PLACE_REVIEW,
     {'s'},
     N_("Sign-off"),
     N_("Goes to the sign-off of the assessment, with its statement and the boxes.")},
    {ACTION_SIGN,
     PLACE_SIGNING,
     {'s'},
     N_("Sign off"),
     N_("Signs off what is shown; it asks for the password.")},
    {ACTION_WITHDRAW,
     PLACE_SIGNING,
     {'w'},
     N_("Withdraw"),
     N_("Withdraws the sign-off, for a reason; it asks for the password.")},
    {ACTION_REASSIGN,
     PLACE_SIGNING,
     {'e'},
     N_("Reassign"),
     N_("Gives the part of somebody who has left to somebody else, for a reason. For an "
        "administrator.")},
    {ACTION_OPEN, PLACE_SIGNING, {INPUT_ENTER}, NULL, N_("Ends what is typed.")},
    {ACTION_NEXT_PAGE,
     PLACE_PREVIEW,
     {'n', INPUT_CONTROL | INPUT_PAGE_DOWN},
     N_("Next sheet"),
     N_("The next sheet of paper.")},
    {ACTION_PREVIOUS_PAGE,
     PLACE_PREVIEW,
     {'p', INPUT_CONTROL | INPUT_PAGE_UP},
     N_("Sheet before"),
     N_("The sheet of paper before.")},
    {ACTION_OPEN,
     PLACE_PREVIEW,
     {INPUT_ENTER},
     N_("In hand"),
     N_("To where the field in hand is printed. Where a name is typed, ends it.")},
    {ACTION_EXPORT,
     PLACE_PREVIEW,
     {'w'},
     N_("File"),
     N_("Writes the sheet to a file: PDF, Excel, HTML, CSV or text, by the ending of its name.")},
    {ACTION_LEFT,
     PLACE_PREVIEW,
     {INPUT_LEFT},
     NULL,
     N_("Half a screen to the left; in a name that is typed, back a character.")},
    {ACTION_RIGHT,
     PLACE_PREVIEW,
     {INPUT_RIGHT},
     NULL,
     N_("Half a screen to the right; in a name that is typed, on a character.")},
    {ACTION_LINE_START, PLACE_PREVIEW, {INPUT_HOME}, NULL, N_("To the left edge.")},
    {ACTION_LINE_END, PLACE_PREVIEW, {INPUT_END, INPUT_CTRL('E')}, NULL, N_("To the right edge.")},
    {ACTION_FIRST, PLACE_PREVIEW, {INPUT_CONTROL | INPUT_HOME}, NULL, N_("To the first sheet.")},
    {ACTION_LAST, PLACE_PREVIEW, {INPUT_CONTROL | INPUT_END}, NULL, N_("To the last sheet.")},
    {ACTION_SCREEN_UP,
     PLACE_PREVIEW,
     {INPUT_PAGE_UP},
     NULL,
     N_("Up a screen; from the start of a sheet to the one before.")},
    {ACTION_SCREEN_DOWN,
     PLACE_PREVIEW,
     {INPUT_PAGE_DOWN},
     NULL,
     N_("Down a screen; from the end of a sheet to the next one.")},
    {ACTION_OUTLINE,
     PLACE_PAGE | PLACE_FINDINGS | PLACE_HISTORY | PLACE_WHY,
     {INPUT_F1 + 1, INPUT_ALT | 'l'},
     N_("List"),
     N_("The list of all pages, with what is done and what is open.")},
    {ACTION_BESIDE,
     PLACE_BESIDE,
     {INPUT_F1 + 2, INPUT_CTRL('P')},
     N_("This page"),
     N_("Back to the page, at the same field.")},
    {ACTION_BESIDE,
     PLACE_PAGE,
     {INPUT_F1 + 2, INPUT_CTRL('P')},
     N_("Prior"),
     N_("Shows last year's sheet, or the other one that was chosen, at the same field.")},
    {ACTION_COPY,
     PLACE_PAGE,
     {INPUT_F1 + 3, INPUT_ALT | 'c'},
     N_("Copy"),
     N_("Makes the page a copy of another that it then follows, or lets a copy stand by itself.")},
    {ACTION_NEXT_OPEN,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F12, INPUT_CTRL('G')},
     N_("Next"),
     N_("On to the next field that is still to be filled in, through all pages.")},
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
     {INPUT_F1 + 5, INPUT_ALT | 'f'},
     N_("Findings"),
     N_("The list of all findings.")},
    {ACTION_INFOS,
     PLACE_FINDINGS,
     {INPUT_F1 + 7, 'i'},
     N_("Hints"),
     N_("Shows the hints too, which only say what the figures suggest; again, leaves them out.")},
    {ACTION_HISTORY,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F1 + 6, INPUT_ALT | 'p'},
     N_("History"),
     N_("Who changed what, and when.")},
    {ACTION_REVIEW,
     PLACE_OUTLINE,
     {INPUT_F1 + 3, INPUT_ALT | 'r'},
     NULL, /* the message line names it to those who review */
     N_("What changed since you last looked, to approve, remark and send back.")},
    {ACTION_FIELD_HISTORY,
     PLACE_PAGE,
     {INPUT_SHIFT | (INPUT_F1 + 6), INPUT_ALT | 'o'},
     NULL,
     N_("What the field in hand held before, when and by whom; brings it back.")},
    {ACTION_SEARCH,
     PLACE_LIST | PLACE_OUTLINE | PLACE_PAGE | PLACE_BESIDE,
     {INPUT_F1 + 10, INPUT_ALT | 's'},
     NULL,
     N_("Searches this sheet, other years and other wards.")},
    {ACTION_NOT_APPLICABLE,
     PLACE_PAGE,
     {INPUT_F1 + 7, INPUT_ALT | 'n'},
     N_("N/A"),
     N_("Marks the field as not applicable and moves on; a marked one, it makes blank.")},
    {ACTION_SAVE,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_F1 + 8, INPUT_CTRL('S')},
     N_("Save"),
     N_("Saves a revision now. It is saved by itself too, when a page is left.")},
    {ACTION_LEAVE,
     PLACE_ALL & ~(PLACE_LIST | PLACE_SIGN_IN),
     {INPUT_F1 + 9, INPUT_CTRL('Q')},
     N_("Back"),
     N_("Back to the screen before.")},
    {ACTION_LEAVE,
     PLACE_LIST,
     {INPUT_F1 + 9, 'q', INPUT_CTRL('Q')},
     N_("Quit"),
     N_("Leaves the program.")},
    {ACTION_SUBMIT, PLACE_PAGE, {INPUT_ALT | 'u'}, NULL, N_("Submits the page for review.")},
    {ACTION_SUBMIT,
     PLACE_OUTLINE,
     {INPUT_ALT | 'u'},
     NULL,
     N_("Submits every page that is finished for review.")},
    {ACTION_TAKE_BACK,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_ALT | 'b'},
     NULL,
     N_("Takes the page back that you submitted, to write in it again.")},
    {ACTION_ANSWER,
     PLACE_PAGE,
     {INPUT_ALT | 'r'},
     NULL,
     N_("Answers the remark at the field in hand; where it has none, goes to the next one.")},
    {ACTION_PREVIEW,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_ALT | 'v'},
     NULL,
     N_("Shows the printed sheet, and writes it to a file.")},
    {ACTION_LOCK,
     PLACE_ALL & ~PLACE_SIGN_IN,
     {INPUT_ALT | 'k'},
     NULL,
     N_("Locks the screen until you give your password; what you were at stays as it is.")},
    {ACTION_NEXT_PAGE, PLACE_PAGE, {INPUT_PAGE_DOWN}, NULL, N_("The next page of the sheet.")},
    {ACTION_PREVIOUS_PAGE, PLACE_PAGE, {INPUT_PAGE_UP}, NULL, N_("The page before.")},
    {ACTION_CHOOSE, PLACE_PAGE, {' '}, NULL, N_("The next of the choices.")},
    {ACTION_NEXT_FIELD,
     PLACE_PAGE | PLACE_NEW | PLACE_BESIDE | PLACE_SIGN_IN | PLACE_REVIEW,
     {INPUT_TAB},
     NULL,
     N_("The next field.")},
    {ACTION_PREVIOUS_FIELD,
     PLACE_PAGE | PLACE_NEW | PLACE_BESIDE | PLACE_SIGN_IN | PLACE_REVIEW,
     {INPUT_BACKTAB},
     NULL,
     N_("The field before.")},
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
     PLACE_PAGE | PLACE_LINE,
     {INPUT_LEFT},
     NULL,
     N_("Back a character; the choice before.")},
    {ACTION_RIGHT,
     PLACE_PAGE | PLACE_LINE,
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
     PLACE_PAGE | PLACE_NEW | PLACE_SEARCH | PLACE_SIGN_IN,
     {INPUT_HOME},
     NULL,
     N_("To the start of the line.")},
    {ACTION_LINE_END,
     PLACE_PAGE | PLACE_NEW | PLACE_SEARCH | PLACE_SIGN_IN,
     {INPUT_END, INPUT_CTRL('E')},
     NULL,
     N_("To the end of the line.")},
    {ACTION_FIRST, PLACE_PAGE, {INPUT_CONTROL | INPUT_HOME}, NULL, N_("To the start of the text.")},
    {ACTION_LAST, PLACE_PAGE, {INPUT_CONTROL | INPUT_END}, NULL, N_("To the end of the text.")},
    {ACTION_FIRST,
     PLACE_PICK & ~(PLACE_NEW | PLACE_SEARCH),
     {INPUT_HOME, INPUT_CONTROL | INPUT_HOME},
     NULL,
     N_("To the first line.")},
    {ACTION_LAST,
     PLACE_PICK & ~(PLACE_NEW | PLACE_SEARCH),
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
     PLACE_PAGE | PLACE_LINE | PLACE_PREVIEW,
     {INPUT_DELETE},
     NULL,
     N_("Deletes the character at the cursor; makes a choice blank.")},
    {ACTION_DELETE_LINE,
     PLACE_PAGE | PLACE_LINE | PLACE_PREVIEW,
     {INPUT_CTRL('K')},
     NULL,
     N_("Deletes to the end of the line.")},
    {ACTION_SELECT,
     PLACE_PAGE,
     {INPUT_CONTROL | ' '},
     NULL,
     N_("Begins to select: the cursor takes text along; again, or Esc, ends it.")},
    {ACTION_SELECT_LEFT,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_LEFT},
     NULL,
     N_("Selects a character back.")},
    {ACTION_SELECT_RIGHT,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_RIGHT},
     NULL,
     N_("Selects a character on.")},
    {ACTION_SELECT_UP, PLACE_PAGE, {INPUT_SHIFT | INPUT_UP}, NULL, N_("Selects up a line.")},
    {ACTION_SELECT_DOWN, PLACE_PAGE, {INPUT_SHIFT | INPUT_DOWN}, NULL, N_("Selects down a line.")},
    {ACTION_SELECT_RUN_LEFT,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_CONTROL | INPUT_LEFT},
     NULL,
     N_("Selects a word back.")},
    {ACTION_SELECT_RUN_RIGHT,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_CONTROL | INPUT_RIGHT},
     NULL,
     N_("Selects a word on.")},
    {ACTION_SELECT_LINE_START,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_HOME},
     NULL,
     N_("Selects to the start of the line.")},
    {ACTION_SELECT_LINE_END,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_END},
     NULL,
     N_("Selects to the end of the line.")},
    {ACTION_SELECT_FIRST,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_CONTROL | INPUT_HOME},
     NULL,
     N_("Selects to the start of the text.")},
    {ACTION_SELECT_LAST,
     PLACE_PAGE,
     {INPUT_SHIFT | INPUT_CONTROL | INPUT_END},
     NULL,
     N_("Selects to the end of the text.")},
    {ACTION_SELECT_ALL, PLACE_PAGE, {INPUT_CTRL('A')}, NULL, N_("Selects the whole text.")},
    {ACTION_SELECT_PARAGRAPH,
     PLACE_PAGE,
     {INPUT_ALT | 'a'},
     NULL,
     N_("Selects the paragraph that the cursor is in.")},
    {ACTION_CUT, PLACE_PAGE, {INPUT_CTRL('X')}, NULL, N_("Cuts out what is selected.")},
    {ACTION_COPY_TEXT,
     PLACE_PAGE,
     {INPUT_CTRL('C')},
     NULL,
     N_("Copies what is selected; where nothing is, the whole field.")},
    {ACTION_PASTE, PLACE_PAGE, {INPUT_CTRL('V')}, NULL, N_("Puts in what was cut or copied.")},
    {ACTION_FIND,
     PLACE_PAGE,
     {INPUT_CTRL('F')},
     NULL,
     N_("Finds words in the fields of the page; Tab then replaces them.")},
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
        "before. Again, or where the field offers nothing: every figure that the page offers.")},
    {ACTION_TAKE_BESIDE,
     PLACE_BESIDE,
     {INPUT_CTRL('O'), INPUT_ENTER},
     N_("Take"),
     N_("Puts what stands here into the field of the page.")},
    {ACTION_TAKE_BESIDE,
     PLACE_PAGE,
     {INPUT_CTRL('O')},
     NULL,
     N_("Puts what the other sheet has there into the field; where there is none, the page of "
        "the same number.")},
    {ACTION_TAKE_PART,
     PLACE_PAGE,
     {INPUT_CTRL('U')},
     NULL,
     N_("The same for all fields under the heading of the field in hand; it asks first.")},
    {ACTION_DIFFERENCES,
     PLACE_SOURCES,
     {INPUT_CTRL('D')},
     N_("Compare"),
     N_("Shows the page in hand against this one, with what is gone and what is new.")},
    {ACTION_DIFFERENCES,
     PLACE_BESIDE,
     {INPUT_CTRL('D'), 'd'},
     N_("Differences"),
     N_("Marks the differences: - what stands only there, + what only in this page.")},
    {ACTION_DIFFERENCES,
     PLACE_PAGE,
     {INPUT_CTRL('D')},
     NULL,
     N_("Marks the differences: - what stands only there, + what only in this page.")},
    {ACTION_OPEN,
     PLACE_SHEETS,
     {INPUT_ENTER},
     N_("Show"),
     N_("Shows the sheet in hand beside the page.")},
    {ACTION_OTHER_SHEET,
     PLACE_PAGE | PLACE_BESIDE,
     {INPUT_CTRL('B')},
     NULL,
     N_("Chooses the sheet that is shown beside: last year's, or another ward's.")},
    {ACTION_OPEN,
     PLACE_CASES,
     {INPUT_ENTER},
     N_("Beside"),
     N_("Shows the case in hand beside the page.")},
    {ACTION_CASES,
     PLACE_PAGE | PLACE_BESIDE,
     {INPUT_ALT | 'w'},
     NULL,
     N_("What other wards did: at the same place of the policy, and in the same words.")},
    {ACTION_ADD,
     PLACE_PAGE,
     {INPUT_CTRL('N'), INPUT_INSERT},
     NULL,
     N_("Adds a row to the rows in hand.")},
    {ACTION_REMOVE, PLACE_PAGE, {INPUT_ALT | 'x'}, NULL, N_("Removes the row in hand.")},
    {ACTION_ADD,
     PLACE_OUTLINE,
     {INPUT_INSERT, INPUT_CTRL('N')},
     N_("Add"),
     N_("Adds a page of the same kind behind the one in hand.")},
    {ACTION_REMOVE,
     PLACE_OUTLINE,
     {INPUT_DELETE, INPUT_ALT | 'x'},
     N_("Drop"),
     N_("Removes the page in hand.")},
    {ACTION_PAGE_NOT_APPLICABLE,
     PLACE_PAGE,
     {INPUT_CTRL('W')},
     NULL,
     N_("Marks the whole page, or what is blank on it, as not applicable.")},
    {ACTION_CANCEL,
     PLACE_PAGE | PLACE_OUTLINE,
     {INPUT_ESCAPE},
     NULL,
     N_("Leaves a question or a search as it was.")},
    {ACTION_CANCEL,
     PLACE_ALL & ~(PLACE_PAGE | PLACE_OUTLINE),
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

/* --- what a keymap file changes ------------------------------------------------ */

enum { ENTRIES = sizeof(entries) / sizeof(entries[0]) };

/* The table as the person wants it; a key has to mean the same for whoever asks. */
static struct {
    bool set;
    int keys[KEYMAP_KEYS];
} changed[ENTRIES][KEYMAP_PLACES];

/* What was found before: the table is long, and mostly the same keys come again. */
static struct {
    unsigned place;
    int key; /* 0: none */
    enum action action;
} found[64];

static const char *(*name_of_action)(enum action action);

static size_t place_number(unsigned place)
{
    size_t number = 0;

    while (number + 1 < KEYMAP_PLACES && !(place & (1U << number))) {
        number++;
    }
    return number;
}

const int *keymap_keys(const struct keymap_entry *e, unsigned place)
{
    size_t i = (size_t)(e - entries);
    size_t number = place_number(place);

    return changed[i][number].set ? changed[i][number].keys : e->keys;
}

void keymap_set_keys(const struct keymap_entry *e, unsigned place, const int keys[KEYMAP_KEYS])
{
    size_t i = (size_t)(e - entries);
    size_t number = place_number(place);

    changed[i][number].set = true;
    memcpy(changed[i][number].keys, keys, sizeof(changed[i][number].keys));
    memset(found, 0, sizeof(found));
}

void keymap_reset(void)
{
    memset(changed, 0, sizeof(changed));
    memset(found, 0, sizeof(found));
}

static bool entry_has_key(const struct keymap_entry *e, unsigned place, int key)
{
    const int *keys = keymap_keys(e, place);

    for (size_t k = 0; k < KEYMAP_KEYS; k++) {
        if (keys[k] == key) {
            return true;
        }
    }
    return false;
}

static enum action look_up(unsigned place, int key)
{
    for (size_t i = 0; i < ENTRIES; i++) {
        if ((entries[i].places & place) && entry_has_key(&entries[i], place, key)) {
            return entries[i].action;
        }
    }
    return ACTION_NONE;
}

enum action keymap_find(unsigned place, int key)
{
    size_t i = ((size_t)key ^ (size_t)key >> 18) % (sizeof(found) / sizeof(found[0]));

    if (key == 0) {
        return ACTION_NONE;
    }
    if (found[i].key != key || found[i].place != place) {
        found[i].action = look_up(place, key);
        found[i].key = key;
        found[i].place = place;
    }
    return found[i].action;
}

/* --- names ---------------------------------------------------------------------- */

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

static void describe_key(int key, bool translated, char *out, size_t size)
{
    const int flags = INPUT_SHIFT | INPUT_ALT | INPUT_CONTROL;
    int plain = key & ~flags;
    const char *name = named_key(plain);
    bool letter = (plain >= 'a' && plain <= 'z') || (plain >= 'A' && plain <= 'Z');
    bool upper = (key & flags) && plain >= 'A' && plain <= 'Z';
    bool control = (key & INPUT_CONTROL) || (!name && plain > 0 && plain < 0x20);
    char prefix[32];

    snprintf(prefix, sizeof(prefix), "%s%s%s", control ? "Ctrl-" : "",
             key & INPUT_ALT ? "Alt-" : "", (key & INPUT_SHIFT) || upper ? "Shift-" : "");
    if (name) {
        snprintf(out, size, "%s%s", prefix, translated ? _(name) : name);
    } else if (plain >= INPUT_F1 && plain <= INPUT_F12) {
        snprintf(out, size, "%sF%d", prefix, plain - INPUT_F1 + 1);
    } else if (plain > 0 && plain < 0x20) {
        snprintf(out, size, "%s%c", prefix, plain + '@');
    } else if (letter && (key & flags)) {
        snprintf(out, size, "%s%c", prefix, plain & ~0x20);
    } else {
        snprintf(out, size, "%s%c", prefix, plain < 0x7F ? plain : '?');
    }
}

void keymap_key_name(int key, char *out, size_t size)
{
    describe_key(key, true, out, size);
}

void keymap_key_plain_name(int key, char *out, size_t size)
{
    describe_key(key, false, out, size);
}

void keymap_name_actions(const char *(*name)(enum action action))
{
    name_of_action = name;
}

void keymap_action_key(unsigned place, enum action action, char *out, size_t size)
{
    const char *name = name_of_action ? name_of_action(action) : NULL;

    snprintf(out, size, "%s", name ? name : "");
    for (size_t i = 0; !name && i < ENTRIES; i++) {
        if (entries[i].action == action && (entries[i].places & place)) {
            int key = keymap_keys(&entries[i], place)[0];
            if (key != 0) {
                keymap_key_name(key, out, size);
            }
            return;
        }
    }
}

void keymap_sentence(char *out, size_t size, const char *format, unsigned place, enum action first,
                     enum action second, enum action third)
{
    char keys[3][32];

    keymap_action_key(place, first, keys[0], sizeof(keys[0]));
    keymap_action_key(place, second, keys[1], sizeof(keys[1]));
    keymap_action_key(place, third, keys[2], sizeof(keys[2]));
    snprintf(out, size, format, keys[0], keys[1], keys[2]);
}
