/* The page screen; only for page_screen.c, page_keys.c and page_actions.c. */
#ifndef KUSEI_TERMINAL_PAGE_SCREEN_PRIVATE_H
#define KUSEI_TERMINAL_PAGE_SCREEN_PRIVATE_H

#include "terminal/outline.h"
#include "terminal/page_model.h"
#include "terminal/page_view.h"
#include "terminal/screen.h"

/* What a question of the page is about. */
enum page_asked {
    PAGE_ASKED_NOTHING,
    PAGE_ASKED_REFUSED,        /* leave with a text that could not be stored? */
    PAGE_ASKED_DEPART,         /* let the copy stand by itself? */
    PAGE_ASKED_NOT_APPLICABLE, /* the whole page? */
    PAGE_ASKED_REMOVE_ROW,
    PAGE_ASKED_TAKE_PART, /* fill what stands under the heading from the sheet beside? */
    PAGE_ASKED_CELLS,     /* the pasted cells into the fields, one a field? */
    PAGE_ASKED_REPLACE,   /* the words found? */
    PAGE_ASKED_SUBMIT,    /* nothing: the page is handed on once it is saved */
};

/* What the message line says. */
struct page_status {
    struct message said;
    bool put_off; /* it is about the field that was in hand before */
};

struct page {
    struct screen screen;
    struct page_model model;
    struct page_view view;
    struct outline *outline; /* at the left; NULL where there is no room */
    struct pick pick;        /* of its lines */
    struct page_status status;
    int64_t silent_since;       /* what is said about the text in hand is put off; 0: it is said */
    struct session_place noted; /* the place as this screen last said it */
    bool unchecked; /* the field in hand was committed half-typed, the rest is to follow */
    enum page_asked asked;
    struct reply held;                /* what was to be done before the question */
    struct session_place held_place;  /* and where to; no page: here */
    const struct editor *selecting;   /* moves select in it; NULL: in none */
    struct page_cells *cells;         /* pasted, and asked about; NULL: none */
    struct page_find *find;           /* words are looked for; NULL: not now */
    struct page_answering *answering; /* a remark is being answered; NULL: not now */
    /* The field that the program has gone on from by itself, at the key before and at
     * this one, because the very next key may be about it; only to be compared. */
    const xmlNode *stepped_from, *steps_from;
};

/* The model anew from the assessment, and everything measured. */
bool page_reload(struct app *app, struct page *p, struct error *err);
/* Field i in hand; what was in hand is committed. */
struct reply page_enter_field(struct app *app, struct page *p, size_t i, bool from_below,
                              int64_t now);
/* The same where what was in hand is committed already; PAGE_NONE: it stays. */
struct reply page_take_field(struct app *app, struct page *p, size_t i, bool from_below);
/* The field in hand into the assessment. Returns what must be painted. */
unsigned page_commit(struct app *app, struct page *p, bool whole, int64_t now);
/* Leaves the page for where the reply goes, saved; asks where a text could not
 * be stored. */
struct reply page_leave(struct app *app, struct page *p, struct reply reply, int64_t now);
struct reply page_go_to(struct app *app, struct page *p, size_t page, int64_t now);
struct reply page_go_to_place(struct app *app, struct page *p, const struct session_place *place,
                              int64_t now);
/* Says the sentence, and that the bars are to be painted. */
struct reply page_say(struct app *app, const char *sentence);
void page_note_place(struct app *app, struct page *p);

/* page_status.c: the finding of the field in hand (what to do about it stands at the
 * field), or what is offered for it; else the field's hint. Whoever goes on from field
 * to field at once reads none of it, and a slow line need not carry it: after
 * page_status_put_off the line stays what it was, until no key has come for a moment. */
void page_status(struct app *app, struct screen *s, struct message *out);
void page_status_put_off(struct page *p);
struct reply page_status_follow(struct app *app, struct screen *s); /* the moment has come */

/* Text typed or pasted; a key of the text in hand, or else of page_action. Only
 * where a field is in hand. */
struct reply page_type(struct app *app, struct page *p, const struct event *event);
struct reply page_key(struct app *app, struct page *p, const struct event *event);

/* page_point.c: a click puts the field in hand, and the cursor to the character; in
 * a list of choices it chooses, in the outline at the left it goes to the page. */
struct reply page_point(struct app *app, struct screen *s, int row, int col, int64_t now);
/* Whether the key selects, cuts, copies or pastes (page_select.c), and what it
 * does; the words for what nothing can be done about. */
bool page_selects(const struct page *p, enum action action);
struct reply page_select(struct app *app, struct page *p, const struct event *event);
/* Moves the cursor of the text in hand, with what it passes selected where the
 * person began to select. False where it cannot move that way. */
bool page_move(struct page *p, enum editor_move move, unsigned *redo);

/* A paste: a text, or cells of a table, which go into the fields from the one in
 * hand on after a question (page_cells.c). */
struct reply page_paste(struct app *app, struct page *p, const struct event *event);
struct reply page_answer_cells(struct app *app, struct page *p, const struct event *event);
void page_drop_cells(struct page *p);

/* Looking for words in the fields of the page, and replacing them (page_find.c).
 * While something is looked for, every key and text goes to page_find_key. */
struct reply page_find(struct page *p);
struct reply page_find_key(struct app *app, struct page *p, const struct event *event);
struct reply page_answer_replace(struct app *app, struct page *p, const struct event *event);
void page_drop_find(struct page *p);
const struct prompt *page_prompt(const struct screen *s);

/* Keys that concern the page or its rows, not the text in hand. */
struct reply page_action(struct app *app, struct page *p, const struct event *event);
struct reply page_answer(struct app *app, struct page *p, const struct event *event);

#endif
