/*
 * A page as it is shown and filled in: its headings, outputs, rows and fields
 * in order, each with its texts, what is being typed in it, and the findings
 * about it. Under a field with a warning stands a field for the reason to keep
 * it. The model changes the assessment through assessment/ and the session only,
 * and knows nothing of where on the screen anything stands.
 */
#ifndef KUSEI_TERMINAL_PAGE_MODEL_H
#define KUSEI_TERMINAL_PAGE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/rules.h"
#include "session/session.h"
#include "text/editor.h"
#include "text/layout.h"

/* A sentence under a field. */
enum page_note_kind {
    PAGE_NOTE_FINDING,
    PAGE_NOTE_REFUSED,    /* a text could not be stored */
    PAGE_NOTE_WORD,       /* the program says something about the field */
    PAGE_NOTE_ASIDE,      /* the same, only while it is in hand */
    PAGE_NOTE_CHARACTERS, /* characters that not every system can show */
    PAGE_NOTE_REMARK,     /* a reviewer's, or an answer to one */
};

struct page_note {
    enum page_note_kind kind;
    enum rules_severity severity;
    bool open;      /* only says that the field is not filled in yet */
    bool kept;      /* a warning that has a reason; a remark that is answered or overtaken */
    bool answer;    /* to the remark before it */
    int64_t remark; /* the number of a remark */
    char *text;
    char *remedy;         /* may be NULL */
    char *id;             /* of a finding: its rule; else NULL */
    const xmlNode *about; /* of a finding: its node, only to be compared */
    struct layout lines, remedy_lines;
};

struct page_beside;
struct page_alone;
struct matching_twin;

/* What makes a field the place for the reason of a warning. */
struct page_reason {
    char *rule;
    const xmlNode *about; /* the finding's node, only to be compared */
    char *sentence;       /* the finding's */
    enum judged_reason kept;
    char *standing; /* who gave the reason and when; "" where there is none */
};

struct page_item {
    /* Of the place for a reason: a field of many lines, with the node of the
     * field that it stands under. */
    struct assessment_entry entry;
    struct page_reason *reason;              /* NULL: a field of the form */
    struct assessment_proposal *proposal;    /* of a blank figure, NULL: none */
    struct page_beside *beside;              /* of the sheet beside; NULL: no such field there */
    bool stayed;                             /* it says what it said last year */
    char *offered;                           /* shown, dimmed, in a blank field; NULL: nothing */
    struct assessment_properties properties; /* of a field */
    char *label;
    char *hint;            /* of a field, may be NULL; of the place for a row: how many were read */
    char *sent;            /* of a field: its text as it is in the assessment, as printed */
    char *shown;           /* what is shown while it is not in hand */
    struct editor *editor; /* of a field that has been in hand */
    bool marked;           /* the text is the mark for "not applicable": typing replaces it */
    bool refused;          /* what the editor holds could not be stored */
    bool left;             /* it has been in hand and was left */
    bool sought;           /* `printed_in` is known */
    const struct sheet_column *printed_in; /* the printed cell of a text that was in hand */
    struct page_note *notes;
    size_t note_count;

    /* For the view. */
    struct layout label_lines, lines;
    char *listed;     /* of a choice in hand: its list, of which `lines` then are */
    size_t chosen_at; /* where in it the chosen one stands */
    int top, height;  /* rows, from the page's first */
};

/* How much of its printed cell the long text in hand takes. */
struct page_use {
    size_t count; /* characters of the text */
    bool printed; /* it is printed, and what follows is known */
    struct sheet_use cell;
    size_t cut;       /* where print cuts the text; its size where it does not */
    size_t over;      /* characters that are then not on the paper */
    char said[3][96]; /* the same in words: length, cell, what is over; "": nothing to say */
    int wide[3];      /* columns of each */
    int rows;         /* that they have under the text; 0: they stand behind its last line */
    int columns;      /* that they have there */
    bool put_off;     /* they are not shown yet, but have their room */
};

struct page_model {
    struct session *session;
    unsigned generation; /* of the session when it was loaded */
    unsigned proposed;   /* the session's edits when the proposals were made */
    size_t page;
    size_t source;    /* the page this one is a copy of; (size_t)-1 when none */
    size_t followers; /* how many pages are copies of this one */
    int done, total;
    char *title; /* its label, behind the name of the page it stands in */
    struct page_item *items;
    size_t count;
    size_t head;              /* how many outputs the page begins with */
    size_t current;           /* the field in hand; PAGE_NONE when there is no field */
    char lock[512];           /* why nothing may be written on it; "": it may */
    char state[64];           /* where it stands in the review; "": nobody has handed it on */
    char copy_sentence[256];  /* where it is a copy: that, and what lets it stand by itself */
    char typed[64];           /* of a choice in hand: what was typed of its code so far */
    bool typed_anew;          /* the field was blank when that was begun */
    size_t beside_page;       /* of the sheet beside; PAGE_NONE: none */
    struct page_alone *alone; /* fields that stand there alone */
    size_t alone_count;
    struct matching_twin *twins; /* pages of its number that do not share its text */
    size_t twin_count;
    struct page_use use;     /* of a text in hand */
    struct page_note *notes; /* findings about the page, not a field */
    size_t note_count;
};

#define PAGE_NONE ((size_t)-1)

/* Takes the page from the assessment. Called again on the same page, it keeps
 * the field in hand and what is being typed. False with a sentence: the model
 * is then as it was. */
bool page_model_load(struct page_model *m, struct session *session, size_t page, struct error *err);
void page_model_free(struct page_model *m);

/* The form's field of that node, PAGE_NONE when none; the item that is the same
 * field, or place for a reason, as one of another model (that of before). */
size_t page_model_find(const struct page_model *m, const xmlNode *node);
size_t page_model_find_same(const struct page_model *m, const struct page_item *item);
/* The path of an item, as the session's place has it: that of the field, with "#"
 * and the rule behind it for the place of a reason. The caller frees; NULL when
 * memory is short. And back; PAGE_NONE when none. */
char *page_model_path(const struct page_model *m, const struct page_item *item);
size_t page_model_find_path(const struct page_model *m, const char *path);
/* The next field after item `from` that is there to be filled in (or any field,
 * on a page with none), the previous one where !forward; PAGE_NONE at the end. */
size_t page_model_step(const struct page_model *m, size_t from, bool forward);

/* The first field from item `from` on (0: from the top) that is still to be filled
 * in: required and blank, or with a text that could not be stored, and not locked;
 * PAGE_NONE when none. */
size_t page_model_find_open(const struct page_model *m, size_t from);

/* Whether it is a copy, or others are copies of it. */
bool page_model_is_linked(const struct page_model *m);

/* Whether a note is shown: that a field is still blank is not said before the
 * person has been there and left it so. */
bool page_note_is_shown(const struct page_item *item, const struct page_note *note);
/* The first finding (or refusal) shown; NULL when none. */
const struct page_note *page_item_note(const struct page_item *item);

/* What is shown of a field or output that is not in hand. */
const char *page_item_shown(const struct page_item *item);

/* The field in hand; NULL when there is none. */
struct page_item *page_model_current(struct page_model *m);
/* Why nothing can be typed into the item; NULL when it can. */
const char *page_model_locked(const struct page_model *m, const struct page_item *item);
/* Why nothing of the page can be changed here; NULL when it can. */
const char *page_model_closed(const struct page_model *m);
/* Any field with a text that could not be stored; PAGE_NONE when none. */
size_t page_model_refused(const struct page_model *m);
/* Takes such texts back to what is stored. */
void page_model_drop_refused(struct page_model *m);

/* page_notes.c */
bool page_model_take_notes(struct page_model *m);
/* One more, all in it zero; NULL when memory is short. */
struct page_note *page_note_add(struct page_note **notes, size_t *count);
void page_model_drop_notes(struct page_model *m);
bool page_item_refuse(struct page_item *item, const char *why);
const char *page_item_refusal(const struct page_item *item); /* NULL: none */
/* The program's own words; takes `text` over (NULL: memory was short). */
bool page_item_add_word(struct page_item *item, enum page_note_kind kind,
                        enum rules_severity severity, char *text);
/* The item a finding is about; PAGE_NONE: the page. */
size_t page_model_find_subject(const struct page_model *m, const struct session_finding *f);

/* page_remarks.c: what reviewers said about the page and its fields, and the answers. */
bool page_model_take_remarks(struct page_model *m);

/* page_reasons.c */
void page_reason_free(struct page_reason *r);
/* Puts a place for a reason under every field with a warning, and for warnings
 * about the page at its end; none on a page that is a copy. */
bool page_model_take_reasons(struct page_model *m);
/* What is said under the place: who gave the reason, or that it has lapsed. */
bool page_reason_note(struct page_item *item);
/* The reason in hand holds again, as it is. False with a sentence where it has
 * not lapsed, or cannot be stored. */
bool page_reason_renew(struct page_model *m, struct error *err);

/* page_proposals.c */
void page_proposal_free(struct assessment_proposal *p);
/* Reads what blank figures could be filled with; from `old`, the same page as it
 * was, where no text has changed since. */
bool page_model_take_proposals(struct page_model *m, struct page_model *old, struct error *err);
/* Where the proposal was read. */
bool page_proposal_note(const struct page_model *m, struct page_item *item);
/* The field in hand gets what is proposed for it, as if it was typed. False where
 * it is not blank, or nothing is proposed. */
bool page_proposal_take(struct page_model *m);
/* The figures that are offered and not typed over, *doubtful of them with a doubt;
 * and all of them into the assessment: *taken gets how many went in; the model is
 * then to be loaded again. Each can be taken back at its field. False with a sentence. */
size_t page_proposals_count(const struct page_model *m, size_t *doubtful);
bool page_proposals_take(struct page_model *m, size_t *taken, struct error *err);

#endif
