/*
 * A new year begun from last year's assessment. What becomes of each field the form
 * of the new year says (kusei:carry, forms/README, section 2); this room carries it
 * out, and knows nothing of what is plan and what is evaluation.
 */
#ifndef KUSEI_ASSESSMENT_ROLLOVER_H
#define KUSEI_ASSESSMENT_ROLLOVER_H

#include <stddef.h>

#include "assessment/assessment.h"
#include "form/form.h"
#include "text/error.h"

/* What stood in last year's assessment and has no place in the new one. */
struct rollover_left {
    char *page;  /* as people call it (assessment_page_title) */
    char *field; /* its label with the headings before it */
    char *text;  /* as printed */
};

struct rollover_report {
    struct rollover_left *left; /* in last year's order; owned */
    size_t count;
    size_t fields; /* of the new assessment that have something in them from last year's */
};

/* The assessment of last's ward for that year, under a form that may be last's or another:
 *
 * - Pages and rows that people added are there again, in their order, and rows that they
 *   took out are not. Pages and rows that the policy fixes are those of the same id.
 * - A page that followed another does so again, and one that had departed stays so.
 * - A field has what its kusei:carry gives, else what it had, with its measure and as it
 *   was printed. A text that the policy gave and nobody changed is the new form's. What is
 *   calculated is made anew; ward, year and the kind of submission are a new one's.
 * - Reasons stay behind: they were given for findings of another year.
 * - A text that has no place in the form, or none that takes it, is in the report.
 *
 * last is not changed, and need not outlive what is returned; the form and last's
 * reference must. It is not stored. lang is that of the report's names. NULL with a
 * sentence, and an empty report: the form is not for the ward or year, or memory is short. */
struct assessment *rollover_make(const struct assessment *last, const struct form *form, int year,
                                 enum form_lang lang, struct rollover_report *report,
                                 struct error *err);

/* Frees what the report holds and empties it. */
void rollover_report_free(struct rollover_report *report);

#endif
