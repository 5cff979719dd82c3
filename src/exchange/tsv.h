/*
 * The cells of a sheet as they are copied from a spreadsheet, read into a new
 * assessment. Which column is which say the sheet's own headings, where they were
 * copied along, else how many columns there are; which row a line is about, the texts
 * that the form has filled in there. The cells of merged ones are blank but for the
 * first. Fields are set as if a person had typed them, so that look-alikes become what
 * was meant; nothing is stored, and no text is dropped without a word: what could
 * not be taken, or is in doubt, is in the list of doubts.
 *
 * All of it comes from the form and its sheet.xml: no policy is known here.
 */
#ifndef KUSEI_EXCHANGE_TSV_H
#define KUSEI_EXCHANGE_TSV_H

#include "assessment/assessment.h"
#include "exchange/tsv_doubts.h"

enum {
    TSV_MAX_UNKNOWN = 200,     /* lines that begin no row of the form */
    TSV_MAX_ADDED = 300,       /* pages and rows beyond those of the blank form */
    TSV_MAX_LINES = 5000,      /* a sheet has a few hundred */
    TSV_MAX_CELLS = 1000,      /* of one line */
    TSV_MAX_TEXT = 128 * 1024, /* bytes of a cell; a spreadsheet's own limit is 32,767 characters */
};

struct tsv_result {
    struct assessment *a; /* not stored; the caller frees it with assessment_free */
    const char *encoding; /* "UTF-8", "UTF-16LE", ... */
    size_t converted;     /* characters that came out of another encoding than UTF-8 */
    size_t lines;         /* of the table, headings and blank ones too */
    size_t cells;         /* that became the text of a field */
    size_t copies;        /* pages that follow another now */
    struct tsv_doubts doubts;
};

/* Reads path ("-": standard input) into a new assessment of the ward and year. lang is
 * that of headings in the doubts. False with a sentence when it cannot be read (too
 * large, no text in a known encoding, no table), has none of the sheet's columns, or
 * the form has no sheet; the result then holds nothing. */
bool tsv_read(const struct form *form, const struct reference *reference, const struct ward *ward,
              int year, const char *path, enum form_lang lang, struct tsv_result *out,
              struct error *err);

/* The same of bytes in memory. */
bool tsv_read_bytes(const struct form *form, const struct reference *reference,
                    const struct ward *ward, int year, const char *bytes, size_t size,
                    enum form_lang lang, struct tsv_result *out, struct error *err);

/* Frees the doubts, and the assessment where it is still there. */
void tsv_result_free(struct tsv_result *r);

#endif
