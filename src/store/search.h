/*
 * Search: where a text stands in what is stored, found as people type it. Full
 * and half width, small and capital letters, dashes and marks that look alike
 * are the same, blanks and brackets do not count (text/fold.h); what is stored
 * is never folded, only the index is.
 *
 * Searched are the texts of the newest revision of every page that was not
 * taken out, in all assessments. Of the paths it knows what every layout has in
 * common (forms/README, section 1): what has an "@" is no text; "@id" is the
 * page's name; a page with "@follows" is a copy, whose texts are found at its
 * source. A value that is one character, or a number or code alone (1-1, ①ⅰ,
 * 20), is no text either. Drafts are not searched.
 *
 * The index is part of the file and derived from the rest of it: kept up in
 * the transaction of every save, made by the first search where it is missing
 * (a file of an older version) and anew where it is damaged. Neither opening nor
 * saving depends on it.
 */
#ifndef KUSEI_STORE_SEARCH_H
#define KUSEI_STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

struct store_search {
    const char *text;      /* as typed */
    int64_t here;          /* the assessment whose hits come first; 0: none */
    const char *ward_code; /* only of this ward; NULL: of all */
    int year;              /* only of this fiscal year; 0: of all */
    size_t limit;          /* hits at most; 0: all */
};

/* A field in which the text stands. */
struct store_hit {
    int64_t assessment;
    char *ward_code, *ward_name;
    int year;
    int64_t page;
    char *page_name; /* "4/1-1"; "" for the root page */
    char *path;      /* of the field inside the page */
    size_t count;    /* how often it stands there */
    /* The first place: the line around it, cut at whole characters. */
    char *piece;
    size_t start, end;          /* bytes of the piece that are the hit */
    size_t offset;              /* the byte of the field's text at which the piece begins */
    bool cut_before, cut_after; /* whether the line goes on */
};

struct store_hits {
    struct store_hit *items; /* `here`, then by year (newest first), ward code, page, field */
    size_t count;
    bool more; /* there are others behind the limit */
};

/* Finds the text. One that is nothing but blanks and brackets is found nowhere.
 * Refused, with a sentence, is a text that is no UTF-8; false also where the
 * database cannot be read, or an index that has to be made cannot be written.
 * The caller frees the hits with store_hits_free. */
bool store_search(struct store *s, const struct store_search *what, struct store_hits *out,
                  struct error *err);
/* Frees what the hits hold and empties them. */
void store_hits_free(struct store_hits *hits);

/* Makes the index anew from what is stored, in one transaction. */
bool store_search_rebuild(struct store *s, struct error *err);

#endif
