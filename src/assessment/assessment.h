/*
 * An assessment: what one ward reports of one fiscal year, as an XML document
 * in the official layout. This room opens and saves it, gets and sets a field,
 * adds and removes pages and rows, keeps copies equal to the page they follow,
 * and says how far the work is. It is made of a form and knows no policy.
 *
 * Every node a caller gets belongs to the document and lives until the page or
 * row it stands in is removed, or the assessment is freed.
 */
#ifndef KUSEI_ASSESSMENT_ASSESSMENT_H
#define KUSEI_ASSESSMENT_ASSESSMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "form/catalogue.h"
#include "form/form.h"
#include "store/store.h"
#include "text/error.h"
#include "xml/libxml2.h"

/* The content that stands for "does not apply", as the official sheet has it. */
#define ASSESSMENT_NOT_APPLICABLE "―"

struct assessment;

/* A blank one for a ward and year, from the form's instance. Not stored yet. */
struct assessment *assessment_new(const struct form *form, const struct reference *reference,
                                  const struct ward *ward, int year, struct error *err);

/* The form's instance as it is, of no ward and year: for what is asked of the form alone. */
struct assessment *assessment_of_nobody(const struct form *form, const struct reference *reference,
                                        struct error *err);

/* Around a document in the layout (checked by exchange/), which it then owns. */
struct assessment *assessment_from_document(const struct form *form,
                                            const struct reference *reference, xmlDoc *doc,
                                            struct error *err);
void assessment_free(struct assessment *a);

/* The document itself, for checking and export; only this room changes it. */
xmlDoc *assessment_document(const struct assessment *a);
/* The form it is made of, and the tables of data/; both outlive it. */
const struct form *assessment_form(const struct assessment *a);
/* The tables of wards and eras. */
const struct reference *assessment_reference(const struct assessment *a);
/* The ward's code, six digits; valid while the assessment is. */
const char *assessment_ward_code(const struct assessment *a);
/* The ward's name, "北区"; valid while the assessment is. */
const char *assessment_ward_name(const struct assessment *a);
/* The fiscal year. */
int assessment_year(const struct assessment *a);

/* The version of the form that it was written with; valid while the assessment is. */
const char *assessment_form_version(const struct assessment *a);
/* Whether that is another one than the form has now. Opened, it is as it was written. */
bool assessment_is_older(const struct assessment *a);
/* Brings it to the form's version, to be written in: what the form asks for more is there,
 * blank, and what it does not know stays. Nothing is marked changed; the next save of any
 * page says the version, too. */
bool assessment_raise(struct assessment *a, struct error *err);

/* --- pages --------------------------------------------------------------- */

struct assessment_page {
    xmlNode *node;                /* its element */
    const struct form_item *item; /* its item in the form */
    size_t parent;                /* index of the page it stands in; itself for the root page */
    int64_t stored_id;            /* in the store; 0 when not stored */
    int64_t revision;             /* the stored revision this was read from */
    bool changed;                 /* against that revision */
    bool drafted;                 /* and the change is kept as a draft */
};

/* All pages in the sheet's order; index 0 is the root page. The list is valid
 * until a page is added or removed. */
const struct assessment_page *assessment_pages(const struct assessment *a, size_t *count);
/* The page a node stands in, itself included; (size_t)-1 when in none. */
size_t assessment_page_of(const struct assessment *a, const xmlNode *node);

/* The page's name, from its id attribute, "4/1-1"; one that the form fixes: "4"; the root: "". */
const char *assessment_page_name(const struct assessment *a, size_t page, char *out, size_t size);
/* What a person calls the page: its name where it has a code or the policy names
 * it, else the name of the page it stands in and its label, with
 * its place behind where there are several. The caller frees; NULL when memory is
 * short. */
char *assessment_page_title(const struct assessment *a, size_t page, enum form_lang lang);
/* Whether there is such a page, and it has that name. */
bool assessment_is_page(const struct assessment *a, size_t page, const char *name);
/* (size_t)-1 when there is none of that name. */
size_t assessment_find_page(const struct assessment *a, const char *name);
/* The page with that id in the store; (size_t)-1 when there is none. */
size_t assessment_find_stored_page(const struct assessment *a, int64_t id);

/* --- what to show: labels and fields --------------------------------------- */

/* A form's text as it reads at a node: the parts joined, values evaluated.
 * Falls back to Japanese where a language is missing. The caller frees; NULL
 * when memory is short. */
char *assessment_text(const struct assessment *a, const struct form_text *text, enum form_lang lang,
                      const xmlNode *context);

enum assessment_entry_kind {
    ASSESSMENT_HEADING, /* a group or repeat that is no page: pillar, section, 計画 */
    ASSESSMENT_PAGE,    /* in an outline */
    ASSESSMENT_FIELD,   /* on a page: a control with its node */
    ASSESSMENT_OUTPUT,  /* on a page: shown only; context is where its value is evaluated */
    ASSESSMENT_ROW,     /* on a page: a row of a repeat begins (number, of) */
    ASSESSMENT_ADD,     /* on a page: the place where a row can be added to a repeat */
};

struct assessment_entry {
    enum assessment_entry_kind kind;
    const struct form_item *item;
    xmlNode *node; /* the field's, row's or page's node; of a heading, output or add: the context */
    size_t page;   /* of a page entry: its index */
    int depth;     /* nesting, from 0 */
    int number, of; /* of a row: which, and how many there are */
};

struct assessment_entries {
    struct assessment_entry *items;
    size_t count, room;
};

/* The outline: headings and pages of the whole form. */
bool assessment_outline(const struct assessment *a, struct assessment_entries *out,
                        struct error *err);
/* One page: headings, fields, outputs, rows; not the pages inside it. Fields
 * that are not relevant are left out. */
bool assessment_page_entries(const struct assessment *a, size_t page,
                             struct assessment_entries *out, struct error *err);
void assessment_entries_free(struct assessment_entries *e);

/* An output's value (or any item's text at a node): the caller frees. */
char *assessment_output(const struct assessment *a, const struct assessment_entry *output);

struct assessment_properties {
    enum form_type type;
    bool required, readonly, relevant, not_applicable;
};
/* What the form's binds say of a field at this moment. */
void assessment_properties(const struct assessment *a, const xmlNode *node,
                           struct assessment_properties *out);

/* --- for the printed sheet ----------------------------------------------------- */

/* Nodes in document order; they belong to the document. */
struct assessment_nodes {
    xmlNode **items;
    size_t count;
};

/* What an expression of the form's sheet (form/sheet.h) leads to at a node. False
 * with a sentence where it leads to no nodes but to a value, or memory is short. */
bool assessment_select(const struct assessment *a, struct expression *expression,
                       const xmlNode *context, struct assessment_nodes *out, struct error *err);
/* Frees the list and empties it. */
void assessment_nodes_free(struct assessment_nodes *nodes);

/* What such an expression prints at a node: the first node's text as printed, or the
 * value; "" where there is no node. The caller frees; NULL with a sentence. */
char *assessment_print(const struct assessment *a, struct expression *expression,
                       const xmlNode *context, struct error *err);

/* --- fields ------------------------------------------------------------------ */

enum assessment_state { ASSESSMENT_BLANK, ASSESSMENT_FILLED, ASSESSMENT_NOT_APPLICABLE_STATE };

/* The canonical content ("" when blank). The caller frees; NULL when memory is short. */
char *assessment_get(const struct assessment *a, const xmlNode *node);
/* As printed: the printed attribute where there is one, else the content. */
char *assessment_get_printed(const struct assessment *a, const xmlNode *node);
enum assessment_state assessment_field_state(const struct assessment *a, const xmlNode *node);

/* Sets a field from what a person typed. By its type: a choice or a code is
 * recognised through its look-alikes and stored canonical (as typed goes into
 * the printed attribute where it differs); a figure gets its measure
 * (amount, unit, operator, by, relative) read from the text; everything else is stored
 * byte for byte. Calculated fields and the copies that follow the page are
 * brought up to date, and the pages concerned marked changed. Refused with a
 * sentence: a read-only field, a character that may not be stored, a text that
 * is none of the choices or no number. A field of a page that follows another
 * is refused too: the page must depart first. */
bool assessment_set(struct assessment *a, const struct form_item *item, xmlNode *node,
                    const char *typed, struct error *err);

/* Every field of the page that may say so becomes ―; blank_only: only those that
 * are blank. */
bool assessment_page_not_applicable(struct assessment *a, size_t page, bool blank_only,
                                    struct error *err);
/* How many fields that may be typed into are not blank: 0, the page is as it was made. */
size_t assessment_page_filled(const struct assessment *a, size_t page);
/* The same for whoever decides by it: false when memory is short, which is 0 there. */
bool assessment_count_filled(const struct assessment *a, size_t page, size_t *count,
                             struct error *err);

/* --- rows and pages come and go ---------------------------------------------- */

/* A new row of a repeat, at the end of it; *row gets it. context: the node of
 * the ASSESSMENT_ADD entry. */
bool assessment_add_row(struct assessment *a, const struct form_item *repeat, xmlNode *context,
                        xmlNode **row, struct error *err);
bool assessment_remove_row(struct assessment *a, xmlNode *row, struct error *err);

/* A new page of the same kind behind `page`, in the same parent; *added gets its index.
 * Where the form fixes pages of this kind: the first or a further page of the kind that
 * can be added in it, or else beside it. Refused where there is none, or more than one. */
bool assessment_add_page(struct assessment *a, size_t page, size_t *added, struct error *err);
/* Only a page that can be added, and where the blank assessment has one of its kind
 * only where another one stays in the parent. Of the pages that
 * follow it the first departs, and the others follow that one. */
bool assessment_remove_page(struct assessment *a, size_t page, struct error *err);

/* --- copies ------------------------------------------------------------------- */

/* The page this one follows (its follows attribute); (size_t)-1 when none. */
size_t assessment_follows(const struct assessment *a, size_t page);
/* From now on the page is a copy of source (same kind, source follows none):
 * its content becomes the source's and stays equal to it. */
bool assessment_follow(struct assessment *a, size_t page, size_t source, struct error *err);
/* From now on it stands by itself, with the content it has. */
bool assessment_depart(struct assessment *a, size_t page, struct error *err);
/* Pages of the same kind that could be followed (they follow none), in order. */
bool assessment_sources(const struct assessment *a, size_t page, size_t **pages, size_t *count,
                        struct error *err);

/* --- reasons ------------------------------------------------------------------- */

/* Why a finding of the rules stays as it is, in a person's own words: an element
 * `reason` of the page that the field is on (forms/README, 1). The pointers
 * are into the document, valid until the reason changes or goes. */
struct assessment_reason {
    const xmlNode *node;
    const char *rule;     /* its id */
    const char *version;  /* of the rules that judged */
    const char *field;    /* assessment_field_path of what it is about */
    const char *operands; /* the values that the rule turned on */
    const char *by, *at;  /* who; ISO 8601 UTC */
    const char *text;
    bool lapsed;
};

/* The page's reasons one after another, from index 0; false behind the last. */
bool assessment_reason_at(const struct assessment *a, size_t page, size_t index,
                          struct assessment_reason *out);
/* The one for a rule and a field of the page. */
bool assessment_find_reason(const struct assessment *a, size_t page, const char *rule,
                            const char *field, struct assessment_reason *out);
/* Puts one in, over an older one of the same rule and field; node and lapsed are
 * not read. Refused where the page follows another, and for a character that may
 * not be stored. The page is marked changed. */
bool assessment_put_reason(struct assessment *a, size_t page,
                           const struct assessment_reason *reason, struct error *err);
/* Takes it out; what pointed at it is gone. */
void assessment_drop_reason(struct assessment *a, size_t page,
                            const struct assessment_reason *reason);
bool assessment_lapse_reason(struct assessment *a, size_t page,
                             const struct assessment_reason *reason, bool lapsed,
                             struct error *err);

/* Whether a path of the store leads to a reason. */
bool assessment_path_is_reason(const char *path);

/* --- progress ----------------------------------------------------------------- */

/* Pages that have something to fill in count; done are those with nothing
 * required left blank. */
void assessment_progress(const struct assessment *a, int *done, int *total);
/* Of one page: how many required fields there are and how many are not blank.
 * total 0: the page does not count. */
void assessment_page_progress(const struct assessment *a, size_t page, int *done, int *total);
/* The next page with something required left blank, after `page` and round to
 * it; (size_t)-1 when all is done. A page that follows another is passed over: it
 * is filled in where its source is. */
size_t assessment_next_open(const struct assessment *a, size_t page);
/* Where to begin on a page: its first field that is required and blank. NULL where
 * there is none, or where nothing on it has been filled in yet, so that it begins
 * with its first field, required or not. */
const xmlNode *assessment_first_open(const struct assessment *a, size_t page);

/* --- the store ------------------------------------------------------------------ */

/* The stored assessment of a ward and year, with its pages. NULL with a sentence. */
struct assessment *assessment_open(struct store *s, struct catalogue *c, const char *ward_code,
                                   int year, struct error *err);

/* The stored assessment as it was with other revisions of its pages: revisions[i] is that
 * of page i of `now`, 0 the one it has. Pages that came or went since are as they are
 * now. To be looked at and judged, not to be saved. NULL with a sentence. */
struct assessment *assessment_open_past(struct store *s, const struct assessment *now,
                                        const int64_t *revisions, struct error *err);

/* The stored assessment with pages that were taken out put back where they stood, in
 * those revisions of theirs, oldest page first: what they were called is asked of it. One
 * whose own page is no longer there stays out. To be looked at, not to be saved. NULL
 * with a sentence. */
struct assessment *assessment_open_with_gone(struct store *s, const struct assessment *now,
                                             const int64_t *revisions, size_t count,
                                             struct error *err);

/* Puts a new one into the store; it is then open. author as in store.h. */
bool assessment_create(struct assessment *a, struct store *s, const struct store_author *author,
                       struct error *err);

/* A new one as store/ takes it: the texts of *row are the assessment's own, the pages the
 * caller's, who frees them with store_page_list_free. */
bool assessment_to_store(const struct assessment *a, struct store_assessment *row,
                         struct store_page_list *out, struct error *err);

/* Its id in the store; 0 when it is not stored. */
int64_t assessment_stored_id(const struct assessment *a);

/* Saves every changed page as a revision, all or none. On STORE_CONFLICT nothing
 * was saved and *conflict (may be NULL) is the page somebody else saved. */
enum store_saved assessment_save(struct assessment *a, struct store *s,
                                 const struct store_author *author, size_t *conflict,
                                 struct error *err);

/* Keeps the changed pages as the author's drafts, and with them where the author is
 * (as in store_put_place; NULL: where it was): all or nothing. */
bool assessment_save_draft(struct assessment *a, struct store *s, const char *author,
                           const char *place, struct error *err);
/* The same, also of pages that are in a draft already: the same author's save in
 * another process may have taken the draft away. */
bool assessment_renew_draft(struct assessment *a, struct store *s, const char *author,
                            struct error *err);
/* Brings the author's drafts back over the stored pages; *count says how many
 * pages. A draft begun from an older revision is left in the store and counted
 * in *stale. */
bool assessment_restore_draft(struct assessment *a, struct store *s, const char *author, int *count,
                              int *stale, struct error *err);

/* Whether a person changed anything on the page against the revision it was read from:
 * true also of a page that is not stored. Not what the program keeps up to date by
 * itself: names, calculated fields, the lapse of a reason or its end. */
bool assessment_page_typed(const struct assessment *a, struct store *s, size_t page, bool *typed,
                           struct error *err);
/* The page is not saved: what the program changed on it stays in the document, and is
 * found again when it is opened. */
void assessment_keep_stored(struct assessment *a, size_t page);

/* Where a path of the store (or of a finding's node) leads: the form's label of
 * the field with its headings before it; the caller frees. The path itself where it leads
 * to none; NULL when memory is short. */
char *assessment_field_label(const struct assessment *a, size_t page, const char *path,
                             enum form_lang lang);
/* The field of a node within its page: "evaluation/achievement[2]/value"; the caller frees. */
char *assessment_field_path(const struct assessment *a, const xmlNode *node);
/* XPath of a node in the official layout: "/assessment/row[1]/…"; the caller frees. */
char *assessment_node_path(const xmlNode *node);

/* --- proposals ------------------------------------------------------------------- */

/* What a blank figure could be filled with: what the prose that the form names for
 * it (kusei:propose) says. It is for a person to take or leave; the document is
 * never changed.
 *
 * Where the row has a figure with a unit, only a figure of that unit is taken
 * (％ and 割 are one), and of several the one whose label is most like its label.
 * Where it has none, or one that compares with another time, the label decides, or
 * the row's text; and where that says nothing, the blank rows get the figures of
 * the first source that has any, in the order of the text. When there are more
 * figures than blank rows, those with an operator or a comparison go before the
 * others. What another row is filled with is not proposed again, unless the row has its
 * prose for itself. Of a movement
 * (1,720人→1,800人) the later value is proposed; the field before the row's last is
 * proposed the earlier one. */
struct assessment_proposal {
    char *text;            /* as printed in the prose, "８０％以上" */
    const xmlNode *source; /* the field it stands in */
    size_t start, end;     /* bytes in the source's text */
    bool sure;
    const char *doubt; /* why it is not sure, a translated sentence; NULL when it is */
};

/* The proposal for a field. *found is false, and *out empty, when there is none:
 * the field is no figure with a source, is not blank, may not be changed, or the
 * prose has nothing for it. False with a sentence when memory is short. */
bool assessment_propose(const struct assessment *a, const xmlNode *node, bool *found,
                        struct assessment_proposal *out, struct error *err);
void assessment_proposal_free(struct assessment_proposal *proposal);

/* How many rows of that repeat the prose speaks of, to offer adding the missing
 * ones; context as for assessment_add_row. 0 when it speaks of none, or memory is
 * short. */
size_t assessment_proposed_rows(const struct assessment *a, const struct form_item *repeat,
                                const xmlNode *context);

/* Blank figures of the whole assessment that have a proposal. */
size_t assessment_proposals_count(const struct assessment *a);

#endif
