/*
 * What `kusei check` prints of one input, a file or a stored assessment: lines
 * for people, or the object that scripts rely on. It judges nothing.
 */
#ifndef KUSEI_COMMAND_REPORT_H
#define KUSEI_COMMAND_REPORT_H

#include "exchange/reader.h"
#include "form/form.h"
#include "review/judge.h"
#include "review/rejudge.h"

struct report {
    struct store *store; /* that has the accounts of people who gave reasons; NULL: none */
    const char *input;   /* the file's name, or ward and year */
    enum form_lang lang;
    bool json;
    bool brief; /* lines for people without the findings */
    const struct judge *judge;
    const struct assessment *a;
    const struct assessment *last_year; /* NULL: none is known */
    const struct judgement *judgement;
    const struct rejudged *differences; /* NULL: the rules are those that judged before */
};

/* Findings, what the rules of now see differently, and last the verdict. False
 * when memory or stdout failed. */
bool report_print(const struct report *r);

/* A file that departs from the layout: each place is an error "layout". Of the
 * report only input and json are read. */
bool report_print_faults(const struct report *r, const struct reader_result *read);

#endif
