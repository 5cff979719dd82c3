/*
 * What is in doubt after cells of a spreadsheet were read: one entry for each, with the
 * line, the heading of the column, what was read there, and a sentence that says what was
 * done. Everything quoted has been made harmless for a terminal.
 */
#ifndef KUSEI_EXCHANGE_TSV_DOUBTS_H
#define KUSEI_EXCHANGE_TSV_DOUBTS_H

#include <stdbool.h>
#include <stddef.h>

enum tsv_kind {
    TSV_LINE,      /* a line that is no part of the sheet */
    TSV_TITLE,     /* another ward or year than was asked for */
    TSV_HEADING,   /* a heading that is no column's, or that of several */
    TSV_COLUMN,    /* text in a column that is not the form's */
    TSV_ROW,       /* a row that the form has not, or has had */
    TSV_WORDS,     /* the row's own cells, in other words than the form's */
    TSV_CODE,      /* what a field cannot take: no code, no choice */
    TSV_LONG,      /* more than the sheet's cell holds */
    TSV_CHARACTER, /* a character that may not be stored */
    TSV_QUOTES,    /* quotes that open and do not close, or were not needed */
    TSV_SEVERAL,   /* two texts for one place */
    TSV_COPY,      /* two pages of one number with different texts */
    TSV_EMPTY,     /* a page or row without a text */
    TSV_KINDS,
};

struct tsv_doubt {
    enum tsv_kind kind;
    size_t line;   /* of the file, from 1; 0: of no line */
    char *column;  /* its heading; NULL: of no column */
    char *read;    /* what stands there, one line, cut where it is long; NULL: nothing */
    char *message; /* a translated sentence */
};

struct tsv_doubts {
    struct tsv_doubt *items; /* owned, in the order of finding */
    size_t count, room;
    bool failed; /* memory was short: the list is not whole */
};

/* The kind's name for scripts: "row", "code". */
const char *tsv_kind_name(enum tsv_kind kind);

/* Adds one; column and read may be NULL. What is foreign is made harmless in read alone:
 * column is the sheet's own heading, or went through wording_quote. */
void tsv_doubts_add(struct tsv_doubts *list, enum tsv_kind kind, size_t line, const char *column,
                    const char *read, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* Puts them in the order of their lines; those of no line come last. */
void tsv_doubts_sort(struct tsv_doubts *list);
/* Frees what the list holds, and empties it. */
void tsv_doubts_free(struct tsv_doubts *list);

#endif
