/*
 * Judging an assessment: the rules of its form over its document and last
 * year's, and what people have said about the findings. This is the only way
 * findings reach a screen, a command or a change of state, so that all of them
 * see the same, in the same order, with the same reasons.
 *
 * A warning may be kept with a reason (assessment.h). The reason holds while
 * the values that the rule turned on are those it was given for; when one of
 * them changes, it has lapsed. An error and an info take no reason.
 */
#ifndef KUSEI_REVIEW_JUDGE_H
#define KUSEI_REVIEW_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "assessment/assessment.h"
#include "rules/rules.h"
#include "store/store.h"
#include "text/error.h"

/* A form's rules; read once, used for any number of judgements. */
struct judge;

/* The rules in the form's folder. NULL with file, line and reason. The caller
 * frees; the form must outlive it. */
struct judge *judge_open(const struct form *form, struct error *err);
void judge_free(struct judge *j); /* NULL is allowed */
/* For the manual and `kusei check --explain`. */
const struct rules *judge_rules(const struct judge *j);
/* What a finding and a kept reason say judged them: the rules' schemaVersion. */
const char *judge_version(const struct judge *j);

enum judged_reason {
    JUDGED_NO_REASON,
    JUDGED_KEPT,   /* a reason was given, for these values */
    JUDGED_LAPSED, /* one was given, and a value that it was given for has changed */
};

struct judged_finding {
    const struct finding *finding;
    size_t page; /* the page it is about */
    bool open;   /* only says that a field to be filled in is blank: the progress says the same */
    enum judged_reason kept;
    struct assessment_reason reason; /* where kept or lapsed */
    size_t cause; /* the finding (index) that this one comes from; (size_t)-1: none */
};

/* The findings of one run. Errors and warnings come first, each behind its
 * causes and else in the order of the document, then infos, then those that are
 * open. Valid until a page or a row comes or goes. */
struct judgement {
    struct judged_finding *items;
    size_t count;
    size_t errors;   /* that are not open */
    size_t open;     /* fields still to be filled in */
    size_t warnings; /* without a reason that holds */
    size_t kept;     /* warnings with one */
    size_t infos;
    struct finding_list list; /* what items point to */
};

/* Judges. last_year is the assessment of the same ward of the year before, or
 * NULL. *out must be empty; it stays so on failure. Changes nothing in the
 * assessment. */
bool judge_run(const struct judge *j, const struct assessment *a,
               const struct assessment *last_year, struct judgement *out, struct error *err);
void judgement_free(struct judgement *out);

/* What the rules reckon with: their variables of those names, as rules_tell has it. */
bool judge_tell(const struct judge *j, const struct assessment *a,
                const struct assessment *last_year, const char *const *names,
                bool (*take)(void *to, const struct rules_values *values, struct error *err),
                void *to, struct error *err);

/* The stored assessment of the same ward and policy of the year before. *found
 * NULL where there is none, which is no failure. The caller frees. */
bool judge_open_last_year(const struct assessment *a, struct store *s, struct catalogue *c,
                          struct assessment **found, struct error *err);

/* The verdict in one sentence of the interface's language, "誤り 0、警告 4（理由なし
 * 1）、未記入 12。…": what stands in the way of handing in, or that nothing does. The
 * caller frees; NULL when memory is short. */
char *judge_verdict(const struct judgement *judgement);

/* The values a finding turned on, as a reason records them: each operand's
 * content in order. The caller frees; NULL when memory is short. */
char *judge_operands(const struct finding *finding);

/* Keeps the finding with a reason, by whom and now; a reason that was there is
 * replaced, an empty text takes it away. Refused with a sentence: an error or
 * an info, a text with a character that may not be stored. */
bool judge_keep(const struct judge *j, struct assessment *a, const struct judged_finding *finding,
                const char *text, const char *by, struct error *err);

/* Brings the document's reasons up to date with a judgement of it, before it is
 * saved: what has lapsed is marked so, reasons of findings that are no more go. */
bool judge_settle(struct assessment *a, const struct judgement *judgement, struct error *err);

#endif
