/* Commands of the questions line by line. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "terminal/plain_private.h"
#include "text/i18n.h"

static const struct {
    enum plain_command command;
    const char *name; /* behind "/"; the first letters are enough */
    const char *arguments;
    const char *help;
} commands[] = {
    {PLAIN_NEXT, "next", "", N_("the next page")},
    {PLAIN_BACK, "back", "", N_("the page before")},
    {PLAIN_OPEN, "open", "", N_("the next page that is not finished")},
    {PLAIN_LIST, "list", "", N_("all pages, with their numbers")},
    {PLAIN_PAGE, "page", " N", N_("the page of that number or name")},
    {PLAIN_UP, "up", "", N_("the field before")},
    {PLAIN_TOP, "top", "", N_("the page again from its top")},
    {PLAIN_MORE, "more", "", N_("adds lines at the end of the text")},
    {PLAIN_LINE, "line", " N TEXT",
     N_("puts TEXT in the place of line N; without TEXT, takes it out")},
    {PLAIN_CLEAR, "clear", "", N_("makes the field blank")},
    {PLAIN_NOT_APPLICABLE, "na", "", N_("marks the field as not applicable")},
    {PLAIN_TAKE, "take", "", N_("takes what the field offers")},
    {PLAIN_LAST, "last", "", N_("takes last year's text")},
    {PLAIN_FINDINGS, "findings", "", N_("the findings of the whole sheet")},
    {PLAIN_WHY, "why", "", N_("what the findings of the field say, and what to do")},
    {PLAIN_COPY, "copy", " N", N_("makes the page a copy of page N, which it then follows")},
    {PLAIN_DEPART, "depart", "", N_("lets a copy stand by itself")},
    {PLAIN_CASES, "cases", " N", N_("what other wards did for the page; with N, that one whole")},
    {PLAIN_ADD, "add", "", N_("adds a row")},
    {PLAIN_REMOVE, "remove", "", N_("removes the row in hand")},
    {PLAIN_SAVE, "save", "", N_("saves a revision now")},
    {PLAIN_QUIT, "quit", "", N_("saves, and back to the list of sheets")},
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

enum plain_command plain_read_command(const char *line, const char **rest)
{
    *rest = line;
    if (!*line) {
        return PLAIN_KEEP;
    }
    if (strcmp(line, "?") == 0) {
        return PLAIN_HELP;
    }
    if (*line != '/') {
        return PLAIN_TEXT;
    }
    if (line[1] == '=') { /* the text as it is, whatever it looks like */
        *rest = line + 2 + (line[2] == ' ' ? 1 : 0);
        return PLAIN_TEXT;
    }
    size_t length = strcspn(line + 1, " ");
    *rest = line + 1 + length + strspn(line + 1 + length, " ");
    for (size_t i = 0; length > 0 && i < COMMANDS; i++) {
        if (strncmp(commands[i].name, line + 1, length) == 0) {
            return commands[i].command;
        }
    }
    return PLAIN_UNKNOWN;
}

void plain_say_commands(void)
{
    plain_say("%s", _("An empty line goes on to the next field. A text is typed as it is; one of "
                      "many lines ends with a line that is a single full stop."));
    for (size_t i = 0; i < COMMANDS; i++) {
        plain_say("  /%s%s: %s", commands[i].name, commands[i].arguments, _(commands[i].help));
    }
    plain_say("  /= %s: %s", "TEXT",
              _("TEXT as it is, also where it begins with \"/\" or is \"?\""));
    plain_say("%s", _("The first letters of a command are enough."));
}

const char *plain_name_action(enum action action)
{
    switch (action) {
    case ACTION_COPY:
        return "/depart";
    case ACTION_TAKE:
        return "/take";
    case ACTION_WHY:
        return "/why";
    case ACTION_FINDINGS:
        return "/findings";
    case ACTION_CASES:
        return "/cases";
    case ACTION_ADD:
        return "/add";
    case ACTION_REMOVE:
        return "/remove";
    case ACTION_NEXT_PAGE:
        return "/next";
    case ACTION_PREVIOUS_PAGE:
        return "/back";
    case ACTION_NEXT_OPEN:
        return "/open";
    default:
        return NULL;
    }
}
