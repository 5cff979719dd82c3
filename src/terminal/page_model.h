/*
 * A page as it is shown and filled in: its headings, outputs, rows and fields
 * in order, each with its texts, what is being typed in it, and the findings
 * about it. It changes the assessment through assessment/ only, and knows
 * nothing of where on the screen anything stands.
 */
#ifndef KUSEI_TERMINAL_PAGE_MODEL_H
#define KUSEI_TERMINAL_PAGE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rules.h"
#include "terminal/session.h"
#include "text/editor.h"
#include "text/layout.h"

/* A sentence under a field. */
struct page_note {
    enum rules_severity severity;
    bool open; /* only says that the field is not filled in yet */
    char *text;
    char *remedy; /* may be NULL */
    char *id;     /* NULL: of a text that was refused, not of a rule */
    struct layout lines, remedy_lines;
};

struct page_item {
    struct assessment_entry entry;
    struct assessment_properties properties; /* of a field */
    char *label;
    char *hint;            /* of a field, may be NULL */
    char *sent;            /* of a field: its text as it is in the assessment, as printed */
    char *shown;           /* what is shown while it is not in hand */
    struct editor *editor; /* of a field that has been in hand */
    bool marked;           /* the text is the mark for "not applicable": typing replaces it */
    bool refused;          /* what the editor holds could not be stored */
    bool left;             /* it has been in hand and was left */
    struct page_note *notes;
    size_t note_count;

    /* For the view. */
    struct layout label_lines, lines;
    char *listed;     /* of a choice in hand: its list, of which `lines` then are */
    size_t chosen_at; /* where in it the chosen one stands */
    int top, height;  /* rows, from the page's first */
};

struct page_model {
    struct session *session;
    unsigned generation; /* of the session when it was loaded */
    size_t page;
    size_t source;    /* the page this one is a copy of; (size_t)-1 when none */
    size_t followers; /* how many pages are copies of this one */
    int done, total;
    char *title; /* its label, behind the name of the page it stands in */
    struct page_item *items;
    size_t count;
    size_t head;             /* how many outputs the page begins with */
    size_t current;          /* the field in hand; PAGE_NONE when there is no field */
    char typed[64];          /* of a choice in hand: what was typed of its code so far */
    struct page_note *notes; /* findings about the page, not a field */
    size_t note_count;
};

#define PAGE_NONE ((size_t)-1)

/* Takes the page from the assessment. Called again on the same page, it keeps
 * the field in hand and what is being typed. False with a sentence: the model
 * is then as it was. */
bool page_model_load(struct page_model *m, struct session *session, size_t page, struct error *err);
void page_model_free(struct page_model *m);

/* The field of that node; of that path in the page; PAGE_NONE when none. */
size_t page_model_find(const struct page_model *m, const xmlNode *node);
size_t page_model_find_path(const struct page_model *m, const char *path);
/* The next field after item `from` that is there to be filled in (or any field,
 * on a page with none), the previous one where !forward; PAGE_NONE at the end. */
size_t page_model_step(const struct page_model *m, size_t from, bool forward);

/* Whether it is a copy, or others are copies of it. */
bool page_model_is_linked(const struct page_model *m);

/* Whether a note is shown: that a field is still blank is not said before the
 * person has been there and left it so. */
bool page_note_is_shown(const struct page_item *item, const struct page_note *note);
/* The first note shown; NULL when none. */
const struct page_note *page_item_note(const struct page_item *item);

/* What is shown of a field or output that is not in hand. */
const char *page_item_shown(const struct page_item *item);

/* The field in hand; NULL when there is none. */
struct page_item *page_model_current(struct page_model *m);
/* Why nothing can be typed into the item; NULL when it can. */
const char *page_model_locked(const struct page_model *m, const struct page_item *item);
/* Any field with a text that could not be stored; PAGE_NONE when none. */
size_t page_model_refused(const struct page_model *m);
/* Takes such texts back to what is stored. */
void page_model_drop_refused(struct page_model *m);

/* Only for page_model.c and page_notes.c. */
bool page_model_take_notes(struct page_model *m);
void page_model_drop_notes(struct page_model *m);
bool page_item_refuse(struct page_item *item, const char *why);

#endif
