/*
 * What every subcommand starts from: the options before its name, the forms,
 * the database, who is at the keyboard, and in which language. Messages go to
 * stderr behind "kusei: ", data to stdout.
 */
#ifndef KUSEI_COMMAND_CONTEXT_H
#define KUSEI_COMMAND_CONTEXT_H

#include <stdbool.h>

#include "assessment/assessment.h"
#include "form/catalogue.h"
#include "review/accounts.h"
#include "store/store.h"
#include "text/error.h"

enum { STATUS_DONE = 0, STATUS_NO = 1, STATUS_FAILED = 2 };

/* The options of `sign` and `verify`; each NULL where it was not given. */
struct signing_options {
    const char *key;               /* --key: a PKCS#12 file */
    char *const *command;          /* --command: a program and its arguments, ended by NULL */
    const char *certificate;       /* --certificate: that of the command's key */
    const char *previous;          /* --previous: an earlier submission */
    const char *trust;             /* --trust */
    const char *crl;               /* --crl */
    const char *ward_certificates; /* --ward-certs */
    const char *receipt;           /* --receipt */
    const char *receipt_number;    /* --receipt-number */
    const char *at;                /* --at */
};

struct context {
    const char *db;      /* --db, or NULL */
    const char *policy;  /* --policy, or NULL */
    const char *from;    /* --from, or NULL */
    const char *output;  /* -o, or NULL */
    const char *format;  /* --format, or NULL */
    const char *keys;    /* --keys, or NULL */
    const char *city;    /* --city, or NULL */
    const char *years;   /* --years, or NULL */
    const char *title;   /* --title, or NULL */
    bool plain;          /* --plain */
    bool no_mouse;       /* --no-mouse */
    bool no_clipboard;   /* --no-clipboard */
    bool all;            /* --all */
    bool explain;        /* --explain */
    const char *head;    /* --head, or NULL */
    bool bom;            /* --bom */
    bool tsv;            /* --tsv */
    bool submission;     /* --submission */
    bool withdrawal;     /* --withdrawal */
    const char *as;      /* --as, or NULL */
    const char *role;    /* --role, or NULL */
    const char *display; /* --display, or NULL */
    const char *why;     /* --why, or NULL */
    const char *field;   /* --field, or NULL */
    int password_fd;     /* --password-fd, or 0 */
    bool captive;        /* --captive */
    int ambiguous;       /* --ambiguous: 1, 2, or 0 for auto */
    struct signing_options signing;
    enum form_lang lang;           /* of labels and findings */
    struct catalogue *catalogue;   /* NULL until context_need_forms */
    struct store *store;           /* NULL until context_need_store */
    struct accounts_person person; /* who is at work: the login name, unless they signed in */
    char helper[4096];             /* for context_helper */
    char known_ward[16];           /* for context_known_ward */
    char *own_forms;               /* for context_own_forms */
};

/* Sets the locale and the language of messages; before anything is said. */
void context_start(struct context *c);
void context_finish(struct context *c);

/* The folder that holds forms/ and data/: $KUSEI_SHARE, else the installed one. */
const char *context_share(void);

/* The folder of the person's own forms: $XDG_DATA_HOME/kusei/forms, else
 * ~/.local/share/kusei/forms; NULL where there is no such place, and for a captive account,
 * whose forms are those that its administrator installed. Good until the context ends. */
const char *context_own_forms(struct context *c);

/* The path of one of the programs that kusei runs (kusei-xmlsig, kusei-print): in
 * $KUSEI_HELPERS, else the installed one. Good until the next call. */
const char *context_helper(struct context *c, const char *name);

/* The forms, and the database (made when `create`). False after the sentence
 * has been printed. */
bool context_need_forms(struct context *c);
bool context_need_store(struct context *c, bool create);

/* Prints "kusei: " and the sentence on stderr; returns STATUS_FAILED. */
int context_fail(const struct error *err);
int context_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Cities have wards of the same name: where the database has assessments of only one of
 * them, and no policy is named, that one's code, valid while the context is; else what
 * was given. */
const char *context_known_ward(struct context *c, const char *ward);

/* The assessment that WARD and YEAR on the command line mean. NULL after the
 * sentence has been printed. */
struct assessment *context_open(struct context *c, const char *ward, const char *year);

/* Whether --format json was asked for; *good is false after an unknown format. */
bool context_wants_json(const struct context *c, bool *good);

#endif
