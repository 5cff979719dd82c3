/* The questions line by line; only for the files plain*.c. */
#ifndef KUSEI_TERMINAL_PLAIN_PRIVATE_H
#define KUSEI_TERMINAL_PLAIN_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "session/session.h"
#include "terminal/keymap.h"
#include "terminal/page_model.h"
#include "terminal/plain.h"

struct plain {
    struct store *store;
    struct catalogue *catalogue;
    const struct terminal_options *options;
    struct session *session; /* NULL while no sheet is open */
    struct page_model model;
    char *line; /* the last one read, without its end */
    size_t room;
    size_t told;  /* the item that was asked for last; PAGE_NONE: none on this page */
    bool ended;   /* the input has */
    bool leaving; /* the sheet is left */
};

enum plain_command {
    PLAIN_TEXT, /* none: it is an answer */
    PLAIN_KEEP, /* an empty line */
    PLAIN_HELP,
    PLAIN_NEXT,
    PLAIN_BACK,
    PLAIN_OPEN,
    PLAIN_UP,
    PLAIN_TOP,
    PLAIN_LIST,
    PLAIN_PAGE,
    PLAIN_FINDINGS,
    PLAIN_WHY,
    PLAIN_TAKE,
    PLAIN_LAST,
    PLAIN_MORE,
    PLAIN_LINE,
    PLAIN_CLEAR,
    PLAIN_NOT_APPLICABLE,
    PLAIN_COPY,
    PLAIN_DEPART,
    PLAIN_CASES,
    PLAIN_ADD,
    PLAIN_REMOVE,
    PLAIN_SAVE,
    PLAIN_QUIT,
    PLAIN_UNKNOWN,
};

/* --- plain_lines.c ------------------------------------------------------------ */

/* A line of output; nothing in it reaches the terminal as a control sequence. */
void plain_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void plain_say_error(const struct error *err);
/* Reads an answer behind a prompt, into p->line, without what may not be stored
 * (which is told). False at the end of the input, or when memory is short. */
bool plain_ask(struct plain *p, const char *prompt);
/* Asks until one of the letters is the answer: that letter; 0 at the end of the input. */
char plain_ask_letter(struct plain *p, const char *letters, const char *prompt);
/* Milliseconds of a clock that only goes forward. */
int64_t plain_now(void);

/* --- plain_commands.c ----------------------------------------------------------- */

/* What the line asks for; *rest is what stands behind the command, or the answer. */
enum plain_command plain_read_command(const char *line, const char **rest);
/* The list of them. */
void plain_say_commands(void);
/* What sentences call an action by: the command that does the same. */
const char *plain_name_action(enum action action);

/* --- plain_sheets.c ---------------------------------------------------------------- */

/* Lets a sheet be chosen or begun. False at the end. */
bool plain_choose_sheet(struct plain *p, struct error *err);
void plain_close_sheet(struct plain *p);

/* --- plain_conflict.c -------------------------------------------------------------- */

/* Saves what has changed; where somebody else was quicker, asks. False where it is
 * not saved, after that was said. */
bool plain_save(struct plain *p);
/* Asks about drafts that somebody's newer revision stands against. */
void plain_settle(struct plain *p);

/* --- plain_page.c ------------------------------------------------------------------ */

/* Walks the pages of the open sheet until it is left. */
void plain_walk(struct plain *p);
/* The page of that number, said from its top. False with a sentence said. */
bool plain_go_to(struct plain *p, size_t page);
/* After a change: the rules, the page anew, the draft; the findings of the field in
 * hand are said. */
void plain_take_change(struct plain *p, bool restructured);
/* The page anew, the field in hand staying so. */
bool plain_reload(struct plain *p);
/* What is there to be said about an item: sentences of findings, with their ids. */
void plain_say_notes(const struct page_item *item);
/* A text of several lines, indented. */
void plain_say_text(const char *text);

/* --- plain_cases.c ----------------------------------------------------------------- */

/* What other wards did for the page; the one of that number whole. */
void plain_say_cases(struct plain *p, const char *rest);

/* --- plain_answer.c ----------------------------------------------------------------- */

/* The answer to the field in hand; the field that comes next is in hand then, where
 * it was taken. */
void plain_take_answer(struct plain *p, const char *text);
/* Adds lines at the end; replaces line N; blank; the mark; what is offered; last
 * year's text. */
void plain_add_lines(struct plain *p);
void plain_replace_line(struct plain *p, const char *rest);
void plain_clear(struct plain *p);
void plain_mark(struct plain *p);
void plain_take(struct plain *p);
void plain_take_last(struct plain *p);
void plain_add_row(struct plain *p);
void plain_remove_row(struct plain *p);

#endif
