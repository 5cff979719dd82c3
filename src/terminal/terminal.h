/*
 * The forms on the terminal: ncursesw screens over one store. The only room
 * that knows curses. Screens change the document through assessment/ and save
 * through it; nothing typed is lost: a draft goes to the store within a second
 * of a key, and a revision when the page is left or saved.
 */
#ifndef KUSEI_TERMINAL_TERMINAL_H
#define KUSEI_TERMINAL_TERMINAL_H

#include <stdbool.h>

#include "form/catalogue.h"
#include "form/form.h"
#include "review/accounts.h"
#include "store/store.h"
#include "terminal/printing.h"
#include "text/error.h"

struct terminal_options {
    int ambiguous;       /* columns of ambiguous characters: 1, 2, or 0 to ask the terminal */
    enum form_lang lang; /* of labels and findings; the rest follows gettext */
    /* Who is at work: an account's name and role, or the login name. Where there are
     * accounts and nobody has signed in, the forms begin with that, with this name
     * offered; whoever was at work last stands here afterwards. */
    struct accounts_person *person;
    int lock_ms;        /* without a key, until the password is asked for again; 0: never */
    const char *notice; /* a sentence for the first screen ("sample data..."), or NULL */
    bool no_mouse;      /* the mouse is left to the terminal */
    const char *(*refusal)(const char *code); /* why the city refuses, in a sentence not yet
                                                 translated, by its code; or NULL */
    /* How the sheet is printed; NULL: it is not. */
    const struct printing *printing;
    bool no_clipboard; /* what is copied is not given to the terminal's clipboard */
};

/* Whether a person can be at work here: stdin and stdout are a terminal of a
 * known kind, and the locale is UTF-8. Otherwise a sentence that says what to
 * set. Touches nothing; terminal_run checks the same. */
bool terminal_check(struct error *err);

/* Runs until the person leaves, or SIGHUP or SIGTERM comes (drafts are saved).
 * False with a sentence, the screen untouched, when there is no terminal, it is
 * unknown, or the locale is not UTF-8 (the sentence says what to set); behind the
 * first screen, and the terminal as it was, where libxml2 cannot be read in. In a
 * window that is too small it says so, and waits until it is larger. */
bool terminal_run(struct store *store, struct catalogue *catalogue,
                  const struct terminal_options *options, struct error *err);

#endif
