/*
 * The parts of looking for other wards' cases: the words of a page, and what of a stored
 * page is shown. Not for others.
 */
#ifndef KUSEI_ASSESSMENT_WARD_CASES_PRIVATE_H
#define KUSEI_ASSESSMENT_WARD_CASES_PRIVATE_H

#include "assessment/ward_cases.h"
#include "store/ward_cases.h"

struct case_view;
/* The page of that id as the form gives it; NULL where there is none. */
const xmlNode *ward_cases_find_given(const struct case_view *view, const char *id);
/* Frees what a mark holds. */
void ward_case_mark_free(struct ward_case_mark *mark);

/* --- ward_cases_words.c ---------------------------------------------------------- */

/* Four characters (or three, where there are no more) of kanji, katakana and letters
 * that stand together: the least that says something and is found in longer words too. */
struct case_word {
    char *key;
    size_t run, at; /* the run that it is from, and the byte of it that it begins at */
};

struct case_words {
    struct case_word items[STORE_CASE_WORDS];
    size_t count;
    char *runs[STORE_CASE_WORDS]; /* such characters that stand together, all of them */
    size_t run_count;
};

/* Adds those of a text, each once, while there is room. False when memory is short. */
bool case_words_add(struct case_words *words, const char *text);
void case_words_free(struct case_words *words);
/* Those that the case has, joined where they overlap, and with what of the run stands around
 * them in the case too; the caller frees. NULL when memory is short. */
char *case_words_join(const struct case_words *words, const struct store_case *c);
/* How many of these are not a part of one another. */
size_t case_words_count_apart(const struct case_words *words, const struct store_case *c);

/* --- ward_cases_view.c ----------------------------------------------------------- */

/* A field of a kind of page. */
struct case_field {
    const struct form_item *item;
    char *path; /* without the numbers of rows */
    char *label;
    char **meanings; /* of the item's choices */
    bool text;       /* people write it, in their own words */
};

/* A kind of page of one form: what of it is text, and what is chosen. */
struct case_view {
    char *policy;
    xmlDoc *blank; /* where such pages are the policy's: they may have texts of it; or NULL */
    char *element; /* the page's name as an element */
    struct case_field *fields;
    size_t count;
};

struct case_views {
    const struct assessment *own;
    struct store *store;
    struct catalogue *catalogue;
    enum form_lang lang;
    struct assessment *sample; /* of the form that was asked for last and is not own's */
    struct case_view *items;
    size_t count;
};

/* Frees what it holds and empties it. */
void case_views_free(struct case_views *views);
/* The view of a stored page; *out is NULL where its form or sheet cannot be opened. False
 * when memory is short. */
bool case_views_find(struct case_views *views, const struct store_case *c,
                     const struct case_view **out);
/* The view of a page of `own`; NULL when memory is short. */
const struct case_view *case_views_own(struct case_views *views, size_t page);

/* Whether the text stands in that page of the blank assessment (NULL: it does not), so that
 * nobody wrote it. */
bool case_text_is_given(const xmlNode *given, const char *text);
/* Whether the control is a text of the view. */
bool case_view_has_text(const struct case_view *view, const struct form_item *item);

/* Fills in text and marks. *written is false where nothing was written on the page. False
 * when memory is short. */
bool case_view_show(const struct case_view *view, const struct store_case *c, struct ward_case *out,
                    bool *written);

#endif
