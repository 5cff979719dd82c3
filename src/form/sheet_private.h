/*
 * What the files of the sheet share. Nobody outside src/form includes this header.
 */
#ifndef KUSEI_FORM_SHEET_PRIVATE_H
#define KUSEI_FORM_SHEET_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "form/form_private.h"
#include "form/sheet.h"
#include "text/layout.h"
#include "xml/libxml2.h"

#define SHEET_NAMESPACE "urn:kusei:sheet"

/* What a sheet may ask for at most: a poster, a headline, a cell as long as a book. */
enum {
    SHEET_MOST_MM = 2000,
    SHEET_MOST_POINTS = 200,
    SHEET_MOST_CHARACTERS = 1000,
    SHEET_MOST_LINES = 1000
};

struct sheet {
    struct sheet_paper paper;
    struct sheet_spread *spreads;
    size_t spread_count;
    struct sheet_column **columns; /* all of them, owned here */
    size_t column_count;
    struct sheet_unprinted {
        char *path;
        int line;
    } * unprinted;
    size_t unprinted_count;
    struct layout *scratch; /* of sheet_measure, which changes nothing else */
};

/* One reading of one sheet.xml. */
struct sheet_reader {
    const struct form_reader *form; /* refuses and compiles */
    struct sheet *sheet;
    struct sheet_spread *spread; /* in hand */
    struct sheet_page *page;
    const char *spread_path; /* the nodesets in hand, as they are written */
    const char *block_path;  /* or NULL */
    const struct sheet_head *block;
};

/* Holds the whole document against the vocabulary: names, attributes, children,
 * languages. What it lets pass can be read without asking again. */
bool sheet_vocabulary_check(const struct form_reader *reader, xmlNode *root);

/* Reads the root and everything below it. What was read before a failure is in
 * the sheet. */
bool sheet_parts_read(struct sheet_reader *reader, xmlNode *root);

/* A column, with what stands above its text and the band that goes with it: they
 * are in sheet->columns behind it. NULL with a sentence. */
struct sheet_column *sheet_column_read(struct sheet_reader *reader, xmlNode *element,
                                       const struct sheet_head *head);
/* A line above the table, put at the end of the page's lines. */
bool sheet_line_read(struct sheet_reader *reader, xmlNode *element);

/* The lengths that only the whole page gives: bands, headings, lines; and that it
 * all has room on the paper. */
bool sheet_page_fit(struct sheet_reader *reader, const xmlNode *element);

/* A decimal number of an attribute (ASCII, no sign, no exponent); fallback where
 * there is none. Refused outside of least to most. */
bool sheet_number(const struct form_reader *reader, const xmlNode *element, const char *name,
                  double least, double most, double fallback, double *out);

/* Refuses what is not a path of names, "plan/aim", the last perhaps an attribute
 * (only where that is allowed). */
bool sheet_path_check(const struct form_reader *reader, const xmlNode *element, const char *name,
                      const char *path, bool attribute);

/* One more place at the end of an array of things of that size; NULL with a
 * sentence when memory is short. The array may have moved. */
void *sheet_grow(const struct form_reader *reader, void *array, size_t count, size_t size);

/* Frees the column and what it owns, not what stands above it or its band. */
void sheet_column_free(struct sheet_column *column);

#endif
