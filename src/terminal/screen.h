/*
 * What a screen is: it takes an event and says what must be painted again and
 * where to go; it draws its part when it is told to. It never paints, waits or
 * reads keys by itself: the loop in terminal.c does, in one place.
 */
#ifndef KUSEI_TERMINAL_SCREEN_H
#define KUSEI_TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "review/review.h"
#include "session/session.h"
#include "terminal/clipboard.h"
#include "terminal/draw.h"
#include "terminal/keymap.h"
#include "terminal/terminal.h"

/* The order is that of keymap_place: the place of kind k is 1 << k. */
enum screen_kind {
    SCREEN_LIST,
    SCREEN_NEW,
    SCREEN_OUTLINE,
    SCREEN_PAGE,
    SCREEN_SOURCES,
    SCREEN_FINDINGS,
    SCREEN_HISTORY,
    SCREEN_HELP,
    SCREEN_WHY,
    SCREEN_BESIDE,
    SCREEN_SHEETS,
    SCREEN_CONFLICT,
    SCREEN_FIELD_HISTORY,
    SCREEN_SEARCH,
    SCREEN_SIGN_IN,
    SCREEN_WAITING,
    SCREEN_REVIEW,
    SCREEN_SIGNING,
    SCREEN_WARDS,
    SCREEN_PREVIEW,
    SCREEN_COMPARE,
    SCREEN_CASES,
    SCREEN_KINDS,
};

enum event_kind {
    EVENT_ACTION, /* a key of the keymap */
    EVENT_TEXT,   /* typed or pasted */
    EVENT_ANSWER, /* to the question the screen asked; `answer` is its letter, 0: left */
    EVENT_SAVED,  /* a reply's save has been done, the screen stays; `saved` says how */
};

struct event {
    enum event_kind kind;
    enum action action; /* of an action; of a text of one character that is a key, too */
    const char *text;
    size_t size;
    bool pasted; /* the text was pasted; raw: as it came, raw_size bytes */
    const char *raw;
    size_t raw_size;
    char answer;
    enum store_saved saved;
    int64_t now; /* milliseconds, as tty_now */
};

/* What must be painted again. */
enum redo {
    REDO_NOTHING = 0,
    REDO_CURSOR = 1 << 0, /* only the cursor moved */
    REDO_FIELD = 1 << 1,  /* the field in hand */
    REDO_BODY = 1 << 2,   /* the screen's own rows */
    REDO_BARS = 1 << 3,   /* top line, message line, key line */
    REDO_LATER = 1 << 4,  /* what app.later was waited for */
    REDO_ALL = REDO_CURSOR | REDO_FIELD | REDO_BODY | REDO_BARS,
};

enum go {
    GO_NOWHERE,
    GO_SHOW,      /* to a kind of screen: back to it where it is open, else a new one on top */
    GO_BACK,      /* to the screen before */
    GO_SIGNED_IN, /* to what the person in app.arrived was at, or begins with */
    GO_SIGN_OUT,  /* to signing in, as anybody */
    GO_LEAVE,     /* out of the program */
};

struct reply {
    unsigned redo;
    enum go go;
    enum screen_kind to; /* of GO_SHOW */
    bool save;           /* first: every change becomes a revision */
    const char *action;  /* of the revision; NULL: "save" */
};

/* The message line: one sentence, and an id or a time at its right. */
struct message {
    char text[1024];
    char note[64];
    unsigned style;
    bool shown;
};

/* A question on the message line. */
struct question {
    char text[1536]; /* that of an error, and what to press */
    char keys[8];    /* the letters that answer it; "" when there is no question */
    bool of_loop;    /* the loop asked it, not the screen */
};

/* The findings that the screen of reasons is to explain, as what does not
 * change when they are taken anew. */
enum { WHY_MOST = 8 };
struct why_subject {
    struct {
        char rule[32];
        const xmlNode *node; /* only to be compared */
    } items[WHY_MOST];
    size_t count;
};

/* The field whose history is to be shown, and what of it is to be brought back. */
struct field_subject {
    char page[128];  /* the page's name */
    char field[256]; /* the field's path in it */
    char *text;      /* for the field, to be put in when its page is shown; NULL: nothing */
};

struct screen;

/* What all screens share. */
struct app {
    struct store *store;
    struct catalogue *catalogue;
    struct review *review; /* NULL until app_review */
    const struct terminal_options *options;
    struct session *session; /* NULL while none is open */
    struct canvas canvas;
    struct message message;
    struct question question;
    struct why_subject why;
    struct field_subject past;
    bool another;           /* the session is of another assessment than the screens, */
    struct session *former; /* which are of this one; NULL: of none */
    struct clipboard clipboard;
    struct screen *below; /* the screen under the topmost, for the help; NULL: none */
    int64_t later;        /* when it does or paints what is not needed at once; 0: nothing */
    bool accounts;        /* there are some: whoever works here has signed in */
    struct accounts_person person;  /* who is at work */
    struct accounts_person arrived; /* of GO_SIGNED_IN */
    bool locked; /* the person's password is asked for; what they were at is under it */
};

struct paper;
struct prompt;

struct screen_class {
    enum screen_kind kind;
    /* A new one; NULL with a sentence. */
    struct screen *(*open)(struct app *app, struct error *err);
    void (*close)(struct screen *s);
    /* It is on top (again), the size changed, or findings came: everything is
     * taken anew from the session. False with a sentence. */
    bool (*update)(struct app *app, struct screen *s, struct error *err);
    struct reply (*handle)(struct app *app, struct screen *s, const struct event *event);
    /* Does what was put off until app.later, when what was said about it has been painted.
     * May be NULL. */
    struct reply (*work)(struct app *app, struct screen *s);
    /* Draws rows [1, rows - 2) and leaves the cursor where it belongs. */
    void (*draw)(struct app *app, struct screen *s, unsigned redo);
    /* Puts what is being typed into the assessment and the place into the
     * session. leaving: the field is left, so that it must be whole. May be NULL. */
    void (*commit)(struct app *app, struct screen *s, bool leaving, int64_t now);
    /* The title in the top line; and what the message line says when nothing
     * else is to be said. Either may be NULL. */
    void (*title)(struct app *app, struct screen *s, char *out, size_t size);
    void (*status)(struct app *app, struct screen *s, struct message *out);
    /* It shows lines of which one is in hand, and a second click opens it. Without
     * `point` the cursor stands in that line, and a click goes there by Up and Down. */
    bool lines;
    /* A click at that cell of the screen. May be NULL. */
    struct reply (*point)(struct app *app, struct screen *s, int row, int col, int64_t now);
    /* Writes what there is to say about what is in hand, for the help. May be NULL. */
    bool (*explain)(struct app *app, struct screen *s, struct paper *paper);
    /* The line that is being typed on the message line, NULL when none is. May be
     * NULL. */
    const struct prompt *(*prompt)(const struct screen *s);
};

/* Every screen begins with this. */
struct screen {
    const struct screen_class *kind;
};

/* One of that kind for its `open`, of that size (it begins with struct screen), all
 * else in it zero; freed with free. NULL with a sentence. */
void *screen_new(const struct screen_class *kind, size_t size, struct error *err);

extern const struct screen_class list_screen;
extern const struct screen_class new_screen;
extern const struct screen_class outline_screen;
extern const struct screen_class page_screen;
extern const struct screen_class sources_screen;
extern const struct screen_class findings_screen;
extern const struct screen_class history_screen;
extern const struct screen_class help_screen;
extern const struct screen_class why_screen;
extern const struct screen_class conflict_screen;
extern const struct screen_class field_history_screen;
extern const struct screen_class search_screen;
extern const struct screen_class beside_screen;
extern const struct screen_class sheets_screen;
extern const struct screen_class sign_in_screen;
extern const struct screen_class waiting_screen;
extern const struct screen_class review_screen;
extern const struct screen_class signing_screen;
extern const struct screen_class wards_screen;
extern const struct screen_class preview_screen;
extern const struct screen_class compare_screen;
extern const struct screen_class cases_screen;

/* Rows a screen may draw: [SCREEN_TOP, screen_bottom). */
enum { SCREEN_TOP = 1 };
/* The row behind the last one a screen may draw. */
int screen_bottom(const struct app *app);
/* The row of the message line. The line of keys stands under it; where rows are few
 * both have one row, and the keys stand in it when there is nothing to be said. */
int screen_message_row(const struct canvas *canvas);
bool screen_keys_have_row(const struct canvas *canvas);

/* Where its keys stand in the keymap. */
unsigned screen_place(const struct screen *s);

/* Says a sentence on the message line until the next key. */
void app_say(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_say_error(struct app *app, const struct error *err);
/* Asks; keys: the letters that answer it. Esc answers 0. */
void app_ask(struct app *app, const char *keys, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The rules again, where something has changed since; what hinders them is said. */
void app_check(struct app *app);
/* Adds one to the findings that are to be explained; more than WHY_MOST are left
 * out, and one that is there already. */
void app_add_why(struct app *app, const char *rule, const xmlNode *node);
/* The place in the session becomes that of the reason of the finding. False
 * where it takes none: it is no warning, or its page is a copy. */
bool app_place_reason(struct app *app, const struct session_finding *f);
/* The element that a measure (an attribute) is of: that is the field; else the
 * node itself. */
const xmlNode *app_field_of(const xmlNode *node);
/* The place in the session becomes the field of a node. */
void app_place_node(struct app *app, const xmlNode *node);

/* The sign of a finding (! ? -), and how it is drawn. */
const char *screen_sign(enum rules_severity severity);
unsigned screen_sign_style(enum rules_severity severity);
/* The one of the interface's language, else the Japanese one; NULL: none. */
const char *app_in_language(const struct app *app, char *const texts[FORM_LANGS]);

/* Who is at work, for review/; valid while they are. signed_in is 0: where a password
 * is needed, it is asked for then. */
struct review_actor app_actor(const struct app *app);

/* The review over the store; owned by the app, opened when it is first asked for. NULL
 * with a sentence. */
struct review *app_review(struct app *app, struct error *err);

/* Replies that screens give often. */
struct reply reply_redo(unsigned redo);
struct reply reply_show(enum screen_kind to);
struct reply reply_back(void);
struct reply reply_go(enum go go);

#endif
